package fake

import (
	"slices"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/codes"
)

// An Account is one account that a [Server] knows, and how the server treats
// it. Only Phone is required, of bots BotToken instead; everything that is left out
// is how most accounts behave.
type Account struct {
	// Phone is the number, in any spelling that [codes.ParsePhone] takes.
	Phone string

	// Code is what the server sends as the sign-in code. If it is empty, a test
	// number (99966XYYYY) gets the digit X as often as the code is long, such as
	// 22222 for +9996620001, and any other number gets random digits, new ones
	// for each code. See core.telegram.org/api/auth#test-accounts.
	Code string

	// Password is the password of two-step verification, and Hint what the
	// server shows of it. No password: a right code signs in.
	Password, Hint string

	// FirstName and LastName are the user's name. For an account that is still
	// Unregistered auth.signUp sets them.
	FirstName, LastName string

	// ID is the user's id; 0 derives one from the account's position.
	ID int64

	// Unregistered is a number without an account: a right code is answered
	// with auth.authorizationSignUpRequired, and auth.signUp makes the account.
	Unregistered bool

	// Terms is the text of the terms of service shown then, TermsID their id
	// and MinAge the age to be confirmed (0: none). No text: no terms.
	Terms, TermsID string
	MinAge         int

	// DC is the data centre where the account lives; 0 is the server's first.
	// Elsewhere auth.sendCode is answered with PHONE_MIGRATE.
	DC int

	// Delivery is how a code is sent, the app if nothing is said. Next is how
	// auth.resendCode sends it; without one there is no resend.
	Delivery, Next codes.Delivery

	// ResendAfter is the timeout announced with a code, in whole seconds on the
	// wire; 0 announces none. The server does not enforce it: whether it does
	// at Telegram is not documented, and a test finds each call's time in
	// [Request].
	ResendAfter time.Duration

	// Length is the announced number of digits of a code for the number; 0
	// announces the code's own length, and nothing for a word or phrase.
	Length int

	// Pattern (flash call), Prefix (missed call), URL (Fragment) and Beginning
	// (word or phrase) are announced with the kinds of delivery that have them.
	Pattern, Prefix, URL, Beginning string

	// CodeLife is how long a code is good; 0 is for ever.
	CodeLife time.Duration

	// CodeTries is how many wrong codes one hash bears. The last of them is
	// still called PHONE_CODE_INVALID (by e-mail CODE_INVALID); after it the hash
	// is dead. 0: no limit.
	CodeTries int

	// PasswordTries is how many wrong passwords the account bears before
	// auth.checkPassword answers FLOOD_WAIT and auth.sendCode
	// PHONE_PASSWORD_FLOOD, for as long as Flood. 0: no limit.
	PasswordTries int

	// Flood is how long the server refuses after CodeTries wrong codes (it
	// refuses auth.sendCode) or after PasswordTries wrong passwords (which
	// need it).
	Flood time.Duration

	// Resends is how often a code can be sent again; after that
	// auth.resendCode is answered with SEND_CODE_UNAVAILABLE. 0: no limit.
	Resends int

	// Banned numbers get PHONE_NUMBER_BANNED.
	Banned bool

	// FloodWait refuses the first auth.sendCode with FLOOD_WAIT_n and goes on
	// doing so until that time has passed.
	FloodWait time.Duration

	// Email is the login e-mail: codes go there (auth.sentCodeTypeEmailCode).
	// EmailRequired asks for one where there is none, before any code is sent
	// (auth.sentCodeTypeSetUpEmailRequired).
	Email         string
	EmailRequired bool

	// EmailCode is the code that goes to the login e-mail and to one that is being
	// set up. If it is empty, it is six random digits, new ones for each code.
	EmailCode string

	// AppleSignIn and GoogleSignIn allow a token of theirs (see [IDToken]) in
	// place of a code by e-mail.
	AppleSignIn, GoogleSignIn bool

	// EmailReset allows auth.resetLoginEmail. It takes EmailResetPeriod; 0 is
	// at once, as for people who pay for Telegram Premium.
	EmailReset       bool
	EmailResetPeriod time.Duration

	// RecoveryEmail is where the code for a forgotten password goes, and
	// RecoveryCode that code. If it is empty, it is six random digits, new ones
	// for each code. RecoveryLife is how long it is good; 0 is for ever.
	RecoveryEmail, RecoveryCode string
	RecoveryLife                time.Duration

	// SecureValues says that the account has Telegram Passport data
	// (has_secure_values). They are lost with a forgotten password.
	SecureValues bool

	// ResetWait is what account.resetPassword makes one wait; 0 resets at once.
	ResetWait time.Duration

	// DeleteWait is what account.deleteAccount makes one wait who does not give
	// the account's password (2FA_CONFIRM_WAIT); 0 deletes at once.
	DeleteWait time.Duration

	// FutureTokens puts a future auth token into each auth.authorization and
	// auth.loggedOut. Whoever shows one of them among the logout_tokens needs no
	// code (auth.sentCodeSuccess; core.telegram.org/api/auth#future-auth-tokens).
	FutureTokens bool

	// OtherwiseReloginDays, above 0, says with each auth.authorization that the
	// login ends after so many days unless a password is set up
	// (setup_password_required); the model ends none.
	OtherwiseReloginDays int

	// TmpSessions is said with each auth.authorization; 0 says nothing.
	TmpSessions int

	// TermsPopup says that the Terms are to be shown in a window of their own.
	TermsPopup bool

	// Trusted accounts are signed in by auth.sendCode itself, without a code
	// (auth.sentCodeSuccess), as Telegram does for a returning client that
	// shows a future auth token. A password is still wanted, and an e-mail
	// address that is to be set up comes first: account.verifyEmail signs in.
	Trusted bool

	// QRVia are data centres through which a client is sent, one after the other,
	// once the account has accepted its login token; then it is sent home. New adds
	// them to the server's.
	QRVia []int

	// BotToken makes the account a bot, which has neither Phone nor password and is
	// signed in by auth.importBotAuthorization only. BotTokenExpired refuses that
	// with ACCESS_TOKEN_EXPIRED.
	BotToken        string
	BotTokenExpired bool

	// WebToken signs the account in once (auth.importWebTokenAuthorization).
	WebToken string

	// Passkeys sign the account in (auth.finishPasskeyLogin).
	Passkeys []Passkey

	// PNVToken is what Firebase gives whoever has the account's SIM card. It signs
	// in, and where the account is Unregistered leads to auth.firebasePnvSignUp.
	PNVToken string

	// Payment, if set, is to be paid before auth.sendCode sends a code, unless a
	// future auth token makes one needless.
	Payment *Payment

	// Firebase is announced with a code whose Delivery is [codes.FirebaseSMS], and
	// has to be proved before that is sent (auth.requestFirebaseSms). Without it
	// such a code is sent at once.
	Firebase *Firebase
}

// account is an Account at work: what was asked for, and what has happened.
type account struct {
	Account // Phone is in canonical spelling here

	verifier []byte   // of a password that only the client knows; Password is "" then
	recovery recovery // the code that is out

	waitUntil      time.Time // end of FloodWait; zero until first asked
	codeFlood      time.Time // no auth.sendCode before: too many wrong codes
	passwordFlood  time.Time // no password before: too many wrong ones
	wrongPasswords int
	paid           bool // what Payment asks for

	// Zero: nobody has asked for it.
	emailEnd      time.Time // the login e-mail is removed then
	passwordEnd   time.Time // account.resetPassword removes the password then
	passwordKept  time.Time // it is not asked again before: declined
	deletionStart time.Time // account.deleteAccount needs no password then
}

// public is what others may know of the account.
func (a *account) public() User {
	return User{ID: a.ID, Phone: a.Phone, FirstName: a.FirstName, LastName: a.LastName, Bot: a.bot()}
}

func (a *account) bot() bool { return a.BotToken != "" }

// name is what the server knows the account by: its number or, of a bot, its id.
func (a *account) name() string {
	if a.bot() {
		return "bot" + strconv.FormatInt(a.ID, 10)
	}
	return a.Phone
}

// names are the values that no other account may have, by field.
func (a *account) names() []Field {
	names := []Field{{"Phone", a.Phone}, {"BotToken", a.BotToken}, {"ID", strconv.FormatInt(a.ID, 10)}}
	names = append(names, Field{"WebToken", a.WebToken}, Field{"PNVToken", a.PNVToken})
	for _, p := range a.Passkeys {
		names = append(names, Field{"Passkeys", p.ID})
	}
	return slices.DeleteFunc(names, func(f Field) bool { return f.Value == "" })
}

// signUpRequired says that there is no account yet.
func (a *account) signUpRequired() SignUpRequired {
	return SignUpRequired{Terms: a.Terms, TermsID: a.TermsID, MinAge: a.MinAge, Popup: a.TermsPopup}
}
