package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// console asks a person, at a terminal or through a pipe.
type console struct {
	out      io.Writer
	terminal int // file descriptor; -1: standard input is no terminal
	input    *bufio.Reader
	report   *reporter
}

func newConsole(stdin io.Reader, stderr io.Writer) *console {
	c := &console{out: stderr, terminal: -1, input: bufio.NewReader(stdin)}
	if f, ok := stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		c.terminal = int(f.Fd())
	}
	return c
}

func (c *console) say(format string, args ...any) { fmt.Fprintf(c.out, format+"\n", args...) }

// errQuit is what a person says who has had enough.
var errQuit = errors.New("quit")

// ask is the flow.Asker.
func (c *console) ask(ctx context.Context, s flow.State) (flow.Input, error) {
	c.report.refused(s)
	if s.Last != nil {
		c.say("%s", s.Last.Advice())
	}
	question := s.Question(time.Now())
	c.explain(s, question)
	for {
		line, err := c.readLine(ctx, prompt(s, question), question == flow.WaitPassword)
		if err != nil {
			return flow.Input{}, err
		}
		in, err := c.answer(ctx, s, question, line)
		if err == nil || ctx.Err() != nil || errors.Is(err, errQuit) || errors.Is(err, io.EOF) {
			return in, err
		}
		c.say("%v", err)
	}
}

// commands are what can be said instead of an answer, except where anything
// could be a password.
const commands = "/resend, /number, /cancel or /quit"

// answer turns a line into an input.
func (c *console) answer(ctx context.Context, s flow.State, question flow.Phase, line string) (flow.Input, error) {
	if question == flow.WaitPassword {
		return flow.Password(line), nil
	}
	switch strings.TrimSpace(line) {
	case "/resend":
		return flow.Resend(), nil
	case "/number":
		number, err := c.readLine(ctx, "Phone number: ", false)
		return flow.PhoneNumber(number), err
	case "/cancel":
		return flow.Cancel(), nil
	case "/quit":
		return flow.Input{}, errQuit
	}
	switch question {
	case flow.WaitCode:
		return flow.Code(line), nil
	case flow.WaitRegistration:
		return c.register(s, line)
	default:
		return flow.PhoneNumber(line), nil
	}
}

func (c *console) register(s flow.State, line string) (flow.Input, error) {
	if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
		if strings.EqualFold(strings.TrimSpace(line), "yes") {
			return flow.AcceptTerms(s.Terms.ID), nil
		}
		return flow.Input{}, errors.New("without the terms there is no account: yes, " + commands)
	}
	first, last, _ := strings.Cut(strings.TrimSpace(line), " ")
	return flow.Register(first, last), nil
}

// explain says what a person must know before the question.
func (c *console) explain(s flow.State, question flow.Phase) {
	switch question {
	case flow.WaitCode:
		c.say("%s", delivery(s.Sent))
	case flow.WaitRegistration:
		if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
			c.say("This number has no account yet. Terms of service:\n%s", show(s.Terms.Text, 4000))
		}
	default:
	}
}

func prompt(s flow.State, question flow.Phase) string {
	switch question {
	case flow.WaitCode:
		return "Code: "
	case flow.WaitPassword:
		if s.Password.Hint != "" {
			return fmt.Sprintf("Password (hint: %s): ", show(s.Password.Hint, 100))
		}
		return "Password: "
	case flow.WaitRegistration:
		if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
			return "Do you accept them (yes)? "
		}
		return "First and last name: "
	default:
		return "Phone number: "
	}
}

// readLine reads one line; a secret one is not shown on a terminal. The end of
// the input is io.EOF.
func (c *console) readLine(ctx context.Context, prompt string, secret bool) (string, error) {
	fmt.Fprint(c.out, prompt)
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	hidden := secret && c.terminal >= 0
	var shown *term.State
	if hidden {
		shown, _ = term.GetState(c.terminal)
	}
	go func() {
		if hidden {
			text, err := term.ReadPassword(c.terminal)
			read <- result{string(text), err}
			return
		}
		line, err := c.input.ReadString('\n')
		if err == io.EOF && line != "" {
			err = nil
		}
		read <- result{strings.TrimRight(line, "\r\n"), err}
	}()
	select {
	case r := <-read:
		if hidden || c.terminal < 0 || r.err != nil {
			c.say("")
		}
		return r.line, r.err
	case <-ctx.Done():
		if shown != nil {
			_ = term.Restore(c.terminal, shown)
		}
		c.say("")
		return "", ctx.Err()
	}
}

// farewell says how it ended and returns the exit status.
func (c *console) farewell(s flow.State, err error, kept bool) int {
	switch {
	case s.Phase == flow.Ready && err == nil:
		c.say("Signed in as %s.", who(s.Account))
		return 0
	case errors.Is(err, io.EOF), errors.Is(err, context.Canceled), errors.Is(err, errQuit):
		if kept && !s.Over() {
			c.say("Stopped: %s. Run the same command again to carry on.", s)
		} else {
			c.say("Stopped: %s.", s)
		}
	default:
		c.say("Not signed in: %s.", s)
		if e, ok := errors.AsType[*errors.Error](err); ok {
			c.say("%s", e.Advice())
		}
		if err != nil {
			c.say("%v", err)
		}
	}
	return 1
}
