package mtproto_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// What must not be, whatever the network does.
var (
	errStuck   = errors.New("the person does not get to where they want")
	errTwice   = errors.New("a code or password was examined twice")
	errAsked   = errors.New("a person is asked again for what the server has accepted")
	errResent  = errors.New("more codes were sent than the person wanted")
	errOrphan  = errors.New("somebody is signed in under a key that the record does not hold")
	errUntrue  = errors.New("what is said of a call is not true")
	errUntyped = errors.New("an error tells a person nothing to do")
	errStored  = errors.New("what is returned is not what is stored")
	errWaits   = errors.New("a step waits for the server after its context has ended")
)

// notes are what the judges remember of a sign-in.
type notes struct {
	wanted  int            // codes
	given   string         // what was given last, if it can be examined
	before  int            // how often that had been examined before
	claimed map[string]int // RPCs that may have been received, by method
	heard   map[string]int // and those that certainly were
}

func newNotes() notes {
	return notes{claimed: map[string]int{}, heard: map[string]int{}}
}

// spending are the RPCs of the calls that spend something.
var spending = map[flow.CallName]string{
	flow.CallSendCode:      "auth.sendCode",
	flow.CallResendCode:    "auth.resendCode",
	flow.CallSignIn:        "auth.signIn",
	flow.CallCheckPassword: "auth.checkPassword",
	flow.CallLogOut:        "auth.logOut",
}

// said notes what is said of a call.
func (n *notes) said(call flow.Call, answer flow.Answer) {
	method := spending[call.Name]
	switch answer.(type) {
	case flow.NotSent, flow.Moved:
	case nil:
		n.claimed[method]++
	default:
		n.claimed[method]++
		n.heard[method]++
	}
}

// gives notes what the person is about to say.
func (p *signIn) gives(what saying) {
	switch what.in.Name() {
	case flow.InputPhoneNumber, flow.InputResend:
		p.wanted++
	default:
	}
	p.given, p.before = what.value, p.examined(what.value)
}

// examined counts how often the server has looked at a value.
func (p *signIn) examined(value string) int {
	n := 0
	for e, times := range p.srv.Examined() {
		if e.Value == value {
			n += times
		}
	}
	return n
}

// judge looks at what a step has led to, and waits as long as it says.
func (p *signIn) judge(s flow.State, err error) error {
	if errors.Is(err, errWaits) {
		return err
	}
	return errors.Join(p.judgeError(s, err), p.judgeStored(s, err), p.judgeSent(), p.judgeCodes(), p.judgeExamined(), p.judgeKeys())
}

// judgeError: an error says what to do. That the person has given up is their
// own doing.
func (p *signIn) judgeError(s flow.State, err error) error {
	e, typed := errors.AsType[*errors.Error](err)
	switch {
	case err == nil, !typed && errors.Is(err, context.Canceled):
		return nil
	case !typed, e.Advice() == "", s.Over():
		return fmt.Errorf("%w: %w, in %s", errUntyped, err, s)
	}
	if e.RetryAt.After(p.now) {
		p.now = e.RetryAt
	}
	return nil
}

// judgeStored: unless the store was not even read, what is returned is what it
// has.
func (p *signIn) judgeStored(s flow.State, err error) error {
	if _, typed := errors.AsType[*errors.Error](err); err != nil && !typed {
		return nil
	}
	stored, err := p.driver().Look(context.Background(), "login")
	if err == nil && stored.String() != s.String() {
		err = fmt.Errorf("%w: %s, and %s", errStored, s, stored)
	}
	return err
}

// judgeSent: a call that is called not sent was not received, and one that is
// called answered was.
func (p *signIn) judgeSent() error {
	received := map[string]int{}
	for _, r := range p.srv.Requests() {
		if !strings.HasPrefix(r.Answer, "303 ") { // to be asked elsewhere, and so not done
			received[r.Method]++
		}
	}
	for _, method := range spending {
		if n := received[method]; n > p.claimed[method] || n < p.heard[method] {
			return fmt.Errorf("%w: %s was received %d times; that is said to be possible %d times, and certain %d",
				errUntrue, method, n, p.claimed[method], p.heard[method])
		}
	}
	return nil
}

// judgeCodes: no code is sent that nobody asked for.
func (p *signIn) judgeCodes() error {
	if n := len(p.srv.Inbox(p.script.account.Phone)); n > p.wanted {
		return fmt.Errorf("%w: %d, and not %d", errResent, n, p.wanted)
	}
	return nil
}

// judgeExamined: each giving is examined at most once.
func (p *signIn) judgeExamined() error {
	if n := p.examined(p.given); p.given != "" && n > p.before+1 {
		return fmt.Errorf("%w: %d times by now, and %d before it was given", errTwice, n, p.before)
	}
	return nil
}

// judgeKeys: whoever is signed in, wholly or half, is in the record.
func (p *signIn) judgeKeys() error {
	r, err := p.driver().Load(context.Background(), "login")
	if err != nil {
		return err
	}
	_, key, _ := strings.Cut(r.Session.Fingerprint(), "-")
	for _, c := range append(p.srv.SignedIn(), p.srv.HalfSignedIn()...) {
		if c.Key != key {
			return fmt.Errorf("%w: in data centre %d; the record is %s", errOrphan, c.DC, r.State)
		}
	}
	return nil
}

// judgeQuestion: what is about to be asked is not about what was accepted.
func (p *signIn) judgeQuestion(q flow.Phase) error {
	in, half := len(p.srv.SignedIn()) > 0, len(p.srv.HalfSignedIn()) > 0
	if in && q != flow.Ready || half && q != flow.WaitPassword {
		return fmt.Errorf("%w: %s (signed in: %t, half: %t)", errAsked, q, in, half)
	}
	return nil
}

// judgeEnd looks at what is left when all is over.
func (p *signIn) judgeEnd() error {
	in, half := len(p.srv.SignedIn()), len(p.srv.HalfSignedIn())
	if (in == 1) != (p.script.want == flow.Ready) || in > 1 || half > 0 {
		return fmt.Errorf("%w: in the end %d, and %d half", errOrphan, in, half)
	}
	return nil
}
