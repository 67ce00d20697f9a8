package flow_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A listed error is a row of testdata/errors.tsv.
type listedError struct {
	method string // "*": any
	codes  []int  // 400 where that is not known
	code   string // as the file has them, as in "400|406" or "?"
	name   string // as the file has it, as in "FLOOD_WAIT_X"
	text   string // a sample
	reason string // "*": the text's
	class  string
}

// of is the row's error as a server answers it to a method.
func (row *listedError) of(method string, code int) *errors.Error {
	return errors.FromRPC(method, code, row.text)
}

// listedErrors reads testdata/errors.tsv.
func listedErrors(t *testing.T) []listedError {
	t.Helper()
	data, err := os.ReadFile("../testdata/errors.tsv")
	require.NoError(t, err)
	sample := strings.NewReplacer(
		"_X", "_4", "<action>", "signup", "<sitekey>", "key", "<project>", "1", "<nonce>", "6e6f6e6365",
	)
	var rows []listedError
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || f[0] == "method" {
			continue
		}
		row := listedError{method: f[0], code: f[1], name: f[2], text: sample.Replace(f[2]), reason: f[3], class: f[4]}
		switch row.text {
		case "*":
			row.text = "NOBODY_LISTED_THIS"
		case "-":
			row.text = ""
		}
		for code := range strings.SplitSeq(f[1], "|") {
			n, err := strconv.Atoi(strings.Replace(code, "?", "400", 1))
			require.NoError(t, err, line)
			row.codes = append(row.codes, n)
		}
		rows = append(rows, row)
	}
	return rows
}

// rpcsOf are the RPCs of a call, where they are not one that the call's row names.
var rpcsOf = map[flow.CallName][]string{
	flow.CallConnect:           {},
	flow.CallSignUp:            {"auth.signUp", "auth.firebasePnvSignUp"},
	flow.CallCheckPassword:     {"account.getPassword", "auth.checkPassword"},
	flow.CallRecoverPassword:   {"account.getPassword", "auth.recoverPassword"},
	flow.CallDeleteAccount:     {"account.getPassword", "account.deleteAccount"},
	flow.CallImportToken:       {"auth.importBotAuthorization", "auth.importWebTokenAuthorization"},
	flow.CallInitPasskey:       {"auth.initPasskeyLogin", "auth.initFirebasePnvLogin"},
	flow.CallFinishPasskey:     {"auth.finishPasskeyLogin", "auth.finishFirebasePnvLogin"},
	flow.CallAssignTransaction: {"payments.assignAppStoreTransaction", "payments.assignPlayMarketTransaction"},
	flow.CallWhoAmI:            {"users.getUsers", "account.getPassword"},
}

// methodsOf are the RPCs of a call of Telegram's.
func methodsOf(row flow.CallRow) []string {
	if several, ok := rpcsOf[row.Call]; ok {
		return several
	}
	return []string{row.RPC}
}

// underLogin are the calls that are about who is signed in, wholly or half: they move
// nowhere, and that the password is needed is no news to them.
var underLogin = map[flow.CallName]bool{
	flow.CallCheckPassword: true, flow.CallRequestRecovery: true, flow.CallCheckRecoveryCode: true, flow.CallRecoverPassword: true,
	flow.CallResetPassword: true, flow.CallDeclinePasswordReset: true, flow.CallDeleteAccount: true, flow.CallLogOut: true,
}

// answerOf is what a transport makes of a refusal of one of a call's RPCs, and whether
// the login's key is good after it; nil: it asks another RPC, and says what comes of that.
func answerOf(call flow.CallName, e *errors.Error) (a flow.Answer, keyGood bool) {
	passwordNeeded := e.Reason == errors.SessionPasswordNeeded && e.Class == errors.Forward
	getPassword := e.Method == "account.getPassword"
	switch {
	case e.Method == "users.getUsers" && (e.Reason == errors.SessionPasswordNeeded || e.Reason == errors.AuthKeyUnregistered),
		getPassword && call != flow.CallWhoAmI && passwordNeeded:
		return nil, true
	case getPassword && call == flow.CallWhoAmI && (e.Reason == errors.AuthKeyUnregistered || e.Reason == errors.PasswordEmpty):
		return flow.Nobody{}, true
	case call == flow.CallWhoAmI, getPassword: // it tells as much as can be told
	case e.Class == errors.ChangeDC && e.DC() != 0 && !underLogin[call]:
		return flow.Moved{DC: e.DC()}, true
	case passwordNeeded && !underLogin[call]:
		return flow.PasswordWanted{}, true
	}
	return flow.Refused{Err: e}, e.Reason != errors.TransportKeyUnknown && e.Reason != errors.AuthKeyDuplicated
}

// A stand is where a login stands while it asks something.
type stand struct {
	call  flow.CallName
	phase flow.Phase
	doubt flow.CallName
	hash  bool // the call carries one
}

func standOf(n *node) stand {
	return stand{n.call.Name, phaseOf(&n.state), n.state.Doubt, !n.call.Sent.IsZero()}
}

// A lead is where an answer leads.
type lead struct {
	phase flow.Phase
	doubt flow.CallName
	asks  flow.CallName
	again bool // that is the same call
	named bool // the tables name the phase
}

// leadTo reads in the tables where an answer leads: as who reads them printed
// would, without the machine.
func leadTo(tables *flow.Tables, at stand, a flow.Answer, keyGood bool, onward flow.CallName) lead {
	refused, _ := a.(flow.Refused)
	var branches []flow.Branch
	if refused.Err != nil {
		branches = refusalBranches(tables, at.call, refused.Err)
	} else {
		branches = answerBranches(tables, at.call, a)
	}
	row := rowOf(tables, at.call)
	isOver, signedIn := over(at.phase), at.phase == flow.Ready
	holds := map[flow.Guard]bool{
		flow.Always: true, flow.NoKey: !keyGood, flow.Leaving: isOver, flow.CarriesHash: at.hash,
		flow.AboutGiven: refused.Err != nil && slices.Contains(row.Gives, refused.Err.Reason.Subject()),
		flow.Deleting:   at.call == flow.CallDeleteAccount || at.doubt == flow.CallDeleteAccount,
		flow.IsSignedIn: signedIn, flow.IsOver: isOver, flow.IsInDoubt: at.doubt != flow.NoCall,
	}
	i := slices.IndexFunc(branches, func(b flow.Branch) bool { return holds[b.If] })
	move := branches[i].Move
	l := lead{phase: at.phase, doubt: at.doubt}
	if e := refused.Err; e != nil && at.call == flow.CallWhoAmI && at.doubt != flow.NoCall && !loginGone(e) &&
		e.Class != errors.Forward && e.Class != errors.Retry && e.Class != errors.Transient {
		return l // nothing has been told
	}
	switch move.Action {
	case flow.Again:
		move, l.again = flow.Move{Ask: at.call}, true
	case flow.AsLost:
		if move = row.Lost; move.Ask == flow.CallWhoAmI {
			l.doubt = at.call
		}
	case flow.AsDoubt:
		move, l.doubt = rowOf(tables, at.doubt).Nobody, flow.NoCall
	case flow.Onward:
		move = flow.Move{Ask: onward}
	case flow.Go:
	}
	l.asks = move.Ask
	if move.To != 0 {
		l.doubt = flow.NoCall
		if !isOver && (!signedIn || move.To == flow.LoggedOut) {
			l.phase, l.named = move.To, true
		}
	}
	// A login that is to be ended is not forgotten until it is.
	if e := refused.Err; e != nil && over(l.phase) && at.call == flow.CallLogOut && l.asks == flow.NoCall && !loginGone(e) {
		l.doubt = flow.CallLogOut
	}
	return l
}

// refusalBranches finds the row of a refusal: one that names the call goes before
// one for any, and then a reason before a class, and that before all.
func refusalBranches(tables *flow.Tables, call flow.CallName, e *errors.Error) []flow.Branch {
	fits := slices.DeleteFunc(slices.Clone(tables.Refusals), func(r flow.RefusalRow) bool {
		return r.Call != flow.NoCall && r.Call != call || !r.All && r.Reason != e.Reason && (r.Reason != "" || r.Class != e.Class)
	})
	rank := func(r flow.RefusalRow) int {
		n := 0
		if r.Call != flow.NoCall {
			n += 10
		}
		switch {
		case r.Reason != "":
			n += 2
		case !r.All:
			n++
		}
		return n
	}
	return slices.MaxFunc(fits, func(a, b flow.RefusalRow) int { return cmp.Compare(rank(a), rank(b)) }).Then
}

// answerBranches finds the row of an answer that is no refusal.
func answerBranches(tables *flow.Tables, call flow.CallName, a flow.Answer) []flow.Branch {
	name := strings.TrimPrefix(fmt.Sprintf("%T", a), "flow.")
	var found []flow.Branch
	for _, r := range tables.Answers {
		if r.Answer.String() == name && (r.Call == call || r.Call == flow.NoCall && found == nil) {
			found = r.Then
		}
	}
	return found
}

// rowOf is the row of a call.
func rowOf(tables *flow.Tables, call flow.CallName) flow.CallRow {
	i := slices.IndexFunc(tables.Calls, func(row flow.CallRow) bool { return row.Call == call })
	return tables.Calls[i]
}

// stands finds every stand in which a login can ask something, each with the shortest
// way there.
func stands(t *testing.T) map[stand]*node {
	t.Helper()
	type place struct {
		stand
		key, identifier, setUp, resettable, firebase, form bool
		delivery, next                                     codes.Delivery
	}
	answers := exploredAnswers()
	found, seen := map[stand]*node{}, map[place]bool{}
	queue := []*node{{now: storyTime}}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, h := range slices.Concat(exploredInputs, answersTo(n, answers)) {
			state, call, err := flow.Step(n.state, h.event, n.now)
			if err != nil || state.Repeats > 0 || state.Chain > 4 {
				continue
			}
			next := &node{state: state, call: call, now: n.now, path: n, by: h}
			at := place{
				standOf(next), state.Key != "", !state.Identifier.IsZero(), state.Email.SetUp, state.Email.Resettable,
				state.Passkey.Firebase, state.Payment.FormID != 0, state.Sent.Delivery, state.Sent.Next,
			}
			if seen[at] {
				continue
			}
			seen[at] = true
			queue = append(queue, next)
			carried := state.Key != "" || call.Name == flow.CallConnect // no other call is made without a key
			if call.Name != flow.NoCall && carried && found[at.stand] == nil {
				found[at.stand] = next
			}
		}
	}
	for call, phases := range asksIn {
		for _, p := range phases {
			if call == flow.CallConnect && p != flow.WaitPhoneNumber && p != flow.WaitOtherDevice {
				continue // without a key one stands at the beginning
			}
			asked := slices.ContainsFunc(slices.Collect(maps.Keys(found)), func(at stand) bool { return at.call == call && at.phase == p })
			require.True(t, asked, "%s is not asked in %s", call, p)
		}
	}
	return found
}

// answer lets the machine have the answer to what a node asks.
func answer(n *node, a flow.Answer, keyGood bool) (flow.Answered, flow.State, flow.Call, error) {
	key := n.state.Key
	if _, moved := a.(flow.Moved); moved {
		key = "key-4"
	}
	if !keyGood {
		key = ""
	}
	said := flow.Answered{Call: n.call, Answer: a, Key: key}
	state, call, err := flow.Step(n.state, said, n.now)
	return said, state, call, err
}

// TestListedErrorsMachine refuses every call, from every phase in which it is asked,
// with every error that its methods are known to answer: it leads where the tables
// say, breaks no rule, and nothing that is still good is lost.
func TestListedErrorsMachine(t *testing.T) {
	tables := flow.Telegram()
	rows, from := listedErrors(t), stands(t)
	refusals, told := 0, map[string]bool{}
	for at, n := range from {
		methods := methodsOf(rowOf(tables, at.call))
		for _, row := range rows {
			if row.method != "*" && !slices.Contains(methods, row.method) {
				continue
			}
			told[row.method] = true
			for _, code := range row.codes {
				method := row.method
				if method == "*" && len(methods) > 0 {
					method = methods[len(methods)-1]
				}
				e := row.of(method, code)
				if row.reason != "*" {
					require.Equal(t, row.reason, string(e.Reason))
				}
				if method != "auth.logOut" { // of it any 401 is SessionLost
					require.Equal(t, row.class, e.Class.String())
				}
				a, keyGood := answerOf(at.call, e)
				if a == nil {
					continue
				}
				refusals++
				about := fmt.Sprintf("%s: %s: %v", n.trail(), at.call, e)
				said, state, call, err := answer(n, a, keyGood)
				require.NoError(t, err, about)
				require.NoError(t, checkStep(n, said, state, call, err), about)
				want := leadTo(tables, at, a, keyGood, n.call.For)
				got := lead{phaseOf(&state), state.Doubt, call.Name, state.Repeats > 0, want.named}
				require.Equal(t, want, got, about)
				require.True(t, keyGood || state.Sent.IsZero() || call.Name != flow.NoCall, "%s: a dead code is kept", about)
				if _, refused := a.(flow.Refused); refused {
					checkTold(t, at, e, &state, about)
					checkNothingLost(t, n, &state, about)
				}
				require.NoError(t, checkPrinted(&state), about)
			}
		}
	}
	for _, row := range tables.Calls {
		for _, method := range methodsOf(row) {
			listed := slices.ContainsFunc(rows, func(r listedError) bool { return r.method == method })
			require.Equal(t, listed, told[method], method)
		}
	}
	require.Greater(t, refusals, 10000)
	t.Logf("%d refusals in %d stands", refusals, len(from))
}

// checkTold: a refusal is why, with its words, unless it is good news.
func checkTold(t *testing.T, at stand, e *errors.Error, after *flow.State, about string) {
	t.Helper()
	news := e.Class == errors.SessionLost && (at.call == flow.CallLogOut || at.doubt == flow.CallLogOut) ||
		e.Reason == errors.UserDeactivated && (at.call == flow.CallDeleteAccount || at.doubt == flow.CallDeleteAccount) ||
		e.Reason == errors.PhoneNumberUnoccupied && (at.call == flow.CallSignIn || at.call == flow.CallSignInEmail) ||
		e.Reason == errors.SessionPasswordNeeded && !underLogin[at.call] ||
		at.call == flow.CallCancelCode && over(at.phase)
	if news {
		return
	}
	require.NotNil(t, after.Last, about)
	require.Equal(t, e.Reason, after.Last.Reason, about)
	require.Equal(t, e.Class, after.Last.Class, about)
	require.Equal(t, e.Code, after.Last.Code, about)
	require.Equal(t, e.Method, after.Last.Method, about)
	if e.Class == errors.Wait && e.Wait > 0 {
		require.Equal(t, storyTime.Add(e.Wait), after.Last.RetryAt, about)
	}
}

// checkNothingLost: who stays has what they had; who begins again has at least the
// number that they gave; and what outlives a phase does so.
func checkNothingLost(t *testing.T, n *node, after *flow.State, about string) {
	t.Helper()
	before := &n.state
	require.Equal(t, before.FutureTokens, after.FutureTokens, about)
	if phaseOf(after) == flow.WaitPhoneNumber {
		require.True(t, before.Identifier.Equal(after.Identifier), about)
	}
	if phaseOf(after) != phaseOf(before) {
		return
	}
	same := *after
	// What a refusal may change where we stay, and what a call that follows does.
	same.Pending, same.Doubt, same.Calls, same.Repeats, same.Chain = before.Pending, before.Doubt, before.Calls, before.Repeats, before.Chain
	same.Attempts, same.PasswordAttempts, same.Exhausted = before.Attempts, before.PasswordAttempts, before.Exhausted
	same.Rejected, same.Waits, same.Last, same.Expires, same.Key = before.Rejected, before.Waits, before.Last, before.Expires, before.Key
	same.Phase, same.Account = before.Phase, before.Account
	if phaseOf(before) != flow.WaitOtherDevice {
		same.LoginToken = before.LoginToken // who cannot accept one is kept while one is asked for
	}
	if e := after.Last; e != nil {
		switch e.Reason {
		case errors.SendCodeUnavailable:
			same.Sent.Next = before.Sent.Next
		case errors.TaskAlreadyExists:
			same.Email.ResetAt = before.Email.ResetAt
		case errors.PasswordRecoveryNA:
			same.Password.HasRecovery = before.Password.HasRecovery
		case errors.ResetRequestMissing:
			same.Password.ResetAt = before.Password.ResetAt
		case errors.CodeInvalid, errors.MailCodeEmpty, errors.EmailCodeInvalid, errors.EmailTokenInvalid:
			same.Password.RecoveryChecked = before.Password.RecoveryChecked
		}
	}
	require.True(t, sameState(before, &same), "%s\n%s", about, different(before, &same))
}

// different names the fields in which two states differ.
func different(a, b *flow.State) string {
	var names []string
	for i := range reflect.TypeFor[flow.State]().NumField() {
		if x, y := reflect.ValueOf(*a).Field(i), reflect.ValueOf(*b).Field(i); !reflect.DeepEqual(x.Interface(), y.Interface()) {
			names = append(names, reflect.TypeFor[flow.State]().Field(i).Name)
		}
	}
	return strings.Join(names, ", ")
}
