package genauth_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/genauth"
)

// Country codes of one, two and three digits; of two that begin alike, too.
func TestSplit(t *testing.T) {
	for _, test := range []struct{ code, rest string }{
		{"+1", "5555550100"}, {"+1", "8765550100"}, {"+7", "9125550100"}, {"+86", "18800000000"},
		{"+20", "1000000000"}, {"+27", "710000000"}, {"+44", "7700900000"}, {"+49", "15100000000"},
		{"+98", "9120000000"}, {"+210", "100000"}, {"+212", "600000000"}, {"+291", "700000"},
		{"+351", "910000000"}, {"+380", "500000000"}, {"+420", "600000000"}, {"+500", "50000"},
		{"+590", "690000000"}, {"+670", "700000"}, {"+852", "50000000"}, {"+886", "900000000"},
		{"+888", "00000000"}, {"+962", "700000000"}, {"+999", "6620001"}, {"+971", "500000000"},
		{"+1", "2345"}, {"+427", "77"},
	} {
		country, rest := genauth.Split(test.code + test.rest)
		require.Equal(t, test.code, country)
		require.Equal(t, test.rest, rest)
	}
	country, rest := genauth.Split("")
	require.Empty(t, country+rest)
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"+15555550100", "+86", "+", "", "+8618800000000", "+99966"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if who, err := codes.ParsePhone(text); err == nil {
			text = who.Reveal()
		}
		country, rest := genauth.Split(text)
		if country+rest != text || len(country) > len("+999") {
			t.Fatalf("%q: %q and %q", text, country, rest)
		}
		if _, err := codes.ParsePhone(text); err == nil && strings.HasPrefix(text, "+") && rest == "" {
			t.Fatal("nothing is left of a number")
		}
	})
}
