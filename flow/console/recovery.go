package console

import (
	"context"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// recoveryCode has a code looked at before a new password is asked for. Where that
// was done already, and the code was not kept, the password is next.
func (p *Prompt) recoveryCode(q *question, line string) (in flow.Input, said bool, err error) {
	p.recovery = codes.NewSecret(line)
	if q.Password.RecoveryChecked && strings.TrimSpace(line) != "" {
		q.newPassword = true
		return in, false, nil
	}
	return flow.RecoveryCode(line), true, nil
}

// newPassword asks for a password once more, since nobody has seen it, and for its
// hint. Nobody's hint begins with a slash: who wants to leave would set a password
// else.
func (p *Prompt) newPassword(ctx context.Context, q *question, password string) (in flow.Input, said bool, err error) {
	again, err := p.readLine(ctx, "New password again: ", unseen)
	if err != nil {
		return in, false, err
	}
	if again != password {
		p.tell(bad, "These were two different passwords. Enter the new one, and then the same again.")
		return in, false, nil
	}
	hint, err := p.readLine(ctx, "Hint, shown to you when you are asked for it (may be empty): ", seen)
	if err != nil {
		return in, false, err
	}
	if hint = strings.TrimSpace(hint); strings.HasPrefix(hint, "/") {
		return p.command(ctx, q, hint)
	}
	p.removes = false
	return flow.RecoverPassword(p.recovery.Reveal(), password, hint), true, nil
}

// forget drops a recovery code that can be used no more.
func (p *Prompt) forget(s *flow.State) {
	if s.Phase != flow.WaitRecoveryCode || !s.Password.RecoveryChecked {
		p.recovery = codes.Secret{}
	}
}
