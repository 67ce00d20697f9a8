package issue

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// RFC 6238, appendix B: the codes of SHA-1, whose last six of eight digits are the
// codes of six.
func TestTOTP(t *testing.T) {
	secret := []byte("12345678901234567890")
	for _, tt := range []struct {
		unix int64
		code string
	}{
		{59, "94287082"}, {1111111109, "07081804"}, {1111111111, "14050471"},
		{1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"},
	} {
		require.True(t, TOTP(secret, time.Unix(tt.unix, 0)) == tt.code[2:], "at %d", tt.unix)
	}
}

func TestCode(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		code := Code()
		require.True(t, len(code) == CodeLength && strings.Trim(code, "0123456789") == "")
		seen[code] = true
	}
	require.Greater(t, len(seen), 40)
}

func TestJWT(t *testing.T) {
	parts := strings.Split(JWT(map[string]any{"sub": "1", "exp": 2}), ".")
	require.Len(t, parts, 3)
	for i, want := range []string{`{"alg":"none","typ":"JWT"}`, `{"exp":2,"sub":"1"}`, ""} {
		got, err := base64.RawURLEncoding.DecodeString(parts[i])
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
}
