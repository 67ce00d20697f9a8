package flow

import (
	"slices"

	"github.com/stepin-go/stepin/codes"
)

// The kinds of [Token] that Telegram knows.
const (
	// BotTokenKind is the token of a bot, from @BotFather.
	BotTokenKind = "bot"
	// WebTokenKind is a token that one of Telegram's clients handed to a web
	// client.
	WebTokenKind = "web"
)

// BotToken signs a bot in (auth.importBotAuthorization), as [Token] does. A token
// that the server refuses is [errors.AccessTokenInvalid] or
// [errors.AccessTokenExpired].
func BotToken(token string) Input { return Token(BotTokenKind, token) }

// WebToken signs in with a token that one of Telegram's clients handed over
// (auth.importWebTokenAuthorization), as [Token] does; dc is the data centre that
// it is good for, 0 if that is not known. One that is over is
// [errors.WebauthTokenExpired].
func WebToken(token string, dc int) Input {
	in := Token(WebTokenKind, token)
	in.number = int64(dc)
	return in
}

// RequestQRCode asks for a token that another device can accept, to be shown as a
// QR code (auth.exportLoginToken, core.telegram.org/api/qr-login): State.LoginToken
// in WaitOtherDevice. The accounts of otherUserIDs, which are signed in here
// already, cannot accept it. It is legal in every waiting phase, and a code that is
// out stays good until there is a token. In a half login there may be none: the
// server answers that the password is wanted, and the login stays there.
//
// In WaitOtherDevice a [Poll] asks whether the token was accepted, and brings
// another one if not; [Driver.Listen] waits for the right time.
func RequestQRCode(otherUserIDs ...int64) Input {
	return Input{name: InputRequestQRCode, ids: slices.Clone(otherUserIDs)}
}

// RequestPasskey asks what a passkey is to sign (auth.initPasskeyLogin,
// core.telegram.org/api/passkeys): State.Passkey in WaitPasskey. It is legal in
// every waiting phase.
func RequestPasskey() Input { return Input{name: InputRequestPasskey} }

// RequestFirebasePNV asks what Google's Firebase is to verify of the device's number
// (auth.initFirebasePnvLogin): State.Passkey in WaitPasskey. It is legal in every
// waiting phase.
func RequestFirebasePNV() Input { return Input{name: InputRequestPasskey, firebase: true} }

// Passkey answers WaitPasskey with what an authenticator returned, as JSON:
// WebAuthn's PublicKeyCredential.toJSON()
// (https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson). What
// cannot be one is [errors.CredentialInvalid] and not sent. The server refuses with
// the same reason, and another State.Passkey is asked for; a passkey is good for the
// site (origin) that Telegram made it for, or [errors.PasskeyOriginMismatch].
func Passkey(responseJSON string) Input {
	return Input{name: InputPasskey, text: codes.NewSecret(responseJSON)}
}

// FirebasePNVToken answers WaitPasskey with a token of Firebase's that verifies the
// device's number: one of Google's where State.Passkey.Firebase is set
// (auth.finishFirebasePnvLogin), and else as the credential in place of a passkey
// (inputPasskeyCredentialFirebasePNV). An empty token is [errors.TokenMissing].
func FirebasePNVToken(token string) Input {
	return Input{name: InputPasskey, text: codes.NewSecret(token), firebase: true}
}
