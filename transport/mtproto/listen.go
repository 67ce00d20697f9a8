package mtproto

import (
	"cmp"
	"context"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// Listen implements [flow.Listener]: it keeps a connection open until the server
// pushes updateLoginToken or updateSentPhoneCode. To be pushed to, it asks
// help.getNearestDc first, which spends nothing. The error is the network's, the
// server's or ctx's.
func (t *Transport) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	d := &door{t: t}
	if err := d.session.decode(s); err != nil {
		return nil, s, err
	}
	if d.Fingerprint() == "" {
		return nil, s, errors.Local(errors.NotAllowed)
	}
	if err := d.ready(ctx); err != nil {
		return nil, s, err
	}
	d.link.listens = true
	answer, err := d.hear(ctx, d.link.pushed)
	d.hangUp()
	return answer, d.session.encode(), err
}

func (d *door) hear(ctx context.Context, pushed <-chan tg.UpdateClass) (flow.Answer, error) {
	l := d.link
	if _, err := tg.NewClient(l).HelpGetNearestDC(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", telegram.GetNearestDC, err)
	}
	for {
		select {
		case update := <-pushed:
			if answer, err := d.heard(update); answer != nil {
				return answer, err
			}
		case <-l.done:
			return nil, cmp.Or(l.err, ctx.Err(), errEnded)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// heard reads an update; nil: it is none that moves a sign-in.
func (d *door) heard(update tg.UpdateClass) (flow.Answer, error) {
	switch u := update.(type) {
	case *tg.UpdateLoginToken:
		return flow.LoginTokenAccepted{}, nil
	case *tg.UpdateSentPhoneCode:
		return d.sentCode(u.SentCode, nil)
	default:
		return nil, nil
	}
}

// errEnded is the end of a connection that nobody explains.
var errEnded = errors.New("mtproto: the connection has ended")

// maxPushed is how many updates wait to be looked at; a sign-in gets one. More are
// dropped, and found out by asking.
const maxPushed = 16

// OnMessage implements mtproto.Handler: what the server pushes. Of that a sign-in
// looks at two updates; what cannot be read is none of them.
func (l *link) OnMessage(b *bin.Buffer) error {
	updates, err := tg.DecodeUpdates(b)
	if err != nil {
		return nil
	}
	for _, u := range updatesIn(updates) {
		select {
		case l.pushed <- u:
		default:
		}
	}
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
