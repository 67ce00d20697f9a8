package gotdclient_test

import (
	"context"
	"crypto/rsa"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
)

const keyByte = "\xa7"

// login is one that nobody has signed in.
func login() mtproto.Login {
	key := make([]byte, 256)
	for i := range key {
		key[i] = keyByte[0]
	}
	return mtproto.Login{DC: 4, Key: codes.NewSecret(string(key)), Salt: 5, UserID: 1}
}

func TestOptionsServers(t *testing.T) {
	own := &rsa.PublicKey{N: big.NewInt(15), E: 3}
	for _, tt := range []struct {
		name string
		tr   mtproto.Transport
		list dcs.List
		keys []telegram.PublicKey
	}{
		{"Telegram", mtproto.Transport{}, dcs.Prod(), nil},
		{"Telegram's test servers", mtproto.Transport{Test: true}, dcs.Test(), []telegram.PublicKey{{RSA: mtproto.TestKeys()[0]}}},
		{
			"own servers",
			mtproto.Transport{PublicKeys: []*rsa.PublicKey{own}, DCs: []mtproto.DataCentre{
				{ID: 2, Addrs: []string{"127.0.0.1:1", "[::1]:65535"}},
				{ID: 4, Addrs: []string{"localhost:3"}},
				{ID: 5},
			}},
			dcs.List{Options: []tg.DCOption{
				{ID: 2, IPAddress: "127.0.0.1", Port: 1, Static: true},
				{ID: 2, IPAddress: "::1", Port: 65535, Ipv6: true},
				{ID: 4, IPAddress: "localhost", Port: 3, Static: true},
			}},
			[]telegram.PublicKey{{RSA: own}},
		},
		{
			"own test servers",
			mtproto.Transport{Test: true, PublicKeys: []*rsa.PublicKey{own}, DCs: []mtproto.DataCentre{{ID: 2, Addrs: []string{"127.0.0.1:1"}}}},
			dcs.List{Test: true, Options: []tg.DCOption{{ID: 2, IPAddress: "127.0.0.1", Port: 1, Static: true}}},
			[]telegram.PublicKey{{RSA: own}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, &tt.tr, login())
			require.Equal(t, tt.list, o.DCList)
			require.Equal(t, tt.keys, o.PublicKeys)
			require.Equal(t, 4, o.DC, "the login's, not where the Transport begins")
			require.IsType(t, dcs.DefaultResolver(), o.Resolver)
			require.Nil(t, o.Clock)
		})
	}
}

func TestOptionsDevice(t *testing.T) {
	o := options(t, &mtproto.Transport{Device: mtproto.Device{
		Model: "m", System: "s", App: "a", Language: "l", SystemLanguage: "sl", LanguagePack: "lp",
		TimeZone: time.FixedZone("Kathmandu", 5*3600+45*60),
	}}, login())
	require.Equal(t, telegram.DeviceConfig{
		DeviceModel: "m", SystemVersion: "s", AppVersion: "a", LangCode: "l", SystemLangCode: "sl", LangPack: "lp",
		Params: &tg.JSONObject{Value: []tg.JSONObjectValue{{Key: "tz_offset", Value: &tg.JSONNumber{Value: 20700}}}},
	}, o.Device)

	// The list of sessions shows the login as it did while it was made.
	require.Equal(t, telegram.DeviceConfig{
		DeviceModel: "Computer", SystemVersion: "Unknown", AppVersion: "stepin", LangCode: "en", SystemLangCode: "en",
	}, options(t, &mtproto.Transport{}, login()).Device)
}

// A Transport's way to the network is the client's, too: a proxy must not be gone
// around.
func TestOptionsNetwork(t *testing.T) {
	dialled := errors.New("dialled")
	dial := func(context.Context, string, string) (net.Conn, error) { return nil, dialled }
	for name, tr := range map[string]mtproto.Transport{
		"Dial":     {Dial: dial},
		"Resolver": {Resolver: dcs.Plain(dcs.PlainOptions{Dial: dial})},
	} {
		tr.DCs = []mtproto.DataCentre{{ID: 4, Addrs: []string{"192.0.2.1:443"}}}
		o := options(t, &tr, login())
		_, err := o.Resolver.Primary(t.Context(), 4, o.DCList)
		require.ErrorIs(t, err, dialled, name)
	}
	both := &mtproto.Transport{Dial: dial, Resolver: dcs.DefaultResolver()}
	_, err := gotdclient.Options(both, login())
	require.ErrorContains(t, err, "both")
}

func TestOptionsClock(t *testing.T) {
	for _, tt := range []struct {
		offset  time.Duration
		changed bool
	}{
		{0, false}, {9 * time.Second, false}, {-9 * time.Second, false},
		{11 * time.Second, true}, {-10 * time.Minute, true},
	} {
		l := login()
		l.Offset = tt.offset
		o := options(t, &mtproto.Transport{}, l)
		require.Equal(t, tt.changed, o.Clock != nil, tt.offset)
		if tt.changed {
			before := time.Now()
			now := o.Clock.Now()
			require.False(t, now.Before(before.Add(tt.offset)))
			require.False(t, now.After(time.Now().Add(tt.offset)))
		}
	}
}

func TestOptionsRefusals(t *testing.T) {
	_, err := gotdclient.Options(&mtproto.Transport{}, mtproto.Login{})
	require.ErrorIs(t, err, errors.BadRecord)
	for _, addr := range []string{"127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", "127.0.0.1:-1"} {
		_, err := gotdclient.Options(&mtproto.Transport{DCs: []mtproto.DataCentre{{ID: 4, Addrs: []string{addr}}}}, login())
		require.ErrorIs(t, err, errors.UnknownDC, addr)
	}
}

func TestStorage(t *testing.T) {
	_, err := new(gotdclient.Storage).LoadSession(t.Context())
	require.ErrorIs(t, err, session.ErrNotFound)

	s, err := gotdclient.NewStorage(login())
	require.NoError(t, err)
	loader := session.Loader{Storage: s}
	data, err := loader.Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, 4, data.DC)
	require.EqualValues(t, 5, data.Salt)
	require.Equal(t, login().Key.Reveal(), string(data.AuthKey))

	data.Salt = 6
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, loader.Save(ended, data), "gotd saves while it is stopped")
	data, err = loader.Load(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 6, data.Salt)
}

// What cannot be stored is said.
func TestSaveRefusals(t *testing.T) {
	full := errors.New("disk full")
	require.ErrorIs(t, gotdclient.Save(t.Context(), login(), broken{full}), full)
	require.ErrorIs(t, gotdclient.Save(t.Context(), mtproto.Login{}, new(gotdclient.Storage)), errors.BadRecord)
}

type broken struct{ err error }

func (b broken) LoadSession(context.Context) ([]byte, error) { return nil, b.err }
func (b broken) StoreSession(context.Context, []byte) error  { return b.err }
