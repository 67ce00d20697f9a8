package codes_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

func TestParseToken(t *testing.T) {
	const token = "7:AAF-sample_token"
	for _, tt := range []struct {
		what, given, want string
		refused           errors.Reason
	}{
		{"as it is", token, token, ""},
		{"copied with a line", " \t" + token + "\r\n", token, ""},
		{"copied from a web page", "\u00a0" + token + "\u2003", token, ""},
		{"with a space inside", "a b", "a b", ""},
		{"of other letters", "ключ", "ключ", ""},
		{"long, with a line", strings.Repeat("x", 5000) + "\n", strings.Repeat("x", 5000), ""},
		{"as long as can be", strings.Repeat("x", 64<<10) + " ", strings.Repeat("x", 64<<10), ""},

		{"nothing", "", "", errors.TokenMissing},
		{"white space", " \r\n\t\u00a0", "", errors.TokenMissing},
		{"a byte too long", strings.Repeat("x", 64<<10+1), "", errors.TokenInvalid},
		{"a megabyte", strings.Repeat("x", 1<<20), "", errors.TokenInvalid},
		{"two lines", token + "\n" + token, "", errors.TokenInvalid},
		{"a control character", "\x00" + token, "", errors.TokenInvalid},
		{"not text", token + "\xff", "", errors.TokenInvalid},
	} {
		t.Run(tt.what, func(t *testing.T) {
			got, err := codes.ParseToken(codes.NewSecret(tt.given))
			if tt.refused != "" {
				requireReenter(t, err, tt.refused)
				require.True(t, got.IsZero())
				require.NotContains(t, err.Error(), "AAF")
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got.Reveal())
			again, err := codes.ParseToken(got)
			require.NoError(t, err)
			require.True(t, again.Equal(got))
		})
	}
}

func FuzzParseToken(f *testing.F) {
	for _, given := range []string{"7:AAF", " x\n", "", "\x00", "a\u00a0b", "\xff", "\u2028"} {
		f.Add(given, uint16(1))
	}
	f.Add("xyz", uint16(1<<16-1))
	f.Fuzz(func(t *testing.T, given string, times uint16) {
		given = strings.Repeat(given, min(int(times), (70<<10)/max(len(given), 1)))
		token, err := codes.ParseToken(codes.NewSecret(given))
		if err != nil {
			e, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok)
			require.Contains(t, []errors.Reason{errors.TokenMissing, errors.TokenInvalid}, e.Reason)
			require.True(t, token.IsZero())
			return
		}
		text := token.Reveal()
		require.Equal(t, strings.TrimSpace(given), text)
		require.NotContains(t, text, "\n")
		require.Less(t, len(text), 64<<10+1)
		require.NotEmpty(t, text)
	})
}
