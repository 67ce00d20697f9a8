package mtproto_test

import (
	"math"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// told is an invoker whose answers are these, in turn.
func told(t *testing.T, answers ...bin.Encoder) *invoker {
	t.Helper()
	i := &invoker{}
	i.answer = func(bin.Encoder) (bin.Encoder, error) {
		if i.asked > len(answers) {
			return nil, errors.New("asked too often")
		}
		return answers[i.asked-1], nil
	}
	return i
}

// over makes a call over an invoker.
func over(t *testing.T, i *invoker, call flow.Call) flow.Answer {
	t.Helper()
	tr := &mtproto.InvokerTransport{Invoker: i}
	s := connected(t, tr)
	if !call.Sent.IsZero() {
		call.Sent.Key = s.Fingerprint()
	}
	answer, _, err := tr.Perform(t.Context(), call, s)
	require.NoError(t, err)
	return answer
}

type kdf = tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow

// goodPassword is an account.password in which nothing is wrong.
func goodPassword(t *testing.T) *tg.AccountPassword {
	t.Helper()
	params := srp.Params{Salt1: []byte("salt one"), Salt2: []byte("salt two"), G: 3, P: dhgrouptest.Telegram()}
	v, err := srp.NewVerifierFromHash(make([]byte, 32), params)
	require.NoError(t, err)
	challenge, err := v.Challenge(1, nil)
	require.NoError(t, err)
	p := &tg.AccountPassword{
		HasPassword:   true,
		NewAlgo:       &kdf{Salt1: []byte("salt new"), Salt2: params.Salt2, G: params.G, P: params.P},
		NewSecureAlgo: &tg.SecurePasswordKdfAlgoUnknown{},
	}
	p.SetCurrentAlgo(&kdf{Salt1: params.Salt1, Salt2: params.Salt2, G: params.G, P: params.P})
	p.SetSRPB(challenge.Params().B)
	p.SetSRPID(1)
	return p
}

// What makes no sense in an answer is borne: it is left out, or is said to be
// unsupported.
func TestStrangeAnswers(t *testing.T) {
	const far = math.MaxInt32
	sent := codes.Sent{Hash: codes.NewSecret("hash"), To: phone(t, ada)}
	send := flow.Call{Name: flow.CallSendCode, To: phone(t, ada)}
	verify := flow.Call{Name: flow.CallVerifyEmail, Sent: sent, Code: codes.NewSecret("code")}
	address := flow.Call{Name: flow.CallSendEmailCode, Sent: sent}
	whoAmI := flow.Call{Name: flow.CallWhoAmI}
	reset := flow.Call{Name: flow.CallResetPassword}
	second := func(n int64) time.Time { return time.Unix(n, 0).UTC() }
	code := func(kind tg.AuthSentCodeTypeClass, timeout int) *tg.AuthSentCode {
		a := &tg.AuthSentCode{Type: kind}
		if timeout != 0 {
			a.SetTimeout(timeout)
		}
		return a
	}
	email := func(length, period, date int) *tg.AuthSentCode {
		kind := &tg.AuthSentCodeTypeEmailCode{Length: length}
		kind.SetResetAvailablePeriod(period)
		kind.SetResetPendingDate(date)
		return code(kind, 0)
	}
	byMail := func(length int, info flow.EmailInfo) flow.EmailCodeSent {
		return flow.EmailCodeSent{Sent: codes.Sent{Delivery: codes.Mail, Length: length, Next: codes.Mail}, Email: info}
	}
	later := code(&tg.AuthSentCodeTypeEmailCode{Length: 6}, 60)
	later.SetNextType(&tg.AuthCodeTypeSMS{})
	anyway := byMail(6, flow.EmailInfo{})
	anyway.Sent.Next, anyway.ResendAfter = codes.SMS, time.Minute
	password := func(spoil func(*tg.AccountPassword)) *tg.AccountPassword {
		p := goodPassword(t)
		spoil(p)
		return p
	}
	for _, tt := range []struct {
		name    string
		call    flow.Call
		answers []bin.Encoder
		want    flow.Answer
	}{
		{"negative length and timeout", send, []bin.Encoder{code(&tg.AuthSentCodeTypeSMS{Length: -1}, -1)},
			flow.CodeSent{Sent: codes.Sent{Delivery: codes.SMS}}},
		{"huge length and timeout", send, []bin.Encoder{code(&tg.AuthSentCodeTypeApp{Length: far}, far)},
			flow.CodeSent{Sent: codes.Sent{Delivery: codes.App}, ResendAfter: far * time.Second}},
		{"by e-mail, negative", send, []bin.Encoder{email(-1, -1, -1)},
			byMail(0, flow.EmailInfo{Resettable: true})},
		{"by e-mail, zero", send, []bin.Encoder{email(0, 0, 0)}, byMail(0, flow.EmailInfo{Resettable: true})},
		{"by e-mail, far", send, []bin.Encoder{email(far, far, far)},
			byMail(0, flow.EmailInfo{Resettable: true, ResetAfter: far * time.Second, ResetAt: second(far)})},
		{"by e-mail, then otherwise", send, []bin.Encoder{later}, anyway},
		{"to a new address, negative", address, []bin.Encoder{&tg.AccountSentEmailCode{Length: -1}},
			flow.EmailCodeSent{Sent: codes.Sent{Delivery: codes.Mail}}},
		{"to a new address, huge", address, []bin.Encoder{&tg.AccountSentEmailCode{Length: far}},
			flow.EmailCodeSent{Sent: codes.Sent{Delivery: codes.Mail}}},
		{"verified, and no more", verify, []bin.Encoder{&tg.AccountEmailVerified{Email: "who@example.com"}},
			flow.Unsupported{Wanted: "account.emailVerified"}},
		{"verified, and another one wanted", verify,
			[]bin.Encoder{&tg.AccountEmailVerifiedLogin{SentCode: code(&tg.AuthSentCodeTypeSetUpEmailRequired{GoogleSigninAllowed: true}, 0)}},
			flow.EmailWanted{Email: flow.EmailInfo{Google: true}}},
		{"verified, and to be paid", verify,
			[]bin.Encoder{&tg.AccountEmailVerifiedLogin{SentCode: &tg.AuthSentCodePaymentRequired{PremiumDays: -1, Amount: -1}}},
			flow.PaymentWanted{}},
		{"a data centre that there is none of", flow.Call{Name: flow.CallExportLoginToken},
			[]bin.Encoder{&tg.AuthLoginTokenMigrateTo{DCID: 99, Token: []byte("token")}},
			flow.NotSent{Err: errors.Local(errors.UnknownDC)}},
		{"a bot without an account", flow.Call{Name: flow.CallImportToken, TokenKind: flow.BotTokenKind},
			[]bin.Encoder{&tg.AuthAuthorizationSignUpRequired{}}, flow.Unsupported{Wanted: "auth.authorizationSignUpRequired"}},
		{"accepted in no data centre", flow.Call{Name: flow.CallExportLoginToken},
			[]bin.Encoder{&tg.AuthLoginTokenMigrateTo{Token: []byte("token")}}, flow.Unsupported{Wanted: "auth.loginTokenMigrateTo"}},
		{"not proved", flow.Call{Name: flow.CallRequestFirebaseSMS}, []bin.Encoder{&tg.BoolFalse{}},
			denies("auth.requestFirebaseSms")},
		{"not to be bought", flow.Call{Name: flow.CallCanPurchaseStore}, []bin.Encoder{&tg.BoolFalse{}},
			denies("payments.canPurchaseStore")},
		{"bought, and other news", flow.Call{Name: flow.CallAssignTransaction, TokenKind: flow.AppStore},
			[]bin.Encoder{&tg.UpdateShort{Update: &tg.UpdateConfig{}}}, flow.Done{}},
		{"bought, and too much news", flow.Call{Name: flow.CallAssignTransaction, TokenKind: flow.PlayMarket},
			[]bin.Encoder{&tg.UpdatesTooLong{}}, flow.Done{}},
		{"signed in without an account", send,
			[]bin.Encoder{&tg.AuthSentCodeSuccess{Authorization: &tg.AuthAuthorizationSignUpRequired{}}}, flow.RegistrationWanted{}},
		{"negative days", send, []bin.Encoder{&tg.AuthSentCodeSuccess{Authorization: negativeLogin()}},
			flow.Authorized{Account: flow.Account{ID: "7", SetupPasswordRequired: true}}},
		{"a negative age", send, []bin.Encoder{&tg.AuthSentCodeSuccess{Authorization: negativeTerms()}},
			flow.RegistrationWanted{}},
		{"no recovery code", flow.Call{Name: flow.CallCheckRecoveryCode}, []bin.Encoder{&tg.BoolFalse{}},
			flow.Refused{Err: errors.FromRPC("auth.checkRecoveryPassword", 400, "CODE_INVALID")}},
		{"nothing declined", flow.Call{Name: flow.CallDeclinePasswordReset}, []bin.Encoder{&tg.BoolFalse{}},
			denies("account.declinePasswordReset")},
		{"nothing deleted", flow.Call{Name: flow.CallDeleteAccount}, []bin.Encoder{&tg.BoolFalse{}},
			denies("account.deleteAccount")},
		{"reset, no date", reset, []bin.Encoder{&tg.AccountResetPasswordRequestedWait{}}, flow.ResetPending{Until: second(0)}},
		{"reset, before all dates", reset, []bin.Encoder{&tg.AccountResetPasswordRequestedWait{UntilDate: -far}},
			flow.ResetPending{Until: second(-far)}},
		{"reset, far", reset, []bin.Encoder{&tg.AccountResetPasswordRequestedWait{UntilDate: far}}, flow.ResetPending{Until: second(far)}},
		{"no reset, no date", reset, []bin.Encoder{&tg.AccountResetPasswordFailedWait{}}, failedWait(time.Time{})},
		{"no reset, far", reset, []bin.Encoder{&tg.AccountResetPasswordFailedWait{RetryDate: far}}, failedWait(second(far))},
		{"a password reset before all dates", whoAmI,
			[]bin.Encoder{nil, password(func(p *tg.AccountPassword) { p.SetPendingResetDate(-1) })},
			flow.PasswordWanted{}},
		{"a password reset at no time", whoAmI,
			[]bin.Encoder{nil, password(func(p *tg.AccountPassword) { p.SetPendingResetDate(0) })}, flow.PasswordWanted{}},
		{"an unknown algorithm", whoAmI,
			[]bin.Encoder{nil, password(func(p *tg.AccountPassword) { p.SetCurrentAlgo(&tg.PasswordKdfAlgoUnknown{}) })},
			flow.Unsupported{Wanted: "passwordKdfAlgoUnknown"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := told(t, tt.answers...)
			if tt.answers[0] == nil {
				i = halfLogin(t, tt.answers[1:]...)
			}
			require.Equal(t, tt.want, over(t, i, tt.call))
			require.Equal(t, len(tt.answers), i.asked)
		})
	}
}

// halfLogin is an invoker under whose key a password is wanted.
func halfLogin(t *testing.T, answers ...bin.Encoder) *invoker {
	t.Helper()
	i := told(t, append([]bin.Encoder{nil}, answers...)...)
	answer := i.answer
	i.answer = func(in bin.Encoder) (bin.Encoder, error) {
		if i.asked == 1 {
			return nil, tgerr.New(401, "SESSION_PASSWORD_NEEDED")
		}
		return answer(in)
	}
	return i
}

func negativeLogin() *tg.AuthAuthorization {
	a := &tg.AuthAuthorization{User: &tg.UserEmpty{ID: 7}}
	a.SetSetupPasswordRequired(true)
	a.SetOtherwiseReloginDays(-1)
	a.SetTmpSessions(-1)
	return a
}

func negativeTerms() *tg.AuthAuthorizationSignUpRequired {
	var terms tg.HelpTermsOfService
	terms.SetMinAgeConfirm(-1)
	a := &tg.AuthAuthorizationSignUpRequired{}
	a.SetTermsOfService(terms)
	return a
}

// denies is what becomes of boolFalse.
func denies(method string) flow.Refused {
	return flow.Refused{Err: errors.FromRPC(method, 400, "BOOL_FALSE")}
}

func failedWait(until time.Time) flow.Refused {
	e := errors.Local(errors.ResetFailedWait)
	e.Method, e.RetryAt = "account.resetPassword", until
	return flow.Refused{Err: e}
}
