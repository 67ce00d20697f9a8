package auth

import (
	"context"
	"strings"

	"github.com/gotd/td/bin"
	gotd "github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// carrier carries a flow's calls to a FlowClient. It is the Invoker of an
// InvokerTransport, which makes queries of calls and answers of results; here a
// query becomes the client's method. It serves one Run.
type carrier struct {
	client  FlowClient
	options SendCodeOptions
	hash    PasswordHashFunc // nil: the person gives a password

	bare  bool                  // the authenticator gives numbers without +
	sent  *tg.AuthSentCode      // the last one, for the authenticator
	terms tg.HelpTermsOfService // the same
	err   error                 // what the client said to the last query; nil if it went well
}

// What a client may have beside FlowClient's methods.
type (
	resender interface {
		ResendCode(ctx context.Context, phone, hash string) (tg.AuthSentCodeClass, error)
	}
	hasher interface {
		PasswordWith(ctx context.Context, hash PasswordHashFunc) (*tg.AuthAuthorization, error)
	}
)

func newCarrier(f Flow, client FlowClient) *carrier {
	c := &carrier{client: client, options: f.Options}
	provider, provides := f.Auth.(PasswordHashProvider)
	if _, takes := client.(hasher); provides && takes {
		c.hash = provider.PasswordHash
	}
	return c
}

// Perform implements flow.Transport.
func (c *carrier) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if call.Name == flow.CallCheckPassword {
		answer, err := c.checkPassword(ctx, call)
		return answer, s, err
	}
	over := mtproto.InvokerTransport{Invoker: c}
	return over.Perform(ctx, call, s)
}

// checkPassword is no query: the client proves the password itself. When ctx
// ends, the client is left to end it by itself, like any query.
func (c *carrier) checkPassword(ctx context.Context, call flow.Call) (flow.Answer, error) {
	const method = "auth.checkPassword"
	checked := make(chan proof, 1)
	go func() { checked <- c.prove(ctx, call.Password) }()
	var p proof
	select {
	case p = <-checked:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c.err = p.err
	switch {
	case p.err == nil:
		return flow.Authorized{}, nil
	case errors.Is(p.err, gotd.ErrPasswordInvalid):
		return flow.Refused{Err: errors.FromRPC(method, 400, string(errors.PasswordHashInvalid))}, nil
	case p.unhashed != nil:
		return flow.NotSent{Err: p.unhashed}, nil
	}
	if e, ok := tgerr.As(p.err); ok {
		return flow.Refused{Err: errors.FromRPC(method, e.Code, e.Message)}, nil
	}
	return nil, p.err
}

// A proof is what became of proving the password.
type proof struct {
	err      error // what the client said
	unhashed error // why the authenticator made no hash; then nothing was sent
}

func (c *carrier) prove(ctx context.Context, password codes.Secret) (p proof) {
	client, takesHash := c.client.(hasher)
	if c.hash == nil || !takesHash {
		_, p.err = c.client.Password(ctx, password.Reveal())
		return p
	}
	_, p.err = client.PasswordWith(ctx, func(ctx context.Context, of *tg.AccountPassword) (*tg.InputCheckPasswordSRP, error) {
		hash, err := c.hash(ctx, of)
		p.unhashed = err
		return hash, err
	})
	return p
}

// Invoke implements tg.Invoker.
func (c *carrier) Invoke(ctx context.Context, in bin.Encoder, out bin.Decoder) error {
	switch box := out.(type) {
	case *tg.AuthSentCodeBox:
		box.SentCode, c.err = c.sendCode(ctx, in)
	case *tg.AuthAuthorizationBox:
		box.Authorization, c.err = c.authorize(ctx, in)
	default:
		// A FlowClient cannot say who is signed in.
		return errors.New("auth: a FlowClient cannot ask this")
	}
	return c.err
}

// phone is a number as gotd's Flow gives it to the client: with a + if the
// authenticator gave it one.
func (c *carrier) phone(number string) string {
	if c.bare {
		return strings.TrimPrefix(number, "+")
	}
	return number
}

func (c *carrier) sendCode(ctx context.Context, in bin.Encoder) (tg.AuthSentCodeClass, error) {
	var answer tg.AuthSentCodeClass
	err := errors.New("auth: the client cannot send another code")
	switch q := in.(type) {
	case *tg.AuthSendCodeRequest:
		answer, err = c.client.SendCode(ctx, c.phone(q.PhoneNumber), c.options)
	case *tg.AuthResendCodeRequest:
		if client, ok := c.client.(resender); ok {
			answer, err = client.ResendCode(ctx, c.phone(q.PhoneNumber), q.PhoneCodeHash)
		}
	}
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthSentCode:
		c.sent = a
		if a.Type == nil { // no server's, but that of a client made for a test
			typed := *a
			typed.Type = &tg.AuthSentCodeTypeApp{}
			return &typed, nil
		}
	case *tg.AuthSentCodeSuccess:
		return &tg.AuthSentCodeSuccess{Authorization: c.authorization(a.Authorization)}, nil
	}
	return answer, nil
}

func (c *carrier) authorize(ctx context.Context, in bin.Encoder) (tg.AuthAuthorizationClass, error) {
	var answer *tg.AuthAuthorization
	var err error
	switch q := in.(type) {
	case *tg.AuthSignInRequest:
		answer, err = c.client.SignIn(ctx, c.phone(q.PhoneNumber), q.PhoneCode, q.PhoneCodeHash)
	case *tg.AuthSignUpRequest:
		answer, err = c.client.SignUp(ctx, SignUp{
			PhoneNumber: c.phone(q.PhoneNumber), PhoneCodeHash: q.PhoneCodeHash,
			FirstName: q.FirstName, LastName: q.LastName,
		})
	}
	required, signUp := errors.AsType[*gotd.SignUpRequired](err)
	switch {
	case errors.Is(err, gotd.ErrPasswordAuthNeeded):
		return nil, tgerr.New(401, string(errors.SessionPasswordNeeded))
	case signUp:
		return c.authorization(&tg.AuthAuthorizationSignUpRequired{TermsOfService: required.TermsOfService}), nil
	case err != nil:
		return nil, err
	case answer == nil:
		return c.authorization(nil), nil
	}
	return c.authorization(answer), nil
}

// authorization keeps the terms for the authenticator. A client made for a test
// may not say who is signed in; nobody asks here.
func (c *carrier) authorization(a tg.AuthAuthorizationClass) tg.AuthAuthorizationClass {
	switch a := a.(type) {
	case *tg.AuthAuthorizationSignUpRequired:
		c.terms = a.TermsOfService
	case nil:
		return &tg.AuthAuthorization{User: &tg.UserEmpty{}}
	case *tg.AuthAuthorization:
		if a.User == nil {
			return &tg.AuthAuthorization{User: &tg.UserEmpty{}}
		}
	}
	return a
}

// caused gives a server's refusal what the client made of it, so that who looks
// for gotd's errors finds them.
func (c *carrier) caused(err error) error {
	refusal, ok := err.(*errors.Error) //nolint:errorlint // only where nothing is around it yet
	if !ok || refusal.Code == 0 || refusal.Err != nil || c.err == nil {
		return err
	}
	whole := *refusal
	whole.Err = c.err
	return &whole
}
