package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// The account of the sign-ins.
const number, password = "+9996620002", "correct horse"

func serve(t testing.TB) *fake.Server {
	t.Helper()
	server, err := fake.New(fake.Account{Phone: number, Password: password, FirstName: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// answer is what a person says who has the right answer to everything.
func answer(server *fake.Server) flow.Asker {
	return func(_ context.Context, s flow.State) (flow.Input, error) {
		switch s.Phase {
		case flow.WaitPhoneNumber:
			return flow.PhoneNumber(number), nil
		case flow.WaitCode:
			inbox := server.Inbox(number)
			return flow.Code(inbox[len(inbox)-1].Code), nil
		case flow.WaitPassword:
			return flow.Password(password), nil
		default:
			return flow.Input{}, errors.New("storetest: asked in " + s.Phase.String())
		}
	}
}

// errCrashed is all that a process hears that has crashed.
var errCrashed = errors.New("storetest: crashed")

// crashing is a store in a process that crashes when it saves.
type crashing struct {
	flow.Store
	saves int  // that are left, the one at which it crashes included
	after bool // it crashes when the data are there, not before
}

func (c *crashing) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	if c.saves == 0 {
		return nil, 0, errCrashed
	}
	return c.Store.Load(ctx, id)
}

func (c *crashing) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if c.saves == 0 {
		return errCrashed
	}
	c.saves--
	if c.saves > 0 {
		return c.Store.Save(ctx, id, revision, data)
	}
	if c.after {
		if err := c.Store.Save(ctx, id, revision, data); err != nil {
			return err
		}
	}
	return errCrashed
}

// signInWithCrashes crashes before and after each save of a sign-in in turn.
// Another process, an hour later, goes on from the stored bytes.
func signInWithCrashes(t testing.TB, open func() flow.Store) {
	server := serve(t)
	now := time.Now()
	const most = 100
	for saves := 1; ; saves++ {
		for _, after := range []bool{false, true} {
			clock := func() time.Time { return now }
			store := &crashing{Store: open(), saves: saves, after: after}
			err := signInAndOut(t, server, store, clock)
			if err == nil && store.saves > 0 {
				expectNothingLeft(t, server)
				return
			}
			if !errors.Is(err, errCrashed) {
				t.Fatalf("on the way to save %d: %v", saves, err)
			}
			now = now.Add(time.Hour)
			if err := signInAndOut(t, server, open(), clock); err != nil {
				t.Fatalf("after a crash at save %d: %v", saves, err)
			}
		}
		if saves == most {
			t.Fatalf("a sign-in takes over %d saves", most)
		}
	}
}

// signInAndOut carries a login on to its end, wherever it stands, and makes room
// for the next one.
func signInAndOut(t testing.TB, server *fake.Server, store flow.Store, now func() time.Time) error {
	d := &flow.Driver{
		Transport: &fake.Transport{Server: server}, Store: store, Now: now,
		Limits: flow.Limits{CodeLife: 24 * time.Hour},
	}
	s, err := d.Run(t.Context(), login, answer(server))
	if err == nil {
		_, err = d.Do(t.Context(), login, flow.LogOut())
	} else if s.Phase == flow.LoggedOut {
		err = nil // an earlier process has come that far
	}
	if err != nil {
		return err
	}
	return d.Forget(t.Context(), login)
}

func expectNothingLeft(t testing.TB, server *fake.Server) {
	t.Helper()
	for what, times := range server.Examined() {
		if times > 1 {
			t.Errorf("%s: a value was examined %d times", what.Method, times)
		}
	}
	if left := len(server.SignedIn()) + len(server.HalfSignedIn()); left > 0 {
		t.Errorf("%d logins are left behind", left)
	}
}

// twoDrivers lets one driver's call take long. The other one is told so.
func twoDrivers(t testing.TB, open func() flow.Store) {
	server := serve(t)
	asked, release := make(chan struct{}), make(chan struct{})
	goOn := sync.OnceFunc(func() { close(release) })
	defer goOn()
	var calls atomic.Int32
	server.Before = func(method string, _ int) fake.Fault {
		if method != "auth.signIn" || calls.Add(1) > 1 {
			return fake.Fault{}
		}
		close(asked)
		return fake.Fault{DelayBefore: release}
	}
	driver := func() *flow.Driver {
		return &flow.Driver{Transport: &fake.Transport{Server: server}, Store: open()}
	}
	one, other := driver(), driver()
	if _, err := one.Do(t.Context(), login, flow.PhoneNumber(number)); err != nil {
		t.Fatalf("PhoneNumber: %v", err)
	}
	code := flow.Code(server.Inbox(number)[0].Code)
	ended := make(chan error, 1)
	go func() {
		_, err := one.Do(t.Context(), login, code)
		ended <- err
	}()
	select {
	case <-asked:
	case err := <-ended:
		t.Fatalf("Code: %v", err)
	}
	if _, err := other.Do(t.Context(), login, code); !errors.Is(err, errors.Busy) {
		t.Errorf("another driver's Code while a call is under way: %v, want errors.Busy", err)
	}
	goOn()
	if err := <-ended; err != nil {
		t.Fatalf("Code: %v", err)
	}
	s, err := other.Do(t.Context(), login, flow.Password(password))
	if err != nil || s.Phase != flow.Ready {
		t.Fatalf("another driver's Password: %v, %v", s, err)
	}
}

// revisionsGoOn: an answer to a login that has been forgotten must not be taken
// for the next one's.
func revisionsGoOn(t testing.TB, open func() flow.Store) {
	server := serve(t)
	d := &flow.Driver{Transport: &fake.Transport{Server: server}, Store: open()}
	var last uint64
	for range 3 {
		if s, err := d.Run(t.Context(), login, answer(server)); err != nil {
			t.Fatalf("sign-in: %v, %v", s, err)
		}
		if _, err := d.Do(t.Context(), login, flow.LogOut()); err != nil {
			t.Fatalf("LogOut: %v", err)
		}
		data, before := load(t, open(), login)
		if before <= last {
			t.Fatalf("a sign-in leads from revision %d to %d", last, before)
		}
		if err := d.Forget(t.Context(), login); err != nil {
			t.Fatalf("Forget: %v", err)
		}
		if _, last = load(t, open(), login); last <= before {
			t.Fatalf("Forget leads from revision %d to %d", before, last)
		}
		refuse(t, open(), before, data)
	}
}
