package exchange

import "math/bits"

// modulus is an odd number below 2^63 prepared for Montgomery multiplication
// with R = 2^64.
type modulus struct {
	n       uint64
	inverse uint64 // -1/n modulo 2^64
}

func newModulus(n uint64) modulus {
	inverse := n // right in the lowest 3 bits; each round doubles that
	for range 5 {
		inverse *= 2 - n*inverse
	}
	return modulus{n, -inverse}
}

// mul returns a*b/R modulo n.
func (m modulus) mul(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	h, l := bits.Mul64(low*m.inverse, m.n)
	_, carry := bits.Add64(low, l, 0)
	if high += h + carry; high >= m.n {
		high -= m.n
	}
	return high
}

func (m modulus) add(a, b uint64) uint64 {
	if a += b; a >= m.n {
		a -= m.n
	}
	return a
}

// one returns R modulo n, which stands for 1.
func (m modulus) one() uint64 { return -m.n % m.n }

// square returns R*R modulo n; multiplying by it takes a number into
// Montgomery form.
func (m modulus) square() uint64 { return bits.Rem64(m.one(), 0, m.n) }

// pow returns x to the power of e, both x and the result in Montgomery form.
func (m modulus) pow(x, e uint64) uint64 {
	result := m.one()
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			result = m.mul(result, x)
		}
		x = m.mul(x, x)
	}
	return result
}
