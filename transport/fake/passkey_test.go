package fake_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// A login by passkey, as a test changes it: what the authenticator is asked, what it
// signs, and what the client makes of that.
type passkeyLogin struct {
	options struct {
		Challenge        string
		Timeout          int
		RPID             string
		AllowCredentials []string
		UserVerification string
	}
	client struct { // clientDataJSON
		Type        string `json:"type"`
		Challenge   string `json:"challenge"`
		Origin      string `json:"origin"`
		CrossOrigin bool   `json:"crossOrigin"`
	}
	rp    string
	flags byte
	query fake.FinishPasskeyLogin
}

// aPasskey makes a passkey without the help of this package.
func aPasskey(t *testing.T, id string) (*ecdsa.PrivateKey, fake.Passkey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	return key, fake.Passkey{ID: id, PublicKey: &key.PublicKey}
}

// ask asks for a challenge under a key.
func ask(t *testing.T, server *fake.Server, from fake.Caller) *passkeyLogin {
	t.Helper()
	answer, err := server.Call(t.Context(), from, fake.InitPasskeyLogin{})
	require.NoError(t, err)
	login := new(passkeyLogin)
	var options struct{ PublicKey json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(answer.(fake.PasskeyLoginOptions).Options), &options))
	require.NoError(t, json.Unmarshal(options.PublicKey, &login.options))
	login.client.Type, login.client.Challenge, login.client.Origin = "webauthn.get", login.options.Challenge, "https://telegram.org"
	login.rp, login.flags = "telegram.org", 5
	login.query.Credential.ID, login.query.Credential.RawID = "a-passkey", "a-passkey"
	login.query.Credential.UserHandle = "2:7"
	return login
}

// sign makes the assertion.
func (l *passkeyLogin) sign(t *testing.T, key *ecdsa.PrivateKey) *fake.PasskeyCredential {
	t.Helper()
	client, err := json.Marshal(l.client)
	require.NoError(t, err)
	rp, hash := sha256.Sum256([]byte(l.rp)), sha256.Sum256(client)
	c := &l.query.Credential
	c.ClientData, c.AuthenticatorData = string(client), append(rp[:], l.flags, 0, 0, 0, 1)
	signed := sha256.Sum256(append(bytes.Clone(c.AuthenticatorData), hash[:]...))
	c.Signature, err = ecdsa.SignASN1(rand.Reader, key, signed[:])
	require.NoError(t, err)
	return c
}

func TestPasskeyOptions(t *testing.T) {
	server, err := fake.New()
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	first, second := ask(t, server, a).options, ask(t, server, a).options
	require.NotEqual(t, first.Challenge, second.Challenge)
	random, err := base64.RawURLEncoding.DecodeString(first.Challenge)
	require.NoError(t, err)
	require.Len(t, random, 32)
	require.Equal(t, "telegram.org", first.RPID)
	require.Equal(t, "required", first.UserVerification)
	require.Positive(t, first.Timeout)
	require.NotNil(t, first.AllowCredentials)
	require.Empty(t, first.AllowCredentials)

	server.Predictable = true
	other, err := fake.New()
	require.NoError(t, err)
	other.Predictable = true
	require.Equal(t, ask(t, server, a).options, ask(t, other, a).options)
}

func TestPasskeyLogin(t *testing.T) {
	const accepted, invalid = "authorization +9996620001 Ada", "400 CREDENTIAL_INVALID"
	key, passkey := aPasskey(t, "a-passkey")
	stranger, others := aPasskey(t, "anothers-passkey")
	home, elsewhere := fake.Caller{DC: 2, Key: "A"}, fake.Caller{DC: 4, Key: "B"}
	good := func(*passkeyLogin) {}
	for _, test := range []struct {
		name    string
		account fake.Account // with this passkey, and with id 7
		change  func(l *passkeyLogin)
		after   func(l *passkeyLogin) // it was signed
		want    string
	}{
		{name: "good", change: good, want: accepted},
		{
			name: "more flags and extensions", change: func(l *passkeyLogin) { l.flags |= 0x98 }, want: accepted,
		},
		{
			name: "another type", change: func(l *passkeyLogin) { l.client.Type = "webauthn.create" }, want: invalid,
		},
		{
			name: "another challenge", change: func(l *passkeyLogin) { l.client.Challenge = "guess" }, want: invalid,
		},
		{
			name:   "another origin",
			change: func(l *passkeyLogin) { l.client.Origin = "https://telegram.org.example" },
			want:   "400 PASSKEY_ORIGIN_MISMATCH",
		},
		{
			name:   "in a frame of another origin",
			change: func(l *passkeyLogin) { l.client.CrossOrigin = true },
			want:   "400 PASSKEY_ORIGIN_MISMATCH",
		},
		{
			name: "for another party", change: func(l *passkeyLogin) { l.rp = "example.org" }, want: invalid,
		},
		{
			name: "nobody there", change: func(l *passkeyLogin) { l.flags = 4 }, want: invalid,
		},
		{
			name: "not verified who is there", change: func(l *passkeyLogin) { l.flags = 1 }, want: invalid,
		},
		{
			name: "short data", change: good,
			after: func(l *passkeyLogin) {
				l.query.Credential.AuthenticatorData = l.query.Credential.AuthenticatorData[:36]
			},
			want: invalid,
		},
		{
			name: "no data", change: good, after: func(l *passkeyLogin) { l.query.Credential.AuthenticatorData = nil }, want: invalid,
		},
		{
			name: "data changed", change: good,
			after: func(l *passkeyLogin) { l.query.Credential.AuthenticatorData[36]++ },
			want:  invalid,
		},
		{
			name: "client data changed", change: good, after: func(l *passkeyLogin) { l.query.Credential.ClientData += " " }, want: invalid,
		},
		{
			name: "no client data", change: good, after: func(l *passkeyLogin) { l.query.Credential.ClientData = "{" }, want: invalid,
		},
		{
			name: "signature changed", change: good, after: func(l *passkeyLogin) { l.query.Credential.Signature[9] ^= 1 }, want: invalid,
		},
		{
			name: "signed by another", change: good, after: func(l *passkeyLogin) { l.sign(t, stranger) }, want: invalid,
		},
		{
			name: "another's id", change: func(l *passkeyLogin) {
				l.query.Credential.ID, l.query.Credential.RawID = "anothers-passkey", "anothers-passkey"
			}, want: invalid,
		},
		{
			name: "unknown id", change: func(l *passkeyLogin) {
				l.query.Credential.ID, l.query.Credential.RawID = "unknown", "unknown"
			}, want: invalid,
		},
		{
			name: "two ids", change: func(l *passkeyLogin) { l.query.Credential.RawID = "" }, want: invalid,
		},
		{
			name: "another user", change: func(l *passkeyLogin) { l.query.Credential.UserHandle = "2:8" }, want: invalid,
		},
		{
			name: "another data centre", change: func(l *passkeyLogin) { l.query.Credential.UserHandle = "4:7" }, want: invalid,
		},
		{
			name: "nobody's", change: func(l *passkeyLogin) { l.query.Credential.UserHandle = "" }, want: invalid,
		},
		{
			name: "a password", account: fake.Account{Password: "hunter2"}, change: good, want: "401 SESSION_PASSWORD_NEEDED",
		},
		{
			name: "banned", account: fake.Account{Banned: true}, change: good, want: "400 PHONE_NUMBER_BANNED",
		},
		{
			name: "in the wrong data centre", account: fake.Account{DC: 4},
			change: func(l *passkeyLogin) { l.query.Credential.UserHandle = "4:7" },
			want:   invalid,
		},
		{
			name:   "named as from where it is",
			change: func(l *passkeyLogin) { l.query.FromDC, l.query.FromKey = 2, "A" }, want: invalid,
		},
		{
			name:   "named as from elsewhere",
			change: func(l *passkeyLogin) { l.query.FromDC, l.query.FromKey = 4, "B" }, want: invalid,
		},
		{
			name: "a data centre alone", change: func(l *passkeyLogin) { l.query.FromDC = 4 }, want: invalid,
		},
		{
			name: "a key alone", change: func(l *passkeyLogin) { l.query.FromKey = "B" }, want: invalid,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			account := test.account
			account.Phone, account.FirstName, account.ID, account.Passkeys = "+9996620001", "Ada", 7, []fake.Passkey{passkey}
			server, err := fake.New(account, fake.Account{Phone: "+9996620002", ID: 8, Passkeys: []fake.Passkey{others}})
			require.NoError(t, err)
			server.DCs = []int{2, 4}
			_, err = server.Call(t.Context(), elsewhere, fake.GetSelf{})
			require.Error(t, err, "so that the key is known")
			login := ask(t, server, home)
			test.change(login)
			login.sign(t, key)
			if test.after != nil {
				test.after(login)
			}
			answer, err := server.Call(t.Context(), home, login.query)
			require.Equal(t, test.want, outcome(answer, err))
			require.Equal(t, test.want == accepted, len(server.SignedIn()) == 1)
		})
	}
}

// A challenge belongs to the key that asked, is good once, and only the last one is.
func TestPasskeyChallenge(t *testing.T) {
	key, passkey := aPasskey(t, "a-passkey")
	server, err := fake.New(fake.Account{Phone: "+9996620001", ID: 7, Passkeys: []fake.Passkey{passkey}})
	require.NoError(t, err)
	a, b := fake.Caller{DC: 2, Key: "A"}, fake.Caller{DC: 2, Key: "B"}
	finish := func(from fake.Caller, l *passkeyLogin) string {
		l.sign(t, key)
		answer, err := server.Call(t.Context(), from, l.query)
		return outcome(answer, err)
	}
	const accepted, invalid = "authorization +9996620001", "400 CREDENTIAL_INVALID"

	first := ask(t, server, a)
	require.Equal(t, invalid, finish(b, first), "under another key")
	first.query.FromDC, first.query.FromKey = 2, "A"
	require.Equal(t, invalid, finish(b, first), "it is of the same data centre")
	first.query.FromDC, first.query.FromKey = 0, ""
	require.Equal(t, accepted, finish(a, first), "so far it was not used")
	require.Equal(t, invalid, finish(a, first), "used")
	require.Equal(t, []fake.Caller{a}, server.SignedIn())

	wrong := ask(t, server, b)
	right := *wrong
	wrong.client.Type = "webauthn.create"
	require.Equal(t, invalid, finish(b, wrong))
	require.Equal(t, invalid, finish(b, &right), "used by a mistake")

	old := ask(t, server, b)
	fresh := ask(t, server, b)
	fresh2 := *fresh
	require.Equal(t, invalid, finish(b, old), "another has taken its place")
	require.Equal(t, invalid, finish(b, &fresh2), "which that has used up")
	last := ask(t, server, b)
	snap, err := server.Snapshot()
	require.NoError(t, err)
	require.NoError(t, server.Restore(snap))
	require.Equal(t, accepted, finish(b, last), "the server began anew")

	kept := ask(t, server, b)
	_, err = server.Call(t.Context(), b, fake.LogOut{})
	require.NoError(t, err)
	require.Equal(t, invalid, finish(b, kept), "it went with the login")
}

// An account that lives elsewhere than where the challenge was asked for.
func TestPasskeyFromElsewhere(t *testing.T) {
	const accepted, invalid = "authorization +9996620001", "400 CREDENTIAL_INVALID"
	key, passkey := aPasskey(t, "a-passkey")
	at := fake.Caller{DC: 4, Key: "B"}
	for _, test := range []struct {
		name   string
		dc     int
		key    string
		forget string
		want   string
	}{
		{name: "named", dc: 2, key: "A", want: accepted},
		{name: "not named", want: invalid},
		{name: "no key", dc: 2, want: invalid},
		{name: "no data centre", key: "A", want: invalid},
		{name: "another data centre", dc: 3, key: "A", want: invalid},
		{name: "an unknown key", dc: 2, key: "C", want: invalid},
		{name: "a key that did not ask", dc: 2, key: "D", want: invalid},
		{name: "a key that is gone", dc: 2, key: "A", forget: "A", want: invalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, err := fake.New(fake.Account{Phone: "+9996620001", ID: 7, DC: 4, Passkeys: []fake.Passkey{passkey}})
			require.NoError(t, err)
			_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "D"}, fake.GetSelf{})
			require.Error(t, err, "so that the key is known")
			login := ask(t, server, fake.Caller{DC: 2, Key: "A"})
			server.ForgetKey(test.forget)
			login.query.FromDC, login.query.FromKey = test.dc, test.key
			login.query.Credential.UserHandle = "4:7"
			login.sign(t, key)
			answer, err := server.Call(t.Context(), at, login.query)
			require.Equal(t, test.want, outcome(answer, err))
			if test.want != accepted {
				require.Empty(t, server.SignedIn())
				return
			}
			require.Equal(t, []fake.Caller{at}, server.SignedIn())
			answer, err = server.Call(t.Context(), at, login.query)
			require.Equal(t, invalid, outcome(answer, err), "good once")
		})
	}
}

// The log has what came, and the passkey was examined once.
func TestPasskeyLog(t *testing.T) {
	key, passkey := aPasskey(t, "a-passkey")
	server, err := fake.New(fake.Account{Phone: "+9996620001", ID: 7, DC: 4, Passkeys: []fake.Passkey{passkey}})
	require.NoError(t, err)
	login := ask(t, server, fake.Caller{DC: 2, Key: "A"})
	login.query.FromDC, login.query.FromKey = 2, "A"
	login.query.Credential.UserHandle = "4:7"
	login.sign(t, key)
	_, err = server.Call(t.Context(), fake.Caller{DC: 4, Key: "B"}, login.query)
	require.NoError(t, err)
	login.query.FromDC, login.query.FromKey = 0, "somebody's"
	_, err = server.Call(t.Context(), fake.Caller{DC: 4, Key: "B"}, login.query)
	require.Error(t, err)

	requests := server.Requests()
	require.Equal(t, `auth.initPasskeyLogin api_id=0 api_hash=""`, requests[0].String())
	require.Equal(t, "auth.passkeyLoginOptions", requests[0].Answer)
	base64url := base64.RawURLEncoding.EncodeToString
	require.Equal(t, []fake.Field{
		{Name: "id", Value: "a-passkey"},
		{Name: "raw_id", Value: "a-passkey"},
		{Name: "client_data", Value: login.query.Credential.ClientData},
		{Name: "authenticator_data", Value: base64url(login.query.Credential.AuthenticatorData)},
		{Name: "signature", Value: base64url(login.query.Credential.Signature)},
		{Name: "user_handle", Value: "4:7"},
		{Name: "from_dc_id", Value: "2"},
		{Name: "from_auth_key_id", Value: "key1"},
	}, requests[1].Fields)
	require.Equal(t, []fake.Field{{Name: "from_dc_id", Value: "0"}, {Name: "from_auth_key_id", Value: "unknown"}}, requests[2].Fields[6:])
	require.Equal(t, map[fake.Examination]int{{Method: "auth.finishPasskeyLogin", Key: "key2", Value: "a-passkey"}: 1}, server.Examined())
}

// A server that accepts everything takes any assertion, of the one who is named.
func TestPasskeyAccept(t *testing.T) {
	_, passkey := aPasskey(t, "a-passkey")
	stranger, _ := aPasskey(t, "anothers-passkey")
	server, err := fake.New(fake.Account{Phone: "+9996620001", ID: 7, Passkeys: []fake.Passkey{passkey}})
	require.NoError(t, err)
	server.Before = func(string, int) fake.Fault { return fake.Fault{Accept: true} }
	a := fake.Caller{DC: 2, Key: "A"}
	login := ask(t, server, a)
	login.sign(t, stranger)
	login.query.Credential.ID = "unknown"
	answer, err := server.Call(t.Context(), a, login.query)
	require.Equal(t, "400 CREDENTIAL_INVALID", outcome(answer, err))
	login = ask(t, server, a)
	login.sign(t, stranger)
	answer, err = server.Call(t.Context(), a, login.query)
	require.Equal(t, "authorization +9996620001", outcome(answer, err))
}

// Passkeys go with the account.
func TestPasskeyOfADeletedAccount(t *testing.T) {
	key, passkey := aPasskey(t, "a-passkey")
	server, err := fake.New(fake.Account{Phone: "+9996620001", ID: 7, Trusted: true, Passkeys: []fake.Passkey{passkey}})
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	for _, q := range []fake.Query{fake.SendCode{PhoneNumber: "+9996620001"}, fake.DeleteAccount{}} {
		_, err = server.Call(t.Context(), a, q)
		require.NoError(t, err)
	}
	login := ask(t, server, a)
	login.sign(t, key)
	answer, err := server.Call(t.Context(), a, login.query)
	require.Equal(t, "400 CREDENTIAL_INVALID", outcome(answer, err))
}

// The authenticator of this package signs people in.
func TestAuthenticator(t *testing.T) {
	authenticator := fake.NewAuthenticator()
	ada, bob := authenticator.Credential(2, 7), authenticator.Credential(4, 8)
	require.NotEqual(t, ada.ID, bob.ID)
	server, err := fake.New(
		fake.Account{Phone: "+9996620001", ID: 7, Passkeys: []fake.Passkey{ada}},
		fake.Account{Phone: "+9996620002", ID: 8, DC: 4, Passkeys: []fake.Passkey{bob}},
	)
	require.NoError(t, err)
	a, b := fake.Caller{DC: 2, Key: "A"}, fake.Caller{DC: 4, Key: "B"}
	options := func() string {
		answer, err := server.Call(t.Context(), a, fake.InitPasskeyLogin{})
		require.NoError(t, err)
		return answer.(fake.PasskeyLoginOptions).Options
	}

	// The last made is taken, where the options do not say.
	q := finishWith(t, authenticator, options())
	require.Equal(t, "4:8", q.Credential.UserHandle)
	q.FromDC, q.FromKey = 2, "A"
	answer, err := server.Call(t.Context(), b, q)
	require.Equal(t, "authorization +9996620002", outcome(answer, err))

	var allow map[string]map[string]any
	require.NoError(t, json.Unmarshal([]byte(options()), &allow))
	allow["publicKey"]["allowCredentials"] = []map[string]string{{"type": "public-key", "id": ada.ID}}
	allowed, err := json.Marshal(allow)
	require.NoError(t, err)
	q = finishWith(t, authenticator, string(allowed))
	require.Equal(t, "2:7", q.Credential.UserHandle)
	answer, err = server.Call(t.Context(), a, q)
	require.Equal(t, "authorization +9996620001", outcome(answer, err))

	_, err = fake.NewAuthenticator().Assert(options())
	require.ErrorIs(t, err, fake.ErrNoPasskey, "it has none")
	_, others := aPasskey(t, "anothers-passkey")
	allow["publicKey"]["allowCredentials"] = []map[string]string{{"type": "public-key", "id": others.ID}}
	allowed, err = json.Marshal(allow)
	require.NoError(t, err)
	_, err = authenticator.Assert(string(allowed))
	require.ErrorIs(t, err, fake.ErrNoPasskey, "it has not this one")
	allow["publicKey"]["rpId"] = "example.org"
	delete(allow["publicKey"], "allowCredentials")
	allowed, err = json.Marshal(allow)
	require.NoError(t, err)
	_, err = authenticator.Assert(string(allowed))
	require.ErrorIs(t, err, fake.ErrNoPasskey, "for another party")
	_, err = authenticator.Assert("{")
	require.Error(t, err)
	leak.Saw(t, err)
}

// finishWith makes a query of what an authenticator answers.
func finishWith(t *testing.T, authenticator *fake.Authenticator, options string) fake.FinishPasskeyLogin {
	t.Helper()
	answer, err := authenticator.Assert(options)
	require.NoError(t, err)
	var assertion struct {
		ID       string `json:"id"`
		RawID    string `json:"rawId"`
		Type     string `json:"type"`
		Response struct {
			ClientData        string `json:"clientDataJSON"`
			AuthenticatorData string `json:"authenticatorData"`
			Signature         string `json:"signature"`
			UserHandle        string `json:"userHandle"`
		} `json:"response"`
		Extensions json.RawMessage `json:"clientExtensionResults"`
	}
	decoder := json.NewDecoder(bytes.NewBufferString(answer))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&assertion))
	require.Equal(t, "public-key", assertion.Type)
	require.JSONEq(t, "{}", string(assertion.Extensions))
	decoded := func(text string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(text)
		require.NoError(t, err)
		return b
	}
	decoded(assertion.ID)
	return fake.FinishPasskeyLogin{Credential: fake.PasskeyCredential{
		ID: assertion.ID, RawID: assertion.RawID,
		ClientData:        string(decoded(assertion.Response.ClientData)),
		AuthenticatorData: decoded(assertion.Response.AuthenticatorData),
		Signature:         decoded(assertion.Response.Signature),
		UserHandle:        string(decoded(assertion.Response.UserHandle)),
	}}
}

// A challenge is good for as long as its options say.
func TestPasskeyChallengeEnds(t *testing.T) {
	key, passkey := aPasskey(t, "a-passkey")
	for _, tt := range []struct {
		name    string
		tooLate time.Duration // than the last moment
		refused bool
	}{
		{"at the last moment", 0, false},
		{"a moment too late", time.Nanosecond, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(people(fake.Account{ID: 7, Passkeys: []fake.Passkey{passkey}})...)
			require.NoError(t, err)
			now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
			server.Now = func() time.Time { return now }
			from := fake.Caller{DC: 2, Key: "A"}
			login := ask(t, server, from)
			login.sign(t, key)
			snapshot, err := server.Snapshot()
			require.NoError(t, err)
			require.NoError(t, server.Restore(snapshot))
			now = now.Add(time.Duration(login.options.Timeout)*time.Millisecond - time.Nanosecond + tt.tooLate)
			_, err = server.Call(t.Context(), from, login.query)
			if tt.refused {
				require.EqualError(t, err, (&fake.RPCError{Code: 400, Text: "CREDENTIAL_INVALID"}).Error())
			} else {
				require.NoError(t, err)
			}
		})
	}
}

// What is no passkey cannot be written, and says so.
func TestPasskeyWithoutAKey(t *testing.T) {
	for _, p := range []fake.Passkey{{}, {ID: "a-passkey", PublicKey: new(ecdsa.PublicKey)}} {
		_, err := json.Marshal(p)
		require.ErrorContains(t, err, "without a public key")
	}
}
