package mtproto_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// One refusal of each class, on its way from the server to the person. The
// rest of the table goes through the door in memory (package fake).
func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		code   int
		text   string
		class  errors.Class
		reason errors.Reason // of the state; "": the sign-in goes on
		phase  flow.Phase
		wait   time.Duration
	}{
		{400, "SOMETHING_NEW", errors.Unknown, "SOMETHING_NEW", flow.WaitCode, 0},
		{400, "PHONE_CODE_INVALID", errors.Reenter, errors.PhoneCodeInvalid, flow.WaitCode, 0},
		{406, "SEND_CODE_UNAVAILABLE", errors.OfferOther, errors.SendCodeUnavailable, flow.WaitCode, 0},
		{400, "PHONE_CODE_EXPIRED", errors.StartOver, errors.PhoneCodeExpired, flow.WaitPhoneNumber, 0},
		{401, "SESSION_PASSWORD_NEEDED", errors.Forward, "", flow.WaitPassword, 0},
		{500, "AUTH_RESTART", errors.Retry, "", flow.Ready, 0},
		{420, "FLOOD_WAIT_42", errors.Wait, errors.FloodWait, flow.WaitCode, 42 * time.Second},
		{303, "USER_MIGRATE_4", errors.ChangeDC, errors.CodeMoved, flow.WaitCode, 0},
		{403, "RECAPTCHA_CHECK_signup__key", errors.Challenge, errors.RecaptchaCheck, flow.WaitCode, 0},
		{400, "API_ID_INVALID", errors.Configuration, errors.APIIDInvalid, flow.Failed, 0},
		{400, "INPUT_REQUEST_TOO_LONG", errors.Bug, "INPUT_REQUEST_TOO_LONG", flow.Failed, 0},
		{401, "AUTH_KEY_INVALID", errors.SessionLost, "AUTH_KEY_INVALID", flow.WaitPhoneNumber, 0},
		{400, "PHONE_NUMBER_BANNED", errors.Terminal, errors.PhoneNumberBanned, flow.WaitPhoneNumber, 0},
		{500, "RPC_CALL_FAIL", errors.Transient, "RPC_CALL_FAIL", flow.WaitCode, 0},
	} {
		t.Run(tt.class.String(), func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			d := leak.Driver(t, &flow.Driver{Transport: srv.Transport(), Now: func() time.Time { return now }})
			_, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
			require.NoError(t, err)
			require.Equal(t, tt.class, errors.FromRPC("auth.signIn", tt.code, tt.text).Class)
			srv.Refuse("auth.signIn", tt.code, tt.text)
			if tt.class == errors.ChangeDC {
				require.NoError(t, srv.Move(ada, 4))
			}

			s, err := d.Do(t.Context(), "me", flow.Code(adaCode))
			require.Equal(t, tt.phase, s.Phase)
			require.Zero(t, srv.Faults())
			require.Equal(t, tt.reason == "", err == nil, "%v", err)
			if tt.reason == "" {
				return
			}
			require.ErrorIs(t, err, tt.reason)
			require.Equal(t, s.Last, err)
			if tt.class == errors.ChangeDC {
				require.Equal(t, 2, srv.Calls()["auth.sendCode"], "a new code, from there")
				return
			}
			require.Equal(t, tt.class, s.Last.Class)
			require.Equal(t, tt.text, s.Last.Text)
			require.Equal(t, tt.code, s.Last.Code)
			require.Equal(t, "auth.signIn", s.Last.Method)
			if tt.wait != 0 {
				require.Equal(t, now.Add(tt.wait), s.Last.RetryAt)
			}
		})
	}
}
