package docs_test

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/export"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// serve starts a server with one account, which has the code 22222, or is a bot.
func serve(a fake.Account) *mtprototest.Server {
	if a.BotToken == "" {
		a.Phone = "+9996620001"
	}
	model, err := fake.New(a)
	if err != nil {
		panic(err)
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		panic(err)
	}
	return srv
}

// It has no output, and so is compiled and not run: it signs in to Telegram.
func Example_signIn() {
	ctx := context.Background()
	ask := new(console.Prompt).Ask

	// begin sign-in
	transport := &mtproto.Transport{AppID: 12345, AppHash: codes.NewSecret("0123456789abcdef0123456789abcdef")}
	driver := &flow.Driver{
		Transport: transport,
		Store:     filestore.File{Path: "login.json"},
		Realm:     "telegram/12345",
	}
	state, err := driver.Run(ctx, "me", ask)
	// end sign-in
	fmt.Println(state.Account.FirstName, err)
}

// begin run-as
// runAs runs gotd's client as the account that the login id is signed in as.
func runAs(ctx context.Context, d *flow.Driver, t *mtproto.Transport, id string,
	work func(context.Context, *telegram.Client) error,
) error {
	record, err := d.Load(ctx, id)
	if err != nil {
		return err
	}
	login, err := t.HandOver(record) // from here on the login is the client's alone
	if err != nil {
		return err
	}
	options, err := gotdclient.Options(t, login)
	if err != nil {
		return err
	}
	client := telegram.NewClient(t.AppID, t.AppHash.Reveal(), options)
	return client.Run(ctx, func(ctx context.Context) error { return work(ctx, client) })
}

// end run-as

// begin work
func whoAmI(ctx context.Context, client *telegram.Client) error {
	self, err := client.Self(ctx)
	if err != nil {
		return err
	}
	fmt.Println("I am", self.FirstName)
	return nil
}

// end work

func Example_userbot() {
	srv := serve(fake.Account{FirstName: "Ada"})
	defer srv.Close()
	ctx, transport := context.Background(), srv.Transport()
	driver := &flow.Driver{Transport: transport}

	person := &console.Prompt{In: strings.NewReader("+999 662 0001\n22222\n"), Out: new(strings.Builder)}
	if _, err := driver.Run(ctx, "me", person.Ask); err != nil {
		panic(err)
	}
	fmt.Println(runAs(ctx, driver, transport, "me", whoAmI))
	// Output:
	// I am Ada
	// <nil>
}

// begin hashed
// unlock gives a password that is in memory of the caller's, such as a buffer of
// memguard's, and wipes it.
func unlock(ctx context.Context, d *flow.Driver, id string, secret []byte) (flow.State, error) {
	defer clear(secret)
	return d.Do(ctx, id, flow.Password("").HashedBy(func(salt1, salt2 []byte) ([]byte, error) {
		return srp.HashPassword(secret, salt1, salt2)
	}))
}

// end hashed

func Example_hashed() {
	srv := serve(fake.Account{Password: "secret"})
	defer srv.Close()
	ctx, driver, password := context.Background(), &flow.Driver{Transport: srv.Transport()}, []byte("secret")
	for _, in := range []flow.Input{flow.PhoneNumber("+9996620001"), flow.Code("22222")} {
		if _, err := driver.Do(ctx, "me", in); err != nil {
			panic(err)
		}
	}

	s, err := unlock(ctx, driver, "me", password)
	fmt.Println(s.Phase, err, password)
	// Output:
	// Ready <nil> [0 0 0 0 0 0]
}

// begin bot-token
// signInBot needs nobody. A token is not stored: if a crash was in the way, it is
// given again.
func signInBot(ctx context.Context, d *flow.Driver, id, token string) (flow.State, error) {
	state, err := d.Resume(ctx, id)
	if err != nil || state.Phase == flow.Ready {
		return state, err
	}
	return d.Do(ctx, id, flow.BotToken(token))
}

// end bot-token

func Example_botToken() {
	srv := serve(fake.Account{BotToken: "7:AAF", FirstName: "Robot"})
	defer srv.Close()
	ctx, driver := context.Background(), &flow.Driver{Transport: srv.Transport()}
	for range 2 {
		s, err := signInBot(ctx, driver, "bot", "7:AAF")
		fmt.Println(s.Phase, s.Account.FirstName, err)
	}
	fmt.Println(srv.Calls()["auth.importBotAuthorization"])
	// Output:
	// Ready Robot <nil>
	// Ready Robot <nil>
	// 1
}

// begin qr
// signInByQR shows a code, by way of show, until another device has scanned it. Then
// somebody is signed in, or a password is to be given.
func signInByQR(ctx context.Context, d *flow.Driver, id string, show func(url string)) (flow.State, error) {
	state, err := d.Do(ctx, id, flow.RequestQRCode())
	for err == nil && state.Phase == flow.WaitOtherDevice {
		show(state.LoginToken.URL())
		state, err = d.Listen(ctx, id)
	}
	return state, err
}

// end qr

// begin accept
// accept signs another device in as the account of a login that is Ready. Ask the
// person first.
func accept(ctx context.Context, d *flow.Driver, t *mtproto.Transport, id, url string) error {
	record, err := d.Load(ctx, id)
	if err != nil {
		return err
	}
	_, err = t.AcceptLoginToken(ctx, record, url)
	return err
}

// end accept

// The telephone scans what the computer shows.
func TestSignInByQR(t *testing.T) {
	srv := serve(fake.Account{FirstName: "Ada"})
	defer srv.Close()
	ctx, transport := t.Context(), srv.Transport()
	driver := &flow.Driver{Transport: transport}
	for _, in := range []flow.Input{flow.PhoneNumber("+9996620001"), flow.Code("22222")} {
		_, err := driver.Do(ctx, "telephone", in)
		require.NoError(t, err)
	}

	s, err := signInByQR(ctx, driver, "computer", func(url string) {
		require.Eventually(t, func() bool { // nobody scans before the line is free again
			_, open := srv.Connections()
			return open == 0
		}, time.Minute, time.Millisecond)
		require.NoError(t, accept(ctx, driver, transport, "telephone", url))
	})
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, "Ada", s.Account.FirstName)
}

// begin export
func exported(ctx context.Context, d *flow.Driver, t *mtproto.Transport, id string) (codes.Secret, error) {
	record, err := d.Load(ctx, id)
	if err != nil {
		return codes.Secret{}, err
	}
	login, err := t.HandOver(record)
	if err != nil {
		return codes.Secret{}, err
	}
	return export.Telethon(login)
}

// end export

func Example_export() {
	srv := serve(fake.Account{})
	defer srv.Close()
	ctx, transport := context.Background(), srv.Transport()
	driver := &flow.Driver{Transport: transport}
	for _, in := range []flow.Input{flow.PhoneNumber("+9996620001"), flow.Code("22222")} {
		if _, err := driver.Do(ctx, "me", in); err != nil {
			panic(err)
		}
	}

	session, err := exported(ctx, driver, transport, "me")
	fmt.Println(session, err)
	fmt.Println(session.Reveal()[:1], len(session.Reveal()))
	// Output:
	// REDACTED <nil>
	// 1 353
}

func Example_invoker() {
	srv := serve(fake.Account{FirstName: "Ada"})
	defer srv.Close()
	ctx, client := context.Background(), gotdClient(srv)
	ask := (&console.Prompt{In: strings.NewReader("+9996620001\n22222\n"), Out: new(strings.Builder)}).Ask

	// begin invoker
	err := client.Run(ctx, func(ctx context.Context) error {
		driver := &flow.Driver{Transport: &mtproto.InvokerTransport{
			Invoker: client, AppID: 12345, AppHash: codes.NewSecret("0123456789abcdef0123456789abcdef"),
		}}
		if _, err := driver.Run(ctx, "me", ask); err != nil {
			return err
		}
		return whoAmI(ctx, client)
	})
	// end invoker
	fmt.Println(err)
	// Output:
	// I am Ada
	// <nil>
}

// gotdClient returns a client as somebody makes it who has only gotd.
func gotdClient(srv *mtprototest.Server) *telegram.Client {
	var list dcs.List
	for _, dc := range srv.DCs() {
		host, port, err := net.SplitHostPort(dc.Addrs[0])
		if err != nil {
			panic(err)
		}
		n, err := strconv.Atoi(port)
		if err != nil {
			panic(err)
		}
		list.Options = append(list.Options, tg.DCOption{ID: dc.ID, IPAddress: host, Port: n})
	}
	return telegram.NewClient(1, "any", telegram.Options{
		DC: srv.DCs()[0].ID, DCList: list, SessionStorage: new(session.StorageMemory),
		PublicKeys: []telegram.PublicKey{{RSA: srv.PublicKey()}},
	})
}
