package kiitest

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/webtest"
)

// The routes, as [webtest.Server]'s log and faults name them.
const (
	// TokenRoute is where an application's users sign in.
	TokenRoute = "POST /api/apps/{app}/oauth2/token"
	// LegacyTokenRoute is where they do with headers X-Kii-AppID and X-Kii-AppKey.
	LegacyTokenRoute = "POST /api/oauth2/token"
	// MeRoute tells who is signed in.
	MeRoute = "GET /api/apps/{app}/users/me"
	// VerifyRoute verifies a phone number.
	VerifyRoute = "POST /api/apps/{app}/users/me/phone-number/verify"
	// ResendRoute has another code sent for that.
	ResendRoute = "POST /api/apps/{app}/users/me/phone-number/resend-verification"
)

const (
	// TokenLife is how long an access token is good if nothing else was asked for,
	// and the longest that can be: the vendor's default.
	TokenLife = 2147483647 * time.Second
	// CodeLife is how long a code is good that verifies a phone number. Our choice.
	CodeLife = time.Hour
	// pendingLife is how long a second factor is waited for. Our choice.
	pendingLife = 5 * time.Minute
)

// Config is what a server is made of.
type Config struct {
	// Accounts are who can sign in.
	Accounts []Account
	// AppID and AppKey identify the application. "" is "test-app" and "test-key".
	AppID, AppKey string
	// Refresh gives refresh tokens out, as an application can be set up to.
	Refresh bool
	// OnCode, if not nil, is told of each code that is sent to a phone. It must not
	// use the server.
	OnCode func(to, code string)
	// Now is the clock. Nil is time.Now.
	Now func() time.Time
}

// scope is that of a token which wants a second factor. Our choice.
const scope = "mfa"

// A Server is a Kii Cloud with one application.
type Server struct {
	*webtest.Server

	config    Config
	accounts  []*account
	tokens    map[string]*token // by access token
	refreshes map[string]string // access tokens by refresh token
	examined  int
}

// A token is an access token.
type token struct {
	*account
	pending bool // good for a second factor only
	refresh string
	expires time.Time
}

// Start starts a server. Close ends it. The error says which account cannot be.
func Start(c Config) (*Server, error) {
	if c.AppID == "" {
		c.AppID = "test-app"
	}
	if c.AppKey == "" {
		c.AppKey = "test-key"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{config: c, tokens: map[string]*token{}, refreshes: map[string]string{}}
	for _, a := range c.Accounts {
		if err := s.add(a); err != nil {
			return nil, fmt.Errorf("kiitest: account %q: %w", a.LoginName, err)
		}
	}
	s.Server = webtest.Start(webtest.Routes{
		TokenRoute: s.token, LegacyTokenRoute: s.legacyToken, MeRoute: s.me, VerifyRoute: s.verify, ResendRoute: s.resend,
	})
	return s, nil
}

// Transport returns a new transport to the server, which knows how a second factor
// is demanded. It can be changed before it is used.
func (s *Server) Transport() *kii.Transport {
	return &kii.Transport{
		URL: s.URL + "/api", AppID: s.config.AppID, AppKey: s.config.AppKey, SecondFactor: scope, Now: s.config.Now,
	}
}

// Examined returns how many codes and passwords the server has looked at.
func (s *Server) Examined() int {
	s.Lock()
	defer s.Unlock()
	return s.examined
}

// Codes returns the codes that were sent to a phone, the newest one last.
func (s *Server) Codes(phone string) []string {
	s.Lock()
	defer s.Unlock()
	for _, a := range s.accounts {
		if a.Phone == phone && phone != "" {
			return slices.Clone(a.codes)
		}
	}
	return nil
}

// Authenticator returns what the authenticator app of an account shows now. "" if it
// has none.
func (s *Server) Authenticator(loginName string) string {
	s.Lock()
	defer s.Unlock()
	if a := s.named(loginName); a != nil && a.secret != nil {
		return issue.TOTP(a.secret, s.config.Now())
	}
	return ""
}

// Revoke ends all tokens of an account, as a new password does.
func (s *Server) Revoke(loginName string) {
	s.Lock()
	defer s.Unlock()
	for access, t := range s.tokens {
		if t.LoginName == loginName {
			s.end(access)
		}
	}
}

// end ends an access token and its refresh token.
func (s *Server) end(access string) {
	if t := s.tokens[access]; t != nil {
		delete(s.refreshes, t.refresh)
		delete(s.tokens, access)
	}
}

// refusal is an error as Kii shows one: its name, and the exception behind it in the
// content type.
func refusal(status int, exception, name string) *webtest.Response {
	return &webtest.Response{
		Status: status,
		Header: http.Header{"Content-Type": {"application/vnd.kii." + exception + "Exception+json"}},
		Body:   map[string]string{"errorCode": name, "message": "kiitest: " + exception},
	}
}

// invalidGrant is the answer to a wrong password, as third parties recorded it.
func invalidGrant() *webtest.Response {
	return &webtest.Response{Status: http.StatusBadRequest, Body: map[string]string{
		"errorCode": "invalid_grant", "error": "invalid_grant",
		"error_description": "The user was not found or a wrong password was provided",
	}}
}

var errTwice = errors.New("another account has this name, address or number")
