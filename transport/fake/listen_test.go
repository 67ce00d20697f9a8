package fake_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// toldTwice returns a session whose login token was accepted and whose code was paid
// for, in that order, while nobody listened.
func toldTwice(t *testing.T, server *fake.Server) flow.Session {
	t.Helper()
	who, err := codes.ParsePhone("+9996620001")
	require.NoError(t, err)
	tr := &fake.Transport{Server: server}
	var session flow.Session
	perform := func(call flow.Call) flow.Answer {
		var answer flow.Answer
		answer, session, err = tr.Perform(t.Context(), call, session)
		require.NoError(t, err)
		return answer
	}
	require.IsType(t, flow.Connected{}, perform(flow.Call{Name: flow.CallConnect}))
	require.IsType(t, flow.PaymentWanted{}, perform(flow.Call{Name: flow.CallSendCode, To: who}))
	shown := perform(flow.Call{Name: flow.CallExportLoginToken}).(flow.LoginTokenShown)
	require.NoError(t, server.Scan("+9996620001", flow.LoginToken{Token: shown.Token}.URL()))
	require.NoError(t, server.Pay("+9996620001"))
	return session
}

// Of two things that are there the code is heard: it is said once.
func TestListenForTheCodeFirst(t *testing.T) {
	server, err := fake.New(people(fake.Account{Payment: somePayment()})...)
	require.NoError(t, err)
	session := toldTwice(t, server)
	answer, _, err := (&fake.Transport{Server: server}).Listen(t.Context(), session)
	require.NoError(t, err)
	require.IsType(t, flow.CodeSent{}, answer)
}

// What has come is heard, even if the person goes away at that moment.
func TestListenWhenItsContextEnds(t *testing.T) {
	for range 20 { // select chooses at random
		server, err := fake.New(people(fake.Account{Payment: somePayment()})...)
		require.NoError(t, err)
		session := toldTwice(t, server)
		ctx, cancel := context.WithCancel(t.Context())
		server.Before = func(string, int) fake.Fault { cancel(); return fake.Fault{} }
		answer, _, err := (&fake.Transport{Server: server}).Listen(ctx, session)
		require.NoError(t, err)
		require.IsType(t, flow.CodeSent{}, answer)
	}
}
