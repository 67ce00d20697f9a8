package flow

import (
	"time"

	"github.com/stepin-go/stepin/errors"
)

// A Machine executes tables. Its zero value executes Telegram's with the
// default limits. It keeps nothing: it may be copied and used by several
// goroutines at once.
type Machine struct {
	// Tables are the protocol; nil means [Telegram].
	Tables *Tables
	// Limits bound the login.
	Limits Limits
}

func (m *Machine) tables() *Tables {
	if m.Tables == nil {
		return telegram
	}
	return m.Tables
}

// Step executes the default machine; see [Machine.Step].
func Step(s State, e Event, now time.Time) (State, Call, error) {
	var m Machine
	return m.Step(s, e, now)
}

// Step is the whole of a sign-in: it takes a state and what happened at a
// given time, and returns the next state and the call to make, if any (else
// its Name is NoCall). It is a pure function: no clock, no I/O, no randomness.
// It is total: whatever a person or a server says has an answer.
//
// Who calls it must save the state before making the call, make the call, and
// give what came of it to Step as an [Answered]; [Driver] does that.
//
// An error is an [*errors.Error] that says why an event was refused; then the
// state is returned unchanged and nothing is to be done. Inputs are refused
// with [errors.Busy] (a call is pending until RetryAt), [errors.InDoubt] (Poll
// first), [errors.Expired], [errors.NotAllowed] (no row), and with what the
// input's own function names; an Answered with [errors.Conflict] (nobody waits
// for it any more). A server's refusal is no error here: it is State.Last.
func (m *Machine) Step(s State, e Event, now time.Time) (State, Call, error) {
	switch e := e.(type) {
	case Input:
		return m.input(s, e, now)
	case Answered:
		return m.answered(s, e, now)
	default:
		return s, Call{}, errors.Local(errors.NotAllowed)
	}
}

func (m *Machine) input(s State, in Input, now time.Time) (State, Call, error) {
	if s.Pending.Call != NoCall {
		e := errors.Local(errors.Busy)
		e.RetryAt = s.Pending.Until
		return s, Call{}, e
	}
	row := m.tables().input(s.phase(), in.name)
	if s.Doubt != NoCall && (row == nil || !row.Doubt) {
		return s, Call{}, errors.Local(errors.InDoubt)
	}
	if row == nil {
		return s, Call{}, errors.Local(errors.NotAllowed)
	}
	if s.Expired(now) && !row.Late {
		return s, Call{}, errors.Local(errors.Expired)
	}
	next := s
	if err := next.takeInput(in); err != nil {
		return s, Call{}, err
	}
	if row.For != NoCall {
		aim, err := m.prepare(&next, row.For, in)
		if err != nil {
			return s, Call{}, err
		}
		if until := next.waits(&aim, now); !until.IsZero() {
			return s, Call{}, tooEarly(until)
		}
	}
	next.Chain = 0
	move, ok := m.choose(row.Then, &next, NoCall, nil, now)
	if !ok {
		return s, Call{}, errors.Local(errors.NotAllowed)
	}
	call, err := m.move(&next, move, Call{}, in, now)
	if err != nil {
		return s, Call{}, err
	}
	if next.Doubt == NoCall {
		next.Last = nil
	}
	return next, call, nil
}

func (m *Machine) answered(s State, e Answered, now time.Time) (State, Call, error) {
	refusal := refusalIn(e.Answer)
	branches, late := m.tables().leads(e.Call.Name, e.Answer, refusal)
	waited := s.Pending.Call != NoCall && e.Call.Number == s.Pending.Number && e.Call.Name == s.Pending.Call
	switch {
	case !waited && (!late || m.holds(IsSignedIn, &s, NoCall, nil, now)):
		return s, Call{}, errors.Local(errors.Conflict)
	case branches == nil:
		return s, Call{}, errors.Local(errors.NotAllowed)
	}
	next := s
	next.Pending = Pending{}
	next.Key = e.Key
	m.takeAnswer(&next, &e, refusal, now)
	move, ok := m.choose(branches, &next, e.Call.Name, refusal, now)
	if !ok {
		return s, Call{}, errors.Local(errors.NotAllowed)
	}
	if s.Doubt != NoCall && e.Call.Name == CallWhoAmI && !tells(e.Answer, refusal) {
		move = stay
	}
	call, err := m.move(&next, move, e.Call, Input{}, now)
	if err != nil {
		next.Last = err
	}
	next.keep(m.tables().phase(next.phase()).Keeps)
	if call.Name == NoCall && m.leavesLogin(&next, &e, refusal) {
		next.Doubt = CallLogOut
	}
	return next, call, nil
}

// tells reports whether an answer to WhoAmI tells anything. A doubt stays until
// one does: a server that refuses to say who is signed in has not said that
// nobody is, and a login must not be left behind for that.
func tells(a Answer, refusal *errors.Error) bool {
	switch a.(type) {
	case Unsupported:
		return false
	case Refused:
	default:
		return true
	}
	switch refusal.Class {
	case errors.Forward, errors.Retry, errors.Transient:
		return true
	default:
		return noLogin(refusal)
	}
}

// noLogin reports whether a refusal says that there is no login any more, or no
// account.
func noLogin(e *errors.Error) bool {
	return e.Class == errors.SessionLost || e.Reason == errors.UserDeactivated || e.Reason == errors.UserDeactivatedBan
}

// leavesLogin reports whether a login that is over may still be signed in on the
// server, because nothing has come of ending it: not yet.
func (m *Machine) leavesLogin(s *State, e *Answered, refusal *errors.Error) bool {
	if !m.holds(IsOver, s, NoCall, nil, time.Time{}) {
		return false
	}
	switch e.Answer.(type) {
	case Authorized, PasswordWanted:
		return true
	case Refused:
		return e.Call.Name == CallLogOut && !noLogin(refusal)
	default:
		return false
	}
}

// choose returns the move of the first branch whose guard holds.
func (m *Machine) choose(branches []Branch, s *State, c CallName, e *errors.Error, now time.Time) (Move, bool) {
	for _, b := range branches {
		if m.holds(b.If, s, c, e, now) {
			return b.Move, true
		}
	}
	return stay, false
}

// move carries a move out on s. asked is the call just answered, in what a
// person just said; one of them is zero.
func (m *Machine) move(s *State, move Move, asked Call, in Input, now time.Time) (Call, *errors.Error) {
	switch move.Action {
	case Again:
		if s.Repeats >= MaxRepeats {
			return Call{}, nil
		}
		s.Repeats++
		return m.pend(s, asked, now), nil
	case AsLost:
		row := m.tables().call(asked.Name)
		if row == nil {
			return Call{}, nil
		}
		move = row.Lost
		if move.Ask == CallWhoAmI {
			s.Doubt = asked.Name
		}
	case AsDoubt:
		row := m.tables().call(s.Doubt)
		s.Doubt = NoCall
		if row == nil {
			return Call{}, nil
		}
		move = row.Nobody
	case Go:
	}

	var call Call
	if move.Ask != NoCall {
		if in.name == noInput {
			// A server that never gets tired of asking for the same must
			// not keep us busy for ever.
			if s.Chain >= maxChain {
				return Call{}, nil
			}
			s.Chain++
		}
		var err *errors.Error
		if call, err = m.prepare(s, move.Ask, in); err != nil {
			return Call{}, err
		}
		if err = m.unmet(s, &call, now); err != nil {
			m.enter(s, move.To, now)
			return Call{}, err
		}
	}
	m.enter(s, move.To, now)
	if call.Name == NoCall {
		return Call{}, nil
	}
	s.Repeats = 0
	return m.pend(s, call, now), nil
}

// maxChain bounds the calls that follow one another without a person's word.
const maxChain = 8

// pend makes call the pending one.
func (m *Machine) pend(s *State, call Call, now time.Time) Call {
	s.Calls++
	call.Number = s.Calls
	s.Pending = Pending{Call: call.Name, Number: call.Number, Until: now.Add(m.Limits.lease())}
	return call
}

// enter stands in a phase, dropping what it does not keep, unless the phase
// where we stand cannot be left for it. Either way we know where we stand: no
// doubt is left.
func (m *Machine) enter(s *State, p Phase, now time.Time) {
	if p == noPhase {
		return
	}
	s.Doubt = NoCall
	t := m.tables()
	row := t.phase(p)
	switch t.phase(s.phase()).Kind {
	case Over:
		return
	case SignedIn:
		if p != LoggedOut && row.Kind != SignedIn {
			return
		}
	case Waiting:
	}
	if s.phase() != p {
		s.Exhausted = false // what was used up belongs to the phase before
	}
	s.Phase = p
	s.keep(row.Keeps)
	s.Expires = m.Limits.expires(row.Life, now)
}
