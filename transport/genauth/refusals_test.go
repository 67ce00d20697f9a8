package genauth_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

const (
	signIn     = "POST /api/v3/signin"
	getProfile = "GET /api/v3/get-profile"
	oidcToken  = "POST /oidc/token"
	revocation = "POST /oidc/token/revocation"
)

func says(status int, body string) webtest.Response {
	return webtest.Response{Status: status, Body: body}
}

// Every name that an error has, to a code and to a password.
func TestReasons(t *testing.T) {
	tests := map[string]struct {
		reason   errors.Reason
		class    errors.Class
		password flow.Phase
		code     flow.Phase
	}{
		"apiCode 1600":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1639":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1640":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1641":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1642":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1643":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2058":    {errors.Unsupported, errors.Configuration, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 1699":    {errors.Ended, errors.StartOver, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2000":    {errors.CaptchaNeeded, errors.Challenge, flow.WaitPassword, flow.WaitCode},
		"apiCode 2001":    {errors.PhoneCodeInvalid, errors.Reenter, flow.WaitPhoneNumber, flow.WaitCode},
		"apiCode 2300":    {errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2021":    {errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2004":    {errors.AccountNotFound, errors.Reenter, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2031":    {errors.AccountNotFound, errors.Reenter, flow.WaitPhoneNumber, flow.WaitPhoneNumber},
		"apiCode 2005":    {errors.AccountLocked, errors.Terminal, flow.Failed, flow.Failed},
		"apiCode 2057":    {errors.AccountLocked, errors.Terminal, flow.Failed, flow.Failed},
		"apiCode 2006":    {errors.PasswordHashInvalid, errors.Reenter, flow.WaitPassword, flow.WaitPhoneNumber},
		"apiCode 2333":    {errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword, flow.WaitPhoneNumber},
		"apiCode 2011":    {errors.Misconfigured, errors.Configuration, flow.Failed, flow.Failed},
		"apiCode 2224":    {errors.Misconfigured, errors.Configuration, flow.Failed, flow.Failed},
		"apiCode 6001":    {errors.PhoneCodeInvalid, errors.Reenter, flow.WaitPhoneNumber, flow.WaitCode},
		"apiCode 6002":    {errors.PhoneCodeInvalid, errors.Reenter, flow.WaitPhoneNumber, flow.WaitCode},
		"apiCode 6003":    {errors.PhoneCodeEmpty, errors.Reenter, flow.WaitPhoneNumber, flow.WaitCode},
		"apiCode 6004":    {errors.PhoneCodeEmpty, errors.Reenter, flow.WaitPhoneNumber, flow.WaitCode},
		"apiCode 1002":    {errors.FloodWait, errors.Wait, flow.WaitPassword, flow.WaitCode},
		"apiCode 2100":    {errors.FloodWait, errors.Wait, flow.WaitPassword, flow.WaitCode},
		"apiCode 2120008": {errors.UserDeactivated, errors.Terminal, flow.Failed, flow.Failed},
		"apiCode 2130010": {errors.UserDeactivated, errors.Terminal, flow.Failed, flow.Failed},
		"apiCode 2020":    {errors.Misconfigured, errors.Configuration, flow.Failed, flow.Failed},
		"apiCode 9999":    {errors.Unnamed, errors.Unknown, flow.WaitPassword, flow.WaitCode},

		"apiCode 9401": {errors.Misconfigured, errors.Configuration, flow.Failed, flow.Failed}, // with 401

		"statusCode 400": {"STATUSCODE", errors.Unknown, flow.WaitPassword, flow.WaitCode},
		"statusCode 401": {errors.Misconfigured, errors.Configuration, flow.Failed, flow.Failed},
		"statusCode 403": {"STATUSCODE", errors.Unknown, flow.WaitPassword, flow.WaitCode},
		"statusCode 422": {"STATUSCODE", errors.Unknown, flow.WaitPassword, flow.WaitCode},
		"statusCode 429": {errors.FloodWait, errors.Wait, flow.WaitPassword, flow.WaitCode},
		"statusCode 499": {"STATUSCODE", errors.Unknown, flow.WaitPassword, flow.WaitCode},
		"statusCode 500": {"STATUSCODE", errors.Transient, flow.WaitPassword, flow.WaitCode},
		"statusCode 503": {"STATUSCODE", errors.Transient, flow.WaitPassword, flow.WaitCode},
		"statusCode 603": {"STATUSCODE", errors.Transient, flow.WaitPassword, flow.WaitCode},

		// At the OpenID Connect endpoints, below.
		"invalid_grant": {}, "invalid_token": {}, "invalid_client": {}, "unauthorized_client": {},
	}
	for _, name := range genauth.Known() {
		require.Contains(t, tests, name)
	}
	for name, test := range tests {
		which, digits, ok := strings.Cut(name, " ")
		if !ok {
			continue
		}
		body := `{"statusCode":` + digits + `,"message":"m"}`
		if which == "apiCode" {
			status := "403"
			if digits == "9401" {
				status = "401"
			}
			body = `{"statusCode":` + status + `,"apiCode":` + digits + `,"message":"m"}`
			if len(digits)%2 == 1 {
				body = `{"statusCode":403,"apiCode":"` + digits + `","message":"m","uniqueId":"u"}`
			}
		}
		for phase, want := range map[flow.Phase]flow.Phase{flow.WaitPassword: test.password, flow.WaitCode: test.code} {
			t.Run(name+" in "+phase.String(), func(t *testing.T) {
				server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
				tr, store := server.Transport(), new(flow.MemoryStore)
				tr.Codes = phase == flow.WaitCode
				step(t, tr, store, flow.Identifier(phone(t)), phase)
				server.Answer(signIn, says(200, body))
				in := flow.Password(password)
				if tr.Codes {
					in = flow.Code(newest(t, server, number))
				}
				s, err := driver(t, tr, store).Do(t.Context(), "me", in)
				require.ErrorIs(t, err, test.reason)
				require.Equal(t, test.class, errors.ClassOf(err))
				require.Equal(t, want, s.Phase)
				require.Contains(t, s.Last.Text, digits)
				require.Contains(t, err.Error(), digits, "who reads no more than the error is told")
			})
		}
	}
}

// What a server can say to the request for a code.
func TestSendCodeRefused(t *testing.T) {
	soon := says(200, `{"statusCode":429}`)
	for name, test := range map[string]struct {
		answer webtest.Response
		reason errors.Reason
		wait   time.Duration
	}{
		"too soon":            {soon, errors.FloodWait, time.Minute},
		"too soon, by 1002":   {says(200, `{"statusCode":403,"apiCode":1002}`), errors.FloodWait, time.Minute},
		"too soon, by 2100":   {says(200, `{"statusCode":403,"apiCode":"2100"}`), errors.FloodWait, time.Minute},
		"too many requests":   {genauthtest.TooManyRequests(), errors.FloodWait, time.Minute},
		"a hint":              {webtest.Response{Status: 429, Header: http.Header{"Retry-After": {"5"}}, Body: soon.Body}, errors.FloodWait, 5 * time.Second},
		"a hint of nonsense":  {webtest.Response{Status: 429, Header: http.Header{"Retry-After": {"soon"}}, Body: soon.Body}, errors.FloodWait, time.Minute},
		"too many, on a page": {says(429, "<html>slow down</html>"), errors.FloodWait, time.Minute},
		"nobody":              {says(200, `{"statusCode":404,"apiCode":2004}`), errors.AccountNotFound, 0},
		"no such app":         {says(200, `{"statusCode":404,"apiCode":2011}`), errors.Misconfigured, 0},
		"a captcha":           {says(200, `{"statusCode":400,"apiCode":2000}`), errors.CaptchaNeeded, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			tr.Codes = true
			server.Answer("POST /api/v3/send-sms", test.answer)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Identifier(phone(t)))
			require.ErrorIs(t, err, test.reason)
			if test.wait > 0 {
				require.Equal(t, at.now.Add(test.wait), s.Last.RetryAt)
				require.Equal(t, flow.WaitPhoneNumber, s.Phase)
			}
		})
	}
}

// The server's own refusals, end to end.
func TestRefusals(t *testing.T) {
	locked, disabled, nobody := ada, ada, ada
	locked.Locked, disabled.Disabled, nobody.Username = true, true, "somebody else"
	for name, test := range map[string]struct {
		account  genauthtest.Account
		password string
		reason   errors.Reason
		phase    flow.Phase
	}{
		"a wrong password":   {ada, "wrong one", errors.CredentialsInvalid, flow.WaitPassword},
		"an unknown user":    {nobody, password, errors.CredentialsInvalid, flow.WaitPassword},
		"a locked user":      {locked, password, errors.AccountLocked, flow.Failed},
		"a disabled user":    {disabled, password, errors.UserDeactivated, flow.Failed},
		"a strange factor":   {withFactor("FACE").Accounts[0], password, errors.Unsupported, flow.WaitPhoneNumber},
		"control characters": {ada, "\x00\x1b[31m\r\n" + password, errors.CredentialsInvalid, flow.WaitPassword},
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{test.account}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(test.password))
			require.ErrorIs(t, err, test.reason)
			require.Equal(t, test.phase, s.Phase)
			require.Equal(t, 1, server.Examined())
		})
	}
}

func TestCodeRefused(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.Codes = true
	who := flow.Identifier(phone(t))
	step(t, tr, store, who, flow.WaitCode)
	_, err := driver(t, tr, new(flow.MemoryStore)).Do(t.Context(), "me", who)
	require.ErrorIs(t, err, errors.FloodWait, "another login has had one sent")
	_, err = driver(t, tr, store).Do(t.Context(), "me", flow.Code(other(newest(t, server, number))))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid)
	first := newest(t, server, number)

	at.add(2 * time.Minute)
	second := new(flow.MemoryStore)
	step(t, tr, second, who, flow.WaitCode)
	step(t, tr, second, flow.Code(newest(t, server, number)), flow.Ready)
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Code(first))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid, "replayed")
	require.Equal(t, flow.WaitCode, s.Phase)

	third := new(flow.MemoryStore)
	at.add(time.Minute)
	step(t, tr, third, who, flow.WaitCode)
	at.add(6 * time.Minute)
	tr.Now = func() time.Time { return at.now.Add(-6 * time.Minute) } // else the driver says it first
	s, err = driver(t, tr, third).Do(t.Context(), "me", flow.Code(newest(t, server, number)))
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
}

// What is neither yes nor no leaves a doubt, and who is asked then says where the
// login stands.
func TestSenseless(t *testing.T) {
	long := `{"statusCode":200,"data":{"access_token":"` + strings.Repeat("a", 70_000) + `"}}`
	for name, answer := range map[string]webtest.Response{
		"a page":                        says(200, "<html>signed in</html>"),
		"a page with 401":               says(401, "<html>log in to the network</html>"),
		"a page with 502":               says(502, "<html>bad gateway</html>"),
		"nothing":                       says(200, ""),
		"null":                          says(200, "null"),
		"no statusCode":                 says(200, `{"data":{"access_token":"a"}}`),
		"an unknown statusCode":         says(200, `{"statusCode":202,"data":{"access_token":"a"}}`),
		"a statusCode out of all range": says(200, `{"statusCode":99999}`),
		"403 that says 200":             says(403, `{"statusCode":200,"data":{"access_token":"a"}}`),
		"500 that says 200":             says(500, `{"statusCode":200,"data":{"access_token":"a"}}`),
		"an error of another kind":      says(200, `{"error":"invalid_grant"}`),
		"no token":                      says(200, `{"statusCode":200,"data":{"id_token":"a"}}`),
		"no data":                       says(200, `{"statusCode":200}`),
		"a token in two lines":          says(200, `{"statusCode":200,"data":{"access_token":"a\r\nX-Evil: b"}}`),
		"a token that is no text":       says(200, `{"statusCode":200,"data":{"access_token":1}}`),
		"a token of 70 kB":              says(200, long),
		"10 MB":                         says(200, `{"statusCode":200,"message":"`+strings.Repeat("a", 10<<20)+`"}`),
		"half":                          says(200, `{"statusCode":200,"data":{"access_`),
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			server.Answer(signIn, answer)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.ErrorIs(t, err, errors.Unanswered)
			require.Equal(t, flow.WaitPassword, s.Phase)
			step(t, tr, store, flow.Password(password), flow.Ready)
		})
	}
}

// An apiCode says more than the statusCode that comes with it.
func TestCodeBeforeStatus(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	server.Answer(signIn, says(200, `{"statusCode":401,"apiCode":2333}`))
	_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
	require.ErrorIs(t, err, errors.CredentialsInvalid)
}

// 202 is a success of HTTP, and the body says which one.
func TestAccepted(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	server.Answer(signIn, says(202, `{"statusCode":200,"data":{"access_token":"a"}}`))
	server.Answer(getProfile, ok(`{"userId":"7"}`))
	step(t, tr, store, flow.Password(password), flow.Ready)
}

// Nobody but the system ends a login.
func TestReadyAndPages(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := signedIn(t, server)
	for _, route := range []string{getProfile, oidcToken} {
		for _, status := range []int{200, 401, 403, 404, 407, 502, 503} {
			t.Run(route+" "+strconv.Itoa(status), func(t *testing.T) {
				for _, body := range []string{"<html>", "", "{}", `{"error":"x"}`, `[]`} {
					server.Answer(route, says(status, body))
					s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
					// A refusal of the profile says nothing of the login.
					told := route == getProfile && strings.Contains(body, "error") && status >= 400 && status < 500
					require.Equal(t, told, err == nil)
					require.Equal(t, flow.Ready, s.Phase)
				}
			})
		}
		at.add(3 * time.Hour)
	}
	step(t, tr, store, flow.Poll(), flow.Ready)
}

// What the OpenID Connect endpoints refuse.
func TestRefreshRefused(t *testing.T) {
	for name, test := range map[string]struct {
		answer webtest.Response
		reason errors.Reason
		phase  flow.Phase
	}{
		"a dead token":          {says(400, `{"error":"invalid_grant"}`), errors.AuthKeyUnregistered, flow.LoggedOut},
		"a wrong token":         {says(401, `{"error":"invalid_token"}`), errors.AuthKeyUnregistered, flow.LoggedOut},
		"a wrong client":        {says(401, `{"error":"invalid_client"}`), errors.Misconfigured, flow.Ready},
		"no right":              {says(400, `{"error":"unauthorized_client"}`), errors.Misconfigured, flow.Ready},
		"in the API's way":      {says(200, `{"statusCode":401}`), errors.Misconfigured, flow.Ready},
		"something else":        {says(400, `{"error":"invalid_request"}`), "INVALID_REQUEST", flow.Ready},
		"too often":             {genauthtest.TooManyRequests(), errors.FloodWait, flow.Ready},
		"out of order":          {says(503, `{"statusCode":503}`), "STATUSCODE", flow.Ready},
		"no token":              {says(200, `{"statusCode":200}`), errors.Unanswered, flow.Ready},
		"503 with a token":      {says(503, `{"statusCode":503,"access_token":"a"}`), "STATUSCODE", flow.Ready},
		"200 with an error":     {says(200, `{"error":"invalid_grant"}`), errors.Unanswered, flow.Ready},
		"a token with an error": {says(400, `{"error":"invalid_grant","access_token":"a"}`), errors.AuthKeyUnregistered, flow.LoggedOut},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := signedIn(t, server)
			at.add(3 * time.Hour)
			server.Answer(oidcToken, test.answer)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
			require.ErrorIs(t, err, test.reason)
			require.Equal(t, test.phase, s.Phase)
		})
	}
}

func TestLogOutAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		answer webtest.Response
		phase  flow.Phase
	}{
		"RFC 7009":       {says(200, ""), flow.LoggedOut},
		"an empty body":  {says(200, " {}\n"), flow.LoggedOut},
		"a body":         {says(200, `{"success":true}`), flow.LoggedOut},
		"an error":       {says(200, `{"error":"invalid_request"}`), flow.Ready},
		"a refusal":      {says(200, `{"statusCode":403}`), flow.Ready},
		"a list":         {says(200, `[]`), flow.Ready},
		"null":           {says(200, `null`), flow.Ready},
		"not now":        {says(202, `{}`), flow.Ready},
		"documented":     {says(200, `{"statusCode":200,"data":{"success":true}}`), flow.LoggedOut},
		"dead already":   {says(401, `{"error":"invalid_token"}`), flow.LoggedOut},
		"a wrong client": {says(401, `{"error":"invalid_client"}`), flow.Ready},
		"too often":      {genauthtest.TooManyRequests(), flow.Ready},
		"a page":         {says(200, "<html>"), flow.Ready},
		"out of order":   {says(503, `{"statusCode":503}`), flow.Ready},
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := signedIn(t, server)
			server.Answer(revocation, test.answer)
			s, _ := driver(t, tr, store).Do(t.Context(), "me", flow.LogOut())
			require.Equal(t, test.phase, s.Phase)
			_, err := genauth.Token(session(t, tr, store))
			require.Equal(t, test.phase == flow.LoggedOut, errors.Is(err, errors.AuthKeyUnregistered))
		})
	}
}

// A login that has nothing to log out asks nobody, and keeps no name.
func TestLogOutBefore(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	step(t, tr, store, flow.Cancel(), flow.LoggedOut)
	require.Empty(t, routes(server))
	require.NotContains(t, string(session(t, tr, store).Bytes()), "ada")
}

// Calls that mean nothing to the system.
func TestNotAllowed(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr := server.Transport()
	_, s, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallConnect}, flow.Session{})
	require.NoError(t, err)
	for _, name := range []flow.CallName{flow.CallSignUp, flow.CallImportToken, flow.CallCheckPassword} {
		answer, _, err := tr.Perform(t.Context(), flow.Call{Name: name, Token: codes.NewSecret("t"), TokenKind: "k"}, s)
		require.NoError(t, err)
		require.ErrorIs(t, answer.(flow.NotSent).Err, errors.NotAllowed)
	}
	answer, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSendCode}, s)
	require.NoError(t, err)
	require.ErrorIs(t, answer.(flow.Refused).Err, errors.NameInvalid)
	require.Empty(t, routes(server))
}

// A slow answer is given up when the context ends.
func TestSlow(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	ctx, cancel := context.WithCancel(t.Context())
	heard := server.Hang(signIn)
	go func() {
		<-heard
		cancel()
	}()
	_, err := driver(t, tr, store).Do(ctx, "me", flow.Password(password))
	require.Error(t, err)
	step(t, tr, store, flow.Password(password), flow.Ready)
}

// What a server says for people, and what it repeats, harms nobody.
func TestMessages(t *testing.T) {
	_, national, _ := strings.Cut(number, "+1")
	for name, body := range map[string]string{
		"control characters": `{"statusCode":403,"message":"\u001b[31m\u0000\r\n` + password + `"}`,
		"in the apiCode":     `{"statusCode":403,"apiCode":"` + password + `\u001b[31m"}`,
		"as the apiCode":     `{"statusCode":403,"apiCode":"\u0043orrect-Horse, was it not?"}`,
		"in an object":       `{"statusCode":403,"apiCode":{"you said":"\u0043orrect-Horse"}}`,
		"a part of it":       `{"statusCode":403,"apiCode":"Horse"}`,
		"of many digits":     `{"statusCode":403,"apiCode":12345678901}`,
		"the number":         `{"statusCode":403,"apiCode":` + national + `}`,
		"in the error":       `{"error":"` + password + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(phone(t)), flow.WaitPassword)
			server.Answer(signIn, says(403, body))
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.Error(t, err)
			require.NotContains(t, err.Error(), password)
			require.NotContains(t, err.Error(), "\x1b")
			require.Contains(t, []string{"statusCode 403", "apiCode ...", "..."}, s.Last.Text)
			leak.Saw(t, err)
		})
	}
}
