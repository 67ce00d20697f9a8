package flow

import (
	"cmp"
	"context"
	"crypto/rand"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/errors"
)

// A Driver is the thin loop with the I/O around [Machine.Step]: load, step,
// save, perform, step, save. It is configuration, like http.Client: with a
// Transport it is ready to use, and its methods may be called by several
// goroutines at once, for the same login too. Its fields must not be changed
// after the first use. It must not be copied.
type Driver struct {
	// Transport performs the calls. It must be set.
	Transport Transport
	// Store keeps the records. If nil, they are kept in the Driver's memory.
	Store Store
	// Realm names the application and environment that records belong to. A
	// record of another realm is refused with [errors.WrongRealm].
	Realm string
	// Limits bound every login.
	Limits Limits
	// Logger is told of every step, at debug level, without secrets; the
	// login's id is in every line, so an id should not be a phone number. Nil
	// is silent.
	Logger *zap.Logger
	// Observe, if not nil, is told of every step once it has been saved and
	// before the call that follows from it. It runs in the goroutine that takes
	// the step and should be quick.
	Observe func(Observation)
	// Now is the clock. Nil is time.Now.
	Now func() time.Time

	tables *Tables
	memory MemoryStore
}

// An Observation is one step of a login, saved. Printed, it shows no secret.
type Observation struct {
	// ID is the login's id.
	ID string
	// Event is what happened. It is nil where nothing did: Run waits for a
	// call that somebody else makes, until State.Pending.Until.
	Event Event
	// State is the login's state now.
	State State
	// Call is the call that is about to be made; its Name is NoCall if none
	// is.
	Call Call
}

// saveTime bounds the saving of what must not be lost because a person or a
// request went away.
const saveTime = 10 * time.Second

// Look returns a login's state as it is stored, without asking anybody.
func (d *Driver) Look(ctx context.Context, id string) (State, error) {
	l, err := d.load(ctx, id)
	return l.State, err
}

// Load returns a login's record: for a transport's functions that turn a
// session into a client.
func (d *Driver) Load(ctx context.Context, id string) (Record, error) {
	l, err := d.load(ctx, id)
	return l.Record, err
}

// Do takes one step: it gives an input to a login and does all that follows
// from it without another word from the person. It returns the state that the
// login is in then.
//
// The error is nil if the input did what it is for. It is an [*errors.Error]
// if the input was refused, by stepin (the reasons are listed at
// [Machine.Step]; nothing was sent and nothing has changed) or by the server
// (it is the state's Last); errors.NotSent and errors.Unanswered say that the
// server could not be asked or was not heard, and [errors.Conflict] that
// somebody else took a step meanwhile. Any other error is the store's, or says
// that the Driver has no Transport.
//
// When ctx ends, no further call is made, and the one under way is given up (and
// in doubt: a web handler whose visitor may reload the page is better off with
// context.WithoutCancel; Limits.Lease bounds each call anyway) as soon as the
// Transport lets go of it; what is known by then is still saved. Do starts no
// goroutine and never returns before the Transport has. A Transport that panics
// leaves the call pending, as a crash would.
//
// Before anything else, Do settles what an earlier call left open; see
// [Driver.Resume]. If the login turns out to stand where the input means nothing
// any more (a code that was accepted is given again), that is no error.
func (d *Driver) Do(ctx context.Context, id string, in Input) (State, error) {
	l, err := d.load(ctx, id)
	if err != nil {
		return l.State, err
	}
	open, stood := l.State.open(), l.State.phase()
	about := cmp.Or(l.State.Doubt, l.State.Pending.Call)
	poll := Poll()
	if _, challenged := l.State.Challenge(); challenged && l.State.Doubt != NoCall && in.solves {
		// It is the question who is signed in that was challenged.
		poll, in.solves = Solved(in.solved.Reveal(), poll), false
	}
	if !l.leavesInDoubt(in) {
		if err = l.resume(ctx, poll); err != nil && !l.leavesInDoubt(in) {
			return l.State, err
		}
	}
	if open && in.name == InputPoll {
		return l.State, l.last() // that is what settled it
	}
	if open && l.State.phase() != stood && in.lasts() {
		if in.name == InputDeleteAccount && about == CallDeleteAccount && l.State.Over() {
			return l.State, l.last() // that is what was said before
		}
		return l.State, errors.Local(errors.NotAllowed)
	}
	err = l.settle(ctx, in)
	if open && l.State.phase() != stood && in.answers() && errors.Is(err, errors.NotAllowed) {
		// What was said does not matter any more where we stand now.
		return l.State, l.last()
	}
	return l.State, err
}

// Resume settles what an earlier call left open, and does nothing if nothing
// is: a pending call whose lease has ended counts as lost, and where an answer
// was lost the server is asked who is signed in. A handler that shows a login
// to a person calls it first.
//
// It returns [errors.Busy] while a call is pending, and what went wrong if the
// server could not say. How an earlier call went is no error here: it stays the
// state's Last.
func (d *Driver) Resume(ctx context.Context, id string) (State, error) {
	l, err := d.load(ctx, id)
	if err != nil {
		return l.State, err
	}
	err = l.resume(ctx, Poll())
	return l.State, err
}

// Forget makes room for a new login under the same id, and forgets all that is
// known of the old one but its future auth tokens, which are meant for the new
// one: only of one that has ended or that nobody has begun to
// authorise, since a signed-in auth key must not be left behind
// ([errors.NotAllowed]: use LogOut or Cancel first). A record that is empty but for those
// stays in the store, which may drop it, and them, after longer than a lease.
func (d *Driver) Forget(ctx context.Context, id string) error {
	l, err := d.load(ctx, id)
	if err != nil {
		return err
	}
	p := l.State.phase()
	if l.State.Pending.Call != NoCall || l.State.Doubt != NoCall || !l.State.Over() && p != WaitPhoneNumber {
		return errors.Local(errors.NotAllowed)
	}
	if l.revision == 0 {
		return nil
	}
	// An empty record takes its place: were the revisions to begin again, an
	// answer that is still on its way could be taken for the next login's.
	empty := d.newRecord()
	empty.State.FutureTokens = l.State.FutureTokens
	data, err := empty.MarshalBinary()
	if err != nil {
		return err
	}
	return d.store().Save(ctx, id, l.revision, data)
}

// newRecord is the record of a login that has not begun.
func (d *Driver) newRecord() Record {
	return Record{Realm: d.Realm, Login: rand.Text(), State: State{Phase: WaitPhoneNumber}}
}

// login is a record that was loaded, on its way through the loop.
type login struct {
	Record
	d        *Driver
	id       string
	revision uint64
}

func (d *Driver) store() Store {
	if d.Store == nil {
		return &d.memory
	}
	return d.Store
}

func (d *Driver) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}

func (d *Driver) machine() *Machine { return &Machine{Tables: d.tables, Limits: d.Limits} }

// errNoTransport is the mistake of who configured a Driver.
var errNoTransport = errors.New("flow: Driver has no Transport")

func (d *Driver) load(ctx context.Context, id string) (*login, error) {
	l := &login{d: d, id: id, Record: d.newRecord()}
	data, revision, err := d.store().Load(ctx, id)
	if err != nil {
		return l, err
	}
	l.revision = revision
	if len(data) == 0 {
		return l, nil
	}
	if err := l.UnmarshalBinary(data); err != nil {
		return l, err
	}
	if l.Realm != d.Realm {
		return &login{d: d, id: id}, errors.Local(errors.WrongRealm)
	}
	return l, nil
}

// leavesInDoubt reports whether somebody leaves a login that is in doubt: it is
// ended whatever it is, and need not be found out first.
func (l *login) leavesInDoubt(in Input) bool {
	waiting := l.d.machine().tables().phase(l.State.phase()).Kind == Waiting
	return in.name == InputCancel && waiting && l.State.Doubt != NoCall && l.State.Pending.Call == NoCall
}

// resume settles what was left open, in doubt by a Poll. Without an error nothing is
// left open.
func (l *login) resume(ctx context.Context, poll Input) error {
	var err error
	switch {
	case l.State.Lapsed(l.d.now()):
		err = l.settle(ctx, Answered{
			Call:   Call{Name: l.State.Pending.Call, Number: l.State.Pending.Number},
			Answer: Unanswered{},
			Key:    l.State.Key,
		})
	case l.State.Pending.Call == NoCall && l.State.Doubt != NoCall:
		err = l.settle(ctx, poll)
	}
	switch {
	case l.State.Pending.Call != NoCall && (err == nil || errors.Is(err, errors.Conflict)):
		e := errors.Local(errors.Busy)
		e.RetryAt = l.State.Pending.Until
		return e
	case l.State.Pending.Call != NoCall:
		return err
	case l.State.Doubt != NoCall && err == nil:
		return errors.Local(errors.InDoubt)
	case l.State.Doubt != NoCall:
		return err
	}
	// What was left open is settled, by us or by somebody else. How the last
	// call went is in the state.
	return nil
}

// settle takes a step and reports what became of it.
func (l *login) settle(ctx context.Context, e Event) error {
	if err := l.advance(ctx, e, l.Session); err != nil {
		return err
	}
	return l.last()
}

// last is why the last call was refused or lost, or nil.
func (l *login) last() error {
	if l.State.Last != nil {
		return l.State.Last
	}
	return nil
}

// advance is the loop: step, save, perform, and again with the answer; the
// machine bounds it. session is the one to keep with the event.
func (l *login) advance(ctx context.Context, e Event, session Session) error {
	for {
		call, err := l.step(ctx, e, session)
		if err != nil || call.Name == NoCall {
			return err
		}
		e, session = l.perform(ctx, call)
	}
}

// maxConflicts bounds how often an answer is tried on a record that somebody
// else keeps changing. Each time they have taken a step, so a store that works
// ends it sooner.
const maxConflicts = 10

// step gives an event to the machine and saves what comes of it. An answer
// that finds the record changed meanwhile is tried on what is there now: a
// late success counts.
func (l *login) step(ctx context.Context, e Event, session Session) (Call, error) {
	_, isAnswer := e.(Answered)
	if isAnswer {
		// The answer is known, and must stay known, even if who asked for
		// it is gone.
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), saveTime)
		defer cancel()
	}
	for conflicts := 0; ; {
		if l.d.Transport == nil {
			return Call{}, errNoTransport
		}
		next, call, err := l.d.machine().Step(l.State, e, l.d.now())
		var data []byte
		if err == nil {
			data, err = Record{Realm: l.d.Realm, Login: l.Login, State: next, Session: session}.MarshalBinary()
		}
		if err != nil {
			a, ok := e.(Answered)
			if ok && a.Call.Name != NoCall && !errors.Is(err, errors.Conflict) && nameOf(a.Answer) != AnswerUnanswered {
				// It makes no sense; that it came does not undo the call.
				e = Answered{Call: a.Call, Answer: Unanswered{Err: err}, Key: a.Key}
				continue
			}
			return Call{}, err
		}
		err = l.save(ctx, data, next, session)
		if errors.Is(err, errors.Conflict) {
			fresh, loadErr := l.d.load(ctx, l.id)
			if loadErr != nil {
				return Call{}, loadErr
			}
			if fresh.Login != l.Login {
				isAnswer = false // to another login, which has been forgotten
			}
			*l = *fresh
			if conflicts++; isAnswer && conflicts < maxConflicts {
				continue
			}
		}
		if err != nil {
			return Call{}, err
		}
		l.report(e, call)
		return call, nil
	}
}

// save stores a record's data.
func (l *login) save(ctx context.Context, data []byte, next State, session Session) error {
	if err := l.d.store().Save(ctx, l.id, l.revision, data); err != nil {
		return err
	}
	l.State, l.Session = next, session
	l.revision++
	return nil
}

// perform makes a call and returns what came of it, and the session to keep.
func (l *login) perform(ctx context.Context, call Call) (Event, Session) {
	answered := func(a Answer, s Session) (Event, Session) {
		return Answered{Call: call, Answer: a, Key: s.Fingerprint()}, s
	}
	// No call outlives its lease, which began before the state was saved: after
	// it, somebody else may be asking.
	ctx, cancel := context.WithTimeout(ctx, l.State.Pending.Until.Sub(l.d.now()))
	defer cancel()
	if err := ctx.Err(); err != nil {
		return answered(NotSent{Err: err}, l.Session)
	}
	answer, session, err := l.d.Transport.Perform(ctx, call, l.Session)
	if session.isZero() {
		session = l.Session
	}
	if err != nil {
		answer = Unanswered{Err: err}
	} else if nameOf(answer) == noAnswer {
		answer = Unanswered{Err: errors.New("flow: Transport returned neither an answer of this package nor an error")}
	}
	return answered(answer, session)
}

// report tells who listens of a step that has been saved.
func (l *login) report(e Event, call Call) {
	if log := l.d.Logger; log != nil {
		if entry := log.Check(zap.DebugLevel, "step"); entry != nil {
			entry.Write(zap.String("login", l.id), zap.Stringer("event", e), zap.String("state", l.State.String()))
		}
	}
	if l.d.Observe != nil {
		l.d.Observe(Observation{ID: l.id, Event: e, State: l.State, Call: call})
	}
}
