package mtproto

import (
	"context"
	"fmt"
	"time"

	gotdrpc "github.com/gotd/td/rpc"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// door performs one call: the telegram.Door on the wire.
type door struct {
	t       *Transport
	call    flow.Call
	session session
	link    *link
	inbox   *telegram.Inbox         // nil unless it listens
	newAlgo tg.PasswordKdfAlgoClass // of the last account.getPassword
}

func (d *door) Fingerprint() string { return d.session.fingerprint() }
func (d *door) DC() int             { return d.session.dc }
func (d *door) Challenged() bool    { return d.session.srp != nil }

func (d *door) DropKey() {
	d.hangUp()
	d.session = session{dc: d.session.dc, offset: d.session.offset}
}

func (d *door) Connect(ctx context.Context, dc int) error {
	if dc == 0 {
		dc = d.session.dc
	}
	if dc == 0 {
		dc = d.t.DC
	}
	if dc == 0 {
		dc = defaultDC
	}
	fresh, err := d.t.newKey(ctx, dc)
	if err != nil {
		return err
	}
	d.hangUp()
	d.session = fresh
	return nil
}

// hangUp closes the connection, if there is one.
func (d *door) hangUp() {
	if d.link == nil {
		return
	}
	d.link.close()
	d.session.salt = d.link.salt.Load()
	d.session.offset = d.link.time.clock.offset()
	d.link = nil
}

// linger keeps the connection for a while. It ends with the call's context.
func (d *door) linger(ctx context.Context) {
	if d.link == nil {
		return
	}
	wait := d.t.Linger
	if deadline, ok := ctx.Deadline(); ok {
		// The answer is there already: it must be heard in time.
		wait = min(wait, time.Until(deadline)/2)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-d.link.done:
	}
}

// Ask performs one RPC.
func (d *door) Ask(ctx context.Context, rpc string) (flow.Answer, error) {
	// Connected first: what is not sent must not use anything up.
	if err := d.ready(ctx); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	ask, refused := d.request(rpc)
	if refused != nil {
		return refused, nil
	}
	return d.send(ctx, rpc, ask)
}

// send sends a query, and once more if the server has not looked at it.
func (d *door) send(ctx context.Context, rpc string, ask request) (flow.Answer, error) {
	if err := d.ready(ctx); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	answer, err := d.ask(ctx, rpc, ask)
	if !errors.Is(err, errIgnored) {
		return answer, err
	}
	// The server has ignored the query because of its time, and now we know
	// the right one. As after bad_server_salt, which gotd deals with, nothing
	// was examined.
	if err := d.ready(ctx); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	answer, err = d.ask(ctx, rpc, ask)
	if errors.Is(err, errIgnored) {
		return flow.NotSent{Err: err}, nil
	}
	return answer, err
}

// ready makes a connection unless there is one.
func (d *door) ready(ctx context.Context) error {
	if d.link != nil {
		return nil
	}
	l, err := d.t.connect(ctx, &d.session, d.inbox)
	if err != nil {
		return err
	}
	d.link = l
	return nil
}

// ask sends a query and reads what becomes of it. After an error there is no
// connection any more.
func (d *door) ask(ctx context.Context, rpc string, ask request) (flow.Answer, error) {
	answer, err := ask(ctx, tg.NewClient(d.proved(d.link, rpc)))
	if err == nil {
		return answer, nil
	}
	if e, ok := tgerr.As(err); ok {
		return flow.Refused{Err: errors.FromRPC(rpc, e.Code, e.Message)}, nil
	}
	l := d.link
	d.hangUp()
	if l.time.ignored() {
		return nil, errIgnored
	}
	if e, ok := errors.AsType[*transportError](l.err); ok {
		refusal := errors.FromRPC(rpc, -e.code, "")
		if refusal.Class == errors.SessionLost || refusal.Class == errors.Configuration {
			return flow.Refused{Err: refusal}, nil
		}
		// Such as 429. It names no query, and the one that was sent before
		// it may have been executed.
		return nil, refusal
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if l.err != nil && (errors.Is(err, gotdrpc.ErrEngineClosed) || errors.Is(err, context.Canceled)) {
		err = l.err // what ended the connection says more than that it has ended
	}
	return nil, fmt.Errorf("%s: %w", rpc, err)
}

// noticeable is how far the server's clock must be from ours before a date of its
// is moved. Below that the difference may be the time that a message took.
const noticeable = maxFuture

// date is when by our clock something is that the server says in Unix time.
func (d *door) date(at int) time.Time {
	ahead := d.ahead()
	if ahead.Abs() < noticeable {
		ahead = 0
	}
	return unix(at).Add(-ahead)
}

// ahead is what the server's clock is ahead of ours, as far as we know.
func (d *door) ahead() time.Duration {
	if d.link != nil {
		return d.link.time.clock.offset()
	}
	return d.session.offset
}

func unix(at int) time.Time { return time.Unix(int64(at), 0).UTC() }
