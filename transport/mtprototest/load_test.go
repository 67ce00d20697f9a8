package mtprototest_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// crowd is how many clients sign in at once.
const crowd = 200

// Everybody signs in at once, some with a password as well as a code, some in
// another data centre: each gets the account that is theirs, and nobody else's
// code would do. At one moment all of them wait for an answer.
func TestCrowdSignsIn(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range crowd {
		a := mtprototest.Account{
			Phone: fmt.Sprintf("+999662%04d", n), ID: int64(1000 + n), Code: strconv.Itoa(10000 + n),
		}
		if n%25 == 0 { // proving one is what takes longest here
			a.Password = fmt.Sprintf("correct horse %d", n)
		}
		if n%10 == 0 {
			a.DC = 4
		}
		accounts = append(accounts, a)
	}
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	everybody := make(chan struct{})
	model.Before = func(method string, _ int) fake.Fault {
		if method == "auth.sendCode" {
			return fake.Fault{DelayBefore: everybody}
		}
		return fake.Fault{}
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	defer srv.Close()

	// What a driver says is looked at elsewhere: 200 times of it takes long.
	d := &flow.Driver{Transport: srv.Transport(), Limits: patient}
	is := make([][2]string, crowd) // who each is, when it signs in and when it asks
	errs := make(chan error, crowd)
	for n, a := range accounts {
		go func() {
			id, inputs := strconv.Itoa(n), []flow.Input{flow.PhoneNumber(a.Phone), flow.Code(a.Code)}
			if a.Password != "" {
				inputs = append(inputs, flow.Password(a.Password))
			}
			told, err := signInWith(t.Context(), d, id, inputs...)
			if err == nil {
				var asked flow.State
				asked, err = d.Do(t.Context(), id, flow.Poll())
				is[n] = [2]string{told.Account.ID, asked.Account.ID}
			}
			errs <- err
		}()
	}
	require.Eventually(t, func() bool {
		return srv.Calls()["auth.sendCode"] == crowd
	}, patience, time.Millisecond)
	requireOpen(t, srv, crowd)
	close(everybody)
	for range crowd {
		require.NoError(t, <-errs)
	}
	for n, a := range accounts {
		id := strconv.FormatInt(a.ID, 10)
		require.Equal(t, [2]string{id, id}, is[n])
	}
	require.Len(t, srv.SignedIn(), crowd)
	require.Equal(t, crowd/25, srv.Calls()["auth.checkPassword"])
	require.Equal(t, crowd+crowd/10, srv.Keys())
	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
}

// Clients that have nothing to say are kept, however many, and served when they
// have: before their first byte, after their tag, and with a key. Meanwhile
// others sign in.
func TestIdleConnections(t *testing.T) {
	const each, keyed = 950, 100
	srv := start(t, mtprototest.Config{}, mtprototest.Account{Phone: ada, Password: "correct horse"})
	var silent, tagged []net.Conn
	for range each {
		silent = append(silent, dial(t, srv))
		conn := dial(t, srv)
		_, err := conn.Write(intermediateTag)
		require.NoError(t, err)
		tagged = append(tagged, conn)
	}
	var owners []keyOwner
	for range keyed {
		owners = append(owners, makeKey(t, srv, dial(t, srv)))
	}
	all := len(silent) + len(tagged) + len(owners)
	require.Equal(t, 2000, all)
	requireOpen(t, srv, all)

	_, err := signInWith(t.Context(), unhurried(t, srv.Transport()), "me",
		flow.PhoneNumber(ada), flow.Code(code), flow.Password("correct horse"))
	require.NoError(t, err)

	for _, conn := range silent {
		_, err := conn.Write(intermediateTag)
		require.NoError(t, err)
	}
	for _, conn := range slices.Concat(silent, tagged) {
		asks(t, conn)
	}
	for _, o := range owners {
		o.pings(t)
	}
	requireOpen(t, srv, all)
	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
	for _, conn := range slices.Concat(silent, tagged) {
		requireClosed(t, conn)
	}
	for _, o := range owners {
		requireClosed(t, o)
	}
}

// requireOpen waits until the server has noticed what its clients have done, and
// has so many connections.
func requireOpen(t testing.TB, srv *mtprototest.Server, want int) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, open := srv.Connections()
		return open == want
	}, patience, time.Millisecond)
}

// Clients that mean no good, a dozen of each kind, harm nobody: somebody signs
// in between their bytes. Who breaks the protocol is dropped at once; who only
// wastes time is when that is over (package wire has the clock for that), and at
// the latest with the server.
func TestHostileClients(t *testing.T) {
	const each = 12
	garbage := make([]byte, 200)
	_, _ = rand.Read(garbage)
	garbage[0], garbage[4] = 0x41, 0x41 // neither abridged nor full
	unknown := frame(append([]byte("nokey..."), make([]byte, 16+96)...))
	var many []byte
	for range 100 {
		many = append(many, unknown...)
	}
	tagged := func(b ...byte) []byte { return append([]byte("\xee\xee\xee\xee"), b...) }
	kinds := map[string]struct {
		begin   []byte
		more    []byte // between two steps of the others
		dropped bool
	}{
		"a byte at a time":    {tagged(0, 1, 0, 0), []byte{1}, false},
		"half a tag":          {[]byte{0xee}, nil, false},
		"a promise":           {tagged(0, 0, 0x10, 0), make([]byte, 1<<10), false},
		"garbage":             {garbage, nil, true},
		"HTTP":                {[]byte("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: nobody in particular\r\n\r\n"), nil, true},
		"an oversized frame":  {tagged(1, 0, 0x10, 0), nil, true},
		"unknown keys":        {tagged(many...), nil, true},
		"unknown, now and so": {tagged(unknown...), unknown, false},
	}
	srv := start(t, mtprototest.Config{ProxySecret: plainSecret, Listen: listenNarrow},
		mtprototest.Account{Phone: ada, Password: "correct horse"})

	var lingering, dropped []net.Conn
	more := map[net.Conn][]byte{}
	for _, kind := range kinds {
		for range each {
			conn := dial(t, srv)
			_, err := conn.Write(kind.begin)
			require.NoError(t, err)
			if kind.dropped {
				dropped = append(dropped, conn)
				continue
			}
			lingering = append(lingering, conn)
			more[conn] = kind.more
		}
	}
	// These ask more than there is room for answers, and never read.
	var asking sync.WaitGroup
	question := bytes.Repeat(question(t), 5000)
	for range 3 {
		conn := dial(t, srv)
		require.NoError(t, conn.(*net.TCPConn).SetReadBuffer(1)) // as small as it gets
		lingering = append(lingering, conn)
		asking.Go(func() { _, _ = conn.Write(slices.Concat(intermediateTag, question)) })
	}

	d := unhurried(t, srv.Transport())
	for _, in := range []flow.Input{
		flow.PhoneNumber(ada), flow.Code("11111"), flow.Code(code), flow.Password("wrong"), flow.Password("correct horse"),
	} {
		for conn, b := range more {
			_, err := conn.Write(b)
			require.NoError(t, err)
		}
		_, _ = d.Do(t.Context(), "me", in) // some are refused
	}
	require.Len(t, srv.SignedIn(), 1)
	for _, conn := range dropped {
		requireClosed(t, conn)
	}
	requireOpen(t, srv, len(lingering))

	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
	asking.Wait()
	for _, conn := range lingering {
		requireClosed(t, conn)
	}
}

// listenNarrow listens for connections that have as little room as can be for
// what the other side does not read. By itself the kernel makes it megabytes.
func listenNarrow(int) (net.Listener, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	return narrow{ln}, err
}

type narrow struct{ net.Listener }

func (l narrow) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		err = conn.(*net.TCPConn).SetWriteBuffer(1)
	}
	return conn, err
}
