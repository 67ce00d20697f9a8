package mtproto_test

import (
	"encoding/hex"

	"github.com/gotd/td/telegram/dcs"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Each login has a proxy of its own, and all are in one store. gotdclient.Options,
// given the driver's Transport, leads a client that goes on as the login through
// the same proxy.
func ExampleTransport_resolver() {
	base := mtproto.Transport{AppID: 12345, AppHash: codes.NewSecret("0123456789abcdef0123456789abcdef")}
	store := new(flow.MemoryStore)

	// through makes the driver of the logins behind one MTProxy.
	through := func(addr, secret string) (*flow.Driver, error) {
		key, err := hex.DecodeString(secret)
		if err != nil {
			return nil, err
		}
		transport := base
		transport.Resolver, err = dcs.MTProxy(addr, key, dcs.MTProxyOptions{})
		if err != nil {
			return nil, err
		}
		return &flow.Driver{Transport: &transport, Store: store}, nil
	}

	_, _ = through("proxy.example.org:443", "dd00112233445566778899aabbccddeeff")
}
