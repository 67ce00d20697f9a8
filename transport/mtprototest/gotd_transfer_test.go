package mtprototest_test

import (
	"context"
	"testing"

	"github.com/gotd/td/telegram"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A client that is signed in at its home takes its login to another data centre,
// as for the files that are kept there.
// See https://core.telegram.org/api/datacenter#authorization-transfer.
func TestGotdTransfersLogin(t *testing.T) {
	account := mtprototest.Account{Phone: ada, ID: 77, Password: "correct horse"}
	srv := mtprototest.New(t, account)
	options := gotdOptions(t, srv)
	gotdSignIn(t, srv, options, account)

	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	client := telegram.NewClient(1, "any", options)
	var users []tg.UserClass
	require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
		there, err := client.DC(ctx, 4, 1)
		if err != nil {
			return err
		}
		users, err = tg.NewClient(there).UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserSelf{}})
		return errors.Join(err, there.Close())
	}))
	require.Len(t, users, 1)
	require.EqualValues(t, 77, users[0].GetID())
	require.Len(t, srv.Inbox(ada), 1, "one code for both")
	require.Len(t, srv.SignedIn(), 2)
	require.Equal(t, 4, srv.SignedIn()[1].DC)
}
