package codes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bullets stand for whatever a mask hides. There are always three, so that they
// do not tell its length.
const bullets = "•••"

// mask returns an identifier in a form that its owner recognises and nobody
// else can use.
func mask(i Identifier) string {
	text := i.Reveal()
	switch i.kind {
	case KindPhone:
		return "+" + maskDigits(strings.TrimPrefix(text, "+"))
	case KindEmail:
		local, domain, _ := strings.Cut(text, "@")
		return maskWord(local) + "@" + domain
	case KindName:
		return maskWord(text)
	default:
		return ""
	}
}

// maskDigits shows the first three and the last four of ten digits or more, and
// of fewer digits a quarter at each end.
func maskDigits(digits string) string {
	n := len(digits)
	head, tail := 3, 4
	if n < 10 {
		head, tail = n/4, n/4
	}
	return digits[:head] + bullets + digits[n-tail:]
}

// maskWord shows the first character, unless it is the only one or would not
// print.
func maskWord(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == len(word) || !unicode.IsPrint(first) {
		return bullets
	}
	return word[:size] + bullets
}
