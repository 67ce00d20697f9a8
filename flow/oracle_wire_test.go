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

// TestOracleWire plays two scripts over MTProto: a move to another data centre and a
// password, and a password that is recovered by e-mail; with every fault at every
// operation, as in memory.
func TestOracleWire(t *testing.T) {
	for _, name := range []string{movedScript, "password recovered, checked first"} {
		t.Run(name, func(t *testing.T) {
			s := wireScript(name)
			d := design{watched: t}
			clean, err := d.playOnWire(s, nil)
			require.NoError(t, err)
			plans := onePlan(clean)
			require.NotEmpty(t, plans)
			for _, err := range playAllOnWire(d, s, plans) {
				require.NoError(t, err)
			}
			t.Logf("%d operations, %d plays", len(clean.ops), len(plans))
		})
	}
}

const movedScript = "moved, password"

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
				var plans []map[int]fault
				for _, plan := range onePlan(clean) {
					for n, f := range plan {
						if control.hit(clean.ops[n], f) {
							plans = append(plans, plan)
						}
					}
				}
				err = errors.Join(playAllOnWire(control.design, s, plans)...)
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
func onePlan(r run) []map[int]fault {
	var plans []map[int]fault
	for n, o := range r.ops {
		for _, f := range faultsOf[o] {
			plans = append(plans, map[int]fault{n: f})
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
	flow.Transport
	play *wirePlay
}

func (m mortal) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	answer, s, err := m.Transport.Perform(ctx, call, s)
	m.play.mu.Lock()
	struck := m.play.struck
	m.play.struck = false
	m.play.mu.Unlock()
	if struck {
		panic(killed{})
	}
	return answer, s, err
}
