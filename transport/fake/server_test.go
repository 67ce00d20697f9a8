package fake_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestCallThatEndsBeforeItBegins(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = server.Call(ctx, fake.Caller{DC: 2, Key: "A"}, fake.SendCode{PhoneNumber: "+9996620001"})
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, server.Requests())
	require.Empty(t, server.Inbox("+9996620001"))
}

func TestCallWithoutAKey(t *testing.T) {
	server, err := fake.New()
	require.NoError(t, err)
	_, err = server.Call(t.Context(), fake.Caller{DC: 2}, fake.GetSelf{})
	require.ErrorIs(t, err, fake.ErrUnknownKey)
}

func TestOther(t *testing.T) {
	server, err := fake.New()
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	answer, err := server.Call(t.Context(), a, fake.Other{Name: "help.getConfig", Answer: "the config"})
	require.NoError(t, err)
	require.Equal(t, "the config", answer)
	_, err = server.Call(t.Context(), a, fake.Other{Name: "updates.getState", Answer: "the state", Login: true})
	require.Equal(t, &fake.RPCError{Code: 401, Text: "AUTH_KEY_UNREGISTERED"}, err)
	for _, q := range []fake.Query{fake.Other{Name: "auth.exportLoginToken", Login: true}, nil} {
		_, err = server.Call(t.Context(), a, q)
		require.Equal(t, &fake.RPCError{Code: 400, Text: "METHOD_INVALID"}, err)
		require.EqualError(t, err, "rpc_error 400 METHOD_INVALID")
	}
}

func TestAppCredentials(t *testing.T) {
	const accepted, refused = "sentCode hash1 app length=5", "400 API_ID_INVALID"
	for _, test := range []struct {
		id        int
		hash      string // the server's
		givenID   int
		givenHash string
		want      string
	}{
		{7, "secret", 7, "secret", accepted},
		{7, "secret", 8, "secret", refused},
		{7, "secret", 7, "guess", refused},
		{7, "", 7, "any", accepted},
		{7, "", 8, "any", refused},
		{0, "secret", 8, "secret", accepted},
		{0, "secret", 8, "guess", refused},
		{0, "", 8, "any", accepted},
	} {
		server, err := fake.New(fake.Account{Phone: "+9996620001"})
		require.NoError(t, err)
		server.Predictable, server.AppID, server.AppHash = true, test.id, test.hash
		got := outcome(server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"},
			fake.SendCode{PhoneNumber: "+9996620001", AppID: test.givenID, AppHash: test.givenHash}))
		require.Equal(t, test.want, got, test)
	}
}

// Everybody who names an application is asked for the right one.
func TestAppCredentialsEverywhere(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", WebToken: "t0ken:web"}, fake.Account{BotToken: "t0ken:bot"})
	require.NoError(t, err)
	server.AppID, server.AppHash = 7, "secret"
	for name, query := range map[string]func(id int, hash string) fake.Query{
		"bot": func(id int, hash string) fake.Query {
			return fake.ImportBotAuthorization{AppID: id, AppHash: hash, Token: "t0ken:bot"}
		},
		"web": func(id int, hash string) fake.Query {
			return fake.ImportWebTokenAuthorization{AppID: id, AppHash: hash, Token: "t0ken:web"}
		},
		"QR":      func(id int, hash string) fake.Query { return fake.ExportLoginToken{AppID: id, AppHash: hash} },
		"passkey": func(id int, hash string) fake.Query { return fake.InitPasskeyLogin{AppID: id, AppHash: hash} },
		"PNV":     func(id int, hash string) fake.Query { return fake.InitFirebasePNVLogin{AppID: id, AppHash: hash} },
	} {
		a := fake.Caller{DC: 2, Key: name}
		_, err := server.Call(t.Context(), a, query(8, "secret"))
		require.EqualError(t, err, "rpc_error 400 API_ID_INVALID", name)
		_, err = server.Call(t.Context(), a, query(7, "guess"))
		require.EqualError(t, err, "rpc_error 400 API_ID_INVALID", name)
		_, err = server.Call(t.Context(), a, query(7, "secret"))
		require.NoError(t, err, name)
	}
}

// Without Predictable nothing can be guessed, and the log reads the same.
func TestUnpredictable(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2"})
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	ask := func(q fake.Query) any {
		answer, err := server.Call(t.Context(), a, q)
		require.NoError(t, err)
		return answer
	}
	first := ask(fake.SendCode{PhoneNumber: "+9996620001"}).(fake.SentCode).Hash
	second := ask(fake.SendCode{PhoneNumber: "+9996620001"}).(fake.SentCode).Hash
	require.NotEqual(t, first, second)
	require.GreaterOrEqual(t, len(first), 18, "as long as Telegram's")
	_, err = server.Call(t.Context(), a, fake.SignIn{PhoneNumber: "+9996620001", PhoneCodeHash: second, PhoneCode: "22222"})
	require.ErrorContains(t, err, "SESSION_PASSWORD_NEEDED")
	one := ask(fake.GetPassword{}).(fake.Password).SRPID
	two := ask(fake.GetPassword{}).(fake.Password).SRPID
	require.NotZero(t, one)
	require.NotEqual(t, one, two)
	ask(fake.CheckPassword{SRPID: two, Password: "hunter2"})

	log := server.Requests()
	require.Equal(t, "auth.signIn phone_number=+9996620001 phone_code_hash=hash2 phone_code=22222", log[2].String())
	require.Equal(t, "auth.checkPassword srp_id=srp2 password=hunter2", log[5].String())
	require.WithinDuration(t, time.Now(), log[0].At, time.Hour)
}

func TestSignedInInOrderOfFirstSight(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Trusted: true})
	require.NoError(t, err)
	var want []fake.Caller
	for i := range 12 {
		c := fake.Caller{DC: 2, Key: fmt.Sprint("key of ", i)}
		want = append(want, c)
		_, err := server.Call(t.Context(), c, fake.SendCode{PhoneNumber: "+9996620001"})
		require.NoError(t, err)
	}
	require.Equal(t, want, server.SignedIn())
}

// Many clients at once, for the race detector, and to see that they do not get
// into each other's way.
func TestConcurrency(t *testing.T) {
	const clients = 16
	var accounts []fake.Account
	for i := range clients {
		accounts = append(accounts, fake.Account{Phone: fmt.Sprintf("+99966200%02d", i), Password: "hunter2"})
	}
	server, err := fake.New(accounts...)
	require.NoError(t, err)
	var heard sync.Map
	server.OnCode = func(m fake.Message) { heard.Store(m.To, m.Code) }
	server.Before = func(string, int) fake.Fault { return fake.Fault{} }

	failed := make(chan error, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			failed <- func() error {
				phone, me := accounts[i].Phone, fake.Caller{DC: 2, Key: fmt.Sprint(i)}
				answer, err := server.Call(t.Context(), me, fake.SendCode{PhoneNumber: phone})
				if err != nil {
					return err
				}
				sent := answer.(fake.SentCode)
				code, _ := heard.Load(phone)
				_, err = server.Call(t.Context(), me,
					fake.SignIn{PhoneNumber: phone, PhoneCodeHash: sent.Hash, PhoneCode: code.(string)})
				if refusal, ok := err.(*fake.RPCError); !ok || refusal.Text != "SESSION_PASSWORD_NEEDED" {
					return fmt.Errorf("signIn: %w", err)
				}
				answer, err = server.Call(t.Context(), me, fake.GetPassword{})
				if err != nil {
					return err
				}
				server.Requests()
				server.Examined()
				server.HalfSignedIn()
				_, err = server.Call(t.Context(), me,
					fake.CheckPassword{SRPID: answer.(fake.Password).SRPID, Password: "hunter2"})
				return err
			}()
		})
	}
	all.Wait()
	close(failed)
	for err := range failed {
		require.NoError(t, err)
	}
	require.Len(t, server.SignedIn(), clients)
	require.Len(t, server.Requests(), 4*clients)
	for examination, times := range server.Examined() {
		require.Equal(t, 1, times, examination)
	}
}
