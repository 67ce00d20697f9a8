// Package issue makes what systems give out, for the servers to test against.
package issue

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // what authenticator apps use
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/big"
	"time"
)

// CodeLength is how many digits a code has.
const CodeLength = 6

// Code returns a new code: six random digits.
func Code() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(1_000_000)) // crypto/rand does not fail
	return fmt.Sprintf("%0*d", CodeLength, n)
}

// Step is how long an authenticator app shows a code.
const Step = 30 * time.Second

// TOTP returns the code that an authenticator app shows (RFC 6238, with SHA-1 and six
// digits).
func TOTP(secret []byte, at time.Time) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, at.Unix()/int64(Step/time.Second)) // a hash fails no write
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%0*d", CodeLength, binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1_000_000)
}

// JWT returns a JSON Web Token without a signature, as the Firebase Auth emulator's
// are. The claims must be texts, numbers, and objects and lists of them.
func JWT(claims any) string {
	return part(map[string]string{"alg": "none", "typ": "JWT"}) + "." + part(claims) + "."
}

func part(v any) string {
	data, _ := json.Marshal(v) // which does not fail with such claims
	return base64.RawURLEncoding.EncodeToString(data)
}
