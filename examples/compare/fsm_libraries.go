package main

import (
	"context"

	"github.com/looplab/fsm"
	"github.com/qmuntal/stateless"
)

// looplab is the shape in github.com/looplab/fsm. An event leads from a state to
// one other only, so the first row counts, and a guard is a callback that cancels
// the event wherever it happens.
type looplab struct {
	machine *fsm.FSM
	facts   facts
}

func newLooplab() *looplab {
	m := new(looplab)
	var events fsm.Events
	callbacks := fsm.Callbacks{}
	known := map[[2]string]bool{}
	for _, row := range shape {
		at := [2]string{row.from, row.event}
		if known[at] {
			continue
		}
		known[at] = true
		events = append(events, fsm.EventDesc{Name: row.event, Src: []string{row.from}, Dst: row.to})
		if row.guard != nil {
			callbacks["before_"+row.event] = func(_ context.Context, e *fsm.Event) {
				if !row.guard(&m.facts) {
					e.Cancel()
				}
			}
		}
	}
	m.machine = fsm.NewFSM(start, events, callbacks)
	return m
}

// signIn begins again in the same machine: to make a new one for each sign-in, as
// its state asks for, would take far longer than the steps.
func (m *looplab) signIn(ctx context.Context) error {
	m.machine.SetState(start)
	for _, step := range path {
		if err := m.machine.Event(ctx, step.event); err != nil {
			return err
		}
	}
	return nil
}

// qmuntal is the shape in github.com/qmuntal/stateless, with its state outside, as
// somebody who stores it has it, and in the quicker of its modes.
type qmuntal struct {
	machine *stateless.StateMachine
	state   stateless.State
	facts   facts
	events  []stateless.Trigger
}

func newQmuntal() *qmuntal {
	m := new(qmuntal)
	m.machine = stateless.NewStateMachineWithExternalStorage(
		func(context.Context) (stateless.State, error) { return m.state, nil },
		func(_ context.Context, s stateless.State) error { m.state = s; return nil },
		stateless.FiringImmediate,
	)
	for _, row := range shape {
		var guards []stateless.GuardFunc
		if row.guard != nil {
			guards = append(guards, func(context.Context, ...any) bool { return row.guard(&m.facts) })
		}
		m.machine.Configure(row.from).Permit(row.event, row.to, guards...)
	}
	for _, step := range path {
		m.events = append(m.events, step.event)
	}
	return m
}

func (m *qmuntal) signIn(ctx context.Context) error {
	m.state = start
	for _, event := range m.events {
		if err := m.machine.FireCtx(ctx, event); err != nil {
			return err
		}
	}
	return nil
}
