// Gotd signs in to examples/server with gotd's own client as it is.
//
//	go build -o stepin-server ./examples/server
//	./stepin-server -account 'phone=+9996620002,code=22222,password=secret' > server.json
//
// and, while it runs:
//
//	go run ./examples/interop/gotd server.json padded +9996620002 22222 11111 secret guess
//
// The arguments are the server's line, a transport, a phone number with its code
// and a wrong one, and for an account with a password that and a wrong one. What
// happened is one line of JSON; whatever should not have ends it with a sentence.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
)

// happened is the line that is written in the end.
type happened struct {
	Client        string `json:"client"`
	Version       string `json:"version"`
	Layer         int    `json:"layer"`
	Transport     string `json:"transport"`
	WrongCode     string `json:"wrong_code"`
	Code          string `json:"code"`
	WrongPassword string `json:"wrong_password,omitempty"`
	Password      string `json:"password,omitempty"`
	User          int64  `json:"user"`
}

// typed is what a person types. An account without a password has none.
type typed struct {
	phone, code, wrongCode  string
	password, wrongPassword string
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 5 && len(args) != 7 {
		return errors.New("wants SERVER.JSON TRANSPORT PHONE CODE WRONG_CODE [PASSWORD WRONG_PASSWORD]")
	}
	what := typed{phone: args[2], code: args[3], wrongCode: args[4]}
	if len(args) == 7 {
		what.password, what.wrongPassword = args[5], args[6]
	}
	server, err := readServer(args[0])
	if err != nil {
		return err
	}
	client, err := newClient(server, args[1])
	if err != nil {
		return err
	}
	line := happened{Client: "gotd", Version: version(), Layer: tg.Layer, Transport: args[1]}
	if err := client.Run(ctx, func(ctx context.Context) error { return line.signIn(ctx, client, what) }); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(line) //nolint:gosec // what became of a password, not one
}

// signIn writes down what happened, or returns what should not have.
func (h *happened) signIn(ctx context.Context, client *telegram.Client, typed typed) error {
	sent, err := client.Auth().SendCode(ctx, typed.phone, auth.SendCodeOptions{})
	if err != nil {
		return err
	}
	code, ok := sent.(*tg.AuthSentCode)
	if !ok {
		return fmt.Errorf("no code was sent, but %T", sent)
	}
	signInWith := func(text string) error {
		_, err := client.Auth().SignIn(ctx, typed.phone, text, code.PhoneCodeHash)
		return err
	}

	h.WrongCode = "PHONE_CODE_INVALID"
	if err := signInWith(typed.wrongCode); !tgerr.Is(err, h.WrongCode) {
		return unexpected(err, "wrong code")
	}
	if typed.password == "" {
		if err := signInWith(typed.code); err != nil {
			return err
		}
		h.Code = "accepted"
	} else {
		h.Code = "SESSION_PASSWORD_NEEDED"
		if err := signInWith(typed.code); !errors.Is(err, auth.ErrPasswordAuthNeeded) {
			return unexpected(err, "code without a password")
		}
		h.WrongPassword = "PASSWORD_HASH_INVALID"
		if _, err := client.Auth().Password(ctx, typed.wrongPassword); !errors.Is(err, auth.ErrPasswordInvalid) {
			return unexpected(err, "wrong password")
		}
		if _, err := client.Auth().Password(ctx, typed.password); err != nil {
			return err
		}
		h.Password = "accepted"
	}

	self, err := client.Self(ctx)
	if err != nil {
		return err
	}
	h.User = self.ID
	return nil
}

// unexpected tells what came in the place of a refusal.
func unexpected(err error, what string) error {
	if err == nil {
		return fmt.Errorf("the %s was accepted", what)
	}
	return err
}

// version is the version of gotd that was built in.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/gotd/td" {
			return module.Version
		}
	}
	return ""
}
