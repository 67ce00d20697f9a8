package fake

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A Server is a sign-in server with its accounts. Make one with [New], set its
// fields, then use it; after the first call the fields must not change. Its
// methods are safe for concurrent use.
type Server struct {
	// DCs are the data centres. New sets them to 2 and those that the accounts
	// name, so that 2 is the first.
	DCs []int

	// AppID and AppHash are the only application that may sign in, others get
	// API_ID_INVALID. 0 or "" accepts any.
	AppID   int
	AppHash string

	// Now is the server's clock; nil is time.Now.
	Now func() time.Time

	// OnCode is told of each code that is sent, before the answer to the call
	// is; nil tells nobody. It may call the server.
	OnCode func(Message)

	// HalfLogin is the text of the 401 that users.getUsers answers between a
	// right code and the password. Telegram documents none: clients expect
	// "SESSION_PASSWORD_NEEDED", which "" means, and must bear
	// "AUTH_KEY_UNREGISTERED" as well. Play both.
	HalfLogin string

	// LoginTokenLife is how long a login token is good; 0 is 30 seconds
	// (core.telegram.org/api/qr-login).
	LoginTokenLife time.Duration

	// Predictable numbers the hashes (hash1, hash2), future auth tokens (token1),
	// login tokens (qr1) and SRP numbers (1, 2), and takes everything else that is
	// random, such as the digits of codes, from a fixed sequence, so that two runs
	// are the same to the byte.
	Predictable bool

	// Before, if set, is asked before each call that no injected fault befalls:
	// the method and the call's number, from 1, over all methods. It may call
	// the server.
	Before func(method string, n int) Fault

	mu       sync.Mutex
	accounts map[string]*account // by what account.name says
	keys     map[string]*authKey
	codes    map[string]*sentCode   // live ones, by hash
	exports  map[string]export      // those not yet imported, by their bytes
	tokens   map[string]*account    // future auth tokens that are good
	logins   map[string]*loginToken // all that were issued
	inbox    []Message

	challenges map[string]challenge // by method

	faults []*Fault
	log    log
	drawn  uint64 // how many random values were wanted, for Predictable
}

// An authKey is what the server knows of one auth key.
type authKey struct {
	caller    Caller
	alias     string
	forgotten bool

	user  *account // who has signed in, or is about to; nil: nobody
	half  bool     // the code was right, the password is still wanted
	ended string   // why the last authorisation ended; "": it did not

	srpID  int64  // the one good SRP number; 0: none
	srpFor secret // what it was issued for

	accepted  *loginToken // the last that was shown here and accepted; nil: none
	challenge string      // for a passkey, in base64url; "": none
	answerBy  time.Time   // when the challenge ends
	nonce     string      // for Firebase's verification of a number; "": none
	verified  *account    // whose number was verified and has no account yet

	listeners []*listener
	updates   []any // for listeners
	handing   bool  // somebody is giving them away
}

// New returns a server with these accounts. An account that makes no sense is
// an [*AccountError].
func New(accounts ...Account) (*Server, error) {
	s := &Server{
		DCs:      []int{2},
		accounts: map[string]*account{},
		keys:     map[string]*authKey{},
		codes:    map[string]*sentCode{},
		exports:  map[string]export{},
		tokens:   map[string]*account{},
		logins:   map[string]*loginToken{},
		log:      newLog(),

		challenges: map[string]challenge{},
	}
	given := map[string]bool{}
	for i, wanted := range accounts {
		a, err := newAccount(i, wanted)
		if err != nil {
			return nil, err
		}
		for _, own := range a.names() {
			name := own.Name + " " + own.Value
			if given[name] {
				return nil, &AccountError{Position: i, Field: own.Name, Err: errors.New("given twice")}
			}
			given[name] = true
		}
		s.accounts[a.name()] = a
		for _, dc := range append([]int{a.DC}, a.QRVia...) {
			if dc != 0 && !slices.Contains(s.DCs, dc) {
				s.DCs = append(s.DCs, dc)
			}
		}
	}
	slices.Sort(s.DCs[1:])
	return s, nil
}

// A call is one query while the server, locked, acts on it.
type call struct {
	s      *Server
	key    *authKey
	now    time.Time
	accept bool       // a wrong code or password is as good as the right one
	sent   []Message  // codes to deliver once the server is unlocked
	told   []*authKey // keys that were told something, and hear it then
}

// Call puts a query to the server. The answer is one of this package's answer
// types, as the query's documentation says, or what [Other] brought.
//
// The error is a [*RPCError] if the server refuses. Everything else is no
// answer: [ErrLost], [ErrDisconnect] (with a [*LostError] if the server has
// acted) and the end of ctx during a delay, all by fault; [ErrUnknownKey] and
// [ErrUnknownDC].
func (s *Server) Call(ctx context.Context, from Caller, q Query) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if q == nil {
		q = Other{}
	}
	n, fault, err := s.receive(from, q)
	if err != nil {
		return nil, err
	}
	if fault == nil {
		fault = new(Fault)
		if s.Before != nil {
			*fault = s.Before(q.Method(), n)
		}
	}
	answer, err := s.perform(ctx, from, q, fault)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log.requests[n-1].Answer = answerName(answer, err)
	return answer, err
}

// receive notes the call, numbers it from 1, and finds the injected fault that
// befalls it; nil: none.
func (s *Server) receive(from Caller, q Query) (int, *Fault, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.authKey(from)
	if err != nil {
		return 0, nil, err
	}
	s.log.requests = append(s.log.requests, Request{
		DC:     from.DC,
		Key:    key.alias,
		Method: q.Method(),
		Fields: q.fields(&s.log),
		At:     s.now(),
	})
	return len(s.log.requests), s.takeFault(q.Method()), nil
}

// act lets the query act and delivers the codes that it sent.
func (s *Server) act(from Caller, q Query, accept bool) (any, error) {
	c := &call{s: s, accept: accept}
	answer, err := c.act(from, q)
	c.tellAll()
	return answer, err
}

// tellAll delivers codes and updates. The server is unlocked by then.
func (c *call) tellAll() {
	if c.s.OnCode != nil {
		for _, m := range c.sent {
			c.s.OnCode(m)
		}
	}
	for _, key := range c.told {
		c.s.hand(key)
	}
}

func (c *call) act(from Caller, q Query) (any, error) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	// Looked up again: a delayed call may find its key forgotten.
	key, err := c.s.authKey(from)
	if err != nil {
		return nil, err
	}
	c.key, c.now = key, c.s.now()
	if err := c.challenged(q); err != nil {
		return nil, err
	}
	return q.act(c)
}

// authKey finds an auth key or, at first sight, takes it into the books.
func (s *Server) authKey(from Caller) (*authKey, error) {
	if !slices.Contains(s.DCs, from.DC) {
		return nil, ErrUnknownDC
	}
	key := s.keys[from.Key]
	switch {
	case from.Key == "":
		return nil, ErrUnknownKey
	case key == nil:
		key = &authKey{caller: from, alias: alias("key", len(s.keys))}
		s.keys[from.Key], s.log.keys[from.Key] = key, key.alias
	case key.forgotten || key.caller.DC != from.DC:
		return nil, ErrUnknownKey
	}
	return key, nil
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// account finds an account by its number in any spelling; nil: none.
func (s *Server) account(phone string) *account {
	id, err := codes.ParsePhone(phone)
	if err != nil {
		return nil
	}
	return s.accounts[id.Reveal()]
}

// home is the data centre where an account lives.
func (s *Server) home(a *account) int {
	if a.DC == 0 {
		return s.DCs[0]
	}
	return a.DC
}

// newName draws a text by which something is known to the client, and enters it
// with its alias.
func (s *Server) newName(kind string, aliases map[string]string) string {
	alias := alias(kind, len(aliases))
	name := alias
	if !s.Predictable {
		name = rand.Text()
	}
	aliases[name] = alias
	return name
}

// newSRPID draws an srp_id, which is never 0.
func (s *Server) newSRPID() int64 {
	n := len(s.log.srpIDs) + 1
	id := int64(n)
	if !s.Predictable {
		id = int64(s.draw()>>1 | 1)
	}
	s.log.srpIDs[id] = fmt.Sprintf("srp%d", n)
	return id
}

// newDigits draws a code.
func (s *Server) newDigits(length int) string {
	var digits strings.Builder
	for range length {
		fmt.Fprint(&digits, s.draw()%10)
	}
	return digits.String()
}

// newBytes draws so many bytes, a multiple of 8.
func (s *Server) newBytes(n int) []byte {
	var b []byte
	for len(b) < n {
		b = binary.LittleEndian.AppendUint64(b, s.draw())
	}
	return b
}

// draw returns a random number, or the next one of a fixed sequence.
func (s *Server) draw() uint64 {
	if s.Predictable {
		s.drawn++
		return s.drawn
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails
	return binary.LittleEndian.Uint64(b[:])
}

// callers lists the keys that fit, in the order of first sight.
func (s *Server) callers(fits func(*authKey) bool) []Caller {
	s.mu.Lock()
	defer s.mu.Unlock()
	var callers []Caller
	for _, key := range s.sortedKeys(fits) {
		callers = append(callers, key.caller)
	}
	return callers
}

// sortedKeys lists the keys that fit, in the order of first sight.
func (s *Server) sortedKeys(fits func(*authKey) bool) []*authKey {
	var found []*authKey
	for _, key := range s.keys {
		if fits(key) {
			found = append(found, key)
		}
	}
	slices.SortFunc(found, func(a, b *authKey) int { return number(a.alias) - number(b.alias) })
	return found
}

// SignedIn lists the keys under which somebody is signed in, in the order in
// which the server first saw them. Half logins are not among them.
func (s *Server) SignedIn() []Caller {
	return s.callers(func(k *authKey) bool { return k.user != nil && !k.half })
}

// HalfSignedIn lists the keys under which a code was right and the password is
// still wanted.
func (s *Server) HalfSignedIn() []Caller {
	return s.callers(func(k *authKey) bool { return k.user != nil && k.half })
}
