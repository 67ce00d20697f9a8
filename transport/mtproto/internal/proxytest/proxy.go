// Package proxytest has proxies on loopback for tests. (A server of package
// mtprototest is an MTProxy by itself, if it is given a secret.)
package proxytest

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
)

// A Proxy listens on loopback until the test ends.
type Proxy struct {
	// Addr is where, host:port.
	Addr string

	mu      sync.Mutex
	relayed int
}

// Relayed returns how many connections have been made through the proxy.
func (p *Proxy) Relayed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.relayed
}

// greet performs a proxy's handshake with a client. It returns where the client
// wants to go.
type greet func(conn net.Conn) (addr string, err error)

// start starts a proxy.
func start(t testing.TB, hello greet) *Proxy {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{Addr: ln.Addr().String()}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			running.Go(func() { p.serve(ctx, conn, hello) })
		}
	})
	t.Cleanup(func() {
		stop()
		_ = ln.Close()
		running.Wait()
	})
	return p
}

// serve relays one connection until one side closes it, or ctx ends.
func (p *Proxy) serve(ctx context.Context, conn net.Conn, hello greet) {
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	addr, err := hello(conn)
	if err != nil {
		return // as a real one would: it says nothing to strangers
	}
	server, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return
	}
	p.mu.Lock()
	p.relayed++
	p.mu.Unlock()
	var back sync.WaitGroup
	back.Go(func() {
		_, _ = io.Copy(conn, server)
		_ = conn.Close()
	})
	_, _ = io.Copy(server, conn)
	_ = server.Close()
	back.Wait()
}
