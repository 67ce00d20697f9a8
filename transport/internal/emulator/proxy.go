package emulator

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/stepin-go/stepin/transport/webtest"
)

// The routes of a [Proxy].
const (
	RouteSendCode    = "POST " + Toolkit + "/v1/accounts:sendVerificationCode"
	RouteCode        = "POST " + Toolkit + "/v1/accounts:signInWithPhoneNumber"
	RoutePassword    = "POST " + Toolkit + "/v1/accounts:signInWithPassword"
	RouteLookup      = "POST " + Toolkit + "/v1/accounts:lookup"
	RouteSecondStart = "POST " + Toolkit + "/v2/accounts/mfaSignIn:start"
	RouteSecondCode  = "POST " + Toolkit + "/v2/accounts/mfaSignIn:finalize"
	RouteRefresh     = "POST " + Tokens + "/v1/token"
)

// examining are the routes that look at a code or a password.
var examining = map[string]bool{RouteCode: true, RoutePassword: true, RouteSecondCode: true}

// A Proxy stands before the emulator, notes what comes and fails on demand.
type Proxy struct {
	*webtest.Server
	emulator *Emulator
	examined int
}

// Proxy starts one. It ends with the test.
func (e *Emulator) Proxy() *Proxy {
	p := &Proxy{emulator: e}
	routes := webtest.Routes{}
	for _, route := range []string{
		RouteSendCode, RouteCode, RoutePassword, RouteLookup, RouteSecondStart, RouteSecondCode, RouteRefresh,
	} {
		routes[route] = p.pass
	}
	p.Server = webtest.Start(routes)
	e.t.Cleanup(p.Close)
	return p
}

// Host is the proxy's address, in the form of the emulator's.
func (p *Proxy) Host() string { return strings.TrimPrefix(p.URL, "http://") }

// Examined returns how many codes and passwords have been passed on.
func (p *Proxy) Examined() int {
	p.Lock()
	defer p.Unlock()
	return p.examined
}

// pass passes a request on.
func (p *Proxy) pass(in *webtest.Request) webtest.Response {
	if examining[in.Route] {
		p.examined++
	}
	method, path, _ := strings.Cut(in.Route, " ")
	r, err := http.NewRequestWithContext(p.emulator.t.Context(), method, "http://"+p.emulator.Host+path, bytes.NewReader(in.Body))
	if err != nil {
		return failed(err)
	}
	r.Header = in.Header.Clone()
	r.Header.Del("Accept-Encoding") // what net/http asks for it also unpacks
	answer, err := client.Do(r)
	if err != nil {
		return failed(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return failed(err)
	}
	return webtest.Response{
		Status: answer.StatusCode, Header: http.Header{"Content-Type": answer.Header["Content-Type"]}, Body: body,
	}
}

func failed(err error) webtest.Response {
	return webtest.Response{Status: http.StatusBadGateway, Body: err.Error()}
}
