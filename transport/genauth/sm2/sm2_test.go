package sm2_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/sm2"
	"github.com/stepin-go/stepin/transport/genauth/sm2/sm2test"
)

// documentedKey is the SM2 key that the vendor documents (Authing/authing-docs-factory,
// authentication-openapi.json, on the safe transport of passwords).
const documentedKey = "042bc07187cc3bdcfe63b37902eead6dc400734d386e8e2be05d26159bce3259ae" +
	"602c608052204079e5f49c12ef3296df8ceeff6314b45e2cf110dd58e96a47e4"

// The parts are those of the vendor's mini-program: C1 without 04 (64 bytes), C3 (32),
// C2 (as long as the password).
func TestForm(t *testing.T) {
	const password = "Correct-Horse-配电"
	text, err := sm2.Cipher{}.Encrypt(genauth.Keys{SM2: documentedKey}, codes.NewSecret(password))
	require.NoError(t, err)
	sealed, err := hex.DecodeString(text)
	require.NoError(t, err)
	require.Len(t, sealed, 64+32+len(password))
}

// What the other side decrypts is the password. That is package gmsm on both sides;
// sm-crypto from npm, which the vendor's mini-program uses, was seen to decrypt the
// same form.
func TestRoundTrip(t *testing.T) {
	key, err := sm2test.Key()
	require.NoError(t, err)
	for _, password := range []string{"a", "Correct-Horse", strings.Repeat("配", 300)} {
		text, err := sm2.Cipher{}.Encrypt(genauth.Keys{SM2: key.Public}, codes.NewSecret(password))
		require.NoError(t, err)
		plain, err := key.Decrypt(text)
		require.NoError(t, err)
		require.Equal(t, password, plain)

		another, err := sm2test.Key()
		require.NoError(t, err)
		_, err = another.Decrypt(text)
		require.Error(t, err)
		last := map[bool]string{true: "1", false: "0"}[strings.HasSuffix(text, "0")]
		_, err = key.Decrypt(text[:len(text)-1] + last)
		require.Error(t, err)
		_, err = key.Decrypt(text[:len(text)-1])
		require.Error(t, err)
		_, err = key.Decrypt("")
		require.Error(t, err)
	}
}

func FuzzKey(f *testing.F) {
	for _, key := range []string{documentedKey, documentedKey[2:], "", "04", "zz", strings.Repeat("00", 65), "02" + documentedKey[2:66]} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		text, err := sm2.Cipher{}.Encrypt(genauth.Keys{SM2: key}, codes.NewSecret("Correct-Horse"))
		if (text == "") != (err != nil) {
			t.Fatal("neither encrypted nor refused")
		}
	})
}
