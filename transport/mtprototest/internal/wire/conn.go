package wire

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/proto/codec"
)

// maxInFlight bounds the RPCs of one connection that are being handled.
const maxInFlight = 1024

// maxUnknown bounds the packets in a row that are answered -404. A client that
// is told so once should make a new key; one that has sent several packets by
// then hears it for each. The next ends the connection.
const maxUnknown = 16

// conn is one connection. Its reading side belongs to one goroutine; calls
// write from their own.
type conn struct {
	srv    *Server
	nth    uint64 // rises from connection to connection
	raw    net.Conn
	stream *timed // what link reads and writes
	link   link
	run    *run
	kex    handshake

	hangUp *time.Timer // set by ping_delay_disconnect

	subscriptions subscriptions

	unknown  int // packets under unknown keys since the last other one
	inFlight atomic.Int32

	writing sync.Mutex
}

// recognise waits for a client to begin, and finds out who is to serve it, and
// how.
func (s *Server) recognise(raw net.Conn, r *run) (*conn, error) {
	stream := newTimed(raw, s.frameTime())
	if err := stream.begin(); err != nil {
		return nil, err
	}
	l, err := detect(stream.r, stream, s.Proxy)
	if err != nil {
		return nil, fmt.Errorf("detect transport: %w", err)
	}
	if s, err = s.behind(l); err != nil {
		return nil, err
	}
	return &conn{
		srv: s, nth: s.connections.Add(1), raw: raw, stream: stream, link: l, run: r,
		kex: s.handshake(),
	}, nil
}

// serve reads packets until the connection or a rule of the protocol is broken.
// Idle connections wait here.
func (c *conn) serve(ctx context.Context) error {
	defer c.stay()
	defer c.unsubscribe()
	// A full connection is recognised by its first frame, so that has begun.
	for _, begun := c.link.framing.(*full); ; begun = false {
		if !begun {
			if err := c.stream.begin(); err != nil {
				return err
			}
		}
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
		c.unknown = 0
		return c.receivePlain(packet)
	}
	key, ok := c.srv.keys().get(keyID, c.srv.now())
	if !ok {
		// The connection stays: a client may make a new key on it.
		if c.unknown++; c.unknown > maxUnknown {
			return fmt.Errorf("%d packets under unknown keys", c.unknown)
		}
		return c.refuse(codec.CodeAuthKeyNotFound)
	}
	c.unknown = 0
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
	return c.write(key, s, typ, content, b.Buf, 0)
}

// write is send for a body that is encoded. If cutAt is not 0, the connection is
// cut when so many bytes of the frame are out.
func (c *conn) write(key *authKey, s *session, typ proto.MessageType, content bool, body []byte, cutAt int) error {
	// The id is drawn under the lock so that ids rise on the wire.
	c.writing.Lock()
	defer c.writing.Unlock()
	id := c.srv.ids.New(typ)
	var packet bin.Buffer
	if err := c.srv.cipher.Encrypt(key.AuthKey, crypto.EncryptedMessageData{
		Salt:                   key.currentSalt(),
		SessionID:              s.id,
		MessageID:              id,
		SeqNo:                  s.number(id, content, body),
		MessageDataLen:         int32(len(body)),
		MessageDataWithPadding: body,
	}, &packet); err != nil {
		return err
	}
	if cutAt > 0 {
		c.stream.cutAt = cutAt
	}
	return c.link.transmit(packet.Buf)
}

func (c *conn) transmit(packet []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return c.link.transmit(packet)
}
