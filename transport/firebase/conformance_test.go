package firebase_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// The accounts of the tests.
const (
	adaPhone      = "+15555550100"
	bobEmail      = "bob@example.com"
	bobPassword   = "correct horse"
	graceEmail    = "grace@example.com"
	gracePassword = "battery staple"
	gracePhone    = "+15555550111"
)

// routes are where the calls of a sign-in go.
const (
	sendCodeRoute = "POST /v1/accounts:sendVerificationCode"
	signInRoute   = "POST /v1/accounts:signInWithPhoneNumber"
	passwordRoute = "POST /v1/accounts:signInWithPassword"
	startRoute    = "POST /v2/accounts/mfaSignIn:start"
	finalizeRoute = "POST /v2/accounts/mfaSignIn:finalize"
	lookupRoute   = "POST /v1/accounts:lookup"
	tokenRoute    = "POST /v1/token"
)

// start starts a server with the accounts, and with what is set in c.
func start(t testing.TB, c firebasetest.Config) *firebasetest.Server {
	t.Helper()
	if c.Accounts == nil {
		c.Accounts = []firebasetest.Account{
			{Phone: adaPhone, Name: "Ada"},
			{Email: bobEmail, Password: bobPassword, Name: "Bob"},
			{Email: graceEmail, Password: gracePassword, SecondFactor: gracePhone, Name: "Grace"},
		}
	}
	for _, a := range c.Accounts {
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Phone, a.SecondFactor)
		leak.Secret(leak.Password, a.Password)
	}
	s, err := firebasetest.Start(c)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// newest returns the newest code that a number was sent.
func newest(s *firebasetest.Server, phone string) string {
	all := s.Codes(phone)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// A signer is one whom the suites sign in.
type signer struct {
	identifier string
	password   string
	phone      string // that codes are sent to
	routes     map[flow.CallName]string
}

var signers = map[string]signer{
	"phone": {identifier: adaPhone, phone: adaPhone, routes: map[flow.CallName]string{
		flow.CallSendCode: sendCodeRoute, flow.CallSignIn: signInRoute,
	}},
	"password": {identifier: bobEmail, password: bobPassword, routes: map[flow.CallName]string{
		flow.CallCheckPassword: passwordRoute,
	}},
	"second factor": {identifier: graceEmail, password: gracePassword, phone: gracePhone, routes: map[flow.CallName]string{
		flow.CallCheckPassword: passwordRoute, flow.CallSignIn: finalizeRoute,
	}},
}

func (p signer) id(t testing.TB) codes.Identifier {
	id, err := codes.ParsePhone(p.identifier)
	if err != nil {
		id, err = codes.Email(p.identifier)
	}
	require.NoError(t, err)
	return id
}

// code is nil for who is sent none.
func (p signer) code(s *firebasetest.Server) func() string {
	if p.phone == "" {
		return nil
	}
	return func() string { return newest(s, p.phone) }
}

func TestConformance(t *testing.T) {
	for name, p := range signers {
		t.Run(name, func(t *testing.T) {
			transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
				s := start(t, firebasetest.Config{})
				return transporttest.Server{
					Transport:     func() flow.Transport { return s.Transport() },
					Unreachable:   func() flow.Transport { return firebase.Emulator("127.0.0.1:1") },
					Identifier:    p.id(t),
					Code:          p.code(s),
					Password:      p.password,
					TokenInAnswer: true,
					Examined:      s.Examined,
					Hang:          func(call flow.CallName) <-chan struct{} { return s.Hang(p.routes[call]) },
					LoseAnswer:    func(call flow.CallName) { s.LoseAfter(p.routes[call]) },
				}
			}})
		})
	}
}

func TestConformanceHTTP(t *testing.T) {
	for name, p := range signers {
		t.Run(name, func(t *testing.T) {
			transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
				const key = "a key of a project"
				s := start(t, firebasetest.Config{APIKey: key})
				return transporttest.HTTPServer{
					Handler: s.Handler(),
					Transport: func(url string) flow.Transport {
						return &firebase.Transport{APIKey: key, URL: url, TokenURL: url}
					},
					Identifier: p.id(t), Code: p.code(s), Password: p.password,
				}
			}})
		})
	}
}
