package codes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Two invisible characters that are spelling and not decoration: Persian and
// the scripts of India put them inside words.
const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
)

// maxTrimmed bounds the text that trim walks through, in bytes.
const maxTrimmed = 1024

// trim drops the invisible marks in s and the white space around it. A text
// that is absurdly long stays as it is, for the caller to refuse.
func trim(s string) string {
	if len(s) > maxTrimmed {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s))
}

// tidy does what trim does, drops control characters and what is not UTF-8, and
// makes every run of white space one space. It returns s itself, without
// allocating, if there is nothing to do.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case isInvisible(r), unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	if strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// isInvisible reports whether r is a mark that comes along with pasted text and
// that nobody sees or means: direction marks, the byte order mark, zero-width
// and soft breaks.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) && r != zeroWidthNonJoiner && r != zeroWidthJoiner
}

// hasPrefixFold reports whether s begins with prefix, whatever the case.
func hasPrefixFold(s, prefix string) bool {
	for _, p := range prefix {
		_, size := utf8.DecodeRuneInString(s)
		if !strings.EqualFold(s[:size], string(p)) {
			return false
		}
		s = s[size:]
	}
	return true
}
