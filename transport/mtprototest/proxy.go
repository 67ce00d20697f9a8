package mtprototest

import (
	"fmt"
	"slices"

	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// proxySecret is the length of an MTProxy's secret, and padded what stands
// before one that demands padding
// (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation).
const (
	proxySecret = 16
	padded      = 0xdd
)

// checkProxySecret takes no secret for a good one. The error does not show it.
func checkProxySecret(secret []byte) error {
	n := len(secret)
	if n == 0 || n == proxySecret || n == 1+proxySecret && secret[0] == padded {
		return nil
	}
	return fmt.Errorf("mtprototest: ProxySecret must have %d bytes, or %#x and %[1]d bytes", proxySecret, padded)
}

// proxy makes an MTProxy endpoint of the listener of own, if there is a secret.
func (s *Server) proxy(secret []byte, own *wire.Server) *wire.Proxy {
	n := len(secret)
	if n == 0 {
		return nil
	}
	return &wire.Proxy{
		Secret:     slices.Clone(secret[n-proxySecret:]),
		PaddedOnly: n > proxySecret,
		Route: func(id int) *wire.Server {
			for _, dc := range s.dcs {
				if dc.id == id {
					return dc.wire
				}
			}
			return own // which takes the client or not, as one that has dialled it
		},
	}
}
