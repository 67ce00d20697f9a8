package console

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A wait counts from now, and ends on the person's own clock.
func TestAdviceToWait(t *testing.T) {
	now := time.Date(2030, 1, 1, 12, 0, 30, 0, time.Local)
	var out bytes.Buffer
	p := &Prompt{Out: &out, Now: func() time.Time { return now }}
	const tooMany = "There were too many attempts. Try again in "
	for _, tt := range []struct {
		reason errors.Reason
		left   time.Duration
		want   string
	}{
		{errors.FloodWait, -time.Hour, tooMany + "1 second."},
		{errors.FloodWait, 42*time.Second - 1, tooMany + "42 seconds."},
		{errors.FloodWait, time.Minute, tooMany + "1 minute (at 12:02)."},
		{errors.FloodWait, time.Hour - 30*time.Second, tooMany + "59 minutes 30 seconds (at 13:00)."},
		{errors.FloodWait, 24 * time.Hour, tooMany + "1 day (at 2 January 12:01)."},
		{errors.TooEarly, 2 * time.Hour, "It is too early for this. Try again in 2 hours (at 14:01)."},
		{errors.TaskAlreadyExists, 2 * time.Hour, "The login e-mail is being reset already. It will be done in 2 hours (at 14:01)."},
		{errors.PhoneCodeInvalid, 2 * time.Hour, "The code is wrong. Check it and enter it again."},
	} {
		e := errors.Local(tt.reason)
		e.Wait = time.Hour // as the server said it, some time ago
		e.RetryAt = now.Add(tt.left).In(time.FixedZone("elsewhere", 5*3600+1800))
		require.Equal(t, tt.want, p.advice(e))
		out.Reset()
		p.Farewell(flow.State{}, e)
		require.Contains(t, out.String(), "Not signed in.\n"+tt.want+"\n")
		require.Equal(t, time.Hour, e.Wait, "it is told in other words, not changed")
	}
	require.Equal(t, "in 2 hours (at 14:01)", p.when(now.Add(2*time.Hour)))
	require.Equal(t, "in 7 days (at 8 January 12:01)", p.when(now.Add(week)))
	require.Equal(t, "in 42 seconds", p.when(now.Add(42*time.Second)))
	require.Equal(t, "now", p.when(now))

	unknown := errors.Local(errors.FloodWait)
	require.Equal(t, unknown.Advice(), p.advice(unknown))
}

// After a refusal a person reads why, and nothing that they have just read; what
// has changed meanwhile is explained.
func TestAsksAgain(t *testing.T) {
	sent := codes.Sent{Delivery: codes.SMS, Hash: codes.NewSecret("1")}
	wrong := flow.State{Phase: flow.WaitCode, Sent: sent, Last: errors.Local(errors.PhoneCodeInvalid)}
	password := flow.State{Phase: flow.WaitPassword, Password: flow.PasswordInfo{Hint: "pet"}, Last: errors.Local(errors.PasswordHashInvalid)}
	terms := flow.State{Phase: flow.WaitRegistration, Terms: flow.Terms{ID: "1", Text: "Be good."}, Last: errors.Local(errors.PhoneCodeInvalid)}
	change := func(s flow.State, how func(*flow.State)) flow.State { how(&s); return s }
	resends := change(wrong, func(s *flow.State) { s.Sent.Next = codes.Call })
	for _, tt := range []struct {
		name          string
		before, after flow.State
		next          string // what follows why
	}{
		{"the same code", wrong, wrong, "Code:\n"},
		{"the same code, later", wrong, change(wrong, func(s *flow.State) { s.Attempts++ }), "Code:\n"},
		{"another code", wrong, change(wrong, func(s *flow.State) { s.Sent.Hash = codes.NewSecret("2") }), "A code is on its way by SMS.\n"},
		{"no refusal", wrong, change(wrong, func(s *flow.State) { s.Last = nil }), "A code is on its way by SMS.\n"},
		{"expired", wrong, change(wrong, func(s *flow.State) { s.Expires = time.Now().Add(-1) }), "The last step has been waiting for too long."},
		{"no try left", wrong, change(wrong, func(s *flow.State) { s.Exhausted = true }), errors.Local(errors.AttemptsUsed).Advice() + "\n"},
		{"no try left, but another code", resends, change(resends, func(s *flow.State) { s.Exhausted = true }), errors.Local(errors.AttemptsUsed).Advice() + "\nAnother one, by call, can be asked for now: /resend.\n"},
		{"the same password", password, password, "Password:\n"},
		{"another hint", password, change(password, func(s *flow.State) { s.Password.Hint = "dog" }), "The account has a password, with the hint: dog\n"},
		{"the password after the code", wrong, password, "The account has a password, with the hint: pet\n"},
		{"the same terms", terms, terms, "Do you accept them (yes)?\n"},
		{"other terms", terms, change(terms, func(s *flow.State) { s.Terms.ID = "2" }), "This number has no account yet."},
		{"the name", terms, change(terms, func(s *flow.State) { s.TermsAccepted = true }), "The account is created with your name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			p := &Prompt{In: strings.NewReader("/number 1\n/number 1\n"), Out: &out}
			_, err := p.Ask(t.Context(), tt.before)
			require.NoError(t, err)
			before := out.String()
			require.Greater(t, strings.Count(before, "\n"), 2, "who has just come is told all")
			_, err = p.Ask(t.Context(), tt.after)
			require.NoError(t, err)
			said := strings.TrimPrefix(out.String(), before)
			why := ""
			if tt.after.Last != nil {
				why = tt.after.Last.Advice() + "\n"
			}
			require.True(t, strings.HasPrefix(said, why+tt.next), said)
		})
	}
}

// Who comes back when a wait is over is not told to wait; who has just been
// refused is.
func TestWaitThatIsOver(t *testing.T) {
	for _, tt := range []struct {
		left  time.Duration
		times int
	}{{time.Second, 2}, {0, 1}, {-time.Hour, 1}} {
		s := flow.State{Phase: flow.WaitCode, Last: errors.Local(errors.FloodWait)}
		s.Last.RetryAt = noon.Add(tt.left)
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("1\n1\n"), Out: &out, Now: clock}
		for range 2 {
			_, err := p.Ask(t.Context(), s)
			require.NoError(t, err)
		}
		require.Equal(t, tt.times, strings.Count(out.String(), "Try again in 1 second."), out.String())
	}
}

// Terms that a server wants read are said to be so.
func TestTermsToBeRead(t *testing.T) {
	for _, popup := range []bool{false, true} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("/quit\n"), Out: &out}
		_, err := p.Ask(t.Context(), flow.State{Phase: flow.WaitRegistration, Terms: flow.Terms{ID: "1", Text: "Be good.", Popup: popup}})
		require.ErrorIs(t, err, ErrQuit)
		require.Contains(t, out.String(), "\nBe good.\n")
		require.Equal(t, popup, strings.Contains(out.String(), "The server wants you to read them before you accept them.\nDo you accept them (yes)?\n"), out.String())
	}
}

// Who is refused while reading reads on where they were.
func TestReadsOn(t *testing.T) {
	var out bytes.Buffer
	p := &Prompt{In: strings.NewReader("/more\nyes\n/more\nyes\n"), Out: &out}
	page := strings.Repeat("line\n", plainRows-aroundPage)
	s := flow.State{Phase: flow.WaitRegistration, Terms: flow.Terms{ID: "1", Text: page + page + "third\n" + page}}
	_, err := p.Ask(t.Context(), s)
	require.NoError(t, err)
	s.Last = errors.Local(errors.Busy)
	_, err = p.Ask(t.Context(), s)
	require.NoError(t, err)
	require.Contains(t, out.String(), "third\n")
}

// A person at a terminal is told which number it is about, unless they have just
// been asked something else about it.
func TestSaysWho(t *testing.T) {
	number, err := codes.ParsePhone("+9996620001")
	require.NoError(t, err)
	in := func(phase flow.Phase) flow.State { return flow.State{Phase: phase, Identifier: number} }
	for _, tt := range []struct {
		terminal bool
		asked    []flow.Phase
		want     int
	}{
		{true, []flow.Phase{flow.WaitPhoneNumber}, 0},
		{true, []flow.Phase{flow.WaitPhoneNumber, flow.WaitCode}, 1},
		{true, []flow.Phase{flow.WaitCode, flow.WaitRegistration}, 1},
		{true, []flow.Phase{flow.WaitRegistration}, 1},
		{false, []flow.Phase{flow.WaitPhoneNumber, flow.WaitCode}, 0},
	} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("1\n1\n"), Out: &out}
		p.start()
		if tt.terminal {
			p.inFD = 0
		}
		for _, phase := range tt.asked {
			_, err := p.Ask(t.Context(), in(phase))
			require.NoError(t, err)
		}
		require.Equal(t, tt.want, strings.Count(out.String(), "Signing in as +999•••0001.\n"), out.String())
	}
}
