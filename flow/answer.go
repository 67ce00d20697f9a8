package flow

import (
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// An Answer is what a server said to a [Call], whatever the call was: the
// answer picks the phase, not the order in which things were asked.
//
// The answers are [Connected], [CodeSent], [EmailWanted], [EmailCodeSent],
// [PasswordWanted], [RecoverySent], [ResetPending], [RegistrationWanted],
// [LoginTokenShown], [LoginTokenMoved], [LoginTokenAccepted], [PasskeyOptions],
// [PaymentWanted], [Authorized], [Done], [Nobody], [Moved], [Refused], [NotSent], [Unanswered] and
// [Unsupported].
type Answer interface{ isAnswer() }

// Answered is the event that an answer has come. The driver makes it; no Input
// can pass for it.
type Answered struct {
	// Call is the call that was asked. After a crash its name and number are
	// all that is known; then the answer can only be Unanswered. The zero Call: the
	// server has said it unasked (PhaseRow.Hears).
	Call Call
	// Answer is what came.
	Answer Answer
	// Key is the fingerprint of the session after the call.
	Key string
}

func (Answered) isEvent() {}

// String tells the call and the kind of answer, as in "SendCode #2 to
// +999•••0001: CodeSent".
func (a Answered) String() string {
	if a.Call.Name == NoCall {
		return "unasked: " + nameOf(a.Answer).String()
	}
	return a.Call.String() + ": " + nameOf(a.Answer).String()
}

type (
	// Connected answers CallConnect: there is an auth key now.
	Connected struct{}

	// CodeSent says that a code is on its way (auth.sentCode). The transport
	// fills in all of Sent but Key, which the session gives, and ResendAt,
	// which is ResendAfter from the answer's time on; 0: no time was named.
	CodeSent struct {
		Sent        codes.Sent
		ResendAfter time.Duration
	}

	// EmailWanted says that the account must get a login e-mail address before a
	// code is sent (auth.sentCodeTypeSetUpEmailRequired). Of Sent the Hash
	// counts, of Email what may prove the address.
	EmailWanted struct {
		Sent  codes.Sent
		Email EmailInfo
	}

	// EmailCodeSent says that a code is on its way by e-mail: to the address that
	// the account has (auth.sentCodeTypeEmailCode), or, without a Hash, to the one
	// being set up (account.sentEmailCode), where the hash and Email stay as they
	// are. Sent is as at CodeSent, with codes.Mail and the address as Pattern.
	EmailCodeSent struct {
		Sent        codes.Sent
		ResendAfter time.Duration
		Email       EmailInfo
	}

	// PasswordWanted says that the code was right and the account has
	// two-step verification (SESSION_PASSWORD_NEEDED, account.getPassword),
	// or that a system wants its password first.
	PasswordWanted struct{ Password PasswordInfo }

	// RecoverySent says that a recovery code is on its way to the address that
	// Pattern shows in part (auth.passwordRecovery).
	RecoverySent struct{ Pattern string }

	// ResetPending says from when on the password can be removed
	// (account.resetPasswordRequestedWait).
	ResetPending struct{ Until time.Time }

	// RegistrationWanted says that the code was right and the number has no
	// account yet (auth.authorizationSignUpRequired).
	RegistrationWanted struct{ Terms Terms }

	// LoginTokenShown is a token for another device to accept (auth.loginToken).
	LoginTokenShown struct {
		Token   codes.Secret
		Expires time.Time
	}

	// LoginTokenMoved says that the token was accepted by an account of another
	// data centre (auth.loginTokenMigrateTo), with the token to import there. The
	// session that comes with this answer is good for that data centre; the token
	// is imported once that session has been saved.
	LoginTokenMoved struct {
		DC    int
		Token codes.Secret
	}

	// LoginTokenAccepted says, unasked, that a token was accepted (updateLoginToken).
	LoginTokenAccepted struct{}

	// PasskeyOptions say what an authenticator is to sign
	// (auth.passkeyLoginOptions, auth.firebasePnvIntent). The transport fills in all
	// of Passkey but Key.
	PasskeyOptions struct{ Passkey PasskeyInfo }

	// PaymentWanted says that something must be paid before a code is sent
	// (auth.sentCodePaymentRequired). Of Sent the Hash counts.
	PaymentWanted struct {
		Sent    codes.Sent
		Payment PaymentInfo
	}

	// Authorized says that somebody is signed in (auth.authorization).
	// FutureToken, if there is one, is kept for later sign-ins
	// (core.telegram.org/api/auth#future-auth-tokens).
	Authorized struct {
		Account     Account
		FutureToken codes.Secret
	}

	// Done answers a call that has nothing else to say: cancelled, logged out
	// (where FutureToken is auth.loggedOut's), deleted.
	Done struct{ FutureToken codes.Secret }

	// Nobody answers CallWhoAmI: no login and no half login on this session.
	Nobody struct{}

	// Moved says that the account lives in another data centre
	// (PHONE_MIGRATE_n and its kin), that nothing was examined, and that the
	// session which comes with this answer is good for that data centre. The
	// call is repeated there once that session has been saved.
	Moved struct{ DC int }

	// Refused is a refusal by the server; also one by the transport itself
	// that is as certain (errors.KeyMismatch). Err must not be nil. Its RetryAt
	// counts if the server named a time in place of a Wait.
	Refused struct{ Err *errors.Error }

	// NotSent says that the call certainly did not reach the server: no
	// route, no connection, the key exchange failed. Nothing was spent.
	NotSent struct{ Err error }

	// Unanswered says that the call may have been executed and that its
	// answer is lost. A transport says so by returning an error; the driver
	// also says so of a call whose lease ended.
	Unanswered struct{ Err error }

	// Unsupported says that the server wants something that this version has
	// no phase for; Wanted names it, as in "passwordKdfAlgoUnknown". It
	// becomes an [errors.Unsupported].
	Unsupported struct{ Wanted string }
)

// An AnswerName names a kind of Answer, as the tables do.
type AnswerName uint8

// The answers' names.
const (
	noAnswer AnswerName = iota
	AnswerConnected
	AnswerCodeSent
	AnswerEmailWanted
	AnswerEmailCodeSent
	AnswerPasswordWanted
	AnswerRecoverySent
	AnswerResetPending
	AnswerRegistrationWanted
	AnswerLoginTokenShown
	AnswerLoginTokenMoved
	AnswerLoginTokenAccepted
	AnswerPasskeyOptions
	AnswerPaymentWanted
	AnswerAuthorized
	AnswerDone
	AnswerNobody
	AnswerMoved
	AnswerRefused
	AnswerNotSent
	AnswerUnanswered
	AnswerUnsupported
	answers
)

var answerNames = [answers]string{
	noAnswer:                 "None",
	AnswerConnected:          "Connected",
	AnswerCodeSent:           "CodeSent",
	AnswerEmailWanted:        "EmailWanted",
	AnswerEmailCodeSent:      "EmailCodeSent",
	AnswerPasswordWanted:     "PasswordWanted",
	AnswerRecoverySent:       "RecoverySent",
	AnswerResetPending:       "ResetPending",
	AnswerRegistrationWanted: "RegistrationWanted",
	AnswerLoginTokenShown:    "LoginTokenShown",
	AnswerLoginTokenMoved:    "LoginTokenMoved",
	AnswerLoginTokenAccepted: "LoginTokenAccepted",
	AnswerPasskeyOptions:     "PasskeyOptions",
	AnswerPaymentWanted:      "PaymentWanted",
	AnswerAuthorized:         "Authorized",
	AnswerDone:               "Done",
	AnswerNobody:             "Nobody",
	AnswerMoved:              "Moved",
	AnswerRefused:            "Refused",
	AnswerNotSent:            "NotSent",
	AnswerUnanswered:         "Unanswered",
	AnswerUnsupported:        "Unsupported",
}

// String returns the answer's name, as in "CodeSent".
func (n AnswerName) String() string { return name(answerNames[:], n) }

func (Connected) isAnswer()          {}
func (CodeSent) isAnswer()           {}
func (EmailWanted) isAnswer()        {}
func (EmailCodeSent) isAnswer()      {}
func (PasswordWanted) isAnswer()     {}
func (RecoverySent) isAnswer()       {}
func (ResetPending) isAnswer()       {}
func (RegistrationWanted) isAnswer() {}
func (LoginTokenShown) isAnswer()    {}
func (LoginTokenMoved) isAnswer()    {}
func (LoginTokenAccepted) isAnswer() {}
func (PasskeyOptions) isAnswer()     {}
func (PaymentWanted) isAnswer()      {}
func (Authorized) isAnswer()         {}
func (Done) isAnswer()               {}
func (Nobody) isAnswer()             {}
func (Moved) isAnswer()              {}
func (Refused) isAnswer()            {}
func (NotSent) isAnswer()            {}
func (Unanswered) isAnswer()         {}
func (Unsupported) isAnswer()        {}

// nameOf names an answer. Anything but a value of this package's types (nil, a
// pointer to one, a type that embeds one) is no answer.
func nameOf(a Answer) AnswerName {
	switch a.(type) {
	case Connected:
		return AnswerConnected
	case CodeSent:
		return AnswerCodeSent
	case EmailWanted:
		return AnswerEmailWanted
	case EmailCodeSent:
		return AnswerEmailCodeSent
	case PasswordWanted:
		return AnswerPasswordWanted
	case RecoverySent:
		return AnswerRecoverySent
	case ResetPending:
		return AnswerResetPending
	case RegistrationWanted:
		return AnswerRegistrationWanted
	case LoginTokenShown:
		return AnswerLoginTokenShown
	case LoginTokenMoved:
		return AnswerLoginTokenMoved
	case LoginTokenAccepted:
		return AnswerLoginTokenAccepted
	case PasskeyOptions:
		return AnswerPasskeyOptions
	case PaymentWanted:
		return AnswerPaymentWanted
	case Authorized:
		return AnswerAuthorized
	case Done:
		return AnswerDone
	case Nobody:
		return AnswerNobody
	case Moved:
		return AnswerMoved
	case Refused:
		return AnswerRefused
	case NotSent:
		return AnswerNotSent
	case Unanswered:
		return AnswerUnanswered
	case Unsupported:
		return AnswerUnsupported
	default:
		return noAnswer
	}
}
