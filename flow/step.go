package flow

import (
	"slices"
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
func Step(s State, e Event, now time.Time) (next State, call Call, err error) {
	next = s
	if e := new(Machine).step(&next, &call, e, now); e != nil {
		return s, Call{}, e
	}
	return next, call, nil
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
func (m *Machine) Step(s State, e Event, now time.Time) (next State, call Call, err error) {
	next = s
	if e := m.step(&next, &call, e, now); e != nil {
		return s, Call{}, e
	}
	return next, call, nil
}

// step takes a step on s, and fills in the call to make. After an error both are
// of no use. Neither goes by value, here and below: they are large, and a step
// would be mostly copying.
func (m *Machine) step(s *State, call *Call, e Event, now time.Time) *errors.Error {
	switch e := e.(type) {
	case Input:
		return m.input(s, call, &e, now)
	case Answered:
		return m.answered(s, call, &e, now)
	default:
		return errors.Local(errors.NotAllowed)
	}
}

func (m *Machine) input(s *State, call *Call, in *Input, now time.Time) *errors.Error {
	if s.Pending.Call != NoCall {
		e := errors.Local(errors.Busy)
		e.RetryAt = s.Pending.Until
		return e
	}
	row := m.tables().input(s.phase(), in.name)
	if s.Doubt != NoCall && (row == nil || !row.Doubt) {
		return errors.Local(errors.InDoubt)
	}
	if row == nil {
		return errors.Local(errors.NotAllowed)
	}
	if s.expired(now) && !row.Late {
		return errors.Local(errors.Expired)
	}
	said := Call{For: row.For}
	var err *errors.Error
	if said.Proof, err = s.proof(in); err != nil {
		return err
	}
	if err := s.takeInput(in); err != nil {
		return err
	}
	if row.For != NoCall {
		var aim Call
		if err := m.prepare(s, &aim, row.For, &said, in); err != nil {
			return err
		}
		if until := s.waits(&aim, now); !until.IsZero() {
			return tooEarly(until)
		}
	}
	s.Chain = 0
	move, ok := m.choose(row.Then, s, &nothingAsked, nil, now)
	if !ok {
		return errors.Local(errors.NotAllowed)
	}
	if err := m.move(s, move, call, &said, in, now); err != nil {
		return err
	}
	if s.Doubt == NoCall {
		s.Last = nil
	}
	return nil
}

func (m *Machine) answered(s *State, call *Call, e *Answered, now time.Time) *errors.Error {
	refusal := refusalIn(e.Answer)
	branches, late := m.tables().leads(e.Call.Name, e.Answer, refusal)
	waited := s.Pending.Call != NoCall && e.Call.Number == s.Pending.Number && e.Call.Name == s.Pending.Call
	if e.Call.Name == NoCall {
		if !m.hears(s, e) {
			return errors.Local(errors.Conflict)
		}
		waited, s.Chain = true, 0
	}
	switch {
	case !waited && (!late || m.holds(IsSignedIn, s, &nothingAsked, nil, now)):
		return errors.Local(errors.Conflict)
	case branches == nil || senseless(s, e):
		return errors.Local(errors.NotAllowed)
	}
	if moved, ok := e.Answer.(LoginTokenMoved); ok {
		e.Call.Token = moved.Token // for ImportLoginToken, from memory only
	}
	doubted := s.Doubt != NoCall
	s.Pending = Pending{}
	s.Key = e.Key
	m.takeAnswer(s, e, refusal, now)
	move, ok := m.choose(branches, s, &e.Call, refusal, now)
	if !ok {
		return errors.Local(errors.NotAllowed)
	}
	if doubted && e.Call.Name == CallWhoAmI && !tells(e.Answer, refusal) {
		move = stay
	}
	if err := m.move(s, move, call, &e.Call, &nothingSaid, now); err != nil {
		s.Last = err
	}
	s.keep(m.tables().phase(s.phase()).Keeps)
	s.Exhausted = m.exhausted(s)
	if call.Name == NoCall && m.leavesLogin(s, e, refusal) {
		s.Doubt = CallLogOut
	}
	return nil
}

// hears reports whether what a server says unasked counts now.
func (m *Machine) hears(s *State, e *Answered) bool {
	return !s.open() && e.Key == s.Key && slices.Contains(m.tables().phase(s.phase()).Hears, nameOf(e.Answer)) && !senseless(s, e)
}

// senseless reports whether an answer cannot be meant: a code to the e-mail address
// that is being set up, where none is; a token that is none, or endless; something that
// is only said unasked.
func senseless(s *State, e *Answered) bool {
	switch a := e.Answer.(type) {
	case EmailCodeSent:
		return a.Sent.Hash.IsZero() && s.Email.Address.IsZero()
	case LoginTokenShown:
		return a.Token.IsZero() || len(a.Token.Reveal()) > maxWords
	case LoginTokenMoved:
		return a.Token.IsZero() || len(a.Token.Reveal()) > maxWords
	case LoginTokenAccepted:
		return e.Call.Name != NoCall
	default:
		return false
	}
}

// tells reports whether an answer to WhoAmI tells anything. A doubt stays until
// one does: a server that refuses to say who is signed in has not said that
// nobody is, and a login must not be left behind for that.
func tells(a Answer, refusal *errors.Error) bool {
	switch a.(type) {
	case Unsupported, ResetPending:
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
	if !m.holds(IsOver, s, &nothingAsked, nil, time.Time{}) {
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
func (m *Machine) choose(branches []Branch, s *State, c *Call, e *errors.Error, now time.Time) (Move, bool) {
	for _, b := range branches {
		if m.holds(b.If, s, c, e, now) {
			return b.Move, true
		}
	}
	return stay, false
}

// move carries a move out on s, and fills in the call to make; after an error
// there is none. asked is the call just answered, in what a person just said; one
// of them is zero, and neither is changed.
func (m *Machine) move(s *State, move Move, call, asked *Call, in *Input, now time.Time) *errors.Error {
	switch move.Action {
	case Again:
		if s.Repeats >= MaxRepeats {
			return nil
		}
		s.Repeats++
		*call = *asked
		m.pend(s, call, now)
		return nil
	case AsLost:
		row := m.tables().call(asked.Name)
		if row == nil {
			return nil
		}
		move = row.Lost
		if move.Ask == CallWhoAmI {
			s.Doubt = asked.Name
		}
	case AsDoubt:
		row := m.tables().call(s.Doubt)
		s.Doubt = NoCall
		if row == nil {
			return nil
		}
		move = row.Nobody
	case Onward:
		move = ask(asked.For)
	case Go:
	}
	if move.Ask == NoCall {
		m.enter(s, move.To, now)
		return nil
	}
	if in.name == noInput {
		// A server that never gets tired of asking for the same must
		// not keep us busy for ever.
		if s.Chain >= maxChain {
			e := errors.Local(errors.TooManyRefusals)
			e.Method, e.Text = asked.Name.String(), "the server leads from one call to the next"
			return e
		}
		s.Chain++
	}
	if err := m.prepare(s, call, move.Ask, asked, in); err != nil {
		*call = Call{}
		return err
	}
	call.Proof = asked.Proof
	err := m.unmet(s, call, now)
	m.enter(s, move.To, now)
	if err != nil {
		*call = Call{}
		return err
	}
	s.Repeats = 0
	m.pend(s, call, now)
	return nil
}

// What was asked where nothing was, and what a person said where a server has just
// answered.
var (
	nothingAsked Call
	nothingSaid  Input
)

// maxChain bounds the calls that follow one another without a person's word.
const maxChain = 8

// pend makes call the pending one.
func (m *Machine) pend(s *State, call *Call, now time.Time) {
	s.Calls++
	call.Number = s.Calls
	s.Pending = Pending{Call: call.Name, Number: call.Number, Until: now.Add(m.Limits.lease())}
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
	s.Phase = p
	s.keep(row.Keeps)
	s.Exhausted = m.exhausted(s)
	s.Expires = m.Limits.expires(row.Life, now)
}
