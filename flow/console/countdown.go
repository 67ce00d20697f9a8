package console

import "time"

// countsDown tells whether the time to ask for another code is still to come,
// and somebody can see it come.
func (p *Prompt) countsDown(q *question) bool {
	return p.edits && q.resends() && untilResend(q.Sent, p.now()) > 0
}

// countDown keeps the time in the prompt while a person types. What it returns must be called when the
// question is answered.
func (p *Prompt) countDown(q *question) (stop func()) {
	if !p.countsDown(q) {
		return func() {}
	}
	answered := make(chan struct{})
	go func() {
		for p.countsDown(q) {
			// Until the next whole second.
			next := time.NewTimer((q.Sent.ResendAt.Sub(p.now())-1)%time.Second + 1)
			select {
			case <-answered:
				next.Stop()
				return
			case <-next.C:
				p.showTime(q, answered)
			}
		}
	}()
	return func() {
		p.mu.Lock()
		close(answered)
		p.mu.Unlock()
	}
}

// showTime paints the open question again, unless it was answered at this very
// moment.
func (p *Prompt) showTime(q *question, answered <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-answered:
		return
	default:
	}
	if p.editor != nil {
		p.editor.SetPrompt(p.prompt(q))
		_, _ = p.editor.Write(nil)
	}
}
