// Package conformance lets package transporttest sign in to package fake's
// model, behind whatever door.
package conformance

import (
	"sync"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/transporttest"
)

const number, password = "+9996620002", "Correct-Horse"

// methods are the RPCs at which a call can be made to fail.
var methods = map[flow.CallName]string{
	flow.CallSendCode:      "auth.sendCode",
	flow.CallSignIn:        "auth.signIn",
	flow.CallCheckPassword: "auth.checkPassword",
	flow.CallLogOut:        "auth.logOut",

	flow.CallSendEmailCode:        "account.sendVerifyEmailCode",
	flow.CallVerifyEmail:          "account.verifyEmail",
	flow.CallSignInEmail:          "auth.signIn",
	flow.CallResetLoginEmail:      "auth.resetLoginEmail",
	flow.CallRequestRecovery:      "auth.requestPasswordRecovery",
	flow.CallCheckRecoveryCode:    "auth.checkRecoveryPassword",
	flow.CallRecoverPassword:      "auth.recoverPassword",
	flow.CallResetPassword:        "account.resetPassword",
	flow.CallDeclinePasswordReset: "account.declinePasswordReset",
	flow.CallDeleteAccount:        "account.deleteAccount",
}

// Model makes a model with one account, in the given data centre or, if that is
// 0, the first one. The Server is complete but for its two functions that make
// transports.
func Model(t testing.TB, dc int) (*fake.Server, transporttest.Server) {
	t.Helper()
	// Who does not know a number cannot find its code by the number's digits.
	model, err := fake.New(fake.Account{Phone: number, Code: "73914", Password: password, FirstName: "Ada", DC: dc})
	if err != nil {
		t.Fatal(err)
	}
	who, err := codes.ParsePhone(number)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	hung := map[string]chan struct{}{}
	model.Before = func(method string, _ int) fake.Fault {
		mu.Lock()
		defer mu.Unlock()
		heard := hung[method]
		if heard == nil {
			return fake.Fault{}
		}
		delete(hung, method)
		close(heard)
		return fake.Fault{DelayBefore: make(chan struct{})} // for ever
	}
	return model, transporttest.Server{
		Identifier: who,
		Code: func() string {
			inbox := model.Inbox(number)
			return inbox[len(inbox)-1].Code
		},
		Password: password,
		Examined: func() int {
			n := 0
			for _, times := range model.Examined() {
				n += times
			}
			return n
		},
		Hang: func(call flow.CallName) <-chan struct{} {
			mu.Lock()
			defer mu.Unlock()
			heard := make(chan struct{})
			hung[methods[call]] = heard
			return heard
		},
		LoseAnswer: func(call flow.CallName) {
			model.Inject(fake.Fault{Method: methods[call], Disconnect: true, LoseAfter: true})
		},
	}
}
