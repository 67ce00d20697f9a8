package mtproto_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// troubles are what happens: at every place, or at some of those.
var troubles = []struct {
	kind  trouble
	lasts int
	every int // at one in so many places
}{
	{cutOff, 1, 1},
	{silence, 1, 5},
	{silence, 3, 15},
	{silence, 0, 15},
	{outage, 3, 15},
	{outage, 0, 15},
}

// TestWholeSignIn breaks the network at places all over a sign-in's traffic, in
// both directions: at some in each call, drawn anew in each run, and with
// -network.all (and -timeout 3h) at each. A replay finds nearly the same places,
// and there nearly the same bytes: messages have random padding.
func TestWholeSignIn(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for _, s := range scripts() {
		t.Run(s.name, func(t *testing.T) {
			random := seeded(t)
			var plans []plan
			for n, call := range whole(t, s) {
				for _, dir := range []direction{up, down} {
					for _, at := range places(random, call.bytes[dir], inEachCall) {
						for _, what := range troubles {
							if random.IntN(what.every) == 0 {
								plans = append(plans, plan{n, fault{what.kind, dir, at}, what.lasts})
							}
						}
					}
				}
			}
			playAll(t, s, plans)
		})
	}
}

// whole plays a script without a fault, and returns what its calls take.
func whole(t *testing.T, s script) []traffic {
	t.Helper()
	p := newSignIn(t, s, nil)
	defer p.close()
	require.NoError(t, p.play(nil))
	return p.calls
}

// places draws some of the places before, between and behind n bytes, or lists
// all. What is drawn hardly depends on n, which differs from run to run.
func places(random *rand.Rand, n, some int) []int {
	var at []int
	if *cutAll {
		for place := range n + 1 {
			at = append(at, place)
		}
		return at
	}
	for range some {
		at = append(at, int(random.Float64()*float64(n+1)))
	}
	return at
}

// playAll plays a script under each plan, some at once.
func playAll(t *testing.T, s script, plans []plan) {
	next := make(chan plan)
	var players sync.WaitGroup
	for range 4 {
		players.Go(func() {
			for what := range next {
				p := newSignIn(t, s, nil)
				if err := p.play(&what); err != nil {
					t.Errorf("%s: %v", what, err)
				}
				p.close()
			}
		})
	}
	for _, what := range plans {
		next <- what
	}
	close(next)
	players.Wait()
	t.Logf("%d plays", len(plans))
}
