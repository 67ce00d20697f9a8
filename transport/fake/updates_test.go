package fake_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

// shown returns a login token that a key shows.
func shown(t *testing.T, server *fake.Server, from fake.Caller) string {
	t.Helper()
	answer, err := server.Call(t.Context(), from, fake.ExportLoginToken{})
	require.NoError(t, err)
	return loginAddress(answer.(fake.LoginToken).Token)
}

// ear is a listener that remembers.
type ear struct{ heard []any }

func (e *ear) hear(update any) { e.heard = append(e.heard, update) }

func TestSubscribe(t *testing.T) {
	server, err := fake.New(people(fake.Account{})...)
	require.NoError(t, err)
	a, b := fake.Caller{DC: 2, Key: "A"}, fake.Caller{DC: 2, Key: "B"}
	var first, second, other ear
	stop := server.Subscribe(a, first.hear)
	server.Subscribe(b, other.hear)
	require.NoError(t, server.Scan("+9996620001", shown(t, server, a)))
	require.Equal(t, []any{fake.UpdateLoginToken{}}, first.heard)

	server.Subscribe(a, second.hear)
	require.Empty(t, second.heard, "it was heard")
	require.NoError(t, server.Scan("+9996620001", shownByAnother(t, server, a)))
	require.Len(t, first.heard, 2)
	require.Len(t, second.heard, 1, "all hear it")

	stop()
	stop()
	require.NoError(t, server.Scan("+9996620001", shownByAnother(t, server, a)))
	require.Len(t, first.heard, 2)
	require.Len(t, second.heard, 2)
	require.Empty(t, other.heard)
}

// shownByAnother ends what a key has accepted, and returns a token that it shows.
func shownByAnother(t *testing.T, server *fake.Server, from fake.Caller) string {
	t.Helper()
	for _, q := range []fake.Query{fake.ExportLoginToken{}, fake.LogOut{}} {
		_, err := server.Call(t.Context(), from, q)
		require.NoError(t, err)
	}
	return shown(t, server, from)
}

// What nobody hears is kept: the last of each kind.
func TestUpdatesAreKept(t *testing.T) {
	server, err := fake.New(people(
		fake.Account{Payment: somePayment()},
		fake.Account{Phone: "+9996620002"},
		fake.Account{Phone: "+9996620003", Payment: somePayment()},
	)...)
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001     => paymentRequired hash1 product=premium support=help@example.org subject=Login days=7 currency=EUR amount=199
		A sendCode +9996620003     => paymentRequired hash2 product=premium support=help@example.org subject=Login days=7 currency=EUR amount=199
		A exportToken              => loginToken qr1 until 12:00:30
		A exportToken              => loginToken qr2 until 12:00:30
		pay +9996620001            =>
		scan +9996620002 qr1       =>
		scan +9996620001 qr2       =>
		pay +9996620003            =>
		restore                    =>
		hear A                     => updateLoginToken, updateSentPhoneCode sentCode hash4 app length=5
		hear A                     =>
		hear A@4                   =>
		hear A@9                   =>
	`)
}

// A key that is not known, or no more, hears nothing and keeps nothing.
func TestSubscribeWithoutAKey(t *testing.T) {
	server, err := fake.New(people(fake.Account{})...)
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	token := shown(t, server, a)
	var gone ear
	server.Subscribe(a, gone.hear)
	require.NoError(t, server.Scan("+9996620001", token))
	server.ForgetKey("A")
	require.Len(t, gone.heard, 1)
	for _, from := range []fake.Caller{a, {DC: 2}, {DC: 4, Key: "B"}} {
		var nothing ear
		stop := server.Subscribe(from, nothing.hear)
		stop()
		require.Empty(t, nothing.heard, from)
	}
}

// A listener may ask the server, and cause the next update; that comes after this
// one.
func TestListenerAsks(t *testing.T) {
	server, err := fake.New(people(fake.Account{}, fake.Account{Phone: "+9996620002"})...)
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	one, two := shown(t, server, a), shown(t, server, a)
	var told []string
	server.Subscribe(a, func(any) {
		told = append(told, "begins")
		if len(told) == 1 {
			require.NoError(t, server.Scan("+9996620002", two))
		}
		told = append(told, "ends")
	})
	require.NoError(t, server.Scan("+9996620001", one))
	require.Equal(t, []string{"begins", "ends", "begins", "ends"}, told)
}

// Many at once, for the race detector: each key is told one thing at a time, and
// the last thing is not lost.
func TestUpdatesConcurrently(t *testing.T) {
	server, err := fake.New(people(fake.Account{})...)
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	const scans = 16
	tokens := make([]string, scans)
	for i := range tokens {
		tokens[i] = shown(t, server, a)
	}
	heard := 0 // without a lock: there is one at a time
	defer server.Subscribe(a, func(any) { heard++ })()
	var group sync.WaitGroup
	failed := make([]error, scans)
	for i, token := range tokens {
		group.Go(func() { failed[i] = server.Scan("+9996620001", token) })
	}
	group.Wait()
	for _, err := range failed {
		require.NoError(t, err)
	}
	require.Positive(t, heard)
	var rest ear
	server.Subscribe(a, rest.hear)
	require.Empty(t, rest.heard, "nothing was left over")
}
