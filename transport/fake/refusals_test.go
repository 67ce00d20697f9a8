package fake_test

import (
	"os"
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
	refusedPassword = "correct horse"
)

func moments() []moment {
	number := flow.PhoneNumber(refusedPhone)
	code, password := flow.Code("22222"), flow.Password(refusedPassword)
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
				t.Run(m.method+" "+strconv.Itoa(code)+" "+row.text, func(t *testing.T) { refuseOnce(t, tables, m, e) })
			}
		}
	}
	require.Greater(t, refusals, 600)
	t.Logf("%d refusals", refusals)
}

func refuseOnce(t *testing.T, tables *flow.Tables, m moment, e *errors.Error) {
	srv, err := fake.New(
		fake.Account{Phone: refusedPhone, Password: refusedPassword, Next: codes.SMS},
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

// expected is what the tables say: where the person stands, and whether they
// are told of the refusal. Phase 0 leaves it open.
func expected(tables *flow.Tables, m moment, e *errors.Error) (phase flow.Phase, told bool) {
	switch {
	case e.Class == errors.ChangeDC && e.DC() != 0 && m.call != flow.CallWhoAmI:
		// No refusal any more when it reaches the tables, but a move to where
		// nobody is at home: the story goes on from there and back.
		return 0, false
	case e.Reason == errors.SessionPasswordNeeded && m.method == "account.getPassword",
		(e.Reason == errors.SessionPasswordNeeded || e.Reason == errors.AuthKeyUnregistered) && m.method == "users.getUsers":
		return m.goesOn, false // account.getPassword is asked next, and knows better
	case e.Reason == errors.SessionPasswordNeeded && e.Class == errors.Forward:
		return flow.WaitPassword, false
	}
	move := moveOf(tables, m, e)
	switch {
	case move.Action == flow.Again:
		return m.goesOn, false
	case move.Action == flow.AsLost, move.Ask == flow.NoCall && move.To == 0:
		phase = m.stands // the server is asked who is signed in, and nothing has changed
	case move.Ask != flow.NoCall:
		return m.goesOn, false // auth.cancelCode is refused, which nobody minds
	case m.signedIn && move.To != flow.LoggedOut:
		phase = m.stands // who is signed in can only be logged out
	default:
		phase = move.To
	}
	told = !(e.Class == errors.SessionLost && m.call == flow.CallLogOut ||
		e.Reason == errors.PhoneNumberUnoccupied && m.call == flow.CallSignIn)
	return phase, told
}

// moveOf finds the move for a refusal.
func moveOf(tables *flow.Tables, m moment, e *errors.Error) flow.Move {
	var call flow.CallRow
	for _, row := range tables.Calls {
		if row.Call == m.call {
			call = row
		}
	}
	holds := func(g flow.Guard) bool {
		switch g {
		case flow.Always:
			return true
		case flow.NoKey:
			return e.Reason == errors.TransportKeyUnknown || e.Reason == errors.AuthKeyDuplicated
		case flow.AboutGiven:
			return call.Gives != errors.AboutNothing && call.Gives == e.Reason.Subject()
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
		number := refusedPhone
		if s.Phase == flow.WaitRegistration {
			number = refusedNewcomer
		}
		inbox := srv.Inbox(number)
		in := flow.PhoneNumber(number)
		switch {
		case s.Phase == flow.WaitCode && len(s.Rejected) == 0 && len(inbox) > 0:
			in = flow.Code(inbox[len(inbox)-1].Code)
		case s.Phase == flow.WaitPassword:
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
