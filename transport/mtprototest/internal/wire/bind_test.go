package wire

import (
	"context"
	"crypto/aes"
	"crypto/rand"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// registerTemporary gives the server a random temporary key.
func registerTemporary(t testing.TB, s *Server, expires time.Time) crypto.AuthKey {
	t.Helper()
	var key crypto.Key
	_, err := rand.Read(key[:])
	require.NoError(t, err)
	s.keys().addTemporary(&madeKey{key: key, salt: testSalt, life: expires.Sub(s.now())}, s.now())
	return key.WithID()
}

// binding is a request to bind a key, with hooks to spoil it.
type binding struct {
	permanent crypto.AuthKey
	expires   time.Time
	msgID     int64 // in the encrypted message; 0: that of the request

	spoilInner func(*crypto.BindAuthKeyInner)
	spoilReq   func(*tg.AuthBindTempAuthKeyRequest)
}

// send asks for it under the client's key and returns the answer.
func (b binding) send(c *client) *bin.Buffer {
	c.t.Helper()
	id := c.newID()
	c.sendAs(id, 1, b.request(c, id))
	return c.result(id)
}

func (b binding) request(c *client, id int64) *tg.AuthBindTempAuthKeyRequest {
	c.t.Helper()
	inner := crypto.BindAuthKeyInner{
		Nonce: 5, TempAuthKeyID: c.key.IntID(), PermAuthKeyID: b.permanent.IntID(),
		TempSessionID: c.session, ExpiresAt: int(b.expires.Unix()),
	}
	if b.spoilInner != nil {
		b.spoilInner(&inner)
	}
	if b.msgID == 0 {
		b.msgID = id
	}
	encrypted, err := crypto.EncryptBindMessage(rand.Reader, b.permanent, b.msgID, &inner)
	require.NoError(c.t, err)
	req := &tg.AuthBindTempAuthKeyRequest{
		PermAuthKeyID: b.permanent.IntID(), Nonce: 5, ExpiresAt: int(b.expires.Unix()), EncryptedMessage: encrypted,
	}
	if b.spoilReq != nil {
		b.spoilReq(req)
	}
	return req
}

func requireBound(t testing.TB, answer *bin.Buffer) {
	t.Helper()
	require.Equal(t, []byte(raw(t, &tg.BoolTrue{})), answer.Buf)
}

func requireRefused(t testing.TB, want *mt.RPCError, answer *bin.Buffer) {
	t.Helper()
	var got mt.RPCError
	require.NoError(t, got.Decode(answer))
	require.Equal(t, want, &got)
}

var bindTime = time.Unix(1_800_000_000, 0)

// startTemporary serves s at bindTime, or later if the clock is moved, and
// connects a client with a temporary key of one hour.
func startTemporary(t *testing.T, s *Server, clock *clock) (c *client, addr string) {
	t.Helper()
	s.Now = clock.now
	addr, _ = listen(t, s)
	c = dial(t, addr, transport.Intermediate, registerTemporary(t, s, bindTime.Add(time.Hour)))
	c.ids = proto.NewMessageIDGen(clock.now)
	return c, addr
}

// clock is bindTime and what has passed since.
type clock struct {
	mu     sync.Mutex
	passed time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bindTime.Add(c.passed)
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.passed += d
}

// A bound key acts as its permanent one, on every connection and in every
// session.
func TestBind(t *testing.T) {
	s := &Server{Handler: greet, RequireInit: true}
	c, addr := startTemporary(t, s, new(clock))
	permanent := register(t, s, testSalt)
	requireRefused(t, errUnbound, c.result(c.send(ask)))

	b := binding{permanent: permanent, expires: bindTime.Add(time.Hour)}
	requireBound(t, b.send(c)) // without initConnection
	requireRefused(t, errNotInit, c.result(c.send(ask)))

	again := c.reconnect(addr)
	again.session++
	var dc tg.NearestDC
	require.NoError(t, dc.Decode(again.result(again.send(raw(t, initHead(0), ask)))))
	require.Equal(t, fmt.Sprintf("%x", permanent.ID), dc.Country)

	requireBound(t, b.send(c)) // once more
	requireRefused(t, errNotInit, again.result(again.send(ask)))
	require.NoError(t, dc.Decode(c.result(c.send(raw(t, initHead(0), ask)))))
	second := dial(t, addr, transport.Intermediate, registerTemporary(t, s, bindTime.Add(time.Hour)))
	second.ids = c.ids
	requireBound(t, b.send(second)) // another temporary key beside it
	requireRefused(t, errNotInit, second.result(second.send(ask)))
	require.NoError(t, dc.Decode(again.result(again.send(ask))))

	b.permanent = register(t, s, testSalt)
	requireRefused(t, errAlreadyBound, b.send(c))
	require.NoError(t, dc.Decode(again.result(again.send(raw(t, initHead(0), ask)))))
	require.Equal(t, fmt.Sprintf("%x", permanent.ID), dc.Country, "still bound to the first")
}

func TestBindRefuses(t *testing.T) {
	inner := func(f func(*crypto.BindAuthKeyInner)) binding { return binding{spoilInner: f} }
	req := func(f func(*tg.AuthBindTempAuthKeyRequest)) binding { return binding{spoilReq: f} }
	expiring := func(at time.Time) binding { return binding{expires: at} }
	for name, tc := range map[string]struct {
		binding
		want *mt.RPCError
	}{
		"another message":        {binding{msgID: 4}, errBindMessage},
		"inner nonce":            {inner(func(i *crypto.BindAuthKeyInner) { i.Nonce++ }), errBindMessage},
		"inner temporary key":    {inner(func(i *crypto.BindAuthKeyInner) { i.TempAuthKeyID++ }), errBindMessage},
		"inner permanent key":    {inner(func(i *crypto.BindAuthKeyInner) { i.PermAuthKeyID++ }), errBindMessage},
		"inner session":          {inner(func(i *crypto.BindAuthKeyInner) { i.TempSessionID++ }), errBindMessage},
		"inner expires_at":       {inner(func(i *crypto.BindAuthKeyInner) { i.ExpiresAt++ }), errBindMessage},
		"nonce":                  {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.Nonce++ }), errBindMessage},
		"expires_at":             {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.ExpiresAt++ }), errBindMessage},
		"permanent key unknown":  {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.PermAuthKeyID++ }), errBindMessage},
		"message, empty":         {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.EncryptedMessage = nil }), errBindMessage},
		"message, another key":   {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.EncryptedMessage[0]++ }), errBindMessage},
		"message, msg_key":       {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.EncryptedMessage[8]++ }), errBindMessage},
		"message, spoilt":        {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.EncryptedMessage[40]++ }), errBindMessage},
		"message, block too few": {req(func(r *tg.AuthBindTempAuthKeyRequest) { r.EncryptedMessage = r.EncryptedMessage[:88] }), errBindMessage},
		"message, one too many": {req(func(r *tg.AuthBindTempAuthKeyRequest) {
			r.EncryptedMessage = append(r.EncryptedMessage, make([]byte, 16)...)
		}), errBindMessage},
		"over already": {expiring(bindTime), errExpiresAt},
		"no time":      {expiring(time.Unix(0, 0)), errExpiresAt},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Handler: greet, Compress: Gzip} // this answer is never packed
			c, _ := startTemporary(t, s, new(clock))
			tc.permanent = register(t, s, testSalt)
			if tc.expires.IsZero() {
				tc.expires = bindTime.Add(time.Hour)
			}
			requireRefused(t, tc.want, tc.send(c))
			requireRefused(t, errUnbound, c.result(c.send(ask)))
			requireBound(t, binding{permanent: tc.permanent, expires: bindTime.Add(time.Hour)}.send(c))
		})
	}
}

// What is not a temporary key cannot be bound, nor bound to.
func TestBindWrongKind(t *testing.T) {
	s := &Server{Handler: greet}
	c, addr := startTemporary(t, s, new(clock))
	other := registerTemporary(t, s, bindTime.Add(time.Hour))
	requireRefused(t, errBindMessage, binding{permanent: other, expires: bindTime.Add(time.Hour)}.send(c))

	c = dial(t, addr, transport.Intermediate, register(t, s, testSalt))
	c.ids = proto.NewMessageIDGen(func() time.Time { return bindTime })
	permanent := register(t, s, testSalt)
	requireRefused(t, errNotTemporary, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(c))
	requireRefused(t, errFetch, c.result(c.send(raw(t, &tg.AuthBindTempAuthKeyRequest{})[:8])))
}

// Temporary keys end with their time, or with the earlier one that they were
// bound with; no binding makes them live longer.
func TestTemporaryKeyEnds(t *testing.T) {
	for name, tc := range map[string]struct {
		bindFor time.Duration // 0: not bound
		ends    time.Duration
	}{
		"unbound":               {0, time.Hour},
		"bound for its life":    {time.Hour, time.Hour},
		"bound for a minute":    {time.Minute, time.Minute},
		"bound beyond its life": {2 * time.Hour, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			var clock clock
			s := &Server{Handler: greet}
			c, _ := startTemporary(t, s, &clock)
			if tc.bindFor != 0 {
				permanent := register(t, s, testSalt)
				requireBound(t, binding{permanent: permanent, expires: bindTime.Add(tc.bindFor)}.send(c))
			}
			clock.pass(tc.ends - time.Second)
			c.result(c.send(ask))
			clock.pass(time.Second)
			c.send(ask)
			_, err := c.next()
			requireTransportError(t, err, 404)
			require.Empty(t, s.keys().temporary, "nothing is left of it")
		})
	}
}

// Whoever forgets a permanent key forgets what is bound to it.
func TestForgetPermanentKey(t *testing.T) {
	for name, forget := range map[string]func(s *Server, c *client, permanent string){
		"the server": func(s *Server, _ *client, permanent string) { require.True(t, s.keys().Forget(permanent)) },
		"the handler": func(_ *Server, c *client, _ string) {
			c.send(&tg.HelpGetConfigRequest{})
			for {
				if _, err := c.next(); err != nil {
					requireTransportError(t, err, 404)
					return
				}
			}
		},
		"destroy_auth_key": func(_ *Server, c *client, _ string) {
			c.sendAs(c.newID(), 0, encoded{0x60, 0x51, 0x43, 0xd1})
			require.Equal(t, []byte{0xd4, 0xe1, 0x60, 0xf6}, c.until(0xf660e1d4).body)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Handler: func(ctx context.Context, r Request) Reply {
				if r.Method == tg.HelpGetConfigRequestTypeID {
					return Reply{NoKey: true}
				}
				return greet(ctx, r)
			}}
			c, addr := startTemporary(t, s, new(clock))
			permanent := register(t, s, testSalt)
			other := dial(t, addr, transport.Intermediate, registerTemporary(t, s, bindTime.Add(time.Hour)))
			other.ids = c.ids
			requireBound(t, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(c))
			requireBound(t, binding{permanent: register(t, s, testSalt), expires: bindTime.Add(time.Hour)}.send(other))

			forget(s, c, fmt.Sprintf("%x", permanent.ID))
			c.send(ask)
			_, err := c.next()
			requireTransportError(t, err, 404)
			other.result(other.send(ask)) // another permanent key's is not touched

			// A new temporary key finds its permanent one gone.
			next := dial(t, addr, transport.Intermediate, registerTemporary(t, s, bindTime.Add(time.Hour)))
			next.ids = c.ids
			requireRefused(t, errBindMessage, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(next))
		})
	}
}

// A permanent key may be forgotten between the check of a request and its end.
func TestBindToForgottenKey(t *testing.T) {
	var k KeyStore
	k.Add(crypto.Key{1}, 0)
	permanent, _ := k.get(crypto.Key{1}.WithID().ID, bindTime)
	k.addTemporary(&madeKey{key: crypto.Key{2}, life: 1}, bindTime)
	temporary, _ := k.get(crypto.Key{2}.WithID().ID, bindTime)
	k.forget(permanent)
	require.Equal(t, errBindMessage, k.bind(temporary, permanent, bindTime.Add(1)))
	_, ok := k.permanent(temporary)
	require.False(t, ok)
}

// TDLib drops the temporary keys that it has no use for. Others keep theirs.
func TestDropTemporaryKeys(t *testing.T) {
	s := &Server{Handler: greet, RequireInit: true}
	c, addr := startTemporary(t, s, new(clock))
	permanent := register(t, s, testSalt)
	bound := func(permanent crypto.AuthKey) *client {
		other := dial(t, addr, transport.Intermediate, registerTemporary(t, s, bindTime.Add(time.Hour)))
		other.ids = c.ids
		requireBound(t, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(other))
		return other
	}
	requireBound(t, binding{permanent: permanent, expires: bindTime.Add(time.Hour)}.send(c))
	dropped, spared, stranger := bound(permanent), bound(permanent), bound(register(t, s, testSalt))

	requireRefused(t, errFetch, c.result(c.send(raw(t, &tg.AuthDropTempAuthKeysRequest{})[:4])))
	requireBound(t, c.result(c.send(&tg.AuthDropTempAuthKeysRequest{
		ExceptAuthKeys: []int64{c.key.IntID(), spared.key.IntID()},
	})))
	dropped.send(ask)
	_, err := dropped.next()
	requireTransportError(t, err, 404)
	for _, kept := range []*client{c, spared, stranger} {
		requireRefused(t, errNotInit, kept.result(kept.send(ask)))
	}
	require.Len(t, s.keys().IDs(), 2, "permanent keys stay")
}

// gotd's own client with perfect forward secrecy: it makes both keys, binds
// them, and comes back with the permanent one.
func TestGotdTemporaryKey(t *testing.T) {
	s := &Server{Handler: greet, RequireInit: true, Compress: Gzip}
	addr, _ := listen(t, s)
	got := sessions{got: make(chan mtproto.Session, 1)}
	var opt mtproto.Options
	for i := range 2 {
		err := withGotd(addr, transport.Intermediate, mtproto.Options{
			DC: 2, EnablePFS: true, Handler: got, PermKey: opt.PermKey,
		}, func(ctx context.Context, api *tg.Client) error {
			var dc tg.NearestDC
			if err := api.Invoker().Invoke(ctx, &tg.InitConnectionRequest{APIID: 1, Query: ask}, &dc); err != nil {
				return err
			}
			session := <-got.got
			if opt.PermKey = session.PermKey; dc.Country != fmt.Sprintf("%x", session.PermKey.ID) {
				return fmt.Errorf("the handler saw key %s instead of %x", dc.Country, session.PermKey.ID)
			}
			return nil
		})
		require.NoError(t, err)
		counts := s.Counts()
		require.Equal(t, []int{1, i + 1}, []int{counts.Keys, counts.TempKeys})
		require.Equal(t, i+1, counts.Methods["auth.bindTempAuthKey"])
	}
	require.Equal(t, []string{fmt.Sprintf("%x", opt.PermKey.ID)}, s.keys().IDs(), "permanent ones only")
}

// What was encrypted rightly may still be another message.
func TestBindMessageOfAnotherKind(t *testing.T) {
	key := crypto.Key{1}.WithID()
	seal := func(length int, body bin.Encoder, spoil ...byte) []byte {
		envelope := raw(t, head(func(b *bin.Buffer) {
			b.Put(make([]byte, 16))
			b.PutLong(4)
			b.PutInt(0)
			b.PutInt(length)
		}), body)
		require.Len(t, envelope, 72)
		msgKey := crypto.MessageKeyV1(append(envelope[:72:72], spoil...))
		m := crypto.EncryptedMessage{AuthKeyID: key.ID, MsgKey: msgKey, EncryptedData: make([]byte, 80)}
		aesKey, iv := crypto.KeysV1(key.Value, m.MsgKey)
		block, err := aes.NewCipher(aesKey[:])
		require.NoError(t, err)
		ige.EncryptBlocks(block, iv[:], m.EncryptedData, append(envelope, make([]byte, 8)...))
		return raw(t, m)
	}
	want := crypto.BindAuthKeyInner{Nonce: 1, TempAuthKeyID: 2, PermAuthKeyID: 3, TempSessionID: 4, ExpiresAt: 5}
	msgID, inner, err := openBindMessage(key, seal(40, &want))
	require.NoError(t, err)
	require.EqualValues(t, 4, msgID)
	require.Equal(t, want, inner)

	_, _, err = openBindMessage(key, seal(36, &want))
	require.ErrorContains(t, err, "36 bytes")
	_, _, err = openBindMessage(key, seal(40, encoded(make([]byte, 40))))
	require.ErrorContains(t, err, "bind_auth_key_inner")
	_, _, err = openBindMessage(key, seal(40, &want, 1))
	require.ErrorContains(t, err, "msg_key", "which does not cover the padding")
}

func FuzzBindMessage(f *testing.F) {
	key := crypto.Key{1}.WithID()
	good, err := crypto.EncryptBindMessage(rand.Reader, key, 4, &crypto.BindAuthKeyInner{Nonce: 5})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:24])
	f.Add(good[:23])
	f.Add(append(good[:24:24], make([]byte, 80)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		msgID, inner, err := openBindMessage(key, data)
		if err == nil && (msgID != 4 || inner != (crypto.BindAuthKeyInner{Nonce: 5})) {
			t.Fatal("a forged message was taken")
		}
	})
}
