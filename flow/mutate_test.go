package flow_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A mutant is a protocol with one mistake in it.
type mutant struct {
	name   string
	tables *flow.Tables
}

// A killer finds fault with tables, or does not.
type killer struct {
	name string
	kill func(*flow.Tables) error
}

// killers are asked in this order, so what is dear comes last. Whatever finds
// fault with tables is a killer: it needs one more line here.
func killers(t *testing.T) []killer {
	told := stories(t)
	var mu sync.Mutex // of told
	return []killer{
		{"a story", func(tables *flow.Tables) error {
			mu.Lock()
			order := slices.Clone(told)
			mu.Unlock()
			for _, s := range order {
				if err := s.tellMachine(tables); err != nil {
					// What finds a mistake in a row is likely to find the next one, too.
					mu.Lock()
					i := slices.Index(told, s)
					told = append([]*story{s}, slices.Delete(told, i, i+1)...)
					mu.Unlock()
					return err
				}
			}
			return nil
		}},
		{"a missing row", checkComplete},
		{"a rule", func(tables *flow.Tables) error {
			x := explorer{machine: flow.Machine{Tables: tables, Limits: exploreLimits}, most: 1500}
			return x.walk()
		}},
		{"the oracle for faults", oracle},
	}
}

// equivalent are the mutants that nothing can tell from the tables, and why.
var equivalent = map[string]string{
	"answer ResetPending to any call: as the call in doubt says":                   noDoubt,
	"input DeclinePasswordReset in Ready: late flipped":                            "Ready never expires",
	"input DeleteAccount in Ready: late flipped":                                   "Ready never expires",
	"input LogOut in Ready: late flipped":                                          "Ready never expires",
	"input Poll in Ready: late flipped":                                            "Ready never expires",
	"input ResetPassword in Ready: late flipped":                                   "Ready never expires",
	"input Token in WaitPhoneNumber: late flipped":                                 "WaitPhoneNumber never expires",
	"refusal Challenge of any call: as the call in doubt says":                     noDoubt,
	"refusal ChangeDC of any call: as the call in doubt says":                      noDoubt,
	"refusal OfferOther of any call: as the call in doubt says":                    noDoubt,
	"refusal Unknown of any call: as the call in doubt says":                       noDoubt,
	"refusal Wait of any call: as the call in doubt says":                          noDoubt,
	"phase WaitCode: account flipped":                                              noAccount,
	"phase WaitEmailAddress: account flipped":                                      noAccount,
	"phase WaitEmailCode: account flipped":                                         noAccount,
	"phase WaitRecoveryCode: account flipped":                                      noAccount,
	"phase WaitPassword: account flipped":                                          noAccount,
	"phase WaitPhoneNumber: account flipped":                                       noAccount,
	"phase WaitRegistration: account flipped":                                      noAccount,
	"phase WaitOtherDevice: account flipped":                                       noAccount,
	"phase WaitPasskey: account flipped":                                           noAccount,
	"phase WaitPayment: account flipped":                                           noAccount,
	"answer LoginTokenAccepted to any call: late flipped":                          "it is said unasked, so it is never late",
	"phase WaitPayment: tries flipped":                                             "what was tried belongs to a hash; a code that is to be paid for has another",
	"call ImportLoginToken: nobody: ExportLoginToken, standing in WaitOtherDevice": "in WaitOtherDevice everything is taken late; that its time begins anew is all",
	"call CheckPassword: hash flipped":                                             noCode,
	"call CheckRecoveryCode: hash flipped":                                         noCode,
	"call DeclinePasswordReset: hash flipped":                                      noCode,
	"call DeleteAccount: hash flipped":                                             noCode,
	"call FinishPasskey: hash flipped":                                             noCode,
	"call ImportToken: hash flipped":                                               noCode,
	"call RecoverPassword: hash flipped":                                           noCode,
	"call RequestRecovery: hash flipped":                                           noCode,
	"call ResetPassword: hash flipped":                                             noCode,
	"call Connect: lost: -> WaitPhoneNumber":                                       "a key is made where there is none, and that is in WaitPhoneNumber",
}

const noDoubt = "in doubt only WhoAmI is asked, and such a refusal of it leads nowhere whatever its row says; without a doubt it is to stay"

const noCode = "where it is asked no sent code is kept, so there is none to carry"

const noAccount = "an account comes with Authorized only, which leads to Ready, and Ready is never left for a question"

// neverStays are the calls of which it makes no difference what was given for
// them: staying is the same as going to WaitPhoneNumber, since that is where we
// stand, since Ready and the ends are not left for it, or since a doubt is not.
var neverStays = map[flow.CallName]bool{
	flow.CallConnect: true, flow.CallSendCode: true, flow.CallCancelCode: true, flow.CallLogOut: true,
	flow.CallWhoAmI: true, flow.CallReportMissingCode: true, flow.CallCanPurchaseStore: true,
}

// subjects are what a refusal can be about.
var subjects = []errors.Subject{
	errors.AboutNumber, errors.AboutCode, errors.AboutEmail, errors.AboutEmailCode,
	errors.AboutPassword, errors.AboutSettings, errors.AboutName, errors.AboutToken, errors.AboutPasskey,
}

// TestMutants: no row of the tables can be wrong unnoticed. Every row and
// branch is deleted, every move leads elsewhere, every attribute is turned; the
// stories, told to the bare machine, the rules or the oracle for faults must notice.
// What they do not is listed above, with the reason why it makes no difference.
func TestMutants(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("many mutants, each in one goroutine: run it without -short and -race")
	}
	kill := killers(t)
	for _, k := range kill {
		require.NoError(t, k.kill(flow.Telegram()), "%s: the tables themselves", k.name)
	}
	mutants := allMutants()
	killed := make([]atomic.Int64, len(kill))
	var mu sync.Mutex
	var survivors []string
	work := make(chan mutant)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for m := range work {
				by := slices.IndexFunc(kill, func(k killer) bool { return k.kill(m.tables) != nil })
				if by >= 0 {
					killed[by].Add(1)
					continue
				}
				mu.Lock()
				survivors = append(survivors, m.name)
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		work <- m
	}
	close(work)
	wg.Wait()

	for i, k := range kill {
		t.Logf("%d of %d mutants killed by %s", killed[i].Load(), len(mutants), k.name)
	}
	slices.Sort(survivors)
	known := slices.Sorted(maps.Keys(equivalent))
	require.Equal(t, strings.Join(known, "\n"), strings.Join(survivors, "\n"), "mutants that survived")
}

// allMutants makes every mutant of Telegram's tables.
func allMutants() []mutant {
	var all []mutant
	add := func(name string, change func(*flow.Tables)) {
		t := flow.Telegram()
		change(t)
		all = append(all, mutant{name, t})
	}
	original := flow.Telegram()
	for i, r := range original.Inputs {
		name := "input " + inputRowName(r)
		add(name+": deleted", func(t *flow.Tables) { t.Inputs = slices.Delete(t.Inputs, i, i+1) })
		add(name+": late flipped", func(t *flow.Tables) { t.Inputs[i].Late = !r.Late })
		if r.For != flow.NoCall {
			add(name+": for nothing", func(t *flow.Tables) { t.Inputs[i].For = flow.NoCall })
		}
		var from []flow.Phase
		if r.Phase != 0 {
			from = []flow.Phase{r.Phase}
		}
		site{name: name, from: from, at: func(t *flow.Tables) *[]flow.Branch { return &t.Inputs[i].Then }}.mutate(add)
	}
	for i, r := range original.Calls {
		name := "call " + r.Call.String()
		add(name+": deleted", func(t *flow.Tables) { t.Calls = slices.Delete(t.Calls, i, i+1) })
		add(name+": hash flipped", func(t *flow.Tables) { t.Calls[i].Hash = !r.Hash })
		for n, about := range r.Gives {
			if !neverStays[r.Call] {
				add(fmt.Sprintf("%s: does not give the %s", name, about), func(t *flow.Tables) {
					t.Calls[i].Gives = slices.Delete(t.Calls[i].Gives, n, n+1)
				})
			}
		}
		for _, about := range subjects {
			if !slices.Contains(r.Gives, about) && !neverStays[r.Call] {
				add(fmt.Sprintf("%s: gives the %s", name, about), func(t *flow.Tables) {
					t.Calls[i].Gives = append(t.Calls[i].Gives, about)
				})
			}
		}
		for n, need := range r.Needs {
			add(fmt.Sprintf("%s: does not need that %s", name, need), func(t *flow.Tables) {
				t.Calls[i].Needs = slices.Delete(t.Calls[i].Needs, n, n+1)
			})
		}
		from := asksIn[r.Call]
		for _, m := range otherMoves(r.Lost, from) {
			add(fmt.Sprintf("%s: lost: %s", name, m), func(t *flow.Tables) { t.Calls[i].Lost = m })
		}
		if r.Lost.Ask != flow.CallWhoAmI {
			continue // then nobody ever reads Nobody
		}
		for _, m := range otherMoves(r.Nobody, from) {
			add(fmt.Sprintf("%s: nobody: %s", name, m), func(t *flow.Tables) { t.Calls[i].Nobody = m })
		}
	}
	for i, r := range original.Answers {
		name := fmt.Sprintf("answer %s to %s", r.Answer, anyCallName(r.Call))
		add(name+": deleted", func(t *flow.Tables) { t.Answers = slices.Delete(t.Answers, i, i+1) })
		add(name+": late flipped", func(t *flow.Tables) { t.Answers[i].Late = !r.Late })
		at := func(t *flow.Tables) *[]flow.Branch { return &t.Answers[i].Then }
		site{name, asksIn[r.Call], r.Call, true, at}.mutate(add)
	}
	for i, r := range original.Refusals {
		name := fmt.Sprintf("refusal %s of %s", refusalName(r), anyCallName(r.Call))
		add(name+": deleted", func(t *flow.Tables) { t.Refusals = slices.Delete(t.Refusals, i, i+1) })
		at := func(t *flow.Tables) *[]flow.Branch { return &t.Refusals[i].Then }
		site{name, asksIn[r.Call], r.Call, true, at}.mutate(add)
	}
	for i, r := range original.Phases {
		name := "phase " + r.Phase.String()
		add(name+": deleted", func(t *flow.Tables) { t.Phases = slices.Delete(t.Phases, i, i+1) })
		for _, kind := range []flow.PhaseKind{flow.Waiting, flow.SignedIn, flow.Over} {
			if kind != r.Kind {
				add(fmt.Sprintf("%s: is %s", name, kind), func(t *flow.Tables) { t.Phases[i].Kind = kind })
			}
		}
		for _, life := range []flow.Life{flow.Forever, flow.CodeLife, flow.PasswordLife} {
			if life != r.Life {
				add(fmt.Sprintf("%s: lasts %s", name, life), func(t *flow.Tables) { t.Phases[i].Life = life })
			}
		}
		for n, heard := range r.Hears {
			add(fmt.Sprintf("%s: deaf to %s", name, heard), func(t *flow.Tables) {
				t.Phases[i].Hears = slices.Delete(t.Phases[i].Hears, n, n+1)
			})
		}
		for bit := flow.KeepIdentifier; bit <= flow.KeepAccount; bit <<= 1 {
			add(fmt.Sprintf("%s: %s flipped", name, bit), func(t *flow.Tables) { t.Phases[i].Keeps ^= bit })
		}
	}
	return all
}

// A site is where in the tables a list of branches is.
type site struct {
	name string
	// from are the phases in which it can be reached; none: all.
	from []flow.Phase
	// call is the call that it is about; NoCall: any.
	call flow.CallName
	// asked is false for an input: nothing has been asked that could be
	// repeated or lost.
	asked bool
	// at finds the branches in a copy of the tables.
	at func(*flow.Tables) *[]flow.Branch
}

// mutate deletes each branch, takes its guard away and leads it to everywhere
// else.
func (s site) mutate(add func(string, func(*flow.Tables))) {
	original := *s.at(flow.Telegram())
	for b, branch := range original {
		name := s.name
		if branch.If != flow.Always {
			name += " [" + branch.If.String() + "]"
			add(name+": always", func(t *flow.Tables) { (*s.at(t))[b].If = flow.Always })
		}
		if len(original) > 1 {
			add(name+": branch deleted", func(t *flow.Tables) { *s.at(t) = slices.Delete(*s.at(t), b, b+1) })
		}
		from := s.from
		switch branch.If {
		case flow.Leaving:
			from = []flow.Phase{flow.LoggedOut}
		case flow.IsOver:
			from = []flow.Phase{flow.LoggedOut, flow.Failed}
		case flow.IsSignedIn:
			from = []flow.Phase{flow.Ready}
		}
		for _, m := range slices.Concat(otherMoves(branch.Move, from), s.otherActions(branch)) {
			add(fmt.Sprintf("%s: %s", name, m), func(t *flow.Tables) { (*s.at(t))[b].Move = m })
		}
	}
}

// lostDoesNothing are the calls of which a lost answer changes nothing.
var lostDoesNothing = map[flow.CallName]bool{
	flow.CallCancelCode: true, flow.CallRequestRecovery: true, flow.CallCheckRecoveryCode: true,
	flow.CallInitPasskey: true, flow.CallRequestFirebaseSMS: true, flow.CallReportMissingCode: true, flow.CallCanPurchaseStore: true,
}

// otherActions are the moves that depend on the call in question.
func (s site) otherActions(b flow.Branch) []flow.Move {
	if !s.asked {
		return nil
	}
	var all []flow.Move
	for _, a := range []flow.Action{flow.Again, flow.AsLost, flow.AsDoubt} {
		// Only WhoAmI is asked in doubt, and no person gives anything for it.
		doubt := (s.call == flow.NoCall || s.call == flow.CallWhoAmI) && b.If != flow.AboutGiven && b.If != flow.CarriesHash
		nothing := lostDoesNothing[s.call] && b.Move == flow.Move{} && a == flow.AsLost
		if a != b.Move.Action && (a != flow.AsDoubt || doubt) && !nothing {
			all = append(all, flow.Move{Action: a})
		}
	}
	return all
}

// otherMoves are the moves to other calls and phases.
func otherMoves(m flow.Move, from []flow.Phase) []flow.Move {
	var all []flow.Move
	for _, c := range append([]flow.CallName{flow.NoCall}, flow.AllCalls()...) {
		if m.Action != flow.Go || c != m.Ask {
			all = append(all, flow.Move{Ask: c, To: m.To})
		}
	}
	for _, p := range append([]flow.Phase{0}, flow.AllPhases()...) {
		if m.Action == flow.Go && p != m.To && endsElsewhere(from, m.To, p) {
			all = append(all, flow.Move{Ask: m.Ask, To: p})
		}
	}
	return all
}

// endsElsewhere reports whether there is a phase from which going to a ends in
// another phase than going to b. That is not so if both are the phase where
// we stand anyway, and that one has no time that could begin anew; and an end is
// never left, nor is Ready but for LoggedOut.
func endsElsewhere(from []flow.Phase, a, b flow.Phase) bool {
	if from == nil {
		from = flow.AllPhases()
	}
	ends := func(p, to flow.Phase) string {
		switch {
		case over(p), p == flow.Ready && to != flow.LoggedOut, to == 0:
			return p.String()
		case to == p && phaseLife[p] != 0:
			return p.String() + " anew"
		default:
			return to.String()
		}
	}
	return slices.ContainsFunc(from, func(p flow.Phase) bool { return ends(p, a) != ends(p, b) })
}

func inputRowName(r flow.InputRow) string {
	switch {
	case r.Any:
		return r.Input.String() + " anywhere"
	case r.Phase == 0:
		return r.Input.String() + " while waiting"
	default:
		return r.Input.String() + " in " + r.Phase.String()
	}
}

func refusalName(r flow.RefusalRow) string {
	switch {
	case r.All:
		return "whatever"
	case r.Reason != "":
		return string(r.Reason)
	default:
		return r.Class.String()
	}
}

func anyCallName(c flow.CallName) string {
	if c == flow.NoCall {
		return "any call"
	}
	return c.String()
}
