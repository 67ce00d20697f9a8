// Package sm2test gives a genauthtest.Server the key to passwords encrypted with SM2.
// It is a package of its own so that nobody else compiles SM2.
package sm2test

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/emmansun/gmsm/sm2"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
)

// Key makes a key pair, for genauthtest.Config. It decrypts what package sm2
// encrypts.
func Key() (*genauthtest.SM2, error) {
	private, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	public, err := sm2.PublicKeyToECDH(&private.PublicKey)
	if err != nil {
		return nil, err
	}
	decrypt := func(text string) (string, error) {
		sealed, err := hex.DecodeString(text)
		if err != nil {
			return "", err
		}
		const uncompressed = 0x04
		opts := sm2.NewPlainDecrypterOpts(sm2.C1C3C2)
		plain, err := private.Decrypt(nil, append([]byte{uncompressed}, sealed...), opts)
		if err != nil {
			return "", errors.New("this is not encrypted for this key")
		}
		return string(plain), nil
	}
	return &genauthtest.SM2{Public: hex.EncodeToString(public.Bytes()), Decrypt: decrypt}, nil
}
