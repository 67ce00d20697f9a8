package mtproto

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/gotd/td/tg"
)

// plainText writes a text without its formatting (core.telegram.org/api/entities).
// What would be lost with it is the address behind a linked word: that follows the
// word, in brackets.
func plainText(text string, entities []tg.MessageEntityClass) string {
	type link struct {
		end int // in UTF-16 code units, as Telegram counts
		url string
	}
	var links []link
	for _, e := range entities {
		if e, ok := e.(*tg.MessageEntityTextURL); ok && e.URL != "" && e.Offset >= 0 && e.Length > 0 {
			links = append(links, link{e.Offset + e.Length, e.URL})
		}
	}
	if len(links) == 0 {
		return text
	}
	slices.SortStableFunc(links, func(a, b link) int { return cmp.Compare(a.end, b.end) })
	var b strings.Builder
	units := 0
	put := func() {
		for len(links) > 0 && links[0].end <= units {
			b.WriteString(" (" + links[0].url + ")")
			links = links[1:]
		}
	}
	for _, r := range text {
		b.WriteRune(r)
		units += max(utf16.RuneLen(r), 1)
		put()
	}
	units = int(^uint(0) >> 1) // what claims to end beyond the text ends with it
	put()
	return b.String()
}
