package auth_test

import (
	"context"
	"fmt"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/mtproto/gotdclient/auth"
)

// A person mistypes the code once, and is asked again. With a telegram.Client
// the last argument of Run is client.Auth().
func ExampleFlow_Run() {
	typed := []string{"54321", "12345"}
	readCode := auth.CodeAuthenticatorFunc(func(context.Context, *tg.AuthSentCode) (string, error) {
		text := typed[0]
		typed = typed[1:]
		fmt.Println("Code:", text)
		return text, nil
	})
	client := &script{code: "12345", password: "correct horse"}

	ua := auth.Constant("+9996620001", "correct horse", readCode)
	err := auth.NewFlow(ua, auth.SendCodeOptions{}).Run(context.Background(), client)
	fmt.Println(client.calls, err)
	// Output:
	// Code: 54321
	// Code: 12345
	// [SendCode SignIn SignIn Password] <nil>
}
