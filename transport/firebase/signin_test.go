package firebase_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// token is what Token says of a login, in whatever phase it is.
func (p *person) token() (firebase.Tokens, error) {
	driver := &flow.Driver{Transport: p.transport, Store: p.store}
	record, err := driver.Load(p.Context(), "me")
	require.NoError(p, err)
	return firebase.Token(record.Session)
}

// routesAsked are the routes that were asked, in order.
func routesAsked(s *firebasetest.Server) []string {
	var all []string
	for _, r := range s.Requests() {
		all = append(all, r.Route)
	}
	return all
}

// clock is one that a test moves.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func email(t testing.TB, address string) flow.Input {
	t.Helper()
	id, err := codes.Email(address)
	require.NoError(t, err)
	return flow.Identifier(id)
}

func TestPhone(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{Now: clock.read})
	p := newPerson(t, s.Transport())

	state := p.do(flow.PhoneNumber(adaPhone))
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Equal(t, codes.SMS, state.Sent.Delivery)
	require.Equal(t, 6, state.Sent.Length)
	_, err := p.token()
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)

	p.refused(flow.Code(wrong(newest(s, adaPhone))), errors.PhoneCodeInvalid, flow.WaitCode)
	state = p.do(flow.Code(newest(s, adaPhone)))
	require.Equal(t, flow.Ready, state.Phase)
	tokens := p.tokens()
	require.Equal(t, state.Account.ID, tokens.UserID)
	require.Equal(t, clock.now.Add(time.Hour), tokens.Expires)

	state = p.do(flow.Poll())
	require.Equal(t, flow.Ready, state.Phase)
	require.Equal(t, "Ada", state.Account.FirstName)
	require.Equal(t, []string{sendCodeRoute, signInRoute, signInRoute, lookupRoute}, routesAsked(s))

	require.Equal(t, flow.LoggedOut, p.do(flow.LogOut()).Phase)
	_, err = p.token()
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)

	again := newPerson(t, s.Transport())
	again.do(flow.PhoneNumber(adaPhone))
	again.do(flow.Code(newest(s, adaPhone)))
	require.Equal(t, tokens.UserID, again.tokens().UserID)
}

func TestResend(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	before := p.do(flow.PhoneNumber(adaPhone)).Sent
	after := p.do(flow.Resend()).Sent
	require.False(t, before.Hash.Equal(after.Hash), "another code has the same hash")
	require.Len(t, s.Codes(adaPhone), 2)
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, adaPhone))).Phase)
}

func TestPassword(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	require.Equal(t, flow.WaitPassword, p.do(email(t, bobEmail)).Phase)
	require.Empty(t, s.Requests(), "an address alone is nobody's business")
	p.refused(flow.Password("not "+bobPassword), errors.PasswordHashInvalid, flow.WaitPassword)
	state := p.do(flow.Password(bobPassword))
	require.Equal(t, flow.Ready, state.Phase)
	require.Equal(t, "Bob", state.Account.FirstName)
	require.Equal(t, state.Account.ID, p.tokens().UserID)

	s.Answer(lookupRoute, webtest.Response{Status: http.StatusOK, Body: map[string]any{
		"users": []any{map[string]any{"localId": state.Account.ID, "displayName": "Robert"}},
	}})
	require.Equal(t, "Robert", p.do(flow.Poll()).Account.FirstName, "a new name")
}

// An address that was given before does not stay when a number is given.
func TestOtherIdentifier(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	p.do(email(t, bobEmail))
	s.LoseAfter(sendCodeRoute)
	state, err := p.try("me", flow.PhoneNumber(adaPhone))
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, flow.WaitPhoneNumber, state.Phase, "the password of the address is not wanted any more")
}

func TestSecondFactor(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{Now: clock.read})
	p := newPerson(t, s.Transport())
	p.do(email(t, graceEmail))
	state := p.do(flow.Password(gracePassword))
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Equal(t, codes.SecondFactor, state.Sent.Purpose)
	require.Equal(t, codes.SMS, state.Sent.Delivery)
	_, err := p.token()
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)

	p.refused(flow.Code(wrong(newest(s, gracePhone))), errors.PhoneCodeInvalid, flow.WaitCode)
	p.do(flow.Resend())
	require.Len(t, s.Codes(gracePhone), 2)
	state = p.do(flow.Code(newest(s, gracePhone)))
	require.Equal(t, flow.Ready, state.Phase)
	// What the answer does not say is in the ID token.
	require.Equal(t, "Grace", state.Account.FirstName)
	require.Equal(t, clock.now.Add(time.Hour), p.tokens().Expires)
	require.Equal(t, 3, s.Examined())
}

// Of several phones the first is asked.
func TestFirstPhone(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	p.do(email(t, graceEmail))
	s.Answer(passwordRoute, webtest.Response{Status: http.StatusOK, Body: `{"mfaPendingCredential":"p","mfaInfo":[` +
		`{"mfaEnrollmentId":"1","totpInfo":{}},{"mfaEnrollmentId":"2","phoneInfo":"+*"},{"mfaEnrollmentId":"3","phoneInfo":"+*"}]}`})
	_, _ = p.try("me", flow.Password(gracePassword))
	require.Equal(t, "2", s.Requests()[1].Fields()["mfaEnrollmentId"])
}

// A password that was accepted is not asked for again if the SMS after it fails,
// in whatever way.
func TestSecondFactorNotSent(t *testing.T) {
	for name, hinder := range map[string]func(*firebasetest.Server, *firebase.Transport){
		"lost after":  func(s *firebasetest.Server, _ *firebase.Transport) { s.LoseAfter(startRoute) },
		"lost before": func(s *firebasetest.Server, _ *firebase.Transport) { s.LoseBefore(startRoute) },
		"too often": func(s *firebasetest.Server, _ *firebase.Transport) {
			s.Answer(startRoute, problem(http.StatusBadRequest, "TOO_MANY_ATTEMPTS_TRY_LATER"))
		},
		"down": func(s *firebasetest.Server, _ *firebase.Transport) {
			s.Answer(startRoute, problem(http.StatusServiceUnavailable, "UNAVAILABLE"))
		},
		"a captcha": func(s *firebasetest.Server, _ *firebase.Transport) {
			s.Answer(startRoute, problem(http.StatusBadRequest, "CAPTCHA_CHECK_FAILED"))
		},
		"a new name": func(s *firebasetest.Server, _ *firebase.Transport) {
			s.Answer(startRoute, problem(http.StatusBadRequest, "SMS_REGION_BLOCKED"))
		},
		"the number is none": func(s *firebasetest.Server, _ *firebase.Transport) {
			s.Answer(startRoute, problem(http.StatusBadRequest, "INVALID_PHONE_NUMBER"))
		},
		"no proof": func(_ *firebasetest.Server, transport *firebase.Transport) {
			transport.Prove = func(context.Context, codes.Identifier) (firebase.Proof, error) {
				transport.Prove = nil // it works the next time
				return nil, errors.New("no proof")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, firebasetest.Config{})
			p := newPerson(t, s.Transport())
			p.do(email(t, graceEmail))
			hinder(s, p.transport)
			state, err := p.try("me", flow.Password(gracePassword))
			require.NoError(t, err)
			require.Equal(t, flow.WaitCode, state.Phase)
			require.Equal(t, codes.NoDelivery, state.Sent.Delivery)
			require.Equal(t, codes.SMS, state.Sent.Next)

			state, err = p.try("me", flow.Code("123456"))
			require.ErrorIs(t, err, errors.PhoneCodeInvalid)
			require.Equal(t, flow.WaitCode, state.Phase)
			require.Equal(t, "no code is known to be out: ask for another", state.Last.Text)
			state = p.do(flow.Resend())
			require.Equal(t, codes.SMS, state.Sent.Delivery)
			require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
			require.Equal(t, 2, s.Examined(), "the password and one code")
		})
	}
}

// Why no code was sent is told to who watches, and to who asks for another.
func TestSecondFactorRefused(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	in := p.standAt(s, startRoute)
	for range 2 {
		s.Answer(startRoute, problem(http.StatusBadRequest, "CAPTCHA_CHECK_FAILED"))
	}
	var seen []error
	driver := &flow.Driver{Transport: p.transport, Store: p.store, Observe: func(o flow.Observation) {
		if a, is := o.Event.(flow.Answered); is {
			if lost, is := a.Answer.(flow.Unanswered); is {
				seen = append(seen, lost.Err)
			}
		}
	}}
	state, err := driver.Do(t.Context(), "me", in)
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Len(t, seen, 1)
	require.ErrorIs(t, seen[0], errors.CaptchaNeeded)
	p.refused(flow.Resend(), errors.CaptchaNeeded, flow.WaitCode)
	p.do(flow.Resend())
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
}

// The time that the service names is kept, not slept through.
func TestSecondFactorWait(t *testing.T) {
	s := start(t, firebasetest.Config{})
	p := newPerson(t, s.Transport())
	p.do(email(t, graceEmail))
	answer := problem(http.StatusTooManyRequests, "QUOTA_EXCEEDED")
	answer.Header = http.Header{"Retry-After": {"30"}}
	s.Answer(startRoute, answer)
	state := p.do(flow.Password(gracePassword))
	require.WithinDuration(t, time.Now().Add(30*time.Second), state.Sent.ResendAt, 20*time.Second)
}

func TestRefresh(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{Now: clock.read})
	p := newPerson(t, s.Transport())
	p.do(email(t, bobEmail))
	before := p.do(flow.Password(bobPassword))
	old := p.tokens()

	clock.now = clock.now.Add(59*time.Minute + time.Second) // less than a minute is left
	s.LoseAfter(tokenRoute)
	state, err := p.try("me", flow.Poll())
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, flow.Ready, state.Phase)

	after := p.do(flow.Poll())
	require.Equal(t, before.Account, after.Account)
	fresh := p.tokens()
	require.Equal(t, clock.now.Add(time.Hour), fresh.Expires)
	require.False(t, fresh.ID.Equal(old.ID), "the ID token is the old one")
	require.NotContains(t, routesAsked(s), lookupRoute)
	p.do(flow.Poll())
	require.Equal(t, lookupRoute, routesAsked(s)[len(s.Requests())-1], "a new token was refreshed")
}

// A token that the service does not take before its time, as when clocks differ, is
// refreshed too.
func TestRefreshEarly(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{Now: clock.read})
	p := newPerson(t, s.Transport())
	p.do(email(t, bobEmail))
	p.do(flow.Password(bobPassword))
	late := *clock
	p.transport.Now = late.read
	clock.now = clock.now.Add(2 * time.Hour)
	require.Equal(t, flow.Ready, p.do(flow.Poll()).Phase)
	require.Equal(t, []string{passwordRoute, lookupRoute, tokenRoute}, routesAsked(s))
}

func TestLoginEnds(t *testing.T) {
	for name, tt := range map[string]struct {
		end    func(*firebasetest.Server) bool
		reason errors.Reason
	}{
		"revoked":  {func(s *firebasetest.Server) bool { return s.Revoke(bobEmail) }, errors.AuthKeyUnregistered},
		"deleted":  {func(s *firebasetest.Server) bool { return s.Delete(bobEmail) }, errors.AuthKeyUnregistered},
		"disabled": {func(s *firebasetest.Server) bool { return s.Disable(bobEmail) }, errors.UserDeactivated},
	} {
		for when, later := range map[string]time.Duration{"": 0, ", and the token is over": time.Hour} {
			t.Run(name+when, func(t *testing.T) {
				clock := newClock()
				s := start(t, firebasetest.Config{Now: clock.read})
				p := newPerson(t, s.Transport())
				p.do(email(t, bobEmail))
				p.do(flow.Password(bobPassword))
				require.True(t, tt.end(s))
				clock.now = clock.now.Add(later)
				p.refused(flow.Poll(), tt.reason, flow.LoggedOut)
				_, err := p.token()
				require.ErrorIs(t, err, errors.AuthKeyUnregistered)
			})
		}
	}
}

func TestProof(t *testing.T) {
	proof := firebase.Proof{"recaptchaToken": codes.NewSecret("solved by a human"), "clientType": codes.NewSecret("CLIENT_TYPE_WEB")}
	leak.Secret(leak.Token, proof["recaptchaToken"].Reveal())
	s := start(t, firebasetest.Config{Proof: proof})
	var asked []string
	transport := s.Transport()
	transport.Prove = func(_ context.Context, to codes.Identifier) (firebase.Proof, error) {
		asked = append(asked, to.Reveal())
		return proof, nil
	}
	p := newPerson(t, transport)
	p.do(flow.PhoneNumber(adaPhone))
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, adaPhone))).Phase)
	p = newPerson(t, transport)
	p.do(email(t, graceEmail))
	p.do(flow.Password(gracePassword))
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
	require.Equal(t, []string{adaPhone, graceEmail}, asked)

	transport.Prove = nil
	newPerson(t, transport).refused(flow.PhoneNumber(adaPhone), errors.CaptchaNeeded, flow.WaitPhoneNumber)
	transport.Prove = func(context.Context, codes.Identifier) (firebase.Proof, error) {
		return nil, errors.New("nobody solves it")
	}
	before := len(s.Requests())
	newPerson(t, transport).refused(flow.PhoneNumber(adaPhone), errors.NotSent, flow.WaitPhoneNumber)
	require.Len(t, s.Requests(), before)
}

func TestTenant(t *testing.T) {
	s := start(t, firebasetest.Config{Tenant: "tenant-1"})
	p := newPerson(t, s.Transport())
	p.do(email(t, graceEmail))
	p.do(flow.Password(gracePassword))
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, gracePhone))).Phase)
	p = newPerson(t, s.Transport())
	p.do(flow.PhoneNumber(adaPhone))
	require.Equal(t, flow.Ready, p.do(flow.Code(newest(s, adaPhone))).Phase)
	p.transport.Tenant = "another"
	newPerson(t, p.transport).refused(flow.PhoneNumber(adaPhone), errors.Misconfigured, flow.Failed)
}

// The key is no credential, and still is in no URL.
func TestKeyIsInTheHeader(t *testing.T) {
	s := start(t, firebasetest.Config{APIKey: "the key of the project"})
	p := newPerson(t, s.Transport())
	p.do(flow.PhoneNumber(adaPhone))
	r := s.Requests()[0]
	require.Equal(t, "the key of the project", r.Header.Get("X-Goog-Api-Key"))
	require.Empty(t, r.Query)
}

func TestTokenOfOthers(t *testing.T) {
	_, err := firebase.Token(flow.Session{})
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	_, err = firebase.Token(flow.NewSession("somebody", []byte(`{"token":"x"}`)))
	require.ErrorIs(t, err, errors.BadRecord)
}

// problem is an error as the service has it.
func problem(status int, message string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]any{"error": map[string]any{"code": status, "message": message}}}
}
