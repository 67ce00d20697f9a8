package flow_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

var (
	ada   = fake.Account{Phone: "+9996620001", FirstName: "Ada"}
	grace = fake.Account{Phone: "+9996620002", FirstName: "Grace", Password: "secret"}
)

// newLogins is a server with two accounts and two data centres, a door to it and
// a driver.
func newLogins(t *testing.T) (*fake.Server, *fake.Transport, *flow.Driver) {
	s, err := fake.New(ada, grace)
	require.NoError(t, err)
	s.DCs = append(s.DCs, 4)
	tr := &fake.Transport{Server: s, AppID: 1, AppHash: codes.NewSecret("x")}
	return s, tr, &flow.Driver{Transport: tr}
}

// TestLastTryAccepted: the answer to the last try is lost, and the code was right: the password is
// asked for, not the number.
func TestLastTryAccepted(t *testing.T) {
	s, _, d := newLogins(t)
	d.Limits.CodeAttempts = 1
	_, err := d.Do(t.Context(), "a", flow.PhoneNumber(grace.Phone))
	require.NoError(t, err)
	s.LoseAfter("auth.signIn")
	st, err := d.Do(t.Context(), "a", flow.Code("22222"))
	require.NoError(t, err, st)
	require.Equal(t, flow.WaitPassword, st.Phase)
	require.Equal(t, flow.WaitPassword, st.Question(time.Now()), "the code was accepted")
}

// TestCancelInDoubt: who cancels in doubt is not signed in behind their back.
func TestCancelInDoubt(t *testing.T) {
	s, _, d := newLogins(t)
	_, err := d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	require.NoError(t, err)
	s.LoseAfter("auth.signIn")
	s.Refuse("users.getUsers", 500, "X")
	_, err = d.Do(t.Context(), "a", flow.Code("22222"))
	require.Error(t, err)
	st, err := d.Do(t.Context(), "a", flow.Cancel())
	require.True(t, err != nil || len(s.SignedIn()) == 0, "cancelled without error, but %s", st)
}

// TestLogOutMoved: a log-out that is sent elsewhere by the server ends nothing, and says so.
func TestLogOutMoved(t *testing.T) {
	s, _, d := newLogins(t)
	_, _ = d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	_, err := d.Do(t.Context(), "a", flow.Code("22222"))
	require.NoError(t, err)
	s.Refuse("auth.logOut", 303, "USER_MIGRATE_4")
	st, err := d.Do(t.Context(), "a", flow.LogOut())
	require.False(t, st.Over() && len(s.SignedIn()) > 0, "%s (%v), key %s; still signed in: %v", st, err, st.Key, s.SignedIn())
}

// TestRefusedInDoubt: a server that will not say who is signed in leaves the doubt, and a login
// in doubt cannot be forgotten.
func TestRefusedInDoubt(t *testing.T) {
	for _, text := range []string{"UPDATE_APP_TO_LOGIN", "FROZEN_METHOD_INVALID", "API_ID_INVALID", "PHONE_CODE_EXPIRED"} {
		t.Run(text, func(t *testing.T) {
			s, _, d := newLogins(t)
			_, _ = d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
			s.LoseAfter("auth.signIn")
			s.Refuse("users.getUsers", 406, text)
			st, _ := d.Do(t.Context(), "a", flow.Code("22222"))
			err := d.Forget(t.Context(), "a")
			require.False(t, err == nil && len(s.SignedIn()) > 0, "%s, forgotten, and still signed in", st)
		})
	}
}

// TestLeaveInDoubt: whatever the server says, one can leave.
func TestLeaveInDoubt(t *testing.T) {
	s, _, d := newLogins(t)
	_, _ = d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	s.LoseAfter("auth.signIn")
	for range 9 {
		s.Refuse("users.getUsers", 400, "SOMETHING_NEW")
	}
	_, _ = d.Do(t.Context(), "a", flow.Code("22222"))
	st, err := d.Do(t.Context(), "a", flow.Cancel())
	require.True(t, st.Over(), "no way out: %s, %v", st, err)
}

// TestStrangeAnswers: what only looks like an answer is none, and does no harm.
func TestStrangeAnswers(t *testing.T) {
	st := flow.State{Phase: flow.WaitPhoneNumber, Calls: 1, Key: "k",
		Pending: flow.Pending{Call: flow.CallSendCode, Number: 1, Until: time.Now().Add(time.Hour)}}
	for _, a := range []flow.Answer{&flow.Authorized{Account: flow.Account{ID: "7"}}, struct{ flow.Authorized }{}, (*flow.Authorized)(nil), struct{ flow.Answer }{}} {
		require.NotPanics(t, func() {
			next, _, err := flow.Step(st, flow.Answered{Call: flow.Call{Name: flow.CallSendCode, Number: 1}, Answer: a, Key: "k"}, time.Now())
			require.False(t, err == nil && next.Phase == flow.Ready && next.Account.ID != "7", "%T: Ready as nobody", a)
		})
	}
}

// TestStrangeReason: a reason of a transport's own making can be stored and read back.
func TestStrangeReason(t *testing.T) {
	_, tr, d := newLogins(t)
	d.Transport = performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		if c.Name == flow.CallSendCode {
			return flow.Refused{Err: &errors.Error{Reason: "auth/invalid-phone-number", Class: errors.Reenter}}, s, nil
		}
		return tr.Perform(ctx, c, s)
	})
	_, _ = d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	_, err := d.Look(t.Context(), "a")
	require.NoError(t, err, "what was written can be read")
}

// TestStrangeClass: an answer that the tables have no row for does not leave the call pending.
func TestStrangeClass(t *testing.T) {
	_, tr, d := newLogins(t)
	d.Transport = performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		if c.Name == flow.CallSendCode {
			return flow.Refused{Err: &errors.Error{Reason: "X", Class: 99}}, s, nil
		}
		return tr.Perform(ctx, c, s)
	})
	st, err := d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	require.Equal(t, flow.NoCall, st.Pending.Call, "an answer came, yet %s, %v", st, err)
}

// TestNoSession: a transport that returns no session has not lost the one it was given.
func TestNoSession(t *testing.T) {
	s, tr, d := newLogins(t)
	d.Transport = performs(func(ctx context.Context, c flow.Call, sess flow.Session) (flow.Answer, flow.Session, error) {
		a, next, err := tr.Perform(ctx, c, sess)
		if c.Name == flow.CallSignIn {
			return nil, flow.Session{}, nil
		}
		return a, next, err
	})
	_, _ = d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	st, _ := d.Do(t.Context(), "a", flow.Code("22222"))
	require.False(t, st.Key == "" && len(s.SignedIn()) > 0, "the authorised key is gone: %s", st)
}

// TestForgottenAnswer: the answer to a login that was forgotten does not touch the next one under
// the same id.
func TestForgottenAnswer(t *testing.T) {
	_, tr, first := newLogins(t)
	store := new(flow.MemoryStore)
	first.Store = store
	_, _ = first.Do(t.Context(), "chat", flow.PhoneNumber(ada.Phone))
	hold, entered, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	slow := &flow.Driver{Store: store, Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		a, next, err := tr.Perform(ctx, c, s)
		close(entered)
		<-hold
		return a, next, err
	})}
	go func() { defer close(done); _, _ = slow.Do(context.Background(), "chat", flow.Code("11111")) }()
	<-entered
	later := &flow.Driver{Store: store, Transport: tr, Now: func() time.Time { return time.Now().Add(time.Minute) }}
	_, err := later.Resume(t.Context(), "chat")
	require.NoError(t, err)
	_, err = later.Do(t.Context(), "chat", flow.Cancel())
	require.NoError(t, err)
	require.NoError(t, later.Forget(t.Context(), "chat"))
	_, err = later.Do(t.Context(), "chat", flow.PhoneNumber(grace.Phone))
	require.NoError(t, err)
	later.Transport = performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		close(hold) // the answer to the forgotten login comes now
		<-done
		return tr.Perform(ctx, c, s)
	})
	before, _ := later.Load(t.Context(), "chat")
	_, err = later.Do(t.Context(), "chat", flow.Code("33333")) // a slip of the finger
	after, _ := later.Load(t.Context(), "chat")
	require.Equal(t, before.State.Key, after.State.Key, "the forgotten login is back, the new one is lost: %s %s, %v", after.State, after.State.Identifier, err)
}

// TestSecondFactorLost: a system that asks for a code after the password does not
// know what became of one whose answer was lost. It wants a code still, and the
// person is told why they are asked again.
func TestSecondFactorLost(t *testing.T) {
	wanted := flow.CodeSent{Sent: codes.Sent{
		Hash: codes.NewSecret("hash"), Delivery: codes.Authenticator, Purpose: codes.SecondFactor,
	}}
	d := &flow.Driver{Transport: fixedAnswers{
		flow.CallConnect: flow.Connected{}, flow.CallSendCode: flow.PasswordWanted{},
		flow.CallCheckPassword: wanted, flow.CallWhoAmI: wanted, // and of SignIn nothing is heard
	}}
	_, err := d.Do(t.Context(), "a", flow.PhoneNumber(ada.Phone))
	require.NoError(t, err)
	_, err = d.Do(t.Context(), "a", flow.Password("secret"))
	require.NoError(t, err)
	st, err := d.Do(t.Context(), "a", flow.Code("123456"))
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, flow.WaitCode, st.Phase)
	require.Equal(t, flow.NoCall, st.Doubt)
}

// fixedAnswers is a transport that gives each call the same answer each time. What it
// has no answer for is lost.
type fixedAnswers map[flow.CallName]flow.Answer

func (a fixedAnswers) Perform(_ context.Context, c flow.Call, _ flow.Session) (flow.Answer, flow.Session, error) {
	session := flow.NewSession("key", []byte("key"))
	if answer := a[c.Name]; answer != nil {
		return answer, session, nil
	}
	return nil, session, errors.New("lost")
}
