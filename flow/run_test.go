package flow_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// answers is an Asker that knows what to say to each question, and notes the
// questions and why they are put again.
type answers struct {
	say   map[flow.Phase][]flow.Input // in order; the last one again and again
	asked []string
	now   func() time.Time
}

func (a *answers) ask(_ context.Context, s flow.State) (flow.Input, error) {
	q := s.Question(a.now())
	text := q.String()
	if s.Last != nil {
		text += " " + string(s.Last.Reason)
	}
	a.asked = append(a.asked, text)
	inputs := a.say[q]
	if len(inputs) == 0 {
		return flow.Input{}, errHungUp
	}
	if len(inputs) > 1 {
		a.say[q] = inputs[1:]
	}
	return inputs[0], nil
}

var errHungUp = errors.New("hung up")

func says(say map[flow.Phase][]flow.Input) *answers { return &answers{say: say, now: time.Now} }

func signsIn() map[flow.Phase][]flow.Input {
	return map[flow.Phase][]flow.Input{
		flow.WaitPhoneNumber: {flow.PhoneNumber(phone)},
		flow.WaitCode:        {flow.Code(phoneCode)},
		flow.WaitPassword:    {flow.Password(secret)},
	}
}

func TestRun(t *testing.T) {
	_, door := newServer(t, protected)
	d := &flow.Driver{Transport: door}
	say := signsIn()
	say[flow.WaitCode] = []flow.Input{flow.Code("1"), flow.Code(wrongCode), flow.Code(phoneCode)}
	a := says(say)
	s, err := d.Run(t.Context(), "login", a.ask)
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, []string{
		"WaitPhoneNumber", "WaitCode", "WaitCode code_length", "WaitCode PHONE_CODE_INVALID", "WaitPassword",
	}, a.asked)

	s, err = d.Run(t.Context(), "login", a.ask)
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Len(t, a.asked, 5, "who is signed in is asked nothing")
}

func TestRunGivesUp(t *testing.T) {
	for _, test := range []struct {
		name   string
		say    flow.Input
		method string // that costs most
		calls  int    // of it
		cause  errors.Reason
	}{
		{"refused by us", flow.Resend(), "auth.resendCode", 0, errors.NotAllowed},
		{"refused by the server", flow.PhoneNumber("+15550100"), "auth.sendCode", 20, errors.PhoneNumberInvalid},
		{"never refused", flow.PhoneNumber(phone), "auth.sendCode", 100, ""},
		{"nothing", flow.Input{}, "auth.sendCode", 0, errors.NotAllowed},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv, door := newServer(t, registered)
			d := &flow.Driver{Transport: door}
			_, err := d.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) { return test.say, nil })
			e := requireReason(t, err, errors.TooManyRefusals)
			if test.cause == "" {
				require.NoError(t, e.Err)
			} else {
				require.ErrorIs(t, err, test.cause)
			}
			require.Equal(t, test.calls, asked(srv, test.method))
		})
	}
}

// TestRunIsPatient: a refusal now and then does not count.
func TestRunIsPatient(t *testing.T) {
	_, door := newServer(t, protected)
	d := &flow.Driver{Transport: door}
	say := signsIn()
	say[flow.WaitCode] = nil
	for range 30 {
		say[flow.WaitCode] = append(say[flow.WaitCode], flow.Code("1"), flow.PhoneNumber(phone))
	}
	say[flow.WaitCode] = append(say[flow.WaitCode], flow.Code(phoneCode))
	s, err := d.Run(t.Context(), "login", says(say).ask)
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
}

func TestRunStops(t *testing.T) {
	t.Run("the person hangs up", func(t *testing.T) {
		srv, door := newServer(t, protected)
		d := &flow.Driver{Transport: door}
		say := signsIn()
		delete(say, flow.WaitPassword)
		s, err := d.Run(t.Context(), "login", says(say).ask)
		require.ErrorIs(t, err, errHungUp)
		require.Equal(t, flow.WaitPassword, s.Phase)

		a := says(signsIn())
		s, err = d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"WaitPassword"}, a.asked, "it goes on where it was left")
		require.Equal(t, 1, asked(srv, "auth.signIn"))
	})

	t.Run("the person leaves", func(t *testing.T) {
		_, door := newServer(t, protected)
		d := &flow.Driver{Transport: door}
		say := signsIn()
		say[flow.WaitCode] = []flow.Input{flow.Cancel()}
		s, err := d.Run(t.Context(), "login", says(say).ask)
		requireReason(t, err, errors.Ended)
		require.Equal(t, flow.LoggedOut, s.Phase)
	})

	t.Run("it is over", func(t *testing.T) {
		srv, door := newServer(t, protected)
		srv.Refuse("auth.signIn", 406, "UPDATE_APP_TO_LOGIN")
		d := &flow.Driver{Transport: door}
		for range 2 { // the reason is kept
			s, err := d.Run(t.Context(), "login", says(signsIn()).ask)
			requireReason(t, err, errors.UpdateAppToLogin)
			require.Equal(t, flow.Failed, s.Phase)
		}
	})

	t.Run("the context ends while a person thinks", func(t *testing.T) {
		_, door := newServer(t, protected)
		d := &flow.Driver{Transport: door}
		ctx, cancel := context.WithCancel(t.Context())
		do(t, d, flow.PhoneNumber(phone))
		s, err := d.Run(ctx, "login", func(context.Context, flow.State) (flow.Input, error) {
			cancel()
			return flow.Code(phoneCode), nil
		})
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, flow.WaitCode, s.Phase)
	})

	t.Run("the context ends as the last answer comes", func(t *testing.T) {
		_, door := newServer(t, registered)
		ctx, cancel := context.WithCancel(t.Context())
		d := &flow.Driver{Transport: door, Observe: func(o flow.Observation) {
			if o.State.Phase == flow.Ready {
				cancel()
			}
		}}
		s, err := d.Run(ctx, "login", says(signsIn()).ask)
		require.NoError(t, err, "signed in is signed in")
		require.Equal(t, flow.Ready, s.Phase)
	})

	t.Run("the store fails", func(t *testing.T) {
		_, door := newServer(t, registered)
		broken := errors.New("disk full")
		a := says(signsIn())
		_, err := (&flow.Driver{Transport: door, Store: &faultyStore{save: after(4, broken)}}).Run(t.Context(), "login", a.ask)
		require.ErrorIs(t, err, broken)
		require.Equal(t, []string{"WaitPhoneNumber", "WaitCode"}, a.asked)
	})

	t.Run("the record is not ours", func(t *testing.T) {
		_, door := newServer(t, registered)
		store := &flow.MemoryStore{}
		require.NoError(t, store.Save(t.Context(), "login", 0, []byte("{}")))
		a := says(signsIn())
		_, err := (&flow.Driver{Transport: door, Store: store}).Run(t.Context(), "login", a.ask)
		requireReason(t, err, errors.BadRecord)
		require.Empty(t, a.asked)
	})
}

// TestRunInDoubt: while nobody knows whether a code was accepted, it is not
// asked for.
func TestRunInDoubt(t *testing.T) {
	srv, door := newServer(t, registered)
	d := &flow.Driver{Transport: door}
	srv.LoseAfter("auth.signIn")
	srv.LoseBefore("users.getUsers")
	a := says(signsIn())
	s, err := d.Run(t.Context(), "login", a.ask)
	requireReason(t, err, errors.Unanswered)
	require.Equal(t, flow.CallSignIn, s.Doubt)

	srv.LoseBefore("users.getUsers")
	_, err = d.Run(t.Context(), "login", a.ask)
	requireReason(t, err, errors.Unanswered)

	s, err = d.Run(t.Context(), "login", a.ask)
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, []string{"WaitPhoneNumber", "WaitCode"}, a.asked)
}

// TestRunInDoubtOfLogOut: who may have logged out is not called signed in.
func TestRunInDoubtOfLogOut(t *testing.T) {
	srv, door := newServer(t, registered)
	d := &flow.Driver{Transport: door}
	do(t, d, flow.PhoneNumber(phone), flow.Code(phoneCode))
	srv.LoseAfter("auth.logOut")
	srv.LoseBefore("users.getUsers")
	_, err := d.Do(t.Context(), "login", flow.LogOut())
	requireReason(t, err, errors.Unanswered)

	srv.LoseBefore("users.getUsers")
	a := says(signsIn())
	s, err := d.Run(t.Context(), "login", a.ask)
	requireReason(t, err, errors.Unanswered)
	require.Equal(t, flow.CallLogOut, s.Doubt)
	s, err = d.Run(t.Context(), "login", a.ask)
	require.Error(t, err)
	require.Equal(t, flow.LoggedOut, s.Phase)
	require.Empty(t, a.asked)
}

// TestRunExpired: a code that came too late is not asked for any more.
func TestRunExpired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, door := newServer(t, registered)
		d := &flow.Driver{Transport: door}
		do(t, d, flow.PhoneNumber(phone))
		time.Sleep(flow.DefaultCodeLife + 1)
		a := says(signsIn())
		s, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"WaitPhoneNumber", "WaitCode"}, a.asked)
	})
}

func TestRunWaits(t *testing.T) {
	// pending leaves a login with a call that another process is making.
	pending := func(t *testing.T) (*fake.Server, *flow.Driver, *gate, <-chan outcome) {
		srv, door := newServer(t, registered)
		store := &flow.MemoryStore{}
		g := newGate(t, door, flow.CallSignIn, true)
		other := &flow.Driver{Transport: g, Store: store}
		do(t, other, flow.PhoneNumber(phone))
		return srv, &flow.Driver{Transport: door, Store: store}, g, g.start(t, other, flow.Code(phoneCode))
	}

	t.Run("for the answer", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, d, g, done := pending(t)
			core, logs := observer.New(zap.DebugLevel)
			d.Logger = zap.New(core)
			time.AfterFunc(5*time.Second, g.open)
			began := time.Now()
			a := says(nil)
			s, err := d.Run(t.Context(), "login", a.ask)
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
			require.Less(t, time.Since(began), 7*time.Second)
			require.NotZero(t, logs.FilterMessageSnippet("waiting").Len())
			require.NoError(t, (<-done).err)
		})
	})

	t.Run("for the lease", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			srv, d, g, done := pending(t)
			began := time.Now()
			a := says(signsIn())
			s, err := d.Run(t.Context(), "login", a.ask)
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
			require.GreaterOrEqual(t, time.Since(began), flow.DefaultLease)
			require.Less(t, time.Since(began), flow.DefaultLease+2*time.Second)
			require.Equal(t, []string{"WaitCode unanswered"}, a.asked)
			require.Equal(t, 1, asked(srv, "auth.signIn"))
			g.open()
			requireReason(t, (<-done).err, errors.Conflict)
		})
	})

	t.Run("with an input in hand", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			srv, door := newServer(t, registered)
			store := &flow.MemoryStore{}
			g := newGate(t, door, flow.CallSignIn, true)
			other := &flow.Driver{Transport: g, Store: store}
			do(t, other, flow.PhoneNumber(phone))
			var done <-chan outcome
			times := 0
			d := &flow.Driver{Transport: door, Store: store}
			s, err := d.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) {
				times++
				done = g.start(t, other, flow.Code(wrongCode)) // as another tab does
				time.AfterFunc(5*time.Second, g.open)
				return flow.Code(phoneCode), nil
			})
			require.NoError(t, err)
			require.Equal(t, flow.Ready, s.Phase)
			require.Equal(t, 1, times, "a person says it once")
			require.Equal(t, 2, asked(srv, "auth.signIn"))
			requireReason(t, (<-done).err, errors.PhoneCodeInvalid)
		})
	})

	t.Run("until the context ends", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, d, g, done := pending(t)
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			began := time.Now()
			s, err := d.Run(ctx, "login", says(nil).ask)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, 3*time.Second, time.Since(began))
			require.Equal(t, flow.CallSignIn, s.Pending.Call)
			g.open()
			require.NoError(t, (<-done).err)
		})
	})
}
