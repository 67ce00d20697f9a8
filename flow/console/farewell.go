package console

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// Farewell says how a login ended, given what [flow.Driver.Run] or
// [flow.Driver.Do] returned.
func (p *Prompt) Farewell(s flow.State, err error) {
	p.start()
	p.rest()
	where := Show(s.String(), 100)
	switch {
	case s.Phase == flow.Ready && err == nil:
		p.tell(good, "Signed in as "+who(s.Account)+".")
	case stopped(err) && p.CarryOn != "" && !s.Over():
		p.say("Stopped: %s. %s", where, p.CarryOn)
	case stopped(err):
		p.say("Stopped: %s.", where)
	default:
		if s.Phase == flow.Ready {
			p.tell(bad, "Nobody could be asked whether you are still signed in: "+where+".")
		} else {
			p.tell(bad, "Not signed in: "+where+".")
		}
		if e, ok := errors.AsType[*errors.Error](err); ok {
			p.say("%s", e.Advice())
		}
		if err != nil {
			p.say("%s", Show(err.Error(), 1000))
		}
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
