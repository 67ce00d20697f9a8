package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// Each word of an account sets its field.
func TestAccount(t *testing.T) {
	untold := keys(new(fake.Account))
	for line, want := range map[string]fake.Account{
		"phone=+9996620001":         {Phone: "+9996620001"},
		"code=12345":                {Code: "12345"},
		"password=a=b c":            {Password: "a=b c"},
		"hint=a pet":                {Hint: "a pet"},
		"name=Ada":                  {FirstName: "Ada"},
		"name=Ada King of Lovelace": {FirstName: "Ada", LastName: "King of Lovelace"},
		"id=77":                     {ID: 77},
		"dc=4":                      {DC: 4},
		"unregistered":              {Unregistered: true},
		"terms=Be kind.":            {Terms: "Be kind."},
		"min_age=16":                {MinAge: 16},
		"delivery=app":              {Delivery: codes.App},
		"delivery=sms":              {Delivery: codes.SMS},
		"delivery=call":             {Delivery: codes.Call},
		"delivery=flash_call":       {Delivery: codes.FlashCall},
		"delivery=missed_call":      {Delivery: codes.MissedCall},
		"delivery=fragment_sms":     {Delivery: codes.FragmentSMS},
		"delivery=firebase_sms":     {Delivery: codes.FirebaseSMS},
		"delivery=sms_word":         {Delivery: codes.SMSWord},
		"delivery=sms_phrase":       {Delivery: codes.SMSPhrase},
		"next=sms":                  {Next: codes.SMS},
		"resend_after=60":           {ResendAfter: time.Minute},
		"resends=2":                 {Resends: 2},
		"length=6":                  {Length: 6},
		"pattern=+4420*":            {Pattern: "+4420*"},
		"prefix=4420":               {Prefix: "4420"},
		"url=https://fragment.com/": {URL: "https://fragment.com/"},
		"beginning=s":               {Beginning: "s"},
		"code_life=300":             {CodeLife: 5 * time.Minute},
		"code_tries=3":              {CodeTries: 3},
		"password_tries=5":          {PasswordTries: 5},
		"lockout=2147483647":        {Flood: 2147483647 * time.Second},
		"flood=42":                  {FloodWait: 42 * time.Second},
		"banned":                    {Banned: true},
		"trusted":                   {Trusted: true},
		"terms_popup":               {TermsPopup: true},
		"email=ada@example.com":     {Email: "ada@example.com"},
		"email_required":            {EmailRequired: true},
		"email_code=654321":         {EmailCode: "654321"},
		"apple":                     {AppleSignIn: true},
		"google":                    {GoogleSignIn: true},
		"email_reset":               {EmailReset: true},
		"email_reset_period=604800": {EmailResetPeriod: 7 * 24 * time.Hour},
		"recovery_email=a@b.org":    {RecoveryEmail: "a@b.org"},
		"recovery_code=654321":      {RecoveryCode: "654321"},
		"recovery_life=60":          {RecoveryLife: time.Minute},
		"secure_values":             {SecureValues: true},
		"reset_wait=60":             {ResetWait: time.Minute},
		"delete_wait=60":            {DeleteWait: time.Minute},
		"future_tokens":             {FutureTokens: true},
		"relogin_days=3":            {OtherwiseReloginDays: 3},
		"tmp_sessions=2":            {TmpSessions: 2},
		"qr_via=4":                  {QRVia: []int{4}},
		"qr_via=4+5":                {QRVia: []int{4, 5}},
		"bot_token=1:ab":            {BotToken: "1:ab"},
		"bot_token_expired":         {BotTokenExpired: true},
		"web_token=ab":              {WebToken: "ab"},
		"pnv_token=ab":              {PNVToken: "ab"},
		"firebase=ab":               {Firebase: &fake.Firebase{Nonce: "ab"}},
		"payment=ab":                {Payment: &fake.Payment{Product: "ab"}},
		"premium_days=7":            {Payment: &fake.Payment{PremiumDays: 7}},
		"currency=EUR":              {Payment: &fake.Payment{Currency: "EUR"}},
		"amount=199":                {Payment: &fake.Payment{Amount: 199}},
		"receipt=ab":                {Payment: &fake.Payment{Receipt: "ab"}},

		"payment=ab,receipt=cd": {Payment: &fake.Payment{Product: "ab", Receipt: "cd"}},

		"phone=+44,banned,flood=1": {Phone: "+44", Banned: true, FloodWait: time.Second},
	} {
		a, err := parseAccount(line)
		require.NoError(t, err, line)
		require.Equal(t, want, a, line)
		name, _, _ := strings.Cut(line, "=")
		untold = slices.DeleteFunc(untold, func(k key) bool { return k.name == name })
	}
	require.Empty(t, untold, "a word without a test")
}

// A bot needs no number, and a QR code leads through more than one data centre.
func TestTokensAtWork(t *testing.T) {
	line, _ := start(t, "-dc", "2,4,5",
		"-account", "bot_token=77:a-token,name=Robot,dc=4", "-account", "bot_token=78:a-token,bot_token_expired", "-account", "phone=+9996620001,web_token=from-the-web,qr_via=4+5")
	for _, tt := range []struct {
		name   string
		in     flow.Input
		reason errors.Reason
	}{
		{"bot", flow.BotToken("77:a-token"), ""},
		{"bot whose token is over", flow.BotToken("78:a-token"), errors.AccessTokenExpired},
		{"web", flow.WebToken("from-the-web", 0), ""},
		{"web, again", flow.WebToken("from-the-web", 0), errors.WebauthTokenExpired},
		{"QR", flow.RequestQRCode(), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := signIn(t, client(t, line), tt.in)
			switch {
			case tt.reason != "":
				require.ErrorIs(t, err, tt.reason)
			case tt.in.Name() == flow.InputRequestQRCode:
				require.NoError(t, err)
				require.NotEmpty(t, s.LoginToken.URL())
			default:
				require.NoError(t, err)
				require.Equal(t, flow.Ready, s.Phase)
			}
		})
	}
}

// What a client meets, at one server.
func TestAccountsAtWork(t *testing.T) {
	refused := func(reason errors.Reason, wait time.Duration) func(*testing.T, flow.State, error) {
		return func(t *testing.T, _ flow.State, err error) {
			e, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok, err)
			require.Equal(t, reason, e.Reason)
			require.Equal(t, wait, e.Wait)
		}
	}
	sent := func(want codes.Delivery) func(*testing.T, flow.State, error) {
		return func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.WaitCode, s.Phase)
			require.Equal(t, want, s.Sent.Delivery)
		}
	}
	tests := []struct {
		account string       // without its number
		says    []flow.Input // after the number
		meets   func(*testing.T, flow.State, error)
	}{
		{"banned", nil, refused(errors.PhoneNumberBanned, 0)},
		{"flood=42", nil, refused(errors.FloodWait, 42*time.Second)},
		{"delivery=sms", nil, sent(codes.SMS)},
		{"delivery=call", nil, sent(codes.Call)},
		{"delivery=flash_call,code=+442079460000,pattern=+4420*", nil, sent(codes.FlashCall)},
		{"delivery=missed_call,prefix=4420", nil, sent(codes.MissedCall)},
		{"delivery=fragment_sms,url=https://fragment.com/", nil, sent(codes.FragmentSMS)},
		{"delivery=sms_word,code=stepin,beginning=s", nil, sent(codes.SMSWord)},
		{"delivery=sms_phrase,code=step in please", nil, sent(codes.SMSPhrase)},
		{"next=call,resend_after=60", nil, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, codes.Call, s.Sent.Next)
			require.False(t, s.Sent.ResendAt.IsZero())
		}},
		{"id=7000000001", []flow.Input{flow.Code("22222")}, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, "7000000001", s.Account.ID)
		}},
		{"trusted", nil, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
		}},
		{"unregistered,terms=Be kind.,min_age=16", []flow.Input{flow.Code("22222")}, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.WaitRegistration, s.Phase)
			require.Equal(t, "Be kind.", s.Terms.Text)
			require.Equal(t, 16, s.Terms.MinAge)
		}},
		{"email=ada@example.com,google,email_reset,email_reset_period=60", nil, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.WaitEmailCode, s.Phase)
			require.Equal(t, flow.EmailInfo{Google: true, Resettable: true, ResetAfter: time.Minute}, s.Email)
		}},
		{"email_required,apple", nil, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.WaitEmailAddress, s.Phase)
			require.True(t, s.Email.Apple)
		}},
		{"relogin_days=3,tmp_sessions=2,future_tokens", []flow.Input{flow.Code("22222")}, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, 3, s.Account.OtherwiseReloginDays)
			require.Equal(t, 2, s.Account.TmpSessions)
			require.Len(t, s.FutureTokens, 1)
		}},
		{"password=secret,recovery_email=ada@example.com,secure_values", []flow.Input{flow.Code("22222")}, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.PasswordInfo{HasRecovery: true, HasSecureValues: true}, s.Password)
		}},
		{"password=secret,reset_wait=60", []flow.Input{flow.Code("22222"), flow.ResetPassword()}, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.False(t, s.Password.ResetAt.IsZero())
		}},
		{"password=secret,delete_wait=60", []flow.Input{flow.Code("22222"), flow.DeleteAccount(flow.DeleteMyAccount, "", "")}, refused(errors.TwoFAConfirmWait, time.Minute)},
		{"password=secret,password_tries=1,lockout=60", []flow.Input{flow.Code("22222"), flow.Password("wrong")}, refused(errors.PasswordHashInvalid, 0)},
		{"payment=a code,premium_days=7,currency=EUR,amount=199,receipt=bill", []flow.Input{flow.Purchased(flow.PlayMarket, "bill")}, sent(codes.App)},
		{"payment=a code", nil, func(t *testing.T, s flow.State, err error) {
			require.NoError(t, err)
			require.Equal(t, flow.WaitPayment, s.Phase)
			require.Equal(t, "a code", s.Payment.Product)
		}},
		{"delivery=firebase_sms,firebase=announced-7", []flow.Input{flow.FirebaseProof(flow.SafetyNetProof, fake.Attestation("announced-7"))}, sent(codes.FirebaseSMS)},
	}
	number := func(i int) string { return fmt.Sprintf("+99966200%02d", i) }
	var args []string
	for i, tt := range tests {
		args = append(args, "-account", "phone="+number(i)+","+tt.account)
	}
	line, _ := start(t, args...)
	for i, tt := range tests {
		t.Run(tt.account, func(t *testing.T) {
			s, err := signIn(t, client(t, line), append([]flow.Input{flow.PhoneNumber(number(i))}, tt.says...)...)
			tt.meets(t, s, err)
		})
	}
}
