package mtprototest

import (
	"fmt"

	"github.com/gotd/td/bin"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// subscribe has a session hear the updates that the model has for its key. What
// its layer cannot say it does not hear, nor does one whose connection breaks just
// then: clients ask again by themselves (core.telegram.org/api/qr-login).
func (s *Server) subscribe(session *wire.Subscriber) (cancel func()) {
	from := fake.Caller{DC: session.DC, Key: session.KeyID}
	return s.Server.Subscribe(from, func(update any) {
		message, err := s.update(layer.Of(session.Layer()), update)
		if err == nil {
			_ = session.Send(message)
		}
	})
}

// update writes an update of the model.
func (s *Server) update(l layer.Layer, update any) (bin.Encoder, error) {
	date := int(s.now().Unix())
	switch u := update.(type) {
	case fake.UpdateLoginToken:
		return l.UpdateLoginToken(date), nil
	case fake.UpdateSentPhoneCode:
		sent, err := s.sentCode(l, u.Sent)
		if err != nil {
			return nil, err
		}
		return l.UpdateSentPhoneCode(sent, date)
	}
	return nil, fmt.Errorf("mtprototest: no TL for %T", update)
}

// updates writes what answers a transaction.
func (s *Server) updates(l layer.Layer, a fake.Updates) (bin.Encoder, error) {
	date := int(s.now().Unix())
	if a.Sent == nil {
		return l.Updates(nil, date)
	}
	sent, err := s.sentCode(l, a.Sent)
	if err != nil {
		return nil, err
	}
	return l.Updates(sent, date)
}
