package kii_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// says is an error as Kii shows one.
func says(status int, name string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]string{
		"errorCode": name, "message": "no " + ada.Password + " of " + ada.LoginName + " \x1b[31m",
	}}
}

// Every name that Kii has for an error which can come of a password: what it means,
// and where it leads. No name is in the message, and no message in the error.
func TestPasswordRefused(t *testing.T) {
	for _, tt := range []struct {
		status int
		name   string
		reason errors.Reason
		class  errors.Class
		phase  flow.Phase
	}{
		{400, "invalid_grant", errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword},
		{401, "AUTHENTICATION_FAILED", errors.CredentialsInvalid, errors.Reenter, flow.WaitPassword},
		{401, "WRONG_PASSWORD", errors.PasswordHashInvalid, errors.Reenter, flow.WaitPassword},
		{404, "USER_NOT_FOUND", errors.AccountNotFound, errors.Reenter, flow.WaitPhoneNumber},
		{401, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, flow.Failed},
		{401, "UNAUTHORIZED", errors.Misconfigured, errors.Configuration, flow.Failed},
		{403, "APP_DISABLED", errors.Misconfigured, errors.Configuration, flow.Failed},
		{404, "APP_NOT_FOUND", errors.Misconfigured, errors.Configuration, flow.Failed},
		{403, "WRONG_TOKEN", "WRONG_TOKEN", errors.Unknown, flow.WaitPassword},
		{403, "WRONG_REFRESH_TOKEN", "WRONG_REFRESH_TOKEN", errors.Unknown, flow.WaitPassword},
		{400, "OAUTH2_ERROR", "OAUTH2_ERROR", errors.Unknown, flow.WaitPassword},
		{400, "INVALID_INPUT_DATA", "INVALID_INPUT_DATA", errors.Unknown, flow.WaitPassword},
		{400, "INVALID_JSON", "INVALID_JSON", errors.Unknown, flow.WaitPassword},
		{400, "INVALID_ACCOUNT_STATUS", "INVALID_ACCOUNT_STATUS", errors.Unknown, flow.WaitPassword},
		{403, "INVALID_VERIFICATION_CODE", errors.PhoneCodeInvalid, errors.Reenter, flow.WaitPhoneNumber},
		{404, "VERIFICATION_CODE_NOT_FOUND", errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber},
		{404, "ADDRESS_VERIFICATION_CODE_NOT_FOUND", errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber},
		{410, "PHONE_NUMBER_VERIFICATION_CODE_EXPIRED", errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber},
		{410, "PIN_CODE_EXPIRED", errors.PhoneCodeExpired, errors.StartOver, flow.WaitPhoneNumber},
		{503, "RESOURCE_TEMPORARILY_UNAVAILABLE", "RESOURCE_TEMPORARILY_UNAVAILABLE", errors.Transient, flow.WaitPassword},
		{503, "TEMPORARY_UNAVAILABLE_ERROR", "TEMPORARY_UNAVAILABLE_ERROR", errors.Transient, flow.WaitPassword},
		{500, "UNDEFINED_ERROR", "UNDEFINED_ERROR", errors.Transient, flow.WaitPassword},
		{418, "SOMETHING_NEW", "SOMETHING_NEW", errors.Unknown, flow.WaitPassword},
		{429, "TOO_MANY", errors.FloodWait, errors.Wait, flow.WaitPassword},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.goes(named(t, "ada"), flow.WaitPassword)
			p.server.Answer(kiitest.TokenRoute, says(tt.status, tt.name))
			refusal := p.refused(flow.Password(ada.Password), tt.reason, tt.phase)
			require.Equal(t, tt.class, refusal.Class)
			require.Equal(t, tt.name, refusal.Text)
			require.Equal(t, tt.status, refusal.Code)
			require.Len(t, p.requests(), 1, "nothing is asked twice")
			if tt.phase == flow.WaitPassword {
				p.goes(flow.Password(ada.Password), flow.Ready)
			}
		})
	}
}

// The server itself: who is unknown, disabled or mistyped, and the body that third
// parties recorded.
func TestRefusedByTheServer(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.goes(named(t, "nobody"), flow.WaitPassword)
	unknown := p.refused(flow.Password(ada.Password), errors.CredentialsInvalid, flow.WaitPassword)
	p.goes(named(t, "ada"), flow.WaitPassword)
	wrong := p.refused(flow.Password("correct-Horse"), errors.CredentialsInvalid, flow.WaitPassword)
	require.Equal(t, unknown, wrong, "one cannot be told from the other")
	p.server.Answer(kiitest.TokenRoute, webtest.Response{Status: 400, Body: `{"error":"invalid_grant"}`})
	p.refused(flow.Password("correct-Horse"), errors.CredentialsInvalid, flow.WaitPassword) // OAuth's name alone
	p.goes(named(t, "zoe"), flow.WaitPassword)
	p.refused(flow.Password(zoe.Password), errors.UserDeactivated, flow.Failed)
	for name, change := range map[string]func(p *person){
		"app":        func(p *person) { p.transport.AppID = "another" },
		"key":        func(p *person) { p.transport.AppKey = "" },
		"legacy app": func(p *person) { p.transport.AppID, p.transport.Legacy = "another", true },
		"legacy key": func(p *person) { p.transport.AppKey, p.transport.Legacy = "", true },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			change(p)
			p.goes(named(t, "ada"), flow.WaitPassword)
			p.refused(flow.Password(ada.Password), errors.Misconfigured, flow.Failed)
			require.Zero(t, p.server.Examined())
		})
	}
}

// A server without a key of its own takes any: "" is sent as something.
func TestAnyKey(t *testing.T) {
	for _, legacy := range []bool{false, true} {
		p := newPerson(t, kiitest.Config{AppKey: "x"})
		p.transport.AppKey, p.transport.Legacy = "", legacy
		p.signsIn(ada)
	}
}

func TestFlood(t *testing.T) {
	for name, tt := range map[string]struct {
		answer webtest.Response
		wait   time.Duration
	}{
		"hint":        {webtest.Response{Status: 429, Header: http.Header{"Retry-After": {"30"}}, Body: map[string]string{"errorCode": "X"}}, 30 * time.Second},
		"hint in way": {webtest.Response{Status: 429, Header: http.Header{"Retry-After": {"30"}}, Body: "<html>slow down"}, 30 * time.Second},
		"no hint":     {webtest.Response{Status: 429, Body: "<html>slow down"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.goes(named(t, "ada"), flow.WaitPassword)
			p.server.Answer(kiitest.TokenRoute, tt.answer)
			require.Equal(t, tt.wait, p.refused(flow.Password(ada.Password), errors.FloodWait, flow.WaitPassword).Wait)
			if tt.wait > 0 {
				p.refused(flow.Password(ada.Password), errors.TooEarly, flow.WaitPassword)
				require.Len(t, p.requests(), 1)
				p.later(tt.wait)
			}
			p.goes(flow.Password(ada.Password), flow.Ready)
		})
	}
}

// What says neither yes nor no leaves a doubt: the person gives the password again.
func TestSenseless(t *testing.T) {
	good := `{"id":"1","access_token":"T","expires_in":60,"refresh_token":"R","scope":""}`
	answer := func(status int, body string) webtest.Response { return webtest.Response{Status: status, Body: body} }
	for name, a := range map[string]webtest.Response{
		"a page":                    answer(200, "<html>Welcome</html>"),
		"nothing":                   answer(200, ""),
		"no content":                answer(204, ""),
		"half":                      answer(200, good[:len(good)/2]),
		"a yes that is an error":    answer(200, `{"errorCode":"invalid_grant"}`),
		"no token":                  answer(200, strings.Replace(good, `"T"`, `""`, 1)),
		"no id":                     answer(200, strings.Replace(good, `"1"`, `""`, 1)),
		"an id that is a number":    answer(200, strings.Replace(good, `"1"`, `1`, 1)),
		"a token with a line break": answer(200, strings.Replace(good, `"T"`, `"T\r\nX: y"`, 1)),
		"a long token":              answer(200, strings.Replace(good, `"T"`, `"`+strings.Repeat("T", 1<<15)+`"`, 1)),
		"a refresh token of spaces": answer(200, strings.Replace(good, `"R"`, `"   "`, 1)),
		"a life in words":           answer(200, strings.Replace(good, `60`, `"long"`, 1)),
		"10 MB":                     answer(200, strings.Repeat(" ", 10<<20)+good),
		"a page in the way":         answer(401, "<html>Sign in to the hotel</html>"),
		"a page of a gateway":       answer(502, "<html>Bad Gateway</html>"),
		"a no without a name":       answer(400, `{"message":"no"}`),
		"a no that is a list":       answer(400, `[]`),
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.goes(named(t, "ada"), flow.WaitPassword)
			p.server.Answer(kiitest.TokenRoute, a)
			p.refused(flow.Password(ada.Password), errors.Unanswered, flow.WaitPassword)
			require.Len(t, p.requests(), 1)
			p.goes(flow.Password(ada.Password), flow.Ready)
		})
	}
}

// What a yes may look like.
func TestYes(t *testing.T) {
	const longest = 100 * 365 * 24 * time.Hour
	for name, tt := range map[string]struct {
		status  int
		body    string
		expires time.Duration // 0: the zero time
	}{
		"as documented":    {200, `{"id":"1","access_token":"T","expires_in":3600,"token_type":"bearer"}`, time.Hour},
		"no token type":    {200, `{"id":"1","access_token":"T","expires_in":2147483647}`, kiitest.TokenLife},
		"accepted":         {202, `{"id":"1","access_token":"T","expires_in":3600}`, time.Hour},
		"no end":           {200, `{"id":"1","access_token":"T","refresh_token":"R"}`, 0},
		"a huge life":      {200, `{"id":"1","access_token":"T","expires_in":9223372036854775}`, longest},
		"the longest life": {200, `{"id":"1","access_token":"T","expires_in":9223372036854775807}`, longest},
		"a life of less":   {200, `{"id":"1","access_token":"T","expires_in":-3600}`, 1},
		"what is not read": {200, `{"id":"1","access_token":"T","expires_in":3600,"new":{"x":[1]}}`, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.goes(named(t, "ada"), flow.WaitPassword)
			p.server.Answer(kiitest.TokenRoute, webtest.Response{Status: tt.status, Body: tt.body})
			p.goes(flow.Password(ada.Password), flow.Ready)
			switch tokens := p.tokens(); tt.expires {
			case 0:
				require.Zero(t, tokens.Expires)
				_, _ = p.say(flow.Poll())
				require.Equal(t, []string{kiitest.TokenRoute, kiitest.MeRoute}, p.requests()[:2], "what has no end is asked about first")
			case 1:
				require.Equal(t, p.now(), tokens.Expires)
			default:
				require.Equal(t, p.now().Add(tt.expires), tokens.Expires)
			}
		})
	}
}

// A login that is Ready, asked about: only what Kii itself says ends it.
func TestPollRefused(t *testing.T) {
	me := func(id string) webtest.Response {
		return webtest.Response{Status: 200, Body: map[string]string{"userID": id}}
	}
	for name, tt := range map[string]struct {
		route  string // MeRoute if ""
		answer webtest.Response
		reason errors.Reason
		phase  flow.Phase
	}{
		"unauthorized":         {"", says(401, "UNAUTHORIZED"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"wrong token":          {"", says(403, "WRONG_TOKEN"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"not authenticated":    {"", says(401, "AUTHENTICATION_FAILED"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"gone":                 {"", says(404, "USER_NOT_FOUND"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"disabled":             {"", says(401, "USER_DISABLED"), errors.UserDeactivated, flow.LoggedOut},
		"app gone":             {"", says(404, "APP_NOT_FOUND"), errors.Misconfigured, flow.Ready},
		"flood":                {"", says(429, "X"), errors.FloodWait, flow.Ready},
		"busy":                 {"", says(503, "TEMPORARY_UNAVAILABLE_ERROR"), "TEMPORARY_UNAVAILABLE_ERROR", flow.Ready},
		"a page in the way":    {"", webtest.Response{Status: 401, Body: "<html>"}, errors.Unanswered, flow.Ready},
		"somebody else":        {"", me("another"), errors.Unanswered, flow.Ready},
		"nobody by name":       {"", me(""), errors.Unanswered, flow.Ready},
		"refresh: dead":        {kiitest.TokenRoute, says(403, "WRONG_REFRESH_TOKEN"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"refresh: grant":       {kiitest.TokenRoute, says(400, "invalid_grant"), errors.AuthKeyUnregistered, flow.LoggedOut},
		"refresh: app":         {kiitest.TokenRoute, says(401, "UNAUTHORIZED"), errors.Misconfigured, flow.Ready},
		"refresh: disabled":    {kiitest.TokenRoute, says(401, "USER_DISABLED"), errors.UserDeactivated, flow.LoggedOut},
		"refresh: flood":       {kiitest.TokenRoute, says(429, "X"), errors.FloodWait, flow.Ready},
		"refresh: busy":        {kiitest.TokenRoute, says(503, "TEMPORARY_UNAVAILABLE_ERROR"), "TEMPORARY_UNAVAILABLE_ERROR", flow.Ready},
		"refresh: a page":      {kiitest.TokenRoute, webtest.Response{Status: 403, Body: "<html>"}, errors.Unanswered, flow.Ready},
		"refresh: another's":   {kiitest.TokenRoute, webtest.Response{Status: 200, Body: `{"id":"x","access_token":"T"}`}, errors.Unanswered, flow.Ready},
		"refresh: not a token": {kiitest.TokenRoute, webtest.Response{Status: 200, Body: `{}`}, errors.Unanswered, flow.Ready},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{Refresh: tt.route != ""})
			p.transport.Life = time.Hour
			p.signsIn(ada)
			tokens := p.tokens()
			if tt.route == "" {
				tt.route = kiitest.MeRoute
			} else {
				p.later(2 * time.Hour)
			}
			p.server.Answer(tt.route, tt.answer)
			p.refused(flow.Poll(), tt.reason, tt.phase)
			require.Len(t, p.requests(), 2)
			if tt.phase == flow.LoggedOut && tt.reason == errors.AuthKeyUnregistered {
				require.Empty(t, p.kept())
				return
			}
			require.True(t, tokens.Access.Equal(p.tokens().Access) && tokens.Refresh.Equal(p.tokens().Refresh))
			if tt.phase == flow.Ready {
				p.goes(flow.Poll(), flow.Ready)
			}
		})
	}
}

// What the server calls dead may only be over by its clock: a refresh token has the
// last word, and is spent for nothing else that the server says.
func TestDeadAndRefreshed(t *testing.T) {
	for name, tt := range map[string]struct {
		me, refresh webtest.Response // refresh: the server's own if there is none
		reason      errors.Reason    // "": none
		phase       flow.Phase
		asked       int
	}{
		"unauthorized":       {says(401, "UNAUTHORIZED"), webtest.Response{}, "", flow.Ready, 2},
		"wrong token":        {says(403, "WRONG_TOKEN"), webtest.Response{}, "", flow.Ready, 2},
		"both dead":          {says(403, "WRONG_TOKEN"), says(403, "WRONG_REFRESH_TOKEN"), errors.AuthKeyUnregistered, flow.LoggedOut, 2},
		"dead, and disabled": {says(403, "WRONG_TOKEN"), says(401, "USER_DISABLED"), errors.UserDeactivated, flow.LoggedOut, 2},
		"dead, and flood":    {says(403, "WRONG_TOKEN"), says(429, "X"), errors.FloodWait, flow.Ready, 2},
		"dead, and page":     {says(403, "WRONG_TOKEN"), webtest.Response{Status: 403, Body: "<html>"}, errors.Unanswered, flow.Ready, 2},
		"flood":              {says(429, "X"), webtest.Response{}, errors.FloodWait, flow.Ready, 1},
		"disabled":           {says(401, "USER_DISABLED"), webtest.Response{}, errors.UserDeactivated, flow.LoggedOut, 1},
		"a page in the way":  {webtest.Response{Status: 401, Body: "<html>"}, webtest.Response{}, errors.Unanswered, flow.Ready, 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{Refresh: true})
			p.signsIn(ada)
			before := p.tokens()
			p.server.Answer(kiitest.MeRoute, tt.me)
			if tt.refresh.Status != 0 {
				p.server.Answer(kiitest.TokenRoute, tt.refresh)
			}
			asked := len(p.requests())
			if tt.reason != "" {
				p.refused(flow.Poll(), tt.reason, tt.phase)
			} else {
				p.goes(flow.Poll(), tt.phase)
				require.False(t, before.Access.Equal(p.tokens().Access))
				p.goes(flow.Poll(), flow.Ready)
				asked++
			}
			require.Len(t, p.requests(), asked+tt.asked)
			require.Equal(t, tt.reason == errors.AuthKeyUnregistered, len(p.kept()) == 0)
		})
	}
}

// The second factor: what is about the code, and what about the password before it.
func TestCodeRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		answer webtest.Response
		reason errors.Reason
		phase  flow.Phase
	}{
		"wrong code":     {says(400, "invalid_grant"), errors.PhoneCodeInvalid, flow.WaitCode},
		"by name":        {says(403, "INVALID_VERIFICATION_CODE"), errors.PhoneCodeInvalid, flow.WaitCode},
		"pending over":   {says(403, "WRONG_TOKEN"), errors.PhoneCodeExpired, flow.WaitPhoneNumber},
		"pending gone":   {says(401, "UNAUTHORIZED"), errors.PhoneCodeExpired, flow.WaitPhoneNumber},
		"PIN expired":    {says(410, "PIN_CODE_EXPIRED"), errors.PhoneCodeExpired, flow.WaitPhoneNumber},
		"disabled":       {says(401, "USER_DISABLED"), errors.UserDeactivated, flow.Failed},
		"flood":          {says(429, "X"), errors.FloodWait, flow.WaitCode},
		"not understood": {says(400, "OAUTH2_ERROR"), "OAUTH2_ERROR", flow.WaitCode},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := wantsCode(t)
			p.server.Answer(kiitest.TokenRoute, tt.answer)
			p.refused(flow.Code(p.server.Authenticator(eve.LoginName)), tt.reason, tt.phase)
			require.Equal(t, tt.phase == flow.WaitCode || tt.phase == flow.Failed, p.kept()["pending"] != "")
		})
	}

	// Somebody else's token is none.
	p, _ := wantsCode(t)
	p.server.Answer(kiitest.TokenRoute, webtest.Response{Status: 200, Body: `{"id":"another","access_token":"T"}`})
	state, _ := p.say(flow.Code(p.server.Authenticator(eve.LoginName)))
	require.Equal(t, flow.WaitCode, state.Phase)
}

// Control characters do not reach a terminal.
func TestControlCharacters(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.goes(named(t, "ada"), flow.WaitPassword)
	p.server.Answer(kiitest.TokenRoute, webtest.Response{Status: 400, Body: `{"errorCode":"A\u001b[31m\nB"}`})
	state, err := p.say(flow.Password(ada.Password))
	require.Error(t, err)
	for _, text := range []string{err.Error(), state.Last.Text, state.String()} {
		require.False(t, strings.ContainsAny(text, "\x1b\n"))
	}
}
