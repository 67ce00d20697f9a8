package flow_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// An eared transport says what it is told to say, and hears what is put into hears.
type eared struct {
	mu   sync.Mutex
	says map[flow.CallName][]any // answers, and errors: lost ones; the last one stays
	// hears is what is pushed: answers, and errors of listening.
	hears chan any
	// asked are the calls and the listenings, with the time since the first of them.
	asked []string
	began time.Time
}

// newEared is one that shows a token of half a minute, and nothing else.
func newEared() *eared {
	e := &eared{hears: make(chan any, 10)}
	return e.answers(flow.CallConnect, flow.Connected{}).answers(flow.CallExportLoginToken, halfMinute{})
}

// halfMinute stands for a token that is shown for half a minute from now on.
type halfMinute struct{}

func (e *eared) answers(c flow.CallName, all ...any) *eared {
	if e.says == nil {
		e.says = map[flow.CallName][]any{}
	}
	e.says[c] = all
	return e
}

func (e *eared) note(what string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.began.IsZero() {
		e.began = time.Now()
	}
	e.asked = append(e.asked, fmt.Sprintf("%s %s", time.Since(e.began), what))
}

func (e *eared) Perform(_ context.Context, c flow.Call, _ flow.Session) (flow.Answer, flow.Session, error) {
	e.note(c.Name.String())
	e.mu.Lock()
	defer e.mu.Unlock()
	said := e.says[c.Name]
	if len(said) > 1 {
		e.says[c.Name] = said[1:]
	}
	session := flow.NewSession("key-1", []byte("salt 1"))
	switch answer := said[0].(type) {
	case halfMinute:
		return flow.LoginTokenShown{Token: codes.NewSecret(sampleLoginToken), Expires: time.Now().Add(30 * time.Second)}, session, nil
	case flow.Answer:
		return answer, session, nil
	default:
		return nil, session, said[0].(error)
	}
}

// Listen hears, and keeps another salt then.
func (e *eared) Listen(ctx context.Context, _ flow.Session) (flow.Answer, flow.Session, error) {
	select {
	case <-ctx.Done():
		return nil, flow.Session{}, ctx.Err()
	case said := <-e.hears:
		if answer, ok := said.(flow.Answer); ok {
			e.note("heard")
			return answer, flow.NewSession("key-1", []byte("salt 2")), nil
		}
		e.note("deaf")
		return nil, flow.Session{}, said.(error)
	}
}

// pushes says something after a while.
func (e *eared) pushes(after time.Duration, what any) {
	time.AfterFunc(after, func() { e.hears <- what })
}

// inBubble runs a test on a clock that goes on when everybody waits.
func inBubble(t *testing.T, name string, f func(*testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

var (
	augusta = flow.Authorized{Account: flow.Account{ID: "1", FirstName: "Ada"}}
	codeOut = flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash-1"), Delivery: codes.SMS, Length: 5}}
	toPay   = flow.PaymentWanted{Sent: codes.Sent{Hash: codes.NewSecret("hash-1")}, Payment: flow.PaymentInfo{Product: "sms"}}
)

// TestListen: what a login waits for is heard, and the step that follows is taken.
func TestListen(t *testing.T) {
	inBubble(t, "the token is accepted", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, augusta)
		d := &flow.Driver{Transport: e}
		require.Equal(t, flow.WaitOtherDevice, do(t, d, flow.RequestQRCode(1001)).Phase)
		e.pushes(5*time.Second, flow.LoginTokenAccepted{})
		s, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "5s heard", "5s ExportLoginToken"}, e.asked)
	})

	inBubble(t, "the payment is seen", func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, toPay)
		d := &flow.Driver{Transport: e}
		require.Equal(t, flow.WaitPayment, do(t, d, flow.PhoneNumber(phone)).Phase)
		e.pushes(time.Hour, codeOut)
		s, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.WaitCode, s.Phase)
		require.True(t, s.Sent.Hash.Equal(codeOut.Sent.Hash))
		require.Equal(t, "key-1", s.Sent.Key)
		require.Equal(t, []string{"0s Connect", "0s SendCode", "1h0m0s heard"}, e.asked)
		r, err := d.Load(t.Context(), "login")
		require.NoError(t, err)
		require.True(t, string(r.Session.Bytes()) == "salt 2", "the session that came with it is kept")
	})

	inBubble(t, "the token is over", func(t *testing.T) {
		e := newEared()
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode(1001))
		for range 2 {
			s, err := d.Listen(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, flow.WaitOtherDevice, s.Phase)
			require.Equal(t, 30*time.Second, time.Until(s.LoginToken.Expires))
			require.Equal(t, []int64{1001}, s.LoginToken.Except)
		}
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "1m0s ExportLoginToken"}, e.asked)
	})

	inBubble(t, "there is no token", func(t *testing.T) {
		away := flow.LoginTokenMoved{DC: 4, Token: codes.NewSecret(sampleLoginToken)}
		e := newEared().answers(flow.CallExportLoginToken, away, halfMinute{}).answers(flow.CallImportLoginToken, away)
		d := &flow.Driver{Transport: e}
		s, err := d.Do(t.Context(), "login", flow.RequestQRCode())
		requireReason(t, err, errors.TooManyRefusals) // moves without end
		require.Equal(t, flow.WaitOtherDevice, s.Phase)
		require.Empty(t, s.LoginToken.URL())
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		s, err = d.Listen(ctx, "login")
		require.NoError(t, err)
		require.NotEmpty(t, s.LoginToken.URL())
		require.Equal(t, "5s ExportLoginToken", e.asked[len(e.asked)-1])
	})

	inBubble(t, "by a transport that hears nothing", func(t *testing.T) {
		e := newEared()
		d := &flow.Driver{Transport: performs(e.Perform)}
		do(t, d, flow.RequestQRCode())
		e.pushes(time.Second, flow.LoginTokenAccepted{})
		_, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken"}, e.asked)
	})

	inBubble(t, "a form is said to be paid", func(t *testing.T) {
		notYet := flow.Refused{Err: errors.FromRPC("auth.checkPaidAuth", 400, "PAYMENT_NOT_YET")}
		e := newEared().answers(flow.CallSendCode, toPay).answers(flow.CallCheckPaidAuth, toPay, notYet, codeOut)
		d := &flow.Driver{Transport: e}
		do(t, d, flow.PhoneNumber(phone), flow.Paid(7))
		s, err := d.Listen(t.Context(), "login")
		require.Error(t, err)
		require.Equal(t, flow.WaitPayment, s.Phase)
		s, err = d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.WaitCode, s.Phase)
		require.Equal(t, []string{
			"0s Connect", "0s SendCode", "0s CheckPaidAuth", "10s CheckPaidAuth", "20s CheckPaidAuth",
		}, e.asked)
	})
}

// TestListenGoesOn: what goes wrong is no reason to ask without a pause, nor to stop.
func TestListenGoesOn(t *testing.T) {
	inBubble(t, "the line is bad", func(t *testing.T) {
		e := newEared()
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		for range 10 {
			e.hears <- errCut
		}
		_, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "0s deaf", "1s deaf", "3s deaf", "7s deaf", "15s deaf", "30s ExportLoginToken",
		}, e.asked)
	})

	inBubble(t, "there is no line", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, flow.NotSent{Err: errCut}, flow.NotSent{Err: errCut}, halfMinute{})
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		for range 2 {
			s, err := d.Listen(t.Context(), "login")
			requireReason(t, err, errors.NotSent)
			require.Equal(t, flow.WaitOtherDevice, s.Phase)
			require.False(t, s.LoginToken.Token.IsZero())
		}
		_, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "35s ExportLoginToken", "40s ExportLoginToken",
		}, e.asked)
	})

	inBubble(t, "the server wants a pause", func(t *testing.T) {
		flood := flow.Refused{Err: errors.FromRPC("auth.exportLoginToken", 420, "FLOOD_WAIT_60")}
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, flood, halfMinute{})
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		_, err := d.Listen(t.Context(), "login")
		requireReason(t, err, errors.FloodWait)
		_, err = d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "1m30s ExportLoginToken",
		}, e.asked)
	})
}

// TestListenEnds: nothing has happened, and nothing has changed.
func TestListenEnds(t *testing.T) {
	inBubble(t, "with the context", func(t *testing.T) {
		e := newEared()
		d := &flow.Driver{Transport: e}
		before := do(t, d, flow.RequestQRCode())
		ctx, cancel := context.WithTimeout(t.Context(), 25*time.Second)
		defer cancel()
		s, err := d.Listen(ctx, "login")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.True(t, sameState(&before, &s))
		stored, err := d.Look(t.Context(), "login")
		require.NoError(t, err)
		require.True(t, sameState(&before, &stored))
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken"}, e.asked)
	})

	inBubble(t, "at once where nothing is waited for", func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, codeOut).answers(flow.CallSignIn, augusta)
		d := &flow.Driver{Transport: e}
		e.hears <- flow.LoginTokenAccepted{}
		for _, in := range []flow.Input{{}, flow.PhoneNumber(phone), flow.Code("22222")} {
			if in.Name() != (flow.Input{}).Name() {
				do(t, d, in)
			}
			_, err := d.Listen(t.Context(), "login")
			requireReason(t, err, errors.NotAllowed)
		}
		require.Len(t, e.hears, 1, "nobody has listened")
	})

	inBubble(t, "while somebody asks", func(t *testing.T) {
		e := newEared()
		store := &flow.MemoryStore{}
		g := newGate(t, e, flow.CallExportLoginToken, true)
		asking := &flow.Driver{Transport: g, Store: store}
		done := g.start(t, asking, flow.RequestQRCode())
		d := &flow.Driver{Transport: e, Store: store}
		_, err := d.Listen(t.Context(), "login")
		requireReason(t, err, errors.Busy)
		g.open()
		require.NoError(t, (<-done).err)
	})
}

// TestListenSettles: what was left open is found out about first, and is news.
func TestListenSettles(t *testing.T) {
	inBubble(t, "somebody is signed in", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, errCut).answers(flow.CallWhoAmI, errCut, augusta)
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		_, err := d.Do(t.Context(), "login", flow.Poll())
		requireReason(t, err, errors.Unanswered)
		s, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
	})

	inBubble(t, "nobody is", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, errCut, halfMinute{}).answers(flow.CallWhoAmI, errCut, flow.Nobody{})
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		_, err := d.Do(t.Context(), "login", flow.Poll())
		requireReason(t, err, errors.Unanswered)
		_, err = d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "0s ExportLoginToken", "0s WhoAmI", "0s WhoAmI", "0s ExportLoginToken",
			"30s ExportLoginToken",
		}, e.asked)
	})
}

// TestListenTogether: of two that hear the same one takes the step, and the other is
// told where it has led.
func TestListenTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, augusta)
		store := &flow.MemoryStore{}
		d := &flow.Driver{Transport: e, Store: store}
		do(t, d, flow.RequestQRCode())
		e.pushes(time.Second, flow.LoginTokenAccepted{})
		e.pushes(2*time.Second, flow.LoginTokenAccepted{})
		done := make(chan outcome)
		for range 2 {
			go func() {
				s, err := (&flow.Driver{Transport: e, Store: store}).Listen(t.Context(), "login")
				done <- outcome{s, err}
			}()
		}
		for range 2 {
			got := <-done
			require.NoError(t, got.err)
			require.Equal(t, flow.Ready, got.state.Phase)
		}
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "1s heard", "1s ExportLoginToken", "2s heard"}, e.asked)
	})
}

// TestListenOverhears: what does not count here is not news, and does not end the
// waiting.
func TestListenOverhears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared()
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		for range 3 {
			e.pushes(time.Second, codeOut)
		}
		s, err := d.Listen(t.Context(), "login")
		require.NoError(t, err)
		require.Equal(t, 30*time.Second, time.Until(s.LoginToken.Expires), "it is another token")
	})
}

// TestListenSenseless: what cannot be meant where the login stands keeps nobody busy.
func TestListenSenseless(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, toPay)
		d := &flow.Driver{Transport: e}
		before := do(t, d, flow.PhoneNumber(phone))
		e.hears <- flow.EmailCodeSent{} // no address is being set up
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		s, err := d.Listen(ctx, "login")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.True(t, sameState(&before, &s))
		require.Equal(t, []string{"0s Connect", "0s SendCode", "0s heard"}, e.asked)
	})
}

// TestListenElsewhere: where somebody else takes a step, in another tab, there is
// nothing to wait for any more.
func TestListenElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &flow.Driver{Transport: newEared().answers(flow.CallSendCode, toPay, codeOut)}
		do(t, d, flow.PhoneNumber(phone))
		began := time.Now()
		time.AfterFunc(time.Second, func() { do(t, d, flow.PhoneNumber(phone)) })
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		s, err := d.Listen(ctx, "login")
		require.NoError(t, err)
		require.Equal(t, flow.WaitCode, s.Phase)
		require.LessOrEqual(t, time.Since(began), 31*time.Second)
	})
}

// asksEar is an Asker that notes the questions, and waits for what it is told or for
// ctx to end.
type asksEar struct {
	questions []string
	says      chan flow.Input
}

func (a *asksEar) ask(ctx context.Context, s flow.State) (flow.Input, error) {
	text := s.Question(time.Now()).String()
	if s.Last != nil {
		text += " " + string(s.Last.Reason)
	}
	a.questions = append(a.questions, text)
	select {
	case in := <-a.says:
		return in, nil
	case <-ctx.Done():
		return flow.Input{}, ctx.Err()
	}
}

// TestRunListens: while a person is asked, what happens elsewhere goes on.
func TestRunListens(t *testing.T) {
	start := func(t *testing.T, e *eared) (*flow.Driver, *asksEar) {
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		return d, &asksEar{says: make(chan flow.Input, 10)}
	}

	inBubble(t, "the token is refreshed, and accepted", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, halfMinute{}, halfMinute{}, augusta)
		d, a := start(t, e)
		e.pushes(70*time.Second, flow.LoginTokenAccepted{})
		s, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"WaitOtherDevice", "WaitOtherDevice", "WaitOtherDevice"}, a.questions)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "1m0s ExportLoginToken", "1m10s heard", "1m10s ExportLoginToken",
		}, e.asked)
	})

	inBubble(t, "and leads to a password", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, flow.PasswordWanted{}).answers(flow.CallCheckPassword, augusta)
		d, a := start(t, e)
		e.pushes(time.Second, flow.LoginTokenAccepted{})
		time.AfterFunc(2*time.Second, func() { a.says <- flow.Password(secret) })
		_, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, []string{"WaitOtherDevice", "WaitPassword"}, a.questions)
	})

	inBubble(t, "a person says something", func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, codeOut).answers(flow.CallSignIn, augusta)
		d, a := start(t, e)
		time.AfterFunc(5*time.Second, func() { a.says <- flow.PhoneNumber(phone) })
		time.AfterFunc(6*time.Second, func() { a.says <- flow.Code("22222") })
		_, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, []string{"WaitOtherDevice", "WaitCode"}, a.questions)
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "5s SendCode", "6s SignIn"}, e.asked)
	})

	inBubble(t, "a person who does not look up", func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, codeOut).answers(flow.CallSignIn, augusta)
		d, _ := start(t, e)
		s, err := d.Run(t.Context(), "login", func(_ context.Context, s flow.State) (flow.Input, error) {
			if s.Phase == flow.WaitCode {
				return flow.Code("22222"), nil
			}
			time.Sleep(time.Minute)
			return flow.PhoneNumber(phone), nil
		})
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
	})

	inBubble(t, "a push to a person who does not look up", func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, toPay).answers(flow.CallCanPurchaseStore, flow.Done{}).answers(flow.CallSignIn, augusta)
		d := &flow.Driver{Transport: e}
		do(t, d, flow.PhoneNumber(phone))
		e.pushes(time.Second, codeOut)
		s, err := d.Run(t.Context(), "login", func(_ context.Context, s flow.State) (flow.Input, error) {
			if s.Phase == flow.WaitCode {
				return flow.Code("22222"), nil
			}
			require.Less(t, time.Since(e.began), time.Minute, "what was pushed is lost")
			time.Sleep(5 * time.Second)
			return flow.CanPurchase(), nil
		})
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
	})

	inBubble(t, "a person hangs up", func(t *testing.T) {
		for _, heard := range []bool{false, true} {
			e := newEared()
			d, _ := start(t, e)
			s, err := d.Run(t.Context(), "login", func(ctx context.Context, _ flow.State) (flow.Input, error) {
				if heard {
					<-ctx.Done()
				}
				return flow.Input{}, errHungUp
			})
			require.ErrorIs(t, err, errHungUp)
			require.Equal(t, flow.WaitOtherDevice, s.Phase)
		}
	})

	inBubble(t, "a person gives up waiting by themselves", func(t *testing.T) {
		e := newEared()
		d, _ := start(t, e)
		asked := 0
		_, err := d.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) {
			asked++
			return flow.Input{}, context.Canceled
		})
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 1, asked)
	})

	inBubble(t, "the context ends", func(t *testing.T) {
		e := newEared()
		d, a := start(t, e)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Second)
		defer cancel()
		s, err := d.Run(ctx, "login", a.ask)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, flow.WaitOtherDevice, s.Phase)
		require.Len(t, a.questions, 4)
	})

	inBubble(t, "the store fails", func(t *testing.T) {
		e := newEared()
		broken := errors.New("disk full")
		store := &faultyStore{save: after(5, broken)}
		d := &flow.Driver{Transport: e, Store: store}
		do(t, d, flow.RequestQRCode())
		a := &asksEar{}
		_, err := d.Run(t.Context(), "login", a.ask)
		require.ErrorIs(t, err, broken)
	})

	inBubble(t, "nobody hears", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, augusta)
		d, a := &flow.Driver{Transport: performs(e.Perform)}, &asksEar{}
		do(t, d, flow.RequestQRCode())
		_, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, []string{"WaitOtherDevice"}, a.questions)
	})

	inBubble(t, "what does not count", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, augusta)
		d, a := start(t, e)
		for range 10 {
			e.hears <- codeOut
		}
		e.pushes(5*time.Second, flow.LoginTokenAccepted{})
		_, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, []string{"WaitOtherDevice"}, a.questions, "nobody is disturbed for it")
	})

	inBubble(t, "refusals do not count for the person's", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, flow.NotSent{Err: errCut}).answers(flow.CallLogOut, flow.Done{})
		d, a := start(t, e)
		time.AfterFunc(4*time.Minute, func() { a.says <- flow.Cancel() })
		_, err := d.Run(t.Context(), "login", a.ask)
		requireReason(t, err, errors.Ended)
		require.Greater(t, len(a.questions), 30)
	})
}

// TestRunKeepsWhatWasPushed: a code that was pushed while a person was asked is known
// even if they are gone.
func TestRunKeepsWhatWasPushed(t *testing.T) {
	for name, tt := range map[string]struct {
		patience time.Duration // of who called Run
		says     error
		want     error
	}{
		"the person hangs up": {time.Hour, errHungUp, errHungUp},
		"the context ends":    {5 * time.Second, nil, context.DeadlineExceeded},
	} {
		inBubble(t, name, func(t *testing.T) {
			e := newEared().answers(flow.CallSendCode, toPay).answers(flow.CallCanPurchaseStore, flow.Done{})
			d := &flow.Driver{Transport: e}
			do(t, d, flow.PhoneNumber(phone))
			e.pushes(time.Second, codeOut)
			ctx, cancel := context.WithTimeout(t.Context(), tt.patience)
			defer cancel()
			s, err := d.Run(ctx, "login", func(context.Context, flow.State) (flow.Input, error) {
				time.Sleep(time.Minute) // without a look at the context
				return flow.CanPurchase(), tt.says
			})
			require.ErrorIs(t, err, tt.want)
			require.Equal(t, flow.WaitCode, s.Phase)
			stored, err := d.Look(t.Context(), "login")
			require.NoError(t, err)
			require.True(t, stored.Sent.Hash.Equal(codeOut.Sent.Hash))
			require.Equal(t, []string{"0s Connect", "0s SendCode", "1s heard"}, e.asked)
		})
	}
}

// TestRunCancels: who cancels is not signed in by a token that was accepted meanwhile.
func TestRunCancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, augusta).answers(flow.CallLogOut, flow.Done{})
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		e.pushes(time.Second, flow.LoginTokenAccepted{})
		s, err := d.Run(t.Context(), "login", func(context.Context, flow.State) (flow.Input, error) {
			time.Sleep(5 * time.Second)
			return flow.Cancel(), nil
		})
		requireReason(t, err, errors.Ended)
		require.Equal(t, flow.LoggedOut, s.Phase)
		require.Equal(t, []string{"0s Connect", "0s ExportLoginToken", "1s heard", "5s LogOut"}, e.asked)
	})
}

// TestRunIsSolved: a challenge that Run's own Poll met is put to the person once, who
// has the time to solve it.
func TestRunIsSolved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		challenge := flow.Refused{Err: errors.FromRPC("auth.exportLoginToken", 403, "RECAPTCHA_CHECK_qr__KEY")}
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, challenge, augusta)
		d := &flow.Driver{Transport: e}
		do(t, d, flow.RequestQRCode())
		challenges := 0
		_, err := d.Run(t.Context(), "login", func(ctx context.Context, s flow.State) (flow.Input, error) {
			solved := make(<-chan time.Time)
			if _, ok := s.Challenge(); ok {
				challenges++
				solved = time.After(20 * time.Second)
			}
			select {
			case <-solved:
				return flow.Solved(sampleProof, flow.Poll()), nil
			case <-ctx.Done():
				return flow.Input{}, ctx.Err()
			}
		})
		require.NoError(t, err)
		require.Equal(t, 1, challenges)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "50s ExportLoginToken",
		}, e.asked)
	})
}

// TestRunOutage: a server that is away for a while, while nobody says anything, is
// nobody's business; one that stays away is.
func TestRunOutage(t *testing.T) {
	inBubble(t, "short", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, errCut, halfMinute{}, augusta).
			answers(flow.CallWhoAmI, errCut, errCut, errCut, flow.Nobody{})
		d, a := &flow.Driver{Transport: e}, &asksEar{}
		do(t, d, flow.RequestQRCode())
		s, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"WaitOtherDevice", "WaitOtherDevice"}, a.questions)
		require.Equal(t, []string{
			"0s Connect", "0s ExportLoginToken", "30s ExportLoginToken", "30s WhoAmI", "31s WhoAmI", "33s WhoAmI", "36s WhoAmI",
			"36s ExportLoginToken", "1m6s ExportLoginToken",
		}, e.asked)
	})

	inBubble(t, "long", func(t *testing.T) {
		e := newEared().answers(flow.CallExportLoginToken, halfMinute{}, errCut).answers(flow.CallWhoAmI, errCut)
		d, a := &flow.Driver{Transport: e}, &asksEar{}
		do(t, d, flow.RequestQRCode())
		s, err := d.Run(t.Context(), "login", a.ask)
		requireReason(t, err, errors.Unanswered)
		require.NotEqual(t, flow.NoCall, s.Doubt)
		require.Len(t, e.asked, 3+1+10)
		require.Equal(t, "1m25s WhoAmI", e.asked[len(e.asked)-1])
	})
}

// A panicking transport answers, but cannot be listened to.
type panicking struct{ *eared }

func (panicking) Listen(context.Context, flow.Session) (flow.Answer, flow.Session, error) {
	panic("cannot listen")
}

// TestRunPanics: a Listener's panic is Run's, where who called it can see to it.
func TestRunPanics(t *testing.T) {
	d := &flow.Driver{Transport: panicking{newEared()}}
	do(t, d, flow.RequestQRCode())
	require.PanicsWithValue(t, "cannot listen", func() {
		_, _ = d.Run(t.Context(), "login", (&asksEar{}).ask)
	})
}

// TestRunHearsServer: a person who is shown QR codes signs in by the third of them, and
// one who must pay goes on once that is seen, without a word.
func TestRunHearsServer(t *testing.T) {
	inBubble(t, "another device", func(t *testing.T) {
		srv, door := newServer(t, protected)
		d, a := &flow.Driver{Transport: door}, &asksEar{says: make(chan flow.Input, 10)}
		a.says <- flow.RequestQRCode()
		time.AfterFunc(75*time.Second, func() {
			s, err := d.Look(t.Context(), "login")
			require.NoError(t, err)
			require.NoError(t, srv.Scan(phone, s.LoginToken.URL()))
		})
		time.AfterFunc(80*time.Second, func() { a.says <- flow.Password(secret) })
		s, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{
			"WaitPhoneNumber", "WaitOtherDevice", "WaitOtherDevice", "WaitOtherDevice", "WaitPassword",
		}, a.questions)
		require.Equal(t, 4, asked(srv, "auth.exportLoginToken"))
	})

	inBubble(t, "a payment", func(t *testing.T) {
		srv, door := newServer(t, fake.Account{Phone: phone, Payment: &fake.Payment{Product: "sms", FormID: 7}})
		d, a := &flow.Driver{Transport: door}, &asksEar{says: make(chan flow.Input, 10)}
		a.says <- flow.PhoneNumber(phone)
		time.AfterFunc(time.Hour, func() { require.NoError(t, srv.Pay(phone)) })
		time.AfterFunc(61*time.Minute, func() { a.says <- flow.Code(phoneCode) })
		s, err := d.Run(t.Context(), "login", a.ask)
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, []string{"WaitPhoneNumber", "WaitPayment", "WaitCode"}, a.questions)
		require.Zero(t, asked(srv, "auth.checkPaidAuth"))
	})
}

// TestRunIsNotKeptRunning: a server that pushes without end is heard once a second.
func TestRunIsNotKeptRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		go func() {
			for {
				select {
				case e.hears <- flow.LoginTokenAccepted{}:
				case <-ctx.Done():
					return
				}
			}
		}()
		first := true
		_, err := (&flow.Driver{Transport: e}).Run(ctx, "login", func(ctx context.Context, _ flow.State) (flow.Input, error) {
			if first {
				first = false
				return flow.RequestQRCode(), nil
			}
			<-ctx.Done()
			return flow.Input{}, ctx.Err()
		})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		e.mu.Lock()
		defer e.mu.Unlock()
		require.Less(t, len(e.asked), 300) // each time it is heard and asked
		require.Greater(t, len(e.asked), 100)
	})
}

// lostStore is a store that is gone after a while.
type lostStore struct {
	flow.MemoryStore
	gone time.Time
}

var errGone = errors.New("the store is gone")

func (s *lostStore) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	if time.Now().After(s.gone) {
		return nil, 0, errGone
	}
	return s.MemoryStore.Load(ctx, id)
}

// TestRunLosesStore: a store that fails while Run listens is why it ends, and not that
// the person was called off.
func TestRunLosesStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEared().answers(flow.CallSendCode, toPay)
		d := &flow.Driver{Transport: e, Store: &lostStore{gone: time.Now().Add(time.Minute)}}
		do(t, d, flow.PhoneNumber(phone))
		_, err := d.Run(t.Context(), "login", func(ctx context.Context, _ flow.State) (flow.Input, error) {
			<-ctx.Done()
			return flow.Input{}, ctx.Err()
		})
		require.ErrorIs(t, err, errGone)
	})
}
