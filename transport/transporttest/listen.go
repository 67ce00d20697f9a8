package transporttest

import (
	"context"
	"testing"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// hears: a Transport that is a flow.Listener listens under the session that it is
// given and no other, until its context ends; holds up no call that is made meanwhile;
// and leaves the login as it was. That it hears what matters is its own tests'
// business.
func hears(t testing.TB, s Server) {
	tr := s.Transport()
	listener, ok := tr.(flow.Listener)
	if !ok {
		return // it does not say that it hears
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if answer, _, err := listener.Listen(ctx, flow.Session{}); err == nil || ctx.Err() != nil {
		t.Errorf("Listen without a session: %T, %v; want an error at once", answer, err)
	}
	c := newClient(t, s)
	c.ask(c.call(flow.CallConnect))
	before := c.session
	strange := flow.NewSession(before.Fingerprint(), append(before.Bytes(), 'x'))
	if answer, _, err := listener.Listen(ctx, strange); err == nil || ctx.Err() != nil {
		t.Errorf("Listen with a session that is none of its own: %T, %v; want an error at once", answer, err)
	}
	unreachable, ok := s.Unreachable().(flow.Listener)
	if !ok {
		t.Fatalf("the Transport to nowhere hears nothing, and the other does")
	}
	if answer, _, err := unreachable.Listen(ctx, before); err == nil || ctx.Err() != nil {
		t.Errorf("Listen to a server that cannot be reached: %T, %v; want an error", answer, err)
	}
	var (
		answer flow.Answer
		after  flow.Session
		err    error
	)
	listening, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		answer, after, err = listener.Listen(listening, before)
	}()
	wait := time.NewTimer(100 * time.Millisecond)
	defer wait.Stop()
	select {
	case <-ended:
		t.Fatalf("Listen ended by itself: %T, %v; want it to wait for its context to end", answer, err)
	case <-wait.C:
	}
	c.shared = tr
	c.whoAmI(flow.Nobody{})
	c.shared = nil
	stop()
	select {
	case <-ended:
	case <-ctx.Done():
		t.Fatalf("Listen goes on after its context has ended")
	}
	if !errors.Is(err, context.Canceled) || ctx.Err() != nil {
		t.Errorf("Listen until its context ends: %T, %v; want the context's error", answer, err)
	}
	if after.Fingerprint() != "" && after.Fingerprint() != before.Fingerprint() {
		t.Errorf("Listen changed the session: it was %s, and is %s", before, after)
	}
	if after.Fingerprint() != "" {
		c.session = after
	}
	c.goOn(flow.CallSendCode)
}
