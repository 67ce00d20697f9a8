package quickblox_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// What is said of a password, in each shape that it has been seen in, and what that
// means.
func TestRefusals(t *testing.T) {
	const nothing = "-"
	for _, tt := range []struct {
		what   string
		status int
		body   string

		reason errors.Reason
		class  errors.Class
		phase  flow.Phase
		text   string
	}{
		{"wrong, in a list", 401, `{"errors":["Unauthorized"]}`,
			errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword, "Unauthorized"},
		{"wrong, by field", 401, `{"errors":{"base":["Unauthorized"]}}`,
			errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword, "Unauthorized"},
		{"wrong, a text by field", 401, `{"errors":{"base":"Unauthorized"}}`,
			errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword, "Unauthorized"},
		{"wrong, a text", 401, `{"errors":"Unauthorized"}`,
			errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword, "Unauthorized"},
		{"malformed", 400, `{"errors":["Bad request"]}`,
			"BAD_REQUEST", errors.Unknown, flow.WaitPassword, "Bad request"},
		{"forbidden", 403, `{"errors":["Access denied"]}`,
			"ACCESS_DENIED", errors.Unknown, flow.WaitPassword, "Access denied"},
		{"another session", 403, `{"errors":["This chat session does not exist"]}`,
			"THIS_CHAT_SESSION_DOES_NOT_EXIST", errors.Unknown, flow.WaitPassword, "This chat session does not exist"},
		{"two things", 422, `{"errors":{"password":["is too short","is bad"],"login":"is bad"}}`,
			"LOGIN_IS_BAD_PASSWORD_IS_TOO_SHORT_PASSWORD_IS_BAD", errors.Unknown, flow.WaitPassword,
			"login is bad; password is too short; password is bad"},
		{"many things", 422, `{"errors":{"login":[` + strings.Repeat(`"no",`, 100) + `"no"]}}`,
			nothing, errors.Unknown, flow.WaitPassword, strings.Repeat("login no; ", 7) + "login no"},
		{"control characters", 422, `{"errors":["\u001b[2Jgone\u202e"]}`,
			nothing, errors.Unknown, flow.WaitPassword, `\x1b[2Jgone\u202e`},
		{"what was typed", 422, `{"errors":["` + ada.Password + ` of ` + ada.Login + ` is wrong"]}`,
			nothing, errors.Unknown, flow.WaitPassword, "... of ... is wrong"},
		{"too many, in words", 429, `{"errors":["Limit exceeded"]}`,
			errors.FloodWait, errors.Wait, flow.WaitPassword, "Limit exceeded"},
		{"too many, without words", 429, ``,
			errors.FloodWait, errors.Wait, flow.WaitPassword, ""},
		{"too many, on a page", 429, `<html>slow down</html>`,
			errors.FloodWait, errors.Wait, flow.WaitPassword, ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			l.server.Answer(logInRoute, answer(tt.status, tt.body))
			state, err := l.do(flow.Password(ada.Password))
			refusal, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok, "%v", err)
			if tt.reason != nothing {
				require.Equal(t, tt.reason, refusal.Reason)
			}
			require.Equal(t, tt.class, refusal.Class)
			require.Equal(t, tt.status, refusal.Code)
			require.Equal(t, tt.text, refusal.Text)
			require.Equal(t, tt.phase, state.Phase)
			l.gets(flow.Password(ada.Password), flow.Ready)
			require.Equal(t, 1, l.server.Examined(), "what was refused was sent once")
		})
	}
}

// Nobody knows what these mean, so the server is asked who is signed in: nobody is,
// and the password is asked for again.
func TestAnswersWithoutSense(t *testing.T) {
	for what, tt := range map[string]webtest.Response{
		"yes, and an error":         answer(200, `{"errors":["Unauthorized"]}`),
		"yes, and no user":          answer(202, `{}`),
		"yes, and nobody":           answer(202, `{"user":{"id":0}}`),
		"yes, and less than nobody": answer(202, `{"user":{"id":-5}}`),
		"yes, and no number":        answer(202, `{"user":{"id":"7"}}`),
		"yes, on a page":            answer(200, `<html>Welcome</html>`),
		"yes, cut short":            answer(202, `{"user":{"id":7`),
		"yes, and nothing":          answer(204, ``),
		"no, on a page":             answer(401, `<html>Log in to the Wi-Fi</html>`),
		"no, by somebody else":      answer(401, `{"message":"Unauthorized"}`),
		"no, and nothing":           answer(403, ``),
		"no, and no words":          answer(422, `{"errors":[]}`),
		"trouble, on a page":        answer(502, `<html>Bad gateway</html>`),
		"10 MB":                     answer(202, `{"user":{"id":7,"login":"`+strings.Repeat("x", 10<<20)+`"}}`),
		"elsewhere":                 {Status: 302, Header: http.Header{"Location": {"https://example.com/"}}},
		"trouble":                   answer(500, `{"errors":["Internal error"]}`),
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			l.server.Answer(logInRoute, tt)
			before := len(l.server.Requests())
			state, err := l.do(flow.Password(ada.Password))
			refusal, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, errors.Transient, refusal.Class)
			require.Equal(t, flow.WaitPassword, state.Phase)
			require.Equal(t, []string{logInRoute, showRoute}, l.asked(before))
			l.gets(flow.Password(ada.Password), flow.Ready)
		})
	}
}

// A wait is kept, if the server says how long; else it is the person's business.
func TestTooOften(t *testing.T) {
	for what, tt := range map[string]struct {
		header string
		wait   time.Duration
	}{"not said": {"", 0}, "a minute": {"60", time.Minute}} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			l.server.Answer(logInRoute, webtest.Response{
				Status: 429, Header: http.Header{"Retry-After": {tt.header}}, Body: `{"errors":["Limit exceeded"]}`,
			})
			refusal := l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.FloodWait)
			require.Equal(t, tt.wait, refusal.Wait)
			if tt.wait > 0 {
				before := len(l.server.Requests())
				l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.TooEarly)
				require.Empty(t, l.asked(before))
				l.pass(tt.wait)
			}
			l.gets(flow.Password(ada.Password), flow.Ready)
		})
	}
}

// Whoever waits for a slow answer may stop.
func TestSlowAnswer(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	ctx, cancel := context.WithCancel(t.Context())
	heard := l.server.Hang(logInRoute)
	go func() { <-heard; cancel() }()
	state, err := l.driver().Do(ctx, "me", flow.Password(ada.Password))
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, flow.WaitPassword, state.Phase)
	l.fails(flow.Poll(), flow.WaitPassword, errors.Unanswered)
	l.gets(flow.Password(ada.Password), flow.Ready)
}

// A login that is Ready is not ended by what others say.
func TestPollBehindSomebodyElse(t *testing.T) {
	for what, tt := range map[string]webtest.Response{
		"a page":               answer(401, `<html>Log in to the Wi-Fi</html>`),
		"somebody else's JSON": answer(401, `{"message":"Unauthorized"}`),
		"trouble":              answer(503, `{"errors":["Service unavailable"]}`),
		"no session":           answer(200, `{}`),
		"no user's number":     answer(200, `{"session":{"token":"x"}}`),
		"a number below zero":  answer(200, `{"session":{"user_id":-1}}`),
		"yes, and an error":    answer(200, `{"errors":["Required session does not exist"]}`),
		"too often":            answer(429, ``),
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			l.gets(flow.Password(ada.Password), flow.Ready)
			l.server.Answer(showRoute, tt)
			state, err := l.do(flow.Poll())
			require.Error(t, err)
			require.Equal(t, flow.Ready, state.Phase)
			state = l.gets(flow.Poll(), flow.Ready)
			require.Equal(t, ada.FullName, state.Account.FirstName)
		})
	}
}

// The application's settings are wrong: only who set them can help.
func TestMisconfigured(t *testing.T) {
	for what, spoil := range map[string]func(l *login){
		"no application":        func(l *login) { l.transport.ApplicationID = "" },
		"no key":                func(l *login) { l.transport.AuthKey = "" },
		"no secret":             func(l *login) { l.transport.AuthSecret = codes.Secret{} },
		"another application":   func(l *login) { l.transport.ApplicationID = "7" },
		"another key":           func(l *login) { l.transport.AuthKey = "7" },
		"another secret":        func(l *login) { l.transport.AuthSecret = codes.NewSecret("7") },
		"another hash":          func(l *login) { l.transport.SHA256 = true },
		"no URL":                func(l *login) { l.transport.URL = "api.quickblox.com" },
		"in the clear":          func(l *login) { l.transport.URL = "http://192.0.2.1" },
		"a password in the URL": func(l *login) { l.transport.URL = "https://ada:secret@192.0.2.1" },
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			spoil(l)
			_, err := l.do(adasName)
			require.ErrorIs(t, err, errors.Misconfigured)
			require.Zero(t, l.server.Examined())
		})
	}
}

// A clock that is wrong makes signatures that are; then the server's counts.
func TestClockSkew(t *testing.T) {
	for what, tt := range map[string]struct {
		wrong time.Duration
		asked int
	}{
		"right":           {0, 1},
		"an hour late":    {-time.Hour, 1},
		"two hours late":  {-2 * time.Hour, 2},
		"two hours early": {2 * time.Hour, 2},
		"a year late":     {-365 * 24 * time.Hour, 2},
	} {
		t.Run(what, func(t *testing.T) {
			// The server's Date header is the real time, so its clock is too.
			right := time.Now().Truncate(time.Second)
			server, err := quickbloxtest.Start(quickbloxtest.Config{
				Accounts: []quickbloxtest.Account{ada}, Now: func() time.Time { return right },
			})
			require.NoError(t, err)
			t.Cleanup(server.Close)
			tr := server.Transport()
			tr.Now = func() time.Time { return right.Add(tt.wrong) }
			d := &flow.Driver{Transport: tr}
			state, err := d.Do(t.Context(), "me", adasName)
			require.NoError(t, err)
			require.Equal(t, flow.WaitPassword, state.Phase)
			require.Len(t, server.Requests(), tt.asked)
			state, err = d.Do(t.Context(), "me", flow.Password(ada.Password))
			require.NoError(t, err)
			require.Equal(t, flow.Ready, state.Phase)
		})
	}
}

// A server whose clock is no help is not asked again and again.
func TestUnexpectedSignature(t *testing.T) {
	for what, tt := range map[string]struct {
		date  string
		asked int
	}{
		"our time":     {"Sun, 01 Mar 2026 12:04:00 GMT", 1},
		"another time": {"Sun, 01 Mar 2026 15:00:00 GMT", 2},
		"no time":      {"yesterday", 1},
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			for range 2 {
				l.server.Answer(openRoute, webtest.Response{
					Status: 422, Header: http.Header{"Date": {tt.date}}, Body: `{"errors":{"base":["Unexpected signature"]}}`,
				})
			}
			refusal := l.fails(adasName, flow.Failed, errors.Misconfigured)
			require.Equal(t, "Unexpected signature", refusal.Text)
			require.Len(t, l.server.Requests(), tt.asked)
		})
	}
}

// What is no token is not used for one.
func TestConnectWithoutSense(t *testing.T) {
	for what, tt := range map[string]webtest.Response{
		"no session":           answer(201, `{}`),
		"no token":             answer(201, `{"session":{"token":""}}`),
		"a line break":         answer(201, `{"session":{"token":"x\r\nX-Admin: 1"}}`),
		"a token without end":  answer(201, `{"session":{"token":"`+strings.Repeat("x", 17<<10)+`"}}`),
		"yes, and an error":    answer(200, `{"errors":["Unexpected signature"]}`),
		"no, by somebody else": answer(403, `<html></html>`),
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			l.server.Answer(openRoute, tt)
			l.fails(adasName, flow.WaitPhoneNumber, errors.Unanswered)
			require.True(t, l.session().Fingerprint() == "")
			l.gets(adasName, flow.WaitPassword)
		})
	}
}
