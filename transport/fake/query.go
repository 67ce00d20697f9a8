package fake

import (
	"slices"
	"strconv"
)

// A Caller is who asks: an auth key in a data centre.
type Caller struct {
	DC int
	// Key names the auth key. The server takes any text for a key and knows it
	// from the first call on, in the data centre of that call only:
	// authorisation belongs to a key (core.telegram.org/api/auth), and each data
	// centre has its own keys (core.telegram.org/api/datacenter).
	Key string
}

// A Query is one call to the server: [SendCode], [ResendCode], [CancelCode],
// [RequestFirebaseSMS], [ReportMissingCode], [SignIn], [SignUp],
// [SendVerifyEmailCode], [VerifyEmail], [ResetLoginEmail], [CheckPaidAuth],
// [CanPurchaseStore], [AssignAppStoreTransaction], [AssignPlayMarketTransaction],
// [ExportLoginToken], [ImportLoginToken], [AcceptLoginToken],
// [ImportBotAuthorization], [ImportWebTokenAuthorization], [InitPasskeyLogin],
// [FinishPasskeyLogin], [InitFirebasePNVLogin], [FinishFirebasePNVLogin],
// [FirebasePNVSignUp], [GetPassword], [CheckPassword], [RequestPasswordRecovery],
// [CheckRecoveryPassword], [RecoverPassword], [ResetPassword],
// [DeclinePasswordReset], [DeleteAccount], [GetSelf], [LogOut],
// [ExportAuthorization], [ImportAuthorization] or [Other], each of them by itself
// or [Proved].
type Query interface {
	// Method is Telegram's name of the method.
	Method() string

	// fields are the log's fields, in the order of Telegram's schema.
	fields(l *log) []Field
	// act is called with the server locked. Its error is a *RPCError.
	act(c *call) (any, error)
}

// SendCode is auth.sendCode, answered with [SentCode], [SentCodeSuccess] or
// [PaymentRequired].
type SendCode struct {
	PhoneNumber string
	AppID       int
	AppHash     string
	// Settings are the fields of codeSettings that the client has set
	// (core.telegram.org/constructor/codeSettings). The model heeds none of
	// them; they are for the log.
	Settings []Field
	// LogoutTokens are the logout_tokens of codeSettings. The log shows them
	// among the Settings, which need not have them.
	LogoutTokens []string
}

// ResendCode is auth.resendCode, answered with [SentCode].
type ResendCode struct {
	PhoneNumber   string
	PhoneCodeHash string
	Reason        string // for the log
}

// CancelCode is auth.cancelCode, answered with [Bool].
type CancelCode struct {
	PhoneNumber   string
	PhoneCodeHash string
}

// SignIn is auth.signIn, answered with [Authorization] or [SignUpRequired].
type SignIn struct {
	PhoneNumber   string
	PhoneCodeHash string
	PhoneCode     string            // phone_code
	Email         EmailVerification // email_verification, in its place
}

// SignUp is auth.signUp, answered with [Authorization].
type SignUp struct {
	PhoneNumber   string
	PhoneCodeHash string
	FirstName     string
	LastName      string
	// NoJoinedNotifications keeps the news from the person's contacts. The
	// model has none; it is for the log.
	NoJoinedNotifications bool
}

// GetPassword is account.getPassword, answered with [Password].
type GetPassword struct{}

// CheckPassword is auth.checkPassword, answered with [Authorization].
type CheckPassword struct {
	// SRPID is the number that the latest [Password] under this key carried.
	SRPID int64
	// Password is what the person typed. A door that has only a proof of it
	// leaves it empty and sets Verify.
	Password string
	// Verify reports whether the proof that the client sent fits the account's
	// password, of which it gets Plain or Verifier. It is called at most once,
	// while the server is locked, so it must not call the server. nil compares
	// Password.
	Verify func(p Password) bool
}

// GetSelf is users.getUsers with inputUserSelf, the usual way to ask who is
// signed in, answered with [User].
type GetSelf struct{}

// LogOut is auth.logOut, answered with [LoggedOut].
type LogOut struct{}

// Other is a call that the model does not know, such as help.getConfig. The
// door brings the answer; the server adds the log line and the faults. Without
// an answer it is refused with METHOD_INVALID.
type Other struct {
	Name   string // Telegram's name of the method
	Answer any
	Login  bool // whoever is not signed in is refused, as by [GetSelf]
}

// Method returns "auth.sendCode".
func (SendCode) Method() string { return "auth.sendCode" }

// Method returns "auth.resendCode".
func (ResendCode) Method() string { return "auth.resendCode" }

// Method returns "auth.cancelCode".
func (CancelCode) Method() string { return "auth.cancelCode" }

// Method returns "auth.signIn".
func (SignIn) Method() string { return "auth.signIn" }

// Method returns "auth.signUp".
func (SignUp) Method() string { return "auth.signUp" }

// Method returns "account.getPassword".
func (GetPassword) Method() string { return "account.getPassword" }

// Method returns "auth.checkPassword".
func (CheckPassword) Method() string { return "auth.checkPassword" }

// Method returns "users.getUsers".
func (GetSelf) Method() string { return "users.getUsers" }

// Method returns "auth.logOut".
func (LogOut) Method() string { return "auth.logOut" }

// Method returns the name.
func (q Other) Method() string { return q.Name }

func (q SendCode) fields(l *log) []Field {
	own := []Field{{"phone_number", q.PhoneNumber}, {"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}}
	return append(own, q.settings(l)...)
}

func (q ResendCode) fields(l *log) []Field {
	fields := []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}}
	if q.Reason != "" {
		fields = append(fields, Field{"reason", q.Reason})
	}
	return fields
}

func (q CancelCode) fields(l *log) []Field {
	return []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}}
}

func (q SignIn) fields(l *log) []Field {
	fields := []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}}
	if q.Email == (EmailVerification{}) || q.PhoneCode != "" {
		fields = append(fields, Field{"phone_code", q.PhoneCode})
	}
	if q.Email != (EmailVerification{}) {
		fields = append(fields, q.Email.field())
	}
	return fields
}

func (q SignUp) fields(l *log) []Field {
	fields := []Field{
		{"phone_number", q.PhoneNumber},
		{"phone_code_hash", l.hash(q.PhoneCodeHash)},
		{"first_name", q.FirstName},
		{"last_name", q.LastName},
	}
	if q.NoJoinedNotifications {
		// Telegram's flags come first.
		return slices.Insert(fields, 0, Field{"no_joined_notifications", "true"})
	}
	return fields
}

func (GetPassword) fields(*log) []Field { return nil }

func (q CheckPassword) fields(l *log) []Field {
	password := Field{"password", q.Password}
	if q.Verify != nil {
		password.Value = proof
	}
	return []Field{{"srp_id", l.srp(q.SRPID)}, password}
}

func (GetSelf) fields(*log) []Field { return []Field{{"id", "self"}} }

func (LogOut) fields(*log) []Field { return nil }

func (Other) fields(*log) []Field { return nil }

func (q Other) act(c *call) (any, error) {
	if q.Answer == nil {
		return refuse(400, "METHOD_INVALID")
	}
	if q.Login {
		if _, err := (GetSelf{}).act(c); err != nil {
			return nil, err
		}
	}
	return q.Answer, nil
}
