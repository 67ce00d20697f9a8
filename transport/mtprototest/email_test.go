package mtprototest_test

import (
	"context"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

const mailbox = "ada@example.com"

// sentCode is an auth.sentCode of this type.
func sentCode[T tg.AuthSentCodeTypeClass](t *testing.T, sent tg.AuthSentCodeClass) (kind T, hash string) {
	t.Helper()
	require.IsType(t, &tg.AuthSentCode{}, sent)
	a := sent.(*tg.AuthSentCode)
	require.IsType(t, kind, a.Type)
	return a.Type.(T), a.PhoneCodeHash
}

// signInByEmail proves ada's login e-mail.
func signInByEmail(ctx context.Context, api *tg.Client, hash string, proof tg.EmailVerificationClass) (tg.AuthAuthorizationClass, error) {
	q := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: hash}
	q.SetEmailVerification(proof)
	return api.AuthSignIn(ctx, q)
}

// A client signs in by the code from its mailbox, or by a token of Apple's or
// Google's.
func TestSignInByEmail(t *testing.T) {
	for _, tt := range []struct {
		name  string
		proof func(code string) tg.EmailVerificationClass
	}{
		{"code", func(code string) tg.EmailVerificationClass { return &tg.EmailVerificationCode{Code: code} }},
		{"Apple", func(string) tg.EmailVerificationClass {
			return &tg.EmailVerificationApple{Token: fake.IDToken("apple", mailbox)}
		}},
		{"Google", func(string) tg.EmailVerificationClass {
			return &tg.EmailVerificationGoogle{Token: fake.IDToken("google", mailbox)}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{
				Phone: ada, Email: mailbox, AppleSignIn: true, GoogleSignIn: true, EmailReset: true, EmailResetPeriod: time.Hour,
			})
			ctx, api := gotdAPI(t, srv)
			kind, hash := sentCode[*tg.AuthSentCodeTypeEmailCode](t, gotdSendCode(ctx, t, api))
			inbox := srv.Inbox(mailbox)
			require.Len(t, inbox, 1)
			want := &tg.AuthSentCodeTypeEmailCode{
				AppleSigninAllowed: true, GoogleSigninAllowed: true, EmailPattern: kind.EmailPattern, Length: len(inbox[0].Code),
			}
			want.SetResetAvailablePeriod(3600)
			want.SetFlags()
			require.Equal(t, want, kind)
			require.NotContains(t, kind.EmailPattern, "da@")
			require.Empty(t, srv.Inbox(ada))

			_, err := signInByEmail(ctx, api, hash, &tg.EmailVerificationCode{Code: "wrong"})
			requireRefused(t, err, "CODE_INVALID")
			_, err = signInByEmail(ctx, api, hash, &tg.EmailVerificationApple{Token: "made up"})
			requireRefused(t, err, "EMAIL_TOKEN_INVALID")
			signedIn, err := signInByEmail(ctx, api, hash, tt.proof(inbox[0].Code))
			require.NoError(t, err)
			require.IsType(t, &tg.AuthAuthorization{}, signedIn)
			require.Len(t, srv.SignedIn(), 1)
		})
	}
}

// A client without a login e-mail sets one up, and signs in with a code of the
// usual kind.
func TestSetUpEmail(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, EmailRequired: true, AppleSignIn: true})
	ctx, api := gotdAPI(t, srv)
	kind, hash := sentCode[*tg.AuthSentCodeTypeSetUpEmailRequired](t, gotdSendCode(ctx, t, api))
	require.Equal(t, &tg.AuthSentCodeTypeSetUpEmailRequired{Flags: kind.Flags, AppleSigninAllowed: true}, kind)

	login := &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: ada, PhoneCodeHash: hash}
	_, err := api.AccountSendVerifyEmailCode(ctx, &tg.AccountSendVerifyEmailCodeRequest{Purpose: login, Email: "nowhere"})
	requireRefused(t, err, "EMAIL_INVALID")
	sent, err := api.AccountSendVerifyEmailCode(ctx, &tg.AccountSendVerifyEmailCodeRequest{Purpose: login, Email: mailbox})
	require.NoError(t, err)
	inbox := srv.Inbox(mailbox)
	require.Len(t, inbox, 1)
	require.Equal(t, len(inbox[0].Code), sent.Length)
	require.NotEmpty(t, sent.EmailPattern)

	verify := &tg.AccountVerifyEmailRequest{Purpose: login, Verification: &tg.EmailVerificationCode{Code: "wrong"}}
	_, err = api.AccountVerifyEmail(ctx, verify)
	requireRefused(t, err, "CODE_INVALID")
	verify.Verification = &tg.EmailVerificationCode{Code: inbox[0].Code}
	verified, err := api.AccountVerifyEmail(ctx, verify)
	require.NoError(t, err)
	require.IsType(t, &tg.AccountEmailVerifiedLogin{}, verified)
	next := verified.(*tg.AccountEmailVerifiedLogin)
	require.Equal(t, mailbox, next.Email)
	_, another := sentCode[*tg.AuthSentCodeTypeApp](t, next.SentCode)
	require.NotEqual(t, hash, another)

	signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: another}
	signIn.SetPhoneCode(code)
	signedIn, err := api.AuthSignIn(ctx, signIn)
	require.NoError(t, err)
	require.IsType(t, &tg.AuthAuthorization{}, signedIn)
}

// After a verified address no more code may be needed.
func TestSetUpEmailOfTrusted(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, EmailRequired: true, GoogleSignIn: true, Trusted: true})
	ctx, api := gotdAPI(t, srv)
	_, hash := sentCode[*tg.AuthSentCodeTypeSetUpEmailRequired](t, gotdSendCode(ctx, t, api))
	verified, err := api.AccountVerifyEmail(ctx, &tg.AccountVerifyEmailRequest{
		Purpose:      &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: ada, PhoneCodeHash: hash},
		Verification: &tg.EmailVerificationGoogle{Token: fake.IDToken("google", mailbox)},
	})
	require.NoError(t, err)
	require.IsType(t, &tg.AuthSentCodeSuccess{}, verified.(*tg.AccountEmailVerifiedLogin).SentCode)
	require.Len(t, srv.SignedIn(), 1)
}

// The purposes that are no sign-in's are not the model's.
func TestEmailForOtherPurposes(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	ctx, api := gotdAPI(t, srv)
	for _, purpose := range []tg.EmailVerifyPurposeClass{&tg.EmailVerifyPurposeLoginChange{}, &tg.EmailVerifyPurposePassport{}} {
		_, err := api.AccountSendVerifyEmailCode(ctx, &tg.AccountSendVerifyEmailCodeRequest{Purpose: purpose, Email: mailbox})
		requireRefused(t, err, "METHOD_INVALID")
		_, err = api.AccountVerifyEmail(ctx, &tg.AccountVerifyEmailRequest{
			Purpose: purpose, Verification: &tg.EmailVerificationCode{Code: "333333"},
		})
		requireRefused(t, err, "METHOD_INVALID")
	}
	require.Equal(t, "account.sendVerifyEmailCode", srv.Requests()[1].Method)
	require.Equal(t, "account.verifyEmail", srv.Requests()[2].Method)
}

// Who cannot read the mailbox waits, or need not.
func TestResetLoginEmail(t *testing.T) {
	now := time.Unix(1700000000, 0)
	model, err := fake.New(fake.Account{Phone: ada, Email: mailbox, EmailReset: true, EmailResetPeriod: 24 * time.Hour, Next: codes.SMS})
	require.NoError(t, err)
	model.Now = func() time.Time { return now }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	ctx, api := gotdAPI(t, srv)
	kind, hash := sentCode[*tg.AuthSentCodeTypeEmailCode](t, gotdSendCode(ctx, t, api))
	period, ok := kind.GetResetAvailablePeriod()
	require.True(t, ok)
	require.Equal(t, 86400, period)

	reset := func(hash string) (tg.AuthSentCodeClass, error) {
		return api.AuthResetLoginEmail(ctx, &tg.AuthResetLoginEmailRequest{PhoneNumber: ada, PhoneCodeHash: hash})
	}
	sent, err := reset(hash)
	require.NoError(t, err)
	kind, hash = sentCode[*tg.AuthSentCodeTypeEmailCode](t, sent)
	pending, ok := kind.GetResetPendingDate()
	require.True(t, ok)
	require.Equal(t, 1700086400, pending)
	_, err = reset(hash)
	requireRefused(t, err, "TASK_ALREADY_EXISTS")

	now = time.Unix(int64(pending), 0)
	sent, err = reset(hash)
	require.NoError(t, err)
	sentCode[*tg.AuthSentCodeTypeApp](t, sent)
}
