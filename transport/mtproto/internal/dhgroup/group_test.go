package dhgroup

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

func TestTelegramPrimeNeedsNoRounds(t *testing.T) {
	require.Equal(t, dhgrouptest.Telegram(), telegramPrime[:])
	var rounds int
	for g := -1; g <= 8; g++ {
		_, err := New(g, dhgrouptest.Telegram(), &rounds)
		switch g {
		case 3, 4, 7:
			require.NoError(t, err, "g = %d", g)
		default:
			require.Equal(t, NotGenerator, err, "g = %d", g)
		}
	}
	require.Zero(t, rounds)

	// It is recognised because it is what it seems to be.
	require.True(t, probablyPrime(new(big.Int).SetBytes(telegramPrime[:]), &rounds))
	require.True(t, probablyPrime(new(big.Int).Rsh(new(big.Int).SetBytes(telegramPrime[:]), 1), &rounds))
	require.Equal(t, 2*primeRounds, rounds)
}

func TestUnknownSafePrimeIsRemembered(t *testing.T) {
	verified = primeCache{}
	for _, p := range [][]byte{dhgrouptest.FFDHE2048(), dhgrouptest.MODP2048()} {
		var rounds int
		_, err := New(2, p, &rounds)
		require.NoError(t, err)
		require.Equal(t, 1+64, rounds)

		rounds = 0
		_, err = New(2, p, &rounds)
		require.NoError(t, err)
		require.Zero(t, rounds)

		// The verdict is about p: each g is looked at every time.
		_, err = New(1, p, &rounds)
		require.Equal(t, NotGenerator, err)
	}
	_, err := New(2, dhgrouptest.FFDHE2048(), nil)
	require.NoError(t, err)
}

func TestBadGroupsAreRefusedInBoundedWork(t *testing.T) {
	verified = primeCache{}
	known := dhgrouptest.Telegram()
	with := func(i int, b byte) []byte {
		p := append([]byte(nil), known...)
		p[i] = b
		return p
	}
	tests := []struct {
		name   string
		g      int
		p      []byte
		want   Refusal
		rounds int
	}{
		{"no p", 4, nil, NotSize, 0},
		{"2047 bits", 4, with(0, 0x47), NotSize, 0},
		{"one byte less", 4, known[:255], NotSize, 0},
		{"leading zero", 4, append([]byte{0}, known...), NotSize, 0},
		{"2056 bits", 4, append([]byte{1}, known...), NotSize, 0},
		{"even p", 4, evenNumber(), NotSafePrime, 0},
		{"p prime, (p-1)/2 even", 4, dhgrouptest.PrimeOverEven(), NotSafePrime, 0},
		{"p prime, (p-1)/2 divisible by 3", 4, dhgrouptest.PrimeOverTriple(), NotSafePrime, 0},
		{"p divisible by 3", 4, multipleOf(3, known), NotSafePrime, 0},
		{"both composite", 4, dhgrouptest.Composite(), NotSafePrime, 1},
		{"p composite over a prime", 4, dhgrouptest.CompositeOverPrime(), NotSafePrime, 1},
		{"p prime but not safe", 4, dhgrouptest.PrimeButNotSafe(), NotSafePrime, 2},
		{"g = 0", 0, known, NotGenerator, 0},
		{"g = p-1 as int", -1, known, NotGenerator, 0},
		{"g not a residue", 2, known, NotGenerator, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for range 2 { // a bad verdict must not be remembered as a good one
				var rounds int
				group, err := New(tt.g, tt.p, &rounds)
				require.Nil(t, group)
				require.Equal(t, tt.want, err)
				require.LessOrEqual(t, rounds, tt.rounds)
			}
		})
	}
	require.Equal(t, primeCache{}.primes, verified.primes)
}

// multipleOf returns the greatest multiple of r up to p that is 3 modulo 4.
func multipleOf(r int64, p []byte) []byte {
	n := new(big.Int).SetBytes(p)
	for new(big.Int).Mod(n, big.NewInt(r)).Sign() != 0 || n.Bit(0) == 0 || n.Bit(1) == 0 {
		n.Sub(n, one)
	}
	return n.Bytes()
}

// evenNumber returns an even number with an odd half that no small prime gives
// away.
func evenNumber() []byte {
	n := new(big.Int).Add(new(big.Int).SetBytes(dhgrouptest.Telegram()), big.NewInt(3))
next:
	for ; ; n.Add(n, big.NewInt(4)) {
		for _, r := range smallPrimes {
			if new(big.Int).Mod(n, big.NewInt(r)).Cmp(one) <= 0 {
				continue next
			}
		}
		return n.Bytes()
	}
}

// The conditions on g are compared with the Jacobi symbol, which they are
// derived from.
func TestGeneratesAgreesWithJacobi(t *testing.T) {
	seen := map[string]int{}
	for p := int64(11); p < 20000; p += 4 {
		n := big.NewInt(p)
		if !n.ProbablyPrime(0) || !new(big.Int).Rsh(n, 1).ProbablyPrime(0) {
			continue
		}
		for g := 2; g <= 7; g++ {
			want := big.Jacobi(big.NewInt(int64(g)), n) == 1
			require.Equal(t, want, generates(g, n), "g = %d, p = %d", g, p)
			seen[fmt.Sprint(g, want)]++
		}
	}
	// 4 is a square, and 3 a residue of every safe prime above 7.
	require.Len(t, seen, 10, "both answers for each other g")
	require.False(t, generates(3, big.NewInt(13)))
	require.True(t, generates(6, big.NewInt(19)))
}

func TestInRange(t *testing.T) {
	group, err := New(3, dhgrouptest.Telegram(), nil)
	require.NoError(t, err)
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	low := new(big.Int).Lsh(one, 2048-64)
	high := new(big.Int).Sub(p, low)
	tests := []struct {
		name string
		x    *big.Int
		want bool
	}{
		{"0", big.NewInt(0), false},
		{"1", one, false},
		{"lower bound - 1", new(big.Int).Sub(low, one), false},
		{"lower bound", low, true},
		{"middle", new(big.Int).Rsh(p, 1), true},
		{"upper bound", high, true},
		{"upper bound + 1", new(big.Int).Add(high, one), false},
		{"p - 1", new(big.Int).Sub(p, one), false},
		{"p", p, false},
		{"p + 1", new(big.Int).Add(p, one), false},
		{"2^2048 - 1", new(big.Int).Sub(new(big.Int).Lsh(one, 2048), one), false},
	}
	for _, tt := range tests {
		n, ok := Parse(tt.x.Bytes())
		require.True(t, ok, tt.name)
		require.Equal(t, tt.want, group.InRange(n), tt.name)
	}
}

func TestParse(t *testing.T) {
	n, ok := Parse(nil)
	require.True(t, ok)
	require.Equal(t, Number{}, n)

	n, ok = Parse([]byte{1, 2})
	require.True(t, ok)
	require.Equal(t, Number{254: 1, 255: 2}, n)

	n, ok = Parse(make([]byte, 1000))
	require.True(t, ok)
	require.Equal(t, Number{}, n)

	_, ok = Parse(append([]byte{1}, make([]byte, Size)...))
	require.False(t, ok)
}

func TestPowAgreesWithBigInt(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	group, err := New(7, dhgrouptest.Telegram(), nil)
	require.NoError(t, err)
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())

	for range 4 {
		var x Number
		for i := 1; i < Size; i++ { // a leading zero keeps it below p
			x[i] = byte(random.Uint32())
		}
		base, ok := group.Residue(x)
		require.True(t, ok)
		exponent := x[Size-32-random.IntN(200):]

		var want Number
		new(big.Int).Exp(new(big.Int).SetBytes(x[:]), new(big.Int).SetBytes(exponent), p).FillBytes(want[:])
		require.Equal(t, want, group.Number(group.Pow(base, exponent)))

		new(big.Int).Exp(big.NewInt(7), new(big.Int).SetBytes(exponent), p).FillBytes(want[:])
		require.Equal(t, want, group.Number(group.PowG(exponent)))
	}

	_, ok := group.Residue(group.P())
	require.False(t, ok)
	require.Equal(t, byte(7), group.G()[Size-1])
}

func TestPrimeCacheIsBounded(t *testing.T) {
	var c primeCache
	for i := range 3 * len(c.primes) {
		c.add(&Number{0: 0x80, 1: byte(i)})
	}
	for i := range 3 * len(c.primes) {
		require.Equal(t, i >= 2*len(c.primes), c.has(&Number{0: 0x80, 1: byte(i)}), i)
	}
}

func BenchmarkPow(b *testing.B) {
	group, err := New(3, dhgrouptest.Telegram(), nil)
	require.NoError(b, err)
	p := group.P()
	for b.Loop() {
		group.PowG(p[:])
	}
}

func BenchmarkUnknownSafePrime(b *testing.B) {
	for b.Loop() {
		verified = primeCache{}
		_, err := New(2, dhgrouptest.FFDHE2048(), nil)
		require.NoError(b, err)
	}
}
