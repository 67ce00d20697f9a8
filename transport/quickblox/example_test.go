package quickblox_test

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

func Example() {
	server, _ := quickbloxtest.Start(quickbloxtest.Config{
		Accounts: []quickbloxtest.Account{{Login: "ada", Password: "secret", FullName: "Ada Lovelace"}},
	})
	defer server.Close()
	transport := server.Transport() // in earnest: &quickblox.Transport{ApplicationID: ...}
	d, ctx := &flow.Driver{Transport: transport}, context.Background()

	who, _ := codes.Name("ada")
	for _, in := range []flow.Input{flow.Identifier(who), flow.Password("secrte"), flow.Password("secret"), flow.Poll()} {
		state, err := d.Do(ctx, "me", in)
		fmt.Println(in, state.Phase, err)
	}
	record, _ := d.Load(ctx, "me")
	tokens, err := quickblox.Token(record.Session)
	fmt.Println("QB-Token:", tokens.Token, "of user", tokens.UserID, err)
	// Output:
	// PhoneNumber WaitPassword <nil>
	// Password WaitPassword POST /login.json: credentials_invalid (401): Unauthorized
	// Password Ready <nil>
	// Poll Ready <nil>
	// QB-Token: REDACTED of user 1001 <nil>
}
