package wire

import (
	"context"
	"crypto/aes"
	"crypto/rand"
	"io"
	"math/big"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// kexClient is the client's side of a key exchange, with a hook for each
// message so that a test can spoil it.
type kexClient struct {
	dc        int
	temporary int  // expires_in of a temporary key, or 0
	noDC      bool // say nothing of the data centre
	legacyRSA bool
	zeroLead  bool // choose b so that the auth key starts with a zero byte
	spoilReq  func(*mt.ReqDHParamsRequest)
	spoilIn   func(*mt.PQInnerDataDC)
	spoilSet  func(*mt.SetClientDHParamsRequest)
	spoilDH   func(*mt.ClientDHInnerData)
}

var kexTime = time.Unix(1_800_000_000, 0)

func newHandshake() *handshake {
	x := (&Server{Key: testRSA(), Now: func() time.Time { return kexTime }}).handshake()
	return &x
}

// run goes through the exchange and returns the client's key and what the
// server made.
func (c kexClient) run(t *testing.T, x *handshake) (crypto.Key, *madeKey, error) {
	t.Helper()
	step := func(m bin.Encoder) (bin.Encoder, *madeKey, error) { return x.step(raw(t, m)) }
	nonce, err := crypto.RandInt128(rand.Reader)
	require.NoError(t, err)
	newNonce, err := crypto.RandInt256(rand.Reader)
	require.NoError(t, err)

	answer, _, err := step(&mt.ReqPqMultiRequest{Nonce: nonce})
	require.NoError(t, err)
	res := answer.(*mt.ResPQ)
	require.Equal(t, nonce, res.Nonce)
	require.Equal(t, []int64{crypto.RSAFingerprint(&testRSA().PublicKey)}, res.ServerPublicKeyFingerprints)
	require.Equal(t, new(big.Int).Mul(x.p, x.q).Bytes(), res.Pq)

	inner := mt.PQInnerDataDC{
		Pq: res.Pq, P: x.p.Bytes(), Q: x.q.Bytes(),
		Nonce: nonce, ServerNonce: res.ServerNonce, NewNonce: newNonce, DC: c.dc,
	}
	if c.spoilIn != nil {
		c.spoilIn(&inner)
	}
	var plain bin.Encoder = &inner
	switch {
	case c.temporary != 0 && c.noDC:
		var b bin.Buffer
		b.PutID(0x3c6a84d4) // p_q_inner_data_temp
		require.NoError(t, (&mt.PQInnerData{
			Pq: inner.Pq, P: inner.P, Q: inner.Q,
			Nonce: nonce, ServerNonce: res.ServerNonce, NewNonce: newNonce,
		}).EncodeBare(&b))
		b.PutInt(c.temporary)
		plain = encoded(b.Buf)
	case c.temporary != 0:
		plain = &mt.PQInnerDataTempDC{
			Pq: inner.Pq, P: inner.P, Q: inner.Q,
			Nonce: nonce, ServerNonce: res.ServerNonce, NewNonce: newNonce, DC: c.dc, ExpiresIn: c.temporary,
		}
	case c.noDC:
		plain = &mt.PQInnerData{
			Pq: inner.Pq, P: inner.P, Q: inner.Q,
			Nonce: nonce, ServerNonce: res.ServerNonce, NewNonce: newNonce,
		}
	}
	encrypt := crypto.RSAPad
	if c.legacyRSA {
		encrypt = crypto.RSAEncryptHashed
	}
	encrypted, err := encrypt(raw(t, plain), &testRSA().PublicKey, rand.Reader)
	require.NoError(t, err)
	req := mt.ReqDHParamsRequest{
		Nonce: nonce, ServerNonce: res.ServerNonce, P: inner.P, Q: inner.Q,
		PublicKeyFingerprint: res.ServerPublicKeyFingerprints[0], EncryptedData: encrypted,
	}
	if c.spoilReq != nil {
		c.spoilReq(&req)
	}
	answer, _, err = step(&req)
	if err != nil {
		return crypto.Key{}, nil, err
	}
	ok := answer.(*mt.ServerDHParamsOk)
	key, iv := crypto.TempAESKeys(newNonce.BigInt(), res.ServerNonce.BigInt())
	decrypted, err := crypto.DecryptExchangeAnswer(ok.EncryptedAnswer, key, iv)
	require.NoError(t, err)
	var params mt.ServerDHInnerData
	require.NoError(t, params.Decode(&bin.Buffer{Buf: decrypted}))
	require.Equal(t, 3, params.G)
	require.EqualValues(t, kexTime.Unix(), params.ServerTime)
	p, ga := new(big.Int).SetBytes(params.DhPrime), new(big.Int).SetBytes(params.GA)

	b, err := rand.Int(rand.Reader, p)
	require.NoError(t, err)
	shared := new(big.Int).Exp(ga, b, p)
	for c.zeroLead && shared.BitLen() > crypto.RSAKeyBits-8 {
		b.Add(b, big.NewInt(1))
		shared.Mod(shared.Mul(shared, ga), p)
	}
	dh := mt.ClientDHInnerData{
		Nonce: nonce, ServerNonce: res.ServerNonce,
		GB: new(big.Int).Exp(big.NewInt(3), b, p).Bytes(),
	}
	if c.spoilDH != nil {
		c.spoilDH(&dh)
	}
	encrypted, err = crypto.EncryptExchangeAnswer(rand.Reader, raw(t, &dh), key, iv)
	require.NoError(t, err)
	set := mt.SetClientDHParamsRequest{Nonce: nonce, ServerNonce: res.ServerNonce, EncryptedData: encrypted}
	if c.spoilSet != nil {
		c.spoilSet(&set)
	}
	answer, made, err := step(&set)
	if err != nil {
		return crypto.Key{}, nil, err
	}
	var authKey crypto.Key
	shared.FillBytes(authKey[:])
	require.Equal(t, &mt.DhGenOk{
		Nonce: nonce, ServerNonce: res.ServerNonce, NewNonceHash1: crypto.NonceHash1(newNonce, authKey),
	}, answer)
	require.Equal(t, crypto.ServerSalt(newNonce, res.ServerNonce), made.salt)
	return authKey, made, nil
}

func TestExchange(t *testing.T) {
	for name, c := range map[string]kexClient{
		"this data centre":      {dc: 2},
		"media":                 {dc: -2},
		"test":                  {dc: 10002},
		"test media":            {dc: -10002},
		"no data centre":        {noDC: true},
		"temporary key":         {dc: 2, temporary: 60},
		"temporary, nowhere":    {noDC: true, temporary: 1<<31 - 1},
		"legacy RSA":            {dc: 2, legacyRSA: true},
		"legacy RSA, temporary": {dc: 2, legacyRSA: true, temporary: 60},
		"leading zero in key":   {dc: 2, zeroLead: true},
		"p with a leading zero": {dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.P = append([]byte{0}, r.P...) }},
	} {
		t.Run(name, func(t *testing.T) {
			x := newHandshake()
			for range 2 { // one connection may make several keys
				key, made, err := c.run(t, x)
				require.NoError(t, err)
				require.True(t, key == made.key)
				require.Equal(t, time.Duration(c.temporary)*time.Second, made.life)
				if c.zeroLead {
					require.Zero(t, key[0])
				}
			}
		})
	}
}

// With AnyDC the server makes keys for whichever data centre a client names.
func TestExchangeAnyDC(t *testing.T) {
	for _, c := range []kexClient{
		{dc: 1}, {dc: -5}, {dc: 10003}, {dc: 0}, {dc: 2}, {dc: 4, temporary: 60}, {noDC: true}, {dc: 1, legacyRSA: true},
	} {
		s := &Server{Key: testRSA(), AnyDC: true, Now: func() time.Time { return kexTime }}
		x := s.handshake()
		for range 2 { // the next on the same connection too
			key, made, err := c.run(t, &x)
			require.NoError(t, err)
			require.True(t, key == made.key)
		}
	}
}

// An auth key with leading zeros works like any other.
func TestLeadingZeroKey(t *testing.T) {
	s := &Server{Handler: greet}
	addr, _ := listen(t, s)
	key := crypto.Key{7: 1}
	id := s.keys().Add(key, testSalt)
	c := dial(t, addr, transport.Intermediate, key.WithID())
	c.result(c.send(ask))
	require.Equal(t, []string{id}, s.keyIDs())
}

func TestExchangeRefuses(t *testing.T) {
	otherDC := func(dc int) kexClient { return kexClient{dc: dc} }
	margin := new(big.Int).Lsh(big.NewInt(1), 2048-64)
	gb := func(v *big.Int) kexClient {
		return kexClient{dc: 2, spoilDH: func(d *mt.ClientDHInnerData) { d.GB = v.Bytes() }}
	}
	minus := func(v *big.Int, n int64) *big.Int { return new(big.Int).Sub(v, big.NewInt(n)) }
	for name, tc := range map[string]struct {
		client kexClient
		code   int32
	}{
		"other data centre":       {otherDC(1), 444},
		"other test data centre":  {otherDC(10001), 444},
		"other media data centre": {otherDC(-1), 444},
		"temporary key elsewhere": {kexClient{dc: 3, temporary: 60}, 444},
		"temporary key for -1 s":  {kexClient{dc: 2, temporary: -1}, 404},
		"the same, nowhere":       {kexClient{noDC: true, temporary: -1}, 404},

		"req nonce":        {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.Nonce[0]++ }}, 404},
		"req server nonce": {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.ServerNonce[0]++ }}, 404},
		"req p":            {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.P = []byte{3} }}, 404},
		"req q":            {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.Q = nil }}, 404},
		"req fingerprint":  {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.PublicKeyFingerprint++ }}, 404},
		"req data":         {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.EncryptedData[9]++ }}, 404},
		"req data, empty":  {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) { r.EncryptedData = nil }}, 404},
		"req data, long": {kexClient{dc: 2, spoilReq: func(r *mt.ReqDHParamsRequest) {
			r.EncryptedData = append([]byte{0}, r.EncryptedData...)
		}}, 404},
		"inner nonce":        {kexClient{dc: 2, spoilIn: func(d *mt.PQInnerDataDC) { d.Nonce[0]++ }}, 404},
		"inner server nonce": {kexClient{dc: 2, spoilIn: func(d *mt.PQInnerDataDC) { d.ServerNonce[0]++ }}, 404},
		"inner pq":           {kexClient{dc: 2, spoilIn: func(d *mt.PQInnerDataDC) { d.Pq = []byte{15} }}, 404},

		"set nonce":        {kexClient{dc: 2, spoilSet: func(r *mt.SetClientDHParamsRequest) { r.Nonce[0]++ }}, 404},
		"set server nonce": {kexClient{dc: 2, spoilSet: func(r *mt.SetClientDHParamsRequest) { r.ServerNonce[0]++ }}, 404},
		"set data, empty":  {kexClient{dc: 2, spoilSet: func(r *mt.SetClientDHParamsRequest) { r.EncryptedData = nil }}, 404},
		"set data, half a block": {kexClient{dc: 2, spoilSet: func(r *mt.SetClientDHParamsRequest) {
			r.EncryptedData = r.EncryptedData[:aes.BlockSize+1]
		}}, 404},
		"dh nonce":        {kexClient{dc: 2, spoilDH: func(d *mt.ClientDHInnerData) { d.Nonce[0]++ }}, 404},
		"dh server nonce": {kexClient{dc: 2, spoilDH: func(d *mt.ClientDHInnerData) { d.ServerNonce[0]++ }}, 404},
		"g_b 0":           {gb(new(big.Int)), 404},
		"g_b 1":           {gb(big.NewInt(1)), 404},
		"g_b p":           {gb(dhPrime), 404},
		"g_b p-1":         {gb(minus(dhPrime, 1)), 404},
		"g_b small":       {gb(minus(margin, 1)), 404},
		"g_b large":       {gb(minus(new(big.Int).Sub(dhPrime, margin), -1)), 404},
		"g_b very large":  {gb(new(big.Int).Lsh(big.NewInt(1), 2048)), 404},
	} {
		t.Run(name, func(t *testing.T) {
			x := newHandshake()
			_, made, err := tc.client.run(t, x)
			require.Nil(t, made)
			var refused *exchangeError
			require.ErrorAs(t, err, &refused)
			require.Equal(t, tc.code, refused.Code)
			// The same exchange may be begun again.
			_, _, err = kexClient{dc: 2}.run(t, x)
			require.NoError(t, err)
		})
	}
}

// A wrong hash is noticed as such, not by what the data then looks like.
func TestExchangeChecksHash(t *testing.T) {
	_, _, err := kexClient{dc: 2, spoilSet: func(r *mt.SetClientDHParamsRequest) {
		r.EncryptedData[len(r.EncryptedData)-20]++
	}}.run(t, newHandshake())
	require.ErrorContains(t, err, "wrong SHA1")
}

// On the wire a refusal is a transport error, and the connection ends.
func TestExchangeRefusalOnTheWire(t *testing.T) {
	s := &Server{DC: 3}
	addr, _ := listen(t, s)
	c := dial(t, addr, transport.Abridged, crypto.AuthKey{})
	plain := func(m bin.Encoder) []byte {
		return raw(t, proto.UnencryptedMessage{MessageID: c.newID(), MessageData: raw(t, m)})
	}
	c.sendPacket(plain(&mt.ReqPqMultiRequest{}))
	var b bin.Buffer
	require.NoError(t, c.conn.Recv(context.Background(), &b))
	c.sendPacket(plain(&mt.ReqDHParamsRequest{}))
	_, err := c.next()
	requireTransportError(t, err, 404)
	_, err = c.next()
	require.ErrorIs(t, err, io.EOF)
	require.Zero(t, s.Counts().Keys)
}

// A message that ends too early is refused at every stage.
func TestExchangeCutMessages(t *testing.T) {
	x := newHandshake()
	cut := func(m bin.Encoder) {
		t.Helper()
		whole := raw(t, m)
		_, _, err := x.step(whole[:len(whole)-4])
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		var refused *exchangeError
		require.ErrorAs(t, err, &refused)
		require.EqualValues(t, 404, refused.Code)
	}
	cut(&mt.ReqPqRequest{})
	cut(&mt.ReqPqMultiRequest{})
	x.stage = stagePQ
	cut(&mt.ReqDHParamsRequest{})
	x.stage = stageDH
	cut(&mt.SetClientDHParamsRequest{})

	for _, whole := range []encoded{
		raw(t, &mt.PQInnerData{}),
		raw(t, &mt.PQInnerDataDC{}),
		raw(t, &mt.PQInnerDataTempDC{ExpiresIn: 1}),
		append([]byte{0xd4, 0x84, 0x6a, 0x3c}, append(raw(t, &mt.PQInnerData{})[4:], 1, 0, 0, 0)...),
	} {
		_, err := decodeInner(whole)
		require.NoError(t, err)
		for n := range len(whole) {
			_, err := decodeInner(whole[:n])
			require.ErrorIs(t, err, io.ErrUnexpectedEOF, n)
		}
	}
}

// Steps out of order are refused, and a finished exchange is over.
func TestExchangeOrder(t *testing.T) {
	x := newHandshake()
	refused := func(m bin.Encoder) {
		t.Helper()
		_, _, err := x.step(raw(t, m))
		require.ErrorContains(t, err, "unexpected message")
	}
	refused(&mt.ReqDHParamsRequest{})
	refused(&mt.SetClientDHParamsRequest{})
	_, _, err := x.step(raw(t, &mt.ReqPqRequest{}))
	require.NoError(t, err)
	refused(&mt.SetClientDHParamsRequest{})
	_, _, err = kexClient{dc: 2}.run(t, x)
	require.NoError(t, err)
	refused(&mt.SetClientDHParamsRequest{})
	require.Equal(t, handshake{rsa: x.rsa, dc: 2}, handshake{
		rsa: x.rsa, dc: x.dc, stage: x.stage, newNonce: x.newNonce, serverNonce: x.serverNonce, a: x.a,
	}, "secrets are gone")
	_, _, err = x.step(nil)
	require.ErrorContains(t, err, "empty message")
}

// Each exchange has its own pq, of two primes, and its own server_nonce.
func TestExchangeIsRandom(t *testing.T) {
	seen := make(map[string]bool)
	for range 20 {
		x := newHandshake()
		answer, _, err := x.step(raw(t, &mt.ReqPqMultiRequest{}))
		require.NoError(t, err)
		res := answer.(*mt.ResPQ)
		require.True(t, x.p.ProbablyPrime(20) && x.q.ProbablyPrime(20))
		require.Negative(t, x.p.Cmp(x.q))
		require.LessOrEqual(t, new(big.Int).SetBytes(res.Pq).BitLen(), 63, "pq <= 2^63-1")
		for _, v := range []string{string(res.Pq), string(res.ServerNonce[:])} {
			require.False(t, seen[v])
			seen[v] = true
		}
	}
}
