package exchange

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto/codec"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// A transport error is four bytes with a negative number.
func TestTransportErrors(t *testing.T) {
	random := seeded(t)
	for _, code := range []int32{404, 429, 444} {
		for _, at := range []int{1, 2, 3} {
			s := newServer(random)
			s.frame = func(answer int, frame []byte) []byte {
				if answer == at {
					return binary.LittleEndian.AppendUint32(nil, uint32(-code))
				}
				return frame
			}
			_, err := s.exchange(t, options(random))
			var protocol *codec.ProtocolErr
			require.ErrorAs(t, err, &protocol)
			require.Equal(t, code, protocol.Code)
			var failed *Error
			require.NotErrorAs(t, err, &failed)
		}
	}
}

func TestClosedConnection(t *testing.T) {
	random := seeded(t)
	for at := range 4 {
		clientConn, serverConn := transport.Intermediate.Pipe()
		go func() {
			s := newServer(random)
			s.frame = func(answer int, frame []byte) []byte {
				if answer == at {
					_ = serverConn.Close()
				}
				return frame
			}
			if at == 0 {
				_ = serverConn.Close()
			}
			_ = s.serve(serverConn)
		}()
		_, err := Run(t.Context(), clientConn, options(replay(1)))
		require.True(t, errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe), "%v", err)
		var failed *Error
		require.NotErrorAs(t, err, &failed)
		require.NoError(t, clientConn.Close())
	}
}

// silent is a server that stops answering after some answers.
func silent(t *testing.T, answers int) (conn transport.Conn, stopped <-chan struct{}) {
	clientConn, serverConn := transport.Intermediate.Pipe()
	t.Cleanup(func() { _ = serverConn.Close() })
	reached := make(chan struct{})
	if answers == 0 {
		close(reached)
		return clientConn, reached
	}
	s := newServer(replay(2))
	wait := make(chan struct{})
	t.Cleanup(func() { close(wait) })
	s.frame = func(answer int, frame []byte) []byte {
		if answer > answers {
			close(reached)
			<-wait
		}
		return frame
	}
	go func() { _ = s.serve(serverConn) }()
	return clientConn, reached
}

func TestCancellation(t *testing.T) {
	for answers := range 3 {
		conn, reached := silent(t, answers)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-reached
			cancel()
		}()
		result, err := Run(ctx, conn, options(replay(3)))
		require.Equal(t, context.Canceled, err)
		require.True(t, result == Result{})
		requireClosed(t, conn)
	}
}

// requireClosed fails if conn can still be used.
func requireClosed(t *testing.T, conn transport.Conn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	require.ErrorIs(t, conn.Recv(ctx, new(bin.Buffer)), io.ErrClosedPipe)
}

func TestDeadline(t *testing.T) {
	for answers := range 3 {
		conn, _ := silent(t, answers)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		_, err := Run(ctx, conn, options(replay(3)))
		require.Equal(t, context.DeadlineExceeded, err)
		requireClosed(t, conn)
		cancel()
	}
}

func TestDoneBeforehand(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	opt := options(replay(3))
	conn, _ := silent(t, 0)
	_, err := Run(ctx, conn, opt)
	require.Equal(t, context.Canceled, err)
	require.Zero(t, *opt.Work)
	requireClosed(t, conn)
}

// Run must not take a connection away that is still needed.
func TestConnStaysOpen(t *testing.T) {
	a, b := net.Pipe()
	clientConn, err := transport.NewProtocol(func() transport.Codec { return noHeader{} }).Handshake(a)
	require.NoError(t, err)
	serverConn, err := transport.NewProtocol(func() transport.Codec { return noHeader{} }).Handshake(b)
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() {
		if err := newServer(replay(4)).serve(serverConn); err != nil {
			done <- err
			return
		}
		var message bin.Buffer
		done <- serverConn.Recv(context.Background(), &message)
	}()
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Run(ctx, clientConn, options(replay(5)))
	require.NoError(t, err)
	cancel() // too late to matter
	require.NoError(t, clientConn.Send(t.Context(), &bin.Buffer{Buf: make([]byte, 8)}))
	require.NoError(t, <-done)
	require.NoError(t, clientConn.Close())
}

// noHeader is the intermediate codec without its first four bytes.
type noHeader struct{ codec.Intermediate }

func (noHeader) WriteHeader(io.Writer) error { return nil }
