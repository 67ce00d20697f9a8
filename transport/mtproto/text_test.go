package mtproto

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

// A text keeps its words, and the addresses that its formatting hides.
func TestPlainText(t *testing.T) {
	link := func(offset, length int, url string) tg.MessageEntityClass {
		return &tg.MessageEntityTextURL{Offset: offset, Length: length, URL: url}
	}
	type entities = []tg.MessageEntityClass
	for _, tt := range []struct {
		name, text string
		entities   entities
		want       string
	}{
		{"no entities", "Be good.", nil, "Be good."},
		{"nothing at all", "", nil, ""},
		{"formatting", "Be good.", entities{
			&tg.MessageEntityBold{Offset: 0, Length: 2}, &tg.MessageEntityURL{Offset: 3, Length: 4},
			&tg.MessageEntityUnknown{Offset: -1, Length: math.MaxInt32},
		}, "Be good."},
		{"a link", "Read the terms.", entities{link(9, 5, "https://a.example")}, "Read the terms (https://a.example)."},
		{"the whole text", "terms", entities{link(0, 5, "u")}, "terms (u)"},
		{"several, in any order", "one two three", entities{link(8, 5, "c"), link(0, 3, "a"), link(4, 3, "b")}, "one (a) two (b) three (c)"},
		{"one inside another", "one two", entities{link(0, 7, "outer"), link(0, 3, "inner")}, "one (inner) two (outer)"},
		{"two that overlap", "one two three", entities{link(0, 7, "a"), link(4, 9, "b")}, "one two (a) three (b)"},
		{"two that end together", "one two", entities{link(0, 7, "a"), link(4, 3, "b")}, "one two (a) (b)"},
		{"a link and more", "one two", entities{link(0, 3, "a"), &tg.MessageEntityItalic{Offset: 0, Length: 3}}, "one (a) two"},
		{"after letters of two bytes", "Усло́вия here", entities{link(0, 8, "u")}, "Усло́вия (u) here"},
		{"after surrogates", "😀😀 terms", entities{link(5, 5, "u")}, "😀😀 terms (u)"},
		{"on surrogates", "😀 😀", entities{link(0, 2, "a"), link(3, 2, "b")}, "😀 (a) 😀 (b)"},
		{"through a surrogate", "😀😀", entities{link(0, 1, "a"), link(1, 2, "b")}, "😀 (a)😀 (b)"},
		{"beyond the end", "terms", entities{link(3, 50, "u"), link(99, 1, "v")}, "terms (u) (v)"},
		{"as far as can be", "terms", entities{link(math.MaxInt32, math.MaxInt32, "u")}, "terms (u)"},
		{"on nothing", "", entities{link(0, 1, "u")}, " (u)"},
		{"no length", "terms", entities{link(0, 0, "u"), link(1, -1, "v")}, "terms"},
		{"before the beginning", "terms", entities{link(-2, 4, "u")}, "terms"},
		{"no address", "terms", entities{link(0, 5, "")}, "terms"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, plainText(tt.text, tt.entities))
		})
	}
}

// Whatever a server sends, the text is kept, and nothing is added but addresses.
func FuzzPlainText(f *testing.F) {
	f.Add("Read the terms.", "https://a.example", 9, 5, 0, 4)
	f.Add("😀 one two", "u", 0, 1, 1, 9)
	f.Add("\xff\xfe", "\xff", -1, 1, math.MaxInt, math.MaxInt)
	f.Add("", "(", 0, 1, math.MinInt, 1)
	f.Fuzz(func(t *testing.T, text, url string, offset, length, offset2, length2 int) {
		entities := []tg.MessageEntityClass{
			&tg.MessageEntityTextURL{Offset: offset, Length: length, URL: url},
			&tg.MessageEntityTextURL{Offset: offset2, Length: length2, URL: url},
			&tg.MessageEntityBold{Offset: offset, Length: length2},
		}
		plain := plainText(text, entities)
		if !utf8.ValidString(text) || !utf8.ValidString(url) {
			return // what can be kept of it is kept by who shows it
		}
		require.True(t, utf8.ValidString(plain))
		added := " (" + url + ")"
		require.Contains(t, []int{0, len(added), 2 * len(added)}, len(plain)-len(text))
		require.True(t, withinText(plain, text), "%q is not in %q", text, plain)
		if url != "" && !strings.ContainsAny(text, added) {
			require.Equal(t, text, strings.ReplaceAll(plain, added, ""))
		}
	})
}

// withinText reports whether the runes of text are in plain, in their order.
func withinText(plain, text string) bool {
	rest := []rune(text)
	for _, r := range plain {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
