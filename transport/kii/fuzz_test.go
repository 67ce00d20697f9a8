package kii_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii"
)

// always is a server that says one thing.
type always struct {
	status int
	body   string
}

func (a always) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

// Whatever a server says, nothing panics, nobody is signed in without a token, and
// the session can be read afterwards.
func FuzzAnswers(f *testing.F) {
	const granted = `{"id":"1","access_token":"T","refresh_token":"R","expires_in":1,"scope":"mfa"}`
	for _, body := range []string{
		granted, `{"userID":"1","loginName":"ada","phoneNumberVerified":true}`, `{"errorCode":"invalid_grant"}`,
		`{"errorCode":"WRONG_TOKEN","message":"x"}`, `{"error":"x"}`, `{`, `[]`, `null`, "",
		`{"id":"1","access_token":"T","expires_in":9223372036854775807}`, `{"access_token":{}}`, "<html>",
	} {
		for _, status := range []int{200, 202, 204, 302, 400, 401, 403, 429, 500} {
			f.Add(status, body)
		}
	}
	at := func(a always) *kii.Transport {
		return &kii.Transport{
			URL: "http://127.0.0.1/api", AppID: "app", SecondFactor: "mfa", HTTP: a,
			Now: func() time.Time { return time.Unix(1e9, 0) },
		}
	}
	perform := func(t require.TestingT, k *kii.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session) {
		answer, after, err := k.Perform(context.Background(), call, s)
		require.NotEqual(t, answer == nil, err == nil)
		require.True(t, s.Fingerprint() == "" || after.Fingerprint() == s.Fingerprint())
		_, signedIn := answer.(flow.Authorized)
		tokens, err := kii.Token(after)
		require.True(t, !signedIn || err == nil && !tokens.Access.IsZero() && tokens.UserID != "")
		if refused, ok := answer.(flow.Refused); ok {
			require.NotEmpty(t, refused.Err.Reason)
		}
		return answer, after
	}
	who, err := codes.Name("ada")
	require.NoError(f, err)
	good := at(always{200, granted})
	single := at(always{200, granted})
	single.SecondFactor = ""
	_, connected := perform(f, good, flow.Call{Name: flow.CallConnect}, flow.Session{})
	_, asked := perform(f, good, flow.Call{Name: flow.CallSendCode, To: who}, connected)
	password := flow.Call{Name: flow.CallCheckPassword, Password: codes.NewSecret("Correct-Horse")}
	answer, half := perform(f, good, password, asked)
	sent := answer.(flow.CodeSent).Sent
	sent.Key = half.Fingerprint()
	code := flow.Call{Name: flow.CallSignIn, Code: codes.NewSecret("123456"), Sent: sent}
	_, over := perform(f, single, password, asked) // has a second to live, and a refresh token
	single.HTTP = always{200, strings.Replace(granted, `"R"`, `""`, 1)}
	_, ready := perform(f, single, password, asked)

	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 100 || status > 999 {
			return // no HTTP client takes it
		}
		k := at(always{status, body})
		perform(t, k, password, asked)
		perform(t, k, code, half)
		perform(t, k, flow.Call{Name: flow.CallWhoAmI}, over)
		perform(t, k, flow.Call{Name: flow.CallWhoAmI}, ready)
		_ = k.VerifyPhone(t.Context(), ready, code.Code)
		_ = k.ResendVerification(t.Context(), ready)
	})
}

// A session is a stranger's bytes.
func FuzzToken(f *testing.F) {
	f.Add("", "")
	f.Add("F", `{"system":"kii","fingerprint":"F","data":{"access":"T","expires":"2026-03-01T12:00:00Z"}}`)
	f.Add("F", `{"system":"kii","fingerprint":"F","data":{"access":1}}`)
	f.Fuzz(func(t *testing.T, fingerprint, bytes string) {
		tokens, err := kii.Token(flow.NewSession(fingerprint, []byte(bytes)))
		require.NotEqual(t, err == nil, tokens.Access.IsZero())
	})
}
