package firebase

import (
	"context"
	"crypto/rand"
	"slices"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// factor is a second factor of an account (mfaInfo).
type factor struct {
	ID    string `json:"mfaEnrollmentId"`
	Phone string `json:"phoneInfo"` // most of it hidden
}

// wantSecond goes on from a password that was accepted, with the first factor that is
// a phone. From here on the password must not be asked for again, so if no SMS can be
// sent now the half login waits without. If it is not only too early for one, the
// error says why none was sent, and WhoAmI that the half login waits: another code can
// be asked for. Only what no other code mends ends it.
func (l *login) wantSecond(ctx context.Context, s *signedIn) (flow.Answer, error) {
	i := slices.IndexFunc(s.Factors, func(f factor) bool { return f.Phone != "" && web.IsToken(f.ID) })
	if i < 0 {
		return flow.Unsupported{Wanted: "mfaInfo"}, nil
	}
	l.Half = half{Pending: s.Pending, Factor: s.Factors[i].ID, Handle: rand.Text(), UserID: s.LocalID}
	err := l.sendSecond(ctx)
	answer := l.Half.codeSent()
	switch refusal := web.Refusal(err); {
	case web.IsPassing(refusal):
		answer.ResendAfter = refusal.Wait
	case refusal != nil && isFatal(refusal.Class):
		l.Half = half{}
		return web.Failed(err)
	case err != nil:
		return nil, err
	}
	return answer, nil
}

// isFatal reports whether a half login ends with a refusal.
func isFatal(c errors.Class) bool {
	switch c {
	case errors.StartOver, errors.Configuration, errors.SessionLost, errors.Terminal:
		return true
	default:
		return false
	}
}

// sendSecond has a code sent to the phone that is the second factor.
func (l *login) sendSecond(ctx context.Context) error {
	to, err := codes.Email(l.Email)
	if err != nil {
		return &web.UnsentError{Err: err}
	}
	proof, err := l.prove(ctx, to)
	if err != nil {
		return err
	}
	var out codeSent
	err = l.signInStep(ctx, "/v2/accounts/mfaSignIn:start", fields{
		"mfaPendingCredential": l.Half.Pending, "mfaEnrollmentId": l.Half.Factor, "phoneSignInInfo": proof,
	}, &out)
	if err == nil {
		l.Half.Out, l.Half.Handle = true, out.handle()
	}
	return err
}

// giveSecond gives the code of the second factor.
func (l *login) giveSecond(ctx context.Context) (flow.Answer, error) {
	if !l.Half.Out {
		no := errors.Local(errors.PhoneCodeInvalid)
		no.Text = "no code is known to be out: ask for another"
		return flow.Refused{Err: no}, nil
	}
	answer, err := l.complete(ctx, "/v2/accounts/mfaSignIn:finalize", fields{
		"mfaPendingCredential":  l.Half.Pending,
		"phoneVerificationInfo": fields{"sessionInfo": l.call.Sent.Hash.Reveal(), "code": l.call.Code.Reveal()},
	})
	no, _ := answer.(flow.Refused)
	if no.Err != nil && (no.Err.Text == "INVALID_SESSION_INFO" || no.Err.Text == "SESSION_EXPIRED") {
		// The code is gone and the half login is not: another code can be sent.
		l.Half.Out, no.Err.Class = false, errors.Reenter
	}
	return answer, err
}
