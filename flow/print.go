package flow

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/stepin-go/stepin/errors"
)

// String prints a move, as in "SignIn, standing in WaitCode", "-> Ready" or
// "stay".
func (m Move) String() string {
	switch m.Action {
	case Again:
		return "again"
	case AsLost:
		return "as lost"
	case AsDoubt:
		return "as the call in doubt says"
	case Onward:
		return "what it was made for"
	case Go:
	}
	switch {
	case m.Ask == NoCall && m.To == noPhase:
		return "stay"
	case m.Ask == NoCall:
		return "-> " + m.To.String()
	case m.To == noPhase:
		return m.Ask.String()
	default:
		return m.Ask.String() + ", standing in " + m.To.String()
	}
}

func branches(bs []Branch) string {
	var words []string
	for _, b := range bs {
		if b.If == Always {
			words = append(words, b.Move.String())
		} else {
			words = append(words, "["+b.If.String()+"] "+b.Move.String())
		}
	}
	if bs[len(bs)-1].If != Always {
		words = append(words, "refused")
	}
	return strings.Join(words, " | ")
}

// columns writes the rows of a table, whose columns tabs separate.
func columns(b *strings.Builder, title string, write func(row func(format string, args ...any))) {
	b.WriteString(title + "\n")
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	write(func(format string, args ...any) { fmt.Fprintf(w, "  "+format+"\n", args...) })
	_ = w.Flush() // a Builder takes everything
	for line := range strings.Lines(table.String()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
}

// String prints the tables, a row a line.
func (t *Tables) String() string {
	var b strings.Builder
	columns(&b, "INPUTS (phase x what a person says)", t.printInputs)
	columns(&b, "\nCALLS (what a call is; if its answer is lost; what it carries and needs)", t.printCalls)
	columns(&b, "\nANSWERS (whatever was asked; then where a call differs)", t.printAnswers)
	columns(&b, "\nREFUSALS (by class; then by reason and by call where it differs)", t.printRefusals)
	columns(&b, "\nPHASES (how long each lasts, what it keeps, what it hears unasked; one that is signed in is left for LoggedOut only, one that is over never)", t.printPhases)
	return b.String()
}

func (t *Tables) printInputs(row func(string, ...any)) {
	for _, r := range t.Inputs {
		notes := ""
		if r.Late {
			notes = " (expired too)"
		}
		if r.Doubt {
			notes += " (in doubt too)"
		}
		if r.For != NoCall {
			notes += " (if " + r.For.String() + " need not wait)"
		}
		row("%s\t%s\t%s%s", r.where(), r.Input, branches(r.Then), notes)
	}
}

func (t *Tables) printCalls(row func(string, ...any)) {
	for _, r := range t.Calls {
		row("%s\t%s\tlost: %s\t%s", r.Call, r.RPC, r.lost(), r.needs())
	}
}

func (t *Tables) printAnswers(row func(string, ...any)) {
	for _, r := range t.Answers {
		late := ""
		if r.Late {
			late = " (late too)"
		}
		row("%s\t%s\t%s%s", anyCall(r.Call), r.Answer, branches(r.Then), late)
	}
}

func (t *Tables) printRefusals(row func(string, ...any)) {
	for _, r := range t.Refusals {
		row("%s\t%s\t%s", anyCall(r.Call), r.what(), branches(r.Then))
	}
}

func (t *Tables) printPhases(row func(string, ...any)) {
	for _, r := range t.Phases {
		row("%s\t%s\t%s\t%s%s", r.Phase, r.Kind, r.Life, r.Keeps, r.hears())
	}
}

func (r *InputRow) where() string {
	switch {
	case r.Any:
		return "(any)"
	case r.Phase == noPhase:
		return "(any waiting)"
	default:
		return r.Phase.String()
	}
}

func (r *CallRow) lost() string {
	if r.Lost.Ask == CallWhoAmI {
		return "WhoAmI; nobody: " + r.Nobody.String()
	}
	return r.Lost.String()
}

// needs says what a call carries, and what must hold before it is made.
func (r *CallRow) needs() string {
	var words []string
	if r.Hash {
		words = append(words, "carries the hash")
	}
	if len(r.Gives) > 0 {
		words = append(words, "gives the "+givenWords(r.Gives))
	}
	if len(r.Needs) > 0 {
		words = append(words, "needs: "+needWords(r.Needs))
	}
	return strings.Join(words, "; ")
}

func (r *PhaseRow) hears() string {
	words := make([]string, len(r.Hears))
	for i, a := range r.Hears {
		words[i] = a.String()
	}
	if len(words) == 0 {
		return ""
	}
	return "; hears " + strings.Join(words, ", ")
}

func (r *RefusalRow) what() string {
	switch {
	case r.All:
		return "(anything)"
	case r.Reason != "":
		return string(r.Reason)
	default:
		return r.Class.String()
	}
}

func anyCall(c CallName) string {
	if c == NoCall {
		return "(any call)"
	}
	return c.String()
}

func needWords(ns []Need) string {
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = n.String()
	}
	return strings.Join(words, ", ")
}

func givenWords(given []errors.Subject) string {
	words := make([]string, len(given))
	for i, s := range given {
		words[i] = s.String()
	}
	return strings.Join(words, " or ")
}

// String returns "waiting", "signed in" or "over".
func (k PhaseKind) String() string {
	return [...]string{Waiting: "waiting", SignedIn: "signed in", Over: "over"}[k]
}

// String returns the life in words.
func (l Life) String() string {
	return [...]string{Forever: "for ever", CodeLife: "code life", PasswordLife: "password life"}[l]
}

// String lists the data.
func (d Data) String() string {
	var words []string
	for i, w := range []string{"identifier", "sent code", "tries", "e-mail", "password", "terms", "login token", "passkey", "payment", "account"} {
		if d&(1<<i) != 0 {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// Blocks prints a block for each call: what a server can be thought to answer to
// it, wildcards resolved. (Any other answer leads where the table of answers says.)
// "What happens on PHONE_CODE_EXPIRED after a resend?" is
// read in the block ResendCode, at the error's class, which
// errors.FromRPC or testdata/errors.tsv tells: StartOver.
func (t *Tables) Blocks() string {
	var b strings.Builder
	for _, row := range t.Calls {
		fmt.Fprintf(&b, "%s: %s\n", row.Call, row.RPC)
		if needs := row.needs(); needs != "" {
			fmt.Fprintf(&b, "  %s\n", needs)
		}
		for _, a := range append(slices.Clone(plausible[row.Call]), AnswerNotSent, AnswerUnanswered) {
			if r := t.answer(row.Call, a); r != nil {
				where := branches(t.resolve(row.Call, r.Then))
				if where == asLost.String() {
					where = row.lost()
				}
				fmt.Fprintf(&b, "  %-42s  %s\n", a, where)
			}
		}
		for _, line := range t.refusalLines(row.Call) {
			b.WriteString(line)
		}
		if row.Call == CallWhoAmI {
			b.WriteString("  in doubt: stay, unless it tells: SessionLost Forward Retry Transient USER_DEACTIVATED(_BAN)\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// resolve leaves out the branches that a call can never take.
func (t *Tables) resolve(c CallName, bs []Branch) []Branch {
	row := t.call(c)
	var left []Branch
	for _, b := range bs {
		switch {
		case b.If == AboutGiven && len(row.Gives) == 0, b.If == CarriesHash && !row.Hash,
			b.If == Deleting && c != CallDeleteAccount && c != CallWhoAmI:
			continue
		case b.If == CarriesHash, b.If == Deleting && c == CallDeleteAccount:
			return append(left, Branch{Move: b.Move})
		default:
			left = append(left, b)
		}
	}
	return left
}

// refusalLines lists where the refusals of a call lead: reasons that differ
// from their class first, then the classes, those that lead to the same place
// on one line.
func (t *Tables) refusalLines(c CallName) []string {
	var lines []string
	for _, r := range t.Refusals {
		if r.Reason == "" || r.Call != NoCall && r.Call != c {
			continue
		}
		if won := t.refusal(c, errors.Local(r.Reason)); won.Call == r.Call && won.Reason == r.Reason {
			lines = append(lines, fmt.Sprintf("  refused: %-33s  %s\n", r.Reason, branches(t.resolve(c, r.Then))))
		}
	}
	var order []string
	by := map[string][]string{}
	for class := errors.Unknown; class <= errors.Transient; class++ {
		r := t.refusal(c, &errors.Error{Class: class})
		if r == nil {
			continue
		}
		where := branches(t.resolve(c, r.Then))
		if by[where] == nil {
			order = append(order, where)
		}
		by[where] = append(by[where], class.String())
	}
	for _, where := range order {
		lines = append(lines, fmt.Sprintf("  refused: %s: %s\n", strings.Join(by[where], " "), where))
	}
	return lines
}

// Pairs lists what every input does in every phase: a line a pair.
func (t *Tables) Pairs() string {
	var b strings.Builder
	for _, p := range t.Phases {
		for in := InputPhoneNumber; in < inputs; in++ {
			does := "refused"
			if row := t.input(p.Phase, in); row != nil {
				does = branches(row.Then)
			}
			fmt.Fprintf(&b, "%-16s  %-23s  %s\n", p.Phase, in, does)
		}
	}
	return b.String()
}
