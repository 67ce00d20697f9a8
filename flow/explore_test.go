package flow_test

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
)

// The exploration walks from the zero State through everything that a person,
// a server and a clock can do to it, one event at a time. States that the
// tables cannot tell apart are visited once. At every step the rules of
// rules_test.go must hold.

// What is typed in the exploration. No State may show it.
const (
	typedNumber   = "+9996620001"
	typedCode     = "73519"
	typedPassword = "tr0ub4dor&3"
	typedToken    = "7:AAF-bot-token"
	typedAddress  = "ada@example.com"
	typedReceipt  = "receipt-of-a-store"
)

// typedPasskey is what an authenticator might answer.
const typedPasskey = `{"id":"a2V5","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"c2ln","userHandle":"MjoxMDAx"}}`

// shownToken is a token of the server's that is a secret all the same.
const shownToken = "shown-login-token"

// exploreLimits are small, so that the ends of budgets are near.
var exploreLimits = flow.Limits{CodeAttempts: 2, PasswordAttempts: 2}

// A node is a state on the way, with what its transport would have in memory.
type node struct {
	state flow.State
	call  flow.Call // the pending one
	now   time.Time
	path  *node // where it came from, and by what
	by    happening
}

// trail tells how a node was reached.
func (n *node) trail() string {
	var steps []string
	for ; n.path != nil; n = n.path {
		steps = append(steps, n.by.String())
	}
	slices.Reverse(steps)
	return strings.Join(steps, "; ")
}

// A folded state is all that the tables and the rules can tell of a state.
type folded struct {
	phase                                       flow.Phase
	pending, doubt                              flow.CallName
	repeats, chain                              int
	key, identifier, sent, next, terms, agreed  bool
	resendable, expired, codesLeft, passesLeft  bool
	rejected, account, password, calls          bool
	waitSend, waitCancel, waitToken, waitWhoAmI bool
	setUp, resettable, apple, address           bool
	resetWaits, passwordResetWaits              bool
	loginToken, firebase, form, firebaseSent    bool
	aim                                         flow.CallName
	last                                        errors.Reason
}

func fold(n *node) folded {
	s := &n.state
	f := folded{
		phase: phaseOf(s), pending: s.Pending.Call, doubt: s.Doubt, repeats: s.Repeats, chain: s.Chain,
		key: s.Key != "", identifier: !s.Identifier.IsZero(), sent: !s.Sent.IsZero(),
		next: s.Sent.Next != codes.NoDelivery, terms: s.Terms != flow.Terms{}, agreed: s.TermsAccepted,
		resendable: !n.now.Before(s.Sent.ResendAt), expired: s.Expired(n.now),
		codesLeft: s.Attempts < exploreLimits.CodeAttempts, passesLeft: s.PasswordAttempts < exploreLimits.PasswordAttempts,
		rejected: len(s.Rejected) > 0, account: s.Account != flow.Account{}, password: s.Password != flow.PasswordInfo{},
		calls: s.Calls > 0,
		// One of a person's calls stands for all; the others are followed
		// by a call of their own.
		waitSend:   s.WaitsFor(flow.CallSendCode, n.now),
		waitCancel: s.WaitsFor(flow.CallCancelCode, n.now),
		waitWhoAmI: s.WaitsFor(flow.CallWhoAmI, n.now),
		waitToken:  s.WaitsForToken(typedToken, n.now),
		aim:        n.call.For,

		setUp: s.Email.SetUp, resettable: s.Email.Resettable || !s.Email.ResetAt.IsZero(), apple: s.Email.Apple,
		address: !s.Email.Address.IsZero(), resetWaits: n.now.Before(s.Email.ResetAt),
		passwordResetWaits: n.now.Before(s.Password.ResetAt),
	}
	f.loginToken, f.firebase, f.form = !s.LoginToken.Token.IsZero(), s.Passkey.Firebase, s.Payment.FormID != 0
	f.firebaseSent = s.Sent.Delivery == codes.FirebaseSMS
	// That a challenge can be answered is looked at in one phase for all.
	if s.Last != nil && (s.Last.Reason == errors.CodeMoved || s.Last.Class == errors.Challenge && f.phase == flow.WaitCode) {
		f.last = s.Last.Reason
	}
	if f.repeats > 0 || f.chain > 2 {
		// That a call is repeated, or follows many others, is looked at for every
		// call and phase, but not for all that may be the case meanwhile.
		f.waitSend, f.waitCancel, f.waitToken, f.waitWhoAmI = false, false, false, false
		f.next, f.resendable, f.codesLeft, f.passesLeft, f.rejected = false, false, false, false, false
		f.resettable, f.resetWaits, f.passwordResetWaits = false, false, false
		f.loginToken, f.firebase, f.form, f.firebaseSent, f.apple, f.terms, f.agreed = false, false, false, false, false, false, false
	}
	return f
}

// A happening is one event of the exploration; or the clock goes on.
type happening struct {
	event flow.Event
	after time.Duration
}

func (h happening) String() string {
	switch e := h.event.(type) {
	case flow.Input:
		return e.String()
	case flow.Answered:
		text := fmt.Sprintf("%s %d: ", e.Call.Name, e.Call.Number)
		if r, ok := e.Answer.(flow.Refused); e.Answer == nil || ok && r.Err == nil {
			return text + fmt.Sprintf("%T", e.Answer)
		}
		return text + renderAnswer(e.Answer)
	default:
		return "after " + h.after.String()
	}
}

var exploredInputs = []happening{
	{event: flow.PhoneNumber(typedNumber)},
	{event: flow.PhoneNumber("+9996620002")},
	{event: flow.PhoneNumber("12")},
	{event: flow.Token("bot", typedToken)},
	{event: flow.Token("bot", " ")},
	{event: flow.Code(typedCode)},
	{event: flow.Code("1")},
	{event: flow.Resend()},
	{event: flow.RequestQRCode(7)},
	{event: flow.RequestPasskey()},
	{event: flow.RequestFirebasePNV()},
	{event: flow.Passkey(typedPasskey)},
	{event: flow.Passkey("{}")},
	{event: flow.FirebasePNVToken(typedToken)},
	{event: flow.FirebaseProof(flow.PlayIntegrityProof, typedToken)},
	{event: flow.FirebaseProof("another", typedToken)},
	{event: flow.ReportMissingCode("01")},
	{event: flow.Paid(5)},
	{event: flow.CanPurchase()},
	{event: flow.Purchased(flow.AppStore, typedReceipt)},
	{event: flow.Purchased(flow.PlayMarket, "")},
	{event: flow.Solved(typedToken, flow.PhoneNumber(typedNumber))},
	{event: flow.Solved(typedToken, flow.Code(typedCode))},
	{event: flow.Password(typedPassword)},
	{event: flow.Password("")},
	{event: flow.EmailAddress(typedAddress)},
	{event: flow.EmailAddress("ada")},
	{event: flow.EmailCode(typedCode)},
	{event: flow.AppleToken(typedToken)},
	{event: flow.ResetLoginEmail()},
	{event: flow.RequestPasswordRecovery()},
	{event: flow.RecoveryCode(typedCode)},
	{event: flow.RecoverPassword(typedCode, typedPassword, "pet")},
	{event: flow.ResetPassword()},
	{event: flow.DeclinePasswordReset()},
	{event: flow.DeleteAccount(flow.DeleteMyAccount, "", typedPassword)},
	{event: flow.DeleteAccount(flow.DeleteMyAccount, "", "")},
	{event: flow.DeleteAccount("yes", "", "")},
	{event: flow.AcceptTerms("terms-1")},
	{event: flow.AcceptTerms("terms-2")},
	{event: flow.Register("Ada", "Lovelace")},
	{event: flow.Register("", "")},
	{event: flow.Poll()},
	{event: flow.Cancel()},
	{event: flow.LogOut()},
	{event: flow.Input{}},
}

var exploredClock = []happening{
	{after: 31 * time.Second},
	{after: 6 * time.Minute},
	{after: 25 * time.Hour},
}

// An explored answer, and the key after it: "" if it is lost, "=" if it stays.
type exploredAnswer struct {
	answer flow.Answer
	key    string
}

// exploredRefusals has all classes and every reason that a row names.
var exploredRefusals = []*errors.Error{
	errors.FromRPC("", 400, "PHONE_NUMBER_INVALID"),
	errors.FromRPC("", 400, "PHONE_CODE_INVALID"),
	errors.FromRPC("", 400, "PASSWORD_HASH_INVALID"),
	errors.FromRPC("", 400, "FIRSTNAME_INVALID"),
	errors.FromRPC("", 400, "ACCESS_TOKEN_INVALID"),
	errors.FromRPC("", 400, "CODE_INVALID"),
	errors.FromRPC("", 400, "EMAIL_ADDRESS_INVALID"),
	errors.FromRPC("", 400, "EMAIL_INVALID"),
	errors.FromRPC("", 400, "EMAIL_NOT_ALLOWED"),
	errors.FromRPC("", 400, "EMAIL_VERIFY_EXPIRED"),
	errors.FromRPC("", 400, "NEW_SETTINGS_INVALID"),
	errors.FromRPC("", 400, "PASSWORD_RECOVERY_EXPIRED"),
	errors.FromRPC("", 400, "PASSWORD_RECOVERY_NA"),
	errors.FromRPC("", 400, "TASK_ALREADY_EXISTS"),
	errors.FromRPC("", 406, "SEND_CODE_UNAVAILABLE"),
	errors.FromRPC("", 400, "PHONE_CODE_EXPIRED"),
	errors.FromRPC("", 401, "SESSION_PASSWORD_NEEDED"),
	errors.FromRPC("", 400, "PHONE_NUMBER_UNOCCUPIED"),
	errors.FromRPC("", 500, "AUTH_RESTART"),
	errors.FromRPC("", 420, "FLOOD_WAIT_30"),
	errors.FromRPC("", 400, "PHONE_NUMBER_FLOOD"),
	errors.Local(errors.UserMigrate),
	errors.FromRPC("", 403, "RECAPTCHA_CHECK_signup__KEY"),
	errors.FromRPC("", 400, "CREDENTIAL_INVALID"),
	errors.FromRPC("", 400, "PASSKEY_ORIGIN_MISMATCH"),
	{Reason: "CREDENTIAL_UNHEARD_OF", Class: errors.Reenter, Code: 400},
	errors.FromRPC("", 400, "API_ID_INVALID"),
	errors.FromRPC("", 400, "INPUT_FETCH_ERROR"),
	errors.FromRPC("", 401, "SESSION_REVOKED"),
	errors.FromRPC("", 401, "AUTH_KEY_UNREGISTERED"),
	errors.FromRPC("", -404, ""),
	errors.FromRPC("", 400, "PHONE_NUMBER_BANNED"),
	errors.FromRPC("", 400, "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN"),
	errors.FromRPC("", 401, "USER_DEACTIVATED"),
	errors.FromRPC("", 401, "USER_DEACTIVATED_BAN"),
	errors.FromRPC("", 420, "FROZEN_METHOD_INVALID"),
	errors.FromRPC("", 500, "RPC_CALL_FAIL"),
	errors.FromRPC("", 400, "UNHEARD_OF"),
	nil,
}

func exploredAnswers() []exploredAnswer {
	code := func(s codes.Sent, hash string) codes.Sent {
		s.Hash, s.Delivery, s.Length = codes.NewSecret(hash), codes.SMS, len(typedCode)
		return s
	}
	all := []exploredAnswer{
		{flow.Connected{}, "key-1"},
		{flow.CodeSent{Sent: code(codes.Sent{}, "hash-1")}, "="},
		{flow.CodeSent{Sent: code(codes.Sent{Next: codes.Call}, "hash-2"), ResendAfter: time.Minute}, "="},
		{flow.EmailWanted{Sent: codes.Sent{Hash: codes.NewSecret("hash-3")}, Email: flow.EmailInfo{Apple: true}}, "="},
		{flow.EmailCodeSent{Sent: codes.Sent{Pattern: "a***@example.com", Length: len(typedCode)}}, "="},
		{flow.EmailCodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash-4")}}, "="},
		{flow.EmailCodeSent{
			Sent:  codes.Sent{Hash: codes.NewSecret("hash-5"), Next: codes.Mail},
			Email: flow.EmailInfo{Apple: true, Resettable: true, ResetAfter: time.Hour},
		}, "="},
		{flow.PasswordWanted{Password: flow.PasswordInfo{Hint: "pet"}}, "="},
		{flow.RecoverySent{Pattern: "a***@example.com"}, "="},
		{flow.ResetPending{Until: storyTime.Add(2 * time.Hour)}, "="},
		{flow.RegistrationWanted{}, "="},
		{flow.RegistrationWanted{Terms: flow.Terms{ID: "terms-1", Text: "Be kind."}}, "="},
		{flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash-6"), Delivery: codes.FirebaseSMS, Next: codes.SMS}}, "="},
		{flow.LoginTokenShown{Token: codes.NewSecret(shownToken), Expires: storyTime.Add(30 * time.Second)}, "="},
		{flow.LoginTokenShown{}, "="},
		{flow.LoginTokenMoved{DC: 4, Token: codes.NewSecret(shownToken)}, "key-4"},
		{flow.LoginTokenAccepted{}, "="},
		{flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: "{}"}}, "="},
		{flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: "{}", Firebase: true}}, "="},
		{flow.PaymentWanted{Sent: codes.Sent{Hash: codes.NewSecret("hash-7")}, Payment: flow.PaymentInfo{Product: "code"}}, "="},
		{flow.Authorized{Account: flow.Account{ID: "1001"}}, "="},
		{flow.Done{}, "="},
		{flow.Nobody{}, "="},
		{flow.Moved{DC: 4}, "key-4"},
		{flow.NotSent{Err: errors.New("no route")}, "="},
		{flow.Unanswered{Err: errors.New("connection cut")}, "="},
		{flow.Unsupported{Wanted: "auth.sentCodePaymentRequired"}, "="},
		{nil, "="},
	}
	for _, r := range exploredRefusals {
		key := "="
		if r != nil && r.Code == -404 {
			key = ""
		}
		all = append(all, exploredAnswer{flow.Refused{Err: r}, key})
	}
	return all
}

// lateCalls are those whose answers come late in the exploration; the tables do not
// ask which call a late success answers.
var lateCalls = []flow.CallName{
	flow.CallSignIn, flow.CallCheckPassword, flow.CallCheckRecoveryCode, flow.CallResetPassword,
	flow.CallDeclinePasswordReset, flow.CallDeleteAccount, flow.CallExportLoginToken, flow.CallWhoAmI, flow.CallLogOut,
	flow.CallRequestFirebaseSMS, flow.CallReportMissingCode, flow.CallCanPurchaseStore, flow.CallAssignTransaction,
}

// answersTo lists what a server can answer to the pending call, however
// absurd, and what can come late.
func answersTo(n *node, answers []exploredAnswer) []happening {
	var all []happening
	s := &n.state
	answer := func(call flow.Call, a exploredAnswer) {
		key := a.key
		if key == "=" {
			key = s.Key
		}
		all = append(all, happening{event: flow.Answered{Call: call, Answer: a.answer, Key: key}})
	}
	if s.Pending.Call != flow.NoCall {
		for _, a := range answers {
			answer(n.call, a)
		}
		// A lease has ended: whoever knew the call's arguments is gone.
		answer(flow.Call{Name: n.call.Name, Number: n.call.Number}, exploredAnswer{flow.Unanswered{}, "="})
	}
	for _, a := range answers { // what is said unasked
		switch a.answer.(type) {
		case flow.LoginTokenAccepted, flow.CodeSent, flow.EmailWanted, flow.PaymentWanted, flow.Authorized, flow.PasswordWanted, flow.Done:
			answer(flow.Call{}, a)
		}
	}
	late := s.Calls
	if s.Pending.Call != flow.NoCall {
		late--
	}
	if late == 0 {
		return all
	}
	for _, c := range lateCalls {
		for _, a := range answers {
			_, authorized := a.answer.(flow.Authorized)
			_, half := a.answer.(flow.PasswordWanted)
			_, done := a.answer.(flow.Done)
			if authorized || half || done || c == flow.CallSignIn {
				answer(flow.Call{Name: c, Number: late}, a)
			}
		}
	}
	return all
}

// An explorer walks.
type explorer struct {
	machine flow.Machine
	// most is how many states to visit; 0: all. Then it begins in each phase, lest
	// it never come to the later ones.
	most int
	// thorough looks at what each new state prints, and whether it stays as
	// it is while steps are taken from it.
	thorough bool
	// trace, if not nil, is told of each branch taken.
	trace map[string]bool

	seen   map[folded]bool
	phases map[flow.Phase]bool
	moves  map[phaseMove]bool
	steps  int
}

// A phaseMove is a step from a phase to a phase. It is drawn if a diagram must
// show it.
type phaseMove struct {
	from, to flow.Phase
	drawn    bool
}

// drawn: inputs, and refusals of what they led to.
func drawn(n *node, e flow.Event) bool {
	a, answered := e.(flow.Answered)
	_, refused := a.Answer.(flow.Refused)
	return !answered || refused && n.state.Doubt == flow.NoCall && a.Call.Name != flow.CallConnect
}

// walk explores, and returns the first violation of a rule.
func (x *explorer) walk() error {
	x.seen, x.phases, x.moves = map[folded]bool{}, map[flow.Phase]bool{}, map[phaseMove]bool{}
	answers := exploredAnswers()
	queue := []*node{{now: storyTime}}
	if x.most > 0 {
		for _, a := range answers {
			if n := x.after(queue[0], a); n != nil {
				queue = append(queue, n)
			}
		}
	}
	for _, n := range queue {
		x.seen[fold(n)] = true
	}
	for len(queue) > 0 && (x.most == 0 || len(x.seen) < x.most) {
		n := queue[0]
		queue = queue[1:]
		x.phases[phaseOf(&n.state)] = true
		var bytes []byte
		if x.thorough {
			if err := checkPrinted(&n.state); err != nil {
				return fmt.Errorf("%s: %w", n.trail(), err)
			}
			bytes = bytesOf(&n.state)
		}
		if err := x.notStuck(n); err != nil {
			return fmt.Errorf("%s: %w", n.trail(), err)
		}
		// Some time goes by before anything happens.
		later := &node{state: n.state, call: n.call, now: n.now.Add(time.Second), path: n.path, by: n.by}
		for _, h := range slices.Concat(exploredInputs, answersTo(n, answers), exploredClock) {
			next := &node{state: n.state, call: n.call, now: n.now.Add(h.after), path: n, by: h}
			if h.event != nil {
				x.steps++
				if x.trace != nil {
					x.trace[x.machine.Trace(n.state, h.event, later.now)] = true
				}
				next.now = later.now
				state, call, err := x.machine.Step(n.state, h.event, later.now)
				if broken := checkStep(later, h.event, state, call, err); broken != nil {
					return fmt.Errorf("%s: %w", next.trail(), broken)
				}
				if err != nil {
					continue
				}
				next.state, next.call = state, call
				if x.thorough {
					x.moves[phaseMove{phaseOf(&n.state), phaseOf(&state), drawn(n, h.event)}] = true
				}
			}
			if f := fold(next); !x.seen[f] {
				x.seen[f] = true
				queue = append(queue, next)
			}
		}
		if x.thorough && string(bytes) != string(bytesOf(&n.state)) {
			return fmt.Errorf("%s: a step changed the state that it was given", n.trail())
		}
	}
	return nil
}

// after is where a login stands once a number was given and that was answered; nil if
// a refusal or nothing new came of it.
func (x *explorer) after(n *node, a exploredAnswer) *node {
	if _, refused := a.answer.(flow.Refused); refused {
		return nil
	}
	for _, said := range []any{flow.PhoneNumber(typedNumber), flow.Connected{}, a.answer} {
		event, input := said.(flow.Event)
		if !input {
			answer, _ := said.(flow.Answer)
			event = flow.Answered{Call: n.call, Answer: answer, Key: "key-1"}
		}
		s, call, err := x.machine.Step(n.state, event, n.now)
		if err != nil {
			return nil
		}
		n = &node{state: s, call: call, now: n.now, path: n, by: happening{event: event}}
	}
	return n
}

// notStuck lets a patient person and a working server go on from a state: it
// must end signed in, or have ended already.
func (x *explorer) notStuck(from *node) error {
	s, call, now := from.state, from.call, from.now
	said := map[flow.Phase]bool{}
	for range 40 {
		var event flow.Event
		phase := s.Question(now)
		switch {
		case s.Pending.Call != flow.NoCall:
			if call.Name == flow.NoCall {
				call = flow.Call{Name: s.Pending.Call, Number: s.Pending.Number}
			}
			event = flow.Answered{Call: call, Answer: rightAnswer(&s, call.Name), Key: "working"}
		case s.Over():
			return nil
		case s.Doubt != flow.NoCall:
			event = flow.Poll()
		case phase == flow.Ready:
			return nil
		case phase == flow.WaitCode && !said[phase]:
			event = flow.Code("24680")
		case phase == flow.WaitEmailAddress && !said[phase]:
			event = flow.EmailAddress(typedAddress)
		case phase == flow.WaitEmailCode && !said[phase]:
			event = flow.EmailCode("24680")
		case phase == flow.WaitPassword && !said[phase]:
			event = flow.Password("x")
		case phase == flow.WaitRecoveryCode && !said[phase]:
			event = flow.RecoverPassword("24680", "x", "")
		case phase == flow.WaitOtherDevice && !said[phase]:
			event = flow.Poll()
		case phase == flow.WaitPasskey && !said[phase] && s.Passkey.Firebase:
			event = flow.FirebasePNVToken("x")
		case phase == flow.WaitPasskey && !said[phase]:
			event = flow.Passkey(typedPasskey)
		case phase == flow.WaitPayment && !said[phase]:
			event = flow.Paid(5)
		case phase == flow.WaitRegistration && !said[phase] && s.Terms.ID != "" && !s.TermsAccepted:
			event = flow.AcceptTerms(s.Terms.ID)
		case phase == flow.WaitRegistration && !said[phase]:
			event = flow.Register("Ada", "")
		default:
			event = flow.PhoneNumber("+9996640004")
		}
		if _, isInput := event.(flow.Input); isInput {
			now = now.Add(31 * time.Second) // patient: no wait of the exploration is longer
		}
		next, nextCall, err := x.machine.Step(s, event, now)
		if err != nil {
			if said[phase] {
				return fmt.Errorf("stuck in %s: %w", s, err)
			}
			said[phase] = true // then the number again
			continue
		}
		if in, isInput := event.(flow.Input); isInput && in.Name() == flow.InputPhoneNumber {
			clear(said) // what was used up before is new
		}
		s, call = next, nextCall
	}
	return fmt.Errorf("stuck in %s, going round", s)
}

// rightAnswer is what a working server says.
func rightAnswer(s *flow.State, c flow.CallName) flow.Answer {
	switch c {
	case flow.CallConnect:
		return flow.Connected{}
	case flow.CallInitPasskey:
		return flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: "{}"}}
	case flow.CallSendCode, flow.CallResendCode, flow.CallCheckPaidAuth:
		return flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("good"), Delivery: codes.App, Length: 5}}
	case flow.CallWhoAmI:
		if s.Phase == flow.Ready {
			return flow.Authorized{Account: flow.Account{ID: "1001"}}
		}
		return flow.Nobody{}
	case flow.CallSendEmailCode:
		return flow.EmailCodeSent{Sent: codes.Sent{Length: 5}}
	case flow.CallVerifyEmail, flow.CallResetLoginEmail:
		return flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("better"), Delivery: codes.SMS, Length: 5}}
	case flow.CallRequestRecovery:
		return flow.RecoverySent{Pattern: "a***@example.com"}
	case flow.CallCheckRecoveryCode, flow.CallResetPassword, flow.CallDeclinePasswordReset,
		flow.CallDeleteAccount, flow.CallCancelCode, flow.CallLogOut, flow.CallRequestFirebaseSMS,
		flow.CallReportMissingCode, flow.CallCanPurchaseStore, flow.CallAssignTransaction:
		return flow.Done{}
	default:
		return flow.Authorized{Account: flow.Account{ID: "1001"}}
	}
}

// TestExplore explores Telegram's tables: every rule holds in every state,
// every branch of every row is taken at least once, every phase is reached,
// nothing that was typed is in any state, and no state is changed by a step.
func TestExplore(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("many states, in one goroutine: run it without -short and -race")
	}
	tables := flow.Telegram()
	x := explorer{
		machine:  flow.Machine{Tables: tables, Limits: exploreLimits},
		trace:    map[string]bool{},
		thorough: true,
	}
	require.NoError(t, x.walk())
	t.Logf("%d states, %d steps", len(x.seen), x.steps)

	for _, p := range flow.AllPhases() {
		require.True(t, x.phases[p], "%s was not reached", p)
	}
	checkDiagrams(t, tables, x.moves)
	for name, branches := range branchesOf(tables) {
		for i := range branches {
			taken := fmt.Sprintf("%s.Then[%d]", name, i)
			require.True(t, x.trace[taken], "%s is never taken", taken)
		}
	}
}

func branchesOf(t *flow.Tables) map[string][]flow.Branch {
	all := map[string][]flow.Branch{}
	for i, r := range t.Inputs {
		all[fmt.Sprintf("Inputs[%d]", i)] = r.Then
	}
	for i, r := range t.Answers {
		all[fmt.Sprintf("Answers[%d]", i)] = r.Then
	}
	for i, r := range t.Refusals {
		all[fmt.Sprintf("Refusals[%d]", i)] = r.Then
	}
	return all
}

// checkDiagrams: every arrow is a way that the exploration has gone, and every
// way by an input or a refusal is an arrow.
func checkDiagrams(t *testing.T, tables *flow.Tables, moves map[phaseMove]bool) {
	arrows := map[string]bool{}
	for _, p := range flow.AllPhases() {
		for line := range strings.Lines(tables.PhaseDiagram(p)) {
			if arrow, _, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
				arrows[arrow] = true
			}
		}
	}
	gone := map[string]bool{}
	for m := range moves {
		arrow := m.from.String() + " --> " + m.to.String()
		gone[arrow] = true
		if m.drawn && m.from != m.to {
			require.True(t, arrows[arrow], "%s is not drawn", arrow)
		}
	}
	for arrow := range arrows {
		require.True(t, gone[arrow], "%s is drawn, and there is no such way", arrow)
	}
}
