package main

import (
	"bytes"
	"crypto/rand"
	"net"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscator"
	"github.com/gotd/td/proto/codec"
	"github.com/stretchr/testify/require"
)

// sink is a connection that keeps what is written.
type sink struct {
	net.Conn
	bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) { return s.Buffer.Write(p) }
func (s *sink) Read(p []byte) (int, error)  { return s.Buffer.Read(p) }

// gotd's codecs write what a connection begins with.
func TestTransportOf(t *testing.T) {
	wrong := bytes.Repeat([]byte{1}, 16)
	for name, cdc := range map[string]codec.Codec{
		"full": &codec.Full{}, "abridged": codec.Abridged{},
		"intermediate": codec.Intermediate{}, "padded": codec.PaddedIntermediate{},
	} {
		var conn sink
		require.NoError(t, cdc.WriteHeader(&conn))
		require.NoError(t, cdc.Write(&conn, &bin.Buffer{Buf: make([]byte, 2*headerLen)}))
		for _, secret := range [][]byte{nil, plainSecret, paddedSecret} {
			require.Equal(t, name, transportOf(conn.Bytes()[:headerLen], secret))
		}

		tagged, ok := cdc.(codec.TaggedCodec)
		if !ok {
			continue
		}
		for _, tt := range []struct {
			made, read []byte
			want       string
		}{
			{nil, nil, "obfuscated " + name},
			{nil, plainSecret, "obfuscated " + name},
			{plainSecret, plainSecret, "mtproxy " + name},
			{plainSecret, paddedSecret, "mtproxy " + name},
			{plainSecret, wrong, "unknown"},
			{plainSecret, nil, "unknown"},
		} {
			var conn sink
			require.NoError(t, obfuscator.Obfuscated2(rand.Reader, &conn).
				Handshake(tagged.ObfuscatedTag(), 2, mtproxy.Secret{Secret: tt.made}))
			require.Equal(t, tt.want, transportOf(conn.Bytes(), tt.read))
		}
	}
	require.Equal(t, "unknown", transportOf([]byte("GET / HTTP/1.1"), nil))
}

func TestTap(t *testing.T) {
	tap := new(tap)
	ln, err := tap.listen(2)
	require.NoError(t, err)
	defer func() { require.NoError(t, ln.Close()) }()
	for range 2 { // of which one says nothing
		client, err := net.Dial("tcp", ln.Addr().String())
		require.NoError(t, err)
		server, err := ln.Accept()
		require.NoError(t, err)
		if len(tap.first) == 1 {
			_, err = client.Write(append([]byte{0xef}, make([]byte, 2*headerLen)...))
			require.NoError(t, err)
		}
		require.NoError(t, client.Close())
		for p := make([]byte, 40); err == nil; { // several reads to the header
			_, err = server.Read(p)
		}
		require.NoError(t, server.Close())
	}
	require.Len(t, tap.first[0], headerLen)
	require.Equal(t, []string{"abridged"}, tap.transports(nil))
}
