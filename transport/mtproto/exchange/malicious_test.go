package exchange

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/binary"
	"io"
	"math/big"
	"testing"
	"testing/iotest"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

// dishonesty is one way in which a server may lie, and what the client must
// say to it.
type dishonesty struct {
	name   string
	lie    func(s *server, opt *Options)
	check  string
	detail string // in the error's text
	work   Work   // at most this
}

// The work of an exchange that fails at each of its answers. The factor steps
// are those of an honest pq, which vary.
var (
	atPQ      = Work{Messages: 2}
	atParams  = Work{Messages: 4, FactorSteps: factorSteps}
	atVerdict = Work{Messages: 6, FactorSteps: factorSteps, ModExps: 2}
)

func flip(n bin.Int128) bin.Int128 {
	n[15] ^= 1
	return n
}

func pqOf(factors ...uint64) []byte {
	n := big.NewInt(1)
	for _, f := range factors {
		n.Mul(n, new(big.Int).SetUint64(f))
	}
	return n.Bytes()
}

func liePQ(pq []byte) func(*server, *Options) {
	return func(s *server, _ *Options) { s.pq = pq }
}

func lieResPQ(edit func(*mt.ResPQ)) func(*server, *Options) {
	return func(s *server, _ *Options) { s.resPQ = edit }
}

func lieInner(edit func(*mt.ServerDHInnerData)) func(*server, *Options) {
	return func(s *server, _ *Options) { s.inner = edit }
}

func lieGA(x *big.Int) func(*server, *Options) {
	return lieInner(func(d *mt.ServerDHInnerData) { d.GA = x.Bytes() })
}

func lieGroup(g int, p []byte) func(*server, *Options) {
	return lieInner(func(d *mt.ServerDHInnerData) { d.G, d.DhPrime = g, p })
}

func liePlain(edit func([]byte) []byte) func(*server, *Options) {
	return func(s *server, _ *Options) { s.plain = edit }
}

func lieParams(edit func(*server, *mt.ServerDHParamsOk) bin.Encoder) func(*server, *Options) {
	return func(s *server, _ *Options) { s.params = edit }
}

func lieVerdict(edit func(s *server, attempt int) bin.Encoder) func(*server, *Options) {
	return func(s *server, _ *Options) { s.verdict = edit }
}

func lieFrame(at int, edit func([]byte) []byte) func(*server, *Options) {
	return func(s *server, _ *Options) {
		s.frame = func(answer int, frame []byte) []byte {
			if answer == at {
				return edit(frame)
			}
			return frame
		}
	}
}

// resign appends padding to server_DH_inner_data and signs both.
func resign(plain []byte, padding int) []byte {
	data := append(bytes.Clone(plain[sha1.Size:]), make([]byte, padding)...)
	sum := sha1.Sum(data)
	return append(sum[:], data...)
}

func dishonesties() []dishonesty {
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	low := new(big.Int).Lsh(big.NewInt(1), 2048-64)
	add := func(x *big.Int, d int64) *big.Int { return new(big.Int).Add(x, big.NewInt(d)) }
	const (
		prime31 = 2147483647 // 2^31-1
		prime32 = 4294967291 // 2^32-5
		prime61 = 1<<61 - 1  // a Mersenne prime
		prime63 = 1<<63 - 25 // the largest below 2^63
		answer1 = 1
		answer2 = 2
		answer3 = 3
	)
	list := []dishonesty{
		// resPQ
		{"resPQ: nonce", lieResPQ(func(r *mt.ResPQ) { r.Nonce = flip(r.Nonce) }), CheckNonce, "resPQ", atPQ},
		{"resPQ: no key", lieResPQ(func(r *mt.ResPQ) { r.ServerPublicKeyFingerprints = nil }), CheckFingerprint, "0 keys", atPQ},
		{"resPQ: unknown keys", lieResPQ(func(r *mt.ResPQ) { r.ServerPublicKeyFingerprints = []int64{1, 2} }), CheckFingerprint, "2 keys", atPQ},
		{"pq empty", liePQ(nil), CheckPQComposite, "", atPQ},
		{"pq = 0", liePQ([]byte{0}), CheckPQComposite, "", atPQ},
		{"pq = 1", liePQ([]byte{1}), CheckPQComposite, "", atPQ},
		{"pq = 2", liePQ([]byte{2}), CheckPQFactors, "", atPQ},
		{"pq = 3", liePQ([]byte{3}), CheckPQComposite, "", atPQ},
		{"pq prime", liePQ(pqOf(prime61)), CheckPQComposite, "", atPQ},
		{"pq the largest prime", liePQ(pqOf(prime63)), CheckPQComposite, "", atPQ},
		{"pq = 2^63", liePQ([]byte{0x80, 0, 0, 0, 0, 0, 0, 0}), CheckPQRange, "", atPQ},
		{"pq of 64 bits", liePQ(pqOf(prime32, prime32-58)), CheckPQRange, "", atPQ},
		{"pq of 65 bits", liePQ(append([]byte{1}, randomPQ(replay(1))...)), CheckPQRange, "", atPQ},
		{"pq of 2048 bits", liePQ(p.Bytes()), CheckPQRange, "", atPQ},
		{"pq even", liePQ(pqOf(2, prime31)), CheckPQFactors, "", atPQ},
		{"pq a square", liePQ(pqOf(prime31, prime31)), CheckPQFactors, "", Work{Messages: 2, FactorSteps: factorSteps}},
		{"pq a small square", liePQ(pqOf(3, 3)), CheckPQFactors, "", atPQ},
		{"pq of three primes", liePQ(pqOf(1000003, 1000033, 1000037)), CheckPQFactors, "", Work{Messages: 2, FactorSteps: factorSteps}},
		{"pq of four primes", liePQ(pqOf(3, 5, 7, prime31)), CheckPQFactors, "", atPQ},

		// server_DH_params_ok
		{"params: nonce", lieParams(func(_ *server, ok *mt.ServerDHParamsOk) bin.Encoder {
			ok.Nonce = flip(ok.Nonce)
			return ok
		}), CheckNonce, "server_DH_params_ok", atParams},
		{"params: server_nonce", lieParams(func(_ *server, ok *mt.ServerDHParamsOk) bin.Encoder {
			ok.ServerNonce = flip(ok.ServerNonce)
			return ok
		}), CheckServerNonce, "server_DH_params_ok", atParams},
		{"params: empty answer", lieParams(func(_ *server, ok *mt.ServerDHParamsOk) bin.Encoder {
			ok.EncryptedAnswer = nil
			return ok
		}), CheckMessage, "server_DH_inner_data", atParams},
		{"params: answer not in blocks", lieParams(func(_ *server, ok *mt.ServerDHParamsOk) bin.Encoder {
			ok.EncryptedAnswer = append(ok.EncryptedAnswer, 0)
			return ok
		}), CheckMessage, "server_DH_inner_data", atParams},
		{"params: garbage", lieParams(func(_ *server, ok *mt.ServerDHParamsOk) bin.Encoder {
			ok.EncryptedAnswer[20] ^= 1
			return ok
		}), CheckMessage, "server_DH_inner_data", atParams},

		// server_DH_params_fail
		{"fail: nonce", lieParams(func(s *server, _ *mt.ServerDHParamsOk) bin.Encoder {
			return &mt.ServerDHParamsFail{Nonce: flip(s.nonce), ServerNonce: s.serverNonce, NewNonceHash: s.failHash()}
		}), CheckNonce, "server_DH_params_fail", atParams},
		{"fail: server_nonce", lieParams(func(s *server, _ *mt.ServerDHParamsOk) bin.Encoder {
			return &mt.ServerDHParamsFail{Nonce: s.nonce, ServerNonce: flip(s.serverNonce), NewNonceHash: s.failHash()}
		}), CheckServerNonce, "server_DH_params_fail", atParams},
		{"fail: new_nonce_hash", lieParams(func(s *server, _ *mt.ServerDHParamsOk) bin.Encoder {
			return &mt.ServerDHParamsFail{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash: flip(s.failHash())}
		}), CheckNewNonceHash, "server_DH_params_fail", atParams},

		// server_DH_inner_data
		{"inner: SHA1", liePlain(func(b []byte) []byte { b[0] ^= 1; return b }), CheckAnswerHash, "", atParams},
		{"inner: SHA1 last byte", liePlain(func(b []byte) []byte { b[19] ^= 1; return b }), CheckAnswerHash, "", atParams},
		{"inner: server_time changed", liePlain(func(b []byte) []byte { b[20+4+16+16+4+260+260] ^= 1; return b }), CheckAnswerHash, "", atParams},
		{"inner: SHA1 over the padding too", liePlain(func(b []byte) []byte { return resign(b, 0) }), CheckAnswerHash, "", atParams},
		{"inner: 16 bytes more", liePlain(func(b []byte) []byte { return append(b, make([]byte, 16)...) }), CheckAnswerPadding, "", atParams},
		{"inner: exactly 16 bytes after it", func(s *server, _ *Options) {
			s.inner = func(d *mt.ServerDHInnerData) { d.GA = d.GA[:250] } // fills its last block
			s.plain = func(b []byte) []byte { return append(b, make([]byte, 16)...) }
		}, CheckAnswerPadding, "", atParams},
		{"inner: nonce", lieInner(func(d *mt.ServerDHInnerData) { d.Nonce = flip(d.Nonce) }), CheckNonce, "server_DH_inner_data", atParams},
		{"inner: server_nonce", lieInner(func(d *mt.ServerDHInnerData) { d.ServerNonce = flip(d.ServerNonce) }), CheckServerNonce, "server_DH_inner_data", atParams},

		// The group
		{"p empty", lieGroup(3, nil), CheckPSize, "", atParams},
		{"p short", lieGroup(3, p.Bytes()[:255]), CheckPSize, "", atParams},
		{"p long", lieGroup(3, append([]byte{1}, p.Bytes()...)), CheckPSize, "", atParams},
		{"p even", lieGroup(4, add(p, -1).Bytes()), CheckPSafePrime, "", atParams},
		{"p composite", lieGroup(4, dhgrouptest.Composite()), CheckPSafePrime, "", with(atParams, 0, 1)},
		{"p composite over a prime", lieGroup(4, dhgrouptest.CompositeOverPrime()), CheckPSafePrime, "", with(atParams, 0, 1)},
		{"p prime, not safe", lieGroup(4, dhgrouptest.PrimeButNotSafe()), CheckPSafePrime, "", with(atParams, 0, 2)},
		{"g = 0", lieGroup(0, p.Bytes()), CheckG, "", atParams},
		{"g = 1", lieGroup(1, p.Bytes()), CheckG, "", atParams},
		{"g = 2, no residue", lieGroup(2, p.Bytes()), CheckG, "", atParams},
		{"g = 5, no residue", lieGroup(5, p.Bytes()), CheckG, "", atParams},
		{"g = 6, no residue", lieGroup(6, p.Bytes()), CheckG, "", atParams},
		{"g = 8", lieGroup(8, p.Bytes()), CheckG, "", atParams},
		{"g = -1", lieGroup(-1, p.Bytes()), CheckG, "", atParams},

		// g_a
		{"g_a empty", lieGA(new(big.Int)), CheckGARange, "", atParams},
		{"g_a = 0", lieInner(func(d *mt.ServerDHInnerData) { d.GA = make([]byte, 256) }), CheckGARange, "", atParams},
		{"g_a = 1", lieGA(big.NewInt(1)), CheckGARange, "", atParams},
		{"g_a small", lieGA(add(low, -1)), CheckGARange, "", atParams},
		{"g_a large", lieGA(add(new(big.Int).Sub(p, low), 1)), CheckGARange, "", atParams},
		{"g_a = p-1", lieGA(add(p, -1)), CheckGARange, "", atParams},
		{"g_a = p", lieGA(p), CheckGARange, "", atParams},
		{"g_a = p+1", lieGA(add(p, 1)), CheckGARange, "", atParams},
		{"g_a = p+g", lieGA(add(p, 3)), CheckGARange, "", atParams},
		{"g_a of 2056 bits", lieGA(new(big.Int).Lsh(p, 8)), CheckGARange, "", atParams},

		// Our own side
		{"g_b = 1", func(_ *server, opt *Options) {
			opt.Random = &chosen{Reader: opt.Random, values: map[int][]byte{256: make([]byte, 256)}}
		}, CheckGBRange, "", with(atParams, 1, 0)},
		{"RSA key of 1024 bits", func(s *server, opt *Options) {
			small := &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), 1023), E: 65537}
			opt.Keys = []*rsa.PublicKey{small}
			s.resPQ = func(r *mt.ResPQ) { r.ServerPublicKeyFingerprints = []int64{crypto.RSAFingerprint(small)} }
		}, CheckRSAKey, "1024 bits", atPQ},
		{"RSA key of 4096 bits", func(s *server, opt *Options) {
			large := &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), 4095), E: 65537}
			opt.Keys = []*rsa.PublicKey{large}
			s.resPQ = func(r *mt.ResPQ) { r.ServerPublicKeyFingerprints = []int64{crypto.RSAFingerprint(large)} }
		}, CheckRSAKey, "4096 bits", atPQ},

		// dh_gen_retry without end
		{"retries", lieVerdict(func(s *server, _ int) bin.Encoder {
			return &mt.DhGenRetry{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash2: s.hash(2)}
		}), CheckRetries, "6 times", Work{Messages: 4 + 2*6, ModExps: 2 * 6, FactorSteps: factorSteps}},
	}

	// The answers to set_client_DH_params
	verdicts := map[string]func(nonce, serverNonce, hash bin.Int128) bin.Encoder{
		"dh_gen_ok": func(a, b, h bin.Int128) bin.Encoder { return &mt.DhGenOk{Nonce: a, ServerNonce: b, NewNonceHash1: h} },
		"dh_gen_retry": func(a, b, h bin.Int128) bin.Encoder {
			return &mt.DhGenRetry{Nonce: a, ServerNonce: b, NewNonceHash2: h}
		},
		"dh_gen_fail": func(a, b, h bin.Int128) bin.Encoder { return &mt.DhGenFail{Nonce: a, ServerNonce: b, NewNonceHash3: h} },
	}
	number := map[string]byte{"dh_gen_ok": 1, "dh_gen_retry": 2, "dh_gen_fail": 3}
	for name, build := range verdicts {
		right, wrong := number[name], number[name]%3+1
		list = append(list,
			dishonesty{name + ": nonce", lieVerdict(func(s *server, _ int) bin.Encoder {
				return build(flip(s.nonce), s.serverNonce, s.hash(right))
			}), CheckNonce, name, atVerdict},
			dishonesty{name + ": server_nonce", lieVerdict(func(s *server, _ int) bin.Encoder {
				return build(s.nonce, flip(s.serverNonce), s.hash(right))
			}), CheckServerNonce, name, atVerdict},
			dishonesty{name + ": hash", lieVerdict(func(s *server, _ int) bin.Encoder {
				return build(s.nonce, s.serverNonce, flip(s.hash(right)))
			}), CheckNewNonceHash, name, atVerdict},
			dishonesty{name + ": hash of another answer", lieVerdict(func(s *server, _ int) bin.Encoder {
				return build(s.nonce, s.serverNonce, s.hash(wrong))
			}), CheckNewNonceHash, name, atVerdict},
			dishonesty{name + ": no hash", lieVerdict(func(s *server, _ int) bin.Encoder {
				return build(s.nonce, s.serverNonce, bin.Int128{})
			}), CheckNewNonceHash, name, atVerdict},
		)
	}

	// What can be wrong with any message
	limits := map[int]Work{answer1: atPQ, answer2: atParams, answer3: atVerdict}
	names := map[int]string{answer1: "resPQ", answer2: "Server_DH_Params", answer3: "Set_client_DH_params_answer"}
	for at, limit := range limits {
		name := names[at]
		setID := func(typ proto.MessageType) func([]byte) []byte {
			return func(f []byte) []byte {
				binary.LittleEndian.PutUint64(f[8:], uint64(proto.NewMessageIDNano(1e18, typ)))
				return f
			}
		}
		list = append(list,
			dishonesty{name + ": only a header", lieFrame(at, func(f []byte) []byte { return f[:20] }), CheckMessage, name, limit},
			dishonesty{name + ": half a header", lieFrame(at, func(f []byte) []byte { return f[:8] }), CheckMessage, name, limit},
			dishonesty{name + ": cut short", lieFrame(at, func(f []byte) []byte { return f[:len(f)-4] }), CheckMessage, name, limit},
			dishonesty{name + ": object cut short", lieFrame(at, func(f []byte) []byte {
				f = f[:20+28]
				binary.LittleEndian.PutUint32(f[16:], 28)
				return f
			}), CheckMessage, name, limit},
			dishonesty{name + ": negative length", lieFrame(at, func(f []byte) []byte {
				binary.LittleEndian.PutUint32(f[16:], 1<<31)
				return f
			}), CheckMessage, name, limit},
			dishonesty{name + ": auth_key_id", lieFrame(at, func(f []byte) []byte { f[0] = 1; return f }), CheckMessage, name, limit},
			dishonesty{name + ": constructor", lieFrame(at, func(f []byte) []byte { f[20] ^= 1; return f }), CheckMessage, name, limit},
			dishonesty{name + ": too long", lieFrame(at, func(f []byte) []byte { return append(f, make([]byte, maxMessage)...) }), CheckMessage, name, limit},
			dishonesty{name + ": the client's message id", lieFrame(at, setID(proto.MessageFromClient)), CheckMessageID, name, limit},
			dishonesty{name + ": not a response's message id", lieFrame(at, setID(proto.MessageFromServer)), CheckMessageID, name, limit},
		)
	}
	return list
}

// with returns w with exponentiations and prime rounds added.
func with(w Work, modExps, primeRounds int) Work {
	w.ModExps += modExps
	w.PrimeRounds += primeRounds
	return w
}

// failHash returns server_DH_params_fail's new_nonce_hash.
func (s *server) failHash() bin.Int128 {
	sum := sha1.Sum(s.newNonce[:])
	return bin.Int128(sum[4:])
}

func TestDishonestServer(t *testing.T) {
	random := seeded(t)
	for _, tt := range dishonesties() {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(random)
			opt := options(random)
			tt.lie(s, &opt)
			result, err := s.exchange(t, opt)

			var failed *Error
			require.ErrorAs(t, err, &failed)
			require.Equal(t, tt.check, failed.Check)
			require.ErrorContains(t, err, tt.detail)
			require.ErrorContains(t, err, tt.check)
			require.True(t, result == Result{})

			require.Equal(t, tt.work.Messages, opt.Work.Messages)
			require.Equal(t, tt.work.ModExps, opt.Work.ModExps)
			require.LessOrEqual(t, opt.Work.PrimeRounds, tt.work.PrimeRounds)
			require.LessOrEqual(t, opt.Work.FactorSteps, tt.work.FactorSteps)
		})
	}
}

// A refusal with the right nonces and hash is an answer, not a failed check.
func TestRefusals(t *testing.T) {
	random := seeded(t)
	s := newServer(random)
	s.params = func(s *server, _ *mt.ServerDHParamsOk) bin.Encoder {
		return &mt.ServerDHParamsFail{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash: s.failHash()}
	}
	_, err := s.exchange(t, options(random))
	require.ErrorIs(t, err, ErrParamsRefused)

	s = newServer(random)
	s.verdict = func(s *server, _ int) bin.Encoder {
		return &mt.DhGenFail{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash3: s.hash(3)}
	}
	_, err = s.exchange(t, options(random))
	require.ErrorIs(t, err, ErrKeyRefused)

	var failed *Error
	require.NotErrorAs(t, err, &failed)
}

// A source may return fewer bytes than it was asked for.
func TestRandomnessInSmallPieces(t *testing.T) {
	s := newServer(replay(9))
	_, err := s.exchange(t, options(iotest.OneByteReader(replay(10))))
	require.NoError(t, err)
	require.Equal(t, randomBytes(replay(10), 16), s.nonce[:])
}

// Without random bytes there is no exchange, wherever they run out.
func TestNoRandomness(t *testing.T) {
	for have := 0; ; have += 8 {
		random := replay(uint64(have))
		_, err := newServer(random).exchange(t, options(io.LimitReader(random, int64(have))))
		if err == nil {
			require.Greater(t, have, 16+32+32+256, "nonce, new_nonce, RSA_PAD's key, b")
			return
		}
		require.ErrorContains(t, err, "EOF")
		var failed *Error
		require.NotErrorAs(t, err, &failed)
	}
}
