package errors

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxText is the length of the longest server text that is kept, in runes. The
// longest known one, a sentence about an outdated app, has about 200.
const maxText = 256

// clean makes a server's text fit for a terminal and a line of a log: cut to
// maxText runes, without spaces around it, and escaped. clean(clean(s)) is
// clean(s), because a stored text is cleaned again when it is shown.
func clean(s string) string {
	s = strings.TrimSpace(s)
	// This many bytes are more than maxText runes: all that is kept and a little
	// that is cut below. A huge answer costs no more than a long one.
	if limit := (maxText + 1) * utf8.UTFMax; len(s) > limit {
		s = s[:limit]
	}
	s = escape(s)
	n := 0
	for i := range s {
		if n++; n == maxText {
			if utf8.RuneCountInString(s[i:]) > 1 {
				return s[:i] + "…"
			}
			break
		}
	}
	return s
}

// escape writes every rune that is not printable as Go does in a string: control
// characters, line separators, invalid UTF-8, and the invisible runes that turn
// the direction of a line.
func escape(s string) string {
	printable := true
	for _, r := range s {
		if !strconv.IsPrint(r) || r == utf8.RuneError {
			printable = false
			break
		}
	}
	if printable {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if strconv.IsPrint(r) && (r != utf8.RuneError || size > 1) {
			b.WriteString(s[:size])
		} else {
			quoted := strconv.Quote(s[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[size:]
	}
	return b.String()
}
