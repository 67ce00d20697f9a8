package auth_test

import (
	"cmp"
	"context"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient/auth"
)

const ada = "+9996620001"

// script is a FlowClient that knows one account.
type script struct {
	phone          string // "": ada
	code, password string
	signUp         bool
	fail           map[string]error // by method, once
	success        tg.AuthAuthorizationClass
	kind           tg.AuthSentCodeTypeClass
	calls          []string
	options        auth.SendCodeOptions
}

func (c *script) call(name string) error {
	c.calls = append(c.calls, name)
	err := c.fail[name]
	delete(c.fail, name)
	return err
}

func (c *script) sent() tg.AuthSentCodeClass {
	if c.success != nil {
		return &tg.AuthSentCodeSuccess{Authorization: c.success}
	}
	sent := &tg.AuthSentCode{Type: c.kind, PhoneCodeHash: "hash"}
	sent.SetNextType(&tg.AuthCodeTypeSMS{})
	return sent
}

func (c *script) SendCode(_ context.Context, _ string, o auth.SendCodeOptions) (tg.AuthSentCodeClass, error) {
	c.options = o
	return c.sent(), c.call("SendCode")
}

func (c *script) SignIn(_ context.Context, phone, code, hash string) (*tg.AuthAuthorization, error) {
	switch err := c.call("SignIn"); {
	case err != nil:
		return nil, err
	case phone != cmp.Or(c.phone, ada) || hash != "hash" || code != c.code:
		return nil, tgerr.New(400, "PHONE_CODE_INVALID")
	case c.password != "":
		return nil, auth.ErrPasswordAuthNeeded
	case c.signUp:
		terms := tg.HelpTermsOfService{ID: tg.DataJSON{Data: "terms"}, Text: "Be kind."}
		return nil, &auth.SignUpRequired{TermsOfService: terms}
	}
	return nil, nil
}

func (c *script) Password(_ context.Context, password string) (*tg.AuthAuthorization, error) {
	err := c.call("Password")
	if err == nil && password != c.password {
		err = auth.ErrPasswordInvalid
	}
	return nil, err
}

func (c *script) SignUp(_ context.Context, s auth.SignUp) (*tg.AuthAuthorization, error) {
	c.calls = append(c.calls, "SignUp "+s.FirstName+" "+s.LastName)
	return &tg.AuthAuthorization{}, nil
}

// resending is a client that has ResendCode, too.
type resending struct{ *script }

func (c resending) ResendCode(context.Context, string, string) (tg.AuthSentCodeClass, error) {
	return c.sent(), c.call("ResendCode")
}

// hashing is a client that has PasswordWith.
type hashing struct{ *script }

func (c hashing) PasswordWith(ctx context.Context, hash auth.PasswordHashFunc) (*tg.AuthAuthorization, error) {
	if err := c.call("PasswordWith"); err != nil {
		return nil, err
	}
	proof, err := hash(ctx, &tg.AccountPassword{})
	if err == nil && string(proof.A) != c.password {
		err = auth.ErrPasswordInvalid
	}
	return nil, err
}

// answers is an authenticator that gives what it has, one by one, and then
// errNoMore. "/resend" is ErrResend.
type answers struct {
	phones, codes, passwords []string
	terms                    error
	tos                      []tg.HelpTermsOfService
}

var errNoMore = errors.New("no more answers")

func (a *answers) next(from *[]string) (string, error) {
	if len(*from) == 0 {
		return "", errNoMore
	}
	text := (*from)[0]
	*from = (*from)[1:]
	if text == "/resend" {
		return "", auth.ErrResend
	}
	return text, nil
}

func (a *answers) Phone(context.Context) (string, error) { return a.next(&a.phones) }
func (a *answers) Code(_ context.Context, sent *tg.AuthSentCode) (string, error) {
	if sent == nil || sent.PhoneCodeHash != "hash" {
		return "", errors.New("the sent code is not the client's")
	}
	return a.next(&a.codes)
}
func (a *answers) Password(context.Context) (string, error) { return a.next(&a.passwords) }
func (a *answers) SignUp(context.Context) (auth.UserInfo, error) {
	return auth.UserInfo{FirstName: "Ada", LastName: "Lovelace"}, nil
}
func (a *answers) AcceptTermsOfService(_ context.Context, tos tg.HelpTermsOfService) error {
	a.tos = append(a.tos, tos)
	return a.terms
}

func code(text string) auth.CodeAuthenticator {
	return auth.CodeAuthenticatorFunc(func(context.Context, *tg.AuthSentCode) (string, error) { return text, nil })
}

func list(texts ...string) []string { return texts }

func TestFlow(t *testing.T) {
	lost := errors.New("connection reset")
	wait := tgerr.New(420, "FLOOD_WAIT_42")
	refused := errors.New("I do not agree")
	for _, tt := range []struct {
		name   string
		client script
		auth   auth.UserAuthenticator
		calls  []string
		want   error // nil: signed in
	}{
		{"code", script{code: "12345"}, auth.CodeOnly(ada, code("12345")), list("SendCode", "SignIn"), nil},
		{"typed with spaces, without +", script{phone: "9996620001", code: "12345"}, auth.CodeOnly("999 662 00-01", code("12 345")), list("SendCode", "SignIn"), nil},
		{
			"code and password", script{code: "12345", password: "pass"}, auth.Constant(ada, "pass", code("12345")),
			list("SendCode", "SignIn", "Password"), nil,
		},
		{
			"wrong constant code", script{code: "12345"}, auth.CodeOnly(ada, code("11111")),
			list("SendCode", "SignIn"), errors.PhoneCodeInvalid,
		},
		{
			"wrong constant password", script{code: "12345", password: "pass"}, auth.Constant(ada, "wrong", code("12345")),
			list("SendCode", "SignIn", "Password"), auth.ErrPasswordInvalid,
		},
		{
			"no password", script{code: "12345", password: "pass"}, auth.CodeOnly(ada, code("12345")),
			list("SendCode", "SignIn"), auth.ErrPasswordNotProvided,
		},
		{"not a number", script{}, auth.CodeOnly("phone", code("12345")), nil, errors.PhoneNumberInvalid},
		{
			"slips", script{code: "12345", password: "pass"},
			&answers{phones: list("nonsense", ada), codes: list("11111", "22222", "12345"), passwords: list("wrong", "pass")},
			list("SendCode", "SignIn", "SignIn", "SignIn", "Password", "Password"), nil,
		},
		{
			"not said to be wrong is good again", script{code: "12345"},
			&answers{phones: list(ada), codes: list("11111", "22222", "11111")},
			list("SendCode", "SignIn", "SignIn"), errNoMore,
		},
		{
			"answers end", script{code: "12345"}, &answers{phones: list(ada), codes: list("11111")},
			list("SendCode", "SignIn"), errNoMore,
		},
		{
			"constant number must wait", script{fail: map[string]error{"SendCode": wait}}, auth.CodeOnly(ada, code("12345")),
			list("SendCode"), errors.FloodWait,
		},
		{
			"code expired, a new one", script{code: "12345", fail: map[string]error{"SignIn": tgerr.New(400, "PHONE_CODE_EXPIRED")}},
			&answers{phones: list(ada, ada), codes: list("11111", "12345")},
			list("SendCode", "SignIn", "SendCode", "SignIn"), nil,
		},
		{
			"code expired, the same again", script{code: "12345", fail: map[string]error{"SignIn": tgerr.New(400, "PHONE_CODE_EXPIRED")}},
			auth.CodeOnly(ada, code("12345")),
			list("SendCode", "SignIn", "SendCode"), errors.PhoneCodeExpired,
		},
		{
			"the number was right after a slip, and is again", script{code: "12345", fail: map[string]error{"SignIn": tgerr.New(400, "PHONE_CODE_EXPIRED")}},
			&answers{phones: list("nonsense", ada, ada), codes: list("11111", "12345")},
			list("SendCode", "SignIn", "SendCode", "SignIn"), nil,
		},
		{
			"a login e-mail to be set up", script{kind: &tg.AuthSentCodeTypeSetUpEmailRequired{}},
			&answers{phones: list(ada, ada, ada)}, list("SendCode"), errors.Unsupported,
		},
		{
			"a code by e-mail", script{kind: &tg.AuthSentCodeTypeEmailCode{}},
			&answers{phones: list(ada, ada, ada), codes: list("12345")}, list("SendCode"), errors.Unsupported,
		},
		{
			"client without resend", script{code: "12345"}, &answers{phones: list(ada), codes: list("/resend", "12345")},
			list("SendCode"), errNoResend,
		},
		{
			"registration", script{code: "12345", signUp: true}, &answers{phones: list(ada), codes: list("12345")},
			list("SendCode", "SignIn", "SignUp Ada Lovelace"), nil,
		},
		{
			"terms refused", script{code: "12345", signUp: true}, &answers{phones: list(ada), codes: list("12345"), terms: refused},
			list("SendCode", "SignIn"), refused,
		},
		{
			"to be repeated", script{code: "12345", fail: map[string]error{"SendCode": tgerr.New(500, "AUTH_RESTART")}},
			auth.CodeOnly(ada, code("12345")), list("SendCode", "SendCode", "SignIn"), nil,
		},
		{
			"password's numbers are old", script{code: "12345", password: "pass", fail: map[string]error{"Password": tgerr.New(400, "SRP_ID_INVALID")}},
			auth.Constant(ada, "pass", code("12345")), list("SendCode", "SignIn", "Password", "Password"), nil,
		},
		{"without a code", script{success: &tg.AuthAuthorization{}}, auth.CodeOnly(ada, code("12345")), list("SendCode"), nil},
		{
			"lost before", script{fail: map[string]error{"SendCode": lost}}, auth.CodeOnly(ada, code("12345")),
			list("SendCode"), lost,
		},
		{
			"lost code", script{code: "12345", fail: map[string]error{"SignIn": lost}}, auth.CodeOnly(ada, code("12345")),
			list("SendCode", "SignIn"), lost,
		},
		{
			"lost password", script{code: "12345", password: "pass", fail: map[string]error{"Password": lost}},
			auth.Constant(ada, "pass", code("12345")), list("SendCode", "SignIn", "Password"), lost,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			options := auth.SendCodeOptions{AllowFlashCall: true, CurrentNumber: true}
			err := auth.NewFlow(tt.auth, options).Run(t.Context(), &tt.client)
			leak.Saw(t, err)
			require.Equal(t, tt.calls, tt.client.calls)
			if len(tt.calls) > 0 {
				require.Equal(t, options, tt.client.options)
			}
			switch tt.want {
			case nil:
				require.NoError(t, err)
			case errNoResend:
				require.ErrorContains(t, err, "cannot send another code")
			default:
				require.ErrorIs(t, err, tt.want)
			}
			switch tt.want {
			case lost:
				require.ErrorIs(t, err, errors.Unanswered)
			case errors.Unsupported:
				require.ErrorContains(t, err, tt.client.kind.TypeName())
			}
		})
	}
}

var errNoResend = errors.New("no resend")

func TestFlowResend(t *testing.T) {
	for _, tt := range []struct {
		name  string
		codes []string
		fail  error
		calls []string
		want  error
	}{
		{"and then the code", list("/resend", "12345"), nil, list("SendCode", "ResendCode", "SignIn"), nil},
		{
			"refused, and then the code", list("/resend", "12345"), tgerr.New(406, "SEND_CODE_UNAVAILABLE"),
			list("SendCode", "ResendCode", "SignIn"), nil,
		},
		{
			"refused, and wanted again", list("/resend", "/resend", "12345"), tgerr.New(406, "SEND_CODE_UNAVAILABLE"),
			list("SendCode", "ResendCode"), errors.SendCodeUnavailable,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client := resending{&script{code: "12345", fail: map[string]error{"ResendCode": tt.fail}}}
			err := auth.NewFlow(&answers{phones: list(ada), codes: tt.codes}, auth.SendCodeOptions{}).Run(t.Context(), client)
			require.ErrorIs(t, err, tt.want)
			require.Equal(t, tt.calls, client.calls)
		})
	}
}

// hashes is an authenticator that proves the password itself.
type hashes struct {
	*answers
	proof string
	err   error
}

func (h hashes) PasswordHash(context.Context, *tg.AccountPassword) (*tg.InputCheckPasswordSRP, error) {
	return &tg.InputCheckPasswordSRP{A: []byte(h.proof)}, h.err
}

func TestFlowPasswordHash(t *testing.T) {
	locked := errors.New("the key ring is locked")
	for _, tt := range []struct {
		name string
		auth hashes
		want error
	}{
		{"right", hashes{proof: "pass"}, nil},
		{"wrong", hashes{proof: "wrong"}, auth.ErrPasswordInvalid},
		{"not made", hashes{err: locked}, locked},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.auth.answers = &answers{phones: list(ada), codes: list("12345")}
			client := hashing{&script{code: "12345", password: "pass"}}
			err := auth.NewFlow(tt.auth, auth.SendCodeOptions{}).Run(t.Context(), client)
			require.ErrorIs(t, err, tt.want)
			require.Equal(t, list("SendCode", "SignIn", "PasswordWith"), client.calls, "once, and never as text")
			if tt.want == locked {
				require.ErrorIs(t, err, errors.NotSent)
			}
		})
	}
	// A client that cannot take a hash is given the password.
	client := &script{code: "12345", password: "pass"}
	ua := hashes{answers: &answers{phones: list(ada), codes: list("12345"), passwords: list("pass")}}
	require.NoError(t, auth.NewFlow(ua, auth.SendCodeOptions{}).Run(t.Context(), client))
}

// The terms reach the authenticator as the server sent them, and once.
func TestFlowTerms(t *testing.T) {
	ua := &answers{phones: list(ada), codes: list("12345")}
	require.NoError(t, auth.NewFlow(ua, auth.SendCodeOptions{}).Run(t.Context(), &script{code: "12345", signUp: true}))
	require.Len(t, ua.tos, 1)
	require.Equal(t, "Be kind.", ua.tos[0].Text)
}

// Who looks for gotd's errors finds them in stepin's.
func TestFlowErrorsAreBoth(t *testing.T) {
	err := auth.NewFlow(auth.CodeOnly(ada, code("11111")), auth.SendCodeOptions{}).Run(t.Context(), &script{code: "12345"})
	require.True(t, tgerr.Is(err, "PHONE_CODE_INVALID"))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid)
	leak.Saw(t, err)
}

func TestFlowNothingSet(t *testing.T) {
	require.Error(t, auth.Flow{}.Run(t.Context(), new(script)))
	require.Error(t, auth.NewFlow(auth.CodeOnly(ada, code("1")), auth.SendCodeOptions{}).Run(t.Context(), nil))
}

// stuck is a client that does not look at its context once it is asked a certain
// thing.
type stuck struct {
	*script
	at             string
	asked, release chan struct{}
}

func (c stuck) hang(at string) {
	if at == c.at {
		close(c.asked)
		<-c.release
	}
}

func (c stuck) SendCode(ctx context.Context, phone string, o auth.SendCodeOptions) (tg.AuthSentCodeClass, error) {
	c.hang("SendCode")
	return c.script.SendCode(ctx, phone, o)
}

func (c stuck) Password(ctx context.Context, password string) (*tg.AuthAuthorization, error) {
	c.hang("Password")
	return c.script.Password(ctx, password)
}

// A person who has had enough does not wait for the client.
func TestFlowCancelled(t *testing.T) {
	for at, calls := range map[string][]string{"SendCode": nil, "Password": list("SendCode", "SignIn")} {
		t.Run(at, func(t *testing.T) {
			client := stuck{&script{code: "12345", password: "pass"}, at, make(chan struct{}), make(chan struct{})}
			defer close(client.release)
			ctx, cancel := context.WithCancel(t.Context())
			go func() { <-client.asked; cancel() }()
			err := auth.NewFlow(auth.Constant(ada, "pass", code("12345")), auth.SendCodeOptions{}).Run(ctx, client)
			require.ErrorIs(t, err, context.Canceled)
			require.Equal(t, calls, client.calls)
		})
	}
}
