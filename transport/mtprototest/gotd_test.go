package mtprototest_test

import (
	"context"
	"net"
	"strconv"
	"testing"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's own client, which knows nothing of stepin, signs in with code and
// password. So what the server speaks is MTProto, and not only what our
// transport happens to understand.
func TestGotdClient(t *testing.T) {
	account := mtprototest.Account{Phone: ada, Password: "correct horse", FirstName: "Ada"}
	srv := mtprototest.New(t, account)
	require.Equal(t, "Ada", gotdSignIn(t, srv, gotdOptions(t, srv), account).FirstName)
	require.Len(t, srv.SignedIn(), 1)
	require.Equal(t, 1, srv.Calls()["auth.checkPassword"])
}

// gotdOptions are what a user of gotd's client has to set for a server that is
// not Telegram's. The client begins at data centre 2.
func gotdOptions(t *testing.T, srv *mtprototest.Server) telegram.Options {
	t.Helper()
	var list dcs.List
	for _, dc := range srv.DCs() {
		host, port, err := net.SplitHostPort(dc.Addrs[0])
		require.NoError(t, err)
		n, err := strconv.Atoi(port)
		require.NoError(t, err)
		list.Options = append(list.Options, tg.DCOption{ID: dc.ID, IPAddress: host, Port: n})
	}
	return telegram.Options{
		PublicKeys: []telegram.PublicKey{{RSA: srv.PublicKey()}}, DC: 2, DCList: list,
		SessionStorage: new(session.StorageMemory), NoUpdates: true,
		// gotd's key exchanges may take longer than it grants itself.
		DialTimeout: patience, ExchangeTimeout: patience, MigrationTimeout: patience,
	}
}

// gotdSignIn signs in by gotd's client, unless its session is signed in
// already, and returns who the client then says it is.
func gotdSignIn(t *testing.T, srv *mtprototest.Server, options telegram.Options, who mtprototest.Account) (self *tg.User) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	client := telegram.NewClient(1, "any", options)
	readCode := auth.CodeAuthenticatorFunc(func(context.Context, *tg.AuthSentCode) (string, error) {
		inbox := srv.Inbox(who.Phone)
		return inbox[len(inbox)-1].Code, nil
	})
	signIn := auth.NewFlow(auth.Constant(who.Phone, who.Password, readCode), auth.SendCodeOptions{})
	require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
		if err := client.Auth().IfNecessary(ctx, signIn); err != nil {
			return err
		}
		var err error
		self, err = client.Self(ctx)
		return err
	}))
	return self
}
