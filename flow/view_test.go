package flow_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A view says why in the reason's word, and beside it what the server said where
// that is something else.
func TestViewOfRefusal(t *testing.T) {
	for _, tt := range []struct {
		reason errors.Reason
		text   string
		want   string
	}{
		{errors.PhoneCodeInvalid, "PHONE_CODE_INVALID", ""},
		{errors.FloodWait, "FLOOD_WAIT_42", "FLOOD_WAIT_42"},
		{errors.PhoneCodeInvalid, "INVALID_CODE", "INVALID_CODE"},
		{errors.CredentialsInvalid, "INVALID_LOGIN_CREDENTIALS", "INVALID_LOGIN_CREDENTIALS"},
		{errors.Misconfigured, "", ""},
	} {
		e := errors.Local(tt.reason)
		e.Text = tt.text
		v := answered(t, flow.Refused{Err: e}).View()
		require.Equal(t, tt.reason, v.Reason)
		require.Equal(t, e.Class.String(), v.Class)
		require.Equal(t, tt.want, v.Text)
	}
}

// What a login waits for is in its view, and of what only one person may see it says
// that it is there.
func TestViewOfWhatIsWaitedFor(t *testing.T) {
	expires := storyTime.Add(30 * time.Second)
	for _, tt := range []struct {
		name   string
		answer flow.Answer
		want   string
	}{
		{"login token", flow.LoginTokenShown{Token: codes.NewSecret(sampleLoginToken), Expires: expires},
			`{"phase": "WaitOtherDevice", "login_token": "REDACTED", "login_token_expires": "2026-01-02T03:04:35Z",
			  "expires": "2026-01-02T03:09:05Z"}`},
		{"passkey", flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: `{"publicKey":{}}`}},
			`{"phase": "WaitPasskey", "passkey": {"options": "{\"publicKey\":{}}", "key": "key-1"}, "expires": "2026-01-02T03:09:05Z"}`},
		{"Firebase", flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: "{}", Firebase: true, Nonce: "AA"}},
			`{"phase": "WaitPasskey", "passkey": {"options": "{}", "firebase": true, "nonce": "AA", "key": "key-1"},
			  "expires": "2026-01-02T03:09:05Z"}`},
		{"payment", flow.PaymentWanted{
			Sent:    codes.Sent{Hash: codes.NewSecret(sampleHash)},
			Payment: flow.PaymentInfo{Product: "sms", SupportEmail: "sms@example.org", PremiumDays: 7, Currency: "EUR", Amount: 99},
		}, `{"phase": "WaitPayment", "payment": {"product": "sms", "support_email": "sms@example.org", "premium_days": 7, "currency": "EUR",
			  "amount": 99}, "expires": "2026-01-03T03:04:05Z"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := answered(t, tt.answer)
			shown, err := json.Marshal(s)
			require.NoError(t, err)
			require.JSONEq(t, tt.want, string(shown))
			again, err := json.Marshal(reloaded(t, s))
			require.NoError(t, err)
			require.Equal(t, string(shown), string(again))
		})
	}
}
