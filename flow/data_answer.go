package flow

import (
	"slices"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

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
	before := s.Last
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
	case PaymentWanted:
		same := a.Sent.Hash.Equal(s.Sent.Hash)
		s.takeSent(a.Sent, 0, e.Key, now)
		s.takePayment(a.Payment, same)
		s.takeMovedCode(moved)
	case LoginTokenShown:
		s.takeLoginToken(a, e.Call.Except, now)
		s.Last = inVain(before, "auth.importLoginToken", CallImportLoginToken.String())
	case LoginTokenMoved:
		s.LoginToken.Token, s.LoginToken.Expires = codes.Secret{}, time.Time{} // it was used
	case PasskeyOptions:
		s.Last = inVain(before, "auth.finishPasskeyLogin", "auth.finishFirebasePnvLogin", CallFinishPasskey.String())
		s.Passkey = a.Passkey
		s.Passkey.Key = e.Key
		s.Passkey.Options = bounded(a.Passkey.Options, maxTerms)
		s.Passkey.Nonce = bounded(a.Passkey.Nonce, maxWords)
	case PasswordWanted:
		if tokenSays(e.Call.Name) || tokenSays(s.Doubt) {
			s.Identifier = codes.Identifier{}
		}
		s.Password = a.Password
		s.Password.Hint = bounded(a.Password.Hint, maxWords)
		s.Password.RecoveryPattern = bounded(a.Password.RecoveryPattern, maxWords)
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
		if tokenSays(e.Call.Name) || tokenSays(s.Doubt) {
			s.Identifier = codes.Identifier{}
		}
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
	case Connected, LoginTokenAccepted:
	}
	if e.Call.Name == CallCancelCode && s.Identifier.IsZero() {
		// Who leaves has left, whatever becomes of the code.
		s.Last = nil
	}
}

// inVain returns why what a person has accepted or signed was in vain, so that they
// are told when there is something to try again with: the last error, if it is that
// of one of these methods.
func inVain(last *errors.Error, methods ...string) *errors.Error {
	if last != nil && slices.Contains(methods, last.Method) {
		return last
	}
	return nil
}

// tokenSays reports whether a call signs in whoever a token or a passkey belongs to,
// and not whose number was given before.
func tokenSays(c CallName) bool {
	switch c {
	case CallExportLoginToken, CallImportLoginToken, CallFinishPasskey, CallImportToken:
		return true
	default:
		return false
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
	aboutReset := CallDeclinePasswordReset
	if s.Password.ResetAt.IsZero() {
		aboutReset = CallResetPassword
	}
	s.settle(CallCheckPassword, CallRecoverPassword, CallDeleteAccount, aboutReset)
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
	case asked.Hash && (len(asked.Gives) > 0 || givesProof(asked.Call)):
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

// givesProof reports whether a call gives something for a code to come.
func givesProof(c CallName) bool {
	return c == CallRequestFirebaseSMS || c == CallCheckPaidAuth || c == CallAssignTransaction
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
