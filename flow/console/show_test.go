package console

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestShow(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		limit      int
		want       string
	}{
		{"nothing", "", 10, ""},
		{"as it is", "Grüße, Ωmega 世界 שלום", 100, "Grüße, Ωmega 世界 שלום"},
		{"as long as allowed", "0123456789", 10, "0123456789"},
		{"too long", "0123456789x", 10, "0123456789..."},
		{"no room", "x", 0, "..."},
		{"clears the screen", "\x1b[2Jx", 100, `\x1b[2Jx`},
		{"sets the title", "\x1b]0;title\x07", 100, `\x1b]0;title\a`},
		{"eight-bit control", "\u009b2J", 100, `\u009b2J`},
		{"erases what was said", "a\b\b\x7f", 100, `a\b\b\x7f`},
		{"begins the line again", "good\rbad", 100, "good bad"},
		{"begins a line", "good\nbad\u2028worse", 100, "good bad worse"},
		{"turns the line", "pet\u202etac\u2066\u200f", 100, `pet\u202etac\u2066\u200f`},
		{"invisible", "a\u00ad\u2060\ufeffb", 100, `a\u00ad\u2060\ufeffb`},
		{"spaces", "a\tb\u00a0c\u3000d", 100, "a b c d"},
		{"joined", "می\u200cخواهم 👩\u200d🚀", 100, "می\u200cخواهم 👩\u200d🚀"},
		{"no UTF-8", "a\xffb\xc3", 100, "a\ufffdb\ufffd"},
		{"looks escaped already", `\x1b'"`, 100, `\x1b'"`},
		{"not cut within an escape", "ab\x1b", 5, "ab..."},
		{"100 KB", strings.Repeat("é", 100<<10), 64, strings.Repeat("é", 64) + "..."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, Show(tt.text, tt.limit))
		})
	}
}

func FuzzShow(f *testing.F) {
	for _, seed := range []string{"", "Ada", "\x1b[2J", "\u202e", "\xff\xfe", "a\nb", "\u200d", "\u009b", "\ufffd", "\U000e0041"} {
		f.Add(seed, 10)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		shown := Show(text, limit)
		requireHarmless(t, shown)
		require.LessOrEqual(t, utf8.RuneCountInString(shown), max(limit, 0)+len("..."))
		if harmless(text) && utf8.RuneCountInString(text) <= limit {
			require.Equal(t, text, shown, "what is harmless is left alone")
		}
		columns := max(limit, 1)
		for rest := text; rest != ""; {
			before := len(rest)
			shown, rest = row(rest, columns)
			requireHarmless(t, shown)
			require.Less(t, len(rest), before, "each row gets on")
			require.True(t, utf8.RuneCountInString(shown) <= columns || !strings.ContainsFunc(shown, unicode.IsSpace))
		}
	})
}

func requireHarmless(t *testing.T, text string) {
	t.Helper()
	require.True(t, harmless(text), "%+q", text)
}

// harmless is told of what a terminal shows and does not obey. It is not how
// Show decides: it names what must not be there.
func harmless(text string) bool {
	for _, r := range text {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp), unicode.Is(unicode.Bidi_Control, r):
			return false
		case unicode.Is(unicode.Cf, r) && r != zwnj && r != zwj:
			return false
		case r != ' ' && unicode.IsSpace(r), unicode.In(r, unicode.Co, unicode.Cs), !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r):
			return false
		}
	}
	return utf8.ValidString(text)
}
