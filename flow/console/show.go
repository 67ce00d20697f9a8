package console

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Show makes a text that somebody else has written fit for one line of a
// terminal. Control characters and marks that turn the direction of writing are
// escaped as in a Go string (\x1b, \u202e), white space of any kind becomes a
// space, and bytes that are not UTF-8 become U+FFFD. What is longer than limit
// runes, after escaping, is cut and ends in "...".
func Show(text string, limit int) string {
	shown, rest := escape(text, limit, 0)
	if rest != "" {
		shown += "..."
	}
	return shown
}

// page is how much of a long text is shown at once.
const (
	pageRunes = 4000
	pageLines = 60
)

// showPage returns the beginning of a text of several lines, as Show would but
// with its line ends, and the rest for the next page.
func showPage(text string) (shown, rest string) { return escape(text, pageRunes, pageLines) }

// escape makes the beginning of a text harmless: up to limit runes, and if lines
// is not 0 that many lines. It looks at no more than it returns, so that a huge
// text costs no more than a long one.
func escape(text string, limit, lines int) (shown, rest string) {
	var b strings.Builder
	for runes, line := 0, 1; len(text) > 0; {
		r, size := utf8.DecodeRuneInString(text)
		piece := string(r)
		switch {
		case r == '\n' && lines > 0:
			if line++; line > lines {
				return b.String(), text[size:]
			}
		case unicode.IsSpace(r):
			piece = " "
		case unicode.IsPrint(r), r == zwnj, r == zwj:
		default:
			piece = strings.Trim(strconv.QuoteRune(r), "'")
		}
		if runes += utf8.RuneCountInString(piece); runes > limit {
			return b.String(), text
		}
		b.WriteString(piece)
		text = text[size:]
	}
	return b.String(), ""
}

// Two marks that only join or part their neighbours. Persian is not written
// without the one, nor many an emoji without the other.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)
