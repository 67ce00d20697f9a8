package mtprototest_test

import (
	"net"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// What a connection costs the server that says nothing, in bytes of heap and
// stack: once its transport is recognised, and once a key has been made on it
// (the key included, which outlives the connection).
//
// Both ends are in this process. So the clients connect first, and wait in the
// kernel's queue of a listener that nobody serves; what is in use then is taken
// off what is in use when they are served. What they do in between leaves
// nothing behind on their side.
func BenchmarkIdleConnection(b *testing.B) {
	const conns = 200
	for name, use := range map[string]func(b *testing.B, srv *mtprototest.Server, conn net.Conn){
		"recognised": func(b *testing.B, _ *mtprototest.Server, conn net.Conn) {
			// The answer, that the key is unknown, says that the tag has been read.
			_, err := conn.Write(slices.Concat(intermediateTag, frame([]byte("nokey..."))))
			require.NoError(b, err)
			receive(b, conn)
		},
		"with a key": func(b *testing.B, srv *mtprototest.Server, conn net.Conn) { makeKey(b, srv, conn) },
	} {
		b.Run(name, func(b *testing.B) {
			model, err := fake.New()
			require.NoError(b, err)
			total := 0
			for b.Loop() {
				ln, err := net.Listen("tcp", "127.0.0.1:0")
				require.NoError(b, err)
				var clients []net.Conn
				for range conns {
					conn, err := net.Dial("tcp", ln.Addr().String())
					require.NoError(b, err)
					clients = append(clients, conn)
				}
				// Ended goroutines leave stacks for new ones. These take them.
				over := make(chan struct{})
				for range conns {
					go func() { <-over }()
				}
				before := inUse()
				srv, err := mtprototest.Start(model, mtprototest.Config{
					Listen: func(int) (net.Listener, error) { return ln, nil },
				})
				require.NoError(b, err)
				for _, conn := range clients {
					use(b, srv, conn)
				}
				total += inUse() - before
				close(over)
				for _, conn := range clients {
					_ = conn.Close()
				}
				srv.Close()
			}
			b.ReportMetric(float64(total)/float64(b.N)/conns, "B/connection")
		})
	}
}

// inUse returns how many bytes of heap and stack are in use.
func inUse() int {
	for range 5 { // a stack is shrunk by half at each collection
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}
