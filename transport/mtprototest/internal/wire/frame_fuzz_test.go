package wire

import (
	"bufio"
	"bytes"
	"io"
	"testing"

	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscated2"
)

// The first bytes of a connection and all its frames, at a listener that is a
// proxy's endpoint as well.
func FuzzFrames(f *testing.F) {
	f.Add([]byte("\xef\x01\x01\x02\x03\x04\x7f\x01\x00\x00\x01\x02\x03\x04"), false)
	f.Add([]byte("\xee\xee\xee\xee\x04\x00\x00\x00\x01\x02\x03\x04"), false)
	f.Add([]byte("\xdd\xdd\xdd\xdd\x05\x00\x00\x80\x01\x02\x03\x04\x05"), false)
	f.Add([]byte("\xef\x00"), false)
	f.Add([]byte("\xee\xee\xee\xee\x00\x00\x00\x00"), false)
	var first bytes.Buffer
	if err := (&full{}).write(&first, []byte("one.")); err != nil {
		f.Fatal(err)
	}
	f.Add(first.Bytes(), false)
	f.Add(bytes.Repeat([]byte{0x41}, 100), false)
	for _, secret := range [][]byte{nil, testSecret} {
		for _, tag := range [][]byte{abridgedTag, intermediateTag, paddedTag} {
			f.Add(obfuscated(f, secret, tag, 2, []byte("\x01four\x7f\x01\x00\x00four")), false)
			f.Add(obfuscated(f, secret, tag, -10004, []byte("\x04\x00\x00\x00four\x04\x00\x00\x80four")), true)
		}
	}
	f.Fuzz(func(t *testing.T, stream []byte, paddedOnly bool) {
		proxy := &Proxy{Secret: testSecret, PaddedOnly: paddedOnly}
		l, err := detect(bufio.NewReaderSize(bytes.NewReader(stream), headerSize), io.Discard, proxy)
		if err != nil {
			return
		}
		if n, _ := dcNumber(int(l.dc)); n < 0 || n > 1<<15 {
			t.Fatalf("data centre %d became %d", l.dc, n)
		}
		if l.proxied && paddedOnly && !l.padded() {
			t.Fatal("not padded")
		}
		for {
			packet, err := l.receive()
			if err != nil {
				return
			}
			if len(packet) == 0 || len(packet) > maxFrame {
				t.Fatalf("packet of %d bytes", len(packet))
			}
			trimPadding(packet)
		}
	})
}

// testSecret is a proxy's.
var testSecret = []byte("sixteen bytes of")

// obfuscated is what a client sends that begins with a header and goes on with
// these bytes.
func obfuscated(t testing.TB, secret []byte, tag []byte, dc int, rest []byte) []byte {
	t.Helper()
	var sent bytes.Buffer
	random := bytes.NewReader(bytes.Repeat([]byte("stepin."), 100))
	o := obfuscated2.NewObfuscated2(random, &sent)
	if err := o.Handshake([4]byte(tag), dc, mtproxy.Secret{Secret: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write(rest); err != nil {
		t.Fatal(err)
	}
	return sent.Bytes()
}
