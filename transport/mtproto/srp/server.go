package srp

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"

	"filippo.io/bigmod"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// Verifier is what a server keeps of a password: g^x modulo p. Who has it can
// pass for the server, and can try passwords. Printing it shows nothing. It is
// safe for concurrent use.
type Verifier struct {
	redacted
	params Params
	group  *dhgroup.Group
	v      *bigmod.Nat // a pointer also so that fmt does not reach it
}

// NewVerifier derives the verifier of password with the algorithm in p, whose
// B and ID are ignored: [HashPassword] followed by [NewVerifierFromHash]. It
// returns an [*Error] if p's group is not good.
//
// A client that sets a new password passes new_algo with [NewSalt1], and sends
// [Verifier.Hash].
func NewVerifier(password []byte, p Params) (*Verifier, error) {
	x, err := HashPassword(password, p.Salt1, p.Salt2)
	if err != nil {
		return nil, err
	}
	return NewVerifierFromHash(x, p)
}

// NewVerifierFromHash derives the verifier from x, which is what [HashPassword]
// makes of the password and p's Salt1 and Salt2, with the algorithm in p, whose
// B and ID are ignored. It returns an [*Error] if p's group is not good, and
// another error if x has not 32 bytes.
func NewVerifierFromHash(x []byte, p Params) (*Verifier, error) {
	group, err := newGroup(p)
	if err != nil {
		return nil, err
	}
	hashed, err := parseHash(x)
	if err != nil {
		return nil, err
	}
	return newVerifier(group, p, group.PowG(hashed[:])), nil
}

// ParseVerifier takes a verifier from hash, a big-endian number such as
// new_password_hash in account.passwordInputSettings, with the algorithm in p,
// whose B and ID are ignored. It returns an [*Error] if p's group is not good
// or hash is not from 1 to p-1.
func ParseVerifier(hash []byte, p Params) (*Verifier, error) {
	group, err := newGroup(p)
	if err != nil {
		return nil, err
	}
	n, ok := dhgroup.Parse(hash)
	if !ok || n == (dhgroup.Number{}) {
		return nil, &Error{Check: CheckVerifier}
	}
	v, ok := group.Residue(n)
	if !ok {
		return nil, &Error{Check: CheckVerifier}
	}
	return newVerifier(group, p, v), nil
}

func newVerifier(group *dhgroup.Group, p Params, v *bigmod.Nat) *Verifier {
	return &Verifier{
		params: Params{
			Salt1: bytes.Clone(p.Salt1),
			Salt2: bytes.Clone(p.Salt2),
			P:     bytes.Clone(p.P),
			G:     p.G,
		},
		group: group,
		v:     v,
	}
}

// Hash returns the verifier as new_password_hash carries it: 256 bytes,
// big-endian.
func (v *Verifier) Hash() []byte {
	hash := v.group.Number(v.v)
	return hash[:]
}

// NewSalt1 returns salt1, as new_algo in account.getPassword has it, followed
// by 32 random bytes: https://core.telegram.org/api/srp#setting-a-new-2fa-password
// wants a new password's salt to be made so. The bytes come from random, or
// from crypto/rand if random is nil.
func NewSalt1(salt1 []byte, random io.Reader) ([]byte, error) {
	if random == nil {
		random = rand.Reader
	}
	salted := make([]byte, len(salt1)+32)
	copy(salted, salt1)
	if _, err := io.ReadFull(random, salted[len(salt1):]); err != nil {
		return nil, fmt.Errorf("srp: read random bytes: %w", err)
	}
	return salted, nil
}

// Challenge is one account.getPassword on the server: b is drawn, and B sent.
// It serves for one proof; a server refuses a second one with SRP_ID_INVALID.
// Printing it shows nothing.
type Challenge struct {
	redacted
	verifier *Verifier
	id       int64
	secret   *dhgroup.Number // b; a pointer so that fmt does not reach it
	b        dhgroup.Number  // g_b
}

// challengeTries bounds the search for a B that a client takes. With good
// randomness the first one is, but for odds of 2^-63.
const challengeTries = 8

// Challenge draws b from random, or from crypto/rand if random is nil, until
// B = k*v + g^b is one that [Prepare] takes; in particular it is from 1 to p-1.
func (v *Verifier) Challenge(id int64, random io.Reader) (*Challenge, error) {
	if random == nil {
		random = rand.Reader
	}
	c := &Challenge{verifier: v, id: id, secret: new(dhgroup.Number)}
	modulus := v.group.Modulus()
	for range challengeTries {
		if _, err := io.ReadFull(random, c.secret[:]); err != nil {
			return nil, fmt.Errorf("srp: read random bytes: %w", err)
		}
		kv := multiplier(v.group).Mul(v.v, modulus)
		c.b = v.group.Number(v.group.PowG(c.secret[:]).Add(kv, modulus))
		if v.group.InRange(c.b) {
			return c, nil
		}
	}
	return nil, errors.New("srp: the source of randomness is broken")
}

// Params returns what account.getPassword has to say.
func (c *Challenge) Params() Params {
	p := c.verifier.params
	return Params{
		Salt1: bytes.Clone(p.Salt1),
		Salt2: bytes.Clone(p.Salt2),
		P:     bytes.Clone(p.P),
		B:     bytes.Clone(c.b[:]),
		G:     p.G,
		ID:    c.id,
	}
}

// Check examines the A and M1 of a proof. It returns an [*Error] if A is out
// of range, which would prove nothing, and [ErrWrongPassword] if M1 does not
// fit.
func (c *Challenge) Check(a, proof []byte) error {
	group := c.verifier.group
	ga, residue, ok := group.Public(a)
	if !ok {
		return &Error{Check: CheckARange}
	}
	u, err := scrambler(ga, c.b)
	if err != nil {
		return err
	}
	// s_b is (g_a * v^u)^b.
	shared := group.Pow(c.verifier.v, u[:]).Mul(residue, group.Modulus())
	s := group.Number(group.Pow(shared, c.secret[:]))
	want := m1(group, c.verifier.params.Salt1, c.verifier.params.Salt2, ga, c.b, s)
	if subtle.ConstantTimeCompare(want[:], proof) != 1 {
		return ErrWrongPassword
	}
	return nil
}
