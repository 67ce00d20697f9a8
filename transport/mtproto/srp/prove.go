package srp

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"math/big"

	"filippo.io/bigmod"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// Prepared is a proof that only lacks the password: the checks are made, and
// the secret a is drawn. It is safe for concurrent use. Printing it shows
// nothing.
type Prepared struct {
	redacted
	params Params
	group  *dhgroup.Group
	secret *bigmod.Nat // a modulo p-1; a pointer also so that fmt does not reach it
	order  *bigmod.Modulus
	a, b   dhgroup.Number // g_a and g_b
	u      hash
	k      *bigmod.Nat
}

// Prepare checks p and draws the client's secret from random, or from
// crypto/rand if random is nil. The secure_random of account.getPassword is
// not for this: a secret that the server gave is none.
//
// It returns an [*Error] if a check fails, and otherwise an error only if
// random does.
func Prepare(p Params, random io.Reader) (*Prepared, error) {
	group, err := newGroup(p)
	if err != nil {
		return nil, err
	}
	// The page gives no bounds for B itself; SRP wants B not to be 0 modulo p,
	// and TDLib refuses less than 248 bytes and p or more
	// (td/telegram/PasswordManager.cpp). The bounds of the key exchange include
	// both.
	b, _, ok := group.Public(p.B)
	if !ok {
		return nil, &Error{Check: CheckBRange}
	}
	if random == nil {
		random = rand.Reader
	}
	var secret dhgroup.Number
	if _, err := io.ReadFull(random, secret[:]); err != nil {
		return nil, fmt.Errorf("srp: read random bytes: %w", err)
	}
	a := group.Number(group.PowG(secret[:]))
	if !group.InRange(a) {
		return nil, &Error{Check: CheckARange}
	}
	u, err := scrambler(a, b)
	if err != nil {
		return nil, err
	}
	order, err := orderOf(group)
	if err != nil {
		return nil, err
	}
	reduced, err := bigmod.NewNat().SetOverflowingBytes(secret[:], order)
	if err != nil {
		return nil, fmt.Errorf("srp: %w", err)
	}
	return &Prepared{
		params: Params{
			Salt1: bytes.Clone(p.Salt1),
			Salt2: bytes.Clone(p.Salt2),
			ID:    p.ID,
		},
		group:  group,
		secret: reduced,
		order:  order,
		a:      a,
		b:      b,
		u:      u,
		k:      multiplier(group),
	}, nil
}

// orderOf returns p-1, the modulus of exponents.
func orderOf(group *dhgroup.Group) (*bigmod.Modulus, error) {
	p := group.P()
	order, err := bigmod.NewModulus(new(big.Int).Sub(new(big.Int).SetBytes(p[:]), big.NewInt(1)).Bytes())
	if err != nil {
		return nil, fmt.Errorf("srp: %w", err)
	}
	return order, nil
}

// Prove completes the proof with password: [HashPassword], which takes nearly
// all of the time, followed by [Prepared.ProveHash]. It cannot tell whether the
// password is right.
func (p *Prepared) Prove(password []byte) (Proof, error) {
	x, err := HashPassword(password, p.params.Salt1, p.params.Salt2)
	if err != nil {
		return Proof{}, err
	}
	return p.ProveHash(x)
}

// ProveHash completes the proof with x, which is what [HashPassword] makes of
// the password and the Salt1 and Salt2 that were prepared with. It is for
// programs whose passwords stay elsewhere, such as in locked memory. It returns
// an error if x has not 32 bytes, and cannot tell whether it is the right
// password's.
func (p *Prepared) ProveHash(x []byte) (Proof, error) {
	hashed, err := parseHash(x)
	if err != nil {
		return Proof{}, err
	}
	modulus := p.group.Modulus()
	// t is g_b - k*v, where v is g^x.
	kv := p.group.PowG(hashed[:]).Mul(p.k, modulus)
	t, _ := p.group.Residue(p.b)
	t.Sub(kv, modulus)
	// s_a is t^(a + u*x). The exponent is taken modulo p-1, which changes
	// nothing and keeps its length, and so the time, the same.
	exponent := p.exponent(hashed)
	s := p.group.Number(p.group.Pow(t, exponent))

	proof := m1(p.group, p.params.Salt1, p.params.Salt2, p.a, p.b, s)
	return Proof{ID: p.params.ID, A: bytes.Clone(p.a[:]), M1: proof[:]}, nil
}

// exponent returns a + u*x modulo p-1.
func (p *Prepared) exponent(x hash) []byte {
	nat := func(sum hash) *bigmod.Nat {
		n, _ := dhgroup.Parse(sum[:])
		nat, _ := bigmod.NewNat().SetBytes(n[:], p.order) // 256 bits are below p-1
		return nat
	}
	return nat(p.u).Mul(nat(x), p.order).Add(p.secret, p.order).Bytes(p.order)
}

// Prove is [Prepare] followed by [Prepared.Prove].
func Prove(password []byte, p Params, random io.Reader) (Proof, error) {
	prepared, err := Prepare(p, random)
	if err != nil {
		return Proof{}, err
	}
	return prepared.Prove(password)
}
