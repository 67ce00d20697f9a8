package leak

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Kind says what a secret is, for reports, which must not show it.
type Kind string

// The kinds of secrets.
const (
	Phone    Kind = "phone number"
	Code     Kind = "code"
	Password Kind = "password"
	Hash     Kind = "phone_code_hash"
	AuthKey  Kind = "auth key"
	AppHash  Kind = "api_hash"
	Token    Kind = "token"
	Email    Kind = "e-mail address"
)

// A book holds the secrets of a test run, and all that was seen in it.
type book struct {
	mu      sync.Mutex
	secrets map[string]Kind
	texts   map[string]string // and where each was seen first
}

// suite is the book of the package whose tests run.
var suite = new(book)

// Secret says that value is a secret: everything that is seen, before or after,
// is searched for it. A phone number may be in any spelling; it is searched for
// as digits. What is shorter than five bytes is not searched for: it would be
// found everywhere.
func Secret(kind Kind, value string) { suite.secret(kind, value) }

func (b *book) secret(kind Kind, value string) {
	if kind == Phone {
		value = strings.Map(func(r rune) rune {
			if isDigit(r) {
				return r
			}
			return -1
		}, value)
	}
	if len(value) < shortest {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.secrets == nil {
		b.secrets = map[string]Kind{}
	}
	b.secrets[value] = kind
}

// saw notes a text. Without its pointers, which make every text a new one.
func (b *book) saw(place, text string) {
	text = withoutPointers(text)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.texts == nil {
		b.texts = map[string]string{}
	}
	if _, known := b.texts[text]; !known {
		b.texts[text] = place
	}
}

// withoutPointers cuts the addresses that fmt prints: on 64 bits Go's heap begins
// at 0xc000000000.
func withoutPointers(text string) string {
	const mark = "0xc0"
	if !strings.Contains(text, mark) {
		return text
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, mark)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(mark)
		text = strings.TrimLeft(after, "0123456789abcdef")
	}
}

// leaks searches everything. It returns what to tell, a line a place.
func (b *book) leaks() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	x := index{}
	for _, secret := range slices.Sorted(maps.Keys(b.secrets)) {
		x.add(b.secrets[secret], secret)
	}
	told := map[string]string{}
	for text, place := range b.texts {
		if found := x.search(text); len(found) > 0 {
			told[place] = fmt.Sprintf("%s leaks: %s: %s", place, found[0].kind, masked(text, found))
		}
	}
	return slices.Sorted(maps.Values(told))
}

// masked is a text around the first secret in it, each secret replaced by its
// kind.
func masked(text string, found []find) string {
	const around = 200
	at := max(0, found[0].begin-around)
	end := min(len(text), found[0].end+around)
	var b strings.Builder
	for _, f := range found {
		if f.begin >= end {
			break
		}
		if f.part {
			return "<" + string(f.kind) + ">"
		}
		b.WriteString(text[at:f.begin] + "<" + string(f.kind) + ">")
		at = f.end
	}
	if at < end {
		b.WriteString(text[at:end])
	}
	return strings.ToValidUTF8(b.String(), "?")
}
