package wire

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"
)

// These tests run in a bubble of time of their own, so that hours cost nothing
// and a limit is met to the nanosecond, however slow the machine is.

const frameTime = 30 * time.Second // what Server.FrameTime is by default

// pipes is a listener on connections within the process, which have no buffers:
// what nobody reads blocks at once.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error   { close(p.closed); return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

// connect returns a new connection, closed when the test ends.
func (p pipes) connect(t *testing.T) net.Conn {
	near, far := net.Pipe()
	t.Cleanup(func() { _ = near.Close() })
	p.conns <- far
	return near
}

// inBubble runs a test in a bubble, with a served Server.
func inBubble(t *testing.T, test func(t *testing.T, ln pipes, stop func())) {
	s := &Server{Key: testRSA(), Handler: greet}
	synctest.Test(t, func(t *testing.T) {
		ln := pipes{make(chan net.Conn), make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- s.Serve(ctx, ln) }()
		stop := sync.OnceFunc(func() {
			cancel()
			require.NoError(t, <-served)
		})
		defer stop()
		test(t, ln, stop)
	})
}

// framed is an intermediate frame.
func framed(packet []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(packet))), packet...)
}

// question is a packet to which the answer is known: the first of a key
// exchange.
func question(t *testing.T) []byte {
	t.Helper()
	return raw(t, proto.UnencryptedMessage{
		MessageID:   4,
		MessageData: raw(t, &mt.ReqPqMultiRequest{Nonce: bin.Int128{1, 2, 3}}),
	})
}

func write(t *testing.T, conn net.Conn, b []byte) {
	t.Helper()
	_, err := conn.Write(b)
	require.NoError(t, err)
}

// answered reads the answer to a question.
func answered(t *testing.T, conn net.Conn) {
	t.Helper()
	packet, err := intermediate{}.read(conn)
	require.NoError(t, err)
	var m proto.UnencryptedMessage
	require.NoError(t, m.Decode(&bin.Buffer{Buf: packet}))
	var res mt.ResPQ
	require.NoError(t, res.Decode(&bin.Buffer{Buf: m.MessageData}))
	require.Equal(t, bin.Int128{1, 2, 3}, res.Nonce)
}

// A client that has begun is cut when its time is over, though it never pauses
// for long. One that pauses where nothing has begun is served a day later.
func TestFrameTime(t *testing.T) {
	tag := string(intermediateTag)
	for name, tc := range map[string]struct {
		before string // what it says first, of which nothing is left to come
		slowly string // what it says then
		every  time.Duration
	}{
		"tag":               {"", tag, 11 * time.Second},
		"full frame":        {"", "\x40\x00\x00\x00\x00\x00\x00\x00" + noise(60), time.Second},
		"obfuscated header": {"", noise(64), time.Second},
		"length":            {tag, "\x40\x00\x00\x00", 11 * time.Second},
		"abridged":          {"\xef", "\x10" + noise(64), time.Second},
		"frame":             {tag, "\x40\x00\x00\x00" + noise(64), time.Second},
		"promise":           {tag, "\x40\x00\x00\x00", time.Millisecond},
		"one byte only":     {tag, "\x40", 0},
		"second frame": {
			tag + string(framed(append(bytes.Repeat([]byte{1}, 8), noise(16)...))),
			"\x40\x00\x00\x00" + noise(64), time.Second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, ln pipes, _ func()) {
				slow, silent, tagged := ln.connect(t), ln.connect(t), ln.connect(t)
				write(t, tagged, intermediateTag)
				go func() { _, _ = slow.Write([]byte(tc.before)) }()
				var cut time.Time
				gone := make(chan struct{})
				go func() {
					defer close(gone)
					_, _ = io.Copy(io.Discard, slow)
					cut = time.Now()
				}()
				time.Sleep(24 * time.Hour)
				begun := time.Now()
				for _, b := range []byte(tc.slowly) {
					if _, err := slow.Write([]byte{b}); err != nil {
						break
					}
					time.Sleep(tc.every)
				}
				<-gone
				require.Equal(t, frameTime, cut.Sub(begun))

				write(t, silent, intermediateTag)
				for _, conn := range []net.Conn{silent, tagged} {
					write(t, conn, framed(question(t)))
					answered(t, conn)
				}
			})
		})
	}
}

func noise(n int) string { return string(bytes.Repeat([]byte{0x41}, n)) }

// The time is that of one packet: a slow client that makes it each time goes on.
func TestFrameTimeIsPerPacket(t *testing.T) {
	inBubble(t, func(t *testing.T, ln pipes, _ func()) {
		conn := ln.connect(t)
		for _, b := range [][]byte{{0xee}, {0xee, 0xee}, {0xee}} {
			write(t, conn, b)
			time.Sleep(frameTime/2 - 1)
		}
		frame := framed(question(t))
		for range 3 {
			write(t, conn, frame[:1])
			time.Sleep(frameTime - 1)
			write(t, conn, frame[1:])
			answered(t, conn)
		}
		// The next packet may come with the end of this one.
		write(t, conn, frame[:1])
		time.Sleep(frameTime - 1)
		write(t, conn, append(frame[1:], frame[0]))
		answered(t, conn)
		time.Sleep(frameTime - 1)
		write(t, conn, frame[1:])
		answered(t, conn)
	})
}

// A client that does not read is cut, too, and keeps nobody waiting until then.
func TestWriteTime(t *testing.T) {
	inBubble(t, func(t *testing.T, ln pipes, _ func()) {
		deaf, other := ln.connect(t), ln.connect(t)
		frame := framed(question(t))
		write(t, deaf, intermediateTag)
		write(t, deaf, frame)
		begun := time.Now()
		write(t, other, intermediateTag)
		write(t, other, frame)
		answered(t, other)
		require.Zero(t, time.Since(begun))

		_, err := deaf.Write(frame) // which the server would read after writing
		require.ErrorIs(t, err, io.ErrClosedPipe)
		require.Equal(t, frameTime, time.Since(begun))
	})
}

// Nor does such a client hold up the end of Serve.
func TestServeEndsWrites(t *testing.T) {
	inBubble(t, func(t *testing.T, ln pipes, stop func()) {
		deaf, slow := ln.connect(t), ln.connect(t)
		write(t, deaf, intermediateTag)
		write(t, deaf, framed(question(t)))
		write(t, slow, intermediateTag[:1])
		synctest.Wait()
		begun := time.Now()
		stop()
		require.Zero(t, time.Since(begun))
	})
}

// Behind half a frame nothing may follow: the connection is closed at once, and
// not by whoever hears of the error.
func TestFailedWriteCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		stream := newTimed(far, frameTime)
		failed := make(chan error)
		go func() {
			_, err := stream.Write([]byte("half of it"))
			failed <- err
		}()
		_, err := io.ReadFull(near, make([]byte, 4))
		require.NoError(t, err)
		require.ErrorIs(t, <-failed, os.ErrDeadlineExceeded)
		_, err = near.Read(make([]byte, 1))
		require.ErrorIs(t, err, io.EOF)
	})
}
