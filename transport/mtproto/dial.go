package mtproto

import (
	"context"
	"crypto/rsa"
	"net"
	"slices"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/transport"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto/exchange"
)

// dial connects to a data centre, trying its addresses in turn. The connection
// is closed when ctx ends.
func (t *Transport) dial(ctx context.Context, dc int) (transport.Conn, error) {
	addrs := t.addrs(dc)
	if len(addrs) == 0 {
		return nil, errors.Local(errors.UnknownDC)
	}
	if t.Resolver != nil {
		return t.resolve(ctx, dc)
	}
	dial := t.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	var failed error
	for i, addr := range addrs {
		raw, err := dialShare(ctx, dial, addr, len(addrs)-i)
		if err != nil {
			failed = err
			continue
		}
		if ctx.Err() != nil { // not every Dial looks at it
			_ = raw.Close()
			break
		}
		// A transport.Conn obeys a context's deadline at best, and the writes
		// of a server that does not read never end by themselves.
		stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
		conn, err := transport.Intermediate.Handshake(raw)
		if err == nil {
			return plain{conn, stop}, nil
		}
		stop()
		_ = raw.Close()
		failed = err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, failed
}

// dialShare connects to an address within its share of the time, so that one that
// does not answer leaves time for the others.
func dialShare(ctx context.Context, dial func(context.Context, string, string) (net.Conn, error), addr string, left int) (net.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok && left > 1 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(left))
		defer cancel()
	}
	return dial(ctx, "tcp", addr)
}

// addrs returns the addresses of a data centre; none if it is not in the list.
func (t *Transport) addrs(dc int) []string {
	dcs := t.DCs
	switch {
	case dcs != nil:
	case t.Test:
		dcs = TestDCs()
	default:
		dcs = ProductionDCs()
	}
	i := slices.IndexFunc(dcs, func(d DataCentre) bool { return d.ID == dc })
	if i < 0 {
		return nil
	}
	return dcs[i].Addrs
}

func (t *Transport) publicKeys() []*rsa.PublicKey {
	switch {
	case t.PublicKeys != nil:
		return t.PublicKeys
	case t.Test:
		return TestKeys()
	default:
		return ProductionKeys()
	}
}

// plain is a connection whose transport errors
// (core.telegram.org/mtproto/mtproto-transports#transport-errors) gotd does not
// know. On a 404 it would make a new auth key by itself, and with it everything
// that was signed in under the old one would be lost without a word.
type plain struct {
	transport.Conn
	stop func() bool // ends the watch over the context
}

func (p plain) Close() error {
	p.stop()
	return p.Conn.Close()
}

func (p plain) Recv(ctx context.Context, b *bin.Buffer) error {
	err := p.Conn.Recv(ctx, b)
	if e, ok := errors.AsType[*codec.ProtocolErr](err); ok {
		return &transportError{code: int(e.Code), err: err}
	}
	return err
}

// transportError is the server's refusal to read what it was sent.
type transportError struct {
	code int
	err  error
}

func (e *transportError) Error() string { return e.err.Error() }

// newKey makes an auth key in a data centre.
func (t *Transport) newKey(ctx context.Context, dc int) (session, error) {
	conn, err := t.dial(ctx, dc)
	if err != nil {
		return session{}, err
	}
	defer func() { _ = conn.Close() }()
	opt := exchange.Options{DC: dc, Keys: t.publicKeys()}
	if t.Test {
		opt.DC += 10000
	}
	key, err := exchange.Run(ctx, conn, opt)
	if err != nil {
		return session{}, exchangeError(err)
	}
	return session{dc: dc, key: key.Key.WithID(), salt: key.Salt, offset: key.Offset}, nil
}

// exchangeError gives a failed security check its reason.
func exchangeError(err error) error {
	check, ok := errors.AsType[*exchange.Error](err)
	if !ok {
		return err
	}
	reason := errors.InsecureServer
	if check.Check == exchange.CheckFingerprint {
		reason = errors.NoKey
	}
	e := errors.Local(reason)
	e.Text, e.Err = check.Check, err
	return e
}
