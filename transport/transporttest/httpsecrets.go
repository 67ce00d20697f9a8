package transporttest

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// withoutTLS: nothing is sent in the clear to another machine, and the program is
// told why. None of these is one (RFC 5737, RFC 3849, RFC 2606).
func withoutTLS(t testing.TB, d *door) {
	for _, elsewhere := range []string{
		"http://192.0.2.1:1", "http://[2001:db8::1]:1", "http://localhost.example:1", "http://127.0.0.1.example:1",
	} {
		for _, name := range walk {
			c, comes := d.before(t, name)
			if !comes || c.local(name) {
				continue
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			answer, err := c.perform(ctx, d.Transport(elsewhere), c.call(name))
			cancel()
			not, ok := answer.(flow.NotSent)
			if !ok || !errors.Is(not.Err, errors.Misconfigured) {
				t.Fatalf("%s without TLS to another machine: %T, %v; want NotSent with errors.Misconfigured", name, answer, errors.Join(not.Err, err))
			}
		}
	}
}

// strangeCertificate: who cannot prove to be the server is told nothing.
func strangeCertificate(t testing.TB, d *door) {
	var asked atomic.Int64
	impostor := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		d.Handler.ServeHTTP(w, r)
	}))
	impostor.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that fail
	impostor.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	impostor.StartTLS()
	t.Cleanup(impostor.Close)
	for _, name := range walk {
		c, comes := d.before(t, name)
		if !comes {
			continue
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		answer, err := c.perform(ctx, d.Transport(impostor.URL), c.call(name))
		cancel()
		if asked.Load() > 0 {
			t.Fatalf("%s: it was sent to a server whose certificate nobody vouches for: %T, %v", name, answer, err)
		}
	}
}

// openlyReadable: addresses are kept in logs and shown to others, and a cookie is
// a session that is not in the session.
func openlyReadable(t testing.TB, d *door) {
	jar := d.Handler
	d.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "kept=kept; Path=/")
		jar.ServeHTTP(w, r)
	})
	c := newClient(t, d.server())
	c.shared = c.server.Transport() // which could keep a cookie
	next := flow.CallConnect
	for range 10 {
		d.expect(-1, nil)
		call := c.call(next)
		secrets := c.secrets()
		maps.Copy(secrets, c.tokens())
		answer := c.ask(call)
		if next != flow.CallLogOut {
			next = c.after(next, answer)
		}
		for what, secret := range c.tokens() {
			secrets["new "+what] = secret
		}
		requests, _ := d.requests()
		for _, r := range requests {
			for what, secret := range secrets {
				if showsIn(r, secret) {
					t.Errorf("%s: the %s is in an address: %s %s", call.Name, what, r.Method, r.URL.Path)
				}
			}
			if r.Header.Get("Cookie") != "" {
				t.Errorf("%s: there is a cookie", call.Name)
			}
		}
		if call.Name == flow.CallLogOut {
			return
		}
	}
}

// showsIn reports whether an address or a header that repeats one shows a secret.
func showsIn(r *http.Request, secret string) bool {
	open := []string{r.RequestURI, r.Referer(), r.UserAgent()}
	for _, form := range []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret),
		strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(secret)), "="),
		strings.TrimRight(base64.URLEncoding.EncodeToString([]byte(secret)), "="),
	} {
		if slices.ContainsFunc(open, func(text string) bool { return strings.Contains(text, form) }) {
			return true
		}
	}
	return false
}

// shortestToken is the length of the shortest text in a session that is taken for
// a token: less could be the name of something.
const shortestToken = 16

// tokens are what is in a session that is JSON, and long enough for a secret.
func (c *client) tokens() map[string]string {
	all := map[string]string{}
	var look func(text string)
	var find func(v any)
	look = func(text string) {
		var inner any
		if json.Unmarshal([]byte(text), &inner) == nil {
			find(inner)
		} else if data, err := base64.StdEncoding.DecodeString(text); err == nil && json.Unmarshal(data, &inner) == nil {
			find(inner)
		}
		if len(text) >= shortestToken && text != c.session.Fingerprint() && text != c.account.ID {
			all[fmt.Sprintf("token %d", len(all)+1)] = text
		}
	}
	find = func(v any) {
		switch v := v.(type) {
		case string:
			look(v)
		case []any:
			for _, inner := range v {
				find(inner)
			}
		case map[string]any:
			for _, inner := range v {
				find(inner)
			}
		}
	}
	look(string(c.session.Bytes()))
	return all
}

// repeated: a server that says what was typed, in its names for errors, in its
// headers or where no sense can be made of it, does not get it into what a program
// prints.
func repeated(t testing.TB, d *door) {
	for _, name := range walk {
		for at := range mostRequests {
			own := d.answer(t, name, at)
			if own == nil {
				break
			}
			for _, manner := range manners {
				c, _ := d.before(t, name)
				call := c.call(name)
				call.Code, call.Password = wrong(call.Code), wrong(call.Password)
				for what, secret := range c.known(call) {
					asked := *c
					d.expect(at, func(w http.ResponseWriter, r *http.Request) {
						if what == "identifier" || mentions(r, secret) {
							manner.say(w, own, secret)
						} else {
							manner.say(w, own, "something")
						}
					})
					ctx, cancel := context.WithTimeout(t.Context(), patience)
					answer, err := asked.perform(ctx, c.transport(), call)
					cancel()
					shown := func(form string) bool { return strings.Contains(form, secret) }
					if all := forms(answer, err); slices.ContainsFunc(all, shown) {
						form := all[slices.IndexFunc(all, shown)]
						t.Errorf("%s: the server repeats the %s %s, and what came of it shows it: %s",
							name, what, manner.name, strings.ReplaceAll(form, secret, "<"+what+">"))
					}
				}
			}
		}
	}
}

// mentions reports whether a request has a secret in it, which a server can only
// repeat if it has heard it.
func mentions(r *http.Request, secret string) bool {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return false
	}
	said := fmt.Sprint(r.RequestURI, r.Header) + string(body)
	quoted, err := json.Marshal(secret)
	return err == nil && (strings.Contains(said, secret) || strings.Contains(said, url.QueryEscape(secret)) ||
		strings.Contains(said, string(quoted)))
}

// known are the secrets that a Transport knows when it makes a call.
func (c *client) known(call flow.Call) map[string]string {
	all := c.tokens()
	identifier := strings.TrimPrefix(c.server.Identifier.Reveal(), "+")
	if !call.To.IsZero() || !call.Sent.To.IsZero() || strings.Contains(string(c.session.Bytes()), identifier) {
		all["identifier"] = identifier
	}
	for what, secret := range map[string]codes.Secret{"hash": call.Sent.Hash, "code": call.Code, "password": call.Password} {
		if !secret.IsZero() {
			all[what] = secret.Reveal()
		}
	}
	return all
}

// answer returns what the server says to a wrong value at a request of a call; nil
// if there is no such request.
func (d *door) answer(t testing.TB, name flow.CallName, at int) *httptest.ResponseRecorder {
	c, comes := d.before(t, name)
	if !comes {
		return nil
	}
	d.expect(at, d.acts(func(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
		reply(w, answer, answer.Body.Bytes())
	}))
	call := c.call(name)
	call.Code, call.Password = wrong(call.Code), wrong(call.Password)
	_, _ = c.perform(t.Context(), c.transport(), call)
	_, own := d.requests()
	return own
}

// A manner is a way in which a server repeats something.
type manner struct {
	name string
	say  func(w http.ResponseWriter, own *httptest.ResponseRecorder, secret string)
}

var manners = []manner{
	{"in its answer", says(0, func(string) string { return "%s" })},
	{"after its answer", says(0, func(text string) string { return text + " %s" })},
	{"in a refusal", says(http.StatusBadRequest, func(string) string { return "%s" })},
	{"after a refusal", says(http.StatusBadRequest, func(text string) string { return text + " : %s" })},
	{"in a fault", says(http.StatusInternalServerError, func(string) string { return "%s" })},
	{"in words", func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secret string) {
		http.Error(w, "What is "+secret+"?", http.StatusUnauthorized)
	}},
	{"in its headers", func(w http.ResponseWriter, own *httptest.ResponseRecorder, secret string) {
		h := w.Header()
		for _, name := range []string{"Date", "WWW-Authenticate", "X-Error", "Error"} {
			h.Set(name, secret)
		}
		h.Set("Content-Type", "text/"+secret)
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write(own.Body.Bytes())
	}},
	{"in a redirect", func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secret string) {
		w.Header().Set("Location", "/%zz"+secret) // no URL
		w.WriteHeader(http.StatusFound)
	}},
	{"in its status", raw("HTTP/1.1 %s\r\n\r\n")},
	{"in its encoding", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n")},
	{"in its length", raw("HTTP/1.1 200 OK\r\nContent-Length: %s x\r\n\r\n")},
	{"in its first line", raw("%s\r\n\r\n")},
}

// says answers with each text of the server's own answer changed; %s stands for the
// secret. 0 is the server's own status.
func says(status int, change func(text string) string) func(http.ResponseWriter, *httptest.ResponseRecorder, string) {
	return func(w http.ResponseWriter, own *httptest.ResponseRecorder, secret string) {
		code := status
		if code == 0 {
			code = own.Code
		}
		put := func(text string) string { return strings.ReplaceAll(change(text), "%s", secret) }
		body := own.Body.Bytes()
		var v any
		if json.Unmarshal(body, &v) == nil {
			if changed, err := json.Marshal(each(v, put)); err == nil {
				body = changed
			}
		} else {
			body = []byte(put(string(body)))
		}
		w.Header().Set("Content-Type", own.Header().Get("Content-Type"))
		w.WriteHeader(code)
		_, _ = w.Write(body)
	}
}

// each changes each text in a JSON value.
func each(v any, change func(string) string) any {
	switch v := v.(type) {
	case string:
		return change(v)
	case []any:
		for i := range v {
			v[i] = each(v[i], change)
		}
	case map[string]any:
		for name := range v {
			v[name] = each(v[name], change)
		}
	}
	return v
}

// raw answers with what net/http would not write.
func raw(text string) func(http.ResponseWriter, *httptest.ResponseRecorder, string) {
	return func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secret string) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = io.WriteString(conn, strings.ReplaceAll(text, "%s", secret))
		_ = conn.Close()
	}
}
