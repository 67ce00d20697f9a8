package console

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// row returns the beginning of a text that fits in a row of a terminal, made
// harmless as Show does, and the rest of the text. It ends where the line does,
// or after the last word that fits, or within a word that is longer than a row.
// It looks at no more than it returns, so that a huge text costs no more than a
// long one.
func row(text string, columns int) (fits, rest string) {
	var b strings.Builder
	used, lastWord, afterIt := 0, 0, ""
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == '\n' {
			return b.String(), text[size:]
		}
		piece := shown(r)
		if piece == " " {
			lastWord, afterIt = b.Len(), text[size:]
		}
		if used += width(piece); used > columns && b.Len() > 0 {
			if lastWord > 0 {
				return b.String()[:lastWord], afterIt
			}
			return b.String(), text
		}
		b.WriteString(piece)
		text = text[size:]
	}
	return b.String(), ""
}

// width returns how many columns a text takes, or more: where the wide letters
// begin, at Hangul, each is counted as one, and a row that is too short looks
// better than one that is too long.
func width(text string) int {
	columns := 0
	for _, r := range text {
		columns++
		if r >= '\u1100' {
			columns++
		}
	}
	return columns
}

// Rows and columns of what is no terminal.
const (
	plainColumns = 80
	plainRows    = 66
)

// size returns the terminal's. It changes when a person drags the window.
func (p *Prompt) size() (columns, rows int) {
	if p.outFD >= 0 {
		if columns, rows, err := term.GetSize(p.outFD); err == nil && columns > 0 && rows > 0 {
			return columns, rows
		}
	}
	return plainColumns, plainRows
}

// wrap breaks a message between words at a terminal's edge. Without a terminal,
// lines are left to whatever shows them.
func (p *Prompt) wrap(text string) string {
	if p.outFD < 0 {
		return text
	}
	columns, _ := p.size()
	var b strings.Builder
	for text != "" {
		var line string
		line, text = row(text, columns)
		b.WriteString(line)
		if text != "" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// What stands around a page of a long text, in rows, and the least that is left
// for the page itself.
const (
	aroundPage = 8
	leastPage  = 4
)

// page returns the beginning of a long text that can be seen at once, and the
// rest.
func (p *Prompt) page(text string) (shown, rest string) {
	columns, rows := p.size()
	var b strings.Builder
	for left := max(rows-aroundPage, leastPage); left > 0 && text != ""; left-- {
		var line string
		line, text = row(text, columns)
		b.WriteString(line + "\n")
	}
	return b.String(), text
}
