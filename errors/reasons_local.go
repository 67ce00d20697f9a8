package errors

// Refusals of stepin itself, made by [Local]. Nothing was sent to a server, except
// with InDoubt and Unanswered (perhaps), and with CodeMoved, Unsupported and
// Ended, which say how a call went.
const (
	// Busy: another call of this sign-in is under way. [Error.RetryAt] is the
	// time when it will count as lost.
	Busy Reason = "busy"
	// InDoubt: the answer to an earlier call was lost. Ask who is signed in
	// before anything else.
	InDoubt Reason = "in_doubt"
	// NotAllowed: what was said does not belong to the phase the sign-in is in.
	NotAllowed Reason = "not_allowed"
	// Expired: the step has been waiting for too long.
	Expired Reason = "expired"
	// TooEarly: a wait is still running or the time of the next resend has not
	// come. [Error.RetryAt] says when it will.
	TooEarly Reason = "too_early"
	// NoResend: the server announced no further way to deliver the code.
	NoResend Reason = "no_resend"
	// AttemptsUsed: the tries that stepin allows for this step are used up.
	AttemptsUsed Reason = "attempts_used"
	// CodeRepeated: the server has already called this code wrong.
	CodeRepeated Reason = "code_repeated"
	// CodeLength: the code is longer or shorter than the server announced.
	CodeLength Reason = "code_length"
	// CodeBeginning: the word or phrase does not begin as the server announced.
	CodeBeginning Reason = "code_beginning"
	// CodeEmpty: no code was typed.
	CodeEmpty Reason = "code_empty"
	// PasswordMissing: no password was typed.
	PasswordMissing Reason = "password_missing"
	// TokenMissing: no token was given.
	TokenMissing Reason = "token_missing"
	// TokenInvalid: this cannot be a token, or a server other than Telegram's does
	// not accept it.
	TokenInvalid Reason = "token_invalid"
	// NotConfirmed: what cannot be undone was asked for without its confirmation.
	NotConfirmed Reason = "not_confirmed"
	// TermsNotAccepted: the terms of service must be accepted before signing up.
	TermsNotAccepted Reason = "terms_not_accepted"
	// KeyMismatch: a sent code's hash was about to travel under another auth key
	// than the one it was sent to. A server would answer PHONE_CODE_EXPIRED.
	KeyMismatch Reason = "key_mismatch"
	// CodeMoved: the account turned out to live in another data centre. The old
	// code, and what was given with it, is dead there; a new one is on its way.
	CodeMoved Reason = "code_moved"
	// Unsupported: the server wants something that this version cannot do.
	// [Error.Text] names it.
	Unsupported Reason = "unsupported"
	// NotSent: the call never reached the server.
	NotSent Reason = "not_sent"
	// Unanswered: the call was perhaps sent, and its answer never came.
	Unanswered Reason = "unanswered"
	// InsecureServer: what a server sent failed a check of
	// https://core.telegram.org/mtproto/security_guidelines. It may not be
	// Telegram's. What it said was not used.
	InsecureServer Reason = "insecure_server"
	// NoKey: none of the RSA keys that the server offers for the key exchange is
	// one that this program trusts.
	NoKey Reason = "no_key"
	// UnknownDC: the list of data centres has none of this number.
	UnknownDC Reason = "unknown_dc"
	// BadRecord: stored bytes cannot be read: damaged, or of a later version.
	BadRecord Reason = "bad_record"
	// WrongRealm: the record belongs to another app id or another environment.
	WrongRealm Reason = "wrong_realm"
	// Conflict: somebody else saved the record since it was loaded.
	Conflict Reason = "conflict"
	// TooManyRefusals: a loop gave up: one that asks a person, or one in which the
	// server led from each call to the next.
	TooManyRefusals Reason = "too_many_refusals"
	// Ended: the sign-in is over because somebody ended it.
	Ended Reason = "ended"
	// NameInvalid: this cannot be a user's name.
	NameInvalid Reason = "name_invalid"
	// Misconfigured: the settings that the program was given cannot work.
	// [Error.Text] says what is wrong with them.
	Misconfigured Reason = "misconfigured"
)

// Reasons for what servers other than Telegram's say, where no name of Telegram's
// says the same. What such a server calls it is in [Error.Text].
const (
	// CredentialsInvalid: the name or the password was wrong, and the server does
	// not say which.
	CredentialsInvalid Reason = "credentials_invalid"
	// AccountNotFound: nobody is known by this name, address or number.
	AccountNotFound Reason = "account_not_found"
	// AccountLocked: the account is locked, after too many wrong passwords or by
	// its system's operator.
	AccountLocked Reason = "account_locked"
	// CaptchaNeeded: the server wants a captcha solved first.
	CaptchaNeeded Reason = "captcha_needed"
)

// Reasons that [FromRPC] gives to answers of a server which carry no name. They
// are stepin's words and therefore in lower case.
const (
	// TooManyPasswordTries: the sentence "Sorry, too many invalid attempts to
	// enter your password", which auth.sendCode has answered. No time is given.
	TooManyPasswordTries Reason = "too_many_password_tries"
	// ResetFailedWait: account.resetPasswordFailedWait, the answer to an
	// account.resetPassword that comes too soon after a reset was cancelled. The
	// server names the time until when, [Error.RetryAt].
	ResetFailedWait Reason = "reset_failed_wait"
	// TransportKeyUnknown: transport error 404, the server does not know the
	// auth key.
	// See https://core.telegram.org/mtproto/mtproto-transports#transport-errors.
	TransportKeyUnknown Reason = "transport_key_unknown"
	// TransportFlood: transport error 429, too many connections or packets from
	// one address. No time is given.
	TransportFlood Reason = "transport_flood"
	// TransportWrongDC: transport error 444, the data centre named to the server
	// is not the one that was reached.
	TransportWrongDC Reason = "transport_wrong_dc"
	// Unnamed: the server gave no text, or none with an ASCII letter in it.
	Unnamed Reason = "unnamed"
)
