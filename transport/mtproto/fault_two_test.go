package mtproto_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// processes are drivers of one store, each with a way of its own to the server.
func processes(srv *mtprototest.Server, n int) []*flow.Driver {
	store := new(flow.MemoryStore)
	drivers := make([]*flow.Driver, n)
	for i := range drivers {
		drivers[i] = &flow.Driver{Transport: srv.Transport(), Store: store, Limits: flow.Limits{Lease: lease}}
	}
	return drivers
}

// twice are the steps of which two at once would spend what is there once.
var twice = []struct {
	name   string
	before []flow.Input
	in     flow.Input
	method string
	phase  flow.Phase // afterwards
}{
	{"PhoneNumber", nil, flow.PhoneNumber(bea), "auth.sendCode", flow.WaitCode},
	{"Code", []flow.Input{flow.PhoneNumber(bea)}, flow.Code(beaCode), "auth.signIn", flow.WaitPassword},
	{"Password", []flow.Input{flow.PhoneNumber(bea), flow.Code(beaCode)}, flow.Password(beaPassword), "auth.checkPassword", flow.Ready},
}

// TestOneIsBusy: while the server thinks about a step, whoever wants to take one
// too is told so, and the server hears nothing of it.
func TestOneIsBusy(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for _, tt := range twice {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, fake.Account{Phone: bea, Password: beaPassword})
			hold := newHold(tt.method)
			srv.Before = hold.before
			two := processes(srv, 2)
			for _, in := range tt.before {
				_, err := two[0].Do(t.Context(), "login", in)
				require.NoError(t, err)
			}
			done := start(t.Context(), two[0], tt.in)
			within(t, hold.reached, tt.method+" is not called")
			asked := srv.Calls()
			for _, in := range []flow.Input{tt.in, flow.Cancel(), flow.Poll()} {
				_, err := two[1].Do(t.Context(), "login", in)
				require.ErrorIs(t, err, errors.Busy)
				e, _ := errors.AsType[*errors.Error](err)
				require.WithinDuration(t, time.Now().Add(lease), e.RetryAt, lease)
			}
			require.Equal(t, asked, srv.Calls())
			close(hold.release)
			got := within(t, done, "the first is not answered")
			require.NoError(t, got.err)
			require.Equal(t, tt.phase, got.state.Phase)
			require.Equal(t, 1, srv.Calls()[tt.method])
		})
	}
}

// hold keeps the answer to the first call of a method back.
type hold struct {
	method           string
	once             sync.Once
	reached, release chan struct{}
}

func newHold(method string) *hold {
	return &hold{method: method, reached: make(chan struct{}), release: make(chan struct{})}
}

// before is for fake.Server.Before.
func (h *hold) before(method string, _ int) (f fake.Fault) {
	if method == h.method {
		h.once.Do(func() {
			close(h.reached)
			f.DelayBefore = h.release
		})
	}
	return f
}

// TestManyProcessesAtOnce: of many who say the same at the same moment, the server hears
// one.
func TestManyProcessesAtOnce(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for _, tt := range twice {
		t.Run(tt.name, func(t *testing.T) {
			for range 10 {
				srv := mtprototest.New(t, fake.Account{Phone: bea, Password: beaPassword})
				many := processes(srv, 4)
				for _, in := range tt.before {
					_, err := many[0].Do(t.Context(), "login", in)
					require.NoError(t, err)
				}
				outcomes := make([]error, len(many))
				var going sync.WaitGroup
				for i, d := range many {
					going.Go(func() { _, outcomes[i] = d.Do(t.Context(), "login", tt.in) })
				}
				going.Wait()
				heard := 0
				for _, err := range outcomes {
					if err == nil {
						heard++
						continue
					}
					e, typed := errors.AsType[*errors.Error](err)
					require.True(t, typed, err)
					require.Contains(t, []errors.Reason{errors.Busy, errors.Conflict, errors.NotAllowed}, e.Reason)
				}
				require.Equal(t, 1, heard)
				require.Equal(t, 1, srv.Calls()[tt.method])
				s, err := many[0].Look(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, tt.phase, s.Phase)
				srv.Close()
			}
		})
	}
}

// TestLateSuccessOnTheWire: a call that counts as lost, and that the server deals
// with after all, still counts when its answer comes.
func TestLateSuccessOnTheWire(t *testing.T) {
	srv := mtprototest.New(t, fake.Account{Phone: ada, FirstName: "Ada"})
	hold := newHold("auth.signIn")
	srv.Before = hold.before
	two := processes(srv, 2)
	_, err := two[0].Do(t.Context(), "login", flow.PhoneNumber(ada))
	require.NoError(t, err)
	done := start(t.Context(), two[0], flow.Code(adaCode))
	within(t, hold.reached, "auth.signIn is not called")

	two[1].Now = func() time.Time { return time.Now().Add(lease) }
	s, err := two[1].Resume(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, s.Phase, "nobody is signed in yet")
	close(hold.release)
	got := within(t, done, "the first is not answered")
	require.NoError(t, got.err)
	require.Equal(t, "Ada", got.state.Account.FirstName)
	s, err = two[1].Look(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
}
