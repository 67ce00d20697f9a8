package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/telegram"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// TestMain searches what the userbot asks, prints, logs and returns.
func TestMain(m *testing.M) { os.Exit(leak.Suite{M: m}.Run()) }

func TestDemo(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	require.NoError(t, demo(ctx, &out))
	require.Equal(t, "I am \"Ada\", user 1001\n", out.String())
}

const grace = "+9996620002"

// bot is a userbot that is told lines, and what it asks and prints.
func bot(t *testing.T, srv *mtprototest.Server, path, lines string) (b *userbot, asked, out *bytes.Buffer) {
	asked, out = new(bytes.Buffer), new(bytes.Buffer)
	t.Cleanup(func() { leak.Saw(t, asked.String(), out.String()) })
	transport := srv.Transport()
	return &userbot{
		transport: transport,
		driver:    leak.Driver(t, &flow.Driver{Transport: transport, Store: filestore.File{Path: path}}),
		ask:       (&console.Prompt{In: strings.NewReader(lines), Out: asked}).Ask,
		out:       out,
	}, asked, out
}

func nothing(context.Context, *telegram.Client) error { return nil }

// The first run asks a person, the second one nobody; when the login has been
// ended elsewhere, that is said.
func TestUserbot(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	srv := mtprototest.New(t, mtprototest.Account{Phone: grace, FirstName: "Grace", Password: "secret"})
	path := filepath.Join(t.TempDir(), "session.json")

	b, asked, out := bot(t, srv, path, "nonsense\n"+grace+"\r\n22222\nsecret\n")
	require.NoError(t, b.run(ctx, nothing))
	require.Equal(t, "I am \"Grace\", user 1001\n", out.String())
	require.Equal(t, 2, strings.Count(asked.String(), "Phone number:"))
	require.Equal(t, 1, strings.Count(asked.String(), "Code:"))
	calls := srv.Calls()

	b, asked, out = bot(t, srv, path, "")
	require.NoError(t, b.run(ctx, nothing))
	require.Equal(t, "I am \"Grace\", user 1001\n", out.String())
	require.Empty(t, asked.String())
	require.Equal(t, calls["auth.sendCode"], srv.Calls()["auth.sendCode"])
	require.Equal(t, 1, srv.Keys())

	require.True(t, srv.RevokeSession(srv.Key("key1")))
	b, _, out = bot(t, srv, path, "")
	require.ErrorContains(t, b.run(ctx, nothing), "somebody has ended this login")
	require.Empty(t, out.String())
}

// A bot, and who has another device, are the client's in the same way.
func TestUserbotOtherWays(t *testing.T) {
	const token = "77:a-token-of-a-bot"
	leak.Secret(leak.Token, token)
	srv := mtprototest.New(t,
		mtprototest.Account{Phone: grace, FirstName: "Grace"}, mtprototest.Account{ID: 77, FirstName: "Robot", BotToken: token, DC: 4})
	b, _, out := bot(t, srv, filepath.Join(t.TempDir(), "session.json"), "/bot\n"+token+"\n")
	require.NoError(t, b.run(t.Context(), nothing))
	require.Equal(t, "I am \"Robot\", user 77\n", out.String())

	b, _, out = bot(t, srv, filepath.Join(t.TempDir(), "session.json"), "")
	p := &console.Prompt{In: strings.NewReader("/qr\n"), Out: io.Discard}
	b.ask = func(ctx context.Context, s flow.State) (flow.Input, error) {
		if s.Phase == flow.WaitOtherDevice {
			require.NoError(t, srv.Scan(grace, s.LoginToken.URL()))
		}
		return p.Ask(ctx, s)
	}
	require.NoError(t, b.run(t.Context(), nothing))
	require.Equal(t, "I am \"Grace\", user 1001\n", out.String())
}

func TestUserbotStops(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: grace, FirstName: "Grace"})
	for _, tt := range []struct {
		name, lines string
		want        error
	}{
		{"input ends", grace + "\n", io.EOF},
		{"person has had enough", grace + "\n/quit\n", console.ErrQuit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, _, out := bot(t, srv, filepath.Join(t.TempDir(), "session.json"), tt.lines)
			require.ErrorIs(t, b.run(t.Context(), nothing), tt.want)
			require.Empty(t, out.String())
		})
	}
}

// Ctrl-C at a question ends the userbot, and its login can be carried on.
func TestUserbotInterrupted(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: grace, FirstName: "Grace"})
	path := filepath.Join(t.TempDir(), "session.json")
	silent, person := io.Pipe()
	defer func() { _ = person.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	b, _, _ := bot(t, srv, path, "")
	b.ask = func(ctx context.Context, s flow.State) (flow.Input, error) {
		if s.Phase == flow.WaitPhoneNumber {
			return flow.PhoneNumber(grace), nil
		}
		cancel()
		return (&console.Prompt{In: silent, Out: io.Discard}).Ask(ctx, s)
	}
	require.ErrorIs(t, b.run(ctx, nothing), context.Canceled)

	b, _, out := bot(t, srv, path, "22222\n")
	require.NoError(t, b.run(t.Context(), nothing))
	require.Contains(t, out.String(), "Grace")
	require.Equal(t, 1, srv.Calls()["auth.sendCode"])
}

// What a person typed is never in what the userbot returns.
func TestUserbotErrorsShowNoSecret(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: grace, Password: "secret"})
	b, _, _ := bot(t, srv, filepath.Join(t.TempDir(), "session.json"), grace+"\n22222\nwrong-one\n")
	err := b.run(t.Context(), nothing)
	require.Error(t, err)
	leak.Saw(t, err)
}
