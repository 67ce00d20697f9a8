package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestDeleteAccount(t *testing.T) {
	week := fake.Account{Password: "hunter2", DeleteWait: 7 * 24 * time.Hour}
	stories{
		{
			name:     "without a password set",
			accounts: people(fake.Account{FirstName: "Ada", LastName: "Lovelace", DeleteWait: time.Hour}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001 Ada Lovelace
				A deleteAccount                    => true
				A getSelf                          => 401 USER_DEACTIVATED
				A deleteAccount                    => 401 USER_DEACTIVATED
				signedIn                           =>
				# The number is free for a new account.
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => signUpRequired
				A signUp +9996620001 hash2 Eve _   => authorization +9996620001 Eve
			`,
		},
		{
			name:     "with the password",
			accounts: people(week),
			script: half + `
				A deleteAccount 0 hunter2          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=1
				A deleteAccount 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A deleteAccount 1 hunter2          => 400 SRP_ID_INVALID
				A getPassword                      => password srp=2
				halfSignedIn                       => A@2
				A deleteAccount 2 hunter2          => true
				A getPassword                      => 401 USER_DEACTIVATED
			`,
		},
		{
			name:     "with the password, changed meanwhile",
			accounts: people(week),
			script: half + `
				A getPassword                      => password srp=1
				password +9996620001 hunter3 _     =>
				A deleteAccount 1 hunter2          => 400 SRP_PASSWORD_CHANGED
			`,
		},
		{
			name:     "with too many wrong ones",
			accounts: people(fake.Account{Password: "hunter2", PasswordTries: 1, Flood: time.Minute}),
			script: half + `
				A getPassword                      => password srp=1
				A deleteAccount 1 hunter3          => 400 PASSWORD_HASH_INVALID
				A getPassword                      => password srp=2
				A deleteAccount 2 hunter2          => 420 FLOOD_WAIT_60
			`,
		},
		{
			name:     "with a password that the account does not have",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				A deleteAccount 1 hunter2          => 400 PASSWORD_EMPTY
				signedIn                           => A@2
			`,
		},
		{
			name:     "without the password, in a week",
			accounts: people(week),
			script: half + `
				A deleteAccount                    => 420 2FA_CONFIRM_WAIT_604800
				wait 24h
				restore                            =>
				A deleteAccount                    => 420 2FA_CONFIRM_WAIT_518400
				wait 143h59m59s
				A deleteAccount                    => 420 2FA_CONFIRM_WAIT_1
				wait 1s
				A deleteAccount                    => true
			`,
		},
		{
			name:     "without the password, at once",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: half + `
				A deleteAccount                    => true
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222   => signUpRequired
			`,
		},
		{
			name:     "a password set meanwhile begins the wait anew",
			accounts: people(week),
			script: half + `
				A deleteAccount                    => 420 2FA_CONFIRM_WAIT_604800
				wait 24h
				password +9996620001 hunter3 _     =>
				A deleteAccount                    => 420 2FA_CONFIRM_WAIT_604800
			`,
		},
		{
			name:     "reaches everybody, and nobody else",
			accounts: people(fake.Account{FutureTokens: true}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001 token=token1
				B sendCode +9996620001             => sentCode hash2 app length=5
				B signIn +9996620001 hash2 22222   => authorization +9996620001 token=token2
				C sendCode +9996620001             => sentCode hash3 app length=5
				D sendCode +9996620002             => sentCode hash4 app length=5
				E sendCode +9996620002             => sentCode hash5 app length=5
				D signIn +9996620002 hash4 22222   => authorization +9996620002
				A deleteAccount                    => true
				restore                            =>
				B getSelf                          => 401 USER_DEACTIVATED
				C signIn +9996620001 hash3 22222   => 400 PHONE_CODE_EXPIRED
				C sendCode +9996620001 token1      => sentCode hash6 app length=5
				E signIn +9996620002 hash5 22222   => authorization +9996620002
				signedIn                           => D@2 E@2
			`,
		},
		{
			name: "and leaves nothing of the account",
			accounts: people(fake.Account{
				Password: "hunter2", Hint: "prey", SecureValues: true, RecoveryEmail: "ada@example.com",
				Email: "ada@example.com", EmailCode: "314159", EmailReset: true, EmailResetPeriod: time.Hour,
				ResetWait: time.Hour,
			}),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=1h0m0s
				A resetEmail +9996620001 hash1         => sentCode hash2 mail length=6 pattern=a***@e***.com pending=11-21T13:00
				A signInEmail +9996620001 hash2 314159 => 401 SESSION_PASSWORD_NEEDED
				A resetPassword                        => resetPassword until=11-21T13:00
				A deleteAccount                        => true
				A sendCode +9996620001                 => sentCode hash3 app length=5
				A signIn +9996620001 hash3 22222       => signUpRequired
				A signUp +9996620001 hash3 Eve _       => authorization +9996620001 Eve
				A getPassword                          => no password
				password +9996620001 hunter3 _         =>
				A getPassword                          => password srp=1
			`,
		},
		{
			name:     "not even the trust",
			accounts: people(fake.Account{Trusted: true}),
			script: `
				A sendCode +9996620001             => sentCodeSuccess +9996620001
				A deleteAccount                    => true
				A sendCode +9996620001             => sentCode hash1 app length=5
			`,
		},
		{
			name:     "by nobody",
			accounts: people(week),
			script: `
				A deleteAccount                    => 401 AUTH_KEY_UNREGISTERED
				A deleteAccount 1 hunter2          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "refused for reasons of the server's own",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: half + `
				refuse account.deleteAccount 400 2FA_RECENT_CONFIRM
				A deleteAccount                    => 400 2FA_RECENT_CONFIRM
				halfSignedIn                       => A@2
			`,
		},
		{
			name:     "a server that takes everything",
			accounts: people(week),
			script: half + `
				A getPassword                      => password srp=1
				accept account.deleteAccount
				A deleteAccount 1 hunter3          => true
			`,
		},
	}.play(t)
}

func TestDeleteAccountLog(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2", DeleteWait: time.Hour})
	require.NoError(t, err)
	play(t, server, half+`
		A deleteAccount           => 420 2FA_CONFIRM_WAIT_3600
		A getPassword             => password srp=1
		A deleteAccount 1 hunter3 => 400 PASSWORD_HASH_INVALID
		A getPassword             => password srp=2
	`)
	answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.DeleteAccount{
		Reason:   "no more",
		Password: &fake.CheckPassword{SRPID: 2, Verify: func(fake.Password) bool { return true }},
	})
	require.NoError(t, err)
	require.Equal(t, fake.Bool(true), answer)
	var got []string
	for _, r := range server.Requests() {
		if r.Method == "account.deleteAccount" {
			got = append(got, r.String())
		}
	}
	require.Equal(t, []string{
		`account.deleteAccount reason=""`,
		`account.deleteAccount reason="" srp_id=srp1 password=hunter3`,
		`account.deleteAccount reason="no more" srp_id=srp2 password=<proof>`,
	}, got)
	require.Equal(t, 1, server.Examined()[fake.Examination{Method: "account.deleteAccount", Key: "key1", Value: "hunter3"}])
	require.Equal(t, 1, server.Examined()[fake.Examination{Method: "account.deleteAccount", Key: "key1", Value: "hunter2"}])
}
