package console

import (
	"context"
	"io"
	"strings"

	"golang.org/x/term"

	"github.com/stepin-go/stepin/errors"
)

// edit reads a line from a terminal in raw mode: what is typed can be edited,
// what is said meanwhile stands above it, and Ctrl-C is a key. The terminal is
// put back before edit returns.
func (p *Prompt) edit(ctx context.Context, prompt string, secret bool) (string, error) {
	before, err := term.MakeRaw(p.inFD)
	if err != nil {
		return "", err
	}
	// A new one for each question, since it would offer earlier answers again.
	k := &keys{ctx: ctx, in: p.input, Writer: p.out}
	e := term.NewTerminal(k, prompt)
	fit := func() { _ = e.SetSize(p.size()) } // its error is one of painting
	fit()
	if !secret { // when the size changes, it paints what was typed
		k.before = fit
	}
	p.mu.Lock()
	p.editor = e
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.editor = nil
		_ = term.Restore(p.inFD, before)
	}()
	if secret {
		return e.ReadPassword(prompt)
	}
	return e.ReadLine()
}

// keys is what a term.Terminal reads from and writes to.
type keys struct {
	// A Read belongs to one question, and so to one context.
	ctx context.Context
	in  *input
	io.Writer
	before func() // called before a key is waited for; may be nil
}

const (
	keyCtrlC  = 0x03
	keyEscape = 0x1b
)

// Read returns a key's first byte or two, so that nothing is read beyond the end
// of the line.
func (k *keys) Read(b []byte) (int, error) {
	if len(b) < 2 {
		return 0, errLong // an escape sequence without end
	}
	if k.before != nil {
		k.before()
	}
	c, err := k.in.next(k.ctx)
	// Escape alone would make the terminal wait for the end of a sequence and
	// swallow what is typed next.
	for err == nil && c == keyEscape {
		if c, err = k.in.next(k.ctx); c == '[' && err == nil {
			return copy(b, []byte{keyEscape, c}), nil
		}
	}
	if err == nil && c == keyCtrlC {
		err = ErrQuit
	}
	if err != nil {
		return 0, err
	}
	b[0] = c
	return 1, nil
}

// plain reads a line from what is no terminal, or from one that edits by itself.
func (p *Prompt) plain(ctx context.Context, prompt string) (string, error) {
	if p.inFD < 0 { // nobody presses Enter
		p.say("%s", strings.TrimSpace(prompt))
		return p.input.line(ctx)
	}
	p.print(prompt)
	line, err := p.input.line(ctx)
	if err != nil {
		p.print("\n")
	}
	return line, err
}

// leave leaves the row of a question that was not answered: for the next one, or for
// the same one again if the answer may have come from elsewhere.
func (p *Prompt) leave(ctx context.Context, prompt string) {
	columns, _ := p.size()
	stays := p.edits && p.asked != nil && p.asked.listens() && ctx.Err() != nil
	if !stays || len(prompt)+len(p.input.taken)+len(p.input.again) >= columns {
		p.print("\n")
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = p.out.Write([]byte("\r\x1b[K"))
}

// readLine puts a question and returns the line that answers it.
func (p *Prompt) readLine(ctx context.Context, prompt string, secret bool) (string, error) {
	for {
		p.input.taken = nil
		line, err := "", error(nil)
		if p.edits || secret && p.inFD >= 0 {
			if line, err = p.edit(ctx, prompt, secret); err != nil {
				p.leave(ctx, prompt)
			}
		} else {
			line, err = p.plain(ctx, prompt)
		}
		if err == nil {
			p.input.taken = nil
			p.mu.Lock()
			p.shown = block{}
			p.mu.Unlock()
		}
		if !errors.Is(err, errLong) {
			return line, err
		}
		p.say("This is too long for an answer.")
	}
}
