package flow_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

const (
	phone     = "+9996620001"
	phoneCode = "22222"
	secret    = "correct horse"
)

var (
	registered = fake.Account{Phone: phone, FirstName: "Ada"}
	protected  = fake.Account{Phone: phone, FirstName: "Ada", Password: secret}
)

// performs is a Transport made of a function.
type performs func(context.Context, flow.Call, flow.Session) (flow.Answer, flow.Session, error)

func (f performs) Perform(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	return f(ctx, c, s)
}

// newServer returns a server in memory and the door to it. What passes the door
// is searched for secrets.
func newServer(t testing.TB, accounts ...fake.Account) (*fake.Server, flow.Transport) {
	srv, err := fake.New(accounts...)
	require.NoError(t, err)
	leak.Server(t, srv, accounts...)
	return srv, leak.Transport(t, &fake.Transport{Server: srv})
}

// do takes steps that must all go well, and returns the last state.
func do(t testing.TB, d *flow.Driver, inputs ...flow.Input) flow.State {
	t.Helper()
	var s flow.State
	for _, in := range inputs {
		var err error
		s, err = d.Do(t.Context(), "login", in)
		require.NoError(t, err, in)
		leak.Saw(t, in, s)
	}
	return s
}

// asked counts how often the server has received a method.
func asked(srv *fake.Server, method string) int {
	n := 0
	for _, r := range srv.Requests() {
		if r.Method == method {
			n++
		}
	}
	return n
}

func requireReason(t testing.TB, err error, reason errors.Reason) *errors.Error {
	t.Helper()
	leak.Saw(t, err)
	e, ok := errors.AsType[*errors.Error](err)
	require.True(t, ok, "%v is no *errors.Error", err)
	require.Equal(t, reason, e.Reason)
	return e
}

func TestDoSignsIn(t *testing.T) {
	srv, door := newServer(t, protected)
	d := &flow.Driver{Transport: door}
	require.Equal(t, flow.WaitCode, do(t, d, flow.PhoneNumber(phone)).Phase)
	require.Equal(t, flow.WaitPassword, do(t, d, flow.Code(phoneCode)).Phase)

	s, err := d.Do(t.Context(), "login", flow.Password("wrong"))
	requireReason(t, err, errors.PasswordHashInvalid)
	require.Same(t, s.Last, err, "a server's refusal is the state's Last")
	s, err = d.Do(t.Context(), "login", flow.Code(phoneCode))
	requireReason(t, err, errors.NotAllowed)
	require.Equal(t, errors.PasswordHashInvalid, s.Last.Reason, "an input that is refused changes nothing")

	s = do(t, d, flow.Password(secret))
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, "Ada", s.Account.FirstName)

	r, err := d.Load(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, srv.SignedIn()[0].Key, r.Session.Fingerprint())
	require.Equal(t, flow.Ready, r.State.Phase)
}

func TestLoginsAreKeptApart(t *testing.T) {
	_, door := newServer(t, registered)
	d := &flow.Driver{Transport: door}
	do(t, d, flow.PhoneNumber(phone))
	s, err := d.Look(t.Context(), "another")
	require.NoError(t, err)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
}

func TestNoTransport(t *testing.T) {
	d := &flow.Driver{}
	_, err := d.Do(t.Context(), "login", flow.PhoneNumber(phone))
	require.ErrorContains(t, err, "no Transport")
	asked := 0
	_, err = d.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) {
		asked++
		return flow.PhoneNumber(phone), nil
	})
	require.ErrorContains(t, err, "no Transport")
	require.LessOrEqual(t, asked, 1, "nobody is asked twice for that")
}

// gate holds up one call of a transport, which then does not care for its
// context.
type gate struct {
	flow.Transport
	call    flow.CallName
	before  bool // hold it up before the server acts, not after
	once    sync.Once
	reached chan struct{}
	release chan struct{}
	open    func() // lets it go on
}

func newGate(t testing.TB, inner flow.Transport, call flow.CallName, before bool) *gate {
	g := &gate{Transport: inner, call: call, before: before, reached: make(chan struct{}), release: make(chan struct{})}
	g.open = sync.OnceFunc(func() { close(g.release) })
	t.Cleanup(g.open)
	return g
}

func (g *gate) Perform(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	held := false
	if c.Name == g.call {
		g.once.Do(func() { held = true })
	}
	if !held {
		return g.Transport.Perform(ctx, c, s)
	}
	hold := func() {
		close(g.reached)
		<-g.release
	}
	if g.before {
		hold()
	}
	a, s, err := g.Transport.Perform(context.WithoutCancel(ctx), c, s)
	if !g.before {
		hold()
	}
	return a, s, err
}

// outcome is what a Do in another goroutine returned.
type outcome struct {
	state flow.State
	err   error
}

func (g *gate) start(t testing.TB, d *flow.Driver, in flow.Input) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		s, err := d.Do(t.Context(), "login", in)
		done <- outcome{s, err}
	}()
	<-g.reached
	return done
}

func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv, door := newServer(t, registered)
		g := newGate(t, door, flow.CallSignIn, true)
		store := &flow.MemoryStore{}
		first := &flow.Driver{Transport: g, Store: store}
		second := &flow.Driver{Transport: g, Store: store}
		do(t, first, flow.PhoneNumber(phone))
		began := time.Now()
		done := g.start(t, first, flow.Code(phoneCode))

		time.Sleep(flow.DefaultLease - 1)
		for _, d := range []*flow.Driver{first, second} {
			s, err := d.Do(t.Context(), "login", flow.Cancel())
			e := requireReason(t, err, errors.Busy)
			require.WithinDuration(t, began.Add(flow.DefaultLease), e.RetryAt, 0)
			require.Equal(t, flow.CallSignIn, s.Pending.Call)
			_, err = d.Resume(t.Context(), "login")
			requireReason(t, err, errors.Busy)
		}
		s, err := second.Look(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.CallSignIn, s.Pending.Call)

		g.open()
		got := <-done
		require.NoError(t, got.err)
		require.Equal(t, flow.Ready, got.state.Phase)
		require.Equal(t, 1, asked(srv, "auth.signIn"))
	})
}

// TestLate: after its lease a call counts as lost, and what becomes of its
// answer depends on what it says.
func TestLate(t *testing.T) {
	for _, test := range []struct {
		name    string
		account fake.Account
		code    string
		before  bool // the call reaches the server late, not only its answer
		// meanwhile is what happens after the lease.
		meanwhile func(t *testing.T, srv *fake.Server, d *flow.Driver)
		phase     flow.Phase
		reason    errors.Reason // "": none
		in, half  int           // keys signed in, wholly and half
	}{
		{
			name: "authorized counts", account: registered, code: phoneCode, before: true,
			meanwhile: settlesIn(flow.WaitCode),
			phase:     flow.Ready, in: 1,
		},
		{
			name: "password wanted counts", account: protected, code: phoneCode, before: true,
			meanwhile: settlesIn(flow.WaitCode),
			phase:     flow.WaitPassword, half: 1,
		},
		{
			name: "a refusal does not", account: registered, code: wrongCode, before: true,
			meanwhile: settlesIn(flow.WaitCode),
			phase:     flow.WaitCode, reason: errors.Conflict,
		},
		{
			name: "when Ready nothing counts", account: registered, code: phoneCode,
			meanwhile: settlesIn(flow.Ready),
			phase:     flow.Ready, reason: errors.Conflict, in: 1,
		},
		{
			name: "after Cancel it is logged out", account: registered, code: phoneCode, before: true,
			meanwhile: cancels,
			phase:     flow.LoggedOut,
		},
		{
			name: "after Cancel a half login is, too", account: protected, code: phoneCode, before: true,
			meanwhile: cancels,
			phase:     flow.LoggedOut,
		},
		{
			name: "nobody has settled it yet", account: registered, code: phoneCode,
			meanwhile: func(*testing.T, *fake.Server, *flow.Driver) {},
			phase:     flow.Ready, in: 1,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv, door := newServer(t, test.account)
				g := newGate(t, door, flow.CallSignIn, test.before)
				d := &flow.Driver{Transport: g}
				do(t, d, flow.PhoneNumber(phone))
				done := g.start(t, d, flow.Code(test.code))
				time.Sleep(flow.DefaultLease)
				test.meanwhile(t, srv, d)
				g.open()

				got := <-done
				if test.reason == "" {
					require.NoError(t, got.err)
				} else {
					requireReason(t, got.err, test.reason)
				}
				require.Equal(t, test.phase, got.state.Phase)
				r, err := d.Load(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, got.state.String(), r.State.String())
				require.Equal(t, flow.NoCall, r.State.Pending.Call)
				require.Len(t, srv.SignedIn(), test.in)
				require.Len(t, srv.HalfSignedIn(), test.half)
				for _, c := range append(srv.SignedIn(), srv.HalfSignedIn()...) {
					require.Equal(t, c.Key, r.Session.Fingerprint())
				}
			})
		})
	}
}

func settlesIn(p flow.Phase) func(*testing.T, *fake.Server, *flow.Driver) {
	return func(t *testing.T, srv *fake.Server, d *flow.Driver) {
		s, err := d.Resume(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, p, s.Phase)
		require.Equal(t, 1, asked(srv, "users.getUsers"))
	}
}

// cancels leaves, while the code stays good because the server does not hear
// of it.
func cancels(t *testing.T, srv *fake.Server, d *flow.Driver) {
	srv.LoseBefore("auth.cancelCode")
	s, _ := d.Do(t.Context(), "login", flow.Cancel())
	require.Equal(t, flow.LoggedOut, s.Phase)
}

// TestLateSession: a late success brings its session, whatever the record
// holds by then.
func TestLateSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, door := newServer(t, registered)
		g := newGate(t, door, flow.CallSignIn, true)
		store := &flow.MemoryStore{}
		d := &flow.Driver{Transport: g, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		old, err := d.Load(t.Context(), "login")
		require.NoError(t, err)
		done := g.start(t, d, flow.Code(phoneCode))
		time.Sleep(flow.DefaultLease)
		_, err = d.Resume(t.Context(), "login")
		require.NoError(t, err)
		forgetSession(t, store)
		g.open()
		require.NoError(t, (<-done).err)
		r, err := d.Load(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, old.Session.Fingerprint(), r.Session.Fingerprint())
		require.Equal(t, flow.Ready, r.State.Phase)
	})
}

// forgetSession makes a login lose its key, as AUTH_KEY_DUPLICATED does.
func forgetSession(t *testing.T, store flow.Store) {
	d := &flow.Driver{Store: store, Transport: performs(func(context.Context, flow.Call, flow.Session) (flow.Answer, flow.Session, error) {
		return flow.Refused{Err: errors.FromRPC("auth.signIn", 406, "AUTH_KEY_DUPLICATED")}, flow.NewSession("", []byte(`{"dc":2}`)), nil
	})}
	_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
	requireReason(t, err, errors.AuthKeyDuplicated)
	r, err := d.Load(t.Context(), "login")
	require.NoError(t, err)
	require.Empty(t, r.Session.Fingerprint())
}

// TestTwoAtOnce: of two who say the same, one is heard.
func TestTwoAtOnce(t *testing.T) {
	defer goleak.VerifyNone(t)
	for range 100 {
		srv, door := newServer(t, registered)
		store := &flow.MemoryStore{}
		do(t, &flow.Driver{Transport: door, Store: store}, flow.PhoneNumber(phone))
		var wg sync.WaitGroup
		outcomes := make([]error, 4)
		for i := range outcomes {
			wg.Go(func() {
				d := &flow.Driver{Transport: door, Store: store}
				_, outcomes[i] = d.Do(t.Context(), "login", flow.Code(phoneCode))
			})
		}
		wg.Wait()
		heard := 0
		for _, err := range outcomes {
			if err == nil {
				heard++
				continue
			}
			e, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok, err)
			require.Contains(t, []errors.Reason{errors.Busy, errors.Conflict, errors.NotAllowed}, e.Reason)
		}
		require.Equal(t, 1, heard)
		require.Equal(t, 1, asked(srv, "auth.signIn"))
	}
}

// TestTwoSettle: of two who find the same doubt, both learn what is so.
func TestTwoSettle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv, door := newServer(t, registered)
		store := &flow.MemoryStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		srv.LoseAfter("auth.signIn")
		srv.LoseAfter("users.getUsers")
		_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
		requireReason(t, err, errors.Unanswered)

		g := newGate(t, door, flow.CallWhoAmI, true)
		d = &flow.Driver{Transport: g, Store: store}
		done := g.start(t, d, flow.Code(phoneCode))
		_, err = (&flow.Driver{Transport: door, Store: store}).Resume(t.Context(), "login")
		requireReason(t, err, errors.Busy)
		g.open()
		got := <-done
		require.NoError(t, got.err, "nobody wants a code now")
		require.Equal(t, flow.Ready, got.state.Phase)
	})
}

// TestTwoSettleAtOnce: who loses the race to settle something is told to wait
// for the winner.
func TestTwoSettleAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv, door := newServer(t, registered)
		store := &faultyStore{}
		do(t, &flow.Driver{Transport: door, Store: store}, flow.PhoneNumber(phone))
		crash := &flow.Driver{Store: store, Transport: performs(func(context.Context, flow.Call, flow.Session) (flow.Answer, flow.Session, error) {
			panic("crash")
		})}
		require.Panics(t, func() { _, _ = crash.Do(t.Context(), "login", flow.Code(phoneCode)) })
		time.Sleep(flow.DefaultLease)

		g := newGate(t, door, flow.CallWhoAmI, true)
		var done <-chan outcome
		store.save = func() error { // the winner is between our Load and our Save
			store.save = nil
			done = g.start(t, &flow.Driver{Transport: g, Store: store}, flow.Code(phoneCode))
			return nil
		}
		_, err := (&flow.Driver{Transport: door, Store: store}).Do(t.Context(), "login", flow.Code(phoneCode))
		requireReason(t, err, errors.Busy)
		g.open()
		require.NoError(t, (<-done).err)
		require.Equal(t, 1, asked(srv, "auth.signIn"))
	})
}

// faultyStore is a Store that a test can make fail.
type faultyStore struct {
	flow.MemoryStore
	load, save func() error // nil: none
}

func (s *faultyStore) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	if s.load != nil {
		if err := s.load(); err != nil {
			return nil, 0, err
		}
	}
	return s.MemoryStore.Load(ctx, id)
}

func (s *faultyStore) Save(ctx context.Context, id string, rev uint64, data []byte) error {
	if s.save != nil {
		if err := s.save(); err != nil {
			return err
		}
	}
	return s.MemoryStore.Save(ctx, id, rev, data)
}

// after returns nil n times, and then err for ever.
func after(n int, err error) func() error {
	return func() error {
		if n--; n >= 0 {
			return nil
		}
		return err
	}
}

func TestStoreFails(t *testing.T) {
	broken := errors.New("disk full")

	t.Run("Load", func(t *testing.T) {
		srv, door := newServer(t, registered)
		d := &flow.Driver{Transport: door, Store: &faultyStore{load: after(0, broken)}}
		_, err := d.Do(t.Context(), "login", flow.PhoneNumber(phone))
		require.ErrorIs(t, err, broken)
		_, err = d.Look(t.Context(), "login")
		require.ErrorIs(t, err, broken)
		_, err = d.Load(t.Context(), "login")
		require.ErrorIs(t, err, broken)
		_, err = d.Resume(t.Context(), "login")
		require.ErrorIs(t, err, broken)
		require.ErrorIs(t, d.Forget(t.Context(), "login"), broken)
		require.Empty(t, srv.Requests())
	})

	t.Run("Save before the call", func(t *testing.T) {
		srv, door := newServer(t, registered)
		store := &faultyStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		store.save = after(0, broken)
		s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
		require.ErrorIs(t, err, broken)
		require.Equal(t, flow.NoCall, s.Pending.Call, "what is returned is what is stored")
		require.Zero(t, asked(srv, "auth.signIn"))
		store.save = nil
		require.Equal(t, flow.Ready, do(t, d, flow.Code(phoneCode)).Phase)
	})

	t.Run("Save after the call", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			srv, door := newServer(t, registered)
			store := &faultyStore{}
			d := &flow.Driver{Transport: door, Store: store}
			do(t, d, flow.PhoneNumber(phone))
			store.save = after(1, broken)
			s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
			require.ErrorIs(t, err, broken)
			require.Equal(t, flow.CallSignIn, s.Pending.Call, "what is returned is what is stored")
			store.save = nil
			_, err = d.Resume(t.Context(), "login")
			requireReason(t, err, errors.Busy)
			time.Sleep(flow.DefaultLease)
			s, err = d.Resume(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
			require.Equal(t, 1, asked(srv, "auth.signIn"))
		})
	})

	t.Run("conflict before the call", func(t *testing.T) {
		srv, door := newServer(t, registered)
		store := &faultyStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		store.save = func() error { // somebody else is faster
			store.save = nil
			do(t, &flow.Driver{Transport: door, Store: store}, flow.Cancel())
			return errors.Local(errors.Conflict)
		}
		s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
		requireReason(t, err, errors.Conflict)
		require.Equal(t, flow.LoggedOut, s.Phase, "what is returned is what is there now")
		require.Zero(t, asked(srv, "auth.signIn"))
	})

	t.Run("conflict without end", func(t *testing.T) {
		_, door := newServer(t, registered)
		store := &faultyStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		saves := 0
		first := after(1, errors.Local(errors.Conflict))
		store.save = func() error { saves++; return first() }
		_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
		requireReason(t, err, errors.Conflict)
		require.Equal(t, 11, saves)
	})

	t.Run("conflict, and then no Load", func(t *testing.T) {
		_, door := newServer(t, registered)
		store := &faultyStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		store.save = after(1, errors.Local(errors.Conflict))
		store.load = after(1, broken)
		_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
		require.ErrorIs(t, err, broken)
	})
}

func TestForeignRecords(t *testing.T) {
	theirs, err := flow.Record{
		Realm: "telegram/1", State: flow.State{Phase: flow.Ready}, Session: flow.NewSession("key1", []byte("auth key")),
	}.MarshalBinary()
	require.NoError(t, err)
	for _, test := range []struct {
		name   string
		data   string
		reason errors.Reason
	}{
		{"another realm", string(theirs), errors.WrongRealm},
		{"no record", "\x00\x01", errors.BadRecord},
		{"later version", `{"v":2,"phase":"Ready"}`, errors.BadRecord},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv, door := newServer(t, registered)
			store := &flow.MemoryStore{}
			require.NoError(t, store.Save(t.Context(), "login", 0, []byte(test.data)))
			d := &flow.Driver{Transport: door, Store: store, Realm: "telegram/2"}
			_, err := d.Do(t.Context(), "login", flow.PhoneNumber(phone))
			requireReason(t, err, test.reason)
			s, err := d.Look(t.Context(), "login")
			requireReason(t, err, test.reason)
			require.Empty(t, s.Key)
			require.NotEqual(t, flow.Ready, s.Phase)
			r, err := d.Load(t.Context(), "login")
			requireReason(t, err, test.reason)
			require.Empty(t, r.Session.Bytes())
			_, err = d.Resume(t.Context(), "login")
			requireReason(t, err, test.reason)
			requireReason(t, d.Forget(t.Context(), "login"), test.reason)
			require.Empty(t, srv.Requests())
			data, rev, err := store.Load(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, test.data, string(data))
			require.Equal(t, uint64(1), rev)
		})
	}
}

// deaf is a store that does not look at contexts.
type deaf struct{ flow.MemoryStore }

func (s *deaf) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	return s.MemoryStore.Load(context.WithoutCancel(ctx), id)
}

func (s *deaf) Save(ctx context.Context, id string, rev uint64, data []byte) error {
	return s.MemoryStore.Save(context.WithoutCancel(ctx), id, rev, data)
}

func TestContext(t *testing.T) {
	t.Run("ended before", func(t *testing.T) {
		srv, door := newServer(t, registered)
		d := &flow.Driver{Transport: door, Store: &deaf{}}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := d.Do(ctx, "login", flow.PhoneNumber(phone))
		requireReason(t, err, errors.NotSent)
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, srv.Requests())
		s, err := d.Resume(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.NoCall, s.Pending.Call, "nothing is left open")
	})

	t.Run("ends during a call", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			srv, door := newServer(t, registered)
			d := &flow.Driver{Transport: door}
			do(t, d, flow.PhoneNumber(phone))
			srv.Inject(fake.Fault{Method: "auth.signIn", DelayAfter: make(chan struct{})})
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			began := time.Now()
			s, err := d.Do(ctx, "login", flow.Code(phoneCode))
			require.Equal(t, time.Second, time.Since(began))
			requireReason(t, err, errors.Unanswered)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, flow.CallSignIn, s.Doubt)
			require.Zero(t, asked(srv, "users.getUsers"), "the person is gone")

			// It was saved all the same, and nobody need wait for a lease.
			s, err = d.Resume(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
		})
	})

	t.Run("ends while the answer is on its way into the store", func(t *testing.T) {
		_, door := newServer(t, registered)
		ctx, cancel := context.WithCancel(t.Context())
		d := &flow.Driver{Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
			if c.Name == flow.CallSignIn {
				defer cancel()
			}
			return door.Perform(ctx, c, s)
		})}
		do(t, d, flow.PhoneNumber(phone))
		s, err := d.Do(ctx, "login", flow.Code(phoneCode))
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
	})

	t.Run("no call outlives its lease", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, door := newServer(t, registered)
			store := &faultyStore{}
			d := &flow.Driver{Store: store, Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if c.Name != flow.CallSignIn {
					return door.Perform(ctx, c, s)
				}
				<-ctx.Done()
				return nil, s, ctx.Err()
			})}
			do(t, d, flow.PhoneNumber(phone))
			slow := true
			store.save = func() error {
				if slow {
					time.Sleep(10 * time.Second) // the lease runs meanwhile
				}
				slow = false
				return nil
			}
			began := time.Now()
			s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
			require.Equal(t, flow.DefaultLease, time.Since(began))
			requireReason(t, err, errors.Unanswered)
			require.Equal(t, flow.WaitCode, s.Phase)
		})
	})

	t.Run("no call begins after its lease", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			srv, door := newServer(t, registered)
			store := &faultyStore{}
			d := &flow.Driver{Store: store, Transport: door}
			do(t, d, flow.PhoneNumber(phone))
			store.save = func() error { store.save = nil; time.Sleep(flow.DefaultLease); return nil }
			_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
			requireReason(t, err, errors.NotSent)
			require.Zero(t, asked(srv, "auth.signIn"))
		})
	})
}

// TestOddTransports: what breaks the contract of Transport breaks nothing else.
func TestOddTransports(t *testing.T) {
	signedIn := flow.Authorized{Account: flow.Account{ID: "1"}}
	for _, test := range []struct {
		name   string
		answer flow.Answer
		err    error
		reason errors.Reason
		doubt  bool
	}{
		{"neither answer nor error", nil, nil, errors.Unanswered, true},
		{"both", signedIn, errors.New("cut"), errors.Unanswered, true},
		{"a refusal without a reason", flow.Refused{}, nil, errors.Unnamed, false},
		{"an answer that belongs to another call", flow.Connected{}, nil, errors.Unanswered, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, door := newServer(t, registered)
				odd := true
				d := &flow.Driver{Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
					switch {
					case !odd, c.Name == flow.CallConnect, c.Name == flow.CallSendCode:
						return door.Perform(ctx, c, s)
					case c.Name == flow.CallWhoAmI:
						return flow.NotSent{Err: errors.New("down")}, s, nil
					}
					return test.answer, s, test.err
				})}
				do(t, d, flow.PhoneNumber(phone))
				s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
				requireReason(t, err, test.reason)
				require.Equal(t, test.doubt, s.Doubt != flow.NoCall)

				odd = false
				time.Sleep(flow.DefaultLease)
				require.Equal(t, flow.Ready, do(t, d, flow.Code(phoneCode)).Phase)
			})
		})
	}

	t.Run("panic", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, door := newServer(t, registered)
			odd := true
			d := &flow.Driver{Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if odd && c.Name == flow.CallSignIn {
					panic("odd")
				}
				return door.Perform(ctx, c, s)
			})}
			do(t, d, flow.PhoneNumber(phone))
			require.PanicsWithValue(t, "odd", func() { _, _ = d.Do(t.Context(), "login", flow.Code(phoneCode)) })
			odd = false
			_, err := d.Resume(t.Context(), "login")
			requireReason(t, err, errors.Busy)
			time.Sleep(flow.DefaultLease)
			require.Equal(t, flow.Ready, do(t, d, flow.Code(phoneCode)).Phase)
		})
	})
}

func TestObserve(t *testing.T) {
	_, door := newServer(t, protected)
	var seen []string
	store := &flow.MemoryStore{}
	d := &flow.Driver{Transport: door, Store: store}
	d.Observe = func(o flow.Observation) {
		require.Equal(t, "login", o.ID)
		s, err := (&flow.Driver{Store: store}).Look(t.Context(), o.ID)
		require.NoError(t, err)
		require.Equal(t, s.String(), o.State.String(), "it has been saved")
		require.Equal(t, o.State.Pending.Call, o.Call.Name)
		switch e := o.Event.(type) {
		case flow.Input:
			seen = append(seen, e.Name().String()+" -> "+o.State.String())
		case flow.Answered:
			seen = append(seen, fmt.Sprintf("%s %T -> %s", e.Call.Name, e.Answer, o.State))
		}
	}
	do(t, d, flow.PhoneNumber(phone), flow.Code(phoneCode))
	_, err := d.Do(t.Context(), "login", flow.Resend())
	requireReason(t, err, errors.NotAllowed) // no step, so nothing to see
	do(t, d, flow.Password(secret))
	require.Equal(t, []string{
		"PhoneNumber -> WaitPhoneNumber, asking Connect",
		"Connect flow.Connected -> WaitPhoneNumber, asking SendCode",
		"SendCode flow.CodeSent -> WaitCode",
		"Code -> WaitCode, asking SignIn",
		"SignIn flow.PasswordWanted -> WaitPassword",
		"Password -> WaitPassword, asking CheckPassword",
		"CheckPassword flow.Authorized -> Ready",
	}, seen)
}

// TestNothingIsTold plays all that can happen, for all that is said about it to
// be searched (see TestMain).
func TestNothingIsTold(t *testing.T) {
	_, err := design{watched: t}.oneFault(never)
	require.NoError(t, err)
}

func TestForget(t *testing.T) {
	for _, test := range []struct {
		name   string
		inputs []flow.Input
		reason errors.Reason // "": forgotten
	}{
		{"nothing begun", nil, ""},
		{"a code is out", []flow.Input{flow.PhoneNumber(phone)}, errors.NotAllowed},
		{"password wanted", []flow.Input{flow.PhoneNumber(phone), flow.Code(phoneCode)}, errors.NotAllowed},
		{"ready", []flow.Input{flow.PhoneNumber(phone), flow.Code(phoneCode), flow.Password(secret)}, errors.NotAllowed},
		{"logged out", []flow.Input{flow.PhoneNumber(phone), flow.Code(phoneCode), flow.Password(secret), flow.LogOut()}, ""},
		{"cancelled", []flow.Input{flow.PhoneNumber(phone), flow.Cancel()}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, door := newServer(t, protected)
			store := &flow.MemoryStore{}
			d := &flow.Driver{Transport: door, Store: store}
			do(t, d, test.inputs...)
			err := d.Forget(t.Context(), "login")
			data, rev, loadErr := store.Load(t.Context(), "login")
			require.NoError(t, loadErr)
			if test.reason != "" {
				requireReason(t, err, test.reason)
				require.NotEmpty(t, data)
				return
			}
			require.NoError(t, err)
			for _, old := range []string{phone[1:], phoneCode, "key", "session"} {
				require.NotContains(t, string(data), old)
			}
			require.NotEqual(t, uint64(1), rev, "revisions do not begin again")
			require.Equal(t, flow.WaitCode, do(t, d, flow.PhoneNumber(phone)).Phase, "the id can be used again")
		})
	}

	t.Run("a call is pending", func(t *testing.T) {
		_, door := newServer(t, registered)
		g := newGate(t, door, flow.CallConnect, true)
		d := &flow.Driver{Transport: g}
		done := g.start(t, d, flow.PhoneNumber(phone))
		requireReason(t, d.Forget(t.Context(), "login"), errors.NotAllowed)
		g.open()
		require.NoError(t, (<-done).err)
	})

	t.Run("in doubt", func(t *testing.T) {
		srv, door := newServer(t, registered)
		d := &flow.Driver{Transport: door}
		srv.LoseAfter("auth.sendCode")
		srv.LoseBefore("users.getUsers")
		_, err := d.Do(t.Context(), "login", flow.PhoneNumber(phone))
		requireReason(t, err, errors.Unanswered)
		requireReason(t, d.Forget(t.Context(), "login"), errors.NotAllowed)
	})
}

func TestResumeOfNothing(t *testing.T) {
	srv, door := newServer(t, registered)
	store := &flow.MemoryStore{}
	d := &flow.Driver{Transport: door, Store: store}
	do(t, d, flow.PhoneNumber(phone))
	_, err := d.Do(t.Context(), "login", flow.Code(wrongCode))
	requireReason(t, err, errors.PhoneCodeInvalid)
	_, before, err := store.Load(t.Context(), "login")
	require.NoError(t, err)
	requests := len(srv.Requests())

	s, err := d.Resume(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, errors.PhoneCodeInvalid, s.Last.Reason)
	_, now, err := store.Load(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, before, now)
	require.Len(t, srv.Requests(), requests)
}

// TestDoubtIsAskedFirst: an input in doubt waits until the doubt is settled,
// and one call settles it.
func TestDoubtIsAskedFirst(t *testing.T) {
	srv, door := newServer(t, protected)
	d := &flow.Driver{Transport: door}
	do(t, d, flow.PhoneNumber(phone))
	srv.LoseAfter("auth.signIn")
	srv.LoseBefore("users.getUsers")
	_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
	requireReason(t, err, errors.Unanswered)

	srv.LoseBefore("users.getUsers")
	_, err = d.Do(t.Context(), "login", flow.Password(secret))
	requireReason(t, err, errors.Unanswered)
	require.Equal(t, 2, asked(srv, "users.getUsers"), "once a step")
	require.Zero(t, asked(srv, "auth.checkPassword"))

	require.Equal(t, flow.Ready, do(t, d, flow.Password(secret)).Phase)
	require.Equal(t, 1, asked(srv, "auth.signIn"))
}

// TestNoSessionWithAnError: a transport that has nothing to return but an error
// does not lose the key that it was given.
func TestNoSessionWithAnError(t *testing.T) {
	srv, door := newServer(t, registered)
	cut := true
	d := &flow.Driver{Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		if cut && c.Name == flow.CallSignIn {
			cut = false
			return nil, flow.Session{}, errors.New("connection cut")
		}
		return door.Perform(ctx, c, s)
	})}
	before := do(t, d, flow.PhoneNumber(phone))
	s, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
	requireReason(t, err, errors.Unanswered)
	require.Equal(t, before.Key, s.Key)
	s, err = d.Do(t.Context(), "login", flow.Code(phoneCode))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Len(t, srv.SignedIn(), 1)
}

// TestRunSaysThatItWaits: who watches is told once that Run waits, and what for.
func TestRunSaysThatItWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, door := newServer(t, registered)
		store := &flow.MemoryStore{}
		d := &flow.Driver{Transport: door, Store: store}
		do(t, d, flow.PhoneNumber(phone))
		g := newGate(t, door, flow.CallSignIn, true)
		done := g.start(t, &flow.Driver{Transport: g, Store: store}, flow.Code(phoneCode))
		time.AfterFunc(5*time.Second, g.open)
		var waits []flow.CallName
		watching := &flow.Driver{Transport: door, Store: store, Observe: func(o flow.Observation) {
			if o.Event == nil {
				waits = append(waits, o.State.Pending.Call)
			}
		}}
		s, err := watching.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) {
			return flow.Input{}, errors.New("asked in vain")
		})
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []flow.CallName{flow.CallSignIn}, waits)
		require.NoError(t, (<-done).err)
	})
}

// TestBudgetUsedUp: when the tries are used up and nothing else can help, the
// question is the number again, for as long as that is so.
func TestBudgetUsedUp(t *testing.T) {
	_, door := newServer(t, protected)
	d := &flow.Driver{Transport: door, Limits: flow.Limits{CodeAttempts: 2, PasswordAttempts: 2}}
	question := func() flow.Phase {
		s, err := d.Look(t.Context(), "login")
		require.NoError(t, err)
		return s.Question(time.Now())
	}
	do(t, d, flow.PhoneNumber(phone))
	for _, code := range []string{"11111", "33333"} {
		require.Equal(t, flow.WaitCode, question())
		_, err := d.Do(t.Context(), "login", flow.Code(code))
		requireReason(t, err, errors.PhoneCodeInvalid)
	}
	require.Equal(t, flow.WaitPhoneNumber, question())
	_, err := d.Do(t.Context(), "login", flow.Code(phoneCode))
	requireReason(t, err, errors.AttemptsUsed)

	do(t, d, flow.PhoneNumber(phone))
	require.Equal(t, flow.WaitCode, question(), "a new code has a budget of its own")
	do(t, d, flow.Code(phoneCode))
	for range 2 {
		require.Equal(t, flow.WaitPassword, question())
		_, err := d.Do(t.Context(), "login", flow.Password("wrong"))
		requireReason(t, err, errors.PasswordHashInvalid)
	}
	require.Equal(t, flow.WaitPhoneNumber, question())
	do(t, d, flow.PhoneNumber(phone), flow.Code(phoneCode))
	require.Equal(t, flow.WaitPassword, question())
}

// TestBudgetUsedUpButResend: while another code can be sent, the question
// stays.
func TestBudgetUsedUpButResend(t *testing.T) {
	account := registered
	account.Next = codes.SMS
	_, door := newServer(t, account)
	d := &flow.Driver{Transport: door, Limits: flow.Limits{CodeAttempts: 1}}
	do(t, d, flow.PhoneNumber(phone))
	s, err := d.Do(t.Context(), "login", flow.Code("11111"))
	requireReason(t, err, errors.PhoneCodeInvalid)
	require.Equal(t, flow.WaitCode, s.Question(time.Now()))
	do(t, d, flow.Resend(), flow.Code(phoneCode))
}

// TestNotSentKnowsWhy: what kept a call from being sent is the reason where it is
// known, and it is still a call that was not sent.
func TestNotSentKnowsWhy(t *testing.T) {
	for _, known := range []errors.Reason{errors.NoKey, errors.UnknownDC, errors.InsecureServer} {
		d := &flow.Driver{Transport: performs(func(_ context.Context, _ flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
			return flow.NotSent{Err: errors.Local(known)}, s, nil
		})}
		s, err := d.Do(t.Context(), "login", flow.PhoneNumber(phone))
		requireReason(t, err, known)
		require.ErrorIs(t, err, errors.NotSent)
		require.Equal(t, errors.Local(known).Class, s.Last.Class)
		again, err := d.Look(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, known, again.Last.Reason, "also once it has been stored")
	}
}

// TestMovedIsTold: who has given something for a code that a move has made worthless is
// told, and by what, when another one is on its way.
func TestMovedIsTold(t *testing.T) {
	firebase := flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash-1"), Delivery: codes.FirebaseSMS, Length: 5}}
	for name, tt := range map[string]struct {
		sent flow.Answer
		call flow.CallName
		says flow.Input
	}{
		"a receipt": {toPay, flow.CallAssignTransaction, flow.Purchased(flow.AppStore, "receipt")},
		"a payment": {toPay, flow.CallCheckPaidAuth, flow.Paid(7)},
		"a proof":   {firebase, flow.CallRequestFirebaseSMS, flow.FirebaseProof(flow.PlayIntegrityProof, sampleProof)},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEared().answers(flow.CallSendCode, tt.sent).answers(tt.call, flow.Moved{DC: 4})
			d := &flow.Driver{Transport: e}
			do(t, d, flow.PhoneNumber(phone))
			_, err := d.Do(t.Context(), "login", tt.says)
			require.Equal(t, tt.call.String(), requireReason(t, err, errors.CodeMoved).Method)
		})
	}
}
