package docs_test

import (
	"context"
	"os"
	"strings"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
)

func Example_console() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada"})
	if err != nil {
		panic(err)
	}
	ctx, transport := context.Background(), &fake.Transport{Server: server}
	in, out := strings.NewReader("+9996620001\n22222\n"), os.Stdout

	// begin console
	p := &console.Prompt{In: in, Out: out, CarryOn: "Run the same command again to carry on."}
	d := &flow.Driver{Transport: transport, Observe: p.Observe}
	s, err := d.Run(ctx, "me", p.Ask)
	p.Farewell(s, err)
	// end console
	// Output:
	// Phone number:
	// A code is waiting in the Telegram app on your other devices (5 digits).
	// Code:
	// Signed in as Ada (id 1001).
}
