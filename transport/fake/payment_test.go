package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

// somePayment is what accounts of these tests have to pay.
func somePayment() *fake.Payment {
	return &fake.Payment{
		Product: "premium", SupportEmail: "help@example.org", SupportSubject: "Login", PremiumDays: 7, Currency: "EUR", Amount: 199,
		FormID: 42, Receipt: "t0ken:paid",
	}
}

func TestPayment(t *testing.T) {
	const due = " product=premium support=help@example.org subject=Login days=7 currency=EUR amount=199"
	dear := people(fake.Account{Payment: somePayment(), Delivery: codes.SMS, Next: codes.Call})
	unavailable := somePayment()
	unavailable.Unavailable = true
	stories{
		{
			name: "paid by form", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				inbox +9996620001          =>
				A checkPaid +9996620001 hash1 42 => paymentRequired hash1` + due + `
				pay +9996620001            =>
				inbox +9996620001          => sms:22222
				hear A                     => updateSentPhoneCode sentCode hash2 sms length=5 next=call
				pay +9996620001            =>
				hear A                     =>
				A checkPaid +9996620001 hash1 42 => sentCode hash2 sms length=5 next=call
				A checkPaid +9996620001 hash1 42 => sentCode hash2 sms length=5 next=call
				# Whatever is lost, there is one code.
				inbox +9996620001          => sms:22222
				A signIn +9996620001 hash2 22222 => authorization +9996620001
				A checkPaid +9996620001 hash1 42 => 400 PHONE_CODE_EXPIRED
				# It was paid for good.
				B sendCode +9996620001     => sentCode hash3 sms length=5 next=call
			`,
		},
		{
			name: "another form", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A checkPaid +9996620001 hash1 41 => 400 FORM_ID_INVALID
				pay +9996620001            =>
				A checkPaid +9996620001 hash1 41 => 400 FORM_ID_INVALID
				A checkPaid +9996620001 hash1 42 => sentCode hash2 sms length=5 next=call
			`,
		},
		{
			name: "paid before", accounts: dear,
			script: `
				pay +9996620001            =>
				A sendCode +9996620001     => sentCode hash1 sms length=5 next=call
				pay +9996620001            =>
				hear A                     =>
				A checkPaid +9996620001 hash1 42 => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name: "nothing to pay", accounts: people(fake.Account{}),
			script: `
				A sendCode +9996620001     => sentCode hash1 app length=5
				pay +9996620001            =>
				hear A                     =>
				A signIn +9996620001 hash1 22222 => authorization +9996620001
				pay +9996620009            => no account
			`,
		},
		{
			name: "the hash is no code's", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A signIn +9996620001 hash1 22222 => 400 PHONE_CODE_INVALID
				A resendCode +9996620001 hash1 => 406 SEND_CODE_UNAVAILABLE
				A signUp +9996620001 hash1 Ada _ => 400 PHONE_NUMBER_OCCUPIED
				A sendVerify +9996620001 hash1 a@b.c => 400 PHONE_CODE_EXPIRED
				A resetEmail +9996620001 hash1 => 400 EMAIL_INSTALL_MISSING
				A safetyNet +9996620001 hash1 x => 400 FIREBASE_TOKEN_INVALID
				B checkPaid +9996620001 hash1 42 => 400 PHONE_CODE_EXPIRED
				A cancelCode +9996620001 hash1 => true
				A checkPaid +9996620001 hash1 42 => 400 PHONE_CODE_EXPIRED
				pay +9996620001            =>
				hear A                     =>
			`,
		},
		{
			name: "slowly", accounts: people(fake.Account{Payment: somePayment(), CodeLife: time.Minute}),
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				wait 1h
				A checkPaid +9996620001 hash1 42 => paymentRequired hash1` + due + `
				pay +9996620001            =>
				A checkPaid +9996620001 hash1 42 => sentCode hash2 app length=5
				wait 1m
				A signIn +9996620001 hash2 22222 => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name: "asked again", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A sendCode +9996620001     => paymentRequired hash2` + due + `
				A checkPaid +9996620001 hash1 42 => 400 PHONE_CODE_EXPIRED
				pay +9996620001            =>
				A checkPaid +9996620001 hash2 42 => sentCode hash3 sms length=5 next=call
				A resendCode +9996620001 hash3 => sentCode hash4 call length=5 next=call
				A checkPaid +9996620001 hash2 42 => 400 PHONE_CODE_EXPIRED
				A checkPaid +9996620001 hash4 42 => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name: "paid for several", accounts: dear,
			script: `
				B sendCode +9996620001     => paymentRequired hash1` + due + `
				A sendCode +9996620001     => paymentRequired hash2` + due + `
				C sendCode +9996620001     => paymentRequired hash3` + due + `
				forget C                   => true
				pay +9996620001            =>
				hear A                     => updateSentPhoneCode sentCode hash5 sms length=5 next=call
				hear B                     => updateSentPhoneCode sentCode hash4 sms length=5 next=call
				A signIn +9996620001 hash5 22222 => authorization +9996620001
				B checkPaid +9996620001 hash1 42 => sentCode hash4 sms length=5 next=call
			`,
		},
		{
			name: "what is sent then", accounts: people(
				fake.Account{Payment: somePayment(), Email: "ada@example.org", EmailCode: "123456"},
				fake.Account{Phone: "+9996620002", Payment: somePayment(), EmailRequired: true},
				fake.Account{Phone: "+9996620003", Payment: somePayment(), Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{Nonce: "n"}},
				fake.Account{Phone: "+9996620004", Payment: somePayment(), Unregistered: true},
			),
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				B sendCode +9996620002     => paymentRequired hash2` + due + `
				C sendCode +9996620003     => paymentRequired hash3` + due + `
				D sendCode +9996620004     => paymentRequired hash4` + due + `
				pay +9996620001            =>
				pay +9996620002            =>
				pay +9996620003            =>
				pay +9996620004            =>
				hear A                     => updateSentPhoneCode sentCode hash5 mail length=6 pattern=a***@e***.org
				hear B                     => updateSentPhoneCode sentCode hash6 setUpEmail
				hear C                     => updateSentPhoneCode sentCode hash7 firebase_sms length=5 nonce=n
				hear D                     => updateSentPhoneCode sentCode hash8 app length=5
				D signIn +9996620004 hash8 22222 => signUpRequired
			`,
		},
		{
			name: "those who need no code", accounts: people(
				fake.Account{Payment: somePayment(), FutureTokens: true},
				fake.Account{Phone: "+9996620002", Payment: somePayment(), Trusted: true},
			),
			script: `
				A sendCode +9996620002     => sentCodeSuccess +9996620002
				pay +9996620001            =>
				A sendCode +9996620001     => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222 => authorization +9996620001 token=token1
			`,
		},
		{
			name: "a future auth token", accounts: people(fake.Account{Payment: somePayment(), FutureTokens: true, WebToken: "t0ken:web"}),
			script: `
				A web t0ken:web            => authorization +9996620001 token=token1
				B sendCode +9996620001 token1 => sentCodeSuccess +9996620001 token=token2
				B sendCode +9996620001     => paymentRequired hash1` + due + `
			`,
		},
		{
			name: "paid in a store", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				B sendCode +9996620001     => paymentRequired hash2` + due + `
				A canPurchase +9996620001 hash1 7 EUR 199 => true
				A appStore _ +9996620001 hash1 7 EUR 199 => 400 RECEIPT_EMPTY
				A appStore t0ken:guess +9996620001 hash1 7 EUR 199 => 400 INPUT_PURPOSE_INVALID
				A playMarket t0ken:guess +9996620001 hash1 7 EUR 199 => 400 INPUT_PURPOSE_INVALID
				inbox +9996620001          =>
				A appStore t0ken:paid +9996620001 hash1 7 EUR 199 => updates sentCode hash3 sms length=5 next=call
				hear A                     =>
				hear B                     => updateSentPhoneCode sentCode hash4 sms length=5 next=call
				# As often as one asks.
				A appStore t0ken:paid +9996620001 hash1 7 EUR 199 => updates sentCode hash3 sms length=5 next=call
				A checkPaid +9996620001 hash1 42 => sentCode hash3 sms length=5 next=call
				A signIn +9996620001 hash3 22222 => authorization +9996620001
			`,
		},
		{
			name: "paid in the other store", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A playMarket _ +9996620001 hash1 7 EUR 199 => 400 RECEIPT_EMPTY
				A playMarket t0ken:paid +9996620001 hash1 7 EUR 199 => updates sentCode hash2 sms length=5 next=call
			`,
		},
		{
			name: "another purpose", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A canPurchase +9996620001 hash1 8 EUR 199 => 400 INPUT_PURPOSE_INVALID
				A canPurchase +9996620001 hash1 7 USD 199 => 400 INPUT_PURPOSE_INVALID
				A canPurchase +9996620001 hash1 7 EUR 1 => 400 INPUT_PURPOSE_INVALID
				A canPurchase +9996620001 hash9 7 EUR 199 => 400 PHONE_CODE_EXPIRED
				A canPurchase +9996620002 hash1 7 EUR 199 => 400 PHONE_NUMBER_INVALID
				A appStore t0ken:paid +9996620001 hash1 8 EUR 199 => 400 INPUT_PURPOSE_INVALID
				A playMarket t0ken:paid +9996620001 hash9 7 EUR 199 => 400 PHONE_CODE_EXPIRED
				inbox +9996620001          =>
			`,
		},
		{
			name: "not sold", accounts: people(fake.Account{Payment: unavailable}),
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				A canPurchase +9996620001 hash1 7 EUR 199 => 406 PREMIUM_CURRENTLY_UNAVAILABLE
			`,
		},
		{
			name: "any receipt will do", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				accept payments.assignAppStoreTransaction
				A appStore t0ken:guess +9996620001 hash1 7 EUR 199 => updates sentCode hash2 sms length=5 next=call
			`,
		},
		{
			name: "banned and moved", accounts: people(fake.Account{Payment: somePayment()}, fake.Account{Phone: "+9996620002", DC: 4}),
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				move +9996620001 4         =>
				A checkPaid +9996620001 hash1 42 => 303 PHONE_MIGRATE_4
				ban +9996620001            =>
				A checkPaid +9996620001 hash1 42 => 400 PHONE_NUMBER_BANNED
			`,
		},
		{
			name: "the server starts anew", accounts: dear,
			script: `
				A sendCode +9996620001     => paymentRequired hash1` + due + `
				restore                    =>
				A checkPaid +9996620001 hash1 42 => paymentRequired hash1` + due + `
				pay +9996620001            =>
				restore                    =>
				hear A                     => updateSentPhoneCode sentCode hash2 sms length=5 next=call
				restore                    =>
				A checkPaid +9996620001 hash1 42 => sentCode hash2 sms length=5 next=call
				A signIn +9996620001 hash2 22222 => authorization +9996620001
				restore                    =>
				B sendCode +9996620001     => sentCode hash3 sms length=5 next=call
			`,
		},
	}.play(t)
}

func TestPaymentLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{Payment: somePayment()})...)
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001           => paymentRequired hash1 product=premium support=help@example.org subject=Login days=7 currency=EUR amount=199
		A checkPaid +9996620001 hash1 42 => paymentRequired hash1 product=premium support=help@example.org subject=Login days=7 currency=EUR amount=199
		A canPurchase +9996620001 hash1 7 EUR 199 => true
		A appStore t0ken:guess +9996620001 hash1 7 EUR 199 => 400 INPUT_PURPOSE_INVALID
		A playMarket t0ken:paid +9996620001 hash1 7 EUR 199 => updates sentCode hash2 app length=5
	`)
	_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.CanPurchaseStore{Purpose: fake.PaymentPurpose{Restore: true}})
	require.Error(t, err)
	var lines []string
	for _, r := range server.Requests()[1:] {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	const purpose = " phone_number=+9996620001 phone_code_hash=hash1 premium_days=7 currency=EUR amount=199 => "
	require.Equal(t, "auth.sentCodePaymentRequired", server.Requests()[0].Answer)
	require.Equal(t, []string{
		"auth.checkPaidAuth phone_number=+9996620001 phone_code_hash=hash1 form_id=42 => auth.sentCodePaymentRequired",
		"payments.canPurchaseStore" + purpose + "boolTrue",
		"payments.assignAppStoreTransaction receipt=t0ken:guess" + purpose + "400 INPUT_PURPOSE_INVALID",
		"payments.assignPlayMarketTransaction receipt=t0ken:paid" + purpose + "updates",
		`payments.canPurchaseStore restore=true phone_number="" phone_code_hash="" premium_days=0 currency="" amount=0 => 400 PHONE_NUMBER_INVALID`,
	}, lines)
	require.Equal(t, map[fake.Examination]int{
		{Method: "payments.assignAppStoreTransaction", Key: "key1", Hash: "hash1", Value: "t0ken:guess"}:  1,
		{Method: "payments.assignPlayMarketTransaction", Key: "key1", Hash: "hash1", Value: "t0ken:paid"}: 1,
	}, server.Examined())
}

// OnCode hears of a code that somebody has paid for, and may ask the server then.
func TestPaidCode(t *testing.T) {
	server, err := fake.New(people(fake.Account{Payment: somePayment()})...)
	require.NoError(t, err)
	_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.SendCode{PhoneNumber: "+9996620001"})
	require.NoError(t, err)
	var told []fake.Message
	server.OnCode = func(m fake.Message) {
		require.Len(t, server.Inbox(m.To), 1)
		told = append(told, m)
	}
	require.NoError(t, server.Pay("+9996620001"))
	require.Equal(t, []fake.Message{{To: "+9996620001", Delivery: codes.App, Code: "22222", DC: 2}}, told)
}
