package kii

import (
	"context"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// VerifyPhone gives the code that verifies the phone number of who is signed in.
// Kii sends one by SMS when an account is made with a number, if the application is
// set up for that. White space around the code is dropped. The session stays good.
//
// The error is an [*errors.Error] with one of the reasons
//
//   - errors.CodeEmpty: there is no code; nothing was sent.
//   - errors.PhoneCodeInvalid: the code is wrong.
//   - errors.PhoneCodeExpired: no code is out, or not any more; see
//     [Transport.ResendVerification].
//   - INVALID_ACCOUNT_STATUS, in the vendor's word: the number is verified already.
//   - errors.SessionRevoked: the access token is dead; flow.Poll will find out.
//   - errors.AuthKeyUnregistered, errors.BadRecord: see [Token].
//   - errors.NotSent, errors.Unanswered, errors.Misconfigured, errors.FloodWait,
//     and what else the server may say.
func (t *Transport) VerifyPhone(ctx context.Context, session flow.Session, code codes.Secret) error {
	given := strings.TrimSpace(code.Reveal())
	if given == "" {
		return errors.Local(errors.CodeEmpty)
	}
	return t.aboutPhone(ctx, session, "verify", codes.NewSecret(given))
}

// ResendVerification has another code sent to the phone number of who is signed in.
// The error is as VerifyPhone says.
func (t *Transport) ResendVerification(ctx context.Context, session flow.Session) error {
	return t.aboutPhone(ctx, session, "resend-verification", codes.Secret{})
}

// aboutPhone asks for something of which yes or no is all that is documented.
func (t *Transport) aboutPhone(ctx context.Context, session flow.Session, what string, code codes.Secret) error {
	d, err := open(session)
	if err != nil {
		return err
	}
	r := t.asUser("phone-number/"+what, "/users/me/phone-number/"+what, d.Access, nil)
	if !code.IsZero() {
		r.Body = map[string]string{"verificationCode": code.Reveal()}
		r.ContentType = "application/vnd.kii.AddressVerificationRequest+json"
	}
	err = (&login{t, &d, flow.Call{Code: code}}).ask(ctx, r, nil, ofToken)
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*errors.Error](err); ok {
		return known // why it was refused, or not sent
	}
	e := errors.Local(errors.Unanswered)
	if _, unsent := errors.AsType[*web.UnsentError](err); unsent {
		e = errors.Local(errors.NotSent)
	}
	e.Method, e.Err = r.Name, err
	return e
}
