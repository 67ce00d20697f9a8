package proxytest

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"

	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscated2"
	"github.com/gotd/td/proto/codec"
)

// MTProxy starts an MTProxy with a secret of 16 bytes, or of 17 that begin with
// 0xdd, which demands the padded intermediate framing
// (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation). route
// says where a data centre is; "" is nowhere.
func MTProxy(t testing.TB, secret []byte, route func(dc int) string) *Proxy {
	t.Helper()
	known, err := mtproxy.ParseSecret(secret)
	if err != nil || known.Type == mtproxy.TLS {
		t.Fatalf("proxytest: a secret of %d bytes: %v", len(secret), err)
	}
	return start(t, func(conn net.Conn) (string, io.ReadWriter, error) {
		plain, header, err := obfuscated2.Accept(conn, known.Secret)
		if err != nil {
			return "", nil, err
		}
		padded := header.Protocol == codec.PaddedIntermediateClientStart
		addr := route(int(int16(header.DC)))
		// Under another secret the header is noise.
		if !padded && (known.Type == mtproxy.Secured || header.Protocol != codec.IntermediateClientStart) || addr == "" {
			return "", nil, errors.New("not a client of this proxy")
		}
		// The server is told of the framing as by a client that comes directly.
		return addr, struct {
			io.Reader
			io.Writer
		}{io.MultiReader(bytes.NewReader(header.Protocol[:]), plain), plain}, nil
	})
}
