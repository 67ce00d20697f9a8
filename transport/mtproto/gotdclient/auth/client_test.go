package auth_test

import (
	"context"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	gotd "github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient/auth"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's own client is what the package is for.
var (
	_ auth.FlowClient        = (*gotd.Client)(nil)
	_ auth.UserAuthenticator = gotd.Constant("", "", nil)
)

// codeFrom reads the code from the inbox, after a slip and a resend.
type codeFrom struct {
	srv *mtprototest.Server
	say []string
}

func (c *codeFrom) Code(context.Context, *tg.AuthSentCode) (string, error) {
	if len(c.say) > 0 {
		said := c.say[0]
		c.say = c.say[1:]
		if said == "/resend" {
			return "", auth.ErrResend
		}
		return said, nil
	}
	inbox := c.srv.Inbox(ada)
	return inbox[len(inbox)-1].Code, nil
}

// hasher proves the password in gotd's own way.
type hasher struct {
	auth.UserAuthenticator
	hash auth.PasswordHashFunc
}

func (h hasher) PasswordHash(ctx context.Context, p *tg.AccountPassword) (*tg.InputCheckPasswordSRP, error) {
	return h.hash(ctx, p)
}

// A program that has changed its import signs in over the wire, slips included.
func TestFlowSignsClientIn(t *testing.T) {
	const password = "correct horse"
	srv := mtprototest.New(t, mtprototest.Account{
		Phone: ada, FirstName: "Ada", Password: password, Next: codes.SMS,
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	client := telegram.NewClient(1, "any", options(t, srv))
	ua := hasher{
		auth.Constant(ada, "not asked for", &codeFrom{srv, []string{"11111", "/resend"}}),
		gotd.PasswordHashFor([]byte(password)),
	}
	var self *tg.User
	require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
		if err := auth.NewFlow(ua, auth.SendCodeOptions{}).Run(ctx, client.Auth()); err != nil {
			return err
		}
		var err error
		self, err = client.Self(ctx)
		return err
	}))
	require.Equal(t, "Ada", self.FirstName)
	calls := srv.Calls()
	require.Equal(t, []int{1, 1, 2, 1}, []int{
		calls["auth.sendCode"], calls["auth.resendCode"], calls["auth.signIn"], calls["auth.checkPassword"],
	})
}

func options(t *testing.T, srv *mtprototest.Server) telegram.Options {
	t.Helper()
	o := telegram.Options{
		DC: 2, SessionStorage: new(session.StorageMemory), ExchangeTimeout: time.Minute,
		PublicKeys: []telegram.PublicKey{{RSA: srv.PublicKey()}},
	}
	var list dcs.List
	for _, dc := range srv.DCs() {
		host, port, err := net.SplitHostPort(dc.Addrs[0])
		require.NoError(t, err)
		n, err := strconv.Atoi(port)
		require.NoError(t, err)
		list.Options = append(list.Options, tg.DCOption{ID: dc.ID, IPAddress: host, Port: n})
	}
	o.DCList = list
	return o
}
