package genauthtest

import (
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
	"github.com/stepin-go/stepin/transport/webtest"
)

// A mailbox is what one message a minute goes to: a number or an address, by channel.
type mailbox struct{ to, channel string }

type sent struct {
	code string
	at   time.Time
	used bool
}

// address is whom a code goes to; without a country code a number is Chinese
// (documented).
func address(email, country, phone string) string {
	switch {
	case email != "" && phone == "":
		return strings.ToLower(email)
	case email != "" || phone == "":
		return ""
	case country == "":
		country = "+86"
	}
	return country + phone
}

// owner is the account that a number or an address belongs to.
func (s *Server) owner(to string) *account {
	for _, a := range s.accounts {
		if to != "" && (a.Phone == to || strings.ToLower(a.Email) == to) {
			return a
		}
	}
	return nil
}

func (s *Server) sendSMS(r *webtest.Request, _ string) webtest.Response {
	var in struct {
		PhoneNumber      string `json:"phoneNumber"`
		PhoneCountryCode string `json:"phoneCountryCode"`
		Channel          string `json:"channel"`
	}
	if r.JSON(&in) != nil {
		return s.no(400, 0, "this is not the JSON that is wanted")
	}
	return s.send(mailbox{address("", in.PhoneCountryCode, in.PhoneNumber), in.Channel})
}

func (s *Server) sendEmail(r *webtest.Request, _ string) webtest.Response {
	var in struct {
		Email   string `json:"email"`
		Channel string `json:"channel"`
	}
	if r.JSON(&in) != nil {
		return s.no(400, 0, "this is not the JSON that is wanted")
	}
	return s.send(mailbox{address(in.Email, "", ""), in.Channel})
}

// send sends a code. Our choice: what it says of an unknown number, and of two
// messages in a minute, which is documented not to be allowed.
func (s *Server) send(box mailbox) webtest.Response {
	last, again := s.sent[box]
	switch {
	case box.channel != "CHANNEL_LOGIN" && box.channel != "CHANNEL_VERIFY_MFA":
		return s.no(400, 0, "there is no such channel")
	case s.owner(box.to) == nil:
		return s.no(404, 2004, "there is no such user")
	case again && s.config.Now().Sub(last.at) < time.Minute:
		return s.no(429, 0, "one message a minute")
	}
	code := issue.Code()
	s.sent[box] = sent{code: code, at: s.config.Now()}
	s.inbox[box.to] = append(s.inbox[box.to], code)
	if s.config.OnCode != nil {
		s.config.OnCode(box.to, code)
	}
	return s.yes(nil)
}

// examine looks at a code. One that was used is called wrong: our choice.
func (s *Server) examine(box mailbox, code string) *webtest.Response {
	if box.to == "" {
		no := s.no(400, 0, "a phone number or an e-mail address is wanted")
		return &no
	}
	s.examined++
	out, ok := s.sent[box]
	var no webtest.Response
	switch {
	case !ok, out.used, out.code != code:
		no = s.no(403, 2001, "the code is wrong")
	case s.config.Now().Sub(out.at) > codeLife:
		no = s.no(403, 2300, "the code is too old")
	default:
		out.used = true
		s.sent[box] = out
		return nil
	}
	return &no
}
