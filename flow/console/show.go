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
	var b strings.Builder
	runes := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		piece := shown(r)
		if runes += utf8.RuneCountInString(piece); runes > limit {
			return b.String() + "..."
		}
		b.WriteString(piece)
		text = text[size:]
	}
	return b.String()
}

// shown returns what stands for a rune.
func shown(r rune) string {
	switch {
	case unicode.IsSpace(r):
		return " "
	case unicode.IsPrint(r), r == zwnj, r == zwj:
		return string(r)
	default:
		return strings.Trim(strconv.QuoteRune(r), "'")
	}
}

// Two marks that only join or part their neighbours. Persian is not written
// without the one, nor many an emoji without the other.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)
