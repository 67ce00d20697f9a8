package transporttest

import (
	"bytes"
	"context"
	"crypto/rand"
	"runtime/pprof"
	"sync"
	"testing"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// asking are the calls of a sign-in that ask a server for something. To connect
// may need none.
var asking = []flow.CallName{flow.CallSendCode, flow.CallSignIn, flow.CallCheckPassword, flow.CallLogOut}

// endedContext: under a context that has ended nothing is done.
func endedContext(t testing.TB, s Server) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range asking {
		c := newClient(t, s)
		if !c.until(name) {
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
		c.whoAmI(standing(name))
		c.goOn(name)
	}
}

// endingContext: a server that has heard a call and says nothing holds nobody up
// whose context ends. That the call was not sent would be a lie.
func endingContext(t testing.TB, s Server) {
	for _, name := range asking {
		c := newClient(t, s)
		if !c.until(name) {
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
		c.whoAmI(standing(name))
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

// unreachable: what cannot be sent has not been, and can be sent later.
func unreachable(t testing.TB, s Server) {
	for _, name := range append([]flow.CallName{flow.CallConnect}, asking...) {
		c := newClient(t, s)
		if !c.until(name) {
			continue
		}
		before, examined := c.session, s.Examined()
		for _, call := range []flow.CallName{name, flow.CallWhoAmI} {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			answer, err := c.perform(ctx, s.Unreachable(), c.call(call))
			cancel()
			if name == flow.CallConnect {
				switch answer.(type) {
				case flow.Connected, flow.Nobody:
					continue // neither needs a server
				}
			}
			_ = c.notSent(call, answer, err)
			c.same(call, before)
		}
		if n := s.Examined() - examined; n != 0 {
			t.Errorf("%s: %d values were examined", name, n)
		}
		if name == flow.CallConnect {
			c.session = flow.Session{}
		}
		c.goOn(name)
	}
}

// lostAnswer: whoever loses an answer does not know what became of the call, does
// not make it again, and can ask who is signed in.
func lostAnswer(t testing.TB, s Server) {
	for _, name := range asking {
		c := newClient(t, s)
		if !c.until(name) {
			continue
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
		next, spends := flow.CallSendCode, 1
		switch {
		case name == flow.CallSendCode, name == flow.CallLogOut:
			spends = 0
		case name == flow.CallSignIn && s.Password != "":
			next = flow.CallCheckPassword
		default:
			next = flow.CallLogOut
		}
		if n := s.Examined() - examined; n != spends {
			t.Errorf("%s whose answer is lost: %d values were examined, want %d", name, n, spends)
		}
		c.whoAmI(standing(next))
		c.goOn(next)
	}
}

// severalAtOnce: one Transport carries several logins at the same time.
func severalAtOnce(t testing.TB, s Server) {
	shared := s.Transport()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			c := newClient(beside{t}, s)
			c.shared = shared
			c.until(flow.CallSignIn)
			c.whoAmI(flow.Nobody{})
		})
	}
	all.Wait()
}

// leftRunning: a goroutine inherits the labels of the one that started it, and so
// tells whose it is.
func leftRunning(t testing.TB, s Server) {
	mark := rand.Text()
	pprof.Do(t.Context(), pprof.Labels("transporttest", mark), func(context.Context) {
		c := newClient(t, s)
		c.until(flow.CallLogOut)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, _ = c.hang(ctx, cancel, flow.CallLogOut)
		_, _ = c.perform(t.Context(), s.Unreachable(), c.call(flow.CallLogOut))
		s.LoseAnswer(flow.CallLogOut)
		_, _ = c.perform(t.Context(), c.transport(), c.call(flow.CallLogOut))
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
