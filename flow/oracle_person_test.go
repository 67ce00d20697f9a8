package flow_test

import (
	"time"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
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
	// except are the accounts that must not be signed in.
	except []int64
	// device has the person's passkeys; nil: they have none.
	device *fake.Authenticator
}

// A quirk is what a person does once, before they answer the question, or leave.
type quirk struct {
	at  flow.Phase
	say func(*person, flow.State) flow.Input // nothing: only something happens
}

// A person knows who they are and their password, reads their messages, has another
// device, and answers what they are asked.
type person struct {
	w      *world
	who    string
	quirks []quirk
	waited bool // in vain
}

const (
	oraclePassword = "correct horse"
	newPassword    = "battery staple"
	wrongPassword  = "wrong horse"
	wrongCode      = "54321"
)

// say is what a person says; the zero Input is nothing: they wait. Where the server
// wants a proof of the program, that goes with it.
func (p *person) say(s flow.State, q flow.Phase) flow.Input {
	in := p.answer(s, q)
	if _, challenged := s.Challenge(); challenged {
		if silent(in) {
			in = flow.Poll()
		}
		return flow.Solved(oracleProof, in)
	}
	return in
}

// silent reports whether nothing was said.
func silent(in flow.Input) bool { return in.Name() == (flow.Input{}).Name() }

func (p *person) answer(s flow.State, q flow.Phase) flow.Input {
	script := p.w.script
	if len(p.quirks) > 0 && p.quirks[0].at == q {
		quirk := p.quirks[0]
		p.quirks = p.quirks[1:]
		if in := quirk.say(p, s); !silent(in) {
			return in
		}
	}
	switch {
	case q == flow.Ready && script.leaveAt != (flow.State{}).Phase:
		return flow.LogOut()
	case q == script.leaveAt:
		return flow.Cancel()
	}
	if answer := script.answers[q]; answer != nil {
		if in := answer(p, s); !silent(in) {
			return in
		}
	}
	switch q {
	case flow.WaitPhoneNumber:
		return p.identify()
	case flow.WaitEmailAddress:
		return flow.EmailAddress(oracleEmail)
	case flow.WaitCode, flow.WaitEmailCode, flow.WaitRecoveryCode:
		return p.codeFor(s, q)
	case flow.WaitPassword:
		return p.password(oraclePassword)
	case flow.WaitRegistration:
		if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
			return flow.AcceptTerms(s.Terms.ID)
		}
		return flow.Register("Ada", "Lovelace")
	case flow.WaitOtherDevice:
		p.scan(s)
		return p.wait(flow.Poll())
	case flow.WaitPasskey:
		return p.prove(s)
	case flow.WaitPayment:
		if s.Payment.FormID != 0 {
			return p.wait(flow.Poll())
		}
		return p.wait(p.identify())
	default:
		return flow.Poll()
	}
}

// codeFor gives the code that has come, or begins again if none has.
func (p *person) codeFor(s flow.State, q flow.Phase) flow.Input {
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
}

// wait waits; or, if that was in vain, says something else.
func (p *person) wait(otherwise flow.Input) flow.Input {
	if p.waited {
		p.waited = false
		return otherwise
	}
	return flow.Input{}
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
