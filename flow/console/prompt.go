package console

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// ErrQuit ends a Run when a person has had enough: they said /quit, or pressed
// Ctrl-C at a question. The end of the input (Ctrl-D) is io.EOF.
var ErrQuit = errors.New("console: the person quit")

// A Prompt asks one person. The zero value asks on standard input and standard
// error, so that standard output stays the program's. Its fields must not be
// changed after the first use, and it must not be copied.
//
// Write and Observe may be called at any time; Ask asks one question at a time.
type Prompt struct {
	// In is where answers come from. Nil is os.Stdin. A Read that is under way
	// when a context ends cannot be called back: its byte goes to the next
	// question.
	In io.Reader
	// Out is where questions and messages go. Nil is os.Stderr.
	Out io.Writer
	// Accepts are the kinds of identifier that the system knows people by: the
	// first question asks for one of them, and reads the answer as the kind that
	// it looks like. A text with an @ is an e-mail address; one that is a number
	// with a plus, or of 10 digits or more, is a phone number; any other is a
	// name. Empty: phone numbers, as at Telegram, whose other ways to sign in are
	// then offered, too.
	Accepts []codes.Kind
	// CarryOn is a sentence for Farewell that tells how to go on with a login
	// that was left; empty if nothing was kept.
	CarryOn string
	// Now is the clock; it should be the Driver's. Nil is time.Now.
	Now func() time.Time

	once                  sync.Once
	input                 *input
	out                   io.Writer
	inFD, outFD           int // -1: no terminal
	edits, moves, colours bool
	asked                 *question    // the last one; nil: none yet
	gave                  flow.Input   // the last answer, to be given again with a proof
	recovery              codes.Secret // the code for a forgotten password, until it is used
	removes               bool         // with that code the password, in place of setting another one
	cut                   *interruption
	hide                  bool         // a line is still typed that must not be seen, nor used
	silent                bool         // nobody says anything more to this question
	early                 bool         // the empty line that says so may come yet
	token                 codes.Secret // the login token that was shown last

	mu      sync.Mutex
	editor  *term.Terminal // while a question is open on a terminal
	spinner *spinner       // while the server works
	shown   block          // the code above the question
}

// start finds out what it talks to.
func (p *Prompt) start() {
	p.once.Do(func() {
		in := p.In
		if in == nil {
			in = os.Stdin
		}
		if p.out = p.Out; p.out == nil {
			p.out = os.Stderr
		}
		p.input = &input{r: in}
		p.inFD, p.outFD = terminal(in), terminal(p.out)
		p.moves = p.outFD >= 0 && escapes(p.outFD)
		p.edits = p.moves && p.inFD >= 0
		p.colours = p.moves && os.Getenv("NO_COLOR") == ""
	})
}

func (p *Prompt) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

// Ask puts the login's question and returns what the person said. It is a
// flow.Asker. Its errors are ErrQuit, io.EOF, the context's and those of In; with
// each of them the login can be carried on. Where the answer may come from elsewhere
// (flow.WaitOtherDevice, flow.WaitPayment) and In is no terminal, the end of In is
// none, unless there is a challenge to answer first: then Ask waits for the end of ctx.
func (p *Prompt) Ask(ctx context.Context, s flow.State) (flow.Input, error) {
	p.start()
	p.rest()
	p.forget(&s)
	q := p.question(s)
	cut := p.goesOn(q)
	p.silent = p.silent && q.heardOf()
	switch {
	case s.Last == nil && cut == nil:
		p.achieved(q)
	case s.Last == nil:
	case p.asked == nil && p.over(s.Last): // no news any more
	case cut != nil && cut.last != nil && cut.last.Reason == s.Last.Reason: // nor is this
	default:
		p.refused(s.Last)
		p.explainChallenge(q)
	}
	if (s.Last != nil || cut != nil) && p.asked != nil && q.same(p.asked) {
		q.unread = p.asked.unread
	} else {
		p.explain(q)
	}
	p.asked = q
	put := p.put
	if cut != nil {
		put = cut.put
	}
	if p.hide || p.inFD >= 0 && p.mayRepeatPassword(q) {
		if err := p.passOver(ctx); err != nil {
			return flow.Input{}, err
		}
		p.hide = false
	}
	for {
		in, said, err := put(ctx, q)
		switch {
		case err != nil:
			return flow.Input{}, err
		case said:
			p.gave = in
			return in, nil
		}
		put = p.put
	}
}

// mayRepeatPassword tells whether a person who does not look may type a password
// once more, since the last one was refused, where it would be seen.
func (p *Prompt) mayRepeatPassword(q *question) bool {
	name := p.gave.Name()
	gave := name == flow.InputPassword || name == flow.InputRecoverPassword
	return gave && q.Last != nil && !q.hidden()
}

// Write writes to Out without disturbing a question that is open: what is being
// typed stays below. A program's log can go here. Unlike everything else, what is
// written is not escaped.
func (p *Prompt) Write(text []byte) (int, error) {
	p.start()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = block{}
	p.spinner.hide(p.out)
	if p.editor != nil {
		return p.editor.Write(text)
	}
	return p.out.Write(text)
}

// print writes a message. That nobody could be told is no reason not to sign in.
func (p *Prompt) print(text string) { _, _ = p.Write([]byte(text)) }

func (p *Prompt) say(format string, args ...any) {
	p.print(p.wrap(fmt.Sprintf(format, args...)) + "\n")
}

// tell says a line in a style.
func (p *Prompt) tell(s style, text string) { p.print(p.paint(s, p.wrap(text)) + "\n") }
