package srp

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"math/big"
)

// reference is the client of https://core.telegram.org/api/srp written as
// plainly as the page does, with math/big and a PBKDF2 of its own, to compare
// the real one with.
type reference struct {
	a, s, m1 []byte
}

func pad(n *big.Int) []byte { return n.FillBytes(make([]byte, 256)) }

func sum(parts ...[]byte) []byte {
	state := sha256.New()
	for _, p := range parts {
		state.Write(p)
	}
	return state.Sum(nil)
}

func referencePBKDF2(password, salt []byte) []byte {
	mac := hmac.New(sha512.New, password)
	mac.Write(salt)
	mac.Write([]byte{0, 0, 0, 1})
	block := mac.Sum(nil)
	out := append([]byte(nil), block...)
	for range 100000 - 1 {
		mac.Reset()
		mac.Write(block)
		block = mac.Sum(block[:0])
		for i := range out {
			out[i] ^= block[i]
		}
	}
	return out
}

func referenceX(password []byte, p Params) *big.Int {
	sh := func(data, salt []byte) []byte { return sum(salt, data, salt) }
	ph1 := sh(sh(password, p.Salt1), p.Salt2)
	return new(big.Int).SetBytes(sh(referencePBKDF2(ph1, p.Salt1), p.Salt2))
}

func referenceProof(x *big.Int, p Params, secret []byte) reference {
	prime := new(big.Int).SetBytes(p.P)
	g := big.NewInt(int64(p.G))
	a := new(big.Int).SetBytes(secret)
	gb := new(big.Int).SetBytes(p.B)

	ga := new(big.Int).Exp(g, a, prime)
	u := new(big.Int).SetBytes(sum(pad(ga), pad(gb)))
	k := new(big.Int).SetBytes(sum(pad(prime), pad(g)))
	v := new(big.Int).Exp(g, x, prime)
	t := new(big.Int).Mul(k, v)
	t.Sub(gb, t).Mod(t, prime)
	e := new(big.Int).Mul(u, x)
	e.Add(e, a)
	s := new(big.Int).Exp(t, e, prime)

	hp, hg := sum(pad(prime)), sum(pad(g))
	for i := range hp {
		hp[i] ^= hg[i]
	}
	return reference{
		a:  pad(ga),
		s:  pad(s),
		m1: sum(hp, sum(p.Salt1), sum(p.Salt2), pad(ga), pad(gb), sum(pad(s))),
	}
}
