package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestEmailCode(t *testing.T) {
	ada := fake.Account{Email: "ada@example.com", EmailCode: "314159"}
	tokens := ada
	tokens.AppleSignIn, tokens.GoogleSignIn = true, true
	stories{
		{
			name:     "a code by e-mail signs in",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				inbox +9996620001                       =>
				inbox ada@example.com                   => mail:314159
				A signInEmail +9996620001 hash1 314159  => authorization +9996620001
				A signInEmail +9996620001 hash1 314159  => 400 PHONE_CODE_EXPIRED
				signedIn                                => A@2
			`,
		},
		{
			name:     "six digits if nothing is said, new ones for each code",
			accounts: people(fake.Account{Email: "ada@example.com"}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				A sendCode +9996620001                  => sentCode hash2 mail length=6 pattern=a***@e***.com
				inbox ada@example.com                   => mail:123456 mail:789012
				A signInEmail +9996620001 hash1 123456  => 400 PHONE_CODE_EXPIRED
				A signInEmail +9996620001 hash2 789012  => authorization +9996620001
			`,
		},
		{
			name:     "the wrong code, and none",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				A signInEmail +9996620001 hash1 271828  => 400 CODE_INVALID
				A signInEmail +9996620001 hash1 _       => 400 CODE_EMPTY
				A signIn +9996620001 hash1 _            => 400 CODE_EMPTY
				# A number's code it cannot be.
				A signIn +9996620001 hash1 314159       => 400 PHONE_CODE_INVALID
				A signInEmail +9996620001 hash1 314159  => authorization +9996620001
			`,
		},
		{
			name:     "too many wrong codes",
			accounts: people(fake.Account{Email: "ada@example.com", EmailCode: "314159", CodeTries: 2, Flood: time.Minute}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				A signInEmail +9996620001 hash1 271828  => 400 CODE_INVALID
				restore                                 =>
				A signInEmail +9996620001 hash1 271828  => 400 CODE_INVALID
				A signInEmail +9996620001 hash1 314159  => 400 PHONE_CODE_EXPIRED
				A sendCode +9996620001                  => 420 FLOOD_WAIT_60
			`,
		},
		{
			name:     "a code lives as long as others",
			accounts: people(fake.Account{Email: "ada@example.com", EmailCode: "314159", CodeLife: time.Minute}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				wait 1m
				A signInEmail +9996620001 hash1 314159  => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "the proof of an address where a number was asked for",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signInEmail +9996620001 hash1 22222   => 400 CODE_INVALID
				A signInApple +9996620001 hash1 apple:ada@example.com => 400 CODE_INVALID
				A signInEmail +9996620001 hash1 _       => 400 PHONE_CODE_EMPTY
				A signIn +9996620001 hash1 22222        => authorization +9996620001
			`,
		},
		{
			name:     "the password is still wanted",
			accounts: people(fake.Account{Email: "ada@example.com", EmailCode: "314159", Password: "hunter2"}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				A signInEmail +9996620001 hash1 314159  => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name:     "sent again, by e-mail",
			accounts: people(fake.Account{Email: "ada@example.com", EmailCode: "314159", ResendAfter: time.Minute, Resends: 1}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com timeout=1m0s
				A resendCode +9996620001 hash1          => sentCode hash2 mail length=6 pattern=a***@e***.com timeout=1m0s
				A resendCode +9996620001 hash2          => 406 SEND_CODE_UNAVAILABLE
				inbox ada@example.com                   => mail:314159 mail:314159
				A signInEmail +9996620001 hash1 314159  => 400 PHONE_CODE_EXPIRED
				A signInEmail +9996620001 hash2 314159  => authorization +9996620001
			`,
		},
		{
			name:     "sent again, in another way",
			accounts: people(fake.Account{Email: "ada@example.com", EmailCode: "314159", Next: codes.SMS}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com next=sms
				A resendCode +9996620001 hash1          => sentCode hash2 sms length=5 next=sms
				inbox +9996620001                       => sms:22222
				A signInEmail +9996620001 hash2 314159  => 400 CODE_INVALID
				A signIn +9996620001 hash2 22222        => authorization +9996620001
			`,
		},
		{
			name:     "a token in place of the code",
			accounts: people(tokens),
			script: `
				A sendCode +9996620001  => sentCode hash1 mail length=6 pattern=a***@e***.com apple=yes google=yes
				A signInApple +9996620001 hash1 google:ada@example.com   => 400 EMAIL_TOKEN_INVALID
				A signInApple +9996620001 hash1 apple:nobody             => 400 EMAIL_TOKEN_INVALID
				A signInApple +9996620001 hash1 apple:bob@example.com    => 400 EMAIL_ADDRESS_INVALID
				A signInApple +9996620001 hash1 apple:ada@example.com    => authorization +9996620001
				B sendCode +9996620001  => sentCode hash2 mail length=6 pattern=a***@e***.com apple=yes google=yes
				B signInGoogle +9996620001 hash2 apple:ada@example.com   => 400 EMAIL_TOKEN_INVALID
				B signInGoogle +9996620001 hash2 google:ada@example.com  => authorization +9996620001
			`,
		},
		{
			name:     "a token that is not allowed",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                                   => sentCode hash1 mail length=6 pattern=a***@e***.com
				A signInApple +9996620001 hash1 apple:ada@example.com    => 400 EMAIL_TOKEN_INVALID
				A signInGoogle +9996620001 hash1 google:ada@example.com  => 400 EMAIL_TOKEN_INVALID
			`,
		},
		{
			name:     "a server that takes everything",
			accounts: people(ada),
			script: `
				A sendCode +9996620001                                   => sentCode hash1 mail length=6 pattern=a***@e***.com
				accept auth.signIn
				A signInEmail +9996620001 hash1 271828                   => authorization +9996620001
				B sendCode +9996620001                                   => sentCode hash2 mail length=6 pattern=a***@e***.com
				accept auth.signIn
				B signInApple +9996620001 hash2 apple:bob@example.com    => authorization +9996620001
			`,
		},
	}.play(t)
}

func TestEmailLog(t *testing.T) {
	server, err := fake.New(
		fake.Account{Phone: "+9996620001", Email: "ada@example.com", EmailCode: "314159", AppleSignIn: true},
		fake.Account{Phone: "+9996620002", EmailRequired: true, EmailCode: "161803"},
	)
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001                                   => sentCode hash1 mail length=6 pattern=a***@e***.com apple=yes
		A signInApple +9996620001 hash1 apple:bob@example.com    => 400 EMAIL_ADDRESS_INVALID
		A signInGoogle +9996620001 hash1 google:ada@example.com  => 400 EMAIL_TOKEN_INVALID
		A signIn +9996620001 hash1 314159                        => 400 PHONE_CODE_INVALID
		A signInEmail +9996620001 hash1 314159                   => authorization +9996620001
		A sendCode +9996620002                                   => sentCode hash2 setUpEmail
		A sendVerify +9996620002 hash2 eve@example.com           => sentEmailCode pattern=e***@e***.com length=6
		A verifyEmail +9996620002 hash2 _                        => 400 CODE_EMPTY
		A verifyApple +9996620002 hash2 apple:eve@example.com    => 400 EMAIL_TOKEN_INVALID
		A verifyEmail +9996620002 hash2 161803                   => verified eve@example.com sentCode hash3 app length=5
		A resetEmail +9996620002 hash3                           => 400 EMAIL_INSTALL_MISSING
	`)
	var got [][2]string
	for _, r := range server.Requests()[1:] {
		got = append(got, [2]string{r.String(), r.Answer})
	}
	require.Equal(t, [][2]string{
		{"auth.signIn phone_number=+9996620001 phone_code_hash=hash1 apple_token=apple:bob@example.com", "400 EMAIL_ADDRESS_INVALID"},
		{"auth.signIn phone_number=+9996620001 phone_code_hash=hash1 google_token=google:ada@example.com", "400 EMAIL_TOKEN_INVALID"},
		{"auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=314159", "400 PHONE_CODE_INVALID"},
		{"auth.signIn phone_number=+9996620001 phone_code_hash=hash1 email_code=314159", "auth.authorization"},
		{`auth.sendCode phone_number=+9996620002 api_id=0 api_hash=""`, "auth.sentCode"},
		{"account.sendVerifyEmailCode phone_number=+9996620002 phone_code_hash=hash2 email=eve@example.com", "account.sentEmailCode"},
		{`account.verifyEmail phone_number=+9996620002 phone_code_hash=hash2 email_code=""`, "400 CODE_EMPTY"},
		{"account.verifyEmail phone_number=+9996620002 phone_code_hash=hash2 apple_token=apple:eve@example.com", "400 EMAIL_TOKEN_INVALID"},
		{"account.verifyEmail phone_number=+9996620002 phone_code_hash=hash2 email_code=161803", "account.emailVerifiedLogin"},
		{"auth.resetLoginEmail phone_number=+9996620002 phone_code_hash=hash3", "400 EMAIL_INSTALL_MISSING"},
	}, got)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "apple:bob@example.com"}:  1,
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "google:ada@example.com"}: 1,
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "314159"}:                 1,
		{Method: "account.verifyEmail", Key: "key1", Hash: "hash2", Value: "161803"}:         1,

		{Method: "account.verifyEmail", Key: "key1", Hash: "hash2", Value: "apple:eve@example.com"}: 1,
	}, server.Examined())
}

// A mailbox is found in whatever way the address was typed, and its codes are
// announced like others.
func TestMailbox(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Email: " ada@example.com ", EmailCode: "314159"})
	require.NoError(t, err)
	var told []fake.Message
	server.OnCode = func(m fake.Message) { told = append(told, m) }
	play(t, server, `A sendCode +9996620001 => sentCode hash1 mail length=6 pattern=a***@e***.com`)
	want := []fake.Message{{To: "ada@example.com", Delivery: codes.Mail, Code: "314159", DC: 2}}
	require.Equal(t, want, told)
	require.Equal(t, want, server.Inbox("ada@example.com"))
	require.Equal(t, want, server.Inbox(" ada@example.com"))
	require.Empty(t, server.Inbox("bob@example.com"))
	require.Empty(t, server.Inbox("hello"))
	require.Equal(t, "Your code is 314159. Do not give it to anyone.", want[0].Text())
}

func TestEmailPattern(t *testing.T) {
	for address, want := range map[string]string{
		"ada@example.com":       "a***@e***.com",
		"a@b.c":                 "a***@b***.c",
		"ada@mail.example.com":  "a***@m***.com",
		"ada@localhost":         "a***@l***",
		"ärger@übung.example":   "ä***@ü***.example",
		"first.last@.something": "f***@.***",
	} {
		server, err := fake.New(fake.Account{Phone: "+9996620001", Email: address})
		require.NoError(t, err)
		answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.SendCode{PhoneNumber: "+9996620001"})
		require.NoError(t, err)
		require.Equal(t, want, answer.(fake.SentCode).Pattern)
	}
}
