// Package telegram knows which RPCs make a call, and in which order, for
// whatever carries them: the wire, or a server in memory. That both are asked
// the same is what makes tests in memory worth something.
package telegram

import (
	"context"
	"strconv"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// The RPCs of a sign-in, as core.telegram.org/methods names them.
const (
	SendCode             = "auth.sendCode"
	ResendCode           = "auth.resendCode"
	CancelCode           = "auth.cancelCode"
	SignIn               = "auth.signIn"
	SendVerifyEmailCode  = "account.sendVerifyEmailCode"
	VerifyEmail          = "account.verifyEmail"
	ResetLoginEmail      = "auth.resetLoginEmail"
	SignUp               = "auth.signUp"
	GetPassword          = "account.getPassword"
	CheckPassword        = "auth.checkPassword"
	RequestRecovery      = "auth.requestPasswordRecovery"
	CheckRecovery        = "auth.checkRecoveryPassword"
	RecoverPassword      = "auth.recoverPassword"
	ResetPassword        = "account.resetPassword"
	DeclinePasswordReset = "account.declinePasswordReset"
	DeleteAccount        = "account.deleteAccount"
	GetSelf              = "users.getUsers"
	LogOut               = "auth.logOut"

	ImportBot         = "auth.importBotAuthorization"
	ImportWebToken    = "auth.importWebTokenAuthorization"
	ExportLoginToken  = "auth.exportLoginToken"
	ImportLoginToken  = "auth.importLoginToken"
	InitPasskey       = "auth.initPasskeyLogin"
	FinishPasskey     = "auth.finishPasskeyLogin"
	InitFirebasePNV   = "auth.initFirebasePnvLogin"
	FinishFirebasePNV = "auth.finishFirebasePnvLogin"
	FirebasePNVSignUp = "auth.firebasePnvSignUp"

	RequestFirebaseSMS = "auth.requestFirebaseSms"
	ReportMissingCode  = "auth.reportMissingCode"
	CheckPaidAuth      = "auth.checkPaidAuth"
	CanPurchaseStore   = "payments.canPurchaseStore"
	AssignAppStore     = "payments.assignAppStoreTransaction"
	AssignPlayMarket   = "payments.assignPlayMarketTransaction"

	// GetNearestDC is what is asked for nothing but being heard of: a server
	// pushes to connections that have said who they are.
	GetNearestDC = "help.getNearestDc"
)

// A Door asks a server on behalf of one call. It holds the session and changes
// it as it goes.
type Door interface {
	// Fingerprint is the session's; "" if it has no key.
	Fingerprint() string
	// DC is the session's data centre; 0 if that is not known.
	DC() int
	// Connect makes a new key in a data centre; 0 is the session's own. An
	// error leaves the session as it was.
	Connect(ctx context.Context, dc int) error
	// DropKey forgets a key that is of no use any more.
	DropKey()
	// Ask performs one RPC, once. What the server refuses is a flow.Refused;
	// the rest is as at flow.Transport. Asking GetPassword keeps what the next RPC
	// with a password needs: CheckPassword or DeleteAccount to prove it, and uses
	// that up, RecoverPassword to set a new one, within the same call.
	// GetPassword of an account without a password is a refusal
	// (errors.PasswordEmpty).
	Ask(ctx context.Context, rpc string) (flow.Answer, error)
	// Challenged reports whether the numbers for a proof are at hand.
	Challenged() bool
}

// Perform makes a call through a door.
func Perform(ctx context.Context, call flow.Call, d Door) (flow.Answer, error) {
	if call.Name == flow.CallConnect {
		if err := d.Connect(ctx, call.DC); err != nil {
			return flow.NotSent{Err: err}, nil
		}
		return flow.Connected{}, nil
	}
	switch {
	case d.Fingerprint() != "":
	case call.Name == flow.CallWhoAmI:
		return flow.Nobody{}, nil // whoever was signed in was so under a key
	default:
		return flow.NotSent{Err: errors.Local(errors.NotAllowed)}, nil
	}
	// A hash works under the key that it was sent to and no other
	// (core.telegram.org/api/auth: authorisation belongs to auth_key_id).
	if !call.Sent.IsZero() && call.Sent.Key != d.Fingerprint() {
		return flow.Refused{Err: errors.Local(errors.KeyMismatch)}, nil
	}
	if call.Name == flow.CallSendCode && call.To.Kind() != codes.KindPhone && !call.To.IsZero() {
		return flow.Refused{Err: errors.Local(errors.PhoneNumberInvalid)}, nil // Telegram knows people by number
	}
	switch call.Name {
	case flow.CallCheckPassword:
		return prove(ctx, d, CheckPassword)
	case flow.CallRecoverPassword:
		return recoverPassword(ctx, &call, d)
	case flow.CallDeleteAccount:
		if call.HasPassword() {
			return prove(ctx, d, DeleteAccount)
		}
	case flow.CallWhoAmI:
		return whoAmI(ctx, d)
	default: // one RPC
	}
	rpc := rpcOf(&call)
	if rpc == "" {
		return flow.NotSent{Err: errors.Local(errors.NotAllowed)}, nil
	}
	if dc := home(&call); dc != 0 && d.DC() != 0 && dc != d.DC() {
		return move(ctx, d, flow.Moved{DC: dc}, dc)
	}
	answer, err := ask(ctx, d, rpc)
	if _, wanted := answer.(flow.RegistrationWanted); wanted && !canSignUp(&call, rpc) {
		return flow.Unsupported{Wanted: "auth.authorizationSignUpRequired"}, nil
	}
	return answer, err
}

// canSignUp reports whether a call's RPC names a number to make an account for:
// auth.signUp takes the number that a code was sent to, auth.firebasePnvSignUp the
// one that Firebase has verified. Nothing takes a bot or a passkey.
func canSignUp(call *flow.Call, rpc string) bool {
	switch rpc {
	case ImportBot, ImportWebToken, ExportLoginToken, ImportLoginToken:
		return false
	case FinishPasskey:
		return !call.Token.IsZero()
	default:
		return true
	}
}

// rpcOf returns the RPC of a call that is one; "" if there is none for what it
// carries.
func rpcOf(call *flow.Call) string {
	switch {
	case call.Name == flow.CallImportToken && call.TokenKind == flow.BotTokenKind:
		return ImportBot
	case call.Name == flow.CallImportToken && call.TokenKind == flow.WebTokenKind:
		return ImportWebToken
	case call.Name == flow.CallInitPasskey && call.Firebase:
		return InitFirebasePNV
	case call.Name == flow.CallFinishPasskey && call.Firebase:
		return FinishFirebasePNV
	case call.Name == flow.CallSignUp && call.Sent.IsZero():
		return FirebasePNVSignUp
	case call.Name == flow.CallAssignTransaction && call.TokenKind == flow.AppStore:
		return AssignAppStore
	case call.Name == flow.CallAssignTransaction && call.TokenKind == flow.PlayMarket:
		return AssignPlayMarket
	default:
		return rpcs[call.Name]
	}
}

// home returns the data centre that a call must be made in; 0 if it does not matter,
// or the server will say. A passkey tells whose it is: "dcId:userId"
// (core.telegram.org/method/auth.finishPasskeyLogin).
func home(call *flow.Call) int {
	if call.Name != flow.CallFinishPasskey {
		return call.DC
	}
	dc, _, _ := strings.Cut(call.Passkey.UserHandle.Reveal(), ":")
	n, err := strconv.Atoi(dc)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// move makes the key for another data centre, which is saved before anything is
// asked under it: answer says so.
func move(ctx context.Context, d Door, answer flow.Answer, dc int) (flow.Answer, error) {
	if err := d.Connect(ctx, dc); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	return answer, nil
}

// rpcs are the calls that are one RPC.
var rpcs = map[flow.CallName]string{
	flow.CallSendCode:             SendCode,
	flow.CallResendCode:           ResendCode,
	flow.CallCancelCode:           CancelCode,
	flow.CallSignIn:               SignIn,
	flow.CallSendEmailCode:        SendVerifyEmailCode,
	flow.CallVerifyEmail:          VerifyEmail,
	flow.CallSignInEmail:          SignIn,
	flow.CallResetLoginEmail:      ResetLoginEmail,
	flow.CallSignUp:               SignUp,
	flow.CallRequestRecovery:      RequestRecovery,
	flow.CallCheckRecoveryCode:    CheckRecovery,
	flow.CallResetPassword:        ResetPassword,
	flow.CallDeclinePasswordReset: DeclinePasswordReset,
	flow.CallDeleteAccount:        DeleteAccount,
	flow.CallLogOut:               LogOut,
	flow.CallExportLoginToken:     ExportLoginToken,
	flow.CallImportLoginToken:     ImportLoginToken,
	flow.CallInitPasskey:          InitPasskey,
	flow.CallFinishPasskey:        FinishPasskey,
	flow.CallRequestFirebaseSMS:   RequestFirebaseSMS,
	flow.CallReportMissingCode:    ReportMissingCode,
	flow.CallCheckPaidAuth:        CheckPaidAuth,
	flow.CallCanPurchaseStore:     CanPurchaseStore,
}

// ask performs an RPC and deals with the refusals that mean the same after any.
func ask(ctx context.Context, d Door, rpc string) (flow.Answer, error) {
	answer, err := d.Ask(ctx, rpc)
	if moved, ok := answer.(flow.LoginTokenMoved); ok {
		if moved.DC <= 0 {
			// Nowhere: the key that has shown the token is not given up for that.
			return flow.Unsupported{Wanted: "auth.loginTokenMigrateTo"}, nil
		}
		return move(ctx, d, moved, moved.DC)
	}
	refused, ok := answer.(flow.Refused)
	if err != nil || !ok {
		return answer, err
	}
	switch e := refused.Err; {
	case e.Class == errors.ChangeDC && e.DC() != 0 && !underLogin[rpc]:
		// Nothing was examined.
		return move(ctx, d, flow.Moved{DC: e.DC()}, e.DC())
	case e.Reason == errors.SessionPasswordNeeded && e.Class == errors.Forward && (rpc == GetPassword || !underLogin[rpc]):
		// The code has been accepted, whether or not more can be learnt
		// about the password now.
		if wanted, err := d.Ask(ctx, GetPassword); err == nil {
			if wanted, ok := wanted.(flow.PasswordWanted); ok {
				return wanted, nil
			}
		}
		return flow.PasswordWanted{}, nil
	case e.Reason == errors.TransportKeyUnknown, e.Reason == errors.AuthKeyDuplicated:
		d.DropKey()
	}
	return answer, nil
}

// underLogin are the RPCs that are about who is signed in, wholly or half, under
// this very key: they have nothing to look for under another one, which would
// leave the login behind; and that the password is needed names no next step.
var underLogin = map[string]bool{
	GetPassword: true, CheckPassword: true, RequestRecovery: true, CheckRecovery: true, RecoverPassword: true,
	ResetPassword: true, DeclinePasswordReset: true, DeleteAccount: true, LogOut: true,
}

// prove asks for the numbers of the proof unless they are at hand, and then what
// the password is given for.
func prove(ctx context.Context, d Door, rpc string) (flow.Answer, error) {
	if !d.Challenged() {
		if answer := getPassword(ctx, d); answer != nil {
			return answer, nil
		}
	}
	return ask(ctx, d, rpc)
}

// recoverPassword asks how a new password is to be made, if there is one.
func recoverPassword(ctx context.Context, call *flow.Call, d Door) (flow.Answer, error) {
	if call.HasPassword() {
		if answer := getPassword(ctx, d); answer != nil {
			return answer, nil
		}
	}
	return ask(ctx, d, RecoverPassword)
}

// getPassword returns nil once the numbers are at hand, or why they are not. It
// spends nothing: no password has been sent.
func getPassword(ctx context.Context, d Door) flow.Answer {
	answer, err := ask(ctx, d, GetPassword)
	if err != nil {
		return flow.NotSent{Err: err}
	}
	if _, ok := answer.(flow.PasswordWanted); ok {
		return nil
	}
	return answer
}

// whoAmI sees whole and half logins. What users.getUsers answers between code
// and password is not documented: some clients expect SESSION_PASSWORD_NEEDED
// (mtcute, highlevel/methods/auth/start.ts), and AUTH_KEY_UNREGISTERED must be
// borne as well. account.getPassword tells them apart from nobody.
func whoAmI(ctx context.Context, d Door) (flow.Answer, error) {
	answer, err := d.Ask(ctx, GetSelf)
	if !refusedAs(answer, errors.SessionPasswordNeeded, errors.AuthKeyUnregistered) {
		if err == nil && refusedAs(answer, errors.TransportKeyUnknown, errors.AuthKeyDuplicated) {
			d.DropKey()
		}
		return answer, err
	}
	answer, err = d.Ask(ctx, GetPassword)
	if refusedAs(answer, errors.AuthKeyUnregistered, errors.PasswordEmpty) {
		return flow.Nobody{}, err
	}
	return answer, err
}

func refusedAs(a flow.Answer, reasons ...errors.Reason) bool {
	r, ok := a.(flow.Refused)
	for _, reason := range reasons {
		if ok && r.Err.Reason == reason {
			return true
		}
	}
	return false
}
