package console

import (
	"context"
	"slices"
	"strings"

	"github.com/stepin-go/stepin/flow"
)

// A command is what a person can say in place of an answer.
type command struct {
	name, meaning string
	// here tells whether a question has the command, and now whether it would not
	// be refused at once: then it is offered. Nil: whenever.
	here, now func(*Prompt, *question) bool
	// do obeys it, as Prompt.answer does; rest is what was said after the name.
	do func(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error)
}

// commands are all but /help, in the order in which they are offered. Of two with
// a name, a question has the first that is there. It is no variable because a
// command may ask something, and be answered by another one.
func commands() []command {
	return []command{
		{"/solve", "to give the last answer again, with the proof that is asked for", (*Prompt).challenged, nil, solve},
		{"/qr", "to sign in with a device that is signed in", (*Prompt).hasWays, (*Prompt).offersQR, says(flow.RequestQRCode())},
		{"/bot", "to sign in as a bot, with its token", (*Prompt).takesBot, nil, enterBotToken},
		{"/passkey", "to sign in with a passkey that a program of yours has", (*Prompt).hasWays, (*Prompt).offersPasskey, says(flow.RequestPasskey())},
		{"/resend", "to have another code sent", at(flow.WaitCode, flow.WaitEmailCode), (*Prompt).canResend, says(flow.Resend())},
		{"/resend", "to have another e-mail sent", at(flow.WaitRecoveryCode), nil, says(flow.RequestPasswordRecovery())},
		{"/missing", "to report that no code has come", (*Prompt).awaitsCode, (*Prompt).comesBySMS, reportMissing},
		{"/paid", "to name the payment form that was paid", at(flow.WaitPayment), nil, enterForm},
		{"/can", "to ask whether that can be bought", at(flow.WaitPayment), nil, says(flow.CanPurchase())},
		{"/email", "to give another e-mail address", (*Prompt).setsUp, nil, takes("E-mail address: ", seen, flow.EmailAddress)},
		{"/apple", "to prove the address by a token of Sign in with Apple", (*Prompt).takesApple, nil, takes("Token: ", unseen, flow.AppleToken)},
		{"/google", "to prove the address by an ID token of Google's", (*Prompt).takesGoogle, nil, takes("Token: ", unseen, flow.GoogleToken)},
		{"/reset-email", "to sign in without the login e-mail address", (*Prompt).hasLoginEmail, (*Prompt).canResetEmail, says(flow.ResetLoginEmail())},
		{"/recover", "to have a code sent to the recovery e-mail address", (*Prompt).wantsPassword, (*Prompt).canRecover, says(flow.RequestPasswordRecovery())},
		{"/password", "to enter the password after all", at(flow.WaitRecoveryCode), nil, enterPassword},
		{"/reset-password", "to ask for the password to be removed", (*Prompt).wantsCloudPassword, (*Prompt).canResetPassword, resetPassword},
		{"/decline", "to keep the password that is to be removed", (*Prompt).wantsCloudPassword, (*Prompt).resetsPassword, says(flow.DeclinePasswordReset())},
		{"/delete", "to delete the account", (*Prompt).wantsCloudPassword, (*Prompt).canDelete, deleteAccount},
		{"/more", "to read on", nil, (*Prompt).canReadOn, readOn},
		{"/number", "to sign in with another number", numbers, (*Prompt).begun, somebodyElse},
		{"/number", "to sign in as somebody else", nil, (*Prompt).begun, somebodyElse},
		{"/cancel", "to end this sign-in, and cancel the code", nil, (*Prompt).begun, says(flow.Cancel())},
		{"/quit", "to stop here", nil, nil, quit},
	}
}

// offered are the commands that a person can give now.
func (p *Prompt) offered(q *question) []command {
	return slices.DeleteFunc(p.commands(q), func(c command) bool { return c.now != nil && !c.now(p, q) })
}

// commands are those of a question.
func (p *Prompt) commands(q *question) []command {
	var here []command
	for _, c := range commands() {
		named := func(other command) bool { return other.name == c.name }
		if (c.here == nil || c.here(p, q)) && !slices.ContainsFunc(here, named) {
			here = append(here, c)
		}
	}
	return here
}

// list writes their names: "/number, /cancel, /quit".
func list(commands []command) string {
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

// command obeys a line that begins with a slash: no number, address, code or yes
// does.
func (p *Prompt) command(ctx context.Context, q *question, line string) (in flow.Input, said bool, err error) {
	name, rest, _ := strings.Cut(line, " ")
	for _, c := range p.commands(q) {
		if c.name == name {
			return c.do(ctx, p, q, strings.TrimSpace(rest))
		}
	}
	if name == "/help" {
		p.help(q)
	} else {
		p.say("There is no such command here. Answer the question, or say one of %s.", list(p.offered(q)))
	}
	return in, false, nil
}

func (p *Prompt) help(q *question) {
	p.say("Answer the question, or say")
	offered, widest := p.offered(q), 0
	for _, c := range offered {
		widest = max(widest, len(c.name))
	}
	for _, c := range offered {
		p.say("  %-*s  %s", widest, c.name, c.meaning)
	}
}

// says makes a command of an input.
func says(in flow.Input) func(context.Context, *Prompt, *question, string) (flow.Input, bool, error) {
	return func(context.Context, *Prompt, *question, string) (flow.Input, bool, error) { return in, true, nil }
}

// Whether what is asked for may be seen while it is typed.
const seen, unseen = false, true

// takes makes a command of an input with something to say, which is asked for if it
// was not said at once.
func takes(prompt string, secret bool, input func(string) flow.Input) func(context.Context, *Prompt, *question, string) (flow.Input, bool, error) {
	return func(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error) {
		use := func(line string) (flow.Input, bool, error) { return input(line), true, nil }
		if rest != "" {
			return use(rest)
		}
		return p.askFurther(ctx, q, prompt, secret, use)
	}
}

func somebodyElse(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error) {
	if rest != "" {
		return p.identify(rest)
	}
	return p.askFurther(ctx, q, p.askIdentifier(), seen, p.identify)
}

// enterPassword takes a password only where it is not seen, and as it is typed.
func enterPassword(ctx context.Context, p *Prompt, _ *question, rest string) (in flow.Input, said bool, err error) {
	if rest != "" {
		p.say("A password is not taken where it can be seen: say /password alone, and then the password.")
		return in, false, nil
	}
	line, err := p.readLine(ctx, "Password: ", unseen)
	if err != nil {
		return in, false, err
	}
	if line == "" {
		p.say(nothingDone)
		return in, false, nil
	}
	return flow.Password(line), true, nil
}

func readOn(_ context.Context, p *Prompt, q *question, _ string) (in flow.Input, said bool, err error) {
	if q.unread == "" {
		p.say("There is nothing more to read.")
	} else {
		p.more(q)
	}
	return in, false, nil
}

func quit(context.Context, *Prompt, *question, string) (in flow.Input, said bool, err error) {
	return in, false, ErrQuit
}

// resetPassword makes sure that the password, and what goes with it, may go. Where
// it is too early, the machine says so.
func resetPassword(ctx context.Context, p *Prompt, q *question, _ string) (in flow.Input, said bool, err error) {
	if !p.canResetPassword(q) {
		return flow.ResetPassword(), true, nil
	}
	p.say("This has the password removed: at once, or after some days in which you can still keep it. The server decides which.")
	p.say(unprotected)
	p.warnOfPassport(q)
	return p.askFurther(ctx, q, "Have the password removed (yes)? ", seen, func(line string) (flow.Input, bool, error) {
		if strings.EqualFold(line, "yes") {
			return flow.ResetPassword(), true, nil
		}
		p.say(nothingDone)
		return in, false, nil
	})
}

// deleteAccount asks for the words that a deletion must be confirmed by. It gives
// no password: who has that can sign in first.
func deleteAccount(ctx context.Context, p *Prompt, q *question, _ string) (in flow.Input, said bool, err error) {
	whose := "the account"
	if !q.Identifier.IsZero() {
		whose += " of " + Show(q.Identifier.String(), 100)
	}
	p.say("This deletes %s with all that belongs to it. It cannot be undone.", whose)
	p.warnOfPassport(q)
	p.say("As the password is not given, the server may do it after some days only, so that the owner can object.")
	return p.askFurther(ctx, q, "To go on, type "+flow.DeleteMyAccount+": ", seen, func(words string) (flow.Input, bool, error) {
		return flow.DeleteAccount(words, "", ""), true, nil
	})
}

// What the questions have, and what would not be refused.

func at(phases ...flow.Phase) func(*Prompt, *question) bool {
	return func(_ *Prompt, q *question) bool { return slices.Contains(phases, q.asks) }
}

// stands tells whether the login stands in a phase, whose answers may be used up:
// then there are its other ways still.
func (p *Prompt) stands(q *question, phases ...flow.Phase) bool {
	return slices.Contains(phases, q.Phase) && !q.Expired(p.now())
}

func numbers(p *Prompt, _ *question) bool { return p.numbersOnly() }

func (p *Prompt) begun(q *question) bool { return q.asks != flow.WaitPhoneNumber }

func (p *Prompt) canReadOn(q *question) bool { return q.unread != "" }

func (p *Prompt) canResend(q *question) bool { return q.resends() && untilResend(q.Sent, p.now()) <= 0 }

func (p *Prompt) setsUp(q *question) bool { return q.asks == flow.WaitEmailCode && q.Email.SetUp }

func (p *Prompt) hasLoginEmail(q *question) bool {
	return p.stands(q, flow.WaitEmailCode) && !q.Email.SetUp
}

func (p *Prompt) canResetEmail(q *question) bool {
	return (q.Email.Resettable || !q.Email.ResetAt.IsZero()) && !p.now().Before(q.Email.ResetAt)
}

func (p *Prompt) takesApple(q *question) bool { return q.asksEmail() && q.Email.Apple }

func (p *Prompt) takesGoogle(q *question) bool { return q.asksEmail() && q.Email.Google }

func (p *Prompt) wantsPassword(q *question) bool { return p.stands(q, flow.WaitPassword) }

// wantsCloudPassword tells whether the question is about the password of two-step
// verification. Only Telegram resets one or deletes an account on the way in.
func (p *Prompt) wantsCloudPassword(q *question) bool {
	return p.stands(q, flow.WaitPassword, flow.WaitRecoveryCode) && p.telegram()
}

func (p *Prompt) canRecover(q *question) bool { return q.Password.HasRecovery }

func (p *Prompt) resetsPassword(q *question) bool { return !q.Password.ResetAt.IsZero() }

func (p *Prompt) canResetPassword(q *question) bool { return !p.now().Before(q.Password.ResetAt) }

func (p *Prompt) canDelete(q *question) bool { return !p.now().Before(q.DeletionAt()) }
