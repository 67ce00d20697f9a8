package quickblox_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// routes are where calls go.
var routes = map[flow.CallName]string{
	flow.CallConnect:       openRoute,
	flow.CallCheckPassword: logInRoute,
	flow.CallWhoAmI:        showRoute,
	flow.CallLogOut:        logOutRoute,
}

// nowhere is where nobody listens.
const nowhere = "http://127.0.0.1:1"

func serve(t testing.TB) *quickbloxtest.Server {
	server, err := quickbloxtest.Start(quickbloxtest.Config{Accounts: []quickbloxtest.Account{ada}})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

func TestConformance(t *testing.T) {
	transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
		server := serve(t)
		return transporttest.Server{
			Transport: func() flow.Transport { return server.Transport() },
			Unreachable: func() flow.Transport {
				tr := server.Transport()
				tr.URL = nowhere
				return tr
			},
			Identifier: must(codes.Name(ada.Login)),
			Password:   ada.Password,
			Examined:   server.Examined,
			Hang:       func(call flow.CallName) <-chan struct{} { return server.Hang(routes[call]) },
			LoseAnswer: func(call flow.CallName) { server.LoseAfter(routes[call]) },
		}
	}})
}

func TestConformanceHTTP(t *testing.T) {
	transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
		server := serve(t)
		return transporttest.HTTPServer{
			Handler: server.Handler(),
			Transport: func(url string) flow.Transport {
				tr := server.Transport()
				tr.URL = url
				return tr
			},
			Identifier: must(codes.Email(ada.Email)),
			Password:   ada.Password,
		}
	}})
}
