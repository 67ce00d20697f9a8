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
type Asker func(ctx context.Context, s State) (Input, error)

// Run stops asking after maxRefusals inputs in a row that were refused, or
// maxInputs in all: an Asker that always says the same would otherwise go on
// for ever, and some inputs cost an SMS each.
const (
	maxRefusals = 20
	maxInputs   = 100
)

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
//     a later Run begins with that;
//   - [errors.TooManyRefusals] if 20 inputs in a row were refused, by whomever,
//     or 100 were given.
func (d *Driver) Run(ctx context.Context, id string, ask Asker) (State, error) {
	var in Input
	inputs, refusals := 0, 0
	var waiting uint64 // the number of the call that is waited for
	for {
		var s State
		var err error
		if inputs == 0 {
			s, err = d.Resume(ctx, id)
		} else {
			s, err = d.Do(ctx, id, in)
		}
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
		case err != nil && (!isRefusal || s.Doubt != NoCall):
			return s, err
		case s.Over():
			return s, over(s)
		case isRefusal:
			s.Last = refused
			refusals++
		default:
			refusals = 0
		}
		if refusals == maxRefusals || inputs == maxInputs {
			gaveUp := errors.Local(errors.TooManyRefusals)
			if isRefusal {
				gaveUp.Err = refused
			}
			return s, gaveUp
		}
		if in, err = ask(ctx, s); err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return s, err
		}
		inputs++
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
	t := time.NewTimer(min(max(until.Sub(d.now()), 0)+time.Millisecond, glance))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
	return ctx.Err()
}
