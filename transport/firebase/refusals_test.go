package firebase_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// standAt brings a login to where a route is asked next, and returns the input that
// asks it.
func (p *person) standAt(s *firebasetest.Server, route string) flow.Input {
	p.Helper()
	switch route {
	case sendCodeRoute:
		return flow.PhoneNumber(adaPhone)
	case signInRoute:
		p.do(flow.PhoneNumber(adaPhone))
		return flow.Code(newest(s, adaPhone))
	case passwordRoute:
		p.do(email(p, bobEmail))
		return flow.Password(bobPassword)
	case startRoute:
		p.do(email(p, graceEmail))
		return flow.Password(gracePassword)
	case finalizeRoute:
		p.do(email(p, graceEmail))
		p.do(flow.Password(gracePassword))
		return flow.Code(newest(s, gracePhone))
	}
	p.do(email(p, bobEmail))
	p.do(flow.Password(bobPassword))
	if route == tokenRoute {
		p.transport.Now = func() time.Time { return time.Now().Add(time.Hour) }
	}
	return flow.Poll()
}

// Each name of an error, from a server that says nothing else: why the person is
// told, and where the sign-in stands.
func TestRefusals(t *testing.T) {
	const (
		number, code, password = flow.WaitPhoneNumber, flow.WaitCode, flow.WaitPassword
		ready, out, failed     = flow.Ready, flow.LoggedOut, flow.Failed
	)
	for _, tt := range []struct {
		route, name string
		reason      errors.Reason
		class       errors.Class
		phase       flow.Phase
	}{
		{sendCodeRoute, "INVALID_PHONE_NUMBER : Invalid format.", errors.PhoneNumberInvalid, errors.Reenter, number},
		{sendCodeRoute, "MISSING_PHONE_NUMBER", errors.PhoneNumberInvalid, errors.Reenter, number},
		{sendCodeRoute, "TOO_MANY_ATTEMPTS_TRY_LATER", errors.FloodWait, errors.Wait, number},
		{sendCodeRoute, "QUOTA_EXCEEDED : Exceeded quota.", errors.FloodWait, errors.Wait, number},
		{sendCodeRoute, "CAPTCHA_CHECK_FAILED", errors.CaptchaNeeded, errors.Challenge, number},
		{sendCodeRoute, "MISSING_APP_CREDENTIAL", errors.CaptchaNeeded, errors.Challenge, number},
		{sendCodeRoute, "INVALID_APP_CREDENTIAL", errors.CaptchaNeeded, errors.Challenge, number},
		{sendCodeRoute, "OPERATION_NOT_ALLOWED : SMS unable to be sent.", errors.Misconfigured, errors.Configuration, failed},
		{sendCodeRoute, "INVALID_TENANT_ID", errors.Misconfigured, errors.Configuration, failed},
		{sendCodeRoute, "PROJECT_DISABLED", errors.Misconfigured, errors.Configuration, failed},
		{sendCodeRoute, "A_NEW_NAME", "A_NEW_NAME", errors.Unknown, number},

		{signInRoute, "INVALID_CODE", errors.PhoneCodeInvalid, errors.Reenter, code},
		{signInRoute, "MISSING_CODE", errors.PhoneCodeEmpty, errors.Reenter, code},
		{signInRoute, "INVALID_SESSION_INFO", errors.PhoneCodeExpired, errors.StartOver, number},
		{signInRoute, "SESSION_EXPIRED", errors.PhoneCodeExpired, errors.StartOver, number},
		{signInRoute, "MISSING_SESSION_INFO", errors.PhoneCodeHashEmpty, errors.Bug, failed},
		{signInRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, failed},
		{signInRoute, "TOO_MANY_ATTEMPTS_TRY_LATER", errors.FloodWait, errors.Wait, code},
		{signInRoute, "UNSUPPORTED_FIRST_FACTOR : MFA.", errors.Unsupported, errors.Configuration, number},
		{signInRoute, "ADMIN_ONLY_OPERATION", errors.Misconfigured, errors.Configuration, failed},

		{passwordRoute, "INVALID_PASSWORD", errors.PasswordHashInvalid, errors.Reenter, password},
		{passwordRoute, "MISSING_PASSWORD", errors.PasswordMissing, errors.Reenter, password},
		{passwordRoute, "INVALID_LOGIN_CREDENTIALS", errors.CredentialsInvalid, errors.Reenter, password},
		{passwordRoute, "EMAIL_NOT_FOUND", errors.AccountNotFound, errors.Reenter, number},
		{passwordRoute, "INVALID_EMAIL", errors.EmailInvalid, errors.Reenter, number},
		{passwordRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, failed},
		{passwordRoute, "TOO_MANY_ATTEMPTS_TRY_LATER : Access has been disabled.", errors.FloodWait, errors.Wait, password},
		{passwordRoute, "PASSWORD_LOGIN_DISABLED", errors.Misconfigured, errors.Configuration, failed},

		{startRoute, "INVALID_MFA_PENDING_CREDENTIAL", errors.PhoneCodeExpired, errors.StartOver, number},
		{startRoute, "MFA_ENROLLMENT_NOT_FOUND", errors.PhoneCodeExpired, errors.StartOver, number},
		{startRoute, "OPERATION_NOT_ALLOWED", errors.Misconfigured, errors.Configuration, failed},
		{startRoute, "UNSUPPORTED_FIRST_FACTOR", errors.Unsupported, errors.Configuration, number},
		{startRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, failed},
		{startRoute, "USER_NOT_FOUND", errors.SessionRevoked, errors.SessionLost, number},
		{finalizeRoute, "INVALID_CODE", errors.PhoneCodeInvalid, errors.Reenter, code},
		{finalizeRoute, "SESSION_EXPIRED", errors.PhoneCodeExpired, errors.Reenter, code},
		{finalizeRoute, "INVALID_SESSION_INFO", errors.PhoneCodeExpired, errors.Reenter, code},
		{finalizeRoute, "INVALID_MFA_PENDING_CREDENTIAL", errors.PhoneCodeExpired, errors.StartOver, number},
		{finalizeRoute, "MISSING_MFA_PENDING_CREDENTIAL : None.", errors.PhoneCodeExpired, errors.StartOver, number},
		{finalizeRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, failed},

		{lookupRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, out},
		{lookupRoute, "TOO_MANY_ATTEMPTS_TRY_LATER", errors.FloodWait, errors.Wait, ready},
		{tokenRoute, "TOKEN_EXPIRED", errors.AuthKeyUnregistered, errors.SessionLost, out},
		{tokenRoute, "INVALID_REFRESH_TOKEN", errors.AuthKeyUnregistered, errors.SessionLost, out},
		{tokenRoute, "USER_NOT_FOUND", errors.AuthKeyUnregistered, errors.SessionLost, out},
		{tokenRoute, "USER_DISABLED", errors.UserDeactivated, errors.Terminal, out},
		{tokenRoute, "A_NEW_NAME", "A_NEW_NAME", errors.Unknown, ready},
	} {
		_, path, _ := strings.Cut(tt.route, " ")
		t.Run(path+" "+tt.name, func(t *testing.T) {
			s := start(t, firebasetest.Config{})
			p := newPerson(t, s.Transport())
			in := p.standAt(s, tt.route)
			s.Answer(tt.route, problem(http.StatusBadRequest, tt.name))
			state, err := p.try("me", in)
			require.ErrorIs(t, err, tt.reason)
			require.Equal(t, tt.phase, state.Phase)
			require.Equal(t, tt.class, state.Last.Class)
			if state.Last.Code != 0 { // the server's own
				name, _, _ := strings.Cut(tt.name, " : ")
				require.Equal(t, name, state.Last.Text, "the server's name is kept")
			}
		})
	}
}

// A second factor's code that came too late costs a code, and not the password.
func TestSecondCodeExpired(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	late := p.standAt(s, finalizeRoute)
	s.Answer(finalizeRoute, problem(http.StatusBadRequest, "SESSION_EXPIRED"))
	state, err := p.try("me", late)
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.Equal(t, flow.WaitCode, state.Phase)
	asked := len(s.Requests())
	_, err = p.try("me", flow.Code("000000"))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid, "none is out")
	require.Len(t, s.Requests(), asked)
	require.Equal(t, flow.WaitCode, p.do(flow.Resend()).Phase)
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
}

// Errors that are not named by Identity Toolkit, but by what stands in front of it.
func TestGoogleErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		body   string
		reason errors.Reason
		text   string
	}{
		"no key": {403, `{"error":{"code":403,"message":"The request is missing a valid API key.",` +
			`"errors":[{"message":"The request is missing a valid API key.","reason":"forbidden","domain":"global"}],` +
			`"status":"PERMISSION_DENIED"}}`, errors.Misconfigured, "PERMISSION_DENIED"},
		"another key": {400, `{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",` +
			`"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",` +
			`"reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}`, errors.Misconfigured, "API_KEY_INVALID"},
		"too many": {429, `{"error":{"code":429,"message":"Quota exceeded for quota metric 'x'.","status":"RESOURCE_EXHAUSTED"}}`,
			errors.FloodWait, "RESOURCE_EXHAUSTED"},
		"too many, in words":      {429, `{"error":{"message":"Slow down, please."}}`, errors.FloodWait, ""},
		"too many, on a page":     {429, `<html>Slow down</html>`, errors.FloodWait, ""},
		"a code that is repeated": {400, `{"error":{"message":"123456"}}`, errors.Unnamed, ""},
		"words only":              {400, `{"error":{"message":"Not that one."}}`, errors.Unnamed, ""},
		"an argument is wrong":    {400, `{"error":{"message":"No.","status":"INVALID_ARGUMENT"}}`, "INVALID_ARGUMENT", "INVALID_ARGUMENT"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, firebasetest.Config{})
			s.Answer(sendCodeRoute, webtest.Response{Status: tt.status, Body: tt.body})
			state, err := newPerson(t, s.Transport()).try("me", flow.PhoneNumber(adaPhone))
			require.ErrorIs(t, err, tt.reason)
			require.Equal(t, tt.text, state.Last.Text)
			require.Equal(t, tt.status, state.Last.Code)
		})
	}
}

func TestRealRefusals(t *testing.T) {
	t.Run("a disabled number", func(t *testing.T) {
		s := start(t, firebasetest.Config{Accounts: []firebasetest.Account{{Phone: adaPhone, Disabled: true}}})
		p := newPerson(t, s.Transport())
		p.do(flow.PhoneNumber(adaPhone))
		p.refused(flow.Code(newest(s, adaPhone)), errors.UserDeactivated, flow.Failed)
	})
	t.Run("a disabled address", func(t *testing.T) {
		s := start(t, firebasetest.Config{Accounts: []firebasetest.Account{{Email: bobEmail, Password: bobPassword, Disabled: true}}})
		p := newPerson(t, s.Transport())
		p.do(email(t, bobEmail))
		p.refused(flow.Password(bobPassword), errors.UserDeactivated, flow.Failed)
	})
	t.Run("nobody has the address", func(t *testing.T) {
		p := newPerson(t, start(t, firebasetest.Config{}).Transport())
		p.do(email(t, "nobody@example.com"))
		p.refused(flow.Password(bobPassword), errors.AccountNotFound, flow.WaitPhoneNumber)
	})
	t.Run("a private project", func(t *testing.T) {
		s := start(t, firebasetest.Config{Private: true})
		for _, who := range []string{bobEmail, "nobody@example.com"} {
			p := newPerson(t, s.Transport())
			p.do(email(t, who))
			p.refused(flow.Password("not "+bobPassword), errors.CredentialsInvalid, flow.WaitPassword)
		}
	})
	t.Run("a number with two factors", func(t *testing.T) {
		s := start(t, firebasetest.Config{Accounts: []firebasetest.Account{{
			Phone: adaPhone, Email: graceEmail, Password: gracePassword, SecondFactor: gracePhone,
		}}})
		p := newPerson(t, s.Transport())
		p.do(flow.PhoneNumber(adaPhone))
		p.refused(flow.Code(newest(s, adaPhone)), errors.Unsupported, flow.WaitPhoneNumber)
		p.do(email(t, graceEmail))
		p.do(flow.Password(gracePassword))
		require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
	})
	t.Run("another key", func(t *testing.T) {
		transport := start(t, firebasetest.Config{}).Transport()
		transport.APIKey = "another"
		newPerson(t, transport).refused(flow.PhoneNumber(adaPhone), errors.Misconfigured, flow.Failed)
	})
	t.Run("a name", func(t *testing.T) {
		s := start(t, firebasetest.Config{})
		id, err := codes.Name("ada")
		require.NoError(t, err)
		newPerson(t, s.Transport()).refused(flow.Identifier(id), errors.EmailInvalid, flow.WaitPhoneNumber)
		require.Empty(t, s.Requests())
	})
	t.Run("a token", func(t *testing.T) {
		s := start(t, firebasetest.Config{})
		newPerson(t, s.Transport()).refused(flow.Token("custom", "some token"), errors.NotAllowed, flow.WaitPhoneNumber)
		require.Empty(t, s.Requests())
	})
}

// copyLogin makes of a login another one that has the same code.
func copyLogin(p *person) {
	record, _, err := p.store.Load(p.Context(), "me")
	require.NoError(p, err)
	require.NoError(p, p.store.Save(p.Context(), "copy", 0, record))
}

// A code that is too old, was tried too often or was used leads back to the number;
// the next code is good.
func TestDeadCodes(t *testing.T) {
	for name, kill := range map[string]func(t *testing.T, p *person, s *firebasetest.Server, clock *clock){
		"expired": func(_ *testing.T, _ *person, _ *firebasetest.Server, clock *clock) {
			clock.now = clock.now.Add(10 * time.Minute)
		},
		"tried too often": func(t *testing.T, p *person, s *firebasetest.Server, _ *clock) {
			copyLogin(p)
			right := newest(s, adaPhone)
			for i, id := range []string{"me", "copy", "me", "copy", "me"} {
				last := '0' + (right[5]-'0'+1+byte(i))%10
				_, err := p.try(id, flow.Code(right[:5]+string(last)))
				require.ErrorIs(t, err, errors.PhoneCodeInvalid)
			}
		},
		"used by another": func(t *testing.T, p *person, s *firebasetest.Server, _ *clock) {
			copyLogin(p)
			_, err := p.try("copy", flow.Code(newest(s, adaPhone)))
			require.NoError(t, err)
		},
		"used, and the answer was lost": func(t *testing.T, p *person, s *firebasetest.Server, _ *clock) {
			s.LoseAfter(signInRoute)
			state, err := p.try("me", flow.Code(newest(s, adaPhone)))
			require.ErrorIs(t, err, errors.Unanswered)
			require.Equal(t, flow.WaitCode, state.Phase)
		},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			s := start(t, firebasetest.Config{Now: clock.read})
			p := newPerson(t, s.Transport())
			p.do(flow.PhoneNumber(adaPhone))
			kill(t, p, s, clock)
			p.refused(flow.Code(newest(s, adaPhone)), errors.PhoneCodeExpired, flow.WaitPhoneNumber)
			p.do(flow.PhoneNumber(adaPhone))
			require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, adaPhone))).Phase)
		})
	}
}

func TestFlood(t *testing.T) {
	for header, wait := range map[string]time.Duration{"": 0, "42": 42 * time.Second, "99999999999": 7 * 24 * time.Hour, "-1": 0, "soon": 0} {
		s := start(t, firebasetest.Config{})
		answer := problem(http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS_TRY_LATER")
		answer.Header = http.Header{"Retry-After": {header}}
		s.Answer(sendCodeRoute, answer)
		p := newPerson(t, s.Transport())
		state, err := p.try("me", flow.PhoneNumber(adaPhone))
		require.ErrorIs(t, err, errors.FloodWait)
		require.Equal(t, wait, state.Last.Wait)
		if wait > 0 {
			p.refused(flow.PhoneNumber(adaPhone), errors.TooEarly, flow.WaitPhoneNumber)
			require.Len(t, s.Requests(), 1, "it was asked again too early")
		}
	}
	clock := newClock()
	s := start(t, firebasetest.Config{Gap: time.Minute, Now: clock.read})
	p := newPerson(t, s.Transport())
	p.do(flow.PhoneNumber(adaPhone))
	p.refused(flow.Resend(), errors.FloodWait, flow.WaitCode)
	clock.now = clock.now.Add(time.Minute)
	require.Equal(t, flow.WaitCode, p.do(flow.Resend()).Phase)
}

// What says neither yes nor no is no answer, whatever its status: nothing is taken
// from it, and it can be tried again.
func TestSenseless(t *testing.T) {
	long := strings.Repeat("x", 20<<10)
	jwt := "e30." + strings.Repeat("A", 8) + ".x" // says nothing of itself
	for name, tt := range map[string]struct {
		route  string
		status int
		body   string
	}{
		"200 with an error":           {signInRoute, 200, `{"error":{"code":400,"message":"INVALID_CODE"}}`},
		"202 with nothing":            {signInRoute, 202, `{}`},
		"an error without a message":  {signInRoute, 400, `{"error":{"code":400}}`},
		"another error":               {signInRoute, 400, `{"error":"INVALID_CODE"}`},
		"no refresh token":            {signInRoute, 200, `{"idToken":"a.b.c","expiresIn":"3600","localId":"1"}`},
		"an ID token that is long":    {signInRoute, 200, `{"idToken":"` + long + `","refreshToken":"r","expiresIn":"3600","localId":"1"}`},
		"a user who is long":          {signInRoute, 200, `{"idToken":"a.b.c","refreshToken":"r","expiresIn":"3600","localId":"` + long + `"}`},
		"nobody":                      {signInRoute, 200, `{"idToken":"` + jwt + `","refreshToken":"r"}`},
		"half a JWT":                  {signInRoute, 200, `{"idToken":"` + jwtOf("1", 2) + `","refreshToken":"r"}`},
		"too much of a JWT":           {signInRoute, 200, `{"idToken":"` + jwtOf("1", 4) + `","refreshToken":"r"}`},
		"a code of another user":      {finalizeRoute, 200, `{"idToken":"` + jwtOf("another", 3) + `","refreshToken":"r"}`},
		"a password of a long user":   {passwordRoute, 200, `{"mfaPendingCredential":"p","localId":"` + long + `","mfaInfo":[{"mfaEnrollmentId":"1","phoneInfo":"+1"}]}`},
		"a time that is none":         {signInRoute, 200, `{"idToken":"a.b.c","refreshToken":"r","expiresIn":"soon","localId":"1"}`},
		"nothing to hold a code by":   {sendCodeRoute, 200, `{"sessionInfo":""}`},
		"a handle that is long":       {sendCodeRoute, 200, `{"sessionInfo":"` + long + `"}`},
		"a second factor, and no way": {passwordRoute, 200, `{"mfaPendingCredential":"","mfaInfo":[]}`},
		"another user":                {lookupRoute, 200, `{"users":[{"localId":"another"}]}`},
		"two users":                   {lookupRoute, 200, `{"users":[{"localId":"ME"},{"localId":"2"}]}`},
		"no user":                     {lookupRoute, 200, `{"kind":"identitytoolkit#GetAccountInfoResponse"}`},
		"tokens of another user":      {tokenRoute, 200, `{"id_token":"a.b.c","refresh_token":"r","expires_in":"3600","user_id":"another"}`},
		"no new token":                {tokenRoute, 200, `{"refresh_token":"r","expires_in":"3600","user_id":"1"}`},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, firebasetest.Config{})
			p := newPerson(t, s.Transport())
			in := p.standAt(s, tt.route)
			before, err := p.token()
			s.Answer(tt.route, webtest.Response{Status: tt.status, Body: strings.ReplaceAll(tt.body, "ME", before.UserID)})
			state, errAsked := p.try("me", in)
			require.ErrorIs(t, errAsked, errors.Unanswered)
			require.NotEqual(t, flow.Failed, state.Phase)
			after, errAfter := p.token()
			require.Equal(t, err, errAfter)
			require.True(t, before.ID.Equal(after.ID), "the tokens are others")
		})
	}
}

// jwtOf is an ID token of a user, in so many parts: 3 are right.
func jwtOf(user string, parts int) string {
	payload := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"` + user + `"}`))
	return strings.Join([]string{"e30", payload, "x", "x"}[:parts], ".")
}

// A further step that there is no phase for is said to be one.
func TestUnsupported(t *testing.T) {
	for name, tt := range map[string]struct{ route, body, wanted string }{
		"two factors, the first by SMS": {signInRoute, `{"mfaPendingCredential":"p"}`, "mfaPendingCredential"},
		"a factor of another kind":      {passwordRoute, `{"mfaPendingCredential":"p","mfaInfo":[{"mfaEnrollmentId":"1","emailInfo":{}}]}`, "mfaInfo"},
		"a factor without a name":       {passwordRoute, `{"mfaPendingCredential":"p","mfaInfo":[{"phoneInfo":"+1"},{"totpInfo":{}}]}`, "mfaInfo"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, firebasetest.Config{})
			p := newPerson(t, s.Transport())
			in := p.standAt(s, tt.route)
			s.Answer(tt.route, webtest.Response{Status: 200, Body: tt.body})
			state, err := p.try("me", in)
			require.ErrorIs(t, err, errors.Unsupported)
			require.Equal(t, flow.WaitPhoneNumber, state.Phase)
			require.Equal(t, tt.wanted, state.Last.Text)
		})
	}
}

// A time that nobody lives to see is no overflow.
func TestExpiry(t *testing.T) {
	clock := newClock()
	const century = 100 * 365 * 24 * time.Hour
	for text, want := range map[string]time.Duration{
		`"3600"`: time.Hour, `3600`: time.Hour, `"0"`: 0, `"-1"`: 0,
		`"9223372036854775807"`: century, `"99999999999999999999"`: century, `"-99999999999999999999"`: 0,
	} {
		s := start(t, firebasetest.Config{Now: clock.read})
		p := newPerson(t, s.Transport())
		in := p.standAt(s, signInRoute)
		s.Answer(signInRoute, webtest.Response{Status: 200, Body: `{"idToken":"a.b.c","refreshToken":"r","localId":"1","expiresIn":` + text + `}`})
		p.do(in)
		tokens, err := p.token()
		require.NoError(t, err)
		require.Equal(t, clock.now.Add(want), tokens.Expires)
	}
}

// What a server says for people to read is shown without harm.
func TestControlCharacters(t *testing.T) {
	s := start(t, firebasetest.Config{})
	text, err := json.Marshal("INVALID_CODE\x1b[2J\r\n\x00")
	require.NoError(t, err)
	s.Answer(sendCodeRoute, webtest.Response{Status: 400, Body: `{"error":{"message":` + string(text) + `,"status":` + string(text) + `}}`})
	_, err = newPerson(t, s.Transport()).try("me", flow.PhoneNumber(adaPhone))
	require.Error(t, err)
	require.NotContains(t, err.Error(), "\x1b")
	require.NotContains(t, err.Error(), "\n")
}

// A server that is slow holds nobody up whose time is over, and a step that was
// perhaps taken is not taken again.
func TestSlowServer(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	in := p.standAt(s, passwordRoute)
	ctx, cancel := context.WithCancel(t.Context())
	heard := s.Hang(passwordRoute)
	done := make(chan error, 1)
	go func() {
		_, err := (&flow.Driver{Transport: p.transport, Store: p.store}).Do(ctx, "me", in)
		done <- err
	}()
	<-heard
	cancel()
	require.Error(t, <-done)
	require.Len(t, s.Requests(), 1)
	p.refused(flow.Poll(), errors.Unanswered, flow.WaitPassword)
	require.Equal(t, flow.Ready, p.do(flow.Password(bobPassword)).Phase)
}

func TestUnreachable(t *testing.T) {
	p := newPerson(t, firebase.Emulator("127.0.0.1:1"))
	p.refused(flow.PhoneNumber(adaPhone), errors.NotSent, flow.WaitPhoneNumber)
	p.transport.URL = "http://identitytoolkit.example"
	p.refused(flow.PhoneNumber(adaPhone), errors.Misconfigured, flow.WaitPhoneNumber)
}
