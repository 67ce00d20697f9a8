package fake_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// Every known refusal of every method of a sign-in, on its way from the server
// to the person: what the login's tables say of it happens, and the person can
// go on.

// A moment is when a method is called: the call that it belongs to, and what
// the person says for it.
type moment struct {
	method   string
	call     flow.CallName
	signedIn bool
	say      flow.Input
	stands   flow.Phase // before
	goesOn   flow.Phase // if the server agrees
	before   []flow.Input
}

const (
	refusedPhone    = "+9996620001"
	refusedNewcomer = "+9996640004"
	refusedReader   = "+9996620005" // reads codes by e-mail
	refusedMailless = "+9996620006" // has to set up an address for that
	refusedAddress  = "eve@example.com"
	refusedByMail   = "314159"
	refusedPassword = "correct horse"
)

func moments() []moment {
	number := flow.PhoneNumber(refusedPhone)
	code, password := flow.Code("22222"), flow.Password(refusedPassword)
	reader, mailless := flow.PhoneNumber(refusedReader), flow.PhoneNumber(refusedMailless)
	address, byMail := flow.EmailAddress(refusedAddress), flow.EmailCode(refusedByMail)
	recovery := flow.RequestPasswordRecovery()
	all := func(in ...flow.Input) []flow.Input { return in }
	return []moment{
		{"auth.sendCode", flow.CallSendCode, false, number, flow.WaitPhoneNumber, flow.WaitCode, nil},
		{"auth.resendCode", flow.CallResendCode, false, flow.Resend(), flow.WaitCode, flow.WaitCode, all(number)},
		{"auth.cancelCode", flow.CallCancelCode, false, number, flow.WaitPhoneNumber, flow.WaitCode, all(number)},
		{"auth.signIn", flow.CallSignIn, false, code, flow.WaitCode, flow.WaitPassword, all(number)},
		{"auth.signUp", flow.CallSignUp, false, flow.Register("Ada", ""), flow.WaitRegistration, flow.Ready,
			all(flow.PhoneNumber(refusedNewcomer), flow.Code("44444"))},
		// The numbers of a proof that came with the code are used up by a
		// wrong password.
		{"account.getPassword", flow.CallCheckPassword, false, password, flow.WaitPassword, flow.Ready,
			all(number, code, flow.Password("wrong"))},
		{"account.sendVerifyEmailCode", flow.CallSendEmailCode, false, address, flow.WaitEmailAddress, flow.WaitEmailCode, all(mailless)},
		{"account.verifyEmail", flow.CallVerifyEmail, false, byMail, flow.WaitEmailCode, flow.WaitCode, all(mailless, address)},
		{"auth.signIn", flow.CallSignInEmail, false, byMail, flow.WaitEmailCode, flow.Ready, all(reader)},
		{"auth.resendCode", flow.CallResendCode, false, flow.Resend(), flow.WaitEmailCode, flow.WaitCode, all(reader)},
		{"auth.resetLoginEmail", flow.CallResetLoginEmail, false, flow.ResetLoginEmail(), flow.WaitEmailCode, flow.WaitEmailCode, all(reader)},
		{"auth.requestPasswordRecovery", flow.CallRequestRecovery, false, recovery, flow.WaitPassword, flow.WaitRecoveryCode,
			all(number, code)},
		{"auth.checkRecoveryPassword", flow.CallCheckRecoveryCode, false, flow.RecoveryCode(refusedByMail),
			flow.WaitRecoveryCode, flow.WaitRecoveryCode, all(number, code, recovery)},
		{"auth.recoverPassword", flow.CallRecoverPassword, false, flow.RemovePassword(refusedByMail),
			flow.WaitRecoveryCode, flow.Ready, all(number, code, recovery)},
		{"account.resetPassword", flow.CallResetPassword, false, flow.ResetPassword(), flow.WaitPassword, flow.WaitPassword, all(number, code)},
		{"account.declinePasswordReset", flow.CallDeclinePasswordReset, false, flow.DeclinePasswordReset(),
			flow.WaitPassword, flow.WaitPassword, all(number, code, flow.ResetPassword())},
		{"account.deleteAccount", flow.CallDeleteAccount, false, flow.DeleteAccount(flow.DeleteMyAccount, "", refusedPassword),
			flow.WaitPassword, flow.LoggedOut, all(number, code)},
		{"account.deleteAccount", flow.CallDeleteAccount, true, flow.DeleteAccount(flow.DeleteMyAccount, "", refusedPassword),
			flow.Ready, flow.LoggedOut, all(number, code, password)},
		{"auth.checkPassword", flow.CallCheckPassword, false, password, flow.WaitPassword, flow.Ready, all(number, code)},
		{"users.getUsers", flow.CallWhoAmI, true, flow.Poll(), flow.Ready, flow.Ready, all(number, code, password)},
		{"auth.logOut", flow.CallLogOut, true, flow.LogOut(), flow.Ready, flow.LoggedOut, all(number, code, password)},
	}
}

// A listed error is a row of testdata/errors.tsv.
type listed struct {
	line   int
	method string
	codes  []int
	text   string
	reason string // "*": the text's
	class  string
}

func listedErrors(t *testing.T) []listed {
	t.Helper()
	data, err := os.ReadFile("../../testdata/errors.tsv")
	require.NoError(t, err)
	sample := strings.NewReplacer(
		"_X", "_4", "<action>", "signup", "<sitekey>", "key", "<project>", "1", "<nonce>", "nonce",
	)
	var rows []listed
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || f[0] == "method" {
			continue
		}
		row := listed{line: i + 1, method: f[0], text: sample.Replace(f[2]), reason: f[3], class: f[4]}
		switch row.text {
		case "*":
			row.text = "NOBODY_LISTED_THIS"
		case "-":
			row.text = ""
		}
		for code := range strings.SplitSeq(f[1], "|") {
			n, err := strconv.Atoi(strings.Replace(code, "?", "400", 1))
			require.NoError(t, err)
			row.codes = append(row.codes, n)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestListedErrors(t *testing.T) {
	tables := flow.Telegram()
	refusals := 0
	for _, row := range listedErrors(t) {
		for _, m := range moments() {
			if row.method != m.method && row.method != "*" {
				continue
			}
			for _, code := range row.codes {
				refusals++
				e := errors.FromRPC(m.method, code, row.text)
				if row.reason != "*" {
					require.Equal(t, row.reason, string(e.Reason))
				}
				if m.method != "auth.logOut" { // of it any 401 is SessionLost
					require.Equal(t, row.class, e.Class.String())
				}
				t.Run(m.method+" from "+m.stands.String()+" "+strconv.Itoa(code)+" "+row.text, func(t *testing.T) { refuseOnce(t, tables, m, e) })
			}
		}
	}
	require.Greater(t, refusals, 600)
	t.Logf("%d refusals", refusals)
}

func refuseOnce(t *testing.T, tables *flow.Tables, m moment, e *errors.Error) {
	srv, err := fake.New(
		fake.Account{
			Phone: refusedPhone, Password: refusedPassword, Next: codes.SMS,
			RecoveryEmail: refusedAddress, RecoveryCode: refusedByMail, ResetWait: time.Hour,
		},
		fake.Account{
			Phone: refusedReader, Email: refusedAddress, EmailCode: refusedByMail, Next: codes.SMS,
			EmailReset: true, EmailResetPeriod: time.Hour,
		},
		fake.Account{Phone: refusedMailless, EmailRequired: true, EmailCode: refusedByMail},
		fake.Account{Phone: refusedNewcomer, Unregistered: true},
	)
	require.NoError(t, err)
	srv.DCs = []int{2, 4}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	srv.Now = func() time.Time { return now }
	d := leak.Driver(t, &flow.Driver{Transport: &fake.Transport{Server: srv}, Now: srv.Now})
	for _, in := range m.before {
		_, _ = d.Do(t.Context(), "me", in)
	}

	srv.Refuse(m.method, e.Code, e.Text)
	s, err := d.Do(t.Context(), "me", m.say)
	require.Zero(t, srv.Faults(), "the call was made")
	require.Equal(t, flow.NoCall, s.Pending.Call)
	require.Equal(t, flow.NoCall, s.Doubt, "the server has said how things stand")
	phase, told := expected(tables, m, e)
	if phase != 0 {
		require.Equal(t, phase.String(), s.Phase.String(), "%v", s.Last)
		require.Equal(t, told, s.Last != nil, "%v", s.Last)
		require.Equal(t, told, err != nil, "%v", err)
	}
	if told {
		require.Equal(t, e.Reason, s.Last.Reason)
		require.Equal(t, e.Class, s.Last.Class)
		require.Equal(t, e.Code, s.Last.Code)
		if e.Class == errors.Wait && e.Wait > 0 {
			require.Equal(t, now.Add(e.Wait), s.Last.RetryAt)
		}
	}
	goOn(t, srv, d, &now)
}

// underLogin are the calls that are about who is signed in, wholly or half: they move
// nowhere, and that the password is needed is no news to them.
var underLogin = map[flow.CallName]bool{
	flow.CallCheckPassword: true, flow.CallRequestRecovery: true, flow.CallCheckRecoveryCode: true, flow.CallRecoverPassword: true,
	flow.CallResetPassword: true, flow.CallDeclinePasswordReset: true, flow.CallDeleteAccount: true, flow.CallLogOut: true,
}

// expected is what the tables say: where the person stands, and whether they
// are told of the refusal. Phase 0 leaves it open.
func expected(tables *flow.Tables, m moment, e *errors.Error) (phase flow.Phase, told bool) {
	switch {
	case e.Class == errors.ChangeDC && e.DC() != 0 && m.call != flow.CallWhoAmI && !underLogin[m.call] && m.method != "account.getPassword":
		// No refusal any more when it reaches the tables, but a move to where
		// nobody is at home: the story goes on from there and back.
		return 0, false
	case e.Reason == errors.SessionPasswordNeeded && m.method == "account.getPassword",
		(e.Reason == errors.SessionPasswordNeeded || e.Reason == errors.AuthKeyUnregistered) && m.method == "users.getUsers":
		return m.goesOn, false // account.getPassword is asked next, and knows better
	case e.Reason == errors.SessionPasswordNeeded && e.Class == errors.Forward && !underLogin[m.call]:
		return flow.WaitPassword, false
	}
	move := moveOf(tables, m, e)
	switch {
	case move.Action == flow.Again:
		return m.goesOn, false
	case move.Action == flow.AsLost:
		phase = lost(tables, m)
	case move.Ask == flow.NoCall && move.To == 0:
		phase = m.stands // nothing has changed
	case move.Ask != flow.NoCall:
		return m.goesOn, false // auth.cancelCode is refused, which nobody minds
	case m.signedIn && move.To != flow.LoggedOut:
		phase = m.stands // who is signed in can only be logged out
	default:
		phase = move.To
	}
	told = !(e.Class == errors.SessionLost && m.call == flow.CallLogOut ||
		e.Reason == errors.UserDeactivated && m.call == flow.CallDeleteAccount ||
		e.Reason == errors.PhoneNumberUnoccupied && (m.call == flow.CallSignIn || m.call == flow.CallSignInEmail))
	return phase, told
}

// lost is where the person stands after the server was asked who is signed in.
func lost(tables *flow.Tables, m moment) flow.Phase {
	row := callRow(tables, m)
	switch {
	case row.Lost.Ask == flow.NoCall:
		return m.stands
	case m.stands == flow.WaitRecoveryCode:
		return flow.WaitPassword // a half login is all that the server tells of
	case m.stands != flow.WaitPassword && !m.signedIn && row.Nobody.To != 0:
		return row.Nobody.To
	}
	return m.stands
}

func callRow(tables *flow.Tables, m moment) flow.CallRow {
	i := slices.IndexFunc(tables.Calls, func(row flow.CallRow) bool { return row.Call == m.call })
	return tables.Calls[i]
}

// moveOf finds the move for a refusal.
func moveOf(tables *flow.Tables, m moment, e *errors.Error) flow.Move {
	call := callRow(tables, m)
	holds := func(g flow.Guard) bool {
		switch g {
		case flow.Always:
			return true
		case flow.NoKey:
			return e.Reason == errors.TransportKeyUnknown || e.Reason == errors.AuthKeyDuplicated
		case flow.AboutGiven:
			return slices.Contains(call.Gives, e.Reason.Subject())
		case flow.Deleting:
			return m.call == flow.CallDeleteAccount
		case flow.IsSignedIn:
			return m.signedIn
		default:
			return false
		}
	}
	var branches []flow.Branch
	best := 0
	for _, row := range tables.Refusals {
		rank := 0
		switch {
		case row.Call != flow.NoCall && row.Call != m.call:
			continue
		case row.All:
			rank = 1
		case row.Reason != "" && row.Reason == e.Reason:
			rank = 3
		case row.Reason == "" && row.Class == e.Class:
			rank = 2
		default:
			continue
		}
		if row.Call != flow.NoCall {
			rank += 3
		}
		if rank > best {
			best, branches = rank, row.Then
		}
	}
	for _, b := range branches {
		if holds(b.If) {
			return b.Move
		}
	}
	return flow.Move{}
}

// goOn lets the person go on until the login is Ready, or over.
func goOn(t *testing.T, srv *fake.Server, d *flow.Driver, now *time.Time) {
	t.Helper()
	var s flow.State
	for range 20 {
		var err error
		s, err = d.Resume(t.Context(), "me")
		if s.Over() || s.Phase == flow.Ready && err == nil {
			return
		}
		inbox := srv.Inbox(s.Identifier.Reveal())
		in := flow.PhoneNumber(refusedPhone)
		switch {
		case s.Phase == flow.WaitCode && len(s.Rejected) == 0 && len(inbox) > 0:
			in = flow.Code(inbox[len(inbox)-1].Code)
		case s.Phase == flow.WaitEmailAddress:
			in = flow.EmailAddress(refusedAddress)
		case s.Phase == flow.WaitEmailCode && len(s.Rejected) == 0:
			in = flow.EmailCode(refusedByMail)
		case s.Phase == flow.WaitPassword || s.Phase == flow.WaitRecoveryCode:
			in = flow.Password(refusedPassword)
		case s.Phase == flow.WaitRegistration:
			in = flow.Register("Ada", "")
		}
		_, err = d.Do(t.Context(), "me", in)
		if e, ok := errors.AsType[*errors.Error](err); ok && e.RetryAt.After(*now) {
			*now = e.RetryAt
		}
	}
	require.Fail(t, "stuck", "%s", s)
}
