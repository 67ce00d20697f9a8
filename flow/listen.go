package flow

import (
	"context"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// A Listener is a Transport that also hears what a server says unasked. It is worth
// having where a login waits for what happens elsewhere: that a token is accepted
// (updateLoginToken), or a payment is seen (updateSentPhoneCode). Without one,
// a [Poll] now and then finds out the same.
type Listener interface {
	Transport
	// Listen waits until the server says something that may move a login with
	// this session, and returns that and the session to keep. It asks nothing
	// that spends or signs in. It may be called while calls are made with the same
	// session, and returns an error soon after ctx has ended. What does not count
	// where the login stands (PhaseRow.Hears) is passed over.
	Listen(ctx context.Context, session Session) (Answer, Session, error)
}

// Listen waits for what a login waits for: in WaitOtherDevice that the token is
// accepted, or is over and another one must be asked for; in WaitPayment that the
// payment is seen. Then it takes the step that follows from that, and returns the
// state after it. A web page that shows a QR code calls it with a context that ends
// after half a minute or so, again and again.
//
// The errors are Do's, and ctx's if nothing has happened until it ended; then the
// login is where it was. In any other phase Listen returns [errors.NotAllowed] at
// once, unless settling what an earlier call left open (see [Driver.Resume]) led
// there. It starts no goroutine. Its times are those of [Driver.Now], but it waits
// by the system's clock.
func (d *Driver) Listen(ctx context.Context, id string) (State, error) {
	l, err := d.load(ctx, id)
	if err != nil {
		return l.State, err
	}
	open := l.State.open()
	if err := l.resume(ctx, Poll()); err != nil {
		return l.State, err
	}
	if !l.listens() {
		if open {
			return l.State, nil
		}
		return l.State, errors.Local(errors.NotAllowed)
	}
	heard, err := l.listen(ctx)
	if err != nil {
		return l.State, err
	}
	err = l.hear(ctx, heard)
	return l.State, err
}

// listens reports whether the login waits for what happens elsewhere.
func (l *login) listens() bool {
	return len(l.d.machine().tables().phase(l.State.phase()).Hears) > 0
}

// How long to wait before asking or listening again.
const (
	paymentPoll = 10 * time.Second // for a form that is said to be paid
	afterError  = 5 * time.Second  // a token could not be asked for
	firstPause  = time.Second      // the connection was lost; twice as long each time
	lastPause   = 30 * time.Second
)

// pollAt is when to ask without having heard anything; zero: never.
func (l *login) pollAt() time.Time {
	s, now := &l.State, l.d.now()
	var at time.Time
	switch {
	case s.phase() == WaitOtherDevice && s.LoginToken.Token.IsZero():
		at = now.Add(afterError) // none came in place of one that was used
	case s.phase() == WaitOtherDevice:
		at = s.LoginToken.Expires
	case s.Payment.FormID != 0:
		at = now.Add(paymentPoll)
	default:
		return at
	}
	if earliest := now.Add(afterError); s.Last != nil && at.Before(earliest) {
		at = earliest
	}
	for _, call := range []CallName{CallExportLoginToken, CallCheckPaidAuth} {
		if until := s.waits(&Call{Name: call, Sent: s.Sent}, now); until.After(at) {
			at = until
		}
	}
	return at
}

// Something that was heard: an event, and the session to keep with it.
type something struct {
	event   Event
	session Session
}

// listen waits until something is heard, or it is time to ask. The error is ctx's.
func (l *login) listen(ctx context.Context) (something, error) {
	waiting := ctx
	if at := l.pollAt(); !at.IsZero() {
		var cancel context.CancelFunc
		waiting, cancel = context.WithTimeout(ctx, at.Sub(l.d.now()))
		defer cancel()
	}
	listener, ok := l.d.Transport.(Listener)
	for pause := firstPause; waiting.Err() == nil; pause = min(2*pause, lastPause) {
		if !ok {
			<-waiting.Done()
			break
		}
		answer, session, err := listener.Listen(waiting, l.Session)
		if session.isZero() {
			session = l.Session
		}
		event := Answered{Answer: answer, Key: session.Fingerprint()}
		if err == nil && l.d.machine().hears(&l.State, &event) {
			return something{event, session}, nil
		}
		sleep(waiting, pause)
	}
	if err := ctx.Err(); err != nil {
		return something{}, err
	}
	return something{Poll(), l.Session}, nil
}

// hear takes the step that follows from what was heard. While somebody else makes
// a call it waits: what a server has pushed comes only once. If they have taken the
// login elsewhere, that is news enough.
func (l *login) hear(ctx context.Context, heard something) error {
	for {
		err := l.advance(ctx, heard.event, heard.session)
		if err == nil {
			return l.last()
		}
		if !errors.Is(err, errors.Conflict) && !errors.Is(err, errors.Busy) {
			return err
		}
		fresh, err := l.d.load(ctx, l.id)
		if err != nil {
			return err
		}
		*l = *fresh
		err = l.resume(ctx, Poll())
		switch pushed, ok := heard.event.(Answered); {
		case errors.Is(err, errors.Busy):
			if err := l.d.wait(ctx, l.State.Pending.Until); err != nil {
				return err
			}
		case err != nil:
			return err
		case !ok || !l.d.machine().hears(&l.State, &pushed):
			return nil
		}
	}
}
