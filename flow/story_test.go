package flow_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// A story is one sign-in, told in a file of testdata/stories; the README there
// explains the language.
type story struct {
	file      string   // within storyFolder
	accounts  []string // "key=value key=value"
	server    map[string]string
	transport map[string]string // settings, of a system with an HTTP API
	limits    flow.Limits
	only      string // the only level it is told at; "": all
	lines     []string
	steps     []step
}

// A step is what happened since the last thing a person said, what they said
// now, and all that came of it.
type step struct {
	line     int
	happened []string
	input    string
	late     string   // instead of an input: the late answer to an earlier call
	answers  []string // "SignIn: Refused 400 PHONE_CODE_INVALID"
	received []string // "dc2 key1 auth.signIn phone_number=..."
	state    string
}

// storyTime is when every story begins.
var storyTime = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const (
	storyAppID   = 17349
	storyAppHash = "story-app-hash"
	storyFolder  = "../testdata/stories"
)

// stories are those of Telegram.
func stories(t testing.TB) []*story { return storiesIn(t, "") }

// storiesIn are those of a folder: "" is Telegram's, others are named after the
// system that they are about.
func storiesIn(t testing.TB, folder string) []*story {
	files, err := filepath.Glob(filepath.Join(storyFolder, folder, "*.story"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []*story
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		s, err := parseStory(filepath.Join(folder, filepath.Base(f)), string(data))
		require.NoError(t, err)
		all = append(all, s)
	}
	return all
}

func parseStory(file, text string) (*story, error) {
	s := &story{
		file: file, server: map[string]string{}, transport: map[string]string{},
		lines: strings.Split(strings.TrimRight(text, "\n"), "\n"),
	}
	var happened []string
	for i, line := range s.lines {
		fail := func(err error) (*story, error) { return nil, fmt.Errorf("%s:%d: %w", file, i+1, err) }
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.TrimSpace(rest)
		var now *step
		if len(s.steps) > 0 {
			now = &s.steps[len(s.steps)-1]
		}
		switch {
		case word == "" || strings.HasPrefix(word, "#"):
		case word == "account":
			s.accounts = append(s.accounts, rest)
		case word == "server":
			maps.Copy(s.server, pairs(rest))
		case word == "transport":
			maps.Copy(s.transport, pairs(rest))
		case word == "only":
			s.only = rest
		case word == "limits":
			for k, v := range pairs(rest) {
				n, err := strconv.Atoi(v)
				if err != nil {
					return fail(err)
				}
				switch k {
				case "code_attempts":
					s.limits.CodeAttempts = n
				case "password_attempts":
					s.limits.PasswordAttempts = n
				default:
					return fail(fmt.Errorf("no limit %q", k))
				}
			}
		case word == "!":
			happened = append(happened, rest)
		case word == ">":
			s.steps = append(s.steps, step{line: i + 1, happened: happened, input: rest})
			happened = nil
		case word == "~":
			s.steps = append(s.steps, step{line: i + 1, happened: happened, late: rest})
			happened = nil
		case now == nil:
			return fail(fmt.Errorf("nobody has said anything yet: %q", line))
		case word == "<":
			now.received = append(now.received, rest)
		case word == "=":
			now.state = rest
		default:
			now.answers = append(now.answers, strings.TrimSpace(line))
		}
	}
	return s, nil
}

// fields splits a line at spaces; a field or its value may be quoted.
func fields(line string) []string {
	var out []string
	var b strings.Builder
	quoted := false
	for _, r := range line + " " {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ' ' && !quoted:
			if b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	return out
}

// pairs reads "key=value key=value".
func pairs(line string) map[string]string {
	m := map[string]string{}
	for _, f := range fields(line) {
		k, v, _ := strings.Cut(f, "=")
		m[k] = v
	}
	return m
}

func parseAccount(line string) (a fake.Account, err error) {
	for k, v := range pairs(line) {
		number := func() int {
			var n int
			n, err = strconv.Atoi(v)
			return n
		}
		duration := func() time.Duration {
			var d time.Duration
			d, err = time.ParseDuration(v)
			return d
		}
		switch k {
		case "phone":
			a.Phone = v
		case "code":
			a.Code = v
		case "password":
			a.Password = v
		case "hint":
			a.Hint = v
		case "first_name":
			a.FirstName = v
		case "last_name":
			a.LastName = v
		case "unregistered":
			a.Unregistered = true
		case "terms":
			a.Terms, a.TermsID = v, "terms-1"
		case "min_age":
			a.MinAge = number()
		case "dc":
			a.DC = number()
		case "delivery":
			err = a.Delivery.UnmarshalText([]byte(v))
		case "next":
			err = a.Next.UnmarshalText([]byte(v))
		case "resend_after":
			a.ResendAfter = duration()
		case "length":
			a.Length = number()
		case "pattern":
			a.Pattern = v
		case "prefix":
			a.Prefix = v
		case "url":
			a.URL = v
		case "beginning":
			a.Beginning = v
		case "code_life":
			a.CodeLife = duration()
		case "code_tries":
			a.CodeTries = number()
		case "password_tries":
			a.PasswordTries = number()
		case "flood":
			a.Flood = duration()
		case "resends":
			a.Resends = number()
		case "banned":
			a.Banned = true
		case "flood_wait":
			a.FloodWait = duration()
		case "trusted":
			a.Trusted = true
		default:
			err = fmt.Errorf("an account has no %q", k)
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

func parseInput(line string) (flow.Input, error) {
	name, rest, _ := strings.Cut(line, " ")
	if typed, err := strconv.Unquote(rest); err == nil {
		rest = typed
	}
	switch name {
	case "PhoneNumber":
		return flow.PhoneNumber(rest), nil
	case "Identifier":
		kind, text, _ := strings.Cut(rest, " ")
		who, err := map[string]func(string) (codes.Identifier, error){
			"phone": codes.ParsePhone, "email": codes.Email, "name": codes.Name,
		}[kind](text)
		return flow.Identifier(who), err
	case "Email":
		who, err := codes.Email(rest)
		return flow.Identifier(who), err
	case "Name":
		who, err := codes.Name(rest)
		return flow.Identifier(who), err
	case "Token":
		kind, text, _ := strings.Cut(rest, " ")
		return flow.Token(kind, text), nil
	case "Code":
		return flow.Code(rest), nil
	case "Resend":
		return flow.Resend(), nil
	case "Password":
		return flow.Password(rest), nil
	case "AcceptTerms":
		return flow.AcceptTerms(rest), nil
	case "Register":
		names := append(fields(rest), "", "", "")
		in := flow.Register(names[0], names[1])
		if names[2] == "quietly" {
			in = in.Quietly()
		}
		return in, nil
	case "Poll":
		return flow.Poll(), nil
	case "Cancel":
		return flow.Cancel(), nil
	case "LogOut":
		return flow.LogOut(), nil
	default:
		return flow.Input{}, fmt.Errorf("nobody can say %q", line)
	}
}

// keyLost marks an answer after which there is no key any more.
const keyLost = " (key lost)"

// noDelivery is the way of a code that has not been sent yet.
const noDelivery = "none"

// renderAnswer is how a story tells an answer.
func renderAnswer(a flow.Answer) string {
	var b strings.Builder
	add := func(k, v string) {
		if v != "" {
			if strings.ContainsAny(v, " \"") {
				v = strconv.Quote(v)
			}
			b.WriteString(" " + k + "=" + v)
		}
	}
	switch a := a.(type) {
	case flow.Connected:
		return "Connected"
	case flow.Done:
		return "Done"
	case flow.Nobody:
		return "Nobody"
	case flow.NotSent:
		if known, ok := errors.AsType[*errors.Error](a.Err); ok {
			return "NotSent " + string(known.Reason)
		}
		return "NotSent"
	case flow.Unanswered:
		return "Unanswered"
	case flow.Moved:
		if a.DC == 0 { // another session, and the same server
			return "Moved"
		}
		return fmt.Sprintf("Moved %d", a.DC)
	case flow.Unsupported:
		return "Unsupported " + a.Wanted
	case flow.Refused:
		return renderRefusal(a.Err)
	case flow.PasswordWanted:
		b.WriteString("PasswordWanted")
		add("hint", a.Password.Hint)
	case flow.RegistrationWanted:
		b.WriteString("RegistrationWanted")
		add("terms", a.Terms.ID)
		add("text", a.Terms.Text)
		if a.Terms.MinAge != 0 {
			add("min_age", strconv.Itoa(a.Terms.MinAge))
		}
	case flow.Authorized:
		b.WriteString("Authorized")
		add("id", a.Account.ID)
		add("username", a.Account.Username)
		add("first_name", a.Account.FirstName)
		add("last_name", a.Account.LastName)
	case flow.CodeSent:
		fmt.Fprintf(&b, "CodeSent %s", cmp.Or(a.Sent.Delivery.String(), noDelivery))
		if a.Sent.Length != 0 {
			add("length", strconv.Itoa(a.Sent.Length))
		}
		add("pattern", a.Sent.Pattern)
		add("prefix", a.Sent.Prefix)
		add("url", a.Sent.URL.Reveal())
		add("beginning", a.Sent.Beginning)
		add("next", a.Sent.Next.String())
		if a.ResendAfter != 0 {
			add("resend_after", a.ResendAfter.String())
		}
		if a.Sent.Purpose != codes.SignIn {
			add("purpose", a.Sent.Purpose.String())
		}
	}
	return b.String()
}

// renderRefusal is how a story tells a refusal: as Telegram's servers say it, and
// where that alone does not make the same of it, with the reason, what the server
// called it, and what else there is to know.
func renderRefusal(e *errors.Error) string {
	if e.Code == 0 {
		return "Refused locally " + string(e.Reason)
	}
	if same := errors.FromRPC(e.Method, e.Code, e.Text); same.Reason == e.Reason && same.Class == e.Class && same.Wait == e.Wait {
		return strings.TrimSpace(fmt.Sprintf("Refused %d %s", e.Code, e.Text))
	}
	said := e.Text
	if said == "" || strings.ContainsAny(said, " \"") {
		said = strconv.Quote(said)
	}
	text := fmt.Sprintf("Refused %d %s said=%s", e.Code, e.Reason, said)
	if e.Class != errors.ClassOf(e.Reason) {
		text += " class=" + e.Class.String()
	}
	if e.Wait != 0 {
		text += " wait=" + e.Wait.String()
	}
	return text
}

// parseRefusal reads what renderRefusal writes.
func parseRefusal(method, text string) (*errors.Error, error) {
	status, text, _ := strings.Cut(text, " ")
	if status == "locally" {
		return errors.Local(errors.Reason(text)), nil
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return nil, err
	}
	reason, more, foreign := strings.Cut(text, " said=")
	if !foreign {
		return errors.FromRPC(method, code, text), nil
	}
	p := pairs("said=" + more)
	e := &errors.Error{Method: method, Code: code, Text: p["said"], Reason: errors.Reason(reason)}
	e.Class = errors.ClassOf(e.Reason)
	if class, told := p["class"]; told {
		err = e.Class.UnmarshalText([]byte(class))
	}
	if wait, told := p["wait"]; told && err == nil {
		e.Wait, err = time.ParseDuration(wait)
	}
	return e, err
}

// parseAnswer reads what renderAnswer writes. Hashes are made up: hash1, hash2.
func parseAnswer(text string, method string, hash func() string) (flow.Answer, error) {
	text = strings.TrimSuffix(text, keyLost)
	name, rest, _ := strings.Cut(text, " ")
	p := pairs(rest)
	var err error
	number := func(s string) int {
		if s == "" || err != nil {
			return 0
		}
		var n int
		n, err = strconv.Atoi(s)
		return n
	}
	var a flow.Answer
	switch name {
	case "Connected":
		a = flow.Connected{}
	case "Done":
		a = flow.Done{}
	case "Nobody":
		a = flow.Nobody{}
	case "NotSent":
		a = flow.NotSent{Err: errors.New("server down")}
		if rest != "" {
			a = flow.NotSent{Err: errors.Local(errors.Reason(rest))}
		}
	case "Unanswered":
		a = flow.Unanswered{Err: errors.New("connection cut")}
	case "Moved":
		a = flow.Moved{DC: number(rest)}
	case "Unsupported":
		a = flow.Unsupported{Wanted: rest}
	case "Refused":
		var refusal *errors.Error
		refusal, err = parseRefusal(method, rest)
		a = flow.Refused{Err: refusal}
	case "PasswordWanted":
		a = flow.PasswordWanted{Password: flow.PasswordInfo{Hint: p["hint"]}}
	case "RegistrationWanted":
		a = flow.RegistrationWanted{Terms: flow.Terms{ID: p["terms"], Text: p["text"], MinAge: number(p["min_age"])}}
	case "Authorized":
		a = flow.Authorized{Account: flow.Account{ID: p["id"], Username: p["username"], FirstName: p["first_name"], LastName: p["last_name"]}}
	case "CodeSent":
		if p["hash"] == "" {
			p["hash"] = hash()
		}
		sent := codes.Sent{
			Hash: codes.NewSecret(p["hash"]), Length: number(p["length"]),
			Pattern: p["pattern"], Prefix: p["prefix"], URL: codes.NewSecret(p["url"]), Beginning: p["beginning"],
		}
		delivery, _, _ := strings.Cut(rest, " ")
		if err == nil && delivery != noDelivery {
			err = sent.Delivery.UnmarshalText([]byte(delivery))
		}
		if err == nil {
			err = sent.Next.UnmarshalText([]byte(p["next"]))
		}
		if err == nil && p["purpose"] != "" {
			err = sent.Purpose.UnmarshalText([]byte(p["purpose"]))
		}
		var after time.Duration
		if text := p["resend_after"]; text != "" && err == nil {
			after, err = time.ParseDuration(text)
		}
		a = flow.CodeSent{Sent: sent, ResendAfter: after}
	default:
		err = fmt.Errorf("no answer %q", text)
	}
	return a, err
}

// renderState is how a story tells where a login stands, and why an input was
// refused.
func renderState(s flow.State, err error, now time.Time) string {
	text := s.View().Phase.String()
	if s.Pending.Call != flow.NoCall {
		text += " asking=" + s.Pending.Call.String()
	}
	if s.Doubt != flow.NoCall {
		text += " doubt=" + s.Doubt.String()
	}
	if e, ok := errors.AsType[*errors.Error](err); ok {
		text += " refused=" + string(e.Reason)
		if !e.RetryAt.IsZero() {
			text += " retry=" + e.RetryAt.Sub(now).Round(time.Second).String()
		}
	} else if err != nil {
		text += " error=" + err.Error()
	}
	return text
}

// rewrite puts what was seen in place of what a story tells.
func (s *story) rewrite(t testing.TB, seen []step) {
	var out []string
	next := 0
	for _, line := range s.lines {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		indented := strings.HasPrefix(line, " ")
		switch {
		case word == "=" || indented && word != "":
		case word == ">":
			out = append(out, line)
			for _, a := range seen[next].answers {
				out = append(out, "    "+a)
			}
			for _, r := range seen[next].received {
				out = append(out, "    < "+r)
			}
			out = append(out, "= "+seen[next].state)
			next++
		default:
			out = append(out, line)
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(storyFolder, s.file), []byte(strings.Join(out, "\n")+"\n"), 0o600))
}

// told is what a story tells of a step, at a level that sees the server or not.
func (st *step) told(withServer bool) string {
	lines := slices.Clone(st.answers)
	if withServer {
		for _, r := range st.received {
			lines = append(lines, "< "+r)
		}
	}
	return strings.Join(append(lines, "= "+st.state), "\n")
}
