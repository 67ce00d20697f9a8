package wire

import (
	"context"
	"errors"
	"net"
	"sync"
	"syscall"
	"time"

	"go.uber.org/zap"
)

// Serve accepts connections on ln until ctx ends. It then closes the listener
// and all its connections, waits for every goroutine, handlers included, and
// returns nil. It returns an error when a field of the Server is wrong or when
// ln fails while ctx is alive, except for a lack of files (EMFILE, ENFILE), which
// it waits out. It closes ln in every case. Several listeners may be served at
// once.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	if err := s.prepare(); err != nil {
		_ = ln.Close()
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &run{conns: make(map[net.Conn]struct{})}
	r.wg.Go(func() {
		<-ctx.Done()
		_ = ln.Close()
		r.closeAll()
	})
	err := s.accept(ctx, ln, r)
	stopped := ctx.Err() != nil
	cancel()
	r.wg.Wait()
	if stopped {
		return nil
	}
	return err
}

// How long to wait for one of the open files to be closed when there are too many:
// twice as long each time.
const (
	minAcceptWait = 5 * time.Millisecond
	maxAcceptWait = time.Second
)

func (s *Server) accept(ctx context.Context, ln net.Listener, r *run) error {
	var wait time.Duration
	for {
		raw, err := ln.Accept()
		if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
			wait = min(max(2*wait, minAcceptWait), maxAcceptWait)
			s.log().Warn("cannot accept for now", zap.Error(err), zap.Duration("wait", wait))
			select {
			case <-time.After(wait):
				continue
			case <-ctx.Done():
				return err
			}
		}
		if err != nil {
			return err
		}
		wait = 0
		if !r.add(raw) {
			_ = raw.Close()
			continue
		}
		s.count(func(c *Counts) { c.Accepted++; c.Open++ })
		r.wg.Go(func() {
			// The transport is recognised here and not above: a client that
			// connects and says nothing must not keep others from connecting.
			c, err := s.recognise(raw, r)
			if err == nil {
				err = c.serve(ctx)
			}
			s.end(raw, r, err)
		})
	}
}

// end closes a connection, and counts it out.
func (s *Server) end(raw net.Conn, r *run, why error) {
	s.log().Debug("connection ended", zap.Error(why))
	_ = raw.Close()
	r.remove(raw)
	s.count(func(c *Counts) { c.Open-- })
}

// run is what one call of Serve has started.
type run struct {
	wg sync.WaitGroup

	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	closed bool
}

// add reports false when the run is over.
func (r *run) add(c net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return false
	}
	r.conns[c] = struct{}{}
	return true
}

func (r *run) remove(c net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
}

func (r *run) closeAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for c := range r.conns {
		_ = c.Close()
	}
}
