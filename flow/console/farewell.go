package console

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// Farewell says how a login ended, given what [flow.Driver.Run] or
// [flow.Driver.Do] returned.
func (p *Prompt) Farewell(s flow.State, err error) {
	p.start()
	p.rest()
	gave := p.gave.Name()
	p.gave, p.recovery = flow.Input{}, codes.Secret{}
	switch {
	case s.Phase == flow.Ready && err == nil:
		p.tell(good, "Signed in as "+who(s.Account)+".")
		if gave == flow.InputRecoverPassword && p.removes {
			p.say("The account has no password any more.")
		}
		p.suggest(s.Account)
	case s.Phase == flow.LoggedOut && s.Last == nil && gave == flow.InputDeleteAccount:
		p.tell(good, "The account was deleted.")
	case s.Phase == flow.LoggedOut && s.Doubt == flow.NoCall && s.Last == nil && errors.Is(err, errors.Ended):
		p.say("The sign-in was ended.")
	case stopped(err) && p.CarryOn != "" && !s.Over():
		p.say("Stopped%s. %s", p.before(s), p.CarryOn)
	case stopped(err):
		p.say("Stopped%s.", p.before(s))
	default:
		if s.Phase == flow.Ready {
			p.tell(bad, "Nobody could be asked whether you are still signed in.")
		} else {
			p.tell(bad, "Not signed in.")
		}
		e, isRefusal := errors.AsType[*errors.Error](err)
		if isRefusal {
			p.say("%s", p.advice(e))
		}
		if err != nil && (!isRefusal || err.Error() != string(e.Reason)) {
			p.say("%s", Show(err.Error(), 1000))
		}
	}
}

// before says what a login that was stopped did not come to.
func (p *Prompt) before(s flow.State) string {
	switch {
	case s.Pending.Call != flow.NoCall, s.Doubt != flow.NoCall:
		return " before the server's answer was known"
	case s.Phase == flow.WaitPhoneNumber && p.numbersOnly():
		return " before a number was entered"
	case s.Phase == flow.WaitPhoneNumber:
		return " before the " + p.identifier() + " was entered"
	case s.Phase == flow.WaitCode, s.Phase == flow.WaitEmailCode:
		return " before the code was entered"
	case s.Phase == flow.WaitEmailAddress:
		return " before the e-mail address was entered"
	case s.Phase == flow.WaitRecoveryCode:
		return " before there was a new password"
	case s.Phase == flow.WaitPassword:
		return " before the password was entered"
	case s.Phase == flow.WaitRegistration:
		return " before the account was created"
	case s.Phase == flow.WaitOtherDevice:
		return " before a device accepted the code"
	case s.Phase == flow.WaitPasskey:
		return " before a passkey was used"
	case s.Phase == flow.WaitPayment:
		return " before a payment was seen"
	default:
		return ""
	}
}

// suggest says what an account should have, if the server said so.
func (p *Prompt) suggest(a flow.Account) {
	if !a.SetupPasswordRequired {
		return
	}
	p.say("The account should have a password: set one in a Telegram app.")
	if a.OtherwiseReloginDays > 0 {
		p.say("Without one, the next sign-in by code is possible after %d days only.", a.OtherwiseReloginDays)
	}
}

// stopped tells whether somebody wanted to stop: nothing has gone wrong then.
func stopped(err error) bool {
	if errors.Is(err, ErrQuit) || errors.Is(err, context.Canceled) {
		return true
	}
	// A call that went wrong may end in these too: the server hung up, or was
	// silent for too long.
	if _, call := errors.AsType[*errors.Error](err); call {
		return false
	}
	return errors.Is(err, io.EOF) || errors.Is(err, context.DeadlineExceeded)
}

func who(a flow.Account) string {
	name := strings.TrimSpace(Show(a.FirstName, 64) + " " + Show(a.LastName, 64))
	if name == "" {
		name = "user"
	}
	return fmt.Sprintf("%s (id %s)", name, Show(a.ID, 40))
}
