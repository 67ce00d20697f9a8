package mtproto

import (
	"slices"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// CodeSettings tell the server what the device can do with a code, and with it
// how the code may be sent (core.telegram.org/constructor/codeSettings). They go
// with auth.sendCode; no other query of a sign-in has them. The zero value asks
// for nothing special, which is right for a program that is not on the person's
// phone: a code that only a device could take would never be seen.
//
// Printed, marshalled or logged, CodeSettings show none of their tokens.
type CodeSettings struct {
	// AllowFlashCall (allow_flashcall) allows [codes.FlashCall]: the code is the
	// number that calls and hangs up.
	AllowFlashCall bool
	// CurrentNumber (current_number) says that the number to sign in with is the
	// one of this device. The server ignores it without AllowFlashCall.
	CurrentNumber bool
	// AllowAppHash (allow_app_hash) asks for an SMS with the token by which
	// Android hands it to the application
	// (developers.google.com/identity/sms-retriever/overview).
	AllowAppHash bool
	// AllowMissedCall (allow_missed_call) allows [codes.MissedCall]: the last
	// digits of the number that calls are the code.
	AllowMissedCall bool
	// AllowFirebase (allow_firebase) allows [codes.FirebaseSMS], which official
	// applications alone can make use of.
	AllowFirebase bool
	// UnknownNumber (unknown_number) says that there is a SIM card in this
	// device, of which the number is not known.
	UnknownNumber bool

	// LogoutTokens (logout_tokens) are future auth tokens of earlier log-outs
	// and logins, at most 20, as bytes. With one of the same account the server
	// may sign in without sending a code
	// (core.telegram.org/api/auth#future-auth-tokens). Those that the login itself
	// has collected (flow.State.FutureTokens) go along and need not be here.
	LogoutTokens []codes.Secret

	// Token (token) is the device's token for Apple's push messages, and
	// AppSandbox (app_sandbox) says that it is one of the sandbox. Official
	// applications for iOS alone use them. One is never sent without the other.
	Token      codes.Secret
	AppSandbox bool
}

// tl returns the settings as the schema has them, with the future auth tokens that
// a login has collected; of more than 20 the last ones.
func (s CodeSettings) tl(collected []codes.Secret) tg.CodeSettings {
	out := tg.CodeSettings{
		AllowFlashcall:  s.AllowFlashCall,
		CurrentNumber:   s.CurrentNumber,
		AllowAppHash:    s.AllowAppHash,
		AllowMissedCall: s.AllowMissedCall,
		AllowFirebase:   s.AllowFirebase,
		UnknownNumber:   s.UnknownNumber,
	}
	tokens := slices.Concat(s.LogoutTokens, collected)
	if len(tokens) > 0 {
		tokens = tokens[max(len(tokens)-flow.MaxFutureTokens, 0):]
		bytes := make([][]byte, len(tokens))
		for i, token := range tokens {
			bytes[i] = []byte(token.Reveal())
		}
		out.SetLogoutTokens(bytes)
	}
	if !s.Token.IsZero() || s.AppSandbox {
		out.SetToken(s.Token.Reveal())
		out.SetAppSandbox(s.AppSandbox)
	}
	return out
}
