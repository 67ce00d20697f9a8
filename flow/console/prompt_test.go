package console

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// run signs in with lines to read, and returns what was said.
func run(t *testing.T, lines string) (s flow.State, said string, ended error) {
	t.Helper()
	server, err := fake.New(accounts()...)
	require.NoError(t, err)
	server.Now = clock
	return runAt(t, server, nil, lines)
}

// runAt is run at a server, with a login that is kept if there is a store.
func runAt(t *testing.T, server *fake.Server, store flow.Store, lines string) (s flow.State, said string, ended error) {
	t.Helper()
	return runWith(t, server, store, strings.NewReader(lines), func(flow.State) {})
}

// address is where a login token is shown on purpose.
var address = regexp.MustCompile(`tg://login\?token=[\w-]+`)

// runWith is runAt with somebody who sees each state before the question.
func runWith(t *testing.T, server *fake.Server, store flow.Store, in io.Reader, observe func(flow.State)) (s flow.State, said string, ended error) {
	t.Helper()
	var out bytes.Buffer
	p := &Prompt{In: in, Out: &out, Now: server.Now}
	d := leak.Driver(t, &flow.Driver{Transport: &fake.Transport{Server: server}, Store: store, Now: server.Now, Observe: func(o flow.Observation) {
		p.Observe(o)
		if o.Call.Name == flow.NoCall {
			observe(o.State)
		}
	}})
	s, err := d.Run(t.Context(), "me", p.Ask)
	p.Farewell(s, err)
	leak.Saw(t, address.ReplaceAllString(out.String(), ""), s, err)
	require.NotContains(t, out.String(), "\x1b", "no colours and nothing that moves without a terminal")
	return s, out.String(), err
}

// Without a terminal: what is said, and where it leads.
func TestPlain(t *testing.T) {
	for _, tt := range []struct {
		name, lines string
		phase       flow.Phase
		err         error
		says        []string
	}{
		{
			"signed in", "+9996620001\n22222\n", flow.Ready, nil,
			[]string{"(5 digits).\nAnother one, by SMS, can be asked for now: /resend.\n", "Signed in as Ada Lovelace"},
		},
		{
			"line ends of Windows, last line not ended", "+9996620002\r\n22222\r\nsecret", flow.Ready, nil,
			[]string{"with the hint: pet\n", "Signed in as Grace Hopper"},
		},
		{
			"resent", "+9996620001\n/resend\n22222\n", flow.Ready, nil,
			[]string{"A code is on its way by SMS (5 digits)."},
		},
		{
			"resent too early", "+9996620004\n/resend\n22222\n", flow.Ready, nil,
			[]string{"Another one, by call, can be asked for in 2 s.", "Signed in as Alan"},
		},
		{"another number", "+9996620002\n/number\n+9996620001\n22222\n", flow.Ready, nil, []string{"Signed in as Ada"}},
		{"another number at once", "+9996620002\n /number +9996620001 \n22222\n", flow.Ready, nil, []string{"Signed in as Ada"}},
		{"cancelled", "+9996620001\n/cancel\n", flow.LoggedOut, errors.Ended, []string{"The sign-in was ended.\n"}},
		{"quit", "+9996620001\n/quit\n", flow.WaitCode, ErrQuit, []string{"Stopped before the code was entered.\n"}},
		{"quit at the number", "/quit\n", flow.WaitPhoneNumber, ErrQuit, []string{"Stopped before a number was entered.\n"}},
		{"end at another number", "+9996620001\n/number\n", flow.WaitCode, io.EOF, []string{"Stopped before the code was entered.\n"}},
		{
			"unknown command", "/qiut\n+9996620001\n/help\n/more\n/quit\n", flow.WaitCode, ErrQuit,
			[]string{
				"There is no such command here. Answer the question, or say one of /qr, /bot, /passkey, /quit.",
				"Answer the question, or say\n  /resend  to have another code sent\n  /number  to sign in with another number\n",
				"There is nothing more to read.",
			},
		},
		{
			"a password may look like a command", "+9996620002\n22222\n/quit\n\n\nsecret\n", flow.Ready, nil,
			[]string{"The password is wrong", "Enter alone leads back to the password."},
		},
		{
			"too long", strings.Repeat("1", 5000) + "\n+9996620001\n22222\n", flow.Ready, nil,
			[]string{"\nThis is too long for an answer.\n"},
		},
		{"too long and no end", strings.Repeat("1", 5000), flow.WaitPhoneNumber, io.EOF, []string{"too long", "Stopped"}},
		{
			"registered", "+9996620003\n22222\nno\n/more\nYES\nAda King Lovelace\n", flow.Ready, nil,
			[]string{
				`\x1b[2JDo not\u202e read\a this.` + "\nAnd so on.\n", "There is more of it, 100 KB: /more.", "There is more of it, 99 KB: /more.",
				"at least 16 years", "Without the terms there is no account. Say yes, or one of /more, /number, /cancel, /quit.",
				"The account is created with your name", "Signed in as Ada King Lovelace",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, said, err := run(t, tt.lines)
			require.Equal(t, tt.phase, s.Phase, said)
			require.ErrorIs(t, err, tt.err)
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
			require.Less(t, len(said), 20<<10, "terms of 100 KB are bounded")
		})
	}
}

// What follows the last answer is the program's own.
func TestReadsNoFurther(t *testing.T) {
	in := strings.NewReader("+9996620001\nthe rest")
	p := &Prompt{In: in, Out: io.Discard}
	input, err := p.Ask(t.Context(), flow.State{})
	require.NoError(t, err)
	require.Equal(t, flow.InputPhoneNumber, input.Name())
	rest, err := io.ReadAll(in)
	require.NoError(t, err)
	require.Equal(t, "the rest", string(rest))
}

// A question ends with its context though nobody answers, and what is typed
// afterwards answers the next one, whole.
func TestContextEnds(t *testing.T) {
	r, w := io.Pipe()
	var out bytes.Buffer
	reads := make(chan struct{}, 100)
	p := &Prompt{In: tap{r, reads}, Out: &out}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = w.Write([]byte("+1"))
		for range 3 {
			<-reads // the third waits for what nobody types
		}
		cancel()
	}()
	_, err := p.Ask(ctx, flow.State{})
	require.ErrorIs(t, err, context.Canceled)
	_, err = p.Ask(ctx, flow.State{})
	require.ErrorIs(t, err, context.Canceled, "nothing is read for who has gone")

	go func() { _, _ = w.Write([]byte("/quit\n")) }()
	_, err = p.Ask(t.Context(), flow.State{})
	require.ErrorIs(t, err, ErrQuit)
	require.Equal(t, strings.Repeat("Phone number:\n", 3), out.String())
}

// tap tells of each Read before it.
type tap struct {
	io.Reader
	reads chan<- struct{}
}

func (t tap) Read(b []byte) (int, error) {
	t.reads <- struct{}{}
	return t.Reader.Read(b)
}

func TestReadFails(t *testing.T) {
	broken := errors.New("broken")
	p := &Prompt{In: io.MultiReader(strings.NewReader("+99"), failing{broken}), Out: io.Discard}
	_, err := p.Ask(t.Context(), flow.State{})
	require.ErrorIs(t, err, broken, "half a line is no answer")
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// Nobody who listens is no reason not to sign in.
func TestWriteFails(t *testing.T) {
	r, w := io.Pipe()
	require.NoError(t, r.Close())
	p := &Prompt{In: strings.NewReader("+9996620001\n"), Out: w}
	_, err := p.Ask(t.Context(), flow.State{})
	require.NoError(t, err)
}

// Whatever a server says of a question is escaped and bounded.
func TestServerTexts(t *testing.T) {
	for _, s := range []flow.State{
		{Phase: flow.WaitPassword, Password: flow.PasswordInfo{Hint: nasty}},
		{Phase: flow.WaitRegistration, Terms: flow.Terms{ID: "1", Text: nasty}},
		{Phase: flow.WaitCode, Sent: codes.Sent{Delivery: codes.SMSWord, Beginning: nasty}},
		{Phase: flow.WaitEmailCode, Sent: codes.Sent{Delivery: codes.Mail, Pattern: nasty}},
		{Phase: flow.WaitRecoveryCode, Password: flow.PasswordInfo{RecoveryPattern: nasty}},
		{Phase: flow.WaitPasskey, Passkey: flow.PasskeyInfo{Options: nasty}},
		{Phase: flow.WaitPasskey, Passkey: flow.PasskeyInfo{Options: nasty, Firebase: true}},
		{Phase: flow.WaitPayment, Payment: flow.PaymentInfo{Product: nasty, Currency: nasty, SupportEmail: nasty, SupportSubject: nasty}},
	} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("/quit\n"), Out: &out}
		_, _ = p.Ask(t.Context(), s)
		require.Contains(t, out.String(), "xxxxxxx")
		requireHarmless(t, strings.ReplaceAll(out.String(), "\n", ""))
		require.Less(t, out.Len(), 5000)
	}
}

// What has expired is said to have, and the number is asked for.
func TestExpired(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	const begins = "It begins again with the phone number."
	for _, tt := range []struct {
		name string
		last *errors.Error
		says int
	}{
		{"found so", nil, 1},
		{"told already", errors.Local(errors.Expired), 0},
		{"after a wrong code", errors.Local(errors.CodeLength), 1},
	} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("+9996620001\n"), Out: &out, Now: func() time.Time { return now }}
		in, err := p.Ask(t.Context(), flow.State{
			Phase: flow.WaitCode, Sent: codes.Sent{Delivery: codes.SMS}, Expires: now.Add(-1), Last: tt.last,
		})
		require.NoError(t, err)
		require.Equal(t, flow.InputPhoneNumber, in.Name())
		require.Equal(t, tt.says, strings.Count(out.String(), begins), tt.name)
		require.Contains(t, out.String(), "Phone number:")
		require.NotContains(t, out.String(), "SMS")
	}
}

func TestFarewell(t *testing.T) {
	waiting := flow.State{Phase: flow.WaitCode}
	for _, tt := range []struct {
		state flow.State
		err   error
		kept  bool
		want  string
	}{
		{flow.State{Phase: flow.Ready, Account: flow.Account{ID: "7"}}, nil, true, "Signed in as user (id 7).\n"},
		{waiting, ErrQuit, true, "Stopped before the code was entered. Carry on.\n"},
		{waiting, io.EOF, true, "Stopped before the code was entered. Carry on.\n"},
		{waiting, context.Canceled, true, "Stopped before the code was entered. Carry on.\n"},
		{waiting, context.DeadlineExceeded, true, "Stopped before the code was entered. Carry on.\n"},
		{waiting, fmt.Errorf("asking: %w", ErrQuit), false, "Stopped before the code was entered.\n"},
		{flow.State{Phase: flow.LoggedOut}, errors.Local(errors.Ended), true, "The sign-in was ended.\n"},
		{flow.State{Phase: flow.LoggedOut}, context.Canceled, true, "Stopped.\n"},
		{flow.State{Phase: flow.LoggedOut}, nil, true, "Not signed in.\n"},
		{waiting, errors.New("disk full\x1b"), true, "Not signed in.\ndisk full\\x1b\n"},
	} {
		var out bytes.Buffer
		p := &Prompt{Out: &out}
		if tt.kept {
			p.CarryOn = "Carry on."
		}
		p.Farewell(tt.state, tt.err)
		require.Equal(t, tt.want, out.String())
	}
}

// A server that hangs up is no person who leaves.
func TestFarewellAfterLostCall(t *testing.T) {
	for _, cause := range []error{io.EOF, context.DeadlineExceeded} {
		lost := errors.Local(errors.Unanswered)
		lost.Err = cause
		var out bytes.Buffer
		p := &Prompt{Out: &out}
		p.Farewell(flow.State{Phase: flow.WaitCode, Doubt: flow.CallSignIn, Last: lost}, lost)
		require.Contains(t, out.String(), "Not signed in.")
		require.Contains(t, out.String(), lost.Advice())

		out.Reset()
		p.Farewell(flow.State{Phase: flow.Ready, Doubt: flow.CallWhoAmI, Last: lost}, lost)
		require.Contains(t, out.String(), "Nobody could be asked whether you are still signed in.")
	}
}
