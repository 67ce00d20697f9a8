package console

import (
	"os"

	"golang.org/x/term"
)

// terminal returns the file descriptor of a terminal, or -1 for anything else.
func terminal(stream any) int {
	if f, ok := stream.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return int(f.Fd())
	}
	return -1
}

// A style is how a line stands out: the parameter of an SGR sequence.
type style string

const (
	plainText style = ""
	faint     style = "2"
	good      style = "32" // green
	bad       style = "31" // red
)

func (p *Prompt) paint(s style, text string) string {
	if s == plainText || !p.colours {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
