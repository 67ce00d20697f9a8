package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestResetPassword(t *testing.T) {
	week := fake.Account{Password: "hunter2", ResetWait: 7 * 24 * time.Hour}
	stories{
		{
			name:     "at once",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: half + `
				A resetPassword                    => resetPassword
				# The login stays half, and a new one needs no password.
				halfSignedIn                       => A@2
				A getPassword                      => no password
				A checkPassword 1 hunter2          => 400 PASSWORD_EMPTY
				A resetPassword                    => 400 PASSWORD_EMPTY
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "in a week, asked again",
			accounts: people(week),
			script: half + `
				A resetPassword                    => resetPassword until=11-28T12:00
				A getPassword                      => password srp=1 pending=11-28T12:00
				wait 24h
				restore                            =>
				A resetPassword                    => resetPassword until=11-28T12:00
				wait 143h59m59s
				A resetPassword                    => resetPassword until=11-28T12:00
				wait 1s
				A getPassword                      => password srp=2 pending=11-28T12:00
				A resetPassword                    => resetPassword
				A getPassword                      => no password
			`,
		},
		{
			name:     "declined",
			accounts: people(week),
			script: half + `
				A declineReset                     => 400 RESET_REQUEST_MISSING
				A resetPassword                    => resetPassword until=11-28T12:00
				wait 24h
				A declineReset                     => true
				A declineReset                     => 400 RESET_REQUEST_MISSING
				A getPassword                      => password srp=1
				restore                            =>
				A resetPassword                    => resetPassword retry=11-29T12:00
				wait 167h59m59s
				A resetPassword                    => resetPassword retry=11-29T12:00
				wait 1s
				A resetPassword                    => resetPassword until=12-06T12:00
			`,
		},
		{
			name:     "while signed in",
			accounts: people(week),
			script: half + `
				A getPassword                      => password srp=1
				A checkPassword 1 hunter2          => authorization +9996620001
				A resetPassword                    => resetPassword until=11-28T12:00
				A declineReset                     => true
			`,
		},
		{
			name:     "a password set meanwhile makes it void",
			accounts: people(week),
			script: half + `
				A resetPassword                    => resetPassword until=11-28T12:00
				password +9996620001 hunter3 _     =>
				A getPassword                      => password srp=1
				A declineReset                     => 400 RESET_REQUEST_MISSING
				A resetPassword                    => resetPassword until=11-28T12:00
				A declineReset                     => true
				password +9996620001 hunter4 _     =>
				A resetPassword                    => resetPassword until=11-28T12:00
			`,
		},
		{
			name:     "of an account without a password",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A resetPassword                    => 400 PASSWORD_EMPTY
				A declineReset                     => 400 RESET_REQUEST_MISSING
			`,
		},
		{
			name:     "by nobody",
			accounts: people(week),
			script: `
				A resetPassword                    => 401 AUTH_KEY_UNREGISTERED
				A declineReset                     => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "what else the password says",
			accounts: people(fake.Account{Password: "hunter2", SecureValues: true, RecoveryEmail: "ada@example.com"}),
			script: half + `
				A getPassword                      => password srp=1 recovery=yes secure=yes
				password +9996620001 hunter3 _     =>
				A getPassword                      => password srp=2 recovery=yes secure=yes
				A resetPassword                    => resetPassword
				password +9996620001 hunter3 _     =>
				A getPassword                      => password srp=3 recovery=yes
			`,
		},
	}.play(t)
}

// Dates are whole seconds, as on the wire: who waits until then is not told to
// wait for the rest of one.
func TestResetDates(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2", ResetWait: time.Hour})
	require.NoError(t, err)
	play(t, server, half)
	now := time.Date(2026, 11, 21, 12, 0, 0, 900_000_000, time.UTC)
	server.Now = func() time.Time { return now }
	a := fake.Caller{DC: 2, Key: "A"}
	ask := func() fake.ResetPasswordResult {
		answer, err := server.Call(t.Context(), a, fake.ResetPassword{})
		require.NoError(t, err)
		return answer.(fake.ResetPasswordResult)
	}
	until := ask().Until
	require.Equal(t, time.Date(2026, 11, 21, 13, 0, 0, 0, time.UTC), until)
	_, err = server.Call(t.Context(), a, fake.DeclinePasswordReset{})
	require.NoError(t, err)
	require.Equal(t, until, ask().Retry)
	now = until
	again := ask().Until
	require.Equal(t, until.Add(time.Hour), again)
	now = again
	require.Equal(t, fake.ResetPasswordResult{}, ask())

	var answers []string
	for _, r := range server.Requests()[2:] {
		answers = append(answers, r.String()+" "+r.Answer)
	}
	require.Equal(t, []string{
		"account.resetPassword account.resetPasswordRequestedWait",
		"account.declinePasswordReset boolTrue",
		"account.resetPassword account.resetPasswordFailedWait",
		"account.resetPassword account.resetPasswordRequestedWait",
		"account.resetPassword account.resetPasswordOk",
	}, answers)
}
