package main

import (
	"context"
	"io"

	"github.com/gotd/td/telegram"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// demo is a userbot at a server inside this program.
func demo(ctx context.Context, out io.Writer) error {
	const number, password = "+9996620001", "secret"
	model, err := fake.New(fake.Account{Phone: number, FirstName: "Ada", Password: password})
	if err != nil {
		return err
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return err
	}
	defer srv.Close()

	// The person who is asked reads the code from the inbox.
	person := func(_ context.Context, s flow.State) (flow.Input, error) {
		switch s.Phase {
		case flow.WaitPhoneNumber:
			return flow.PhoneNumber(number), nil
		case flow.WaitCode:
			inbox := srv.Inbox(number)
			return flow.Code(inbox[len(inbox)-1].Code), nil
		case flow.WaitPassword:
			return flow.Password(password), nil
		default:
			return flow.Input{}, errors.New("unexpected question: " + s.Phase.String())
		}
	}
	t := srv.Transport()
	bot := userbot{transport: t, driver: &flow.Driver{Transport: t}, ask: person, out: out}
	return bot.run(ctx, func(context.Context, *telegram.Client) error { return nil })
}
