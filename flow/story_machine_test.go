package flow_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
)

// TestStoriesMachine tells every story to the bare machine: the answers are
// those of the file, and the calls and states must be those of the file too.
func TestStoriesMachine(t *testing.T) {
	if *update {
		t.Skip("the stories are being rewritten")
	}
	for _, s := range stories(t) {
		t.Run(s.file, func(t *testing.T) {
			require.NoError(t, s.tellMachine(nil))
		})
	}
}

// tellMachine tells a story to the machine of the given tables, and returns
// where it went another way.
func (s *story) tellMachine(tables *flow.Tables) error {
	m := flow.Machine{Tables: tables, Limits: s.limits}
	now := storyTime
	state := flow.State{Phase: flow.WaitPhoneNumber}
	keys, hashes := 0, 0
	key := ""
	hash := func() string { hashes++; return fmt.Sprintf("hash%d", hashes) }
	for _, st := range s.steps {
		for _, what := range st.happened {
			if after, ok := strings.CutPrefix(what, "clock +"); ok {
				d, err := time.ParseDuration(after)
				if err != nil {
					return err
				}
				now = now.Add(d)
			}
		}
		in, err := parseInput(st.input)
		if err != nil {
			return err
		}
		var call flow.Call
		var refused error
		seen := step{}
		rest := st.answers
		// ask goes through the answers that the story tells.
		ask := func() error {
			for call.Name != flow.NoCall && len(rest) > 0 {
				text, ok := strings.CutPrefix(rest[0], call.Name.String()+": ")
				if !ok {
					return fmt.Errorf("%s:%d: asked %s, told %q", s.file, st.line, call.Name, rest[0])
				}
				answer, err := parseAnswer(text, "", hash)
				if err != nil {
					return err
				}
				switch answer.(type) {
				case flow.Connected, flow.Moved:
					keys++
					key = fmt.Sprintf("key%d", keys)
				}
				if strings.HasSuffix(text, keyLost) {
					key = ""
				}
				seen.answers = append(seen.answers, rest[0])
				rest = rest[1:]
				state, call, err = m.Step(state, flow.Answered{Call: call, Answer: answer, Key: key}, now)
				if err != nil {
					return fmt.Errorf("%s:%d: %s: %w", s.file, st.line, seen.answers[len(seen.answers)-1], err)
				}
			}
			return nil
		}
		if state.Doubt != flow.NoCall {
			// As the driver does: first ask who we are.
			if state, call, refused = m.Step(state, flow.Poll(), now); refused == nil {
				if err := ask(); err != nil {
					return err
				}
			}
		}
		if state.Doubt == flow.NoCall {
			state, call, refused = m.Step(state, in, now)
			if err := ask(); err != nil {
				return err
			}
		}
		if refused == nil && state.Last != nil {
			refused = state.Last
		}
		seen.answers = append(seen.answers, rest...)
		seen.state = renderState(state, refused, now)
		if seen.told(false) != st.told(false) || len(rest) > 0 {
			return fmt.Errorf("%s:%d: %s\ntold:\n%s\nseen:\n%s", s.file, st.line, st.input, st.told(false), seen.told(false))
		}
	}
	return nil
}
