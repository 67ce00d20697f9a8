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

// writes hands on what is written.
type writes chan string

func (w writes) Write(b []byte) (int, error) {
	w <- string(b)
	return len(b), nil
}

// moving returns a Prompt on what it takes for a terminal.
func moving(t *testing.T) (*Prompt, writes) {
	t.Helper()
	screen := make(writes, 1000)
	p := &Prompt{In: strings.NewReader("+9996620001\n"), Out: screen}
	p.start()
	p.moves = true
	return p, screen
}

// asked is the observation that a call is about to be made.
func asked(call flow.CallName, lease time.Duration) flow.Observation {
	s := flow.State{Pending: flow.Pending{Call: call, Number: 1, Until: time.Now().Add(lease)}}
	return flow.Observation{Event: flow.Poll(), State: s, Call: flow.Call{Name: call, Number: 1}}
}

const erased = "\r\x1b[K"

func TestSpinner(t *testing.T) {
	for _, tt := range []struct {
		name string
		then func(p *Prompt)
		want string // after what moved was erased
	}{
		{"answered", func(p *Prompt) { p.Observe(flow.Observation{Event: flow.Answered{}}) }, ""},
		{"asked", func(p *Prompt) { _, _ = p.Ask(t.Context(), flow.State{}) }, "Phone number:\n"},
		{"over", func(p *Prompt) { p.Farewell(flow.State{Phase: flow.WaitCode}, ErrQuit) }, "Stopped before the code was entered.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, screen := moving(t)
			p.Observe(asked(flow.CallSignIn, time.Hour))
			require.Equal(t, "\r| Checking the code\x1b[K", <-screen)
			require.Equal(t, "\r/ Checking the code\x1b[K", <-screen)
			tt.then(p)
			var text string
			for text != erased {
				text = <-screen
			}
			if tt.want != "" {
				require.Equal(t, tt.want, <-screen)
			}
			time.Sleep(2 * turn) // can hide a mistake, but not make one
			for len(screen) > 0 {
				require.NotContains(t, <-screen, "Checking", "it rests")
			}
		})
	}
}

// What is written meanwhile stands in a line of its own.
func TestSpinnerMakesWay(t *testing.T) {
	p, screen := moving(t)
	p.Observe(asked(flow.CallConnect, time.Hour))
	require.Contains(t, <-screen, "Connecting")
	p.say("news")
	var text string
	for text != erased {
		text = <-screen
	}
	require.Equal(t, "news\n", <-screen)
	require.Contains(t, <-screen, "Connecting", "and it goes on")
	p.rest()
}

// Whoever forgets to say how a call ended has nothing move for ever.
func TestSpinnerEndsWithTheLease(t *testing.T) {
	p, screen := moving(t)
	p.Observe(asked(flow.CallSendCode, 2*turn+turn/2))
	var text string
	for text != erased {
		text = <-screen
	}
	p.Observe(flow.Observation{Event: flow.Answered{}})
	require.Empty(t, screen)
}

// A spinner that was stopped while it was about to move does not.
func TestSpinnerStoppedAtThatMoment(t *testing.T) {
	p, screen := moving(t)
	p.Observe(asked(flow.CallSignIn, time.Hour))
	stopped := p.spinner
	p.rest()
	for len(screen) > 0 {
		<-screen
	}
	p.draw(stopped, "late")
	require.Empty(t, screen)
}

func TestNothingMovesWithoutATerminal(t *testing.T) {
	var out bytes.Buffer
	p := &Prompt{Out: &out}
	p.Observe(asked(flow.CallSignIn, time.Hour))
	require.Nil(t, p.spinner)
	require.Empty(t, out.String())
}

func TestWaitingForSomebodyElse(t *testing.T) {
	var out bytes.Buffer
	p := &Prompt{Out: &out}
	until := time.Date(2030, 1, 2, 3, 4, 5, 0, time.Local)
	p.Observe(flow.Observation{State: flow.State{Pending: flow.Pending{Call: flow.CallSignIn, Until: until}}})
	require.Equal(t, "Another step of this login is under way. Waiting for it until 03:04:05 at the latest.\n", out.String())
}

func TestEveryCallHasWords(t *testing.T) {
	for call := flow.NoCall + 1; call <= flow.CallLogOut; call++ {
		require.NotEqual(t, doing(flow.NoCall), doing(call), call.String())
		require.Less(t, len(doing(call)), 40, "it fits in a line")
	}
}

func TestColours(t *testing.T) {
	p, screen := moving(t)
	wrong := flow.State{Phase: flow.WaitCode, Sent: codes.Sent{Length: 5}, Last: errors.Local(errors.CodeLength)}
	advice := wrong.Last.Advice()

	p.colours = true
	_, err := p.Ask(t.Context(), wrong)
	require.NoError(t, err)
	require.Equal(t, "\x1b[31m"+advice+"\x1b[0m\n", <-screen)
	p.Farewell(flow.State{Phase: flow.Ready}, nil)
	for text := ""; !strings.Contains(text, "Signed in"); {
		if text = <-screen; strings.Contains(text, "Signed in") {
			require.Equal(t, "\x1b[32mSigned in as user (id ).\x1b[0m\n", text)
		}
	}

	p, screen = moving(t)
	_, err = p.Ask(t.Context(), wrong)
	require.NoError(t, err)
	require.Equal(t, advice+"\n", <-screen)
}
