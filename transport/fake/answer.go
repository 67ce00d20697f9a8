package fake

import (
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// SentCode is auth.sentCode: a code is on its way.
type SentCode struct {
	Hash                            string // phone_code_hash
	Delivery                        codes.Delivery
	Length                          int // 0 for a flash call, word or phrase
	Pattern, Prefix, URL, Beginning string
	Next                            codes.Delivery // next_type; NoDelivery: absent
	Timeout                         time.Duration  // whole seconds; 0: absent

	// SetUpEmail is auth.sentCodeTypeSetUpEmailRequired: nothing was sent, and
	// there is no Delivery.
	SetUpEmail bool

	// Firebase is auth.sentCodeTypeFirebaseSms's.
	Firebase Firebase

	// The rest is auth.sentCodeTypeEmailCode's, whose Delivery is [codes.Mail] and
	// whose Pattern is the address's; Apple and Google are SetUpEmail's too.
	Apple, Google  bool          // apple_signin_allowed, google_signin_allowed
	ResetAvailable bool          // reset_available_period is present
	ResetAfter     time.Duration // reset_available_period; 0 with ResetAvailable: at once
	ResetPending   time.Time     // reset_pending_date; zero: absent
}

// SentCodeSuccess is auth.sentCodeSuccess: no code is needed.
type SentCodeSuccess struct {
	Authorization Authorization
}

// Authorization is auth.authorization: somebody is signed in.
type Authorization struct {
	User User

	SetupPasswordRequired bool
	OtherwiseReloginDays  int    // with SetupPasswordRequired
	TmpSessions           int    // 0: absent
	FutureAuthToken       string // "": absent
}

// SignUpRequired is auth.authorizationSignUpRequired: the code is right, and
// there is no account yet.
type SignUpRequired struct {
	Terms, TermsID string // no Terms: no terms of service to show
	MinAge         int    // 0: no age to confirm
	Popup          bool   // the terms are to be shown in a window of their own
}

// Password is account.password.
type Password struct {
	HasPassword bool
	Hint        string
	SRPID       int64 // srp_id; 0 without a password

	HasRecovery     bool      // has_recovery
	HasSecureValues bool      // has_secure_values
	PendingReset    time.Time // pending_reset_date; zero: absent

	// Plain is the password itself, from which a door makes the numbers of the
	// SRP challenge (core.telegram.org/api/srp). It must never be sent.
	Plain string
	// Verifier stands in Plain's place where nobody but the client knows the
	// password: what [RecoverPassword] brought.
	Verifier []byte
}

// PasswordRecovery is auth.passwordRecovery.
type PasswordRecovery struct {
	Pattern string // email_pattern
}

// ResetPasswordResult is account.resetPasswordOk if both times are zero, with
// Until account.resetPasswordRequestedWait and with Retry
// account.resetPasswordFailedWait.
type ResetPasswordResult struct {
	Until, Retry time.Time
}

// SentEmailCode is account.sentEmailCode.
type SentEmailCode struct {
	Pattern string // email_pattern
	Length  int
}

// EmailVerifiedLogin is account.emailVerifiedLogin.
type EmailVerifiedLogin struct {
	Email string
	Sent  any // SentCode or SentCodeSuccess
}

// User is who is signed in.
type User struct {
	ID                  int64
	Phone               string // "+" and digits; Telegram's own user.phone has no "+"
	FirstName, LastName string
	Bot                 bool // it has no Phone
}

// Bool is boolTrue or boolFalse.
type Bool bool

// LoggedOut is auth.loggedOut.
type LoggedOut struct {
	FutureAuthToken string // "": absent
}

// RPCError is a refusal, in the words of MTProto's rpc_error. It is an answer:
// the server has said no.
type RPCError struct {
	Code int    // such as 400
	Text string // such as "PHONE_CODE_INVALID"
}

// Error implements error.
func (e *RPCError) Error() string { return fmt.Sprintf("rpc_error %d %s", e.Code, e.Text) }

// What [Server.Call] returns where there is no answer.
var (
	// ErrLost says that nothing must reach the client. If the server has acted, it
	// comes with a [*LostError]. A door stays silent on it.
	ErrLost = errors.New("fake: the answer is lost")

	// ErrDisconnect says that the connection is cut. If the server has acted, it
	// comes with a [*LostError].
	ErrDisconnect = errors.New("fake: the connection is cut")

	// ErrUnknownKey says that the data centre does not know the auth key: it was
	// forgotten, it is another data centre's, or there is none. Over MTProto that
	// is the transport error -404 (core.telegram.org/mtproto/mtproto-transports).
	ErrUnknownKey = errors.New("fake: unknown auth key")

	// ErrUnknownDC says that there is no such data centre.
	ErrUnknownDC = errors.New("fake: unknown data centre")

	// ErrNoAccount says that no account has this phone number.
	ErrNoAccount = errors.New("fake: no such account")
)

// A LostError is an answer that a fault keeps from the client. A door that knows
// when a client sends the same message again answers that with it: the server
// must not act twice (core.telegram.org/mtproto/description#message-identifier-msg-id).
type LostError struct {
	Err   error // ErrLost or ErrDisconnect
	CutAt int   // the fault's

	// A function, since whatever logs the error shall not log the answer.
	answer func() (any, error)
}

// Answer gives what [Server.Call] would have returned: an answer or a [*RPCError].
func (e *LostError) Answer() (any, error) { return e.answer() }

// Error implements error. It does not show the answer.
func (e *LostError) Error() string { return e.Err.Error() }

// Unwrap gives [ErrLost] or [ErrDisconnect].
func (e *LostError) Unwrap() error { return e.Err }

// refuse is the one way in which the model says no.
func refuse(code int, text string) (any, error) {
	return nil, refusal(code, text)
}

// refusal is a no on its way to the answer.
func refusal(code int, text string) error { return &RPCError{Code: code, Text: text} }

// refusalFor refuses for a time, which the text states in whole seconds. It
// rounds up, so that a client that waits as told is not refused again.
func refusalFor(code int, text string, wait time.Duration) error {
	return refusal(code, fmt.Sprintf("%s_%d", text, max(seconds(wait), 1)))
}

// seconds counts the seconds that have begun.
func seconds(d time.Duration) int64 {
	n := int64(d / time.Second)
	if d%time.Second > 0 {
		n++
	}
	return n
}

// answerName is what the log calls an outcome.
func answerName(answer any, err error) string {
	switch refusal, ok := errors.AsType[*RPCError](err); {
	case ok:
		return fmt.Sprintf("%d %s", refusal.Code, refusal.Text)
	case err != nil:
		return err.Error()
	}
	switch answer := answer.(type) {
	case SentCode:
		return "auth.sentCode"
	case SentCodeSuccess:
		return "auth.sentCodeSuccess"
	case PaymentRequired:
		return "auth.sentCodePaymentRequired"
	case Updates:
		return "updates"
	case LoginToken:
		return "auth.loginToken"
	case LoginTokenMigrateTo:
		return "auth.loginTokenMigrateTo"
	case LoginTokenSuccess:
		return "auth.loginTokenSuccess"
	case SessionInfo:
		return "authorization"
	case PasskeyLoginOptions:
		return "auth.passkeyLoginOptions"
	case FirebasePNVIntent:
		return "auth.firebasePnvIntent"
	case Authorization:
		return "auth.authorization"
	case SignUpRequired:
		return "auth.authorizationSignUpRequired"
	case SentEmailCode:
		return "account.sentEmailCode"
	case EmailVerifiedLogin:
		return "account.emailVerifiedLogin"
	case Password:
		return "account.password"
	case PasswordRecovery:
		return "auth.passwordRecovery"
	case ResetPasswordResult:
		switch {
		case !answer.Until.IsZero():
			return "account.resetPasswordRequestedWait"
		case !answer.Retry.IsZero():
			return "account.resetPasswordFailedWait"
		}
		return "account.resetPasswordOk"
	case User:
		return "user"
	case LoggedOut:
		return "auth.loggedOut"
	case ExportedAuthorization:
		return "auth.exportedAuthorization"
	case Bool:
		if answer {
			return "boolTrue"
		}
		return "boolFalse"
	}
	return "answered"
}
