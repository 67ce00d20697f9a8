package wire

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// Codes of bad_msg_notification.
// See https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message.
const (
	badTooLow    = 16 // msg_id is more than maxPast old
	badTooHigh   = 17 // msg_id is more than maxFuture ahead
	badLowBits   = 18 // msg_id is not divisible by 4
	badTooOld    = 20 // it cannot be told whether this was done already
	badEvenSeqNo = 35 // msg_seqno of an RPC is even
	badSalt      = 48
	badContainer = 64
)

// Limits on a client's msg_id.
// See https://core.telegram.org/mtproto/description#message-identifier-msg-id.
const (
	maxPast   = 300 * time.Second
	maxFuture = 30 * time.Second
)

// maxMessages is the most that a container may hold.
// See https://core.telegram.org/mtproto/service_messages#containers.
const maxMessages = 1020

// message is one message of a packet.
type message struct {
	id   int64
	seq  int
	body []byte
	room *room // shared by all messages of a packet
}

// receiveData handles a decrypted packet. An error ends the connection.
func (c *conn) receiveData(ctx context.Context, key *authKey, data *crypto.EncryptedMessageData) error {
	s := key.session(data.SessionID)
	packet := message{id: data.MessageID, seq: int(data.SeqNo), body: data.Data(), room: newRoom()}

	if code := c.srv.checkMsgID(packet.id); code != 0 {
		return c.bad(key, s, packet, code)
	}
	if salt := key.currentSalt(); data.Salt != salt {
		return c.send(key, s, proto.MessageFromServer, false, &mt.BadServerSalt{
			BadMsgID:      packet.id,
			BadMsgSeqno:   packet.seq,
			ErrorCode:     badSalt,
			NewServerSalt: salt,
		})
	}
	messages, err := open(packet)
	if err != nil {
		return c.bad(key, s, packet, badContainer)
	}
	if err := c.acknowledge(key, s, messages); err != nil {
		return err
	}
	if err := c.catchUp(key, s); err != nil {
		return err
	}
	if s.subscribed() {
		c.subscribe(key, s)
	}
	for _, m := range messages {
		if err := c.dispatch(ctx, key, s, m); err != nil {
			return err
		}
	}
	return nil
}

// checkMsgID returns the code of a bad_msg_notification, or 0.
func (s *Server) checkMsgID(id int64) int {
	if id&3 != 0 {
		return badLowBits
	}
	switch age := s.now().Sub(proto.MessageID(id).Time()); {
	case age > maxPast:
		return badTooLow
	case age < -maxFuture:
		return badTooHigh
	}
	return 0
}

func (c *conn) bad(key *authKey, s *session, m message, code int) error {
	return c.send(key, s, proto.MessageFromServer, false, &mt.BadMsgNotification{
		BadMsgID:    m.id,
		BadMsgSeqno: m.seq,
		ErrorCode:   code,
	})
}

// acknowledge announces a new session and confirms RPCs, before any of them is
// acted on. Service messages are answered at once instead, if at all: mtcute
// complains when one is confirmed, though some clients number them like RPCs.
func (c *conn) acknowledge(key *authKey, s *session, messages []message) error {
	var ids []int64
	first := messages[0].id
	for _, m := range messages {
		first = min(first, m.id)
		if m.seq&1 != 0 && !isService(m) {
			ids = append(ids, m.id)
		}
	}
	if s.greet() {
		// TDLib sends again what is in flight and has an id below first_msg_id.
		// So that is the lowest of the first packet; a client that sends on two
		// connections from the start may have a lower one under way.
		if err := c.send(key, s, proto.MessageFromServer, true, &mt.NewSessionCreated{
			FirstMsgID: first,
			UniqueID:   c.srv.ids.New(proto.MessageFromServer),
			ServerSalt: key.currentSalt(),
		}); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return c.send(key, s, proto.MessageFromServer, false, &mt.MsgsAck{MsgIDs: ids})
}

// open returns the messages of a packet: itself, or what its container holds, in
// the order of their ids, so that invokeAfterMsg finds what it waits for.
// Compressed ones are inflated.
func open(packet message) ([]message, error) {
	packet, id, err := inflated(packet)
	if err != nil {
		return nil, err
	}
	if id != proto.MessageContainerTypeID {
		return []message{packet}, nil
	}
	b := &bin.Buffer{Buf: packet.body}
	b.Skip(bin.Word)
	n, err := b.Int()
	if err != nil {
		return nil, err
	}
	if n < 1 || n > maxMessages {
		return nil, fmt.Errorf("container of %d messages", n)
	}
	messages := make([]message, 0, n)
	for range n {
		var m proto.Message
		if err := m.Decode(b); err != nil {
			return nil, err
		}
		// A container must have a higher id than what it holds.
		if m.ID >= packet.id || m.ID&3 != 0 {
			return nil, fmt.Errorf("msg_id %d in container %d", m.ID, packet.id)
		}
		inner, id, err := inflated(message{id: m.ID, seq: m.SeqNo, body: m.Body, room: packet.room})
		if err != nil {
			return nil, err
		}
		if id == proto.MessageContainerTypeID {
			return nil, errors.New("container in a container")
		}
		messages = append(messages, inner)
	}
	slices.SortStableFunc(messages, func(a, b message) int { return cmp.Compare(a.id, b.id) })
	return messages, nil
}

// inflated takes gzip_packed off a message, however often it is there, and tells
// the TL id that shows.
func inflated(m message) (message, uint32, error) {
	for range maxWrappers {
		b := &bin.Buffer{Buf: m.body}
		id, err := b.PeekID()
		if err != nil || id != proto.GZIPTypeID {
			return m, id, err
		}
		if m.body, err = m.room.inflate(b); err != nil {
			return m, 0, err
		}
	}
	return m, 0, errTooDeep
}
