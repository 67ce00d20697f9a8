package mtproto

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/gotd/td/crypto"
)

// ParsePublicKeys reads RSA public keys from PEM blocks of the types RSA
// PUBLIC KEY (PKCS #1) and PUBLIC KEY (PKIX). Text between the blocks is
// ignored, as PEM has it. It returns an error if there is no block, or one
// that is of another type, cannot be read, or has a key that is not RSA of
// 2048 bits, the only size in MTProto's key exchange.
func ParsePublicKeys(text []byte) ([]*rsa.PublicKey, error) {
	var keys []*rsa.PublicKey
	for n := 1; ; n++ {
		block, rest := pem.Decode(text)
		if block == nil {
			break
		}
		text = rest
		key, err := parsePublicKey(block)
		if err != nil {
			return nil, fmt.Errorf("mtproto: public key %d: %w", n, err)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, errors.New("mtproto: no public key in PEM form")
	}
	return keys, nil
}

func parsePublicKey(block *pem.Block) (*rsa.PublicKey, error) {
	var (
		parsed any
		err    error
	)
	switch block.Type {
	case "RSA PUBLIC KEY":
		parsed, err = x509.ParsePKCS1PublicKey(block.Bytes)
	case "PUBLIC KEY":
		parsed, err = x509.ParsePKIXPublicKey(block.Bytes)
	default:
		// A private key pasted here by mistake is not to be quoted.
		return nil, errors.New("neither RSA PUBLIC KEY nor PUBLIC KEY")
	}
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("%T is not an RSA key", parsed)
	}
	if bits := key.N.BitLen(); bits != crypto.RSAKeyBits {
		return nil, fmt.Errorf("%d bits, want %d", bits, crypto.RSAKeyBits)
	}
	return key, nil
}

// Fingerprint returns the number by which servers and clients name key: the
// lower 64 bits of the SHA1 of its TL form,
// https://core.telegram.org/mtproto/auth_key#dh-exchange-initiation. It is 0
// for a nil key and for one without a modulus.
func Fingerprint(key *rsa.PublicKey) int64 {
	if key == nil || key.N == nil {
		return 0
	}
	return crypto.RSAFingerprint(key)
}

// ProductionKeys returns the public key of Telegram's production servers, as
// https://my.telegram.org/apps shows it and TDLib has it
// (td/telegram/net/PublicRsaKeySharedMain.cpp). The slice is the caller's.
func ProductionKeys() []*rsa.PublicKey { return mustKeys(productionKey) }

// TestKeys returns the public key of Telegram's test servers, from the same
// sources. The slice is the caller's.
func TestKeys() []*rsa.PublicKey { return mustKeys(testKey) }

// mustKeys parses a constant of this file.
func mustKeys(text string) []*rsa.PublicKey {
	keys, err := ParsePublicKeys([]byte(text))
	if err != nil {
		panic(err) //nolint:forbidigo // only if the constant is damaged, and the tests read each
	}
	return keys
}

const productionKey = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
-----END RSA PUBLIC KEY-----`

const testKey = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAyMEdY1aR+sCR3ZSJrtztKTKqigvO/vBfqACJLZtS7QMgCGXJ6XIR
yy7mx66W0/sOFa7/1mAZtEoIokDP3ShoqF4fVNb6XeqgQfaUHd8wJpDWHcR2OFwv
plUUI1PLTktZ9uW2WE23b+ixNwJjJGwBDJPQEQFBE+vfmH0JP503wr5INS1poWg/
j25sIWeYPHYeOrFp/eXaqhISP6G+q2IeTaWTXpwZj4LzXq5YOpk4bYEQ6mvRq7D1
aHWfYmlEGepfaYR8Q0YqvvhYtMte3ITnuSJs171+GDqpdKcSwHnd6FudwGO4pcCO
j4WcDuXc2CTHgH8gFTNhp/Y8/SpDOhvn9QIDAQAB
-----END RSA PUBLIC KEY-----`
