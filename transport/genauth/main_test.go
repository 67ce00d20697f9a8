package genauth_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }

const (
	number   = "+15555550100"
	password = "Correct-Horse"
)

var ada = genauthtest.Account{
	Username: "ada", Email: "ada@example.com", Phone: number, Password: password, Name: "Ada Lovelace",
}

// clock is a clock that a test moves.
type clock struct{ now time.Time }

func (c *clock) add(d time.Duration) { c.now = c.now.Add(d) }

var begin = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

// start starts a server, on a clock that stands still if it has none of its own.
func start(t testing.TB, c genauthtest.Config) (*genauthtest.Server, *clock) {
	t.Helper()
	at := &clock{begin}
	if c.Now == nil {
		c.Now = func() time.Time { return at.now }
	}
	seen := c.OnCode
	c.OnCode = func(to, code string) {
		leak.Secret(leak.Code, code)
		if seen != nil {
			seen(to, code)
		}
	}
	s, err := genauthtest.Start(c)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	for _, a := range c.Accounts {
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Password, a.Password)
	}
	return s, at
}

// driver makes a driver of a new process: it shares nothing but the store.
func driver(t *testing.T, tr *genauth.Transport, store flow.Store) *flow.Driver {
	return leak.Driver(t, &flow.Driver{Transport: tr, Store: store, Now: tr.Now})
}

func phone(t testing.TB) codes.Identifier {
	t.Helper()
	who, err := codes.ParsePhone(number)
	require.NoError(t, err)
	return who
}

func email(t testing.TB) codes.Identifier {
	t.Helper()
	who, err := codes.Email(ada.Email)
	require.NoError(t, err)
	return who
}

func user(t testing.TB) codes.Identifier {
	t.Helper()
	who, err := codes.Name(ada.Username)
	require.NoError(t, err)
	return who
}
