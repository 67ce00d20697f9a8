package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestSendCode(t *testing.T) {
	stories{
		{
			name:     "a code is sent and signs in",
			accounts: people(fake.Account{FirstName: "Ada", LastName: "Lovelace"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001 Ada Lovelace
				A getSelf                          => user +9996620001 Ada Lovelace
				signedIn                           => A@2
			`,
		},
		{
			name:     "numbers may be spelled in any way",
			accounts: people(fake.Account{Phone: "999 66-2-0001"}),
			script: `
				A sendCode 9996620001              => sentCode hash1 app length=5
				A signIn +999-66-2-0001 hash1 22222 => authorization +9996620001
			`,
		},
		{
			name:     "numbers that are no number, or that no account has",
			accounts: people(fake.Account{}),
			script: `
				A sendCode _                       => 400 PHONE_NUMBER_INVALID
				A sendCode hello                   => 400 PHONE_NUMBER_INVALID
				A sendCode +9996620009             => 400 PHONE_NUMBER_INVALID
				A signIn hello hash1 22222         => 400 PHONE_NUMBER_INVALID
				A signUp hello hash1 Ada _         => 400 PHONE_NUMBER_INVALID
				A resendCode hello hash1           => 400 PHONE_NUMBER_INVALID
				A cancelCode hello hash1           => 400 PHONE_NUMBER_INVALID
			`,
		},
		{
			name:     "only this application may sign in",
			accounts: people(fake.Account{}),
			setUp:    func(s *fake.Server) { s.AppID = 17349 },
			script: `
				A sendCode +9996620001             => 400 API_ID_INVALID
			`,
		},
		{
			name:     "and only with its hash",
			accounts: people(fake.Account{}),
			setUp:    func(s *fake.Server) { s.AppHash = "344583e45741c457fe1862106095a5eb" },
			script: `
				A sendCode +9996620001             => 400 API_ID_INVALID
			`,
		},
		{
			name:     "a second code kills the first",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A sendCode +9996620001             => sentCode hash2 app length=5
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "but not the code of another key, nor of another number",
			accounts: people(fake.Account{}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A sendCode +9996620002             => sentCode hash2 app length=5
				B sendCode +9996620001             => sentCode hash3 app length=5
				A signIn +9996620001 hash1 22222   => authorization +9996620001
				B signIn +9996620001 hash3 22222   => authorization +9996620001
				signedIn                           => A@2 B@2
			`,
		},
		{
			name:     "a hash works only for its own number",
			accounts: people(fake.Account{}, fake.Account{Phone: "+9996620002"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620002 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "a hash works only under its own key",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				B signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				B resendCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
				B cancelCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
				B signUp +9996620001 hash1 Ada _   => 400 PHONE_CODE_EXPIRED
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "an account lives in one data centre",
			accounts: people(fake.Account{DC: 4}),
			script: `
				A sendCode +9996620001             => 303 PHONE_MIGRATE_4
				B@4 sendCode +9996620001           => sentCode hash1 app length=5
				B@4 signIn +9996620001 hash1 22222 => authorization +9996620001
				signedIn                           => B@4
			`,
		},
		{
			name:     "the first data centre is home for who names none",
			accounts: people(fake.Account{}),
			setUp:    func(s *fake.Server) { s.DCs = []int{5, 2} },
			script: `
				A sendCode +9996620001             => 303 PHONE_MIGRATE_5
				B@5 sendCode +9996620001           => sentCode hash1 app length=5
			`,
		},
		{
			name:     "a key is known to one data centre",
			accounts: people(fake.Account{DC: 4}),
			script: `
				A sendCode +9996620001             => 303 PHONE_MIGRATE_4
				A@4 sendCode +9996620001           => unknown key
				B@3 sendCode +9996620001           => unknown data centre
			`,
		},
		{
			name:     "banned numbers",
			accounts: people(fake.Account{Banned: true}),
			script: `
				A sendCode +9996620001             => 400 PHONE_NUMBER_BANNED
			`,
		},
		{
			name:     "a flood wait counts down",
			accounts: people(fake.Account{FloodWait: 30 * time.Second}),
			script: `
				A sendCode +9996620001             => 420 FLOOD_WAIT_30
				wait 9500ms
				# Rounded up: who waits as told is not refused again.
				B sendCode +9996620001             => 420 FLOOD_WAIT_21
				wait 20400ms
				A sendCode +9996620001             => 420 FLOOD_WAIT_1
				wait 100ms
				A sendCode +9996620001             => sentCode hash1 app length=5
			`,
		},
		{
			name:     "a trusted client needs no code",
			accounts: people(fake.Account{Trusted: true}),
			script: `
				A sendCode +9996620001             => sentCodeSuccess +9996620001
				signedIn                           => A@2
			`,
		},
		{
			name:     "but the password",
			accounts: people(fake.Account{Trusted: true, Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => 401 SESSION_PASSWORD_NEEDED
				halfSignedIn                       => A@2
				A getPassword                      => password srp=1
				A checkPassword 1 hunter2          => authorization +9996620001
			`,
		},
	}.play(t)
}

func TestResendCode(t *testing.T) {
	stories{
		{
			name: "goes by the next delivery, under a new hash",
			accounts: people(fake.Account{
				Next: codes.SMS, ResendAfter: time.Minute,
			}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms timeout=1m0s
				A resendCode +9996620001 hash1     => sentCode hash2 sms length=5 next=sms timeout=1m0s
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
		{
			name:     "is not possible without a next delivery; the code stays good",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A resendCode +9996620001 hash1     => 406 SEND_CODE_UNAVAILABLE
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "may be limited; the last code stays good",
			accounts: people(fake.Account{Next: codes.Call, Resends: 2}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=call
				A resendCode +9996620001 hash1     => sentCode hash2 call length=5 next=call
				A resendCode +9996620001 hash2     => sentCode hash3 call length=5
				A resendCode +9996620001 hash3     => 406 SEND_CODE_UNAVAILABLE
				A signIn +9996620001 hash3 22222   => authorization +9996620001
			`,
		},
		{
			name:     "once and no more",
			accounts: people(fake.Account{Next: codes.Call, Resends: 1}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=call
				A resendCode +9996620001 hash1     => sentCode hash2 call length=5
				A resendCode +9996620001 hash2     => 406 SEND_CODE_UNAVAILABLE
				# A new sign-in begins anew.
				A sendCode +9996620001             => sentCode hash3 app length=5 next=call
			`,
		},
		{
			name:     "needs a live hash",
			accounts: people(fake.Account{Next: codes.SMS}),
			script: `
				A resendCode +9996620001 _         => 400 PHONE_CODE_HASH_EMPTY
				A resendCode +9996620001 madeup    => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "brings new tries",
			accounts: people(fake.Account{Next: codes.SMS, CodeTries: 2, Flood: time.Hour}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				A resendCode +9996620001 hash1     => sentCode hash2 sms length=5 next=sms
				A signIn +9996620001 hash2 11111   => 400 PHONE_CODE_INVALID
				A signIn +9996620001 hash2 22222   => authorization +9996620001
			`,
		},
	}.play(t)
}

func TestCancelCode(t *testing.T) {
	stories{
		{
			name:     "kills the hash",
			accounts: people(fake.Account{Next: codes.SMS}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms
				A cancelCode +9996620001 hash1     => true
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A resendCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
				A cancelCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
			`,
		},
	}.play(t)
}

func TestCodeLife(t *testing.T) {
	stories{
		{
			name:     "a code is good until its life ends",
			accounts: people(fake.Account{CodeLife: 5 * time.Minute, Next: codes.SMS}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5 next=sms
				wait 4m59s
				A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
				wait 1s
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
				A resendCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
				A cancelCode +9996620001 hash1     => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "a code without a life is good for ever",
			accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				wait 8760h
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
	}.play(t)
}

// Each delivery announces what auth.SentCodeType has for it, and nothing else.
func TestDeliveries(t *testing.T) {
	everything := fake.Account{
		Phone: "+9996620001", Code: "12345", Pattern: "+7 912 ***", Prefix: "+7912",
		URL: "https://fragment.com/number/8880000/code", Beginning: "12",
	}
	for _, test := range []struct {
		delivery codes.Delivery
		want     string
	}{
		{codes.NoDelivery, "sentCode hash1 app length=5"},
		{codes.App, "sentCode hash1 app length=5"},
		{codes.SMS, "sentCode hash1 sms length=5"},
		{codes.Call, "sentCode hash1 call length=5"},
		{codes.FlashCall, "sentCode hash1 flash_call pattern=+7 912 ***"},
		{codes.MissedCall, "sentCode hash1 missed_call length=5 prefix=+7912"},
		{codes.FragmentSMS, "sentCode hash1 fragment_sms length=5 url=https://fragment.com/number/8880000/code"},
		{codes.FirebaseSMS, "sentCode hash1 firebase_sms length=5"},
		{codes.SMSWord, "sentCode hash1 sms_word beginning=12"},
		{codes.SMSPhrase, "sentCode hash1 sms_phrase beginning=12"},
	} {
		t.Run(test.delivery.String(), func(t *testing.T) {
			account := everything
			account.Delivery = test.delivery
			server, err := fake.New(account)
			require.NoError(t, err)
			play(t, server, "A sendCode +9996620001 => "+test.want)
		})
	}
}

// What the person gets, and what the announcement says of its length.
func TestCodes(t *testing.T) {
	for _, test := range []struct {
		name    string
		account fake.Account
		code    string
		length  int
	}{
		{"test number", fake.Account{Phone: "+9996620001"}, "22222", 5},
		{"test number of another data centre", fake.Account{Phone: "+9996630001"}, "33333", 5},
		{"test number with a longer code", fake.Account{Phone: "+9996620001", Length: 6}, "222222", 6},
		{"test number with a code of its own", fake.Account{Phone: "+9996620001", Code: "1234"}, "1234", 4},
		{"another announcement than the truth", fake.Account{Phone: "+9996620001", Code: "1234", Length: 5}, "1234", 5},
		{"number that only begins like a test number", fake.Account{Phone: "+99966200011"}, "12345", 5},
		{"any number", fake.Account{Phone: "+42000123456"}, "12345", 5},
		{"any number with a longer code", fake.Account{Phone: "+42000123456", Length: 6}, "123456", 6},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, err := fake.New(test.account)
			require.NoError(t, err)
			server.Predictable = true
			var told []fake.Message
			server.OnCode = func(m fake.Message) {
				// A demo may look at the server from here.
				require.Len(t, server.Inbox(m.To), 1)
				told = append(told, m)
			}
			answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"},
				fake.SendCode{PhoneNumber: test.account.Phone})
			require.NoError(t, err)
			require.Equal(t, test.length, answer.(fake.SentCode).Length)
			want := []fake.Message{{To: test.account.Phone, Delivery: codes.App, Code: test.code, DC: 2}}
			require.Equal(t, want, told)
			require.Equal(t, want, server.Inbox(test.account.Phone))
			require.Empty(t, server.Inbox("+9996620099"))
		})
	}
}

func TestRandomCodes(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+42000123456", Next: codes.SMS, Length: 12})
	require.NoError(t, err)
	hash := ""
	var q fake.Query = fake.SendCode{PhoneNumber: "+42000123456"}
	for range 2 {
		answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, q)
		require.NoError(t, err)
		require.NotEqual(t, hash, answer.(fake.SentCode).Hash)
		hash = answer.(fake.SentCode).Hash
		q = fake.ResendCode{PhoneNumber: "+42000123456", PhoneCodeHash: hash}
	}
	inbox := server.Inbox("+42000123456")
	require.Len(t, inbox, 2)
	require.Regexp(t, "^[0-9]{12}$", inbox[0].Code)
	require.Regexp(t, "^[0-9]{12}$", inbox[1].Code)
	require.NotEqual(t, inbox[0].Code, inbox[1].Code, "each code is drawn anew")
	require.Equal(t, codes.SMS, inbox[1].Delivery)
}

func TestMessageText(t *testing.T) {
	for delivery, want := range map[codes.Delivery]string{
		codes.App:        "Your sign-in code is 22222. Do not give it to anyone.",
		codes.FlashCall:  "Missed call from 22222.",
		codes.MissedCall: "Missed call from a number that ends in 22222.",
	} {
		require.Equal(t, want, fake.Message{Delivery: delivery, Code: "22222"}.Text())
	}
}
