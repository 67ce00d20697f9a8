package main

import (
	"context"
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// path is a sign-in with a code and a password, in steps, and where each leads.
var path = []struct{ event, to string }{
	{"PhoneNumber", "Connect"},
	{"Connected", "SendCode"},
	{"CodeSent", "WaitCode"},
	{"Code", "SignIn"},
	{"PasswordWanted", "WaitPassword"},
	{"Password", "CheckPassword"},
	{"Authorized", "Ready"},
}

// start is where a sign-in begins.
const start = "WaitPhoneNumber"

// facts are what the guards look at.
type facts struct {
	key, over, terms bool
	tries            int
}

// The guards. All but hasKey hold throughout path.
func hasKey(f *facts) bool    { return f.key }
func noKey(f *facts) bool     { return !f.key }
func notOver(f *facts) bool   { return !f.over }
func triesLeft(f *facts) bool { return f.tries < flow.DefaultAttempts }
func accepted(f *facts) bool  { return !f.terms }

// shape is the main path of stepin's tables (see the diagram in the README) with
// its guards, and with a state of its own for each call that is being made, as
// these libraries need it.
var shape = []struct {
	from, event, to string
	guard           func(*facts) bool
}{
	{start, "PhoneNumber", "Connect", noKey},
	{start, "PhoneNumber", "SendCode", hasKey},
	{start, "Cancel", "LoggedOut", nil},
	{"Connect", "Connected", "SendCode", nil},
	{"Connect", "NotSent", start, nil},
	{"SendCode", "CodeSent", "WaitCode", nil},
	{"SendCode", "Authorized", "Ready", notOver},
	{"SendCode", "PasswordWanted", "WaitPassword", notOver},
	{"SendCode", "Refused", start, nil},
	{"WaitCode", "Code", "SignIn", triesLeft},
	{"WaitCode", "Resend", "ResendCode", nil},
	{"WaitCode", "PhoneNumber", "CancelCode", nil},
	{"WaitCode", "Cancel", "LoggedOut", nil},
	{"ResendCode", "CodeSent", "WaitCode", nil},
	{"ResendCode", "Refused", "WaitCode", nil},
	{"CancelCode", "Done", "SendCode", nil},
	{"CancelCode", "Refused", "SendCode", nil},
	{"SignIn", "Authorized", "Ready", notOver},
	{"SignIn", "PasswordWanted", "WaitPassword", notOver},
	{"SignIn", "RegistrationWanted", "WaitRegistration", nil},
	{"SignIn", "Refused", "WaitCode", nil},
	{"WaitPassword", "Password", "CheckPassword", triesLeft},
	{"WaitPassword", "PhoneNumber", "SendCode", nil},
	{"WaitPassword", "Cancel", "LogOut", nil},
	{"CheckPassword", "Authorized", "Ready", notOver},
	{"CheckPassword", "Refused", "WaitPassword", nil},
	{"WaitRegistration", "Register", "SignUp", accepted},
	{"WaitRegistration", "PhoneNumber", "SendCode", nil},
	{"SignUp", "Authorized", "Ready", notOver},
	{"SignUp", "Refused", "WaitRegistration", nil},
	{"Ready", "LogOut", "LogOut", nil},
	{"LogOut", "Done", "LoggedOut", nil},
}

// machines measures a step of each machine. None of them does any I/O. What a
// person or server says is made beforehand for ours, as it is a constant for the
// others: they keep no data.
func (b *bench) machines(ctx context.Context) error {
	ours, err := newStrides()
	if err != nil {
		return err
	}
	var our, loop, less cost
	looplab, qmuntal := newLooplab(), newQmuntal()
	return inTurn(ctx, b.pairs,
		func(context.Context) (err error) {
			our, err = measurePath(ours.signIn)
			return err
		},
		func(ctx context.Context) (err error) {
			if loop, err = measurePath(func() error { return looplab.signIn(ctx) }); err != nil {
				return err
			}
			less, err = measurePath(func() error { return qmuntal.signIn(ctx) })
			return err
		},
		func() error {
			b.addCosts("fsm", our, cost{min(loop.cpu, less.cpu), min(loop.wall, less.wall), min(loop.allocs, less.allocs)})
			return nil
		})
}

// measurePath measures many sign-ins and returns what a step takes.
func measurePath(signIn func() error) (cost, error) {
	const signIns = 10000
	took, err := measure(func() error {
		for range signIns {
			if err := signIn(); err != nil {
				return err
			}
		}
		return nil
	})
	return took.per(signIns * len(path)), err
}

// strides are what happens in a sign-in with flow.Step.
type strides struct {
	events []flow.Event
	now    time.Time
}

func newStrides() (*strides, error) {
	s := &strides{now: time.Now()}
	var (
		state flow.State
		call  flow.Call
	)
	for _, step := range []struct {
		said     flow.Input
		answered flow.Answer
	}{
		{said: flow.PhoneNumber(grace)},
		{answered: flow.Connected{}},
		{answered: flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash"), Delivery: codes.App, Length: len(code)}}},
		{said: flow.Code(code)},
		{answered: flow.PasswordWanted{}},
		{said: flow.Password(password)},
		{answered: flow.Authorized{Account: flow.Account{ID: "1", FirstName: "Grace"}}},
	} {
		var event flow.Event = step.said
		if step.answered != nil {
			event = flow.Answered{Call: call, Answer: step.answered, Key: "key"}
		}
		s.events = append(s.events, event)
		var err error
		if state, call, err = flow.Step(state, event, s.now); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// signIn takes the steps, each from the state that the one before has led to.
func (s *strides) signIn() error {
	var state flow.State
	for _, event := range s.events {
		var err error
		if state, _, err = flow.Step(state, event, s.now); err != nil {
			return err
		}
	}
	if state.Phase != flow.Ready {
		return fmt.Errorf("the steps lead to %s", state)
	}
	return nil
}
