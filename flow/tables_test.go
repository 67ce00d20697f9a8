package flow_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// TestPrinted compares the tables with their printed copies, which are there to
// be read, and whose differences show what a change to the tables does.
func TestPrinted(t *testing.T) {
	tables := flow.Telegram()
	var diagrams strings.Builder
	diagrams.WriteString("# Telegram's sign-in, phase by phase\n\nPrinted from the tables of package flow; do not edit.\n\n")
	fmt.Fprintf(&diagrams, "## The main path\n\n```mermaid\n%s```\n", tables.Diagram())
	for _, p := range tables.Phases {
		if p.Kind != flow.Over {
			fmt.Fprintf(&diagrams, "\n## %s\n\n```mermaid\n%s```\n", p.Phase, tables.PhaseDiagram(p.Phase))
		}
	}
	for file, text := range map[string]string{
		"tables.txt":  tables.String(),
		"calls.txt":   tables.Blocks(),
		"pairs.txt":   tables.Pairs(),
		"diagrams.md": diagrams.String(),
	} {
		path := filepath.Join("testdata", file)
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		}
		printed, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(printed), text, "%s is stale; go test ./flow -run TestPrinted -update", path)
	}
}

// TestComplete: whatever a server says has a row, and so has every name.
func TestComplete(t *testing.T) { require.NoError(t, checkComplete(flow.Telegram())) }

// answeredBy are the answers that only these calls can get: to any other they
// are a transport's mistake, refused, and change nothing.
var answeredBy = map[flow.AnswerName][]flow.CallName{
	flow.AnswerConnected:       {flow.CallConnect},
	flow.AnswerLoginTokenMoved: {flow.CallExportLoginToken, flow.CallImportLoginToken},
	flow.AnswerDone: {
		flow.CallRequestFirebaseSMS, flow.CallReportMissingCode, flow.CallCanPurchaseStore, flow.CallAssignTransaction,
		flow.CallCancelCode, flow.CallCheckRecoveryCode, flow.CallResetPassword,
		flow.CallDeclinePasswordReset, flow.CallDeleteAccount, flow.CallLogOut,
	},
}

// checkComplete returns what has no row.
func checkComplete(t *flow.Tables) error {
	calls, rows := map[flow.CallName]bool{}, map[flow.Phase]bool{}
	for _, r := range t.Calls {
		calls[r.Call] = true
	}
	for _, r := range t.Phases {
		rows[r.Phase] = true
	}
	for _, p := range flow.AllPhases() {
		if !rows[p] {
			return fmt.Errorf("phase %s has no row", p)
		}
	}
	for _, c := range flow.AllCalls() {
		if !calls[c] {
			return fmt.Errorf("call %s has no row", c)
		}
		for _, a := range flow.AllAnswers() {
			want := a != flow.AnswerRefused
			if only := answeredBy[a]; only != nil {
				want = false
				for _, o := range only {
					want = want || o == c
				}
			}
			if t.HasAnswer(c, a) != want {
				return fmt.Errorf("answer %s to %s: a row: %v", a, c, !want)
			}
		}
		for class := errors.Unknown; class <= errors.Transient; class++ {
			if !t.HasRefusal(c, &errors.Error{Class: class}) {
				return fmt.Errorf("%s of %s has no row", class, c)
			}
		}
	}
	return nil
}

// TestBlocksAreTrue: where a block says that a reason leads is where it leads.
func TestBlocksAreTrue(t *testing.T) {
	tables := flow.Telegram()
	var call string
	told := map[string]string{} // "SignIn USER_DEACTIVATED": where
	for line := range strings.Lines(tables.Blocks()) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, " ") {
			call, _, _ = strings.Cut(line, ":")
		}
		rest, ok := strings.CutPrefix(line, "  refused: ")
		if reason, where, _ := strings.Cut(rest, " "); ok && !strings.Contains(rest, ": ") {
			told[call+" "+reason] = strings.TrimSpace(where)
		}
	}
	require.NotEmpty(t, told)
	for about, where := range told {
		name, reason, _ := strings.Cut(about, " ")
		var asked flow.CallName
		require.NoError(t, asked.UnmarshalText([]byte(name)))
		s := flow.State{Phase: flow.WaitCode, Pending: flow.Pending{Call: asked, Number: 1}, Calls: 1, Key: "key"}
		next, _, err := flow.Step(s, flow.Answered{
			Call: flow.Call{Name: asked, Number: 1}, Key: "key",
			Answer: flow.Refused{Err: errors.Local(errors.Reason(reason))},
		}, storyTime)
		require.NoError(t, err, about)
		unguarded := where[strings.LastIndex(where, "| ")+1:]
		phase := flow.WaitCode
		if to, ok := strings.CutPrefix(strings.TrimSpace(unguarded), "-> "); ok {
			require.NoError(t, phase.UnmarshalText([]byte(to)))
		}
		require.Equal(t, phase, next.Phase, "%s: %s", about, where)
	}
}
