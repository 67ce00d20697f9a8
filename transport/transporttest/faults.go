package transporttest

import (
	"bytes"
	"context"
	"crypto/rand"
	"reflect"
	"runtime/pprof"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// asking are the calls of a sign-in that ask a server for something, unless they
// are local.
var asking = []flow.CallName{flow.CallSendCode, flow.CallSignIn, flow.CallCheckPassword, flow.CallLogOut}

// endedContext: under a context that has ended nothing is done.
func endedContext(t testing.TB, s Server) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range asking {
		c := newClient(t, s)
		if !c.asks(name) {
			continue
		}
		before, examined := c.session, s.Examined()
		answer, err := c.perform(ended, c.transport(), c.call(name))
		if _, ok := answer.(flow.NotSent); !ok && !errors.Is(err, context.Canceled) {
			t.Errorf("%s under an ended context: %T, %v; want NotSent, or context.Canceled", name, answer, err)
		}
		c.same(name, before)
		if n := s.Examined() - examined; n != 0 {
			t.Errorf("%s under an ended context: %d values were examined", name, n)
		}
		c.whoAmI(c.standing(name))
		c.goOn(name)
	}
}

// endingContext: a server that has heard a call and says nothing holds nobody up
// whose context ends. That the call was not sent would be a lie.
func endingContext(t testing.TB, s Server) {
	for _, name := range asking {
		c := newClient(t, s)
		if !c.asks(name) {
			continue
		}
		before := c.session
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		answer, err := c.hang(ctx, cancel, name)
		if err == nil {
			t.Errorf("%s when its context ended: %T; want an error", name, answer)
		}
		c.same(name, before)
		c.whoAmI(c.standing(name))
		c.goOn(name)
	}
}

// hang makes a call that the server does not answer, and ends it once the server
// has heard it.
func (c *client) hang(ctx context.Context, cancel func(), name flow.CallName) (answer flow.Answer, err error) {
	c.Helper()
	heard := c.server.Hang(name)
	ended := make(chan struct{})
	asking := *c
	asking.TB = beside{c.TB}
	go func() {
		defer close(ended)
		answer, err = asking.perform(ctx, c.transport(), c.call(name))
	}()
	select {
	case <-heard:
	case <-ended:
		c.Fatalf("%s to a server that does not answer: %T, %v", name, answer, err)
	}
	cancel()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		c.Fatalf("%s goes on for %v after its context has ended", name, patience)
	}
	c.session, c.sent, c.account = asking.session, asking.sent, asking.account
	return answer, err
}

// unreachable: what cannot be sent has not been, and can be sent later. Who is
// signed in needs no server as long as nobody is.
func unreachable(t testing.TB, s Server) {
	for _, name := range append([]flow.CallName{flow.CallConnect}, asking...) {
		c := newClient(t, s)
		if !c.until(name) {
			continue
		}
		before, examined := c.session, s.Examined()
		for _, call := range []flow.CallName{name, flow.CallWhoAmI} {
			if call == name && c.local(name) {
				continue
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			answer, err := c.perform(ctx, s.Unreachable(), c.call(call))
			cancel()
			known := call == flow.CallWhoAmI && name != flow.CallLogOut
			if !known || reflect.TypeOf(answer) != reflect.TypeOf(c.standing(name)) {
				_ = c.notSent(call, answer, err)
			}
			c.same(call, before)
		}
		if n := s.Examined() - examined; n != 0 {
			t.Errorf("%s: %d values were examined", name, n)
		}
		c.goOn(name)
	}
}

// lostAnswer: whoever loses an answer does not know what became of the call, does
// not make it again, and can ask who is signed in.
func lostAnswer(t testing.TB, s Server) {
	for _, name := range asking {
		c := newClient(t, s)
		if !c.asks(name) {
			continue
		}
		next, spends := flow.CallSendCode, 0
		if slices.Contains(spending, name) {
			next, spends = following(t, s, name), 1
		}
		before, examined := c.session, s.Examined()
		s.LoseAnswer(name)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		answer, err := c.perform(ctx, c.transport(), c.call(name))
		cancel()
		if err == nil {
			t.Errorf("%s whose answer is lost: %T; want an error", name, answer)
		}
		c.same(name, before)
		if n := s.Examined() - examined; n != spends {
			t.Errorf("%s whose answer is lost: %d values were examined, want %d", name, n, spends)
		}
		stands := c.stands()
		switch {
		case spends > 0 && s.TokenInAnswer:
			c.takeAgain(stands)
		case stands != next:
			t.Fatalf("%s whose answer is lost: WhoAmI says that %s is next, want %s", name, stands, next)
		default:
			c.goOn(next)
		}
	}
}

// following returns what another login's call comes after, whose answer is not
// lost.
func following(t testing.TB, s Server, name flow.CallName) flow.CallName {
	c := newClient(t, s)
	c.until(name)
	return c.after(name, c.ask(c.call(name)))
}

// takeAgain goes on from where a login stands whose token was lost. If that is
// before a code, it may be used up, and the login begins again.
func (c *client) takeAgain(stands flow.CallName) {
	c.Helper()
	if stands != flow.CallSignIn {
		c.goOn(stands)
		return
	}
	answer := c.ask(c.call(stands))
	if refused, ok := answer.(flow.Refused); ok && refused.Err.Class != errors.Unknown {
		c.goOn(flow.CallSendCode)
		return
	}
	c.goOn(c.after(stands, answer))
}

// severalAtOnce: one Transport carries several logins at the same time.
func severalAtOnce(t testing.TB, s Server) {
	shared := s.Transport()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			c := newClient(beside{t}, s)
			c.shared = shared
			next := flow.CallLogOut
			if c.until(flow.CallSignIn) {
				next = flow.CallSignIn
			}
			c.whoAmI(c.standing(next))
		})
	}
	all.Wait()
}

// leftRunning: a goroutine inherits the labels of the one that started it, and so
// tells whose it is.
func leftRunning(t testing.TB, s Server) {
	mark := rand.Text()
	pprof.Do(t.Context(), pprof.Labels("transporttest", mark), func(context.Context) {
		for _, name := range asking {
			c := newClient(t, s)
			if !c.asks(name) {
				continue
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, _ = c.hang(ctx, cancel, name)
			_, _ = c.perform(t.Context(), s.Unreachable(), c.call(name))
			s.LoseAnswer(name)
			_, _ = c.perform(t.Context(), c.transport(), c.call(name))
		}
	})
	for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		var running bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&running, 1); err != nil {
			t.Fatal(err)
		}
		left := withLabel(running.Bytes(), mark)
		if left == "" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left running:\n%s", left)
		}
	}
}

// withLabel returns the goroutines of a profile that have a label.
func withLabel(profile []byte, label string) string {
	var found []byte
	for _, stack := range bytes.Split(profile, []byte("\n\n")) {
		if bytes.Contains(stack, []byte(label)) {
			found = append(append(found, stack...), "\n\n"...)
		}
	}
	return string(found)
}
