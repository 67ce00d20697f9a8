package exchange

import (
	"context"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/binary"
	"io"
	"math/big"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	gotd "github.com/gotd/td/exchange"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRun(t *testing.T) {
	random := seeded(t)
	const localTime = testTime + 600 // ten minutes ahead
	for range 8 {
		s := newServer(random)
		opt := options(random)
		opt.Now = func() time.Time { return time.Unix(localTime, 0) }
		result, err := s.exchange(t, opt)
		require.NoError(t, err)

		require.True(t, s.key == result.Key, "both have the same key")
		sum := sha1.Sum(s.key[:])
		require.Equal(t, int64(binary.LittleEndian.Uint64(sum[12:])), result.KeyID)
		require.Equal(t, int64(binary.LittleEndian.Uint64(s.newNonce[:8])^binary.LittleEndian.Uint64(s.serverNonce[:8])), result.Salt)
		require.Equal(t, time.Unix(testTime, 0), result.ServerTime)
		require.Equal(t, -10*time.Minute, result.Offset)

		require.Equal(t, 2, opt.Work.ModExps)
		require.Zero(t, opt.Work.PrimeRounds)
		require.Less(t, opt.Work.FactorSteps, factorSteps)
		require.Equal(t, 6, opt.Work.Messages)
	}
}

func TestRunWithDefaults(t *testing.T) {
	s := newServer(seeded(t))
	result, err := s.exchange(t, Options{DC: testDC, Keys: []*rsa.PublicKey{&serverKey().PublicKey}})
	require.NoError(t, err)
	require.True(t, s.key == result.Key)
	require.InDelta(t, float64(testTime-time.Now().Unix()), result.Offset.Seconds(), 3600)
}

func TestRunAgainstGotd(t *testing.T) {
	clientConn, serverConn := transport.PaddedIntermediate.Pipe()
	type served struct {
		gotd.ServerExchangeResult
		err error
	}
	done := make(chan served, 1)
	go func() {
		result, err := gotd.NewExchanger(serverConn, testDC).Server(gotd.PrivateKey{RSA: serverKey()}).Run(context.Background())
		done <- served{result, err}
	}()
	result, err := Run(t.Context(), clientConn, options(seeded(t)))
	require.NoError(t, err)
	other := <-done
	require.NoError(t, other.err)
	require.True(t, other.Key.Value == result.Key)
	require.Equal(t, other.Key.IntID(), result.KeyID)
	require.Equal(t, other.ServerSalt, result.Salt)
	require.NoError(t, clientConn.Close())
}

// unknownPrime is how many rounds the next look at a good prime takes that is not
// Telegram's: a process remembers it, so in a second run of the test (-count) none.
var unknownPrime = 65

// Every group that is good, if not Telegram's, serves as well.
func TestRunWithAnUnknownPrime(t *testing.T) {
	random := seeded(t)
	var rounds []int
	for range 2 {
		s := newServer(random)
		s.g, s.p = 2, dhgrouptest.FFDHE2048()
		opt := options(random)
		result, err := s.exchange(t, opt)
		require.NoError(t, err)
		require.True(t, s.key == result.Key)
		rounds = append(rounds, opt.Work.PrimeRounds)
	}
	require.Equal(t, []int{unknownPrime, 0}, rounds)
	unknownPrime = 0
}

func TestRetries(t *testing.T) {
	random := seeded(t)
	s := newServer(random)
	keys := map[int64]bool{}
	s.verdict = func(s *server, attempt int) bin.Encoder {
		keys[s.key.WithID().IntID()] = true
		if attempt <= maxRetries {
			return &mt.DhGenRetry{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash2: s.hash(2)}
		}
		return &mt.DhGenOk{Nonce: s.nonce, ServerNonce: s.serverNonce, NewNonceHash1: s.hash(1)}
	}
	opt := options(random)
	result, err := s.exchange(t, opt) // the server checks each retry_id
	require.NoError(t, err)
	require.True(t, s.key == result.Key)
	require.Len(t, keys, 1+maxRetries, "each attempt has a new b")
	require.Equal(t, 2*(1+maxRetries), opt.Work.ModExps)
}

// Bytes after the object are the padding of some transports and of TDLib's
// unencrypted messages.
func TestTrailingBytesAreIgnored(t *testing.T) {
	random := seeded(t)
	for _, where := range []string{"in the data", "after the data"} {
		s := newServer(random)
		s.frame = func(_ int, frame []byte) []byte {
			padded := append(append([]byte(nil), frame...), make([]byte, 16)...)
			if where == "in the data" {
				length := binary.LittleEndian.Uint32(padded[16:])
				binary.LittleEndian.PutUint32(padded[16:], length+16)
			}
			return padded
		}
		_, err := s.exchange(t, options(random))
		require.NoError(t, err, where)
	}
}

// chosen is a source of randomness in which the values of some lengths are
// given: no two kinds that the client draws have the same length, except for
// new_nonce and RSA_PAD's keys, where only the first is given.
type chosen struct {
	io.Reader
	values map[int][]byte
}

func (c *chosen) Read(b []byte) (int, error) {
	if v, ok := c.values[len(b)]; ok {
		delete(c.values, len(b))
		return copy(b, v), nil
	}
	return c.Reader.Read(b)
}

// A number that happens to begin with zeros must be padded, and a nonce must
// not be shortened.
func TestLeadingZeros(t *testing.T) {
	random := seeded(t)
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	g := big.NewInt(3)
	short := func(n *big.Int) bool { return n.BitLen() <= 2040 }
	// search returns an exponent e >= start for which base^e is short.
	search := func(base, start *big.Int) *big.Int {
		e := new(big.Int).Set(start)
		x := new(big.Int).Exp(base, e, p)
		for !short(x) {
			e.Add(e, big.NewInt(1))
			x.Mul(x, base).Mod(x, p)
		}
		return e
	}
	secret := func() *big.Int { return new(big.Int).SetBytes(randomBytes(random, 255)) }
	fill := func(n *big.Int) []byte { return n.FillBytes(make([]byte, 256)) }
	zeroFirst := func(n int) []byte { return append([]byte{0, 0}, randomBytes(random, n-2)...) }

	tests := map[string]func(s *server, c *chosen){
		"nonce":        func(_ *server, c *chosen) { c.values[16] = zeroFirst(16) },
		"server_nonce": func(s *server, _ *chosen) { copy(s.serverNonce[:], []byte{0, 0}) },
		"new_nonce":    func(_ *server, c *chosen) { c.values[32] = zeroFirst(32) },
		"pq":           func(s *server, _ *chosen) { s.pq = append([]byte{0}, randomPQ(random)...) },
		"b":            func(_ *server, c *chosen) { c.values[256] = zeroFirst(256) },
		"g_a":          func(s *server, _ *chosen) { s.a = search(g, s.a) },
		"g_a padded": func(s *server, _ *chosen) {
			s.inner = func(d *mt.ServerDHInnerData) { d.GA = append([]byte{0, 0}, d.GA...) }
		},
		"g_b": func(_ *server, c *chosen) { c.values[256] = fill(search(g, secret())) },
		"key": func(s *server, c *chosen) {
			ga := new(big.Int).Exp(g, s.a, p)
			c.values[256] = fill(search(ga, secret()))
		},
	}
	for name, arrange := range tests {
		t.Run(name, func(t *testing.T) {
			s := newServer(random)
			c := &chosen{Reader: random, values: map[int][]byte{}}
			arrange(s, c)
			result, err := s.exchange(t, options(c))
			require.NoError(t, err)
			require.Empty(t, c.values)
			require.True(t, s.key == result.Key)
			if name == "key" {
				require.Zero(t, result.Key[0])
			}
		})
	}
}
