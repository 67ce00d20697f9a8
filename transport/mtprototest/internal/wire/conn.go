package wire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/proto/codec"
)

// maxInFlight bounds the RPCs of one connection that are being handled.
const maxInFlight = 1024

// conn is one connection. Its reading side belongs to one goroutine; calls
// write from their own.
type conn struct {
	srv  *Server
	raw  net.Conn
	link link
	run  *run
	kex  handshake

	inFlight atomic.Int32

	writing sync.Mutex
}

// serveConn reads packets until the connection or a rule of the protocol is
// broken.
func (s *Server) serveConn(ctx context.Context, raw net.Conn, r *run) error {
	l, err := detect(raw)
	if err != nil {
		return fmt.Errorf("detect transport: %w", err)
	}
	c := &conn{
		srv: s, raw: raw, link: l, run: r,
		kex: handshake{rsa: s.Key, dc: s.dc(), now: s.now},
	}
	for {
		packet, err := c.link.receive()
		if err != nil {
			return err
		}
		if err := c.receive(ctx, packet); err != nil {
			return err
		}
	}
}

// receive handles one packet. An error ends the connection.
func (c *conn) receive(ctx context.Context, packet []byte) error {
	var keyID [8]byte
	if copy(keyID[:], packet) < len(keyID) {
		return fmt.Errorf("packet of %d bytes", len(packet))
	}
	if keyID == [8]byte{} {
		return c.receivePlain(packet)
	}
	key, ok := c.srv.keys().get(keyID)
	if !ok {
		// The connection stays: a client may make a new key on it.
		return c.refuse(codec.CodeAuthKeyNotFound)
	}
	if c.link.padded() {
		packet = trimPadding(packet)
	}
	data, err := c.srv.decrypt(key, packet)
	if err != nil {
		return err
	}
	return c.receiveData(ctx, key, data)
}

// refuse sends a transport error.
// See https://core.telegram.org/mtproto/mtproto-transports#transport-errors.
func (c *conn) refuse(code int32) error {
	var b bin.Buffer
	b.PutInt32(-code)
	return c.transmit(b.Buf)
}

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
	if made != nil {
		c.srv.keys().Add(made.key, made.salt)
		c.srv.count(func(n *Counts) { n.Keys++ })
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

// decrypt opens an encrypted packet and checks its msg_key and its padding.
func (s *Server) decrypt(key *authKey, packet []byte) (*crypto.EncryptedMessageData, error) {
	const head, minPadding = 8 + 8 + 8 + 4 + 4, 12 // salt, session, id, seqno, length
	data, err := s.cipher.DecryptFromBuffer(key.AuthKey, &bin.Buffer{Buf: packet})
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	// gotd has checked that there are at most 1024 bytes of padding.
	if padding := len(data.MessageDataWithPadding) - int(data.MessageDataLen); padding < minPadding {
		return nil, fmt.Errorf("decrypt: %d bytes of padding", padding)
	}
	return data, nil
}

// send encrypts a message for a session and writes it. content says whether it
// is content-related, that is, wants an acknowledgment.
func (c *conn) send(key *authKey, s *session, typ proto.MessageType, content bool, body bin.Encoder) error {
	var b bin.Buffer
	if err := b.Encode(body); err != nil {
		return err
	}
	// The id is drawn under the lock so that ids rise on the wire.
	c.writing.Lock()
	defer c.writing.Unlock()
	var packet bin.Buffer
	if err := c.srv.cipher.Encrypt(key.AuthKey, crypto.EncryptedMessageData{
		Salt:                   key.currentSalt(),
		SessionID:              s.id,
		MessageID:              c.srv.ids.New(typ),
		SeqNo:                  s.nextSeq(content),
		MessageDataLen:         int32(b.Len()),
		MessageDataWithPadding: b.Buf,
	}, &packet); err != nil {
		return err
	}
	return c.link.transmit(packet.Buf)
}

func (c *conn) transmit(packet []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return c.link.transmit(packet)
}
