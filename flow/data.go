package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// The functions of the files data*.go copy an event's data into the state; the
// tables say where to go and never touch data.

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
	case InputRequestQRCode:
		if !slices.Equal(s.LoginToken.Except, in.ids) {
			// The token that is shown can still be accepted by them.
			s.LoginToken = LoginToken{Except: in.ids}
		}
	case InputPaid:
		s.Payment.FormID = in.number
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
	case CallResendCode:
		call.Reason = codes.NewSecret(bounded(in.words[0].Reveal(), maxWords))
	case CallSignIn:
		call.Code, err = codes.ParseCode(in.text, s.Sent)
	case CallRequestFirebaseSMS, CallAssignTransaction:
		err = call.takeProof(in)
		call.Payment = s.Payment
	case CallReportMissingCode:
		call.MNC = codes.NewSecret(bounded(in.text.Reveal(), maxWords))
	case CallCheckPaidAuth, CallCanPurchaseStore:
		call.Payment = s.Payment
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
	case CallConnect:
		call.For = asked.For
		err = s.identify(call, asked, in)
	case CallCancelCode:
		call.For = asked.For
	case CallImportToken, CallExportLoginToken, CallImportLoginToken, CallInitPasskey:
		err = s.identify(call, asked, in)
	case CallFinishPasskey:
		call.Firebase, call.From = s.Passkey.Firebase, s.Passkey.Key
		if in.firebase {
			call.Token, err = codes.ParseToken(in.text)
		} else {
			call.Passkey, err = parsePasskey(in.text)
		}
	default: // nothing else to carry
	}
	if err != nil {
		return asError(err)
	}
	return nil
}

// identify fills in what says who signs in, where that is no number: from what was
// just typed, or from a Connect that came before.
func (s *State) identify(call, asked *Call, in *Input) (err error) {
	switch in.name {
	case InputToken:
		call.TokenKind, call.DC = in.kind, int(in.number)
		call.Token, err = codes.ParseToken(in.text)
		return err
	case InputRequestQRCode:
		call.Except = in.ids
		return nil
	case InputRequestPasskey:
		call.Firebase = in.firebase
		return nil
	default:
	}
	switch call.Name {
	case CallConnect:
		call.Token, call.TokenKind, call.DC = asked.Token, asked.TokenKind, asked.DC
		call.Except, call.Firebase = asked.Except, asked.Firebase
	case CallImportToken:
		call.Token, call.TokenKind, call.DC = asked.Token, asked.TokenKind, asked.DC
	case CallImportLoginToken:
		call.Token = asked.Token
	case CallExportLoginToken:
		if call.Except = asked.Except; call.Except == nil {
			call.Except = s.LoginToken.Except
		}
	case CallInitPasskey:
		if call.Firebase = asked.Firebase; asked.Name != CallConnect {
			call.Firebase = s.Passkey.Firebase // the options are used up, and others are wanted
		}
	default:
	}
	return nil
}

// maxReceipt is the longest proof or receipt, in bytes; those of the stores have a few
// thousand.
const maxReceipt = 256 << 10

// takeProof takes a proof for Firebase, or a store's receipt. That is no text, so
// nothing is known of it but its kind.
func (c *Call) takeProof(in *Input) error {
	kinds := []string{PlayIntegrityProof, SafetyNetProof, IOSPushProof}
	if c.Name == CallAssignTransaction {
		kinds = []string{AppStore, PlayMarket}
	}
	switch {
	case !slices.Contains(kinds, in.kind):
		return errors.Local(errors.NotAllowed)
	case in.text.IsZero():
		return errors.Local(errors.TokenMissing)
	case len(in.text.Reveal()) > maxReceipt:
		return errors.Local(errors.TokenInvalid)
	}
	c.Token, c.TokenKind = in.text, in.kind
	return nil
}

// asError returns err as the typed error that package codes promises.
func asError(err error) *errors.Error {
	if e, ok := errors.AsType[*errors.Error](err); ok {
		return e
	}
	return errors.Local(errors.NotAllowed)
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
	if d&KeepLoginToken == 0 {
		s.LoginToken = s.LoginToken.wanted(s.Pending.Call, s.Doubt)
	}
	if d&KeepPasskey == 0 {
		s.Passkey = PasskeyInfo{}
	}
	if d&KeepPayment == 0 {
		s.Payment = PaymentInfo{}
	}
	if d&KeepAccount == 0 {
		s.Account = Account{}
	}
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
