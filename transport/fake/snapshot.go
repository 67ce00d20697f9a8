package fake

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
)

// snapshot is what a server has learnt since New.
type snapshot struct {
	Accounts map[string]accountSnapshot `json:"accounts"` // by number
	Keys     []keySnapshot              `json:"keys"`     // in the order of first sight
	Codes    []codeSnapshot             `json:"codes"`
	Hashes   []string                   `json:"hashes"` // in the order of issue
	Tokens   []tokenSnapshot            `json:"tokens,omitempty"`
}

type accountSnapshot struct {
	Account        Account   `json:"account"`
	WaitUntil      time.Time `json:"wait_until,omitzero"`
	CodeFlood      time.Time `json:"code_flood,omitzero"`
	PasswordFlood  time.Time `json:"password_flood,omitzero"`
	WrongPasswords int       `json:"wrong_passwords,omitempty"`
	Verifier       []byte    `json:"verifier,omitempty"`
	RecoveryCode   string    `json:"recovery_code,omitempty"`
	RecoveryAt     time.Time `json:"recovery_at,omitzero"`
	EmailEnd       time.Time `json:"email_end,omitzero"`
	PasswordEnd    time.Time `json:"password_end,omitzero"`
	PasswordKept   time.Time `json:"password_kept,omitzero"`
	DeletionStart  time.Time `json:"deletion_start,omitzero"`
}

type keySnapshot struct {
	Caller    Caller `json:"caller"`
	Forgotten bool   `json:"forgotten,omitempty"`
	User      string `json:"user,omitempty"` // number
	Half      bool   `json:"half,omitempty"`
	Ended     string `json:"ended,omitempty"`
}

type codeSnapshot struct {
	Account  string         `json:"account"` // number
	Key      string         `json:"key"`
	Hash     string         `json:"hash"`
	Code     string         `json:"code"`
	Delivery codes.Delivery `json:"delivery"`
	At       time.Time      `json:"at"`
	Resends  int            `json:"resends,omitempty"`
	Wrong    int            `json:"wrong,omitempty"`
	Right    bool           `json:"right,omitempty"`
	Address  string         `json:"address,omitempty"`
	SetUp    bool           `json:"set_up,omitempty"`
}

type tokenSnapshot struct {
	Token   string `json:"token"`
	Account string `json:"account,omitempty"` // number; "": it is void
}

// Snapshot returns what the server has learnt since [New]: keys, logins, codes
// that are out, accounts that have changed. Faults and logs are not in it, and
// SRP numbers and exported authorizations issued before it are refused after it. It shows
// codes and passwords.
func (s *Server) Snapshot() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := snapshot{Accounts: map[string]accountSnapshot{}, Hashes: make([]string, len(s.log.hashes))}
	for phone, a := range s.accounts {
		snap.Accounts[phone] = accountSnapshot{
			a.Account, a.waitUntil, a.codeFlood, a.passwordFlood, a.wrongPasswords,
			a.verifier, a.recovery.code, a.recovery.at, a.emailEnd, a.passwordEnd, a.passwordKept, a.deletionStart,
		}
	}
	for _, key := range s.sortedKeys(func(*authKey) bool { return true }) {
		k := keySnapshot{Caller: key.caller, Forgotten: key.forgotten, Half: key.half, Ended: key.ended}
		if key.user != nil {
			k.User = key.user.Phone
		}
		snap.Keys = append(snap.Keys, k)
	}
	for _, c := range s.codes {
		snap.Codes = append(snap.Codes, codeSnapshot{
			c.account.Phone, c.key.caller.Key, c.hash, c.code, c.delivery, c.at, c.resends, c.wrong, c.right,
			c.address, c.setUp,
		})
	}
	slices.SortFunc(snap.Codes, func(a, b codeSnapshot) int { return strings.Compare(a.Hash, b.Hash) })
	for hash, alias := range s.log.hashes {
		snap.Hashes[number(alias)-1] = hash
	}
	snap.Tokens = make([]tokenSnapshot, len(s.log.tokens))
	for token, alias := range s.log.tokens {
		t := tokenSnapshot{Token: token}
		if a := s.tokens[token]; a != nil {
			t.Account = a.Phone
		}
		snap.Tokens[number(alias)-1] = t
	}
	return json.Marshal(snap)
}

// errSnapshot says that bytes are no snapshot of a server with these accounts.
var errSnapshot = errors.New("fake: not a snapshot of this server")

// Restore makes a new server go on where one with the same accounts was when
// the snapshot was taken. After an error the server is as it was.
func (s *Server) Restore(data []byte) error {
	var snap snapshot
	if err := json.Unmarshal(data, &snap); err != nil {
		return errors.Join(errSnapshot, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	accounts, keys, live := map[string]*account{}, map[string]*authKey{}, map[string]*sentCode{}
	for phone := range s.accounts {
		a, ok := snap.Accounts[phone]
		if !ok || a.Account.Phone != phone {
			return errSnapshot
		}
		accounts[phone] = &account{
			a.Account, a.Verifier, recovery{a.RecoveryCode, a.RecoveryAt},
			a.WaitUntil, a.CodeFlood, a.PasswordFlood, a.WrongPasswords,
			a.EmailEnd, a.PasswordEnd, a.PasswordKept, a.DeletionStart,
		}
	}
	for i, k := range snap.Keys {
		if k.User != "" && accounts[k.User] == nil || keys[k.Caller.Key] != nil {
			return errSnapshot
		}
		keys[k.Caller.Key] = &authKey{
			caller: k.Caller, alias: alias("key", i), forgotten: k.Forgotten,
			user: accounts[k.User], half: k.Half, ended: k.Ended,
		}
	}
	for _, c := range snap.Codes {
		if accounts[c.Account] == nil || keys[c.Key] == nil || !slices.Contains(snap.Hashes, c.Hash) {
			return errSnapshot
		}
		live[c.Hash] = &sentCode{
			accounts[c.Account], keys[c.Key], c.Hash, c.Code, c.Delivery, c.At, c.Resends, c.Wrong, c.Right,
			c.Address, c.SetUp,
		}
	}
	tokens, aliases := map[string]*account{}, map[string]string{}
	for i, t := range snap.Tokens {
		if t.Account != "" {
			if accounts[t.Account] == nil {
				return errSnapshot
			}
			tokens[t.Token] = accounts[t.Account]
		}
		aliases[t.Token] = alias("token", i)
	}
	s.accounts, s.keys, s.codes, s.tokens = accounts, keys, live, tokens
	s.log.hashes, s.log.tokens = map[string]string{}, aliases
	for i, hash := range snap.Hashes {
		s.log.hashes[hash] = alias("hash", i)
	}
	return nil
}
