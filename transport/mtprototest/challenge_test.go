package mtprototest_test

import (
	"encoding/base64"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A method that is challenged is refused, until the proof comes around it; the proof
// may come without a challenge, too.
func TestChallenge(t *testing.T) {
	nonce := base64.RawURLEncoding.EncodeToString([]byte{0xab, 0xcd})
	for _, tt := range []struct {
		name, text string
		around     func(token string, query bin.Object) bin.Object
		logged     []fake.Field
	}{
		{
			"reCAPTCHA", "RECAPTCHA_CHECK_signup__key", func(token string, query bin.Object) bin.Object {
				return &tg.InvokeWithReCaptchaRequest{Token: token, Query: query}
			}, []fake.Field{{Name: "recaptcha_token", Value: "good"}},
		},
		{
			"Play Integrity", "INTEGRITY_CHECK_CLASSIC_17_abcd", func(token string, query bin.Object) bin.Object {
				return &tg.InvokeWithGooglePlayIntegrityRequest{Nonce: nonce, Token: token, Query: query}
			}, []fake.Field{{Name: "integrity_nonce", Value: nonce}, {Name: "integrity_token", Value: "good"}},
		},
		{
			"APNs", "APNS_VERIFY_CHECK_nonce", func(token string, query bin.Object) bin.Object {
				return &tg.InvokeWithApnsSecretRequest{Nonce: "nonce", Secret: token, Query: query}
			}, []fake.Field{{Name: "apns_nonce", Value: "nonce"}, {Name: "apns_secret", Value: "good"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
			ctx, api := gotdAPI(t, srv)
			send := &tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 1, APIHash: "any"}
			ask := func(query bin.Object) error { return api.Invoker().Invoke(ctx, query, new(tg.AuthSentCodeBox)) }
			srv.Challenge("auth.sendCode", tt.text, "good")
			for _, query := range []bin.Object{send, tt.around("bad", send)} {
				refusal, ok := tgerr.As(ask(query))
				require.True(t, ok)
				require.Equal(t, 403, refusal.Code)
				require.Equal(t, tt.text, refusal.Message)
			}
			require.Empty(t, srv.Inbox(ada))
			require.NoError(t, ask(tt.around("good", send)))
			require.Len(t, srv.Inbox(ada), 1)
			asked := srv.Requests()
			require.Equal(t, tt.logged, asked[len(asked)-1].Fields[:len(tt.logged)])
			require.Equal(t, "auth.sendCode", asked[len(asked)-1].Method)

			srv.Challenge("auth.sendCode", "", "")
			require.NoError(t, ask(tt.around("whatever", send)))
			requireRefused(t, ask(tt.around("good", tt.around("good", send))), "INPUT_FETCH_ERROR")
			require.Equal(t, 4, srv.Calls()["auth.sendCode"])
		})
	}
}
