package flow

import (
	"context"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/errors"
)

// An Asker puts a login's question to a person and returns what they said.
// State.Question tells which question; State.Last, if not nil, why the last
// answer to one was refused. An error ends [Driver.Run]; the login stays where
// it is and can be carried on.
//
// In WaitOtherDevice and WaitPayment the answer may come from elsewhere, too: then
// ctx ends, and once the Asker has returned with that the next question is asked.
// One that does not look at ctx keeps a QR code that is over.
type Asker func(ctx context.Context, s State) (Input, error)

// Run stops asking after maxRefusals inputs in a row that were refused, or
// maxInputs in all: an Asker that always says the same would otherwise go on
// for ever, and some inputs cost an SMS each.
const (
	maxRefusals = 20
	maxInputs   = 100
)

// maxOutages is how often Run tries to find out by itself who is signed in, after what
// it asked while it listened was lost: for about a minute.
const maxOutages = 10

// Run asks a person until the login is Ready or over, or ask returns an error,
// or ctx ends, and returns the state it is in then. It begins where the login
// was left. While a call is pending elsewhere it waits for it, and says so to
// Observe and Logger.
//
// The error is nil exactly if the login is Ready and nothing is in doubt.
// Otherwise it is
//
//   - what ask, the store or the context said;
//   - the state's Last if the login is over, or [errors.Ended] if a person
//     ended it;
//   - what kept the server from saying who is signed in, after the answer to a
//     call was lost: nobody is asked then for what may have been accepted, and
//     a later Run begins with that (of what was asked while Run listened, it tries
//     to find out for about a minute first);
//   - [errors.TooManyRefusals] if 20 inputs in a row were refused, by whomever,
//     or 100 were given.
func (d *Driver) Run(ctx context.Context, id string, ask Asker) (State, error) {
	var in Input
	said := false // in is what a person has said
	var l *login  // that has heard something
	var heard something
	var hearing pace
	outages := 0 // of the server, one after the other, while nobody says anything
	inputs, refusals := 0, 0
	var waiting uint64 // the number of the call that is waited for
	for {
		var s State
		var err error
		switch {
		case l != nil && said:
			s, err = l.hearAndDo(ctx, heard, in)
		case l != nil:
			hearing.keep(ctx, d)
			err = l.hear(ctx, heard)
			s = l.State
		case !said:
			s, err = d.Resume(ctx, id)
		default:
			s, err = d.Do(ctx, id, in)
		}
		listening := l != nil && !said || outages > 0
		l = nil
		refused, isRefusal := errors.AsType[*errors.Error](err)
		switch {
		case errors.Is(err, errors.BadRecord), errors.Is(err, errors.WrongRealm):
			return s, err
		case errors.Is(err, errors.Busy):
			if s.Pending.Number != waiting {
				waiting = s.Pending.Number
				d.reportWait(id, s)
			}
			if err := d.wait(ctx, refused.RetryAt); err != nil {
				return s, err
			}
			continue
		case s.phase() == Ready && s.Doubt == NoCall && (err == nil || isRefusal):
			return s, nil
		case ctx.Err() != nil:
			return s, ctx.Err()
		case isRefusal && s.Doubt != NoCall && listening && outages < maxOutages:
			// Nobody has said anything, and nobody need know.
			outages++
			said = false
			sleep(ctx, time.Duration(outages)*glance)
			continue
		case err != nil && (!isRefusal || s.Doubt != NoCall):
			return s, err
		case s.Over():
			return s, over(s)
		case isRefusal:
			outages = 0
			s.Last = refused
			if said {
				refusals++
			}
		case said:
			outages, refusals = 0, 0
		default:
			outages = 0
		}
		if refusals == maxRefusals || inputs == maxInputs {
			gaveUp := errors.Local(errors.TooManyRefusals)
			if isRefusal {
				gaveUp.Err = refused
			}
			return s, gaveUp
		}
		if in, l, heard, err = d.ask(ctx, id, ask, s); err == nil {
			err = ctx.Err()
		}
		if err != nil {
			if l != nil && heard.once() {
				// It must not be lost because a person has gone.
				_ = l.hear(context.WithoutCancel(ctx), heard)
				s = l.State
			}
			return s, err
		}
		if said = l == nil || in.name != noInput; said {
			inputs++
		}
	}
}

// A pace is how often something is heard: a server that pushes without end must not
// keep us running.
type pace struct {
	last time.Time
	soon int // how often it came soon after the one before
}

// keep waits if it has come too often.
func (p *pace) keep(ctx context.Context, d *Driver) {
	if d.now().Sub(p.last) < glance {
		p.soon++
	} else {
		p.soon = 0
	}
	if p.soon > maxRefusals {
		sleep(ctx, glance)
	}
	p.last = d.now()
}

// hearAndDo takes the step that follows from what was heard, if it comes only once, and
// then what a person has said all the same. That a token was accepted can be asked for
// again, and must not sign in somebody who has just left.
func (l *login) hearAndDo(ctx context.Context, heard something, in Input) (State, error) {
	stood := l.State.phase()
	if heard.once() {
		err := l.hear(ctx, heard)
		if _, known := errors.AsType[*errors.Error](err); err != nil && !known {
			return l.State, err
		}
	}
	s, err := l.d.Do(ctx, l.id, in)
	if s.phase() != stood && in.answers() && errors.Is(err, errors.NotAllowed) {
		err = nil // what was said does not matter any more where we stand now
		if s.Last != nil {
			err = s.Last
		}
	}
	return s, err
}

// ask asks a person, and listens meanwhile if the login waits for what happens
// elsewhere. The login that is returned, if any, has heard something; the Input is
// zero if the person has not spoken.
func (d *Driver) ask(ctx context.Context, id string, ask Asker, s State) (Input, *login, something, error) {
	l, err := d.load(ctx, id)
	if err != nil || !l.listens() || l.State.open() || s.Question(d.now()) != s.phase() {
		in, err := ask(ctx, s)
		return in, nil, something{}, err
	}
	asking, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan struct{})
	var heard something
	var deaf error
	var panicked any
	go func() {
		defer close(ended)
		defer stop()
		defer func() { panicked = recover() }()
		heard, deaf = l.listen(asking)
	}()
	in, err := ask(asking, s)
	stop()
	<-ended
	calledOff := err != nil && ctx.Err() == nil && errors.Is(err, context.Canceled)
	switch {
	case panicked != nil:
		panic(panicked) //nolint:forbidigo // the Transport's own, where Run's caller can see it
	case deaf != nil && calledOff && !errors.Is(deaf, context.Canceled):
		return in, nil, something{}, deaf // the store's
	case deaf != nil:
		return in, nil, something{}, err
	case calledOff:
		return Input{}, l, heard, nil
	default:
		return in, l, heard, err
	}
}

// over returns why a login that is over is not Ready.
func over(s State) error {
	if s.Last != nil {
		return s.Last
	}
	return errors.Local(errors.Ended)
}

// reportWait tells who listens that Run waits.
func (d *Driver) reportWait(id string, s State) {
	if d.Logger != nil {
		d.Logger.Debug("waiting for a call that is pending", zap.String("login", id), zap.Time("until", s.Pending.Until))
	}
	if d.Observe != nil {
		d.Observe(Observation{ID: id, State: s})
	}
}

// glance is how often a pending call of somebody else's is looked at: it is
// usually answered long before its lease ends.
const glance = time.Second

// wait waits for a pending call of somebody else's, but not for long.
func (d *Driver) wait(ctx context.Context, until time.Time) error {
	// A lease is kept to the nanosecond; a timer may fire a little early.
	sleep(ctx, min(max(until.Sub(d.now()), 0)+time.Millisecond, glance))
	return ctx.Err()
}

// sleep waits for a time, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
