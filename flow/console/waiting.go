package console

import (
	"context"
	"io"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// An interruption is what was left of a question when the answer came from
// elsewhere. If the next question is the same, it goes on there: nobody loses what
// they have typed because a code was replaced.
type interruption struct {
	// asks is whose question it was, and last what had been refused then.
	asks flow.Phase
	last *errors.Error
	// hidden is true if what was being typed was not to be seen.
	hidden bool
	// put asks it again.
	put func(context.Context, *question) (in flow.Input, said bool, err error)
}

// interrupted notes that a question was not answered, if the answer may have come
// from elsewhere. It returns err.
func (p *Prompt) interrupted(
	err error, q *question, hidden bool, put func(context.Context, *question) (flow.Input, bool, error),
) error {
	if q.listens() && errors.Is(err, context.Canceled) {
		p.cut = &interruption{q.asks, q.Last, hidden, put}
		p.early = p.inFD < 0
		p.input.restore()
	}
	return err
}

// goesOn returns the interruption after which a question goes on, or nil.
func (p *Prompt) goesOn(q *question) *interruption {
	cut := p.cut
	p.cut = nil
	if cut != nil && (cut.asks != q.asks || !q.listens()) {
		// Who is typing has not seen yet that the question is another one: the rest
		// of the line must not become its answer. A terminal that edits by itself
		// does not tell whether anybody is.
		typed := len(p.input.again) > 0
		p.hide = typed || p.inFD >= 0 && (!p.edits || cut.hidden && !q.hidden())
		p.input.again = nil
		cut = nil
	}
	return cut
}

// listens tells whether the answer may come from elsewhere.
func (q *question) listens() bool {
	return q.asks == flow.WaitOtherDevice || q.asks == flow.WaitPayment
}

// passOver reads what is left of a line that answers nothing any more.
func (p *Prompt) passOver(ctx context.Context) error {
	if p.inFD >= 0 {
		_, err := p.readLine(ctx, "Press Enter to go on: ", unseen)
		return err
	}
	_, err := p.input.line(ctx)
	if errors.Is(err, errLong) {
		return nil
	}
	return err
}

// heardOf tells whether the answer can come from elsewhere without anybody's doing
// here. After a challenge nobody asks the server before it is answered.
func (q *question) heardOf() bool {
	_, challenged := q.Challenge()
	return q.listens() && !challenged
}

// put puts the question itself.
func (p *Prompt) put(ctx context.Context, q *question) (in flow.Input, said bool, err error) {
	p.showToken(q)
	if p.silent {
		<-ctx.Done()
		return in, false, ctx.Err()
	}
	stop := p.countDown(q)
	line, err := p.readLine(ctx, p.prompt(q), q.hidden())
	stop()
	switch {
	case q.heardOf() && p.inFD < 0 && (errors.Is(err, io.EOF) || err == nil && line == ""):
		// Nobody is there to type, and nobody needs to be: the answer comes from
		// the other device. So a script of one line can show a code, and what
		// follows an empty line is kept for the questions after that.
		p.silent, p.early = true, false
		return in, false, nil
	case err == nil && line == "" && p.early:
		// The same line, of a script that was not as fast as the answer.
		p.early = false
		return in, false, nil
	case err != nil:
		return in, false, p.interrupted(err, q, q.hidden(), p.put)
	case q.listens() && line == "":
		return in, false, nil
	default:
		p.early = false
		return p.answer(ctx, q, line)
	}
}
