package flow_test

import (
	"time"

	"github.com/stepin-go/stepin/flow"
)

// A script is a sign-in that a person wants, on a server with its ways.
type script struct {
	name string
	// serve starts the server that a play is on.
	serve func(*world) server
	// who is whom the person says they are, and identify how they say it; nil: as a
	// number.
	who      string
	identify func(p *person) flow.Input
	// want is the phase that the person wants to end in; leaveAt the one in
	// which they leave, if that is where they are asked.
	want, leaveAt flow.Phase
	// leavesInDoubt is a person who leaves at once where nobody knows what became
	// of a call.
	leavesInDoubt bool
	// answers is what the person says where they are asked, in place of what most
	// people do; nothing: they do as most.
	answers doings
	// away is how long they stay away the first time that something goes wrong.
	away   time.Duration
	quirks []quirk
}

// A quirk is what a person does once, before they answer the question.
type quirk struct {
	at  flow.Phase
	say func(*person, flow.State) flow.Input // nothing: only something happens
}

// A person knows who they are and their password, reads their messages, and
// answers what they are asked.
type person struct {
	w      *world
	who    string
	quirks []quirk
}

const (
	oraclePassword = "correct horse"
	newPassword    = "battery staple"
	wrongPassword  = "wrong horse"
	wrongCode      = "54321"
)

func (p *person) say(s flow.State, q flow.Phase) flow.Input {
	script := p.w.script
	if q == script.leaveAt {
		if q == flow.Ready {
			return flow.LogOut()
		}
		return flow.Cancel()
	}
	if len(p.quirks) > 0 && p.quirks[0].at == q {
		quirk := p.quirks[0]
		p.quirks = p.quirks[1:]
		if in := quirk.say(p, s); in.Name() != (flow.Input{}).Name() {
			return in
		}
	}
	if answer := script.answers[q]; answer != nil {
		if in := answer(p, s); in.Name() != (flow.Input{}).Name() {
			return in
		}
	}
	switch q {
	case flow.WaitPhoneNumber:
		return p.identify()
	case flow.WaitEmailAddress:
		return flow.EmailAddress(oracleEmail)
	case flow.WaitCode, flow.WaitEmailCode, flow.WaitRecoveryCode:
		from := p.who
		if q != flow.WaitCode {
			from = oracleEmail
		}
		code := p.w.server.code(from, s)
		if code == "" {
			return p.identify()
		}
		p.w.gives(code)
		switch q {
		case flow.WaitEmailCode:
			return flow.EmailCode(code)
		case flow.WaitRecoveryCode:
			return flow.RecoverPassword(code, newPassword, "")
		default:
			return flow.Code(code)
		}
	case flow.WaitPassword:
		return p.password(oraclePassword)
	case flow.WaitRegistration:
		if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
			return flow.AcceptTerms(s.Terms.ID)
		}
		return flow.Register("Ada", "Lovelace")
	default:
		return flow.Poll()
	}
}

func (p *person) identify() flow.Input {
	if how := p.w.script.identify; how != nil {
		return how(p)
	}
	return flow.PhoneNumber(p.who)
}

func (p *person) code(code string) flow.Input {
	p.w.gives(code)
	return flow.Code(code)
}

func (p *person) password(password string) flow.Input {
	p.w.gives(password)
	return flow.Password(password)
}

// What people do everywhere.
var (
	mistypesPassword = quirk{flow.WaitPassword, func(p *person, _ flow.State) flow.Input { return p.password(wrongPassword) }}
	polls            = quirk{flow.Ready, func(*person, flow.State) flow.Input { return flow.Poll() }}

	wantsAnotherCode = quirk{flow.WaitCode, func(p *person, s flow.State) flow.Input {
		if p.w.now.Before(s.Sent.ResendAt) {
			p.w.now = s.Sent.ResendAt
		}
		return flow.Resend()
	}}
)

// mistypesCode is a person who gives a wrong code, of the length that is announced.
func mistypesCode(code string) quirk {
	return quirk{flow.WaitCode, func(p *person, _ flow.State) flow.Input { return p.code(code) }}
}

// isSomebodyElse is a person who sees, where they are asked something, that they
// have said the wrong name or number.
func isSomebodyElse(at flow.Phase, who string) quirk {
	return quirk{at, func(p *person, _ flow.State) flow.Input {
		p.who = who
		return p.identify()
	}}
}
