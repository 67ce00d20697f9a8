package exchange

import "errors"

// The server's own refusals, which come with the right nonces and hash.
var (
	// ErrParamsRefused is server_DH_params_fail.
	ErrParamsRefused = errors.New("server answered server_DH_params_fail")
	// ErrKeyRefused is dh_gen_fail.
	ErrKeyRefused = errors.New("server answered dh_gen_fail")
)

// The values of [Error].Check. They are stable.
const (
	// CheckMessage: the answer is not a message of this step of the exchange,
	// is cut short, or is too long.
	CheckMessage = "message"
	// CheckMessageID: the message id of an answer belongs to a response.
	CheckMessageID = "msg_id"
	// CheckNonce: nonce is the one that was sent.
	CheckNonce = "nonce"
	// CheckServerNonce: server_nonce is the one in resPQ.
	CheckServerNonce = "server_nonce"
	// CheckFingerprint: the server has one of the RSA keys in [Options].
	CheckFingerprint = "RSA fingerprint"
	// CheckRSAKey: that RSA key has 2048 bits.
	CheckRSAKey = "RSA key size"
	// CheckPQRange: pq is at most 2^63-1.
	CheckPQRange = "pq range"
	// CheckPQComposite: pq is composite.
	CheckPQComposite = "pq is composite"
	// CheckPQFactors: pq is the product of two different odd primes.
	CheckPQFactors = "pq is two different odd primes"
	// CheckAnswerHash: server_DH_inner_data has the SHA1 before it.
	CheckAnswerHash = "encrypted_answer SHA1"
	// CheckAnswerPadding: fewer than 16 bytes follow server_DH_inner_data.
	CheckAnswerPadding = "encrypted_answer padding"
	// CheckPSize: dh_prime has 2048 bits.
	CheckPSize = "p is 2048 bits"
	// CheckPSafePrime: dh_prime is a safe prime.
	CheckPSafePrime = "p is a safe prime"
	// CheckG: g is 2 to 7 and generates the subgroup of order (p-1)/2.
	CheckG = "g generates the subgroup"
	// CheckGARange: g_a is from 2^1984 to p - 2^1984.
	CheckGARange = "g_a range"
	// CheckGBRange: our own g_b is in the same range. It fails only with a
	// broken source of randomness.
	CheckGBRange = "g_b range"
	// CheckNewNonceHash: new_nonce_hash, or new_nonce_hash1, 2 or 3, is right.
	CheckNewNonceHash = "new_nonce_hash"
	// CheckRetries: dh_gen_retry came at most five times.
	CheckRetries = "dh_gen_retry limit"
)

// Error is a check that the server's answers failed: the other side is broken,
// or is not the server, or somebody is in between. It never means that the
// connection was bad. It says nothing of nonces, keys or other secrets.
type Error struct {
	// Check is the name of the check, one of the Check constants.
	Check string
	// Err says more, such as in which message.
	Err error
}

// Error names the check.
func (e *Error) Error() string {
	text := "check failed: " + e.Check
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// failed returns an [*Error] for a check on one of the server's messages.
func failed(check, message string) error {
	return &Error{Check: check, Err: errors.New("in " + message)}
}
