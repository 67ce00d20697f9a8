package firebase_test

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
)

func Example() {
	server, err := firebasetest.Start(firebasetest.Config{
		Accounts: []firebasetest.Account{{Phone: "+15555550100", Code: "123456"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	transport := server.Transport() // for Firebase: &firebase.Transport{APIKey: ..., Prove: ...}
	driver, ctx := &flow.Driver{Transport: transport, Store: new(flow.MemoryStore)}, context.Background()

	for _, in := range []flow.Input{flow.PhoneNumber("+15555550100"), flow.Code("111111"), flow.Code("123456")} {
		state, err := driver.Do(ctx, "ada", in)
		fmt.Println(in, state.Phase, err)
	}
	record, _ := driver.Load(ctx, "ada")
	tokens, err := firebase.Token(record.Session)
	fmt.Println(tokens.ID, tokens.UserID == record.State.Account.ID, err)
	// Output:
	// PhoneNumber WaitCode <nil>
	// Code WaitCode accounts:signInWithPhoneNumber: PHONE_CODE_INVALID (400): INVALID_CODE
	// Code Ready <nil>
	// REDACTED true <nil>
}
