// Package srp proves knowledge of a two-step verification password without
// sending it: SRP version 6a with Telegram's hashing,
// https://core.telegram.org/api/srp.
//
// A client calls [Prove] with what account.getPassword said and passes the
// [Proof] to auth.checkPassword. Most of the time goes into PBKDF2 and cannot
// start before the password is there; what can be done before, [Prepare] does
// while the person types. A password that shall not come into this package can
// stay where it is: [HashPassword] is all that has to be done there.
//
// The other half, [Verifier] and [Challenge], is for servers in tests and, in
// part, for setting a new password.
//
// Passwords are used as they are given, byte for byte. The protocol takes them
// in UTF-8.
package srp

import "errors"

// Params is what account.getPassword says: its current_algo, srp_B and srp_id.
// current_algo must be
// passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow, the only
// one there is; for any other leave Salt1, Salt2 and P nil, which is refused
// with [CheckAlgorithm].
type Params struct {
	// Salt1 and Salt2 are current_algo's salt1 and salt2.
	Salt1, Salt2 []byte
	// P is current_algo's p, a big-endian number.
	P []byte
	// B is srp_B, a big-endian number.
	B []byte
	// G is current_algo's g.
	G int
	// ID is srp_id.
	ID int64
}

// Proof is what inputCheckPasswordSRP carries. The server takes it once, for
// the account.getPassword that it answers. Printing it shows nothing, except
// where it is a value in an unexported field of another struct: fmt calls no
// methods there.
type Proof struct {
	redacted
	// ID is srp_id.
	ID int64
	// A is g^a modulo p, 256 bytes.
	A []byte
	// M1 is the proof itself, 32 bytes.
	M1 []byte
}

// The values of [Error].Check. They are stable.
const (
	// CheckAlgorithm: the algorithm is the known one.
	CheckAlgorithm = "algorithm"
	// CheckPSize: p has 2048 bits.
	CheckPSize = "p is 2048 bits"
	// CheckPSafePrime: p is a safe prime.
	CheckPSafePrime = "p is a safe prime"
	// CheckG: g is 2 to 7 and generates the subgroup of order (p-1)/2.
	CheckG = "g generates the subgroup"
	// CheckBRange: B is from 2^1984 to p - 2^1984.
	CheckBRange = "B range"
	// CheckARange: A is in the same range. On the client it fails only with a
	// broken source of randomness.
	CheckARange = "A range"
	// CheckU: u, the hash of A and B, is not 0.
	CheckU = "u is not 0"
	// CheckVerifier: a password hash to verify with is from 1 to p-1.
	CheckVerifier = "verifier range"
)

// Error is a check that the other side's numbers failed. Proving the password
// to it could give the password away.
type Error struct {
	// Check is the name of the check, one of the Check constants.
	Check string
	// Err says more, if there is more to say.
	Err error
}

// Error names the check.
func (e *Error) Error() string {
	text := "srp: check failed: " + e.Check
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// ErrWrongPassword is what [Challenge.Check] says of a proof that does not fit.
var ErrWrongPassword = errors.New("srp: wrong password")
