package mtprototest_test

import (
	"context"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's own client, which knows nothing of stepin, signs in with code and
// password. So what the server speaks is MTProto, and not only what our
// transport happens to understand.
func TestStockGotdClient(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Password: "correct horse", FirstName: "Ada"})
	var options []tg.DCOption
	for _, option := range srv.DCs() {
		options = append(options, dcOption(t, option))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	client := telegram.NewClient(1, "any", telegram.Options{
		PublicKeys: []telegram.PublicKey{{RSA: srv.PublicKey()}}, DC: 2, DCList: dcs.List{Options: options},
		SessionStorage: new(session.StorageMemory), NoUpdates: true,
	})
	readCode := auth.CodeAuthenticatorFunc(func(context.Context, *tg.AuthSentCode) (string, error) {
		inbox := srv.Inbox(ada)
		return inbox[len(inbox)-1].Code, nil
	})
	var self *tg.User
	require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
		signIn := auth.NewFlow(auth.Constant(ada, "correct horse", readCode), auth.SendCodeOptions{})
		if err := client.Auth().IfNecessary(ctx, signIn); err != nil {
			return err
		}
		var err error
		self, err = client.Self(ctx)
		return err
	}))
	require.Equal(t, "Ada", self.FirstName)
	require.Len(t, srv.SignedIn(), 1)
	require.Equal(t, 1, srv.Calls()["auth.checkPassword"])
}

func dcOption(t *testing.T, dc mtproto.DataCentre) tg.DCOption {
	t.Helper()
	host, port, err := net.SplitHostPort(dc.Addrs[0])
	require.NoError(t, err)
	n, err := strconv.Atoi(port)
	require.NoError(t, err)
	return tg.DCOption{ID: dc.ID, IPAddress: host, Port: n}
}
