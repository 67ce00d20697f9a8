package console

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// A question is what a login asks at one time.
type question struct {
	// Sent is as at any code where one went to an address that is being set up, or
	// to the recovery address.
	flow.State
	// asks is whose question it is.
	asks flow.Phase
	// unread is what has not been shown yet of the terms of service.
	unread string
	// newPassword is true if the recovery code is known, and the question is what
	// the password is to be.
	newPassword bool
}

// question finds out what a state asks.
func (p *Prompt) question(s flow.State) *question {
	q := &question{State: s, asks: s.Question(p.now())}
	switch {
	case q.asks == flow.WaitRegistration:
		q.unread = s.Terms.Text
	case q.asks == flow.WaitRecoveryCode:
		q.newPassword = !p.recovery.IsZero()
		q.Sent = codes.Sent{Delivery: codes.Mail, Pattern: s.Password.RecoveryPattern, Next: codes.Mail}
	case p.setsUp(q):
		q.Sent.Next = codes.Mail
		if q.Sent.Pattern == "" {
			q.Sent.Pattern = s.Email.Address.String()
		}
	}
	return q
}

// wantsTerms tells whether the question is about the terms of service.
func (q *question) wantsTerms() bool {
	return q.asks == flow.WaitRegistration && q.Terms != (flow.Terms{}) && !q.TermsAccepted
}

// hidden tells whether the answer is not to be seen while it is typed.
func (q *question) hidden() bool { return q.asks == flow.WaitPassword || q.newPassword }

// asksEmail tells whether an e-mail address is to be proved.
func (q *question) asksEmail() bool {
	return q.asks == flow.WaitEmailAddress || q.asks == flow.WaitEmailCode
}

// asksCode tells whether a code is to be entered.
func (q *question) asksCode() bool {
	return q.asks == flow.WaitCode || q.asks == flow.WaitEmailCode || q.asks == flow.WaitRecoveryCode && !q.newPassword
}

// resends tells whether there is another way to send the code.
func (q *question) resends() bool { return q.asksCode() && q.Sent.Next != codes.NoDelivery }

// same tells whether a question was explained when another one was.
func (q *question) same(other *question) bool {
	password := q.Password
	if at := other.Password.ResetAt; password.ResetAt.Equal(at) {
		password.ResetAt = at
	}
	return q.asks == other.asks && q.wantsTerms() == other.wantsTerms() && q.Exhausted == other.Exhausted &&
		q.newPassword == other.newPassword && q.Sent.Equal(other.Sent) && q.Email.ResetAt.Equal(other.Email.ResetAt) &&
		password == other.Password && q.Terms == other.Terms && q.Passkey == other.Passkey && q.Payment == other.Payment
}

// prompt is what stands before the answer.
func (p *Prompt) prompt(q *question) string {
	code := "Code"
	if q.asks == flow.WaitRecoveryCode {
		code = "Recovery code"
	}
	switch {
	case q.wantsTerms():
		return "Do you accept them (yes)? "
	case q.asks == flow.WaitRegistration:
		return "First and last name: "
	case q.newPassword:
		return "New password: "
	case p.countsDown(q):
		left := untilResend(q.Sent, p.now())
		return fmt.Sprintf("%s (/resend in %d:%02d): ", code, left/60, left%60)
	case p.edits && q.resends():
		return code + " (or /resend): "
	case q.asksCode():
		return code + ": "
	case q.asks == flow.WaitPassword:
		return "Password: "
	case q.asks == flow.WaitEmailAddress:
		return "E-mail address: "
	case q.asks == flow.WaitOtherDevice:
		return "Or a phone number: "
	case q.asks == flow.WaitPasskey:
		return "Answer: "
	case q.asks == flow.WaitPayment:
		return "Payment form: "
	default:
		return p.askIdentifier()
	}
}
