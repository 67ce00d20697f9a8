package console

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

const (
	hasEmail   = "+9996620006\n"
	wantsEmail = "+9996620007\n"
	hasAll     = "+9996620008\n22222\n"
	hasNoWaits = "+9996620009\n22222\n"
)

// long is a password that is too long, twice, and its hint.
var long = strings.Repeat(strings.Repeat("x", 300)+"\n", 2) + "hint"

// wrongCodes are as many as may be tried.
const wrongCodes = "111111\n111112\n111113\n111114\n111115\n"

// What a login e-mail, a forgotten password and the end of an account ask of a
// person: what is said, and where it leads.
func TestPaths(t *testing.T) {
	for _, tt := range []struct {
		name, lines string
		phase       flow.Phase
		err         error
		says        []string
	}{
		{
			"login e-mail", hasEmail + "111111\n" + emailCode + "\n", flow.Ready, nil,
			[]string{
				"A code is on its way by e-mail to e***@e***.com (6 digits).\nAnother one, by SMS, can be asked for now: /resend.\n" +
					"If you cannot read that e-mail: /reset-email now, and in 7 days (at 8 January 12:00) you can sign in without it.\nCode:\n",
				"The code from the e-mail is wrong. Check it and enter it again.\nCode:\nSigned in as Edsger",
			},
		},
		{"login e-mail, resent", hasEmail + "/resend\n22222\n", flow.Ready, nil, []string{"A code is on its way by SMS (5 digits)."}},
		{"token", hasEmail + "/apple apple:edsger@example.com\n", flow.Ready, nil, []string{"Signed in as Edsger"}},
		{"token asked for", hasEmail + "/apple\napple:edsger@example.com\n", flow.Ready, nil, []string{"Token:\nSigned in as Edsger"}},
		{
			"token that is not taken", hasEmail + "/google\n/email\n/quit\n", flow.WaitEmailCode, ErrQuit,
			[]string{"There is no such command here. Answer the question, or say one of /resend, /apple, /reset-email, /number, /cancel, /quit.\n"},
		},
		{
			"reset of the login e-mail", hasEmail + "/reset-email\n/reset-email\n/help\n/quit\n", flow.WaitEmailCode, ErrQuit,
			[]string{
				"The login e-mail address is being reset: in 7 days (at 8 January 12:00) you can sign in without it, by /reset-email.\n",
				"It is too early for this. Try again in 7 days (at 8 January 12:00).\nCode:\nAnswer the question, or say\n  /resend",
				"  /apple   to prove the address by a token of Sign in with Apple\n  /number  to sign in with another number\n",
			},
		},
		{
			"e-mail address set up", wantsEmail + "tony\n/email\n tony@example.com \n/resend\n" + emailCode + "\n22222\n", flow.Ready, nil,
			[]string{
				"The account must have a login e-mail address before a code is sent.\nE-mail address:\nThe e-mail address was not accepted.",
				"There is no such command here. Answer the question, or say one of /google, /number, /cancel, /quit.\n",
				"A code is on its way by e-mail to t***@e***.com (6 digits).\nAnother one, by e-mail, can be asked for now: /resend.\nCode:\n",
				"The login e-mail address is set up.\nA code is waiting in the Telegram app",
			},
		},
		{
			"another e-mail address", wantsEmail + "tony@example.com\n/email\nhoare@example.com\n" + emailCode + "\n22222\n", flow.Ready, nil,
			[]string{"to t***@e***.com", "E-mail address:\nA code is on its way by e-mail to h***@e***.com (6 digits).", "The login e-mail address is set up."},
		},
		{
			"token in place of an address", wantsEmail + "/google google:tony@example.com\n22222\n", flow.Ready, nil,
			[]string{"The login e-mail address is set up."},
		},
		{"stopped at the address", wantsEmail, flow.WaitEmailAddress, nil, []string{"Stopped before the e-mail address was entered."}},
		{"stopped at the e-mail", hasEmail, flow.WaitEmailCode, nil, []string{"Stopped before the code was entered."}},
		{
			"new password", hasAll + "\n/recover\n111111\n" + recoveryCode + "\na new 1\na new l\na new 1\na new 1\npet\n", flow.Ready, nil,
			[]string{
				"The account has a password.\nIf you have forgotten it, a code can be sent to the recovery e-mail address: an empty line, then /recover.\nPassword:\n",
				"A code is on its way by e-mail to b***@e***.com.\nAnother one, by e-mail, can be asked for now: /resend.\n" +
					"The account has Telegram Passport data, which will be lost.\nRecovery code:\n",
				"The code from the e-mail is wrong. Check it and enter it again.\nRecovery code:\n" +
					"The recovery code is right. Now choose a new password.\nNew password:\nNew password again:\n",
				"These were two different passwords. Enter the new one, and then the same again.\nNew password:\nNew password again:\n" +
					"Hint, shown to you when you are asked for it (may be empty):\nSigned in as Barbara",
			},
		},
		{
			"forgotten after all tries", hasAll + strings.Repeat("wrong\n", 5) + "/recover\n" + recoveryCode + "\na new 1\na new 1\n\n", flow.Ready, nil,
			[]string{
				errors.Local(errors.AttemptsUsed).Advice() + "\nOr have a code sent to the recovery e-mail address: /recover.\nPhone number:\nA code is on its way by e-mail",
				"Signed in as Barbara",
			},
		},
		{
			"no password any more", hasAll + "\n/recover\n" + recoveryCode + "\n\n\n\nyes\n", flow.Ready, nil,
			[]string{
				"Without a new password the account has none from now on. Without a password, whoever gets a code can sign in.\n" +
					"If you are sure, say yes.\n" +
					"Commands are /resend, /password, /reset-password, /delete, /number, /cancel, /quit, /help. Enter alone leads back to the password.\n" +
					"Yes or a command:\nNothing was done.\nNew password:\n",
				"Yes or a command:\nSigned in as Barbara (id 1008).\nThe account has no password any more.\n",
			},
		},
		{
			"hint that gives it away", hasAll + "\n/recover\n" + recoveryCode + "\na new 1\na new 1\n a new 1 \nnewer\nnewer\n\n", flow.Ready, nil,
			[]string{errors.Local(errors.NewSettingsInvalid).Advice() + "\nNew password:\n", "Signed in as Barbara"},
		},
		{
			"new password not accepted", hasAll + "\n/recover\n" + recoveryCode + "\n" + long + "\na new 1\na new 1\n\n", flow.Ready, nil,
			[]string{errors.Local(errors.NewSettingsInvalid).Advice() + "\nNew password:\n", "Signed in as Barbara"},
		},
		{
			"another recovery code", hasAll + "\n/recover\n" + recoveryCode + "\n\n/resend\n" + recoveryCode + "\na new 1\na new 1\n\n", flow.Ready, nil,
			[]string{"Yes or a command:\nA code is on its way by e-mail to b***@e***.com.\n", "Signed in as Barbara"},
		},
		{
			"password after all", hasAll + "\n/recover\n/password\nwrong\nsecret\n", flow.Ready, nil,
			[]string{"Recovery code:\nPassword:\nThe password is wrong.", "Signed in as Barbara"},
		},
		{"stopped at the new password", hasAll + "\n/recover\n" + recoveryCode, flow.WaitRecoveryCode, nil, []string{"Stopped before there was a new password."}},
		{
			"reset of the password", hasAll + "\n/reset-password\nno\n\n/reset-password\nyes\n\n/reset-password\n\n/decline\n\n/decline\nsecret\n", flow.Ready, nil,
			[]string{
				"This has the password removed: at once, or after some days in which you can still keep it. The server decides which.\n" +
					"Without a password, whoever gets a code can sign in.\n" +
					"The account has Telegram Passport data, which will be lost.\nHave the password removed (yes)?\nNothing was done.\nPassword:\n",
				"The removal of the password has been asked for. It can be done in 7 days (at 8 January 12:00): an empty line, then /reset-password; or /decline, to keep it.\nPassword:\n",
				"Commands are /recover, /decline, /delete, /number, /cancel, /quit, /help.",
				"It is too early for this. Try again in 7 days (at 8 January 12:00).\nPassword:\n",
				"The account keeps its password.\nThe account has a password.\n",
				"No reset of the password is under way, so there is nothing to cancel.\n",
			},
		},
		{
			"reset too soon after another", hasAll + "\n/reset-password\nyes\n\n/decline\n\n/reset-password\nyes\n", flow.WaitPassword, nil,
			[]string{"A reset of the password was cancelled a short time ago, and another one cannot be asked for so soon. Try again in 7 days (at 8 January 12:00).\n"},
		},
		{
			"password removed", hasNoWaits + "\n/reset-password\nYes\n" + hasNoWaits, flow.Ready, nil,
			[]string{
				"can sign in.\nHave the password removed (yes)?\nThe account has no password any more. Sign in again, with a code.\nPhone number:\n",
				"Signed in as Niklaus (id 1009).\nThe account should have a password: set one in a Telegram app.\n" +
					"Without one, the next sign-in by code is possible after 7 days only.\n",
			},
		},
		{
			"account deleted", hasNoWaits + "\n/delete\ndelete\n\n/delete\n" + flow.DeleteMyAccount + "\n", flow.LoggedOut, errors.Ended,
			[]string{
				"This deletes the account of +999•••0009 with all that belongs to it. It cannot be undone.\n" +
					"As the password is not given, the server may do it after some days only, so that the owner can object.\n" +
					"To go on, type DELETE MY ACCOUNT:\nThis cannot be undone and was not confirmed, so nothing was done.",
				"type DELETE MY ACCOUNT:\nThe account was deleted.\n",
			},
		},
		{
			"account deleted later", hasAll + "\n/delete\n" + flow.DeleteMyAccount + "\n\n/help\n\n/recover\n/delete\n" + flow.DeleteMyAccount + "\n", flow.WaitRecoveryCode, nil,
			[]string{
				"It cannot be undone.\nThe account has Telegram Passport data, which will be lost.\n",
				"An account with a password is deleted only after a delay", "Try again in 7 days (at 8 January 12:00).\nPassword:\n",
				"Commands are /recover, /reset-password, /number, /cancel, /quit, /help.",
				"It is too early for this. Try again in 7 days (at 8 January 12:00).\nRecovery code:\n",
			},
		},
		{
			"commands in place of what others ask for",
			wantsEmail + "/number\n/google\n\n/email\nhere@example.com\n/email\n/number\n/google\n/resend\n/cancel\n", flow.LoggedOut, errors.Ended,
			[]string{
				"E-mail address:\nPhone number:\nToken:\nNothing was done.\nE-mail address:\nThere is no such command here.",
				"Code:\nE-mail address:\nPhone number:\nToken:\nA code is on its way by e-mail to h***@e***.com",
			},
		},
		{
			"commands in place of a confirmation", hasAll + "\n/delete\n/delete\n/reset-password\n/recover\n/delete\n\n/cancel\n", flow.LoggedOut, errors.Ended,
			[]string{
				"type DELETE MY ACCOUNT:\nThis has the password removed", "Have the password removed (yes)?\nA code is on its way by e-mail",
				"type DELETE MY ACCOUNT:\nNothing was done.\nRecovery code:\nThe sign-in was ended.\n",
			},
		},
		{
			"command in place of a name", "+9996620003\n22222\nyes\n/cancel\n", flow.LoggedOut, errors.Ended,
			[]string{"First and last name:\nThe sign-in was ended.\n"},
		},
		{
			"command in place of a hint", hasAll + "\n/recover\n" + recoveryCode + "\na new 1\na new 1\n/help\nnewer\nnewer\n /quit\n", flow.WaitRecoveryCode, ErrQuit,
			[]string{"(may be empty):\nAnswer the question, or say\n", "Stopped before there was a new password."},
		},
		{
			"password that can be seen", hasAll + "\n/recover\n/password  secret \n/password\n\n/password\n secret\nsecret\n", flow.Ready, nil,
			[]string{
				"Recovery code:\nA password is not taken where it can be seen: say /password alone, and then the password.\nRecovery code:\n" +
					"Password:\nNothing was done.\nRecovery code:\nPassword:\nThe password is wrong.", "Signed in as Barbara",
			},
		},
		{
			"recovery codes used up", hasAll + "\n/recover\n" + wrongCodes + "/resend\n" + recoveryCode + "\na new 1\na new 1\n\n", flow.Ready, nil,
			[]string{
				errors.Local(errors.AttemptsUsed).Advice() + "\nAnother one, by e-mail, can be asked for now: /resend.\nRecovery code:\nA code is on its way by e-mail",
				"Signed in as Barbara",
			},
		},
		{
			"codes by e-mail used up", hasEmail + wrongCodes + "/resend\n22222\n", flow.Ready, nil,
			[]string{
				errors.Local(errors.AttemptsUsed).Advice() + "\nAnother one, by SMS, can be asked for now: /resend.\n" +
					"If you cannot read that e-mail: /reset-email now, and in 7 days (at 8 January 12:00) you can sign in without it.\nCode:\n",
				"Signed in as Edsger",
			},
		},
		{
			"codes used up for an e-mail address", wantsEmail + "tony@example.com\n" + wrongCodes + "/resend\n" + emailCode + "\n22222\n", flow.Ready, nil,
			[]string{errors.Local(errors.AttemptsUsed).Advice() + "\nAnother one, by e-mail, can be asked for now: /resend.\nCode:\n"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, said, err := run(t, tt.lines)
			require.Equal(t, tt.phase, s.Phase, said)
			if tt.err != nil {
				require.ErrorIs(t, err, tt.err)
			}
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
		})
	}
}

// A wait for a deletion that is over is no refusal any more: it is said what can be
// done now. It is about the account that was to be deleted, and about no other.
func TestCarriesOnAfterWait(t *testing.T) {
	const asked = "You have asked to delete the account."
	for _, tt := range []struct {
		name, lines string
		later       time.Duration
		phase       flow.Phase
		begins      string
		says        []string
	}{
		{
			"over", hasAll + "\n/delete\n" + flow.DeleteMyAccount + "\n", week, flow.LoggedOut, "The last step has been waiting for too long.",
			[]string{asked + " That can be done now: an empty line, then /delete.\nPassword:\n", "The account was deleted."},
		},
		{
			"another account", "\n/number " + hasNoWaits, 0, flow.WaitPassword, "An account with a password is deleted only after a delay",
			[]string{"Code:\nThe account has a password.\nPassword:\n"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			store := new(flow.MemoryStore)
			server.Now = clock
			_, _, _ = runAt(t, server, store, hasAll+"\n/delete\n"+flow.DeleteMyAccount+"\n")
			server.Now = func() time.Time { return noon.Add(tt.later) }
			s, said, _ := runAt(t, server, store, tt.lines)
			require.Equal(t, tt.phase, s.Phase, said)
			require.True(t, strings.HasPrefix(said, tt.begins), said)
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
			require.Equal(t, 1, strings.Count(said, asked), "the account that it is about: %s", said)
		})
	}
}

// What was asked for in one process, and what it came to, is told in another.
func TestPathsInTwoProcesses(t *testing.T) {
	for _, tt := range []struct {
		name, before string

		after string
		phase flow.Phase
		says  string
	}{
		{
			"recovery code checked", hasAll + "\n/recover\n" + recoveryCode + "\n", recoveryCode + "\na new 1\na new 1\n\n", flow.Ready,
			"The recovery code was right, and is needed again together with a new password.\n" +
				"The account has Telegram Passport data, which will be lost.\nRecovery code:\nNew password:\n",
		},
		{
			"recovery code checked, then mistyped", hasAll + "\n/recover\n" + recoveryCode + "\n",
			"\n111111\na new 1\na new 1\n\n" + recoveryCode + "\na new 1\na new 1\n\n", flow.Ready,
			"The code from the e-mail is wrong. Check it and enter it again.\n",
		},
		{"password reset", hasAll + "\n/reset-password\nyes\n", "", flow.WaitPassword, "It can be done in 7 days (at 8 January 12:00): an empty line, then /reset-password; or /decline, to keep it.\n"},
		{"account deleted", hasAll + "\n/delete\n" + flow.DeleteMyAccount + "\n", "", flow.WaitPassword, "You have asked to delete the account. That can be done in 7 days (at 8 January 12:00): an empty line, then /delete.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			server.Now = clock
			store := new(flow.MemoryStore)
			_, _, _ = runAt(t, server, store, tt.before)
			s, said, _ := runAt(t, server, store, tt.after)
			require.Equal(t, tt.phase, s.Phase, said)
			require.Contains(t, said, tt.says)
		})
	}
}
