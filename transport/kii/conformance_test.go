package kii_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// conforming is a server with one account, for a suite, and the codes of the
// account's authenticator app: a new one after each that was perhaps used.
func conforming(t testing.TB, a kiitest.Account) (server *kiitest.Server, who codes.Identifier, code func() string) {
	t.Helper()
	begin := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var passed, examined atomic.Int64
	server, err := kiitest.Start(kiitest.Config{
		Accounts: []kiitest.Account{a}, Refresh: true,
		Now: func() time.Time { return begin.Add(time.Duration(passed.Load())) },
	})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	if who, err = codes.ParsePhone(a.Phone); err != nil {
		who, err = codes.Name(a.LoginName)
	}
	require.NoError(t, err)
	if a.TOTP != "" {
		code = func() string {
			if n := int64(server.Examined()); examined.Swap(n) != n {
				passed.Add(int64(time.Minute)) // a test cannot wait for it
			}
			return server.Authenticator(a.LoginName)
		}
	}
	return server, who, code
}

// The suites, with a second factor and without, at both endpoints.
func TestConformance(t *testing.T) {
	for name, tt := range map[string]struct {
		account kiitest.Account
		legacy  bool
		route   string // of the password
	}{
		"application":               {ada, false, kiitest.TokenRoute},
		"legacy":                    {ada, true, kiitest.LegacyTokenRoute},
		"application second factor": {eve, false, kiitest.TokenRoute},
	} {
		transport := func(server *kiitest.Server, url string) flow.Transport {
			k := server.Transport()
			k.URL, k.Legacy = url+"/api", tt.legacy
			return k
		}
		t.Run(name, func(t *testing.T) {
			transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
				server, who, code := conforming(t, tt.account)
				at := func(call flow.CallName) string {
					switch call {
					case flow.CallCheckPassword:
						return tt.route
					case flow.CallSignIn:
						return kiitest.TokenRoute
					default:
						return kiitest.MeRoute
					}
				}
				return transporttest.Server{
					Transport:   func() flow.Transport { return transport(server, server.URL) },
					Unreachable: func() flow.Transport { return transport(server, "http://127.0.0.1:1") },
					Identifier:  who, Code: code, Password: tt.account.Password, TokenInAnswer: true,
					Examined:   server.Examined,
					Hang:       func(call flow.CallName) <-chan struct{} { return server.Hang(at(call)) },
					LoseAnswer: func(call flow.CallName) { server.LoseAfter(at(call)) },
				}
			}})
		})
		t.Run(name+" over HTTP", func(t *testing.T) {
			transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
				server, who, code := conforming(t, tt.account)
				return transporttest.HTTPServer{
					Handler:    server.Handler(),
					Transport:  func(url string) flow.Transport { return transport(server, url) },
					Identifier: who, Code: code, Password: tt.account.Password,
				}
			}})
		})
	}
}
