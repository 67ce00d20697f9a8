package codes_test

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

func ExampleParsePhone() {
	who, err := codes.ParsePhone("00 999 66-2 0002")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("signing in as", who)
	fmt.Println("for the server:", who.Reveal())
	// Output:
	// signing in as +999•••0002
	// for the server: +9996620002
}

func ExampleParseCode() {
	sent := codes.Sent{Delivery: codes.App, Length: 5}

	code, err := codes.ParseCode(codes.NewSecret("1 2-3 4-5"), sent)
	fmt.Println(code, code.Reveal(), err)

	_, err = codes.ParseCode(codes.NewSecret("1234"), sent)
	fmt.Println(errors.Is(err, errors.CodeLength))
	// Output:
	// REDACTED 12345 <nil>
	// true
}
