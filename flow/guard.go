package flow

import (
	"slices"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// A Guard is a named condition of a Branch. It looks at the state's data as
// they are after the event has been copied into them.
type Guard uint8

// The guards.
const (
	// Always holds.
	Always Guard = iota
	// NoKey: there is no session that could carry a call.
	NoKey
	// CodeOut: a code has been sent and may still work (one that is to be paid for
	// has not been), and no wait keeps us from cancelling it.
	CodeOut
	// Leaving: nobody wants to sign in any more.
	Leaving
	// AboutGiven: the refusal is about what the person gave for this call.
	AboutGiven
	// CarriesHash: the call carries a phone_code_hash.
	CarriesHash
	// SettingUp: an e-mail address is being set up.
	SettingUp
	// Deleting: the account was to be deleted, by this call or the one in doubt.
	Deleting
	// FormKnown: the person has said which payment form is paid.
	FormKnown
	// IsSignedIn: the login is Ready.
	IsSignedIn
	// IsOver: the login has ended.
	IsOver
	// IsInDoubt: the answer to a call was lost.
	IsInDoubt
	guards
)

var guardNames = [guards]string{
	Always:      "",
	NoKey:       "there is no key yet",
	CodeOut:     "a code is out",
	Leaving:     "the person is leaving",
	AboutGiven:  "it is about what this call carried",
	CarriesHash: "the call carries a hash",
	SettingUp:   "the address is being set up",
	Deleting:    "the account was to be deleted",
	FormKnown:   "a form is said to be paid",
	IsSignedIn:  "signed in",
	IsOver:      "it is over",
	IsInDoubt:   "in doubt",
}

// String returns the condition in words; "" for Always.
func (g Guard) String() string { return name(guardNames[:], g) }

func (m *Machine) holds(g Guard, s *State, c *Call, e *errors.Error, now time.Time) bool {
	t := m.tables()
	switch g {
	case NoKey:
		return s.Key == ""
	case CodeOut:
		return !s.Sent.IsZero() && s.Payment == (PaymentInfo{}) && s.waits(&Call{Name: CallCancelCode, Sent: s.Sent}, now).IsZero()
	case Leaving:
		return s.Identifier.IsZero()
	case AboutGiven:
		row := t.call(c.Name)
		return e != nil && row != nil && slices.Contains(row.Gives, e.Reason.Subject())
	case CarriesHash:
		row := t.call(c.Name)
		return row != nil && row.Hash && !c.Sent.IsZero()
	case SettingUp:
		return s.Email.SetUp
	case Deleting:
		return c.Name == CallDeleteAccount || s.Doubt == CallDeleteAccount
	case FormKnown:
		return s.Payment.FormID != 0
	case IsSignedIn:
		return t.phase(s.phase()).Kind == SignedIn
	case IsOver:
		return t.phase(s.phase()).Kind == Over
	case IsInDoubt:
		return s.Doubt != NoCall
	case Always:
		return true
	default:
		return false
	}
}
