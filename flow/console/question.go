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

// resends tells whether there is another way to send the code.
func (q *question) resends() bool {
	return q.asks == flow.WaitCode && q.Sent.Next != codes.NoDelivery
}

// same tells whether a question was explained when another one was.
func (q *question) same(other *question) bool {
	return q.asks == other.asks && q.wantsTerms() == other.wantsTerms() && q.Exhausted == other.Exhausted &&
		q.Sent.Equal(other.Sent) && q.Password == other.Password && q.Terms == other.Terms
}

// prompt is what stands before the answer.
func (p *Prompt) prompt(q *question) string {
	switch {
	case q.wantsTerms():
		return "Do you accept them (yes)? "
	case q.asks == flow.WaitRegistration:
		return "First and last name: "
	case p.countsDown(q):
		left := untilResend(q.Sent, p.now())
		return fmt.Sprintf("Code (/resend in %d:%02d): ", left/60, left%60)
	case p.edits && q.resends():
		return "Code (or /resend): "
	case q.asks == flow.WaitCode:
		return "Code: "
	case q.asks == flow.WaitPassword:
		return "Password: "
	default:
		return p.askIdentifier()
	}
}

// explain says what a person must know before they are asked.
func (p *Prompt) explain(q *question) {
	if p.inFD >= 0 && (q.asks == flow.WaitCode || q.asks != flow.WaitPhoneNumber && p.asked == nil) {
		// The number may have been mistyped, or long ago.
		p.say("Signing in as %s.", Show(q.Identifier.String(), 100))
	}
	switch {
	case q.Exhausted && (q.Last == nil || q.Last.Reason != errors.AttemptsUsed):
		p.say("%s", errors.Local(errors.AttemptsUsed).Advice())
	case q.wantsTerms():
		p.say("This number has no account yet. To create one, read the terms of service:")
		p.say("")
		p.more(q)
		if q.Terms.MinAge > 0 {
			p.say("You must be at least %d years old.", q.Terms.MinAge)
		}
	case q.asks == flow.WaitRegistration:
		p.say("The account is created with your name; the last name may be missing.")
	case q.asks == flow.WaitCode:
		if q.Sent.Purpose == codes.SecondFactor {
			p.say("The account wants a second step.")
		}
		p.say("%s", delivery(q.Sent))
		switch {
		case q.resends() && p.edits: // when, the prompt says
			p.say("%s can be sent by %s.", another(q.Sent), way(q.Sent.Next))
		case q.resends():
			p.say("%s", resend(q.Sent, p.now()))
		}
	case q.asks == flow.WaitPassword && q.Password.Hint != "":
		p.say("The account has a password, with the hint: %s", Show(q.Password.Hint, 100))
	case q.asks == flow.WaitPassword && p.asked != nil && p.asked.asks == flow.WaitPhoneNumber:
		// Who they are was all they were asked: nobody is surprised.
	case q.asks == flow.WaitPassword:
		p.say("The account has a password.")
	case q.Expired(p.now()) && (q.Last == nil || q.Last.Reason != errors.Expired):
		p.say("The last step has been waiting for too long. It begins again with the %s.", p.identifier())
	case q.Last == nil && p.edits && p.accepts(codes.KindPhone):
		p.say("Sign in with your %s in international form, such as +44 20 7946 0000.", p.identifier())
	case q.Last == nil && p.edits:
		p.say("Sign in with your %s.", p.identifier())
	}
	switch {
	case !p.edits:
	case q.asks == flow.WaitPassword:
		p.tell(faint, "(not shown while you type; an empty line leads to the commands)")
	default:
		p.tell(faint, "(or a command: "+q.commands()+", /help)")
	}
}

// more shows the next page of the terms.
func (p *Prompt) more(q *question) {
	var page string
	page, q.unread = p.page(q.unread)
	p.print(page + "\n")
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
		text = fmt.Sprintf("The code is at %s", Show(s.URL.Reveal(), 200))
	case codes.SMSWord:
		text = "A word is on its way by SMS"
	case codes.SMSPhrase:
		text = "A phrase is on its way by SMS"
	case codes.Mail:
		text = "A code is on its way by e-mail"
	case codes.Authenticator:
		text = "The code is in your authenticator app"
	case codes.NoDelivery:
		if unsent(s) {
			return "No code has been sent yet."
		}
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

// unsent tells whether a code can be had, and none is out yet: its sending failed.
func unsent(s codes.Sent) bool {
	return s.Delivery == codes.NoDelivery && s.Next != codes.NoDelivery
}

// another names the code that /resend brings.
func another(s codes.Sent) string {
	if unsent(s) {
		return "One"
	}
	return "Another one"
}

// resend says how another code can be had and when.
func resend(s codes.Sent, now time.Time) string {
	text := another(s) + ", by " + way(s.Next) + ", can be asked for "
	switch left := untilResend(s, now); {
	case left <= 0:
		return text + "now: /resend."
	case left < 60:
		return fmt.Sprintf("%sin %d s.", text, left)
	default:
		return fmt.Sprintf("%sin %d min %d s.", text, left/60, left%60)
	}
}

// untilResend returns how many seconds are left until another code can be asked
// for. They are rounded up: who waits that long is not told to wait on.
func untilResend(s codes.Sent, now time.Time) int {
	return int((s.ResendAt.Sub(now) + time.Second - 1) / time.Second)
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
	case codes.Mail:
		return "e-mail"
	case codes.Authenticator:
		return "authenticator app"
	default:
		return strings.ReplaceAll(d.String(), "_", " ")
	}
}
