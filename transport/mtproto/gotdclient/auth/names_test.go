package auth_test

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	gotd "github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient/auth"
)

// What programs with a Flow name stays of the same type, wherever else they use
// it: none of this compiles if a name is missing or is a type of its own.
var (
	_ gotd.UserAuthenticator    = auth.UserAuthenticator(nil)
	_ gotd.CodeAuthenticator    = auth.CodeAuthenticator(nil)
	_ gotd.PasswordHashProvider = auth.PasswordHashProvider(nil)
	_ gotd.FlowClient           = auth.FlowClient(nil)
	_ *gotd.Client              = (*auth.Client)(nil)
	_ *gotd.Status              = (*auth.Status)(nil)
	_ error                     = (*auth.SignUpRequired)(nil)
	_                           = []any{
		auth.CodeAuthenticatorFunc(nil) == nil, auth.PasswordHashFunc(nil) == nil,
		auth.SendCodeOptions{AllowFlashCall: true, CurrentNumber: true, AllowAppHash: true},
		auth.UserInfo{FirstName: "", LastName: ""}, auth.SignUp{},
		auth.Flow{Auth: nil, Options: gotd.SendCodeOptions{}},
	}
)

func TestErrorsAreGotds(t *testing.T) {
	require.Equal(t,
		[]error{gotd.ErrPasswordAuthNeeded, gotd.ErrPasswordInvalid, gotd.ErrPasswordNotProvided},
		[]error{auth.ErrPasswordAuthNeeded, auth.ErrPasswordInvalid, auth.ErrPasswordNotProvided},
	)
	require.True(t, auth.IsUnauthorized(tgerr.New(401, "SESSION_REVOKED")))
	require.False(t, auth.IsUnauthorized(tgerr.New(400, "PHONE_CODE_INVALID")))
	require.True(t, auth.IsKeyUnregistered(tgerr.New(401, "AUTH_KEY_UNREGISTERED")))
	require.False(t, auth.IsKeyUnregistered(tgerr.New(401, "SESSION_REVOKED")))
}

// zeros is a reader that is not random.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// Each of gotd's authenticators signs in, as far as what it knows goes.
func TestAuthenticators(t *testing.T) {
	t.Setenv("ADA_PHONE", ada)
	t.Setenv("ADA_PASSWORD", "pass")
	six := &tg.AuthSentCodeTypeApp{Length: 6}
	for _, tt := range []struct {
		name   string
		auth   auth.UserAuthenticator
		client script
		calls  []string
		want   error // nil: none; errAny: any
	}{
		{"constant", auth.Constant(ada, "pass", code("12345")), script{code: "12345", password: "pass"}, list("SendCode", "SignIn", "Password"), nil},
		{"code only", auth.CodeOnly(ada, code("12345")), script{code: "12345"}, list("SendCode", "SignIn"), nil},
		{"environment", auth.Env("ADA_", code("12345")), script{code: "12345", password: "pass"}, list("SendCode", "SignIn", "Password"), nil},
		{"nothing in the environment", auth.Env("NOBODY_", code("12345")), script{}, nil, errAny},
		{"test user", auth.TestUser(ada, 2), script{code: "222222", kind: six}, list("SendCode", "SignIn"), nil},
		{"random test user", auth.Test(zeros{}, 2), script{phone: "9996620000", code: "222222", kind: six}, list("SendCode", "SignIn"), nil},
		{"test user signs up", auth.TestUser(ada, 2), script{code: "222222", kind: six, signUp: true}, list("SendCode", "SignIn", "SignUp Test User"), nil},
		{"test user is called", auth.TestUser(ada, 2), script{kind: &tg.AuthSentCodeTypeFlashCall{Pattern: "*"}}, list("SendCode"), errAny},
		{"test user has a password", auth.TestUser(ada, 2), script{code: "222222", kind: six, password: "pass"}, list("SendCode", "SignIn"), auth.ErrPasswordNotProvided},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := auth.NewFlow(tt.auth, auth.SendCodeOptions{}).Run(t.Context(), &tt.client)
			require.Equal(t, tt.calls, tt.client.calls)
			if errors.Is(tt.want, errAny) {
				require.Error(t, err)
			} else {
				require.ErrorIs(t, err, tt.want)
			}
		})
	}
}

var errAny = errors.New("any")

// network answers the queries of gotd's own client, and keeps them.
type network struct {
	queries []bin.Encoder
	answer  func(bin.Encoder) (bin.Encoder, error)
}

func (n *network) Invoke(_ context.Context, in bin.Encoder, out bin.Decoder) error {
	n.queries = append(n.queries, in)
	answer, err := n.answer(in)
	if err != nil {
		return err
	}
	var b bin.Buffer
	if err := answer.Encode(&b); err != nil {
		return err
	}
	return out.Decode(&b)
}

// A flow through gotd's client asks what gotd's Flow would ask, byte for byte:
// with the options, with the hash that came, and to register without
// help.acceptTermsOfService. The same again is done only if it is necessary.
func TestQueriesAndIfNecessary(t *testing.T) {
	var signedIn bool
	n := &network{answer: func(in bin.Encoder) (bin.Encoder, error) {
		switch in.(type) {
		case *tg.UsersGetUsersRequest:
			if !signedIn {
				return nil, tgerr.New(401, "AUTH_KEY_UNREGISTERED")
			}
			return &tg.UserClassVector{Elems: []tg.UserClass{&tg.User{ID: 1}}}, nil
		case *tg.AuthSendCodeRequest:
			return &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}, PhoneCodeHash: "hash"}, nil
		case *tg.AuthSignInRequest:
			required := &tg.AuthAuthorizationSignUpRequired{}
			required.SetTermsOfService(tg.HelpTermsOfService{ID: tg.DataJSON{Data: "no text"}})
			return required, nil
		case *tg.AuthSignUpRequest:
			signedIn = true
			return &tg.AuthAuthorization{User: &tg.User{ID: 1}}, nil
		}
		return nil, tgerr.New(400, "METHOD_INVALID")
	}}
	client := auth.NewClient(tg.NewClient(n), zeros{}, 7, "hash of the app")
	flow := auth.NewFlow(auth.TestUser(ada, 2), auth.SendCodeOptions{CurrentNumber: true})

	for range 2 {
		require.NoError(t, ifNecessary(t.Context(), client, flow))
	}
	var settings tg.CodeSettings
	settings.SetCurrentNumber(true)
	self := &tg.UsersGetUsersRequest{ID: []tg.InputUserClass{&tg.InputUserSelf{}}}
	require.Equal(t, []bin.Encoder{
		self,
		&tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 7, APIHash: "hash of the app", Settings: settings},
		&tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: "hash", PhoneCode: "22222"},
		&tg.AuthSignUpRequest{PhoneNumber: ada, PhoneCodeHash: "hash", FirstName: "Test", LastName: "User"},
		self,
	}, n.queries)

	n.answer = func(bin.Encoder) (bin.Encoder, error) { return nil, tgerr.New(500, "BUSY") }
	require.True(t, tgerr.Is(ifNecessary(t.Context(), client, flow), "BUSY"), "who is signed in is not known")
	require.Len(t, n.queries, 6)
}

// ifNecessary is what the package says to do.
func ifNecessary(ctx context.Context, client *auth.Client, f auth.Flow) error {
	status, err := client.Status(ctx)
	if err == nil && !status.Authorized {
		err = f.Run(ctx, client)
	}
	return err
}
