package quickblox_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

func TestPassword(t *testing.T) {
	for what, who := range map[string]flow.Input{"login": name(ada.Login), "e-mail address": email(ada.Email)} {
		for hash, sha256 := range map[string]bool{"SHA-1": false, "SHA-256": true} {
			t.Run(what+", "+hash, func(t *testing.T) {
				l := startWith(t, quickbloxtest.Config{SHA256: sha256})
				l.gets(who, flow.WaitPassword)
				require.Equal(t, []string{openRoute}, l.asked(0))
				_, err := l.tokens()
				require.ErrorIs(t, err, errors.AuthKeyUnregistered)

				refusal := l.fails(flow.Password("wrong horse"), flow.WaitPassword, errors.CredentialsInvalid)
				require.Equal(t, "Unauthorized", refusal.Text)
				state := l.gets(flow.Password(ada.Password), flow.Ready)
				require.Equal(t, flow.Account{ID: adasID, Username: ada.Login, FirstName: ada.FullName}, state.Account)

				tokens, err := l.tokens()
				require.NoError(t, err)
				require.Equal(t, adasID, tokens.UserID)
				require.Equal(t, adasID, l.server.SignedIn()[tokens.Token.Reveal()])
				require.Equal(t, l.after(2*time.Hour), tokens.Expires)

				l.gets(flow.Poll(), flow.Ready)
				l.gets(flow.LogOut(), flow.LoggedOut)
				require.Empty(t, l.server.SignedIn())
				_, err = l.tokens()
				require.ErrorIs(t, err, errors.AuthKeyUnregistered)
				require.Equal(t, 2, l.server.Examined())
				require.Equal(t, []string{openRoute, logInRoute, logInRoute, showRoute, logOutRoute}, l.asked(0))
			})
		}
	}
}

// The server has three statuses for yes.
func TestStatusesOfSuccess(t *testing.T) {
	for _, status := range []int{200, 201, 202} {
		l := start(t)
		l.gets(adasName, flow.WaitPassword)
		l.server.Answer(logInRoute, answer(status, `{"user":{"id":7,"login":null,"full_name":null}}`))
		state := l.gets(flow.Password(ada.Password), flow.Ready)
		require.Equal(t, flow.Account{ID: "7"}, state.Account)
	}
}

// What is too long for a name is none, and is not stored.
func TestEndlessName(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.server.Answer(logInRoute, answer(202, `{"user":{"id":7,"login":"ada","full_name":"`+strings.Repeat("x", 257)+`"}}`))
	state := l.gets(flow.Password(ada.Password), flow.Ready)
	require.Equal(t, flow.Account{ID: "7", Username: "ada"}, state.Account)
}

func TestFacebook(t *testing.T) {
	l := start(t)
	refusal := l.fails(flow.Token(quickblox.Facebook, "EAAB-no-such-token"), flow.WaitPhoneNumber, errors.TokenInvalid)
	require.Equal(t, "Unauthorized", refusal.Text)
	l.fails(flow.Token("google", grace.Facebook), flow.WaitPhoneNumber, errors.NotAllowed)
	state := l.gets(flow.Token(quickblox.Facebook, grace.Facebook), flow.Ready)
	require.Equal(t, flow.Account{ID: gracesID, FirstName: grace.FullName}, state.Account)
	require.Equal(t, []string{openRoute, logInRoute, logInRoute}, l.asked(0))
	l.gets(flow.LogOut(), flow.LoggedOut)
	require.Empty(t, l.server.SignedIn())
}

// Who gives a token is not asked for the password of the name that was typed before.
func TestTokenAfterName(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.server.LoseBefore(logInRoute)
	call := flow.Call{Name: flow.CallImportToken, TokenKind: quickblox.Facebook, Token: codes.NewSecret(grace.Facebook)}
	_, session, err := l.transport.Perform(t.Context(), call, l.session())
	require.Error(t, err)
	answer, _, err := l.transport.Perform(t.Context(), flow.Call{Name: flow.CallWhoAmI}, session)
	require.NoError(t, err)
	require.Equal(t, flow.Nobody{}, answer)
}

// Who has typed the wrong name types another one.
func TestAnotherName(t *testing.T) {
	l := start(t)
	l.gets(name("nobody"), flow.WaitPassword)
	l.fails(flow.Password(ada.Password), flow.WaitPassword, errors.CredentialsInvalid)
	l.gets(email(ada.Email), flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	require.Equal(t, []string{openRoute, logInRoute, logInRoute}, l.asked(0))
}

func TestNoFirebase(t *testing.T) {
	l := start(t)
	l.fails(flow.PhoneNumber("+15555550100"), flow.WaitPhoneNumber, errors.PhoneNumberInvalid)
	l.gets(adasName, flow.WaitPassword)
}

// A Poll in time keeps a login alive for ever; without one it ends after two hours,
// and the next sign-in is another one.
func TestSessionEnds(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	for range 3 {
		l.pass(119 * time.Minute)
		l.gets(flow.Poll(), flow.Ready)
		tokens, err := l.tokens()
		require.NoError(t, err)
		require.Equal(t, l.after(2*time.Hour), tokens.Expires)
	}
	l.pass(121 * time.Minute)
	state, err := l.do(flow.Poll())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	require.Equal(t, flow.LoggedOut, state.Phase)
	_, err = l.tokens()
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)

	require.NoError(t, l.driver().Forget(t.Context(), "me"))
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
}

// The header says when the session ends; what makes no sense does not count.
func TestExpires(t *testing.T) {
	for name, tt := range map[string]struct {
		header string
		want   time.Duration
	}{
		"said":     {"2026-03-01 12:30:00 UTC", 30 * time.Minute},
		"not said": {"", 2 * time.Hour},
		"past":     {"2018-01-31 12:20:03 UTC", 2 * time.Hour},
		"for ever": {"9999-01-31 12:20:03 UTC", 2 * time.Hour},
		"no time":  {"tomorrow", 2 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			l := start(t)
			l.gets(adasName, flow.WaitPassword)
			yes := answer(202, `{"user":{"id":7}}`)
			yes.Header = map[string][]string{"Qb-Token-Expirationdate": {tt.header}}
			l.server.Answer(logInRoute, yes)
			l.gets(flow.Password(ada.Password), flow.Ready)
			tokens, err := l.tokens()
			require.NoError(t, err)
			require.Equal(t, l.after(tt.want), tokens.Expires)
		})
	}
}

// A session is one user's.
func TestAnotherUser(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	l.server.Answer(showRoute, answer(200, `{"session":{"user_id":4711,"token":"another"}}`))
	state, err := l.do(flow.Poll())
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, adasID, state.Account.ID)
	require.Equal(t, adasID, l.gets(flow.Poll(), flow.Ready).Account.ID)
}

// A login without a token is none, even with a user.
func TestNoToken(t *testing.T) {
	l := start(t)
	l.gets(adasName, flow.WaitPassword)
	l.gets(flow.Password(ada.Password), flow.Ready)
	tokens, err := l.tokens()
	require.NoError(t, err)
	s := l.session()
	without := bytes.Replace(s.Bytes(), []byte(tokens.Token.Reveal()), nil, 1)
	require.Less(t, len(without), len(s.Bytes()))
	_, err = quickblox.Token(flow.NewSession(s.Fingerprint(), without))
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
}

func TestTokenOfNoSession(t *testing.T) {
	_, err := quickblox.Token(flow.Session{})
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	_, err = quickblox.Token(flow.NewSession("key", []byte(`{"token":"x"}`)))
	require.ErrorIs(t, err, errors.BadRecord)
}
