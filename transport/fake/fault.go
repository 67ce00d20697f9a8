package fake

import (
	"context"
	"slices"
	"sync"

	"github.com/stepin-go/stepin/errors"
)

// A Fault is what goes wrong, or slowly, with one call. Set one field of it or
// several: they take effect in the order in which they stand here.
type Fault struct {
	// Method is the method that it befalls, in Telegram's name; "" is any.
	Method string
	// After is how many calls of the method to let pass first, counted from
	// the injection.
	After int

	// DelayBefore holds the call up, before the server acts, until the channel
	// is closed (or sends). If the call's context ends first, Call returns the
	// context's error and the server does not act.
	DelayBefore <-chan struct{}
	// LoseBefore loses the call: the server does not act, and the client gets no
	// answer ([ErrLost]). Over MTProto it has been told by then that its message
	// has arrived (msgs_ack), so it waits and does not repeat it.
	LoseBefore bool
	// Disconnect cuts the connection ([ErrDisconnect]) before the server acts,
	// or with LoseAfter once it has acted.
	Disconnect bool
	// Refuse is answered in place of acting.
	Refuse *RPCError
	// Accept takes the call's code, token, proof, receipt or password for right,
	// whatever it is, as long as it is clear whose: the token of a bot or web page
	// that nobody has is still nobody's. It is for seeing that a test notices: one
	// that passes with a server that accepts everything has not tried a wrong code.
	Accept bool
	// DelayAfter is as DelayBefore, but the server has acted and the answer is
	// late. If the context ends first, the answer is lost.
	DelayAfter <-chan struct{}
	// LoseAfter loses the answer: the server has acted, and the client gets no
	// answer ([ErrLost]).
	LoseAfter bool
	// CutAt cuts the connection within the answer, when so many bytes of the frame
	// that carries it have been sent; a frame that is shorter arrives, and then
	// the connection ends. 0 cuts nothing. In memory, where there are no frames,
	// it is Disconnect with LoseAfter.
	CutAt int
}

// Inject adds faults. Each happens once, to the first call that fits. If
// several fit one call, the one injected first happens and the others wait for
// the next.
func (s *Server) Inject(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		s.faults = append(s.faults, &f)
	}
}

// Refuse makes the server refuse the next call of the method, unexamined.
func (s *Server) Refuse(method string, code int, text string) {
	s.Inject(Fault{Method: method, Refuse: &RPCError{Code: code, Text: text}})
}

// LoseBefore loses the next call of the method before the server acts. Over MTProto
// the client then waits in vain for as long as a call may take (flow.Limits.Lease);
// a Fault with Disconnect is quicker.
func (s *Server) LoseBefore(method string) {
	s.Inject(Fault{Method: method, LoseBefore: true})
}

// LoseAfter loses the answer to the next call of the method: the server acts. See
// LoseBefore.
func (s *Server) LoseAfter(method string) {
	s.Inject(Fault{Method: method, LoseAfter: true})
}

// Hold holds the next call of the method up, before the server acts, until
// release is called. It may be called more than once.
func (s *Server) Hold(method string) (release func()) {
	held := make(chan struct{})
	s.Inject(Fault{Method: method, DelayBefore: held})
	return sync.OnceFunc(func() { close(held) })
}

// Cut cuts the connection within the answer to the next call of the method, when
// so many bytes of its frame have been sent (see [Fault]).
func (s *Server) Cut(method string, at int) {
	s.Inject(Fault{Method: method, CutAt: at})
}

// Faults counts the injected faults that have not happened yet. A test that
// ends with some has not tested what it meant to.
func (s *Server) Faults() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.faults)
}

// takeFault finds the fault that befalls a call, and counts the call for those
// whose turn has not come; nil: none.
func (s *Server) takeFault(method string) *Fault {
	var taken *Fault
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool {
		switch {
		case f.Method != "" && f.Method != method:
			return false
		case f.After > 0:
			f.After--
			return false
		case taken != nil:
			return false
		}
		taken = f
		return true
	})
	return taken
}

// perform lets the server act on a call as far as the fault allows.
func (s *Server) perform(ctx context.Context, from Caller, q Query, f *Fault) (any, error) {
	if err := wait(ctx, f.DelayBefore); err != nil {
		return nil, err
	}
	lost := ErrLost
	if f.Disconnect || f.CutAt > 0 {
		lost = ErrDisconnect
	}
	loseAfter := f.LoseAfter || f.CutAt > 0
	if f.LoseBefore || f.Disconnect && !loseAfter {
		return nil, lost
	}
	var answer any
	var err error
	if f.Refuse != nil {
		answer, err = refuse(f.Refuse.Code, f.Refuse.Text)
	} else {
		answer, err = s.act(from, q, f.Accept)
	}
	if err := wait(ctx, f.DelayAfter); err != nil {
		return nil, err
	}
	_, refused := errors.AsType[*RPCError](err)
	if loseAfter && (err == nil || refused) {
		return nil, &LostError{Err: lost, CutAt: f.CutAt, answer: func() (any, error) { return answer, err }}
	}
	return answer, err
}

// wait waits for a release; nil is none to wait for.
func wait(ctx context.Context, release <-chan struct{}) error {
	if release == nil {
		return nil
	}
	select {
	case <-release:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
