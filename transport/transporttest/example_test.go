package transporttest_test

import (
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// A backend stands for a server of yours that runs in the test and can be made
// to fail.
type backend interface {
	Transport(address string) flow.Transport
	Address() string
	NewestCode() string
	Examined() int
	Hang(rpc string) (heard <-chan struct{})
	LoseAnswer(rpc string)
}

// The calls that can be made to fail, as the backend calls them.
var rpcs = map[flow.CallName]string{
	flow.CallSendCode: "send", flow.CallSignIn: "verify", flow.CallCheckPassword: "login", flow.CallLogOut: "logout",
}

func ExampleRun() {
	var start func(t testing.TB, name, password string) backend

	testTransport := func(t *testing.T) { // in a test file: func TestTransport(t *testing.T)
		transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
			b := start(t, "ada", "correct horse")
			ada, err := codes.Name("ada")
			if err != nil {
				t.Fatal(err)
			}
			return transporttest.Server{
				Transport:   func() flow.Transport { return b.Transport(b.Address()) },
				Unreachable: func() flow.Transport { return b.Transport("127.0.0.1:1") },
				Identifier:  ada,
				Code:        b.NewestCode,
				Password:    "correct horse",
				Examined:    b.Examined,
				Hang:        func(call flow.CallName) <-chan struct{} { return b.Hang(rpcs[call]) },
				LoseAnswer:  func(call flow.CallName) { b.LoseAnswer(rpcs[call]) },
			}
		}})
	}
	_ = testTransport
}
