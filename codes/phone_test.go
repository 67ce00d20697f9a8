package codes_test

import (
	"strings"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

func TestParsePhone(t *testing.T) {
	for _, test := range []struct {
		name, typed, want string
	}{
		{"canonical", "+9996620002", "+9996620002"},
		{"spaces and dashes", " +999 66-2 1234 ", "+9996621234"},
		{"no plus", "9996620002", "+9996620002"},
		{"00 for the plus", "00 999 662 0002", "+9996620002"},
		{"parentheses, dots, slash", "+1 (415) 555.26/71", "+14155552671"},
		{"plus in parentheses", "(+1) 415 555 2671", "+14155552671"},
		{"trunk zero in parentheses", "+49 (0)171 1234567", "+491711234567"},
		{"zero of an area code", "+39 (06) 1234567", "+39061234567"},
		{"no-break space and dash", "+999\u00A066\u20112\u202F0002", "+9996620002"},
		{"real minus and en dash", "+999−66–20002", "+9996620002"},
		{"full width", "＋９９９６６２０００２", "+9996620002"},
		{"Arabic-Indic", "+٩٩٩٦٦٢٠٠٠٢", "+9996620002"},
		{"Persian", "+۹۹۹۶۶۲۰۰۰۲", "+9996620002"},
		{"beyond 16 bits", "+\U0001D7D7\U0001D7D7\U0001D7D74440001", "+9994440001"},
		{"direction marks", "\u202A\u200E+999 662 0002\u202C\u200F", "+9996620002"},
		{"zero width", "+999\u200B662\uFEFF0002", "+9996620002"},
		{"anonymous number", "+888 0123 4567", "+88801234567"},
		{"Telegram's test number", "99966 2 0002", "+9996620002"},
		{"shortest", "+42777", "+42777"},
		{"longest", "+123456789012345", "+123456789012345"},
		{"longest, with 00", "00123456789012345", "+123456789012345"},
	} {
		t.Run(test.name, func(t *testing.T) {
			who, err := codes.ParsePhone(test.typed)
			require.NoError(t, err)
			require.Equal(t, test.want, who.Reveal())
			require.Equal(t, codes.KindPhone, who.Kind())
			require.False(t, who.IsZero())
		})
	}
}

func TestParsePhoneRefuses(t *testing.T) {
	for name, typed := range map[string]string{
		"empty":                "",
		"white space":          " \u00A0\t",
		"plus alone":           "+",
		"letters":              "call me",
		"a letter at the end":  "+9996620002x",
		"an extension":         "+999662000 ext. 2",
		"two pluses":           "++9996620002",
		"a plus inside":        "999+6620002",
		"a plus at the end":    "9996620002+",
		"four digits":          "+1234",
		"sixteen digits":       "+1234567890123456",
		"sixteen, with 00":     "001234567890123456",
		"forty digits":         strings.Repeat("1234567890", 4),
		"national form":        "0171 1234567",
		"national, marked":     "(0)171 1234567",
		"zero after the plus":  "+0171 1234567",
		"00 after the plus":    "+00 999 662 0002",
		"superscripts":         "+⁹⁹⁹⁶⁶²⁰⁰⁰²",
		"an e-mail address":    "a@example.com",
		"not UTF-8":            "+999\xff6620002",
		"a control character":  "+999\x006620002",
		"a megabyte":           strings.Repeat("1", 1<<20),
		"far behind white":     strings.Repeat(" ", 1<<20) + "+9996620002",
		"a megabyte of pluses": strings.Repeat("+", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			who, err := codes.ParsePhone(typed)
			requireReenter(t, err, errors.PhoneNumberInvalid)
			require.True(t, who.IsZero())
		})
	}
}

// requireReenter wants a typed error that asks for the value again.
func requireReenter(t *testing.T, err error, reason errors.Reason) {
	t.Helper()
	e, ok := errors.AsType[*errors.Error](err)
	require.True(t, ok, "%T", err)
	require.Equal(t, reason, e.Reason)
	require.Equal(t, errors.Reenter, e.Class)
}
