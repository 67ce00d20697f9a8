package mtproto_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

const mailbox, mailPattern = "ada@example.com", "a***@e***.com"

// step is a call that follows from the ones before.
func (c *client) step(name flow.CallName, change func(*flow.Call)) flow.Answer {
	c.t.Helper()
	call := flow.Call{Name: name}
	switch name {
	case flow.CallSignIn, flow.CallSignInEmail, flow.CallSendEmailCode, flow.CallVerifyEmail, flow.CallResetLoginEmail:
		call.Sent = c.sent
	default:
	}
	if change != nil {
		change(&call)
	}
	return c.ask(call)
}

// at starts a server with one account, and returns a client that has asked it for
// a code.
func at(t *testing.T, account mtprototest.Account) (*client, *mtprototest.Server) {
	t.Helper()
	srv := mtprototest.New(t, account)
	c := clientAt(t, srv, flow.CallSendCode)
	c.sendCode(account.Phone)
	return c, srv
}

func withCode(code string) func(*flow.Call) {
	return func(call *flow.Call) { call.Code = codes.NewSecret(code) }
}

func withToken(kind, token string) func(*flow.Call) {
	return func(call *flow.Call) { call.TokenKind, call.Token = kind, codes.NewSecret(token) }
}

// lastRequest is the last request, as the server's log has it.
func lastRequest(t *testing.T, srv *mtprototest.Server) string {
	t.Helper()
	requests := srv.Requests()
	require.NotEmpty(t, requests)
	return requests[len(requests)-1].String()
}

// An address is set up, and what proves it brings a code of the usual kind, or
// ends the sign-in.
func TestEmailSetUpOverTheWire(t *testing.T) {
	const secret = "135790"
	for _, tt := range []struct {
		name    string
		trusted bool
		proof   func(*flow.Call)
		field   string
	}{
		{"code", false, withCode(secret), "code=" + secret},
		{"Apple", false, withToken(flow.AppleTokenKind, fake.IDToken("apple", mailbox)), "apple"},
		{"Google", false, withToken(flow.GoogleTokenKind, fake.IDToken("google", mailbox)), "google"},
		{"no code is needed then", true, withCode(secret), "code=" + secret},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, srv := at(t, mtprototest.Account{
				Phone: ada, EmailRequired: true, EmailCode: secret, AppleSignIn: true, GoogleSignIn: true, Trusted: tt.trusted,
			})
			first := c.sent.Hash
			require.False(t, first.IsZero())
			to, err := codes.Email(mailbox)
			require.NoError(t, err)
			sent := c.step(flow.CallSendEmailCode, func(call *flow.Call) { call.Email = to })
			require.Equal(t, flow.EmailCodeSent{
				Sent: codes.Sent{Delivery: codes.Mail, Pattern: mailPattern, Length: len(secret)},
			}, sent)
			require.True(t, c.sent.Hash.Equal(first), "the hash is the same")

			require.ErrorIs(t, refused(t, c.step(flow.CallVerifyEmail, withCode("975310"))), errors.CodeInvalid)
			answer := c.step(flow.CallVerifyEmail, tt.proof)
			require.Contains(t, lastRequest(t, srv), tt.field)
			if !tt.trusted {
				require.IsType(t, flow.CodeSent{}, answer)
				require.False(t, c.sent.Hash.Equal(first), "another code has another hash")
				answer = c.signIn(adaCode)
			}
			require.IsType(t, flow.Authorized{}, answer)
			require.Len(t, srv.SignedIn(), 1)
		})
	}
}

// The three proofs of a login e-mail sign in.
func TestSignInEmailOverTheWire(t *testing.T) {
	const secret = "135790"
	for _, tt := range []struct {
		name  string
		proof func(*flow.Call)
	}{
		{"code", withCode(secret)},
		{"Apple", withToken(flow.AppleTokenKind, fake.IDToken("apple", mailbox))},
		{"Google", withToken(flow.GoogleTokenKind, fake.IDToken("google", mailbox))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{
				Phone: ada, Email: mailbox, EmailCode: secret, AppleSignIn: true, GoogleSignIn: true,
				EmailReset: true, EmailResetPeriod: time.Hour, Next: codes.SMS,
			})
			c := clientAt(t, srv, flow.CallSendCode)
			answer := c.sendCode(ada)
			require.IsType(t, flow.EmailCodeSent{}, answer)
			sent := answer.(flow.EmailCodeSent)
			require.Equal(t, flow.EmailInfo{Apple: true, Google: true, Resettable: true, ResetAfter: time.Hour}, sent.Email)
			require.Equal(t, mailPattern, sent.Sent.Pattern)
			require.Equal(t, codes.Mail, sent.Sent.Delivery)

			require.ErrorIs(t, refused(t, c.step(flow.CallSignInEmail, withCode("975310"))), errors.CodeInvalid)
			require.ErrorIs(t, refused(t, c.step(flow.CallSignInEmail, withToken(flow.AppleTokenKind, "made up"))), errors.EmailTokenInvalid)
			require.IsType(t, flow.Authorized{}, c.step(flow.CallSignInEmail, tt.proof))
			require.Equal(t, 3, srv.Calls()["auth.signIn"])
		})
	}
}

// A login e-mail is given up: the date comes, and a second time is refused; or the
// code goes to the number at once.
func TestResetLoginEmailOverTheWire(t *testing.T) {
	c, _ := at(t, mtprototest.Account{Phone: ada, Email: mailbox, EmailReset: true, EmailResetPeriod: time.Hour})
	answer := c.step(flow.CallResetLoginEmail, nil)
	require.IsType(t, flow.EmailCodeSent{}, answer)
	require.WithinDuration(t, time.Now().Add(time.Hour), answer.(flow.EmailCodeSent).Email.ResetAt, time.Minute)
	require.ErrorIs(t, refused(t, c.step(flow.CallResetLoginEmail, nil)), errors.TaskAlreadyExists)

	c, _ = at(t, mtprototest.Account{Phone: ada, Email: mailbox, EmailReset: true})
	require.IsType(t, flow.CodeSent{}, c.step(flow.CallResetLoginEmail, nil))
	require.IsType(t, flow.Authorized{}, c.signIn(adaCode))
}

const recoveryCode = "864209"

// forgetful's password can be recovered.
func forgetful() mtprototest.Account {
	return mtprototest.Account{
		Phone: bea, Password: beaPassword, Hint: "battery", RecoveryEmail: mailbox, RecoveryCode: recoveryCode, SecureValues: true,
		ResetWait: time.Hour, DeleteWait: time.Hour, FirstName: "Bea",
	}
}

// half is a client that has given forgetful's code.
func half(t *testing.T) (*client, *mtprototest.Server) {
	t.Helper()
	c, srv := at(t, forgetful())
	require.Equal(t, flow.PasswordWanted{Password: flow.PasswordInfo{
		Hint: "battery", HasRecovery: true, HasSecureValues: true,
	}}, c.signIn(beaCode))
	return c, srv
}

// A forgotten password is removed or replaced, in these RPCs and no others.
func TestRecoveryOverTheWire(t *testing.T) {
	for _, tt := range []struct {
		name string
		new  string // "": the password is removed
		asks int    // of account.getPassword
	}{
		{"removed", "", 0},
		{"replaced", "a better one", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, srv := half(t)
			before := srv.Calls()
			require.Equal(t, flow.RecoverySent{Pattern: mailPattern}, c.step(flow.CallRequestRecovery, nil))
			require.ErrorIs(t, refused(t, c.step(flow.CallCheckRecoveryCode, withCode("975310"))), errors.CodeInvalid)
			require.Equal(t, flow.Done{}, c.step(flow.CallCheckRecoveryCode, withCode(recoveryCode)))
			give := func(code string) flow.Answer {
				return c.step(flow.CallRecoverPassword, func(call *flow.Call) {
					call.Code, call.Password, call.Hint = codes.NewSecret(code), codes.NewSecret(tt.new), codes.NewSecret("better")
				})
			}
			require.ErrorIs(t, refused(t, give("975310")), errors.CodeInvalid)
			require.IsType(t, flow.Authorized{}, give(recoveryCode))
			after := srv.Calls()
			require.Equal(t, 2*tt.asks, after["account.getPassword"]-before["account.getPassword"])
			require.Equal(t, 1, after["auth.requestPasswordRecovery"])
			require.Equal(t, 2, after["auth.checkRecoveryPassword"])
			require.Equal(t, 2, after["auth.recoverPassword"])

			again := clientAt(t, srv, flow.CallSendCode)
			again.sendCode(bea)
			answer := again.signIn(beaCode)
			if tt.new != "" {
				require.Equal(t, flow.PasswordWanted{Password: flow.PasswordInfo{Hint: "better", HasRecovery: true}}, answer)
				require.ErrorIs(t, refused(t, again.checkPassword(beaPassword)), errors.PasswordHashInvalid)
				answer = again.checkPassword(tt.new)
			}
			require.IsType(t, flow.Authorized{}, answer)
		})
	}
}

// A reset of the password is asked for, announced, taken back, and then refused
// for a time.
func TestResetPasswordOverTheWire(t *testing.T) {
	c, _ := half(t)
	require.ErrorIs(t, refused(t, c.step(flow.CallDeclinePasswordReset, nil)), errors.ResetRequestMissing)
	answer := c.step(flow.CallResetPassword, nil)
	require.IsType(t, flow.ResetPending{}, answer)
	until := answer.(flow.ResetPending).Until
	require.WithinDuration(t, time.Now().Add(time.Hour), until, time.Minute)
	require.Equal(t, flow.PasswordWanted{Password: flow.PasswordInfo{
		Hint: "battery", HasRecovery: true, HasSecureValues: true, ResetAt: until,
	}}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
	require.Equal(t, flow.Done{}, c.step(flow.CallDeclinePasswordReset, nil))
	refusal := refused(t, c.step(flow.CallResetPassword, nil))
	require.ErrorIs(t, refusal, errors.ResetFailedWait)
	require.Equal(t, errors.Wait, refusal.Class)
	require.WithinDuration(t, time.Now().Add(time.Hour), refusal.RetryAt, time.Minute)
	require.Zero(t, refusal.Code)

	account := forgetful()
	account.ResetWait = 0
	c, _ = at(t, account)
	require.IsType(t, flow.PasswordWanted{}, c.signIn(beaCode))
	require.Equal(t, flow.Done{}, c.step(flow.CallResetPassword, nil))
}

// An account is deleted after a delay, or at once with the password, for which the
// numbers of a proof are used once.
func TestDeleteAccountOverTheWire(t *testing.T) {
	c, srv := half(t)
	because := func(password string) func(*flow.Call) {
		return func(call *flow.Call) {
			call.Reason, call.Password = codes.NewSecret("a new life"), codes.NewSecret(password)
		}
	}
	refusal := refused(t, c.step(flow.CallDeleteAccount, because("")))
	require.ErrorIs(t, refusal, errors.TwoFAConfirmWait)
	require.InDelta(t, time.Hour, refusal.Wait, float64(time.Minute))
	require.Contains(t, lastRequest(t, srv), "a new life")
	require.NotNil(t, c.open().SRP, "no password was given, and no numbers used")

	require.ErrorIs(t, refused(t, c.step(flow.CallDeleteAccount, because("wrong"))), errors.PasswordHashInvalid)
	require.Nil(t, c.open().SRP)
	require.Equal(t, 1, srv.Calls()["account.getPassword"], "the numbers at hand were used")
	require.Equal(t, flow.Done{}, c.step(flow.CallDeleteAccount, because(beaPassword)))
	require.Equal(t, 2, srv.Calls()["account.getPassword"], "and others after that")
	require.Equal(t, 3, srv.Calls()["account.deleteAccount"])
	require.Nil(t, c.open().SRP)
	require.ErrorIs(t, refused(t, c.ask(flow.Call{Name: flow.CallWhoAmI})), errors.UserDeactivated)
}

// What follows a sign-in is told, and a future auth token signs in the next time.
func TestFutureTokensOverTheWire(t *testing.T) {
	c, srv := at(t, mtprototest.Account{Phone: ada, FutureTokens: true, OtherwiseReloginDays: 7, TmpSessions: 2})
	answer := c.signIn(adaCode)
	require.IsType(t, flow.Authorized{}, answer)
	in := answer.(flow.Authorized)
	require.True(t, in.Account.SetupPasswordRequired)
	require.Equal(t, 7, in.Account.OtherwiseReloginDays)
	require.Equal(t, 2, in.Account.TmpSessions)
	require.False(t, in.FutureToken.IsZero())
	answer = c.ask(flow.Call{Name: flow.CallLogOut})
	require.IsType(t, flow.Done{}, answer)
	out := answer.(flow.Done)
	require.False(t, out.FutureToken.IsZero())

	for _, tokens := range [][]codes.Secret{{in.FutureToken}, {codes.NewSecret("another"), out.FutureToken}} {
		again := clientAt(t, srv, flow.CallSendCode)
		answer := again.ask(flow.Call{Name: flow.CallSendCode, To: phone(t, ada), Tokens: tokens})
		require.IsType(t, flow.Authorized{}, answer)
	}
	other := clientAt(t, srv, flow.CallSendCode)
	require.IsType(t, flow.CodeSent{}, other.ask(flow.Call{
		Name: flow.CallSendCode, To: phone(t, ada), Tokens: []codes.Secret{codes.NewSecret("another")},
	}))
}

// A hash of another key is no better with the calls that are about e-mail.
func TestKeyMismatchByEmail(t *testing.T) {
	c, srv := at(t, mtprototest.Account{Phone: ada, Email: mailbox, EmailReset: true})
	calls := srv.Calls()
	for _, name := range []flow.CallName{
		flow.CallSendEmailCode, flow.CallVerifyEmail, flow.CallSignInEmail, flow.CallResetLoginEmail,
	} {
		answer := c.step(name, func(call *flow.Call) { call.Sent.Key = "dc2-0123456789abcdef" })
		require.ErrorIs(t, refused(t, answer), errors.KeyMismatch, name)
	}
	require.Equal(t, calls, srv.Calls())
}

// A server whose clock is days off says dates by that clock. They are told by ours;
// a difference that may be the network's is left alone.
func TestDatesByOurClock(t *testing.T) {
	for _, tt := range []struct {
		by    time.Duration
		moved bool
	}{
		{72 * time.Hour, true}, {-72 * time.Hour, true}, {10 * time.Second, false},
	} {
		t.Run(tt.by.String(), func(t *testing.T) {
			var clock shifted
			clock.set(tt.by)
			model, err := fake.New(forgetful(), mtprototest.Account{Phone: ada, Email: mailbox, EmailReset: true, EmailResetPeriod: time.Hour})
			require.NoError(t, err)
			srv, err := mtprototest.Start(model, mtprototest.Config{Now: clock.now})
			require.NoError(t, err)
			t.Cleanup(srv.Close)
			c := clientAt(t, srv, flow.CallSendCode)
			// The exchange has measured the clock, to the second; here it is exact.
			s := c.open()
			require.InDelta(t, tt.by.Seconds(), s.Offset.Seconds(), 20)
			s.Offset = tt.by
			c.session = s.Close()

			want := time.Now().Add(time.Hour)
			if !tt.moved {
				want = want.Add(tt.by)
			}
			near := func(at time.Time) {
				t.Helper()
				require.WithinDuration(t, want, at, time.Minute)
			}
			c.sendCode(bea)
			require.IsType(t, flow.PasswordWanted{}, c.signIn(beaCode))
			near(c.step(flow.CallResetPassword, nil).(flow.ResetPending).Until)
			near(c.ask(flow.Call{Name: flow.CallWhoAmI}).(flow.PasswordWanted).Password.ResetAt)
			require.Equal(t, flow.Done{}, c.step(flow.CallDeclinePasswordReset, nil))
			near(refused(t, c.step(flow.CallResetPassword, nil)).RetryAt)

			c.session = mtproto.Session{DC: s.DC, Key: s.Key, Salt: s.Salt, Offset: s.Offset}.Close()
			require.IsType(t, flow.Done{}, c.ask(flow.Call{Name: flow.CallLogOut}))
			c.sendCode(ada)
			near(c.step(flow.CallResetLoginEmail, nil).(flow.EmailCodeSent).Email.ResetAt)
		})
	}
}
