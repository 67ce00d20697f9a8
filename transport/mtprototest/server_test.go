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

	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
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

// patience bounds what tests wait for. It only decides how long a broken server
// takes to fail.
const patience = 2 * time.Minute

// start serves accounts until the test ends.
func start(t testing.TB, cfg mtprototest.Config, accounts ...mtprototest.Account) *mtprototest.Server {
	t.Helper()
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	leak.Server(t, model, accounts...)
	srv, err := mtprototest.Start(model, cfg)
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	return srv
}

// patient lets a call take as long as a busy machine needs.
var patient = flow.Limits{Lease: patience, CodeLife: time.Hour}

// unhurried is a driver that is patient.
func unhurried(t testing.TB, tr flow.Transport) *flow.Driver {
	return leak.Driver(t, &flow.Driver{Transport: tr, Limits: patient})
}

// signInWith makes each input in turn, and demands that the last of them signs
// in.
func signInWith(ctx context.Context, d *flow.Driver, id string, inputs ...flow.Input) (flow.State, error) {
	var s flow.State
	for _, in := range inputs {
		var err error
		if s, err = d.Do(ctx, id, in); err != nil {
			return s, err
		}
	}
	if s.Phase != flow.Ready {
		return s, fmt.Errorf("stands at %s", s.Phase)
	}
	return s, nil
}

// signIn signs in with number and code and returns the session.
func signIn(t *testing.T, d *flow.Driver) flow.Session {
	t.Helper()
	leak.Driver(t, d)
	_, err := signInWith(t.Context(), d, "me", flow.PhoneNumber(ada), flow.Code(code))
	require.NoError(t, err)
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
	signIn(t, &flow.Driver{Transport: srv.Transport()})
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
	session := signIn(t, &flow.Driver{Transport: srv.Transport()})
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
			signIn(t, &flow.Driver{Transport: srv.Transport()})
		})
	}
}

func TestForgetKey(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	d := &flow.Driver{Transport: srv.Transport()}
	signIn(t, d)
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
	signIn(t, d)
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

// What is no part of signing in is refused as Telegram refuses what it does
// not know, and the connection goes on.
func TestOtherMethods(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	ctx, conn := gotdConn(t, srv, mtproto.Options{})
	api := tg.NewClient(conn)
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
	err = conn.Invoke(ctx, raw{1, 2, 3, 4}, new(received))
	require.True(t, tgerr.Is(err, "METHOD_INVALID"), "%v", err)
	err = conn.Invoke(ctx, raw{0x4f, 0x24, 0x77, 0xa6}, new(received)) // auth.sendCode and no more
	require.True(t, tgerr.Is(err, "INPUT_FETCH_ERROR"), "%v", err)
	_, err = api.AuthCheckPassword(ctx, &tg.InputCheckPasswordEmpty{})
	require.True(t, tgerr.Is(err, "AUTH_KEY_UNREGISTERED"), "%v", err)
	require.Equal(t, 3, srv.Calls()["help.getNearestDc"]+srv.Calls()["help.getConfig"]+srv.Calls()["help.getInviteText"])
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
