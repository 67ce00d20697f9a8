package exchange

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	mathrand "math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

// serverKey is the RSA key of the test server.
var serverKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, crypto.RSAKeyBits)
	if err != nil {
		panic(err)
	}
	return key
})

const (
	testDC   = 10002
	testTime = 1700000000
)

// server is the other half of the exchange. Its numbers can be chosen and
// every answer can be changed on its way out.
type server struct {
	pq []byte
	g  int
	p  []byte
	a  *big.Int

	// The hooks may change an answer, or replace it by returning another.
	resPQ   func(*mt.ResPQ)
	inner   func(*mt.ServerDHInnerData)
	plain   func([]byte) []byte // SHA1 + server_DH_inner_data + padding
	params  func(s *server, ok *mt.ServerDHParamsOk) bin.Encoder
	verdict func(s *server, attempt int) bin.Encoder
	frame   func(answer int, frame []byte) []byte

	// What the server learned.
	nonce, serverNonce bin.Int128
	newNonce           bin.Int256
	key                crypto.Key
	answers            int
	ids                *proto.MessageIDGen
}

func newServer(random io.Reader) *server {
	s := &server{
		pq:  randomPQ(random),
		g:   3,
		p:   dhgrouptest.Telegram(),
		a:   new(big.Int).SetBytes(randomBytes(random, 256)),
		ids: proto.NewMessageIDGen(time.Now),
	}
	copy(s.serverNonce[:], randomBytes(random, 16))
	return s
}

func randomBytes(random io.Reader, n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		panic(err)
	}
	return b
}

// randomPQ returns the product of two random primes of 31 bits.
func randomPQ(random io.Reader) []byte {
	prime := func() *big.Int {
		for {
			n := new(big.Int).SetBytes(randomBytes(random, 4))
			n.SetBit(n, 31, 0).SetBit(n, 30, 1).SetBit(n, 0, 1)
			if n.ProbablyPrime(0) {
				return n
			}
		}
	}
	return new(big.Int).Mul(prime(), prime()).Bytes()
}

// seeded returns a source of randomness and prints how to have it again.
func seeded(t testing.TB) io.Reader {
	seed := mathrand.Uint64()
	t.Logf("seed %d", seed)
	return replay(seed)
}

func replay(seed uint64) io.Reader {
	var b [32]byte
	for i := range 8 {
		b[i] = byte(seed >> (8 * i))
	}
	return mathrand.NewChaCha8(b)
}

func (s *server) serve(conn transport.Conn) error {
	var req mt.ReqPqMultiRequest
	if err := s.read(conn, &req); err != nil {
		return err
	}
	s.nonce = req.Nonce
	res := &mt.ResPQ{
		Nonce:       s.nonce,
		ServerNonce: s.serverNonce,
		Pq:          s.pq,
		// A real server has several keys.
		ServerPublicKeyFingerprints: []int64{1, crypto.RSAFingerprint(&serverKey().PublicKey), -1},
	}
	if s.resPQ != nil {
		s.resPQ(res)
	}
	if err := s.write(conn, res); err != nil {
		return err
	}

	var dh mt.ReqDHParamsRequest
	if err := s.read(conn, &dh); err != nil {
		return err
	}
	if err := s.checkProof(&dh); err != nil {
		return err
	}
	if err := s.write(conn, s.answerParams()); err != nil {
		return err
	}

	var retryID int64
	for attempt := 1; ; attempt++ {
		var set mt.SetClientDHParamsRequest
		if err := s.read(conn, &set); err != nil {
			return err
		}
		if err := s.derive(&set, retryID); err != nil {
			return err
		}
		aux := s.key.AuxHash()
		retryID = int64(binary.LittleEndian.Uint64(aux[:]))
		var answer bin.Encoder = &mt.DhGenOk{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash1: s.hash(1)}
		if s.verdict != nil {
			answer = s.verdict(s, attempt)
		}
		if err := s.write(conn, answer); err != nil {
			return err
		}
		if _, again := answer.(*mt.DhGenRetry); !again {
			return nil
		}
	}
}

// checkProof examines req_DH_params as a server does.
func (s *server) checkProof(dh *mt.ReqDHParamsRequest) error {
	plain, err := crypto.DecodeRSAPad(dh.EncryptedData, serverKey())
	if err != nil {
		return err
	}
	var inner mt.PQInnerDataDC
	if err := inner.Decode(&bin.Buffer{Buf: plain}); err != nil {
		return err
	}
	p, q := new(big.Int).SetBytes(dh.P), new(big.Int).SetBytes(dh.Q)
	switch {
	case dh.Nonce != s.nonce || inner.Nonce != s.nonce || dh.ServerNonce != s.serverNonce || inner.ServerNonce != s.serverNonce:
		return errors.New("server: wrong nonces")
	case !bytes.Equal(inner.P, dh.P) || !bytes.Equal(inner.Q, dh.Q) || !bytes.Equal(inner.Pq, s.pq):
		return errors.New("server: p, q and pq differ")
	case p.Cmp(q) >= 0 || new(big.Int).Mul(p, q).Cmp(new(big.Int).SetBytes(s.pq)) != 0 || dh.P[0] == 0 || dh.Q[0] == 0:
		return errors.New("server: wrong p and q")
	case inner.DC != testDC:
		return fmt.Errorf("server: data centre %d", inner.DC)
	case dh.PublicKeyFingerprint != crypto.RSAFingerprint(&serverKey().PublicKey):
		return errors.New("server: wrong fingerprint")
	}
	s.newNonce = inner.NewNonce
	return nil
}

func (s *server) answerParams() bin.Encoder {
	inner := &mt.ServerDHInnerData{
		Nonce:       s.nonce,
		ServerNonce: s.serverNonce,
		G:           s.g,
		DhPrime:     s.p,
		GA:          new(big.Int).Exp(big.NewInt(int64(s.g)), s.a, new(big.Int).SetBytes(s.p)).Bytes(),
		ServerTime:  testTime,
	}
	if s.inner != nil {
		s.inner(inner)
	}
	var b bin.Buffer
	if err := inner.Encode(&b); err != nil {
		panic(err)
	}
	plain, err := crypto.DataWithHash(b.Buf, rand.Reader)
	if err != nil {
		panic(err)
	}
	if s.plain != nil {
		plain = s.plain(plain)
	}
	ok := &mt.ServerDHParamsOk{Nonce: s.nonce, ServerNonce: s.serverNonce, EncryptedAnswer: s.encrypt(plain)}
	if s.params != nil {
		return s.params(s, ok)
	}
	return ok
}

func (s *server) encrypt(plain []byte) []byte {
	key, iv := crypto.TempAESKeys(s.newNonce.BigInt(), s.serverNonce.BigInt())
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	encrypted := make([]byte, len(plain))
	ige.EncryptBlocks(block, iv, encrypted, plain)
	return encrypted
}

// derive examines set_client_DH_params and computes the key.
func (s *server) derive(set *mt.SetClientDHParamsRequest, retryID int64) error {
	key, iv := crypto.TempAESKeys(s.newNonce.BigInt(), s.serverNonce.BigInt())
	plain, err := crypto.DecryptExchangeAnswer(set.EncryptedData, key, iv)
	if err != nil || plain == nil {
		return errors.Join(errors.New("server: client_DH_inner_data cannot be read"), err)
	}
	var inner mt.ClientDHInnerData
	if err := inner.Decode(&bin.Buffer{Buf: plain}); err != nil {
		return err
	}
	if set.Nonce != s.nonce || inner.Nonce != s.nonce || set.ServerNonce != s.serverNonce || inner.ServerNonce != s.serverNonce {
		return errors.New("server: wrong nonces")
	}
	if inner.RetryID != retryID {
		return fmt.Errorf("server: retry_id %d, want %d", inner.RetryID, retryID)
	}
	new(big.Int).Exp(new(big.Int).SetBytes(inner.GB), s.a, new(big.Int).SetBytes(s.p)).FillBytes(s.key[:])
	return nil
}

// hash returns new_nonce_hash1, 2 or 3.
func (s *server) hash(number byte) bin.Int128 {
	aux := s.key.AuxHash()
	sum := sha1.Sum(append(append(append([]byte(nil), s.newNonce[:]...), number), aux[:]...))
	return bin.Int128(sum[4:])
}

func (s *server) read(conn transport.Conn, message bin.Decoder) error {
	var b bin.Buffer
	if err := conn.Recv(context.Background(), &b); err != nil {
		return err
	}
	var envelope proto.UnencryptedMessage
	if err := envelope.Decode(&b); err != nil {
		return err
	}
	if id := proto.MessageID(envelope.MessageID); id.Type() != proto.MessageFromClient {
		return fmt.Errorf("server: message id %s", id)
	}
	return message.Decode(&bin.Buffer{Buf: envelope.MessageData})
}

func (s *server) write(conn transport.Conn, message bin.Encoder) error {
	s.answers++
	var data, b bin.Buffer
	if err := message.Encode(&data); err != nil {
		return err
	}
	if err := (proto.UnencryptedMessage{
		MessageID:   s.ids.New(proto.MessageServerResponse),
		MessageData: data.Buf,
	}).Encode(&b); err != nil {
		return err
	}
	if s.frame != nil {
		b.Buf = s.frame(s.answers, b.Buf)
	}
	return conn.Send(context.Background(), &b)
}

// options are the client's, for the test server.
func options(random io.Reader) Options {
	return Options{
		DC:     testDC,
		Keys:   []*rsa.PublicKey{nil, {}, &serverKey().PublicKey},
		Random: random,
		Work:   new(Work),
	}
}

// exchange runs the client against s over a pipe.
func (s *server) exchange(t testing.TB, opt Options) (Result, error) {
	t.Helper()
	clientConn, serverConn := transport.Intermediate.Pipe()
	served := make(chan error, 1)
	go func() {
		err := s.serve(serverConn)
		if err != nil {
			_ = serverConn.Close()
		}
		served <- err
	}()
	result, err := Run(t.Context(), clientConn, opt)
	if err != nil {
		_ = clientConn.Close()
		t.Logf("client: %v; server: %v", err, <-served)
		return result, err
	}
	require.NoError(t, <-served)
	require.NoError(t, clientConn.Close())
	return result, nil
}
