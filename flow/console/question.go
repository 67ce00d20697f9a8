package console

import (
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A question is what a login asks at one time.
type question struct {
	flow.State
	// asks is whose question it is.
	asks flow.Phase
	// unread is what has not been shown yet of the terms of service.
	unread string
}

// wantsTerms tells whether the question is about the terms of service.
func (q *question) wantsTerms() bool {
	return q.asks == flow.WaitRegistration && q.Terms != (flow.Terms{}) && !q.TermsAccepted
}

func (q *question) prompt() string {
	switch {
	case q.wantsTerms():
		return "Do you accept them (yes)? "
	case q.asks == flow.WaitRegistration:
		return "First and last name: "
	case q.asks == flow.WaitCode:
		return "Code: "
	case q.asks == flow.WaitPassword:
		return "Password: "
	default:
		return "Phone number: "
	}
}

// explain says what a person must know before they are asked.
func (p *Prompt) explain(q *question) {
	switch {
	case q.wantsTerms():
		p.say("This number has no account yet. To create one, read the terms of service:\n")
		p.more(q)
		if q.Terms.MinAge > 0 {
			p.say("You must be at least %d years old.", q.Terms.MinAge)
		}
	case q.asks == flow.WaitRegistration:
		p.say("The account is created with your name; the last name may be missing.")
	case q.asks == flow.WaitCode:
		p.say("%s", delivery(q.Sent))
		if again := resend(q.Sent, p.now()); again != "" {
			p.say("%s", again)
		}
	case q.asks == flow.WaitPassword && q.Password.Hint != "":
		p.say("The account has a password, with the hint: %s", Show(q.Password.Hint, 100))
	case q.asks == flow.WaitPassword:
		p.say("The account has a password.")
	case q.Expired(p.now()) && (q.Last == nil || q.Last.Reason != errors.Expired):
		p.say("The last step has been waiting for too long. It begins again with the phone number.")
	}
	switch {
	case !p.edits:
	case q.asks == flow.WaitPassword:
		p.tell(faint, "(not shown while you type; an empty line leads to the commands)")
	default:
		p.tell(faint, "(or "+q.commands()+")")
	}
}

// more shows the next page of the terms.
func (p *Prompt) more(q *question) {
	var page string
	page, q.unread = showPage(q.unread)
	p.say("%s\n", page)
	if q.unread != "" {
		p.say("There is more of it, %d KB: /more.", len(q.unread)/1024+1)
	}
}

// delivery says where to look for a code.
func delivery(s codes.Sent) string {
	var text string
	switch s.Delivery {
	case codes.App:
		text = "A code is waiting in the Telegram app on your other devices"
	case codes.SMS, codes.FirebaseSMS:
		text = "A code is on its way by SMS"
	case codes.Call:
		text = "A code will be told in a call"
	case codes.FlashCall:
		text = fmt.Sprintf("You will be called from a number like %s; that number is the code", Show(s.Pattern, 40))
	case codes.MissedCall:
		text = fmt.Sprintf("You will miss a call from %s...; its last digits are the code", Show(s.Prefix, 40))
	case codes.FragmentSMS:
		text = fmt.Sprintf("The code is at %s", Show(s.URL, 200))
	case codes.SMSWord:
		text = "A word is on its way by SMS"
	case codes.SMSPhrase:
		text = "A phrase is on its way by SMS"
	case codes.NoDelivery:
		text = "A code is on its way"
	}
	if s.Length > 0 {
		text += fmt.Sprintf(" (%d digits)", s.Length)
	}
	if s.Beginning != "" {
		text += fmt.Sprintf(", beginning with %q", Show(s.Beginning, 40))
	}
	return text + "."
}

// resend says how another code can be had and when; "" if it cannot.
func resend(s codes.Sent, now time.Time) string {
	if s.Next == codes.NoDelivery {
		return ""
	}
	text := "Another one, by " + way(s.Next) + ", can be asked for"
	if wait := s.ResendAt.Sub(now); wait > 0 {
		// Rounded up: who waits that long is not told to wait on.
		return fmt.Sprintf("%s in %s.", text, (wait + time.Second - 1).Truncate(time.Second))
	}
	return text + " now: /resend."
}

// way names a delivery in the middle of a sentence.
func way(d codes.Delivery) string {
	switch d {
	case codes.SMS, codes.FirebaseSMS:
		return "SMS"
	case codes.SMSWord:
		return "SMS, a word"
	case codes.SMSPhrase:
		return "SMS, a phrase"
	case codes.App:
		return "Telegram"
	case codes.FragmentSMS:
		return "fragment.com"
	default:
		return strings.ReplaceAll(d.String(), "_", " ")
	}
}

// announceResend says on a terminal when the time to ask for another code has
// come, above what is being typed. What it returns must be called when the
// question is answered.
func (p *Prompt) announceResend(q question) (stop func()) {
	wait := q.Sent.ResendAt.Sub(p.now())
	if !p.edits || q.asks != flow.WaitCode || q.Sent.Next == codes.NoDelivery || wait <= 0 {
		return func() {}
	}
	answered := false
	timer := time.AfterFunc(wait, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !answered && p.editor != nil {
			fmt.Fprintln(p.editor, resend(q.Sent, q.Sent.ResendAt))
		}
	})
	return func() {
		timer.Stop()
		p.mu.Lock()
		answered = true
		p.mu.Unlock()
	}
}
