package mtprototest_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"testing"
	"time"

	gotdsrp "github.com/gotd/td/crypto/srp"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// forgetful is an account whose password can be recovered.
var forgetful = mtprototest.Account{
	Phone: ada, Password: "correct horse", Hint: "of course", RecoveryEmail: mailbox, RecoveryCode: "444444", SecureValues: true,
}

type kdf = tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow

// offered is the algorithm for a new password, with a salt1 that is the client's own.
func offered(ctx context.Context, t *testing.T, api *tg.Client) *kdf {
	t.Helper()
	p, err := api.AccountGetPassword(ctx)
	require.NoError(t, err)
	algo := p.NewAlgo.(*kdf)
	algo.Salt1, err = srp.NewSalt1(algo.Salt1, nil)
	require.NoError(t, err)
	return algo
}

// newSettings sets a password, or whatever has this hash.
func newSettings(algo *kdf, hash []byte, hint string) tg.AccountPasswordInputSettings {
	var settings tg.AccountPasswordInputSettings
	settings.SetNewAlgo(algo)
	settings.SetNewPasswordHash(hash)
	settings.SetHint(hint)
	return settings
}

// recoverWith makes an auth.recoverPassword.
func recoverWith(code string, settings tg.AccountPasswordInputSettings) *tg.AuthRecoverPasswordRequest {
	q := &tg.AuthRecoverPasswordRequest{Code: code}
	q.SetNewSettings(settings)
	return q
}

func TestRecoveryRemovesThePassword(t *testing.T) {
	srv := mtprototest.New(t, forgetful)
	ctx, api := gotdAPI(t, srv)
	gotdHalf(ctx, t, api)
	p, err := api.AccountGetPassword(ctx)
	require.NoError(t, err)
	require.True(t, p.HasRecovery)
	require.True(t, p.HasSecureValues)
	require.True(t, p.HasPassword)

	sent, err := api.AuthRequestPasswordRecovery(ctx)
	require.NoError(t, err)
	require.Equal(t, forgetful.RecoveryCode, srv.Inbox(mailbox)[0].Code)
	require.NotEmpty(t, sent.EmailPattern)
	require.NotContains(t, sent.EmailPattern, "da@")
	_, err = api.AuthCheckRecoveryPassword(ctx, "wrong")
	requireRefused(t, err, "CODE_INVALID")
	right, err := api.AuthCheckRecoveryPassword(ctx, forgetful.RecoveryCode)
	require.NoError(t, err)
	require.True(t, right)

	signedIn, err := api.AuthRecoverPassword(ctx, &tg.AuthRecoverPasswordRequest{Code: forgetful.RecoveryCode})
	require.NoError(t, err)
	require.IsType(t, &tg.AuthAuthorization{}, signedIn)
	p, err = api.AccountGetPassword(ctx)
	require.NoError(t, err)
	require.False(t, p.HasPassword)
}

// A password that gotd has set, and only its owner knows, is asked for again, by
// another server, too, that goes on where this one has ended.
func TestRecoverySetsAPassword(t *testing.T) {
	const chosen, hint = "a better one", "better"
	first := mtprototest.New(t, forgetful)
	ctx, api := gotdAPI(t, first)
	gotdHalf(ctx, t, api)
	_, err := api.AuthRequestPasswordRecovery(ctx)
	require.NoError(t, err)
	p, err := api.AccountGetPassword(ctx)
	require.NoError(t, err)
	algo := p.NewAlgo.(*kdf)
	hash, salt1, err := gotdsrp.NewSRP(rand.Reader).NewHash([]byte(chosen), gotdsrp.Input(*algo))
	require.NoError(t, err)
	algo.Salt1 = salt1
	signedIn, err := api.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, newSettings(algo, hash, hint)))
	require.NoError(t, err)
	require.IsType(t, &tg.AuthAuthorization{}, signedIn)
	snapshot, err := first.Snapshot()
	require.NoError(t, err)

	second := mtprototest.New(t, forgetful)
	require.NoError(t, second.Restore(snapshot))
	for _, srv := range []*mtprototest.Server{first, second} {
		ctx, api := gotdAPI(t, srv)
		gotdHalf(ctx, t, api)
		p, err := api.AccountGetPassword(ctx)
		require.NoError(t, err)
		require.Equal(t, hint, p.Hint)
		_, err = api.AuthCheckPassword(ctx, gotdProof(ctx, t, api, forgetful.Password))
		requireRefused(t, err, "PASSWORD_HASH_INVALID")
		signedIn, err := api.AuthCheckPassword(ctx, gotdProof(ctx, t, api, chosen))
		require.NoError(t, err)
		require.IsType(t, &tg.AuthAuthorization{}, signedIn)
	}
}

// Settings that no client may send change nothing, and the code stays good.
func TestNewSettingsAreChecked(t *testing.T) {
	srv := mtprototest.New(t, forgetful)
	ctx, api := gotdAPI(t, srv)
	gotdHalf(ctx, t, api)
	_, err := api.AuthRequestPasswordRecovery(ctx)
	require.NoError(t, err)

	// A hash is any number from 1 to p-1.
	number := func() []byte { return bytes.Repeat([]byte{1}, 256) }
	prime := bytes.Clone(offered(ctx, t, api).P)
	for _, tt := range []struct {
		name  string
		spoil func(s *tg.AccountPasswordInputSettings, algo *kdf)
	}{
		{"unknown algorithm", func(s *tg.AccountPasswordInputSettings, _ *kdf) { s.SetNewAlgo(&tg.PasswordKdfAlgoUnknown{}) }},
		{"no password", func(s *tg.AccountPasswordInputSettings, _ *kdf) {
			*s = tg.AccountPasswordInputSettings{}
			s.SetEmail(mailbox)
		}},
		{"another salt1", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.Salt1[0] ^= 1 }},
		{"salt1 as it was", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.Salt1 = algo.Salt1[:len(algo.Salt1)-32] }},
		{"salt1 too short", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.Salt1 = algo.Salt1[:len(algo.Salt1)-1] }},
		{"no salt1", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.Salt1 = nil }},
		{"another salt2", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.Salt2[0] ^= 1 }},
		{"another g", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.G++ }},
		{"another p", func(_ *tg.AccountPasswordInputSettings, algo *kdf) { algo.P[255] ^= 1 }},
		{"no hash", func(s *tg.AccountPasswordInputSettings, _ *kdf) { s.NewPasswordHash = nil }},
		{"hash of nothing", func(s *tg.AccountPasswordInputSettings, _ *kdf) { clear(s.NewPasswordHash) }},
		{"hash above p", func(s *tg.AccountPasswordInputSettings, _ *kdf) { s.NewPasswordHash = bytes.Repeat([]byte{0xff}, 256) }},
		{"hash is p", func(s *tg.AccountPasswordInputSettings, _ *kdf) { s.NewPasswordHash = prime }},
		{"long hash", func(s *tg.AccountPasswordInputSettings, _ *kdf) {
			s.NewPasswordHash = slices.Concat([]byte{1}, s.NewPasswordHash)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			algo := offered(ctx, t, api)
			settings := newSettings(algo, number(), "better")
			tt.spoil(&settings, algo)
			_, err := api.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, settings))
			requireRefused(t, err, "NEW_SETTINGS_INVALID")
		})
	}
	t.Run("offered before", func(t *testing.T) {
		settings := newSettings(offered(ctx, t, api), number(), "better")
		_, err := api.AccountGetPassword(ctx)
		require.NoError(t, err)
		_, err = api.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, settings))
		requireRefused(t, err, "NEW_SETTINGS_INVALID")
	})
	t.Run("offered to another", func(t *testing.T) {
		settings := newSettings(offered(ctx, t, api), number(), "better")
		ctx, another := gotdAPI(t, srv)
		gotdHalf(ctx, t, another)
		_, err := another.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, settings))
		requireRefused(t, err, "NEW_SETTINGS_INVALID")
	})

	_, err = api.AuthRecoverPassword(ctx, recoverWith("wrong", tg.AccountPasswordInputSettings{}))
	requireRefused(t, err, "CODE_INVALID")
	good := newSettings(offered(ctx, t, api), number(), "")
	_, err = api.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, good))
	require.NoError(t, err)
	_, err = api.AuthRecoverPassword(ctx, recoverWith(forgetful.RecoveryCode, good))
	requireRefused(t, err, "PASSWORD_RECOVERY_EXPIRED")
}

// The password goes when its time is up, and its owner can object.
func TestResetPassword(t *testing.T) {
	now := time.Unix(1700000000, 0)
	account := forgetful
	account.ResetWait = 7 * 24 * time.Hour
	model, err := fake.New(account)
	require.NoError(t, err)
	model.Now = func() time.Time { return now }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	ctx, api := gotdAPI(t, srv)
	_, err = api.AccountResetPassword(ctx)
	requireRefused(t, err, "AUTH_KEY_UNREGISTERED")
	gotdHalf(ctx, t, api)
	_, err = api.AccountDeclinePasswordReset(ctx)
	requireRefused(t, err, "RESET_REQUEST_MISSING")

	const week = 604800
	result, err := api.AccountResetPassword(ctx)
	require.NoError(t, err)
	require.Equal(t, &tg.AccountResetPasswordRequestedWait{UntilDate: 1700000000 + week}, result)
	p, err := api.AccountGetPassword(ctx)
	require.NoError(t, err)
	pending, ok := p.GetPendingResetDate()
	require.True(t, ok)
	require.Equal(t, 1700000000+week, pending)

	declined, err := api.AccountDeclinePasswordReset(ctx)
	require.NoError(t, err)
	require.True(t, declined)
	result, err = api.AccountResetPassword(ctx)
	require.NoError(t, err)
	require.Equal(t, &tg.AccountResetPasswordFailedWait{RetryDate: 1700000000 + week}, result)
	p, err = api.AccountGetPassword(ctx)
	require.NoError(t, err)
	_, ok = p.GetPendingResetDate()
	require.False(t, ok)

	now = now.Add(week * time.Second)
	result, err = api.AccountResetPassword(ctx)
	require.NoError(t, err)
	require.Equal(t, &tg.AccountResetPasswordRequestedWait{UntilDate: 1700000000 + 2*week}, result)
	now = now.Add(week * time.Second)
	result, err = api.AccountResetPassword(ctx)
	require.NoError(t, err)
	require.Equal(t, &tg.AccountResetPasswordOk{}, result)
}

// An account is deleted with the password at once, without it later.
func TestDeleteAccount(t *testing.T) {
	account := forgetful
	account.DeleteWait = time.Hour
	for _, tt := range []struct {
		name     string
		password func(ctx context.Context, t *testing.T, api *tg.Client) tg.InputCheckPasswordSRPClass
		refused  string // "": deleted
	}{
		{"without the password", nil, "2FA_CONFIRM_WAIT"},
		{"with the password", func(ctx context.Context, t *testing.T, api *tg.Client) tg.InputCheckPasswordSRPClass {
			return gotdProof(ctx, t, api, account.Password)
		}, ""},
		{"with another password", func(ctx context.Context, t *testing.T, api *tg.Client) tg.InputCheckPasswordSRPClass {
			return gotdProof(ctx, t, api, "wrong")
		}, "PASSWORD_HASH_INVALID"},
		{"with no proof", func(context.Context, *testing.T, *tg.Client) tg.InputCheckPasswordSRPClass {
			return &tg.InputCheckPasswordEmpty{}
		}, "SRP_ID_INVALID"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, account)
			ctx, api := gotdAPI(t, srv)
			gotdHalf(ctx, t, api)
			q := &tg.AccountDeleteAccountRequest{Reason: "Forgot password"}
			if tt.password != nil {
				q.SetPassword(tt.password(ctx, t, api))
			}
			deleted, err := api.AccountDeleteAccount(ctx, q)
			requests := srv.Requests()
			require.Contains(t, requests[len(requests)-1].String(), "Forgot password")
			if tt.refused != "" {
				requireRefused(t, err, tt.refused)
				return
			}
			require.NoError(t, err)
			require.True(t, deleted)
			_, err = api.AccountGetPassword(ctx)
			requireRefused(t, err, "USER_DEACTIVATED")
		})
	}
}
