package wire

import (
	"errors"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
)

// receivePlain handles an unencrypted packet: a step of the key exchange.
func (c *conn) receivePlain(packet []byte) error {
	var m proto.UnencryptedMessage
	if err := m.Decode(&bin.Buffer{Buf: packet}); err != nil {
		return fmt.Errorf("unencrypted message: %w", err)
	}
	c.srv.service(exchangeName(m.MessageData))
	answer, made, err := c.kex.step(m.MessageData)
	if err != nil {
		if refused := (*exchangeError)(nil); errors.As(err, &refused) {
			err = errors.Join(err, c.refuse(refused.Code))
		}
		return err
	}
	switch {
	case made == nil:
	case made.life == 0:
		c.srv.keys().add(made)
		c.srv.count(func(n *Counts) { n.Keys++ })
	default:
		now := c.srv.now()
		c.srv.keys().addTemporary(made, now)
		c.srv.count(func(n *Counts) { n.TempKeys++ })
	}
	var body, b bin.Buffer
	if err := body.Encode(answer); err != nil {
		return err
	}
	if err := b.Encode(proto.UnencryptedMessage{
		MessageID:   c.srv.ids.New(proto.MessageServerResponse),
		MessageData: body.Buf,
	}); err != nil {
		return err
	}
	return c.transmit(b.Buf)
}
