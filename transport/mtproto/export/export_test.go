package export_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/session"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/export"
)

// key is the auth key 00 01 02 … ff.
func key() []byte {
	k := make([]byte, 256)
	for i := range k {
		k[i] = byte(i)
	}
	return k
}

func login(change func(*mtproto.Login)) mtproto.Login {
	l := mtproto.Login{
		AppID: 12345678, DC: 2, Addrs: []string{"149.154.167.50:443"},
		Key: codes.NewSecret(string(key())), UserID: 5000801609,
	}
	if change != nil {
		change(&l)
	}
	return l
}

func ipv6(l *mtproto.Login) { l.DC, l.Addrs = 4, []string{"[2001:67c:4e8:f004::a]:443"} }
func test(l *mtproto.Login) { l.Test = true }

// encoded is the unpadded base64 of what stands before the key, the key, and what
// stands after it.
func encoded(head []byte, tail ...byte) string {
	return base64.RawURLEncoding.EncodeToString(append(append(head, key()...), tail...))
}

// What is expected was laid out by hand, or with Python's struct.pack and the
// format strings of the sources that the functions name.
func TestStrings(t *testing.T) {
	dcV4 := "\x02\x02\x00\x0e149.154.167.50\x00\xbb\x01\x00\x00"
	dcTest := "\x02\x02\x04\x0e149.154.167.50\x00\xbb\x01\x00\x00"
	dcV6 := "\x02\x04\x01\x142001:67c:4e8:f004::a\x00\x00\x00\xbb\x01\x00\x00"
	user := "\x49\x2d\x12\x2a\x01\x00\x00\x00" + "\x37\x97\x79\xbc"
	for _, tt := range []struct {
		name   string
		write  func(mtproto.Login) (codes.Secret, error)
		change func(*mtproto.Login)
		want   string
	}{
		{"telethon", export.Telethon, nil, "1" + encoded([]byte("\x02\x95\x9a\xa7\x32\x01\xbb")) + "="},
		{"telethon ipv6", export.Telethon, ipv6, "1" + encoded([]byte("\x04\x20\x01\x06\x7c\x04\xe8\xf0\x04\x00\x00\x00\x00\x00\x00\x00\x0a\x01\xbb")) + "="},
		{
			"telethon mapped to ipv6", export.Telethon,
			func(l *mtproto.Login) { l.Addrs = []string{"[::ffff:149.154.167.50]:443"} },
			"1" + encoded([]byte("\x02\x95\x9a\xa7\x32\x01\xbb")) + "=",
		},
		{
			"telethon, first address is a name", export.Telethon,
			func(l *mtproto.Login) {
				l.Addrs = []string{"localhost:1", "[fe80::1%eth0]:1", "149.154.167.50:443", "149.154.167.51:443"}
			},
			"1" + encoded([]byte("\x02\x95\x9a\xa7\x32\x01\xbb")) + "=",
		},
		{"pyrogram", export.Pyrogram, nil, encoded([]byte("\x02\x00\xbc\x61\x4e\x00"), 0, 0, 0, 1, 0x2a, 0x12, 0x2d, 0x49, 0)},
		{"pyrogram test", export.Pyrogram, test, encoded([]byte("\x02\x00\xbc\x61\x4e\x01"), 0, 0, 0, 1, 0x2a, 0x12, 0x2d, 0x49, 0)},
		{
			"pyrogram needs no address", export.Pyrogram, func(l *mtproto.Login) { l.Addrs = nil },
			encoded([]byte("\x02\x00\xbc\x61\x4e\x00"), 0, 0, 0, 1, 0x2a, 0x12, 0x2d, 0x49, 0),
		},
		{"mtcute", export.MTCute, nil, encoded([]byte("\x03\x01\x00\x00\x00\x17" + dcV4 + user + "\xfe\x00\x01\x00"))},
		{"mtcute test", export.MTCute, test, encoded([]byte("\x03\x01\x00\x00\x00\x17" + dcTest + user + "\xfe\x00\x01\x00"))},
		{"mtcute ipv6", export.MTCute, ipv6, encoded([]byte("\x03\x01\x00\x00\x00\x1f" + dcV6 + user + "\xfe\x00\x01\x00"))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.write(login(tt.change))
			require.NoError(t, err)
			require.Equal(t, tt.want, got.Reveal())
			leak.Matrix(t, "redacted", got, got.Reveal())
		})
	}
}

// gotd reads Telethon's strings.
func TestTelethonIsReadByGotd(t *testing.T) {
	for _, tt := range []struct {
		change func(*mtproto.Login)
		dc     int
		addr   string
	}{
		{nil, 2, "149.154.167.50:443"},
		{ipv6, 4, "[2001:67c:4e8:f004::a]:443"},
	} {
		written, err := export.Telethon(login(tt.change))
		require.NoError(t, err)
		read, err := session.TelethonSession(written.Reveal())
		require.NoError(t, err)
		require.Equal(t, tt.dc, read.DC)
		require.Equal(t, tt.addr, read.Addr)
		require.Equal(t, key(), read.AuthKey)
	}
}

// The length tells Pyrogram the versions of its format apart, and Telethon IPv4
// from IPv6.
func TestLengths(t *testing.T) {
	written, err := export.Pyrogram(login(nil))
	require.NoError(t, err)
	require.Len(t, written.Reveal(), 362, "351 and 356 are old formats")
	written, err = export.Telethon(login(nil))
	require.NoError(t, err)
	require.Len(t, written.Reveal(), 353)
}

// Read as mtcute does it: TL, field by field.
func TestMTCuteIsTL(t *testing.T) {
	written, err := export.MTCute(login(nil))
	require.NoError(t, err)
	raw, err := base64.RawURLEncoding.DecodeString(written.Reveal())
	require.NoError(t, err)
	require.EqualValues(t, 3, raw[0], "version")
	b := &bin.Buffer{Buf: raw[1:]}

	flags, err := b.Int()
	require.NoError(t, err)
	require.Equal(t, 1, flags)
	dc, err := b.Bytes()
	require.NoError(t, err)
	require.Equal(t, []byte{2, 2, 0}, dc[:3])
	inner := &bin.Buffer{Buf: dc[3:]}
	host, err := inner.String()
	require.NoError(t, err)
	port, err := inner.Int()
	require.NoError(t, err)
	require.Equal(t, "149.154.167.50 443", fmt.Sprint(host, " ", port))
	require.Zero(t, inner.Len())
	user, err := b.Long()
	require.NoError(t, err)
	require.Equal(t, int64(5000801609), user)
	bot, err := b.Bool()
	require.NoError(t, err)
	require.False(t, bot)
	k, err := b.Bytes()
	require.NoError(t, err)
	require.Equal(t, key(), k)
	require.Zero(t, b.Len())
}

func TestRefusals(t *testing.T) {
	telethon, pyrogram, mtcute := export.Telethon, export.Pyrogram, export.MTCute
	type writers []func(mtproto.Login) (codes.Secret, error)
	for _, tt := range []struct {
		name    string
		change  func(*mtproto.Login)
		writers writers
		reason  errors.Reason
	}{
		{"zero login", func(l *mtproto.Login) { *l = mtproto.Login{} }, writers{telethon, pyrogram, mtcute}, errors.BadRecord},
		{"short key", func(l *mtproto.Login) { l.Key = codes.NewSecret("short") }, writers{telethon, pyrogram, mtcute}, errors.BadRecord},
		{"long key", func(l *mtproto.Login) { l.Key = codes.NewSecret(strings.Repeat("x", 257)) }, writers{telethon, pyrogram, mtcute}, errors.BadRecord},
		{"data centre 256", func(l *mtproto.Login) { l.DC = 256 }, writers{telethon, pyrogram, mtcute}, errors.UnknownDC},
		{"data centre -1", func(l *mtproto.Login) { l.DC = -1 }, writers{telethon, pyrogram, mtcute}, errors.UnknownDC},
		{"no address", func(l *mtproto.Login) { l.Addrs = nil }, writers{telethon, mtcute}, errors.UnknownDC},
		{"no IP address", func(l *mtproto.Login) { l.Addrs = []string{"localhost:443"} }, writers{telethon, mtcute}, errors.UnknownDC},
		{"no port", func(l *mtproto.Login) { l.Addrs = []string{"127.0.0.1"} }, writers{telethon, mtcute}, errors.UnknownDC},
		{"negative api_id", func(l *mtproto.Login) { l.AppID = -1 }, writers{pyrogram}, errors.BadRecord},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i, write := range tt.writers {
				got, err := write(login(tt.change))
				require.ErrorIs(t, err, tt.reason, i)
				require.True(t, got.IsZero())
			}
		})
	}
}
