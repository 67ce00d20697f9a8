package flow

import "github.com/stepin-go/stepin/codes"

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
