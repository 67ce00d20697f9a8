package fake

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// A server goes on where another was, whatever has been asked before.
func TestSnapshotGoesOn(t *testing.T) {
	ctx := context.Background()
	accounts := []Account{
		{Phone: "+9996620001", FirstName: "Ada"},
		{Phone: "+9996620002", Password: "secret", CodeTries: 2},
		{Phone: "+9996620003", Unregistered: true, Terms: "Be kind.", TermsID: "t"},
	}
	caller := func(key string) Caller { return Caller{DC: 2, Key: key} }
	type step struct {
		from Caller
		ask  func(hash string) Query
		want any
	}
	steps := []step{
		{caller("a"), func(string) Query { return SendCode{PhoneNumber: "+9996620001"} }, "auth.sentCode"},
		{caller("a"), func(h string) Query { return SignIn{PhoneNumber: "+9996620001", PhoneCodeHash: h, PhoneCode: "22222"} }, "auth.authorization"},
		{caller("a"), func(string) Query { return GetSelf{} }, "users"},
		{caller("b"), func(string) Query { return SendCode{PhoneNumber: "+9996620002"} }, "auth.sentCode"},
		{caller("b"), func(h string) Query { return SignIn{PhoneNumber: "+9996620002", PhoneCodeHash: h, PhoneCode: "11111"} }, "400 PHONE_CODE_INVALID"},
		{caller("b"), func(h string) Query { return SignIn{PhoneNumber: "+9996620002", PhoneCodeHash: h, PhoneCode: "22222"} }, "401 SESSION_PASSWORD_NEEDED"},
		{caller("b"), func(string) Query { return GetSelf{} }, "401 SESSION_PASSWORD_NEEDED"},
		{caller("b"), func(string) Query { return CheckPassword{SRPID: 1, Password: "secret"} }, "400 SRP_ID_INVALID"},
		{caller("c"), func(string) Query { return SendCode{PhoneNumber: "+9996620003"} }, "auth.sentCode"},
		{caller("c"), func(h string) Query { return SignIn{PhoneNumber: "+9996620003", PhoneCodeHash: h, PhoneCode: "22222"} }, "auth.authorizationSignUpRequired"},
		{caller("c"), func(h string) Query { return SignUp{PhoneNumber: "+9996620003", PhoneCodeHash: h, FirstName: "Eve"} }, "auth.authorization"},
		{caller("c"), func(string) Query { return GetSelf{} }, "users"},
	}
	server, err := New(accounts...)
	require.NoError(t, err)
	hash := ""
	for i, s := range steps {
		answer, err := server.Call(ctx, s.from, s.ask(hash))
		if sent, ok := answer.(SentCode); ok {
			hash = sent.Hash
		}
		requests := server.Requests()
		got := requests[len(requests)-1]
		if s.want == "users" {
			require.NoError(t, err)
		} else {
			require.Equal(t, s.want, got.Answer, "step %d: %s", i, got)
		}

		snap, err := server.Snapshot()
		require.NoError(t, err)
		next, err := New(accounts...)
		require.NoError(t, err)
		require.NoError(t, next.Restore(snap))
		again, err := next.Snapshot()
		require.NoError(t, err)
		require.JSONEq(t, string(snap), string(again))
		server = next
	}
	require.Equal(t, []Caller{caller("a"), caller("b"), caller("c")}[0], server.SignedIn()[0])
	require.Len(t, server.HalfSignedIn(), 1)
}

func TestRestoreRefuses(t *testing.T) {
	server, err := New(Account{Phone: "+9996620001"})
	require.NoError(t, err)
	_, err = server.Call(context.Background(), Caller{DC: 2, Key: "a"}, SendCode{PhoneNumber: "+9996620001"})
	require.NoError(t, err)
	good, err := server.Snapshot()
	require.NoError(t, err)

	stranger, err := New(Account{Phone: "+9996620009"})
	require.NoError(t, err)
	before, err := stranger.Snapshot()
	require.NoError(t, err)
	for name, data := range map[string]string{
		"no JSON":            "{",
		"other accounts":     string(good),
		"nothing":            "{}",
		"a key of nobody":    `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"},"user":"+1"}]}`,
		"a key twice":        `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"}},{"caller":{"DC":2,"Key":"a"}}]}`,
		"a code of no key":   `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"codes":[{"account":"+9996620009","key":"a","hash":"h"}],"hashes":["h"]}`,
		"a token of nobody":  `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"tokens":[{"token":"t","account":"+1"}]}`,
		"another one's name": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620001"}}}}`,
		"nobody's number":    `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"},"verified":"+1"}]}`,
		"no public key":      `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009","Passkeys":[{"id":"p","public_key":"AA=="}]}}}}`,
		"a passkey of text":  `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009","Passkeys":["p"]}}}}`,
		"no login token":     `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"},"accepted":"t"}]}`,
		"one that nobody accepted": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"},"accepted":"t"}],` +
			`"logins":[{"token":"t","key":"a","expires":"2026-11-21T12:00:30Z"}]}`,
		"a login token of no key": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},` +
			`"logins":[{"token":"t","key":"a","expires":"2026-11-21T12:00:30Z"}]}`,
		"a login token of nobody": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"}}],` +
			`"logins":[{"token":"t","key":"a","account":"+1","expires":"2026-11-21T12:00:30Z"}]}`,
		"a login token from nowhere": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},` +
			`"logins":[{"token":"t","from":"s","via":[4],"expires":"2026-11-21T12:00:30Z"}]}`,
		"a login token to nowhere": `{"accounts":{"+9996620009":{"account":{"Phone":"+9996620009"}}},"keys":[{"caller":{"DC":2,"Key":"a"}}],` +
			`"logins":[{"token":"s","key":"a","expires":"2026-11-21T12:00:30Z"},{"token":"t","from":"s","expires":"2026-11-21T12:00:30Z"}]}`,
	} {
		require.ErrorIs(t, stranger.Restore([]byte(data)), errSnapshot, name)
	}
	after, err := stranger.Snapshot()
	require.NoError(t, err)
	require.JSONEq(t, string(before), string(after), "a refused snapshot changes nothing")
	require.True(t, json.Valid(after))
}
