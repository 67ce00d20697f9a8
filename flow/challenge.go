package flow

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A Challenge is a proof that the server wants of the program before it looks at a
// call (core.telegram.org/api/errors, 403). What the person gave was not examined:
// give the same input again, by [Solved].
type Challenge struct {
	// Kind is errors.RecaptchaCheck, errors.IntegrityCheckClassic or
	// errors.APNSVerifyCheck.
	Kind errors.Reason
	// Method is the RPC that was challenged, as in "auth.sendCode".
	Method string
	// Action and SiteKey are reCAPTCHA's.
	Action, SiteKey string
	// Project is the number of a Google Cloud project, for the Play Integrity API,
	// and Nonce what goes in there, in base64url; or what a push message of
	// Apple's is to answer.
	Project int64
	Nonce   string
}

// Challenge returns the challenge that the last call met, if it was one that can be
// answered. It is part of Last, and goes with it.
func (s State) Challenge() (Challenge, bool) {
	if s.Last == nil || s.Last.Class != errors.Challenge {
		return Challenge{}, false
	}
	kind, first, second, ok := errors.CutChallenge(s.Last.Text)
	c := Challenge{Kind: kind, Method: s.Last.Method}
	switch kind {
	case errors.RecaptchaCheck:
		c.Action, c.SiteKey = first, second
	case errors.IntegrityCheckClassic:
		// As TDLib has it (td/telegram/net/NetQueryVerifier.cpp).
		project, err := strconv.ParseInt(first, 10, 64)
		nonce, wrong := hex.DecodeString(second)
		ok = ok && err == nil && wrong == nil
		c.Project, c.Nonce = project, base64.RawURLEncoding.EncodeToString(nonce)
	case errors.APNSVerifyCheck:
		c.Nonce = second
	default:
		ok = false
	}
	if !ok {
		return Challenge{}, false
	}
	return c, true
}

// A Proof answers a Challenge. A call carries it, for the RPC that was challenged;
// the zero Proof is none.
type Proof struct {
	Challenge
	Token codes.Secret
}

// Solved gives an input once more, with the token that State.Challenge asks for:
// what reCAPTCHA or the Play Integrity API returned, or the secret of a push
// message of Apple's. The call that was challenged is then sent inside
// invokeWithReCaptcha, invokeWithGooglePlayIntegrity or invokeWithApnsSecret
// (core.telegram.org/method/invokeWithReCaptcha). Where there is no challenge it is
// [errors.NotAllowed], and with an empty token [errors.TokenMissing]; apart from
// that the errors are the input's. In doubt the challenge is that of the question who
// is signed in, and the token answers that; the input follows without one.
func Solved(token string, in Input) Input {
	in.solved, in.solves = codes.NewSecret(token), true
	return in
}

// proof is what the calls that follow from an input carry.
func (s *State) proof(in *Input) (Proof, *errors.Error) {
	if !in.solves {
		return Proof{}, nil
	}
	challenge, ok := s.Challenge()
	if !ok {
		return Proof{}, errors.Local(errors.NotAllowed)
	}
	token, err := codes.ParseToken(in.solved)
	if err != nil {
		return Proof{}, asError(err)
	}
	return Proof{challenge, token}, nil
}
