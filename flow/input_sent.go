package flow

import "github.com/stepin-go/stepin/codes"

// Because makes a Resend tell the server why another code is wanted (reason of
// auth.resendCode), as an application does whose proof for Firebase failed. It
// changes no other input.
func (in Input) Because(reason string) Input {
	if in.name == InputResend {
		in.words[0] = codes.NewSecret(reason)
	}
	return in
}

// The kinds of proof that [FirebaseProof] gives.
const (
	// PlayIntegrityProof is a token of Google's Play Integrity API.
	PlayIntegrityProof = "play_integrity"
	// SafetyNetProof is a token of its forerunner.
	SafetyNetProof = "safety_net"
	// IOSPushProof is the secret that came by a push message of Apple's.
	IOSPushProof = "ios_push"
)

// FirebaseProof proves that an official application asks for the SMS that Firebase
// is to send (auth.requestFirebaseSms), in WaitCode with [codes.FirebaseSMS]; the
// kinds are those above. Then the SMS is on its way. Anywhere else, and with another
// kind, it is [errors.NotAllowed]; an empty token is [errors.TokenMissing], one of over 256 KiB
// [errors.TokenInvalid].
func FirebaseProof(kind, token string) Input {
	return Input{name: InputFirebaseProof, text: codes.NewSecret(token), kind: kind}
}

// ReportMissingCode tells the server that no code came, in WaitCode, with the
// mobile network code (MNC) of the SIM card's operator, or "" (auth.reportMissingCode).
// Whatever the server says to it, the code can still be entered.
func ReportMissingCode(mnc string) Input {
	return Input{name: InputReportMissingCode, text: codes.NewSecret(mnc)}
}
