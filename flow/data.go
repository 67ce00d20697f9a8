package flow

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// The functions of this file copy an event's data into the state, whatever the
// phase; the tables say where to go and never touch data.

// takeInput copies what a person said. It refuses what cannot be meant.
func (s *State) takeInput(in *Input) *errors.Error {
	switch in.name {
	case InputPhoneNumber:
		who := in.who
		if who.IsZero() {
			var err error
			if who, err = codes.ParsePhone(in.text.Reveal()); err != nil {
				return asError(err)
			}
		}
		s.Identifier = who
	case InputToken:
		s.Identifier = codes.Identifier{} // the token says who
	case InputCancel:
		s.Identifier = codes.Identifier{}
	case InputAcceptTerms:
		if s.Terms == (Terms{}) || in.text.Reveal() != s.Terms.ID {
			return errors.Local(errors.TermsNotAccepted)
		}
		s.TermsAccepted = true
	case noInput, InputCode, InputResend, InputPassword, InputRegister, InputPoll, InputLogOut, inputs:
	}
	return nil
}

// maxName is the longest name, in characters, that a client offers
// (TDLib: td/telegram/AuthManager.cpp, MAX_NAME_LENGTH).
const maxName = 64

// prepare fills in a call from the state, from what was just typed, and from the
// call that was just answered. After an error the call is of no use.
func (m *Machine) prepare(s *State, call *Call, name CallName, asked *Call, in *Input) *errors.Error {
	row := m.tables().call(name)
	if row == nil {
		return errors.Local(errors.NotAllowed)
	}
	call.Name = name
	if row.Hash {
		call.Sent = s.Sent
	}
	var err error
	switch name {
	case CallSendCode:
		call.To = s.Identifier
	case CallSignIn:
		call.Code, err = codes.ParseCode(in.text, s.Sent)
	case CallCheckPassword:
		call.Password, err = codes.ParsePassword(in.text)
	case CallSignUp:
		call.FirstName, call.LastName = strings.TrimSpace(in.names[0]), strings.TrimSpace(in.names[1])
		call.Quiet = in.quiet
		switch {
		case call.FirstName == "" || utf8.RuneCountInString(call.FirstName) > maxName:
			return errors.Local(errors.FirstnameInvalid)
		case utf8.RuneCountInString(call.LastName) > maxName:
			return errors.Local(errors.LastnameInvalid)
		}
	case CallConnect, CallImportToken:
		call.Token, call.TokenKind = asked.Token, asked.TokenKind
		if in.name == InputToken {
			call.TokenKind = in.kind
			call.Token, err = codes.ParseToken(in.text)
		}
	case NoCall, CallResendCode, CallCancelCode, CallWhoAmI, CallLogOut, calls:
	}
	if err != nil {
		return asError(err)
	}
	return nil
}

// asError returns err as the typed error that package codes promises.
func asError(err error) *errors.Error {
	if e, ok := errors.AsType[*errors.Error](err); ok {
		return e
	}
	return errors.Local(errors.NotAllowed)
}

// refusalIn returns the refusal that an answer is, or nil.
func refusalIn(a Answer) *errors.Error {
	r, ok := a.(Refused)
	switch {
	case !ok:
		return nil
	case r.Err == nil:
		return &errors.Error{}
	default:
		return r.Err
	}
}

// takeAnswer copies what a server said.
func (m *Machine) takeAnswer(s *State, e *Answered, refusal *errors.Error, now time.Time) {
	var asked CallRow
	if row := m.tables().call(e.Call.Name); row != nil {
		asked = *row
	}
	method := e.Call.Name.String()
	var moved *errors.Error
	if s.Last != nil && s.Last.Reason == errors.CodeMoved {
		moved = s.Last
	}
	if e.Call.Name != CallWhoAmI {
		s.Last = nil
	}
	switch a := e.Answer.(type) {
	case CodeSent:
		s.takeSent(a, e.Key, now)
		if s.Doubt != CallSignIn { // else nothing came of the code that was given
			s.Last = moved // the person gave the old one, and must be told
		}
	case PasswordWanted:
		s.Password = a.Password
		s.Password.Hint = bounded(a.Password.Hint, maxWords)
		s.settle(CallCheckPassword)
	case RegistrationWanted:
		s.Terms, s.TermsAccepted = a.Terms, false
		s.Terms.ID, s.Terms.Text = bounded(a.Terms.ID, maxTerms), bounded(a.Terms.Text, maxTerms)
	case Authorized:
		s.Account = Account{
			ID: bounded(a.Account.ID, maxWords), Username: bounded(a.Account.Username, maxWords),
			FirstName: bounded(a.Account.FirstName, maxWords), LastName: bounded(a.Account.LastName, maxWords),
		}
		s.settle(CallLogOut)
	case Moved:
		s.takeMoved(&asked, moved)
	case Refused:
		m.takeRefusal(s, &e.Call, refusal, m.holds(AboutGiven, s, &e.Call, refusal, now), now)
	case NotSent:
		s.lose(errors.NotSent, method, a.Err)
	case Unanswered:
		m.countAttempt(s, e.Call.Name)
		s.lose(errors.Unanswered, method, a.Err)
	case Unsupported:
		s.Last = errors.Local(errors.Unsupported)
		s.Last.Method, s.Last.Text = method, bounded(a.Wanted, maxWords)
	case Nobody:
		switch s.Doubt {
		case NoCall:
			s.Last = errors.Local(errors.AuthKeyUnregistered)
			s.Last.Method = method
		case CallLogOut:
			s.Last = nil
		default:
		}
	case Connected, Done:
	}
	if e.Call.Name == CallCancelCode && s.Identifier.IsZero() {
		// Who leaves has left, whatever becomes of the code.
		s.Last = nil
	}
}

// settle ends a doubt: the server has said how far a login has come. Only if
// the call in doubt is the one that should have ended this, nothing came of it,
// and the person is told why.
func (s *State) settle(unlessAbout CallName) {
	if s.Doubt != unlessAbout {
		s.Last = nil
	}
	s.Doubt = NoCall
}

// takeMoved keeps that a call must be made elsewhere. It is forgotten when the
// call is answered there; but if a person gave something with a hash, they must
// give the new code in its place.
func (s *State) takeMoved(asked *CallRow, before *errors.Error) {
	reason := errors.UserMigrate
	switch {
	case asked.Hash && asked.Gives != errors.AboutNothing:
		reason = errors.CodeMoved
	case before != nil:
		s.Last = before
		return
	case s.Last != nil: // why there is a doubt
		return
	}
	s.Last = errors.Local(reason)
	s.Last.Method = asked.Call.String()
}

// takeSent keeps a sent code. What was called wrong belongs to its hash.
func (s *State) takeSent(a CodeSent, key string, now time.Time) {
	sent := a.Sent
	if !sent.Hash.Equal(s.Sent.Hash) {
		s.Rejected, s.Attempts, s.Exhausted = nil, 0, false
	}
	if sent.To.IsZero() {
		sent.To = s.Identifier
	}
	for _, text := range []*string{&sent.Pattern, &sent.Prefix, &sent.Beginning} {
		*text = bounded(*text, maxWords)
	}
	sent.URL = codes.NewSecret(bounded(sent.URL.Reveal(), maxWords))
	sent.Key = key
	sent.ResendAt = time.Time{}
	if a.ResendAfter > 0 {
		sent.ResendAt = now.Add(a.ResendAfter)
	}
	s.Sent = sent
}

// takeRefusal keeps why, and until when.
func (m *Machine) takeRefusal(s *State, c *Call, refusal *errors.Error, aboutGiven bool, now time.Time) {
	switch {
	case refusal.Reason == errors.SessionPasswordNeeded && c.Name != CallLogOut:
		s.settle(CallCheckPassword) // no failure: it names the next step
		return
	case refusal.Reason == errors.PhoneNumberUnoccupied && c.Name == CallSignIn:
		return // nor is this one
	case refusal.Class == errors.SessionLost && (c.Name == CallLogOut || s.Doubt == CallLogOut):
		s.Last = nil // nobody is signed in, as was wanted
		return
	}
	last := storable(*refusal)
	s.Last = &last
	if aboutGiven || last.Class == errors.Transient {
		m.countAttempt(s, c.Name)
		if c.Name == CallSignIn && last.Class == errors.Reenter {
			s.Rejected = append(slices.Clip(s.Rejected), codeDigest(c))
		}
	}
	if last.Class == errors.Wait && last.Wait > 0 {
		last.RetryAt = now.Add(last.Wait)
		s.addWait(Wait{Call: c.Name, About: s.about(c), Until: last.RetryAt}, now)
	}
	if last.Reason == errors.SendCodeUnavailable {
		// The code that is out stays good; only the way to another one is
		// closed.
		s.Sent.Next = codes.NoDelivery
	}
}

// countAttempt counts a code or password that the server examined, or may have.
func (m *Machine) countAttempt(s *State, c CallName) {
	switch c {
	case CallSignIn:
		s.Attempts++
		s.Exhausted = s.Attempts >= limit(m.Limits.CodeAttempts)
	case CallCheckPassword:
		s.PasswordAttempts++
		s.Exhausted = s.PasswordAttempts >= limit(m.Limits.PasswordAttempts)
	default:
	}
}

// lose keeps that a call was not sent, or not answered. While in doubt, the
// reason of the doubt is kept.
func (s *State) lose(r errors.Reason, method string, err error) {
	if s.Doubt != NoCall && s.Last != nil {
		return
	}
	s.Last = errors.Local(r)
	s.Last.Method, s.Last.Err = method, err
	// Where it is known why nothing was sent (errors.NoKey, errors.UnknownDC,
	// errors.InsecureServer), that says more: to try again is no help.
	if known, ok := errors.AsType[*errors.Error](err); ok && r == errors.NotSent {
		why := storable(*known)
		s.Last.Reason, s.Last.Class, s.Last.Text = why.Reason, why.Class, why.Text
		s.Last.Err = notSent{err}
	}
}

// maxWaits bounds what a server can make us remember.
const maxWaits = 16

// addWait keeps a wait, dropping those that are over.
func (s *State) addWait(w Wait, now time.Time) {
	waits := make([]Wait, 0, len(s.Waits)+1)
	for _, old := range s.Waits {
		if now.Before(old.Until) && (old.Call != w.Call || old.About != w.About) {
			waits = append(waits, old)
		}
	}
	waits = append(waits, w)
	if len(waits) > maxWaits {
		waits = waits[1:]
	}
	s.Waits = waits
}

// keep drops all data that a phase does not keep.
func (s *State) keep(d Data) {
	if d&KeepIdentifier == 0 {
		s.Identifier = codes.Identifier{}
	}
	if d&KeepSent == 0 {
		s.Sent, s.Rejected, s.Attempts = codes.Sent{}, nil, 0
	}
	if d&KeepPassword == 0 {
		s.Password, s.PasswordAttempts = PasswordInfo{}, 0
	}
	if d&KeepTerms == 0 {
		s.Terms, s.TermsAccepted = Terms{}, false
	}
	if d&KeepAccount == 0 {
		s.Account = Account{}
	}
}

// notSent is the cause of a call that was not sent for a known reason.
type notSent struct{ cause error }

func (e notSent) Error() string   { return e.cause.Error() }
func (e notSent) Unwrap() []error { return []error{errors.NotSent, e.cause} }

// storable makes an error of a transport's own making fit to be stored: its
// reason a word, its class one of the classes, its text bounded.
func storable(e errors.Error) errors.Error {
	if !e.Reason.Valid() {
		e.Reason = errors.FromRPC(e.Method, e.Code, string(e.Reason)).Reason
	}
	if e.Class > errors.Transient {
		e.Class = errors.Unknown
	}
	e.Text = bounded(e.Text, maxWords)
	return e
}

// What a server says for people to read is kept up to these numbers of bytes.
const (
	maxWords = 1 << 10
	maxTerms = 256 << 10
)

// bounded cuts a text, and leaves out what is not UTF-8: that could not be
// stored as it is.
func bounded(text string, limit int) string {
	if len(text) > limit {
		text = text[:limit]
	}
	return strings.ToValidUTF8(text, "")
}
