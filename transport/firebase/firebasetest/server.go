package firebasetest

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/webtest"
)

// Config says what a server is like. The zero Config is a server that knows nobody.
type Config struct {
	// Accounts can sign in. Who signs in by a number that none of them has gets an
	// account, as at Firebase.
	Accounts []Account
	// Project is the project's id, "demo-stepin" if empty.
	Project string
	// APIKey is the project's key; "" is a random one.
	APIKey string
	// Tenant is the only tenant that is served, "" if the project has none.
	Tenant string
	// Proof, if set, is the app proof that must come before each SMS.
	Proof firebase.Proof
	// Private keeps it a secret whether an address or a password was wrong, as
	// projects do that were made since September 2023.
	Private bool
	// Gap is the shortest time between two codes for one number; 0 is none. What
	// Firebase has is not documented.
	Gap time.Duration
	// OnCode, if set, is told of each code that is sent. It must not call the
	// server.
	OnCode func(to, code string)
	// Now is the server's clock; nil is time.Now.
	Now func() time.Time
}

// An Account is somebody who can sign in, by Phone, or by Email and Password.
type Account struct {
	// Phone is in international form, such as +15555550100.
	Phone string
	// Code is sent to Phone each time, as to the fictional numbers that a project
	// can have (firebase.google.com/docs/auth/web/phone-auth, "Test with fictional
	// phone numbers"); "" is another one each time.
	Code string

	Email, Password string
	// SecondFactor is the number of a second factor.
	SecondFactor string

	// Name is the displayName.
	Name     string
	Disabled bool
}

// A Server is a Firebase. Its methods may be called at any time.
type Server struct {
	*webtest.Server
	config Config

	users    []*user
	codes    map[string]*sentCode // by sessionInfo
	halves   map[string]*half     // by mfaPendingCredential
	idTokens map[string]*login    // by ID token
	logins   map[string]*login    // by refresh token
	inbox    map[string][]string  // by number
	last     map[string]time.Time // when a number was sent a code
	examined int
}

type user struct {
	Account
	id string

	failures    int // wrong passwords in a row
	lockedUntil time.Time
}

// Start starts a server. The error is about the Config.
func Start(c Config) (*Server, error) {
	c.Project = cmp.Or(c.Project, "demo-stepin")
	c.APIKey = cmp.Or(c.APIKey, rand.Text())
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{
		config: c,
		codes:  map[string]*sentCode{}, halves: map[string]*half{},
		idTokens: map[string]*login{}, logins: map[string]*login{},
		inbox: map[string][]string{}, last: map[string]time.Time{},
	}
	for i, a := range c.Accounts {
		if err := s.add(a); err != nil {
			return nil, fmt.Errorf("account %d: %w", i, err)
		}
	}
	s.Server = webtest.Start(s.routes())
	return s, nil
}

func (s *Server) add(a Account) error {
	for _, number := range []string{a.Phone, a.SecondFactor} {
		if id, err := codes.ParsePhone(number); number != "" && (err != nil || id.Reveal() != number) {
			return errors.New("a number must look like +15555550100")
		}
	}
	switch id, err := codes.Email(a.Email); {
	case a.Phone == "" && a.Email == "":
		return errors.New("it has neither a number nor an address")
	case a.Email != "" && (err != nil || id.Reveal() != a.Email):
		return errors.New("that is no e-mail address")
	case a.Email != "" && a.Password == "":
		return errors.New("an address needs a password")
	case a.Phone != "" && s.byPhone(a.Phone) != nil, a.Email != "" && s.byEmail(a.Email) != nil:
		return errors.New("there is another one with this number or address")
	case a.Code != "" && !isCode(a.Code):
		return errors.New("a code has six digits")
	}
	s.users = append(s.users, &user{Account: a, id: rand.Text()})
	return nil
}

// Transport returns a new Transport to the server, with its key, proof, tenant and
// clock.
func (s *Server) Transport() *firebase.Transport {
	t := &firebase.Transport{
		APIKey: s.config.APIKey, URL: s.URL, TokenURL: s.URL, Tenant: s.config.Tenant, Now: s.config.Now,
	}
	if s.config.Proof != nil {
		t.Prove = func(context.Context, codes.Identifier) (firebase.Proof, error) { return s.config.Proof, nil }
	}
	return t
}

// Project returns the project's id: the audience of its ID tokens.
func (s *Server) Project() string { return s.config.Project }

// Codes returns the codes that were sent to a number, oldest first.
func (s *Server) Codes(phone string) []string {
	s.Lock()
	defer s.Unlock()
	return slices.Clone(s.inbox[phone])
}

// Examined returns how many codes and passwords were looked at.
func (s *Server) Examined() int {
	s.Lock()
	defer s.Unlock()
	return s.examined
}

// SignedIn returns the refresh tokens of the logins that live.
func (s *Server) SignedIn() []string {
	s.Lock()
	defer s.Unlock()
	var all []string
	for token, l := range s.logins {
		if !l.revoked && !l.user.Disabled && s.has(l.user) {
			all = append(all, token)
		}
	}
	slices.Sort(all)
	return all
}

// Disable disables the account with a number or an address. It reports whether
// there is one.
func (s *Server) Disable(who string) bool {
	return s.change(who, func(u *user) { u.Disabled = true })
}

// Revoke ends all logins of the account with a number or an address, as a new
// password does. It reports whether there is one.
func (s *Server) Revoke(who string) bool {
	return s.change(who, func(u *user) {
		for _, l := range s.logins {
			l.revoked = l.revoked || l.user == u
		}
	})
}

// Delete deletes the account with a number or an address, which ends its logins. It
// reports whether there is one.
func (s *Server) Delete(who string) bool {
	return s.change(who, func(u *user) {
		s.users = slices.DeleteFunc(s.users, func(other *user) bool { return other == u })
	})
}

func (s *Server) change(who string, change func(*user)) bool {
	s.Lock()
	defer s.Unlock()
	u := cmp.Or(s.byPhone(who), s.byEmail(who))
	if u != nil {
		change(u)
	}
	return u != nil
}

func (s *Server) byPhone(phone string) *user {
	return s.find(func(u *user) bool { return phone != "" && u.Phone == phone })
}

func (s *Server) byEmail(email string) *user {
	return s.find(func(u *user) bool { return email != "" && u.Email == email })
}

func (s *Server) find(is func(*user) bool) *user {
	if i := slices.IndexFunc(s.users, is); i >= 0 {
		return s.users[i]
	}
	return nil
}
