package mtprototest_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/exchange"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

const (
	ada  = "+9996620001"
	code = "22222"
)

// signIn signs in with number and code and returns the session.
func signIn(t *testing.T, srv *mtprototest.Server, d *flow.Driver) flow.Session {
	t.Helper()
	leak.Driver(t, d)
	_, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	s, err := d.Do(t.Context(), "me", flow.Code(code))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	record, err := d.Load(t.Context(), "me")
	require.NoError(t, err)
	return record.Session
}

func TestNew(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	require.Len(t, srv.DCs(), 2)
	require.Equal(t, 2, srv.DCs()[0].ID)
	require.Equal(t, 4, srv.DCs()[1].ID)
	for _, dc := range srv.DCs() {
		host, _, err := net.SplitHostPort(dc.Addrs[0])
		require.NoError(t, err)
		require.True(t, net.ParseIP(host).IsLoopback())
	}
	tr := srv.Transport()
	require.Equal(t, srv.PublicKey(), tr.PublicKeys[0])
	tr.DC = 4
	require.Equal(t, 2, srv.Transport().DC, "each has its own")
	signIn(t, srv, &flow.Driver{Transport: srv.Transport()})
	require.Equal(t, map[string]int{"auth.sendCode": 1, "auth.signIn": 1}, srv.Calls())
	require.Equal(t, 1, srv.Keys())
	made, _ := srv.Connections()
	require.Equal(t, 3, made, "one for the key and one for each call")
	require.Eventually(t, func() bool {
		_, open := srv.Connections()
		return open == 0
	}, 10*time.Second, time.Millisecond)
}

// An account may live in another data centre; the sign-in moves there.
func TestTwoDataCentres(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, DC: 5})
	require.Equal(t, []int{2, 5}, srv.Server.DCs)
	session := signIn(t, srv, &flow.Driver{Transport: srv.Transport()})
	require.Contains(t, session.Fingerprint(), "dc5-")
	require.Equal(t, 2, srv.Keys())
	require.Equal(t, 5, srv.SignedIn()[0].DC)
}

func TestStartRefuses(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	broken := errors.New("no port")
	var open []net.Listener
	for name, tt := range map[string]struct {
		dcs  []int
		cfg  mtprototest.Config
		want string
	}{
		"no data centre": {nil, mtprototest.Config{}, "no data centre"},
		"small key":      {[]int{2}, mtprototest.Config{Key: small}, "2048 bits"},
		"empty key":      {[]int{2}, mtprototest.Config{Key: &rsa.PrivateKey{}}, "2048 bits"},
		"no listener": {[]int{2, 4}, mtprototest.Config{Listen: func(dc int) (net.Listener, error) {
			if dc == 4 {
				return nil, broken
			}
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			open = append(open, ln)
			return ln, err
		}}, "data centre 4: no port"},
	} {
		t.Run(name, func(t *testing.T) {
			model, err := fake.New()
			require.NoError(t, err)
			model.DCs = tt.dcs
			srv, err := mtprototest.Start(model, tt.cfg)
			require.ErrorContains(t, err, tt.want)
			require.Nil(t, srv)
		})
	}
	_, err = open[0].Accept()
	require.ErrorIs(t, err, net.ErrClosed, "what was opened is closed again")
}

// The application that the model expects is the one that Transport has.
func TestTransportApplication(t *testing.T) {
	for _, tt := range []struct {
		id   int
		hash string
	}{{0, ""}, {17349, ""}, {0, "secret"}, {17349, "secret"}} {
		t.Run(fmt.Sprintf("%d %q", tt.id, tt.hash), func(t *testing.T) {
			model, err := fake.New(fake.Account{Phone: ada})
			require.NoError(t, err)
			model.AppID, model.AppHash = tt.id, tt.hash
			srv, err := mtprototest.Start(model, mtprototest.Config{})
			require.NoError(t, err)
			defer srv.Close()
			require.NotZero(t, srv.Transport().AppID)
			signIn(t, srv, &flow.Driver{Transport: srv.Transport()})
		})
	}
}

func TestForgetKey(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	d := &flow.Driver{Transport: srv.Transport()}
	signIn(t, srv, d)
	key := srv.Key("key1")
	require.False(t, srv.ForgetKey("0123456789abcdef"))
	require.True(t, srv.ForgetKey(key))
	require.False(t, srv.ForgetKey(key), "it is gone already")
	require.Empty(t, srv.SignedIn())
	s, err := d.Do(t.Context(), "me", flow.Poll())
	require.Error(t, err)
	require.Equal(t, -404, s.Last.Code)
}

// If the model forgets a key by itself, the wire follows.
func TestModelForgetsKey(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	d := &flow.Driver{Transport: srv.Transport()}
	signIn(t, srv, d)
	require.True(t, srv.Server.ForgetKey(srv.Key("key1")))
	_, err := d.Do(t.Context(), "me", flow.Poll()) // finds a closed connection
	require.Error(t, err)
	s, _ := d.Do(t.Context(), "me", flow.Poll())
	require.Equal(t, -404, s.Last.Code)
}

// A server can go on in another process, at another address. The numbers of a
// proof do not move with it: the client has to ask for new ones.
func TestRestore(t *testing.T) {
	account := mtprototest.Account{Phone: ada, Password: "correct horse"}
	first := mtprototest.New(t, account)
	store := new(flow.MemoryStore)
	d := &flow.Driver{Transport: first.Transport(), Store: store}
	_, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	s, err := d.Do(t.Context(), "me", flow.Code(code))
	require.NoError(t, err)
	require.Equal(t, flow.WaitPassword, s.Phase)
	snapshot, err := first.Snapshot()
	require.NoError(t, err)
	first.Close()

	second := mtprototest.New(t, account)
	require.NoError(t, second.Restore(snapshot))
	d = &flow.Driver{Transport: second.Transport(), Store: store}
	s, err = d.Do(t.Context(), "me", flow.Password("correct horse"))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Zero(t, second.Keys(), "the auth key is the one from before")
	require.Error(t, second.Restore(snapshot[1:]))
}

// A closed server is gone: nothing listens, nobody is served, and what was
// held up has ended.
func TestClose(t *testing.T) {
	model, err := fake.New(fake.Account{Phone: ada})
	require.NoError(t, err)
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	held := make(chan struct{})
	defer close(held)
	srv.Inject(fake.Fault{Method: "auth.sendCode", DelayBefore: held})
	d := &flow.Driver{Transport: srv.Transport()}
	var asking sync.WaitGroup
	asking.Go(func() { _, err = d.Do(context.Background(), "me", flow.PhoneNumber(ada)) })
	require.Eventually(t, func() bool { return srv.Calls()["auth.sendCode"] == 1 }, time.Minute, time.Millisecond)
	srv.Close()
	srv.Close()
	asking.Wait()
	require.Error(t, err)
	_, open := srv.Connections()
	require.Zero(t, open)
	for _, dc := range srv.DCs() {
		_, err := net.Dial("tcp", dc.Addrs[0])
		require.Error(t, err)
	}
}

func TestConcurrentClients(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range 10 {
		accounts = append(accounts, mtprototest.Account{Phone: fmt.Sprintf("+999662%04d", n), DC: []int{2, 4}[n%2]})
	}
	srv := mtprototest.New(t, accounts...)
	d := &flow.Driver{Transport: srv.Transport()}
	var all sync.WaitGroup
	for _, a := range accounts {
		all.Go(func() {
			_, err := d.Do(t.Context(), a.Phone, flow.PhoneNumber(a.Phone))
			if err == nil {
				_, err = d.Do(t.Context(), a.Phone, flow.Code(code))
			}
			if err != nil {
				t.Errorf("%s: %v", a.Phone, err)
			}
		})
	}
	all.Wait()
	require.Len(t, srv.SignedIn(), 10)
}

// anything is any answer at all.
type anything struct{}

func (anything) Decode(*bin.Buffer) error { return nil }

// invoke makes calls of gotd's own low-level client, with a key of its own.
func invoke(t *testing.T, srv *mtprototest.Server, calls func(ctx context.Context, api *tg.Client, conn *mtproto.Conn) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	conn := mtproto.New(func(ctx context.Context) (transport.Conn, error) {
		raw, err := new(net.Dialer).DialContext(ctx, "tcp", srv.DCs()[0].Addrs[0])
		if err != nil {
			return nil, err
		}
		return transport.Intermediate.Handshake(raw)
	}, mtproto.Options{DC: 2, PublicKeys: []exchange.PublicKey{{RSA: srv.PublicKey()}}})
	done := errors.New("done")
	err := conn.Run(ctx, func(ctx context.Context) error {
		if err := calls(ctx, tg.NewClient(conn), conn); err != nil {
			return err
		}
		return done
	})
	require.ErrorIs(t, err, done)
}

// What is no part of signing in is refused as Telegram refuses what it does
// not know, and the connection goes on.
func TestOtherMethods(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	invoke(t, srv, func(ctx context.Context, api *tg.Client, conn *mtproto.Conn) error {
		_, err := api.HelpGetNearestDC(ctx)
		require.True(t, tgerr.Is(err, "CONNECTION_NOT_INITED"), "%v", err)

		var config tg.Config
		require.NoError(t, conn.Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &tg.InitConnectionRequest{
			APIID: 1, DeviceModel: "test", SystemVersion: "test", AppVersion: "test", SystemLangCode: "en", LangCode: "en",
			Query: &tg.HelpGetConfigRequest{},
		}}, &config))
		require.Equal(t, 2, config.ThisDC)
		require.Len(t, config.DCOptions, 2)
		for i, option := range config.DCOptions {
			require.Equal(t, srv.DCs()[i].ID, option.ID)
			require.Equal(t, srv.DCs()[i].Addrs[0], net.JoinHostPort(option.IPAddress, fmt.Sprint(option.Port)))
			require.True(t, net.ParseIP(option.IPAddress).IsLoopback(), "clients dial what they are told")
		}

		_, err = api.HelpGetInviteText(ctx)
		require.True(t, tgerr.Is(err, "METHOD_INVALID"), "%v", err)
		err = conn.Invoke(ctx, raw{1, 2, 3, 4}, anything{})
		require.True(t, tgerr.Is(err, "METHOD_INVALID"), "%v", err)
		err = conn.Invoke(ctx, raw{0x4f, 0x24, 0x77, 0xa6}, anything{}) // auth.sendCode and no more
		require.True(t, tgerr.Is(err, "INPUT_FETCH_ERROR"), "%v", err)
		_, err = api.AuthCheckPassword(ctx, &tg.InputCheckPasswordEmpty{})
		require.True(t, tgerr.Is(err, "AUTH_KEY_UNREGISTERED"), "%v", err)
		return nil
	})
	require.Equal(t, 3, srv.Calls()["help.getNearestDc"]+srv.Calls()["help.getConfig"]+srv.Calls()["help.getInviteText"])
}

// A fault of the model is one of the wire: an answer that is lost stays away,
// and a connection that is cut is closed.
func TestFaults(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	d := &flow.Driver{Transport: srv.Transport()}
	srv.Inject(fake.Fault{Method: "auth.sendCode", Disconnect: true, LoseAfter: true})
	s, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.Error(t, err)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
	require.Len(t, srv.Inbox(ada), 1, "the server acted")

	srv.LoseBefore("auth.sendCode")
	ctx, cancel := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	asking.Go(func() { _, err = d.Do(ctx, "me", flow.PhoneNumber(ada)) })
	require.Eventually(t, func() bool { return srv.Calls()["auth.sendCode"] == 2 }, time.Minute, time.Millisecond)
	cancel()
	asking.Wait()
	require.ErrorIs(t, err, context.Canceled, "until then nothing came, not even an end")
	require.Len(t, srv.Inbox(ada), 1, "the server did not act")
}

// Everything that an account can be made to announce has a form on the wire.
func TestEveryDelivery(t *testing.T) {
	for d := codes.App; d <= codes.SMSPhrase; d++ {
		srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Code: "12345", Delivery: d})
		driver := &flow.Driver{Transport: srv.Transport()}
		s, err := driver.Do(t.Context(), "me", flow.PhoneNumber(ada))
		require.NoError(t, err)
		require.Equal(t, d, s.Sent.Delivery)
	}
}
