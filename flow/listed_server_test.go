package flow_test

import (
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// Every known refusal of every method of a sign-in, on its way from the server
// to the person: it leads where it leads the bare machine, and the person can go on.

// A moment is when a method is asked: the call that it belongs to, where the login
// stands meanwhile, and what the person says for it.
type moment struct {
	method string
	call   flow.CallName
	stands flow.Phase
	say    doing
	goesOn flow.Phase // if the server agrees
	before []doing
	doubt  flow.CallName
}

// A doing is what a person says next, having looked at the state; or what they do
// elsewhere, and say nothing.
type doing func(w *refusedWorld) flow.Input

// A refusedWorld is a server and a login.
type refusedWorld struct {
	srv   *fake.Server
	state flow.State
	seen  []flow.Observation
}

func saying(in flow.Input) doing { return func(*refusedWorld) flow.Input { return in } }

const (
	refusedPhone     = "+9996620001" // has a password
	refusedSecond    = "+9996620002" // lives elsewhere, and has none
	refusedNewcomer  = "+9996640004"
	refusedReader    = "+9996620005" // reads codes by e-mail
	refusedMailless  = "+9996620006" // has to set up an address for that
	refusedPayer     = "+9996620007"
	refusedFirebase  = "+9996620008"
	refusedKeyholder = "+9996620009" // has a passkey, and a SIM card to be verified
	refusedAddress   = "eve@example.com"
	refusedByMail    = "314159"
	refusedPassword  = "correct horse"
	refusedBot       = "7:AAF-refused-bot"
	refusedWeb       = "refused-web-token"
	refusedSIM       = "refused-sim-card"
	refusedNewSIM    = "refused-sim-card-of-a-newcomer"
	refusedReceipt   = "refused-receipt"
	refusedNonce     = "refused-nonce"
	refusedForm      = 5
)

// refusedAccounts are the accounts of the server, with one authenticator: to make its
// key takes time.
var refusedAccounts = sync.OnceValues(func() (*fake.Authenticator, []fake.Account) {
	keys := fake.NewAuthenticator()
	return keys, []fake.Account{
		{
			Phone: refusedPhone, Password: refusedPassword, Next: codes.SMS,
			RecoveryEmail: refusedAddress, RecoveryCode: refusedByMail, ResetWait: time.Hour,
		},
		{Phone: refusedSecond, DC: 4},
		{Phone: refusedNewcomer, Unregistered: true, PNVToken: refusedNewSIM},
		{
			Phone: refusedReader, Email: refusedAddress, EmailCode: refusedByMail, Next: codes.SMS,
			EmailReset: true, EmailResetPeriod: time.Hour,
		},
		{Phone: refusedMailless, EmailRequired: true, EmailCode: refusedByMail, WebToken: refusedWeb},
		{Phone: refusedPayer, Payment: &fake.Payment{Product: "code", Currency: "EUR", Amount: 99, FormID: refusedForm, Receipt: refusedReceipt}},
		{Phone: refusedFirebase, Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{PlayIntegrityNonce: refusedNonce}, Next: codes.SMS},
		{Phone: refusedKeyholder, ID: 1009, DC: 2, Passkeys: []fake.Passkey{keys.Credential(2, 1009)}, PNVToken: refusedSIM},
		{ID: 7, BotToken: refusedBot},
	}
})

// What a person does elsewhere.

// scan has the other device of somebody accept the token that is shown.
func scan(phone string) doing {
	return func(w *refusedWorld) flow.Input {
		_ = w.srv.Scan(phone, w.state.LoginToken.URL())
		return flow.Input{}
	}
}

func pay(w *refusedWorld) flow.Input {
	_ = w.srv.Pay(refusedPayer)
	return flow.Input{}
}

// sign has the authenticator answer.
func sign(w *refusedWorld) flow.Input {
	keys, _ := refusedAccounts()
	response, _ := keys.Assert(w.state.Passkey.Options)
	return flow.Passkey(response)
}

// lose loses the next call of a method, or its answer, and leaves the doubt.
func lose(method string, acts bool) doing {
	return func(w *refusedWorld) flow.Input {
		w.srv.Inject(fake.Fault{Method: method, LoseBefore: !acts, LoseAfter: acts})
		w.srv.Refuse("users.getUsers", 500, "RPC_CALL_FAIL")
		return flow.Input{}
	}
}

func moments() []moment {
	number := saying(flow.PhoneNumber(refusedPhone))
	code, password := saying(flow.Code("22222")), saying(flow.Password(refusedPassword))
	reader, mailless := saying(flow.PhoneNumber(refusedReader)), saying(flow.PhoneNumber(refusedMailless))
	payer, firebase := saying(flow.PhoneNumber(refusedPayer)), saying(flow.PhoneNumber(refusedFirebase))
	address, byMail := saying(flow.EmailAddress(refusedAddress)), saying(flow.EmailCode(refusedByMail))
	recovery, wrong := saying(flow.RequestPasswordRecovery()), saying(flow.Password("wrong"))
	deletion := saying(flow.DeleteAccount(flow.DeleteMyAccount, "", refusedPassword))
	qr, passkey, sim := saying(flow.RequestQRCode()), saying(flow.RequestPasskey()), saying(flow.RequestFirebasePNV())
	poll, cancel := saying(flow.Poll()), saying(flow.Cancel())
	all := func(done ...doing) []doing { return done }
	return []moment{
		{"auth.sendCode", flow.CallSendCode, flow.WaitPhoneNumber, number, flow.WaitCode, nil, 0},
		{"auth.resendCode", flow.CallResendCode, flow.WaitCode, saying(flow.Resend()), flow.WaitCode, all(number), 0},
		{"auth.resendCode", flow.CallResendCode, flow.WaitEmailCode, saying(flow.Resend()), flow.WaitCode, all(reader), 0},
		{"auth.cancelCode", flow.CallCancelCode, flow.WaitPhoneNumber, number, flow.WaitCode, all(number), 0},
		{"auth.cancelCode", flow.CallCancelCode, flow.LoggedOut, cancel, flow.LoggedOut, all(number), 0},
		{"auth.signIn", flow.CallSignIn, flow.WaitCode, code, flow.WaitPassword, all(number), 0},
		{"auth.signIn", flow.CallSignInEmail, flow.WaitEmailCode, byMail, flow.Ready, all(reader), 0},
		{"auth.signUp", flow.CallSignUp, flow.WaitRegistration, saying(flow.Register("Ada", "")), flow.Ready,
			all(saying(flow.PhoneNumber(refusedNewcomer)), saying(flow.Code("44444"))), 0},

		{"account.sendVerifyEmailCode", flow.CallSendEmailCode, flow.WaitEmailAddress, address, flow.WaitEmailCode, all(mailless), 0},
		{"account.verifyEmail", flow.CallVerifyEmail, flow.WaitEmailCode, byMail, flow.WaitCode, all(mailless, address), 0},
		{"auth.resetLoginEmail", flow.CallResetLoginEmail, flow.WaitEmailCode, saying(flow.ResetLoginEmail()), flow.WaitEmailCode, all(reader), 0},

		{"auth.checkPassword", flow.CallCheckPassword, flow.WaitPassword, password, flow.Ready, all(number, code), 0},
		// The numbers of a proof that came with the code are used up by a wrong
		// password.
		{"account.getPassword", flow.CallCheckPassword, flow.WaitPassword, password, flow.Ready, all(number, code, wrong), 0},
		{"auth.requestPasswordRecovery", flow.CallRequestRecovery, flow.WaitPassword, recovery, flow.WaitRecoveryCode, all(number, code), 0},
		{"auth.checkRecoveryPassword", flow.CallCheckRecoveryCode, flow.WaitRecoveryCode, saying(flow.RecoveryCode(refusedByMail)),
			flow.WaitRecoveryCode, all(number, code, recovery), 0},
		{"auth.recoverPassword", flow.CallRecoverPassword, flow.WaitRecoveryCode, saying(flow.RemovePassword(refusedByMail)),
			flow.Ready, all(number, code, recovery), 0},
		{"account.getPassword", flow.CallRecoverPassword, flow.WaitRecoveryCode, saying(flow.RecoverPassword(refusedByMail, refusedPassword, "")),
			flow.Ready, all(number, code, recovery), 0},
		{"account.resetPassword", flow.CallResetPassword, flow.WaitPassword, saying(flow.ResetPassword()), flow.WaitPassword, all(number, code), 0},
		{"account.declinePasswordReset", flow.CallDeclinePasswordReset, flow.WaitPassword, saying(flow.DeclinePasswordReset()),
			flow.WaitPassword, all(number, code, saying(flow.ResetPassword())), 0},
		{"account.deleteAccount", flow.CallDeleteAccount, flow.WaitPassword, deletion, flow.LoggedOut, all(number, code), 0},
		{"account.deleteAccount", flow.CallDeleteAccount, flow.Ready, deletion, flow.LoggedOut, all(number, code, password), 0},
		{"account.getPassword", flow.CallDeleteAccount, flow.Ready, deletion, flow.LoggedOut, all(number, code, password), 0},

		{"auth.importBotAuthorization", flow.CallImportToken, flow.WaitPhoneNumber, saying(flow.BotToken(refusedBot)), flow.Ready, nil, 0},
		{"auth.importBotAuthorization", flow.CallImportToken, flow.WaitOtherDevice, saying(flow.BotToken(refusedBot)), flow.Ready, all(qr), 0},
		{"auth.importWebTokenAuthorization", flow.CallImportToken, flow.WaitPhoneNumber, saying(flow.WebToken(refusedWeb, 0)), flow.Ready, nil, 0},
		{"auth.exportLoginToken", flow.CallExportLoginToken, flow.WaitPhoneNumber, qr, flow.WaitOtherDevice, nil, 0},
		{"auth.exportLoginToken", flow.CallExportLoginToken, flow.WaitCode, qr, flow.WaitOtherDevice, all(number), 0},
		{"auth.exportLoginToken", flow.CallExportLoginToken, flow.WaitOtherDevice, poll, flow.WaitOtherDevice, all(qr), 0},
		{"auth.importLoginToken", flow.CallImportLoginToken, flow.WaitOtherDevice, poll, flow.Ready, all(qr, scan(refusedSecond)), 0},

		{"auth.initPasskeyLogin", flow.CallInitPasskey, flow.WaitPhoneNumber, passkey, flow.WaitPasskey, nil, 0},
		{"auth.finishPasskeyLogin", flow.CallFinishPasskey, flow.WaitPasskey, sign, flow.Ready, all(passkey), 0},
		{"auth.initFirebasePnvLogin", flow.CallInitPasskey, flow.WaitPhoneNumber, sim, flow.WaitPasskey, nil, 0},
		{"auth.finishFirebasePnvLogin", flow.CallFinishPasskey, flow.WaitPasskey, saying(flow.FirebasePNVToken(refusedSIM)), flow.Ready, all(sim), 0},
		{"auth.firebasePnvSignUp", flow.CallSignUp, flow.WaitRegistration, saying(flow.Register("Ada", "")), flow.Ready,
			all(sim, saying(flow.FirebasePNVToken(refusedNewSIM))), 0},

		{"auth.checkPaidAuth", flow.CallCheckPaidAuth, flow.WaitPayment, saying(flow.Paid(refusedForm)), flow.WaitCode, all(payer, pay), 0},
		{"payments.canPurchaseStore", flow.CallCanPurchaseStore, flow.WaitPayment, saying(flow.CanPurchase()), flow.WaitPayment, all(payer), 0},
		{"payments.assignAppStoreTransaction", flow.CallAssignTransaction, flow.WaitPayment,
			saying(flow.Purchased(flow.AppStore, refusedReceipt)), flow.WaitCode, all(payer), 0},
		{"payments.assignPlayMarketTransaction", flow.CallAssignTransaction, flow.WaitPayment,
			saying(flow.Purchased(flow.PlayMarket, refusedReceipt)), flow.WaitCode, all(payer), 0},
		{"auth.requestFirebaseSms", flow.CallRequestFirebaseSMS, flow.WaitCode,
			saying(flow.FirebaseProof(flow.PlayIntegrityProof, fake.Attestation(refusedNonce))), flow.WaitCode, all(firebase), 0},
		{"auth.reportMissingCode", flow.CallReportMissingCode, flow.WaitCode, saying(flow.ReportMissingCode("01")), flow.WaitCode, all(number), 0},

		{"users.getUsers", flow.CallWhoAmI, flow.Ready, poll, flow.Ready, all(number, code, password), 0},
		{"users.getUsers", flow.CallWhoAmI, flow.WaitCode, poll, flow.WaitCode, all(number, lose("auth.signIn", false), code), flow.CallSignIn},
		{"account.getPassword", flow.CallWhoAmI, flow.WaitCode, poll, flow.WaitPassword, all(number, lose("auth.signIn", true), code), flow.CallSignIn},
		{"auth.logOut", flow.CallLogOut, flow.Ready, saying(flow.LogOut()), flow.LoggedOut, all(number, code, password), 0},
		{"auth.logOut", flow.CallLogOut, flow.LoggedOut, cancel, flow.LoggedOut, all(number, code), 0},
		{"auth.logOut", flow.CallLogOut, flow.LoggedOut, cancel, flow.LoggedOut, all(qr), 0},
	}
}

// TestListedErrors brings a login to every method that it can ask, and refuses that
// with every error that the method is known to answer.
func TestListedErrors(t *testing.T) {
	machine, rows, all := stands(t), listedErrors(t), moments()
	for _, row := range flow.Telegram().Calls {
		for _, method := range methodsOf(row) {
			asked := func(m moment) bool { return m.call == row.Call && m.method == method }
			require.True(t, anyOf(all, asked), "%s of %s is not asked", method, row.Call)
		}
	}
	refusals := 0
	for _, m := range all {
		for _, row := range rows {
			if row.method != m.method && row.method != "*" {
				continue
			}
			for _, code := range row.codes {
				refusals++
				if underRace && refusals%10 != 0 {
					continue
				}
				e := row.of(m.method, code)
				t.Run(m.call.String()+" in "+m.stands.String()+" "+m.method+" "+strconv.Itoa(code)+" "+row.name, func(t *testing.T) {
					refuseOnce(t, machine, m, e)
				})
			}
		}
	}
	require.Greater(t, refusals, 3500)
	t.Logf("%d refusals in %d moments", refusals, len(all))
}

func anyOf[T any](all []T, fits func(T) bool) bool {
	for _, one := range all {
		if fits(one) {
			return true
		}
	}
	return false
}

func refuseOnce(t *testing.T, machine map[stand]*node, m moment, e *errors.Error) {
	_, accounts := refusedAccounts()
	srv, err := fake.New(accounts...)
	require.NoError(t, err)
	leak.Server(t, srv, accounts...)
	srv.DCs, srv.Predictable = []int{2, 4}, true
	now := storyTime
	srv.Now = func() time.Time { return now }
	w := &refusedWorld{srv: srv, seen: []flow.Observation{{}}}
	d := leak.Driver(t, &flow.Driver{
		Transport: &fake.Transport{Server: srv}, Now: srv.Now,
		Observe: func(o flow.Observation) { w.seen = append(w.seen, o) },
	})
	do := func(s doing) error {
		in := s(w)
		if in.Name() == 0 {
			return nil
		}
		w.state, err = d.Do(t.Context(), "me", in)
		return err
	}
	for _, s := range m.before {
		_ = do(s)
	}
	require.Zero(t, srv.Faults())

	srv.Refuse(m.method, e.Code, e.Text)
	before := len(w.seen)
	told := do(m.say)
	require.Zero(t, srv.Faults(), "the call was made")
	require.Equal(t, flow.NoCall, w.state.Pending.Call)
	if a, keyGood := answerOf(m.call, e); a == nil {
		if m.doubt == flow.NoCall { // else it is said why there was one
			require.NoError(t, told)
		}
		require.Equal(t, m.goesOn.String(), w.state.Phase.String())
	} else {
		after, asks := sameAsMachine(t, machine, m, w.seen[before-1:], a, keyGood)
		end(t, m, e, after, asks, &w.state)
	}
	if w.state.Last != nil && w.state.Last.Reason == e.Reason && e.Class == errors.Wait && e.Wait > 0 {
		require.Equal(t, now.Add(e.Wait), w.state.Last.RetryAt)
	}
	goOn(t, w, d, &now)
}

// sameAsMachine compares where a refusal has led the login with where it leads the
// bare machine, and returns that. seen is what has happened, from the state before on.
func sameAsMachine(t *testing.T, machine map[stand]*node, m moment, seen []flow.Observation, a flow.Answer, keyGood bool) (flow.State, flow.CallName) {
	t.Helper()
	for i, o := range seen[1:] {
		said, ok := o.Event.(flow.Answered)
		if !ok || said.Call.Name != m.call {
			continue
		}
		at := stand{m.call, phaseOf(&seen[i].State), seen[i].State.Doubt, !said.Call.Sent.IsZero()}
		require.Equal(t, m.stands.String(), at.phase.String())
		require.Equal(t, m.doubt, at.doubt)
		require.IsType(t, a, said.Answer)
		require.NotNil(t, machine[at], at)
		_, after, asks, err := answer(machine[at], a, keyGood)
		require.NoError(t, err)
		require.Equal(t, phaseOf(&after).String(), phaseOf(&o.State).String())
		require.Equal(t, after.Doubt, o.State.Doubt)
		require.Equal(t, asks.Name, o.Call.Name)
		require.Equal(t, after.Last == nil, o.State.Last == nil)
		if _, refused := a.(flow.Refused); refused && after.Last != nil {
			require.Equal(t, after.Last.Reason, o.State.Last.Reason)
			require.Equal(t, after.Last.Class, o.State.Last.Class)
			require.Equal(t, after.Last.Code, o.State.Last.Code)
		}
		return after, asks.Name
	}
	require.Fail(t, "nothing was answered")
	return flow.State{}, flow.NoCall
}

// end checks where the person stands once the calls that followed are answered by a
// server that works.
func end(t *testing.T, m moment, e *errors.Error, after flow.State, asks flow.CallName, is *flow.State) {
	t.Helper()
	want := m.goesOn
	switch {
	case asks == flow.NoCall:
		want = phaseOf(&after)
		require.Equal(t, after.Last == nil, is.Last == nil)
		require.Equal(t, after.Doubt, is.Doubt)
	case e.Class == errors.ChangeDC:
		return // where nobody is at home: the story goes on from there and back
	case asks == flow.CallWhoAmI && m.call != flow.CallWhoAmI:
		want = settled(m)
		if is.Last != nil {
			require.Equal(t, e.Reason, is.Last.Reason)
		}
	case asks == flow.CallExportLoginToken, asks == flow.CallInitPasskey:
		want = map[flow.CallName]flow.Phase{flow.CallExportLoginToken: flow.WaitOtherDevice, flow.CallInitPasskey: flow.WaitPasskey}[asks]
		if asks != m.call {
			require.NotNil(t, is.Last, "why another is wanted")
			require.Equal(t, e.Reason, is.Last.Reason)
		}
	}
	require.Equal(t, want.String(), is.Phase.String())
	if asks != flow.NoCall {
		require.Equal(t, flow.NoCall, is.Doubt, "the server has said how things stand")
	}
}

// settled is where the person stands after the server was asked who is signed in.
func settled(m moment) flow.Phase {
	nobody := rowOf(flow.Telegram(), m.call).Nobody
	switch {
	case m.stands == flow.Ready, over(m.stands):
		return m.stands
	case m.stands == flow.WaitPassword, m.stands == flow.WaitRecoveryCode:
		return flow.WaitPassword // a half login is all that the server tells of
	case nobody.Ask == flow.CallExportLoginToken:
		return flow.WaitOtherDevice
	case nobody.Ask == flow.CallInitPasskey:
		return flow.WaitPasskey
	case nobody.To != 0:
		return nobody.To
	}
	return m.stands
}

// goOn lets the person go on until the login is Ready, or over.
func goOn(t *testing.T, w *refusedWorld, d *flow.Driver, now *time.Time) {
	t.Helper()
	for range 20 {
		s, err := d.Resume(t.Context(), "me")
		if s.Over() || s.Phase == flow.Ready && err == nil {
			return
		}
		inbox := w.srv.Inbox(s.Identifier.Reveal())
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
	s, _ := d.Resume(t.Context(), "me")
	require.Fail(t, "stuck", "%s", s)
}

// TestListedErrorsListening refuses what is asked to be heard of while a QR code is
// shown: the login hears of it all the same that the code was scanned.
func TestListedErrorsListening(t *testing.T) {
	const method = "help.getNearestDc"
	for _, row := range listedErrors(t) {
		if row.method != method && row.method != "*" {
			continue
		}
		t.Run(strconv.Itoa(row.codes[0])+" "+row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, accounts := refusedAccounts()
				srv, err := fake.New(accounts...)
				require.NoError(t, err)
				srv.DCs = []int{2, 4}
				d := &flow.Driver{Transport: &fake.Transport{Server: srv}}
				s, err := d.Do(t.Context(), "me", flow.RequestQRCode())
				require.NoError(t, err)
				srv.Refuse(method, row.codes[0], row.text)
				require.NoError(t, srv.Scan(refusedSecond, s.LoginToken.URL()))
				s, err = d.Listen(t.Context(), "me")
				require.NoError(t, err)
				require.Zero(t, srv.Faults())
				require.Equal(t, flow.Ready.String(), s.Phase.String())
			})
		})
	}
}
