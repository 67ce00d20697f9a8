package main

import (
	"fmt"
	"strings"
)

// slack is how far off a target a check lets pass: what it guards against is a
// change that makes something much slower, on whatever machine it runs.
const slack = 2

// works are what is measured.
var works = []struct{ name, is string }{
	{"newkey", "from a new client to a code that is sent. Floor: the two modular exponentiations of a key exchange"},
	{"code", "from a code that is given to somebody who is signed in. gotd's client has its connection still, and keeps it; ours was closed when the code was sent, and is again"},
	{"password", "from a password that is given to somebody who is signed in. gotd first asks with what numbers to prove it (account.getPassword); ours has asked when the code was right, and has made what does not depend on the password. Floor: the 100000 rounds of PBKDF2 that a password costs"},
	{"prepared", "the proof of a password, without the queries: ours if what does not depend on the password was made while the person typed (srp.Prepare); theirs (auth.PasswordHash) cannot make any of it before. Floor: PBKDF2"},
	{"signin", "a whole sign-in with a code: `newkey` and `code`"},
	{"signin2fa", "a whole sign-in with a code and a password"},
	{"step", "from the bytes of a stored session to the answer to one query (users.getUsers), with all that comes before and after, which for gotd is help.getConfig, too. Floor: the same query on a connection of gotd's that is open"},
	{"waiting", "one login whose person is looking for the code: theirs is an open client, as auth.Flow must have it; ours a record in a flow.MemoryStore, the store included"},
	{"fsm", "one step of a sign-in: `flow.Step`, and theirs the better of looplab/fsm and qmuntal/stateless with a machine of the same shape, which moves but keeps no data"},
}

// A figure is a metric of a work, with its target.
type figure struct {
	work, metric string
	// ratio is the most that ours may be of theirs, and ours the most that it
	// may be by itself; 0: no such target.
	ratio, ours float64
}

// figures are all that is printed, in this order. The metric floor is CPU time;
// theirs is that of what nobody can leave out.
var figures = []figure{
	{work: "newkey", metric: "cpu", ratio: 1.0 / 40},
	{work: "newkey", metric: "wall"},
	{work: "newkey", metric: "allocs"},
	{work: "newkey", metric: "floor", ratio: 2},
	{work: "code", metric: "cpu"},
	{work: "code", metric: "wall"},
	{work: "code", metric: "allocs"},
	{work: "password", metric: "cpu"},
	{work: "password", metric: "wall"},
	{work: "password", metric: "allocs"},
	{work: "password", metric: "floor", ratio: 1.2},
	{work: "prepared", metric: "cpu"},
	{work: "prepared", metric: "wall"},
	{work: "prepared", metric: "allocs"},
	{work: "prepared", metric: "floor", ratio: 1.12},
	{work: "signin", metric: "cpu"},
	{work: "signin", metric: "wall"},
	{work: "signin", metric: "allocs"},
	{work: "signin2fa", metric: "cpu", ratio: 1.0 / 12},
	{work: "signin2fa", metric: "wall"},
	{work: "signin2fa", metric: "allocs", ratio: 1.0 / 30},
	{work: "step", metric: "cpu"},
	{work: "step", metric: "wall"},
	{work: "step", metric: "allocs"},
	{work: "step", metric: "floor", ratio: 6},
	{work: "waiting", metric: "goroutines"},
	{work: "waiting", metric: "bytes"},
	{work: "waiting", metric: "sockets"},
	{work: "fsm", metric: "cpu", ratio: 1, ours: 500e-9},
	{work: "fsm", metric: "wall"},
	{work: "fsm", metric: "allocs", ours: 2},
}

// meets reports whether a row is within its target times by.
func (f figure) meets(r row, by float64) bool {
	return (f.ratio == 0 || r.Ratio <= f.ratio*by) && (f.ours == 0 || r.Ours <= f.ours*by)
}

// target tells the target in words; "" if there is none.
func (f figure) target() string {
	var parts []string
	if f.ratio != 0 {
		parts = append(parts, "ratio at most "+formatRatio(f.ratio))
	}
	if f.ours != 0 {
		parts = append(parts, "at most "+formatValue(f.metric, f.ours))
	}
	return strings.Join(parts, ", ")
}

// farOff is an error that names the rows which miss their targets by more than
// slack, or nil. The rows are those of figures, in that order.
func farOff(rows []row) error {
	var off []string
	for i, f := range figures {
		if !f.meets(rows[i], slack) {
			off = append(off, fmt.Sprintf("%s %s is %s, %s of theirs; target: %s",
				f.work, f.metric, formatValue(f.metric, rows[i].Ours), formatRatio(rows[i].Ratio), f.target()))
		}
	}
	if off == nil {
		return nil
	}
	return fmt.Errorf("missed by more than a factor of %d:\n%s", slack, strings.Join(off, "\n"))
}
