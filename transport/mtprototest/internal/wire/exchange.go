package wire

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto/codec"
)

// exchangeError ends a key exchange. Code is the transport error for the
// client, without its sign.
type exchangeError struct {
	Code int32
	Err  error
}

func (e *exchangeError) Error() string { return "key exchange: " + e.Err.Error() }
func (e *exchangeError) Unwrap() error { return e.Err }

func refuseExchange(format string, args ...any) error {
	return &exchangeError{Code: codec.CodeAuthKeyNotFound, Err: fmt.Errorf(format, args...)}
}

// madeKey is the fruit of a key exchange.
type madeKey struct {
	key  crypto.Key
	salt int64
	life time.Duration // of a temporary key; 0: the key is permanent
	dc   int           // that the client named, as it did; 0: it named none
}

// handshake is the server's side of one key exchange. It takes message bodies
// and gives answers, without I/O of its own, so that it may be interleaved with
// anything else on a connection.
// See https://core.telegram.org/mtproto/auth_key.
type handshake struct {
	rsa   *rsa.PrivateKey
	dc    int
	anyDC bool
	now   func() time.Time

	stage       exchangeStage
	nonce       bin.Int128
	serverNonce bin.Int128
	p, q        *big.Int
	newNonce    bin.Int256
	life        time.Duration // of the temporary key that is asked for, or 0
	named       int           // the data centre that the client named, or 0
	a           *big.Int      // our secret exponent
}

// handshake returns the server's side of an exchange that has not begun.
func (s *Server) handshake() handshake {
	return handshake{rsa: s.Key, dc: s.dc(), anyDC: s.AnyDC, now: s.now}
}

type exchangeStage int

const (
	stageStart exchangeStage = iota // nothing yet, or all done
	stagePQ                         // resPQ was sent
	stageDH                         // server_DH_params_ok was sent
)

// step answers one message. made is not nil when the answer completes the
// exchange. Every error is an *exchangeError or a failure of the random source.
func (x *handshake) step(body []byte) (answer bin.Encoder, made *madeKey, err error) {
	b := &bin.Buffer{Buf: body}
	id, err := b.PeekID()
	if err != nil {
		return nil, nil, refuseExchange("empty message")
	}
	switch {
	case id == mt.ReqPqMultiRequestTypeID:
		var req mt.ReqPqMultiRequest
		if err := req.Decode(b); err != nil {
			return nil, nil, refuseExchange("req_pq_multi: %w", err)
		}
		answer, err = x.start(req.Nonce)
	case id == mt.ReqPqRequestTypeID:
		var req mt.ReqPqRequest
		if err := req.Decode(b); err != nil {
			return nil, nil, refuseExchange("req_pq: %w", err)
		}
		answer, err = x.start(req.Nonce)
	case id == mt.ReqDHParamsRequestTypeID && x.stage == stagePQ:
		var req mt.ReqDHParamsRequest
		if err := req.Decode(b); err != nil {
			return nil, nil, refuseExchange("req_DH_params: %w", err)
		}
		answer, err = x.params(req)
	case id == mt.SetClientDHParamsRequestTypeID && x.stage == stageDH:
		var req mt.SetClientDHParamsRequest
		if err := req.Decode(b); err != nil {
			return nil, nil, refuseExchange("set_client_DH_params: %w", err)
		}
		return x.finish(req)
	default:
		return nil, nil, refuseExchange("unexpected message %#08x", id)
	}
	return answer, nil, err
}

// exchangeName names a message of the key exchange, for Server.OnService.
func exchangeName(body []byte) string {
	id, err := (&bin.Buffer{Buf: body}).PeekID()
	if err != nil {
		return "empty"
	}
	switch id {
	case mt.ReqPqRequestTypeID:
		return "req_pq"
	case mt.ReqPqMultiRequestTypeID:
		return "req_pq_multi"
	case mt.ReqDHParamsRequestTypeID:
		return "req_DH_params"
	case mt.SetClientDHParamsRequestTypeID:
		return "set_client_DH_params"
	}
	return fmt.Sprintf("0x%08x", id)
}

func (x *handshake) start(nonce bin.Int128) (bin.Encoder, error) {
	p, q, err := randomPQ()
	if err != nil {
		return nil, err
	}
	x.nonce, x.p, x.q = nonce, p, q
	if _, err := rand.Read(x.serverNonce[:]); err != nil {
		return nil, err
	}
	x.stage = stagePQ
	return &mt.ResPQ{
		Nonce:                       x.nonce,
		ServerNonce:                 x.serverNonce,
		Pq:                          new(big.Int).Mul(p, q).Bytes(),
		ServerPublicKeyFingerprints: []int64{crypto.RSAFingerprint(&x.rsa.PublicKey)},
	}, nil
}

// randomPQ returns two different primes p < q of 31 bits each.
func randomPQ() (p, q *big.Int, err error) {
	for {
		if p, err = rand.Prime(rand.Reader, 31); err != nil {
			return nil, nil, err
		}
		if q, err = rand.Prime(rand.Reader, 31); err != nil {
			return nil, nil, err
		}
		switch p.Cmp(q) {
		case -1:
			return p, q, nil
		case +1:
			return q, p, nil
		}
	}
}

func (x *handshake) params(req mt.ReqDHParamsRequest) (bin.Encoder, error) {
	switch {
	case req.Nonce != x.nonce || req.ServerNonce != x.serverNonce:
		return nil, refuseExchange("req_DH_params: wrong nonce")
	case !isNumber(req.P, x.p) || !isNumber(req.Q, x.q):
		return nil, refuseExchange("req_DH_params: wrong p or q")
	case req.PublicKeyFingerprint != crypto.RSAFingerprint(&x.rsa.PublicKey):
		return nil, refuseExchange("req_DH_params: unknown public key")
	}
	inner, err := x.decryptInner(req.EncryptedData)
	if err != nil {
		return nil, err
	}
	pq := new(big.Int).Mul(x.p, x.q)
	switch {
	case inner.GetNonce() != x.nonce || inner.GetServerNonce() != x.serverNonce:
		return nil, refuseExchange("p_q_inner_data: wrong nonce")
	case !isNumber(inner.GetPq(), pq) || !isNumber(inner.GetP(), x.p) || !isNumber(inner.GetQ(), x.q):
		return nil, refuseExchange("p_q_inner_data: wrong pq, p or q")
	}
	x.newNonce, x.life, x.named = inner.GetNewNonce(), inner.life, inner.dc

	ga, err := x.draw()
	if err != nil {
		return nil, err
	}
	var b bin.Buffer
	if err := b.Encode(&mt.ServerDHInnerData{
		Nonce:       x.nonce,
		ServerNonce: x.serverNonce,
		G:           generator,
		DhPrime:     dhPrime.Bytes(),
		GA:          ga.Bytes(),
		ServerTime:  int(x.now().Unix()),
	}); err != nil {
		return nil, err
	}
	key, iv := x.tempKeys()
	encrypted, err := crypto.EncryptExchangeAnswer(rand.Reader, b.Raw(), key, iv)
	if err != nil {
		return nil, err
	}
	x.stage = stageDH
	return &mt.ServerDHParamsOk{
		Nonce:           x.nonce,
		ServerNonce:     x.serverNonce,
		EncryptedAnswer: encrypted,
	}, nil
}

// draw chooses a and returns g^a mod p.
func (x *handshake) draw() (ga *big.Int, err error) {
	for {
		if x.a, err = rand.Int(rand.Reader, dhPrime); err != nil {
			return nil, err
		}
		ga = new(big.Int).Exp(big.NewInt(generator), x.a, dhPrime)
		if inSafeRange(ga) {
			return ga, nil
		}
	}
}

func (x *handshake) finish(req mt.SetClientDHParamsRequest) (bin.Encoder, *madeKey, error) {
	if req.Nonce != x.nonce || req.ServerNonce != x.serverNonce {
		return nil, nil, refuseExchange("set_client_DH_params: wrong nonce")
	}
	key, iv := x.tempKeys()
	plain, err := crypto.DecryptExchangeAnswer(req.EncryptedData, key, iv)
	if err == nil && plain == nil {
		err = errors.New("wrong SHA1") // this error is missing in gotd v0.162.0
	}
	if err != nil {
		return nil, nil, refuseExchange("encrypted_data: %w", err)
	}
	var inner mt.ClientDHInnerData
	if err := inner.Decode(&bin.Buffer{Buf: plain}); err != nil {
		return nil, nil, refuseExchange("client_DH_inner_data: %w", err)
	}
	if inner.Nonce != x.nonce || inner.ServerNonce != x.serverNonce {
		return nil, nil, refuseExchange("client_DH_inner_data: wrong nonce")
	}
	gb := new(big.Int).SetBytes(inner.GB)
	if !inSafeRange(gb) {
		return nil, nil, refuseExchange("g_b is out of range")
	}
	made := &madeKey{salt: crypto.ServerSalt(x.newNonce, x.serverNonce), life: x.life, dc: x.named}
	// FillBytes keeps leading zeros: an auth key always has 256 bytes.
	new(big.Int).Exp(gb, x.a, dhPrime).FillBytes(made.key[:])

	answer := &mt.DhGenOk{
		Nonce:         x.nonce,
		ServerNonce:   x.serverNonce,
		NewNonceHash1: crypto.NonceHash1(x.newNonce, made.key),
	}
	*x = handshake{rsa: x.rsa, dc: x.dc, anyDC: x.anyDC, now: x.now} // nothing secret stays
	return answer, made, nil
}

func (x *handshake) tempKeys() (key, iv []byte) {
	return crypto.TempAESKeys(x.newNonce.BigInt(), x.serverNonce.BigInt())
}

// isNumber reports whether b is n in big-endian order; leading zeros are fine.
func isNumber(b []byte, n *big.Int) bool {
	return bytes.Equal(bytes.TrimLeft(b, "\x00"), n.Bytes())
}
