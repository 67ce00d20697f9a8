package fake

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// An Account is one account that a [Server] knows, and how the server treats
// it. Only Phone is required; everything that is left out is how most accounts
// behave.
type Account struct {
	// Phone is the number, in any spelling that [codes.ParsePhone] takes.
	Phone string

	// Code is what the server sends as the sign-in code. If it is empty, a test
	// number (99966XYYYY) gets the digit X as often as the code is long, such as
	// 22222 for +9996620001, and any other number gets random digits, new ones
	// for each code. See core.telegram.org/api/auth#test-accounts.
	Code string

	// Password is the password of two-step verification, and Hint what the
	// server shows of it. No password: a right code signs in.
	Password, Hint string

	// FirstName and LastName are the user's name. For an account that is still
	// Unregistered auth.signUp sets them.
	FirstName, LastName string

	// ID is the user's id; 0 derives one from the account's position.
	ID int64

	// Unregistered is a number without an account: a right code is answered
	// with auth.authorizationSignUpRequired, and auth.signUp makes the account.
	Unregistered bool

	// Terms is the text of the terms of service shown then, TermsID their id
	// and MinAge the age to be confirmed (0: none). No text: no terms.
	Terms, TermsID string
	MinAge         int

	// DC is the data centre where the account lives; 0 is the server's first.
	// Elsewhere auth.sendCode is answered with PHONE_MIGRATE.
	DC int

	// Delivery is how a code is sent, the app if nothing is said. Next is how
	// auth.resendCode sends it; without one there is no resend.
	Delivery, Next codes.Delivery

	// ResendAfter is the timeout announced with a code, in whole seconds on the
	// wire; 0 announces none. The server does not enforce it: whether it does
	// at Telegram is not documented, and a test finds each call's time in
	// [Request].
	ResendAfter time.Duration

	// Length is the announced number of digits; 0 announces the code's own
	// length, and nothing for a word or phrase.
	Length int

	// Pattern (flash call), Prefix (missed call), URL (Fragment) and Beginning
	// (word or phrase) are announced with the kinds of delivery that have them.
	Pattern, Prefix, URL, Beginning string

	// CodeLife is how long a code is good; 0 is for ever.
	CodeLife time.Duration

	// CodeTries is how many wrong codes one hash bears. The last of them is
	// still called PHONE_CODE_INVALID; after it the hash is dead. 0: no limit.
	CodeTries int

	// PasswordTries is how many wrong passwords the account bears before
	// auth.checkPassword answers FLOOD_WAIT and auth.sendCode
	// PHONE_PASSWORD_FLOOD, for as long as Flood. 0: no limit.
	PasswordTries int

	// Flood is how long the server refuses after CodeTries wrong codes (it
	// refuses auth.sendCode) or after PasswordTries wrong passwords (which
	// need it).
	Flood time.Duration

	// Resends is how often a code can be sent again; after that
	// auth.resendCode is answered with SEND_CODE_UNAVAILABLE. 0: no limit.
	Resends int

	// Banned numbers get PHONE_NUMBER_BANNED.
	Banned bool

	// FloodWait refuses the first auth.sendCode with FLOOD_WAIT_n and goes on
	// doing so until that time has passed.
	FloodWait time.Duration

	// Trusted accounts are signed in by auth.sendCode itself, without a code
	// (auth.sentCodeSuccess), as Telegram does for a returning client that
	// shows a future auth token. A password is still wanted.
	Trusted bool
}

// An AccountError says what is wrong with an account given to [New]. Its text
// shows no phone number, code or password.
type AccountError struct {
	Position int    // position in the arguments of New, from 0
	Field    string // the field's name
	Err      error  // what is wrong with it
}

// Error implements error.
func (e *AccountError) Error() string {
	return fmt.Sprintf("fake: account %d: %s: %v", e.Position, e.Field, e.Err)
}

// Unwrap gives the cause, such as [errors.PhoneNumberInvalid].
func (e *AccountError) Unwrap() error { return e.Err }

// nameLimit is the longest first or last name, in characters: what TDLib cuts
// names to (MAX_NAME_LENGTH, AuthManager.h). That the server refuses longer ones
// is inferred.
const nameLimit = 64

// account is an Account at work: what was asked for, and what has happened.
type account struct {
	Account // Phone is in canonical spelling here

	waitUntil      time.Time // end of FloodWait; zero until first asked
	codeFlood      time.Time // no auth.sendCode before: too many wrong codes
	passwordFlood  time.Time // no password before: too many wrong ones
	wrongPasswords int
}

// newAccount checks what a test asked for, so that a slip is named where it
// was made and not found as a strange answer later.
func newAccount(position int, a Account) (*account, error) {
	bad := func(field, problem string) (*account, error) {
		return nil, &AccountError{Position: position, Field: field, Err: errors.New(problem)}
	}
	phone, err := codes.ParsePhone(a.Phone)
	if err != nil {
		return nil, &AccountError{Position: position, Field: "Phone", Err: err}
	}
	a.Phone = phone.Reveal()
	if a.ID == 0 {
		a.ID = 1001 + int64(position)
	}
	if a.Delivery == codes.NoDelivery {
		a.Delivery = codes.App
	}
	for _, n := range []struct {
		field string
		value int64
	}{
		{"ID", a.ID}, {"DC", int64(a.DC)}, {"MinAge", int64(a.MinAge)}, {"Length", int64(a.Length)},
		{"CodeTries", int64(a.CodeTries)}, {"PasswordTries", int64(a.PasswordTries)}, {"Resends", int64(a.Resends)},
		{"ResendAfter", int64(a.ResendAfter)}, {"CodeLife", int64(a.CodeLife)},
		{"Flood", int64(a.Flood)}, {"FloodWait", int64(a.FloodWait)},
	} {
		if n.value < 0 {
			return bad(n.field, "negative")
		}
	}
	switch {
	case a.Length > maxLength:
		return bad("Length", fmt.Sprintf("more than %d", maxLength))
	case a.ResendAfter > math.MaxInt32*time.Second:
		return bad("ResendAfter", "more seconds than the wire can carry")
	case a.Hint != "" && a.Password == "":
		return bad("Hint", "a hint without a password")
	case a.Unregistered && a.Password != "":
		return bad("Password", "an unregistered number has none")
	case a.Unregistered && a.Trusted:
		return bad("Trusted", "an unregistered number cannot be")
	case a.Terms == "" && a.TermsID != "":
		return bad("TermsID", "there are no terms")
	case a.Terms == "" && a.MinAge != 0:
		return bad("MinAge", "there are no terms that ask for one")
	case a.PasswordTries > 0 && a.Flood == 0:
		return bad("Flood", "tries that end in a wait need its length")
	case utf8.RuneCountInString(a.FirstName) > nameLimit:
		return bad("FirstName", fmt.Sprintf("more than %d characters", nameLimit))
	case utf8.RuneCountInString(a.LastName) > nameLimit:
		return bad("LastName", fmt.Sprintf("more than %d characters", nameLimit))
	case a.Delivery > codes.SMSPhrase:
		return bad("Delivery", "unknown")
	case !resendable(a.Next):
		return bad("Next", "a code is sent again by sms, call, flash_call, missed_call or fragment_sms")
	case a.Code == "" && (composed(a.Delivery) || composed(a.Next)):
		return bad("Code", "a flash call, word or phrase needs one")
	case !strings.HasPrefix(strings.ToLower(a.Code), strings.ToLower(a.Beginning)):
		return bad("Beginning", "the code begins otherwise")
	}
	return &account{Account: a}, nil
}

// resendable reports whether auth.CodeType, the type of auth.sentCode's
// next_type, can name this delivery.
func resendable(d codes.Delivery) bool {
	switch d {
	case codes.NoDelivery, codes.SMS, codes.Call, codes.FlashCall, codes.MissedCall, codes.FragmentSMS:
		return true
	default:
		return false
	}
}

// composed reports whether a code of this delivery is more than some digits,
// so that the server cannot make one up.
func composed(d codes.Delivery) bool {
	return d == codes.FlashCall || worded(d)
}

func worded(d codes.Delivery) bool {
	return d == codes.SMSWord || d == codes.SMSPhrase
}
