package flow_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// FuzzStep takes one step a byte, from the zero State: whatever happens, in
// whatever order, nothing panics and every rule holds; and a state that was
// stored and loaded again goes on exactly as one that was not.
func FuzzStep(f *testing.F) {
	for seed := range uint64(32) {
		walk := make([]byte, 64)
		r := rand.New(rand.NewPCG(seed, 0))
		for i := range walk {
			walk[i] = byte(r.UintN(256))
		}
		f.Add(walk)
	}
	answers := exploredAnswers()
	f.Fuzz(func(t *testing.T, walk []byte) {
		m := flow.Machine{Limits: exploreLimits}
		n := &node{now: storyTime}
		for _, b := range walk[:min(len(walk), 100)] {
			events := slices.Concat(exploredInputs, exploredClock, answersTo(n, answers))
			h := events[int(b)%len(events)]
			next := &node{state: n.state, call: n.call, now: n.now.Add(h.after), path: n, by: h}
			if h.event != nil {
				before := bytesOf(&n.state)
				state, call, err := m.Step(n.state, h.event, n.now)
				if broken := checkStep(n, h.event, state, call, err); broken != nil {
					t.Fatalf("%s: %v", next.trail(), broken)
				}
				require.Equal(t, string(before), string(bytesOf(&n.state)), "a step changed the state that it was given")

				stored, storedCall, storedErr := m.Step(reloaded(t, n.state), h.event, n.now)
				require.Equal(t, string(bytesOf(&state)), string(bytesOf(&stored)))
				require.Equal(t, reasonIn(err), reasonIn(storedErr))
				requireSameCall(t, &call, &storedCall)
				if err == nil {
					next.state, next.call = state, call
				}
			}
			n = next
		}
		require.NoError(t, checkPrinted(&n.state), n.trail())
	})
}

// requireSameCall compares all that calls carry but functions.
func requireSameCall(t *testing.T, a, b *flow.Call) {
	shown := func(c *flow.Call) []any {
		return []any{
			c.Name, c.Number, c.For, c.TokenKind, c.DC, c.Except, c.Firebase, c.From, c.Payment,
			c.FirstName, c.LastName, c.Quiet, c.Proof.Challenge,
		}
	}
	require.Equal(t, shown(a), shown(b))
	require.True(t, a.Sent.Equal(b.Sent) && a.To.Equal(b.To) && a.Email.Equal(b.Email))
	hidden := func(c *flow.Call) []codes.Secret {
		p := &c.Passkey
		return append([]codes.Secret{
			c.Code, c.Password, c.Hint, c.Token, c.MNC, c.Reason, c.Proof.Token,
			p.ID, p.RawID, p.ClientData, p.AuthenticatorData, p.Signature, p.UserHandle,
		}, c.Tokens...)
	}
	require.True(t, slices.EqualFunc(hidden(a), hidden(b), codes.Secret.Equal))
}

// reloaded is what is left of a state that was stored and loaded.
func reloaded(t *testing.T, s flow.State) flow.State {
	data, err := flow.Record{State: s, Session: flow.NewSession(s.Key, nil)}.MarshalBinary()
	require.NoError(t, err)
	var r flow.Record
	require.NoError(t, r.UnmarshalBinary(data))
	return r.State
}

func reasonIn(err error) errors.Reason {
	if e, ok := errors.AsType[*errors.Error](err); ok {
		return e.Reason
	}
	return ""
}

// TestStepTakesAnything: no event, however wrong, does more than be refused.
func TestStepTakesAnything(t *testing.T) {
	pending, call, err := flow.Step(flow.State{}, flow.PhoneNumber(typedNumber), storyTime)
	require.NoError(t, err)
	for name, e := range map[string]flow.Event{
		"nothing":                    nil,
		"the zero Input":             flow.Input{},
		"the zero Answered":          flow.Answered{},
		"no answer":                  flow.Answered{Call: call},
		"a refusal of no class":      flow.Answered{Call: call, Answer: flow.Refused{Err: &errors.Error{Class: 200}}},
		"an answer to another call":  flow.Answered{Call: flow.Call{Name: flow.CallSendCode, Number: call.Number}, Answer: flow.CodeSent{}},
		"an answer to another time":  flow.Answered{Call: flow.Call{Name: call.Name, Number: 9}, Answer: flow.Connected{}},
		"an answer that cannot be":   flow.Answered{Call: call, Answer: flow.Done{}},
		"a push":                     flow.Answered{Answer: flow.LoginTokenAccepted{}},
		"a push of nothing":          flow.Answered{Answer: flow.Connected{}},
		"an answer to a call unmade": flow.Answered{Call: flow.Call{Name: 99, Number: call.Number}, Answer: flow.Connected{}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range []flow.State{{}, pending, {Phase: flow.Failed}, {Phase: 99}} {
				after, call, err := flow.Step(s, e, storyTime)
				require.Error(t, err)
				var refused *errors.Error
				require.ErrorAs(t, err, &refused)
				require.Equal(t, flow.NoCall, call.Name)
				require.True(t, sameState(&s, &after))
			}
		})
	}
}

// TestWaitsAreFew: a server cannot make a state grow without end.
func TestWaitsAreFew(t *testing.T) {
	s, now := flow.State{}, storyTime
	for i := range 100 {
		now = now.Add(time.Millisecond)
		number := "+99966200" + string(rune('0'+i/10)) + string(rune('0'+i%10))
		var call flow.Call
		var err error
		s, call, err = flow.Step(s, flow.PhoneNumber(number), now)
		require.NoError(t, err)
		if call.Name == flow.CallConnect {
			s, call, err = flow.Step(s, flow.Answered{Call: call, Answer: flow.Connected{}, Key: "key-1"}, now)
			require.NoError(t, err)
		}
		refusal := flow.Refused{Err: errors.FromRPC("auth.sendCode", 420, "FLOOD_WAIT_3600")}
		s, _, err = flow.Step(s, flow.Answered{Call: call, Answer: refusal, Key: "key-1"}, now)
		require.NoError(t, err)
	}
	require.LessOrEqual(t, len(s.Waits), 16)
	_, _, err := flow.Step(s, flow.PhoneNumber("+9996620099"), now)
	require.ErrorIs(t, err, errors.TooEarly, "the latest wait is kept")
}

// TestStepSharesNothing: two steps from one state do not get into each other's
// way.
func TestStepSharesNothing(t *testing.T) {
	m := flow.Machine{Limits: flow.Limits{CodeAttempts: -1}}
	give := func(s flow.State, code string) flow.State {
		s, call, err := m.Step(s, flow.Code(code), storyTime)
		require.NoError(t, err)
		wrong := flow.Refused{Err: errors.FromRPC("auth.signIn", 400, "PHONE_CODE_INVALID")}
		s, _, err = m.Step(s, flow.Answered{Call: call, Answer: wrong, Key: s.Key}, storyTime)
		require.NoError(t, err)
		return s
	}
	s := flow.State{Phase: flow.WaitCode, Key: "key-1", Sent: codes.Sent{Hash: codes.NewSecret("hash-1"), Length: 5}}
	for _, code := range []string{"11111", "22222", "33333"} {
		s = give(s, code)
	}
	one := give(s, "44444")
	other := give(s, "55555")
	_, _, err := m.Step(one, flow.Code("44444"), storyTime)
	require.ErrorIs(t, err, errors.CodeRepeated)
	_, _, err = m.Step(other, flow.Code("44444"), storyTime)
	require.NoError(t, err)
}
