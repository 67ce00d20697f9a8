package transporttest_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
	"github.com/stepin-go/stepin/transport/transporttest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// A desk is a system with an HTTP API. It wants an address and its password, and
// perhaps a code after that; the token of the login is in the answer.
type desk struct {
	*webtest.Server
	// factor says that a code is wanted after the password. Such a desk is told of
	// who leaves; another is not.
	factor   bool
	examined int
	code     string
	pending  map[string]bool
	tokens   map[string]bool
}

const address, secret = "ada@example.com", "Correct-Horse"

func startDesk(t testing.TB, factor bool) *desk {
	d := &desk{factor: factor, pending: map[string]bool{}, tokens: map[string]bool{}}
	d.Server = webtest.Start(webtest.Routes{
		"POST /login": d.login, "POST /code": d.giveCode, "POST /me": d.me, "POST /leave": d.leave,
	})
	t.Cleanup(d.Close)
	return d
}

func no(status int, name string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]string{"error": name}}
}

func yes(body deskReply) webtest.Response {
	return webtest.Response{Status: http.StatusOK, Body: body}
}

func (d *desk) login(r *webtest.Request) webtest.Response {
	d.examined++
	in := r.Fields()
	switch {
	case in["address"] != address || in["password"] != secret:
		return no(http.StatusForbidden, "WRONG")
	case d.factor:
		pending := rand.Text()
		d.pending[pending], d.code = true, strconv.Itoa(271828+d.examined)
		return yes(deskReply{Pending: pending})
	default:
		return d.in()
	}
}

func (d *desk) giveCode(r *webtest.Request) webtest.Response {
	in := r.Fields()
	if !d.pending[in["pending"]] {
		return no(http.StatusGone, "OVER")
	}
	d.examined++
	if in["code"] != d.code {
		return no(http.StatusForbidden, "WRONG_CODE")
	}
	delete(d.pending, in["pending"])
	return d.in()
}

func (d *desk) in() webtest.Response {
	token := rand.Text()
	d.tokens[token] = true
	return yes(deskReply{Token: token, ID: "7"})
}

func (d *desk) me(r *webtest.Request) webtest.Response {
	if !d.tokens[r.Header.Get("Authorization")] {
		return no(http.StatusUnauthorized, "DEAD")
	}
	return yes(deskReply{ID: "7"})
}

func (d *desk) leave(r *webtest.Request) webtest.Response {
	delete(d.tokens, r.Header.Get("Authorization"))
	return webtest.Response{Status: http.StatusNoContent}
}

var deskRoutes = map[flow.CallName]string{
	flow.CallCheckPassword: "POST /login", flow.CallSignIn: "POST /code", flow.CallLogOut: "POST /leave",
}

func (d *desk) locked(do func()) {
	d.Lock()
	defer d.Unlock()
	do()
}

// server makes the server of a check of Run.
func (d *desk) server(t testing.TB, spoil func(perform) perform) transporttest.Server {
	to := func(url string) func() flow.Transport {
		return func() flow.Transport { return spoil(deskTransport{url: url, factor: d.factor}.Perform) }
	}
	s := transporttest.Server{
		Transport:     to(d.URL),
		Unreachable:   to("http://127.0.0.1:1"),
		Identifier:    ada(t),
		Password:      secret,
		TokenInAnswer: true,
		Examined:      func() (n int) { d.locked(func() { n = d.examined }); return n },
		Hang:          func(call flow.CallName) <-chan struct{} { return d.Hang(deskRoutes[call]) },
		LoseAnswer:    func(call flow.CallName) { d.LoseAfter(deskRoutes[call]) },
	}
	if d.factor {
		s.Code = func() (code string) { d.locked(func() { code = d.code }); return code }
	}
	return s
}

// httpServer makes the server of a check of RunHTTP.
func (d *desk) httpServer(t testing.TB, bad habits) transporttest.HTTPServer {
	s := d.server(t, unchanged)
	return transporttest.HTTPServer{
		Handler: d.Handler(),
		Transport: func(url string) flow.Transport {
			return deskTransport{url: url, factor: d.factor, habits: bad}
		},
		Identifier: s.Identifier, Code: s.Code, Password: s.Password,
	}
}

func ada(t testing.TB) codes.Identifier {
	who, err := codes.Email(address)
	require.NoError(t, err)
	return who
}

// deskTransport signs in at a desk.
type deskTransport struct {
	url    string
	factor bool
	habits
}

// deskSession is what is kept of a login.
type deskSession struct{ Address, Pending, Token string }

type deskReply struct {
	Token   string `json:"token,omitempty"`
	Pending string `json:"pending,omitempty"`
	ID      string `json:"id,omitempty"`
}

func (t deskTransport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	mine, err := web.Open[deskSession]("desk", s)
	if answer := web.Before(call, s, err); answer != nil {
		return answer, s, nil
	}
	sent := func() flow.Answer {
		return flow.CodeSent{Sent: codes.Sent{
			Hash: codes.NewSecret(mine.Pending), Delivery: codes.SMS, Purpose: codes.SecondFactor,
		}}
	}
	path, in := "", map[string]string{}
	if !call.Sent.IsZero() {
		in["to"] = call.Sent.To.Reveal()
	}
	switch call.Name {
	case flow.CallConnect:
		return flow.Connected{}, web.New("desk", mine), nil
	case flow.CallSendCode:
		return flow.PasswordWanted{}, web.Change("desk", s, deskSession{Address: call.To.Reveal()}), nil
	case flow.CallCheckPassword:
		path, in["address"], in["password"] = "/login", mine.Address, call.Password.Reveal()
	case flow.CallSignIn:
		path, in["pending"], in["code"] = "/code", call.Sent.Hash.Reveal(), call.Code.Reveal()
	case flow.CallWhoAmI:
		switch {
		case mine.Pending != "":
			return sent(), s, nil
		case mine.Token == "" && mine.Address != "":
			return flow.PasswordWanted{}, s, nil
		case mine.Token == "":
			return flow.Nobody{}, s, nil
		}
		path = "/me"
	case flow.CallLogOut:
		if !t.factor || mine.Token == "" {
			return flow.Done{}, web.Change("desk", s, deskSession{}), nil
		}
		path = "/leave"
	default:
		return web.NotAllowed(), s, nil
	}
	out, refusal, err := t.ask(ctx, path, mine.Token, in)
	_, misconfigured := errors.AsType[*errors.Error](err)
	dial, ok := errors.AsType[*net.OpError](err)
	switch {
	case misconfigured, ok && dial.Op == "dial":
		return flow.NotSent{Err: err}, s, nil
	case err != nil:
		return nil, s, err
	case refusal != nil && refusal.Class == errors.SessionLost:
		return flow.Nobody{}, web.Change("desk", s, deskSession{}), nil
	case refusal != nil:
		return flow.Refused{Err: refusal}, s, nil
	case call.Name == flow.CallLogOut:
		return flow.Done{}, web.Change("desk", s, deskSession{}), nil
	case call.Name == flow.CallWhoAmI && out.ID != "":
		return flow.Authorized{Account: flow.Account{ID: out.ID}}, s, nil
	case out.Pending != "":
		mine.Pending = out.Pending
		return sent(), web.Change("desk", s, mine), nil
	case out.Token != "" || t.trusts:
		return flow.Authorized{Account: flow.Account{ID: out.ID}}, web.Change("desk", s, deskSession{Token: out.Token}), nil
	default:
		return nil, s, errors.New("the answer makes no sense")
	}
}

// habits are bad ones, of Transports that speak HTTP.
type habits struct {
	reads    bool // all of an answer
	takesAll bool // of a header
	switches bool // to any protocol
	deaf     bool // to its context
	trusts   bool // any answer that is no error
	believes bool // any 401
	blames   bool // the person for any 403
	follows  bool // redirects
	insists  bool // and asks again
	open     bool // without TLS
	naive    bool // takes any certificate
	inURL    bool // the token is
	hoards   bool // cookies
	quotes   bool // the server
	panics   bool // at what it does not expect
}

func (t deskTransport) ask(ctx context.Context, path, token string, in map[string]string) (out deskReply, refusal *errors.Error, err error) {
	here, err := url.Parse(t.url + path)
	if err != nil {
		return out, nil, err
	}
	if !t.open && here.Scheme == "http" && here.Hostname() != "127.0.0.1" {
		return out, nil, errors.Local(errors.Misconfigured)
	}
	body, err := json.Marshal(in)
	if err != nil {
		return out, nil, err
	}
	if t.inURL {
		here.RawQuery = url.Values{"token": {token}}.Encode()
	}
	if t.deaf {
		ctx = context.WithoutCancel(ctx)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, here.String(), bytes.NewReader(body))
	if err != nil {
		return out, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", token)
	status, data, err := t.send(r)
	if err != nil {
		return out, nil, t.hide(err, token, in)
	}
	if status/100 == 2 {
		switch err := json.Unmarshal(data, &out); {
		case t.trusts && err != nil, status == http.StatusNoContent:
			return out, nil, nil
		case t.panics:
			var v any
			_ = json.Unmarshal(data, &v)
			_ = v.(map[string]any)["id"]
		case err != nil:
			return out, nil, errors.New("the answer is not the JSON that was expected")
		}
		return out, nil, nil
	}
	var what struct{ Error string }
	_ = json.Unmarshal(data, &what)
	if reason, known := map[string]errors.Reason{
		"WRONG": errors.CredentialsInvalid, "WRONG_CODE": errors.PhoneCodeInvalid,
		"OVER": errors.PhoneCodeExpired, "DEAD": errors.SessionRevoked,
	}[what.Error]; known || t.believes && status == 401 || t.blames && status == 403 {
		refusal = errors.Local(reason)
		switch {
		case known:
		case status == 401:
			refusal = errors.Local(errors.SessionRevoked)
		default:
			refusal = errors.Local(errors.CredentialsInvalid)
		}
		return out, refusal, nil
	}
	if t.quotes {
		return out, errors.FromRPC(path, status, string(data)), nil
	}
	return out, nil, fmt.Errorf("the answer (%d) makes no sense", status)
}

// hide leaves out an error that shows what was sent.
func (t deskTransport) hide(err error, token string, in map[string]string) error {
	for _, typed := range append(slices.Collect(maps.Values(in)), token) {
		if typed != "" && strings.Contains(err.Error(), typed) && !t.quotes {
			return errors.New("the answer makes no sense")
		}
	}
	return err
}

func (t deskTransport) send(r *http.Request) (status int, data []byte, err error) {
	carrier := &http.Transport{DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10}
	if t.takesAll {
		carrier.MaxResponseHeaderBytes = 1 << 30
	}
	if t.naive {
		carrier.TLSClientConfig = insecure()
	}
	if t.hoards {
		for _, c := range jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
	}
	var answer *http.Response
	if t.follows {
		answer, err = (&http.Client{Transport: carrier}).Do(r)
	} else {
		answer, err = carrier.RoundTrip(r)
	}
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode < 200 && !t.switches {
		return 0, nil, errors.New("the server changes the protocol")
	}
	if t.hoards {
		jar.SetCookies(r.URL, answer.Cookies())
	}
	if t.insists && answer.StatusCode >= 500 {
		t.insists = false
		r = r.Clone(r.Context())
		if r.Body, err = r.GetBody(); err != nil {
			return 0, nil, err
		}
		return t.send(r)
	}
	if t.reads {
		data, err = io.ReadAll(answer.Body)
	} else if data, err = io.ReadAll(io.LimitReader(answer.Body, 1<<20+1)); len(data) > 1<<20 {
		err = errors.New("the answer is too long")
	}
	return answer.StatusCode, data, err
}

// jar is what hoards cookies.
var jar = new(jarred)

type jarred struct {
	mu   sync.Mutex
	kept []*http.Cookie
}

func (j *jarred) Cookies(*url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.kept
}

func (j *jarred) SetCookies(_ *url.URL, all []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.kept = all
}
