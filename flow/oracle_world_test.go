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

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// The oracle's world: a server in memory, a disk that survives crashes, a
// clock, and a line between them on which everything that can go wrong does so
// at a chosen moment. It watches every operation and knows what must hold.

// An op is an operation that can be hit by a fault.
type op uint8

const (
	opLoad op = iota
	opSave
	opPerform
	opRPC
)

var opNames = [...]string{opLoad: "Load", opSave: "Save", opPerform: "Perform", opRPC: "RPC"}

// A fault is what happens at an operation.
type fault uint8

const (
	nothing fault = iota
	// killBefore and killAfter stop the process dead. After an RPC is before
	// the next one of the same call, or after the call: nothing that lasts
	// happens in between.
	killBefore
	killAfter
	// loseBefore and loseAfter fail the operation before it acts, or after it
	// has acted.
	loseBefore
	loseAfter
	// down is a call that certainly was not sent.
	down
	// refuse500 is a server that trips before it acts, forget one that loses
	// the auth key and all that hangs on it.
	refuse500
	forget
)

var faultNames = [...]string{
	nothing: "nothing", killBefore: "killed before", killAfter: "killed after",
	loseBefore: "failed before acting", loseAfter: "failed after acting",
	down: "not sent", refuse500: "refused with a 500", forget: "key forgotten",
}

// faultsOf lists what can happen at an operation.
var faultsOf = [...][]fault{
	opLoad:    {killBefore, killAfter, loseBefore},
	opSave:    {killBefore, killAfter, loseBefore, loseAfter},
	opPerform: {killBefore, killAfter, loseBefore, loseAfter, down},
	opRPC:     {killBefore, loseBefore, loseAfter, refuse500, forget},
}

// A design is a driver with its surroundings. The zero design is the one that
// is shipped; the controls are broken ones.
type design struct {
	tables    *flow.Tables
	store     func(flow.Store) flow.Store         // nil: as it is
	transport func(flow.Transport) flow.Transport // nil: as it is
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

	srv    *fake.Server
	now    time.Time
	disk   []byte
	rev    uint64
	record flow.Record // what the disk says
	life   *life
	person person

	calling flow.Call
	refusal map[string]*fake.RPCError // each once

	sent     map[string]string // the code of each hash
	keyOf    map[string]string // the key of each hash
	accepted map[string]bool   // hashes whose code the server has called right
	told     map[string]bool   // and of which the record says so
	base     map[string]int    // how often a value had been examined when last given

	broken *violation
}

func newWorld(d design, s *script, plan map[int]fault) *world {
	srv, err := fake.New(s.accounts...)
	if err != nil {
		panic(err)
	}
	w := &world{
		design: d, script: s, plan: plan,
		srv: srv, now: storyTime,
		refusal: map[string]*fake.RPCError{},
		sent:    map[string]string{}, keyOf: map[string]string{},
		accepted: map[string]bool{}, told: map[string]bool{},
		base: map[string]int{},
	}
	if d.watched != nil {
		leak.Server(d.watched, srv, s.accounts...)
	}
	srv.Now = func() time.Time { return w.now }
	srv.Predictable = true // and so a hash is its own alias
	srv.HalfLogin = s.halfLogin
	srv.OnCode = w.codeSent
	srv.Before = w.rpc
	w.person = person{w: w, number: s.accounts[0].Phone, quirks: slices.Clone(s.quirks)}
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
	var transport flow.Transport = &fake.Transport{Server: w.srv, AppID: storyAppID, AppHash: codes.NewSecret(storyAppHash)}
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
		return errFault
	}
	if rev != w.rev {
		return errors.Local(errors.Conflict)
	}
	w.disk, w.rev = slices.Clone(data), rev+1
	if err := w.record.UnmarshalBinary(data); err != nil {
		panic(err)
	}
	if s := w.record.State; s.Phase == flow.WaitRegistration {
		w.told[s.Sent.Hash.Reveal()] = true
	}
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
	}
	answer, after, err := c.transport.Perform(ctx, call, session)
	switch f {
	case killAfter:
		panic(killed{})
	case loseAfter:
		return nil, session, errFault // who has no answer learns nothing
	}
	return answer, after, err
}

// rpc is asked by the server before each RPC.
func (w *world) rpc(method string, _ int) fake.Fault {
	f := w.operate(opRPC, w.life)
	w.checkSaved()
	all := w.srv.Requests()
	request := all[len(all)-1]
	for _, field := range request.Fields {
		if field.Name == "phone_code_hash" && w.keyOf[field.Value] != request.Key {
			w.fail(checkHash, "%s with %s under %s", method, field.Value, request.Key)
		}
	}
	if w.recordKey() != w.srv.Key(request.Key) {
		w.fail(checkSession, "%s under %s, which is not the record's session", method, request.Key)
	}
	switch f {
	case loseBefore:
		return fake.Fault{LoseBefore: true}
	case loseAfter:
		return fake.Fault{LoseAfter: true}
	case refuse500:
		return fake.Fault{Refuse: &fake.RPCError{Code: 500, Text: "RPC_CALL_FAIL"}}
	case forget:
		w.srv.ForgetKey(w.srv.Key(request.Key))
	case nothing:
		if refusal := w.refusal[method]; refusal != nil {
			delete(w.refusal, method)
			return fake.Fault{Refuse: refusal}
		}
	}
	return fake.Fault{}
}

// checkSaved: the store names the very call that is being made.
func (w *world) checkSaved() {
	p := w.record.State.Pending
	if p.Call != w.calling.Name || p.Number != w.calling.Number {
		w.fail(checkSaved, "%s %d is made, and the record says %s %d", w.calling.Name, w.calling.Number, p.Call, p.Number)
	}
}

// codeSent notes which key each hash was sent to.
func (w *world) codeSent(m fake.Message) {
	all := w.srv.Requests()
	hash := fmt.Sprintf("hash%d", len(w.sent)+1)
	w.sent[hash], w.keyOf[hash] = m.Code, all[len(all)-1].Key
}

// examined counts how often the server has looked at a value.
func (w *world) examined(value string) int {
	n := 0
	for e, times := range w.srv.Examined() {
		if e.Value == value {
			n += times
		}
	}
	return n
}

// gives notes that a person gives a value now.
func (w *world) gives(value string) { w.base[value] = w.examined(value) }

// checkExamined: each giving is examined at most once.
func (w *world) checkExamined() {
	for e, times := range w.srv.Examined() {
		if base, given := w.base[e.Value]; !given || w.examined(e.Value) > base+1 {
			w.fail(checkTwice, "%s %d times", e.Method, times)
		}
		if e.Method == "auth.signIn" && w.sent[e.Hash] == e.Value {
			w.accepted[e.Hash] = true
		}
	}
}

// checkKeys: whoever is signed in, wholly or half, is in the record.
func (w *world) checkKeys() {
	session := w.recordKey()
	for _, c := range append(w.srv.SignedIn(), w.srv.HalfSignedIn()...) {
		if c.Key != session {
			w.fail(checkOrphan, "a key in data centre %d", c.DC)
		}
	}
}

// checkAsked: a question about to be put to the person is not about what the
// server has accepted.
func (w *world) checkAsked(s flow.State, q flow.Phase) {
	switch {
	case len(w.srv.SignedIn()) > 0:
		if q != flow.Ready {
			w.fail(checkAsked, "signed in, and asked %s", q)
		}
	case len(w.srv.HalfSignedIn()) > 0:
		if q != flow.WaitPassword {
			w.fail(checkAsked, "half signed in, and asked %s", q)
		}
	case q == flow.WaitCode && w.accepted[s.Sent.Hash.Reveal()]:
		// The one exception: a right code for a number without an account
		// leaves no trace under the key that anybody could ask for
		// (auth.authorizationSignUpRequired signs nobody in). If that answer
		// is lost, only the code can bring it back; the server takes it again.
		unregistered := w.script.accounts[0].Unregistered
		if hash := s.Sent.Hash.Reveal(); !unregistered || w.told[hash] {
			w.fail(checkAsked, "the code of %s was right, and is asked for", hash)
		}
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
			w.life.dead = true
			w.begin()
			w.now = w.now.Add(flow.DefaultLease + time.Second)
		default:
			w.fail(checkPanic, "%v\n%s", r, debug.Stack())
		}
	}()
	w.now = w.now.Add(time.Second)
	s, err := w.life.driver.Resume(context.Background(), "login")
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
	s, err = w.life.driver.Do(context.Background(), "login", w.person.say(s, q))
	w.settled(s, err)
	return false
}

// settled looks at what a step has led to, and waits as long as it says.
func (w *world) settled(s flow.State, err error) {
	w.checkExamined()
	w.checkKeys()
	if w.design.watched != nil {
		leak.Saw(w.design.watched, err)
	}
	e, refused := errors.AsType[*errors.Error](err)
	if refused && e.RetryAt.After(w.now) {
		w.now = e.RetryAt
	}
	if (err == nil || refused) && s.String() != w.record.State.String() {
		w.fail(checkReturned, "%s, and the record says %s", s, w.record.State)
	}
}

// end looks at what is left when all is over.
func (w *world) end() {
	in, half := len(w.srv.SignedIn()), len(w.srv.HalfSignedIn())
	switch {
	case w.script.want == flow.Ready && (in != 1 || half != 0):
		w.fail(checkOrphan, "%d keys are signed in and %d half", in, half)
	case w.script.want != flow.Ready && (in != 0 || half != 0):
		w.fail(checkLeft, "%d keys are signed in and %d half", in, half)
	}
}
