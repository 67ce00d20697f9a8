package gotdclient_test

import (
	"testing"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// newOptions are those of a client that nobody has signed in. gotd makes its key,
// and one more where it moves, and that takes long under the race detector.
func newOptions(t *testing.T, tr *mtproto.Transport) telegram.Options {
	t.Helper()
	o := options(t, tr, login())
	o.DC, o.SessionStorage = tr.DC, new(session.StorageMemory)
	o.ExchangeTimeout, o.MigrationTimeout = patience, patience
	return o
}

// over is a driver over a client.
func over(client *telegram.Client, tr *mtproto.Transport, store flow.Store) *flow.Driver {
	return &flow.Driver{
		Transport: &mtproto.InvokerTransport{Invoker: client, AppID: tr.AppID, AppHash: tr.AppHash},
		Store:     store,
		Limits:    flow.Limits{Lease: patience},
	}
}

// A sign-in over a client that already runs signs that client in: slips,
// password, and gotd's own move to the account's data centre included.
func TestOverRunningClient(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{
		Phone: ada, Password: adaPassword, Hint: "battery", FirstName: "Ada", DC: 4,
	})
	tr := srv.Transport()
	client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), newOptions(t, tr))
	start(t, client)

	var moved bool
	d := over(client, tr, nil)
	d.Observe = func(o flow.Observation) {
		if answered, ok := o.Event.(flow.Answered); ok {
			_, is := answered.Answer.(flow.Moved)
			moved = moved || is
		}
	}
	ctx := t.Context()
	state, err := d.Do(ctx, "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, state.Phase)
	require.False(t, moved, "gotd moves by itself, as InvokerTransport says")
	_, err = d.Do(ctx, "me", flow.Code("11111"))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid)
	inbox := srv.Inbox(ada)
	require.Len(t, inbox, 1)
	state, err = d.Do(ctx, "me", flow.Code(inbox[0].Code))
	require.NoError(t, err)
	require.Equal(t, "battery", state.Password.Hint)
	_, err = d.Do(ctx, "me", flow.Password("mule"))
	require.ErrorIs(t, err, errors.PasswordHashInvalid)
	state, err = d.Do(ctx, "me", flow.Password(adaPassword))
	require.NoError(t, err)
	require.Equal(t, "Ada", state.Account.FirstName)

	user, err := client.Self(ctx)
	require.NoError(t, err)
	require.Equal(t, "Ada", user.FirstName, "it is the client that is signed in")

	state, err = d.Do(ctx, "me", flow.LogOut())
	require.NoError(t, err)
	require.Equal(t, flow.LoggedOut, state.Phase)
	require.Empty(t, srv.SignedIn())
}

// A client that was started again with its stored session carries the sign-in
// on: the record has all but the key, and the client has that.
func TestOverRestartedClient(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada"})
	tr := srv.Transport()
	o := newOptions(t, tr)
	store := new(flow.MemoryStore)
	step := func(in flow.Input) flow.State {
		client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), o)
		defer start(t, client)()
		state, err := over(client, tr, store).Do(t.Context(), "me", in)
		require.NoError(t, err)
		return state
	}
	step(flow.PhoneNumber(ada))
	state := step(flow.Code(srv.Inbox(ada)[0].Code))
	require.Equal(t, "Ada", state.Account.FirstName)
	require.Equal(t, 1, srv.Keys())
}

// What is lost over a client: nobody checks that it still has the key that the
// code was sent to. The server does, and then a new code leads on.
func TestOverClientWithAnotherKey(t *testing.T) {
	for _, tt := range []struct {
		name string
		lose func(*mtprototest.Server, *telegram.Options)
	}{
		{"another session", func(_ *mtprototest.Server, o *telegram.Options) { o.SessionStorage = new(session.StorageMemory) }},
		{"forgotten by the server", func(srv *mtprototest.Server, _ *telegram.Options) { srv.ForgetKey("key1") }},
		{"moved with the code", func(srv *mtprototest.Server, _ *telegram.Options) { srv.Refuse("auth.signIn", 303, "USER_MIGRATE_4") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada"})
			tr := srv.Transport()
			o := newOptions(t, tr)
			store := new(flow.MemoryStore)

			client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), o)
			stop := start(t, client)
			_, err := over(client, tr, store).Do(t.Context(), "me", flow.PhoneNumber(ada))
			require.NoError(t, err)
			stop()
			tt.lose(srv, &o)

			client = telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), o)
			start(t, client)
			d := over(client, tr, store)
			_, err = d.Do(t.Context(), "me", flow.Code(srv.Inbox(ada)[0].Code))
			require.ErrorIs(t, err, errors.PhoneCodeExpired)
			require.Equal(t, 2, srv.Keys(), "gotd has made another key, and said nothing")
			_, err = d.Do(t.Context(), "me", flow.PhoneNumber(ada))
			require.NoError(t, err)
			state, err := d.Do(t.Context(), "me", flow.Code(srv.Inbox(ada)[1].Code))
			require.NoError(t, err)
			require.Equal(t, "Ada", state.Account.FirstName)
		})
	}
}

// What is kept: when the connection is cut and the answer with it, the code is not
// given again. gotd connects anew, and is asked who is signed in.
func TestOverClientThatIsCut(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada"})
	tr := srv.Transport()
	client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), newOptions(t, tr))
	start(t, client)
	d := over(client, tr, nil)
	_, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)

	srv.Inject(fake.Fault{Method: "auth.signIn", Disconnect: true, LoseAfter: true})
	state, err := d.Do(t.Context(), "me", flow.Code(srv.Inbox(ada)[0].Code))
	require.NoError(t, err)
	require.Equal(t, "Ada", state.Account.FirstName)
	require.Zero(t, srv.Faults())
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
	require.Equal(t, 1, srv.Keys())
}
