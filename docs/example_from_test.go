package docs_test

import (
	"context"
	"fmt"

	"github.com/gotd/td/telegram"
	gotd "github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient/auth"
)

// before is what gotd's own examples do; its "auth" is telegram/auth.
func before(ctx context.Context, client *telegram.Client, ua gotd.UserAuthenticator) error {
	return client.Run(ctx, func(ctx context.Context) error {
		return client.Auth().IfNecessary(ctx, gotd.NewFlow(ua, gotd.SendCodeOptions{}))
	})
}

// begin drop-in
func run(ctx context.Context, client *telegram.Client, ua auth.UserAuthenticator) error {
	return client.Run(ctx, func(ctx context.Context) error {
		status, err := client.Auth().Status(ctx)
		if err != nil {
			return err
		}
		if !status.Authorized {
			err = auth.NewFlow(ua, auth.SendCodeOptions{}).Run(ctx, client.Auth())
		}
		return err
	})
}

// end drop-in

func Example_dropIn() {
	srv := serve(fake.Account{})
	defer srv.Close()
	codes := func() auth.CodeAuthenticatorFunc {
		typed := []string{"11111", "22222"} // a slip first
		return func(context.Context, *tg.AuthSentCode) (string, error) {
			code := typed[0]
			typed = typed[1:]
			return code, nil
		}
	}
	ctx := context.Background()
	err := before(ctx, gotdClient(srv), gotd.CodeOnly("+9996620001", codes()))
	fmt.Println("gotd's flow:", tgerr.Is(err, tg.ErrPhoneCodeInvalid))
	fmt.Println("stepin's:", run(ctx, gotdClient(srv), auth.CodeOnly("+9996620001", codes())))
	// Output:
	// gotd's flow: true
	// stepin's: <nil>
}

// begin tgerr
// typed makes a refusal to any method an error of package errors.
func typed(method string, err error) error {
	if e, ok := tgerr.As(err); ok {
		return errors.FromRPC(method, e.Code, e.Message)
	}
	return err
}

// end tgerr

func Example_tgerr() {
	err := typed("auth.signIn", tgerr.New(420, "FLOOD_WAIT_42"))
	fmt.Println(errors.Is(err, errors.FloodWait), errors.ClassOf(err) == errors.Wait, err)
	// Output:
	// true true auth.signIn: FLOOD_WAIT (420), wait 42s
}

func Example_telethon() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada", Password: "secret"})
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	ctx, phone, code, password := context.Background(), "+9996620001", "22222", "secret"

	// begin telethon
	s, err := d.Do(ctx, "me", flow.PhoneNumber(phone)) // client.send_code_request(phone)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err = d.Do(ctx, "me", flow.Code(code)) // client.sign_in(phone, code)
	if s.Phase == flow.WaitPassword {         // except SessionPasswordNeededError:
		s, err = d.Do(ctx, "me", flow.Password(password)) // client.sign_in(password=password)
	}
	fmt.Println(s.Phase, s.Account.FirstName, err) // client.get_me()
	// end telethon
	// Output:
	// Ready Ada <nil>
}
