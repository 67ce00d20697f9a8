package mtprototest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth/qrlogin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotdScanned returns gotd's options for a client that hears updates, and its
// signal that a token was accepted. Unlike qrlogin.OnLoginToken's it is not lost if
// it comes before the client waits for it.
func gotdScanned(t *testing.T, srv *mtprototest.Server) (telegram.Options, qrlogin.LoggedIn) {
	t.Helper()
	accepted := make(chan struct{}, 1)
	dispatcher := tg.NewUpdateDispatcher()
	dispatcher.OnLoginToken(func(context.Context, tg.Entities, *tg.UpdateLoginToken) error {
		accepted <- struct{}{}
		return nil
	})
	options := gotdOptions(t, srv)
	options.NoUpdates, options.UpdateHandler = false, dispatcher
	return options, accepted
}

// temporaryKeys names the case of a client with perfect forward secrecy: it hears
// under another key than the one that the server knows it by.
const temporaryKeys = "under temporary keys"

// gotd's own client signs in by a QR code: it hears that the code was scanned, and
// goes where the account lives.
func TestGotdQR(t *testing.T) {
	atHome := []string{"auth.exportLoginToken: auth.loginToken", "auth.exportLoginToken: auth.loginTokenSuccess"}
	for _, tt := range []struct {
		name    string
		account mtprototest.Account
		asked   []string
	}{
		{"at home", mtprototest.Account{Phone: ada, ID: 77}, atHome},
		{temporaryKeys, mtprototest.Account{Phone: ada, ID: 77}, atHome},
		{"elsewhere", mtprototest.Account{Phone: ada, ID: 77, DC: 4}, []string{
			"auth.exportLoginToken: auth.loginToken", "auth.exportLoginToken: auth.loginTokenMigrateTo",
			"auth.importLoginToken: auth.loginTokenSuccess",
		}},
		{"with a password", mtprototest.Account{Phone: ada, ID: 77, Password: "correct horse"}, []string{
			"auth.exportLoginToken: auth.loginToken", "auth.exportLoginToken: 401 SESSION_PASSWORD_NEEDED",
			"account.getPassword: account.password", "auth.checkPassword: auth.authorization",
		}},
		{"with a password, elsewhere", mtprototest.Account{Phone: ada, ID: 77, DC: 4, Password: "correct horse"}, []string{
			"auth.exportLoginToken: auth.loginToken", "auth.exportLoginToken: auth.loginTokenMigrateTo",
			"auth.importLoginToken: 401 SESSION_PASSWORD_NEEDED",
			"account.getPassword: account.password", "auth.checkPassword: auth.authorization",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel() // gotd's key exchanges take long
			srv := mtprototest.New(t, tt.account)
			options, accepted := gotdScanned(t, srv)
			options.EnablePFS = tt.name == temporaryKeys
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			client := telegram.NewClient(1, "any", options)
			var self *tg.User
			require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
				_, err := client.QR().Auth(ctx, accepted, func(_ context.Context, token qrlogin.Token) error {
					if !token.Expires().After(time.Now()) {
						return errors.New("the token has expired")
					}
					return srv.Scan(ada, token.URL())
				})
				if tt.account.Password != "" {
					if err == nil {
						return errors.New("no password was wanted")
					}
					_, err = client.Auth().Password(ctx, tt.account.Password)
				}
				if err != nil {
					return err
				}
				self, err = client.Self(ctx)
				return err
			}))
			require.EqualValues(t, 77, self.ID)
			require.Len(t, srv.SignedIn(), 1)
			require.Empty(t, srv.Inbox(ada))
			var asked []string
			for _, r := range srv.Requests() {
				switch r.Method {
				case "help.getConfig", "users.getUsers", "updates.getState":
				default:
					asked = append(asked, r.Method+": "+r.Answer)
				}
			}
			require.Equal(t, tt.asked, asked)
		})
	}
}

// The other device may be gotd's client, too.
func TestGotdAcceptsQR(t *testing.T) {
	account := mtprototest.Account{Phone: ada, ID: 77}
	srv := mtprototest.New(t, account)
	options, accepted := gotdScanned(t, srv)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	other := gotdOptions(t, srv)
	gotdSignIn(t, srv, other, account)

	client := telegram.NewClient(1, "any", options)
	require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
		_, err := client.QR().Auth(ctx, accepted, func(ctx context.Context, token qrlogin.Token) error {
			device := telegram.NewClient(2, "any", other)
			return device.Run(ctx, func(ctx context.Context) error {
				if _, err := device.QR().Accept(ctx, token); err != nil {
					return err
				}
				if _, err := device.QR().Accept(ctx, token); !tgerr.Is(err, "AUTH_TOKEN_ALREADY_ACCEPTED") {
					return fmt.Errorf("accepted twice: %w", err)
				}
				return nil
			})
		})
		return err
	}))
	require.Len(t, srv.SignedIn(), 2)
}

// A bot is signed in by its token, where it lives.
func TestGotdBot(t *testing.T) {
	for name, dc := range map[string]int{"at home": 2, "elsewhere": 4} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := mtprototest.New(t, mtprototest.Account{ID: 77, BotToken: "77:a token", FirstName: "Eve", DC: dc})
			options := gotdOptions(t, srv)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			client := telegram.NewClient(1, "any", options)
			var self *tg.User
			require.NoError(t, client.Run(ctx, func(ctx context.Context) error {
				if _, err := client.Auth().Bot(ctx, "77:another token"); !tgerr.Is(err, "ACCESS_TOKEN_INVALID") {
					return fmt.Errorf("another bot's token: %w", err)
				}
				_, err := client.Auth().Bot(ctx, "77:a token")
				if err != nil {
					return err
				}
				self, err = client.Self(ctx)
				return err
			}))
			require.EqualValues(t, 77, self.ID)
			require.True(t, self.Bot)
			require.Empty(t, self.Phone)
			require.Len(t, srv.SignedIn(), 1)
			require.Equal(t, dc, srv.SignedIn()[0].DC)
		})
	}
}
