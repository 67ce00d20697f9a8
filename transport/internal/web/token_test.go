package web

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
)

func TestIsToken(t *testing.T) {
	for text, want := range map[string]bool{
		"a": true, "a.b-c_d~+/=": true, strings.Repeat("x", maxToken): true,
		"": false, " ": false, "a b": false, "a\r\nX: y": false, "a\x7f": false, "ä": false, strings.Repeat("x", maxToken+1): false,
	} {
		require.Equal(t, want, IsToken(text), "%.20q", text)
		require.Equal(t, want, IsToken("good", text))
	}
}

func TestIsID(t *testing.T) {
	for text, want := range map[string]bool{"1": true, "an id": true, strings.Repeat("x", maxName): true, "": false, strings.Repeat("x", maxName+1): false} {
		require.Equal(t, want, IsID(text), "%.20q", text)
	}
}

func TestAccount(t *testing.T) {
	long := strings.Repeat("x", maxName+1)
	require.Equal(t, flow.Account{ID: "1", Username: "ada", FirstName: "Ada"}, Account("1", "ada", "Ada"))
	require.Equal(t, flow.Account{ID: "1", FirstName: "Ada"}, Account("1", long, "Ada"))
	require.Equal(t, flow.Account{ID: "1", Username: "ada"}, Account("1", "ada", long))
}

func TestExpiry(t *testing.T) {
	const century = 100 * 365 * 24 * time.Hour
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[json.Number]time.Duration{
		"3600": time.Hour, "60.9": time.Minute, "0": 0, "-1": 0, "soon": 0, "1e3": 1000 * time.Second,
		"9223372036854775": century, "9223372036854775807": century, "1e999": century, "-1e999": 0,
	} {
		require.Equal(t, now.Add(want), Expiry(now, text), "%s", text)
	}
	require.True(t, Expiry(now, "").IsZero())
}

func TestIsOver(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]bool{-time.Hour: true, 0: true, time.Minute - 1: true, time.Minute: false, time.Hour: false} {
		require.Equal(t, want, IsOver(now.Add(left), now), "%s", left)
	}
	require.False(t, IsOver(time.Time{}, now), "nobody says when")
}

func TestNow(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	require.Equal(t, at.UTC(), Now(func() time.Time { return at }))
	require.WithinDuration(t, time.Now(), Now(nil), time.Minute)
}

func TestHeaders(t *testing.T) {
	require.Equal(t, "Bearer t", Bearer("t").Get("Authorization"))
	require.Equal(t, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", Basic("Aladdin", "open sesame").Get("Authorization"), "RFC 7617, section 2")
}
