package console

import (
	"fmt"
	"strings"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/qr"
)

// A block is what stands in the rows above the question, if nothing was written
// since: something newer can take its place.
type block struct{ rows, columns int }

// maxAddress is the longest address that is shown. A token of Telegram's has some 60
// characters.
const maxAddress = 1000

// showToken shows the token that another device can accept: as a QR code where there
// is room for one, and its address where there is not, or no terminal to type at. A
// new one takes the place of the one before if it can still be reached.
func (p *Prompt) showToken(q *question) {
	token := &q.LoginToken
	if q.asks != flow.WaitOtherDevice || token.Token.IsZero() || token.Token.Equal(p.token) {
		return
	}
	p.token = token.Token
	address := token.URL()
	columns, rows := p.size()
	picture, err := qr.Terminal(address)
	b := block{strings.Count(picture, "\n"), columns}
	fits := p.moves && err == nil && 2*b.rows-1 <= columns && b.rows < rows
	switch {
	case fits:
	case p.moves:
		picture = p.wrap("There is no room for the code in this window. Its address:") + "\n"
		b.rows = strings.Count(picture, "\n")
	default:
		picture, b.rows = "", 0
	}
	if !fits || !p.edits {
		address = Show(address, maxAddress)
		picture += address + "\n"
		b.rows += (len(address) + columns - 1) / columns
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown.rows > 0 && p.shown.columns == columns {
		picture = fmt.Sprintf("\x1b[%dA\x1b[J", p.shown.rows) + picture
	}
	_, _ = p.out.Write([]byte(picture))
	if p.edits {
		p.shown = b
	}
}
