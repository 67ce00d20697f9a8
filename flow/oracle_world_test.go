package flow_test

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
)

// The oracle's world: a server, a disk that survives crashes, a clock, and a line
// between them on which everything that can go wrong does so at a chosen moment. It
// watches every operation and knows what must hold.

// A server is what a world's driver speaks to, with what the checks must know of
// it. It tells the world of every request that comes and of every code it sends.
type server interface {
	// transport is a new process's way to it.
	transport() flow.Transport
	// logins are those that there are, by the sessions that they are bound to.
	logins() logins
	// has reports whether a session of the driver's is the one that the server
	// knows by that name, or is good for what is done under none.
	has(s flow.Session, name string) bool
	// examined counts how often each value was compared with the right one.
	examined() map[examination]int
	// code is what somebody who was sent messages gives where a code is asked for;
	// "" if they have none, and begin again.
	code(to string, s flow.State) string
	// saved is told of each record that the disk has taken, and dropped that an
	// answer will not come to it: its process was killed, the answer itself was
	// lost, or the disk did not take it.
	saved(r flow.Record)
	dropped()
	// forgivable reports whether a question may be put though the server has
	// accepted what answers it, or a half login could go on without.
	forgivable(s flow.State, q flow.Phase) bool
	close()
}

// logins name sessions that are signed in.
type logins struct {
	whole, half []string
	// next is what the half ones are to be asked.
	next flow.Phase
}

// An examination is one value compared with the right one.
type examination struct {
	method string
	hash   string // of a code
	value  string
}

// An op is an operation that can be hit by a fault.
type op uint8

const (
	opLoad op = iota
	opSave
	opPerform
	opListen
	opRPC
	opHTTP
)

var opNames = [...]string{
	opLoad: "Load", opSave: "Save", opPerform: "Perform", opListen: "Listen", opRPC: "RPC", opHTTP: "HTTP request",
}

// A fault is what happens at an operation.
type fault uint8

const (
	nothing fault = iota
	// killBefore and killAfter stop the process dead. After a request is before
	// the next one of the same call, or after the call: nothing that lasts
	// happens in between.
	killBefore
	killAfter
	// loseBefore and loseAfter fail the operation before it acts, or after it
	// has acted.
	loseBefore
	loseAfter
	// down is what certainly was not sent.
	down
	// refuse500 is a server that trips before it acts, forget one that loses
	// the session (for MTProto the auth key) and all that hangs on it.
	refuse500
	forget
	// late and overtaken are a process that is slow: its call's lease ends before
	// the call acts, or it has heard something and does nothing yet. Another one
	// takes the person's next step meanwhile, or goes on to the end.
	late
	overtaken
)

var faultNames = [...]string{
	nothing: "nothing", killBefore: "killed before", killAfter: "killed after",
	loseBefore: "failed before acting", loseAfter: "failed after acting",
	down: "not sent", refuse500: "refused with a 500", forget: "session forgotten",
	late: "late by a step", overtaken: "late by all steps",
}

// faultsOf lists what can happen at an operation.
var faultsOf = [...][]fault{
	opLoad:    {killBefore, killAfter, loseBefore},
	opSave:    {killBefore, killAfter, loseBefore, loseAfter},
	opPerform: {killBefore, killAfter, loseBefore, loseAfter, down, late, overtaken},
	opListen:  {killBefore, killAfter, loseBefore, loseAfter, late, overtaken},
	opRPC:     {killBefore, loseBefore, loseAfter, refuse500, forget},
	opHTTP:    {killBefore, loseBefore, loseAfter, down, refuse500, forget},
}

// A design is a driver with its surroundings. The zero design is the one that
// is shipped; the controls are broken ones.
type design struct {
	scripts   []*script // that are played; nil: Telegram's
	tables    *flow.Tables
	store     func(flow.Store) flow.Store         // nil: as it is
	transport func(flow.Transport) flow.Transport // nil: as it is
	// hit are the faults that oneFault plays; nil: all.
	hit func(op, fault) bool
	// watched is the test in which all that is said is searched for secrets;
	// nil: none.
	watched testing.TB
}

// A violation is a rule that was broken.
type violation struct {
	check  string // its name
	script string
	plan   string
	detail string
}

func (v *violation) Error() string {
	return fmt.Sprintf("%s: %s: %s (%s)", v.check, v.script, v.detail, v.plan)
}

// The checks.
const (
	checkStuck    = "nobody is stuck"
	checkTwice    = "nothing is examined twice"
	checkAsked    = "nobody is asked again for what was accepted"
	checkOrphan   = "no authorised key without a record"
	checkLeft     = "who leaves leaves nothing signed in"
	checkSaved    = "saved before asked"
	checkSession  = "a session is stored before a call runs under it"
	checkHash     = "a hash never travels without its key"
	checkDead     = "the dead do nothing"
	checkPanic    = "nothing panics"
	checkReturned = "what is returned is what is stored"
	checkHeard    = "what is pushed is not lost"
	checkProved   = "a proof goes with the call that it was wanted for"
	checkExcept   = "who must not be signed in is named"
	checkAgain    = "who is signed in is not signed in again"
)

// killed is the panic that stops a process dead.
type killed struct{}

// A life is one process: what it holds in memory ends with it.
type life struct {
	dead   bool
	driver *flow.Driver
}

type world struct {
	design design
	script *script
	plan   map[int]fault
	ops    []op // so far

	server server
	now    time.Time
	away   time.Duration // that the person will be, when something goes wrong
	disk   []byte
	rev    uint64
	record flow.Record // what the disk says
	life   *life
	person person

	calling flow.Call
	hearing *listening // nil: nobody listens
	late    bool       // the call that is made is not waited for any more
	flying  int        // such calls so far

	sent     map[string]string // the code of each hash
	keyOf    map[string]string // the session of each hash
	accepted map[string]bool   // hashes whose code the server has called right
	base     map[string]int    // how often a value had been examined when last given

	broken *violation
}

func newWorld(d design, s *script, plan map[int]fault) *world {
	w := &world{
		design: d, script: s, plan: plan,
		now: storyTime, away: s.away,
		sent: map[string]string{}, keyOf: map[string]string{},
		accepted: map[string]bool{},
		base:     map[string]int{},
	}
	w.server = s.serve(w)
	w.person = person{w: w, who: s.who, quirks: slices.Clone(s.quirks)}
	w.begin()
	return w
}

// begin starts a new process, which knows what the disk knows.
func (w *world) begin() {
	w.life = &life{}
	var store flow.Store = &handle{w, w.life}
	if w.design.store != nil {
		store = w.design.store(store)
	}
	transport := w.server.transport()
	if w.design.transport != nil {
		transport = w.design.transport(transport)
	}
	d := &flow.Driver{
		Store: store, Transport: &cable{w, w.life, transport},
		Now: func() time.Time { return w.now },
	}
	if w.design.watched != nil {
		leak.Driver(w.design.watched, d)
	}
	d.SetTables(w.design.tables)
	w.life.driver = d
}

// fail notes the first rule that was broken.
func (w *world) fail(check, format string, args ...any) {
	if w.broken == nil {
		w.broken = &violation{check, w.script.name, w.planText(), fmt.Sprintf(format, args...)}
	}
}

func (w *world) planText() string {
	if len(w.plan) == 0 {
		return "no fault"
	}
	var parts []string
	for _, n := range slices.Sorted(maps.Keys(w.plan)) {
		what := "never reached"
		if n < len(w.ops) {
			what = opNames[w.ops[n]]
		}
		parts = append(parts, fmt.Sprintf("operation %d, %s: %s", n, what, faultNames[w.plan[n]]))
	}
	return strings.Join(parts, "; ")
}

// operate counts an operation and returns what is to happen at it.
func (w *world) operate(o op, l *life) fault {
	if l.dead {
		w.fail(checkDead, "%s by a process that was killed", opNames[o])
	}
	w.ops = append(w.ops, o)
	f := w.plan[len(w.ops)-1]
	if f == killBefore {
		panic(killed{})
	}
	return f
}

var errFault = errors.New("the oracle's fault")

// handle is a process's way to the disk.
type handle struct {
	w    *world
	life *life
}

func (h *handle) Load(context.Context, string) ([]byte, uint64, error) {
	f := h.w.operate(opLoad, h.life)
	if hearing := h.w.hearing; hearing != nil {
		if hearing.loaded {
			// Somebody else makes a call: who listens waits for the end of its lease.
			h.w.now = h.w.now.Add(flow.DefaultLease + time.Second)
		}
		hearing.loaded = true
	}
	data, rev := slices.Clone(h.w.disk), h.w.rev
	switch f {
	case killAfter:
		panic(killed{})
	case loseBefore:
		return nil, 0, errFault
	}
	return data, rev, nil
}

func (h *handle) Save(_ context.Context, _ string, rev uint64, data []byte) error {
	w := h.w
	f := w.operate(opSave, h.life)
	if f == loseBefore {
		w.server.dropped()
		return errFault
	}
	if rev != w.rev {
		return errors.Local(errors.Conflict)
	}
	w.disk, w.rev = slices.Clone(data), rev+1
	if err := w.record.UnmarshalBinary(data); err != nil {
		panic(err)
	}
	w.server.saved(w.record)
	switch f {
	case killAfter:
		panic(killed{})
	case loseAfter:
		return errFault
	}
	return nil
}

// cable is a process's way to the server.
type cable struct {
	w         *world
	life      *life
	transport flow.Transport
}

func (c *cable) Perform(ctx context.Context, call flow.Call, session flow.Session) (flow.Answer, flow.Session, error) {
	w := c.w
	f := w.operate(opPerform, c.life)
	w.calling = call
	w.checkSaved()
	switch f {
	case down:
		return flow.NotSent{Err: errFault}, session, nil
	case loseBefore:
		return nil, session, errFault
	case late:
		w.meanwhile(1)
	case overtaken:
		w.meanwhile(maxSteps)
	}
	if f == late || f == overtaken {
		w.late = true
		w.flying++
	}
	answer, after, err := c.transport.Perform(ctx, call, session)
	w.late = false
	switch f {
	case killAfter:
		panic(killed{})
	case loseAfter:
		w.server.dropped()
		return nil, session, errFault // who has no answer learns nothing
	}
	return answer, after, err
}

// meanwhile lets the person go on in another process, once the lease of the call that
// is being made has ended.
func (w *world) meanwhile(steps int) {
	slow, hearing := w.life, w.hearing
	w.hearing = nil
	w.begin()
	w.now = w.now.Add(flow.DefaultLease + time.Second)
	for range steps {
		if w.step() || w.broken != nil {
			break
		}
	}
	w.life, w.hearing = slow, hearing
}

// A pusher is a server that says something unasked.
type pusher interface {
	// pushes reports whether it has something to say under a session.
	pushes(s flow.Session) bool
}

// Listen hears what there is to be heard by now: the person's other device has acted
// before. Where nothing comes of it the listening ends, as a web page's does.
func (c *cable) Listen(ctx context.Context, session flow.Session) (flow.Answer, flow.Session, error) {
	w := c.w
	f := w.operate(opListen, c.life)
	w.calling = flow.Call{}
	if f == loseBefore || !w.server.(pusher).pushes(session) {
		w.hearing.stop()
		return nil, session, errFault
	}
	answer, after, err := c.transport.(flow.Listener).Listen(ctx, session)
	switch {
	case f == killAfter:
		panic(killed{})
	case f == loseAfter:
		err = errFault
	}
	if err != nil {
		w.hearing.stop()
		return nil, session, err
	}
	w.hearing.heard = true
	switch f {
	case late:
		w.meanwhile(1)
	case overtaken:
		w.meanwhile(maxSteps)
	}
	return answer, after, nil
}

// A listening is a use of Driver.Listen.
type listening struct {
	stop   context.CancelFunc
	heard  bool // something
	loaded bool // the record, at least once
}

// listen lets the program wait for what the person does elsewhere. In vain is as
// long as a token lasts.
func (w *world) listen() (flow.State, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	h := &listening{stop: stop}
	w.hearing = h
	defer func() { w.hearing = nil }()
	stood := w.record.State
	s, err := w.life.driver.Listen(ctx, "login")
	gaveUp := errors.Is(err, context.Canceled)
	switch {
	case errors.Is(err, errors.NotAllowed):
		w.fail(checkStuck, "nobody listens in %s", s)
	case h.heard && (err == nil || gaveUp) && s.Phase == stood.Phase && s.Calls == stood.Calls:
		w.fail(checkHeard, "told something, and still %s", s)
	case gaveUp:
		w.now = w.now.Add(usualTokenLife)
		w.person.waited = true
	}
	return s, err
}

// usualTokenLife is how long a login token lasts.
const usualTokenLife = 30 * time.Second

// request is told by the server of each request before it acts, and says what is to
// happen to it. key is the session that it runs under, hashes are those of the codes
// that it is about.
func (w *world) request(o op, method, key string, hashes ...string) fault {
	f := w.operate(o, w.life)
	w.checkSaved()
	for _, hash := range hashes {
		if w.keyOf[hash] != key {
			w.fail(checkHash, "%s with %s under %s", method, hash, key)
		}
	}
	if !w.late && !w.server.has(w.record.Session, key) {
		w.fail(checkSession, "%s under %s, which is not the record's session", method, key)
	}
	return f
}

// checkSaved: the store names the very call that is being made.
func (w *world) checkSaved() {
	p := w.record.State.Pending
	if w.late {
		return // it did when the call began
	}
	if p.Call != w.calling.Name || p.Number != w.calling.Number {
		w.fail(checkSaved, "%s %d is made, and the record says %s %d", w.calling.Name, w.calling.Number, p.Call, p.Number)
	}
}

// codeSent is told by the server of each code that it sends.
func (w *world) codeSent(hash, code, key string) { w.sent[hash], w.keyOf[hash] = code, key }

// timesExamined counts how often the server has looked at each value.
func timesExamined(all map[examination]int) map[string]int {
	times := map[string]int{}
	for e, n := range all {
		times[e.value] += n
	}
	return times
}

// gives notes that a person gives a value now.
func (w *world) gives(value string) { w.base[value] = timesExamined(w.server.examined())[value] }

// checkExamined: each giving is examined at most once. What was given for a call that
// is late may be examined once the same has been given again.
func (w *world) checkExamined() {
	all := w.server.examined()
	times := timesExamined(all)
	for e := range all {
		if base, given := w.base[e.value]; !given || times[e.value] > base+1+w.flying {
			w.fail(checkTwice, "%s %d times", e.method, times[e.value])
		}
		if e.hash != "" && w.sent[e.hash] == e.value {
			w.accepted[e.hash] = true
		}
	}
}

// checkLogins: whoever is signed in, wholly or half, is in the record.
func (w *world) checkLogins() {
	all := w.server.logins()
	for _, name := range append(all.whole, all.half...) {
		if !w.server.has(w.record.Session, name) {
			w.fail(checkOrphan, "%s is signed in", name)
		}
	}
}

// checkAsked: a question about to be put to the person is not about what the
// server has accepted.
func (w *world) checkAsked(s flow.State, q flow.Phase) {
	all, hash := w.server.logins(), s.Sent.Hash.Reveal()
	switch {
	case len(all.whole) > 0:
		if q != flow.Ready {
			w.fail(checkAsked, "signed in, and asked %s", q)
		}
	case w.server.forgivable(s, q):
	case len(all.half) > 0:
		if q != all.next {
			w.fail(checkAsked, "half signed in, and asked %s", q)
		}
	case (q == flow.WaitCode || q == flow.WaitEmailCode) && w.accepted[hash]:
		w.fail(checkAsked, "the code of %s was right, and is asked for", hash)
	}
}

// maxSteps bounds what a person takes.
const maxSteps = 40

// play lets the person sign in, whatever happens, and returns the first rule
// that was broken.
func (w *world) play() error {
	for range maxSteps {
		over := w.step()
		if w.broken != nil {
			return w.broken
		}
		if over {
			w.end()
			if w.broken != nil {
				return w.broken
			}
			return nil
		}
	}
	w.fail(checkStuck, "not over after %d steps: %s", maxSteps, w.record.State)
	return w.broken
}

// step lets the person take one step, and reports whether they are through.
func (w *world) step() (over bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case killed:
			w.server.dropped()
			w.life.dead, w.late = true, false
			w.begin()
			w.now = w.now.Add(flow.DefaultLease + time.Second)
			w.goAway()
		default:
			w.fail(checkPanic, "%v\n%s", r, debug.Stack())
		}
	}()
	w.now = w.now.Add(time.Second)
	stood := w.record.State
	if w.script.leavesInDoubt && stood.Doubt != flow.NoCall && stood.Pending.Call == flow.NoCall {
		s, err := w.life.driver.Do(context.Background(), "login", flow.Cancel())
		w.settled(s, err)
		return false
	}
	s, err := w.resume(stood)
	w.settled(s, err)
	if err != nil {
		return false
	}
	q := s.Question(w.now)
	if w.script.want == q {
		return true
	}
	w.checkAsked(s, q)
	if s.Over() {
		w.fail(checkStuck, "over: %s", s)
		return false
	}
	if in := w.person.say(s, q); silent(in) {
		s, err = w.listen()
	} else {
		s, err = w.life.driver.Do(context.Background(), "login", in)
	}
	w.settled(s, err)
	return false
}

// resume settles what was left open, with a proof of the program if the server has
// wanted one.
func (w *world) resume(stood flow.State) (flow.State, error) {
	if _, challenged := stood.Challenge(); challenged && stood.Doubt != flow.NoCall {
		return w.life.driver.Do(context.Background(), "login", flow.Solved(oracleProof, flow.Poll()))
	}
	return w.life.driver.Resume(context.Background(), "login")
}

// goAway lets the person leave for a while, once.
func (w *world) goAway() {
	w.now = w.now.Add(w.away)
	w.away = 0
}

// settled looks at what a step has led to, and waits as long as it says.
func (w *world) settled(s flow.State, err error) {
	w.checkExamined()
	w.checkLogins()
	if w.design.watched != nil {
		leak.Saw(w.design.watched, err)
	}
	e, refused := errors.AsType[*errors.Error](err)
	if err != nil {
		w.goAway()
	}
	if refused && e.RetryAt.After(w.now) {
		w.now = e.RetryAt
	}
	if (err == nil || refused) && s.String() != w.record.State.String() {
		w.fail(checkReturned, "%s, and the record says %s", s, w.record.State)
	}
}

// end looks at what is left when all is over. Where a call that is late signs in to
// an account with a password, it takes the place of the login that was finished under
// its key meanwhile: nobody can keep it from that, and the key is in the record.
func (w *world) end() {
	all := w.server.logins()
	in, half := len(all.whole), len(all.half)
	if w.flying > 0 {
		in, half = in+half, 0
	}
	switch {
	case w.script.want == flow.Ready && (in != 1 || half != 0):
		w.fail(checkOrphan, "%d are signed in and %d half", in, half)
	case w.script.want != flow.Ready && (in != 0 || half != 0):
		w.fail(checkLeft, "%d are signed in and %d half", in, half)
	}
}
