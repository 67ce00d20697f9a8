package mtprototest

import (
	"crypto/rand"
	"crypto/rsa"

	"github.com/stepin-go/stepin/transport/mtproto"
)

// keyBits is the length of an RSA key in the key exchange
// (core.telegram.org/mtproto/auth_key).
const keyBits = 2048

// GenerateKey makes an RSA key for a server. Clients tell keys by their
// fingerprints, and mtcute does not find one whose 16 hex digits begin with 0
// (packages/core/src/utils/crypto/keys.ts), so it makes no such key. The error is
// that of package rsa.
func GenerateKey() (*rsa.PrivateKey, error) {
	for {
		key, err := rsa.GenerateKey(rand.Reader, keyBits)
		if err != nil || isFound(mtproto.Fingerprint(&key.PublicKey)) {
			return key, err
		}
	}
}

// isFound reports whether every client finds a key with this fingerprint.
func isFound(fingerprint int64) bool { return uint64(fingerprint)>>60 != 0 }
