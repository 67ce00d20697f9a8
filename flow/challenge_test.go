package flow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// challenged is a login whose code was met with a refusal, and what the server would
// have been asked for next.
func challenged(t *testing.T, code int, text string) flow.State {
	t.Helper()
	s := answered(t, flow.Refused{Err: errors.FromRPC("auth.signIn", code, text)})
	require.Equal(t, flow.WaitCode, s.Phase)
	return s
}

// TestChallenge: what is asked of a program is taken apart as public clients do it
// (td/telegram/net/NetQueryDispatcher.cpp, NetQueryVerifier.cpp).
func TestChallenge(t *testing.T) {
	for name, tt := range map[string]struct {
		code int
		text string
		want flow.Challenge
	}{
		"reCAPTCHA": {403, "RECAPTCHA_CHECK_signup__6Lc-site_key", flow.Challenge{
			Kind: errors.RecaptchaCheck, Action: "signup", SiteKey: "6Lc-site_key",
		}},
		"an action of two words": {403, "RECAPTCHA_CHECK_sign_in__KEY__2", flow.Challenge{
			Kind: errors.RecaptchaCheck, Action: "sign_in", SiteKey: "KEY__2",
		}},
		"Play Integrity": {403, "INTEGRITY_CHECK_CLASSIC_760348033671_81b2ff", flow.Challenge{
			Kind: errors.IntegrityCheckClassic, Project: 760348033671, Nonce: "gbL_",
		}},
		"Apple's push": {403, "APNS_VERIFY_CHECK_f00d", flow.Challenge{Kind: errors.APNSVerifyCheck, Nonce: "f00d"}},
	} {
		t.Run(name, func(t *testing.T) {
			tt.want.Method = "auth.signIn"
			s := challenged(t, tt.code, tt.text)
			got, ok := s.Challenge()
			require.True(t, ok)
			require.Equal(t, tt.want, got)
			again, ok := reloaded(t, s).Challenge()
			require.True(t, ok, "a record keeps it")
			require.Equal(t, tt.want, again)
		})
	}
}

// TestNoChallenge: what cannot be answered is none, whatever it is called.
func TestNoChallenge(t *testing.T) {
	_, ok := flow.State{}.Challenge()
	require.False(t, ok)
	for name, text := range map[string]string{
		"another refusal":          "PHONE_CODE_INVALID",
		"no site key":              "RECAPTCHA_CHECK_signup__",
		"no action":                "RECAPTCHA_CHECK___KEY",
		"nothing":                  "RECAPTCHA_CHECK",
		"a project of letters":     "INTEGRITY_CHECK_CLASSIC_ada_81b2",
		"a project that is large":  "INTEGRITY_CHECK_CLASSIC_99999999999999999999_81b2",
		"a nonce of other letters": "INTEGRITY_CHECK_CLASSIC_1_xyz",
		"half a byte of a nonce":   "INTEGRITY_CHECK_CLASSIC_1_81b",
		"no nonce":                 "APNS_VERIFY_CHECK_",
		"one that was escaped":     "RECAPTCHA_CHECK_sign\x01up__KEY",
		"one that was cut":         "RECAPTCHA_CHECK_signup__" + strings.Repeat("K", 1<<12),
	} {
		t.Run(name, func(t *testing.T) {
			s := challenged(t, 403, text)
			_, ok := s.Challenge()
			require.False(t, ok)
			after, _, err := flow.Step(s, flow.Solved(sampleProof, flow.Code("33333")), storyTime)
			requireReason(t, err, errors.NotAllowed)
			require.True(t, sameState(&s, &after))
		})
	}
}

// TestSolved: the call that an input leads to carries the proof, and so does what is
// repeated of it; nothing else does, and no state keeps it.
func TestSolved(t *testing.T) {
	s := challenged(t, 403, "RECAPTCHA_CHECK_signup__KEY")
	solved := flow.Solved(" "+sampleProof+"\n", flow.Code("22222"))
	require.Equal(t, flow.InputCode, solved.Name())
	next, call, err := flow.Step(s, solved, storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.CallSignIn, call.Name)
	require.Equal(t, "auth.signIn", call.Proof.Method)
	require.Equal(t, errors.RecaptchaCheck, call.Proof.Kind)
	require.True(t, call.Proof.Token.Reveal() == sampleProof)
	require.True(t, call.Code.Reveal() == "22222")
	require.NotContains(t, string(bytesOf(&next)), sampleProof)

	flood := flow.Refused{Err: errors.FromRPC("auth.signIn", 500, "AUTH_RESTART")}
	_, again, err := flow.Step(next, flow.Answered{Call: call, Answer: flood, Key: "key-1"}, storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.CallSignIn, again.Name)
	require.True(t, again.Proof.Token.Equal(call.Proof.Token), "it was not examined")

	_, call, err = flow.Step(s, flow.Code("22222"), storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.Proof{}, call.Proof)
}

// TestSolvedWrongly: without an answer to the challenge, or with an input that is
// refused itself, nothing goes out.
func TestSolvedWrongly(t *testing.T) {
	s := challenged(t, 403, "RECAPTCHA_CHECK_signup__KEY")
	for name, tt := range map[string]struct {
		in     flow.Input
		reason errors.Reason
	}{
		"no token":             {flow.Solved("", flow.Code("22222")), errors.TokenMissing},
		"white space":          {flow.Solved(" \t", flow.Code("22222")), errors.TokenMissing},
		"control bytes":        {flow.Solved("to\x00ken", flow.Code("22222")), errors.TokenInvalid},
		"a megabyte":           {flow.Solved(strings.Repeat("t", 1<<20), flow.Code("22222")), errors.TokenInvalid},
		"nothing to say":       {flow.Solved(sampleProof, flow.Input{}), errors.NotAllowed},
		"a word too early":     {flow.Solved(sampleProof, flow.Password(secret)), errors.NotAllowed},
		"an empty code":        {flow.Solved(sampleProof, flow.Code("")), errors.CodeEmpty},
		"solved twice, wrong":  {flow.Solved("", flow.Solved(sampleProof, flow.Code("22222"))), errors.TokenMissing},
		"a number that is not": {flow.Solved(sampleProof, flow.PhoneNumber("ada")), errors.PhoneNumberInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			after, call, err := flow.Step(s, tt.in, storyTime)
			requireReason(t, err, tt.reason)
			require.Equal(t, flow.NoCall, call.Name)
			require.True(t, sameState(&s, &after), "the challenge stays")
		})
	}
}

// TestSolvedInDoubt: an answer to a challenge that is past is no hindrance to finding
// out who is signed in.
func TestSolvedInDoubt(t *testing.T) {
	challenge := flow.Refused{Err: errors.FromRPC("auth.signIn", 403, "RECAPTCHA_CHECK_signup__KEY")}
	e := newEared().answers(flow.CallSendCode, codeOut).answers(flow.CallSignIn, challenge, errCut, augusta).
		answers(flow.CallWhoAmI, errCut, flow.Nobody{})
	d := &flow.Driver{Transport: e}
	do(t, d, flow.PhoneNumber(phone))
	_, err := d.Do(t.Context(), "login", flow.Code("22222"))
	require.Error(t, err)
	solved := flow.Solved(sampleProof, flow.Code("22222"))
	s, err := d.Do(t.Context(), "login", solved)
	requireReason(t, err, errors.Unanswered)
	require.Equal(t, flow.CallSignIn, s.Doubt)
	s, err = d.Do(t.Context(), "login", solved)
	requireReason(t, err, errors.NotAllowed)
	require.Equal(t, flow.NoCall, s.Doubt)
	require.Equal(t, flow.Ready, do(t, d, flow.Code("22222")).Phase)
}

// TestProofWaits: a wait for a proof is not gone round by another one.
func TestProofWaits(t *testing.T) {
	sent := codes.Sent{Hash: codes.NewSecret("hash-1"), Key: "key-1", Length: 5, Delivery: codes.FirebaseSMS}
	for name, tt := range map[string]struct {
		stands flow.State
		says   func(token string) flow.Input
		method string
	}{
		"to Firebase": {
			flow.State{Phase: flow.WaitCode, Key: "key-1", Sent: sent},
			func(token string) flow.Input { return flow.FirebaseProof(flow.PlayIntegrityProof, token) }, "auth.requestFirebaseSms",
		},
		"of a payment": {
			flow.State{Phase: flow.WaitPayment, Key: "key-1", Sent: sent},
			func(token string) flow.Input { return flow.Purchased(flow.AppStore, token) }, "payments.assignAppStoreTransaction",
		},
		"of a number": {asksPasskey, flow.FirebasePNVToken, "auth.finishPasskeyLogin"},
	} {
		t.Run(name, func(t *testing.T) {
			s, call, err := flow.Step(tt.stands, tt.says("first"), storyTime)
			require.NoError(t, err)
			flood := flow.Refused{Err: errors.FromRPC(tt.method, 420, "FLOOD_WAIT_600")}
			s, _, err = flow.Step(s, flow.Answered{Call: call, Answer: flood, Key: "key-1"}, storyTime)
			require.NoError(t, err)
			_, _, err = flow.Step(s, tt.says("second"), storyTime)
			refusal := requireReason(t, err, errors.TooEarly)
			require.Equal(t, storyTime.Add(10*time.Minute), refusal.RetryAt)
		})
	}
}

// FuzzChallenge: whatever a server calls a challenge, there is one or there is none,
// and one that there is can be answered.
func FuzzChallenge(f *testing.F) {
	f.Add("RECAPTCHA_CHECK_signup__KEY")
	f.Add("integrity_check_classic_1_00")
	f.Add("APNS_VERIFY_CHECK_f00d")
	f.Add("INTEGRITY_CHECK_CLASSIC_-1_")
	f.Fuzz(func(t *testing.T, text string) {
		s := answered(t, flow.Refused{Err: errors.FromRPC("auth.signIn", 403, text)})
		c, ok := s.Challenge()
		if !ok {
			require.Equal(t, flow.Challenge{}, c)
			return
		}
		require.Equal(t, flow.WaitCode, s.Phase)
		require.Equal(t, errors.Challenge, s.Last.Class)
		require.Equal(t, c.Kind, s.Last.Reason)
		require.NotEmpty(t, c.SiteKey+c.Nonce)
		_, call, err := flow.Step(s, flow.Solved(sampleProof, flow.Code("22222")), storyTime)
		require.NoError(t, err)
		require.Equal(t, c, call.Proof.Challenge)
	})
}
