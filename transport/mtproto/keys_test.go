package mtproto

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/stretchr/testify/require"
)

// The fingerprints are those in the resPQ messages of
// https://core.telegram.org/mtproto/samples-auth_key (production) and of the
// test servers.
func TestTelegramKeys(t *testing.T) {
	production, test := ProductionKeys(), TestKeys()
	require.Len(t, production, 1)
	require.Len(t, test, 1)
	require.Equal(t, uint64(0xd09d1d85de64fd85), uint64(Fingerprint(production[0])))
	require.Equal(t, uint64(0xb25898df208d2603), uint64(Fingerprint(test[0])))

	production[0] = nil
	require.NotNil(t, ProductionKeys()[0], "the slice is the caller's")
}

func TestFingerprintOfNothing(t *testing.T) {
	require.Zero(t, Fingerprint(nil))
	require.Zero(t, Fingerprint(&rsa.PublicKey{}))
}

func block(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func pkix(t *testing.T, key any) []byte {
	der, err := x509.MarshalPKIXPublicKey(key)
	require.NoError(t, err)
	return der
}

func TestParsePublicKeys(t *testing.T) {
	production, test := ProductionKeys()[0], TestKeys()[0]
	pkcs1 := block("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(test))
	text := "Production:\n" + block("PUBLIC KEY", pkix(t, production)) + "\nTest:\r\n" + pkcs1 + "end"
	keys, err := ParsePublicKeys([]byte(text))
	require.NoError(t, err)
	require.Equal(t, []*rsa.PublicKey{production, test}, keys)
}

func TestParsePublicKeysRefuses(t *testing.T) {
	good := x509.MarshalPKCS1PublicKey(ProductionKeys()[0])
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	secret := x509.MarshalPKCS1PrivateKey(small)
	tests := []struct {
		name, text, want string
	}{
		{"nothing", "", "no public key"},
		{"no block", "MIIBCgKCAQEA", "no public key"},
		{"half a block", block("RSA PUBLIC KEY", good)[:200], "no public key"},
		{"rubbish", block("RSA PUBLIC KEY", []byte{1, 2, 3}), "public key 1"},
		{"PKCS #1 called PKIX", block("PUBLIC KEY", good), "public key 1"},
		{"bytes after the key", block("RSA PUBLIC KEY", append(good[:len(good):len(good)], 0)), "public key 1"},
		{"second bad", block("RSA PUBLIC KEY", good) + block("RSA PUBLIC KEY", nil), "public key 2"},
		{"private key", block("RSA PRIVATE KEY", secret), "neither"},
		{"another type", block("CERTIFICATE", good), "neither"},
		{"not RSA", block("PUBLIC KEY", pkix(t, &curve.PublicKey)), "not an RSA key"},
		{"1024 bits", block("PUBLIC KEY", pkix(t, &small.PublicKey)), "1024 bits"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			keys, err := ParsePublicKeys([]byte(tt.text))
			require.Nil(t, keys)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func FuzzParsePublicKeys(f *testing.F) {
	f.Add([]byte(productionKey))
	f.Add([]byte(testKey + "\n" + productionKey))
	f.Add([]byte("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"))
	f.Fuzz(func(t *testing.T, text []byte) {
		keys, err := ParsePublicKeys(text)
		require.Equal(t, err == nil, len(keys) > 0)
		for _, key := range keys {
			require.Equal(t, 2048, key.N.BitLen())
			require.NotZero(t, Fingerprint(key))
		}
	})
}
