package fake

import (
	"crypto/elliptic"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

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

// newAccount checks what a test asked for, so that a slip is named where it
// was made and not found as a strange answer later.
func newAccount(position int, a Account) (*account, error) {
	bad := func(field, problem string) (*account, error) {
		return nil, &AccountError{Position: position, Field: field, Err: errors.New(problem)}
	}
	if a.BotToken == "" {
		phone, err := codes.ParsePhone(a.Phone)
		if err != nil {
			return nil, &AccountError{Position: position, Field: "Phone", Err: err}
		}
		a.Phone = phone.Reveal()
	}
	for _, address := range []struct {
		field string
		value *string
	}{{"Email", &a.Email}, {"RecoveryEmail", &a.RecoveryEmail}} {
		if *address.value == "" {
			continue
		}
		email, err := codes.Email(*address.value)
		if err != nil {
			return nil, &AccountError{Position: position, Field: address.field, Err: err}
		}
		*address.value = email.Reveal()
	}
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
		{"EmailResetPeriod", int64(a.EmailResetPeriod)}, {"RecoveryLife", int64(a.RecoveryLife)},
		{"ResetWait", int64(a.ResetWait)}, {"DeleteWait", int64(a.DeleteWait)},
		{"OtherwiseReloginDays", int64(a.OtherwiseReloginDays)}, {"TmpSessions", int64(a.TmpSessions)},
	} {
		if n.value < 0 {
			return bad(n.field, "negative")
		}
	}
	for _, n := range []struct {
		field string
		value int64
	}{
		{"ResendAfter", seconds(a.ResendAfter)}, {"EmailResetPeriod", seconds(a.EmailResetPeriod)},
		{"DeleteWait", seconds(a.DeleteWait)},
		{"OtherwiseReloginDays", int64(a.OtherwiseReloginDays)}, {"TmpSessions", int64(a.TmpSessions)},
	} {
		if n.value > math.MaxInt32 {
			return bad(n.field, "more than the wire can carry")
		}
	}
	if field, problem := a.checkWays(); field != "" {
		return bad(field, problem)
	}
	loginEmail := a.Email != "" || a.EmailRequired
	switch {
	case a.Length > maxLength:
		return bad("Length", fmt.Sprintf("more than %d", maxLength))
	case a.Hint != "" && a.Password == "":
		return bad("Hint", "a hint without a password")
	case a.Unregistered && a.Password != "":
		return bad("Password", "an unregistered number has none")
	case a.Unregistered && a.Trusted:
		return bad("Trusted", "an unregistered number cannot be")
	case a.Unregistered && a.Email != "":
		return bad("Email", "an unregistered number has none")
	case a.EmailCode != "" && !loginEmail:
		return bad("EmailCode", "there is no login e-mail")
	case a.AppleSignIn && !loginEmail:
		return bad("AppleSignIn", "there is no login e-mail")
	case a.GoogleSignIn && !loginEmail:
		return bad("GoogleSignIn", "there is no login e-mail")
	case a.EmailReset && !loginEmail:
		return bad("EmailReset", "there is no login e-mail")
	case a.EmailResetPeriod > 0 && !a.EmailReset:
		return bad("EmailResetPeriod", "there is no reset")
	case a.RecoveryEmail != "" && a.Password == "":
		return bad("RecoveryEmail", "there is no password to recover")
	case a.RecoveryCode != "" && a.RecoveryEmail == "":
		return bad("RecoveryCode", "there is no recovery e-mail")
	case a.RecoveryLife > 0 && a.RecoveryEmail == "":
		return bad("RecoveryLife", "there is no recovery e-mail")
	case a.SecureValues && a.Password == "":
		return bad("SecureValues", "there is no password to protect them")
	case a.TermsPopup && a.Terms == "":
		return bad("TermsPopup", "there are no terms")
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
	return &account{Account: a.clone()}, nil
}

// clone copies what a test may go on to change.
func (a Account) clone() Account {
	a.QRVia, a.Passkeys = slices.Clone(a.QRVia), slices.Clone(a.Passkeys)
	if a.Payment != nil {
		a.Payment = new(*a.Payment)
	}
	if a.Firebase != nil {
		a.Firebase = new(*a.Firebase)
	}
	return a
}

// checkWays finds what is wrong with the ways to sign in that are not a code; no
// field: nothing.
func (a Account) checkWays() (field, problem string) {
	const noBot = "a bot has none"
	switch {
	case a.BotToken == "" && a.BotTokenExpired:
		return "BotTokenExpired", "there is no token"
	case a.BotToken == "":
	case a.Phone != "":
		return "Phone", noBot
	case a.Password != "":
		return "Password", noBot
	case a.Unregistered || a.Banned:
		return "BotToken", "a bot is never unregistered or banned"
	case a.WebToken != "" || a.PNVToken != "" || len(a.Passkeys) > 0:
		return "BotToken", "a bot is signed in by nothing else"
	}
	if a.Unregistered && a.WebToken != "" {
		return "WebToken", "an unregistered number has none"
	}
	for _, dc := range a.QRVia {
		if dc <= 0 {
			return "QRVia", "no data centre"
		}
	}
	for _, p := range a.Passkeys {
		switch {
		case a.Unregistered:
			return "Passkeys", "an unregistered number has none"
		case p.ID == "":
			return "Passkeys", "one has no ID"
		case p.PublicKey == nil || p.PublicKey.Curve != elliptic.P256():
			return "Passkeys", "one is not of P-256"
		}
	}
	if p := a.Payment; p != nil && (p.PremiumDays < 0 || p.PremiumDays > math.MaxInt32 || p.Amount < 0) {
		return "Payment", "negative, or more than the wire can carry"
	}
	switch f := a.Firebase; {
	case f == nil:
	case a.Delivery != codes.FirebaseSMS:
		return "Firebase", "no code is sent by it"
	case *f == Firebase{PushTimeout: f.PushTimeout}:
		return "Firebase", "nothing is announced"
	case f.PlayIntegrityProject != 0 && f.PlayIntegrityNonce == "":
		return "Firebase", "a project without a nonce"
	case f.PushTimeout < 0 || seconds(f.PushTimeout) > math.MaxInt32:
		return "Firebase", "PushTimeout is negative, or more than the wire can carry"
	}
	return "", ""
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
