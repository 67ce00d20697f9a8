package mtproto_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// TestWrongPublicKey: a server that cannot show that it is the right one is told
// nothing but a random number, at the start and where the login must move to.
func TestWrongPublicKey(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	const request = 4 + 4 + 8 + 8 + 4 + 4 + 16 // req_pq_multi in its frames
	for _, tt := range []struct {
		name string
		home int // of the account
		keys int // that are made before
	}{
		{"at the start", 2, 0},
		{"in another data centre", 4, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, fake.Account{Phone: ada, DC: tt.home})
			net := newNetwork(t, srv)
			d := &flow.Driver{Store: new(flow.MemoryStore)}
			d.Transport = performs(func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				tr := net.transport()
				if call.Name == flow.CallConnect && tt.keys == 0 || call.Name == flow.CallSendCode {
					tr.PublicKeys = []*rsa.PublicKey{&stranger.PublicKey}
				}
				return tr.Perform(ctx, call, s)
			})
			s, err := d.Do(t.Context(), "login", flow.PhoneNumber(ada))
			require.ErrorIs(t, err, errors.NoKey)
			require.ErrorIs(t, err, errors.NotSent)
			require.NotEmpty(t, s.Last.Advice())
			require.Equal(t, flow.WaitPhoneNumber, s.Phase)
			require.Equal(t, tt.keys, srv.Keys())
			require.Len(t, srv.Requests(), tt.keys, "auth.sendCode, where the account is not")
			if tt.keys == 0 {
				require.LessOrEqual(t, net.bytes()[up], request)
			}
			require.Empty(t, srv.Inbox(ada))

			d = &flow.Driver{Transport: net.transport(), Store: d.Store}
			for _, in := range []flow.Input{flow.PhoneNumber(ada), flow.Code(adaCode)} {
				s, err = d.Do(t.Context(), "login", in)
				require.NoError(t, err)
			}
			require.Equal(t, flow.Ready, s.Phase)
			require.Len(t, srv.Inbox(ada), 1)
		})
	}
}

// TestClockSetOnTheWay: this machine's clock is set before each step but the
// first. Nothing is lost or spent twice by that.
func TestClockSetOnTheWay(t *testing.T) {
	for _, by := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		t.Run(by.String(), func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			d := &flow.Driver{Limits: flow.Limits{Lease: lease}}
			d.Transport = performs(func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Name != flow.CallConnect && call.Name != flow.CallSendCode {
					open, err := mtproto.OpenSession(s)
					require.NoError(t, err)
					require.InDelta(t, 0, open.Offset.Seconds(), 20, "the right time is kept")
					open.Offset += by
					s = open.Close()
				}
				return srv.Transport().Perform(ctx, call, s)
			})
			var s flow.State
			for _, in := range []flow.Input{
				flow.PhoneNumber(bea), flow.Code(beaCode), flow.Password(beaPassword), flow.Poll(), flow.LogOut(),
			} {
				var err error
				s, err = d.Do(t.Context(), "login", in)
				require.NoError(t, err, in)
			}
			require.Equal(t, flow.LoggedOut, s.Phase)
			require.Equal(t, 1, srv.Keys())
			require.Equal(t, map[string]int{
				"auth.sendCode": 1, "auth.signIn": 1, "account.getPassword": 1,
				"auth.checkPassword": 1, "users.getUsers": 1, "auth.logOut": 1,
			}, srv.Calls())
		})
	}
}
