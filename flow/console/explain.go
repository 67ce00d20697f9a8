package console

import (
	"slices"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// explain says what a person must know before they are asked.
func (p *Prompt) explain(q *question) {
	if p.inFD >= 0 && !q.Identifier.IsZero() && (q.asks == flow.WaitCode || q.asksEmail() || q.asks != flow.WaitPhoneNumber && p.asked == nil) {
		// The number may have been mistyped, or long ago.
		p.say("Signing in as %s.", Show(q.Identifier.String(), 100))
	}
	switch {
	case q.Exhausted && (q.Last == nil || q.Last.Reason != errors.AttemptsUsed):
		p.say("%s", errors.Local(errors.AttemptsUsed).Advice())
		if p.wantsPassword(q) && p.canRecover(q) {
			p.say("Or have a code sent to the recovery e-mail address: /recover.")
		}
		p.explainResend(q)
		p.explainResetOfEmail(q)
	case q.wantsTerms():
		p.say("This number has no account yet. To create one, read the terms of service:")
		p.say("")
		p.more(q)
		if q.Terms.MinAge > 0 {
			p.say("You must be at least %d years old.", q.Terms.MinAge)
		}
		if q.Terms.Popup {
			p.say("The server wants you to read them before you accept them.")
		}
	case q.asks == flow.WaitRegistration:
		p.say("The account is created with your name; the last name may be missing.")
	case q.asks == flow.WaitEmailAddress:
		p.say("The account must have a login e-mail address before a code is sent.")
	case q.newPassword:
		p.say("The recovery code is right. Now choose a new password.")
	case q.asks == flow.WaitRecoveryCode && q.Password.RecoveryChecked:
		p.say("The recovery code was right, and is needed again together with a new password.")
		p.warnOfPassport(q)
	case q.asksCode():
		p.explainCode(q)
	case q.asks == flow.WaitPassword:
		p.explainPassword(q)
	case q.asks == flow.WaitOtherDevice && p.moves:
		p.say("Scan this code with a Telegram app that is signed in: Settings, Devices, Link Desktop Device. Once it is over, another one takes its place.")
	case q.asks == flow.WaitOtherDevice:
		p.say("Show this address as a QR code to a Telegram app that is signed in: Settings, Devices, Link Desktop Device. Once it is over, another one is shown.")
	case q.asks == flow.WaitPasskey:
		p.explainPasskey(q)
	case q.asks == flow.WaitPayment:
		p.explainPayment(q)
	case q.Expired(p.now()) && (q.Last == nil || q.Last.Reason != errors.Expired):
		p.say("The last step has been waiting for too long. It begins again with the %s.", p.identifier())
	case q.Last == nil && p.edits && p.accepts(codes.KindPhone):
		p.say("Sign in with your %s in international form, such as +44 20 7946 0000.", p.identifier())
	case q.Last == nil && p.edits:
		p.say("Sign in with your %s.", p.identifier())
	}
	if p.edits && q.asks == flow.WaitPhoneNumber && p.takesBot(q) {
		p.say("Other ways: /qr, with a device that is signed in; /bot, with a bot's token; /passkey, if a program of yours has one.")
	}
	switch {
	case !p.edits:
	case q.hidden():
		p.tell(faint, "(not shown while you type; an empty line leads to the commands)")
	default:
		offered := slices.DeleteFunc(p.offered(q), func(c command) bool { return c.name == "/resend" }) // the prompt has it
		p.tell(faint, "(or a command: "+list(offered)+", /help)")
	}
}

// explainCode says where a code is, and how to get on without it.
func (p *Prompt) explainCode(q *question) {
	if q.asks == flow.WaitCode && q.Sent.Purpose == codes.SecondFactor {
		p.say("The account wants a second step.")
	}
	p.say("%s", delivery(q.Sent))
	p.explainResend(q)
	if q.asks == flow.WaitRecoveryCode {
		p.warnOfPassport(q)
	}
	p.explainResetOfEmail(q)
}

// explainResend says how another code can be had, if there is a way.
func (p *Prompt) explainResend(q *question) {
	switch {
	case q.resends() && p.edits: // when, the prompt says
		p.say("%s can be sent by %s.", another(q.Sent), way(q.Sent.Next))
	case q.resends():
		p.say("%s", resend(q.Sent, p.now()))
	}
}

// explainResetOfEmail says how to do without the login e-mail address, if there is a
// way.
func (p *Prompt) explainResetOfEmail(q *question) {
	switch {
	case !p.hasLoginEmail(q):
	case q.Email.ResetAt.After(p.now()):
		p.say("The login e-mail address is being reset: %s you can sign in without it, by /reset-email.", p.when(q.Email.ResetAt))
	case !p.canResetEmail(q):
	case q.Email.ResetAt.IsZero() && q.Email.ResetAfter > 0:
		p.say("If you cannot read that e-mail: /reset-email now, and %s you can sign in without it.", p.when(p.now().Add(q.Email.ResetAfter)))
	default:
		p.say("If you cannot read that e-mail, you can sign in without it at once: /reset-email.")
	}
}

// explainPassword says what may help with a password, and what was asked for to get
// on without it.
func (p *Prompt) explainPassword(q *question) {
	switch {
	case q.Password.Hint != "":
		p.say("The account has a password, with the hint: %s", Show(q.Password.Hint, 100))
	case p.asked != nil && p.asked.asks == flow.WaitPhoneNumber:
		// Who they are was all they were asked: nobody is surprised.
	default:
		p.say("The account has a password.")
	}
	if q.Password.HasRecovery {
		p.say("If you have forgotten it, a code can be sent to the recovery e-mail address: an empty line, then /recover.")
	}
	if at := q.Password.ResetAt; !at.IsZero() {
		p.say("The removal of the password has been asked for. It can be done %s: an empty line, then /reset-password; or /decline, to keep it.", p.when(at))
	}
	if at := q.DeletionAt(); !at.IsZero() {
		p.say("You have asked to delete the account. That can be done %s: an empty line, then /delete.", p.when(at))
	}
}

// warnOfPassport says what a password takes with it.
func (p *Prompt) warnOfPassport(q *question) {
	if q.Password.HasSecureValues {
		p.say("The account has Telegram Passport data, which will be lost.")
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
