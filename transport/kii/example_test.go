package kii_test

import (
	"context"
	"fmt"
	"log"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
)

func Example() {
	server, err := kiitest.Start(kiitest.Config{Accounts: []kiitest.Account{{LoginName: "ada", Password: "secret"}}})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	transport := server.Transport() // in earnest: &kii.Transport{URL: kii.Japan, AppID: "..."}

	ctx, driver := context.Background(), &flow.Driver{Transport: transport}
	who, _ := codes.Name("ada")
	for _, in := range []flow.Input{flow.Identifier(who), flow.Password("wrong"), flow.Password("secret")} {
		state, err := driver.Do(ctx, "me", in)
		fmt.Println(state.Phase, err)
	}
	record, err := driver.Load(ctx, "me")
	if err != nil {
		log.Fatal(err)
	}
	tokens, err := kii.Token(record.Session)
	fmt.Println(len(tokens.Access.Reveal()) > 0, len(tokens.UserID) > 0, err)
	// Output:
	// WaitPassword <nil>
	// WaitPassword sign-in: credentials_invalid (400): invalid_grant
	// Ready <nil>
	// true true <nil>
}
