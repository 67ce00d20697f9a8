package genauth_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/genauth"
)

// documentedKey is the RSA key that the vendor documents (authentication-openapi.json,
// on the safe transport of passwords).
const documentedKey = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC4xKeUgQ+Aoz7TLfAfs9+paePb
5KIofVthEopwrXFkp8OCeocaTHt9ICjTT2QeJh6cZaDaArfZ873GPUn00eOIZ7Ae
+TiA2BKHbCvloW3w5Lnqm70iSsUi5Fmu9/2+68GZRH9L7Mlh8cFksCicW2Y2W2uM
GKl64GDcIq3au+aqJQIDAQAB
-----END PUBLIC KEY-----
`

func TestRSA(t *testing.T) {
	keys := genauth.Keys{RSA: documentedKey}
	first, err := genauth.RSA{}.Encrypt(keys, codes.NewSecret(password))
	require.NoError(t, err)
	sealed, err := base64.StdEncoding.DecodeString(first)
	require.NoError(t, err)
	require.Len(t, sealed, 128)
	second, err := genauth.RSA{}.Encrypt(keys, codes.NewSecret(password))
	require.NoError(t, err)
	require.NotEqual(t, first, second, "the padding is random")

	_, err = genauth.RSA{}.Encrypt(keys, codes.NewSecret(strings.Repeat("a", 117)))
	require.NoError(t, err)
	_, err = genauth.RSA{}.Encrypt(keys, codes.NewSecret(strings.Repeat("a", 118)))
	require.ErrorIs(t, err, errors.PasswordHashInvalid)
}

// A key that protects nothing is refused, and one that takes a processor's minutes.
func TestRSABits(t *testing.T) {
	for bits, good := range map[uint]bool{512: false, 1023: false, 1024: true, 2048: true, 8192: true, 8193: false, 65536: false} {
		modulus := new(big.Int).Lsh(big.NewInt(1), bits-1)
		der, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: modulus.SetBit(modulus, 0, 1), E: 65537})
		require.NoError(t, err)
		key := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		_, err = genauth.RSA{}.Encrypt(genauth.Keys{RSA: key}, codes.NewSecret("secret"))
		require.Equal(t, good, err == nil, "%d: %v", bits, err)
		require.Equal(t, !good, errors.Is(err, errors.Misconfigured))
	}
	_, err := genauth.RSA{}.Encrypt(genauth.Keys{}, codes.NewSecret("secret"))
	require.ErrorIs(t, err, errors.Misconfigured, "no key")
}

// FuzzRSA gives keys that are none.
func FuzzRSA(f *testing.F) {
	// A key for a curve: PEM and SubjectPublicKeyInfo, but no RSA.
	const curve = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"
	for _, key := range []string{documentedKey, "", "MIGf", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n", curve} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		text, err := genauth.RSA{}.Encrypt(genauth.Keys{RSA: key}, codes.NewSecret(password))
		if err == nil && text == "" || err != nil && strings.Contains(err.Error(), password) {
			t.Fatal("neither encrypted nor refused")
		}
	})
}
