package flow

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A State is a sign-in, held in your hand: a phase and at most one pending
// call, with the data that the phase needs. The zero State is a login that has
// not begun. It is a value: Step never changes the one it is given.
//
// What a person typed (code, password, token) is never in it. Whom it is about and
// phone_code_hash are, redacted wherever a State is printed, logged or
// marshalled as JSON; only a [Record]'s bytes reveal them.
type State struct {
	// Phase is where the person stands.
	Phase Phase
	// Pending is the call that is being made; zero if none is.
	Pending Pending
	// Doubt is the call whose answer was lost, until the server has said who
	// is signed in; NoCall if there is no doubt.
	Doubt CallName
	// Calls counts the calls made; Repeats the repetitions of the last one,
	// Chain the calls made since a person last said something.
	Calls          uint64
	Repeats, Chain int

	// Key is the fingerprint of the session; "" if there is none yet.
	Key string
	// Identifier says who signs in; zero where a token says it.
	Identifier codes.Identifier
	// Sent describes the code that is out (WaitCode, WaitEmailCode,
	// WaitRegistration); in WaitEmailAddress and WaitPayment its Hash alone counts.
	Sent codes.Sent
	// Rejected are digests of the codes that the server has called wrong for
	// this hash, or since the last e-mail was sent; Attempts counts the codes that it examined or
	// may have.
	Rejected []Digest
	Attempts int
	// Email describes the login e-mail address (WaitEmailAddress, WaitEmailCode).
	Email EmailInfo
	// Password describes the password that is wanted (WaitPassword,
	// WaitRecoveryCode), and in Ready a reset of it; PasswordAttempts counts those that the server examined
	// or may have.
	Password         PasswordInfo
	PasswordAttempts int
	// Exhausted is true once as many codes, or passwords, have been examined
	// as [Limits] allow.
	Exhausted bool
	// Terms are the terms of service to accept (WaitRegistration).
	Terms         Terms
	TermsAccepted bool
	// LoginToken is what another device can accept (WaitOtherDevice).
	LoginToken LoginToken
	// Passkey says what an authenticator is to sign (WaitPasskey).
	Passkey PasskeyInfo
	// Payment says what is to be paid (WaitPayment).
	Payment PaymentInfo
	// Account is who is signed in (Ready).
	Account Account
	// FutureTokens are the future auth tokens that the server gave with sign-ins
	// and log-outs, the newest last, at most MaxFutureTokens
	// (core.telegram.org/api/auth#future-auth-tokens). Every SendCode offers them,
	// and one of the same account may sign it in without a code. They stay in all
	// phases, and when a login is forgotten.
	FutureTokens []codes.Secret

	// Expires is when the phase ends by itself; zero if never.
	Expires time.Time
	// Waits are the waits that the server has demanded.
	Waits []Wait
	// Last is why the last call was refused or lost; nil if it went well. Why
	// an input was refused without a call is only in Do's error, and in the
	// state that Run gives to an [Asker].
	Last *errors.Error
}

// Digest is a salted digest of a code (see [codes.Digest]).
type Digest [8]byte

// String shows nothing: a digest of a number can be searched for.
func (Digest) String() string { return "digest" }

// GoString shows nothing.
func (Digest) GoString() string { return "digest" }

// A Pending is a call that was saved before it was asked.
type Pending struct {
	// Call and Number name it.
	Call   CallName
	Number uint64
	// Until is when its lease ends: then the call counts as lost.
	Until time.Time
}

// A Wait is a wait that the server has demanded for a call.
type Wait struct {
	// Call is what must wait, About a digest of whom it is about.
	Call  CallName
	About Digest
	// Until is when it ends.
	Until time.Time
}

// PasswordInfo describes the password that is wanted: of two-step verification
// (account.password), or of a system that asks for one first.
type PasswordInfo struct {
	// Hint is what the person wrote down for themselves. It comes from the
	// server: escape it before a terminal shows it.
	Hint string `json:"hint,omitempty"`
	// HasRecovery is true if a recovery e-mail address is known.
	HasRecovery bool `json:"has_recovery,omitempty"`
	// HasSecureValues is true if the account has Telegram Passport data, which is
	// lost with the password.
	HasSecureValues bool `json:"has_secure_values,omitempty"`
	// ResetAt is when a reset of the password that was asked for can be done;
	// zero if none was.
	ResetAt time.Time `json:"reset_at,omitzero"`
	// RecoveryPattern shows a part of the recovery e-mail address, once a code has
	// gone there; RecoveryChecked is true once the server has called that code
	// right.
	RecoveryPattern string `json:"recovery_pattern,omitempty"`
	RecoveryChecked bool   `json:"recovery_checked,omitempty"`
}

// EmailInfo describes the login e-mail address of an account
// (auth.sentCodeTypeEmailCode, auth.sentCodeTypeSetUpEmailRequired).
type EmailInfo struct {
	// SetUp is true while an address is being set up: it is Address, once given.
	// Both are the machine's to fill in.
	SetUp   bool             `json:"set_up,omitempty"`
	Address codes.Identifier `json:"address,omitzero"`
	// Apple and Google are true if an ID token of theirs is as good as a code
	// (apple_signin_allowed, google_signin_allowed).
	Apple  bool `json:"apple,omitempty"`
	Google bool `json:"google,omitempty"`
	// Resettable is true if [ResetLoginEmail] is offered, and ResetAfter how long
	// it then takes (reset_available_period); 0: it is done at once.
	Resettable bool          `json:"resettable,omitempty"`
	ResetAfter time.Duration `json:"reset_after_ns,omitempty"`
	// ResetAt is when a reset that was asked for can be done (reset_pending_date);
	// zero if none was.
	ResetAt time.Time `json:"reset_at,omitzero"`
}

// isZero reports whether nothing is known.
func (e *EmailInfo) isZero() bool {
	return !e.SetUp && e.Address.IsZero() && !e.Apple && !e.Google && !e.Resettable && e.ResetAfter == 0 && e.ResetAt.IsZero()
}

// Terms are terms of service (help.termsOfService). They come from the server:
// escape them before a terminal shows them. The zero Terms are none.
type Terms struct {
	// ID names this text; AcceptTerms takes it.
	ID string `json:"id"`
	// Text is the text, without its formatting.
	Text string `json:"text"`
	// Popup is true if the server wants it shown prominently.
	Popup bool `json:"popup,omitempty"`
	// MinAge is the age to confirm, in years; 0 if none.
	MinAge int `json:"min_age,omitempty"`
}

// Account is who is signed in. The names come from the server: escape them
// before a terminal shows them.
type Account struct {
	// ID is the user's id; for systems other than Telegram, whatever names
	// the user there.
	ID string `json:"id"`
	// FirstName, LastName and Username may be empty.
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`

	// What came with the sign-in (core.telegram.org/constructor/auth.authorization)
	// and is not known if its answer was lost: SetupPasswordRequired is true if
	// Telegram suggests that the account get a password, and without one it can be
	// signed in to with a code again only after OtherwiseReloginDays days.
	// TmpSessions is how many sessions a client may open to its data centre at once.
	SetupPasswordRequired bool `json:"setup_password_required,omitempty"`
	OtherwiseReloginDays  int  `json:"otherwise_relogin_days,omitempty"`
	TmpSessions           int  `json:"tmp_sessions,omitempty"`
}

// phase treats the zero State as what it is: a login at its beginning.
func (s *State) phase() Phase {
	if s.Phase == noPhase {
		return WaitPhoneNumber
	}
	return s.Phase
}

// Over reports whether the login has ended: LoggedOut or Failed.
func (s State) Over() bool { return s.Phase == LoggedOut || s.Phase == Failed }

// open reports whether a call is pending or in doubt.
func (s *State) open() bool { return s.Pending.Call != NoCall || s.Doubt != NoCall }

// Question returns the phase whose question to put to the person at a given
// time: the phase itself, or WaitPhoneNumber where nothing else can help,
// because the phase has expired or its tries are used up (and no other code can
// be sent). What needs no try stays open all the same: in WaitPassword, to
// recover or to reset the password.
func (s State) Question(now time.Time) Phase {
	if s.Expired(now) || s.Exhausted && !s.renewable() {
		return WaitPhoneNumber
	}
	return s.phase()
}

// renewable reports whether another code can be asked for.
func (s *State) renewable() bool {
	return s.Sent.Next != codes.NoDelivery || s.Email.SetUp || s.phase() == WaitRecoveryCode
}

// Expired reports whether the phase's time is over. A new number and Cancel
// are still allowed then.
func (s State) Expired(now time.Time) bool { return s.expired(now) }

func (s *State) expired(now time.Time) bool {
	return !s.Expires.IsZero() && now.After(s.Expires)
}

// Lapsed reports whether the pending call's lease has ended: whoever made it
// is gone, and it counts as lost.
func (s State) Lapsed(now time.Time) bool {
	return s.Pending.Call != NoCall && !now.Before(s.Pending.Until)
}

// DeletionAt returns when the account can be deleted without its password
// ([errors.TwoFAConfirmWait]), be it in the past; zero if that was not asked for.
func (s State) DeletionAt() (at time.Time) {
	about := s.about(&Call{Name: CallDeleteAccount})
	for _, w := range s.Waits {
		if w.Call == CallDeleteAccount && w.About == about {
			at = w.Until
		}
	}
	return at
}

// View is what may be shown of a State: what MarshalJSON writes. Of URL, which
// has the phone number in it, and of LoginToken it shows only that there is one;
// whom to show them to is told by State.Sent.URL and State.LoginToken.URL.
type View struct {
	Phase      Phase          `json:"phase"`
	Pending    CallName       `json:"pending,omitzero"`
	Doubt      CallName       `json:"doubt,omitzero"`
	Identifier string         `json:"identifier,omitempty"`
	Delivery   codes.Delivery `json:"delivery,omitzero"`
	Length     int            `json:"length,omitempty"`
	Pattern    string         `json:"pattern,omitempty"`
	Prefix     string         `json:"prefix,omitempty"`
	URL        codes.Secret   `json:"url,omitzero"`
	Beginning  string         `json:"beginning,omitempty"`
	Next       codes.Delivery `json:"next,omitzero"`
	ResendAt   time.Time      `json:"resend_at,omitzero"`
	Purpose    codes.Purpose  `json:"purpose,omitzero"`
	Email      *EmailInfo     `json:"email,omitempty"`
	Password   *PasswordInfo  `json:"password,omitempty"`
	Terms      *Terms         `json:"terms,omitempty"`
	LoginToken codes.Secret   `json:"login_token,omitzero"`
	TokenEnds  time.Time      `json:"login_token_expires,omitzero"`
	Passkey    *PasskeyInfo   `json:"passkey,omitempty"`
	Payment    *PaymentInfo   `json:"payment,omitempty"`
	Account    *Account       `json:"account,omitempty"`
	Expires    time.Time      `json:"expires,omitzero"`
	Reason     errors.Reason  `json:"reason,omitempty"`
	Class      string         `json:"class,omitempty"`
	Text       string         `json:"text,omitempty"`
	RetryAt    time.Time      `json:"retry_at,omitzero"`
}

// View returns what may be shown of a State: the identifier masked, no hash,
// no key.
func (s State) View() View {
	v := View{
		Phase:      s.phase(),
		Pending:    s.Pending.Call,
		Doubt:      s.Doubt,
		Identifier: s.Identifier.String(),
		Delivery:   s.Sent.Delivery,
		Length:     s.Sent.Length,
		Pattern:    s.Sent.Pattern,
		Prefix:     s.Sent.Prefix,
		URL:        s.Sent.URL,
		Beginning:  s.Sent.Beginning,
		Next:       s.Sent.Next,
		ResendAt:   s.Sent.ResendAt,
		Purpose:    s.Sent.Purpose,
		Expires:    s.Expires,
	}
	if !s.Email.isZero() {
		v.Email = &s.Email
	}
	if s.Password != (PasswordInfo{}) {
		v.Password = &s.Password
	}
	if s.Terms != (Terms{}) {
		v.Terms = &s.Terms
	}
	v.LoginToken, v.TokenEnds = s.LoginToken.Token, s.LoginToken.Expires
	if s.Passkey != (PasskeyInfo{}) {
		v.Passkey = &s.Passkey
	}
	if s.Payment != (PaymentInfo{}) {
		v.Payment = &s.Payment
	}
	if s.Account != (Account{}) {
		v.Account = &s.Account
	}
	if s.Last != nil {
		v.Reason, v.Class, v.RetryAt = s.Last.Reason, s.Last.Class.String(), s.Last.RetryAt
		if string(s.Last.Reason) != s.Last.Text {
			v.Text = s.Last.Text
		}
	}
	return v
}

// MarshalJSON writes the state's View. It is for showing, not for keeping: it
// cannot be read back. A [Record] is for keeping.
func (s State) MarshalJSON() ([]byte, error) { return json.Marshal(s.View()) }

// UnmarshalJSON refuses: what MarshalJSON writes is not a whole State.
func (s *State) UnmarshalJSON([]byte) error { return errors.Local(errors.BadRecord) }

// String returns phase, pending call and last reason, as in "WaitCode, asking
// SignIn" or "WaitCode (PHONE_CODE_INVALID)".
func (s State) String() string {
	text := s.phase().String()
	if s.Pending.Call != NoCall {
		text += ", asking " + s.Pending.Call.String()
	}
	if s.Doubt != NoCall {
		text += ", in doubt about " + s.Doubt.String()
	}
	if s.Last != nil {
		text += fmt.Sprintf(" (%s)", string(s.Last.Reason))
	}
	return text
}
