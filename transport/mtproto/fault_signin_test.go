package mtproto_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A script is a sign-in that a person wants.
type script struct {
	name    string
	account fake.Account
	code    string
	want    flow.Phase
	// says is what the person says to a question first, in turn; then they
	// give the right answer.
	says map[flow.Phase][]saying
}

// A saying is what a person says; value is the code or password in it, as the
// server logs it.
type saying struct {
	in    flow.Input
	value string
}

func says(in flow.Input) saying      { return saying{in, ""} }
func codeIs(value string) saying     { return saying{flow.Code(value), value} }
func passwordIs(value string) saying { return saying{flow.Password(value), value} }
func inTurn(what ...saying) []saying { return what }

// wrongPassword is how the server logs any password that does not fit.
const wrongPassword = "<proof>"

// scripts are a sign-in with most of what can happen on the way (it moves to
// another data centre, too), and one that is left again.
func scripts() []script {
	return []script{
		{
			name:    "in",
			account: fake.Account{Phone: bea, DC: 4, Next: codes.SMS, Password: beaPassword},
			code:    beaCode,
			want:    flow.Ready,
			says: map[flow.Phase][]saying{
				flow.WaitCode:     inTurn(codeIs("11111"), says(flow.Resend())),
				flow.WaitPassword: inTurn(saying{flow.Password("mule"), wrongPassword}),
			},
		},
		{
			name:    "in and out",
			account: fake.Account{Phone: ada},
			code:    adaCode,
			want:    flow.LoggedOut,
			says:    map[flow.Phase][]saying{flow.Ready: inTurn(says(flow.Poll()))},
		},
	}
}

// answer is what the person says to a question.
func (p *signIn) answer(q flow.Phase) saying {
	if turn := p.says[q]; len(turn) > 0 {
		p.says[q] = turn[1:]
		return turn[0]
	}
	switch q {
	case flow.WaitPhoneNumber:
		return says(flow.PhoneNumber(p.script.account.Phone))
	case flow.WaitCode:
		return codeIs(p.script.code)
	case flow.WaitPassword:
		return passwordIs(p.script.account.Password)
	default:
		return says(flow.LogOut())
	}
}

// A signIn is one play of a script: a person who answers what they are asked, a
// new process for each step, and a network between it and the server.
type signIn struct {
	script   script
	srv      *mtprototest.Server
	net      *network
	design   design        // nil: the transport that is shipped
	patience time.Duration // how long a step may take

	store flow.MemoryStore
	now   time.Time
	says  map[flow.Phase][]saying // still
	plan  *plan                   // nil: nothing goes wrong
	calls []traffic               // so far
	notes
}

// A traffic is a call and how many bytes it took, by direction.
type traffic struct {
	call  flow.CallName
	bytes [2]int
}

// A plan is a fault in a call of a sign-in.
type plan struct {
	call int // its number, from 0
	fault
	// lasts is how many steps of the person it takes until the network is
	// whole again; 0 is for good. What is cut off is whole at once.
	lasts int
}

func (p plan) String() string {
	return fmt.Sprintf("call %d, %s, for %d steps", p.call, p.fault, p.lasts)
}

// newSignIn starts a server for one sign-in. It ends with the test, or with
// close before.
func newSignIn(t testing.TB, s script, d design) *signIn {
	srv := mtprototest.New(t, s.account)
	return &signIn{
		script: s, srv: srv, net: newNetwork(t, srv), design: d, patience: patience,
		now: time.Now(), says: maps.Clone(s.says), notes: newNotes(),
	}
}

func (p *signIn) close() {
	p.net.close()
	p.srv.Close()
}

// Perform implements flow.Transport for a new process each time. It notes what
// is said of each call.
func (p *signIn) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	var inner flow.Transport = p.net.transport()
	if p.design != nil {
		inner = p.design(inner)
	}
	if p.plan != nil && p.plan.call == len(p.calls) {
		p.net.strike(p.plan.fault)
	}
	before := p.net.bytes()
	answer, after, err := inner.Perform(ctx, call, s)
	now := p.net.bytes()
	p.calls = append(p.calls, traffic{call.Name, [2]int{now[up] - before[up], now[down] - before[down]}})
	p.said(call, answer)
	return answer, after, err
}

func (p *signIn) driver() *flow.Driver {
	return leak.Driver(leak.Place("a sign-in with faults"), &flow.Driver{
		Transport: p, Store: &p.store, Now: func() time.Time { return p.now },
		Limits: flow.Limits{Lease: lease},
	})
}

const (
	maxSteps = 40 // that a person takes
	inVain   = 4  // that they take while the network fails
)

// play lets the person sign in, whatever is planned; nil is nothing. It returns
// what must not be.
func (p *signIn) play(what *plan) error {
	p.plan = what
	failed := 0
	for range maxSteps {
		over, err := p.step()
		if over || err != nil {
			return err
		}
		if !p.net.failing() {
			continue
		}
		switch failed++; failed {
		case what.lasts:
			p.net.heal()
		case inVain:
			return nil // and all has been as it must be
		}
	}
	return errStuck
}

// step lets the person take one step, and reports whether they are through.
func (p *signIn) step() (over bool, broken error) {
	p.now = p.now.Add(time.Second)
	s, err := p.take(func(ctx context.Context) (flow.State, error) {
		return p.driver().Resume(ctx, "login")
	})
	if broken := p.judge(s, err); broken != nil || err != nil {
		return false, broken
	}
	q := s.Question(p.now)
	if q == p.script.want && len(p.says[q]) == 0 {
		return true, p.judgeEnd()
	}
	if broken := p.judgeQuestion(q); broken != nil {
		return false, broken
	}
	say := p.answer(q)
	p.gives(say)
	s, err = p.take(func(ctx context.Context) (flow.State, error) {
		return p.driver().Do(ctx, "login", say.in)
	})
	return false, p.judge(s, err)
}

// take takes a step, and gives it up when the network falls silent. It must
// return although the network stays so.
func (p *signIn) take(step func(context.Context) (flow.State, error)) (s flow.State, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	silence := p.net.notice()
	go func() {
		defer close(done)
		s, err = step(ctx)
	}()
	late := time.NewTimer(p.patience)
	defer late.Stop()
	for {
		select {
		case <-done:
			return s, err
		case <-silence:
			cancel()
		case <-late.C:
			cancel()
			p.net.close() // even what does not look at its context ends now
			<-done
			return s, errors.Join(errWaits, err)
		}
	}
}
