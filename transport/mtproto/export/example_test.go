package export_test

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/export"
)

// A login comes from Transport.HandOver; this one is made up.
func ExampleTelethon() {
	login := mtproto.Login{
		DC: 2, Addrs: []string{"149.154.167.51:443"},
		Key: codes.NewSecret(string(make([]byte, 256))),
	}
	session, err := export.Telethon(login)
	fmt.Println(session, err)               // safe to print: it hides the string
	fmt.Println(session.Reveal()[:12], "…") // this is the account
	// Output:
	// REDACTED <nil>
	// 1ApWapzMBuwA …
}
