package console

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// What was done is said where the next question is about something else, unless it
// was refused or there is another reason for that question.
func TestSaysWhatWasDone(t *testing.T) {
	waits := func(phase flow.Phase) flow.State { return flow.State{Phase: phase} }
	emailCode := flow.State{Phase: flow.WaitEmailCode, Sent: codes.Sent{Delivery: codes.Mail}, Email: flow.EmailInfo{Resettable: true}}
	setUp := emailCode
	setUp.Email.SetUp = true
	refused := waits(flow.WaitPhoneNumber)
	refused.Last = errors.Local(errors.KeyMismatch)
	const (
		removed  = "The account has no password any more."
		kept     = "The account keeps its password."
		noEmail  = "The account has no login e-mail address any more."
		hasEmail = "The login e-mail address is set up."
	)
	for _, tt := range []struct {
		name   string
		before flow.State
		lines  string
		after  flow.State
		want   string
	}{
		{"password removed", waits(flow.WaitPassword), "\n/reset-password\nyes\n", waits(flow.WaitPhoneNumber), removed},
		{"password to be removed", waits(flow.WaitPassword), "\n/reset-password\nyes\n", waits(flow.WaitPassword), ""},
		{"password not removed", waits(flow.WaitPassword), "\n/reset-password\nyes\n", refused, ""},
		{"password kept", waits(flow.WaitPassword), "\n/decline\n", waits(flow.WaitPassword), kept},
		{"password kept after all", waits(flow.WaitRecoveryCode), "/decline\n", waits(flow.WaitPassword), kept},
		{"e-mail address removed", emailCode, "/reset-email\n", waits(flow.WaitCode), noEmail},
		{"e-mail address to be removed", emailCode, "/reset-email\n", emailCode, ""},
		{"e-mail address set up", setUp, "222222\n", waits(flow.WaitCode), hasEmail},
		{"e-mail address set up, and the next code goes there", setUp, "222222\n", emailCode, hasEmail},
		{"e-mail address given again", setUp, "222222\n", waits(flow.WaitEmailAddress), ""},
		{"code by e-mail", emailCode, "222222\n", waits(flow.WaitRegistration), ""},
		{"left", waits(flow.WaitPassword), "\n/number 1\n", waits(flow.WaitPhoneNumber), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			p := &Prompt{In: strings.NewReader(tt.lines + "\n\n\n"), Out: &out}
			_, err := p.Ask(t.Context(), tt.before)
			require.NoError(t, err)
			out.Reset()
			_, _ = p.Ask(t.Context(), tt.after)
			for _, text := range []string{removed, kept, noEmail, hasEmail} {
				require.Equal(t, text == tt.want, strings.Contains(out.String(), text), out.String())
			}
		})
	}
}

// How one can do without a login e-mail, before it was asked for and after.
func TestExplainsResetOfEmail(t *testing.T) {
	for _, tt := range []struct {
		email flow.EmailInfo
		want  string
	}{
		{flow.EmailInfo{}, ""},
		{flow.EmailInfo{Resettable: true}, "If you cannot read that e-mail, you can sign in without it at once: /reset-email.\n"},
		{
			flow.EmailInfo{Resettable: true, ResetAfter: 2 * week},
			"If you cannot read that e-mail: /reset-email now, and in 14 days (at 15 January 12:00) you can sign in without it.\n",
		},
		{
			flow.EmailInfo{Resettable: true, ResetAfter: 2 * week, ResetAt: noon.Add(time.Hour)},
			"The login e-mail address is being reset: in 1 hour (at 13:00) you can sign in without it, by /reset-email.\n",
		},
		{flow.EmailInfo{ResetAt: noon}, "If you cannot read that e-mail, you can sign in without it at once: /reset-email.\n"},
	} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("/quit\n"), Out: &out, Now: clock}
		_, err := p.Ask(t.Context(), flow.State{Phase: flow.WaitEmailCode, Sent: codes.Sent{Delivery: codes.Mail}, Email: tt.email})
		require.ErrorIs(t, err, ErrQuit)
		require.Equal(t, "A code is on its way by e-mail.\n"+tt.want+"Code:\n", out.String())
	}
}

// Whose password was removed by its recovery is told, and nobody else.
func TestSaysThatPasswordIsGone(t *testing.T) {
	const removes = recoveryCode + "\n\nyes\n"
	s := flow.State{Phase: flow.WaitRecoveryCode, Password: flow.PasswordInfo{RecoveryChecked: true}}
	for _, tt := range []struct {
		name, lines string
		want        bool
	}{
		{"removed", removes, true},
		{"new password", recoveryCode + "\na new 1\na new 1\n\n", false},
		{"new password after all", removes + "a new 1\na new 1\n\n", false},
		{"signed in otherwise after all", removes + "\n/password\nsecret\n", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			p := &Prompt{In: strings.NewReader(tt.lines), Out: &out}
			var err error
			for err == nil {
				_, err = p.Ask(t.Context(), s)
			}
			require.ErrorIs(t, err, io.EOF)
			p.Farewell(flow.State{Phase: flow.Ready}, nil)
			require.Equal(t, tt.want, strings.Contains(out.String(), "The account has no password any more.\n"), out.String())
		})
	}
}
