package console

import (
	"context"
	"strings"

	"github.com/stepin-go/stepin/flow"
)

// answer turns a line into an input. If nothing was said that answers the
// question, it has told why.
func (p *Prompt) answer(ctx context.Context, q *question, line string) (in flow.Input, said bool, err error) {
	trimmed := strings.TrimSpace(line)
	switch {
	case q.hidden() && line == "":
		return p.instead(ctx, q)
	case q.asks == flow.WaitPassword:
		return flow.Password(line), true, nil
	case q.newPassword:
		return p.newPassword(ctx, q, line)
	case strings.HasPrefix(trimmed, "/"):
		return p.command(ctx, q, trimmed)
	}
	switch q.asks {
	case flow.WaitCode:
		return flow.Code(line), true, nil
	case flow.WaitEmailAddress:
		return flow.EmailAddress(line), true, nil
	case flow.WaitEmailCode:
		return flow.EmailCode(line), true, nil
	case flow.WaitRecoveryCode:
		return p.recoveryCode(q, line)
	case flow.WaitPasskey:
		if q.Passkey.Firebase {
			return flow.FirebasePNVToken(line), true, nil
		}
		return flow.Passkey(line), true, nil
	case flow.WaitPayment:
		return p.paid(line)
	case flow.WaitRegistration:
		if !q.wantsTerms() {
			return register(line), true, nil
		}
		if strings.EqualFold(trimmed, "yes") {
			return flow.AcceptTerms(q.Terms.ID), true, nil
		}
		p.say("Without the terms there is no account. Say yes, or one of %s.", list(p.offered(q)))
		return in, false, nil
	default:
		return p.identify(line)
	}
}

// instead asks what to do in place of giving a password. Nobody's is empty, and
// each may begin with a slash; but an account may be left without one.
func (p *Prompt) instead(ctx context.Context, q *question) (in flow.Input, said bool, err error) {
	prompt := "Command: "
	if q.newPassword {
		p.say("Without a new password the account has none from now on. " + unprotected)
		p.say("If you are sure, say yes.")
		prompt = "Yes or a command: "
	}
	p.say("Commands are %s, /help. Enter alone leads back to the password.", list(p.offered(q)))
	return p.askFurther(ctx, q, prompt, seen, func(line string) (flow.Input, bool, error) {
		if q.newPassword && strings.EqualFold(line, "yes") {
			p.removes = true
			return flow.RemovePassword(p.recovery.Reveal()), true, nil
		}
		p.say("That was no command, and it was shown. It was not used.")
		return in, false, nil
	})
}

const (
	nothingDone = "Nothing was done."
	unprotected = "Without a password, whoever gets a code can sign in."
)

// askFurther asks what a command or an empty line leaves open, and has the answer
// used. A command is one here, too, and an empty line leads back.
func (p *Prompt) askFurther(
	ctx context.Context, q *question, prompt string, secret bool, use func(line string) (flow.Input, bool, error),
) (in flow.Input, said bool, err error) {
	line, err := p.readLine(ctx, prompt, secret)
	line = strings.TrimSpace(line)
	switch {
	case err != nil:
		return in, false, p.interrupted(err, q, secret, func(ctx context.Context, q *question) (flow.Input, bool, error) {
			return p.askFurther(ctx, q, prompt, secret, use)
		})
	case line == "":
		p.say(nothingDone)
		return in, false, nil
	case strings.HasPrefix(line, "/"):
		return p.command(ctx, q, line)
	default:
		return use(line)
	}
}

// register reads a name: the first word is the first name.
func register(line string) flow.Input {
	first, last, _ := strings.Cut(strings.TrimSpace(line), " ")
	return flow.Register(first, last)
}
