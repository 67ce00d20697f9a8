package mtproto_test

import (
	"context"
	"io"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// mute makes a server silent about one call: it never answers, and its
// connection stays open.
type mute struct {
	mu      sync.Mutex
	method  string
	acts    bool
	reached chan struct{}
}

// next makes the server silent about the next call of a method, whether or not
// it acts on it. The channel is closed when the call has arrived.
func (m *mute) next(method string, acts bool) <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.method, m.acts, m.reached = method, acts, make(chan struct{})
	return m.reached
}

// before is for fake.Server.Before.
func (m *mute) before(method string, _ int) fake.Fault {
	m.mu.Lock()
	defer m.mu.Unlock()
	if method != m.method {
		return fake.Fault{}
	}
	m.method = ""
	close(m.reached)
	return fake.Fault{LoseBefore: !m.acts, LoseAfter: m.acts}
}

// outcome is what a step has led to.
type outcome struct {
	state flow.State
	err   error
}

// start takes a step in another goroutine.
func start(ctx context.Context, d *flow.Driver, in flow.Input) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		s, err := d.Do(ctx, "login", in)
		done <- outcome{s, err}
	}()
	return done
}

// within fails the test if something does not happen.
func within[T any](t testing.TB, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		require.FailNow(t, what)
		panic("not reached")
	}
}

// copied is a store with the same record, as a process would find it that comes
// after one that was killed.
func copied(t testing.TB, from flow.Store) *flow.MemoryStore {
	t.Helper()
	data, _, err := from.Load(t.Context(), "login")
	require.NoError(t, err)
	to := new(flow.MemoryStore)
	require.NoError(t, to.Save(t.Context(), "login", 0, data))
	return to
}

// lease is longer than a test waits: no call may need its end.
const lease = 2 * patience

// TestSilentServer cancels each call, which the server never answers. The step
// returns, the record says what is known, and the server is asked for the rest
// when it speaks again; just so if the process is killed instead.
func TestSilentServer(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	plain := fake.Account{Phone: ada, FirstName: "Ada"}
	protected := fake.Account{Phone: bea, Password: beaPassword, Next: codes.SMS}
	newcomer := fake.Account{Phone: ada, Unregistered: true}
	adaIn := []flow.Input{flow.PhoneNumber(ada), flow.Code(adaCode)}
	beaIn := []flow.Input{flow.PhoneNumber(bea), flow.Code(beaCode)}
	both := func(p flow.Phase) [2]flow.Phase { return [2]flow.Phase{p, p} }
	for _, tt := range []struct {
		name    string
		account fake.Account
		before  []flow.Input
		in      flow.Input
		method  string // that is not answered
		pending flow.CallName
		// What the record says when the call is given up.
		phase  flow.Phase
		doubt  flow.CallName
		reason errors.Reason // "": it has gone well
		// Where the login stands in the end if the server has not acted, and
		// if it has.
		settled [2]flow.Phase
	}{
		{"SendCode", plain, nil, flow.PhoneNumber(ada), "auth.sendCode", flow.CallSendCode,
			flow.WaitPhoneNumber, flow.CallSendCode, errors.Unanswered, both(flow.WaitPhoneNumber)},
		{"ResendCode", protected, beaIn[:1], flow.Resend(), "auth.resendCode", flow.CallResendCode,
			flow.WaitCode, flow.CallResendCode, errors.Unanswered, both(flow.WaitCode)},
		{"SignIn", plain, adaIn[:1], adaIn[1], "auth.signIn", flow.CallSignIn,
			flow.WaitCode, flow.CallSignIn, errors.Unanswered, [2]flow.Phase{flow.WaitCode, flow.Ready}},
		{"SignIn, half", protected, beaIn[:1], beaIn[1], "auth.signIn", flow.CallSignIn,
			flow.WaitCode, flow.CallSignIn, errors.Unanswered, [2]flow.Phase{flow.WaitCode, flow.WaitPassword}},
		{"SignIn, asking about the password", protected, beaIn[:1], beaIn[1], "account.getPassword", flow.CallSignIn,
			flow.WaitPassword, flow.NoCall, "", both(flow.WaitPassword)},
		{"SignUp", newcomer, adaIn, flow.Register("Ada", "Lovelace"), "auth.signUp", flow.CallSignUp,
			flow.WaitRegistration, flow.CallSignUp, errors.Unanswered, [2]flow.Phase{flow.WaitRegistration, flow.Ready}},
		{"CheckPassword", protected, beaIn, flow.Password(beaPassword), "auth.checkPassword", flow.CallCheckPassword,
			flow.WaitPassword, flow.CallCheckPassword, errors.Unanswered, [2]flow.Phase{flow.WaitPassword, flow.Ready}},
		{"CheckPassword, asking about it", protected, append(slices.Clip(beaIn), flow.Password("mule")), flow.Password(beaPassword),
			"account.getPassword", flow.CallCheckPassword,
			flow.WaitPassword, flow.NoCall, errors.NotSent, both(flow.WaitPassword)},
		{"WhoAmI", plain, adaIn, flow.Poll(), "users.getUsers", flow.CallWhoAmI,
			flow.Ready, flow.NoCall, errors.Unanswered, both(flow.Ready)},
		{"LogOut", plain, adaIn, flow.LogOut(), "auth.logOut", flow.CallLogOut,
			flow.Ready, flow.CallLogOut, errors.Unanswered, [2]flow.Phase{flow.Ready, flow.LoggedOut}},
		{"CancelCode, leaving", plain, adaIn[:1], flow.Cancel(), "auth.cancelCode", flow.CallCancelCode,
			flow.LoggedOut, flow.NoCall, "", both(flow.LoggedOut)},
		{"CancelCode, changing the number", plain, adaIn[:1], flow.PhoneNumber(ada), "auth.cancelCode", flow.CallCancelCode,
			flow.WaitPhoneNumber, flow.NoCall, errors.Unanswered, both(flow.WaitPhoneNumber)},
		{"LogOut, leaving at the password", protected, beaIn, flow.Cancel(), "auth.logOut", flow.CallLogOut,
			flow.LoggedOut, flow.CallLogOut, errors.Unanswered, both(flow.LoggedOut)},
	} {
		for i, acts := range []bool{false, true} {
			t.Run(tt.name+map[bool]string{false: "/lost", true: "/done"}[acts], func(t *testing.T) {
				srv := mtprototest.New(t, tt.account)
				silent := new(mute)
				srv.Before = silent.before
				store := new(flow.MemoryStore)
				d := &flow.Driver{Transport: srv.Transport(), Store: store, Limits: flow.Limits{Lease: lease}}
				for _, in := range tt.before {
					_, _ = d.Do(t.Context(), "login", in)
				}
				reached := silent.next(tt.method, acts)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				done := start(ctx, d, tt.in)
				within(t, reached, tt.method+" is not called")
				saved, err := d.Look(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, tt.pending, saved.Pending.Call, "saved before it was asked")
				killed := copied(t, store)

				cancel()
				got := within(t, done, "Do waits for the server")
				require.Equal(t, tt.phase, got.state.Phase)
				require.Equal(t, tt.doubt, got.state.Doubt)
				require.Equal(t, flow.NoCall, got.state.Pending.Call)
				if tt.reason == "" {
					require.NoError(t, got.err)
				} else {
					require.ErrorIs(t, got.err, tt.reason)
					require.ErrorIs(t, got.err, context.Canceled)
				}
				saved, err = d.Look(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, got.state.String(), saved.String())
				require.Eventually(t, func() bool { return idle(srv) }, patience, time.Millisecond)

				s, err := d.Resume(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, tt.settled[i], s.Phase)
				after := &flow.Driver{Transport: srv.Transport(), Store: killed, Limits: d.Limits}
				_, err = after.Resume(t.Context(), "login")
				require.ErrorIs(t, err, errors.Busy, "the lease has not ended")
				after.Now = func() time.Time { return time.Now().Add(lease) }
				s, err = after.Resume(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, tt.settled[i], s.Phase)
				for what, times := range srv.Examined() {
					require.Equal(t, 1, times, what.Method)
				}
			})
		}
	}
}

// TestSilentInDoubt: while it is not known how a call went, asking may be given
// up as often as one likes.
func TestSilentInDoubt(t *testing.T) {
	srv := mtprototest.New(t, fake.Account{Phone: ada})
	silent := new(mute)
	srv.Before = silent.before
	d := &flow.Driver{Transport: srv.Transport(), Limits: flow.Limits{Lease: lease}}
	_, err := d.Do(t.Context(), "login", flow.PhoneNumber(ada))
	require.NoError(t, err)
	srv.Inject(fake.Fault{Method: "auth.signIn", LoseAfter: true, Disconnect: true})
	in := flow.Code(adaCode)
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		reached := silent.next("users.getUsers", false)
		done := start(ctx, d, in)
		within(t, reached, "nobody asks")
		cancel()
		got := within(t, done, "Do waits for the server")
		require.ErrorIs(t, got.err, errors.Unanswered)
		require.Equal(t, flow.CallSignIn, got.state.Doubt)
		in = flow.Poll()
	}
	s, err := d.Resume(t.Context(), "login")
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
}

// deaf is a server that accepts and never answers. It tells of each connection
// on which something has come.
func deaf(t testing.TB) (address string, reached <-chan struct{}) {
	heard := make(chan struct{}, 100)
	return badServer(t, func(ctx context.Context, conn net.Conn) {
		if _, err := io.ReadFull(conn, make([]byte, 8)); err == nil {
			heard <- struct{}{}
		}
		<-ctx.Done()
	}), heard
}

// TestDeafServer: a key exchange spends nothing, so if it is given up nothing is
// in doubt. Where a key is there already, nobody knows what the server has read.
func TestDeafServer(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for _, tt := range []struct {
		name   string
		before []flow.Input
		in     flow.Input
		phase  flow.Phase
		doubt  flow.CallName
		reason errors.Reason
	}{
		{"Connect", nil, flow.PhoneNumber(ada), flow.WaitPhoneNumber, flow.NoCall, errors.NotSent},
		{"SignIn", []flow.Input{flow.PhoneNumber(ada)}, flow.Code(adaCode), flow.WaitCode, flow.CallSignIn, errors.Unanswered},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, fake.Account{Phone: ada})
			d := &flow.Driver{Transport: srv.Transport(), Store: new(flow.MemoryStore), Limits: flow.Limits{Lease: lease}}
			for _, in := range tt.before {
				_, err := d.Do(t.Context(), "login", in)
				require.NoError(t, err)
			}
			address, reached := deaf(t)
			away := srv.Transport()
			away.DCs[0].Addrs = []string{address}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := start(ctx, &flow.Driver{Transport: away, Store: d.Store, Limits: d.Limits}, tt.in)
			within(t, reached, "nobody connects")
			cancel()
			got := within(t, done, "Do waits for the server")
			require.ErrorIs(t, got.err, tt.reason)
			require.ErrorIs(t, got.err, context.Canceled)
			require.Equal(t, tt.phase, got.state.Phase)
			require.Equal(t, tt.doubt, got.state.Doubt)
			for _, in := range []flow.Input{flow.PhoneNumber(ada), flow.Code(adaCode)}[len(tt.before):] {
				_, err := d.Do(t.Context(), "login", in)
				require.NoError(t, err, "nothing was lost")
			}
			require.Len(t, srv.SignedIn(), 1)
			require.Len(t, srv.Inbox(ada), 1)
		})
	}
}

// TestLeaseEndsACall: nobody need cancel a call that is not answered.
func TestLeaseEndsACall(t *testing.T) {
	srv := mtprototest.New(t, fake.Account{Phone: ada})
	store := new(flow.MemoryStore)
	d := &flow.Driver{Transport: srv.Transport(), Store: store}
	_, err := d.Do(t.Context(), "login", flow.PhoneNumber(ada))
	require.NoError(t, err)
	address, _ := deaf(t)
	away := srv.Transport()
	away.DCs[0].Addrs = []string{address}
	hasty := &flow.Driver{Transport: away, Store: store, Limits: flow.Limits{Lease: 20 * time.Millisecond}}
	got := within(t, start(t.Context(), hasty, flow.Code(adaCode)), "the call does not end")
	require.Error(t, got.err)
	require.NotErrorIs(t, got.err, context.Canceled)
	require.Equal(t, flow.WaitCode, got.state.Phase)
	s, err := d.Do(t.Context(), "login", flow.Code(adaCode))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
}

// BenchmarkCancel reports how long a step takes to return once its context has
// ended, with a server that never answers: ms/cancel.
func BenchmarkCancel(b *testing.B) {
	for _, bench := range []struct {
		name   string
		before []flow.Input
		in     flow.Input
	}{
		{"Connect", nil, flow.PhoneNumber(bea)},
		{"SignIn", []flow.Input{flow.PhoneNumber(bea)}, flow.Code(beaCode)},
		{"CheckPassword", []flow.Input{flow.PhoneNumber(bea), flow.Code(beaCode)}, flow.Password(beaPassword)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			srv := mtprototest.New(b, fake.Account{Phone: bea, Password: beaPassword})
			d := &flow.Driver{Transport: srv.Transport(), Store: new(flow.MemoryStore)}
			for _, in := range bench.before {
				_, err := d.Do(b.Context(), "login", in)
				require.NoError(b, err)
			}
			address, reached := deaf(b)
			away := srv.Transport()
			away.DCs[0].Addrs = []string{address}
			var took time.Duration
			for b.Loop() {
				ctx, cancel := context.WithCancel(b.Context())
				step := &flow.Driver{Transport: away}
				if len(bench.before) > 0 {
					step.Store = copied(b, d.Store)
				}
				done := start(ctx, step, bench.in)
				within(b, reached, "nobody connects")
				began := time.Now()
				cancel()
				within(b, done, "Do waits for the server")
				took += time.Since(began)
			}
			b.ReportMetric(float64(took.Microseconds())/1000/float64(b.N), "ms/cancel")
		})
	}
}
