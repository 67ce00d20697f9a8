package docs_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// webTransport signs in to a system with an HTTP API: a session is opened first,
// and its token goes with every other request.
type webTransport struct{ url string }

func (t webTransport) Perform(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	token := string(s.Bytes())
	switch {
	case s.Fingerprint() != fingerprint(token):
		return flow.NotSent{Err: errors.Local(errors.BadRecord)}, s, nil
	case token == "" && c.Name == flow.CallWhoAmI:
		return flow.Nobody{}, s, nil
	case token == "" && c.Name != flow.CallConnect:
		return flow.NotSent{Err: errors.Local(errors.NotAllowed)}, s, nil
	case !c.Sent.IsZero() && c.Sent.Key != s.Fingerprint(): // that code belongs to another session
		return flow.Refused{Err: errors.Local(errors.KeyMismatch)}, s, nil
	case !private(t.url):
		return flow.NotSent{Err: errors.Local(errors.Misconfigured)}, s, nil
	}

	var path string
	in := request{Hash: c.Sent.Hash.Reveal(), Code: c.Code.Reveal()}
	switch c.Name {
	case flow.CallConnect:
		path = "open"
	case flow.CallSendCode:
		path, in.Phone = "send", c.To.Reveal()
	case flow.CallSignIn:
		path = "enter"
	case flow.CallWhoAmI:
		path = "who"
	case flow.CallCancelCode, flow.CallLogOut:
		path = "leave"
	default:
		return flow.NotSent{Err: errors.Local(errors.NotAllowed)}, s, nil
	}

	// begin perform
	out, refusal, err := t.ask(ctx, token, path, in)
	dial, ok := errors.AsType[*net.OpError](err)
	switch {
	case ok && dial.Op == "dial": // without a connection nothing was sent
		return flow.NotSent{Err: err}, s, nil
	case err != nil: // the server may have acted
		return nil, s, err
	case refusal != nil && c.Name == flow.CallWhoAmI && refusal.Class == errors.SessionLost:
		return flow.Nobody{}, s, nil
	case refusal != nil:
		return flow.Refused{Err: refusal}, s, nil
	}

	switch {
	case path == "open" && out.Token != "":
		return flow.Connected{}, flow.NewSession(fingerprint(out.Token), []byte(out.Token)), nil
	case path == "send" && out.Hash != "":
		return flow.CodeSent{Sent: codes.Sent{
			To: c.To, Hash: codes.NewSecret(out.Hash), Delivery: codes.SMS, Length: 4,
		}}, s, nil
	case (path == "enter" || path == "who") && out.ID != "":
		return flow.Authorized{Account: flow.Account{ID: out.ID, FirstName: out.Name}}, s, nil
	case path == "leave":
		return flow.Done{}, s, nil
	default:
		return nil, s, errSenseless
	}
	// end perform
}

// fingerprint tells tokens apart and does not tell what they are.
func fingerprint(token string) string {
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:8])
}

type request struct{ Phone, Hash, Code string }

type reply struct{ Token, Hash, ID, Name string }

// private reports whether nobody can listen on the way to an address.
func private(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" && u.Hostname() == "127.0.0.1")
}

// oneShot leaves nothing running while a person looks for the phone. Unlike an
// http.Client it makes no request a second time: it does not follow the server
// elsewhere.
var oneShot = &http.Transport{DisableKeepAlives: true, MaxResponseHeaderBytes: 1 << 16}

// errSenseless is all that is told of an answer that nobody understands: it may
// repeat what was sent.
var errSenseless = errors.New("no answer that makes sense")

// refusals are what this system calls them, which is what Telegram does. For
// others set Reason and Class yourself.
var refusals = []errors.Reason{errors.PhoneCodeInvalid, errors.PhoneCodeExpired, errors.AuthKeyUnregistered}

// ask makes one request, once. An error says that no answer came, or none that
// can be understood.
func (t webTransport) ask(ctx context.Context, token, path string, in request) (out reply, refusal *errors.Error, err error) {
	body, err := json.Marshal(in)
	if err != nil {
		return out, nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url+"/"+path, bytes.NewReader(body))
	if err != nil {
		return out, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := oneShot.RoundTrip(r)
	if err != nil {
		_, network := errors.AsType[*net.OpError](err)
		if network || ctx.Err() != nil {
			return out, nil, err
		}
		return out, nil, errSenseless
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode < http.StatusOK { // another protocol: its end is nobody's business, ctx's neither
		return out, nil, errSenseless
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20)) // a server may say anything
	switch {
	case err != nil:
		return out, nil, err
	case answer.StatusCode == http.StatusOK && json.Unmarshal(data, &out) == nil:
		return out, nil, nil
	case answer.StatusCode == http.StatusOK:
		return out, nil, errSenseless
	}
	// Whoever stands in between may say no as well, and knows nothing of it.
	refusal = errors.FromRPC(path, answer.StatusCode, strings.TrimSpace(string(data)))
	if !slices.Contains(refusals, refusal.Reason) {
		return out, nil, errSenseless
	}
	return out, refusal, nil
}

// webServer is the system that webTransport signs in to. Everybody's code is
// 1234.
type webServer struct {
	mu       sync.Mutex
	sessions map[string]*webSession // by token
	examined int
	hang     map[string]chan struct{} // paths whose next request is heard only
	lose     map[string]bool          // paths whose next answer is lost
}

type webSession struct {
	hash     string
	signedIn bool
}

func (s *webServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	path := r.URL.Path[1:]
	if heard := s.hangs(path); heard != nil {
		close(heard)
		<-r.Context().Done()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out, refusal := s.answer(path, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), data)
	if s.lose[path] {
		delete(s.lose, path)
		panic(http.ErrAbortHandler)
	}
	if refusal != "" {
		http.Error(w, refusal, map[bool]int{true: 401, false: 400}[refusal == "AUTH_KEY_UNREGISTERED"])
		return
	}
	_ = json.NewEncoder(w).Encode(out)
}

func (s *webServer) hangs(path string) chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := s.hang[path]
	delete(s.hang, path)
	return heard
}

func (s *webServer) answer(path, token string, data []byte) (out reply, refusal string) {
	var in request
	if err := json.Unmarshal(data, &in); err != nil {
		return out, "INPUT_FETCH_ERROR"
	}
	session := s.sessions[token]
	switch {
	case path == "open":
		out.Token = rand.Text()
		s.sessions[out.Token] = new(webSession)
		return out, ""
	case session == nil, path == "who" && !session.signedIn:
		return out, "AUTH_KEY_UNREGISTERED"
	case path == "send":
		out.Hash = rand.Text()
		session.hash = out.Hash
		return out, ""
	case path == "leave":
		*session = webSession{}
		return out, ""
	case path == "enter" && (in.Hash == "" || in.Hash != session.hash):
		return out, "PHONE_CODE_EXPIRED"
	case path == "enter":
		s.examined++
		if in.Code != "1234" {
			return out, "PHONE_CODE_INVALID"
		}
		session.signedIn = true
	}
	out.ID, out.Name = "7", "Ada"
	return out, ""
}

// paths are what the calls are at the server.
var paths = map[flow.CallName]string{
	flow.CallSendCode: "send", flow.CallSignIn: "enter", flow.CallLogOut: "leave",
}

func (s *webServer) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.examined
}

func (s *webServer) hangNext(path string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hang[path] = make(chan struct{})
	return s.hang[path]
}

func (s *webServer) loseNext(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lose[path] = true
}

func startWebServer() (*webServer, *httptest.Server) {
	s := &webServer{sessions: map[string]*webSession{}, hang: map[string]chan struct{}{}, lose: map[string]bool{}}
	return s, httptest.NewServer(s)
}

func Example_transport() {
	_, server := startWebServer()
	defer server.Close()
	ctx, d := context.Background(), &flow.Driver{Transport: webTransport{server.URL}}
	for _, in := range []flow.Input{
		flow.PhoneNumber("+9996620001"), flow.Code("1111"), flow.Code("1234"), flow.Poll(), flow.LogOut(),
	} {
		s, err := d.Do(ctx, "me", in)
		fmt.Println(in, s.Phase, err)
	}
	// Output:
	// PhoneNumber WaitCode <nil>
	// Code WaitCode enter: PHONE_CODE_INVALID (400)
	// Code Ready <nil>
	// Poll Ready <nil>
	// LogOut LoggedOut <nil>
}
