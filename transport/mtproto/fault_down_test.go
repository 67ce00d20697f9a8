package mtproto_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// TestServerDown: while nobody listens, a person may try as often as they like.
// They are told each time, nothing is used up, and once the server is back the
// same input does what it is for.
func TestServerDown(t *testing.T) {
	inputs := []flow.Input{
		flow.PhoneNumber(bea), flow.Code(beaCode), flow.Password(beaPassword), flow.Poll(), flow.LogOut(),
	}
	for n, in := range inputs {
		t.Run(in.Name().String(), func(t *testing.T) {
			srv := mtprototest.New(t, fake.Account{Phone: bea, Password: beaPassword})
			store := new(flow.MemoryStore)
			there := &flow.Driver{Transport: srv.Transport(), Store: store}
			for _, before := range inputs[:n] {
				_, err := there.Do(t.Context(), "login", before)
				require.NoError(t, err)
			}
			stood, err := there.Look(t.Context(), "login")
			require.NoError(t, err)
			heard := srv.Calls()

			nowhere := srv.Transport()
			for i := range nowhere.DCs {
				nowhere.DCs[i].Addrs = []string{closedPort(t)}
			}
			gone := &flow.Driver{Transport: nowhere, Store: store}
			for range 3 {
				s, err := gone.Do(t.Context(), "login", in)
				require.ErrorIs(t, err, errors.NotSent)
				require.NotEmpty(t, s.Last.Advice())
				require.Equal(t, stood.Phase, s.Phase)
				require.Equal(t, flow.NoCall, s.Pending.Call)
				require.Equal(t, flow.NoCall, s.Doubt)
				require.Zero(t, s.Attempts+s.PasswordAttempts)
			}
			require.Equal(t, heard, srv.Calls())

			for _, rest := range inputs[n:] {
				_, err := there.Do(t.Context(), "login", rest)
				require.NoError(t, err)
			}
			require.Equal(t, map[string]int{
				"auth.sendCode": 1, "auth.signIn": 1, "account.getPassword": 1,
				"auth.checkPassword": 1, "users.getUsers": 1, "auth.logOut": 1,
			}, srv.Calls())
		})
	}
}
