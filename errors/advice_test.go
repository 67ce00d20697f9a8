package errors_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
)

func TestError_Advice(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, tt := range []struct {
		name string
		err  *errors.Error
		want []string // all of them are in the advice
	}{
		{"expired", errors.FromRPC("auth.signIn", 400, "PHONE_CODE_EXPIRED"), []string{"too late", "written in a Telegram chat", "another auth key", "new code"}},
		{"wait", errors.FromRPC("m", 420, "FLOOD_WAIT_42"), []string{"Try again in 42 seconds."}},
		{"a second", errors.FromRPC("m", 420, "FLOOD_WAIT_0"), []string{"in 1 second."}},
		{"less than a second", &errors.Error{Class: errors.Wait, Wait: time.Millisecond}, []string{"in 1 second."}},
		{"minutes", errors.FromRPC("m", 420, "FLOOD_WAIT_61"), []string{"in 1 minute 1 second."}},
		{"hours, rounded up", errors.FromRPC("m", 420, "FLOOD_WAIT_7261"), []string{"in 2 hours 2 minutes."}},
		{"carried over", errors.FromRPC("m", 420, "FLOOD_WAIT_86399"), []string{"in 1 day."}},
		{"days", errors.FromRPC("m", 420, "FLOOD_WAIT_90001"), []string{"in 1 day 2 hours."}},
		{"a week", errors.FromRPC("m", 420, "2FA_CONFIRM_WAIT_604800"), []string{"delay", "in 7 days."}},
		{"no time", errors.FromRPC("m", 400, "PHONE_NUMBER_FLOOD"), []string{"Too many codes", "did not say how long"}},
		{"transport", errors.FromRPC("m", -429, ""), []string{"connections", "did not say how long"}},
		{"until", &errors.Error{Reason: errors.Busy, Class: errors.Wait, RetryAt: at}, []string{"under way", "after 2026-03-04 05:06:07 UTC."}},
		{"until, and how long", &errors.Error{Reason: errors.FloodWait, Class: errors.Wait, RetryAt: at, Wait: time.Hour}, []string{"after 2026-03-04 05:06:07 UTC, 1 hour after"}},
		{"local without time", errors.Local(errors.TooEarly), []string{"a little later."}},
		{"reset pending", &errors.Error{Reason: errors.TaskAlreadyExists, Class: errors.OfferOther, RetryAt: at}, []string{"reset already", "after 2026-03-04"}},
		{"reset pending, no date", errors.FromRPC("auth.resetLoginEmail", 400, "TASK_ALREADY_EXISTS"), []string{"reset already."}},
		{"nothing to reset", errors.FromRPC("auth.resetLoginEmail", 400, "EMAIL_INSTALL_MISSING"), []string{"no login e-mail", "begin again"}},
		{"reset not yet", &errors.Error{Reason: errors.ResetFailedWait, Class: errors.Wait, RetryAt: at}, []string{"cancelled a short time ago", "after 2026-03-04 05:06:07 UTC."}},
		{"reset not yet, no date", errors.Local(errors.ResetFailedWait), []string{"cancelled a short time ago", "a little later."}},
		{"reset by nobody", errors.FromRPC("account.resetPassword", 401, "AUTH_KEY_UNREGISTERED"), []string{"only by who is signed in", "recover it by e-mail"}},
		{"decline by nobody", errors.FromRPC("account.declinePasswordReset", 401, "AUTH_KEY_UNREGISTERED"), []string{"only by who is signed in"}},
		{"nobody signed in", errors.FromRPC("account.deleteAccount", 401, "AUTH_KEY_UNREGISTERED"), []string{"Nobody is signed in", "Sign in again."}},
		{"not confirmed", errors.Local(errors.NotConfirmed), []string{"cannot be undone", "Confirm it"}},
		{"not confirmed later", errors.FromRPC("account.deleteAccount", 400, "2FA_RECENT_CONFIRM"), []string{"cancelled from another session", "password"}},
		{"moves", errors.FromRPC("m", 303, "PHONE_MIGRATE_4"), []string{"data centre 4"}},
		{"by subject", errors.FromRPC("m", 400, "FIRSTNAME_INVALID"), []string{"The name was not accepted"}},
		{"not known", errors.FromRPC("m", 400, "Nobody listed this"), []string{"NOBODY_LISTED_THIS"}},
		{"expired elsewhere", elsewhere(errors.PhoneCodeExpired, "SESSION_EXPIRED"), []string{"used already", "Begin again to get a new one."}},
		{"disabled elsewhere", elsewhere(errors.UserDeactivated, "USER_DISABLED"), []string{"disabled", "operator"}},
		{"deleted", errors.FromRPC("m", 401, "USER_DEACTIVATED"), []string{"The account was deleted."}},
		{"ended elsewhere", elsewhere(errors.SessionRevoked, "TOKEN_EXPIRED"), []string{"The session has ended."}},
		{"ended", errors.FromRPC("m", 401, "SESSION_REVOKED"), []string{"another device"}},
		{"name or password", elsewhere(errors.CredentialsInvalid, "INVALID_LOGIN"), []string{"name or the password", "does not say which"}},
		{"locked", elsewhere(errors.AccountLocked, "LOCKED"), []string{"locked", "operator"}},
		{"nobody", elsewhere(errors.AccountNotFound, "EMAIL_NOT_FOUND"), []string{"Nobody is known"}},
		{"captcha", elsewhere(errors.CaptchaNeeded, "CAPTCHA"), []string{"captcha"}},
		{"settings", elsewhere(errors.Misconfigured, "API_KEY_INVALID"), []string{"settings"}},
		{"token", errors.Local(errors.TokenInvalid), []string{"token was not accepted"}},
		{"no token", errors.Local(errors.TokenMissing), []string{"No token"}},
		{"detail", &errors.Error{Reason: errors.Unsupported, Class: errors.Configuration, Text: "auth.sentCodeTypeNew"}, []string{"auth.sentCodeTypeNew"}},
	} {
		got := tt.err.Advice()
		for _, want := range tt.want {
			require.Contains(t, got, want, tt.name)
		}
		// Only Telegram's own words are about Telegram.
		require.Equal(t, tt.name == "expired", strings.Contains(got, "Telegram"), "%s: %s", tt.name, got)
	}
}

// Whatever the reason and the class, a person gets a sentence or two.
func TestError_Advice_everywhere(t *testing.T) {
	var all []*errors.Error
	for c := errors.Unknown; c <= errors.Transient+1; c++ {
		all = append(all, &errors.Error{Class: c}, &errors.Error{Class: c, Reason: "NOBODY_LISTED_THIS"})
	}
	for _, file := range []string{"reasons_server.go", "reasons_local.go"} {
		for _, r := range constants(t, file) {
			all = append(all, errors.Local(r))
		}
	}
	for _, r := range table(t) {
		for text := range r.texts() {
			all = append(all, errors.FromRPC(r.method, r.codes[0], text))
		}
	}
	for _, e := range all {
		s := e.Advice()
		require.Greater(t, len(s), 15, "%v", e)
		require.True(t, strings.HasSuffix(s, "."), "%v: %q", e, s)
		require.NotContains(t, s, "  ", "%v", e)
		printable(t, s)
	}
}

// Own reasons are few and stepin's alone to explain: none falls back to its
// class.
func TestError_Advice_local(t *testing.T) {
	seen := map[string]string{}
	for name, r := range constants(t, "reasons_local.go") {
		if r == errors.Unnamed || r == errors.TransportWrongDC {
			continue
		}
		s := errors.Local(r).Advice()
		require.Empty(t, seen[s], "%s and %s give the same advice", name, seen[s])
		seen[s] = name
		require.NotEqual(t, (&errors.Error{Class: errors.Local(r).Class}).Advice(), s, name)
	}
}
