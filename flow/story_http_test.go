package flow_test

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/webtest"
)

// TestStoriesHTTP tells the stories of each system with an HTTP API to its test
// server, over HTTP on loopback: what the file says of calls, answers and requests
// is what the transport and the server did.
func TestStoriesHTTP(t *testing.T) {
	for name, build := range systems {
		for _, s := range storiesIn(t, name) {
			if s.only != "" {
				continue
			}
			t.Run(s.file, func(t *testing.T) {
				seen, err := s.tellHTTP(t, build)
				require.NoError(t, err)
				if *update {
					s.rewrite(t, seen)
					return
				}
				s.compare(t, seen)
			})
		}
	}
}

// tellHTTP tells a story to the test servers of a system.
func (s *story) tellHTTP(t testing.TB, build func(*plan) (*place, error)) ([]step, error) {
	at := &stage{now: storyTime}
	w := &wire{carrier: &http.Transport{DisableKeepAlives: true}, faults: map[string][]mishap{}, names: map[string]string{}}
	var err error
	w.place, err = build(&plan{story: s, now: at.clock, onCode: w.codeSent, carrier: w})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file, err)
	}
	for _, srv := range w.servers {
		defer srv.Close()
	}
	at.transport, at.happen, at.received, at.answered = w.transport, w.happen, w.take, w.renderAnswer
	at.said = func(input string) string { return spoken(input, w.code) }
	told, err := s.play(t, at)
	if err == nil && len(w.faults) > 0 {
		err = fmt.Errorf("%s: faults that were announced have not happened: %v", s.file, w.faults)
	}
	return told, err
}

// A plan is what a story wants built.
type plan struct {
	*story
	now     func() time.Time
	onCode  func(to, code string)
	carrier http.RoundTripper
}

// A place is what was built.
type place struct {
	servers   []*webtest.Server
	transport flow.Transport
	// headers say who asks, besides Authorization.
	headers []string
	// random names, by the fields of requests that they are in, values that are
	// others each time.
	random map[string]string
	// totp is what the person's authenticator shows; nil if there is none.
	totp func() string
	// events are what else can happen, and to whom. They report whether it has.
	events map[string]func(who string) bool
}

// A wire is the line to a place. It is the RoundTripper of all its transports, so
// the requests are in order.
type wire struct {
	*place
	carrier      http.RoundTripper
	down, silent bool
	faults       map[string][]mishap // by route

	received []string
	names    map[string]string // of values that are others each time
	codes    []string          // that were sent
}

// A mishap is what becomes of one request.
type mishap struct {
	kind   string // cut-before, cut-after, refuse
	answer webtest.Response
}

// RoundTrip carries a request, or lets happen to it what was announced.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	srv, route := w.route(r.Method, r.URL.Host, r.URL.Path)
	var f mishap
	if all := w.faults[route]; len(all) > 0 {
		if f, w.faults[route] = all[0], all[1:]; len(all) == 1 {
			delete(w.faults, route)
		}
	}
	switch {
	case srv == nil:
		return nil, fmt.Errorf("there is no %s %s", r.Method, r.URL.Path)
	case w.down:
		return nil, &net.OpError{Op: "dial", Err: errors.New("the line is down")}
	case w.silent, f.kind == "cut-before":
		return nil, io.ErrUnexpectedEOF
	case f.kind == "refuse":
		srv.Answer(route, f.answer)
	}
	before := len(srv.Requests())
	answer, err := w.carrier.RoundTrip(r)
	for _, in := range srv.Requests()[before:] {
		w.received = append(w.received, w.render(in))
	}
	if err == nil && f.kind == "cut-after" {
		_ = answer.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return answer, err
}

// route is the server that a request is for, and its name for such requests. host
// is empty if that is not known yet.
func (w *wire) route(method, host, path string) (*webtest.Server, string) {
	for _, srv := range w.servers {
		if routes, ok := srv.Handler().(*http.ServeMux); ok && (host == "" || srv.URL == "http://"+host) {
			_, route := routes.Handler(&http.Request{Method: method, URL: &url.URL{Path: path}})
			if route != "" {
				return srv, route
			}
		}
	}
	return nil, ""
}

// take returns what was received since it was asked last.
func (w *wire) take() []string {
	all := w.received
	w.received = nil
	return all
}

// happen does what a line with an exclamation mark says.
func (w *wire) happen(what string) error {
	verb, rest, _ := strings.Cut(what, " ")
	switch verb {
	case "down", "silent":
		w.down, w.silent = verb == "down", verb == "silent"
		return nil
	case "up":
		w.down, w.silent = false, false
		return nil
	case "refuse", "cut-before", "cut-after":
		method, rest, _ := strings.Cut(rest, " ")
		path, rest, _ := strings.Cut(rest, " ")
		_, route := w.route(method, "", path)
		if route == "" {
			return fmt.Errorf("there is no %s %s", method, path)
		}
		f := mishap{kind: verb}
		var err error
		if verb == "refuse" {
			f.answer, err = parseResponse(rest)
		}
		w.faults[route] = append(w.faults[route], f)
		return err
	}
	if act := w.events[verb]; act == nil || !act(rest) {
		return fmt.Errorf("%q cannot happen", what)
	}
	return nil
}

// parseResponse reads a status, headers if there are any, and a body:
//
//	429 retry-after=60 {"errors":["Limit exceeded"]}
func parseResponse(text string) (webtest.Response, error) {
	status, body, _ := strings.Cut(text, " ")
	out := webtest.Response{Header: http.Header{}}
	var err error
	if out.Status, err = strconv.Atoi(status); err != nil {
		return out, err
	}
	for {
		header := headerField.FindStringSubmatch(body)
		if header == nil {
			break
		}
		out.Header.Set(header[1], header[2])
		body = body[len(header[0]):]
	}
	out.Body = body
	return out, nil
}

var headerField = regexp.MustCompile(`^([a-z-]+)=(\S+) ?`)

// codeSent notes a code. A story calls it code1, code2, and so on.
func (w *wire) codeSent(_, code string) {
	w.codes = append(w.codes, code)
	w.names[code] = fmt.Sprintf("code%d", len(w.codes))
}

// code is one that a story has a name for.
func (w *wire) code(name string) string {
	if n, sent := strings.CutPrefix(name, "code"); sent {
		if i, err := strconv.Atoi(n); err == nil && i > 0 && i <= len(w.codes) {
			return w.codes[i-1]
		}
		return name
	}
	shown := ""
	if w.totp != nil {
		shown = w.totp()
	}
	value := shown
	if name == "wrong" {
		for n := firstWrong; value == shown || slices.Contains(w.codes, value); n++ {
			value = strconv.Itoa(n)
		}
	}
	w.names[value] = name
	return value
}

// firstWrong is where the search for a code that is wrong begins.
const firstWrong = 271_828

// spoken puts a code in the place of the name that a story has for it: code1,
// code2 and so on are those that were sent, totp is what an authenticator shows, and
// wrong is none of them.
func spoken(input string, code func(name string) string) string {
	if name, ok := strings.CutPrefix(input, "Code "); ok && codeName.MatchString(name) {
		return "Code " + code(name)
	}
	return input
}

var codeName = regexp.MustCompile(`^(code[1-9]|totp|wrong)$`)

// name is what is told of a value that is another one each time: "token1".
func (w *wire) name(kind, value string) string {
	if value != "" && w.names[value] == "" {
		n := 1
		for _, name := range w.names {
			if number, same := strings.CutPrefix(name, kind); same {
				if _, err := strconv.Atoi(number); err == nil {
					n++
				}
			}
		}
		w.names[value] = kind + strconv.Itoa(n)
		if slices.Contains(secretKinds, kind) {
			leak.Secret(leak.Token, value)
		}
	}
	return w.names[value]
}

// secretKinds are those of random values that nobody may be shown.
var secretKinds = []string{"token", "session", "refresh", "pending"}

// renderAnswer is how a story tells an answer: with the hash of a code too, since
// who is asked again may be answered with the same one.
func (w *wire) renderAnswer(a flow.Answer) string {
	if in, ok := a.(flow.Authorized); ok {
		in.Account.ID = w.name("user", in.Account.ID)
		a = in
	}
	text := renderAnswer(a)
	if sent, ok := a.(flow.CodeSent); ok {
		text += " hash=" + w.name("hash", sent.Sent.Hash.Reveal())
	}
	return text
}

// render is how a story tells a request: the route and the fields, among them the
// headers that say who asks.
func (w *wire) render(r webtest.Request) string {
	values := r.Fields()
	kind, credential, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch kind {
	case "Bearer":
		values["bearer"] = credential
	case "Basic":
		pair, _ := base64.StdEncoding.DecodeString(credential)
		values["basic"] = string(pair)
	}
	for _, name := range w.headers {
		if value := r.Header.Get(name); value != "" {
			values[name] = value
		}
	}
	text := r.Route
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		if kind := w.random[name]; kind != "" {
			value = w.name(kind, value)
		}
		value = cmp.Or(w.names[value], value)
		if strings.ContainsAny(value, " \"\n") {
			value = strconv.Quote(value)
		}
		text += " " + name + "=" + value
	}
	return text
}

// configure sets what a story tells of a server and of the accounts at it.
func configure[T any](p *plan, config any, accounts *[]T) error {
	for _, line := range p.accounts {
		var a T
		if err := fill(&a, pairs(line)); err != nil {
			return err
		}
		*accounts = append(*accounts, a)
	}
	return fill(config, p.server)
}

// fill sets the fields of a struct, which may be written full_name for FullName.
func fill(into any, values map[string]string) error {
	for name, text := range values {
		field := reflect.ValueOf(into).Elem().FieldByNameFunc(func(f string) bool {
			return strings.EqualFold(f, strings.ReplaceAll(name, "_", ""))
		})
		if !field.IsValid() {
			return fmt.Errorf("%T has no %q", into, name)
		}
		var err error
		switch field.Interface().(type) {
		case string:
			field.SetString(text)
		case bool:
			var yes bool
			yes, err = strconv.ParseBool(text)
			field.SetBool(yes)
		case time.Duration:
			var d time.Duration
			d, err = time.ParseDuration(text)
			field.SetInt(int64(d))
		default:
			err = fmt.Errorf("%T has a %q that no story can set", into, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
