package leak

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// shortest is the shortest text that is searched for, in bytes: what is shorter
// is found in everything.
const shortest = 5

// short is a secret that chance, too, would write now and then into the middle
// of random letters, so that it counts only as a word of its own.
const short = 8

// long is a secret that is searched for in pieces, so that a part of it is
// found, too.
const long = 64

// pieces returns the texts that betray a secret.
func pieces(secret string) []string {
	if len(secret) < long {
		return []string{secret}
	}
	const size = 24
	middle := len(secret) / 2
	return []string{secret[:size], secret[middle : middle+size], secret[len(secret)-size:]}
}

// spellings returns a text as Go's printers, encoders and loggers write it.
func spellings(text string) []string {
	numbers := strings.Trim(fmt.Sprint([]byte(text)), "[]")
	goSyntax := fmt.Sprintf("%#v", []byte(text)) // []byte{0x61, 0x62}
	all := []string{
		text,
		inner(strconv.Quote(text)),
		inner(strconv.QuoteToASCII(text)),
		url.QueryEscape(text),
		fmt.Sprintf("%x", text),
		fmt.Sprintf("%X", text),
		fmt.Sprintf("% x", text),
		numbers,
		strings.ReplaceAll(numbers, " ", ", "),
		strings.ReplaceAll(numbers, " ", ","),
		goSyntax[len("[]byte{") : len(goSyntax)-1],
	}
	if encoded, err := json.Marshal(text); err == nil {
		all = append(all, inner(string(encoded)))
	}
	if len(text) < short {
		all = append(all, base64.RawStdEncoding.EncodeToString([]byte(text)))
	} else {
		for before := range 3 {
			all = append(all, base64Within(base64.StdEncoding, text, before), base64Within(base64.URLEncoding, text, before))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// inner is a quoted text without its quotes.
func inner(quoted string) string { return quoted[1 : len(quoted)-1] }

// base64Within is what base64 writes of a text with so many bytes before it,
// whatever they are and whatever comes after: the characters whose six bits are
// all of the text.
func base64Within(e *base64.Encoding, text string, before int) string {
	encoded := e.EncodeToString([]byte(strings.Repeat("x", before) + text))
	return encoded[(8*before+5)/6 : 8*(before+len(text))/6]
}
