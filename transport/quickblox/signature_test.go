package quickblox

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
)

// The messages are those of QuickBlox' documentation, with a secret of our own; the
// signatures were computed with Python's hmac.
func TestSignature(t *testing.T) {
	for _, tt := range []struct {
		name         string
		fields       map[string]string
		sha1, sha256 string
	}{
		{
			"an application's session", nil,
			"325124186f195129a87151d48b91d627abd990d2",
			"5d49d83dd521442948a71c3b4348095b5eddf903ab7dd8b48ce1b3be0093ab40",
		},
		{
			"a user's", map[string]string{"user[login]": "amigo30", "user[password]": "amigo30pass"},
			"05df7aac40389d29387153fbc5ba4460696ff325",
			"18cda60c482349911ab2fec295dc6e2a419b0da016073d44caa0a32db2eedeb7",
		},
		{
			"a phone number's", map[string]string{
				"provider": "firebase_phone", "firebase_phone[project_id]": "demo-x", "firebase_phone[access_token]": "idtok",
			},
			"b9d8ac06f6dd491ec5081eb3d73733f11c2b9fc9",
			"47aa6a3243002d95f6d64675292ffa9c2c6b18594ec9be64e487e7d8f431a113",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fields := map[string]string{
				"application_id": "22", "auth_key": "wJHd4cQSxpQGWx5", "nonce": "33432", "timestamp": "1326966962",
			}
			for name, value := range tt.fields {
				fields[name] = value
			}
			secret := codes.NewSecret("test-auth-secret")
			require.Equal(t, tt.sha1, sign(secret, false, fields))
			require.Equal(t, tt.sha256, sign(secret, true, fields))
		})
	}
}
