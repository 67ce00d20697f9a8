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
	// PasswordTriesLeft: the budget of passwords for this half login, if the call
	// carries one (else errors.AttemptsUsed).
	PasswordTriesLeft
	// NotRejected: the server has not called this code, or token, wrong before
	// (else errors.CodeRepeated).
	NotRejected
	// TokenTaken: the server takes tokens of this kind for an e-mail address, or
	// none is given (else errors.NotAllowed).
	TokenTaken
	// EmailResettable: the server offers to reset the login e-mail address (else
	// errors.NotAllowed), and no reset is waited for (else errors.TooEarly).
	EmailResettable
	// ResetNotPending: no reset of the password is waited for (else
	// errors.TooEarly).
	ResetNotPending
	// FirebaseSent: the code comes by Firebase, which wants a proof (else
	// errors.NotAllowed).
	FirebaseSent
	// PasskeyFits: what is given is what was asked for, a passkey or a token of
	// Firebase's (else errors.NotAllowed).
	PasskeyFits
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
	TokenTaken:        "such a token is taken",
	EmailResettable:   "a reset is offered and its time has come",
	ResetNotPending:   "no reset is waited for",
	FirebaseSent:      "Firebase sends the code",
	PasskeyFits:       "it is what was asked for",
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
			if c.HasPassword() && s.PasswordAttempts >= limit(m.Limits.PasswordAttempts) {
				return errors.Local(errors.AttemptsUsed)
			}
		case NotRejected:
			if len(s.Rejected) > 0 && slices.Contains(s.Rejected, s.codeDigest(c)) {
				return errors.Local(errors.CodeRepeated)
			}
		case TokenTaken:
			if c.TokenKind == AppleTokenKind && !s.Email.Apple || c.TokenKind == GoogleTokenKind && !s.Email.Google {
				return errors.Local(errors.NotAllowed)
			}
		case EmailResettable:
			switch {
			case !s.Email.Resettable && s.Email.ResetAt.IsZero():
				return errors.Local(errors.NotAllowed)
			case now.Before(s.Email.ResetAt):
				return tooEarly(s.Email.ResetAt)
			}
		case ResetNotPending:
			if now.Before(s.Password.ResetAt) {
				return tooEarly(s.Password.ResetAt)
			}
		case FirebaseSent:
			if s.Sent.Delivery != codes.FirebaseSMS {
				return errors.Local(errors.NotAllowed)
			}
		case PasskeyFits:
			if s.Passkey.Firebase && c.Token.IsZero() {
				return errors.Local(errors.NotAllowed)
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

// about digests whom a call is about, so that a wait for one number, address or
// token does not keep another from signing in, nor one for a deletion without the
// password the one with it.
func (s *State) about(c *Call) Digest {
	if !c.Token.IsZero() && !givesProof(c.Name) && c.Name != CallFinishPasskey {
		return Digest(codes.Digest(c.Token, ""))
	}
	who := s.Identifier
	switch {
	case c.Name == CallExportLoginToken, c.Name == CallInitPasskey:
		who = codes.Identifier{} // whoever it will be
	case !c.To.IsZero():
		who = c.To
	case !c.Email.IsZero():
		who = c.Email
	case !c.Sent.To.IsZero():
		who = c.Sent.To
	}
	salt := ""
	if c.Name == CallDeleteAccount && c.HasPassword() {
		salt = "with the password"
	}
	return Digest(codes.Digest(codes.NewSecret(who.Reveal()), salt))
}

// codeDigest digests the code that a call gives, or the token in its place. The
// hash is the salt, or the key where there is none: digests of one sign-in tell
// nothing about another.
func (s *State) codeDigest(c *Call) Digest {
	given, salt := c.Code, c.Sent.Hash.Reveal()
	if given.IsZero() {
		given = c.Token
	}
	if salt == "" {
		salt = s.Key
	}
	return Digest(codes.Digest(given, salt))
}
