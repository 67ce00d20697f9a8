// Package sm2 encrypts passwords for package genauth with SM2 (GB/T 32918.4), the
// public-key encryption of the Chinese standards.
//
// That the server takes SM2 is documented, and the format is not. The vendor's own
// programs disagree: this is the one of the newest that is for API v3, Authing's
// mini-program (repository Authing/authing-js-sdk,
// packages/miniapp-sm2encrypt/lib/sm2.js). It has not been tried on the real service.
package sm2

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/emmansun/gmsm/sm2"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// Cipher is SM2 for [genauth.Transport].
type Cipher struct{}

var _ genauth.Cipher = Cipher{}

// Name returns "sm2".
func (Cipher) Name() string { return "sm2" }

// Encrypt returns C1, C3 and C2 in hexadecimal digits, C1 without the byte 04 that
// says that it is not compressed. The plain text is the password in UTF-8.
func (Cipher) Encrypt(keys genauth.Keys, password codes.Secret) (string, error) {
	point, err := hex.DecodeString(keys.SM2)
	if err != nil || len(point) == 0 {
		return "", web.Misconfigured("the server has no SM2 key in hexadecimal digits")
	}
	key, err := sm2.NewPublicKey(point)
	if err != nil {
		return "", web.Misconfigured("the server's SM2 key is no point of the curve")
	}
	opts := sm2.NewPlainEncrypterOpts(sm2.MarshalUncompressed, sm2.C1C3C2)
	sealed, err := sm2.Encrypt(rand.Reader, key, []byte(password.Reveal()), opts)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sealed[1:]), nil
}
