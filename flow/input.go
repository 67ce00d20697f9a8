package flow

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
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
}

// A PasswordHash computes x = PH2(password, salt1, salt2) of
// core.telegram.org/api/srp, 32 bytes, for who keeps a password in memory that is
// locked or wiped, since Go can wipe no string. srp.HashPassword of
// transport/mtproto does the computing. Its result is as good as the password
// and is wiped by who asked for it. It may be called more than once. With an error,
// or a result of another length, the call is not made: that is
// [errors.PasswordMissing] with the error as its cause, and [errors.NotSent].
type PasswordHash func(salt1, salt2 []byte) ([]byte, error)

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
		InputPassword, InputRequestPasswordRecovery, InputRecoveryCode, InputAcceptTerms, InputRegister:
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
// WaitPhoneNumber only. A token lives in memory: one whose Connect or
// ImportToken a crash cut short must be given again, unless it has signed in.
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
// any time.
func Resend() Input { return Input{name: InputResend} }

// EmailAddress answers WaitEmailAddress: it sets the account's login e-mail
// address up (account.sendVerifyEmailCode). In WaitEmailCode it changes the one
// that is being set up; elsewhere, and where the account has one already, it is
// [errors.NotAllowed]. A text that is no address is [errors.EmailInvalid].
func EmailAddress(typed string) Input {
	return Input{name: InputEmailAddress, text: codes.NewSecret(typed)}
}

// EmailCode answers WaitEmailCode with the digits from the e-mail, as typed; what
// cannot be the announced code is refused as at [Code].
func EmailCode(typed string) Input {
	return Input{name: InputEmailCode, text: codes.NewSecret(typed)}
}

// The kinds of token that prove an e-mail address, in [Call].TokenKind.
const (
	AppleTokenKind  = "apple"
	GoogleTokenKind = "google"
)

// AppleToken proves an e-mail address by an ID token of Sign in with Apple
// (emailVerificationApple), in place of a code, in WaitEmailAddress and
// WaitEmailCode. Where State.Email.Apple is false it is [errors.NotAllowed]; what
// cannot be a token is refused as at [Token].
func AppleToken(token string) Input {
	return Input{name: InputEmailToken, text: codes.NewSecret(token), kind: AppleTokenKind}
}

// GoogleToken is as [AppleToken], with an ID token of Google's
// (emailVerificationGoogle) and State.Email.Google.
func GoogleToken(token string) Input {
	return Input{name: InputEmailToken, text: codes.NewSecret(token), kind: GoogleTokenKind}
}

// ResetLoginEmail asks, in WaitEmailCode, to sign in without the account's login
// e-mail address (auth.resetLoginEmail): at once or after State.Email.ResetAfter.
// Then a code comes another way. Where the server offers no reset it is
// [errors.NotAllowed]; before State.Email.ResetAt, [errors.TooEarly].
//
// That it is asked for first and waited for then is TDLib's reading
// (td/telegram/AuthManager.cpp, TASK_ALREADY_EXISTS);
// core.telegram.org/constructor/auth.sentCodeTypeEmailCode has clients wait first.
func ResetLoginEmail() Input { return Input{name: InputResetLoginEmail} }

// Password answers WaitPassword, verbatim: nothing is trimmed. An empty one is
// [errors.PasswordMissing].
func Password(typed string) Input {
	return Input{name: InputPassword, text: codes.NewSecret(typed)}
}

// HashedBy makes a Password, RecoverPassword or DeleteAccount take its password
// from hash, so that it need not become a string; the text that it was made with
// is not looked at. It changes no other input.
//
//	flow.Password("").HashedBy(hash)
func (in Input) HashedBy(hash PasswordHash) Input {
	if hash == nil {
		hash = func([]byte, []byte) ([]byte, error) { return nil, errors.Local(errors.PasswordMissing) }
	}
	switch in.name {
	case InputPassword, InputRecoverPassword, InputDeleteAccount:
		in.hash, in.removes = hash, false
	default:
	}
	return in
}

// RequestPasswordRecovery asks, in WaitPassword, for a code by e-mail to the
// password's recovery address (auth.requestPasswordRecovery), and in
// WaitRecoveryCode for another one. Without such an address the server refuses
// with [errors.PasswordRecoveryNA].
func RequestPasswordRecovery() Input { return Input{name: InputRequestPasswordRecovery} }

// RecoveryCode has the server look at a recovery code, in WaitRecoveryCode or, of
// an earlier e-mail, in WaitPassword (auth.checkRecoveryPassword): if it is right, State.Password.RecoveryChecked is
// true, and RecoverPassword must carry it once more. It may be left out.
func RecoveryCode(typed string) Input {
	return Input{name: InputRecoveryCode, text: codes.NewSecret(typed)}
}

// RecoverPassword answers WaitRecoveryCode (or WaitPassword) with the recovery code and a new
// password with its hint, and signs in (auth.recoverPassword). The code is looked
// at as at [Code]. An empty new password is [errors.PasswordMissing]; hint may be
// empty, and one that is the password is [errors.NewSettingsInvalid]: everybody is
// shown it who has a code.
func RecoverPassword(code, newPassword, hint string) Input {
	return Input{
		name: InputRecoverPassword, text: codes.NewSecret(code), password: codes.NewSecret(newPassword),
		words: [2]codes.Secret{codes.NewSecret(hint)},
	}
}

// RemovePassword is a RecoverPassword that leaves the account without a password
// (auth.recoverPassword without new_settings).
func RemovePassword(code string) Input {
	return Input{name: InputRecoverPassword, text: codes.NewSecret(code), removes: true}
}

// ResetPassword asks for the password to be removed without its recovery address
// (account.resetPassword). The server does that at once, or says when it may be
// asked for again: State.Password.ResetAt. Before that it is [errors.TooEarly].
//
// It is for Ready: core.telegram.org/method/account.resetPassword says that one
// must be signed in. In WaitPassword and WaitRecoveryCode it is allowed too; whether
// a server agrees is not known, and if it answers AUTH_KEY_UNREGISTERED the login
// stays in WaitPassword. If the password is removed there, the sign-in begins again.
func ResetPassword() Input { return Input{name: InputResetPassword} }

// DeclinePasswordReset takes a ResetPassword back that has not been done yet
// (account.declinePasswordReset), in the same phases. If there is none, the server
// refuses with [errors.ResetRequestMissing].
func DeclinePasswordReset() Input { return Input{name: InputDeclinePasswordReset} }

// DeleteMyAccount is what DeleteAccount wants to be told.
const DeleteMyAccount = "DELETE MY ACCOUNT"

// DeleteAccount deletes the account and all that belongs to it
// (account.deleteAccount), in Ready, WaitPassword and WaitRecoveryCode. There is
// no way back, so confirmation must be [DeleteMyAccount], best typed by the
// person; anything else is [errors.NotConfirmed]. The reason is shown to nobody
// but the server. Without a password (empty) an account that has one is deleted
// after a wait only: [errors.TwoFAConfirmWait], with the time in RetryAt and
// State.Waits.
func DeleteAccount(confirmation, reason, password string) Input {
	return Input{
		name: InputDeleteAccount, text: codes.NewSecret(confirmation), password: codes.NewSecret(password),
		words: [2]codes.Secret{codes.NewSecret(reason)},
	}
}

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
// a call was lost.
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
	InputCode
	InputResend
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
	InputCode:                    "Code",
	InputResend:                  "Resend",
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
