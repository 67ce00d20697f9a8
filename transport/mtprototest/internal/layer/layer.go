// Package layer knows what a sign-in meets in the layer that a client speaks: it
// writes the answers whose constructors differ from layer to layer, and reads
// the requests that do.
//
// The ids and borders come from the history of TDLib's
// td/generate/scheme/telegram_api.tl, whose layer is MTPROTO_LAYER of
// td/telegram/Version.h, and for the layers that TDLib passed over from those of
// gotd's _schema/telegram.tl, Telethon's telethon_generator/data/api.tl and
// Telegram Desktop's mtproto/scheme/api.tl. No history has the layers 153, 157,
// 215, 219 and 226; they are taken for the layer before.
package layer

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
)

// A Layer is a version of Telegram's schema
// (core.telegram.org/api/invoking#layers).
type Layer int

// The layers whose forms the server knows.
const (
	Oldest Layer = 144
	Newest Layer = tg.Layer
)

// ErrTooOld says that the client's layer has no form for the answer.
var ErrTooOld = errors.New("layer: the answer has no form in the client's layer")

// Of returns the layer in which to answer a client that named n in
// invokeWithLayer: Newest for one that named none (0) or a newer one, Oldest for
// one that named an older one.
func Of(n int) Layer {
	if n <= 0 {
		return Newest
	}
	return min(max(Layer(n), Oldest), Newest)
}

// Encoded is TL that is ready to be sent.
type Encoded []byte

// Encode implements bin.Encoder.
func (e Encoded) Encode(b *bin.Buffer) error {
	b.Put(e)
	return nil
}

// A constructor is the ids that it had, each from a layer on, oldest first.
type constructor []struct {
	since Layer
	id    uint32
}

// in returns the id in a layer, and whether there was one yet.
func (c constructor) in(l Layer) (id uint32, ok bool) {
	for _, form := range c {
		if form.since > l {
			break
		}
		id, ok = form.id, true
	}
	return id, ok
}

// put writes the id of a constructor that all layers have.
func (c constructor) put(b *bin.Buffer, l Layer) {
	id, _ := c.in(l)
	b.PutID(id)
}
