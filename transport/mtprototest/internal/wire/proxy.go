package wire

import "fmt"

// proxySecret is the length of an MTProxy's secret, without the dd before it.
const proxySecret = 16

// Proxy is what makes a listener an MTProxy endpoint
// (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation). Clients
// that know no secret are served beside those that do.
type Proxy struct {
	Secret []byte // 16 bytes

	// PaddedOnly refuses all but the padded intermediate transport to clients
	// that use the secret, as a proxy does whose secret begins with dd.
	PaddedOnly bool

	// Route finds the data centre that a client names in the header of its
	// connection: its number, whether it is meant for media (Telegram puts a
	// minus before it) or is a test data centre (10000 more). nil closes the
	// connection. No Route: the server itself, whatever is named.
	//
	// What is found serves the connection, except that the server that listens
	// counts it, times it and logs its end.
	Route func(dc int) *Server
}

func (p *Proxy) check() error {
	if p != nil && len(p.Secret) != proxySecret {
		return fmt.Errorf("wire: Proxy.Secret has %d bytes, not %d", len(p.Secret), proxySecret)
	}
	return nil
}

// behind returns the server that a recognised connection is for.
func (s *Server) behind(l link) (*Server, error) {
	if !l.proxied || s.Proxy.Route == nil {
		return s, nil
	}
	dc, _ := dcNumber(int(l.dc))
	to := s.Proxy.Route(dc)
	if to == nil {
		return nil, fmt.Errorf("proxy: no data centre %d", l.dc)
	}
	return to, to.prepare()
}
