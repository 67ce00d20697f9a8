package fake_test

import (
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestEmailSetUp(t *testing.T) {
	required := fake.Account{EmailRequired: true, EmailCode: "314159"}
	stories{
		{
			name:     "the address is shown to be theirs, then the number",
			accounts: people(required),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				inbox +9996620001                                 =>
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				inbox ada@example.com                             => mail:314159
				restore                                           =>
				A verifyEmail +9996620001 hash1 314159            => verified ada@example.com sentCode hash2 app length=5
				A verifyEmail +9996620001 hash1 314159            => 400 PHONE_CODE_EXPIRED
				A signIn +9996620001 hash2 22222                  => authorization +9996620001
				# From now on codes go there.
				B sendCode +9996620001                            => sentCode hash3 mail length=6 pattern=a***@e***.com
			`,
		},
		{
			name:     "nothing was sent that could sign in",
			accounts: people(fake.Account{EmailRequired: true, Next: codes.SMS}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A signIn +9996620001 hash1 22222                  => 400 PHONE_CODE_INVALID
				A signInEmail +9996620001 hash1 123456            => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash1 _                      => 400 PHONE_CODE_EMPTY
				A resendCode +9996620001 hash1                    => 406 SEND_CODE_UNAVAILABLE
				A resetEmail +9996620001 hash1                    => 400 EMAIL_INSTALL_MISSING
				A verifyEmail +9996620001 hash1 123456            => 400 EMAIL_VERIFY_EXPIRED
				A cancelCode +9996620001 hash1                    => true
				A sendVerify +9996620001 hash1 ada@example.com    => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "wrong addresses and codes",
			accounts: people(required),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify +9996620001 hash1 nobody             => 400 EMAIL_INVALID
				A sendVerify +9996620001 hash1 _                  => 400 EMAIL_INVALID
				refuse account.sendVerifyEmailCode 400 EMAIL_NOT_ALLOWED
				A sendVerify +9996620001 hash1 ada@example.com    => 400 EMAIL_NOT_ALLOWED
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 271828            => 400 CODE_INVALID
				A verifyEmail +9996620001 hash1 _                 => 400 CODE_EMPTY
				# Another address, and the first one is forgotten.
				A sendVerify +9996620001 hash1 ada@example.org    => sentEmailCode pattern=a***@e***.org length=6
				A verifyEmail +9996620001 hash1 314159            => verified ada@example.org sentCode hash2 app length=5
			`,
		},
		{
			name:     "wrong numbers and hashes",
			accounts: people(required, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify hello hash1 ada@example.com          => 400 PHONE_NUMBER_INVALID
				A sendVerify +9996620001 _ ada@example.com        => 400 PHONE_CODE_HASH_EMPTY
				B sendVerify +9996620001 hash1 ada@example.com    => 400 PHONE_CODE_EXPIRED
				A verifyEmail hello hash1 314159                  => 400 PHONE_NUMBER_INVALID
				A verifyEmail +9996620001 _ 314159                => 400 PHONE_CODE_HASH_EMPTY
				B verifyEmail +9996620001 hash1 314159            => 400 PHONE_CODE_EXPIRED
				# The hash of a code is not that of a set-up.
				A sendCode +9996620002                            => sentCode hash2 app length=5
				A sendVerify +9996620002 hash2 ada@example.com    => 400 PHONE_CODE_EXPIRED
				A verifyEmail +9996620002 hash2 22222             => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name: "too late, too often",
			accounts: people(fake.Account{
				EmailRequired: true, EmailCode: "314159", CodeLife: time.Minute, CodeTries: 2, Flood: time.Minute,
			}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				wait 1m
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				wait 1m
				A verifyEmail +9996620001 hash1 314159            => 400 EMAIL_VERIFY_EXPIRED
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 271828            => 400 CODE_INVALID
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 271828            => 400 CODE_INVALID
				A verifyEmail +9996620001 hash1 314159            => 400 PHONE_CODE_EXPIRED
				A sendCode +9996620001                            => 420 FLOOD_WAIT_60
			`,
		},
		{
			name:     "a token needs no code",
			accounts: people(fake.Account{EmailRequired: true, AppleSignIn: true}),
			script: `
				A sendCode +9996620001                                   => sentCode hash1 setUpEmail apple=yes
				A verifyGoogle +9996620001 hash1 google:ada@example.com  => 400 EMAIL_TOKEN_INVALID
				A verifyApple +9996620001 hash1 apple:                   => 400 EMAIL_TOKEN_INVALID
				A verifyApple +9996620001 hash1 apple:ada@example.com    => verified ada@example.com sentCode hash2 app length=5
				B sendCode +9996620001                                   => sentCode hash3 mail length=6 pattern=a***@e***.com apple=yes
			`,
		},
		{
			name:     "of somebody who needs no code",
			accounts: people(fake.Account{EmailRequired: true, EmailCode: "314159", Trusted: true}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 314159            => verified ada@example.com sentCodeSuccess +9996620001
				A verifyEmail +9996620001 hash1 314159            => 400 PHONE_CODE_EXPIRED
				signedIn                                          => A@2
				B sendCode +9996620001                            => sentCodeSuccess +9996620001
			`,
		},
		{
			name:     "but a password",
			accounts: people(fake.Account{EmailRequired: true, EmailCode: "314159", Trusted: true, Password: "hunter2"}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 314159            => verified ada@example.com sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222                  => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name:     "of a newcomer",
			accounts: people(fake.Account{EmailRequired: true, EmailCode: "314159", Unregistered: true, Terms: "Be-kind.", TermsPopup: true}),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				A verifyEmail +9996620001 hash1 314159            => verified ada@example.com sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222                  => signUpRequired terms=Be-kind. popup=yes
				A signUp +9996620001 hash2 Ada _                  => authorization +9996620001 Ada
			`,
		},
		{
			name:     "a server that takes everything",
			accounts: people(required),
			script: `
				A sendCode +9996620001                            => sentCode hash1 setUpEmail
				A sendVerify +9996620001 hash1 ada@example.com    => sentEmailCode pattern=a***@e***.com length=6
				accept account.verifyEmail
				A verifyEmail +9996620001 hash1 271828            => verified ada@example.com sentCode hash2 app length=5
			`,
		},
	}.play(t)
}
