package ready_test

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The keys are literals here: other people's programs read them.
func TestLine(t *testing.T) {
	model, err := fake.New()
	require.NoError(t, err)
	model.DCs = []int{4, 2}
	const digits = "dd00112233445566778899aabbccddeeff"
	secret := []byte("\xdd\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff")
	srv, err := mtprototest.Start(model, mtprototest.Config{ProxySecret: secret})
	require.NoError(t, err)
	defer srv.Close()

	first, second := srv.DCs()[0].Addrs[0], srv.DCs()[1].Addrs[0]
	_, port, err := net.SplitHostPort(first)
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, ready.New(srv, secret).Write(&text))
	require.Equal(t, len(text.String())-1, strings.IndexByte(text.String(), '\n'), "one line")
	link := "tg://proxy?port=" + port + "&secret=" + digits + "&server=127.0.0.1"
	require.Contains(t, text.String(), link, "it can be copied from the line")

	var line map[string]any
	require.NoError(t, json.Unmarshal([]byte(text.String()), &line))
	written, ok := line["public_key"].(string)
	require.True(t, ok)
	block, rest := pem.Decode([]byte(written))
	require.Empty(t, rest)
	require.Equal(t, "RSA PUBLIC KEY", block.Type)
	key, err := x509.ParsePKCS1PublicKey(block.Bytes)
	require.NoError(t, err)
	require.Equal(t, srv.PublicKey(), key)
	want := map[string]any{
		"addr": first,
		"dc":   4.0,
		"dcs": []any{
			map[string]any{"id": 4.0, "addr": first},
			map[string]any{"id": 2.0, "addr": second},
		},
		"proxy":       link,
		"public_key":  written,
		"fingerprint": fmt.Sprintf("%016x", uint64(mtproto.Fingerprint(key))),
	}
	require.Equal(t, want, line)

	text.Reset()
	require.NoError(t, ready.New(srv, nil).Write(&text))
	clear(line)
	require.NoError(t, json.Unmarshal([]byte(text.String()), &line))
	delete(want, "proxy")
	require.Equal(t, want, line)
}
