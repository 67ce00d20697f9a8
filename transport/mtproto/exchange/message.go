package exchange

import (
	"context"
	"fmt"
	"io"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
)

// maxMessage bounds an answer, in bytes. The largest, server_DH_params_ok, has
// some 650.
const maxMessage = 4096

// send sends an unencrypted message.
// https://core.telegram.org/mtproto/description#unencrypted-message
func (c *client) send(ctx context.Context, name string, message bin.Encoder) error {
	var data, b bin.Buffer
	if err := message.Encode(&data); err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	envelope := proto.UnencryptedMessage{
		MessageID:   c.ids.New(proto.MessageFromClient),
		MessageData: data.Buf,
	}
	if err := envelope.Encode(&b); err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	c.Work.Messages++
	if err := c.conn.Send(ctx, &b); err != nil {
		return fmt.Errorf("send %s: %w", name, err)
	}
	return nil
}

// receive reads one message and returns its data. Bytes after the object in
// the data are left alone, because Telegram's servers pad: in
// https://core.telegram.org/mtproto/samples-auth_key resPQ has 80 bytes and its
// message_length is 184. So are bytes after the data, which the padded
// transports send. Nothing that is decided here depends on either.
func (c *client) receive(ctx context.Context, name string) (*bin.Buffer, error) {
	var b bin.Buffer
	if err := c.conn.Recv(ctx, &b); err != nil {
		return nil, fmt.Errorf("receive %s: %w", name, err)
	}
	c.Work.Messages++
	if b.Len() > maxMessage {
		return nil, malformed(name, fmt.Errorf("%d bytes", b.Len()))
	}
	var envelope proto.UnencryptedMessage
	if err := envelope.Decode(&b); err != nil {
		return nil, malformed(name, err)
	}
	// Nothing is asked of the time in the id: the client's clock may be wrong,
	// and learns the server's time in this very exchange.
	if proto.MessageID(envelope.MessageID).Type() != proto.MessageServerResponse {
		return nil, failed(CheckMessageID, name)
	}
	return &bin.Buffer{Buf: envelope.MessageData}, nil
}

// malformed returns the [*Error] for an answer that cannot be read.
func malformed(name string, err error) error {
	return &Error{Check: CheckMessage, Err: fmt.Errorf("%s: %w", name, err)}
}

// draw fills b with random bytes.
func (c *client) draw(b []byte) error {
	if _, err := io.ReadFull(c.Random, b); err != nil {
		return fmt.Errorf("read random bytes: %w", err)
	}
	return nil
}
