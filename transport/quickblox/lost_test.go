package quickblox_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// A session that ended while a person looked for the password is replaced, and the
// password is sent under the new one: nobody is asked for it again.
func TestSessionLostBeforePassword(t *testing.T) {
	for what, in := range map[string]struct{ first, then flow.Input }{
		"password": {adasName, flow.Password(ada.Password)},
		"Facebook": {flow.Token(quickblox.Facebook, "EAAB-no-such-token"), flow.Token(quickblox.Facebook, grace.Facebook)},
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			_, _ = l.do(in.first)
			key, examined, before := l.session().Fingerprint(), l.server.Examined(), len(l.server.Requests())
			l.server.Forget()
			var seen []flow.Session
			d := l.driver()
			observe := d.Observe
			d.Observe = func(o flow.Observation) {
				observe(o)
				if o.Call.Name != flow.NoCall {
					seen = append(seen, l.session())
				}
			}
			state, err := d.Do(t.Context(), "me", in.then)
			require.NoError(t, err)
			require.Equal(t, flow.Ready, state.Phase)
			require.Equal(t, []string{logInRoute, openRoute, logInRoute}, l.asked(before))
			require.Equal(t, 1, l.server.Examined()-examined, "it was looked at once")
			require.Equal(t, key, l.session().Fingerprint())
			require.Len(t, seen, 2)
			require.NotEqual(t, seen[0].Bytes(), seen[1].Bytes(), "the new session was saved before it was used")
		})
	}
}

// What the server says of a session is read as it says it, also if a part of that is
// what the person typed.
func TestSessionLostInTheWordsOfThePerson(t *testing.T) {
	for who, password := range map[string]string{"ada": "exist", "session": "correct horse", "on": "s"} {
		server, err := quickbloxtest.Start(quickbloxtest.Config{Accounts: []quickbloxtest.Account{{Login: who, Password: password}}})
		require.NoError(t, err)
		t.Cleanup(server.Close)
		d := &flow.Driver{Transport: server.Transport(), Store: new(flow.MemoryStore)}
		_, err = d.Do(t.Context(), "me", name(who))
		require.NoError(t, err)
		server.Forget()
		state, err := d.Do(t.Context(), "me", flow.Password(password))
		require.NoError(t, err, who)
		require.Equal(t, flow.Ready, state.Phase)
	}
}

// A sign-in that is late signs in nobody else: neither by a name nor by a token.
func TestLateSignIn(t *testing.T) {
	wrongToken := flow.Token(quickblox.Facebook, "EAAB-no-such-token")
	for what, tt := range map[string]struct {
		first, lost, then, wrong flow.Input
		dies                     bool
	}{
		"another name":                    {adasName, flow.Password(ada.Password), name("nobody"), flow.Password("no idea"), false},
		"another name, after a new start": {adasName, flow.Password(ada.Password), name("nobody"), flow.Password("no idea"), true},
		"a name after a token":            {flow.Input{}, flow.Token(quickblox.Facebook, grace.Facebook), adasName, flow.Password("no idea"), false},
		"a token after a token":           {flow.Input{}, flow.Token(quickblox.Facebook, grace.Facebook), flow.Input{}, wrongToken, false},
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			say := func(in flow.Input) {
				if in.Name() != (flow.Input{}).Name() {
					_, err := l.do(in)
					require.NoError(t, err)
				}
			}
			say(tt.first)
			l.server.LoseBefore(logInRoute)
			d := l.driver()
			if tt.dies {
				d.Transport = &dying{d.Transport, 1}
			}
			var err error
			died := func() (died bool) {
				defer func() { died = recover() != nil }()
				_, err = d.Do(t.Context(), "me", tt.lost)
				return
			}()
			require.Equal(t, tt.dies, died)
			if died {
				l.pass(flow.DefaultLease)
				_, err = l.driver().Resume(t.Context(), "me")
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, errors.Unanswered)
			}
			late := l.server.Requests()
			say(tt.then)
			for _, r := range late {
				if r.Route == logInRoute {
					l.arrives(r)
				}
			}
			l.server.LoseAfter(logInRoute)
			state, err := l.do(tt.wrong)
			require.Error(t, err)
			require.NotEqual(t, flow.Ready, state.Phase)
			_, err = l.tokens()
			require.ErrorIs(t, err, errors.AuthKeyUnregistered)
		})
	}
}

// If it is the same person who tries again, it is no loss.
func TestLateSignInOfTheSame(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.server.LoseBefore(logInRoute)
	l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.Unanswered)
	before := len(l.server.Requests())
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	require.Equal(t, []string{logInRoute}, l.asked(before))
}

// arrives sends a request that was under way.
func (l *login) arrives(r webtest.Request) {
	l.Helper()
	request := httptest.NewRequestWithContext(l.Context(), http.MethodPost, "/login.json", bytes.NewReader(r.Body))
	request.Header = r.Header
	answer := httptest.NewRecorder()
	l.server.Handler().ServeHTTP(answer, request)
	require.Equal(l, http.StatusAccepted, answer.Code)
}

// If no session can be opened in its place, the password was not sent.
func TestSessionLostForGood(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.server.Forget()
	l.server.LoseBefore(openRoute)
	l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.NotSent)
	l.server.Answer(openRoute, answer(429, `{"errors":["Limit exceeded"]}`))
	before := len(l.server.Requests())
	l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.FloodWait)
	require.Equal(t, []string{openRoute}, l.asked(before), "what is gone is known to be")
	require.Zero(t, l.server.Examined())
	l.gets(flow.Password(ada.Password), flow.Ready)
}

// A server that forgets each session at once is not asked for ever.
func TestSessionsLostAgainAndAgain(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	for range 10 {
		l.server.Answer(logInRoute, answer(401, `{"errors":{"base":["Required session does not exist"]}}`))
	}
	before := len(l.server.Requests())
	state, err := l.do(flow.Password(ada.Password))
	require.Error(t, err)
	require.Equal(t, flow.WaitPassword, state.Phase)
	require.LessOrEqual(t, len(l.asked(before)), 2*(1+flow.MaxRepeats))
}

// The answer to a sign-in is lost: the session tells what became of it, and the
// password is sent again only if nothing did, and by the person.
func TestAnswerLost(t *testing.T) {
	for what, tt := range map[string]struct {
		first, then flow.Input
		route       string
	}{
		"password": {adasName, flow.Password(ada.Password), logInRoute},
		"Facebook": {flow.Token(quickblox.Facebook, "EAAB-no-such-token"), flow.Token(quickblox.Facebook, grace.Facebook), logInRoute},
	} {
		t.Run(what+", after it was done", func(t *testing.T) {
			l := start(t)
			state, _ := l.do(tt.first)
			stood, examined := state.Phase, l.server.Examined()
			l.server.LoseAfter(tt.route)
			state, err := l.do(tt.then)
			require.NoError(t, err, "%s", stood)
			require.Equal(t, flow.Ready, state.Phase)
			require.Equal(t, 1, l.server.Examined()-examined)
			tokens, err := l.tokens()
			require.NoError(t, err)
			require.Equal(t, state.Account.ID, tokens.UserID)
			l.gets(flow.LogOut(), flow.LoggedOut)
			require.Empty(t, l.server.SignedIn())
		})
		t.Run(what+", before", func(t *testing.T) {
			l := start(t)
			state, _ := l.do(tt.first)
			stood, examined := state.Phase, l.server.Examined()
			l.server.LoseBefore(tt.route)
			l.fails(tt.then, stood, errors.Unanswered)
			require.Zero(t, l.server.Examined()-examined)
			l.gets(tt.then, flow.Ready)
		})
		t.Run(what+", and the session with it", func(t *testing.T) {
			l := start(t)
			state, _ := l.do(tt.first)
			stood := state.Phase
			l.server.LoseAfter(tt.route)
			l.server.LoseBefore(showRoute)
			_, err := l.do(tt.then)
			require.ErrorIs(t, err, errors.Unanswered)
			l.server.Forget()
			l.fails(flow.Poll(), stood, errors.Unanswered)
			l.gets(tt.then, flow.Ready)
		})
	}
}

// Who leaves while it is not known whether they are signed in, is signed out.
func TestCancelInDoubt(t *testing.T) {
	for what, lose := range map[string]func(*login){
		"signed in":     func(l *login) { l.server.LoseAfter(logInRoute) },
		"not signed in": func(l *login) { l.server.LoseBefore(logInRoute) },
	} {
		for how, more := range map[string]func(*login){
			"":                              func(*login) {},
			", and the answer to that lost": func(l *login) { l.server.LoseAfter(logOutRoute) },
			", and the question lost":       func(l *login) { l.server.LoseBefore(showRoute) },
		} {
			t.Run(what+how, func(t *testing.T) {
				l := start(t)
				l.gets(adasName, flow.WaitPassword)
				lose(l)
				l.server.LoseBefore(showRoute)
				_, err := l.do(flow.Password(ada.Password))
				require.ErrorIs(t, err, errors.Unanswered)
				more(l)
				_, _ = l.do(flow.Cancel())
				state, _ := l.do(flow.Poll())
				require.Equal(t, flow.LoggedOut, state.Phase)
				require.Equal(t, flow.NoCall, state.Doubt)
				require.Empty(t, l.server.SignedIn())
			})
		}
	}
}

// Each way in which a log-out can go wrong ends with nobody signed in.
func TestLogOutLost(t *testing.T) {
	for what, lose := range map[string]func(*login){
		"after":              func(l *login) { l.server.LoseAfter(logOutRoute) },
		"session gone":       func(l *login) { l.server.Forget() },
		"gone, and no words": func(l *login) { l.server.Forget(); l.server.LoseAfter(logOutRoute) },
	} {
		t.Run(what, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			l.gets(flow.Password(ada.Password), flow.Ready)
			lose(l)
			l.gets(flow.LogOut(), flow.LoggedOut)
			require.Empty(t, l.server.SignedIn())
		})
	}
	t.Run("before", func(t *testing.T) {
		l := start(t)
		l.gets(adasName, flow.WaitPassword)
		l.gets(flow.Password(ada.Password), flow.Ready)
		l.server.LoseBefore(logOutRoute)
		l.fails(flow.LogOut(), flow.Ready, errors.Unanswered)
		l.gets(flow.LogOut(), flow.LoggedOut)
		require.Empty(t, l.server.SignedIn())
	})
	t.Run("refused", func(t *testing.T) {
		l := start(t)
		l.gets(adasName, flow.WaitPassword)
		l.gets(flow.Password(ada.Password), flow.Ready)
		l.server.Answer(logOutRoute, answer(403, `{"errors":["Access denied"]}`))
		state, err := l.do(flow.LogOut())
		require.Error(t, err)
		require.Equal(t, flow.Ready, state.Phase)
		l.gets(flow.LogOut(), flow.LoggedOut)
	})
}

// Somebody else has logged this session out.
func TestLoggedOutElsewhere(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	l.server.Answer(showRoute, answer(200, `{"session":{"user_id":0}}`))
	state, err := l.do(flow.Poll())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	require.Equal(t, flow.LoggedOut, state.Phase)
	_, err = l.tokens()
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
}
