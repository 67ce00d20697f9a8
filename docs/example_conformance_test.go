package docs_test

import (
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/storetest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// begin store
func TestSealed(t *testing.T) {
	storetest.Run(t, storetest.Config{Empty: func(t testing.TB) func() flow.Store {
		inner, key := new(flow.MemoryStore), make([]byte, 32)
		return func() flow.Store {
			s, err := newSealed(inner, key)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}})
}

// end store

// begin transport
func TestWebTransport(t *testing.T) {
	transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
		backend, server := startWebServer()
		t.Cleanup(server.Close)
		who, err := codes.ParsePhone("+9996620001")
		if err != nil {
			t.Fatal(err)
		}
		return transporttest.Server{
			Transport:   func() flow.Transport { return webTransport{server.URL} },
			Unreachable: func() flow.Transport { return webTransport{"http://127.0.0.1:1"} },
			Identifier:  who,
			Code:        func() string { return "1234" },
			Examined:    backend.count,
			Hang:        func(c flow.CallName) <-chan struct{} { return backend.hangNext(paths[c]) },
			LoseAnswer:  func(c flow.CallName) { backend.loseNext(paths[c]) },
		}
	}})
}

// end transport

// begin http
func TestWebTransportOverHTTP(t *testing.T) {
	transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
		backend, server := startWebServer()
		t.Cleanup(server.Close)
		who, err := codes.ParsePhone("+9996620001")
		if err != nil {
			t.Fatal(err)
		}
		return transporttest.HTTPServer{
			Handler:    backend,
			Transport:  func(url string) flow.Transport { return webTransport{url} },
			Identifier: who,
			Code:       func() string { return "1234" },
		}
	}})
}

// end http
