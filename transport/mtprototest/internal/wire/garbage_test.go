package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

func requireTransportError(t testing.TB, err error, code int32) {
	t.Helper()
	var got *codec.ProtocolErr
	require.ErrorAs(t, err, &got)
	require.Equal(t, code, got.Code)
}

// keyIDs lists the keys of a server.
func (s *Server) keyIDs() (ids []string) {
	k := s.keys()
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, key := range k.keys {
		ids = append(ids, fmt.Sprintf("%x", key.ID))
	}
	return ids
}

// Every one of these ends its own connection, or is ignored, and nothing more.
func TestGarbage(t *testing.T) {
	s := &Server{Handler: greet}
	addr, _ := listen(t, s)
	key := register(t, s, testSalt)
	worker := dial(t, addr, transport.Intermediate, key)
	worker.result(worker.send(ask))

	tag := func(tag string, rest ...byte) []byte { return append([]byte(tag), rest...) }
	frame := func(packet []byte) []byte {
		return append(binary.LittleEndian.AppendUint32([]byte("\xee\xee\xee\xee"), uint32(len(packet))), packet...)
	}
	with := func(head []byte, n int) []byte { return append(bytes.Clone(head), bytes.Repeat([]byte{0x41}, n)...) }
	const ended, kept = true, false

	for name, tc := range map[string]struct {
		bytes []byte
		ends  bool // without the client hanging up
	}{
		"nothing":                     {nil, kept},
		"one byte":                    {[]byte{0x01}, kept},
		"abridged, no frame":          {tag("\xef"), kept},
		"abridged, half a frame":      {tag("\xef", 10, 1, 2, 3), kept},
		"abridged, empty frame":       {tag("\xef", 0), ended},
		"abridged, huge":              {tag("\xef", 0x7f, 0xff, 0xff, 0xff), ended},
		"intermediate, half a length": {tag("\xee\xee\xee\xee", 1, 0), kept},
		"intermediate, empty frame":   {tag("\xee\xee\xee\xee", 0, 0, 0, 0), ended},
		"intermediate, huge":          {tag("\xee\xee\xee\xee", 0xff, 0xff, 0xff, 0x7f), ended},
		"intermediate, 1 MiB to come": {tag("\xee\xee\xee\xee", 0, 0, 0x10, 0), kept},
		"intermediate, over 1 MiB":    {tag("\xee\xee\xee\xee", 1, 0, 0x10, 0), ended},
		"padded, huge":                {tag("\xdd\xdd\xdd\xdd", 0xff, 0xff, 0xff, 0xff), ended},
		"full, tiny":                  {[]byte{12, 0, 0, 0, 0, 0, 0, 0}, ended},
		"full, huge":                  {[]byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, ended},
		"full, wrong crc":             {with([]byte{20, 0, 0, 0, 0, 0, 0, 0}, 12), ended},
		"http":                        {with([]byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 64), ended},
		"obfuscated, no sense":        {with(nil, 64), ended},
		"tiny packet":                 {frame([]byte{1, 2, 3, 4}), ended},
		"plain, no message":           {frame(make([]byte, 8)), ended},
		"plain, length beyond":        {frame(with(make([]byte, 16), 8)), ended},
		"plain, unknown message":      {frame(append(make([]byte, 16), 4, 0, 0, 0, 1, 2, 3, 4)), ended},
		"known key, nothing else":     {frame(key.ID[:]), ended},
		"known key, half a block":     {frame(with(key.ID[:], 30)), ended},
		"known key, wrong msg_key":    {frame(with(key.ID[:], 16+96)), ended},
		"unknown key":                 {frame(with(nil, 8+16+96)), kept},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", addr)
			require.NoError(t, err)
			defer func() { _ = conn.Close() }()
			_, err = conn.Write(tc.bytes)
			require.NoError(t, err)

			worker.result(worker.send(ask)) // others are served meanwhile

			if tc.ends {
				require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
				_, err = io.Copy(io.Discard, conn)
				var timeout net.Error
				require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "not closed by the server")
			}
		})
	}
	worker.result(worker.send(ask))
	require.Eventually(t, func() bool { return s.Counts().Open == 1 }, patience, time.Millisecond)
}

// Clients that say nothing, before or after their tag, or one byte at a time,
// keep nobody waiting.
func TestSilentConnections(t *testing.T) {
	s := &Server{Handler: greet}
	addr, stop := listen(t, s)
	var silent []net.Conn
	for _, tag := range []string{"", "\xef", "\xee", "\xdd\xdd\xdd\xdd", "\xee\xee\xee\xee\x00"} {
		for range 10 {
			conn, err := net.Dial("tcp", addr)
			require.NoError(t, err)
			_, err = conn.Write([]byte(tag))
			require.NoError(t, err)
			silent = append(silent, conn)
		}
	}
	c := dial(t, addr, transport.Intermediate, register(t, s, testSalt))
	c.result(c.send(ask))
	require.Equal(t, len(silent)+1, s.Counts().Open)

	// The end of Serve ends them all.
	stop()
	require.Zero(t, s.Counts().Open)
	for _, conn := range silent {
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
		_, err := conn.Read(make([]byte, 1))
		var timeout net.Error
		require.False(t, errors.As(err, &timeout) && timeout.Timeout())
		require.Error(t, err)
		_ = conn.Close()
	}
}

func TestUnknownKey(t *testing.T) {
	for name, p := range map[string]transport.Protocol{
		"abridged": transport.Abridged, "intermediate": transport.Intermediate,
		"padded": transport.PaddedIntermediate, "full": transport.Full,
	} {
		t.Run(name, func(t *testing.T) {
			two, one := &Server{DC: 2}, &Server{DC: 1}
			addr, _ := listen(t, one)
			c := dial(t, addr, p, register(t, two, testSalt))
			c.send(ask)
			_, err := c.next()
			requireTransportError(t, err, 404)
		})
	}
}
