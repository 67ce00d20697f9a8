package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// The server is this program, and in a test this program is the test.
func TestMain(m *testing.M) {
	if slices.Equal(os.Args[1:], serverArgs) {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	goleak.VerifyTestMain(m)
}

// The whole program, as little of it as possible: each promised figure once.
func TestJSON(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	status := run(ctx, []string{"-json", "-pairs", "1", "-logins", "2"}, nil, &stdout, &stderr)
	require.Equal(t, 0, status, stderr.String())

	var found []string
	for d := json.NewDecoder(&stdout); d.More(); {
		var fields map[string]any
		require.NoError(t, d.Decode(&fields))
		require.Len(t, fields, 5)
		name := fields["work"].(string) + " " + fields["metric"].(string)
		found = append(found, name)
		ours, theirs, ratio := fields["ours"].(float64), fields["theirs"].(float64), fields["ratio"].(float64)
		for _, n := range []float64{ours, theirs, ratio} {
			require.False(t, math.IsNaN(n) || math.IsInf(n, 0), name)
		}
		require.Positive(t, theirs, name)
		if name == "waiting goroutines" || name == "waiting sockets" {
			require.Zero(t, ours, "a login that waits is bytes in a store, and nothing runs")
		} else {
			require.Positive(t, ours, name)
		}
		require.InEpsilon(t, 1+ours/theirs, 1+ratio, 1e-9, name)
	}
	require.Equal(t, promised(), found)
}

// promised are the figures that whoever reads -json may rely on. They are written
// out: who takes one away must notice.
func promised() []string {
	return strings.Split(strings.TrimSpace(`
newkey cpu
newkey wall
newkey allocs
newkey floor
code cpu
code wall
code allocs
password cpu
password wall
password allocs
password floor
prepared cpu
prepared wall
prepared allocs
prepared floor
signin cpu
signin wall
signin allocs
signin2fa cpu
signin2fa wall
signin2fa allocs
step cpu
step wall
step allocs
step floor
waiting goroutines
waiting bytes
waiting sockets
fsm cpu
fsm wall
fsm allocs
`), "\n")
}

// exemplary are rows that meet every target exactly.
func exemplary() []row {
	var rows []row
	for _, f := range figures {
		r := row{Work: f.work, Metric: f.metric, Ours: 1, Theirs: 1, Ratio: 1}
		if f.ours != 0 {
			r.Ours = f.ours
		}
		if f.ratio != 0 {
			r.Ratio = f.ratio
		}
		r.Theirs = r.Ours / r.Ratio
		rows = append(rows, r)
	}
	return rows
}

// A check names what is far off and nothing else.
func TestCheck(t *testing.T) {
	require.NoError(t, farOff(exemplary()))
	for i, f := range figures {
		name := f.work + " " + f.metric
		for _, tt := range []struct {
			target float64
			worse  func(*row, float64)
		}{
			{f.ratio, func(r *row, by float64) { r.Ratio *= by }},
			{f.ours, func(r *row, by float64) { r.Ours *= by }},
		} {
			near, far := exemplary(), exemplary()
			tt.worse(&near[i], 1.9)
			tt.worse(&far[i], 2.1)
			require.NoError(t, farOff(near), name)
			if tt.target == 0 {
				require.NoError(t, farOff(far), name)
				continue
			}
			require.Equal(t, "MISSED", verdict(f, near[i]), name)
			err := farOff(far)
			require.ErrorContains(t, err, name)
			require.Equal(t, 1, strings.Count(err.Error(), "\n"), "one line says what, one each says which")
		}
	}
}

// A check prints all the same, and nothing is checked unless asked.
func TestReport(t *testing.T) {
	far := exemplary()
	far[0].Ratio *= 3
	for _, tt := range []struct {
		args  []string
		lines int
	}{
		{nil, 1 + len(figures)},
		{[]string{"-json"}, len(figures)},
	} {
		for _, check := range []bool{false, true} {
			o, err := parse(append(tt.args, fmt.Sprintf("-check=%t", check)), io.Discard)
			require.NoError(t, err)
			var good, bad bytes.Buffer
			require.NoError(t, report(&good, o, exemplary()))
			err = report(&bad, o, far)
			require.Equal(t, check, err != nil, "%v", err)
			require.Equal(t, tt.lines, strings.Count(good.String(), "\n"))
			require.Equal(t, tt.lines, strings.Count(bad.String(), "\n"))
		}
	}
}

// BENCHMARKS.md is what the program prints, but for what was measured.
func TestBenchmarksFile(t *testing.T) {
	text, err := os.ReadFile("../../BENCHMARKS.md")
	require.NoError(t, err)
	var want bytes.Buffer
	require.NoError(t, printMarkdown(&want, exemplary(), 1))
	require.Equal(t, frame(want.String()), frame(string(text)),
		"print it anew: go run ./examples/compare -md > BENCHMARKS.md")
}

// frame is a printed file without what was measured, where, and how often.
func frame(markdown string) []string {
	lines := slices.Collect(strings.Lines(markdown))
	for i, line := range lines {
		switch cells := strings.Split(line, "|"); {
		case len(cells) == 9:
			lines[i] = strings.Join([]string{cells[1], cells[2], cells[6]}, "|")
		case strings.HasPrefix(line, "on go"):
			_, said, _ := strings.Cut(line, "pairs or more")
			lines[i] = said
		}
	}
	return lines
}

func TestCommandLine(t *testing.T) {
	for _, tt := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-h"}, 0, "-pairs"},
		{[]string{"extra"}, 2, `unexpected argument "extra"`},
		{[]string{"-pairs", "0"}, 2, "1 at least"},
		{[]string{"-logins", "-1"}, 2, "1 at least"},
		{[]string{"-json", "-md"}, 2, "do not go together"},
	} {
		var stdout, stderr bytes.Buffer
		require.Equal(t, tt.status, run(t.Context(), tt.args, nil, &stdout, &stderr), "%v", tt.args)
		require.Contains(t, stderr.String(), tt.says)
		require.Empty(t, stdout.String())
	}
}

// An interrupt ends the run, and the server with it.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := startServer(ctx)
	require.NoError(t, err)
	cancel()
	_, _, err = signInOurs(ctx, s, ada)
	require.ErrorIs(t, err, context.Canceled)
	require.Error(t, s.stop(), "it says that it was told to end")
	require.True(t, s.process.ProcessState.Exited(), "killed: %v", s.process.ProcessState)
}
