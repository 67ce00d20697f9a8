package auth

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// person asks an authenticator what a login asks a person, and ends the flow
// where the authenticator does not learn.
type person struct {
	auth    UserAuthenticator
	carrier *carrier

	asked    flow.InputName                  // what was given last
	given    map[flow.InputName]codes.Secret // the last of each kind
	refused  map[flow.InputName]error        // why, if it was
	accepted bool                            // the terms of service
}

// ask is the flow.Asker.
func (p *person) ask(ctx context.Context, s flow.State) (flow.Input, error) {
	if last := s.Last; last != nil {
		switch last.Reason {
		case errors.NotSent, errors.Unanswered, errors.Unsupported:
			return flow.Input{}, last // no answer of a person's helps
		}
		if p.refused == nil {
			p.refused = map[flow.InputName]error{}
		}
		p.refused[p.asked] = p.carrier.caused(last)
	}
	switch s.Question(time.Now()) {
	case flow.WaitPhoneNumber:
		phone, err := p.auth.Phone(ctx)
		if err != nil {
			return flow.Input{}, fmt.Errorf("get phone: %w", err)
		}
		p.carrier.bare = !strings.Contains(phone, "+")
		return p.give(flow.PhoneNumber(phone), phone)
	case flow.WaitCode:
		code, err := p.auth.Code(ctx, p.carrier.sent)
		switch {
		case errors.Is(err, ErrResend):
			return p.give(flow.Resend(), "")
		case err != nil:
			return flow.Input{}, fmt.Errorf("get code: %w", err)
		}
		return p.give(flow.Code(code), code)
	case flow.WaitPassword:
		if p.carrier.hash != nil {
			return p.give(flow.Password("hashed by the authenticator"), "")
		}
		password, err := p.auth.Password(ctx)
		if err != nil {
			return flow.Input{}, fmt.Errorf("get password: %w", err)
		}
		return p.give(flow.Password(password), password)
	case flow.WaitRegistration:
		return p.register(ctx, s)
	default:
		// An authenticator has no answer to anything about an e-mail address, and
		// a FlowClient no method for it.
		e := errors.Local(errors.Unsupported)
		e.Text = p.carrier.sent.Type.TypeName()
		return flow.Input{}, e
	}
}

// register asks for consent once, and then for the name.
func (p *person) register(ctx context.Context, s flow.State) (flow.Input, error) {
	if !p.accepted {
		if err := p.auth.AcceptTermsOfService(ctx, p.carrier.terms); err != nil {
			return flow.Input{}, fmt.Errorf("confirm TOS: %w", err)
		}
		p.accepted = true
	}
	if s.Terms != (flow.Terms{}) && !s.TermsAccepted {
		return p.give(flow.AcceptTerms(s.Terms.ID), s.Terms.ID)
	}
	info, err := p.auth.SignUp(ctx)
	if err != nil {
		return flow.Input{}, fmt.Errorf("sign up info not provided: %w", err)
	}
	return p.give(flow.Register(info.FirstName, info.LastName), info.FirstName+"\n"+info.LastName)
}

// give gives an input, unless it is what was refused.
func (p *person) give(in flow.Input, text string) (flow.Input, error) {
	name, value := in.Name(), codes.NewSecret(text)
	if why := p.refused[name]; why != nil && value.Equal(p.given[name]) {
		return flow.Input{}, why
	}
	if p.given == nil {
		p.given = map[flow.InputName]codes.Secret{}
	}
	p.asked, p.given[name] = name, value
	delete(p.refused, name)
	return in, nil
}
