package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/internal/leak"
)

// serve answers every request in one way.
func serve(t *testing.T, handler http.HandlerFunc) string {
	s := httptest.NewServer(handler)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}

// nobody is an address where nobody listens.
func nobody(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return "http://" + l.Addr().String()
}

func unsentIn(err error) bool {
	_, ok := errors.AsType[*UnsentError](err)
	return ok
}

func TestRequestsAsTheyArrive(t *testing.T) {
	for name, tt := range map[string]struct {
		request          Request
		method, kind, in string
	}{
		"nothing":      {Request{}, "GET", "", ""},
		"JSON":         {Request{Method: "POST", Body: map[string]any{"a": 1, "b": "<&>"}}, "POST", "application/json", `{"a":1,"b":"\u003c\u0026\u003e"}`},
		"other JSON":   {Request{Method: "POST", Body: []int{1}, ContentType: "application/vnd.x+json"}, "POST", "application/vnd.x+json", "[1]"},
		"a form":       {Request{Method: "POST", Body: url.Values{"a": {"1 &"}, "b": {"+"}}}, "POST", "application/x-www-form-urlencoded", "a=1+%26&b=%2B"},
		"its own kind": {Request{Method: "PUT", Body: url.Values{}, ContentType: "text/x"}, "PUT", "text/x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			type arrived struct {
				*http.Request
				body string
			}
			all := make(chan arrived, 1)
			at := serve(t, func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				all <- arrived{r, string(body)}
				w.Header().Set("X-Answer", "yes")
				w.WriteHeader(http.StatusTeapot)
				_, _ = io.WriteString(w, "short and stout")
			})
			tt.request.URL = at + "/path?q=1"
			tt.request.Header = http.Header{"x-own": {"one", "two"}, "accept": {"text/html"}}
			reply, err := new(Client).Do(t.Context(), tt.request)
			require.NoError(t, err)
			require.Equal(t, http.StatusTeapot, reply.Status)
			require.Equal(t, "yes", reply.Header.Get("X-Answer"))
			require.Equal(t, "short and stout", string(reply.Body))

			got := <-all
			require.Equal(t, tt.method, got.Method)
			require.Equal(t, "/path?q=1", got.RequestURI)
			require.Equal(t, []string{"one", "two"}, got.Header["X-Own"])
			require.Equal(t, tt.kind, got.Header.Get("Content-Type"))
			require.Equal(t, []string{"application/json"}, got.Header["Accept"])
			require.True(t, got.Close, "nothing is left open")
			require.Equal(t, tt.in, got.body)
		})
	}
}

func TestUnsent(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	nowhere := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no way") }}
	var heard atomic.Int64
	here := serve(t, func(http.ResponseWriter, *http.Request) { heard.Add(1) })
	for name, tt := range map[string]struct {
		ctx      context.Context
		client   Client
		url      string
		body     any
		says     string
		settings bool // it is the settings' fault
	}{
		"nobody listens":         {t.Context(), Client{}, nobody(t), nil, "connection refused", false},
		"nobody, by a transport": {t.Context(), Client{RoundTripper: &http.Transport{DisableKeepAlives: true}}, nobody(t), nil, "connection refused", false},
		"nobody, by another":     {t.Context(), Client{RoundTripper: other{oneShot}}, nobody(t), nil, "connection refused", false},
		"no way, by another":     {t.Context(), Client{RoundTripper: other{nowhere}}, here, nil, "no way", false},
		"ended":                  {ended, Client{}, here, nil, "canceled", false},
		"ended, by another":      {ended, Client{RoundTripper: roundTrip(nil)}, here, nil, "canceled", false},
		"no URL":                 {t.Context(), Client{}, "http://%zz", nil, "is no URL", false},
		"no host":                {t.Context(), Client{}, "https://", nil, "no host", true},
		"no scheme":              {t.Context(), Client{}, "example.com", nil, "no http or https URL", true},
		"another scheme":         {t.Context(), Client{}, "ftp://127.0.0.1", nil, "no http or https URL", true},
		"a password in it":       {t.Context(), Client{}, "https://ada:x@example.com", nil, "name or password", true},
		"in the clear":           {t.Context(), Client{}, "http://192.0.2.1", nil, "in the clear", true},
		"no JSON":                {t.Context(), Client{}, here, func() {}, "unsupported type", false},
	} {
		t.Run(name, func(t *testing.T) {
			reply, err := tt.client.Do(tt.ctx, Request{Name: "test", URL: tt.url, Body: tt.body})
			require.Nil(t, reply)
			require.True(t, unsentIn(err), "%v", err)
			require.ErrorContains(t, err, tt.says)
			require.ErrorContains(t, err, "test: ")
			require.Equal(t, tt.settings, errors.Is(err, errors.Misconfigured))
			if tt.settings { // whatever has been typed
				_, err := tt.client.Do(tt.ctx, Request{URL: tt.url, Secrets: []codes.Secret{codes.NewSecret("e")}})
				require.ErrorIs(t, err, errors.Misconfigured)
				require.ErrorContains(t, err, tt.says)
			}

			answer, left := Failed(err)
			require.NoError(t, left)
			require.Equal(t, "NotSent", nameOf(answer))
		})
	}
	require.Zero(t, heard.Load())
}

// other is a round tripper that is not net/http's.
type other struct{ http.RoundTripper }

// A protocol that net/http was taught has connections that it knows nothing of.
func TestUnknownByProtocol(t *testing.T) {
	taught := new(http.Transport)
	taught.RegisterProtocol("https", roundTrip(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }))
	_, err := (&Client{RoundTripper: taught}).Do(t.Context(), Request{URL: "https://192.0.2.1"})
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.False(t, unsentIn(err), "it may have been sent")
}

func TestInsecureIsAllowed(t *testing.T) {
	asked := ""
	c := Client{Insecure: true, RoundTripper: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = r.URL.Host
		return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
	})}
	_, err := c.Do(t.Context(), Request{URL: "http://192.0.2.1"})
	require.NoError(t, err)
	require.Equal(t, "192.0.2.1", asked)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestIsLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.1.2.3": true, "localhost": true, "[::1]": true, "[::ffff:127.0.0.1]": true,
		"[0:0:0:0:0:0:0:1]": true,
		// Spellings that a resolver might take for this machine, or for another.
		"127.1": false, "2130706433": false, "0177.0.0.1": false, "127.0.0.1.": false, "localhost.": false,
		"LOCALHOST": false, "0.0.0.0": false, "[::]": false, "[::1%25lo]": false,
		"localhost.example": false, "127.0.0.1.example": false, "128.0.0.1": false, "": false,
	} {
		u, err := url.Parse("http://" + host + ":80/")
		require.NoError(t, err, host)
		require.Equal(t, want, isLoopback(u.Hostname()), host)
	}
}

// Once there is a connection, nobody can say what has become of the request.
func TestUnknown(t *testing.T) {
	raw := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, text)
				_ = conn.Close()
			}
		}
	}
	spaces := bytes.Repeat([]byte(" "), maxBody+1)
	for name, tt := range map[string]struct {
		handler http.HandlerFunc
		says    string
	}{
		"the connection breaks": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
		"half an answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9")
			_, _ = io.WriteString(w, "half")
		}, "unexpected EOF"},
		"too long": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(spaces) }, "more than 1048576 bytes"},
		"too long, packed": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(spaces)
			_ = z.Close()
		}, "more than 1048576 bytes"},
		"without an end": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(spaces)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}, "more than 1048576 bytes"},
		"a long header": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", maxHeader))
		}, "no HTTP answer"},
		"another protocol": {func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
				_, _ = io.Copy(io.Discard, conn) // and no more, until the other side hangs up
				_ = conn.Close()
			}
		}, "101"},
		"no HTTP":      {raw("SSH-2.0-OpenSSH\r\n"), "no HTTP answer"},
		"not packed":   {raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot a packet"), "no HTTP answer"},
		"moved":        {http.RedirectHandler("/there", http.StatusMovedPermanently).ServeHTTP, "(301)"},
		"found":        {http.RedirectHandler("http://192.0.2.1/", http.StatusFound).ServeHTTP, "(302)"},
		"for good":     {http.RedirectHandler("/there", http.StatusPermanentRedirect).ServeHTTP, "(308)"},
		"not modified": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, "(304)"},
	} {
		for carrier, client := range map[string]Client{
			"its own": {}, "a transport": {RoundTripper: &http.Transport{DisableKeepAlives: true, MaxResponseHeaderBytes: maxHeader}},
			"another": {RoundTripper: other{oneShot}},
		} {
			t.Run(name+"/"+carrier, func(t *testing.T) {
				var heard atomic.Int64
				at := serve(t, func(w http.ResponseWriter, r *http.Request) {
					heard.Add(1)
					_, _ = io.Copy(io.Discard, r.Body) // else the context does not end
					tt.handler(w, r)
				})
				reply, err := client.Do(t.Context(), Request{Name: "test", Method: http.MethodPost, URL: at, Body: 1})
				require.Nil(t, reply)
				require.False(t, unsentIn(err), "%v", err)
				require.ErrorContains(t, err, tt.says)
				require.EqualValues(t, 1, heard.Load(), "it is asked once, and nowhere else")

				answer, left := Failed(err)
				require.Nil(t, answer)
				require.Equal(t, err, left)
			})
		}
	}
}

func TestLongestAnswer(t *testing.T) {
	at := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte(" "), maxBody)) })
	reply, err := new(Client).Do(t.Context(), Request{URL: at})
	require.NoError(t, err)
	require.Len(t, reply.Body, maxBody)
}

func TestContextEndsARequest(t *testing.T) {
	for name, begin := range map[string]string{"before the answer": "", "within it": " "} {
		t.Run(name, func(t *testing.T) {
			heard := make(chan struct{})
			at := serve(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.WriteString(w, begin)
				if begin != "" {
					_ = http.NewResponseController(w).Flush()
				}
				close(heard)
				<-r.Context().Done()
			})
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-heard
				cancel()
			}()
			_, err := new(Client).Do(ctx, Request{URL: at})
			require.ErrorIs(t, err, context.Canceled)
			require.False(t, unsentIn(err), "%v", err)
		})
	}
}

// What was typed is in no error, whoever says it.
func TestErrorsShowNoSecret(t *testing.T) {
	leak.Secret(leak.Password, typed)
	secrets := []codes.Secret{codes.NewSecret(typed)}
	for name, carrier := range map[string]http.RoundTripper{
		"sent": roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, &net.OpError{Op: "read", Err: errors.New("read " + typed)}
		}),
		"unsent": roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, &net.OpError{Op: "dial", Err: errors.New("dial " + typed)}
		}),
		"quoted by net/http": nil,
		"another's":          roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("no " + typed) }),
	} {
		t.Run(name, func(t *testing.T) {
			at := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				conn, _, err := http.NewResponseController(w).Hijack()
				if err == nil {
					_, _ = io.WriteString(conn, "HTTP/1.1 "+typed+"\r\n\r\n")
					_ = conn.Close()
				}
			})
			_, err := (&Client{RoundTripper: carrier}).Do(t.Context(), Request{Name: "test", URL: at, Secrets: secrets})
			require.Error(t, err)
			require.Equal(t, name == "unsent", unsentIn(err))
			leak.Saw(t, err)
		})
	}
}

func TestStrangeCertificateIsNamed(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	for _, carrier := range []http.RoundTripper{nil, other{oneShot}} {
		_, err := (&Client{RoundTripper: carrier}).Do(t.Context(), Request{URL: s.URL})
		require.ErrorContains(t, err, "certificate")
	}
}

// typed is what no error may show.
const typed = "Correct-Horse-Battery"

func TestAnswersThatMakeNoSense(t *testing.T) {
	r := Reply{Status: http.StatusTeapot, Body: []byte(`{"name": "` + typed + `"}`), request: &Request{Name: "test"}}
	var number struct{ Name int }
	err := r.JSON(&number)
	require.EqualError(t, err, "test: the answer (418) is not the JSON that was expected")
	require.EqualError(t, r.Senseless(), "test: the answer (418) makes no sense")
	var text struct{ Name string }
	require.NoError(t, r.JSON(&text))
	require.Equal(t, typed, text.Name)
}

// A context that has ended is found, whatever its error cannot show.
func TestContextEndsUnshown(t *testing.T) {
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		for name, why := range map[string]error{
			"sent":   end,
			"unsent": &net.OpError{Op: "dial", Err: end},
		} {
			carrier := roundTrip(func(*http.Request) (*http.Response, error) { return nil, why })
			_, err := (&Client{RoundTripper: carrier}).Do(t.Context(), Request{
				URL: "https://192.0.2.1", Secrets: []codes.Secret{codes.NewSecret("con")},
			})
			require.ErrorIs(t, err, end, name)
			require.ErrorContains(t, err, "cannot be shown")
			require.Equal(t, name == "unsent", unsentIn(err))
		}
	}
	require.NoError(t, ended(io.EOF))
}

// Who answers without a body says nothing.
func TestNilBody(t *testing.T) {
	carrier := roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusNoContent}, nil
	})
	reply, err := (&Client{RoundTripper: carrier}).Do(t.Context(), Request{URL: "https://192.0.2.1"})
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, reply.Status)
	require.Empty(t, reply.Body)
}

// A round tripper that tries twice was perhaps heard the first time.
func TestUnknownBySecondTry(t *testing.T) {
	at := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	carrier := roundTrip(func(r *http.Request) (*http.Response, error) {
		_, err := oneShot.RoundTrip(r)
		require.Error(t, err)
		return nil, &net.OpError{Op: "dial", Err: io.EOF}
	})
	_, err := (&Client{RoundTripper: carrier}).Do(t.Context(), Request{URL: at})
	require.Error(t, err)
	require.False(t, unsentIn(err), "it may have been sent")
}

// word is a Result that must not be empty.
type word struct{ Word string }

func (w *word) Sensible() bool { return w.Word != "" }

func TestAsk(t *testing.T) {
	no := errors.New("no")
	for name, tt := range map[string]struct {
		status int
		body   string
		out    Result
		says   string
	}{
		"yes":               {200, `{"word":"x"}`, new(word), ""},
		"another yes":       {202, `{"word":"x"}`, new(word), ""},
		"nothing to read":   {204, ``, nil, ""},
		"yes, and no JSON":  {200, `<html>`, new(word), "makes no sense"},
		"yes, and no sense": {200, `{}`, new(word), "makes no sense"},
		"no":                {400, `{"word":"x"}`, new(word), "no"},
	} {
		t.Run(name, func(t *testing.T) {
			at := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			})
			err := new(Client).Ask(t.Context(), Request{Name: "test", URL: at}, tt.out, func(r *Reply) error {
				require.Equal(t, tt.status, r.Status)
				return no
			})
			if tt.says == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.says)
			require.Nil(t, Refusal(err))
		})
	}
	err := new(Client).Ask(t.Context(), Request{Name: "test", URL: nobody(t)}, nil, func(*Reply) error { return nil })
	require.True(t, unsentIn(err))
}
