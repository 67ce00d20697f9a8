package flow_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// TestStoriesMachine tells every story to the bare machine: the answers are
// those of the file, and the calls and states must be those of the file too.
func TestStoriesMachine(t *testing.T) {
	all := stories(t)
	for name := range systems {
		all = append(all, storiesIn(t, name)...)
	}
	for _, s := range all {
		if *update && s.only != "machine" {
			continue // it is being rewritten
		}
		t.Run(s.file, func(t *testing.T) {
			if *update { // the answers are those of the file
				seen, err := s.toMachine(nil, false)
				require.NoError(t, err)
				s.rewrite(t, seen)
				return
			}
			require.NoError(t, s.tellMachine(nil))
		})
	}
}

// TestStoriesRead reads every answer that the stories tell, and tells it again: what
// a machine is told is all that the file says.
func TestStoriesRead(t *testing.T) {
	for _, s := range stories(t) {
		for _, st := range s.steps {
			for _, line := range st.answers {
				name, text, _ := strings.Cut(line, ": ")
				var call flow.CallName
				if name != heard {
					require.NoError(t, call.UnmarshalText([]byte(name)))
				}
				answer, err := parseAnswer(text, rpcOf[call], func() string { return "hash1" }, storyTime)
				require.NoError(t, err, "%s:%d: %s", s.file, st.line, line)
				require.Equal(t, strings.TrimSuffix(text, keyLost), renderAnswer(answer), "%s:%d", s.file, st.line)
			}
		}
	}
}

// A teller tells one story to a machine, and is the transport and the driver
// at once: no more of a driver than it takes.
type teller struct {
	machine flow.Machine
	now     time.Time
	state   flow.State

	keys, hashes int
	key          string
	numbers      map[flow.CallName]uint64 // the last call of each name
}

// tellMachine tells a story to the machine of the given tables, and returns
// where it went another way.
func (s *story) tellMachine(tables *flow.Tables) error {
	_, err := s.toMachine(tables, true)
	return err
}

// toMachine tells a story to a machine, and returns what it has seen. What is told
// is compared or, if the story is being written, left alone.
func (s *story) toMachine(tables *flow.Tables, compare bool) (all []step, err error) {
	m := &teller{
		machine: flow.Machine{Tables: tables, Limits: s.limits},
		now:     storyTime,
		state:   flow.State{Phase: flow.WaitPhoneNumber},
		numbers: map[flow.CallName]uint64{},
	}
	for i := range s.steps {
		st := &s.steps[i]
		seen, err := m.tell(st)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", s.file, st.line, err)
		}
		if told := st.told(false); compare && seen.told(false) != told {
			return nil, fmt.Errorf("%s:%d: %s%s\ntold:\n%s\nseen:\n%s", s.file, st.line, st.input, st.late, told, seen.told(false))
		}
		all = append(all, *seen)
	}
	return all, nil
}

// tell takes the step that a story tells, with the answers that it tells.
func (m *teller) tell(st *step) (*step, error) {
	for _, what := range st.happened {
		if after, ok := strings.CutPrefix(what, "clock +"); ok {
			d, err := time.ParseDuration(after)
			if err != nil {
				return nil, err
			}
			m.now = m.now.Add(d)
		}
		if what == newLogin {
			m.state, m.key = flow.State{Phase: flow.WaitPhoneNumber, FutureTokens: m.state.FutureTokens}, ""
		}
	}
	seen := &step{}
	open := m.state.Pending.Call != flow.NoCall || m.state.Doubt != flow.NoCall
	stood, about := m.state.Phase, cmp.Or(m.state.Doubt, m.state.Pending.Call)
	input, poll := st.input, flow.Poll()
	if solved, ok := strings.CutPrefix(st.input, "Solved "); ok && m.state.Doubt != flow.NoCall {
		// As the driver has it: the challenge is that of the question who is signed in.
		token, rest, _ := strings.Cut(solved, " ")
		input, poll = rest, flow.Solved(token, poll)
	}
	leaves := func() bool { // as the driver has it: who leaves in doubt need not know
		waiting := m.state.Phase != flow.Ready && !m.state.Over()
		return input == "Cancel" && waiting && m.state.Doubt != flow.NoCall && m.state.Pending.Call == flow.NoCall
	}
	var refused, err error
	if !leaves() {
		refused, err = m.settle(poll, st, seen)
	}
	open = open && m.state.Pending.Call == flow.NoCall && m.state.Doubt == flow.NoCall // and is settled
	switch {
	case err != nil:
		return nil, err
	case st.late != "":
		late, text, _ := strings.Cut(st.late, ": ")
		refused, err = m.answer(m.callNamed(late), text, st, seen)
	case input == listens && open && !hearing[m.state.Phase]: // that is news
	case input == listens:
		refused, err = m.listen(st, seen)
	case m.state.Doubt == flow.NoCall || leaves():
		in, wrong := parseInput(signed(spoken(input, m.code), func(string) string { return samplePasskey }))
		if wrong != nil {
			return nil, wrong
		}
		if open && in.Name() == flow.InputPoll {
			break
		}
		if open && m.state.Phase != stood && lasting[in.Name()] { // as the driver has it
			if in.Name() != flow.InputDeleteAccount || about != flow.CallDeleteAccount || !m.state.Over() {
				refused = errors.Local(errors.NotAllowed)
			}
			break
		}
		refused, err = m.step(in, st, seen)
		if open && m.state.Phase != stood && answersOne[in.Name()] && errors.Is(refused, errors.NotAllowed) {
			refused = nil // as the driver has it
		}
	}
	if refused == nil && m.state.Last != nil {
		refused = m.state.Last
	}
	seen.state = renderState(m.state, refused, m.now)
	return seen, err
}

// code is one that a story has a name for. Any will do that is as long as the
// servers' are.
func (m *teller) code(name string) string {
	number := int64(firstWrong)
	if n, sent := strings.CutPrefix(name, "code"); sent {
		return "9" + strings.Repeat("0", 5-len(n)) + n
	} else if name == "totp" {
		number = m.now.Unix() / 30 % 100_000
	}
	return fmt.Sprintf("%06d", number)
}

// settle does what a driver does first: a call whose lease has ended is lost,
// and in doubt we ask who we are, by a poll.
func (m *teller) settle(poll flow.Input, st, seen *step) (refused, err error) {
	switch {
	case m.state.Lapsed(m.now):
		lost := flow.Call{Name: m.state.Pending.Call, Number: m.state.Pending.Number}
		return m.step(flow.Answered{Call: lost, Answer: flow.Unanswered{}, Key: m.key}, st, seen)
	case m.state.Doubt != flow.NoCall && m.state.Pending.Call == flow.NoCall && st.late == "":
		return m.step(poll, st, seen)
	}
	return nil, nil
}

// step gives an event to the machine, and then the told answers to what it
// asks, as long as there are any. It returns why the event was refused, if it
// was, and apart from that where the story went another way.
func (m *teller) step(e flow.Event, st, seen *step) (refused, err error) {
	state, call, refused := m.machine.Step(m.state, e, m.now)
	m.state = state
	if call.Name != flow.NoCall {
		m.numbers[call.Name] = call.Number
	}
	n := len(seen.answers)
	if call.Name == flow.NoCall || n == len(st.answers) {
		return refused, nil
	}
	text, ok := strings.CutPrefix(st.answers[n], call.Name.String()+": ")
	if !ok {
		return nil, fmt.Errorf("asked %s, told %q", call.Name, st.answers[n])
	}
	seen.answers = append(seen.answers, st.answers[n])
	if refused, err = m.answer(call, text, st, seen); err == nil && refused != nil {
		err = fmt.Errorf("%s: %w", st.answers[n], refused)
	}
	return nil, err
}

// listen hears what a story tells that was heard; if that is nothing, the time has
// come to ask.
func (m *teller) listen(st, seen *step) (refused, err error) {
	n := len(seen.answers)
	switch {
	case !hearing[m.state.Phase]:
		return errors.Local(errors.NotAllowed), nil
	case n == len(st.answers) || !strings.HasPrefix(st.answers[n], heard+": "):
		return m.step(flow.Poll(), st, seen)
	}
	seen.answers = append(seen.answers, st.answers[n])
	return m.answer(flow.Call{}, strings.TrimPrefix(st.answers[n], heard+": "), st, seen)
}

// answer gives a call's answer to the machine, as told.
func (m *teller) answer(call flow.Call, text string, st, seen *step) (refused, err error) {
	answer, err := parseAnswer(text, rpcOf[call.Name], func() string {
		m.hashes++
		return fmt.Sprintf("hash%d", m.hashes)
	}, m.now)
	if err != nil {
		return nil, err
	}
	switch answer.(type) {
	case flow.Connected, flow.Moved, flow.LoginTokenMoved:
		m.keys++
		m.key = fmt.Sprintf("key%d", m.keys)
	}
	if strings.HasSuffix(text, keyLost) {
		m.key = ""
	}
	return m.step(flow.Answered{Call: call, Answer: answer, Key: m.key}, st, seen)
}

// callNamed is the last call of that name.
func (m *teller) callNamed(name string) flow.Call {
	var c flow.CallName
	if c.UnmarshalText([]byte(name)) != nil {
		return flow.Call{}
	}
	return flow.Call{Name: c, Number: m.numbers[c]}
}

// rpcOf is what FromRPC wants to know of a call.
var rpcOf = func() map[flow.CallName]string {
	rpcs := map[flow.CallName]string{}
	for _, row := range flow.Telegram().Calls {
		rpcs[row.Call] = row.RPC
	}
	return rpcs
}()

// answersOne are the inputs that answer the question of one phase.
var answersOne = map[flow.InputName]bool{
	flow.InputCode: true, flow.InputResend: true, flow.InputFirebaseProof: true, flow.InputReportMissingCode: true,
	flow.InputPasskey: true, flow.InputPaid: true, flow.InputCanPurchase: true, flow.InputPurchased: true,
	flow.InputEmailAddress: true, flow.InputEmailCode: true, flow.InputEmailToken: true, flow.InputResetLoginEmail: true,
	flow.InputPassword: true, flow.InputRequestPasswordRecovery: true, flow.InputRecoveryCode: true,
	flow.InputAcceptTerms: true, flow.InputRegister: true,
}

// hearing are the phases that wait for what is pushed.
var hearing = map[flow.Phase]bool{flow.WaitOtherDevice: true, flow.WaitPayment: true}

// lasting are those that change the account for good.
var lasting = map[flow.InputName]bool{
	flow.InputRecoverPassword: true, flow.InputResetPassword: true,
	flow.InputDeclinePasswordReset: true, flow.InputDeleteAccount: true,
}
