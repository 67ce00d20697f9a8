package mtprototest_test

import (
	"context"
	"net"
	"strconv"
	"testing"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/srp"
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

// gotdAPI is gotd's generated client over a connection of its own, which has named
// its layer.
func gotdAPI(t *testing.T, srv *mtprototest.Server) (context.Context, *tg.Client) {
	t.Helper()
	ctx, conn := gotdConn(t, srv, mtproto.Options{})
	nameLayer(ctx, t, conn)
	return ctx, tg.NewClient(conn)
}

// gotdAPIAt is gotdAPI in any data centre, and tells the key.
func gotdAPIAt(t *testing.T, srv *mtprototest.Server, dc int) (context.Context, *tg.Client, crypto.AuthKey) {
	t.Helper()
	owner := makeKeyOf(t, srv, dc, dialDC(t, srv, dc))
	ctx, conn := gotdConnUnder(t, owner, mtproto.Options{})
	nameLayer(ctx, t, conn)
	return ctx, tg.NewClient(conn), owner.key
}

// nameLayer makes the first call of a client.
func nameLayer(ctx context.Context, t *testing.T, conn tg.Invoker) {
	t.Helper()
	require.NoError(t, conn.Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &tg.InitConnectionRequest{
		APIID: 1, DeviceModel: "test", SystemVersion: "test", AppVersion: "test", SystemLangCode: "en", LangCode: "en",
		Query: &tg.HelpGetNearestDCRequest{},
	}}, new(tg.NearestDC)))
}

// gotdSendCode asks for a code for ada, offering tokens.
func gotdSendCode(ctx context.Context, t *testing.T, api *tg.Client, tokens ...[]byte) tg.AuthSentCodeClass {
	t.Helper()
	q := &tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 1, APIHash: "any"}
	if len(tokens) > 0 {
		q.Settings.SetLogoutTokens(tokens)
	}
	sent, err := api.AuthSendCode(ctx, q)
	require.NoError(t, err)
	return sent
}

// gotdHalf gives the number and the code of ada, and requires that a password is
// wanted.
func gotdHalf(ctx context.Context, t *testing.T, api *tg.Client) {
	t.Helper()
	signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: gotdSendCode(ctx, t, api).(*tg.AuthSentCode).PhoneCodeHash}
	signIn.SetPhoneCode(code)
	_, err := api.AuthSignIn(ctx, signIn)
	requireRefused(t, err, "SESSION_PASSWORD_NEEDED")
}

// gotdProof proves a password by package srp, for the account.getPassword that it
// asks for.
func gotdProof(ctx context.Context, t *testing.T, api *tg.Client, password string) *tg.InputCheckPasswordSRP {
	t.Helper()
	p, err := api.AccountGetPassword(ctx)
	require.NoError(t, err)
	require.True(t, p.HasPassword)
	algo := p.CurrentAlgo.(*tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)
	proof, err := srp.Prove([]byte(password), srp.Params{
		Salt1: algo.Salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P, ID: p.SRPID, B: p.SRPB,
	}, nil)
	require.NoError(t, err)
	return &tg.InputCheckPasswordSRP{SRPID: proof.ID, A: proof.A, M1: proof.M1}
}

func requireRefused(t *testing.T, err error, text string) {
	t.Helper()
	require.True(t, tgerr.Is(err, text), "%v, not %s", err, text)
}
