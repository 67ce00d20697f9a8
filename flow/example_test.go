package flow_test

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// One step at a time, as a web handler or a bot does it: each Do may run in
// another process, as long as they share a Store.
func ExampleDriver_Do() {
	server, err := fake.New(fake.Account{
		Phone: "+9996620001", FirstName: "Ada", Password: "correct horse", Hint: "not a mule",
	})
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	ctx := context.Background()

	s, err := d.Do(ctx, "ada", flow.PhoneNumber("+999 662 0001"))
	fmt.Println(s.Phase, s.Identifier, s.Sent.Delivery, err)

	s, err = d.Do(ctx, "ada", flow.Code("12345")) // a slip of the finger
	fmt.Println(s.Phase, errors.Is(err, errors.PhoneCodeInvalid))

	s, err = d.Do(ctx, "ada", flow.Code("2-2-2-2-2"))
	fmt.Println(s.Phase, s.Password.Hint, err)

	s, err = d.Do(ctx, "ada", flow.Password("correct horse"))
	fmt.Println(s.Phase, s.Account.FirstName, err)
	// Output:
	// WaitCode +999•••0001 app <nil>
	// WaitCode true
	// WaitPassword not a mule <nil>
	// Ready Ada <nil>
}

// Run asks a person until they are signed in, as a console does it.
func ExampleDriver_Run() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada"})
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}

	typed := []string{"+9996620001", "123", "22222"}
	ask := func(_ context.Context, s flow.State) (flow.Input, error) {
		if s.Last != nil {
			fmt.Println("That did not work:", s.Last.Reason)
		}
		text := typed[0]
		typed = typed[1:]
		switch s.Phase {
		case flow.WaitCode:
			fmt.Println("Code:", text)
			return flow.Code(text), nil
		default:
			fmt.Println("Number:", text)
			return flow.PhoneNumber(text), nil
		}
	}
	s, err := d.Run(context.Background(), "ada", ask)
	fmt.Println(s.Phase, s.Account.FirstName, err)
	// Output:
	// Number: +9996620001
	// Code: 123
	// That did not work: code_length
	// Code: 22222
	// Ready Ada <nil>
}

// A QR code is shown until another device has scanned it.
func ExampleDriver_Listen() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada", Password: "correct horse"})
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	ctx := context.Background()

	s, err := d.Do(ctx, "ada", flow.RequestQRCode())
	fmt.Println(s.Phase, err)

	// The person scans s.LoginToken.URL(), and so they give neither number nor code.
	if err := server.Scan("+9996620001", s.LoginToken.URL()); err != nil {
		panic(err)
	}
	s, err = d.Listen(ctx, "ada")
	fmt.Println(s.Phase, err)

	s, err = d.Do(ctx, "ada", flow.Password("correct horse"))
	fmt.Println(s.Phase, s.Account.FirstName, err)
	// Output:
	// WaitOtherDevice <nil>
	// WaitPassword <nil>
	// Ready Ada <nil>
}

// The server wants to know that a person is there before it looks at the number.
func ExampleSolved() {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	if err != nil {
		panic(err)
	}
	server.Challenge("auth.sendCode", "RECAPTCHA_CHECK_signup__site-key", "from reCAPTCHA")
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	ctx, number := context.Background(), flow.PhoneNumber("+9996620001")

	s, err := d.Do(ctx, "ada", number)
	challenge, _ := s.Challenge()
	fmt.Println(s.Phase, errors.ClassOf(err), challenge.SiteKey)

	s, err = d.Do(ctx, "ada", flow.Solved("from reCAPTCHA", number))
	fmt.Println(s.Phase, err)
	// Output:
	// WaitPhoneNumber Challenge site-key
	// WaitCode <nil>
}
