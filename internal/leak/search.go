package leak

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A spelling is one way of writing a secret, or a piece of one.
type spelling struct {
	text  string
	kind  Kind
	short bool // counts as a word of its own only
	part  bool // of a longer secret
}

// An index finds many spellings at once, by how they begin.
type index map[[shortest]byte][]spelling

func (x index) add(kind Kind, secret string) {
	for _, piece := range pieces(secret) {
		for _, text := range spellings(piece) {
			if len(text) < shortest {
				continue
			}
			begin := [shortest]byte([]byte(text))
			x[begin] = append(x[begin], spelling{text, kind, len(piece) < short, piece != secret})
		}
	}
}

// A find is a secret in a text.
type find struct {
	kind       Kind
	begin, end int
	part       bool // what stands around it may be the rest
}

// search returns the secrets in a text, in their order; of several that begin at
// one place the longest.
func (x index) search(text string) []find {
	var found []find
	for at := 0; at+shortest <= len(text); {
		best := find{}
		for _, s := range x[[shortest]byte([]byte(text[at:at+shortest]))] {
			end := at + len(s.text)
			if end > best.end && strings.HasPrefix(text[at:], s.text) && s.counts(text[:at], text[end:]) {
				best = find{s.kind, at, end, s.part}
			}
		}
		if best.end == 0 {
			at++
			continue
		}
		found = append(found, best)
		at = best.end
	}
	return found
}

// counts reports whether a spelling that stands between two texts is a leak, and
// no part of something else.
func (s spelling) counts(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	number := strings.Trim(s.text, "0123456789") == ""
	switch {
	case number && (isDigit(last) || isDigit(next) || measured(before)):
		return false // of a longer number, or of something that was measured
	case s.short && (wordy(last) || wordy(next)):
		return false // of a longer word: an id, a pointer, a key's fingerprint
	}
	return true
}

// measured reports whether the number that follows is the port of an address, the
// fraction of a number or a part of a time.Date under %#v, where any digits may
// stand.
func measured(before string) bool {
	if n := strings.LastIndex(before, "time.Date("); n >= 0 && !strings.Contains(before[n:], ")") {
		return true
	}
	if n := len(before); n > 1 && (before[n-1] == ':' || before[n-1] == '.') &&
		(isDigit(rune(before[n-2])) || before[n-2] == ']') {
		return true
	}
	before = strings.ToLower(strings.TrimRight(before, ` :="\`))
	return strings.HasSuffix(before, "port")
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func wordy(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// In reports whether a text shows one of the secrets, in any usual spelling. A
// phone number is given as digits only.
func In(text string, secrets ...string) bool { return len(indexOf(secrets).search(text)) > 0 }

func indexOf(secrets []string) index {
	x := index{}
	for _, s := range secrets {
		x.add("secret", s)
	}
	return x
}
