package exchange

import (
	"errors"
	"math/bits"
)

// The reasons for which a server's pq is refused.
// https://core.telegram.org/mtproto/auth_key#dh-exchange-initiation calls it
// the product of two different odd prime numbers, at most 2^63-1.
var (
	errPQPrime  = errors.New("pq is 0, 1 or a prime")
	errPQTwoOdd = errors.New("pq is not the product of two different odd primes")
	errPQEffort = errors.New("pq could not be factored in the work allowed")
)

const (
	// factorTries is the number of sequences tried for one pq, and
	// factorSteps how far each of them goes. A factor below 2^31.5 is found
	// after about 2^16 steps; the odds of needing 2^20 are below 10^-30.
	factorTries = 4
	factorSteps = 1 << 20
	// factorBatch is the number of differences multiplied before each greatest
	// common divisor, which costs as much as some fifty steps.
	factorBatch = 128
)

// factor splits pq, which must be below 2^63, into primes p < q. It adds the
// steps of the factoring sequences to *steps.
func factor(pq uint64, steps *int) (p, q uint64, err error) {
	switch {
	case pq < 2:
		return 0, 0, errPQPrime
	case pq%2 == 0:
		return 0, 0, errPQTwoOdd
	case isPrime(pq):
		return 0, 0, errPQPrime
	}
	p = divisor(pq, steps)
	if p == 0 {
		return 0, 0, errPQEffort
	}
	q = pq / p
	if p > q {
		p, q = q, p
	}
	if p == q || !isPrime(p) || !isPrime(q) {
		return 0, 0, errPQTwoOdd
	}
	return p, q, nil
}

// divisor returns a proper divisor of the odd composite number n, or 0 if the
// bounds on the work were reached.
func divisor(n uint64, steps *int) uint64 {
	// Rho sequences fail for very small numbers, and these cost nothing.
	for r := uint64(3); r < 1<<8; r += 2 {
		if n%r == 0 && n != r {
			return r
		}
	}
	for c := uint64(1); c <= factorTries; c++ {
		if d := brent(newModulus(n), c, steps); d != 0 {
			return d
		}
	}
	return 0
}

// brent is Pollard's rho method in Brent's form (An improved Monte Carlo
// factorization algorithm, 1980): the sequence x*x + c runs into a cycle
// modulo each prime factor, at different times. Its squares are Montgomery
// products, which differ from plain ones by a constant and serve as well.
func brent(m modulus, c uint64, steps *int) uint64 {
	next := func(x uint64) uint64 {
		*steps++
		return m.add(m.mul(x, x), c)
	}
	var (
		y       = uint64(2)
		product = uint64(1)
		left    = factorSteps
		x, mark uint64
	)
	for length := 1; left > 0; length *= 2 {
		x = y
		for range length {
			y = next(y)
		}
		left -= length
		for done := 0; done < length && left > 0; done += factorBatch {
			mark = y
			batch := min(factorBatch, length-done)
			for range batch {
				y = next(y)
				product = m.mul(product, distance(x, y))
			}
			left -= batch
			d := gcd(product, m.n)
			if d == 1 {
				continue
			}
			if d == m.n {
				// Both factors fell into one batch: go through it singly.
				y = mark
				for d = 1; d == 1; {
					y = next(y)
					d = gcd(distance(x, y), m.n)
				}
			}
			if d == m.n {
				return 0 // both in one step: another sequence has to do
			}
			return d
		}
	}
	return 0
}

func distance(a, b uint64) uint64 {
	if a > b {
		return a - b
	}
	return b - a
}

// gcd returns the greatest common divisor of a and the odd number n.
func gcd(a, n uint64) uint64 {
	if a == 0 {
		return n
	}
	a >>= bits.TrailingZeros64(a)
	for a != n {
		if a > n {
			a, n = n, a
		}
		n -= a
		n >>= bits.TrailingZeros64(n)
	}
	return a
}
