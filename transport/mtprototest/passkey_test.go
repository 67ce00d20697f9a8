package mtprototest_test

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func base64url(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// assert has an authenticator answer the options, and writes that as Telegram's
// clients do (core.telegram.org/api/passkeys).
func assert(t *testing.T, a *fake.Authenticator, options string) *tg.InputPasskeyCredentialPublicKey {
	t.Helper()
	text, err := a.Assert(options)
	require.NoError(t, err)
	var read struct {
		ID, RawID string
		Response  struct{ ClientDataJSON, AuthenticatorData, Signature, UserHandle string }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &read))
	bytes := func(s string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(s)
		require.NoError(t, err)
		return b
	}
	return &tg.InputPasskeyCredentialPublicKey{
		ID: read.ID, RawID: read.RawID,
		Response: &tg.InputPasskeyResponseLogin{
			ClientData:        tg.DataJSON{Data: string(bytes(read.Response.ClientDataJSON))},
			AuthenticatorData: bytes(read.Response.AuthenticatorData),
			Signature:         bytes(read.Response.Signature),
			UserHandle:        string(bytes(read.Response.UserHandle)),
		},
	}
}

// A passkey signs in, also at another data centre than the one that asked for it:
// then that is named, and its key by the number that MTProto has for it.
func TestPasskey(t *testing.T) {
	for name, dc := range map[string]int{"at home": 2, "elsewhere": 4} {
		t.Run(name, func(t *testing.T) {
			device := fake.NewAuthenticator()
			srv := mtprototest.New(t, mtprototest.Account{
				Phone: ada, ID: 77, DC: dc, Passkeys: []fake.Passkey{device.Credential(dc, 77)},
			})
			ctx, api, key := gotdAPIAt(t, srv, 2)
			options, err := api.AuthInitPasskeyLogin(ctx, &tg.AuthInitPasskeyLoginRequest{APIID: 1, APIHash: "any"})
			require.NoError(t, err)
			finish := &tg.AuthFinishPasskeyLoginRequest{Credential: assert(t, device, options.Options.Data)}
			if dc != 2 {
				ctx, api, _ = gotdAPIAt(t, srv, dc)
				finish.SetFromDCID(2)
				finish.SetFromAuthKeyID(key.IntID())
			}
			in, err := api.AuthFinishPasskeyLogin(ctx, finish)
			require.NoError(t, err)
			require.EqualValues(t, 77, in.(*tg.AuthAuthorization).User.GetID())
			require.Equal(t, dc, srv.SignedIn()[0].DC)
			if dc != 2 {
				require.Contains(t, fieldsOf(srv.Requests(), "auth.finishPasskeyLogin"), fake.Field{Name: "from_auth_key_id", Value: "key1"})
			}
			_, err = api.AuthFinishPasskeyLogin(ctx, finish)
			requireRefused(t, err, "CREDENTIAL_INVALID")
		})
	}
}

// What proves nothing is refused, and read all the same.
func TestPasskeyRefused(t *testing.T) {
	device := fake.NewAuthenticator()
	for _, tt := range []struct {
		name  string
		text  string
		spoil func(*tg.AuthFinishPasskeyLoginRequest, *tg.InputPasskeyCredentialPublicKey, *tg.InputPasskeyResponseLogin)
	}{
		{"another passkey", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, c *tg.InputPasskeyCredentialPublicKey, _ *tg.InputPasskeyResponseLogin) {
			c.ID, c.RawID = "other", "other"
		}},
		{"two ids", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, c *tg.InputPasskeyCredentialPublicKey, _ *tg.InputPasskeyResponseLogin) {
			c.RawID = "other"
		}},
		{"a registration", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, c *tg.InputPasskeyCredentialPublicKey, r *tg.InputPasskeyResponseLogin) {
			c.Response = &tg.InputPasskeyResponseRegister{ClientData: r.ClientData}
		}},
		{"another page", "PASSKEY_ORIGIN_MISMATCH", func(_ *tg.AuthFinishPasskeyLoginRequest, _ *tg.InputPasskeyCredentialPublicKey, r *tg.InputPasskeyResponseLogin) {
			var data map[string]any
			_ = json.Unmarshal([]byte(r.ClientData.Data), &data)
			data["origin"] = "https://example.com"
			text, _ := json.Marshal(data)
			r.ClientData.Data = string(text)
		}},
		{"the signature", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, _ *tg.InputPasskeyCredentialPublicKey, r *tg.InputPasskeyResponseLogin) {
			r.Signature[len(r.Signature)-1]++
		}},
		{"the authenticator's data", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, _ *tg.InputPasskeyCredentialPublicKey, r *tg.InputPasskeyResponseLogin) {
			r.AuthenticatorData[36]++
		}},
		{"the user", "CREDENTIAL_INVALID", func(_ *tg.AuthFinishPasskeyLoginRequest, _ *tg.InputPasskeyCredentialPublicKey, r *tg.InputPasskeyResponseLogin) {
			r.UserHandle = "2:78"
		}},
		{"from nowhere", "CREDENTIAL_INVALID", func(q *tg.AuthFinishPasskeyLoginRequest, _ *tg.InputPasskeyCredentialPublicKey, _ *tg.InputPasskeyResponseLogin) {
			q.SetFromDCID(4)
			q.SetFromAuthKeyID(17)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada, ID: 77, Passkeys: []fake.Passkey{device.Credential(2, 77)}})
			ctx, api := gotdAPI(t, srv)
			options, err := api.AuthInitPasskeyLogin(ctx, &tg.AuthInitPasskeyLoginRequest{APIID: 1, APIHash: "any"})
			require.NoError(t, err)
			credential := assert(t, device, options.Options.Data)
			finish := &tg.AuthFinishPasskeyLoginRequest{Credential: credential}
			tt.spoil(finish, credential, credential.Response.(*tg.InputPasskeyResponseLogin))
			_, err = api.AuthFinishPasskeyLogin(ctx, finish)
			requireRefused(t, err, tt.text)
			require.Empty(t, srv.SignedIn())
		})
	}
}

// The number of a SIM card signs in, as a credential or by itself, or signs up.
func TestVerifiedNumber(t *testing.T) {
	const token = "a token of Firebase's"
	for name, unregistered := range map[string]bool{"known": false, "new": true} {
		t.Run(name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada, ID: 77, PNVToken: token, Unregistered: unregistered})
			ctx, api := gotdAPI(t, srv)
			intent, err := api.AuthInitFirebasePnvLogin(ctx, &tg.AuthInitFirebasePnvLoginRequest{APIID: 1, APIHash: "any"})
			require.NoError(t, err)
			require.NotEmpty(t, intent.Nonce)
			require.NotEmpty(t, intent.DigitalCredentialPayload)
			in, err := api.AuthFinishFirebasePnvLogin(ctx, token)
			require.NoError(t, err)
			if unregistered {
				require.IsType(t, &tg.AuthAuthorizationSignUpRequired{}, in)
				signUp := &tg.AuthFirebasePnvSignUpRequest{FirstName: "Ada", LastName: "L"}
				signUp.SetNoJoinedNotifications(true)
				in, err = api.AuthFirebasePnvSignUp(ctx, signUp)
				require.NoError(t, err)
				require.Equal(t, []fake.Field{
					{Name: "no_joined_notifications", Value: "true"}, {Name: "first_name", Value: "Ada"}, {Name: "last_name", Value: "L"},
				}, fieldsOf(srv.Requests(), "auth.firebasePnvSignUp"))
				require.Equal(t, "Ada", in.(*tg.AuthAuthorization).User.(*tg.User).FirstName)
			}
			require.EqualValues(t, 77, in.(*tg.AuthAuthorization).User.GetID())
		})
	}
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, ID: 77, PNVToken: token})
	ctx, api := gotdAPI(t, srv)
	_, err := api.AuthInitPasskeyLogin(ctx, &tg.AuthInitPasskeyLoginRequest{APIID: 1, APIHash: "any"})
	require.NoError(t, err)
	in, err := api.AuthFinishPasskeyLogin(ctx, &tg.AuthFinishPasskeyLoginRequest{
		Credential: &tg.InputPasskeyCredentialFirebasePNV{PnvToken: token},
	})
	require.NoError(t, err)
	require.EqualValues(t, 77, in.(*tg.AuthAuthorization).User.GetID())
}
