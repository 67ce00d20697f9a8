package transporttest

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/flow"
)

// printed prints what comes back from calls that go well and badly.
func printed(t testing.TB, s Server) {
	c := newClient(t, s)
	look := func(call flow.CallName, answer flow.Answer, err error) {
		t.Helper()
		for what, secret := range c.secrets() {
			for _, form := range forms(answer, err) {
				if strings.Contains(form, secret) {
					t.Errorf("%s: what came of it shows the %s: %s", call, what, strings.ReplaceAll(form, secret, "<"+what+">"))
				}
			}
		}
	}
	next := flow.CallConnect
	for range 10 {
		call := c.call(next)
		hindered := *c // a local call is not, and is made for good below
		answer, err := hindered.perform(t.Context(), s.Unreachable(), call)
		look(next, answer, err)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		hindered = *c
		answer, err = hindered.perform(ended, c.transport(), call)
		look(next, answer, err)
		if next == flow.CallSignIn || next == flow.CallCheckPassword {
			call.Code, call.Password = wrong(call.Code), wrong(call.Password)
			answer, err = c.perform(t.Context(), c.transport(), call)
			look(next, answer, err)
			call.Sent.Key = "another key"
			answer, err = c.perform(t.Context(), s.Unreachable(), call)
			look(next, answer, err)
		}
		if next == flow.CallLogOut {
			break
		}
		answer = c.ask(c.call(next))
		look(next, answer, nil)
		next = c.after(next, answer)
	}
	if !c.local(flow.CallLogOut) {
		s.LoseAnswer(flow.CallLogOut)
	}
	answer, err := c.perform(t.Context(), c.transport(), c.call(flow.CallLogOut))
	look(flow.CallLogOut, answer, err)
}

// secrets are what nothing may show, under names that may be shown.
func (c *client) secrets() map[string]string {
	session := c.session.Bytes()
	all := map[string]string{
		"identifier":        strings.TrimPrefix(c.server.Identifier.Reveal(), "+"),
		"password":          c.server.Password,
		"hash":              c.sent.Hash.Reveal(),
		"session":           string(session),
		"session in base64": base64.StdEncoding.EncodeToString(session),
		"session in hex":    hex.EncodeToString(session),
	}
	if c.server.Code != nil && !c.sent.Hash.IsZero() {
		all["code"] = c.server.Code()
	}
	for what, secret := range all {
		if secret == "" {
			delete(all, what)
		}
	}
	return all
}

// addresses are what %#v shows of a pointer, such as (0xc0000ada10), in which a short
// name can stand by accident.
var addresses = regexp.MustCompile(`\(0x[0-9a-f]+\)`)

// forms are the ways in which people print.
func forms(answer flow.Answer, err error) []string {
	var all []string
	if _, who := answer.(flow.Authorized); who {
		answer = nil // who signed in is told, by name
	}
	values := []any{answer, err}
	switch a := answer.(type) {
	case flow.NotSent:
		values = append(values, a.Err)
	case flow.Refused:
		values = append(values, a.Err)
	default:
	}
	for _, v := range values {
		if v == nil {
			continue
		}
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			all = append(all, addresses.ReplaceAllString(fmt.Sprintf(format, v), "(0x)"))
		}
		if text, err := json.Marshal(v); err == nil {
			all = append(all, string(text))
		}
	}
	return all
}
