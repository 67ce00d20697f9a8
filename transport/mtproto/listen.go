package mtproto

import (
	"cmp"
	"context"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// Listen implements [flow.Listener]: it keeps a connection open until the server
// pushes updateLoginToken or updateSentPhoneCode. To be pushed to, it asks
// help.getNearestDc first, which spends nothing. Of both updates, the code is said.
// The error is the network's, the server's or ctx's.
func (t *Transport) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	d := &door{t: t, inbox: telegram.NewInbox()}
	if err := d.session.decode(s); err != nil {
		return nil, s, err
	}
	if d.Fingerprint() == "" {
		return nil, s, errors.Local(errors.NotAllowed)
	}
	err := d.await(ctx)
	d.hangUp()
	answer, err := d.heard(err)
	return answer, d.session.encode(), err
}

// await returns once something has come, or why nothing will.
func (d *door) await(ctx context.Context) error {
	if err := d.announce(ctx); err != nil {
		return err
	}
	select {
	case <-d.inbox.Came():
		return nil
	case <-d.link.done:
		return cmp.Or(ctx.Err(), d.link.err, errEnded)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// announce says who listens. The connection is there afterwards, if there is no
// error.
func (d *door) announce(ctx context.Context) error {
	answer, err := d.send(ctx, telegram.GetNearestDC, func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		_, err := api.HelpGetNearestDC(ctx)
		return flow.Done{}, err
	})
	switch a := answer.(type) {
	case flow.NotSent:
		return a.Err
	case flow.Refused:
		return a.Err
	default:
		return err
	}
}

// heard reads what has come, whatever ended the wait; if that is nothing, it returns
// why.
func (d *door) heard(ended error) (flow.Answer, error) {
	switch u := d.inbox.Take().(type) {
	case *tg.UpdateSentPhoneCode:
		return d.sentCode(u.SentCode, nil)
	case *tg.UpdateLoginToken:
		return flow.LoginTokenAccepted{}, nil
	default:
		return nil, ended
	}
}

// errEnded is the end of a connection that nobody explains.
var errEnded = errors.New("mtproto: the connection has ended")

// OnMessage implements mtproto.Handler: what the server pushes. Of that a sign-in
// looks at two updates; what cannot be read is none of them.
func (l *link) OnMessage(b *bin.Buffer) error {
	updates, err := tg.DecodeUpdates(b)
	if err != nil || l.inbox == nil {
		return nil
	}
	var code, token any
	for _, update := range updatesIn(updates) {
		switch update.(type) {
		case *tg.UpdateSentPhoneCode:
			code = update
		case *tg.UpdateLoginToken:
			token = update
		}
	}
	l.inbox.Put(code, token)
	return nil
}

// updatesIn lists the updates of which each has its own constructor.
func updatesIn(updates tg.UpdatesClass) []tg.UpdateClass {
	switch u := updates.(type) {
	case *tg.UpdateShort:
		return []tg.UpdateClass{u.Update}
	case *tg.Updates:
		return u.Updates
	case *tg.UpdatesCombined:
		return u.Updates
	default:
		return nil
	}
}
