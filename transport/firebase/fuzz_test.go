package firebase_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
)

// answers is a round tripper that answers everything in the same way.
type answers struct {
	status int
	body   []byte
}

func (a answers) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(a.body))}, nil
}

// FuzzAnswers gives any answer to every call at every stage of a sign-in: none
// panics, and nobody is signed in without tokens to show for it.
func FuzzAnswers(f *testing.F) {
	for _, body := range []string{
		`{"sessionInfo":"s"}`,
		`{"idToken":"e30.eyJzdWIiOiIxIiwiaWF0IjoxLCJleHAiOjM2MDF9.","refreshToken":"r"}`,
		`{"idToken":"a.b.c","refreshToken":"r","expiresIn":"3600","localId":"1"}`,
		`{"mfaPendingCredential":"p","mfaInfo":[{"mfaEnrollmentId":"1","phoneInfo":"+1"}]}`,
		`{"mfaPendingCredential":"p","mfaInfo":[{"mfaEnrollmentId":"1","totpInfo":{}}]}`,
		`{"phoneResponseInfo":{"sessionInfo":"s"}}`,
		`{"users":[{"localId":"1"}]}`,
		`{"id_token":"i","refresh_token":"r","expires_in":"3600","user_id":"1"}`,
		`{"temporaryProof":"p"}`, `null`, `[]`, `<html>`,
	} {
		f.Add(200, []byte(body))
	}
	f.Add(400, []byte(`{"error":{"code":400,"message":"INVALID_CODE : x","status":"S","details":[{"reason":"R"}]}}`))
	f.Add(503, []byte(`{"error":{"message":"UNAVAILABLE"}}`))

	phone, err := codes.ParsePhone(adaPhone)
	require.NoError(f, err)
	sessions := stages(f)
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		transport := &firebase.Transport{HTTP: answers{100 + max(status, -status)%500, body}}
		for _, session := range sessions {
			for name := flow.CallConnect; name <= flow.CallLogOut; name++ {
				call := flow.Call{
					Name: name, To: phone, Password: codes.NewSecret(bobPassword), Code: codes.NewSecret("123456"),
					Sent: codes.Sent{To: phone, Hash: codes.NewSecret("hash"), Key: session.Fingerprint()},
				}
				answer, next, err := transport.Perform(t.Context(), call, session)
				require.True(t, (answer == nil) != (err == nil), "%s: both or neither", name)
				require.True(t, name == flow.CallConnect || session.Fingerprint() == next.Fingerprint(), "%s: another session", name)
				tokens, err := firebase.Token(next)
				if _, in := answer.(flow.Authorized); in {
					require.NoError(t, err)
					require.False(t, tokens.ID.IsZero() || tokens.Refresh.IsZero() || tokens.UserID == "", "%s: tokens are missing", name)
				}
				if a, sent := answer.(flow.CodeSent); sent {
					require.False(t, a.Sent.Hash.IsZero(), "%s: a code without a hash", name)
				}
			}
		}
	})
}

// stages are the sessions of a sign-in: connected, an address given, a half login,
// and complete, with a token that is good and one that is over.
func stages(f *testing.F) []flow.Session {
	s := start(f, firebasetest.Config{})
	defer s.Close()
	clock := newClock()
	var all []flow.Session
	for _, over := range []bool{false, true} {
		transport := s.Transport()
		if over {
			transport.Now = clock.read // its tokens were over long ago
		}
		session := flow.Session{}
		address, err := codes.Email(graceEmail)
		require.NoError(f, err)
		var sent codes.Sent
		for _, name := range []flow.CallName{flow.CallConnect, flow.CallSendCode, flow.CallCheckPassword, flow.CallSignIn} {
			call := flow.Call{
				Name: name, To: address, Password: codes.NewSecret(gracePassword), Sent: sent,
				Code: codes.NewSecret(newest(s, gracePhone)),
			}
			var answer flow.Answer
			answer, session, err = transport.Perform(f.Context(), call, session)
			require.NoError(f, err)
			if a, ok := answer.(flow.CodeSent); ok {
				sent = a.Sent
				sent.Key = session.Fingerprint()
			}
			if !over || name == flow.CallSignIn {
				all = append(all, session)
			}
		}
		_, err = firebase.Token(session)
		require.NoError(f, err)
	}
	return all
}
