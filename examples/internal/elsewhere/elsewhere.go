// Package elsewhere plays what a person does away from the program that signs them
// in, for programs with a server of their own: another device scans the code that is
// shown, and what must be paid is paid.
package elsewhere

import (
	"context"
	"sync"
	"time"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// A Person is a transport that watches what is shown. The fields must be set; End
// must be called.
type Person struct {
	// Listener leads to the server, and Server is what it is made of.
	flow.Listener
	Server *fake.Server
	// Phone is the number of the account whose other device scans codes.
	Phone string
	// Moment is how long everything takes.
	Moment time.Duration
	// Tell is told what was done. It may be called by several goroutines at once.
	Tell func(text string)

	once    sync.Once
	playing sync.WaitGroup
	ended   chan struct{}
}

// Perform implements [flow.Transport].
func (p *Person) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, s, err := p.Listener.Perform(ctx, call, s)
	switch shown := answer.(type) {
	case flow.LoginTokenShown:
		p.play("The code is scanned.", func() error {
			return p.Server.Scan(p.Phone, flow.LoginToken{Token: shown.Token}.URL())
		})
	case flow.PaymentWanted:
		if call.Name == flow.CallSendCode { // else it is said again
			p.play("It is paid.", func() error { return p.Server.Pay(call.To.Reveal()) })
		}
	}
	return answer, s, err
}

// play does something in a moment, and tells of it, or why it cannot be done: a code
// that nobody needs any more is scanned in vain.
func (p *Person) play(done string, do func() error) {
	p.start()
	p.playing.Go(func() {
		wait := time.NewTimer(p.Moment)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-p.ended:
			return
		}
		if err := do(); err != nil {
			done = err.Error()
		}
		p.Tell(done)
	})
}

func (p *Person) start() { p.once.Do(func() { p.ended = make(chan struct{}) }) }

// End waits until nothing more is played. It is called once, at the end.
func (p *Person) End() {
	p.start()
	close(p.ended)
	p.playing.Wait()
}
