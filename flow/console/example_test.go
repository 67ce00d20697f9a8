package console_test

import (
	"context"
	"os"
	"strings"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
)

// A program has the first two fields empty: then a person is asked.
func Example() {
	server, err := fake.New(fake.Account{Phone: "+9996620002", FirstName: "Grace", Password: "secret", Hint: "pet"})
	if err != nil {
		panic(err)
	}
	p := &console.Prompt{
		In:  strings.NewReader("+999 66-2 0002\n11111\n2-2-2-2-2\nsecret\n"),
		Out: os.Stdout,
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}, Observe: p.Observe}

	s, err := d.Run(context.Background(), "me", p.Ask)
	p.Farewell(s, err)
	// Output:
	// Phone number:
	// A code is waiting in the Telegram app on your other devices (5 digits).
	// Code:
	// The code is wrong. Check it and enter it again.
	// Code:
	// The account has a password, with the hint: pet
	// Password:
	// Signed in as Grace (id 1001).
}
