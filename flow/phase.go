package flow

import "github.com/stepin-go/stepin/errors"

// A Phase is where the person stands. The names are TDLib's
// (td/generate/scheme/td_api.tl, authorizationState*) where TDLib has one.
type Phase uint8

// The phases. The zero Phase belongs to no State that Step returns; in a
// table it means "where we stand".
const (
	noPhase Phase = iota

	// WaitPhoneNumber waits for the number, or whatever else says who signs
	// in. Every login begins here.
	WaitPhoneNumber
	// WaitCode waits for the code described by State.Sent.
	WaitCode
	// WaitEmailAddress waits for an e-mail address: the server wants the account
	// to have one before it sends a code (auth.sentCodeTypeSetUpEmailRequired).
	WaitEmailAddress
	// WaitEmailCode waits for the code that went to an e-mail address: to the one
	// being set up, or to the one that the account has. State.Sent describes the
	// code, State.Email tells which.
	WaitEmailCode
	// WaitPassword waits for a password. With Telegram that is the one of
	// two-step verification, and the code has been accepted: the auth key is half
	// signed in. Other systems ask for theirs first.
	WaitPassword
	// WaitRecoveryCode waits for the code that went to the password's recovery
	// e-mail address, and for a new password with it. The password itself can
	// still be given.
	WaitRecoveryCode
	// WaitRegistration waits for a name: the code was right and the number
	// has no account yet.
	WaitRegistration
	// WaitOtherDevice waits for another device, one that is signed in, to accept
	// State.LoginToken, which is shown to it as a QR code.
	WaitOtherDevice
	// WaitPasskey waits for what an authenticator of this device signs:
	// State.Passkey.
	WaitPasskey
	// WaitPayment waits for State.Payment to be paid: before that the server sends
	// no code.
	WaitPayment
	// Ready is signed in; State.Account says as whom.
	Ready
	// LoggedOut is the end of a login that was left, cancelled or ended by
	// the server.
	LoggedOut
	// Failed is the end of a login that nothing a person enters can help;
	// State.Last says why.
	Failed

	phases
)

var phaseNames = [phases]string{
	noPhase:          "None",
	WaitPhoneNumber:  "WaitPhoneNumber",
	WaitCode:         "WaitCode",
	WaitEmailAddress: "WaitEmailAddress",
	WaitEmailCode:    "WaitEmailCode",
	WaitPassword:     "WaitPassword",
	WaitRecoveryCode: "WaitRecoveryCode",
	WaitRegistration: "WaitRegistration",
	WaitOtherDevice:  "WaitOtherDevice",
	WaitPasskey:      "WaitPasskey",
	WaitPayment:      "WaitPayment",
	Ready:            "Ready",
	LoggedOut:        "LoggedOut",
	Failed:           "Failed",
}

// String returns the phase's name, as in "WaitCode".
func (p Phase) String() string { return name(phaseNames[:], p) }

// MarshalText returns the phase's name.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a phase's name. A name that this version does not know
// is [errors.BadRecord].
func (p *Phase) UnmarshalText(text []byte) error {
	return parseName(phaseNames[:], text, p)
}

// name returns the name of a value, whatever the value.
func name[T ~uint8](names []string, v T) string {
	if int(v) >= len(names) {
		return "?"
	}
	return names[v]
}

// parseName is the reverse of name.
func parseName[T ~uint8](names []string, text []byte, v *T) error {
	for i, n := range names {
		if n == string(text) {
			*v = T(i)
			return nil
		}
	}
	return errors.Local(errors.BadRecord)
}
