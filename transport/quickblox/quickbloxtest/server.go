package quickbloxtest

import (
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/webtest"
)

// The application that [Server.Transport] signs in to, where Config names no other.
const (
	applicationID = "76730"
	authKey       = "7quWEh-k6TqghXe"
)

// life is how long a session lives after its last request.
const life = 2 * time.Hour

// Config says what a server knows.
type Config struct {
	// Accounts can sign in.
	Accounts []Account
	// ApplicationID, AuthKey and AuthSecret are the application's; "" is a
	// default, for the secret a random one.
	ApplicationID, AuthKey, AuthSecret string
	// SHA256 takes signatures by HMAC-SHA256 in place of HMAC-SHA1.
	SHA256 bool
	// Firebase is the id of the Firebase project whose ID tokens are taken; "":
	// none are.
	Firebase string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// An Account can sign in.
type Account struct {
	// Login and Email sign in with Password; "" does not.
	Login, Email, Password string
	FullName               string
	// Facebook is a token of Facebook's that is the user's; "": none.
	Facebook string
	// Phone is the number that a Firebase ID token names. The first sign-in of a
	// number that no account has makes one.
	Phone string
}

// A Server is one application at QuickBlox. What it embeds makes it fail: its
// routes are "POST /session.json", "GET /session.json", "POST /login.json" and
// "DELETE /login.json".
type Server struct {
	*webtest.Server
	config   Config
	users    []*user
	sessions map[string]*session // by token
	used     map[[2]string]bool  // pairs of timestamp and nonce
	examined int
}

type user struct {
	Account
	id int64
}

type session struct {
	user *user // nil: the application's
	last time.Time
}

// Start starts a server. Close ends it.
func Start(c Config) (*Server, error) {
	for value, def := range map[*string]string{
		&c.ApplicationID: applicationID, &c.AuthKey: authKey, &c.AuthSecret: rand.Text(),
	} {
		if *value == "" {
			*value = def
		}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{config: c, sessions: map[string]*session{}, used: map[[2]string]bool{}}
	for _, u := range c.Accounts {
		if (u.Login != "" || u.Email != "") != (u.Password != "") {
			return nil, errors.New("quickbloxtest: a login or an e-mail address needs a password, and the other way round")
		}
		s.add(u)
	}
	s.Server = webtest.Start(webtest.Routes{
		"POST /session.json": s.open,
		"GET /session.json":  s.under(s.show),
		"POST /login.json":   s.under(s.logIn),
		"DELETE /login.json": s.under(s.logOut),
	})
	return s, nil
}

func (s *Server) add(a Account) *user {
	const first = 1001
	added := &user{a, int64(first + len(s.users))}
	s.users = append(s.users, added)
	return added
}

// Transport returns a Transport to the server, ready to use with logins, e-mail
// addresses and Facebook tokens. For phone numbers set its Firebase.
func (s *Server) Transport() *quickblox.Transport {
	return &quickblox.Transport{
		ApplicationID: s.config.ApplicationID,
		AuthKey:       s.config.AuthKey,
		AuthSecret:    codes.NewSecret(s.config.AuthSecret),
		SHA256:        s.config.SHA256,
		ProjectID:     s.config.Firebase,
		URL:           s.URL,
		Now:           s.config.Now,
	}
}

// Examined returns how many passwords and tokens of Facebook's the server has
// looked at. An ID token of Firebase's is nothing that a person gives.
func (s *Server) Examined() int {
	s.Lock()
	defer s.Unlock()
	return s.examined
}

// Forget ends all sessions, as their time would.
func (s *Server) Forget() {
	s.Lock()
	defer s.Unlock()
	clear(s.sessions)
}

// SignedIn returns the users' sessions that are alive: the id of the user by the
// session's token.
func (s *Server) SignedIn() map[string]string {
	s.Lock()
	defer s.Unlock()
	in := map[string]string{}
	for token, session := range s.sessions {
		if session.user != nil && !s.over(session) {
			in[token] = strconv.FormatInt(session.user.id, 10)
		}
	}
	return in
}

func (s *Server) over(session *session) bool { return s.config.Now().Sub(session.last) > life }
