package flow

import (
	"context"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// An Asker puts a login's question to a person and returns what they said.
// State.Question tells which question; State.Last, if not nil, why the last
// answer to one was refused. An error ends [Driver.Run]; the login stays where
// it is and can be carried on.
type Asker func(ctx context.Context, s State) (Input, error)

// maxRefusals bounds what Run takes from an Asker that is refused every time,
// such as a constant one.
const maxRefusals = 20

// Run asks a person until the login is Ready or over, or ask returns an error,
// or ctx ends, and returns the state it is in then. It begins where the login
// was left. While a call is pending elsewhere it waits for it.
//
// The error is nil exactly if the login is Ready. Otherwise it is what ask, the
// store or the context said; the state's Last if the login is over; or
// [errors.TooManyRefusals] if 20 inputs in a row were refused, by whomever.
func (d *Driver) Run(ctx context.Context, id string, ask Asker) (State, error) {
	refusals := 0
	in, said := Input{}, false
	for {
		var s State
		var err error
		if said {
			s, err = d.Do(ctx, id, in)
		} else {
			s, err = d.Resume(ctx, id)
		}
		refused, isRefusal := errors.AsType[*errors.Error](err)
		switch {
		case ctx.Err() != nil:
			return s, ctx.Err()
		case err != nil && !isRefusal, errors.Is(err, errors.BadRecord), errors.Is(err, errors.WrongRealm):
			return s, err
		case errors.Is(err, errors.Busy):
			if err := sleep(ctx, refused.RetryAt.Sub(d.now())); err != nil {
				return s, err
			}
			continue
		case s.phase() == Ready:
			return s, nil
		case s.Over():
			return s, over(s)
		}
		if isRefusal {
			if refusals++; refusals == maxRefusals {
				gaveUp := errors.Local(errors.TooManyRefusals)
				gaveUp.Err = refused
				return s, gaveUp
			}
			s.Last = refused
		} else {
			refusals = 0
		}
		if in, err = ask(ctx, s); err != nil {
			return s, err
		}
		said = true
	}
}

// over returns why a login that is over is not Ready.
func over(s State) error {
	if s.Last != nil {
		return s.Last
	}
	return errors.Local(errors.NotAllowed)
}

func sleep(ctx context.Context, d time.Duration) error {
	// Leases are kept to the nanosecond; a timer may fire a little early.
	t := time.NewTimer(max(d, 0) + time.Millisecond)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
