package genauth_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/genauth"
)

// answerer answers every request in the same way.
type answerer struct {
	status int
	body   []byte
}

func (a answerer) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(a.body)), Request: r,
	}, nil
}

// FuzzAnswers gives arbitrary answers to each call of each kind of sign-in: there is
// no panic, an answer or an error but not both, and nobody is signed in without a
// token.
func FuzzAnswers(f *testing.F) {
	for _, body := range []string{
		`{"statusCode":200}`, `{"statusCode":200,"data":{"access_token":"a","expire_in":7200,"userId":"7"}}`,
		`{"access_token":"a","expires_in":1e99}`, `{"statusCode":403,"apiCode":"2333"}`, `{"error":"invalid_grant"}`,
		`{"statusCode":403,"apiCode":1636,"data":{"mfaToken":"m","phone":"1","applicationMfa":[{"mfaPolicy":"SMS","status":1}]}}`,
		`{"statusCode":403,"apiCode":1635,"data":{"mfaToken":"m"}}`, `{"rsa":{"publicKey":"x"},"data":{"sm2":{}}}`, ``, `null`, `<html>`,
	} {
		f.Add(200, []byte(body))
		f.Add(400, []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 100 || status > 999 {
			return // net/http gives no such answer
		}
		for _, tr := range []*genauth.Transport{{}, {Codes: true}, {Cipher: genauth.RSA{}, ClientAuth: genauth.Post}} {
			tr.URL, tr.AppID, tr.Secret = "https://app.invalid", "app", codes.NewSecret("s")
			tr.HTTP = answerer{status, body}
			tr.Now = func() time.Time { return time.Unix(1_900_000_000, 0) }
			session, sent := flow.Session{}, codes.Sent{}
			perform := func(name flow.CallName) flow.Answer {
				call := flow.Call{
					Name: name, To: user(t), Sent: sent, Code: codes.NewSecret("123456"), Password: codes.NewSecret("secret"),
				}
				if tr.Codes {
					call.To = phone(t)
				}
				answer, after, err := tr.Perform(t.Context(), call, session)
				if (answer == nil) == (err == nil) {
					t.Fatalf("%s: %T and %v", name, answer, err)
				}
				session = after
				if a, ok := answer.(flow.CodeSent); ok {
					sent = a.Sent
					sent.To, sent.Key = call.To, session.Fingerprint()
				}
				tokens, err := genauth.Token(session)
				if _, ok := answer.(flow.Authorized); ok && (err != nil || tokens.UserID == "") {
					t.Fatalf("%s: signed in without a token", name)
				}
				return answer
			}
			perform(flow.CallConnect)
			for _, name := range []flow.CallName{
				flow.CallSendCode, flow.CallCheckPassword, flow.CallWhoAmI, flow.CallResendCode, flow.CallSignIn,
				flow.CallWhoAmI, flow.CallLogOut, flow.CallWhoAmI,
			} {
				perform(name)
			}
		}
	})
}
