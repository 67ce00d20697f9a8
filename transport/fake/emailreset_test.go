package fake_test

import (
	"testing"
	"time"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestResetLoginEmail(t *testing.T) {
	ada := fake.Account{Email: "ada@example.com", EmailCode: "314159", EmailReset: true}
	week := ada
	week.EmailResetPeriod = 7 * 24 * time.Hour
	required := week
	required.EmailRequired = true
	stories{
		{
			name:     "at once",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=now
				A resetEmail +9996620001 hash1         => sentCode hash2 app length=5
				A signInEmail +9996620001 hash1 314159 => 400 PHONE_CODE_EXPIRED
				A resetEmail +9996620001 hash2         => 400 EMAIL_INSTALL_MISSING
				A signIn +9996620001 hash2 22222       => authorization +9996620001
				B sendCode +9996620001                 => sentCode hash3 app length=5
			`,
		},
		{
			name:     "in a week, asked again",
			accounts: people(week),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=168h0m0s
				A resetEmail +9996620001 hash1         => sentCode hash2 mail length=6 pattern=a***@e***.com pending=11-28T12:00
				A signInEmail +9996620001 hash1 314159 => 400 PHONE_CODE_EXPIRED
				A resetEmail +9996620001 hash2         => 400 TASK_ALREADY_EXISTS
				restore                                =>
				B sendCode +9996620001                 => sentCode hash3 mail length=6 pattern=a***@e***.com pending=11-28T12:00
				B resetEmail +9996620001 hash3         => 400 TASK_ALREADY_EXISTS
				wait 167h59m59s
				A resetEmail +9996620001 hash2         => 400 TASK_ALREADY_EXISTS
				wait 1s
				A resetEmail +9996620001 hash2         => sentCode hash4 app length=5
				A signIn +9996620001 hash4 22222       => authorization +9996620001
				# The other one's code was sent while the address still was one.
				B resetEmail +9996620001 hash3         => sentCode hash5 app length=5
			`,
		},
		{
			name:     "in a week, begun again",
			accounts: people(week),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=168h0m0s
				A resetEmail +9996620001 hash1         => sentCode hash2 mail length=6 pattern=a***@e***.com pending=11-28T12:00
				wait 168h
				A signInEmail +9996620001 hash2 314159 => authorization +9996620001
				B sendCode +9996620001                 => sentCode hash3 app length=5
				B signIn +9996620001 hash3 22222       => authorization +9996620001
			`,
		},
		{
			name:     "where an address is required, the next sign-in asks for one",
			accounts: people(required),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=168h0m0s
				A resetEmail +9996620001 hash1         => sentCode hash2 mail length=6 pattern=a***@e***.com pending=11-28T12:00
				wait 168h
				A sendCode +9996620001                 => sentCode hash3 setUpEmail
				A sendVerify +9996620001 hash3 ada@example.org => sentEmailCode pattern=a***@e***.org length=6
				A verifyEmail +9996620001 hash3 314159 => verified ada@example.org sentCode hash4 app length=5
				A sendCode +9996620001                 => sentCode hash5 mail length=6 pattern=a***@e***.org reset=168h0m0s
			`,
		},
		{
			name:     "not allowed, or nothing to reset",
			accounts: people(fake.Account{Email: "ada@example.com"}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com
				A resetEmail +9996620001 hash1         => 400 EMAIL_INSTALL_MISSING
				A sendCode +9996620002                 => sentCode hash2 app length=5
				A resetEmail +9996620002 hash2         => 400 EMAIL_INSTALL_MISSING
			`,
		},
		{
			name:     "wrong numbers and hashes",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                 => sentCode hash1 mail length=6 pattern=a***@e***.com reset=now
				A resetEmail hello hash1               => 400 PHONE_NUMBER_INVALID
				A resetEmail +9996620001 _             => 400 PHONE_CODE_HASH_EMPTY
				B resetEmail +9996620001 hash1         => 400 PHONE_CODE_EXPIRED
			`,
		},
	}.play(t)
}
