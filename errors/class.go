package errors

import "strconv"

// A Class groups reasons by the next step. Its text form is the constant's name.
type Class uint8

// The classes.
const (
	// Unknown: no rule says what this error means. Stay where you are, show the
	// reason, and let the person decide.
	Unknown Class = iota
	// Reenter: a value was refused, and the step it belongs to is still alive.
	// Ask for the value again; never send the refused one a second time.
	// [Reason.Subject] says which value it is.
	Reenter
	// OfferOther: this way is closed now or for this account. Stay, and offer
	// another way. A code that has been sent stays valid.
	OfferOther
	// StartOver: the sent code's hash, the pending verification or the password
	// step is gone. Begin again at the phone number; the auth key is still good.
	StartOver
	// Forward: not a failure. The server names the next step, such as the
	// password.
	Forward
	// Retry: a parameter was stale or a wrapper was missing, and what the person
	// typed was not examined. Refresh the parameter and repeat, a few times at
	// most.
	Retry
	// Wait: too early or too often. Do not repeat before [Error.RetryAt]. When
	// neither that nor [Error.Wait] is set, the server did not say how long:
	// do not repeat without being asked to.
	Wait
	// ChangeDC: the account or the address belongs to another data centre,
	// [Error.DC]. Repeat the call there.
	ChangeDC
	// Challenge: the server wants a proof of the client, such as a reCAPTCHA
	// token, before it looks at the call. [Error.Text] holds the challenge as it
	// was sent.
	Challenge
	// Configuration: the app id, the layer, the connection's parameters or
	// another setting is wrong. Stop; only the developer or operator can help.
	Configuration
	// Bug: the request was malformed or made in the wrong place. Stop and
	// report it; only a change of the program can help.
	Bug
	// SessionLost: the auth key is dead or has nobody signed in. Before the
	// sign-in is complete this means the phone number again.
	SessionLost
	// Terminal: nothing that the person can enter helps, for this number or this
	// account.
	Terminal
	// Transient: trouble of the server or the network. The call may have been
	// executed or not; ask who is signed in before repeating one that spends a
	// code, a message or a try.
	Transient
)

var classNames = [...]string{
	Unknown:       "Unknown",
	Reenter:       "Reenter",
	OfferOther:    "OfferOther",
	StartOver:     "StartOver",
	Forward:       "Forward",
	Retry:         "Retry",
	Wait:          "Wait",
	ChangeDC:      "ChangeDC",
	Challenge:     "Challenge",
	Configuration: "Configuration",
	Bug:           "Bug",
	SessionLost:   "SessionLost",
	Terminal:      "Terminal",
	Transient:     "Transient",
}

// String returns the constant's name, or Class(n) for a number that is no class.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return "Class(" + strconv.Itoa(int(c)) + ")"
}

// MarshalText returns the constant's name. A number that is no class is refused
// with [BadRecord].
func (c Class) MarshalText() ([]byte, error) {
	if int(c) >= len(classNames) {
		return nil, badRecord("not a class: " + c.String())
	}
	return []byte(c.String()), nil
}

// UnmarshalText reads what MarshalText wrote. Anything else is refused with
// [BadRecord].
func (c *Class) UnmarshalText(text []byte) error {
	for i, name := range classNames {
		if name == string(text) {
			*c = Class(i)
			return nil
		}
	}
	return badRecord("not a class: " + string(text))
}

// ClassOf returns the class of the first *Error in err's tree, or else of the
// first Reason in it. It is Unknown when there is neither.
func ClassOf(err error) Class {
	if e, ok := AsType[*Error](err); ok && e != nil {
		return e.Class
	}
	if r, ok := AsType[Reason](err); ok {
		return classes[r]
	}
	return Unknown
}
