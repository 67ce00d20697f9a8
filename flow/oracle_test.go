package flow_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// The oracle for faults. It plays every script once for each fault that can
// happen at each operation: a process killed, a store that fails, a call or its
// answer lost, a server that trips or forgets, a call so late that another process
// has gone on. After each the person goes on from what the disk holds, and the oracle
// judges all of it by the checks of world. What it is worth is shown by the controls:
// designs broken on purpose, each of which must fail the check that it is meant to.

// oracle returns the first rule that the driver breaks with the given tables
// (nil: Telegram's) under one fault on the way to the server, or nil. What goes wrong
// with a disk is no matter of the tables.
func oracle(tables *flow.Tables) error {
	_, err := (design{tables: tables, hit: onTheWay}).oneFault(never)
	return err
}

// A run is one play of a script.
type run struct {
	script *script
	plan   map[int]fault
	ops    []op
}

func (d design) play(s *script, plan map[int]fault) (run, error) {
	w := newWorld(d, s, plan)
	defer w.server.close()
	err := w.play()
	return run{s, plan, w.ops}, err
}

// oneFault plays every script without a fault and with each one. It ends with
// the first broken rule that pass does not pass over.
func (d design) oneFault(pass func(error) bool) ([]run, error) {
	scripts := d.scripts
	if scripts == nil {
		scripts = telegramScripts()
	}
	var runs []run
	for _, s := range scripts {
		clean, err := d.play(s, nil)
		if err != nil && !pass(err) {
			return runs, err
		}
		runs = append(runs, clean)
		for n, o := range clean.ops {
			for _, f := range faultsOf[o] {
				if d.hit != nil && !d.hit(o, f) {
					continue
				}
				r, err := d.play(s, map[int]fault{n: f})
				if err != nil && !pass(err) {
					return runs, err
				}
				runs = append(runs, r)
			}
		}
	}
	return runs, nil
}

// twoFaults plays the runs of oneFault again, with a second fault after the
// first: at each operation where want says so. It returns how many it played.
//
// None comes after a call that was late: if its answer is lost as well, or nobody
// lives to save it, there is nothing left by which anybody could know of it.
func (d design) twoFaults(runs []run, want func() bool, pass func(error) bool) (int, error) {
	plays := 0
	for _, r := range runs {
		for first, f := range r.plan {
			if f == late || f == overtaken {
				continue
			}
			for n := first + 1; n < len(r.ops); n++ {
				for _, second := range faultsOf[r.ops[n]] {
					if !want() {
						continue
					}
					plays++
					_, err := d.play(r.script, map[int]fault{first: f, n: second})
					if err != nil && !pass(err) {
						return plays, err
					}
				}
			}
		}
	}
	return plays, nil
}

func never(error) bool { return false }
func always() bool     { return true }

func TestOracle(t *testing.T) {
	runs, err := design{}.oneFault(never)
	require.NoError(t, err)
	t.Logf("%d scripts, %d plays with at most one fault", len(telegramScripts()), len(runs))
}

var (
	oracleSeed = flag.Uint64("oracle.seed", 0, "the seed of the pairs of faults to play; 0: a new one")
	oracleAll  = flag.Bool("oracle.all", false, "play all pairs of faults, not a few of them")
)

// TestOracleTwoFaults plays pairs of faults: the second may come while the
// first is being cleared up.
func TestOracleTwoFaults(t *testing.T) {
	runs, err := design{}.oneFault(never)
	require.NoError(t, err)
	plays, err := design{}.twoFaults(runs, oneIn(t, 50), never)
	t.Logf("%d pairs", plays)
	require.NoError(t, err)
}

// oneIn chooses one pair of faults in n, and says how to have the same ones again.
func oneIn(t *testing.T, n int) func() bool {
	if *oracleAll {
		return always
	}
	seed := *oracleSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("replay with -oracle.seed=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	return func() bool { return random.IntN(n) == 0 }
}

// A control is a design that is broken on purpose.
type control struct {
	name   string
	design design
	check  string // that must fail
	faults int    // that it takes, at most
}

// TestOracleControls breaks the design in the ways that matter. An oracle that
// does not see it is worth nothing.
func TestOracleControls(t *testing.T) {
	for _, c := range []control{
		{"not saving before asking", design{store: unsaved}, checkSaved, 1},
		{"WhoAmI blind to half logins", design{transport: wrap(blind)}, checkAsked, 1},
		{"a lost SignIn sent again", design{transport: wrap(insistent(flow.CallSignIn))}, checkTwice, 1},
		{"a lost SignIn that stays", design{tables: lostStays(flow.CallSignIn)}, checkAsked, 1},
		{"the session dropped on error", design{transport: wrap(careless)}, checkOrphan, 1},
		{"a hash used under a new key", design{transport: wrap(reconnecting)}, checkHash, 1},
		{"a move repeated without saving", design{transport: wrap(hasty)}, checkSession, 1},
		{"a log-out that is believed unheard", design{tables: lostLogOutLeaves()}, checkLeft, 1},
		{"a lost WhoAmI that ends the doubt", design{scripts: named("code"), tables: lostWhoAmIForgets()}, checkAsked, 2},
		{"no way back from an expired code", design{tables: codeExpiredStays()}, checkStuck, 1},
		{"a lost SignInEmail sent again", design{transport: wrap(insistent(flow.CallSignInEmail))}, checkTwice, 1},
		{"a lost SignInEmail that stays", design{tables: lostStays(flow.CallSignInEmail)}, checkAsked, 1},
		{"a half login left at the recovery code", design{tables: cancelLeaves(flow.WaitRecoveryCode)}, checkLeft, 1},
		{"a late success that is dropped", design{scripts: named("bot, cancelled"), tables: lateDropped()}, checkLeft, 1},
	} {
		t.Run(c.name, c.mustFail)
	}
}

// mustFail fails unless the control's check does.
func (c control) mustFail(t *testing.T) {
	others := map[string]bool{}
	pass := func(err error) bool {
		v, ok := errors.AsType[*violation](err)
		require.True(t, ok)
		others[v.check] = true
		return v.check != c.check
	}
	runs, err := c.design.oneFault(pass)
	if err == nil && c.faults == 2 {
		_, err = c.design.twoFaults(runs, always, pass)
	}
	require.Error(t, err, "caught by %v only", others)
	t.Log(err)
}

// unsaved is what forgetful makes of a store.
func unsaved(s flow.Store) flow.Store { return &forgetful{Store: s} }

// forgetful keeps states with a pending call in memory only.
type forgetful struct {
	flow.Store
	pending []byte
	off     uint64 // what the driver believes the revision to be, less what the disk has
}

func (s *forgetful) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	data, rev, err := s.Store.Load(ctx, id)
	if s.pending != nil {
		data = s.pending
	}
	return data, rev + s.off, err
}

func (s *forgetful) Save(ctx context.Context, id string, rev uint64, data []byte) error {
	var r flow.Record
	if err := r.UnmarshalBinary(data); err != nil {
		return err
	}
	if r.State.Pending.Call != flow.NoCall {
		s.pending = data
		s.off++
		return nil
	}
	err := s.Store.Save(ctx, id, rev-s.off, data)
	if err == nil {
		s.pending = nil
	}
	return err
}

// A trick is what a broken transport does with a call.
type trick func(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error)

type tricky struct {
	inner flow.Transport
	trick trick
}

func (t tricky) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	return t.trick(ctx, t.inner, call, s)
}

func (t tricky) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	return t.inner.(flow.Listener).Listen(ctx, s)
}

func wrap(t trick) func(flow.Transport) flow.Transport {
	return func(inner flow.Transport) flow.Transport { return tricky{inner, t} }
}

func blind(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, s, err := inner.Perform(ctx, call, s)
	if _, half := a.(flow.PasswordWanted); half && call.Name == flow.CallWhoAmI {
		a = flow.Nobody{}
	}
	return a, s, err
}

func insistent(about flow.CallName) trick {
	return func(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		a, s, err := inner.Perform(ctx, call, s)
		if err != nil && call.Name == about {
			return inner.Perform(ctx, call, s)
		}
		return a, s, err
	}
}

func careless(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, s, err := inner.Perform(ctx, call, s)
	if err != nil {
		return nil, flow.NewSession("", []byte(`{"dc":2}`)), err
	}
	return a, s, nil
}

func reconnecting(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, s, err := inner.Perform(ctx, call, s)
	if refused, ok := a.(flow.Refused); ok && errors.Is(refused.Err, errors.TransportKeyUnknown) {
		if _, s, err = inner.Perform(ctx, flow.Call{Name: flow.CallConnect}, s); err != nil {
			return nil, s, err
		}
		call.Sent.Key = s.Fingerprint()
		return inner.Perform(ctx, call, s)
	}
	return a, s, err
}

func hasty(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, s, err := inner.Perform(ctx, call, s)
	if _, moved := a.(flow.Moved); moved && call.Sent.IsZero() {
		return inner.Perform(ctx, call, s)
	}
	return a, s, err
}

// callRow returns Telegram's tables and one row of them to break.
func callRow(c flow.CallName) (*flow.Tables, *flow.CallRow) {
	tables := flow.Telegram()
	for i := range tables.Calls {
		if tables.Calls[i].Call == c {
			return tables, &tables.Calls[i]
		}
	}
	panic("no row for " + c.String())
}

func lostStays(c flow.CallName) *flow.Tables {
	tables, row := callRow(c)
	row.Lost = flow.Move{}
	return tables
}

func lostLogOutLeaves() *flow.Tables {
	tables, row := callRow(flow.CallLogOut)
	row.Lost = flow.Move{To: flow.LoggedOut}
	return tables
}

func lostWhoAmIForgets() *flow.Tables {
	tables, row := callRow(flow.CallWhoAmI)
	row.Lost = flow.Move{To: flow.WaitPhoneNumber}
	return tables
}

func cancelLeaves(p flow.Phase) *flow.Tables {
	tables := flow.Telegram()
	for i, row := range tables.Inputs {
		if row.Phase == p && row.Input == flow.InputCancel {
			tables.Inputs[i].Then = []flow.Branch{{Move: flow.Move{To: flow.LoggedOut}}}
		}
	}
	return tables
}

func lateDropped() *flow.Tables {
	tables := flow.Telegram()
	for i := range tables.Answers {
		tables.Answers[i].Late = false
	}
	return tables
}

func codeExpiredStays() *flow.Tables {
	tables := flow.Telegram()
	for i, row := range tables.Refusals {
		if row.Class == errors.StartOver && row.Call == flow.NoCall {
			tables.Refusals[i].Then = []flow.Branch{{}}
		}
	}
	return tables
}
