package kii_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
)

// Every form of a user name signs in, at both endpoints, by new processes that
// share the store only.
func TestSignIn(t *testing.T) {
	mail, err := codes.Email(ada.Email)
	require.NoError(t, err)
	for _, endpoint := range []struct {
		name, route string
		legacy      bool
	}{{"application", kiitest.TokenRoute, false}, {"legacy", kiitest.LegacyTokenRoute, true}} {
		for _, form := range []struct {
			name, sent string
			in         flow.Input
		}{
			{"name", ada.LoginName, named(t, ada.LoginName)},
			{"e-mail", "EMAIL:" + ada.Email, flow.Identifier(mail)},
			{"phone", "PHONE:" + ada.Phone, flow.PhoneNumber(ada.Phone)},
			{"number in national form as a name", "PHONE:JP-" + ada.Phone[3:], named(t, "PHONE:JP-"+ada.Phone[3:])},
		} {
			t.Run(endpoint.name+"/"+form.name, func(t *testing.T) {
				p := newPerson(t, kiitest.Config{})
				p.transport.Legacy = endpoint.legacy
				p.goes(form.in, flow.WaitPassword)
				require.Empty(t, p.requests(), "the identifier is answered without the server")
				account := p.goes(flow.Password(ada.Password), flow.Ready).Account
				require.Equal(t, []string{endpoint.route}, p.requests())
				request := p.server.Requests()[0].Fields()
				require.True(t, request["username"] == form.sent, "another user name was sent")
				require.Equal(t, account.ID, p.tokens().UserID)
				state := p.goes(flow.Poll(), flow.Ready)
				require.Equal(t, flow.Account{ID: account.ID, Username: "ada", FirstName: "Ada L."}, state.Account)
				require.Equal(t, 1, p.server.Examined())
			})
		}
	}
}

// An address or number signs in once it has been verified. Until then Kii says what
// it says of a wrong password.
func TestUnverified(t *testing.T) {
	mail, err := codes.Email(bob.Email)
	require.NoError(t, err)
	p := newPerson(t, kiitest.Config{})
	for _, in := range []flow.Input{flow.Identifier(mail), flow.PhoneNumber(bob.Phone)} {
		p.goes(in, flow.WaitPassword)
		p.refused(flow.Password(bob.Password), errors.CredentialsInvalid, flow.WaitPassword)
	}
	p.signsIn(bob)
}

func TestToken(t *testing.T) {
	p := newPerson(t, kiitest.Config{Refresh: true})
	_, err := kii.Token(flow.Session{})
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	p.goes(named(t, "ada"), flow.WaitPassword)
	_, err = kii.Token(p.session())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	_, err = kii.Token(flow.NewSession("another's", []byte(`{"system":"quickblox","fingerprint":"another's","data":{}}`)))
	require.ErrorIs(t, err, errors.BadRecord)
	p.goes(flow.Password(ada.Password), flow.Ready)
	tokens := p.tokens()
	require.NotEmpty(t, tokens.Access.Reveal())
	require.NotEmpty(t, tokens.Refresh.Reveal())
	require.NotEmpty(t, tokens.UserID)
	require.Equal(t, p.now().Add(kiitest.TokenLife), tokens.Expires)
	p.goes(flow.LogOut(), flow.LoggedOut)
	_, err = kii.Token(p.session())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
}

// Life is sent as expiresAt, by the clock of the transport.
func TestLife(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.transport.Life = 90 * time.Minute
	p.signsIn(ada)
	require.Equal(t, p.now().Add(90*time.Minute), p.tokens().Expires)

	// A clock that is behind by more than that asks for a token that is over.
	behind := newPerson(t, kiitest.Config{})
	behind.transport.Life = 90 * time.Minute
	behind.transport.Now = func() time.Time { return behind.now().Add(-2 * time.Hour) }
	behind.goes(named(t, "ada"), flow.WaitPassword)
	behind.refused(flow.Password(ada.Password), "INVALID_INPUT_DATA", flow.WaitPassword)
}

// A token is refreshed by Poll when it has less than a minute to live, in another
// process, and the old one is dead then.
func TestRefresh(t *testing.T) {
	for _, legacy := range []bool{false, true} {
		t.Run(map[bool]string{false: "application", true: "legacy"}[legacy], func(t *testing.T) {
			p := newPerson(t, kiitest.Config{Refresh: true})
			p.transport.Legacy, p.transport.Life = legacy, time.Hour
			p.signsIn(ada)
			account := p.goes(flow.Poll(), flow.Ready).Account
			first, fingerprint := p.tokens(), p.session().Fingerprint()
			p.later(59 * time.Minute)
			p.goes(flow.Poll(), flow.Ready)
			require.True(t, first.Access.Equal(p.tokens().Access), "refreshed with a minute to live")
			for range 2 {
				old := p.tokens()
				p.later(time.Hour - 59*time.Second)
				state := p.goes(flow.Poll(), flow.Ready)
				require.Equal(t, account, state.Account)
				require.False(t, old.Access.Equal(p.tokens().Access) || old.Refresh.Equal(p.tokens().Refresh))
				require.Equal(t, p.now().Add(time.Hour), p.tokens().Expires)
			}
			require.Equal(t, fingerprint, p.session().Fingerprint())
			p.goes(flow.Poll(), flow.Ready)
		})
	}
}

// A token that is over and cannot be refreshed has ended the login.
func TestOver(t *testing.T) {
	for name, play := range map[string]func(p *person){
		"no refresh token": func(p *person) {
			p.transport.Life = time.Hour
			p.signsIn(ada)
			p.later(time.Hour)
		},
		"revoked": func(p *person) {
			p.signsIn(ada)
			p.server.Revoke(ada.LoginName)
		},
		"refresh token revoked": func(p *person) {
			p.transport.Life = time.Minute
			p.signsIn(ada)
			p.server.Revoke(ada.LoginName)
			p.later(time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{Refresh: name == "refresh token revoked"})
			play(p)
			state, err := p.say(flow.Poll())
			require.ErrorIs(t, err, errors.AuthKeyUnregistered)
			require.Equal(t, flow.LoggedOut, state.Phase)
			require.Empty(t, p.kept())
		})
	}
}

// Whoever loses the answer to a refresh has lost the login, and is told so: a
// refresh token works once.
func TestLostRefresh(t *testing.T) {
	p := newPerson(t, kiitest.Config{Refresh: true})
	p.transport.Life = time.Hour
	p.signsIn(ada)
	p.later(time.Hour)
	p.server.LoseAfter(kiitest.TokenRoute)
	p.refused(flow.Poll(), errors.Unanswered, flow.Ready)
	state, err := p.say(flow.Poll())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	require.Equal(t, flow.LoggedOut, state.Phase)
}

// Whoever loses the answer to a password is asked for it again, and not for the
// name.
func TestLostPassword(t *testing.T) {
	for name, lose := range map[string]func(s *kiitest.Server, route string){
		"before": func(s *kiitest.Server, route string) { s.LoseBefore(route) },
		"after":  func(s *kiitest.Server, route string) { s.LoseAfter(route) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.goes(named(t, "ada"), flow.WaitPassword)
			lose(p.server, kiitest.TokenRoute)
			state, err := p.say(flow.Password(ada.Password))
			require.ErrorIs(t, err, errors.Unanswered)
			require.Equal(t, flow.WaitPassword, state.Phase)
			require.Len(t, p.requests(), 1, "asking again would have been a second try")
			p.goes(flow.Password(ada.Password), flow.Ready)
		})
	}
}

// Kii has no way to revoke a token, so logging out asks nobody.
func TestLogOut(t *testing.T) {
	p := newPerson(t, kiitest.Config{Refresh: true})
	p.signsIn(ada)
	fingerprint, asked := p.session().Fingerprint(), len(p.requests())
	require.Equal(t, flow.Account{}, p.goes(flow.LogOut(), flow.LoggedOut).Account)
	require.Len(t, p.requests(), asked)
	require.Empty(t, p.kept())
	require.NotContains(t, string(p.session().Bytes()), "username")
	require.Equal(t, fingerprint, p.session().Fingerprint())
	answer, after, err := p.transport.Perform(t.Context(), flow.Call{Name: flow.CallWhoAmI}, p.session())
	require.NoError(t, err)
	require.Equal(t, flow.Nobody{}, answer)
	answer, _, err = p.transport.Perform(t.Context(), flow.Call{Name: flow.CallLogOut}, after)
	require.NoError(t, err)
	require.Equal(t, flow.Done{}, answer, "nothing to log out")
}

// What Kii has no call for is not sent.
func TestNotAllowed(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.refused(flow.Token("facebook", "EAAB-token"), errors.NotAllowed, flow.WaitPhoneNumber)
	session := p.session()
	for _, name := range []flow.CallName{flow.CallSignUp, flow.CallResendCode, flow.CallSignIn, flow.CallCheckPassword, flow.CallImportToken} {
		answer, _, err := p.transport.Perform(t.Context(), flow.Call{Name: name}, session)
		require.NoError(t, err)
		require.IsType(t, flow.NotSent{}, answer, "%s", name)
		require.ErrorIs(t, answer.(flow.NotSent).Err, errors.NotAllowed, "%s", name)
	}
	require.Empty(t, p.requests())
	answer, _, err := p.transport.Perform(t.Context(), flow.Call{Name: flow.CallSendCode}, session)
	require.NoError(t, err)
	require.ErrorIs(t, answer.(flow.Refused).Err, errors.NameInvalid, "nobody is no identifier")
}

// Without its settings a transport says so before anybody is asked for a password.
func TestMisconfigured(t *testing.T) {
	for name, transport := range map[string]*kii.Transport{
		"no URL":         {AppID: "app"},
		"no application": {URL: kii.US},
		"no URL at all":  {URL: "api.kii.com/api", AppID: "app"},
		"in the clear":   {URL: "http://api.example.com/api", AppID: "app"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &flow.Driver{Transport: transport}
			state, err := d.Do(t.Context(), "me", named(t, "ada"))
			if transport.URL != "" && transport.AppID != "" { // it takes a request to find out
				require.NoError(t, err)
				state, err = d.Do(t.Context(), "me", flow.Password("Correct-Horse"))
			}
			require.ErrorIs(t, err, errors.Misconfigured)
			require.NotEqual(t, flow.Ready, state.Phase)
		})
	}

	// Only for tests, and only if one says so.
	tests := &kii.Transport{
		URL: "http://api.example.com/api/", AppID: "app/1", Insecure: true,
		HTTP: carrier(func(r *http.Request) (*http.Response, error) {
			require.Equal(t, "/api/apps/app%2F1/oauth2/token", r.URL.EscapedPath())
			return always{200, `{"id":"1","access_token":"T"}`}.RoundTrip(r)
		}),
	}
	d := &flow.Driver{Transport: tests}
	_, err := d.Do(t.Context(), "me", named(t, "ada"))
	require.NoError(t, err)
	state, err := d.Do(t.Context(), "me", flow.Password("Correct-Horse"))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, state.Phase)
}

// A carrier is a round tripper.
type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }
