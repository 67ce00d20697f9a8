package gotdclient_test

import (
	"context"
	"fmt"

	"github.com/gotd/td/telegram"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// Sign in with stepin, go on with gotd. The server is one for tests; without it
// the transport is &mtproto.Transport{AppID: …, AppHash: …}.
func ExampleOptions() {
	model, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada"})
	if err != nil {
		panic(err)
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		panic(err)
	}
	defer srv.Close()
	transport := srv.Transport()

	ctx := context.Background()
	d := &flow.Driver{Transport: transport}
	for _, input := range []flow.Input{flow.PhoneNumber("+9996620001"), flow.Code("22222")} {
		if _, err := d.Do(ctx, "me", input); err != nil {
			panic(err)
		}
	}

	record, err := d.Load(ctx, "me")
	if err != nil {
		panic(err)
	}
	login, err := transport.HandOver(record)
	if err != nil {
		panic(err)
	}
	options, err := gotdclient.Options(transport, login)
	if err != nil {
		panic(err)
	}
	client := telegram.NewClient(transport.AppID, transport.AppHash.Reveal(), options)
	err = client.Run(ctx, func(ctx context.Context) error {
		self, err := client.Self(ctx)
		if err != nil {
			return err
		}
		fmt.Println("I am", self.FirstName)
		return nil
	})
	fmt.Println(err)
	// Output:
	// I am Ada
	// <nil>
}
