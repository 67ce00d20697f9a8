package mtproto_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// allSettings has every field set, tokens with bytes that are no text.
func allSettings() mtproto.CodeSettings {
	return mtproto.CodeSettings{
		AllowFlashCall: true, CurrentNumber: true, AllowAppHash: true, AllowMissedCall: true, AllowFirebase: true,
		UnknownNumber: true,
		LogoutTokens:  []codes.Secret{codes.NewSecret("earlier\x00\xff"), codes.NewSecret("later")},
		Token:         codes.NewSecret("apple"), AppSandbox: true,
	}
}

// What is set arrives, and nothing else.
func TestCodeSettings(t *testing.T) {
	for _, tt := range []struct {
		name     string
		settings mtproto.CodeSettings
		want     string
	}{
		{"none", mtproto.CodeSettings{}, ""},
		{"flash call", mtproto.CodeSettings{AllowFlashCall: true}, "allow_flashcall=true"},
		{"current number", mtproto.CodeSettings{CurrentNumber: true}, "current_number=true"},
		{"app hash", mtproto.CodeSettings{AllowAppHash: true}, "allow_app_hash=true"},
		{"missed call", mtproto.CodeSettings{AllowMissedCall: true}, "allow_missed_call=true"},
		{"Firebase", mtproto.CodeSettings{AllowFirebase: true}, "allow_firebase=true"},
		{"unknown number", mtproto.CodeSettings{UnknownNumber: true}, "unknown_number=true"},
		{"log-out token", mtproto.CodeSettings{LogoutTokens: []codes.Secret{codes.NewSecret("\x00\xff")}}, `logout_tokens="\x00\xff"`},
		{"token", mtproto.CodeSettings{Token: codes.NewSecret("apple")}, "token=apple app_sandbox=false"},
		{"sandbox", mtproto.CodeSettings{AppSandbox: true}, `token="" app_sandbox=true`},
		{
			"all", allSettings(), "allow_flashcall=true current_number=true allow_app_hash=true allow_missed_call=true " +
				`allow_firebase=true unknown_number=true logout_tokens="earlier\x00\xff" logout_tokens=later token=apple app_sandbox=true`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := clientAt(t, srv, flow.CallSendCode)
			c.tr.CodeSettings = tt.settings
			require.IsType(t, flow.CodeSent{}, c.sendCode(ada))
			requests := srv.Requests()
			require.Len(t, requests, 1)
			_, settings, found := strings.Cut(requests[0].String(), " api_hash=any")
			require.True(t, found)
			require.Equal(t, tt.want, strings.TrimSpace(settings))
		})
	}
}

// Tokens that the login has collected go along with those that are configured, and
// of more than 20 the newest, which stand last.
func TestLogoutTokens(t *testing.T) {
	tokens := func(name string, n int) (secrets []codes.Secret, texts [][]byte) {
		for i := range n {
			text := fmt.Sprintf("%s %d", name, i)
			secrets, texts = append(secrets, codes.NewSecret(text)), append(texts, []byte(text))
		}
		return secrets, texts
	}
	for _, tt := range []struct {
		configured, collected int
		first                 int // that is sent, of all
	}{
		{0, 0, 0}, {2, 0, 0}, {0, 2, 0}, {2, 3, 0}, {10, 10, 0}, {11, 10, 1}, {20, 1, 1}, {3, 20, 3}, {25, 0, 5}, {0, 21, 1}, {30, 30, 40},
	} {
		t.Run(fmt.Sprintf("%d and %d", tt.configured, tt.collected), func(t *testing.T) {
			configured, all := tokens("configured", tt.configured)
			collected, more := tokens("collected", tt.collected)
			all = append(all, more...)
			var sent tg.CodeSettings
			tr := &mtproto.InvokerTransport{
				CodeSettings: mtproto.CodeSettings{LogoutTokens: configured},
				Invoker: &invoker{answer: func(in bin.Encoder) (bin.Encoder, error) {
					sent = in.(*tg.AuthSendCodeRequest).Settings
					return &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{}}, nil
				}},
			}
			_, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSendCode, To: phone(t, ada), Tokens: collected}, connected(t, tr))
			require.NoError(t, err)
			got, ok := sent.GetLogoutTokens()
			require.Equal(t, len(all) > 0, ok)
			require.LessOrEqual(t, len(got), flow.MaxFutureTokens)
			require.Equal(t, all[tt.first:], got)
			require.Len(t, configured, tt.configured, "the configuration stays as it is")
		})
	}
}

// A client that already runs sends the same.
func TestCodeSettingsOverInvoker(t *testing.T) {
	var sent tg.CodeSettings
	tr := &mtproto.InvokerTransport{CodeSettings: allSettings(), Invoker: &invoker{
		answer: func(in bin.Encoder) (bin.Encoder, error) {
			sent = in.(*tg.AuthSendCodeRequest).Settings
			return &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}, PhoneCodeHash: "h"}, nil
		},
	}}
	_, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSendCode, To: phone(t, ada)}, connected(t, tr))
	require.NoError(t, err)
	want := tg.CodeSettings{
		AllowFlashcall: true, CurrentNumber: true, AllowAppHash: true, AllowMissedCall: true, AllowFirebase: true,
		UnknownNumber: true,
	}
	want.SetLogoutTokens([][]byte{[]byte("earlier\x00\xff"), []byte("later")})
	want.SetToken("apple")
	want.SetAppSandbox(true)
	require.Equal(t, want, sent)
}

// The schema has no field that CodeSettings lacks, nor the other way round, and
// the tests set each.
func TestCodeSettingsAreComplete(t *testing.T) {
	schema, ours := reflect.TypeFor[tg.CodeSettings](), reflect.ValueOf(allSettings())
	has := func(typ reflect.Type, name string) bool {
		_, ok := typ.FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, name) })
		return ok
	}
	for i := range schema.NumField() {
		if name := schema.Field(i).Name; name != "Flags" {
			require.True(t, has(ours.Type(), name), "codeSettings has a new field: %s", name)
		}
	}
	for i := range ours.NumField() {
		name := ours.Type().Field(i).Name
		require.True(t, has(schema, name), "codeSettings has no such field any more: %s", name)
		require.False(t, ours.Field(i).IsZero(), "%s is not tested", name)
	}
}
