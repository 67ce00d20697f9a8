package fake_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestNewRefuses(t *testing.T) {
	long := strings.Repeat("x", 65)
	tooLong := math.MaxInt32*time.Second + 1
	tooMany := math.MaxInt
	_, passkey := aPasskey(t, "a-passkey")
	other, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	first := fake.Account{
		Phone: "+9996620000", WebToken: "t0ken given", PNVToken: "t0ken given", Passkeys: []fake.Passkey{{ID: "given", PublicKey: passkey.PublicKey}},
	}
	for _, test := range []struct {
		field   string
		account fake.Account
		problem string
	}{
		{"Phone", fake.Account{}, ""},
		{"Phone", fake.Account{Phone: "hello"}, ""},
		{"Phone", fake.Account{Phone: "999 66 2 0000"}, "given twice"},
		{"ID", fake.Account{ID: -1}, "negative"},
		{"ID", fake.Account{ID: 1001}, "given twice"}, // derived for the first account
		{"DC", fake.Account{DC: -1}, "negative"},
		{"MinAge", fake.Account{Terms: "t", MinAge: -1}, "negative"},
		{"Length", fake.Account{Length: -1}, "negative"},
		{"Length", fake.Account{Length: 65}, "more than 64"},
		{"CodeTries", fake.Account{CodeTries: -1}, "negative"},
		{"PasswordTries", fake.Account{PasswordTries: -1}, "negative"},
		{"Resends", fake.Account{Resends: -1}, "negative"},
		{"ResendAfter", fake.Account{ResendAfter: -1}, "negative"},
		{"ResendAfter", fake.Account{ResendAfter: math.MaxInt32*time.Second + 1}, "more than the wire can carry"},
		{"CodeLife", fake.Account{CodeLife: -1}, "negative"},
		{"Flood", fake.Account{Flood: -1}, "negative"},
		{"FloodWait", fake.Account{FloodWait: -1}, "negative"},
		{"Hint", fake.Account{Hint: "prey"}, "without a password"},
		{"Password", fake.Account{Password: "hunter2", Unregistered: true}, "unregistered"},
		{"Trusted", fake.Account{Trusted: true, Unregistered: true}, "unregistered"},
		{"TermsID", fake.Account{TermsID: "7"}, "no terms"},
		{"MinAge", fake.Account{MinAge: 16}, "no terms"},
		{"Flood", fake.Account{Password: "hunter2", PasswordTries: 1}, "tries that end in a wait"},
		{"FirstName", fake.Account{FirstName: long}, "more than 64"},
		{"LastName", fake.Account{LastName: long}, "more than 64"},
		{"Delivery", fake.Account{Delivery: codes.SMSPhrase + 1}, "unknown"},
		{"EmailResetPeriod", fake.Account{Email: "a@b.c", EmailReset: true, EmailResetPeriod: -1}, "negative"},
		{"EmailResetPeriod", fake.Account{Email: "a@b.c", EmailReset: true, EmailResetPeriod: tooLong}, "more than the wire can carry"},
		{"EmailResetPeriod", fake.Account{Email: "a@b.c", EmailResetPeriod: time.Hour}, "no reset"},
		{"RecoveryLife", fake.Account{Password: "hunter2", RecoveryEmail: "a@b.c", RecoveryLife: -1}, "negative"},
		{"RecoveryLife", fake.Account{Password: "hunter2", RecoveryLife: time.Hour}, "no recovery e-mail"},
		{"ResetWait", fake.Account{ResetWait: -1}, "negative"},
		{"DeleteWait", fake.Account{DeleteWait: -1}, "negative"},
		{"DeleteWait", fake.Account{DeleteWait: tooLong}, "more than the wire can carry"},
		{"OtherwiseReloginDays", fake.Account{OtherwiseReloginDays: -1}, "negative"},
		{"OtherwiseReloginDays", fake.Account{OtherwiseReloginDays: tooMany}, "more than the wire can carry"},
		{"TmpSessions", fake.Account{TmpSessions: -1}, "negative"},
		{"TmpSessions", fake.Account{TmpSessions: tooMany}, "more than the wire can carry"},
		{"Email", fake.Account{Email: "nobody"}, "EMAIL_INVALID"},
		{"Email", fake.Account{Email: "a@b.c", Unregistered: true}, "unregistered"},
		{"EmailCode", fake.Account{EmailCode: "123456"}, "no login e-mail"},
		{"AppleSignIn", fake.Account{AppleSignIn: true}, "no login e-mail"},
		{"GoogleSignIn", fake.Account{GoogleSignIn: true}, "no login e-mail"},
		{"EmailReset", fake.Account{EmailReset: true}, "no login e-mail"},
		{"RecoveryEmail", fake.Account{Password: "hunter2", RecoveryEmail: "nobody"}, "EMAIL_INVALID"},
		{"RecoveryEmail", fake.Account{RecoveryEmail: "a@b.c"}, "no password"},
		{"RecoveryCode", fake.Account{Password: "hunter2", RecoveryCode: "123456"}, "no recovery e-mail"},
		{"SecureValues", fake.Account{SecureValues: true}, "no password"},
		{"TermsPopup", fake.Account{TermsPopup: true}, "no terms"},
		{"Next", fake.Account{Next: codes.App}, "by sms, call, flash_call, missed_call or fragment_sms"},
		{"Next", fake.Account{Next: codes.FirebaseSMS}, "by sms, call, flash_call, missed_call or fragment_sms"},
		{"Next", fake.Account{Next: codes.SMSWord}, "by sms, call, flash_call, missed_call or fragment_sms"},
		{"Next", fake.Account{Next: codes.SMSPhrase}, "by sms, call, flash_call, missed_call or fragment_sms"},
		{"Next", fake.Account{Next: codes.SMSPhrase + 1}, "by sms, call, flash_call, missed_call or fragment_sms"},
		{"Code", fake.Account{Delivery: codes.FlashCall}, "needs one"},
		{"Code", fake.Account{Delivery: codes.SMSWord}, "needs one"},
		{"Code", fake.Account{Delivery: codes.SMSPhrase}, "needs one"},
		{"Code", fake.Account{Next: codes.FlashCall}, "needs one"},
		{"Beginning", fake.Account{Delivery: codes.SMSWord, Code: "banana", Beginning: "a"}, "begins otherwise"},
		{"BotTokenExpired", fake.Account{BotTokenExpired: true}, "no token"},
		{"Phone", fake.Account{Phone: "+9996620001", BotToken: "t0ken"}, "a bot has none"},
		{"Password", fake.Account{BotToken: "t0ken", Password: "hunter2"}, "a bot has none"},
		{"BotToken", fake.Account{BotToken: "t0ken", Unregistered: true}, "never unregistered"},
		{"BotToken", fake.Account{BotToken: "t0ken", Banned: true}, "never unregistered or banned"},
		{"BotToken", fake.Account{BotToken: "t0ken", WebToken: "t0ken"}, "by nothing else"},
		{"BotToken", fake.Account{BotToken: "t0ken", PNVToken: "t0ken"}, "by nothing else"},
		{"BotToken", fake.Account{BotToken: "t0ken", Passkeys: []fake.Passkey{passkey}}, "by nothing else"},
		{"WebToken", fake.Account{WebToken: "t0ken given"}, "given twice"},
		{"PNVToken", fake.Account{PNVToken: "t0ken given"}, "given twice"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{{ID: "given", PublicKey: passkey.PublicKey}}}, "given twice"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{passkey, passkey}}, "given twice"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{passkey}, Unregistered: true}, "unregistered"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{{PublicKey: passkey.PublicKey}}}, "no ID"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{{ID: "p"}}}, "P-256"},
		{"Passkeys", fake.Account{Passkeys: []fake.Passkey{{ID: "p", PublicKey: &other.PublicKey}}}, "P-256"},
		{"WebToken", fake.Account{WebToken: "t0ken", Unregistered: true}, "unregistered"},
		{"QRVia", fake.Account{QRVia: []int{4, 0}}, "no data centre"},
		{"QRVia", fake.Account{QRVia: []int{-1}}, "no data centre"},
		{"Payment", fake.Account{Payment: &fake.Payment{PremiumDays: -1}}, "negative"},
		{"Payment", fake.Account{Payment: &fake.Payment{PremiumDays: tooMany}}, "more than the wire can carry"},
		{"Payment", fake.Account{Payment: &fake.Payment{Amount: -1}}, "negative"},
		{"Firebase", fake.Account{Firebase: &fake.Firebase{Nonce: "n"}}, "no code is sent by it"},
		{"Firebase", fake.Account{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{PushTimeout: 1}}, "nothing is announced"},
		{"Firebase", fake.Account{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{Nonce: "n", PlayIntegrityProject: 7}}, "without a nonce"},
		{"Firebase", fake.Account{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{Receipt: "r", PushTimeout: -1}}, "negative"},
		{"Firebase", fake.Account{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{Receipt: "r", PushTimeout: tooLong}}, "more than the wire can carry"},
	} {
		if a := test.account; strconv.IntSize == 32 && (a.OtherwiseReloginDays == tooMany || a.TmpSessions == tooMany ||
			a.Payment != nil && a.Payment.PremiumDays == tooMany) {
			continue // there no int is too much
		}
		t.Run(test.field+" "+test.problem, func(t *testing.T) {
			if test.field != "Phone" && test.account.BotToken == "" {
				test.account.Phone = "+9996620001"
			}
			_, err := fake.New(first, test.account)
			bad, ok := errors.AsType[*fake.AccountError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, 1, bad.Position)
			require.Equal(t, test.field, bad.Field)
			require.ErrorContains(t, bad.Err, test.problem)
			require.ErrorContains(t, err, "fake: account 1: "+test.field)
			require.NotContains(t, err.Error(), "66200")
			require.Equal(t, test.problem == "", errors.Is(err, errors.PhoneNumberInvalid))
		})
	}
}

func TestNewAccepts(t *testing.T) {
	_, passkey := aPasskey(t, "a-passkey")
	for _, account := range []fake.Account{
		{},
		{Length: 64, ResendAfter: math.MaxInt32 * time.Second},
		{Delivery: codes.SMSWord, Code: "Banana", Beginning: "b"},
		{FirstName: strings.Repeat("ä", 64), LastName: strings.Repeat("ä", 64)},
		{Next: codes.FragmentSMS},
		{Next: codes.MissedCall},
		{EmailRequired: true, EmailCode: "123456", AppleSignIn: true, GoogleSignIn: true, EmailReset: true},
		{Unregistered: true, EmailRequired: true},
		{Email: " a@b.c ", EmailReset: true, EmailResetPeriod: math.MaxInt32 * time.Second},
		{Password: "hunter2", RecoveryEmail: "a@b.c", RecoveryCode: "1", RecoveryLife: 1, SecureValues: true},
		{ResetWait: math.MaxInt64, DeleteWait: math.MaxInt32 * time.Second},
		{OtherwiseReloginDays: math.MaxInt32, TmpSessions: math.MaxInt32, FutureTokens: true},
		{Terms: "t", TermsPopup: true},
		{WebToken: "t0ken", PNVToken: "t0ken", Passkeys: []fake.Passkey{passkey}, QRVia: []int{4, 4}},
		{Unregistered: true, PNVToken: "t0ken"},
		{Payment: new(fake.Payment)},
		{Payment: &fake.Payment{PremiumDays: math.MaxInt32, Amount: math.MaxInt64}},
		{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{PlayIntegrityNonce: "n", PushTimeout: math.MaxInt32 * time.Second}},
	} {
		account.Phone = "+9996620001"
		_, err := fake.New(account)
		require.NoError(t, err)
	}
}

// Two bots have two tokens.
func TestNewRefusesATokenTwice(t *testing.T) {
	_, err := fake.New(fake.Account{BotToken: "t0ken"}, fake.Account{BotToken: "t0ken"})
	bad, ok := errors.AsType[*fake.AccountError](err)
	require.True(t, ok)
	require.Equal(t, "BotToken", bad.Field)
	require.EqualError(t, err, "fake: account 1: BotToken: given twice")
}

// What a test does with its accounts later is its own business.
func TestNewCopies(t *testing.T) {
	_, passkey := aPasskey(t, "a-passkey")
	account := fake.Account{
		Phone: "+9996620001", Delivery: codes.FirebaseSMS, QRVia: []int{3}, Passkeys: []fake.Passkey{passkey},
		Payment: &fake.Payment{Product: "premium"}, Firebase: &fake.Firebase{Nonce: "n"},
	}
	server, err := fake.New(account)
	require.NoError(t, err)
	before, err := server.Snapshot()
	require.NoError(t, err)
	account.QRVia[0], account.Passkeys[0].ID, account.Payment.Product, account.Firebase.Nonce = 4, "p", "p", "p"
	after, err := server.Snapshot()
	require.NoError(t, err)
	require.JSONEq(t, string(before), string(after))
}

func TestDCs(t *testing.T) {
	for _, test := range []struct {
		dcs  []int // of the accounts
		want []int
	}{
		{nil, []int{2}},
		{[]int{0, 2}, []int{2}},
		{[]int{4, 1, 0, 4, 3}, []int{2, 1, 3, 4}},
	} {
		var accounts []fake.Account
		for i, dc := range test.dcs {
			accounts = append(accounts, fake.Account{Phone: "+999662000" + string(rune('0'+i)), DC: dc})
		}
		server, err := fake.New(accounts...)
		require.NoError(t, err)
		require.Equal(t, test.want, server.DCs)
	}
	server, err := fake.New(fake.Account{Phone: "+9996620001", QRVia: []int{5, 3}}, fake.Account{BotToken: "t0ken", DC: 4})
	require.NoError(t, err)
	require.Equal(t, []int{2, 3, 4, 5}, server.DCs)
}

func TestUserIDs(t *testing.T) {
	server, err := fake.New(
		fake.Account{Phone: "+9996620001", Trusted: true},
		fake.Account{Phone: "+9996620002", Trusted: true, ID: 7},
		fake.Account{Phone: "+9996620003", Trusted: true},
		fake.Account{BotToken: "t0ken"},
	)
	require.NoError(t, err)
	var ids []int64
	for _, phone := range []string{"+9996620001", "+9996620002", "+9996620003"} {
		answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: phone}, fake.SendCode{PhoneNumber: phone})
		require.NoError(t, err)
		ids = append(ids, answer.(fake.SentCodeSuccess).Authorization.User.ID)
	}
	require.Equal(t, []int64{1001, 7, 1003}, ids)
	answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "bot"}, fake.ImportBotAuthorization{Token: "t0ken"})
	require.NoError(t, err)
	require.Equal(t, fake.User{ID: 1004, Bot: true}, answer.(fake.Authorization).User)
}
