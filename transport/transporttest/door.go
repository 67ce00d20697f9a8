package transporttest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A door is where a Transport knocks: it listens in front of a server.
type door struct {
	HTTPServer
	url string

	mu    sync.Mutex
	heard []*http.Request // since the last call of expect
	fault http.HandlerFunc
	own   *httptest.ResponseRecorder // the server's answer that a fault was made of
	at    int                        // the request that meets with the fault
}

func newDoor(t testing.TB, s HTTPServer) *door {
	d := &door{HTTPServer: s}
	l := httptest.NewServer(d)
	t.Cleanup(func() {
		l.CloseClientConnections() // one that hangs would be waited for
		l.Close()
	})
	d.url = l.URL
	return d
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) //nolint:forbidigo // so a handler breaks a connection
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	d.mu.Lock()
	number := len(d.heard)
	d.heard = append(d.heard, r)
	serve := d.fault
	if number != d.at {
		serve = nil
	}
	d.mu.Unlock()
	if serve == nil {
		d.Handler.ServeHTTP(w, r)
		return
	}
	serve(w, r)
}

// expect makes a request from now on meet with a fault, in the place of the server;
// the first has the number 0.
func (d *door) expect(at int, fault http.HandlerFunc) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard, d.own, d.at, d.fault = nil, nil, at, fault
}

// requests returns what was heard since then and the server's own answer to the
// request that met with the fault, if it has acted; and ends the fault.
func (d *door) requests() (heard []*http.Request, own *httptest.ResponseRecorder) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = nil
	return slices.Clone(d.heard), d.own
}

// acts makes a fault of the answer of the server itself.
func (d *door) acts(change func(w http.ResponseWriter, own *httptest.ResponseRecorder)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		own := httptest.NewRecorder()
		d.Handler.ServeHTTP(own, r)
		d.mu.Lock()
		d.own = own
		d.mu.Unlock()
		change(w, own)
	}
}

// reply passes an answer on, with another body.
func reply(w http.ResponseWriter, own *httptest.ResponseRecorder, body []byte) {
	for name, values := range own.Header() {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(own.Code)
	_, _ = w.Write(body)
}

// server is the door for a client.
func (d *door) server() Server {
	return Server{
		Transport:   func() flow.Transport { return d.Transport(d.url) },
		Unreachable: func() flow.Transport { return d.Transport("http://127.0.0.1:1") },
		Identifier:  d.Identifier,
		Code:        d.Code,
		Password:    d.Password,
	}
}

// walk are the calls at which faults are met.
var walk = []flow.CallName{
	flow.CallConnect, flow.CallSendCode, flow.CallSignIn, flow.CallCheckPassword, flow.CallWhoAmI, flow.CallLogOut,
}

// before takes a new login to where a call is to be made.
func (d *door) before(t testing.TB, name flow.CallName) (c *client, comes bool) {
	c = newClient(t, d.server())
	if name == flow.CallWhoAmI {
		return c, c.until(flow.CallLogOut)
	}
	return c, c.until(name)
}

// mostRequests bounds the requests of one call.
const mostRequests = 8

// A fault is something that becomes of a request.
type fault struct {
	name  string
	serve http.HandlerFunc
}

// A met is a call that met with a fault.
type met struct {
	*client
	fault
	call    flow.CallName
	request *http.Request   // that met with it
	more    []*http.Request // that came after it
	own     *httptest.ResponseRecorder
	answer  flow.Answer
	err     error
}

// meet lets each request of each call of a sign-in meet with a fault, judges what
// the Transport makes of it, and finishes the sign-in.
func (d *door) meet(t testing.TB, f fault, judge func(m *met)) {
	t.Helper()
	times := 0
	for _, name := range walk {
		for at := range mostRequests {
			c, comes := d.before(t, name)
			if !comes {
				break
			}
			session := c.session
			d.expect(at, f.serve)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			answer, err := c.perform(ctx, c.transport(), c.call(name))
			cancel()
			requests, own := d.requests()
			if len(requests) <= at {
				break // that was all it asks for
			}
			m := &met{client: c, fault: f, call: name, request: requests[at], more: requests[at+1:], own: own, answer: answer, err: err}
			times++
			judge(m)
			if name == flow.CallConnect {
				c.goOn(name)
				continue
			}
			c.same(name, session)
			m.finish(at)
		}
	}
	if times == 0 {
		t.Errorf("%s: nothing was asked where Transport was told to", f.name)
	}
}

// finish goes on after a fault at a call's request. Where nothing was done before,
// nothing may have changed.
func (m *met) finish(at int) {
	m.Helper()
	next := m.call
	if next == flow.CallWhoAmI {
		next = flow.CallLogOut
	}
	_, done := m.answer.(flow.Done)
	if m.own != nil || at > 0 || done {
		m.takeAgain(m.stands())
		return
	}
	m.whoAmI(m.standing(next))
	m.goOn(next)
}

// senseless judges what was made of an answer that is none of the system's: nobody
// knows. Where it blames somebody, it may pass for a refusal that says nothing of
// the login or of what was typed. Only a question before the call itself, which
// changes nothing, can say that the call was not sent.
func (m *met) senseless(status int) {
	m.Helper()
	if len(m.more) > 0 {
		m.Errorf("%s: %s, and the Transport goes on asking: %s", m.call, m.name, m.more[0].URL.Path)
	}
	switch a := m.answer.(type) {
	case nil:
		return
	case flow.Done:
		if m.own != nil && m.own.Body.Len() == 0 { // the status is all that it says
			return
		}
	case flow.NotSent:
		if m.request.Method == http.MethodGet && m.call != flow.CallWhoAmI {
			return
		}
	case flow.Refused:
		if status >= http.StatusBadRequest && (a.Err.Class == errors.Unknown || a.Err.Class == errors.Transient) {
			return
		}
		m.Errorf("%s: %s is taken for a refusal: %s, class %s", m.call, m.name, a.Err.Reason, a.Err.Class)
		return
	default:
	}
	m.Errorf("%s: %s is taken for %T; want an error", m.call, m.name, m.answer)
}
