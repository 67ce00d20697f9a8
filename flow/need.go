package flow

import (
	"slices"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A Need is a named condition that a call must meet before it is made; if it
// does not, the input is refused, nothing is asked and nothing changes. That
// no wait is running is needed by every call.
type Need uint8

// The needs.
const (
	noNeed Need = iota
	// NextAnnounced: the server announced another delivery (else
	// errors.NoResend).
	NextAnnounced
	// ResendTime: its time has come (else errors.TooEarly).
	ResendTime
	// CodeTriesLeft: the budget of codes for this hash (else
	// errors.AttemptsUsed).
	CodeTriesLeft
	// PasswordTriesLeft: the budget of passwords for this half login (else
	// errors.AttemptsUsed).
	PasswordTriesLeft
	// NotRejected: the server has not called this code wrong before (else
	// errors.CodeRepeated).
	NotRejected
	// Accepted: the terms shown have been accepted (else
	// errors.TermsNotAccepted).
	Accepted
	// Addressee: it is known whom a code is to be sent to. It is not where only
	// a token said who signs in; then a code that died cannot be replaced (else
	// errors.PhoneCodeExpired).
	Addressee
	allNeeds
)

var needNames = [allNeeds]string{
	noNeed:            "None",
	NextAnnounced:     "another delivery was announced",
	ResendTime:        "resend time has come",
	CodeTriesLeft:     "attempts are left",
	PasswordTriesLeft: "attempts are left",
	NotRejected:       "code not rejected before",
	Accepted:          "terms are accepted",
	Addressee:         "it is known to whom",
}

// String returns the condition in words.
func (n Need) String() string { return name(needNames[:], n) }

// unmet returns why a call cannot be made now, or nil.
func (m *Machine) unmet(s *State, c *Call, now time.Time) *errors.Error {
	if until := s.waits(c, now); !until.IsZero() {
		return tooEarly(until)
	}
	for _, n := range m.tables().call(c.Name).Needs {
		switch n {
		case NextAnnounced:
			if s.Sent.Next == codes.NoDelivery {
				return errors.Local(errors.NoResend)
			}
		case ResendTime:
			if now.Before(s.Sent.ResendAt) {
				return tooEarly(s.Sent.ResendAt)
			}
		case CodeTriesLeft:
			if s.Attempts >= limit(m.Limits.CodeAttempts) {
				return errors.Local(errors.AttemptsUsed)
			}
		case PasswordTriesLeft:
			if s.PasswordAttempts >= limit(m.Limits.PasswordAttempts) {
				return errors.Local(errors.AttemptsUsed)
			}
		case NotRejected:
			if len(s.Rejected) > 0 && slices.Contains(s.Rejected, codeDigest(c)) {
				return errors.Local(errors.CodeRepeated)
			}
		case Accepted:
			if s.Terms != (Terms{}) && !s.TermsAccepted {
				return errors.Local(errors.TermsNotAccepted)
			}
		case Addressee:
			if c.To.IsZero() {
				e := errors.Local(errors.PhoneCodeExpired)
				e.Text = "its session is gone, and only a token said who signs in"
				return e
			}
		case noNeed, allNeeds:
		}
	}
	return nil
}

func tooEarly(until time.Time) *errors.Error {
	e := errors.Local(errors.TooEarly)
	e.RetryAt = until
	return e
}

// waits returns when the wait that a call must keep ends; zero if none runs.
func (s *State) waits(c *Call, now time.Time) time.Time {
	if len(s.Waits) == 0 {
		return time.Time{}
	}
	about := s.about(c)
	for _, w := range s.Waits {
		if w.Call == c.Name && w.About == about && now.Before(w.Until) {
			return w.Until
		}
	}
	return time.Time{}
}

// about digests whom a call is about, so that a wait for one number or token does
// not keep another from signing in.
func (s *State) about(c *Call) Digest {
	if !c.Token.IsZero() {
		return Digest(codes.Digest(c.Token, ""))
	}
	who := s.Identifier
	switch {
	case !c.To.IsZero():
		who = c.To
	case !c.Sent.To.IsZero():
		who = c.Sent.To
	}
	return Digest(codes.Digest(codes.NewSecret(who.Reveal()), ""))
}

// codeDigest digests the code of a SignIn. The hash is the salt: digests of
// one sign-in tell nothing about another.
func codeDigest(c *Call) Digest {
	return Digest(codes.Digest(c.Code, c.Sent.Hash.Reveal()))
}
