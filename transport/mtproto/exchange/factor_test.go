package exchange

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFactorSmallNumbers(t *testing.T) {
	for n := range uint64(1 << 14) {
		checkFactor(t, n)
	}
}

func TestFactorRandomNumbers(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		prime := func(bits int) uint64 {
			for {
				n := random.Uint64()>>(64-bits) | 1<<(bits-1) | 1
				if new(big.Int).SetUint64(n).ProbablyPrime(0) {
					return n
				}
			}
		}
		bits := 2 + random.IntN(30)
		p, q := prime(bits), prime(62-bits)
		if p > q {
			p, q = q, p
		}
		var steps int
		gotP, gotQ, err := factor(p*q, &steps)
		if p == q {
			require.Equal(t, errPQTwoOdd, err)
			continue
		}
		require.NoError(t, err, "%d * %d", p, q)
		require.Equal(t, [2]uint64{p, q}, [2]uint64{gotP, gotQ})
		require.Less(t, steps, factorSteps, "%d * %d", p, q)
	}
}

// The numbers that somebody might choose to make the client work.
func TestFactorHardNumbers(t *testing.T) {
	tests := []struct {
		name string
		n    uint64
		want error
	}{
		{"Telegram's sample", 0x17ED48941A08F981, nil},
		{"close to 2^63", 3037000493 * 3037000453, nil},
		{"square of the largest root", 3037000493 * 3037000493, errPQTwoOdd},
		{"cube", 2097143 * 2097143 * 2097143, errPQTwoOdd},
		{"seventh power", 509 * 509 * 509 * 509 * 509 * 509 * 509, errPQTwoOdd},
		{"two factors found at once", 257 * 263 * 2147483647, errPQTwoOdd},
		{"Carmichael number", 561, errPQTwoOdd},
		{"strong pseudoprime to 9 bases", 3825123056546413051, errPQTwoOdd},
		{"strong pseudoprime to 2, 3, 5, 7", 3215031751, errPQTwoOdd},
		{"2^63-1", math.MaxInt64, errPQTwoOdd},
		{"largest prime", 1<<63 - 25, errPQPrime},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var steps int
			p, q, err := factor(tt.n, &steps)
			require.Equal(t, tt.want, err)
			require.Less(t, steps, factorSteps)
			if err == nil {
				require.Equal(t, tt.n, p*q)
			}
		})
	}
}

// With a prime no sequence ever finds anything, so that only the bound ends it.
func TestFactorStepsAreBounded(t *testing.T) {
	var steps int
	require.Zero(t, divisor(1<<63-25, &steps))
	require.GreaterOrEqual(t, steps, factorTries*factorSteps)
	require.Less(t, steps, 2*factorTries*factorSteps)
}

func FuzzFactor(f *testing.F) {
	for _, n := range []uint64{0, 1, 15, 9, 0x17ED48941A08F981, 1<<63 - 25, math.MaxInt64} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n uint64) { checkFactor(t, n&math.MaxInt64) })
}

// checkFactor compares factor with what math/big says of its result.
func checkFactor(t *testing.T, n uint64) {
	t.Helper()
	var steps int
	p, q, err := factor(n, &steps)
	number := new(big.Int).SetUint64(n)
	switch err {
	case nil:
		require.Equal(t, n, p*q)
		require.True(t, 2 < p && p < q, n)
		require.True(t, new(big.Int).SetUint64(p).ProbablyPrime(0) && new(big.Int).SetUint64(q).ProbablyPrime(0), n)
	case errPQPrime:
		require.True(t, n < 2 || number.ProbablyPrime(0), n)
	case errPQTwoOdd:
		require.True(t, n%2 == 0 || !number.ProbablyPrime(0), n)
		if n < 1<<20 && n%2 == 1 {
			require.False(t, isTwoOddPrimes(n), n)
		}
	default:
		require.NoError(t, err, n)
	}
}

// isTwoOddPrimes is the definition, by trial division.
func isTwoOddPrimes(n uint64) bool {
	for p := uint64(3); p*p < n; p += 2 {
		if n%p == 0 {
			return new(big.Int).SetUint64(p).ProbablyPrime(0) && new(big.Int).SetUint64(n/p).ProbablyPrime(0)
		}
	}
	return false
}
