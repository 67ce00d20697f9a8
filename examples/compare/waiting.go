package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/flow"
)

// oursForEach is how many logins of ours wait for each one of gotd's: a record is
// so small that one alone could not be told from noise.
const oursForEach = 10

// waiting measures logins that wait for a code.
func (b *bench) waiting(ctx context.Context) error {
	ours, err := b.waitOurs(ctx, oursForEach*b.logins)
	if err != nil {
		return err
	}
	theirs, err := b.waitTheirs(ctx, b.logins)
	if err != nil {
		return err
	}
	b.add("waiting", "goroutines", ours.goroutines, theirs.goroutines)
	b.add("waiting", "bytes", ours.bytes, theirs.bytes)
	b.add("waiting", "sockets", ours.sockets, theirs.sockets)
	return nil
}

// holding is what the process holds: goroutines, the bytes of the heap and of
// stacks, and sockets.
type holding struct{ goroutines, heap, stacks, sockets float64 }

// hold looks at what is left once garbage is collected. Pools are empty only after
// the second collection, and each halves a stack that is too big: a key exchange
// needs more of it than a client that waits.
func hold(d *dialer) holding {
	for range 10 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return holding{float64(runtime.NumGoroutine()), float64(m.HeapAlloc), float64(m.StackInuse), float64(d.open.Load())}
}

// each returns what each of n logins has added since before. What somebody else
// has let go meanwhile does not count for them, nor, if they have no goroutines,
// do stacks: those are the runtime's reserve.
func (h holding) each(n int, before holding) share {
	added := func(now, before float64) float64 { return max(now-before, 0) / float64(n) }
	s := share{
		goroutines: added(h.goroutines, before.goroutines),
		bytes:      added(h.heap, before.heap),
		sockets:    added(h.sockets, before.sockets),
	}
	if s.goroutines > 0 {
		s.bytes += added(h.stacks, before.stacks)
	}
	return s
}

// share is what one login holds.
type share struct{ goroutines, bytes, sockets float64 }

// waitOurs lets n logins of stepin wait. Nothing runs meanwhile: they are records
// in a store.
func (b *bench) waitOurs(ctx context.Context, n int) (share, error) {
	var dial dialer
	t := b.server.transport()
	t.Dial = dial.DialContext
	before := hold(&dial)
	d := &flow.Driver{Transport: t, Store: new(flow.MemoryStore)}
	for i := range n {
		state, err := d.Do(ctx, strconv.Itoa(i), flow.PhoneNumber(ada))
		if err == nil && state.Phase != flow.WaitCode {
			err = fmt.Errorf("stepin: %s", state)
		}
		if err != nil {
			return share{}, err
		}
	}
	each := hold(&dial).each(n, before)
	runtime.KeepAlive(d)
	return each, nil
}

// waitTheirs lets n logins of gotd wait, each in the callback that asks for the
// code.
func (b *bench) waitTheirs(ctx context.Context, n int) (share, error) {
	var (
		dial  dialer
		ended sync.WaitGroup
	)
	ctx, cancel := context.WithCancel(ctx)
	defer ended.Wait()
	defer cancel()
	before := hold(&dial)
	for range n {
		client, err := b.server.client(new(session.StorageMemory), dial.DialContext)
		if err != nil {
			return share{}, err
		}
		waits, failed := make(chan struct{}), make(chan error, 1)
		ask := auth.CodeAuthenticatorFunc(func(ctx context.Context, _ *tg.AuthSentCode) (string, error) {
			close(waits)
			<-ctx.Done()
			return "", ctx.Err()
		})
		ended.Go(func() {
			failed <- client.Run(ctx, func(ctx context.Context) error {
				return auth.NewFlow(auth.CodeOnly(ada, ask), auth.SendCodeOptions{}).Run(ctx, client.Auth())
			})
		})
		select {
		case <-waits:
		case err := <-failed:
			return share{}, fmt.Errorf("gotd ended while its person was looking for the code: %w", cmp.Or(err, ctx.Err()))
		}
	}
	return hold(&dial).each(n, before), nil
}

// A dialer counts the connections that are open.
type dialer struct {
	net.Dialer
	open atomic.Int64
}

// DialContext connects.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	d.open.Add(1)
	return &counted{Conn: conn, d: d}, nil
}

type counted struct {
	net.Conn
	d    *dialer
	once sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.d.open.Add(-1) })
	return c.Conn.Close()
}
