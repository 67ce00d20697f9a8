package console

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// nobody is whom a wait is about where it is not known who signs in.
var nobody = flow.Digest(codes.Digest(codes.Secret{}, ""))

// A command that would be refused is not offered, nor one where it means nothing.
func TestCommands(t *testing.T) {
	const always = "/number, /cancel, /quit"
	sent := func(phase flow.Phase, resendAt time.Time) flow.State {
		return flow.State{Phase: phase, Sent: codes.Sent{Delivery: codes.Mail, Next: codes.SMS, ResendAt: resendAt}}
	}
	email := func(phase flow.Phase, info flow.EmailInfo) flow.State { return flow.State{Phase: phase, Email: info} }
	password := func(phase flow.Phase, info flow.PasswordInfo) flow.State {
		return flow.State{Phase: phase, Password: info}
	}
	deletes := flow.State{Phase: flow.WaitPassword, Waits: []flow.Wait{
		{Call: flow.CallDeleteAccount, About: nobody, Until: noon.Add(1)}, {Call: flow.CallSendCode, About: nobody, Until: noon.Add(2)},
	}}
	deletesNow := flow.State{Phase: flow.WaitPassword, Waits: []flow.Wait{
		{Call: flow.CallDeleteAccount, About: nobody, Until: noon}, {Call: flow.CallDeleteAccount, Until: noon.Add(1)},
	}}
	sms := func(by codes.Delivery) flow.State {
		return flow.State{Phase: flow.WaitCode, Sent: codes.Sent{Delivery: by}}
	}
	expired := sent(flow.WaitCode, noon)
	expired.Expires = noon.Add(-1)
	for _, tt := range []struct {
		state flow.State
		want  string
	}{
		{flow.State{}, "/qr, /bot, /passkey, /quit"},
		{expired, "/qr, /passkey, /quit"},
		{flow.State{Phase: flow.WaitCode}, always},
		{sent(flow.WaitCode, noon.Add(1)), always},
		{sent(flow.WaitCode, noon), "/resend, " + always},
		{sent(flow.WaitCode, time.Time{}), "/resend, " + always},
		{sent(flow.WaitPassword, noon), "/reset-password, /delete, " + always},

		{email(flow.WaitEmailAddress, flow.EmailInfo{SetUp: true}), always},
		{email(flow.WaitEmailAddress, flow.EmailInfo{SetUp: true, Apple: true, Google: true}), "/apple, /google, " + always},
		{email(flow.WaitEmailCode, flow.EmailInfo{SetUp: true, Google: true}), "/resend, /email, /google, " + always},
		{email(flow.WaitEmailCode, flow.EmailInfo{Apple: true}), "/apple, " + always},
		{email(flow.WaitEmailCode, flow.EmailInfo{Resettable: true}), "/reset-email, " + always},
		{email(flow.WaitEmailCode, flow.EmailInfo{Resettable: true, ResetAt: noon.Add(1)}), always},
		{email(flow.WaitEmailCode, flow.EmailInfo{ResetAt: noon}), "/reset-email, " + always},
		{email(flow.WaitCode, flow.EmailInfo{Resettable: true, Apple: true, Google: true}), always},

		{password(flow.WaitPassword, flow.PasswordInfo{HasRecovery: true}), "/recover, /reset-password, /delete, " + always},
		{password(flow.WaitPassword, flow.PasswordInfo{ResetAt: noon.Add(1)}), "/decline, /delete, " + always},
		{password(flow.WaitPassword, flow.PasswordInfo{ResetAt: noon}), "/reset-password, /decline, /delete, " + always},
		{password(flow.WaitRecoveryCode, flow.PasswordInfo{HasRecovery: true}), "/resend, /password, /reset-password, /delete, " + always},
		{deletes, "/reset-password, " + always},
		{deletesNow, "/reset-password, /delete, " + always},

		{flow.State{Phase: flow.WaitPassword, Exhausted: true, Password: flow.PasswordInfo{HasRecovery: true}}, "/qr, /passkey, /recover, /reset-password, /delete, /quit"},
		{flow.State{Phase: flow.WaitPassword, Expires: noon.Add(-1), Password: flow.PasswordInfo{HasRecovery: true}}, "/qr, /passkey, /quit"},
		{flow.State{Phase: flow.WaitEmailCode, Exhausted: true, Email: flow.EmailInfo{Resettable: true, Apple: true}}, "/qr, /passkey, /reset-email, /quit"},

		{sms(codes.SMS), "/missing, " + always},
		{sms(codes.FirebaseSMS), "/missing, " + always},
		{sms(codes.Call), always},

		{flow.State{Phase: flow.WaitOtherDevice}, "/bot, /passkey, " + always},
		{flow.State{Phase: flow.WaitOtherDevice, Expires: noon.Add(-1)}, "/qr, /passkey, /quit"},
		{flow.State{Phase: flow.WaitPasskey}, "/qr, " + always},
		{flow.State{Phase: flow.WaitPayment}, "/qr, /paid, /can, " + always},

		{flow.State{Phase: flow.WaitRegistration}, always},
		{flow.State{Phase: flow.WaitRegistration, Terms: flow.Terms{Text: "Be good."}}, "/more, " + always},
	} {
		p := &Prompt{Now: clock}
		require.Equal(t, tt.want, list(p.offered(p.question(tt.state))), tt.state)
	}

	p := &Prompt{Now: clock, Accepts: []codes.Kind{codes.KindName, codes.KindPhone}}
	q := p.question(flow.State{Phase: flow.WaitPassword})
	require.Equal(t, always, list(p.offered(q)), "other systems cannot do what Telegram can")
}

// Each command is told of in the package's documentation and on its page.
func TestCommandsAreExplained(t *testing.T) {
	for file, before := range map[string]string{"doc.go": "//\t", "../../docs/console.md": "`"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, c := range commands() {
			require.Contains(t, string(text), before+c.name, "%s does not tell of %s", file, c.name)
		}
	}
}

// A recovery code is kept for the new password and no longer.
func TestForgetsRecoveryCode(t *testing.T) {
	checked := flow.State{Phase: flow.WaitRecoveryCode, Password: flow.PasswordInfo{RecoveryChecked: true}}
	unchecked := flow.State{Phase: flow.WaitRecoveryCode}
	for _, after := range []flow.State{unchecked, {Phase: flow.WaitPassword}, {}} {
		p := &Prompt{In: strings.NewReader(recoveryCode + "\na new 1\na new 1\n\n/quit\n"), Out: new(strings.Builder)}
		_, err := p.Ask(t.Context(), unchecked)
		require.NoError(t, err)
		in, err := p.Ask(t.Context(), checked)
		require.NoError(t, err)
		require.Equal(t, flow.InputRecoverPassword, in.Name())
		require.False(t, p.recovery.IsZero(), "the password may not be accepted")
		_, _ = p.Ask(t.Context(), after)
		require.True(t, p.recovery.IsZero())
	}
	p := &Prompt{In: strings.NewReader(recoveryCode + "\n"), Out: new(strings.Builder)}
	_, err := p.Ask(t.Context(), unchecked)
	require.NoError(t, err)
	p.Farewell(unchecked, ErrQuit)
	require.True(t, p.recovery.IsZero())
}
