package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

const (
	// maxBody bounds what is read of an answer, unpacked.
	maxBody = 1 << 20
	// maxHeader bounds its header.
	maxHeader = 64 << 10
)

// oneShot leaves nothing running while a person looks for the phone.
var oneShot = &http.Transport{
	Proxy:                  http.ProxyFromEnvironment,
	DisableKeepAlives:      true,
	ForceAttemptHTTP2:      true,
	TLSHandshakeTimeout:    10 * time.Second,
	MaxResponseHeaderBytes: maxHeader,
}

// A Client makes requests. Its zero value is ready to use.
type Client struct {
	// RoundTripper carries the requests; nil is a new connection for each. A round
	// tripper follows no redirects and keeps no cookies, so what is sent goes
	// nowhere else.
	RoundTripper http.RoundTripper
	// Insecure allows http:// to hosts other than this one.
	Insecure bool
}

// A Request is one request.
type Request struct {
	// Name tells what it is, in errors.
	Name string
	// Method is GET if empty.
	Method string
	URL    string
	Header http.Header
	// Body is nil, url.Values, or what encoding/json marshals.
	Body any
	// ContentType replaces the usual one of a Body.
	ContentType string
	// Secrets are what a person typed: no error shows one, whoever says it.
	Secrets []codes.Secret
}

// A Reply is an answer of a server, whole.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte

	request *Request
}

// An UnsentError says that a request certainly did not reach the server.
type UnsentError struct{ Err error }

func (e *UnsentError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *UnsentError) Unwrap() error { return e.Err }

// Do makes a request, once. An error is an *UnsentError, or says that no answer
// came or none that can be used: nobody knows what became of the request.
func (c *Client) Do(ctx context.Context, r Request) (*Reply, error) {
	request, err := r.build(ctx)
	if err == nil {
		err = c.allows(request.URL)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil { // it is of our own making, and shows nothing
		return nil, fmt.Errorf("%s: %w", r.Name, &UnsentError{err})
	}
	var sought, connected atomic.Bool
	request = request.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { sought.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	}))
	carrier := c.RoundTripper
	if carrier == nil {
		carrier = oneShot
	}
	answer, err := carrier.RoundTrip(request)
	switch {
	case err == nil:
	case unsent(sought.Load(), connected.Load(), err):
		return nil, r.failed(&UnsentError{err})
	default:
		return nil, r.failed(showable(err))
	}
	if answer.Body == nil { // who wraps or replaces net/http's may forget it
		answer.Body = http.NoBody
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode < http.StatusOK { // what follows 101 has no end that a context could bring about
		return nil, r.failed(fmt.Errorf("the server says %d, and no more", answer.StatusCode))
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, r.failed(showable(err))
	case len(body) > maxBody:
		return nil, r.failed(fmt.Errorf("the answer has more than %d bytes", maxBody))
	case answer.StatusCode/100 == 3:
		return nil, r.failed(fmt.Errorf("the server redirects (%d), which is not followed", answer.StatusCode))
	}
	return &Reply{Status: answer.StatusCode, Header: answer.Header, Body: body, request: &r}, nil
}

// build makes the request that net/http sends.
func (r *Request) build(ctx context.Context) (*http.Request, error) {
	var body io.Reader
	kind := r.ContentType
	switch b := r.Body.(type) {
	case nil:
	case url.Values:
		body = strings.NewReader(b.Encode())
		if kind == "" {
			kind = "application/x-www-form-urlencoded"
		}
	default:
		data, err := json.Marshal(b)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(data)
		if kind == "" {
			kind = "application/json"
		}
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, r.URL, body)
	if err != nil {
		return nil, errors.New("the server's address is no URL")
	}
	for name, values := range r.Header {
		request.Header[http.CanonicalHeaderKey(name)] = values
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	request.Header.Set("Accept", "application/json")
	return request, nil
}

// allows refuses to send secrets in the clear to another machine.
func (c *Client) allows(u *url.URL) error {
	why := ""
	switch {
	case u.Scheme == "https", u.Scheme == "http" && (c.Insecure || isLoopback(u.Hostname())):
	case u.Scheme == "http":
		why = "http:// sends passwords in the clear: use https://"
	default:
		why = "the server's address is no http or https URL"
	}
	switch {
	case why != "":
	case u.Host == "":
		why = "the server's address has no host"
	case u.User != nil:
		why = "the server's address has a name or password in it"
	default:
		return nil
	}
	return misconfigured(why)
}

// isLoopback reports whether a host is this machine, without asking a resolver,
// which could say anything.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// unsent reports whether a request that failed certainly was not sent: a connection
// was sought for it and none was had. A round tripper that seeks none in the way of
// net/http (which one made for [http.Transport.RegisterProtocol] need not) tells only
// by the error that it could not dial.
func unsent(sought, connected bool, err error) bool {
	if sought || connected {
		return !connected
	}
	dial, ok := errors.AsType[*net.OpError](err)
	return ok && dial.Op == "dial"
}

// showable returns the error of a request that was perhaps sent, as it is if it is
// about the connection. What else net/http says may quote the server.
func showable(err error) error {
	_, network := errors.AsType[net.Error](err)
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	if network || certificate || errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return errors.New("what came is no HTTP answer")
}

// failed names the request that an error is about. What the error says is left out
// if it has a secret in it: a server can put anything into an answer that makes
// no sense.
func (r *Request) failed(err error) error {
	if text := err.Error(); hide(text, r.Secrets) != text {
		unsent, ok := errors.AsType[*UnsentError](err)
		err = hiddenError{ended(err)}
		if ok && unsent != nil {
			err = &UnsentError{err}
		}
	}
	return fmt.Errorf("%s: %w", r.Name, err)
}

// A hiddenError says nothing of what it is about. It wraps only that a context has
// ended, which callers ask for by [errors.Is].
type hiddenError struct{ ended error }

func (hiddenError) Error() string   { return "what went wrong cannot be shown" }
func (e hiddenError) Unwrap() error { return e.ended }

// ended returns the context's error that another one is, or nil.
func ended(err error) error {
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			return end
		}
	}
	return nil
}

// JSON decodes the answer into v. An error says that it makes no sense.
func (r *Reply) JSON(v any) error {
	if err := json.Unmarshal(r.Body, v); err != nil {
		// What encoding/json says may quote the answer.
		return fmt.Errorf("%s: the answer (%d) is not the JSON that was expected", r.request.Name, r.Status)
	}
	return nil
}

// A Result is the body of a yes.
type Result interface {
	// Sensible reports whether all is there that a yes brings, fit to be used.
	Sensible() bool
}

// Ask makes a request, once, and reads the answer into out unless out is nil. What is
// no yes (2xx) is given to no, which returns the error that it is. A yes that makes
// no sense is an error too, as of Do.
func (c *Client) Ask(ctx context.Context, r Request, out Result, no func(*Reply) error) error {
	reply, err := c.Do(ctx, r)
	switch {
	case err != nil:
		return err
	case reply.Status/100 != 2:
		return no(reply)
	case out != nil && (reply.JSON(out) != nil || !out.Sensible()):
		return reply.Senseless()
	default:
		return nil
	}
}

// Senseless is the error of an answer that says neither yes nor no: nobody knows
// what became of the request.
func (r *Reply) Senseless() error {
	return fmt.Errorf("%s: the answer (%d) makes no sense", r.request.Name, r.Status)
}
