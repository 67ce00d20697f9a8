package errors

import (
	"strconv"
	"time"
)

// Advice returns one or two English sentences for a person: what happened and
// what to do now. If there is something to wait for it says how long or until
// when. It holds nothing that was typed, and of a server's text the normalised
// name at most.
func (e *Error) Advice() string {
	if e.Class == Wait {
		return e.adviceToWait()
	}
	switch e.Reason {
	case Unsupported:
		if e.Text != "" {
			return "The server asks for something that this version cannot do: " + clean(e.Text) + ". Sign in another way or update the program."
		}
	case AuthKeyUnregistered:
		if e.Method == "account.resetPassword" || e.Method == "account.declinePasswordReset" {
			return "The password can be reset only by who is signed in. Enter it, or recover it by e-mail."
		}
	case TaskAlreadyExists:
		if when := e.when(); when != "" {
			return reasonAdvice[e.Reason] + " It will be done " + when + "."
		}
	}
	if s, ok := elsewhereAdvice[e.Reason]; ok && e.foreign() {
		return s
	}
	if s, ok := reasonAdvice[e.Reason]; ok {
		return s
	}
	switch e.Class {
	case Reenter:
		if about := e.Reason.Subject(); about != AboutNothing && about != AboutHash {
			return "The " + about.String() + " was not accepted. Check it and enter it again."
		}
	case ChangeDC:
		if dc := e.DC(); dc != 0 {
			return "The server sends this to data centre " + strconv.Itoa(dc) + ", and it was not done there. Begin again if that stays so."
		}
	case Unknown:
		if e.Reason != "" && e.Reason != Unnamed {
			return "The server refused with an error that is not known: " + clean(string(e.Reason)) + ". Try again or try another way; if it stays, report that name."
		}
	default: // nothing to add to what the class says
	}
	if s, ok := classAdvice[e.Class]; ok {
		return s
	}
	return classAdvice[Unknown]
}

func (e *Error) adviceToWait() string {
	what, ok := waitAdvice[e.Reason]
	if !ok {
		what = "There were too many attempts."
	}
	if when := e.when(); when != "" {
		return what + " Try again " + when + "."
	}
	if e.Reason.own() && e.Code == 0 {
		return what + " Try again a little later."
	}
	return what + " The server did not say how long to wait; try again later, and not over and over."
}

// when says from which time on a repeat makes sense, or nothing if that is not
// known.
func (e *Error) when() string {
	switch {
	case e.RetryAt.IsZero() && e.Wait > 0:
		return "in " + readable(e.Wait)
	case e.RetryAt.IsZero():
		return ""
	}
	at := "after " + e.RetryAt.Format("2006-01-02 15:04:05 MST")
	if e.Wait > 0 {
		// A wait counts from the answer, which may be long ago.
		at += ", " + readable(e.Wait) + " after the refusal"
	}
	return at
}

// readable writes a duration in its two largest units, rounded up, so that nobody
// is told to come back too early.
func readable(d time.Duration) string {
	const day = 24 * time.Hour
	up := func(d, unit time.Duration) time.Duration {
		if rest := d % unit; rest != 0 {
			d += unit - rest
		}
		return d
	}
	// Rounding can carry over into the next unit (23:59:59 is a day), hence the
	// three steps in this order.
	d = up(d, time.Second)
	if d >= time.Hour {
		d = up(d, time.Minute)
	}
	if d >= day {
		d = up(d, time.Hour)
	}
	units := []struct {
		size time.Duration
		name string
	}{{day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}}
	s := ""
	for _, u := range units {
		n := d / u.size
		d %= u.size
		if n == 0 {
			continue
		}
		if s != "" {
			s += " "
		}
		s += strconv.FormatInt(int64(n), 10) + " " + u.name
		if n != 1 {
			s += "s"
		}
	}
	return s
}

// waitAdvice says what there was too much of, where that is known.
var waitAdvice = map[Reason]string{
	PhoneNumberFlood:     "Too many codes were asked for this phone number.",
	PhonePasswordFlood:   "There were too many failed attempts to sign in with this phone number.",
	TooManyPasswordTries: "A wrong password was entered too many times.",
	TwoFAConfirmWait:     "An account with a password is deleted only after a delay, in which its owner can stop that. The delay is running.",
	PasswordTooFresh:     "The password was set less than a day ago, and this is not allowed so soon.",
	SessionTooFresh:      "You signed in less than a day ago, and this is not allowed so soon.",
	TransportFlood:       "There were too many connections from this address.",
	ResetFailedWait:      "A reset of the password was cancelled a short time ago, and another one cannot be asked for so soon.",
	Busy:                 "The step before is still under way.",
	TooEarly:             "It is too early for this.",
}

// elsewhereAdvice is for what Telegram's reasons mean where another system has said
// them.
var elsewhereAdvice = map[Reason]string{
	PhoneCodeExpired:   "The code no longer works: it came too late, was used already, or was replaced by another one. Begin again to get a new one.",
	UserDeactivated:    "The account is disabled or was deleted. Only its system's operator can help.",
	SessionRevoked:     "The session has ended. Sign in again.",
	AccessTokenInvalid: "This token was not accepted. Get a new one from where it was issued.",
	AccessTokenExpired: "This token is too old. Get a new one from where it was issued.",
}

// reasonAdvice is for reasons where more can be said than their class says.
var reasonAdvice = map[Reason]string{
	PhoneNumberInvalid:            "This is not a valid phone number. Check it and enter it in international form, such as +44 20 7946 0000.",
	PhoneNumberBanned:             "This phone number is banned from Telegram. Use another number, or ask https://telegram.org/support if you think that it is a mistake.",
	PhoneNumberOccupied:           "There is an account with this phone number already. Begin again and sign in.",
	PhoneNumberUnoccupied:         "There is no account with this phone number yet. Enter a name to create one.",
	PhoneNumberAppSignupForbidden: "There is no account with this phone number, and this app may not create one. Sign up in an official Telegram app first, then sign in here.",
	PhoneCodeInvalid:              "The code is wrong. Check it and enter it again.",
	PhoneCodeEmpty:                "The code is missing. Enter the code that you were sent.",
	PhoneCodeExpired:              "The code no longer works: either it came too late, or it was written in a Telegram chat, which makes Telegram cancel it (the third cause, another auth key, is excluded by stepin). Enter the number again for a new code, and type it here only.",
	PhoneHashExpired:              "The code no longer works. Begin again with the phone number to get a new one.",
	CodeHashExpired:               "The code no longer works. Begin again with the phone number to get a new one.",
	EmailVerifyExpired:            "The code from the e-mail is too old. Ask for a new one.",
	EmailHashExpired:              "The check of the e-mail address took too long. Begin it again.",
	EmailTokenInvalid:             "The token from Apple or Google was not accepted. Get a new one, or enter the code from the e-mail.",
	EmailAddressInvalid:           "This is not the e-mail address that is wanted. Use the one that was named, or another one.",
	EmailNotAllowed:               "This e-mail address cannot be used here. Enter another one.",
	EmailInstallMissing:           "The server knows of no login e-mail that could be reset. Enter the code that was sent, or begin again with the phone number.",
	SendCodeUnavailable:           "There is no further way to send a code to this number. The last code still works: enter it, or sign in another way.",
	TaskAlreadyExists:             "The login e-mail is being reset already.",
	SessionPasswordNeeded:         "The code was right. Now enter the password of the account.",
	PasswordHashInvalid:           "The password is wrong. Check it and enter it again; capital letters and spaces matter.",
	SRPPasswordChanged:            "The password was changed a moment ago. Enter the new one.",
	PasswordEmpty:                 "The account has no password. If you are not signed in, begin again with the phone number.",
	PasswordRecoveryNA:            "The account has no recovery e-mail. Enter the password.",
	PasswordRecoveryExpired:       "The recovery code is too old. Ask for a new e-mail, or enter the password.",
	CodeInvalid:                   "The code from the e-mail is wrong. Check it and enter it again.",
	MailCodeEmpty:                 "The code from the e-mail is missing. Enter it.",
	NewSettingsInvalid:            "The new password was not accepted. Choose another one, or another hint.",
	TwoFARecentConfirm:            "The deletion of the account was cancelled from another session a short time ago. Enter the password, or try another day.",
	ResetRequestMissing:           "No reset of the password is under way, so there is nothing to cancel.",
	AuthTokenException:            "The app that shows this QR code is signed in to the account already.",
	WebauthTokenExpired:           "The link is too old. Open a new one.",
	CredentialInvalid:             "The passkey was not accepted. Try it again, or sign in another way.",
	AccessTokenInvalid:            "This is not the token of a bot. Copy it again from @BotFather.",
	AccessTokenExpired:            "The token of this bot was revoked. Copy the new one from @BotFather.",
	APIIDInvalid:                  "The program's api_id and api_hash do not belong together. Its operator finds both at https://my.telegram.org.",
	APIIDPublishedFlood:           "The program uses an api_id that is public and blocked. Its operator gets an own one at https://my.telegram.org.",
	UpdateAppToLogin:              "This version of the program is too old for signing in to Telegram. Update it.",
	UserDeactivated:               "The account was deleted.",
	UserDeactivatedBan:            "The account was deleted by Telegram for abuse. Ask https://telegram.org/support if you think that it is a mistake.",
	FrozenMethodInvalid:           "The account is frozen. An appeal is possible in an official Telegram app.",
	AuthKeyDuplicated:             "The session was used from two places at once, and Telegram has ended it. Sign in again.",
	AuthKeyUnregistered:           "Nobody is signed in here any more. Sign in again.",
	SessionRevoked:                "This session was ended from another device. Sign in again.",

	InDoubt:            "The answer to the step before was lost. It is found out first what became of it; nothing need be entered again yet.",
	NotAllowed:         "This cannot be done here. Do what the present step asks for, or begin again.",
	Expired:            "This step has been waiting for too long. Begin again.",
	NoResend:           "There is no further way to send the code. Enter the last one, or sign in another way.",
	AttemptsUsed:       "There were too many wrong tries. Get a new code, or begin again.",
	CodeRepeated:       "This code was called wrong already and was not sent again. Check it and enter another one.",
	CodeLength:         "The code has the wrong length. Check it and enter it again.",
	CodeBeginning:      "This is not what was sent: it does not begin as announced. Check it and enter it again.",
	CodeEmpty:          "No code was entered. Enter the code that you were sent.",
	TokenMissing:       "No token was given. Copy the token from where it was issued, and enter it.",
	TokenInvalid:       "The token was not accepted. Copy it again from where it was issued, and enter it.",
	CredentialsInvalid: "The name or the password was not accepted; the server does not say which. Check both and enter the password again, or sign in as somebody else.",
	AccountNotFound:    "Nobody is known by that name, address or number. Check it and enter it again.",
	AccountLocked:      "The account is locked. Only its system's operator, or time, can unlock it.",
	CaptchaNeeded:      "The server wants a captcha solved first. Sign in once where one is shown, or try again later.",
	Misconfigured:      "The program's settings cannot work. Only its developer or operator can help.",
	PasswordMissing:    "No password was entered. Enter the password of the account.",
	NotConfirmed:       "This cannot be undone and was not confirmed, so nothing was done. Confirm it in the words that are asked for.",
	TermsNotAccepted:   "An account can be created only after its terms of service are accepted. Read them and accept, or begin again.",
	KeyMismatch:        "The code belongs to another session and would not work here. Begin again to get a new one.",
	CodeMoved:          "The account lives in another data centre, where what was entered does not count. If a code is asked for now, a new one is on its way: wait for it and enter that.",
	Unsupported:        "The server asks for something that this version cannot do. Sign in another way or update the program.",
	NotSent:            "The server could not be reached, and nothing was sent. Check the connection and try again.",
	Unanswered:         "The server did not answer, so it is not known whether the step was done. Check the connection and go on: nothing is done twice of its own accord.",
	InsecureServer:     "The server failed a security check and may not be Telegram's. Nothing more was sent; try from another network.",
	NoKey:              "The server uses a key that this program does not trust. Check the list of keys, or update the program.",
	UnknownDC:          "The account lives in a data centre that this program does not know. Check the list of data centres, or update the program.",
	BadRecord:          "The stored sign-in cannot be read. It is damaged or was written by a later version; delete it and begin again if it cannot be restored.",
	WrongRealm:         "The stored sign-in belongs to another app or to another environment. Use the settings that it was made with.",
	Conflict:           "Somebody else has carried on this sign-in meanwhile. Load it and look again.",
	NameInvalid:        "This is not a user name. Check it and enter it again.",
	Ended:              "The sign-in was ended. Begin again to sign in.",
	TooManyRefusals:    "There were too many refusals in a row. Begin again when the cause is known.",

	TransportKeyUnknown: "The server does not know this session any more. Sign in again.",
}

var classAdvice = map[Class]string{
	Unknown:       "The server refused and gave no reason that is known. Try again or try another way.",
	Reenter:       "What was entered was not accepted. Check it and enter it again.",
	OfferOther:    "This is not possible now or not for this account. Choose another way; a code that was sent still works.",
	StartOver:     "This attempt is no longer valid. Begin again.",
	Forward:       "The sign-in goes on with the next step. Nothing was wrong.",
	Retry:         "Something was out of date and is repeated with fresh data. Nothing need be entered again.",
	ChangeDC:      "The account belongs to another data centre. The step is repeated there; nothing need be entered again.",
	Challenge:     "The server wants a proof that this is a genuine app. Sign in in an official app first, or solve the challenge if this program offers it.",
	Configuration: "The program is not set up correctly; this is not your mistake. Tell its operator the name of the error.",
	Bug:           "The program made a mistake; this is not your mistake. Tell its developer the name of the error.",
	SessionLost:   "Nobody is signed in here any more. Sign in again.",
	Terminal:      "This number or account is refused for good. Nothing that is entered here can change that.",
	Transient:     "The server or the connection is in trouble at the moment. Try again a little later.",
}
