package console

import (
	"context"
	"strings"

	"github.com/stepin-go/stepin/flow"
)

// commands lists what can be said instead of an answer at any time.
func (q *question) commands() string {
	if q.asks == flow.WaitPhoneNumber {
		return "/quit"
	}
	list := "/number, /cancel, /quit"
	if q.unread != "" {
		list = "/more, " + list
	}
	return list
}

// commandsNow lists /resend, too, once it is not refused any more.
func (p *Prompt) commandsNow(q *question) string {
	if q.resends() && untilResend(q.Sent, p.now()) <= 0 {
		return "/resend, " + q.commands()
	}
	return q.commands()
}

// meanings are what the commands do.
var meanings = map[string]string{
	"/resend": "to have another code sent",
	"/number": "to sign in with another number",
	"/more":   "to read on",
	"/cancel": "to end this sign-in, and cancel the code",
	"/quit":   "to stop here",
}

// answer turns a line into an input. If nothing was said that answers the
// question, it has told why.
func (p *Prompt) answer(ctx context.Context, q *question, line string) (in flow.Input, said bool, err error) {
	if q.asks == flow.WaitPassword {
		if line != "" || !p.edits {
			return flow.Password(line), true, nil
		}
		// Nobody's password is empty.
		p.say("Commands are %s, /help. Enter alone leads back to the password.", q.commands())
		line, err = p.readLine(ctx, "Command: ", false)
		if err != nil || strings.TrimSpace(line) == "" {
			return in, false, err
		}
		if !strings.HasPrefix(strings.TrimSpace(line), "/") {
			p.say("That was no command, and it was shown. It was not used.")
			return in, false, nil
		}
	}
	if line := strings.TrimSpace(line); strings.HasPrefix(line, "/") {
		return p.command(ctx, q, line)
	}
	switch {
	case q.asks == flow.WaitCode:
		return flow.Code(line), true, nil
	case q.wantsTerms() && strings.EqualFold(strings.TrimSpace(line), "yes"):
		return flow.AcceptTerms(q.Terms.ID), true, nil
	case q.wantsTerms():
		p.say("Without the terms there is no account. Say yes, or one of %s.", q.commands())
		return in, false, nil
	case q.asks == flow.WaitRegistration:
		first, last, _ := strings.Cut(strings.TrimSpace(line), " ")
		return flow.Register(first, last), true, nil
	default:
		return p.identify(line)
	}
}

// command obeys a line that begins with a slash: no number, code or yes does.
func (p *Prompt) command(ctx context.Context, q *question, line string) (in flow.Input, said bool, err error) {
	name, rest, _ := strings.Cut(line, " ")
	switch name {
	case "/resend":
		return flow.Resend(), true, nil
	case "/number":
		if rest == "" {
			if rest, err = p.readLine(ctx, p.askIdentifier(), false); err != nil {
				return in, false, err
			}
		}
		return p.identify(rest)
	case "/cancel":
		return flow.Cancel(), true, nil
	case "/quit":
		return in, false, ErrQuit
	case "/more":
		if q.unread != "" {
			p.more(q)
			return in, false, nil
		}
		p.say("There is nothing more to read.")
	case "/help":
		p.say("Answer the question, or say")
		for name := range strings.SplitSeq(p.commandsNow(q), ", ") {
			meaning := meanings[name]
			if name == "/number" && !p.numbersOnly() {
				meaning = "to sign in as somebody else"
			}
			p.say("  %-8s %s", name, meaning)
		}
	default:
		p.say("There is no such command here. Answer the question, or say one of %s.", p.commandsNow(q))
	}
	return in, false, nil
}
