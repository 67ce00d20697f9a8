package flow

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A Record is all there is to keep of a login: state and session. Its bytes
// hold the phone number, the hash and the session, which is the account once
// signed in: they are the one thing to protect. Printed, a Record shows no
// secret.
type Record struct {
	// Realm says which application and environment the record belongs to, as
	// in "telegram/12345/test".
	Realm string
	// Login tells this login from others that are kept under the same id, one
	// after the other. It is random and no secret.
	Login   string
	State   State
	Session Session
}

// recordVersion is the version of the form below. The form is not frozen
// before v1.
const recordVersion = 1

// record is the stored form: phases and calls by name, times absolute.
type record struct {
	Version int       `json:"v"`
	Realm   string    `json:"realm,omitempty"`
	Login   string    `json:"login,omitempty"`
	Phase   Phase     `json:"phase"`
	Pending *pending  `json:"pending,omitempty"`
	Doubt   *CallName `json:"doubt,omitempty"`
	Calls   uint64    `json:"calls,omitempty"`
	Repeats int       `json:"repeats,omitempty"`
	Chain   int       `json:"chain,omitempty"`

	Kind             codes.Kind    `json:"kind,omitzero"`
	Identifier       string        `json:"identifier,omitempty"`
	Sent             *sent         `json:"sent,omitempty"`
	Rejected         []digest      `json:"rejected,omitempty"`
	Attempts         int           `json:"attempts,omitempty"`
	Email            *email        `json:"email,omitempty"`
	Password         PasswordInfo  `json:"password,omitzero"`
	PasswordAttempts int           `json:"password_attempts,omitempty"`
	Exhausted        bool          `json:"exhausted,omitempty"`
	Terms            *Terms        `json:"terms,omitempty"`
	TermsAccepted    bool          `json:"terms_accepted,omitempty"`
	LoginToken       *loginToken   `json:"login_token,omitempty"`
	Passkey          *PasskeyInfo  `json:"passkey,omitempty"`
	Payment          *PaymentInfo  `json:"payment,omitempty"`
	Account          *Account      `json:"account,omitempty"`
	FutureTokens     [][]byte      `json:"future_tokens,omitempty"` // bytes on the wire
	Expires          time.Time     `json:"expires,omitzero"`
	Waits            []wait        `json:"waits,omitempty"`
	Last             *errors.Error `json:"last,omitempty"`

	Key     string `json:"key,omitempty"`
	Session []byte `json:"session,omitempty"`
}

type pending struct {
	Call   CallName  `json:"call"`
	Number uint64    `json:"number"`
	Until  time.Time `json:"until"`
}

type wait struct {
	Call  CallName  `json:"call"`
	About digest    `json:"about"`
	Until time.Time `json:"until"`
}

// digest is a Digest in hexadecimal.
type digest Digest

func (d digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

func (d *digest) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(d)) {
		return badRecord(nil)
	}
	_, err := hex.Decode(d[:], text)
	return err
}

type sent struct {
	Kind      codes.Kind     `json:"kind"`
	To        string         `json:"to"`
	Hash      []byte         `json:"hash"` // bytes on the wire, so maybe no text
	Key       string         `json:"key"`
	Delivery  codes.Delivery `json:"delivery"`
	Length    int            `json:"length,omitempty"`
	Pattern   string         `json:"pattern,omitempty"`
	Prefix    string         `json:"prefix,omitempty"`
	URL       string         `json:"url,omitempty"`
	Beginning string         `json:"beginning,omitempty"`
	Firebase  *firebase      `json:"firebase,omitempty"`
	Next      codes.Delivery `json:"next,omitzero"`
	ResendAt  time.Time      `json:"resend_at,omitzero"`
	Purpose   codes.Purpose  `json:"purpose,omitzero"`
}

// firebase is a codes.Firebase with its secrets.
type firebase struct {
	Nonce              []byte        `json:"nonce,omitempty"`
	PlayIntegrityNonce []byte        `json:"play_integrity_nonce,omitempty"`
	PlayIntegrity      int64         `json:"play_integrity_project,omitempty"`
	Receipt            []byte        `json:"receipt,omitempty"`
	PushTimeout        time.Duration `json:"push_timeout_ns,omitempty"`
}

func storedFirebase(f codes.Firebase) *firebase {
	if f.IsZero() {
		return nil
	}
	return &firebase{
		[]byte(f.Nonce.Reveal()), []byte(f.PlayIntegrityNonce.Reveal()), f.PlayIntegrityProject,
		[]byte(f.Receipt.Reveal()), f.PushTimeout,
	}
}

func (f *firebase) restore() codes.Firebase {
	if f == nil {
		return codes.Firebase{}
	}
	return codes.Firebase{
		Nonce: codes.NewSecret(string(f.Nonce)), PlayIntegrityNonce: codes.NewSecret(string(f.PlayIntegrityNonce)),
		PlayIntegrityProject: f.PlayIntegrity, Receipt: codes.NewSecret(string(f.Receipt)), PushTimeout: f.PushTimeout,
	}
}

// loginToken is a LoginToken with its secret.
type loginToken struct {
	Token   []byte    `json:"token,omitempty"` // bytes on the wire
	Expires time.Time `json:"expires,omitzero"`
	Except  []int64   `json:"except,omitempty"`
}

// email is an EmailInfo with its address in full, next to its other fields.
type email struct {
	EmailInfo
	Kind    codes.Kind `json:"kind,omitzero"`
	Address string     `json:"address,omitempty"`
}

// MarshalBinary returns the record's bytes: versioned JSON, secrets included.
func (r Record) MarshalBinary() ([]byte, error) {
	s := &r.State
	w := record{
		Version: recordVersion,
		Realm:   r.Realm,
		Login:   r.Login,
		Phase:   s.phase(),
		Calls:   s.Calls, Repeats: s.Repeats, Chain: s.Chain,
		Kind: s.Identifier.Kind(), Identifier: s.Identifier.Reveal(),
		Attempts: s.Attempts,
		Password: s.Password, PasswordAttempts: s.PasswordAttempts, Exhausted: s.Exhausted,
		TermsAccepted: s.TermsAccepted,
		Expires:       s.Expires,
		Last:          s.Last,
		Key:           r.Session.Fingerprint(),
		Session:       r.Session.Bytes(),
	}
	if s.Pending.Call != NoCall {
		w.Pending = &pending{s.Pending.Call, s.Pending.Number, s.Pending.Until}
	}
	if s.Doubt != NoCall {
		w.Doubt = &s.Doubt
	}
	if !s.Sent.IsZero() {
		w.Sent = &sent{
			s.Sent.To.Kind(), s.Sent.To.Reveal(), []byte(s.Sent.Hash.Reveal()), s.Sent.Key,
			s.Sent.Delivery, s.Sent.Length, s.Sent.Pattern, s.Sent.Prefix, s.Sent.URL.Reveal(),
			s.Sent.Beginning, storedFirebase(s.Sent.Firebase), s.Sent.Next, s.Sent.ResendAt, s.Sent.Purpose,
		}
	}
	if !s.Email.isZero() {
		w.Email = &email{s.Email, s.Email.Address.Kind(), s.Email.Address.Reveal()}
	}
	for _, x := range s.FutureTokens {
		w.FutureTokens = append(w.FutureTokens, []byte(x.Reveal()))
	}
	if s.Terms != (Terms{}) {
		w.Terms = &s.Terms
	}
	if t := &s.LoginToken; !t.isZero() {
		w.LoginToken = &loginToken{[]byte(t.Token.Reveal()), t.Expires, t.Except}
	}
	if s.Passkey != (PasskeyInfo{}) {
		w.Passkey = &s.Passkey
	}
	if s.Payment != (PaymentInfo{}) {
		w.Payment = &s.Payment
	}
	if s.Account != (Account{}) {
		w.Account = &s.Account
	}
	for _, x := range s.Rejected {
		w.Rejected = append(w.Rejected, digest(x))
	}
	for _, x := range s.Waits {
		w.Waits = append(w.Waits, wait{x.Call, digest(x.About), x.Until})
	}
	return json.Marshal(w)
}

// UnmarshalBinary reads what MarshalBinary wrote. Bytes of another version,
// with unknown fields or with values that make no sense are
// [errors.BadRecord]; then the record is unchanged.
func (r *Record) UnmarshalBinary(data []byte) error {
	var w record
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return badRecord(err)
	}
	if _, err := d.Token(); err != io.EOF || w.Version != recordVersion {
		return badRecord(nil)
	}
	s := State{
		Phase: w.Phase,
		Calls: w.Calls, Repeats: w.Repeats, Chain: w.Chain,
		Key:      w.Key,
		Attempts: w.Attempts,
		Password: w.Password, PasswordAttempts: w.PasswordAttempts, Exhausted: w.Exhausted,
		TermsAccepted: w.TermsAccepted,
		Expires:       w.Expires,
		Last:          w.Last,
	}
	if s.Phase == noPhase || s.Repeats < 0 || s.Chain < 0 || s.Attempts < 0 || s.PasswordAttempts < 0 {
		return badRecord(nil)
	}
	var err error
	if s.Identifier, err = identifier(w.Kind, w.Identifier); err != nil {
		return err
	}
	if w.Pending != nil {
		s.Pending = Pending(*w.Pending)
		if s.Pending.Call == NoCall || s.Pending.Number == 0 || s.Pending.Number > s.Calls {
			return badRecord(nil)
		}
	}
	if w.Doubt != nil {
		s.Doubt = *w.Doubt
	}
	if w.Sent != nil {
		x := w.Sent
		to, err := identifier(x.Kind, x.To)
		if err != nil {
			return err
		}
		s.Sent = codes.Sent{
			To: to, Hash: codes.NewSecret(string(x.Hash)), Key: x.Key,
			Delivery: x.Delivery, Length: x.Length, Pattern: x.Pattern, Prefix: x.Prefix, URL: codes.NewSecret(x.URL),
			Beginning: x.Beginning, Firebase: x.Firebase.restore(), Next: x.Next, ResendAt: x.ResendAt, Purpose: x.Purpose,
		}
	}
	if w.Email != nil {
		s.Email = w.Email.EmailInfo
		if s.Email.Address, err = identifier(w.Email.Kind, w.Email.Address); err != nil {
			return err
		}
	}
	for _, x := range w.FutureTokens {
		s.FutureTokens = append(s.FutureTokens, codes.NewSecret(string(x)))
	}
	if w.Terms != nil {
		s.Terms = *w.Terms
	}
	if t := w.LoginToken; t != nil {
		s.LoginToken = LoginToken{Token: codes.NewSecret(string(t.Token)), Expires: t.Expires, Except: t.Except}
	}
	if w.Passkey != nil {
		s.Passkey = *w.Passkey
	}
	if w.Payment != nil {
		s.Payment = *w.Payment
	}
	if w.Account != nil {
		s.Account = *w.Account
	}
	for _, x := range w.Rejected {
		s.Rejected = append(s.Rejected, Digest(x))
	}
	for _, x := range w.Waits {
		s.Waits = append(s.Waits, Wait{x.Call, Digest(x.About), x.Until})
	}
	*r = Record{Realm: w.Realm, Login: w.Login, State: s, Session: NewSession(w.Key, w.Session)}
	return nil
}

// identifier restores an identifier that was stored in its canonical form.
func identifier(kind codes.Kind, value string) (codes.Identifier, error) {
	if value == "" {
		return codes.Identifier{}, nil
	}
	parse := codes.ParsePhone
	switch kind {
	case codes.KindEmail:
		parse = codes.Email
	case codes.KindName:
		parse = codes.Name
	case codes.KindPhone, codes.NoKind:
	}
	id, err := parse(value)
	if err != nil {
		return id, badRecord(nil)
	}
	return id, nil
}

func badRecord(cause error) error {
	e := errors.Local(errors.BadRecord)
	e.Err = cause
	return e
}
