package telegram_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// nowhere is a door without a key, through which nothing may be asked.
type nowhere struct{ t *testing.T }

func (nowhere) Fingerprint() string                { return "" }
func (nowhere) Connect(context.Context, int) error { return errors.New("no route") }
func (nowhere) DC() int                            { return 0 }
func (nowhere) DropKey()                           {}
func (nowhere) Challenged() bool                   { return false }
func (n nowhere) Ask(context.Context, string) (flow.Answer, error) {
	n.t.Error("asked without a key")
	return nil, nil
}

// Without a key nothing is asked: nobody is signed in, and the rest cannot be
// sent.
func TestWithoutKey(t *testing.T) {
	for call := flow.CallConnect; call <= flow.CallLogOut; call++ {
		answer, err := telegram.Perform(t.Context(), flow.Call{Name: call}, nowhere{t})
		require.NoError(t, err)
		if call == flow.CallWhoAmI {
			require.Equal(t, flow.Nobody{}, answer)
			continue
		}
		require.IsType(t, flow.NotSent{}, answer, call)
	}
}

// A scripted door answers each RPC from a script, and notes what was asked.
type scripted struct {
	challenged bool
	script     map[string][]flow.Answer // the next answer of each RPC; none is Done
	asked      []string
}

func (*scripted) Fingerprint() string { return "key" }
func (*scripted) DC() int             { return 2 }
func (d *scripted) Connect(_ context.Context, dc int) error {
	d.asked = append(d.asked, fmt.Sprint("connect ", dc))
	return nil
}
func (d *scripted) DropKey()         { d.asked = append(d.asked, "drop key") }
func (d *scripted) Challenged() bool { return d.challenged }
func (d *scripted) Ask(_ context.Context, rpc string) (flow.Answer, error) {
	d.asked = append(d.asked, rpc)
	answers := d.script[rpc]
	if len(answers) == 0 {
		return flow.Done{}, nil
	}
	d.script[rpc] = answers[1:]
	if lost, ok := answers[0].(flow.Unanswered); ok {
		return nil, lost.Err
	}
	return answers[0], nil
}

// What is asked for each call, and in which order.
func TestRPCsOfEachCall(t *testing.T) {
	refuse := func(code int, text string) flow.Refused { return flow.Refused{Err: errors.FromRPC("m", code, text)} }
	lost := errors.New("lost")
	password := codes.NewSecret("secret")
	hash := func(_, _ []byte) ([]byte, error) { return nil, nil }
	number, err := codes.ParsePhone("+9996620001")
	require.NoError(t, err)
	wanted := flow.PasswordWanted{Password: flow.PasswordInfo{Hint: "battery"}}
	type script = map[string][]flow.Answer
	for _, tt := range []struct {
		name       string
		call       flow.Call
		challenged bool
		script     script
		want       flow.Answer // nil: the error is lost
		asked      []string
	}{
		{"Connect", flow.Call{Name: flow.CallConnect}, false, nil, flow.Connected{}, []string{"connect 0"}},
		{"Connect, for a token of elsewhere", flow.Call{Name: flow.CallConnect, DC: 4}, false, nil, flow.Connected{}, []string{"connect 4"}},

		// One RPC, and no more.
		{"SendCode", flow.Call{Name: flow.CallSendCode, To: number}, false, nil, flow.Done{}, []string{"auth.sendCode"}},
		{"ResendCode", flow.Call{Name: flow.CallResendCode}, false, nil, flow.Done{}, []string{"auth.resendCode"}},
		{"CancelCode", flow.Call{Name: flow.CallCancelCode}, false, nil, flow.Done{}, []string{"auth.cancelCode"}},
		{"SignIn", flow.Call{Name: flow.CallSignIn}, false, nil, flow.Done{}, []string{"auth.signIn"}},
		{"SendEmailCode", flow.Call{Name: flow.CallSendEmailCode}, false, nil, flow.Done{}, []string{"account.sendVerifyEmailCode"}},
		{"VerifyEmail", flow.Call{Name: flow.CallVerifyEmail}, false, nil, flow.Done{}, []string{"account.verifyEmail"}},
		{"SignInEmail", flow.Call{Name: flow.CallSignInEmail}, false, nil, flow.Done{}, []string{"auth.signIn"}},
		{"ResetLoginEmail", flow.Call{Name: flow.CallResetLoginEmail}, false, nil, flow.Done{}, []string{"auth.resetLoginEmail"}},
		{"SignUp", flow.Call{Name: flow.CallSignUp, Sent: codes.Sent{To: number, Key: "key"}}, false, nil, flow.Done{}, []string{"auth.signUp"}},
		{"RequestRecovery", flow.Call{Name: flow.CallRequestRecovery}, false, nil, flow.Done{}, []string{"auth.requestPasswordRecovery"}},
		{"CheckRecoveryCode", flow.Call{Name: flow.CallCheckRecoveryCode}, false, nil, flow.Done{}, []string{"auth.checkRecoveryPassword"}},
		{"ResetPassword", flow.Call{Name: flow.CallResetPassword}, true, nil, flow.Done{}, []string{"account.resetPassword"}},
		{"DeclinePasswordReset", flow.Call{Name: flow.CallDeclinePasswordReset}, true, nil, flow.Done{}, []string{"account.declinePasswordReset"}},
		{"LogOut", flow.Call{Name: flow.CallLogOut}, false, nil, flow.Done{}, []string{"auth.logOut"}},

		// A password is proved with numbers that are at hand, or asked for.
		{"CheckPassword", flow.Call{Name: flow.CallCheckPassword, Password: password}, true, nil, flow.Done{}, []string{"auth.checkPassword"}},
		{"CheckPassword, no numbers", flow.Call{Name: flow.CallCheckPassword, Password: password}, false,
			script{"account.getPassword": {wanted}}, flow.Done{}, []string{"account.getPassword", "auth.checkPassword"}},
		{"CheckPassword, none any more", flow.Call{Name: flow.CallCheckPassword, Password: password}, false,
			script{"account.getPassword": {refuse(400, "PASSWORD_EMPTY")}}, refuse(400, "PASSWORD_EMPTY"), []string{"account.getPassword"}},
		{"CheckPassword, nobody says how", flow.Call{Name: flow.CallCheckPassword, Password: password}, false,
			script{"account.getPassword": {flow.Unanswered{Err: lost}}}, flow.NotSent{Err: lost}, []string{"account.getPassword"}},
		{"CheckPassword, an unknown algorithm", flow.Call{Name: flow.CallCheckPassword, Hash: hash}, false,
			script{"account.getPassword": {flow.Unsupported{Wanted: "new"}}}, flow.Unsupported{Wanted: "new"}, []string{"account.getPassword"}},
		{"DeleteAccount", flow.Call{Name: flow.CallDeleteAccount}, false, nil, flow.Done{}, []string{"account.deleteAccount"}},
		{"DeleteAccount, numbers for nothing", flow.Call{Name: flow.CallDeleteAccount}, true, nil, flow.Done{}, []string{"account.deleteAccount"}},
		{"DeleteAccount by password", flow.Call{Name: flow.CallDeleteAccount, Password: password}, true, nil, flow.Done{}, []string{"account.deleteAccount"}},
		{"DeleteAccount by password, no numbers", flow.Call{Name: flow.CallDeleteAccount, Password: password}, false,
			script{"account.getPassword": {wanted}}, flow.Done{}, []string{"account.getPassword", "account.deleteAccount"}},
		{"DeleteAccount by hash, no numbers", flow.Call{Name: flow.CallDeleteAccount, Hash: hash}, false,
			script{"account.getPassword": {wanted}}, flow.Done{}, []string{"account.getPassword", "account.deleteAccount"}},
		{"DeleteAccount by password, none any more", flow.Call{Name: flow.CallDeleteAccount, Password: password}, false,
			script{"account.getPassword": {refuse(400, "PASSWORD_EMPTY")}}, refuse(400, "PASSWORD_EMPTY"), []string{"account.getPassword"}},
		{"DeleteAccount, lost", flow.Call{Name: flow.CallDeleteAccount}, false,
			script{"account.deleteAccount": {flow.Unanswered{Err: lost}}}, nil, []string{"account.deleteAccount"}},

		// A new password is made as the server says now, whatever is at hand.
		{"RecoverPassword", flow.Call{Name: flow.CallRecoverPassword}, true, nil, flow.Done{}, []string{"auth.recoverPassword"}},
		{"RecoverPassword, a new one", flow.Call{Name: flow.CallRecoverPassword, Password: password}, true,
			script{"account.getPassword": {wanted}}, flow.Done{}, []string{"account.getPassword", "auth.recoverPassword"}},
		{"RecoverPassword, a new one by hash", flow.Call{Name: flow.CallRecoverPassword, Hash: hash}, false,
			script{"account.getPassword": {wanted}}, flow.Done{}, []string{"account.getPassword", "auth.recoverPassword"}},
		{"RecoverPassword, none any more", flow.Call{Name: flow.CallRecoverPassword, Password: password}, false,
			script{"account.getPassword": {refuse(400, "PASSWORD_EMPTY")}}, refuse(400, "PASSWORD_EMPTY"), []string{"account.getPassword"}},
		{"RecoverPassword, nobody says how", flow.Call{Name: flow.CallRecoverPassword, Password: password}, false,
			script{"account.getPassword": {flow.Unanswered{Err: lost}}}, flow.NotSent{Err: lost}, []string{"account.getPassword"}},
		{"RecoverPassword, lost", flow.Call{Name: flow.CallRecoverPassword, Password: password}, false,
			script{"account.getPassword": {wanted}, "auth.recoverPassword": {flow.Unanswered{Err: lost}}},
			nil, []string{"account.getPassword", "auth.recoverPassword"}},

		// A password that is wanted is asked about, whatever told that it is.
		{"SignIn, password", flow.Call{Name: flow.CallSignIn}, false,
			script{"auth.signIn": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {wanted}},
			wanted, []string{"auth.signIn", "account.getPassword"}},
		{"VerifyEmail, password", flow.Call{Name: flow.CallVerifyEmail}, false,
			script{"account.verifyEmail": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {wanted}},
			wanted, []string{"account.verifyEmail", "account.getPassword"}},
		{"SignInEmail, password", flow.Call{Name: flow.CallSignInEmail}, false,
			script{"auth.signIn": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {wanted}},
			wanted, []string{"auth.signIn", "account.getPassword"}},
		{"VerifyEmail, password, nothing known of it", flow.Call{Name: flow.CallVerifyEmail}, false,
			script{
				"account.verifyEmail": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {flow.Unanswered{Err: lost}},
			},
			flow.PasswordWanted{}, []string{"account.verifyEmail", "account.getPassword"}},
		{"LogOut, password", flow.Call{Name: flow.CallLogOut}, false,
			script{"auth.logOut": {flow.Refused{Err: errors.FromRPC("auth.logOut", 401, "SESSION_PASSWORD_NEEDED")}}},
			flow.Refused{Err: errors.FromRPC("auth.logOut", 401, "SESSION_PASSWORD_NEEDED")}, []string{"auth.logOut"}},

		// Elsewhere nothing was examined, and a key is made there, unless somebody is
		// signed in under this one.
		{"SendEmailCode, elsewhere", flow.Call{Name: flow.CallSendEmailCode}, false,
			script{"account.sendVerifyEmailCode": {refuse(303, "PHONE_MIGRATE_4")}},
			flow.Moved{DC: 4}, []string{"account.sendVerifyEmailCode", "connect 4"}},
		{"RecoverPassword, elsewhere", flow.Call{Name: flow.CallRecoverPassword, Password: password}, false,
			script{"account.getPassword": {refuse(303, "USER_MIGRATE_4")}}, refuse(303, "USER_MIGRATE_4"), []string{"account.getPassword"}},
		{"ResetPassword, elsewhere", flow.Call{Name: flow.CallResetPassword}, false,
			script{"account.resetPassword": {refuse(303, "USER_MIGRATE_4")}}, refuse(303, "USER_MIGRATE_4"), []string{"account.resetPassword"}},
		{"CheckPassword, elsewhere", flow.Call{Name: flow.CallCheckPassword, Password: password}, true,
			script{"auth.checkPassword": {refuse(303, "USER_MIGRATE_4")}}, refuse(303, "USER_MIGRATE_4"), []string{"auth.checkPassword"}},
		{"DeleteAccount, password", flow.Call{Name: flow.CallDeleteAccount}, false,
			script{"account.deleteAccount": {refuse(401, "SESSION_PASSWORD_NEEDED")}},
			refuse(401, "SESSION_PASSWORD_NEEDED"), []string{"account.deleteAccount"}},
		{"ResetPassword, key gone", flow.Call{Name: flow.CallResetPassword}, false,
			script{"account.resetPassword": {refuse(-404, "")}}, refuse(-404, ""), []string{"account.resetPassword", "drop key"}},

		// Who is signed in, wholly or half.
		{"WhoAmI", flow.Call{Name: flow.CallWhoAmI}, false,
			script{"users.getUsers": {flow.Authorized{}}}, flow.Authorized{}, []string{"users.getUsers"}},
		{"WhoAmI, half", flow.Call{Name: flow.CallWhoAmI}, false,
			script{"users.getUsers": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {wanted}},
			wanted, []string{"users.getUsers", "account.getPassword"}},
		{"WhoAmI, nobody", flow.Call{Name: flow.CallWhoAmI}, false,
			script{"users.getUsers": {refuse(401, "AUTH_KEY_UNREGISTERED")}, "account.getPassword": {refuse(401, "AUTH_KEY_UNREGISTERED")}},
			flow.Nobody{}, []string{"users.getUsers", "account.getPassword"}},
		{"ImportToken", flow.Call{Name: flow.CallImportToken}, false, nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}, nil},

		// Tokens, other devices, passkeys, and what comes before a code.
		{"ImportToken, a bot's", flow.Call{Name: flow.CallImportToken, TokenKind: flow.BotTokenKind}, false, nil, flow.Done{},
			[]string{"auth.importBotAuthorization"}},
		{"ImportToken, a bot's, elsewhere", flow.Call{Name: flow.CallImportToken, TokenKind: flow.BotTokenKind}, false,
			script{"auth.importBotAuthorization": {refuse(303, "USER_MIGRATE_4")}},
			flow.Moved{DC: 4}, []string{"auth.importBotAuthorization", "connect 4"}},
		{"ImportToken, a web client's", flow.Call{Name: flow.CallImportToken, TokenKind: flow.WebTokenKind}, false, nil, flow.Done{},
			[]string{"auth.importWebTokenAuthorization"}},
		{"ImportToken, a web client's, for here", flow.Call{Name: flow.CallImportToken, TokenKind: flow.WebTokenKind, DC: 2}, false, nil, flow.Done{},
			[]string{"auth.importWebTokenAuthorization"}},
		{"ImportToken, a web client's, for elsewhere", flow.Call{Name: flow.CallImportToken, TokenKind: flow.WebTokenKind, DC: 4}, false, nil,
			flow.Moved{DC: 4}, []string{"connect 4"}},
		{"ExportLoginToken", flow.Call{Name: flow.CallExportLoginToken}, false,
			script{"auth.exportLoginToken": {flow.LoginTokenShown{}}}, flow.LoginTokenShown{}, []string{"auth.exportLoginToken"}},
		{"ExportLoginToken, accepted elsewhere", flow.Call{Name: flow.CallExportLoginToken}, false,
			script{"auth.exportLoginToken": {flow.LoginTokenMoved{DC: 4}}},
			flow.LoginTokenMoved{DC: 4}, []string{"auth.exportLoginToken", "connect 4"}},
		{"ImportLoginToken, elsewhere still", flow.Call{Name: flow.CallImportLoginToken}, false,
			script{"auth.importLoginToken": {flow.LoginTokenMoved{DC: 5}}},
			flow.LoginTokenMoved{DC: 5}, []string{"auth.importLoginToken", "connect 5"}},
		{"ExportLoginToken, accepted nowhere", flow.Call{Name: flow.CallExportLoginToken}, false,
			script{"auth.exportLoginToken": {flow.LoginTokenMoved{DC: 0}}},
			flow.Unsupported{Wanted: "auth.loginTokenMigrateTo"}, []string{"auth.exportLoginToken"}},
		{"ImportLoginToken, nowhere", flow.Call{Name: flow.CallImportLoginToken}, false,
			script{"auth.importLoginToken": {flow.LoginTokenMoved{DC: -4}}},
			flow.Unsupported{Wanted: "auth.loginTokenMigrateTo"}, []string{"auth.importLoginToken"}},
		{"ImportLoginToken, password", flow.Call{Name: flow.CallImportLoginToken}, false,
			script{"auth.importLoginToken": {refuse(401, "SESSION_PASSWORD_NEEDED")}, "account.getPassword": {wanted}},
			wanted, []string{"auth.importLoginToken", "account.getPassword"}},
		{"InitPasskey", flow.Call{Name: flow.CallInitPasskey}, false, nil, flow.Done{}, []string{"auth.initPasskeyLogin"}},
		{"InitPasskey, Firebase", flow.Call{Name: flow.CallInitPasskey, Firebase: true}, false, nil, flow.Done{},
			[]string{"auth.initFirebasePnvLogin"}},
		{"FinishPasskey", passkeyOf("2:1001"), false, nil, flow.Done{}, []string{"auth.finishPasskeyLogin"}},
		{"FinishPasskey, elsewhere", passkeyOf("4:1001"), false, nil, flow.Moved{DC: 4}, []string{"connect 4"}},
		{"FinishPasskey, nowhere", passkeyOf("-4:1001"), false, nil, flow.Done{}, []string{"auth.finishPasskeyLogin"}},
		{"FinishPasskey, nobody knows where", passkeyOf("somebody"), false, nil, flow.Done{}, []string{"auth.finishPasskeyLogin"}},
		{"FinishPasskey, Firebase", flow.Call{Name: flow.CallFinishPasskey, Firebase: true}, false, nil, flow.Done{},
			[]string{"auth.finishFirebasePnvLogin"}},
		{"SignUp after Firebase", flow.Call{Name: flow.CallSignUp}, false, nil, flow.Done{}, []string{"auth.firebasePnvSignUp"}},
		{"RequestFirebaseSMS", flow.Call{Name: flow.CallRequestFirebaseSMS}, false, nil, flow.Done{}, []string{"auth.requestFirebaseSms"}},
		{"ReportMissingCode", flow.Call{Name: flow.CallReportMissingCode}, false, nil, flow.Done{}, []string{"auth.reportMissingCode"}},
		{"CheckPaidAuth", flow.Call{Name: flow.CallCheckPaidAuth}, false, nil, flow.Done{}, []string{"auth.checkPaidAuth"}},
		{"CanPurchaseStore", flow.Call{Name: flow.CallCanPurchaseStore}, false, nil, flow.Done{}, []string{"payments.canPurchaseStore"}},
		{"AssignTransaction, App Store", flow.Call{Name: flow.CallAssignTransaction, TokenKind: flow.AppStore}, false, nil, flow.Done{},
			[]string{"payments.assignAppStoreTransaction"}},
		{"AssignTransaction, Play Market", flow.Call{Name: flow.CallAssignTransaction, TokenKind: flow.PlayMarket}, false, nil, flow.Done{},
			[]string{"payments.assignPlayMarketTransaction"}},
		{"AssignTransaction, no store", flow.Call{Name: flow.CallAssignTransaction}, false, nil,
			flow.NotSent{Err: errors.Local(errors.NotAllowed)}, nil},
		{"no call", flow.Call{}, false, nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &scripted{challenged: tt.challenged, script: tt.script}
			answer, err := telegram.Perform(t.Context(), tt.call, d)
			require.Equal(t, tt.asked, d.asked)
			require.Equal(t, tt.want, answer)
			if tt.want == nil {
				require.ErrorIs(t, err, lost)
			} else {
				require.NoError(t, err)
			}
		})
	}
}

// passkeyOf is the call that gives a passkey of somebody.
func passkeyOf(userHandle string) flow.Call {
	return flow.Call{Name: flow.CallFinishPasskey, Passkey: flow.PasskeyCredential{UserHandle: codes.NewSecret(userHandle)}}
}

// Whoever comes without a number has nothing to make an account with.
func TestNothingToSignUpWith(t *testing.T) {
	wanted, unsupported := flow.RegistrationWanted{Terms: flow.Terms{Text: "terms"}}, flow.Unsupported{Wanted: "auth.authorizationSignUpRequired"}
	verified := flow.Call{Name: flow.CallFinishPasskey, Token: codes.NewSecret("token")}
	for _, tt := range []struct {
		rpc  string
		call flow.Call
		want flow.Answer
	}{
		{"auth.exportLoginToken", flow.Call{Name: flow.CallExportLoginToken}, unsupported},
		{"auth.importLoginToken", flow.Call{Name: flow.CallImportLoginToken}, unsupported},
		{"auth.importBotAuthorization", flow.Call{Name: flow.CallImportToken, TokenKind: flow.BotTokenKind}, unsupported},
		{"auth.importWebTokenAuthorization", flow.Call{Name: flow.CallImportToken, TokenKind: flow.WebTokenKind}, unsupported},
		{"auth.finishPasskeyLogin", passkeyOf("2:1001"), unsupported},
		{"auth.finishPasskeyLogin", verified, wanted},
		{"auth.finishFirebasePnvLogin", flow.Call{Name: flow.CallFinishPasskey, Firebase: true}, wanted},
		{"auth.signIn", flow.Call{Name: flow.CallSignIn}, wanted},
		{"auth.checkPaidAuth", flow.Call{Name: flow.CallCheckPaidAuth}, wanted},
	} {
		t.Run(tt.rpc, func(t *testing.T) {
			d := &scripted{script: map[string][]flow.Answer{tt.rpc: {wanted}}}
			answer, err := telegram.Perform(t.Context(), tt.call, d)
			require.NoError(t, err)
			require.Equal(t, tt.want, answer)
			require.Equal(t, []string{tt.rpc}, d.asked)
		})
	}
}

// A hash is not carried to the server under another key, by whatever call.
func TestHashOfAnotherKey(t *testing.T) {
	for call := flow.CallSendCode; call <= flow.CallLogOut; call++ {
		d := new(scripted)
		answer, err := telegram.Perform(t.Context(), flow.Call{Name: call, Sent: codes.Sent{Key: "another"}}, d)
		require.NoError(t, err)
		require.Equal(t, flow.Refused{Err: errors.Local(errors.KeyMismatch)}, answer, call)
		require.Empty(t, d.asked, call)
	}
}
