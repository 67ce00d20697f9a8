package kii_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
)

// wantsCode signs in as far as the code of an authenticator app.
func wantsCode(t *testing.T) (*person, flow.State) {
	p := newPerson(t, kiitest.Config{})
	p.goes(named(t, eve.LoginName), flow.WaitPassword)
	return p, p.goes(flow.Password(eve.Password), flow.WaitCode)
}

// wrongCode is none that the app of eve shows these minutes.
func (p *person) wrongCode() flow.Input {
	right := p.server.Authenticator(eve.LoginName)
	return flow.Code(string('0'+('9'-right[0]+1)%10) + right[1:])
}

func TestSecondFactor(t *testing.T) {
	for _, legacy := range []bool{false, true} {
		t.Run(map[bool]string{false: "application", true: "legacy"}[legacy], func(t *testing.T) {
			p := newPerson(t, kiitest.Config{})
			p.transport.Legacy = legacy
			p.goes(named(t, eve.LoginName), flow.WaitPassword)
			sent := p.goes(flow.Password(eve.Password), flow.WaitCode).Sent
			require.Equal(t, codes.SecondFactor, sent.Purpose)
			require.Equal(t, codes.Authenticator, sent.Delivery)
			require.Equal(t, 6, sent.Length)
			_, err := kii.Token(p.session())
			require.ErrorIs(t, err, errors.AuthKeyUnregistered, "a half login is none")
			pending := p.kept()["pending"]
			require.NotEmpty(t, pending)

			p.refused(flow.Resend(), errors.NoResend, flow.WaitCode)
			p.refused(flow.Code("12345"), errors.CodeLength, flow.WaitCode)
			p.refused(p.wrongCode(), errors.PhoneCodeInvalid, flow.WaitCode)
			p.goes(flow.Code(p.server.Authenticator(eve.LoginName)), flow.Ready)
			require.False(t, p.tokens().Access.Reveal() == pending, "the new token replaces the old one")
			require.Equal(t, 3, p.server.Examined())
			p.goes(flow.Poll(), flow.Ready)
			for _, r := range p.server.Requests()[1:3] {
				require.Equal(t, kiitest.TokenRoute, r.Route)
				require.Equal(t, "mfa", r.Fields()["grant_type"])
			}
		})
	}
}

// The option is off by default: then the password's token counts, whatever its
// scope, and this server says what it thinks of it.
func TestNoSecondFactor(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.transport.SecondFactor = ""
	p.goes(named(t, eve.LoginName), flow.WaitPassword)
	p.goes(flow.Password(eve.Password), flow.Ready)
	state, err := p.say(flow.Poll())
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
	require.Equal(t, flow.LoggedOut, state.Phase)

	p = newPerson(t, kiitest.Config{})
	p.transport.SecondFactor = "mf" // a part of a word is another word
	p.goes(named(t, eve.LoginName), flow.WaitPassword)
	p.goes(flow.Password(eve.Password), flow.Ready)
}

// A code works once, in one login too.
func TestReplayedCode(t *testing.T) {
	p, _ := wantsCode(t)
	code := flow.Code(p.server.Authenticator(eve.LoginName))
	p.goes(code, flow.Ready)
	p.goes(flow.LogOut(), flow.LoggedOut)
	require.NoError(t, p.driver().Forget(t.Context(), "me"))
	p.goes(named(t, eve.LoginName), flow.WaitPassword)
	p.goes(flow.Password(eve.Password), flow.WaitCode)
	p.refused(code, errors.PhoneCodeInvalid, flow.WaitCode)
}

// The token of a password does not wait for ever. Then all begins again.
func TestPendingTokenOver(t *testing.T) {
	p, _ := wantsCode(t)
	p.server.Revoke(eve.LoginName)
	p.refused(flow.Code(p.server.Authenticator(eve.LoginName)), errors.PhoneCodeExpired, flow.WaitPhoneNumber)
	require.Empty(t, p.kept()["pending"])
	p.goes(named(t, eve.LoginName), flow.WaitPassword)
	p.goes(flow.Password(eve.Password), flow.WaitCode)
}

// A half login is found again where an answer was lost, under the same hash, and
// the code that may have been used is not sent again.
func TestLostCode(t *testing.T) {
	p, before := wantsCode(t)
	p.server.LoseAfter(kiitest.TokenRoute)
	state, _ := p.say(flow.Code(p.server.Authenticator(eve.LoginName)))
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Equal(t, flow.NoCall, state.Doubt)
	require.True(t, before.Sent.Hash.Equal(state.Sent.Hash))
	require.Len(t, p.requests(), 2)
	// The server has acted: the pending token is gone, and with it the login's.
	p.later(time.Minute)
	p.refused(flow.Code(p.server.Authenticator(eve.LoginName)), errors.PhoneCodeExpired, flow.WaitPhoneNumber)

	p, _ = wantsCode(t)
	p.server.LoseBefore(kiitest.TokenRoute)
	state, _ = p.say(flow.Code(p.server.Authenticator(eve.LoginName)))
	require.Equal(t, flow.WaitCode, state.Phase)
	p.later(time.Minute)
	p.goes(flow.Code(p.server.Authenticator(eve.LoginName)), flow.Ready)
}

// A code belongs to the password that it follows.
func TestCodeOfAnotherPassword(t *testing.T) {
	p, state := wantsCode(t)
	answer, _, err := p.transport.Perform(t.Context(), flow.Call{
		Name: flow.CallSignIn, Code: codes.NewSecret("123456"),
		Sent: codes.Sent{Key: state.Sent.Key, Hash: codes.NewSecret("another")},
	}, p.session())
	require.NoError(t, err)
	require.ErrorIs(t, answer.(flow.Refused).Err, errors.PhoneCodeExpired)
	require.Len(t, p.requests(), 1)
}

// A new name takes the place of a half login.
func TestOtherName(t *testing.T) {
	p, _ := wantsCode(t)
	who, err := codes.Name("ada")
	require.NoError(t, err)
	_, after, err := p.transport.Perform(t.Context(), flow.Call{Name: flow.CallSendCode, To: who}, p.session())
	require.NoError(t, err)
	answer, _, err := p.transport.Perform(t.Context(), flow.Call{Name: flow.CallWhoAmI}, after)
	require.NoError(t, err)
	require.Equal(t, flow.PasswordWanted{}, answer)
}

// Who leaves while a code is wanted leaves nothing behind.
func TestCancelSecondFactor(t *testing.T) {
	p, _ := wantsCode(t)
	p.goes(flow.Cancel(), flow.LoggedOut)
	require.Empty(t, p.kept())

	p, _ = wantsCode(t)
	p.goes(named(t, "ada"), flow.WaitPassword)
	require.Empty(t, p.kept())
	p.goes(flow.Password(ada.Password), flow.Ready)
}
