package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
)

// Each machine takes the whole path, and its guards can keep it from that: what is
// measured is what it is said to be.
func TestMachines(t *testing.T) {
	s, err := newStrides()
	require.NoError(t, err)
	require.NoError(t, s.signIn())
	require.Len(t, s.events, len(path))
	var state flow.State
	for i, step := range path {
		state, _, err = flow.Step(state, s.events[i], s.now)
		require.NoError(t, err)
		at := state.Phase.String()
		if state.Pending.Call != flow.NoCall {
			at = state.Pending.Call.String()
		}
		require.Equal(t, step.to, at)
	}

	l := newLooplab()
	require.NoError(t, l.signIn(t.Context()))
	require.Equal(t, "Ready", l.machine.Current())
	q := newQmuntal()
	require.NoError(t, q.signIn(t.Context()))
	require.Equal(t, "Ready", q.state)

	for _, tt := range []struct {
		facts            facts
		looplab, qmuntal string // where they are then
	}{
		{facts{key: true}, start, "SendCode"}, // only the latter can have another row for it
		{facts{tries: flow.DefaultAttempts}, "WaitCode", "WaitCode"},
		{facts{over: true}, "SignIn", "SignIn"},
	} {
		l.facts, q.facts = tt.facts, tt.facts
		require.Error(t, l.signIn(t.Context()))
		require.Equal(t, tt.looplab, l.machine.Current())
		require.Error(t, q.signIn(t.Context()))
		require.Equal(t, tt.qmuntal, q.state)
	}
}
