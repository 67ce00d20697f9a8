package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stepin-go/stepin/transport/fake"
)

// A report is what a recipe says when it ends well.
type report struct {
	Client        string `json:"client"`
	Version       string `json:"version"`
	Layer         int    `json:"layer"`
	Transport     string `json:"transport"`
	WrongCode     string `json:"wrong_code"`
	Code          string `json:"code"`
	WrongPassword string `json:"wrong_password,omitempty"`
	Password      string `json:"password,omitempty"`
	User          int64  `json:"user"`
}

// judge compares what a client says and what the server has seen with what
// should have happened.
func judge(c client, t trial, a fake.Account, o outcome) error {
	if o.err != nil {
		return fmt.Errorf("%w; the server saw: %s", o.err, strings.Join(told(o.asked), ", "))
	}
	var said report
	if err := json.Unmarshal([]byte(o.said), &said); err != nil {
		return fmt.Errorf("the recipe said %q: %w", o.said, err)
	}
	if said.Version != c.version {
		return fmt.Errorf("this is %s %s, and %s is pinned", c.name, said.Version, c.version)
	}
	if want := expectedReport(c, t, a); said != want {
		return fmt.Errorf("the recipe said %+v, wanted %+v", said, want)
	}
	return judgeServer(t, a, o)
}

// expectedReport is what a recipe says if all is well.
func expectedReport(c client, t trial, a fake.Account) report {
	r := report{
		Client: c.name, Version: c.version, Layer: c.layer, Transport: t.transport,
		WrongCode: "PHONE_CODE_INVALID", Code: "accepted", User: a.ID,
	}
	if a.Password != "" {
		r.Code = "SESSION_PASSWORD_NEEDED"
		r.WrongPassword, r.Password = "PASSWORD_HASH_INVALID", "accepted"
	}
	return r
}

// judgeServer compares the server's side alone: a recipe may be mistaken about
// what its client has done.
func judgeServer(t trial, a fake.Account, o outcome) error {
	transport, pfs := strings.CutSuffix(t.transport, ", PFS")
	if o.bound != pfs {
		return fmt.Errorf("a temporary key was bound: %t", o.bound)
	}
	if len(o.spoken) == 0 || slices.ContainsFunc(o.spoken, func(s string) bool { return s != transport }) {
		return fmt.Errorf("the server was spoken to in %q", o.spoken)
	}
	if got, want := told(o.asked), expectedCalls(a); !slices.Equal(got, want) {
		return fmt.Errorf("the server saw %q, wanted %q", got, want)
	}
	if o.signedIn != 1 {
		return fmt.Errorf("%d keys are signed in at the server", o.signedIn)
	}
	return nil
}

// expectedCalls are those of the calls that told tells of.
func expectedCalls(a fake.Account) []string {
	calls := []string{
		"auth.sendCode: auth.sentCode",
		"auth.signIn " + wrongCode + ": 400 PHONE_CODE_INVALID",
	}
	if a.Password == "" {
		calls = append(calls, "auth.signIn "+a.Code+": auth.authorization")
	} else {
		calls = append(calls,
			"auth.signIn "+a.Code+": 401 SESSION_PASSWORD_NEEDED",
			"auth.checkPassword: 400 PASSWORD_HASH_INVALID",
			"auth.checkPassword: auth.authorization",
		)
	}
	return append(calls, "users.getUsers: user")
}

// told retells the calls by which codes are sent and secrets examined, and with
// them the last time that somebody asked who is signed in.
func told(asked []fake.Request) []string {
	var calls []string
	self := ""
	for _, r := range asked {
		switch r.Method {
		case "auth.signIn":
			calls, self = append(calls, fmt.Sprintf("auth.signIn %s: %s", field(r, "phone_code"), r.Answer)), ""
		case "auth.sendCode", "auth.resendCode", "auth.checkPassword":
			calls, self = append(calls, r.Method+": "+r.Answer), ""
		case "users.getUsers":
			self = r.Method + ": " + r.Answer
		}
	}
	if self != "" {
		calls = append(calls, self)
	}
	return calls
}

func field(r fake.Request, name string) string {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}
