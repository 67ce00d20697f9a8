package main

import (
	"context"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A Bot signs in the people who chat with it, each to their own account. It
// keeps nothing itself: what a message means follows from where the chat's login
// stands in the Driver's Store, so that any process of a bot can answer any
// message. It may be used by several goroutines at once.
//
// The chats must be private ones. In a group everybody would read the code and
// the password, and take part in the sign-in.
type Bot struct {
	// Driver takes the steps; a login's id is its chat's. It must be set.
	Driver *flow.Driver
	// Log is told of what the bot's operator must know. Nil is silent.
	Log *zap.Logger
}

// Message answers a message: it takes the step that the text is for and returns
// what to say. Messages of one chat may come at the same time; then one of them
// is asked to wait. Replies are plain text: names, hints and terms of service come
// from a server, so a messenger must not look for markup in them.
func (b *Bot) Message(ctx context.Context, chat, text string) (reply string) {
	s, err := b.look(ctx, chat)
	if err != nil {
		return b.refused(err)
	}
	command := strings.TrimSpace(text)
	switch command {
	case "/start", "/help":
		return sayHelp
	case "/login":
		return b.login(ctx, chat, s)
	}
	in, ok := input(s, command, text)
	switch {
	case !ok && elsewhere[command]:
		return sayElsewhere + "\n" + question(s)
	case !ok:
		return question(s)
	}
	s, err = b.Driver.Do(ctx, chat, in)
	return b.reply(in, s, err)
}

// look returns where a chat's login stands. One that has ended makes room for
// the next.
func (b *Bot) look(ctx context.Context, chat string) (flow.State, error) {
	s, err := b.Driver.Look(ctx, chat)
	if err != nil || !s.Over() {
		return s, err
	}
	if s, err = b.Driver.Resume(ctx, chat); err != nil || !s.Over() {
		return s, err
	}
	return flow.State{}, b.Driver.Forget(ctx, chat)
}

// login begins a login, anew if one was under way. In a chat that is signed in
// it asks the server whether that is still so.
func (b *Bot) login(ctx context.Context, chat string, s flow.State) string {
	in := flow.Cancel()
	switch s.Phase {
	case flow.WaitCode, flow.WaitEmailAddress, flow.WaitEmailCode, flow.WaitPassword, flow.WaitRecoveryCode, flow.WaitRegistration, flow.WaitPayment:
	case flow.Ready:
		in = flow.Poll()
	default:
		return askNumber
	}
	s, err := b.Driver.Do(ctx, chat, in)
	if err != nil || !s.Over() {
		return b.reply(in, s, err)
	}
	return askNumber // the next message finds room for it
}

// elsewhere are commands for what is not done in this chat (/reset only where there
// is a login e-mail to reset).
var elsewhere = map[string]bool{"/recover": true, "/reset": true, "/delete": true}

// input turns a message into an input; ok is false if it is none.
//
// The text is read as the answer to what the chat was asked last, which is what
// Driver.Look returns. After Driver.Resume the login may stand elsewhere, and a
// code that is sent again because there was no reply must not be taken for the
// password. Commands come first, so that people can always leave; a password
// that is one of them, to the letter, cannot be given here.
func input(s flow.State, command, text string) (in flow.Input, ok bool) {
	switch command {
	case "/resend":
		return flow.Resend(), true
	case "/accept":
		return flow.AcceptTerms(s.Terms.ID), true
	case "/cancel":
		return flow.Cancel(), true
	case "/logout":
		return flow.LogOut(), true
	}
	switch {
	case s.Phase == flow.WaitEmailCode && command == "/reset":
		return flow.ResetLoginEmail(), true
	case elsewhere[command]:
		return flow.Input{}, false // a password least of all
	case s.Phase == flow.WaitPassword, s.Phase == flow.WaitRecoveryCode:
		return flow.Password(text), true // as it is: any text can be a password
	case strings.HasPrefix(command, "/"):
		return flow.Input{}, false // a command of some other bot
	}
	switch s.Phase {
	case flow.WaitCode:
		return flow.Code(text), true
	case flow.WaitEmailAddress:
		return flow.EmailAddress(text), true
	case flow.WaitEmailCode:
		if s.Email.SetUp && strings.Contains(text, "@") {
			return flow.EmailAddress(text), true
		}
		return flow.EmailCode(text), true
	case flow.WaitRegistration:
		first, last, _ := strings.Cut(command, " ")
		return flow.Register(first, last), true
	case flow.Ready:
		return flow.Input{}, false
	default:
		// People say all sorts of things to a bot. Without the plus even a late
		// code would pass for a number, and a stranger would get a code.
		return flow.PhoneNumber(text), strings.HasPrefix(command, "+")
	}
}

// reply says what became of an input, and what comes next.
func (b *Bot) reply(in flow.Input, s flow.State, err error) string {
	var say []string
	if err != nil {
		say = append(say, b.refused(err))
	}
	if in.Name() == flow.InputPassword {
		say = append(say, sayDelete)
	}
	switch {
	case errors.Is(err, errors.Busy), errors.Is(err, errors.Conflict):
	case s.Phase != flow.WaitPhoneNumber && s.Question(b.now()) == flow.WaitPhoneNumber:
		// Expired, or too many tries. A number would be taken for a code.
		say = append(say, sayLogin)
	case s.Doubt != flow.NoCall:
		say = append(say, saySendAgain)
	default:
		say = append(say, question(s))
	}
	return strings.Join(say, "\n")
}

// now is the Driver's clock: times that it stored are compared with it.
func (b *Bot) now() time.Time {
	if b.Driver.Now == nil {
		return time.Now()
	}
	return b.Driver.Now()
}

// refused says why a message led to nothing.
func (b *Bot) refused(err error) string {
	e, isRefusal := errors.AsType[*errors.Error](err)
	switch {
	case errors.Is(err, errors.Busy), errors.Is(err, errors.Conflict):
		return sayWait
	case isRefusal:
		return e.Advice()
	}
	if b.Log != nil {
		b.Log.Error("message", zap.Error(err))
	}
	return saySorry
}
