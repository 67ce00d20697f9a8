package flow

import (
	"slices"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// refusalIn returns the refusal that an answer is, or nil.
func refusalIn(a Answer) *errors.Error {
	r, ok := a.(Refused)
	switch {
	case !ok:
		return nil
	case r.Err == nil:
		return &errors.Error{}
	default:
		return r.Err
	}
}

// takeRefusal keeps why, and until when.
func (m *Machine) takeRefusal(s *State, c *Call, refusal *errors.Error, aboutGiven bool, now time.Time) {
	switch {
	case refusal.Reason == errors.SessionPasswordNeeded && !afterCode(c.Name):
		s.settleHalf() // no failure: it names the next step
		return
	case refusal.Reason == errors.PhoneNumberUnoccupied && (c.Name == CallSignIn || c.Name == CallSignInEmail):
		return // nor is this one
	case refusal.Class == errors.SessionLost && (c.Name == CallLogOut || s.Doubt == CallLogOut),
		refusal.Reason == errors.UserDeactivated && (c.Name == CallDeleteAccount || s.Doubt == CallDeleteAccount):
		s.Last = nil // nobody is signed in, or there is no account, as was wanted
		return
	}
	last := storable(*refusal)
	s.Last = &last
	if aboutGiven || last.Class == errors.Transient {
		m.countAttempt(s, c)
		if givesCode(c.Name) && last.Class == errors.Reenter {
			s.Rejected = append(slices.Clip(s.Rejected), s.codeDigest(c))
			s.Password.RecoveryChecked = false
		}
	}
	if last.Class == errors.Wait && last.Wait > 0 {
		last.RetryAt = now.Add(last.Wait)
	}
	if last.Class == errors.Wait && !last.RetryAt.IsZero() {
		s.addWait(Wait{Call: c.Name, About: s.about(c), Until: last.RetryAt}, now)
	}
	switch last.Reason {
	case errors.SendCodeUnavailable:
		// The code that is out stays good; only the way to another one is
		// closed.
		s.Sent.Next = codes.NoDelivery
	case errors.TaskAlreadyExists:
		// When it was asked for is not said; not longer ago than now
		// (td/telegram/AuthManager.cpp does the same).
		if s.Email.ResetAt.IsZero() {
			s.Email.ResetAt = now.Add(s.Email.ResetAfter)
		}
		if now.Before(s.Email.ResetAt) {
			last.RetryAt = s.Email.ResetAt
		}
	case errors.PasswordRecoveryNA:
		s.Password.HasRecovery = false
	case errors.ResetRequestMissing:
		s.Password.ResetAt = time.Time{}
	default:
	}
}

// afterCode reports whether a call is made once a code was right: that the password
// is needed is no news then, and no step forward.
func afterCode(c CallName) bool {
	switch c {
	case CallCheckPassword, CallRequestRecovery, CallCheckRecoveryCode, CallRecoverPassword,
		CallResetPassword, CallDeclinePasswordReset, CallDeleteAccount, CallLogOut:
		return true
	default:
		return false
	}
}

// givesCode reports whether a call gives a code, which the server examines.
func givesCode(c CallName) bool {
	switch c {
	case CallSignIn, CallSignInEmail, CallVerifyEmail, CallCheckRecoveryCode, CallRecoverPassword:
		return true
	default:
		return false
	}
}

// countAttempt counts a code or password that the server examined, or may have.
func (m *Machine) countAttempt(s *State, c *Call) {
	switch {
	case givesCode(c.Name):
		s.Attempts++
	case c.Name == CallCheckPassword, c.Name == CallDeleteAccount && c.HasPassword() && !m.holds(IsSignedIn, s, c, nil, time.Time{}):
		s.PasswordAttempts++
	default:
	}
}

// exhausted reports whether what the phase waits for has been tried as often as
// the limits allow.
func (m *Machine) exhausted(s *State) bool {
	switch s.phase() {
	case WaitCode, WaitEmailAddress, WaitEmailCode, WaitRecoveryCode:
		return s.Attempts >= limit(m.Limits.CodeAttempts)
	case WaitPassword:
		return s.PasswordAttempts >= limit(m.Limits.PasswordAttempts)
	default:
		return false
	}
}

// lose keeps that a call was not sent, or not answered. While in doubt, the
// reason of the doubt is kept.
func (s *State) lose(r errors.Reason, method string, err error) {
	if s.Doubt != NoCall && s.Last != nil {
		return
	}
	s.Last = errors.Local(r)
	s.Last.Method, s.Last.Err = method, err
	// Where it is known why nothing was sent (errors.NoKey, errors.UnknownDC,
	// errors.InsecureServer), that says more: to try again is no help.
	if known, ok := errors.AsType[*errors.Error](err); ok && r == errors.NotSent {
		why := storable(*known)
		s.Last.Reason, s.Last.Class, s.Last.Text = why.Reason, why.Class, why.Text
		s.Last.Err = notSent{err}
	}
}

// maxWaits bounds what a server can make us remember.
const maxWaits = 16

// addWait keeps a wait, dropping those that are over.
func (s *State) addWait(w Wait, now time.Time) {
	waits := make([]Wait, 0, len(s.Waits)+1)
	for _, old := range s.Waits {
		if now.Before(old.Until) && (old.Call != w.Call || old.About != w.About) {
			waits = append(waits, old)
		}
	}
	waits = append(waits, w)
	if len(waits) > maxWaits {
		waits = waits[1:]
	}
	s.Waits = waits
}

// notSent is the cause of a call that was not sent for a known reason.
type notSent struct{ cause error }

func (e notSent) Error() string   { return e.cause.Error() }
func (e notSent) Unwrap() []error { return []error{errors.NotSent, e.cause} }

// storable makes an error of a transport's own making fit to be stored: its
// reason a word, its class one of the classes, its text bounded.
func storable(e errors.Error) errors.Error {
	if !e.Reason.Valid() {
		e.Reason = errors.FromRPC(e.Method, e.Code, string(e.Reason)).Reason
	}
	if e.Class > errors.Transient {
		e.Class = errors.Unknown
	}
	e.Text = bounded(e.Text, maxWords)
	return e
}
