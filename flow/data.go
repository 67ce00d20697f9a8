package flow

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// The functions of this file copy an event's data into the state; the tables say
// where to go and never touch data.

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
	case InputEmailAddress:
		address, err := codes.Email(in.text.Reveal())
		if err != nil {
			return asError(err)
		}
		s.Email.Address = address
	case InputDeleteAccount:
		if in.text.Reveal() != DeleteMyAccount {
			return errors.Local(errors.NotConfirmed)
		}
	default: // what it carries is the call's
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
		call.To, call.Tokens = s.Identifier, s.FutureTokens
	case CallSignIn:
		call.Code, err = codes.ParseCode(in.text, s.Sent)
	case CallSendEmailCode:
		call.Email = s.Email.Address
	case CallVerifyEmail, CallSignInEmail:
		if in.name == InputEmailToken {
			call.TokenKind = in.kind
			call.Token, err = codes.ParseToken(in.text)
		} else {
			call.Code, err = codes.ParseCode(in.text, s.Sent)
		}
	case CallCheckPassword:
		if call.Hash = in.hash; call.Hash == nil {
			call.Password, err = codes.ParsePassword(in.text)
		}
	case CallCheckRecoveryCode:
		call.Code, err = codes.ParseCode(in.text, codes.Sent{})
	case CallRecoverPassword:
		if call.Hash = in.hash; call.Hash == nil && !in.removes {
			if call.Password, err = codes.ParsePassword(in.password); err != nil {
				break
			}
		}
		if call.Hint = in.words[0]; !call.Hint.IsZero() && call.Hint.Equal(call.Password) {
			return errors.Local(errors.NewSettingsInvalid) // it would be shown to whoever has a code
		}
		call.Code, err = codes.ParseCode(in.text, codes.Sent{})
	case CallDeleteAccount:
		if call.Hash = in.hash; call.Hash == nil {
			call.Password = in.password
		}
		call.Reason = in.words[0]
	case CallSignUp:
		call.FirstName, call.LastName = strings.TrimSpace(in.words[0].Reveal()), strings.TrimSpace(in.words[1].Reveal())
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
	default: // nothing else to carry
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
		s.takeSent(a.Sent, a.ResendAfter, e.Key, now)
		s.takeMovedCode(moved)
	case EmailWanted:
		s.takeSent(a.Sent, 0, e.Key, now)
		s.Email = a.Email
		s.Email.SetUp, s.Email.Address = true, codes.Identifier{}
		s.takeMovedCode(moved)
	case EmailCodeSent:
		s.takeEmailCode(a, e.Key, now)
		s.takeMovedCode(moved)
	case PasswordWanted:
		s.Password = a.Password
		s.Password.Hint = bounded(a.Password.Hint, maxWords)
		if !s.Sent.IsZero() {
			s.Rejected, s.Attempts = nil, 0 // the code was right; others are to come
		}
		s.settleHalf()
	case RecoverySent:
		s.Password.RecoveryPattern, s.Password.RecoveryChecked = bounded(a.Pattern, maxWords), false
		s.Rejected, s.Attempts = nil, 0
	case ResetPending:
		s.Password.ResetAt = a.Until
	case RegistrationWanted:
		s.Terms, s.TermsAccepted = a.Terms, false
		s.Terms.ID, s.Terms.Text = bounded(a.Terms.ID, maxTerms), bounded(a.Terms.Text, maxTerms)
	case Authorized:
		s.takeAccount(a.Account, e.Call.Name)
		s.addFutureToken(a.FutureToken)
		s.settle(CallLogOut, CallDeleteAccount, CallResetPassword, CallDeclinePasswordReset)
	case Moved:
		s.takeMoved(&asked, moved)
	case Refused:
		m.takeRefusal(s, &e.Call, refusal, m.holds(AboutGiven, s, &e.Call, refusal, now), now)
	case NotSent:
		s.lose(errors.NotSent, method, a.Err)
	case Unanswered:
		m.countAttempt(s, &e.Call)
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
	case Done:
		switch e.Call.Name {
		case CallCheckRecoveryCode:
			s.Password.RecoveryChecked = true
		case CallResetPassword, CallDeclinePasswordReset:
			s.Password.ResetAt = time.Time{}
		default:
			s.addFutureToken(a.FutureToken)
		}
	case Connected:
	}
	if e.Call.Name == CallCancelCode && s.Identifier.IsZero() {
		// Who leaves has left, whatever becomes of the code.
		s.Last = nil
	}
}

// settle ends a doubt: the server has said how far a login has come. Only if
// the call in doubt is one that should have ended this, nothing came of it, and
// the person is told why.
func (s *State) settle(unlessAbout ...CallName) {
	if !slices.Contains(unlessAbout, s.Doubt) {
		s.Last = nil
	}
	s.Doubt = NoCall
}

// settleHalf ends a doubt: the login is half signed in. What is known of its
// password shows whether anything came of the call in doubt.
func (s *State) settleHalf() {
	unlessAbout := []CallName{CallCheckPassword, CallRecoverPassword, CallDeleteAccount}
	if s.Password.ResetAt.IsZero() {
		unlessAbout = append(unlessAbout, CallResetPassword)
	} else {
		unlessAbout = append(unlessAbout, CallDeclinePasswordReset)
	}
	s.settle(unlessAbout...)
}

// afterCode reports whether a call is made once a code was right: that the password
// is needed is no news then, and no step forward.
func afterCode(c CallName) bool {
	switch c {
	case CallCheckPassword, CallRequestRecovery, CallCheckRecoveryCode, CallRecoverPassword,
		CallResetPassword, CallDeclinePasswordReset, CallDeleteAccount, CallLogOut:
		return true
	default:
		return false
	}
}

// takeMovedCode tells a person who gave a code in vain that another one is on its
// way, unless it is not known yet that it was in vain.
func (s *State) takeMovedCode(moved *errors.Error) {
	if s.Doubt != CallSignIn && s.Doubt != CallSignInEmail { // else nothing came of the code that was given
		s.Last = moved
	}
}

// takeAccount keeps who is signed in. What goes with a sign-in only is not asked
// for by WhoAmI, and stays.
func (s *State) takeAccount(a Account, asked CallName) {
	if s.phase() != Ready {
		// It is not wanted any more; that somebody has asked to reset it is news.
		s.Password, s.PasswordAttempts = PasswordInfo{ResetAt: s.Password.ResetAt}, 0
	}
	if asked == CallWhoAmI && a.ID == s.Account.ID {
		a.SetupPasswordRequired, a.OtherwiseReloginDays = s.Account.SetupPasswordRequired, s.Account.OtherwiseReloginDays
		a.TmpSessions = s.Account.TmpSessions
	}
	for _, text := range []*string{&a.ID, &a.Username, &a.FirstName, &a.LastName} {
		*text = bounded(*text, maxWords)
	}
	s.Account = a
}

// MaxFutureTokens is how many future auth tokens are kept; then the oldest goes
// (core.telegram.org/api/auth#future-auth-tokens).
const MaxFutureTokens = 20

// addFutureToken keeps a token, if there is one, as the newest.
func (s *State) addFutureToken(token codes.Secret) {
	if token.IsZero() || len(token.Reveal()) > maxWords {
		return
	}
	tokens := make([]codes.Secret, 0, len(s.FutureTokens)+1)
	for _, old := range s.FutureTokens {
		if !old.Equal(token) {
			tokens = append(tokens, old)
		}
	}
	tokens = append(tokens, token)
	s.FutureTokens = tokens[max(len(tokens)-MaxFutureTokens, 0):]
}

// takeMoved keeps that a call must be made elsewhere. It is forgotten when the
// call is answered there; but if a person gave something with a hash, they must
// give the new code in its place.
func (s *State) takeMoved(asked *CallRow, before *errors.Error) {
	reason := errors.UserMigrate
	switch {
	case asked.Hash && len(asked.Gives) > 0:
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

// takeSent keeps a sent code. What was called wrong belongs to its hash, and an
// e-mail has another code than all else.
func (s *State) takeSent(sent codes.Sent, resendAfter time.Duration, key string, now time.Time) {
	if !sent.Hash.Equal(s.Sent.Hash) || (sent.Delivery == codes.Mail) != (s.Sent.Delivery == codes.Mail) {
		s.Rejected, s.Attempts = nil, 0
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
	if resendAfter > 0 {
		sent.ResendAt = now.Add(resendAfter)
	}
	s.Sent = sent
}

// takeEmailCode keeps a code sent by e-mail. To an address that is being set up it
// comes under the hash that is there; but it is a new code, to be tried anew.
func (s *State) takeEmailCode(a EmailCodeSent, key string, now time.Time) {
	sent, pattern := a.Sent, ""
	if s.Sent.Delivery == codes.Mail {
		pattern = s.Sent.Pattern
	}
	if sent.Hash.IsZero() {
		s.Rejected, s.Attempts = nil, 0
		sent.Hash, sent.To = s.Sent.Hash, s.Sent.To
	} else {
		s.Email = a.Email
		s.Email.SetUp, s.Email.Address = false, codes.Identifier{}
	}
	if sent.Pattern == "" {
		sent.Pattern = pattern // as TDLib has it (td/telegram/AuthManager.cpp)
	}
	sent.Delivery = codes.Mail
	s.takeSent(sent, a.ResendAfter, key, now)
}

// takeRefusal keeps why, and until when.
func (m *Machine) takeRefusal(s *State, c *Call, refusal *errors.Error, aboutGiven bool, now time.Time) {
	switch {
	case refusal.Reason == errors.SessionPasswordNeeded && !afterCode(c.Name):
		s.settleHalf() // no failure: it names the next step
		return
	case refusal.Reason == errors.PhoneNumberUnoccupied && (c.Name == CallSignIn || c.Name == CallSignInEmail):
		return // nor is this one
	case refusal.Class == errors.SessionLost && (c.Name == CallLogOut || s.Doubt == CallLogOut),
		refusal.Reason == errors.UserDeactivated && (c.Name == CallDeleteAccount || s.Doubt == CallDeleteAccount):
		s.Last = nil // nobody is signed in, or there is no account, as was wanted
		return
	}
	last := storable(*refusal)
	s.Last = &last
	if aboutGiven || last.Class == errors.Transient {
		m.countAttempt(s, c)
		if givesCode(c.Name) && last.Class == errors.Reenter {
			s.Rejected = append(slices.Clip(s.Rejected), s.codeDigest(c))
			s.Password.RecoveryChecked = false
		}
	}
	if last.Class == errors.Wait && last.Wait > 0 {
		last.RetryAt = now.Add(last.Wait)
	}
	if last.Class == errors.Wait && !last.RetryAt.IsZero() {
		s.addWait(Wait{Call: c.Name, About: s.about(c), Until: last.RetryAt}, now)
	}
	switch last.Reason {
	case errors.SendCodeUnavailable:
		// The code that is out stays good; only the way to another one is
		// closed.
		s.Sent.Next = codes.NoDelivery
	case errors.TaskAlreadyExists:
		// When it was asked for is not said; not longer ago than now
		// (td/telegram/AuthManager.cpp does the same).
		if s.Email.ResetAt.IsZero() {
			s.Email.ResetAt = now.Add(s.Email.ResetAfter)
		}
		if now.Before(s.Email.ResetAt) {
			last.RetryAt = s.Email.ResetAt
		}
	case errors.PasswordRecoveryNA:
		s.Password.HasRecovery = false
	case errors.ResetRequestMissing:
		s.Password.ResetAt = time.Time{}
	default:
	}
}

// givesCode reports whether a call gives a code, which the server examines.
func givesCode(c CallName) bool {
	switch c {
	case CallSignIn, CallSignInEmail, CallVerifyEmail, CallCheckRecoveryCode, CallRecoverPassword:
		return true
	default:
		return false
	}
}

// countAttempt counts a code or password that the server examined, or may have.
func (m *Machine) countAttempt(s *State, c *Call) {
	switch {
	case givesCode(c.Name):
		s.Attempts++
	case c.Name == CallCheckPassword, c.Name == CallDeleteAccount && c.HasPassword() && !m.holds(IsSignedIn, s, c, nil, time.Time{}):
		s.PasswordAttempts++
	default:
	}
}

// exhausted reports whether what the phase waits for has been tried as often as
// the limits allow.
func (m *Machine) exhausted(s *State) bool {
	switch s.phase() {
	case WaitCode, WaitEmailAddress, WaitEmailCode, WaitRecoveryCode:
		return s.Attempts >= limit(m.Limits.CodeAttempts)
	case WaitPassword:
		return s.PasswordAttempts >= limit(m.Limits.PasswordAttempts)
	default:
		return false
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
		s.Sent = codes.Sent{}
	}
	if d&KeepTries == 0 {
		s.Rejected, s.Attempts = nil, 0
	}
	if d&KeepEmail == 0 {
		s.Email = EmailInfo{}
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
