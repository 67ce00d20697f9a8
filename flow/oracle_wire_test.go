package flow_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// TestOracleWire plays some scripts over MTProto: moves to another data centre, with
// a number and a password, by another device, as a bot and with a passkey; and a
// password that is recovered by e-mail; with every fault at every operation, as in
// memory. What goes wrong with a disk is not played for all: it is the same in memory.
func TestOracleWire(t *testing.T) {
	for _, play := range []struct {
		script string
		hit    func(op, fault) bool
	}{
		{movedScript, anything},
		{"password recovered, checked first", anything},
		{movedQRScript, onTheWay},
		{movedBotScript, onTheWay},
		{movedPasskeyScript, onTheWay},
	} {
		t.Run(play.script, func(t *testing.T) {
			s := wireScript(play.script)
			d := design{watched: t}
			clean, err := d.playOnWire(s, nil)
			require.NoError(t, err)
			plans := onePlan(clean, play.hit)
			require.NotEmpty(t, plans)
			for _, err := range playAllOnWire(d, s, plans) {
				require.NoError(t, err)
			}
			t.Logf("%d operations, %d plays", len(clean.ops), len(plans))
		})
	}
}

const movedScript = "moved, password"

// The faults that are played: anything but what takes a second process, and of that
// what is no matter of a disk.
func anything(_ op, f fault) bool { return f != late && f != overtaken }
func onTheWay(o op, f fault) bool { return o != opLoad && o != opSave && anything(o, f) }

// TestOracleWireControls breaks the design. The oracle must see it here too.
func TestOracleWireControls(t *testing.T) {
	for _, control := range []struct {
		name   string
		design design
		check  string
		hit    func(op, fault) bool // the faults that can show it
	}{
		{"a move repeated without saving", design{transport: wrap(hasty)}, checkSession, nil},
		{"a lost SignIn that stays", design{tables: lostStays(flow.CallSignIn)}, checkAsked,
			func(o op, f fault) bool { return o == opRPC && f == loseAfter }},
		{"not saving before asking", design{store: unsaved}, checkSaved, nil},
	} {
		t.Run(control.name, func(t *testing.T) {
			s := wireScript(movedScript)
			clean, err := control.design.playOnWire(s, nil)
			if control.hit != nil {
				require.NoError(t, err, "it takes a fault to show")
				err = errors.Join(playAllOnWire(control.design, s, onePlan(clean, control.hit))...)
			}
			var broken *violation
			require.ErrorAs(t, err, &broken)
			require.Equal(t, control.check, broken.check)
			t.Log(broken)
		})
	}
}

func wireScript(name string) *script {
	for _, s := range telegramScripts() {
		if s.name == name {
			return s
		}
	}
	panic("no such script")
}

// onePlan lists the plans with one fault for the operations of a play.
func onePlan(r run, hit func(op, fault) bool) []map[int]fault {
	var plans []map[int]fault
	for n, o := range r.ops {
		for _, f := range faultsOf[o] {
			if hit(o, f) {
				plans = append(plans, map[int]fault{n: f})
			}
		}
	}
	return plans
}

// playAllOnWire returns what became of each plan.
func playAllOnWire(d design, s *script, plans []map[int]fault) []error {
	const atOnce = 4
	results := make([]error, len(plans))
	next := make(chan int)
	var players sync.WaitGroup
	for range atOnce {
		players.Go(func() {
			for i := range next {
				_, results[i] = d.playOnWire(s, plans[i])
			}
		})
	}
	for i := range plans {
		next <- i
	}
	close(next)
	players.Wait()
	return results
}

// playOnWire is play with an MTProto server in front of the model.
func (d design) playOnWire(s *script, plan map[int]fault) (run, error) {
	p := &wirePlay{trick: d.transport}
	if d.watched != nil {
		p.log = leak.Logger(d.watched)
	}
	d.transport = p.begin
	defer p.close()
	return d.play(s, plan)
}

// wirePlay is what a play on the wire has beside its world.
type wirePlay struct {
	trick func(flow.Transport) flow.Transport // the design's
	log   *zap.Logger                         // the server's; nil: silent
	srv   *mtprototest.Server

	mu     sync.Mutex // hands the world over between client and server
	struck bool       // the client was killed while the server had its query
}

// begin puts a new process on the wire, in place of the model's own transport.
func (p *wirePlay) begin(inMemory flow.Transport) flow.Transport {
	if p.srv == nil {
		model := inMemory.(*fake.Transport).Server
		rpc := model.Before
		model.Before = func(method string, n int) fake.Fault { return p.rpc(rpc, method, n) }
		srv, err := mtprototest.Start(model, mtprototest.Config{Log: p.log})
		if err != nil {
			panic(err)
		}
		p.srv = srv
	}
	tr := p.srv.Transport()
	tr.AppID, tr.AppHash = storyAppID, codes.NewSecret(storyAppHash)
	var transport flow.Transport = mortal{tr, p}
	if p.trick != nil {
		transport = p.trick(transport)
	}
	return transport
}

func (p *wirePlay) close() {
	if p.srv != nil {
		p.srv.Close()
	}
}

// rpc asks the world what happens to an RPC. It runs in the server, so a client
// that is killed shows as a connection that is cut, and so does what is lost:
// nobody wants to wait for it.
func (p *wirePlay) rpc(world func(string, int) fake.Fault, method string, n int) (f fake.Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case killed:
			p.struck = true
			f = fake.Fault{Disconnect: true}
		default:
			panic(r)
		}
	}()
	f = world(method, n)
	f.Disconnect = f.LoseBefore || f.LoseAfter
	return f
}

// mortal is a process's transport: it dies when the process was killed.
type mortal struct {
	flow.Listener
	play *wirePlay
}

func (m mortal) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, s, err := m.Listener.Perform(ctx, call, s)
	m.mayDie()
	return answer, s, err
}

func (m mortal) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, s, err := m.Listener.Listen(ctx, s)
	m.mayDie()
	return answer, s, err
}

func (m mortal) mayDie() {
	m.play.mu.Lock()
	struck := m.play.struck
	m.play.struck = false
	m.play.mu.Unlock()
	if struck {
		panic(killed{})
	}
}
