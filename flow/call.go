package flow

import (
	"fmt"

	"github.com/stepin-go/stepin/codes"
)

// A Call is what to ask of the server next. Step returns it, a [Transport]
// performs it. It may carry what a person typed, so it lives in memory only:
// a State keeps a call's name and number, never its arguments. Printed, a Call
// shows no secret.
type Call struct {
	// Name tells which call it is; the zero Call is none.
	Name CallName
	// Number counts the calls of a login, from 1. The answer to a call
	// carries it back, which tells a late answer from one that is waited for.
	Number uint64

	// To is whom SendCode sends a code to.
	To codes.Identifier
	// Tokens are the future auth tokens that SendCode offers (logout_tokens).
	Tokens []codes.Secret
	// Sent is the sent code that the calls whose row says so are about
	// (CallRow.Hash): identifier, hash, and the fingerprint of the session that the
	// hash works under. It is zero for a SignUp after FinishPasskey. A transport refuses the call with
	// [errors.KeyMismatch] if its session has another fingerprint.
	Sent codes.Sent
	// Email is the address that SendEmailCode sends a code to.
	Email codes.Identifier
	// Code is the one that SignIn, SignInEmail, VerifyEmail, CheckRecoveryCode or
	// RecoverPassword gives, as the server wants it.
	Code codes.Secret
	// Password is CheckPassword's, DeleteAccount's if one is given, and the new
	// one of RecoverPassword, with its Hint; zero there: none from now on. Hash, if
	// not nil, is in its place.
	Password codes.Secret
	Hash     PasswordHash
	Hint     codes.Secret
	// Token and TokenKind are ImportToken's, and those of a Connect that comes
	// before it; those of a SignInEmail or VerifyEmail without a Code:
	// AppleTokenKind or GoogleTokenKind; those of RequestFirebaseSMS and, with the
	// store as the kind, of AssignTransaction. Token alone is ImportLoginToken's, and
	// that of a FinishPasskey without a Passkey.
	Token     codes.Secret
	TokenKind string
	// DC is the data centre that a WebToken is good for, and a key for it is made in;
	// 0: any.
	DC int
	// Except are the accounts that cannot accept the token of ExportLoginToken.
	Except []int64
	// Firebase is true for InitPasskey and FinishPasskey if Google's Firebase is to
	// verify a number, in place of a passkey. From is the fingerprint of the session
	// under which InitPasskey was asked, and Passkey what FinishPasskey gives.
	Firebase bool
	From     string
	Passkey  PasskeyCredential
	// Payment is what CanPurchaseStore and AssignTransaction are about; its FormID
	// is CheckPaidAuth's.
	Payment PaymentInfo
	// MNC is ReportMissingCode's mobile network code.
	MNC codes.Secret
	// Reason is DeleteAccount's and ResendCode's.
	Reason codes.Secret
	// FirstName, LastName and Quiet (no_joined_notifications) are SignUp's.
	FirstName, LastName string
	Quiet               bool

	// For is the call that a Connect is made for, and a CancelCode before it; else
	// NoCall.
	For CallName
	// Proof, if there is one, goes with the RPC that it names.
	Proof Proof
}

// HasPassword reports whether the call carries a password, or the hash of one.
func (c *Call) HasPassword() bool { return !c.Password.IsZero() || c.Hash != nil }

// String tells the call's name, its number and whom it is about, masked, as in
// "SendCode #2 to +999•••0001".
func (c Call) String() string {
	text := fmt.Sprintf("%s #%d", c.Name, c.Number)
	switch {
	case !c.To.IsZero():
		text += " to " + c.To.String()
	case !c.Sent.To.IsZero():
		text += " for " + c.Sent.To.String()
	}
	return text
}

// A CallName names a call: after its RPC where there is one
// (core.telegram.org/methods), else after what it asks.
type CallName uint8

// The calls.
const (
	// NoCall is no call at all.
	NoCall CallName = iota
	// CallConnect makes what every other call needs: an auth key. It signs
	// nobody in and is saved before the first call that could.
	CallConnect
	// CallSendCode has a code sent (auth.sendCode).
	CallSendCode
	// CallResendCode has another one sent (auth.resendCode).
	CallResendCode
	// CallCancelCode withdraws one that is not wanted any more
	// (auth.cancelCode).
	CallCancelCode
	// CallSignIn gives the code (auth.signIn).
	CallSignIn
	// CallSendEmailCode has a code sent to the e-mail address that is being set
	// up (account.sendVerifyEmailCode).
	CallSendEmailCode
	// CallVerifyEmail proves that address, and brings a code of another kind
	// (account.verifyEmail).
	CallVerifyEmail
	// CallSignInEmail gives the code that went to the login e-mail address
	// (auth.signIn with email_verification).
	CallSignInEmail
	// CallResetLoginEmail gives that address up (auth.resetLoginEmail).
	CallResetLoginEmail
	// CallSignUp registers the name (auth.signUp).
	CallSignUp
	// CallCheckPassword proves the password (account.getPassword where the
	// parameters are not at hand, then auth.checkPassword).
	CallCheckPassword
	// CallRequestRecovery has a code sent to the recovery address
	// (auth.requestPasswordRecovery).
	CallRequestRecovery
	// CallCheckRecoveryCode looks at that code (auth.checkRecoveryPassword).
	CallCheckRecoveryCode
	// CallRecoverPassword signs in with it (auth.recoverPassword, with a new
	// password after account.getPassword).
	CallRecoverPassword
	// CallResetPassword has the password removed (account.resetPassword).
	CallResetPassword
	// CallDeclinePasswordReset takes that back (account.declinePasswordReset).
	CallDeclinePasswordReset
	// CallDeleteAccount deletes the account (account.deleteAccount, with a
	// password after account.getPassword).
	CallDeleteAccount
	// CallImportToken signs in with a token that was obtained elsewhere
	// (auth.importBotAuthorization, auth.importWebTokenAuthorization).
	CallImportToken
	// CallExportLoginToken asks for a token to show to another device, and whether
	// one was accepted (auth.exportLoginToken).
	CallExportLoginToken
	// CallImportLoginToken signs in with one that was accepted, in the data centre
	// of whoever accepted it (auth.importLoginToken).
	CallImportLoginToken
	// CallInitPasskey asks what an authenticator is to sign
	// (auth.initPasskeyLogin, auth.initFirebasePnvLogin).
	CallInitPasskey
	// CallFinishPasskey gives what it signed (auth.finishPasskeyLogin,
	// auth.finishFirebasePnvLogin).
	CallFinishPasskey
	// CallRequestFirebaseSMS proves the application, to have Firebase send the code
	// (auth.requestFirebaseSms).
	CallRequestFirebaseSMS
	// CallReportMissingCode tells that no code came (auth.reportMissingCode).
	CallReportMissingCode
	// CallCheckPaidAuth asks whether a payment has been seen (auth.checkPaidAuth).
	CallCheckPaidAuth
	// CallCanPurchaseStore asks whether the product can be bought
	// (payments.canPurchaseStore).
	CallCanPurchaseStore
	// CallAssignTransaction gives a store's receipt
	// (payments.assignAppStoreTransaction, payments.assignPlayMarketTransaction).
	CallAssignTransaction
	// CallWhoAmI asks who is signed in (users.getUsers, and on a 401
	// account.getPassword, which sees a half login). It spends nothing.
	CallWhoAmI
	// CallLogOut ends the login (auth.logOut).
	CallLogOut
	calls
)

var callNames = [calls]string{
	NoCall:                   "None",
	CallConnect:              "Connect",
	CallSendCode:             "SendCode",
	CallResendCode:           "ResendCode",
	CallCancelCode:           "CancelCode",
	CallSignIn:               "SignIn",
	CallSendEmailCode:        "SendEmailCode",
	CallVerifyEmail:          "VerifyEmail",
	CallSignInEmail:          "SignInEmail",
	CallResetLoginEmail:      "ResetLoginEmail",
	CallSignUp:               "SignUp",
	CallCheckPassword:        "CheckPassword",
	CallRequestRecovery:      "RequestRecovery",
	CallCheckRecoveryCode:    "CheckRecoveryCode",
	CallRecoverPassword:      "RecoverPassword",
	CallResetPassword:        "ResetPassword",
	CallDeclinePasswordReset: "DeclinePasswordReset",
	CallDeleteAccount:        "DeleteAccount",
	CallImportToken:          "ImportToken",
	CallExportLoginToken:     "ExportLoginToken",
	CallImportLoginToken:     "ImportLoginToken",
	CallInitPasskey:          "InitPasskey",
	CallFinishPasskey:        "FinishPasskey",
	CallRequestFirebaseSMS:   "RequestFirebaseSMS",
	CallReportMissingCode:    "ReportMissingCode",
	CallCheckPaidAuth:        "CheckPaidAuth",
	CallCanPurchaseStore:     "CanPurchaseStore",
	CallAssignTransaction:    "AssignTransaction",
	CallWhoAmI:               "WhoAmI",
	CallLogOut:               "LogOut",
}

// String returns the call's name, as in "SendCode".
func (c CallName) String() string { return name(callNames[:], c) }

// MarshalText returns the call's name.
func (c CallName) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a call's name. A name that this version does not know
// is [errors.BadRecord].
func (c *CallName) UnmarshalText(text []byte) error {
	return parseName(callNames[:], text, c)
}
