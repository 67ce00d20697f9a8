package console

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// rows is all of a text, row by row.
func rows(text string, columns int) []string {
	var all []string
	for text != "" {
		var line string
		line, text = row(text, columns)
		all = append(all, line)
	}
	return all
}

func TestRow(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		columns    int
		want       []string
	}{
		{"fits", "ab cd", 5, []string{"ab cd"}},
		{"between words", "ab cd ef", 7, []string{"ab cd", "ef"}},
		{"space is the first that does not fit", "ab cd ef", 5, []string{"ab cd", "ef"}},
		{"a long word", "ab cdefghij", 4, []string{"ab", "cdef", "ghij"}},
		{"indented", "  ab cd", 6, []string{"  ab", "cd"}},
		{"lines", "a\n\nb\r\nc\n", 9, []string{"a", "", "b ", "c"}},
		{"control characters", "\x1b[2J \u202eab", 12, []string{`\x1b[2J`, `\u202eab`}},
		{"wide letters", "世界 hi", 5, []string{"世界", "hi"}},
		{"Cyrillic is not wide", "привет", 6, []string{"привет"}},
		{"wider than the terminal", "世\x1b", 1, []string{"世", `\x1b`}},
		{"only spaces", "     ", 2, []string{"  ", "  "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, rows(tt.text, tt.columns))
		})
	}
}

// A text of 100 KB comes a page at a time, and all of it comes.
func TestPage(t *testing.T) {
	for _, tt := range []struct{ name, text string }{
		{"lines", strings.Repeat("line\n", 20<<10)},
		{"one line", strings.Repeat("x", 100<<10)},
		{"words", strings.Repeat("word ", 20<<10)},
		{"nothing but line ends", strings.Repeat("\n", 500)},
		{"control characters", strings.Repeat("\x1b\u202e", 5000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &Prompt{outFD: -1}
			var all strings.Builder
			for rest := tt.text; rest != ""; {
				before := len(rest)
				var page string
				page, rest = p.page(rest)
				require.LessOrEqual(t, strings.Count(page, "\n"), plainRows-aroundPage)
				for line := range strings.Lines(page) {
					require.LessOrEqual(t, utf8.RuneCountInString(line), plainColumns+len("\n"))
				}
				require.Less(t, len(rest), before, "each page gets on")
				all.WriteString(page)
			}
			spaceless := strings.NewReplacer(" ", "", "\n", "", "\x1b", `\x1b`, "\u202e", `\u202e`)
			require.Equal(t, spaceless.Replace(tt.text), spaceless.Replace(all.String()))
			require.GreaterOrEqual(t, strings.Count(all.String(), "\n"), strings.Count(tt.text, "\n"))
		})
	}
}

// Without a terminal there is no edge to break at.
func TestWrapPlain(t *testing.T) {
	long := strings.Repeat("word ", 100)
	require.Equal(t, long, (&Prompt{outFD: -1}).wrap(long))
}
