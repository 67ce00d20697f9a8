package fake

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/stepin-go/stepin/codes"
)

// A Field is one field of a call, for reading.
type Field struct {
	Name  string // Telegram's name
	Value string
}

// A Request is one call that the server received. It shows codes and passwords
// as they came: this is a test server, and a test wants to see them. What
// differs from run to run is shown by alias: keys are key1, key2 in the order of
// first sight, hashes hash1, hash2 and SRP numbers srp1, srp2 in the order of
// issue. An exported authorization is export1, export2, a login token qr1, qr2. A
// hash, SRP number, export, login token or key that this server never issued or saw
// is "unknown". A future auth token is token1, token2, or as it came.
type Request struct {
	DC     int
	Key    string // alias
	Method string
	Fields []Field // in the order of Telegram's schema
	At     time.Time

	// Answer is what became of it: the answer's constructor, such as
	// "auth.sentCode", or the refusal, such as "400 PHONE_CODE_INVALID", or the
	// text of another error of Call. Empty: it is still being worked on.
	Answer string
}

// proof stands in the log for a password that only the client knows.
const proof = "<proof>"

const unknown = "unknown"

// String is the method and its fields, such as
//
//	auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222
//
// Values that are empty, or have anything but visible characters, are quoted.
func (r Request) String() string {
	var b strings.Builder
	b.WriteString(r.Method)
	for _, f := range r.Fields {
		b.WriteString(" " + f.Name + "=" + quote(f.Value))
	}
	return b.String()
}

// quote keeps a value in one word that cannot be mistaken for another.
func quote(value string) string {
	odd := func(r rune) bool { return r == '"' || r == unicode.ReplacementChar || r == ' ' || !unicode.IsPrint(r) }
	if value == "" || strings.ContainsFunc(value, odd) {
		return strconv.Quote(value)
	}
	return value
}

// An Examination is one value compared with the right one. Calls refused
// before that point, such as those with a dead hash, examine nothing.
type Examination struct {
	Method string // such as auth.signIn or auth.checkPassword
	Key    string // alias
	Hash   string // alias; "" where none belongs to it, as with a password
	// Value is the code, token, receipt or password, or the id of a passkey. A
	// password of which the server has seen no more than a proof is "<proof>".
	Value string
}

// A log is what the server remembers for its observers.
type log struct {
	requests []Request
	keys     map[string]string // aliases
	hashes   map[string]string
	exports  map[string]string
	tokens   map[string]string
	logins   map[string]string
	srpIDs   map[int64]string
	examined map[Examination]int
}

func newLog() log {
	return log{
		keys: map[string]string{}, hashes: map[string]string{}, exports: map[string]string{},
		tokens: map[string]string{}, logins: map[string]string{},
		srpIDs: map[int64]string{}, examined: map[Examination]int{},
	}
}

// hash returns the alias of a hash.
func (l *log) hash(hash string) string { return aliasOf(hash, l.hashes) }

// export returns the alias of an exported authorization.
func (l *log) export(bytes string) string { return aliasOf(bytes, l.exports) }

// login returns the alias of a login token.
func (l *log) login(token string) string { return aliasOf(token, l.logins) }

// key returns the alias of an auth key.
func (l *log) key(name string) string { return aliasOf(name, l.keys) }

// token returns the alias of a future auth token, or what a client has from
// elsewhere as it is.
func (l *log) token(token string) string {
	if alias, known := l.tokens[token]; known {
		return alias
	}
	return token
}

func aliasOf(name string, aliases map[string]string) string {
	alias, known := aliases[name]
	switch {
	case known:
		return alias
	case name == "":
		return ""
	}
	return unknown
}

// srp returns the alias of an SRP number.
func (l *log) srp(id int64) string {
	if alias, known := l.srpIDs[id]; known {
		return alias
	}
	return unknown
}

// examine counts an examination.
func (l *log) examine(q Query, key *authKey, hash, value string) {
	l.examined[Examination{Method: q.Method(), Key: key.alias, Hash: l.hash(hash), Value: value}]++
}

// Requests lists what the server has received, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := slices.Clone(s.log.requests)
	for i := range requests {
		requests[i].Fields = slices.Clone(requests[i].Fields)
	}
	return requests
}

// Examined counts how often the server has compared each value. A client that
// never sends a value again of its own accord has no count above the number of
// times that the person gave it.
func (s *Server) Examined() map[Examination]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.log.examined)
}

// Inbox lists the codes sent to a number or to an e-mail address, oldest first.
func (s *Server) Inbox(to string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.account(to); a != nil {
		to = a.Phone
	} else if email, err := codes.Email(to); err == nil {
		to = email.Reveal()
	}
	var found []Message
	for _, m := range s.inbox {
		if m.To == to {
			found = append(found, m)
		}
	}
	return found
}

// Key returns the key that the log calls alias, or "": what ForgetKey and
// RevokeSession take.
func (s *Server) Key(alias string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, key := range s.keys {
		if key.alias == alias {
			return name
		}
	}
	return ""
}

// alias names the nth thing of a kind, from 0, as in key1.
func alias(kind string, n int) string { return kind + strconv.Itoa(n+1) }

// number is the number in an alias.
func number(alias string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(alias, "abcdefghijklmnopqrstuvwxyz"))
	return n
}
