// Userbot signs in with stepin and goes on as the account with gotd: it prints
// who it is, and then every message that it is sent, until it is stopped.
//
// Without flags it signs in to a Telegram-like server inside itself, prints who
// it is, and ends. With -api-id and -api-hash (core.telegram.org/api/obtaining_api_id)
// it signs in to Telegram. It keeps the login in the file that -session names, so
// the next run asks for nothing. Said in place of a number, /bot signs a bot in, and
// /qr with a device that is signed in.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/gotd/td/telegram"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
)

func main() {
	appID := flag.Int("api-id", 0, "the application's api_id; 0: sign in to the built-in server")
	appHash := flag.String("api-hash", "", "the application's api_hash")
	path := flag.String("session", "userbot.json", "`file` that keeps the login at Telegram: protect it, it is the account")
	flag.Parse()
	if (*appID == 0) != (*appHash == "") || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "Both -api-id and -api-hash, or neither, and nothing else.")
		os.Exit(2)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if *appID == 0 {
		err = demo(ctx, os.Stdout)
	} else {
		err = serve(ctx, *appID, *appHash, *path)
	}
	switch {
	case err == nil, ctx.Err() != nil:
	case errors.Is(err, console.ErrQuit):
		fmt.Fprintln(os.Stderr, "Stopped. Run the same command again to carry on.")
		os.Exit(1)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve is a userbot at Telegram.
func serve(ctx context.Context, appID int, appHash, path string) error {
	transport := &mtproto.Transport{AppID: appID, AppHash: codes.NewSecret(appHash)}
	driver := &flow.Driver{
		Transport: transport,
		Store:     filestore.File{Path: path},
		Realm:     fmt.Sprintf("telegram/%d", appID),
	}
	person := new(console.Prompt)
	driver.Observe = person.Observe
	bot := userbot{transport: transport, driver: driver, ask: person.Ask, out: os.Stdout}
	return bot.run(ctx, func(ctx context.Context, _ *telegram.Client) error {
		<-ctx.Done() // messages come in meanwhile
		return nil
	})
}

// login is the id of the one login that a userbot has.
const login = "userbot"

type userbot struct {
	transport *mtproto.Transport
	driver    *flow.Driver
	ask       flow.Asker
	out       io.Writer
}

// run signs in if that has not been done, and runs gotd's client for the time
// of work.
func (b *userbot) run(ctx context.Context, work func(context.Context, *telegram.Client) error) error {
	if _, err := b.driver.Run(ctx, login, b.ask); err != nil {
		return err
	}
	record, err := b.driver.Load(ctx, login)
	if err != nil {
		return err
	}
	// From here on the login is the client's alone.
	account, err := b.transport.HandOver(record)
	if err != nil {
		return err
	}
	options, err := gotdclient.Options(b.transport, account)
	if err != nil {
		return err
	}
	updates := tg.NewUpdateDispatcher()
	updates.OnNewMessage(func(_ context.Context, _ tg.Entities, u *tg.UpdateNewMessage) error {
		if m, ok := u.Message.(*tg.Message); ok && !m.Out {
			fmt.Fprintf(b.out, "message: %q\n", m.Message)
		}
		return nil
	})
	options.UpdateHandler = updates

	client := telegram.NewClient(b.transport.AppID, b.transport.AppHash.Reveal(), options)
	return client.Run(ctx, func(ctx context.Context) error {
		self, err := client.Self(ctx)
		switch {
		case tgerr.IsCode(err, 401):
			return fmt.Errorf("somebody has ended this login; remove the session and sign in again: %w", err)
		case err != nil:
			return err
		}
		fmt.Fprintf(b.out, "I am %q, user %d\n", self.FirstName, self.ID)
		return work(ctx, client)
	})
}
