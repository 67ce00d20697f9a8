package genauthtest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/internal/issue"
	"github.com/stepin-go/stepin/transport/webtest"
)

// An Account is one that can sign in. At least one of its names must be set.
type Account struct {
	Username string
	Email    string
	Phone    string // as "+15555550100"
	Password string // none: the account signs in by codes
	Name     string // the person's own

	Locked   bool
	Disabled bool
	// SecondFactor is what is wanted after the first: "SMS", "EMAIL", "OTP", or
	// "FACE", which no transport can give. "" is none.
	SecondFactor string
}

// A Config says what the server is like. The zero Config has no accounts.
type Config struct {
	Accounts []Account

	// ClientAuth is how the app must prove itself.
	ClientAuth genauth.ClientAuth
	// Envelope puts the public keys into data, as some of the vendor's programs
	// expect.
	Envelope bool
	// TextCodes makes each apiCode a string.
	TextCodes bool
	// SM2 is the server's SM2 key; nil is none. Package sm2test makes one, so that
	// nobody else compiles SM2.
	SM2 *SM2
	// OnCode, if set, is told of each code that is sent, and to whom. It must not call
	// the server.
	OnCode func(to, code string)
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// SM2 is a key pair.
type SM2 struct {
	// Public is the public key as /api/v3/system tells it.
	Public string
	// Decrypt returns the password in what came.
	Decrypt func(text string) (password string, err error)
}

// A Server is the system. The routes, for the faults of the embedded Server:
//
//	GET  /api/v3/system              POST /oidc/token
//	POST /api/v3/signin              POST /oidc/token/revocation
//	POST /api/v3/send-sms            POST /api/v2/applications/mfa/sms/verify
//	POST /api/v3/send-email          POST /api/v2/applications/mfa/email/verify
//	GET  /api/v3/get-profile         POST /api/v2/applications/mfa/totp/verify
type Server struct {
	*webtest.Server
	config   Config
	app      string
	secret   string
	accounts []*account
	sent     map[mailbox]sent
	inbox    map[string][]string
	pending  map[string]half // by mfaToken
	grants   []*grant
	examined int
}

// Start starts a server. Close ends it.
func Start(c Config) (*Server, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{
		config: c, app: random(), secret: random(),
		sent: map[mailbox]sent{}, inbox: map[string][]string{}, pending: map[string]half{},
	}
	for _, a := range c.Accounts {
		if a.Username == "" && a.Email == "" && a.Phone == "" {
			return nil, errors.New("genauthtest: an account without a name")
		}
		id := "user-" + strconv.Itoa(len(s.accounts)+1)
		s.accounts = append(s.accounts, &account{Account: a, id: id, seed: random()})
	}
	s.Server = webtest.Start(webtest.Routes{
		"GET /api/v3/system":                         s.api(none, s.system),
		"POST /api/v3/signin":                        s.api(none, s.signIn),
		"POST /api/v3/send-sms":                      s.api(none, s.sendSMS),
		"POST /api/v3/send-email":                    s.api(none, s.sendEmail),
		"GET /api/v3/get-profile":                    s.api(token, s.profile),
		"POST /api/v2/applications/mfa/sms/verify":   s.api(token, s.verifySMS),
		"POST /api/v2/applications/mfa/email/verify": s.api(token, s.verifyEmail),
		"POST /api/v2/applications/mfa/totp/verify":  s.api(token, s.verifyTOTP),
		"POST /oidc/token":                           s.oidc(s.token),
		"POST /oidc/token/revocation":                s.oidc(s.revoke),
	})
	return s, nil
}

// Transport returns a Transport to the server, with its clock. What is not about the
// app may be changed.
func (s *Server) Transport() *genauth.Transport {
	return &genauth.Transport{
		URL: s.URL, AppID: s.app, ClientAuth: s.config.ClientAuth, Secret: codes.NewSecret(s.secret),
		Now: s.config.Now,
	}
}

// Examined returns how many codes and passwords the server has looked at.
func (s *Server) Examined() int {
	s.Lock()
	defer s.Unlock()
	return s.examined
}

// Codes returns the codes that were sent to an e-mail address or a phone number, the
// newest last.
func (s *Server) Codes(to string) []string {
	s.Lock()
	defer s.Unlock()
	return slices.Clone(s.inbox[to])
}

// Authenticator returns the code that an account's authenticator shows now; "" if
// there is no such account.
func (s *Server) Authenticator(username string) string {
	s.Lock()
	defer s.Unlock()
	if a := s.find("username", username); a != nil {
		return issue.TOTP([]byte(a.seed), s.config.Now())
	}
	return ""
}

// Revoke ends all logins, as an operator can.
func (s *Server) Revoke() {
	s.Lock()
	defer s.Unlock()
	s.grants = nil
}

// TooManyRequests is the one answer that is documented not to have the status 200; for
// the Server's Answer.
func TooManyRequests() webtest.Response {
	return webtest.Response{Status: 429, Body: map[string]any{"statusCode": 429, "message": "too many requests"}}
}

// find finds an account by the field of a passwordPayload. Documented: account is any
// of the others, an e-mail address is the same in capital letters, and a phone number
// has no country code.
func (s *Server) find(field, value string) *account {
	if value == "" {
		return nil
	}
	for _, a := range s.accounts {
		user, mail := a.Username == value, strings.EqualFold(a.Email, value)
		phone := a.Phone != "" && national(a.Phone) == value
		switch {
		case field == "username" && user, field == "email" && mail, field == "phone" && phone,
			field == "account" && (user || mail || phone):
			return a
		}
	}
	return nil
}

// hasClient reports whether the app has proved itself by its header or by what the
// body says.
func (s *Server) hasClient(r *webtest.Request, id, secret string) bool {
	header := r.Header.Get("Authorization")
	switch s.config.ClientAuth {
	case genauth.Post:
		return id == s.app && secret == s.secret && header == ""
	case genauth.Basic:
		return id == "" && secret == "" && header == basic(s.app, s.secret)
	default:
		return secret == "" && header == ""
	}
}

// oidc wraps an OpenID Connect endpoint: a form, and the errors of RFC 6749.
func (s *Server) oidc(act func(url.Values) webtest.Response) func(*webtest.Request) webtest.Response {
	return func(r *webtest.Request) webtest.Response {
		form, err := r.Form()
		id := form.Get("client_id")
		switch {
		case err != nil, r.Kind() != "application/x-www-form-urlencoded", r.Header.Get("X-Authing-App-Id") != s.app:
			return oidcError(400, "invalid_request")
		case !s.hasClient(r, id, form.Get("client_secret")), s.config.ClientAuth == genauth.None && id != s.app:
			return oidcError(401, "invalid_client")
		}
		return act(form)
	}
}

func oidcError(status int, name string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]string{"error": name, "error_description": name}}
}
