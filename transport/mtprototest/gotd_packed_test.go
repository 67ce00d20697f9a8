package mtprototest_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/rand"
	"io"
	"sync"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A client that packs all that it sends signs in at a server that packs all its
// answers, in either framing
// (core.telegram.org/mtproto/service_messages#packed-object).
func TestGotdPacked(t *testing.T) {
	for _, tt := range []struct {
		name     string
		compress mtprototest.Compression
		begins   byte
	}{
		{"gzip", mtprototest.Gzip, 0x1f},
		{"zlib", mtprototest.Zlib, 0x78},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := start(t, mtprototest.Config{Compress: tt.compress}, mtprototest.Account{Phone: ada})
			c := &packingCipher{Cipher: crypto.NewClientCipher(rand.Reader), zlib: tt.compress == mtprototest.Zlib}
			ctx, conn := gotdConn(t, srv, mtproto.Options{Cipher: c, CompressThreshold: 1})
			signInByHand(ctx, t, conn)
			require.Len(t, srv.SignedIn(), 1)
			want := map[byte]bool{tt.begins: true}
			require.Equal(t, want, c.sent)
			require.Equal(t, want, c.received)
		})
	}
}

// signInByHand makes the calls of a sign-in, one by one.
func signInByHand(ctx context.Context, t *testing.T, conn *mtproto.Conn) {
	t.Helper()
	first := &tg.InitConnectionRequest{APIID: 1, Query: &tg.HelpGetConfigRequest{}}
	require.NoError(t, conn.Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: first}, new(tg.Config)))
	api := tg.NewClient(conn)
	sent, err := api.AuthSendCode(ctx, &tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 1, APIHash: "any"})
	require.NoError(t, err)
	signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: sent.(*tg.AuthSentCode).PhoneCodeHash}
	signIn.SetPhoneCode("11111")
	_, err = api.AuthSignIn(ctx, signIn)
	require.True(t, tg.IsPhoneCodeInvalid(err), "%v", err)
	signIn.SetPhoneCode(code)
	_, err = api.AuthSignIn(ctx, signIn)
	require.NoError(t, err)
	users, err := api.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserSelf{}})
	require.NoError(t, err)
	require.Len(t, users, 1)
}

// A packingCipher is gotd's own, and sees how what it carries is packed. gotd
// packs with gzip and takes nothing else: with zlib it is made a client of the
// other framing, which TDLib and mtcute send.
type packingCipher struct {
	crypto.Cipher
	zlib bool

	mu             sync.Mutex
	sent, received map[byte]bool // first bytes of what was packed
}

func (c *packingCipher) saw(where *map[byte]bool, packed []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if *where == nil {
		*where = map[byte]bool{}
	}
	(*where)[packed[0]] = true
}

func (c *packingCipher) Encrypt(key crypto.AuthKey, data crypto.EncryptedMessageData, b *bin.Buffer) error {
	if unpacked, ok := data.Message.(proto.GZIP); ok {
		packed, err := c.pack(unpacked.Data)
		if err != nil {
			return err
		}
		c.saw(&c.sent, packed.PackedData)
		data.Message = packed
	}
	return c.Cipher.Encrypt(key, data, b)
}

func (c *packingCipher) pack(data []byte) (*mt.GzipPacked, error) {
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if c.zlib {
		w = zlib.NewWriter(&b)
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err := w.Close()
	return &mt.GzipPacked{PackedData: b.Bytes()}, err
}

func (c *packingCipher) DecryptFromBuffer(key crypto.AuthKey, b *bin.Buffer) (*crypto.EncryptedMessageData, error) {
	data, err := c.Cipher.DecryptFromBuffer(key, b)
	if err != nil {
		return nil, err
	}
	var result proto.Result
	var packed mt.GzipPacked
	if result.Decode(&bin.Buffer{Buf: data.Data()}) != nil || packed.Decode(&bin.Buffer{Buf: result.Result}) != nil {
		return data, nil
	}
	c.saw(&c.received, packed.PackedData)
	if !c.zlib {
		return data, nil
	}
	r, err := zlib.NewReader(bytes.NewReader(packed.PackedData))
	if err != nil {
		return nil, err
	}
	if result.Result, err = io.ReadAll(r); err != nil {
		return nil, err
	}
	var plain bin.Buffer
	err = plain.Encode(&result)
	data.MessageDataLen, data.MessageDataWithPadding = int32(plain.Len()), plain.Buf
	return data, err
}
