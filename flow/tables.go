package flow

import (
	"slices"

	"github.com/stepin-go/stepin/errors"
)

// Tables are a protocol: the five tables that [Machine.Step] executes and that
// [Tables.String] prints. Nothing else decides where a login goes.
//
// A row that begins with a wildcard (any call, any waiting phase) gives way to
// one that names its case.
type Tables struct {
	// Inputs: phase x what a person says -> the call to make.
	Inputs []InputRow
	// Calls: what each call needs, spends, and means when it is lost.
	Calls []CallRow
	// Answers: what the server says -> where to go, whatever was asked.
	Answers []AnswerRow
	// Refusals: class of a refusal -> where to go.
	Refusals []RefusalRow
	// Phases: how long each lasts and what it keeps.
	Phases []PhaseRow
}

// An InputRow says what an input does in a phase.
type InputRow struct {
	Phase Phase // 0: any waiting phase
	Any   bool  // the row is for all phases, finished ones included
	Input InputName
	// Late allows the input when the phase has expired.
	Late bool
	// Doubt allows the input while it is not known what became of a call.
	Doubt bool
	// For is the call that the input is meant to lead to in the end. If that
	// must wait, the input is refused before anything is given up for it.
	For  CallName
	Then []Branch
}

// A CallRow says what a call is.
type CallRow struct {
	Call CallName
	// RPC is Telegram's name for it, or words where it has several or none, in
	// the tables as printed.
	RPC string
	// Gives is what the person gave for this call, as the server may name it: a
	// refusal to enter something again is about this, or about an earlier step.
	Gives []errors.Subject
	// Hash is true if the call carries the sent code with its phone_code_hash.
	Hash bool
	// Needs must all hold before the call is made.
	Needs []Need
	// Lost is what to do if its answer is lost. If that is to ask WhoAmI, the
	// call is in doubt, and Nobody is where to go if then nobody turns out to
	// be signed in. The Action of both is Go.
	Lost, Nobody Move
}

// An AnswerRow says where an answer leads.
type AnswerRow struct {
	Call   CallName // 0: any call
	Answer AnswerName
	// Late lets the answer count even if nobody waits for it any more, as
	// long as nobody is signed in.
	Late bool
	Then []Branch
}

// A RefusalRow says where a refusal leads. A row that names the call goes before
// one for any call; among these, one that names the reason goes before one for a
// class, and that before one for all refusals of the call.
type RefusalRow struct {
	Call   CallName      // 0: any call
	Reason errors.Reason // "": any reason of the class
	Class  errors.Class
	All    bool // all refusals of the call
	Then   []Branch
}

// A PhaseRow says what a phase is.
type PhaseRow struct {
	Phase Phase
	Kind  PhaseKind
	Life  Life
	Keeps Data
	// Hears are the answers that count here though nobody has asked: what the
	// server pushes.
	Hears []AnswerName
}

// PhaseKind tells how a phase can be left.
type PhaseKind uint8

// The kinds of phase.
const (
	// Waiting can be left for any phase.
	Waiting PhaseKind = iota
	// SignedIn can be left for LoggedOut only: no refusal and no late answer
	// takes a login back to a question.
	SignedIn
	// Over is never left.
	Over
)

// Life is how long a phase lasts; see [Limits].
type Life uint8

// The lives.
const (
	Forever Life = iota
	CodeLife
	PasswordLife
)

// Data is a set of the State's data.
type Data uint16

// What a phase can keep; everything else is dropped when it is entered.
const (
	KeepIdentifier Data = 1 << iota
	KeepSent            // the sent code
	KeepTries           // codes called wrong, attempts
	KeepEmail           // what is known of the login e-mail address
	KeepPassword        // what is known of the password, attempts
	KeepTerms           // terms of service and their acceptance
	KeepLoginToken
	KeepPasskey
	KeepPayment
	KeepAccount
)

// A Branch is a move under a condition; the first whose guard holds is taken.
type Branch struct {
	If   Guard
	Move Move
}

// A Move is what happens: a call to make, a phase to stand in, or both.
type Move struct {
	Action Action
	Ask    CallName
	To     Phase // 0: stay
}

// An Action is a move that depends on the call in question.
type Action uint8

// The actions.
const (
	// Go makes the call that Move.Ask names, if any, and stands in Move.To.
	Go Action = iota
	// Again repeats the call just answered, from memory, at most
	// [MaxRepeats] times.
	Again
	// AsLost does what the call's row says of a lost answer.
	AsLost
	// AsDoubt does what the row of the call in doubt says where nobody is
	// signed in.
	AsDoubt
	// Onward makes the call that the one just answered was made for: Call.For.
	Onward
)

// MaxRepeats is how often a call is repeated after answers that say it was not
// examined (AUTH_RESTART, SRP_ID_INVALID, a move to another data centre).
const MaxRepeats = 3

// The words that the rows are written in.

func then(b ...Branch) []Branch        { return b }
func if_(g Guard, m Move) Branch       { return Branch{If: g, Move: m} }
func always(m Move) []Branch           { return []Branch{{Move: m}} }
func otherwise(m Move) Branch          { return Branch{Move: m} }
func ask(c CallName) Move              { return Move{Ask: c} }
func goTo(p Phase) Move                { return Move{To: p} }
func (m Move) standingIn(p Phase) Move { m.To = p; return m }
func needs(n ...Need) []Need           { return n }

func gives(s ...errors.Subject) []errors.Subject { return s }

var (
	stay    = Move{}
	again   = Move{Action: Again}
	asLost  = Move{Action: AsLost}
	asDoubt = Move{Action: AsDoubt}
	onward  = Move{Action: Onward}
)

// Clone returns a copy that shares no row with the original.
func (t *Tables) Clone() *Tables {
	c := &Tables{
		Inputs:   slices.Clone(t.Inputs),
		Calls:    slices.Clone(t.Calls),
		Answers:  slices.Clone(t.Answers),
		Refusals: slices.Clone(t.Refusals),
		Phases:   slices.Clone(t.Phases),
	}
	for i := range c.Inputs {
		c.Inputs[i].Then = slices.Clone(c.Inputs[i].Then)
	}
	for i := range c.Calls {
		c.Calls[i].Needs = slices.Clone(c.Calls[i].Needs)
		c.Calls[i].Gives = slices.Clone(c.Calls[i].Gives)
	}
	for i := range c.Answers {
		c.Answers[i].Then = slices.Clone(c.Answers[i].Then)
	}
	for i := range c.Refusals {
		c.Refusals[i].Then = slices.Clone(c.Refusals[i].Then)
	}
	for i := range c.Phases {
		c.Phases[i].Hears = slices.Clone(c.Phases[i].Hears)
	}
	return c
}

func (t *Tables) phase(p Phase) PhaseRow {
	for i := range t.Phases {
		if t.Phases[i].Phase == p {
			return t.Phases[i]
		}
	}
	return PhaseRow{Phase: p, Kind: Over}
}

func (t *Tables) call(c CallName) *CallRow {
	for i := range t.Calls {
		if t.Calls[i].Call == c {
			return &t.Calls[i]
		}
	}
	return nil
}

// input finds the row of an input: one that names the phase goes before one
// for any waiting phase, and that before one for any phase.
func (t *Tables) input(p Phase, in InputName) *InputRow {
	waiting := t.phase(p).Kind == Waiting
	var found *InputRow
	for i := range t.Inputs {
		row := &t.Inputs[i]
		switch {
		case row.Input != in:
		case row.Phase == p:
			return row
		case row.Any && found == nil, row.Phase == noPhase && !row.Any && waiting:
			found = row
		}
	}
	return found
}

// answer finds the row of an answer.
func (t *Tables) answer(c CallName, a AnswerName) *AnswerRow {
	var found *AnswerRow
	for i := range t.Answers {
		row := &t.Answers[i]
		if row.Answer != a {
			continue
		}
		if row.Call == c {
			return row
		}
		if row.Call == NoCall {
			found = row
		}
	}
	return found
}

// refusal finds the row of a refusal: by call and reason, call and class, the
// whole call, reason, class.
func (t *Tables) refusal(c CallName, e *errors.Error) *RefusalRow {
	var found *RefusalRow
	best := 0
	for i := range t.Refusals {
		row := &t.Refusals[i]
		if row.Call != NoCall && row.Call != c {
			continue
		}
		rank := 1
		switch {
		case row.All:
		case row.Reason != "":
			if row.Reason != e.Reason {
				continue
			}
			rank = 3
		case row.Class == e.Class:
			rank = 2
		default:
			continue
		}
		if row.Call != NoCall {
			rank += 3
		}
		if rank > best {
			found, best = row, rank
		}
	}
	return found
}

// leads finds where an answer leads, and whether it counts if nobody waits for
// it any more.
func (t *Tables) leads(c CallName, a Answer, refusal *errors.Error) (then []Branch, late bool) {
	if refusal != nil {
		if row := t.refusal(c, refusal); row != nil {
			return row.Then, false
		}
		return nil, false
	}
	if row := t.answer(c, nameOf(a)); row != nil {
		return row.Then, row.Late
	}
	return nil, false
}
