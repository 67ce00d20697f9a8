package fake

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
)

// snapshot is what a server has learnt since New.
type snapshot struct {
	Accounts map[string]accountSnapshot `json:"accounts"` // by number, bots by id
	Keys     []keySnapshot              `json:"keys"`     // in the order of first sight
	Codes    []codeSnapshot             `json:"codes"`
	Hashes   []string                   `json:"hashes"` // in the order of issue
	Tokens   []tokenSnapshot            `json:"tokens,omitempty"`
	Logins   []loginSnapshot            `json:"logins,omitempty"` // in the order of issue

	Challenges map[string]challenge `json:"challenges,omitempty"` // by method
}

type accountSnapshot struct {
	Account        Account   `json:"account"`
	WaitUntil      time.Time `json:"wait_until,omitzero"`
	CodeFlood      time.Time `json:"code_flood,omitzero"`
	PasswordFlood  time.Time `json:"password_flood,omitzero"`
	WrongPasswords int       `json:"wrong_passwords,omitempty"`
	Paid           bool      `json:"paid,omitempty"`
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

	Accepted  string           `json:"accepted,omitempty"` // login token
	Challenge string           `json:"challenge,omitempty"`
	AnswerBy  time.Time        `json:"answer_by,omitzero"`
	Nonce     string           `json:"nonce,omitempty"`
	Verified  string           `json:"verified,omitempty"` // number
	Updates   []updateSnapshot `json:"updates,omitempty"`
}

// updateSnapshot is UpdateSentPhoneCode or, without Sent, UpdateLoginToken.
type updateSnapshot struct {
	Sent *SentCode `json:"sent,omitempty"`
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
	Held     bool           `json:"held,omitempty"`
	Payment  bool           `json:"payment,omitempty"`
	Settled  *SentCode      `json:"settled,omitempty"`
}

type tokenSnapshot struct {
	Token   string `json:"token"`
	Account string `json:"account,omitempty"` // number; "": it is void
}

type loginSnapshot struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
	Key     string    `json:"key,omitempty"`
	AppID   int       `json:"app_id,omitempty"`
	Except  []int64   `json:"except,omitempty"`
	Account string    `json:"account,omitempty"` // number
	Used    bool      `json:"used,omitempty"`
	From    string    `json:"from,omitempty"` // login token
	Via     []int     `json:"via,omitempty"`
}

// Snapshot returns what the server has learnt since [New]: keys, logins, codes
// that are out, accounts that have changed, what methods are challenged with, and
// updates that nobody has heard. Faults, logs and subscriptions are not in it, and
// SRP numbers and exported authorizations issued before it are refused after it. It
// shows codes and passwords.
func (s *Server) Snapshot() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := snapshot{
		Accounts: map[string]accountSnapshot{}, Hashes: make([]string, len(s.log.hashes)),
		Logins: make([]loginSnapshot, len(s.logins)), Challenges: s.challenges,
	}
	for name, a := range s.accounts {
		snap.Accounts[name] = accountSnapshot{
			a.Account, a.waitUntil, a.codeFlood, a.passwordFlood, a.wrongPasswords, a.paid,
			a.verifier, a.recovery.code, a.recovery.at, a.emailEnd, a.passwordEnd, a.passwordKept, a.deletionStart,
		}
	}
	names := map[*loginToken]string{}
	for token, t := range s.logins {
		names[t] = token
	}
	for token, t := range s.logins {
		shown := loginSnapshot{
			Token: token, Expires: t.expires, AppID: t.appID, Except: t.except, Account: nameOf(t.account), Used: t.used,
			From: names[t.from], Via: t.via,
		}
		if t.key != nil {
			shown.Key = t.key.caller.Key
		}
		snap.Logins[number(s.log.logins[token])-1] = shown
	}
	for _, key := range s.sortedKeys(func(*authKey) bool { return true }) {
		k := keySnapshot{
			Caller: key.caller, Forgotten: key.forgotten, User: nameOf(key.user), Half: key.half, Ended: key.ended,
			Accepted: names[key.accepted], Challenge: key.challenge, AnswerBy: key.answerBy,
			Nonce: key.nonce, Verified: nameOf(key.verified),
		}
		for _, update := range key.updates {
			var u updateSnapshot
			if code, ok := update.(UpdateSentPhoneCode); ok {
				sent, _ := code.Sent.(SentCode)
				u.Sent = &sent
			}
			k.Updates = append(k.Updates, u)
		}
		snap.Keys = append(snap.Keys, k)
	}
	for _, c := range s.codes {
		snap.Codes = append(snap.Codes, codeSnapshot{
			nameOf(c.account), c.key.caller.Key, c.hash, c.code, c.delivery, c.at, c.resends, c.wrong, c.right,
			c.address, c.setUp, c.held, c.payment, c.settled,
		})
	}
	slices.SortFunc(snap.Codes, func(a, b codeSnapshot) int { return strings.Compare(a.Hash, b.Hash) })
	for hash, alias := range s.log.hashes {
		snap.Hashes[number(alias)-1] = hash
	}
	snap.Tokens = make([]tokenSnapshot, len(s.log.tokens))
	for token, alias := range s.log.tokens {
		snap.Tokens[number(alias)-1] = tokenSnapshot{token, nameOf(s.tokens[token])}
	}
	return json.Marshal(snap)
}

// nameOf is the name of an account, "" of none.
func nameOf(a *account) string {
	if a == nil {
		return ""
	}
	return a.name()
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
	known := func(name string) bool { return name == "" || accounts[name] != nil }
	for name := range s.accounts {
		a := snap.Accounts[name]
		accounts[name] = &account{
			a.Account, a.Verifier, recovery{a.RecoveryCode, a.RecoveryAt},
			a.WaitUntil, a.CodeFlood, a.PasswordFlood, a.WrongPasswords, a.Paid,
			a.EmailEnd, a.PasswordEnd, a.PasswordKept, a.DeletionStart,
		}
		if accounts[name].name() != name {
			return errSnapshot
		}
	}
	for i, k := range snap.Keys {
		if !known(k.User) || !known(k.Verified) || keys[k.Caller.Key] != nil {
			return errSnapshot
		}
		keys[k.Caller.Key] = &authKey{
			caller: k.Caller, alias: alias("key", i), forgotten: k.Forgotten,
			user: accounts[k.User], half: k.Half, ended: k.Ended,
			challenge: k.Challenge, answerBy: k.AnswerBy, nonce: k.Nonce, verified: accounts[k.Verified], updates: k.updates(),
		}
	}
	logins, loginAliases := map[string]*loginToken{}, map[string]string{}
	for i, t := range snap.Logins {
		moved := t.From != "" && logins[t.From] != nil && len(t.Via) > 0
		if !known(t.Account) || !moved && keys[t.Key] == nil {
			return errSnapshot
		}
		logins[t.Token] = &loginToken{
			t.Expires, keys[t.Key], t.AppID, t.Except, accounts[t.Account], t.Used, logins[t.From], t.Via,
		}
		loginAliases[t.Token] = alias("qr", i)
	}
	for _, k := range snap.Keys {
		accepted := logins[k.Accepted]
		if k.Accepted != "" && (accepted == nil || accepted.account == nil) {
			return errSnapshot
		}
		keys[k.Caller.Key].accepted = accepted
	}
	for _, c := range snap.Codes {
		if accounts[c.Account] == nil || keys[c.Key] == nil || !slices.Contains(snap.Hashes, c.Hash) {
			return errSnapshot
		}
		live[c.Hash] = &sentCode{
			accounts[c.Account], keys[c.Key], c.Hash, c.Code, c.Delivery, c.At, c.Resends, c.Wrong, c.Right,
			c.Held, c.Address, c.SetUp, c.Payment, c.Settled,
		}
	}
	tokens, aliases := map[string]*account{}, map[string]string{}
	for i, t := range snap.Tokens {
		if !known(t.Account) {
			return errSnapshot
		}
		if t.Account != "" {
			tokens[t.Token] = accounts[t.Account]
		}
		aliases[t.Token] = alias("token", i)
	}
	s.accounts, s.keys, s.codes, s.tokens, s.logins = accounts, keys, live, tokens, logins
	s.challenges = map[string]challenge{}
	maps.Copy(s.challenges, snap.Challenges)
	s.log.keys, s.log.hashes, s.log.tokens, s.log.logins = map[string]string{}, map[string]string{}, aliases, loginAliases
	for name, key := range keys {
		s.log.keys[name] = key.alias
	}
	for i, hash := range snap.Hashes {
		s.log.hashes[hash] = alias("hash", i)
	}
	return nil
}

func (k keySnapshot) updates() []any {
	var updates []any
	for _, u := range k.Updates {
		if u.Sent == nil {
			updates = append(updates, UpdateLoginToken{})
		} else {
			updates = append(updates, UpdateSentPhoneCode{*u.Sent})
		}
	}
	return updates
}
