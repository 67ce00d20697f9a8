package exchange

import "math/bits"

// isPrime decides for odd numbers below 2^63. Miller-Rabin rounds with the
// first twelve primes leave no doubt up to 3.3 * 10^24 (Sorenson and Webster,
// Strong pseudoprimes to twelve prime bases, 2017).
func isPrime(n uint64) bool {
	bases := [...]uint64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}
	if n < 2 {
		return false
	}
	for _, b := range bases {
		if n%b == 0 {
			return n == b
		}
	}
	m := newModulus(n)
	one := m.one()
	minusOne := n - one
	shift := bits.TrailingZeros64(n - 1)
	square := m.square()
base:
	for _, b := range bases {
		x := m.pow(m.mul(b, square), (n-1)>>shift)
		if x == one || x == minusOne {
			continue
		}
		for range shift - 1 {
			x = m.mul(x, x)
			if x == minusOne {
				continue base
			}
		}
		return false
	}
	return true
}
