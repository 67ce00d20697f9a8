package console

import (
	"strings"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// refused says why the last answer was refused and, if the server could not be
// asked at all, what stood in the way.
func (p *Prompt) refused(e *errors.Error) {
	p.tell(bad, p.advice(e))
	if e.Reason == errors.NotSent && e.Err != nil {
		p.tell(faint, "("+Show(e.Err.Error(), 300)+")")
	}
}

// advice is an error's, with a wait as a person at a terminal counts it: from
// now, and on their own clock.
func (p *Prompt) advice(e *errors.Error) string {
	if e.RetryAt.IsZero() {
		return e.Advice()
	}
	fromNow := *e
	// Where it is over, it is said still, but no longer than it takes to read.
	fromNow.Wait, fromNow.RetryAt = max(e.RetryAt.Sub(p.now()), time.Second), time.Time{}
	text := fromNow.Advice()
	if fromNow.Wait < time.Minute || text == e.Advice() { // there, time plays no part
		return text
	}
	layout := "15:04"
	if fromNow.Wait >= 24*time.Hour {
		layout = "2 January 15:04"
	}
	at := e.RetryAt.Add(time.Minute - 1).Local() // nobody is told to come too early
	return strings.TrimSuffix(text, ".") + " (at " + at.Format(layout) + ")."
}

// over tells whether a refusal was for a time that is over.
func (p *Prompt) over(e *errors.Error) bool {
	return !e.RetryAt.IsZero() && !e.RetryAt.After(p.now())
}

// when says from which time on something can be done, in the words of a refusal:
// "in 7 days (at 2 January 15:04)", or "now".
func (p *Prompt) when(t time.Time) string {
	if !t.After(p.now()) {
		return "now"
	}
	e := errors.Local(errors.TooEarly)
	e.RetryAt = t
	_, when, _ := strings.Cut(strings.TrimSuffix(p.advice(e), "."), "Try again ")
	return when
}
