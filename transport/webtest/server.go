package webtest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
)

// maxBody bounds what is read of a request.
const maxBody = 1 << 20

// Routes are what a server answers: an [http.ServeMux] pattern with a method, such
// as "POST /oauth2/token", and what to do. The pattern is the route's name in the
// log and for faults. What has no route is 404.
type Routes map[string]func(*Request) Response

// A Response is an answer.
type Response struct {
	Status int
	Header http.Header
	// Body is written as JSON; as it is if it is a string or []byte. Nil is empty.
	Body any
}

// A Server answers on loopback. One request is looked at after the other, so what
// the routes share needs no lock of its own as long as only they use it; Lock is
// for who else does.
type Server struct {
	// URL is the server's address, without a slash at the end.
	URL string

	http    *httptest.Server
	handler http.Handler
	sync.Mutex
	faults map[string][]fault // by route
	log    []Request
}

// A fault is what becomes of one request.
type fault struct {
	heard  chan struct{} // hang: closed when it has come
	before bool          // break the connection before acting
	after  bool          // and after it
	answer *Response     // in place of acting
}

// Start starts a server. Close ends it.
func Start(routes Routes) *Server {
	s := &Server{faults: map[string][]fault{}}
	mux := http.NewServeMux()
	for name, serve := range routes {
		mux.HandleFunc(name, func(w http.ResponseWriter, r *http.Request) { s.serve(name, serve, w, r) })
	}
	s.handler = mux
	s.http = httptest.NewServer(mux)
	s.URL = s.http.URL
	return s
}

// Close ends the server and all its connections.
func (s *Server) Close() {
	s.http.CloseClientConnections() // one that hangs would be waited for
	s.http.Close()
}

// Handler is the server without its listener, to be put behind another.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) serve(name string, act func(*Request) Response, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		panic(http.ErrAbortHandler) //nolint:forbidigo // so a handler breaks a connection
	}
	in := newRequest(name, r, body)
	f := s.next(in)
	if f.heard != nil {
		close(f.heard)
		<-r.Context().Done()
		return
	}
	if f.before {
		panic(http.ErrAbortHandler) //nolint:forbidigo // so a handler breaks a connection
	}
	var out Response
	if f.answer != nil {
		out = *f.answer
	} else {
		out = s.act(act, &in)
	}
	if f.after {
		panic(http.ErrAbortHandler) //nolint:forbidigo // so a handler breaks a connection
	}
	out.write(w)
}

func (s *Server) act(act func(*Request) Response, in *Request) Response {
	s.Lock()
	defer s.Unlock()
	return act(in)
}

// next logs a request and takes the fault that waits for it, if any.
func (s *Server) next(in Request) fault {
	s.Lock()
	defer s.Unlock()
	s.log = append(s.log, in)
	waiting := s.faults[in.Route]
	if len(waiting) == 0 {
		return fault{}
	}
	s.faults[in.Route] = waiting[1:]
	return waiting[0]
}

func (out Response) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), out.Header)
	var body []byte
	switch b := out.Body.(type) {
	case nil:
	case string:
		body = []byte(b)
	case []byte:
		body = b
	default:
		var err error
		if body, err = json.Marshal(b); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", "application/json")
		}
	}
	w.WriteHeader(out.Status)
	_, _ = w.Write(body)
}

func (s *Server) inject(route string, f fault) {
	s.Lock()
	defer s.Unlock()
	s.faults[route] = append(s.faults[route], f)
}

// Hang makes the server hear the next request of a route, and neither act on it nor
// answer. heard is closed when it has heard it. It lasts until the client gives up.
func (s *Server) Hang(route string) (heard <-chan struct{}) {
	ch := make(chan struct{})
	s.inject(route, fault{heard: ch})
	return ch
}

// LoseBefore makes the server break the connection in place of acting on the next
// request of a route.
func (s *Server) LoseBefore(route string) { s.inject(route, fault{before: true}) }

// LoseAfter makes the server act on the next request of a route and break the
// connection in place of the answer.
func (s *Server) LoseAfter(route string) { s.inject(route, fault{after: true}) }

// Answer makes the server give an answer to the next request of a route without
// looking at it.
func (s *Server) Answer(route string, answer Response) { s.inject(route, fault{answer: &answer}) }

// Requests returns what came, in order.
func (s *Server) Requests() []Request {
	s.Lock()
	defer s.Unlock()
	return slices.Clone(s.log)
}
