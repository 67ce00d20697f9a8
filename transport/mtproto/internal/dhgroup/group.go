// Package dhgroup checks and uses the 2048-bit groups in which a server asks
// for a Diffie-Hellman exchange or an SRP proof.
//
// A group is a safe prime p and a small number g. Both come from the server,
// so both are checked before a secret is used with them:
// https://core.telegram.org/mtproto/auth_key#presenting-proof-of-work-server-authentication
// and https://core.telegram.org/api/srp#checking-the-password-with-srp ask for
// the same conditions.
package dhgroup

import (
	"bytes"
	"encoding/binary"
	"math/big"

	"filippo.io/bigmod"
)

// Size is the length of p, and of every number modulo p, in bytes.
const Size = 256

// Number is a number below 2^2048, big-endian, padded with leading zeros. The
// protocol hashes numbers in this form.
type Number [Size]byte

// Parse reads a big-endian number of any length. It reports false for a number
// of more than 2048 bits. Leading zeros do not count.
func Parse(b []byte) (n Number, ok bool) {
	b = bytes.TrimLeft(b, "\x00")
	if len(b) > Size {
		return n, false
	}
	copy(n[Size-len(b):], b)
	return n, true
}

// Refusal is the name of the condition that a group does not meet. It is an
// error.
type Refusal string

// The conditions, in the order in which [New] checks them: cheap ones first.
const (
	NotSize      Refusal = "p is 2048 bits"
	NotGenerator Refusal = "g generates the subgroup"
	NotSafePrime Refusal = "p is a safe prime"
)

// Error says which condition failed.
func (r Refusal) Error() string { return "condition not met: " + string(r) }

// Group is a group that has passed every check. It is safe for concurrent use.
type Group struct {
	g       Number
	p       Number
	modulus *bigmod.Modulus
}

// New checks g and p, and returns a [Refusal] if they are not good. It adds
// the 2048-bit primality rounds that it made to *rounds, unless rounds is nil.
func New(g int, p []byte, rounds *int) (*Group, error) {
	// The documentation says 2^2047 < p < 2^2048. The lower bound itself is
	// even, so it need not be told apart here.
	if len(p) != Size || p[0]&0x80 == 0 {
		return nil, NotSize
	}
	group := &Group{}
	copy(group.p[:], p)
	n := new(big.Int).SetBytes(p)
	if !generates(g, n) {
		return nil, NotGenerator
	}
	if rounds == nil {
		rounds = new(int)
	}
	if !safePrime(&group.p, n, rounds) {
		return nil, NotSafePrime
	}
	modulus, err := bigmod.NewModulus(p)
	if err != nil {
		return nil, NotSafePrime
	}
	group.modulus = modulus
	group.g[Size-1] = byte(g)
	return group, nil
}

// G returns g, padded.
func (g *Group) G() Number { return g.g }

// P returns p.
func (g *Group) P() Number { return g.p }

// Modulus returns p for use with bigmod. It must not be changed.
func (g *Group) Modulus() *bigmod.Modulus { return g.modulus }

// Residue returns x for use with bigmod. It reports false if x is not below p.
func (g *Group) Residue(x Number) (*bigmod.Nat, bool) {
	n, err := bigmod.NewNat().SetBytes(x[:], g.modulus)
	return n, err == nil
}

// Public reads the other side's public number, a big-endian number of any
// length. It reports false if it is not [Group.InRange].
func (g *Group) Public(b []byte) (Number, *bigmod.Nat, bool) {
	n, ok := Parse(b)
	if !ok || !g.InRange(n) {
		return n, nil, false
	}
	x, ok := g.Residue(n)
	return n, x, ok
}

// Pow returns x to the power of the big-endian number exponent. Its time
// depends on the exponent's length only, not on its value.
func (g *Group) Pow(x *bigmod.Nat, exponent []byte) *bigmod.Nat {
	return bigmod.NewNat().Exp(x, exponent, g.modulus)
}

// PowG returns g to the power of the big-endian number exponent, in time that
// depends on the exponent's length only.
func (g *Group) PowG(exponent []byte) *bigmod.Nat {
	base, _ := g.Residue(g.g) // g is at most 7
	return g.Pow(base, exponent)
}

// Number returns x in the padded form that is sent and hashed.
func (g *Group) Number(x *bigmod.Nat) (n Number) {
	copy(n[:], x.Bytes(g.modulus))
	return n
}

// InRange reports whether 2^(2048-64) <= x <= p - 2^(2048-64). The
// documentation asks for 1 < x < p-1 and recommends these narrower bounds,
// which include that; like TDLib's (td/mtproto/DhHandshake.cpp, dh_check) they
// are inclusive. An honest number falls outside with a probability of about
// 2^-63.
func (g *Group) InRange(x Number) bool {
	top := binary.BigEndian.Uint64(x[:8])
	if top == 0 {
		return false
	}
	// Subtracting 2^(2048-64) takes one from the upper 64 bits of p, which are
	// not zero.
	limit := g.p
	binary.BigEndian.PutUint64(limit[:8], binary.BigEndian.Uint64(g.p[:8])-1)
	return bytes.Compare(x[:], limit[:]) <= 0
}
