package genauth_test

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
)

// A name and a password, against the test server. In earnest the Transport is made of
// the app's address and id.
func Example() {
	server, err := genauthtest.Start(genauthtest.Config{Accounts: []genauthtest.Account{
		{Username: "ada", Password: "secret"},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	ctx, d := context.Background(), &flow.Driver{Transport: server.Transport()}
	ada, err := codes.Name("ada")
	fmt.Println(ada, err)
	for _, in := range []flow.Input{
		flow.Identifier(ada), flow.Password("geheim"), flow.Password("secret"), flow.Poll(), flow.LogOut(),
	} {
		s, err := d.Do(ctx, "me", in)
		fmt.Println(in, s.Phase, err)
	}
	// Output:
	// a••• <nil>
	// PhoneNumber WaitPassword <nil>
	// Password WaitPassword /api/v3/signin: credentials_invalid (403): apiCode 2333
	// Password Ready <nil>
	// Poll Ready <nil>
	// LogOut LoggedOut <nil>
}
