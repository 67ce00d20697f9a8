package mtproto

import (
	"context"
	"net"
	"strconv"

	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"

	"github.com/stepin-go/stepin/errors"
)

// Network returns which servers this Transport knows, and its way to them, as
// gotd has them in telegram.Options: for a client that goes on as the login, by
// the same proxy. Where DCs is nil, the list is gotd's own.
//
// It fails if both Dial and Resolver are set; an address that is not host:port
// is [errors.UnknownDC].
func (t *Transport) Network() (dcs.Resolver, dcs.List, error) {
	if t.Dial != nil && t.Resolver != nil {
		return nil, dcs.List{}, errors.New("mtproto: Transport has both a Dial and a Resolver")
	}
	list, err := t.list()
	if err != nil {
		return nil, dcs.List{}, err
	}
	if t.Resolver != nil {
		return t.Resolver, list, nil
	}
	return dcs.Plain(dcs.PlainOptions{Dial: t.Dial}), list, nil
}

// list returns the data centres in gotd's form.
func (t *Transport) list() (dcs.List, error) {
	switch {
	case t.DCs == nil && t.Test:
		return dcs.Test(), nil
	case t.DCs == nil:
		return dcs.Prod(), nil
	}
	list := dcs.List{Test: t.Test}
	for _, dc := range t.DCs {
		for i, addr := range dc.Addrs {
			option, err := dcOption(dc.ID, addr)
			if err != nil {
				return dcs.List{}, err
			}
			option.Static = i == 0 // gotd prefers these, and we the first
			list.Options = append(list.Options, option)
		}
	}
	return list, nil
}

func dcOption(id int, addr string) (tg.DCOption, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return tg.DCOption{}, unknownDC(err)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return tg.DCOption{}, unknownDC(err)
	}
	ip := net.ParseIP(host)
	return tg.DCOption{ID: id, IPAddress: host, Port: int(n), Ipv6: ip != nil && ip.To4() == nil}, nil
}

func unknownDC(cause error) error {
	e := errors.Local(errors.UnknownDC)
	e.Err = cause
	return e
}

// resolve connects by the Resolver. The connection is closed when ctx ends.
func (t *Transport) resolve(ctx context.Context, dc int) (transport.Conn, error) {
	resolver, list, err := t.Network()
	if err != nil {
		return nil, err
	}
	type result struct {
		conn transport.Conn
		err  error
	}
	// Nobody takes the result once ctx has ended: then it is closed here. (Not
	// every Resolver obeys ctx in its handshake with a proxy.)
	resolved := make(chan result)
	go func() {
		conn, err := resolver.Primary(ctx, dc, list)
		select {
		case resolved <- result{conn, err}:
		case <-ctx.Done():
			if err == nil {
				_ = conn.Close()
			}
		}
	}()
	select {
	case r := <-resolved:
		if r.err != nil {
			return nil, r.err
		}
		return plain{r.conn, context.AfterFunc(ctx, func() { _ = r.conn.Close() })}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
