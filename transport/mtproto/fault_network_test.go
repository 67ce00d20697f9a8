package mtproto_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A direction is a way through a network.
type direction uint8

const (
	up direction = iota // to the server
	down
)

func (d direction) String() string { return [...]string{"up", "down"}[d] }

// A trouble is a way in which a network fails.
type trouble uint8

const (
	// cutOff ends the connection that carries the byte; the next one is whole.
	cutOff trouble = iota
	// silence carries nothing any more: connections are accepted, and no
	// byte arrives.
	silence
	// outage ends the connection that carries the byte, and no other can be
	// made.
	outage
)

func (t trouble) String() string { return [...]string{"cut", "silence", "outage"}[t] }

// A fault is trouble that begins after a number of bytes in one direction,
// counted over all connections from the moment that it is announced.
type fault struct {
	kind trouble
	dir  direction
	at   int
}

func (f fault) String() string { return fmt.Sprintf("%s after %d bytes %s", f.kind, f.at, f.dir) }

// A network is a TCP proxy between transports and a server.
type network struct {
	srv     *mtprototest.Server
	door    net.Listener
	nowhere string // where nobody listens
	release func() // lets somebody listen there again
	dialing sync.Mutex
	running sync.WaitGroup

	mu      sync.Mutex
	relays  map[*relay]struct{}
	passed  [2]int
	fault   *fault        // that is still to come
	felt    chan struct{} // has something whenever silence has been felt
	trouble bool          // silence or outage is now
	silent  chan struct{} // closed when silence ends; nil: none
	closed  bool
}

// newNetwork is closed when the test ends, and by close before.
func newNetwork(t testing.TB, srv *mtprototest.Server) *network {
	door, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	nowhere, release := holdPort(t)
	n := &network{
		srv: srv, door: door, nowhere: nowhere, release: release,
		relays: map[*relay]struct{}{}, felt: make(chan struct{}, 1),
	}
	t.Cleanup(n.close)
	return n
}

// transport is a new process's way to the server.
func (n *network) transport() *mtproto.Transport {
	tr := n.srv.Transport()
	tr.Dial = n.dial
	return tr
}

// dial connects through the proxy, which has accepted when it returns: no
// connection waits unseen where no trouble can reach it.
func (n *network) dial(ctx context.Context, network, address string) (net.Conn, error) {
	n.dialing.Lock()
	defer n.dialing.Unlock()
	to := n.door.Addr().String()
	if n.refuses() {
		to = n.nowhere
	}
	near, err := new(net.Dialer).DialContext(ctx, network, to)
	if err != nil {
		return nil, err
	}
	for {
		far, err := n.door.Accept()
		if err != nil {
			_ = near.Close()
			return nil, err
		}
		if far.RemoteAddr().String() != near.LocalAddr().String() {
			_ = far.Close() // of somebody who has given up
			continue
		}
		n.accept(far.(*net.TCPConn), address)
		return near, nil
	}
}

// strike makes a fault happen.
func (n *network) strike(f fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f.at += n.passed[f.dir]
	n.fault = &f
}

// failing reports whether silence or an outage is now.
func (n *network) failing() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.trouble
}

// notice returns a channel that has something once silence is felt from now on.
func (n *network) notice() <-chan struct{} {
	select {
	case <-n.felt:
	default:
	}
	return n.felt
}

// feel tells who notices. It is called with the lock.
func (n *network) feel() {
	select {
	case n.felt <- struct{}{}:
	default:
	}
}

// refuses reports whether an outage is now.
func (n *network) refuses() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.trouble && n.silent == nil
}

// heal ends silence and outage. What was silent is lost.
func (n *network) heal() {
	n.mu.Lock()
	if n.silent != nil {
		close(n.silent)
	}
	n.trouble, n.silent = false, nil
	var lost []*relay
	for r := range n.relays {
		r.broken = true
		lost = append(lost, r)
	}
	n.mu.Unlock()
	for _, r := range lost {
		n.settle(r)
	}
}

// bytes is how many have passed, by direction.
func (n *network) bytes() [2]int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.passed
}

func (n *network) close() {
	_ = n.door.Close()
	n.mu.Lock()
	n.closed, n.fault = true, nil // what has not begun does not begin any more
	if n.silent != nil {
		close(n.silent)
		n.silent = nil
	}
	for r := range n.relays {
		r.end()
	}
	n.mu.Unlock()
	n.running.Wait()
	n.release()
}

// A relay is one connection through a network.
type relay struct {
	client, server *net.TCPConn
	broken         bool // nothing passes any more
}

func (r *relay) end() {
	_ = r.client.Close()
	_ = r.server.Close()
}

// accept relays a connection to the server's address.
func (n *network) accept(client *net.TCPConn, address string) {
	server, err := net.Dial("tcp", address)
	if err != nil {
		_ = client.Close()
		return
	}
	r := &relay{client: client, server: server.(*net.TCPConn)}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed {
		r.end()
		return
	}
	n.relays[r] = struct{}{}
	if n.silent != nil {
		n.feel()
	}
	n.running.Go(func() {
		var downwards sync.WaitGroup
		downwards.Go(func() { n.carry(r, down, r.server, r.client) })
		n.carry(r, up, r.client, r.server)
		_ = r.server.CloseWrite() // the server ends the connection, and so the other way
		downwards.Wait()
		r.end()
		n.mu.Lock()
		delete(n.relays, r)
		n.mu.Unlock()
	})
}

// carry moves bytes in one direction, as far as they may pass.
func (n *network) carry(r *relay, dir direction, from, to *net.TCPConn) {
	buf := make([]byte, 4096)
	for {
		m, err := from.Read(buf)
		pass, struck, silent := n.pass(r, dir, m)
		_, failed := to.Write(buf[:pass])
		switch {
		case silent != nil:
			<-silent
			n.settle(r)
			return
		case struck:
			n.settle(r)
			return
		case err != nil || failed != nil:
			if dir == down {
				_ = r.client.Close()
			}
			return
		}
	}
}

// settle ends a connection so that the server has dealt with what it has
// received before the client can notice. Which of two connections a server
// hears first is not what is tested.
func (n *network) settle(r *relay) {
	_ = r.server.CloseWrite()
	_, _ = io.Copy(io.Discard, r.server) // until the server, too, has ended it
	for deadline := time.Now().Add(patience); !idle(n.srv) && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	r.end()
}

// idle reports whether a server has dealt with every RPC that it has received.
func idle(srv *mtprototest.Server) bool {
	received := 0
	for _, calls := range srv.Calls() {
		received += calls
	}
	for _, r := range srv.Requests() {
		if r.Answer != "" {
			received--
		}
	}
	return received == 0
}

// pass says how many of m bytes may pass, whether trouble has begun with the
// others, and the silence that swallows them, if there is one.
func (n *network) pass(r *relay, dir direction, m int) (pass int, struck bool, silent chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.fault
	switch {
	case n.trouble && n.silent == nil && !r.broken: // the outage has begun on another
		r.broken = true
		return 0, true, nil
	case n.trouble || r.broken:
		return 0, false, n.silent
	case f == nil || f.dir != dir || n.passed[dir]+m <= f.at:
		n.passed[dir] += m
		return m, false, nil
	}
	pass = f.at - n.passed[dir]
	n.passed[dir] = f.at
	n.fault, n.trouble, r.broken = nil, f.kind != cutOff, true
	if f.kind == silence {
		n.silent = make(chan struct{})
		n.feel()
	}
	return pass, true, n.silent
}
