package dhgroup

import (
	"crypto/rand"
	"math/big"
)

// primeRounds is the number of Miller-Rabin rounds with random bases: the odds
// of taking a composite number for a prime are at most 4^-64 each time.
const primeRounds = 64

var (
	one = big.NewInt(1)
	two = big.NewInt(2)
)

// generates reports whether g is one of 2 to 7 and a quadratic residue modulo
// p, given that p is a safe prime. These are the conditions of
// https://core.telegram.org/mtproto/auth_key, from quadratic reciprocity.
func generates(g int, p *big.Int) bool {
	mod := func(n int64) int64 { return new(big.Int).Mod(p, big.NewInt(n)).Int64() }
	switch g {
	case 2:
		return mod(8) == 7
	case 3:
		return mod(3) == 2
	case 4:
		return true
	case 5:
		r := mod(5)
		return r == 1 || r == 4
	case 6:
		r := mod(24)
		return r == 19 || r == 23
	case 7:
		r := mod(7)
		return r == 3 || r == 5 || r == 6
	}
	return false
}

// safePrime reports whether p and (p-1)/2 are prime; n is p as a big.Int.
// Nothing here is secret, so math/big's varying time does no harm.
func safePrime(p *Number, n *big.Int, rounds *int) bool {
	if *p == telegramPrime || verified.has(p) {
		return true
	}
	if n.Bit(0) == 0 || n.Bit(1) == 0 { // (p-1)/2 has to be odd as well
		return false
	}
	// A remainder of 0 means that r divides p, a remainder of 1 that it
	// divides (p-1)/2. This alone catches most bad numbers.
	var rest, divisor big.Int
	for _, r := range smallPrimes {
		if rest.Mod(n, divisor.SetInt64(r)).Cmp(one) <= 0 {
			return false
		}
	}

	// With q = (p-1)/2 prime, Pocklington's criterion makes p prime if
	// 2^(p-1) = 1 modulo p and 2^2-1 = 3 does not divide p, which was checked
	// above. So the many rounds are needed for q only.
	*rounds++
	minusOne := new(big.Int).Sub(n, one)
	if new(big.Int).Exp(two, minusOne, n).Cmp(one) != 0 {
		return false
	}
	if !probablyPrime(new(big.Int).Rsh(n, 1), rounds) {
		return false
	}
	verified.add(p)
	return true
}

// probablyPrime makes Miller-Rabin rounds on the odd number n. The bases come
// from crypto/rand: (*big.Int).ProbablyPrime derives its own from n, and so
// cannot judge a number that somebody made up to deceive it.
func probablyPrime(n *big.Int, rounds *int) bool {
	minusOne := new(big.Int).Sub(n, one)
	shift := minusOne.TrailingZeroBits()
	odd := new(big.Int).Rsh(minusOne, shift)
	span := new(big.Int).Sub(minusOne, two) // bases are 2 to n-2
	for range primeRounds {
		*rounds++
		base, err := rand.Int(rand.Reader, span)
		if err != nil { // crypto/rand's Reader never returns an error
			return false
		}
		if !strongProbablePrime(n, minusOne, odd, shift, base.Add(base, two)) {
			return false
		}
	}
	return true
}

// strongProbablePrime is one Miller-Rabin round, where minusOne is n-1 and
// equals odd << shift.
func strongProbablePrime(n, minusOne, odd *big.Int, shift uint, base *big.Int) bool {
	x := new(big.Int).Exp(base, odd, n)
	if x.Cmp(one) == 0 || x.Cmp(minusOne) == 0 {
		return true
	}
	for range shift - 1 {
		x.Mul(x, x).Mod(x, n)
		if x.Cmp(minusOne) == 0 {
			return true
		}
	}
	return false
}

// smallPrimes are the odd primes below 1000.
var smallPrimes = func() (primes []int64) {
next:
	for n := int64(3); n < 1000; n += 2 {
		for _, r := range primes {
			if n%r == 0 {
				continue next
			}
		}
		primes = append(primes, n)
	}
	return primes
}()
