package mtprototest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gotd/td/telegram/dcs"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// plainSecret is a proxy's; paddedSecret is the same for padded connections only.
var (
	plainSecret  = []byte("sixteen bytes of")
	paddedSecret = slices.Concat([]byte{0xdd}, plainSecret)
)

// throughProxy leads to the first listener of a server as to an MTProxy.
func throughProxy(t *testing.T, srv *mtprototest.Server, secret []byte) dcs.Resolver {
	t.Helper()
	resolver, err := dcs.MTProxy(srv.DCs()[0].Addrs[0], secret, dcs.MTProxyOptions{})
	require.NoError(t, err)
	return resolver
}

// bob lives in another data centre, to which a client has to move.
var bob = mtprototest.Account{Phone: "+9996640001", FirstName: "Bob", DC: 4}

// Clients sign in through the proxy, though all that they know is its address:
// ours, which begins at data centre 2 and moves, and gotd's, which begins at 4
// (its key exchanges take long, so not in each case). Who knows another secret
// is dropped, and nobody else is.
func TestProxy(t *testing.T) {
	for _, tt := range []struct {
		name           string
		server, client []byte
		ok, gotd       bool
	}{
		{"plain", plainSecret, plainSecret, true, true},
		{"padded", paddedSecret, paddedSecret, true, true},
		{"padded by choice", plainSecret, paddedSecret, true, false},
		{"abridged by choice", plainSecret, slices.Concat([]byte{0xef}, plainSecret), true, false},
		{"intermediate by choice", plainSecret, slices.Concat([]byte{0xee}, plainSecret), true, false},
		{"not padded", paddedSecret, slices.Concat([]byte{0xee}, plainSecret), false, false},
		{"wrong", plainSecret, []byte("Sixteen bytes of"), false, false},
		{"padded and wrong", paddedSecret, []byte("\xddSixteen bytes of"), false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, mtprototest.Config{ProxySecret: tt.server},
				bob, mtprototest.Account{Phone: ada, FirstName: "Ada"})
			direct := unhurried(t, srv.Transport())
			_, err := direct.Do(t.Context(), "ada", flow.PhoneNumber(ada))
			require.NoError(t, err)

			tr := srv.Transport()
			tr.Resolver = throughProxy(t, srv, tt.client)
			proxied := unhurried(t, tr)
			s, err := signInWith(t.Context(), proxied, "bob",
				flow.PhoneNumber(bob.Phone), flow.Code("44444"))
			if tt.ok {
				require.NoError(t, err)
				require.Equal(t, bob.FirstName, s.Account.FirstName)
				require.Len(t, srv.SignedIn(), 1)
				require.Equal(t, 4, srv.SignedIn()[0].DC)
			} else {
				require.Error(t, err)
				require.Empty(t, srv.SignedIn())
				require.Equal(t, 1, srv.Keys())
			}

			if tt.gotd {
				options := gotdOptions(t, srv)
				options.Resolver, options.DC = tr.Resolver, bob.DC
				require.Equal(t, bob.FirstName, gotdSignIn(t, srv, options, bob).FirstName)
			}

			_, err = signInWith(t.Context(), direct, "ada", flow.Code(code))
			require.NoError(t, err)
		})
	}
}

// A client that begins at a data centre that there is not gets a proxy's own if
// the server takes any, and nothing otherwise.
func TestProxyAnyDC(t *testing.T) {
	for _, anyDC := range []bool{false, true} {
		t.Run(fmt.Sprint(anyDC), func(t *testing.T) {
			srv := start(t, mtprototest.Config{ProxySecret: plainSecret, AnyDC: anyDC}, mtprototest.Account{Phone: ada})
			tr := srv.Transport()
			tr.Resolver = throughProxy(t, srv, plainSecret)
			tr.DCs[0].ID, tr.DC = 1, 1 // the only one is 2
			_, err := unhurried(t, tr).Do(t.Context(), "me", flow.PhoneNumber(ada))
			if !anyDC {
				require.Error(t, err)
				require.Zero(t, srv.Keys())
				return
			}
			require.NoError(t, err)
			require.Len(t, srv.Inbox(ada), 1)
		})
	}
}

func TestProxySecretLength(t *testing.T) {
	for name, secret := range map[string][]byte{
		"short":          make([]byte, 15),
		"long":           make([]byte, 18),
		"another prefix": slices.Concat([]byte{0xee}, plainSecret),
		"TLS":            slices.Concat([]byte{0xee}, plainSecret, []byte("example.org")),
	} {
		t.Run(name, func(t *testing.T) {
			model, err := fake.New()
			require.NoError(t, err)
			_, err = mtprototest.Start(model, mtprototest.Config{ProxySecret: secret})
			require.EqualError(t, err, "mtprototest: ProxySecret must have 16 bytes, or 0xdd and 16 bytes")
		})
	}
	// The server keeps a copy, and no secret is none.
	secret := slices.Clone(plainSecret)
	srv := start(t, mtprototest.Config{ProxySecret: secret}, mtprototest.Account{Phone: ada})
	clear(secret)
	tr := srv.Transport()
	tr.Resolver = throughProxy(t, srv, plainSecret)
	_, err := unhurried(t, tr).Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	start(t, mtprototest.Config{ProxySecret: []byte{}})
}
