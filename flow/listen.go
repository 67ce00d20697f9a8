package flow

import (
	"context"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// A Listener is a Transport that also hears what a server says unasked. It is worth
// having where a login waits for what happens elsewhere: that a token is accepted
// (updateLoginToken), or a payment is seen (updateSentPhoneCode). Without one
// a [Poll] finds out the former, and the latter once a form is said to be paid; else
// whoever has paid gives the number again.
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
	lookAgain   = 30 * time.Second // whether somebody else has taken a step
)

// pollAt is when to ask without having heard anything; zero: never. While a challenge
// is being solved, it would be asked in vain, and bring another one.
func (l *login) pollAt() time.Time {
	s, now := &l.State, l.d.now()
	var at time.Time
	_, challenged := s.Challenge()
	switch {
	case challenged:
		return at
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

// Something that was heard: an event, and the session to keep with it. Without an
// event somebody else has taken a step, which the login shows.
type something struct {
	event   Event
	session Session
}

// once reports whether what was heard comes only once: nobody finds it out by asking.
func (h something) once() bool {
	a, pushed := h.event.(Answered)
	return pushed && nameOf(a.Answer) != AnswerLoginTokenAccepted
}

// listen waits until something is heard, or it is time to ask, or somebody else has
// taken a step. The error is ctx's, or the store's.
func (l *login) listen(ctx context.Context) (something, error) {
	at := l.pollAt()
	pause := firstPause
	for {
		now := l.d.now()
		if !at.IsZero() && !now.Before(at) {
			return something{Poll(), l.Session}, nil
		}
		look := now.Add(lookAgain)
		if !at.IsZero() && at.Before(look) {
			look = at
		}
		heard, ok := l.listenUntil(ctx, look.Sub(now), &pause)
		if ok {
			return heard, nil
		}
		if err := ctx.Err(); err != nil {
			return something{}, err
		}
		if look.Equal(at) {
			return something{Poll(), l.Session}, nil
		}
		fresh, err := l.d.load(ctx, l.id)
		if err != nil {
			return something{}, err
		}
		if fresh.revision != l.revision {
			*l = *fresh
			return something{}, nil
		}
	}
}

// listenUntil listens for a time, again and again if need be, with pauses that grow.
func (l *login) listenUntil(ctx context.Context, d time.Duration, pause *time.Duration) (something, bool) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	listener, ok := l.d.Transport.(Listener)
	if !ok {
		<-ctx.Done()
	}
	for ctx.Err() == nil {
		answer, session, err := listener.Listen(ctx, l.Session)
		if session.isZero() {
			session = l.Session
		}
		event := Answered{Answer: answer, Key: session.Fingerprint()}
		if err == nil && l.d.machine().hears(&l.State, &event) {
			return something{event, session}, true
		}
		if ctx.Err() == nil {
			sleep(ctx, *pause)
			*pause = min(2**pause, lastPause)
		}
	}
	return something{}, false
}

// hear takes the step that follows from what was heard. While somebody else makes
// a call it waits: what a server has pushed comes only once. If they have taken the
// login elsewhere, that is news enough.
func (l *login) hear(ctx context.Context, heard something) error {
	if heard.event == nil {
		return l.last()
	}
	for conflicts := 0; ; conflicts++ {
		err := l.advance(ctx, heard.event, heard.session)
		if err == nil {
			return l.last()
		}
		if conflicts == maxConflicts || !errors.Is(err, errors.Conflict) && !errors.Is(err, errors.Busy) {
			return err
		}
		fresh, err := l.d.load(ctx, l.id)
		if err != nil {
			return err
		}
		*l = *fresh
		err = l.resume(ctx, Poll())
		for errors.Is(err, errors.Busy) {
			if err = l.d.wait(ctx, l.State.Pending.Until); err != nil {
				return err
			}
			if fresh, err = l.d.load(ctx, l.id); err != nil {
				return err
			}
			*l = *fresh
			err = l.resume(ctx, Poll())
		}
		if err != nil {
			return err
		}
		if pushed, ok := heard.event.(Answered); !ok || !l.d.machine().hears(&l.State, &pushed) {
			return nil
		}
	}
}
