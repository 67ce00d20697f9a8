package export

import (
	"math"
	"net/netip"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// keyLength is the length of an auth key in bytes
// (core.telegram.org/mtproto/auth_key).
const keyLength = 256

// maxDC is the greatest data centre: all formats have one byte for it.
const maxDC = math.MaxUint8

// parts returns the key and the preferred address that is an IP address.
func parts(login mtproto.Login) ([]byte, netip.AddrPort, error) {
	key, err := keyOf(login)
	if err != nil {
		return nil, netip.AddrPort{}, err
	}
	for _, addr := range login.Addrs {
		// An address in IPv6 clothes is written as what it is, and a zone
		// means nothing elsewhere.
		if a, err := netip.ParseAddrPort(addr); err == nil && a.Addr().Zone() == "" {
			return key, netip.AddrPortFrom(a.Addr().Unmap(), a.Port()), nil
		}
	}
	return nil, netip.AddrPort{}, errors.Local(errors.UnknownDC)
}

func keyOf(login mtproto.Login) ([]byte, error) {
	key := login.Key.Reveal()
	switch {
	case len(key) != keyLength:
		return nil, errors.Local(errors.BadRecord)
	case login.DC < 0 || login.DC > maxDC:
		return nil, errors.Local(errors.UnknownDC)
	}
	return []byte(key), nil
}
