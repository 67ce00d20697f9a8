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
	flow.AnswerConnected: {flow.CallConnect},
	flow.AnswerDone:      {flow.CallCancelCode, flow.CallLogOut},
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
