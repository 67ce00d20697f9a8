package flow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

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
