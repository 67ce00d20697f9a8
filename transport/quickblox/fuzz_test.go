package quickblox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/quickblox"
)

// says is a server that has one answer to everything.
type says struct {
	status int
	header http.Header
	body   string
}

func (s *says) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: s.status, Header: s.header, Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
}

// Whatever comes, each call has an answer or an error, and nobody is signed in
// without a token, an id, and a status that says yes.
func FuzzAnswers(f *testing.F) {
	for _, body := range []string{
		`{"session":{"token":"t","user_id":0}}`, `{"session":{"token":"t","user_id":9223372036854775808}}`,
		`{"user":{"id":7,"login":"ada","full_name":null}}`, `{"user":{"id":-1}}`, `{"user":null}`, `[]`, `null`, ``,
		`{"errors":["Unauthorized"]}`, `{"errors":{"base":["Required session does not exist"]}}`,
		`{"errors":{"a":{"b":["c"]}}}`, `{"errors":[[[["x"]]]]}`, `{"errors":7}`, `{"errors":"Unexpected signature"}`,
		`{"error":{"code":400,"message":"INVALID_CODE"}}`, `{"sessionInfo":"x"}`,
		`{"idToken":"a.e30.","refreshToken":"r","expiresIn":"3600","localId":"7"}`,
	} {
		for _, status := range []int{199, 200, 202, 204, 401, 422, 429, 500} {
			f.Add(status, body, "2018-01-31 12:20:03 UTC", "Sun, 01 Mar 2026 15:00:00 GMT")
		}
	}
	f.Fuzz(func(t *testing.T, status int, body, ends, date string) {
		if status < 100 || status > 999 {
			return
		}
		server := &says{status: status, body: body, header: http.Header{"Qb-Token-Expirationdate": {ends}, "Date": {date}}}
		tr := &quickblox.Transport{
			ApplicationID: "1", AuthKey: "k", AuthSecret: codes.NewSecret("s"), ProjectID: "p",
			Firebase: &firebase.Transport{APIKey: "k", HTTP: server}, HTTP: server, Now: time.Now,
		}
		good := &quickblox.Transport{
			ApplicationID: "1", AuthKey: "k", AuthSecret: codes.NewSecret("s"),
			HTTP: &says{status: 201, body: `{"session":{"token":"t"}}`},
		}
		_, connected, err := good.Perform(t.Context(), flow.Call{Name: flow.CallConnect}, flow.Session{})
		require.NoError(t, err)
		named := flow.Call{Name: flow.CallSendCode, To: must(codes.Name("ada"))}
		numbered := flow.Call{Name: flow.CallSendCode, To: must(codes.ParsePhone(phone))}
		code := flow.Call{Name: flow.CallSignIn, Code: codes.NewSecret("123456"), Sent: codes.Sent{
			To: numbered.To, Hash: codes.NewSecret("hash"), Key: connected.Fingerprint(),
		}}
		for _, calls := range [][]flow.Call{
			{{Name: flow.CallConnect}},
			{named, {Name: flow.CallCheckPassword, Password: codes.NewSecret("secret")}, {Name: flow.CallWhoAmI}, {Name: flow.CallLogOut}},
			{{Name: flow.CallImportToken, TokenKind: quickblox.Facebook, Token: codes.NewSecret("token")}, {Name: flow.CallWhoAmI}},
			{numbered, code, {Name: flow.CallWhoAmI}, numbered, {Name: flow.CallLogOut}, {Name: flow.CallWhoAmI}},
		} {
			session := connected
			for _, call := range calls {
				answer, after, err := tr.Perform(t.Context(), call, session)
				require.True(t, (answer == nil) != (err == nil), "%s: %T, %v", call.Name, answer, err)
				tokens, errToken := quickblox.Token(after)
				if _, in := answer.(flow.Authorized); in {
					require.NoError(t, errToken)
					require.Equal(t, 2, status/100)
					require.False(t, tokens.Token.IsZero())
					require.NotEmpty(t, tokens.UserID)
					require.WithinRange(t, tokens.Expires, time.Now().Add(-time.Minute), time.Now().Add(101*365*24*time.Hour))
				}
				session = after
			}
		}
	})
}
