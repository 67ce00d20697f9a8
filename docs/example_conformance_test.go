package docs_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

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

// What has been sent is not sent again elsewhere, and never said not to have been
// sent because nobody was there.
func TestWebTransportIsRedirected(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("http://127.0.0.1:1/", http.StatusTemporaryRedirect))
	t.Cleanup(server.Close)
	call := flow.Call{Name: flow.CallSignIn, Code: codes.NewSecret("1234")}
	answer, _, err := webTransport{server.URL}.Perform(t.Context(), call, flow.NewSession(fingerprint("token"), []byte("token")))
	require.Nil(t, answer)
	require.ErrorContains(t, err, "redirects")
}
