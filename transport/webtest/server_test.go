package webtest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// An echo answers what it is told, and counts.
type echo struct {
	*Server
	acted int
}

func startEcho(t testing.TB) *echo {
	e := new(echo)
	e.Server = Start(Routes{
		"POST /echo/{who}": func(r *Request) Response {
			e.acted++
			return Response{
				Status: http.StatusAccepted, Header: http.Header{"X-Who": {r.PathValue("who")}},
				Body: string(r.Body),
			}
		},
		"GET /json":  func(*Request) Response { return Response{Status: 200, Body: map[string]int{"a": 1}} },
		"GET /bytes": func(*Request) Response { return Response{Status: 200, Body: []byte{0, 0xff}} },
		"GET /none":  func(*Request) Response { return Response{Status: 204} },
		"GET /own": func(*Request) Response {
			return Response{Status: 200, Header: http.Header{"Content-Type": {"text/own"}}, Body: map[string]int{"a": 1}}
		},
		"GET /bad": func(*Request) Response { return Response{Status: 200, Body: func() {}} },
	})
	t.Cleanup(e.Close)
	return e
}

func (e *echo) count() int {
	e.Lock()
	defer e.Unlock()
	return e.acted
}

type told struct {
	status int
	header http.Header
	body   string
}

func tell(ctx context.Context, method, url, body string) (told, error) {
	r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return told{}, err
	}
	answer, err := oneShot().RoundTrip(r)
	if err != nil {
		return told{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	return told{answer.StatusCode, answer.Header, string(data)}, err
}

func TestRoutes(t *testing.T) {
	e := startEcho(t)
	for name, tt := range map[string]struct {
		method, path, body string
		status             int
		kind, said         string
	}{
		"text":         {"POST", "/echo/ada", "hello", 202, "text/plain; charset=utf-8", "hello"},
		"JSON":         {"GET", "/json", "", 200, "application/json", `{"a":1}`},
		"bytes":        {"GET", "/bytes", "", 200, "application/octet-stream", "\x00\xff"},
		"nothing":      {"GET", "/none", "", 204, "", ""},
		"its own kind": {"GET", "/own", "", 200, "text/own", `{"a":1}`},
		"no JSON":      {"GET", "/bad", "", 500, "text/plain; charset=utf-8", "json: unsupported type: func()\n"},
		"no route":     {"GET", "/nowhere", "", 404, "text/plain; charset=utf-8", "404 page not found\n"},
		"no method":    {"GET", "/echo/ada", "", 405, "text/plain; charset=utf-8", "Method Not Allowed\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tell(t.Context(), tt.method, e.URL+tt.path, tt.body)
			require.NoError(t, err)
			require.Equal(t, tt.status, got.status)
			require.Equal(t, tt.kind, got.header.Get("Content-Type"))
			require.Equal(t, tt.said, got.body)
		})
	}
}

func TestFaults(t *testing.T) {
	const route = "POST /echo/{who}"
	for name, tt := range map[string]struct {
		inject func(*echo)
		lost   bool
		acted  int
		said   string
	}{
		"none":        {func(*echo) {}, false, 1, "hello"},
		"lost before": {func(e *echo) { e.LoseBefore(route) }, true, 0, ""},
		"lost after":  {func(e *echo) { e.LoseAfter(route) }, true, 1, ""},
		"answered":    {func(e *echo) { e.Answer(route, Response{Status: 503, Body: "busy"}) }, false, 0, "busy"},
		"elsewhere":   {func(e *echo) { e.LoseBefore("GET /json") }, false, 1, "hello"},
	} {
		t.Run(name, func(t *testing.T) {
			e := startEcho(t)
			tt.inject(e)
			got, err := tell(t.Context(), "POST", e.URL+"/echo/ada", "hello")
			require.Equal(t, tt.lost, err != nil, "%v", err)
			require.Equal(t, tt.said, got.body)
			require.Equal(t, tt.acted, e.count())
			require.Len(t, e.Requests(), 1, "what is not acted on is noted as well")

			got, err = tell(t.Context(), "POST", e.URL+"/echo/ada", "again")
			require.NoError(t, err, "a fault is for one request")
			require.Equal(t, "again", got.body)
		})
	}
}

func TestFaultsQueue(t *testing.T) {
	const route = "POST /echo/{who}"
	e := startEcho(t)
	e.Answer(route, Response{Status: 200, Body: "first"})
	e.LoseAfter(route)
	e.Answer(route, Response{Status: 200, Body: "third"})
	var said []string
	for range 4 {
		got, err := tell(t.Context(), "POST", e.URL+"/echo/ada", "own")
		if err != nil {
			got.body = "lost"
		}
		said = append(said, got.body)
	}
	require.Equal(t, []string{"first", "lost", "third", "own"}, said)
}

func TestHang(t *testing.T) {
	e := startEcho(t)
	heard := e.Hang("POST /echo/{who}")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-heard
		cancel()
	}()
	_, err := tell(ctx, "POST", e.URL+"/echo/ada", "hello")
	require.ErrorIs(t, err, context.Canceled)
	require.Zero(t, e.count())
}

func TestCloseEndsWhatHangs(t *testing.T) {
	e := startEcho(t)
	heard := e.Hang("POST /echo/{who}")
	ended := make(chan error)
	go func() {
		_, err := tell(context.WithoutCancel(t.Context()), "POST", e.URL+"/echo/ada", "hello")
		ended <- err
	}()
	<-heard
	e.Close()
	require.Error(t, <-ended)
}

func TestTooLongARequest(t *testing.T) {
	e := startEcho(t)
	_, err := tell(t.Context(), "POST", e.URL+"/echo/ada", strings.Repeat("x", maxBody+1))
	require.Error(t, err)
	require.Empty(t, e.Requests())
	got, err := tell(t.Context(), "POST", e.URL+"/echo/ada", strings.Repeat("x", maxBody))
	require.NoError(t, err)
	require.Len(t, got.body, maxBody)
}

// Behind another server it does what it does behind its own listener.
func TestHandler(t *testing.T) {
	e := startEcho(t)
	e.Answer("GET /json", Response{Status: 418})
	w := httptest.NewRecorder()
	e.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/json", nil))
	require.Equal(t, http.StatusTeapot, w.Code)
	require.Len(t, e.Requests(), 1)
}

func TestOneRequestAfterTheOther(t *testing.T) {
	e := startEcho(t)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { _, _ = tell(t.Context(), "POST", e.URL+"/echo/ada", "hello") })
	}
	all.Wait()
	require.Equal(t, 20, e.count(), "under the race detector, nothing else is needed")
	require.Len(t, e.Requests(), 20)
}
