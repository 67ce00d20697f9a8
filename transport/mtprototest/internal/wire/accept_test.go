package wire

import (
	"context"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// scarce is a listener that fails as often as it is told to before it accepts.
type scarce struct {
	pipes
	fails chan error
}

func (s scarce) Accept() (net.Conn, error) {
	select {
	case err := <-s.fails:
		return nil, &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", err)}
	default:
		return s.pipes.Accept()
	}
}

// A process that has too many files open accepts again when it has fewer. It looks
// less and less often, up to once a second, and ends at once when it is to.
func TestServeWaitsForFiles(t *testing.T) {
	s := &Server{Key: testRSA(), Handler: greet}
	synctest.Test(t, func(t *testing.T) {
		ln := scarce{pipes{make(chan net.Conn), make(chan struct{})}, make(chan error, 20)}
		lack := func(n int) {
			for i := range n {
				ln.fails <- []error{syscall.EMFILE, syscall.ENFILE}[i%2]
			}
		}
		serve := func() time.Duration {
			begun := time.Now()
			conn := ln.connect(t)
			write(t, conn, intermediateTag)
			write(t, conn, framed(question(t)))
			answered(t, conn)
			return time.Since(begun)
		}
		lack(10)
		ctx, stop := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- s.Serve(ctx, ln) }()
		require.Equal(t, (5+10+20+40+80+160+320+640+1000+1000)*time.Millisecond, serve())

		lack(1)
		require.Zero(t, serve(), "accepting already")
		require.Equal(t, 5*time.Millisecond, serve(), "from the beginning")

		lack(20)
		require.Zero(t, serve())
		time.Sleep(2500 * time.Millisecond)
		synctest.Wait()
		begun := time.Now()
		stop()
		require.NoError(t, <-served)
		require.Zero(t, time.Since(begun))
		require.NotEmpty(t, ln.fails)
	})
}
