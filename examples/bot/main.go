// Bot signs people in from a chat: each message is one step of its chat's login.
// The messenger is played by standard input, with a line for each message:
//
//	$ go run ./examples/bot
//	ann> /login
//	ann< Send your phone number in international form, such as +44 20 7946 0000.
//
// The Telegram-like server to sign in to, over real MTProto, runs inside the
// program; it says which numbers and codes will work. The bot itself, which is
// what to copy, is in bot.go, and what it says in words.go.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func main() { os.Exit(run(context.Background(), os.Stdin, os.Stdout, os.Stderr)) }

// run chats until stdin ends. It returns the exit status.
func run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) int {
	telegram, err := demo(stderr)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	defer telegram.Close()
	log, err := zap.NewProduction()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	b := &Bot{
		// In production: a Store that outlives the process, such as a table of a
		// database, with the records encrypted, since one that is signed in is
		// the account.
		Driver: &flow.Driver{Transport: telegram.Transport(), Store: &flow.MemoryStore{}, Logger: log},
		Log:    log,
	}
	if err := talk(ctx, b, stdin, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// talk plays the messenger. It hands over one message after the other; a real
// one need not.
func talk(ctx context.Context, b *Bot, stdin io.Reader, stdout, stderr io.Writer) error {
	lines := bufio.NewScanner(stdin)
	for lines.Scan() {
		chat, text, ok := strings.Cut(lines.Text(), ">")
		if chat = strings.TrimSpace(chat); !ok || chat == "" {
			fmt.Fprintln(stderr, `A message is written as in "ann> /login".`)
			continue
		}
		reply := b.Message(ctx, chat, strings.TrimPrefix(text, " "))
		for line := range strings.Lines(reply) {
			fmt.Fprintf(stdout, "%s< %s\n", harmless(chat), harmless(strings.TrimSuffix(line, "\n")))
		}
	}
	return lines.Err()
}

// harmless makes a text fit for a terminal: what a server says must not move the
// cursor or turn the direction of writing. (Messengers see to that themselves.)
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return utf8.RuneError
	}, text)
}

// demo starts the server to sign in to, and announces its accounts and the codes
// that it sends. None of that is a secret of anybody's.
func demo(stderr io.Writer) (*mtprototest.Server, error) {
	model, err := fake.New(
		fake.Account{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace", Next: codes.SMS},
		fake.Account{Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet"},
		fake.Account{Phone: "+9996620003", Unregistered: true, Terms: "Be kind to each other.", TermsID: "1", MinAge: 16},
		fake.Account{Phone: "+9996620004", FirstName: "Lin", Email: "lin@example.com", EmailReset: true},
		fake.Account{Phone: "+9996620005", FirstName: "Mei", EmailRequired: true},
	)
	if err != nil {
		return nil, err
	}
	model.OnCode = func(m fake.Message) { fmt.Fprintf(stderr, "[%s to %s] %s\n", m.Delivery, m.To, m.Text()) }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return nil, err
	}
	fmt.Fprint(stderr, `A Telegram-like server runs inside this program. It knows:
  +9996620001   code 22222
  +9996620002   code 22222, password secret
  +9996620003   code 22222, no account yet
  +9996620004   a code by e-mail
  +9996620005   code 22222, but first an e-mail address must be set up
Write messages as in "ann> /login".
`)
	return srv, nil
}
