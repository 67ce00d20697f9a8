package kiitest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/internal/issue"
)

// A code is good a step early and late, and once.
func TestAccepts(t *testing.T) {
	now := time.Unix(1111111109, 0)
	for _, tt := range []struct {
		steps int64
		good  bool
	}{{-2, false}, {-1, true}, {0, true}, {1, true}, {2, false}} {
		a := &account{secret: []byte("12345678901234567890")}
		code := issue.TOTP(a.secret, now.Add(time.Duration(tt.steps)*issue.Step))
		require.Equal(t, tt.good, a.accepts(code, now), "%+d steps", tt.steps)
		require.False(t, a.accepts(code, now), "%+d steps again", tt.steps)
	}
	a := &account{secret: []byte("12345678901234567890")}
	require.True(t, a.accepts(issue.TOTP(a.secret, now), now))
	require.False(t, a.accepts(issue.TOTP(a.secret, now.Add(-issue.Step)), now), "an older code than the last")
}
