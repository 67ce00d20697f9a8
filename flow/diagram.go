package flow

import (
	"fmt"
	"strings"
)

// Diagram prints the main path as a Mermaid state diagram: what a person says,
// and where the answers to it lead. Refusals are left out.
func (t *Tables) Diagram() string { return t.diagram(noPhase) }

// PhaseDiagram prints what leads out of one phase, refused calls included.
func (t *Tables) PhaseDiagram(p Phase) string { return t.diagram(p) }

// edge is an arrow of a diagram.
type edge struct {
	from, to Phase
	label    string
}

func (t *Tables) diagram(only Phase) string {
	var edges []edge
	add := func(from, to Phase, label string) {
		if to == noPhase {
			to = from
		}
		for _, e := range edges {
			if e == (edge{from, to, label}) {
				return
			}
		}
		edges = append(edges, edge{from, to, label})
	}
	for _, p := range t.Phases {
		if p.Kind == Over || only != noPhase && p.Phase != only {
			continue
		}
		for in := InputPhoneNumber; in < inputs; in++ {
			row := t.input(p.Phase, in)
			if row == nil || only == noPhase && (row.Phase == noPhase) && !(p.Phase == WaitPhoneNumber && in == InputPhoneNumber) {
				continue
			}
			for _, b := range row.Then {
				if b.Move.Ask == NoCall {
					if b.Move.To != noPhase {
						add(p.Phase, b.Move.To, in.String())
					}
					continue
				}
				t.follow(p.Phase, in.String(), b.Move.Ask, only != noPhase, add, 0)
			}
		}
	}
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	if only == noPhase {
		fmt.Fprintf(&b, "    [*] --> %s\n", WaitPhoneNumber)
	}
	for _, e := range edges {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", e.from, e.to, e.label)
	}
	return b.String()
}

// follow adds the arrows of a call's answers.
func (t *Tables) follow(from Phase, label string, c CallName, refusals bool, add func(from, to Phase, label string), depth int) {
	if depth > 3 {
		return
	}
	for _, a := range plausible[c] {
		row := t.answer(c, a)
		if row == nil {
			continue
		}
		for _, b := range row.Then {
			switch {
			case b.If == IsOver || b.If == IsSignedIn && c != CallWhoAmI:
			case b.Move.Ask != NoCall:
				t.follow(from, label, b.Move.Ask, refusals, add, depth+1)
			case b.Move.To != noPhase:
				add(from, b.Move.To, label+" / "+a.String())
			}
		}
	}
	if !refusals {
		return
	}
	for _, line := range t.refusalMoves(c) {
		add(from, line.to, label+" / refused: "+line.label)
	}
}

// refusalMoves lists the phases that a refusal of a call leads to, by class.
func (t *Tables) refusalMoves(c CallName) []edge {
	var edges []edge
	for i := range t.Refusals {
		r := &t.Refusals[i]
		if r.Call != NoCall && r.Call != c {
			continue
		}
		for _, b := range r.Then {
			if b.Move.To != noPhase && b.If != IsSignedIn && r.Class != 0 {
				edges = append(edges, edge{to: b.Move.To, label: r.what()})
			}
		}
	}
	return edges
}

// plausible are the answers that a well-behaved server gives to a call, for
// diagrams only: Step takes any answer to any call.
var plausible = [calls][]AnswerName{
	CallConnect:       {AnswerConnected},
	CallSendCode:      {AnswerCodeSent, AnswerAuthorized, AnswerPasswordWanted},
	CallResendCode:    {AnswerCodeSent},
	CallCancelCode:    {AnswerDone},
	CallSignIn:        {AnswerAuthorized, AnswerPasswordWanted, AnswerRegistrationWanted},
	CallSignUp:        {AnswerAuthorized},
	CallCheckPassword: {AnswerAuthorized},
	CallWhoAmI:        {AnswerNobody},
	CallLogOut:        {AnswerDone},
}
