package flow_test

import (
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// A script is a sign-in that a person wants, on a server with its ways.
type script struct {
	name      string
	accounts  []fake.Account
	halfLogin string
	// want is the phase that the person wants to end in; leaveAt the one in
	// which they leave, if that is where they are asked.
	want, leaveAt flow.Phase
	quirks        []quirk
}

// A quirk is what a person does once, before they answer the question.
type quirk struct {
	at  flow.Phase
	say func(*person, flow.State) flow.Input // nothing: only something happens
}

// A person knows their number and password, reads their messages, and answers
// what they are asked.
type person struct {
	w      *world
	number string
	quirks []quirk
}

const (
	oraclePassword = "correct horse"
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
	switch q {
	case flow.WaitPhoneNumber:
		return flow.PhoneNumber(p.number)
	case flow.WaitCode:
		inbox := p.w.srv.Inbox(p.number)
		if len(inbox) == 0 {
			return flow.PhoneNumber(p.number)
		}
		return p.code(inbox[len(inbox)-1].Code)
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

func (p *person) code(code string) flow.Input {
	p.w.gives(code)
	return flow.Code(code)
}

func (p *person) password(password string) flow.Input {
	p.w.gives(password)
	return flow.Password(password)
}

// scripts are the sign-ins that the oracle plays.
func scripts() []*script {
	plain := fake.Account{Phone: "+15550100", FirstName: "Ada"}
	protected := plain
	protected.Password = oraclePassword
	elsewhere := protected
	elsewhere.DC = 4
	again := plain
	again.Next, again.ResendAfter = codes.SMS, 30*time.Second
	other := fake.Account{Phone: "+15550199"}
	unregistered := fake.Account{Phone: "+15550100", Unregistered: true, Terms: "Be good.", TermsID: "terms-1"}
	trusted := protected
	trusted.Trusted = true
	one := func(a fake.Account) []fake.Account { return []fake.Account{a} }

	mistypedCode := quirk{flow.WaitCode, func(p *person, _ flow.State) flow.Input { return p.code(wrongCode) }}
	mistypedPassword := quirk{flow.WaitPassword, func(p *person, _ flow.State) flow.Input { return p.password(wrongPassword) }}
	resend := quirk{flow.WaitCode, func(p *person, s flow.State) flow.Input {
		if p.w.now.Before(s.Sent.ResendAt) {
			p.w.now = s.Sent.ResendAt
		}
		return flow.Resend()
	}}
	change := quirk{flow.WaitCode, func(p *person, _ flow.State) flow.Input {
		p.number = other.Phone
		return flow.PhoneNumber(p.number)
	}}
	poll := quirk{flow.Ready, func(*person, flow.State) flow.Input { return flow.Poll() }}
	move := quirk{flow.WaitCode, func(p *person, _ flow.State) flow.Input {
		if err := p.w.srv.Move(p.number, 4); err != nil {
			panic(err)
		}
		p.w.refusal["auth.signIn"] = &fake.RPCError{Code: 303, Text: "USER_MIGRATE_4"}
		return flow.Input{}
	}}

	return []*script{
		{name: "code", accounts: one(plain), want: flow.Ready},
		{name: "mistyped code", accounts: one(plain), want: flow.Ready, quirks: []quirk{mistypedCode}},
		{name: "password", accounts: one(protected), want: flow.Ready},
		{name: "password, half login told as nobody", accounts: one(protected), want: flow.Ready, halfLogin: "AUTH_KEY_UNREGISTERED"},
		{name: "mistyped password", accounts: one(protected), want: flow.Ready, quirks: []quirk{mistypedPassword}},
		{name: "moved, password", accounts: one(elsewhere), want: flow.Ready},
		{name: "registration", accounts: one(unregistered), want: flow.Ready},
		{name: "resend", accounts: one(again), want: flow.Ready, quirks: []quirk{resend}},
		{name: "change of number", accounts: []fake.Account{plain, other}, want: flow.Ready, quirks: []quirk{change}},
		{name: "log out", accounts: one(protected), want: flow.LoggedOut, leaveAt: flow.Ready, quirks: []quirk{poll}},
		{name: "cancel", accounts: one(plain), want: flow.LoggedOut, leaveAt: flow.WaitCode},
		{name: "cancel at the password", accounts: one(protected), want: flow.LoggedOut, leaveAt: flow.WaitPassword},
		{name: "moved at the code", accounts: []fake.Account{protected, {Phone: "+15550199", DC: 4}}, want: flow.Ready, quirks: []quirk{move}},
		{name: "trusted", accounts: one(trusted), want: flow.Ready},
	}
}
