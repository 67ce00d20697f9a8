package genauth_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// A system is one way to sign in.
type system struct {
	account genauthtest.Account
	who     func(testing.TB) codes.Identifier
	codes   bool
	cipher  genauth.Cipher
	// to is where codes go; "" is nowhere.
	to string
	// routes are what the calls are at the server.
	routes map[flow.CallName]string
}

func systems() map[string]system {
	byCode, second := ada, ada
	byCode.Password, second.SecondFactor = "", "SMS"
	return map[string]system{
		"password": {ada, user, false, nil, "", map[flow.CallName]string{
			flow.CallCheckPassword: signIn, flow.CallLogOut: revocation,
		}},
		"RSA": {ada, email, false, genauth.RSA{}, "", map[flow.CallName]string{
			flow.CallCheckPassword: signIn, flow.CallLogOut: revocation,
		}},
		"code by SMS": {byCode, phone, true, nil, number, map[flow.CallName]string{
			flow.CallSendCode: sendSMS, flow.CallSignIn: signIn, flow.CallLogOut: revocation,
		}},
		"code by e-mail": {byCode, email, true, nil, ada.Email, map[flow.CallName]string{
			flow.CallSendCode: "POST /api/v3/send-email", flow.CallSignIn: signIn, flow.CallLogOut: revocation,
		}},
		"second factor": {second, user, false, nil, number, map[flow.CallName]string{
			flow.CallCheckPassword: signIn, flow.CallSignIn: verifySMS, flow.CallLogOut: revocation,
		}},
	}
}

// serve starts the server of a system, on a clock that goes on by a minute with each
// code, so that the suite can begin anew.
func (s system) serve(t testing.TB) (server *genauthtest.Server, change func(*genauth.Transport) *genauth.Transport, code func() string) {
	var sent atomic.Int64
	server, _ = start(t, genauthtest.Config{
		Accounts: []genauthtest.Account{s.account},
		OnCode:   func(string, string) { sent.Add(1) },
		Now:      func() time.Time { return begin.Add(time.Duration(sent.Load()) * time.Minute) },
	})
	change = func(tr *genauth.Transport) *genauth.Transport {
		tr.Codes, tr.Cipher = s.codes, s.cipher
		return tr
	}
	if s.to != "" {
		code = func() string {
			all := server.Codes(s.to)
			require.NotEmpty(t, all)
			return all[len(all)-1]
		}
	}
	return server, change, code
}

func TestTransport(t *testing.T) {
	for name, system := range systems() {
		t.Run(name, func(t *testing.T) {
			transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
				server, change, code := system.serve(t)
				return transporttest.Server{
					Transport: func() flow.Transport { return change(server.Transport()) },
					Unreachable: func() flow.Transport {
						tr := change(server.Transport())
						tr.URL = "http://127.0.0.1:1"
						return tr
					},
					Identifier: system.who(t), Code: code, Password: system.account.Password,
					TokenInAnswer: true, Examined: server.Examined,
					Hang:       func(c flow.CallName) <-chan struct{} { return server.Hang(system.routes[c]) },
					LoseAnswer: func(c flow.CallName) { server.LoseAfter(system.routes[c]) },
				}
			}})
		})
	}
}

func TestHTTP(t *testing.T) {
	for name, system := range systems() {
		t.Run(name, func(t *testing.T) {
			transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
				server, change, code := system.serve(t)
				return transporttest.HTTPServer{
					Handler: server.Handler(),
					Transport: func(url string) flow.Transport {
						tr := change(server.Transport())
						tr.URL = url
						return tr
					},
					Identifier: system.who(t), Code: code, Password: system.account.Password,
				}
			}})
		})
	}
}
