package srp

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"errors"
	"fmt"

	"filippo.io/bigmod"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// The names in this file are those of
// https://core.telegram.org/api/srp#checking-the-password-with-srp.

// iterations is PBKDF2's, as the algorithm's name says.
const iterations = 100000

type hash = [sha256.Size]byte

// h is H: the SHA-256 of its arguments one after the other.
func h(parts ...[]byte) (sum hash) {
	state := sha256.New()
	for _, p := range parts {
		state.Write(p)
	}
	state.Sum(sum[:0])
	return sum
}

// sh is SH, the salting hash.
func sh(data, salt []byte) hash { return h(salt, data, salt) }

// HashPassword returns x, the page's PH2(password, salt1, salt2): 32 bytes, for
// [Prepared.ProveHash] and [NewVerifierFromHash]. It takes as long as 100000
// rounds of PBKDF2-HMAC-SHA512 do, some tens of milliseconds, and cannot be
// interrupted. The error is PBKDF2's, which fails in FIPS 140-only mode for a
// short salt.
//
// The result is as good as the password: whoever has it signs in, until the
// password is set anew, and can try passwords. Like the password it must not
// be kept, sent or logged, and nothing hides it when it is printed.
func HashPassword(password, salt1, salt2 []byte) ([]byte, error) {
	inner := sh(password, salt1)
	ph1 := sh(inner[:], salt2)
	stretched, err := pbkdf2.Key(sha512.New, string(ph1[:]), salt1, iterations, sha512.Size)
	if err != nil {
		return nil, fmt.Errorf("srp: PBKDF2: %w", err)
	}
	x := sh(stretched, salt2)
	return x[:], nil
}

// parseHash takes x as [HashPassword] returns it, or as somebody else has
// computed it.
func parseHash(x []byte) (hash, error) {
	if len(x) != sha256.Size {
		return hash{}, fmt.Errorf("srp: the hash of a password has %d bytes, not %d", sha256.Size, len(x))
	}
	return hash(x), nil
}

// multiplier is k: H(p | g).
func multiplier(group *dhgroup.Group) *bigmod.Nat {
	p, g := group.P(), group.G()
	return residue(group, h(p[:], g[:]))
}

// scrambler is u: H(g_a | g_b). With 0 the password would not matter.
func scrambler(a, b dhgroup.Number) (hash, error) {
	sum := h(a[:], b[:])
	return sum, checkU(sum)
}

func checkU(u hash) error {
	if u == (hash{}) {
		return &Error{Check: CheckU}
	}
	return nil
}

// m1 is the proof: H(H(p) xor H(g) | H(salt1) | H(salt2) | g_a | g_b | k_a),
// where k_a is the hash of the shared number s_a.
func m1(group *dhgroup.Group, salt1, salt2 []byte, a, b, s dhgroup.Number) hash {
	p, g := group.P(), group.G()
	hp, hg, h1, h2, ka := h(p[:]), h(g[:]), h(salt1), h(salt2), h(s[:])
	subtle.XORBytes(hp[:], hp[:], hg[:])
	return h(hp[:], h1[:], h2[:], a[:], b[:], ka[:])
}

// residue reads a hash as a number.
func residue(group *dhgroup.Group, sum hash) *bigmod.Nat {
	n, _ := dhgroup.Parse(sum[:])
	nat, _ := group.Residue(n) // 256 bits are below p
	return nat
}

// newGroup checks p's algorithm and group.
func newGroup(p Params) (*dhgroup.Group, error) {
	if len(p.Salt1) == 0 && len(p.Salt2) == 0 && len(p.P) == 0 {
		return nil, &Error{Check: CheckAlgorithm}
	}
	group, err := dhgroup.New(p.G, p.P, nil)
	if err != nil {
		var refusal dhgroup.Refusal
		errors.As(err, &refusal)
		return nil, &Error{Check: string(refusal)}
	}
	return group, nil
}
