package mtprototest_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"slices"
	"sync"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's client makes its key with either encryption of p_q_inner_data, and
// keeps its login: in a second run, with the session of the first, it makes no
// permanent key and sends no code.
func TestGotdKeys(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, crypto.RSAKeyBits)
	require.NoError(t, err)
	account := mtprototest.Account{Phone: ada, ID: 77}
	for _, tt := range []struct {
		name      string
		old       bool // as clients did before RSA_PAD came
		temporary bool // perfect forward secrecy
		exchanges []string
	}{
		{"RSA_PAD", false, false, []string{"p_q_inner_data_dc"}},
		{"SHA1", true, false, []string{"p_q_inner_data"}},
		{"temporary keys", false, true, []string{"p_q_inner_data_dc", "p_q_inner_data_temp_dc", "p_q_inner_data_temp_dc"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel() // gotd's key exchanges take long
			srv := start(t, mtprototest.Config{Key: key}, account)
			options := gotdOptions(t, srv)
			options.EnablePFS = tt.temporary
			watch := &watchedExchange{Resolver: dcs.DefaultResolver(), key: key, old: tt.old}
			options.Resolver = watch
			for range 2 {
				require.EqualValues(t, 77, gotdSignIn(t, srv, options, account).ID)
			}
			require.Equal(t, tt.exchanges, watch.exchanges())
			require.Equal(t, 1, srv.Keys())
			require.Equal(t, 1, srv.Calls()["auth.sendCode"])

			stored, err := (&session.Loader{Storage: options.SessionStorage}).Load(t.Context())
			require.NoError(t, err)
			require.Equal(t, []fake.Caller{{DC: 2, Key: hex.EncodeToString(stored.AuthKeyID)}}, srv.SignedIn(),
				"the login belongs to the permanent key")
		})
	}
}

// A watchedExchange sees what a client of gotd says in its key exchanges: it
// knows the server's private key. If it is old, it says it otherwise, as
// clients did before 2021: p_q_inner_data names no data centre, and is
// encrypted with its SHA1 in front.
type watchedExchange struct {
	dcs.Resolver
	key *rsa.PrivateKey
	old bool

	mu    sync.Mutex
	inner []string
}

// exchanges lists the constructors of p_q_inner_data that the server was sent.
func (w *watchedExchange) exchanges() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.inner)
}

func (w *watchedExchange) Primary(ctx context.Context, dc int, list dcs.List) (transport.Conn, error) {
	conn, err := w.Resolver.Primary(ctx, dc, list)
	return watchedConn{conn, w}, err
}

type watchedConn struct {
	transport.Conn
	exchange *watchedExchange
}

func (c watchedConn) Send(ctx context.Context, b *bin.Buffer) error {
	var m proto.UnencryptedMessage
	var req mt.ReqDHParamsRequest
	if m.Decode(&bin.Buffer{Buf: b.Copy()}) != nil || req.Decode(&bin.Buffer{Buf: m.MessageData}) != nil {
		return c.Conn.Send(ctx, b)
	}
	if err := c.exchange.see(&req); err != nil {
		return err
	}
	var body, packet bin.Buffer
	if err := body.Encode(&req); err != nil {
		return err
	}
	if err := packet.Encode(proto.UnencryptedMessage{MessageID: m.MessageID, MessageData: body.Buf}); err != nil {
		return err
	}
	return c.Conn.Send(ctx, &packet)
}

// see notes what is encrypted, and changes it if the client is to be old.
func (w *watchedExchange) see(req *mt.ReqDHParamsRequest) error {
	plain, err := crypto.DecodeRSAPad(req.EncryptedData, w.key)
	if err != nil {
		return err
	}
	inner, err := mt.DecodePQInnerData(&bin.Buffer{Buf: plain})
	if err != nil {
		return err
	}
	if w.old {
		inner = &mt.PQInnerData{
			Pq: inner.GetPq(), P: inner.GetP(), Q: inner.GetQ(),
			Nonce: inner.GetNonce(), ServerNonce: inner.GetServerNonce(), NewNonce: inner.GetNewNonce(),
		}
		var b bin.Buffer
		if err := b.Encode(inner); err != nil {
			return err
		}
		if req.EncryptedData, err = crypto.RSAEncryptHashed(b.Buf, &w.key.PublicKey, rand.Reader); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inner = append(w.inner, inner.TypeName())
	return nil
}
