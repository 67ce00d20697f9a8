package flow

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
)

// An Event is what [Machine.Step] looks up: an [Input] or an [Answered].
type Event interface {
	fmt.Stringer
	isEvent()
}

// An Input is what a person says. Inputs are made by the functions named
// after them (PhoneNumber, Code, Password, ...); what was typed is redacted
// wherever an Input is printed. The zero Input is allowed nowhere.
type Input struct {
	name     InputName
	text     codes.Secret
	who      codes.Identifier
	password codes.Secret    // beside text
	hash     PasswordHash    // in place of a password
	words    [2]codes.Secret // first and last name, a hint, a reason
	kind     string
	quiet    bool
	removes  bool // the password
	firebase bool // in place of a passkey
	number   int64
	ids      []int64
	solves   bool // a challenge, with solved
	solved   codes.Secret
}

func (Input) isEvent() {}

// Name tells which input it is.
func (in Input) Name() InputName { return in.name }

// String returns the input's name and nothing that was typed.
func (in Input) String() string { return in.name.String() }

// answers reports whether the input answers the question of one phase, and
// means nothing in another. A token is no answer: it says who signs in, and if
// another one has signed in meanwhile that must not pass for this one.
func (in Input) answers() bool {
	switch in.name {
	case InputCode, InputResend, InputEmailAddress, InputEmailCode, InputEmailToken, InputResetLoginEmail,
		InputFirebaseProof, InputReportMissingCode, InputPassword, InputRequestPasswordRecovery, InputRecoveryCode,
		InputPasskey, InputPaid, InputCanPurchase, InputPurchased, InputAcceptTerms, InputRegister:
		return true
	default:
		return false
	}
}

// lasts reports whether the input changes the account for good: it is meant where
// the person stood when they said it, and nowhere else.
func (in Input) lasts() bool {
	switch in.name {
	case InputRecoverPassword, InputResetPassword, InputDeclinePasswordReset, InputDeleteAccount:
		return true
	default:
		return false
	}
}

// PhoneNumber says who signs in, as typed: spaces, dashes, brackets and
// foreign digits are understood (see [codes.ParsePhone]). It is legal in every
// waiting phase, so it is also how a mistyped number is changed; a code that
// is out is cancelled first (auth.cancelCode). A text that is no number is
// [errors.PhoneNumberInvalid].
func PhoneNumber(typed string) Input {
	return Input{name: InputPhoneNumber, text: codes.NewSecret(typed)}
}

// Identifier says who signs in, as PhoneNumber does, for systems that know people
// by an e-mail address ([codes.Email]) or a name ([codes.Name]) too. Its Name is
// InputPhoneNumber, whatever it holds. The zero Identifier is
// [errors.PhoneNumberInvalid].
func Identifier(who codes.Identifier) Input {
	return Input{name: InputPhoneNumber, who: who}
}

// Token signs in with a token that was obtained elsewhere, in place of a number:
// kind is what sort of token it is, in the word that the Transport has for it. A
// system that does not know the kind refuses it with [errors.NotAllowed]. White
// space around a token is dropped; an empty one is [errors.TokenMissing], and what
// cannot be one (see [codes.ParseToken]) [errors.TokenInvalid]. It is legal in
// WaitPhoneNumber and WaitOtherDevice. A token lives in memory: one whose Connect
// or ImportToken a crash cut short must be given again, unless it has signed in.
// [BotToken] and [WebToken] are Telegram's.
func Token(kind, token string) Input {
	return Input{name: InputToken, text: codes.NewSecret(token), kind: kind}
}

// Code answers WaitCode, as typed: disguises such as "1-2-3-4-5" are
// understood (see [codes.ParseCode]). What cannot be the announced code is
// refused without asking the server: [errors.CodeEmpty],
// [errors.CodeLength], [errors.CodeBeginning], [errors.CodeRepeated],
// [errors.AttemptsUsed].
func Code(typed string) Input { return Input{name: InputCode, text: codes.NewSecret(typed)} }

// Resend asks for another code, by the delivery that State.Sent.Next
// announces. Before State.Sent.ResendAt it is [errors.TooEarly]; if none was
// announced, [errors.NoResend]. In WaitEmailCode it is the same for an account that
// has its address; while one is being set up it asks for another e-mail to it, at
// any time. [Input.Because] gives a reason.
func Resend() Input { return Input{name: InputResend} }

// AcceptTerms accepts the terms of service shown in State.Terms, named by
// their ID, so that nobody accepts terms that changed under the cursor: another
// ID is [errors.TermsNotAccepted].
func AcceptTerms(id string) Input {
	return Input{name: InputAcceptTerms, text: codes.NewSecret(id)}
}

// Register answers WaitRegistration with the new account's name (the last
// name may be empty). If terms were shown they must have been accepted
// ([errors.TermsNotAccepted]); a first name that is empty, or a name of over
// 64 characters, is refused locally as the server would
// ([errors.FirstnameInvalid], [errors.LastnameInvalid]).
func Register(firstName, lastName string) Input {
	return Input{name: InputRegister, words: [2]codes.Secret{codes.NewSecret(firstName), codes.NewSecret(lastName)}}
}

// Quietly makes a Register not tell the person's contacts that they joined
// (no_joined_notifications of auth.signUp). It changes no other input.
func (in Input) Quietly() Input {
	in.quiet = in.name == InputRegister
	return in
}

// Poll asks the server who is signed in: in Ready, and wherever the answer to
// a call was lost. In WaitOtherDevice it asks whether the token was accepted, and in
// WaitPayment, once a form was said to be paid, whether the payment has been seen.
func Poll() Input { return Input{name: InputPoll} }

// Cancel ends a login that is not finished. A code that is out is cancelled.
func Cancel() Input { return Input{name: InputCancel} }

// LogOut ends a login that is Ready.
func LogOut() Input { return Input{name: InputLogOut} }

// An InputName names a kind of Input, as the tables do.
type InputName uint8

// The inputs' names.
const (
	noInput InputName = iota
	InputPhoneNumber
	InputToken
	InputRequestQRCode
	InputRequestPasskey
	InputPasskey
	InputCode
	InputResend
	InputFirebaseProof
	InputReportMissingCode
	InputPaid
	InputCanPurchase
	InputPurchased
	InputEmailAddress
	InputEmailCode
	InputEmailToken
	InputResetLoginEmail
	InputPassword
	InputRequestPasswordRecovery
	InputRecoveryCode
	InputRecoverPassword
	InputResetPassword
	InputDeclinePasswordReset
	InputAcceptTerms
	InputRegister
	InputDeleteAccount
	InputPoll
	InputCancel
	InputLogOut
	inputs
)

var inputNames = [inputs]string{
	noInput:                      "None",
	InputPhoneNumber:             "PhoneNumber",
	InputToken:                   "Token",
	InputRequestQRCode:           "RequestQRCode",
	InputRequestPasskey:          "RequestPasskey",
	InputPasskey:                 "Passkey",
	InputCode:                    "Code",
	InputResend:                  "Resend",
	InputFirebaseProof:           "FirebaseProof",
	InputReportMissingCode:       "ReportMissingCode",
	InputPaid:                    "Paid",
	InputCanPurchase:             "CanPurchase",
	InputPurchased:               "Purchased",
	InputEmailAddress:            "EmailAddress",
	InputEmailCode:               "EmailCode",
	InputEmailToken:              "EmailToken",
	InputResetLoginEmail:         "ResetLoginEmail",
	InputPassword:                "Password",
	InputRequestPasswordRecovery: "RequestPasswordRecovery",
	InputRecoveryCode:            "RecoveryCode",
	InputRecoverPassword:         "RecoverPassword",
	InputResetPassword:           "ResetPassword",
	InputDeclinePasswordReset:    "DeclinePasswordReset",
	InputAcceptTerms:             "AcceptTerms",
	InputRegister:                "Register",
	InputDeleteAccount:           "DeleteAccount",
	InputPoll:                    "Poll",
	InputCancel:                  "Cancel",
	InputLogOut:                  "LogOut",
}

// String returns the input's name, as in "PhoneNumber".
func (n InputName) String() string { return name(inputNames[:], n) }
