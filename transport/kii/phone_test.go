package kii_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// newest is the newest code that was sent to bob.
func (p *person) newest() string {
	sent := p.server.Codes(bob.Phone)
	return sent[len(sent)-1]
}

// verify gives a code, and looks at what comes back.
func (p *person) verify(code string) error {
	p.Helper()
	leak.Secret(leak.Code, code)
	err := p.transport.VerifyPhone(p.Context(), p.session(), codes.NewSecret(code))
	leak.Saw(p, err)
	return err
}

// fails checks that an error is a typed one.
func (p *person) fails(err error, why errors.Reason) errors.Error {
	p.Helper()
	refusal, ok := errors.AsType[*errors.Error](err)
	require.True(p, ok, "%v", err)
	require.Equal(p, why, refusal.Reason)
	return *refusal
}

// The first sign-in is by name; once the number is verified, it signs in.
func TestVerifyPhone(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.signsIn(bob)
	p.fails(p.verify(" \n"), errors.CodeEmpty)
	first := p.newest()
	wrong := "x" + first[1:]
	p.fails(p.verify(wrong), errors.PhoneCodeInvalid)
	require.NoError(t, p.transport.ResendVerification(t.Context(), p.session()))
	if first != p.newest() {
		p.fails(p.verify(first), errors.PhoneCodeInvalid)
	}
	p.later(kiitest.CodeLife)
	p.fails(p.verify(p.newest()), errors.PhoneCodeExpired)
	require.NoError(t, p.transport.ResendVerification(t.Context(), p.session()))
	require.NoError(t, p.verify(" "+p.newest()+"\n"))

	for _, err := range []error{p.verify(p.newest()), p.transport.ResendVerification(t.Context(), p.session())} {
		require.Equal(t, errors.Unknown, p.fails(err, "INVALID_ACCOUNT_STATUS").Class)
	}
	p.goes(flow.LogOut(), flow.LoggedOut)
	require.NoError(t, p.driver().Forget(t.Context(), "me"))
	p.goes(flow.PhoneNumber(bob.Phone), flow.WaitPassword)
	p.goes(flow.Password(bob.Password), flow.Ready)
}

// What can go wrong has a type, and shows nothing.
func TestVerifyPhoneFails(t *testing.T) {
	p := newPerson(t, kiitest.Config{})
	p.fails(p.verify("012345"), errors.AuthKeyUnregistered)
	p.goes(named(t, "bob"), flow.WaitPassword)
	p.fails(p.verify("012345"), errors.AuthKeyUnregistered)
	p.goes(flow.Password(bob.Password), flow.Ready)
	strange := flow.NewSession("x", []byte("x"))
	p.fails(p.transport.VerifyPhone(t.Context(), strange, codes.NewSecret("012345")), errors.BadRecord)

	p.server.LoseAfter(kiitest.VerifyRoute)
	p.fails(p.verify("012345"), errors.Unanswered)
	p.server.Answer(kiitest.VerifyRoute, webtest.Response{Status: 200, Body: "<html>"})
	require.NoError(t, p.verify("012345"), "of a yes only the status is documented")
	p.server.Answer(kiitest.VerifyRoute, webtest.Response{Status: 403, Body: "<html>012345</html>"})
	p.fails(p.verify("012345"), errors.Unanswered)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	err := p.transport.ResendVerification(ended, p.session())
	p.fails(err, errors.NotSent)
	require.ErrorIs(t, err, context.Canceled)

	p.server.Revoke(bob.LoginName)
	p.fails(p.transport.ResendVerification(t.Context(), p.session()), errors.SessionRevoked)
	p.transport.AppID = ""
	p.fails(p.verify("012345"), errors.Misconfigured)
}
