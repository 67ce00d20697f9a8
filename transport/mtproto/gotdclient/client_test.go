package gotdclient_test

import (
	"context"
	"net"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/export"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

const ada, adaPassword = "+9996620001", "correct horse"

// signIn signs a number in and returns the driver that has its login.
func signIn(t *testing.T, srv *mtprototest.Server, tr flow.Transport, number string) *flow.Driver {
	t.Helper()
	d := leak.Driver(t, &flow.Driver{Transport: tr})
	_, err := d.Do(t.Context(), "me", flow.PhoneNumber(number))
	require.NoError(t, err)
	inbox := srv.Inbox(number)
	state, err := d.Do(t.Context(), "me", flow.Code(inbox[len(inbox)-1].Code))
	require.NoError(t, err)
	if state.Phase == flow.WaitPassword {
		state, err = d.Do(t.Context(), "me", flow.Password(adaPassword))
		require.NoError(t, err)
	}
	require.Equal(t, flow.Ready, state.Phase)
	return d
}

func handOver(t *testing.T, d *flow.Driver, tr *mtproto.Transport) mtproto.Login {
	t.Helper()
	record, err := d.Load(t.Context(), "me")
	require.NoError(t, err)
	login, err := tr.HandOver(record)
	require.NoError(t, err)
	leak.Saw(t, record, login)
	return login
}

func options(t *testing.T, tr *mtproto.Transport, login mtproto.Login) telegram.Options {
	t.Helper()
	o, err := gotdclient.Options(tr, login)
	require.NoError(t, err)
	return o
}

// patience bounds what a test waits for: long enough for gotd's key exchange
// under the race detector on a busy machine.
const patience = 2 * time.Minute

// start runs a client until stop is called, or the test ends.
func start(t *testing.T, client *telegram.Client) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	ready, ended := make(chan struct{}), make(chan struct{})
	var err error
	go func() {
		defer close(ended)
		err = client.Run(ctx, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return nil
		})
	}()
	stop = func() { cancel(); <-ended }
	t.Cleanup(stop)
	select {
	case <-ready:
	case <-ended:
		require.Fail(t, "the client does not run", "%v", err)
	}
	return stop
}

// self asks who a client is.
func self(t *testing.T, tr *mtproto.Transport, o telegram.Options) *tg.User {
	t.Helper()
	client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), o)
	defer start(t, client)()
	user, err := client.Self(t.Context())
	require.NoError(t, err)
	return user
}

// Whichever way the login goes over, gotd's client is the account: with the key
// that stepin made, without another one, and without a word about signing in.
func TestReadyIsAWorkingClient(t *testing.T) {
	for _, tt := range []struct {
		name    string
		account mtprototest.Account
		storage func(*testing.T, mtproto.Login) telegram.SessionStorage
		keys    int // that the sign-in makes
	}{
		{"options", mtprototest.Account{Phone: ada, ID: 77}, nil, 1},
		{"options, with a password", mtprototest.Account{Phone: ada, ID: 77, Password: adaPassword}, nil, 1},
		{"options, from another data centre", mtprototest.Account{Phone: ada, ID: 77, DC: 4}, nil, 2},
		{
			"gotd's session file", mtprototest.Account{Phone: ada, ID: 77, DC: 4},
			func(t *testing.T, l mtproto.Login) telegram.SessionStorage {
				file := &session.FileStorage{Path: filepath.Join(t.TempDir(), "session.json")}
				require.NoError(t, gotdclient.Save(t.Context(), l, file))
				return file
			}, 2,
		},
		{
			"Telethon's string", mtprototest.Account{Phone: ada, ID: 77},
			func(t *testing.T, l mtproto.Login) telegram.SessionStorage {
				written, err := export.Telethon(l)
				require.NoError(t, err)
				data, err := session.TelethonSession(written.Reveal())
				require.NoError(t, err)
				loader := session.Loader{Storage: new(session.StorageMemory)}
				require.NoError(t, loader.Save(t.Context(), data))
				return loader.Storage
			}, 1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, tt.account)
			tr := srv.Transport()
			login := handOver(t, signIn(t, srv, tr, ada), tr)
			before := srv.Calls()

			o := options(t, tr, login)
			if tt.storage != nil {
				o.SessionStorage = tt.storage(t, login)
			}
			require.EqualValues(t, 77, self(t, tr, o).ID)

			require.Equal(t, tt.keys, srv.Keys(), "the client made a key of its own")
			after := srv.Calls()
			for _, method := range []string{"auth.sendCode", "auth.signIn", "auth.checkPassword", "account.getPassword"} {
				require.Equal(t, before[method], after[method], method)
			}
		})
	}
}

// counter counts the connections that are open on the client's side, where it is
// known at once that one is closed; how many there were in all; and how many at
// the same time at most.
type counter struct {
	mu              sync.Mutex
	open, all, most int
}

func (c *counter) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open += n
	c.all += max(n, 0)
	c.most = max(c.most, c.open)
}

func (c *counter) counts() (open, all, most int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open, c.all, c.most
}

func (c *counter) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c.add(1)
	return &counted{Conn: conn, c: c}, nil
}

type counted struct {
	net.Conn
	c      *counter
	closed atomic.Bool
}

func (c *counted) Close() error {
	if !c.closed.Swap(true) {
		c.c.add(-1)
	}
	return c.Conn.Close()
}

// Two connections under one key can cost the key (AUTH_KEY_DUPLICATED). So at
// hand-over stepin has none, and the server sees the client's alone; and when the
// client has gone, stepin can go on. At no time are there two.
func TestNoConnectionAtHandOver(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Password: adaPassword, FirstName: "Ada"})
	var conns counter // stepin's, and then gotd's, since Options tells it to dial so
	tr := srv.Transport()
	tr.Dial = conns.dial
	d := signIn(t, srv, tr, ada)
	login := handOver(t, d, tr)
	open, _, _ := conns.counts()
	require.Zero(t, open, "stepin is still connected")
	openSoon(t, srv, 0)

	before, _ := srv.Connections()
	client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), options(t, tr, login))
	stop := start(t, client)
	user, err := client.Self(t.Context())
	require.NoError(t, err)
	require.Equal(t, "Ada", user.FirstName)
	openSoon(t, srv, 1)
	stop()
	after, _ := srv.Connections()
	require.Equal(t, before+1, after)
	openSoon(t, srv, 0)

	state, err := d.Do(t.Context(), "me", flow.Poll())
	require.NoError(t, err)
	require.Equal(t, "Ada", state.Account.FirstName)
	require.Equal(t, 1, srv.Keys())

	open, all, most := conns.counts()
	require.Zero(t, open)
	require.Equal(t, 1, most, "two at once")
	made, _ := srv.Connections()
	require.Equal(t, made, all, "nobody connected without being counted")
}

// openSoon waits until the server has noticed what the clients have done.
func openSoon(t *testing.T, srv *mtprototest.Server, want int) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, open := srv.Connections()
		return open == want
	}, patience, time.Millisecond)
}

// A clock that is ten minutes off must not keep gotd from understanding the
// server, any more than it kept stepin.
func TestClockIsOff(t *testing.T) {
	for _, off := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		t.Run(off.String(), func(t *testing.T) {
			model, err := fake.New(fake.Account{Phone: ada, FirstName: "Ada"})
			require.NoError(t, err)
			model.DCs = []int{2}
			srv, err := mtprototest.Start(model, mtprototest.Config{Now: func() time.Time { return time.Now().Add(off) }})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			tr := srv.Transport()
			login := handOver(t, signIn(t, srv, tr, ada), tr)
			require.InDelta(t, off.Seconds(), login.Offset.Seconds(), 60)
			require.Equal(t, "Ada", self(t, tr, options(t, tr, login)).FirstName)
		})
	}
}

// The proxy of a sign-in is the client's, too: neither goes another way.
func TestProxyServesBoth(t *testing.T) {
	model, err := fake.New(fake.Account{Phone: ada, FirstName: "Ada"})
	require.NoError(t, err)
	secret := append([]byte{0xdd}, "sixteen bytes of"...)
	srv, err := mtprototest.Start(model, mtprototest.Config{ProxySecret: secret})
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	var conns counter
	tr := srv.Transport()
	tr.Resolver, err = dcs.MTProxy(tr.DCs[0].Addrs[0], secret, dcs.MTProxyOptions{Dial: conns.dial})
	require.NoError(t, err)
	for i := range tr.DCs {
		tr.DCs[i].Addrs = []string{"nowhere.invalid:443"}
	}

	login := handOver(t, signIn(t, srv, tr, ada), tr)
	_, signedIn, _ := conns.counts()
	require.Equal(t, "Ada", self(t, tr, options(t, tr, login)).FirstName)
	_, all, _ := conns.counts()
	require.Greater(t, all, signedIn)
	made, _ := srv.Connections()
	require.Equal(t, made, all)
}
