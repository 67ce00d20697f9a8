package flow_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// TestErrorsPage compares docs/errors.md with what the tables and testdata/errors.tsv
// say. TestListedErrorsMachine holds the reading of the tables against the machine.
func TestErrorsPage(t *testing.T) {
	const path = "../docs/errors.md"
	text := newErrorsPage(t).print()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	printed, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(printed), text, "stale; go test ./flow -run TestErrorsPage -update")
}

const errorsPageHead = `# Where every error leads

Printed from the tables of package ` + "`flow`" + ` and from [errors.tsv](../testdata/errors.tsv), which has every error that a method of Telegram's sign-in is known to answer; do not edit. The list is not complete, and cannot be: an error that nobody has seen gets a class by its name or code, and leads where its class leads.

What happens on ` + "`PHONE_CODE_EXPIRED`" + ` after ` + "`auth.resendCode`" + `? Look in the section of the method, and if the error is not there, in [Errors of any method](#errors-of-any-method). The last column names the phase in which the login then stands. Besides:

- *stays*: the login stands where it stood, and what was there is still good.
- *again*: nothing was examined. The call is made again, at most three times, and after that the login stays.
- *who?*: it is not known what became of the call. The server is asked who is signed in, and if somebody is, the login goes on with that; where nobody is, it stands where the text says, or the call that it names is made.
- *there*: the call is made again in the data centre that the error names, under a new key.
- *on*: nobody minds, and what the call was made for is asked.
- *in doubt*: the answer to an earlier call was lost, and this one is to tell what became of it. If it is *still in doubt*, that has not been told, and the next step asks again.

The error itself is in ` + "`State.Last`" + `, and what ` + "`Driver.Do`" + ` returns; [What to tell a person](#what-to-tell-a-person) has its sentence. Of a wait, ` + "`RetryAt`" + ` says when it is over.
`

// An errorsPage is what the page is made of.
type errorsPage struct {
	tables  *flow.Tables
	rows    []listedError
	stands  []stand
	onward  map[stand]flow.CallName
	methods []string // of the calls, in their order
}

func newErrorsPage(t *testing.T) *errorsPage {
	p := &errorsPage{tables: flow.Telegram(), rows: listedErrors(t), onward: map[stand]flow.CallName{}}
	// What a name tells that nobody has listed: its code's class.
	p.rows = append(p.rows,
		listedError{"*", []int{400}, "any other code", "*", "NOBODY_LISTED_THIS", "*", "Unknown"},
		listedError{"*", []int{401}, "401", "*", "NOBODY_LISTED_THIS", "*", "SessionLost"},
		listedError{"*", []int{500}, "500 or more, or negative", "*", "NOBODY_LISTED_THIS", "*", "Transient"})
	for _, row := range p.rows {
		if e := row.of("", row.codes[0]); row.method == "*" {
			require.Equal(t, row.class, e.Class.String(), row.name)
		}
	}
	for at, n := range stands(t) {
		if at.hash != rowOf(p.tables, at.call).Hash && at.call != flow.CallSignUp {
			continue // after a crash nobody knows what the call carried
		}
		p.stands = append(p.stands, at)
		p.onward[at] = n.call.For
	}
	slices.SortFunc(p.stands, func(a, b stand) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	for _, row := range p.tables.Calls {
		for _, method := range methodsOf(row) {
			if !slices.Contains(p.methods, method) {
				p.methods = append(p.methods, method)
			}
		}
	}
	return p
}

// asking are the stands in which a method is asked.
func (p *errorsPage) asking(method string) []stand {
	var all []stand
	for _, at := range p.stands {
		pnv := method == "auth.firebasePnvSignUp"
		if slices.Contains(methodsOf(rowOf(p.tables, at.call)), method) && (at.call != flow.CallSignUp || at.hash != pnv) {
			all = append(all, at)
		}
	}
	return all
}

func (p *errorsPage) print() string {
	var b strings.Builder
	b.WriteString(errorsPageHead)
	for _, method := range p.methods {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", method, p.askedIn(method))
		p.printMethod(&b, method)
	}
	b.WriteString("\n## Errors of any method\n\nA method has these beside its own. Where a section above says otherwise, that is right.\n")
	for class := errors.Unknown; class <= errors.Transient; class++ {
		p.printClass(&b, class)
	}
	p.printOthers(&b)
	p.printAdvice(&b)
	return b.String()
}

// askedIn says which calls ask a method, and where.
func (p *errorsPage) askedIn(method string) string {
	var calls []string
	phases, doubt := map[flow.Phase]bool{}, false
	for _, row := range p.tables.Calls {
		if slices.Contains(methodsOf(row), method) {
			calls = append(calls, "`"+row.Call.String()+"`")
		}
	}
	for _, at := range p.asking(method) {
		if at.doubt == flow.NoCall {
			phases[at.phase] = true
		} else if at.call == flow.CallWhoAmI {
			doubt = true
		}
	}
	where := listPhases(phases)
	if doubt {
		where += ", and wherever an answer was lost"
	}
	return "Asked by " + strings.Join(calls, ", ") + " in " + where + "."
}

func listPhases(set map[flow.Phase]bool) string {
	var words []string
	for _, phase := range slices.Sorted(maps.Keys(set)) {
		words = append(words, "`"+phase.String()+"`")
	}
	if len(words) == len(waitingPhases) {
		return "every waiting phase"
	}
	return strings.Join(words, ", ")
}

// called is how the page names an error.
func (row *listedError) called() string {
	code := strings.TrimPrefix(strings.ReplaceAll(row.code, "|", " or ")+" ", "? ")
	switch row.name {
	case "-":
		return code + "(of the transport)"
	case "*":
		return code + "(any other name)"
	}
	return code + "`" + row.name + "`"
}

func (p *errorsPage) printMethod(b *strings.Builder, method string) {
	type place struct{ class, where string }
	var order []place
	errorsOf := map[place][]string{}
	for _, row := range p.rows {
		if row.method != method {
			continue
		}
		at := place{row.class, p.where(method, &row)}
		if errorsOf[at] == nil {
			order = append(order, at)
		}
		errorsOf[at] = append(errorsOf[at], row.called())
	}
	if order == nil {
		b.WriteString("\nIt is not known to have errors of its own.\n")
		return
	}
	b.WriteString("\n| error | class | leads to |\n| --- | --- | --- |\n")
	for _, at := range order {
		fmt.Fprintf(b, "| %s | %s | %s |\n", strings.Join(errorsOf[at], "<br>"), at.class, at.where)
	}
}

// printClass prints the errors of any method of a class: those that lead to the same
// places together.
func (p *errorsPage) printClass(b *strings.Builder, class errors.Class) {
	var order []string
	errorsOf := map[string][]string{}
	for _, row := range p.rows {
		if row.method != "*" || row.class != class.String() {
			continue
		}
		var places []string
		methodsTo := map[string][]string{}
		for _, method := range p.methods {
			where := p.where(method, &row)
			if methodsTo[where] == nil {
				places = append(places, where)
			}
			methodsTo[where] = append(methodsTo[where], "`"+method+"`")
		}
		table := "| after | leads to |\n| --- | --- |\n"
		most := slices.MaxFunc(places, func(a, b string) int { return len(methodsTo[a]) - len(methodsTo[b]) })
		for _, where := range places {
			if where != most {
				table += "| " + strings.Join(methodsTo[where], ", ") + " | " + where + " |\n"
			}
		}
		rest := "any other method"
		if len(places) == 1 {
			rest = "any method"
		}
		table += "| " + rest + " | " + most + " |\n"
		if errorsOf[table] == nil {
			order = append(order, table)
		}
		errorsOf[table] = append(errorsOf[table], row.called())
	}
	if order != nil {
		fmt.Fprintf(b, "\n### %s\n", class)
	}
	for _, table := range order {
		fmt.Fprintf(b, "\n%s\n\n%s", strings.Join(errorsOf[table], ", "), table)
	}
}

// A situation is what stands have in common of which the page says where an error
// leads.
type situation struct{ over, ready, doubt, deleting bool }

// situations are all of them, in words, each after the one that it goes like if it is
// not listed.
var situations = []struct {
	situation
	when string
	like situation
}{
	{situation{}, "", situation{}},
	{situation{ready: true}, "in `Ready`: ", situation{}},
	{situation{over: true}, "once it is over: ", situation{}},
	{situation{doubt: true}, "in doubt while waiting: ", situation{}},
	{situation{doubt: true, deleting: true}, "in doubt about `DeleteAccount` while waiting: ", situation{doubt: true}},
	{situation{doubt: true, ready: true}, "in doubt in `Ready`: ", situation{ready: true}},
	{situation{doubt: true, ready: true, deleting: true}, "in doubt about `DeleteAccount` in `Ready`: ", situation{doubt: true, ready: true}},
	{situation{doubt: true, over: true}, "in doubt once it is over: ", situation{over: true}},
}

// where says where an error of a method leads.
func (p *errorsPage) where(method string, row *listedError) string {
	from := map[situation][]stand{}
	for _, at := range p.asking(method) {
		if at.doubt == flow.NoCall || at.call == flow.CallWhoAmI {
			in := situation{over(at.phase), at.phase == flow.Ready, at.doubt != flow.NoCall, at.doubt == flow.CallDeleteAccount}
			from[in] = append(from[in], at)
		}
	}
	texts, inDoubt := map[situation]string{}, map[string]bool{}
	for in, stands := range from {
		texts[in] = p.phrase(method, row, stands)
		if in.doubt {
			inDoubt[texts[in]] = true
		}
	}
	var words []string
	first := ""
	for _, s := range situations {
		text, ok := texts[s.situation]
		switch like, listed := texts[s.like]; {
		case !ok:
		case words == nil:
			words, first = append(words, text), text
		case s.doubt && len(inDoubt) == 1:
			if text != first && s.situation == (situation{doubt: true}) {
				words = append(words, "in doubt: "+text)
			}
		case listed && text != like, !listed && text != first:
			words = append(words, s.when+text)
		}
	}
	return strings.Join(words, "; ")
}

// phrase says where an error leads from several stands: in one phrase, or in one for
// each call, or for each phase.
func (p *errorsPage) phrase(method string, row *listedError, from []stand) string {
	if text, ok := p.onePhrase(method, row, from); ok {
		return text
	}
	byCall := map[flow.CallName][]stand{}
	for _, at := range from {
		byCall[at.call] = append(byCall[at.call], at)
	}
	var words []string
	for _, call := range slices.Sorted(maps.Keys(byCall)) {
		text, ok := p.onePhrase(method, row, byCall[call])
		if !ok {
			text = p.byPhase(method, row, byCall[call])
		}
		if len(byCall) > 1 {
			text = "`" + call.String() + "`: " + text
		}
		words = append(words, text)
	}
	return strings.Join(words, "; ")
}

func (p *errorsPage) byPhase(method string, row *listedError, from []stand) string {
	to := map[string]map[flow.Phase]bool{}
	for _, at := range from {
		text, _ := p.onePhrase(method, row, []stand{at})
		if to[text] == nil {
			to[text] = map[flow.Phase]bool{}
		}
		to[text][at.phase] = true
	}
	var words []string
	for _, text := range slices.Sorted(maps.Keys(to)) {
		words = append(words, "in "+listPhases(to[text])+": "+text)
	}
	return strings.Join(words, "; ")
}

// onePhrase says where an error leads from stands from all of which it leads to the
// same.
func (p *errorsPage) onePhrase(method string, row *listedError, from []stand) (string, bool) {
	stays, named, phases, tails := true, true, map[flow.Phase]bool{}, map[string]bool{}
	for _, at := range from {
		e := row.of(method, row.codes[0])
		a, keyGood := answerOf(at.call, e)
		_, nobody := a.(flow.Nobody)
		switch {
		case a == nil:
			tails["`account.getPassword` is asked, and says more"] = true
			continue
		case nobody && at.doubt != flow.NoCall:
			tails["nobody is signed in"] = true
			continue
		case e.Reason == errors.TransportFlood:
			a, keyGood = flow.Unanswered{}, true // it names no call
		}
		l := leadTo(p.tables, at, a, keyGood, p.onward[at])
		stays, named = stays && l.phase == at.phase, named && l.named
		phases[l.phase] = true
		tails[p.tail(at, a, l)] = true
	}
	if len(tails) != 1 {
		return "", false
	}
	tail := slices.Collect(maps.Keys(tails))[0]
	switch {
	case len(phases) == 0, stays && strings.HasPrefix(tail, "*"):
		return tail, true
	case stays && !named:
		return strings.TrimSuffix("*stays*, "+tail, ", "), true
	case len(phases) == 1:
		phase := slices.Collect(maps.Keys(phases))[0]
		return strings.TrimSuffix("`"+phase.String()+"`, "+tail, ", "), true
	}
	return "", false
}

// tail says what is asked next.
func (p *errorsPage) tail(at stand, a flow.Answer, l lead) string {
	_, moved := a.(flow.Moved)
	switch {
	case moved && l.again:
		return "*there*"
	case moved && at.call != flow.CallCancelCode && l.asks == flow.CallSendCode:
		return "and another code is sent *there*"
	case l.again:
		return "*again*"
	case l.asks == flow.CallWhoAmI:
		nobody := rowOf(p.tables, at.call).Nobody
		switch {
		case nobody.Ask != flow.NoCall:
			return "*who?* `" + nobody.Ask.String() + "`"
		case nobody.To != 0:
			return "*who?* `" + nobody.To.String() + "`"
		}
		return "*who?* *stays*"
	case at.call == flow.CallCancelCode && (l.asks == p.onward[at] || l.asks == flow.CallConnect):
		return "*on*"
	case l.asks != flow.NoCall:
		return "and `" + l.asks.String() + "` is asked"
	case l.doubt == flow.CallLogOut && at.doubt == flow.NoCall:
		return "still in doubt"
	case at.doubt != flow.NoCall && l.doubt != flow.NoCall:
		return "still in doubt"
	}
	return ""
}

// printOthers prints the errors of methods that no call is made of.
func (p *errorsPage) printOthers(b *strings.Builder) {
	b.WriteString("\n## Other methods\n\nNo step of a sign-in is one of these. `initConnection` and `invokeWithLayer` go around a call: what they answer is answered to that, and leads where an error of any method leads. `help.getNearestDc` is asked to be heard of while something is waited for: after an error that is tried again. `auth.acceptLoginToken` is asked by `Transport.AcceptLoginToken` of package `mtproto`, which returns the error. The rest is for programs that are signed in.\n\n| method | error | class |\n| --- | --- | --- |\n")
	var order []string
	errorsOf := map[string][]string{}
	for _, row := range p.rows {
		if row.method == "*" || slices.Contains(p.methods, row.method) {
			continue
		}
		of := "| `" + row.method + "` | %s | " + row.class + " |\n"
		if errorsOf[of] == nil {
			order = append(order, of)
		}
		errorsOf[of] = append(errorsOf[of], row.called())
	}
	for _, of := range order {
		fmt.Fprintf(b, of, strings.Join(errorsOf[of], "<br>"))
	}
}

// printAdvice prints what Error.Advice says, of each class and of the errors of which
// it says more.
func (p *errorsPage) printAdvice(b *strings.Builder) {
	b.WriteString("\n## What to tell a person\n\n`Error.Advice` says it in a sentence or two: of an error that has none of its own, what its class has.\n\n| class | advice |\n| --- | --- |\n")
	ofClass := map[errors.Class]string{}
	for class := errors.Unknown; class <= errors.Transient; class++ {
		ofClass[class] = (&errors.Error{Class: class, Code: 400}).Advice()
		fmt.Fprintf(b, "| %s | %s |\n", class, ofClass[class])
	}
	b.WriteString("\n| error | advice |\n| --- | --- |\n")
	advice := map[errors.Reason]string{}
	for _, row := range p.rows {
		e := row.of("", row.codes[0])
		if said := e.Advice(); row.name != "*" && e.Class != errors.ChangeDC && said != ofClass[e.Class] {
			advice[e.Reason] = strings.Replace(said, "in 4 seconds", "when the time that it names is over", 1)
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(advice)) {
		fmt.Fprintf(b, "| `%s` | %s |\n", reason, advice[reason])
	}
}
