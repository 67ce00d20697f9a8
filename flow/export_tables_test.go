package flow

import (
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// What the tests of the tables must see of the inside.

// AllInputs, AllAnswers, AllCalls and AllPhases list the names that there are.
func AllInputs() []InputName   { return allNames(InputPhoneNumber, inputs) }
func AllAnswers() []AnswerName { return allNames(AnswerConnected, answers) }
func AllCalls() []CallName     { return allNames(CallConnect, calls) }
func AllPhases() []Phase       { return allNames(WaitPhoneNumber, phases) }
func AllGuards() []Guard       { return allNames(NoKey, guards) }
func AllNeeds() []Need         { return allNames(NextAnnounced, allNeeds) }

func allNames[T ~uint8](first, end T) []T {
	var all []T
	for n := first; n < end; n++ {
		all = append(all, n)
	}
	return all
}

// Kind returns the kind of a phase.
func (t *Tables) Kind(p Phase) PhaseKind { return t.phase(p).Kind }

// HasAnswer and HasRefusal report whether an answer has a row.
func (t *Tables) HasAnswer(c CallName, a AnswerName) bool     { return t.answer(c, a) != nil }
func (t *Tables) HasRefusal(c CallName, e *errors.Error) bool { return t.refusal(c, e) != nil }
func (t *Tables) HasInput(p Phase, in InputName) bool         { return t.input(p, in) != nil }
func (s *State) WaitsFor(c CallName, now time.Time) bool      { return s.waitsFor(c, now) }
func (s *State) WaitsForToken(token string, now time.Time) bool {
	return !s.waits(&Call{Name: CallImportToken, Token: codes.NewSecret(token)}, now).IsZero()
}
func (s *State) waitsFor(c CallName, now time.Time) (yes bool) {
	return !s.waits(&Call{Name: c, Sent: s.Sent}, now).IsZero()
}

// Trace names the branch that an event takes, as in "Inputs[3].Then[0]", or
// says "" where none does.
func (m *Machine) Trace(s State, e Event, now time.Time) string {
	t := m.tables()
	switch e := e.(type) {
	case Input:
		row := t.input(s.phase(), e.name)
		if row == nil || s.Pending.Call != NoCall || s.takeInput(&e) != nil {
			return ""
		}
		for i := range t.Inputs {
			if &t.Inputs[i] == row {
				return m.taken(fmt.Sprintf("Inputs[%d]", i), row.Then, &s, &Call{}, nil, now)
			}
		}
	case Answered:
		refusal := refusalIn(e.Answer)
		branches, _ := t.leads(e.Call.Name, e.Answer, refusal)
		if branches == nil || e.Call.Name == NoCall && !m.hears(&s, &e) || senseless(&s, &e) {
			return ""
		}
		s.Pending, s.Key = Pending{}, e.Key
		m.takeAnswer(&s, &e, refusal, now)
		for i := range t.Answers {
			if &t.Answers[i].Then[0] == &branches[0] {
				return m.taken(fmt.Sprintf("Answers[%d]", i), branches, &s, &e.Call, refusal, now)
			}
		}
		for i := range t.Refusals {
			if &t.Refusals[i].Then[0] == &branches[0] {
				return m.taken(fmt.Sprintf("Refusals[%d]", i), branches, &s, &e.Call, refusal, now)
			}
		}
	}
	return ""
}

func (m *Machine) taken(row string, branches []Branch, s *State, c *Call, e *errors.Error, now time.Time) string {
	for i, b := range branches {
		if m.holds(b.If, s, c, e, now) {
			return fmt.Sprintf("%s.Then[%d]", row, i)
		}
	}
	return ""
}
