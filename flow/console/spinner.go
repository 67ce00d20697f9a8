package console

import (
	"fmt"
	"io"
	"time"

	"github.com/stepin-go/stepin/flow"
)

// Observe shows what a login is doing. It is a Driver's Observe hook: on a
// terminal something moves while the server works, and wherever Run waits for a
// step that somebody else takes, it says so.
func (p *Prompt) Observe(o flow.Observation) {
	p.start()
	p.rest()
	switch {
	case o.Event == nil:
		p.say("Another step of this login is under way. Waiting for it until %s at the latest.",
			o.State.Pending.Until.Local().Format(time.TimeOnly))
	case o.Call.Name != flow.NoCall && p.moves:
		// No call outlives its lease, and so nothing moves for ever even if
		// nobody says how it ended.
		p.work(doing(o.Call.Name), o.State.Pending.Until.Sub(p.now()))
	}
}

// doing says what the server works at.
func doing(call flow.CallName) string {
	switch call {
	case flow.CallConnect:
		return "Connecting"
	case flow.CallSendCode, flow.CallResendCode, flow.CallSendEmailCode, flow.CallRequestRecovery, flow.CallRequestFirebaseSMS:
		return "Asking for a code"
	case flow.CallCancelCode:
		return "Cancelling the code"
	case flow.CallSignIn, flow.CallSignInEmail, flow.CallVerifyEmail, flow.CallCheckRecoveryCode:
		return "Checking the code"
	case flow.CallResetLoginEmail:
		return "Asking to sign in without e-mail"
	case flow.CallSignUp:
		return "Creating the account"
	case flow.CallCheckPassword:
		return "Checking the password"
	case flow.CallRecoverPassword:
		return "Changing the password"
	case flow.CallResetPassword:
		return "Asking to remove the password"
	case flow.CallDeclinePasswordReset:
		return "Asking to keep the password"
	case flow.CallDeleteAccount:
		return "Deleting the account"
	case flow.CallImportToken:
		return "Checking the token"
	case flow.CallExportLoginToken, flow.CallImportLoginToken:
		return "Asking for another device"
	case flow.CallInitPasskey:
		return "Asking what a passkey is to sign"
	case flow.CallFinishPasskey:
		return "Checking the passkey"
	case flow.CallReportMissingCode:
		return "Reporting the missing code"
	case flow.CallCheckPaidAuth, flow.CallCanPurchaseStore, flow.CallAssignTransaction:
		return "Asking for the payment"
	case flow.CallWhoAmI:
		return "Asking who is signed in"
	case flow.CallLogOut:
		return "Logging out"
	default:
		return "Asking the server"
	}
}

// A spinner is a sign of life in the last line. Prompt.mu guards it.
type spinner struct {
	stop    chan struct{}
	visible bool
}

// turn is how fast it moves, and how long a call may take before it is seen.
const turn = 150 * time.Millisecond

// hide takes it out of the way until it moves again.
func (s *spinner) hide(out io.Writer) {
	if s != nil && s.visible {
		fmt.Fprint(out, "\r\x1b[K")
		s.visible = false
	}
}

// work shows a spinner for at most the given time.
func (p *Prompt) work(text string, atMost time.Duration) {
	s := &spinner{stop: make(chan struct{})}
	p.mu.Lock()
	p.spinner = s
	p.mu.Unlock()
	go func() {
		ticker, end := time.NewTicker(turn), time.NewTimer(atMost)
		defer ticker.Stop()
		defer end.Stop()
		for i := 0; ; i++ {
			select {
			case <-s.stop:
				return
			case <-end.C:
				p.mu.Lock()
				s.hide(p.out)
				p.mu.Unlock()
				return
			case <-ticker.C:
				p.draw(s, fmt.Sprintf("%c %s", `|/-\`[i%4], text))
			}
		}
	}()
}

// draw draws a spinner unless it was stopped at this very moment.
func (p *Prompt) draw(s *spinner, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.spinner == s {
		columns, _ := p.size()
		text, _ = row(text, columns-1) // a second row could not be taken back
		fmt.Fprintf(p.out, "\r%s\x1b[K", p.paint(faint, text))
		s.visible = true
	}
}

// rest ends the spinner.
func (p *Prompt) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.spinner != nil {
		close(p.spinner.stop)
		p.spinner.hide(p.out)
		p.spinner = nil
	}
}
