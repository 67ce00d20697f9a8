package transporttest

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// say answers with a body.
func say(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// strangePage: between a Transport and its server stand proxies, and walls that
// want somebody to pay. They know nothing of the login.
func strangePage(t testing.TB, d *door) {
	const page = "<!DOCTYPE html><html><head><title>Who are you?</title></head><body>Sign in to the network.</body></html>\n"
	for _, status := range []int{200, 202, 400, 401, 403, 404, 407, 429, 500, 502, 503} {
		for kind, body := range map[string]string{
			"text/html":        page,
			"text/plain":       http.StatusText(status) + "\n",
			"application/json": `{"message":"` + http.StatusText(status) + `"}`,
		} {
			f := fault{name: fmt.Sprintf("a page with the status %d (%s)", status, kind), serve: say(status, kind, body)}
			d.meet(t, f, func(m *met) {
				switch a := m.answer.(type) {
				case flow.Refused:
					if status == http.StatusTooManyRequests && a.Err.Class == errors.Wait {
						return
					}
				case flow.CodeSent: // the password was accepted before, and the code has not been sent
					if status == http.StatusTooManyRequests && m.call == flow.CallCheckPassword && a.Sent.Delivery == codes.NoDelivery {
						return
					}
				case flow.Done:
					if body[0] == '{' && m.call == flow.CallLogOut { // of which nothing need be said
						return
					}
				default:
				}
				m.senseless(status)
			})
		}
	}
}

// otherShape: JSON, but not what was asked for.
func otherShape(t testing.TB, d *door) {
	const deep = 100_000
	for name, body := range map[string]string{
		"nothing":         "",
		"white space":     " \n",
		"null":            "null",
		"a list":          "[]",
		"a list of lists": "[[[{}]]]",
		"a text":          `"x"`,
		"a number":        "1",
		"true":            "true",
		"an empty object": "{}",
		"a strange field": `{"strange": {"list": [null, 1, "x"]}}`,
		"two objects":     "{} {}",
		"deep lists":      strings.Repeat("[", deep),
		"deep objects":    strings.Repeat(`{"a":`, deep) + "1" + strings.Repeat("}", deep),
		"no UTF-8":        "{\"a\": \"\xff\xfe\"}",
		"no JSON":         "{]",
	} {
		d.meet(t, fault{name: name, serve: say(http.StatusOK, "application/json", body)}, func(m *met) {
			if _, done := m.answer.(flow.Done); done && m.call == flow.CallLogOut {
				return // of which nothing need be said
			}
			m.senseless(http.StatusOK)
		})
	}
	// Each field twice: whatever is made of that.
	d.meet(t, fault{name: "an object with each field twice", serve: d.acts(func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
		body := bytes.TrimSpace(own.Body.Bytes())
		if len(body) > 2 && body[0] == '{' {
			body = append(append(body[:len(body)-1:len(body)-1], ','), body[1:]...)
		}
		reply(w, own, body)
	})}, func(*met) {})
}

// cutShort: the server acts, and only a part of what it says arrives. Whoever
// needs none of it may do without.
func cutShort(t testing.TB, d *door) {
	for name, change := range map[string]func(w http.ResponseWriter, own *httptest.ResponseRecorder){
		"half an answer": func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
			reply(w, own, own.Body.Bytes()[:own.Body.Len()/2])
		},
		"half an answer that was announced whole": func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
			w.Header().Set("Content-Length", strconv.Itoa(own.Body.Len()+1))
			reply(w, own, own.Body.Bytes()[:own.Body.Len()/2])
		},
		"an answer without its last byte": func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
			body := bytes.TrimSpace(own.Body.Bytes())
			reply(w, own, body[:max(len(body)-1, 0)])
		},
		"a connection that breaks": func(http.ResponseWriter, *httptest.ResponseRecorder) {
			panic(http.ErrAbortHandler) //nolint:forbidigo // so a handler breaks a connection
		},
	} {
		d.meet(t, fault{name: name, serve: d.acts(change)}, func(m *met) {
			if _, done := m.answer.(flow.Done); done && m.call == flow.CallLogOut {
				return
			}
			m.senseless(http.StatusOK)
		})
	}
}

// long is the length of an answer that is too long.
const long = 10 << 20

// tooLong: the answer is there, but behind 10 MB of nothing. Who finds it has read
// too much.
func tooLong(t testing.TB, d *door) {
	nothing := bytes.Repeat([]byte(" "), long)
	packedNothing := packed(nothing)
	for name, change := range map[string]func(w http.ResponseWriter, own *httptest.ResponseRecorder){
		"10 MB": func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
			reply(w, own, append(nothing[:long:long], own.Body.Bytes()...))
		},
		"10 MB, packed": func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
			w.Header().Set("Content-Encoding", "gzip")
			reply(w, own, slices.Concat(packedNothing, packed(own.Body.Bytes())))
		},
	} {
		d.meet(t, fault{name: name, serve: d.acts(change)}, func(m *met) { m.senseless(http.StatusOK) })
	}
}

// packed packs data; packed data may follow each other (RFC 1952, section 2.2).
func packed(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// endless: what does not end is given up.
func endless(t testing.TB, d *door) {
	nothing := bytes.Repeat([]byte(" "), long)
	f := fault{name: "an answer without an end", serve: func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(nothing)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done() // more of it would only fill the memory of who reads it
	}}
	d.meet(t, f, func(m *met) {
		m.senseless(http.StatusOK)
		if errors.Is(m.err, context.DeadlineExceeded) {
			m.Fatalf("%s: reads an answer without an end until its context ends", m.call)
		}
	})
}

// drips: an answer that comes byte by byte keeps nobody whose context has ended.
func drips(t testing.TB, d *door) {
	for _, name := range walk {
		c, comes := d.before(t, name)
		if !comes {
			continue
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		begun := sync.OnceFunc(cancel)
		d.expect(0, func(w http.ResponseWriter, r *http.Request) {
			for n := 0; r.Context().Err() == nil; n++ {
				if _, err := io.WriteString(w, " "); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
				if n == 3 {
					begun()
				}
				time.Sleep(time.Millisecond)
			}
		})
		ended := make(chan struct{})
		asking := *c
		asking.TB = beside{t}
		var answer flow.Answer
		var err error
		go func() {
			defer close(ended)
			answer, err = asking.perform(ctx, c.transport(), c.call(name))
		}()
		timer := time.NewTimer(patience)
		select {
		case <-ended:
			timer.Stop()
		case <-timer.C:
			t.Fatalf("%s: reads an answer that drips for %v after its context has ended", name, patience)
		}
		requests, _ := d.requests()
		if len(requests) == 0 {
			continue // it needs no server
		}
		m := &met{client: c, call: name, fault: fault{name: "an answer that drips"}, request: requests[0], answer: answer, err: err}
		m.senseless(http.StatusOK)
	}
}

// otherProtocol: a server goes over to another protocol, which nobody asked for, and
// says no more. What follows such an answer is the connection itself, and no context
// ends the reading of that.
func otherProtocol(t testing.TB, d *door) {
	var waited atomic.Bool
	f := fault{name: "another protocol (101)", serve: func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
		_ = conn.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
			waited.Store(true)
		}
	}}
	d.meet(t, f, func(m *met) {
		m.senseless(http.StatusSwitchingProtocols)
		if waited.Load() || errors.Is(m.err, context.DeadlineExceeded) {
			m.Fatalf("%s: waits for %v for what %s brings", m.call, patience, m.name)
		}
	})
}

// longHeader: the header is bounded as the body is.
func longHeader(t testing.TB, d *door) {
	f := fault{name: "a header of 1 MB", serve: d.acts(func(w http.ResponseWriter, own *httptest.ResponseRecorder) {
		for i := range 16 {
			w.Header().Set(fmt.Sprintf("X-Long-%d", i), strings.Repeat("x", 64<<10))
		}
		reply(w, own, own.Body.Bytes())
	})}
	d.meet(t, f, func(m *met) { m.senseless(http.StatusOK) })
}

// redirected: what was meant for one server is not sent to another, nor twice to
// the same.
func redirected(t testing.TB, d *door) {
	var mu sync.Mutex
	lured := 0
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		lured++
		mu.Unlock()
		d.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(other.Close)
	for _, status := range []int{300, 301, 302, 303, 304, 307, 308} {
		for where, to := range map[string]string{"another server": other.URL, "itself": d.url} {
			f := fault{
				name: fmt.Sprintf("a redirect (%d) to %s", status, where),
				serve: func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Location", to+r.URL.RequestURI())
					w.WriteHeader(status)
				},
			}
			d.meet(t, f, func(m *met) {
				m.senseless(status)
				mu.Lock()
				defer mu.Unlock()
				if lured > 0 {
					m.Fatalf("%s: %s is followed", m.call, m.name)
				}
			})
		}
	}
}
