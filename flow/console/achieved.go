package console

import "github.com/stepin-go/stepin/flow"

// achieved says what the last answer has brought about where the next question,
// of something else, does not show it.
func (p *Prompt) achieved(q *question) {
	switch p.gave.Name() {
	case flow.InputResetPassword:
		if q.Phase == flow.WaitPhoneNumber {
			p.tell(good, "The account has no password any more. Sign in again, with a code.")
		}
	case flow.InputDeclinePasswordReset:
		if q.Phase == flow.WaitPassword {
			p.tell(good, "The account keeps its password.")
		}
	case flow.InputResetLoginEmail:
		if q.Phase == flow.WaitCode {
			p.tell(good, "The account has no login e-mail address any more.")
		}
	case flow.InputEmailCode, flow.InputEmailToken:
		if p.asked.Email.SetUp && (q.Phase == flow.WaitCode || p.hasLoginEmail(q)) {
			p.tell(good, "The login e-mail address is set up.")
		}
	case flow.InputReportMissingCode:
		if q.Phase == flow.WaitCode {
			p.tell(good, "It is reported that no code has come. It can still be entered.")
		}
	case flow.InputCanPurchase:
		if q.Phase == flow.WaitPayment {
			p.tell(good, "The server says that it can be bought.")
		}
	default: // the next question tells
	}
}
