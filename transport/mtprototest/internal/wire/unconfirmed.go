package wire

import (
	"encoding/binary"
	"slices"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// A session keeps this much of what its client has not confirmed. The oldest
// messages go first, as most clients confirm late and some never.
const (
	maxUnconfirmed      = 256
	maxUnconfirmedBytes = 1 << 20
)

// unconfirmed are content-related messages that were sent and for which no
// msgs_ack has come, oldest first. The client may ask for them again.
type unconfirmed struct {
	messages []proto.Message
	bytes    int
}

func (u *unconfirmed) add(m proto.Message) {
	u.messages = append(u.messages, m)
	u.bytes += m.Bytes
	for len(u.messages) > maxUnconfirmed || u.bytes > maxUnconfirmedBytes {
		u.bytes -= u.messages[0].Bytes
		u.messages = slices.Delete(u.messages, 0, 1)
	}
}

// confirm forgets messages.
func (u *unconfirmed) confirm(ids []int64) {
	confirmed := setOf(ids)
	u.messages = slices.DeleteFunc(u.messages, func(m proto.Message) bool {
		if !confirmed[m.ID] {
			return false
		}
		u.bytes -= m.Bytes
		return true
	})
}

// find returns the messages with these ids, each once, and whether all ids were
// known.
func (u *unconfirmed) find(ids []int64) (found []proto.Message, all bool) {
	wanted := setOf(ids)
	for _, m := range u.messages {
		if wanted[m.ID] {
			found = append(found, m)
		}
	}
	return found, len(found) == len(wanted)
}

// answers returns the results of these requests.
func (u *unconfirmed) answers(requests []int64) (found []proto.Message) {
	wanted := setOf(requests)
	for _, m := range u.messages {
		if id, ok := requestOf(m.Body); ok && wanted[id] {
			found = append(found, m)
		}
	}
	return found
}

// updates returns what the client was sent unasked, but for new_session_created:
// the session is no longer new.
func (u *unconfirmed) updates() (found []proto.Message) {
	for _, m := range u.messages {
		id, err := (&bin.Buffer{Buf: m.Body}).PeekID()
		if err == nil && id != proto.ResultTypeID && id != mt.NewSessionCreatedTypeID {
			found = append(found, m)
		}
	}
	return found
}

// requestOf returns the msg_id of the request that an rpc_result belongs to.
func requestOf(body []byte) (reqMsgID int64, ok bool) {
	const head = 4 + 8
	if len(body) < head || binary.LittleEndian.Uint32(body) != proto.ResultTypeID {
		return 0, false
	}
	return int64(binary.LittleEndian.Uint64(body[4:])), true
}

func setOf(ids []int64) map[int64]bool {
	set := make(map[int64]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func (s *session) confirm(ids []int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unconfirmed.confirm(ids)
}

func (s *session) sent(ids []int64) (found []proto.Message, all bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unconfirmed.find(ids)
}

// resend sends messages again as they were, each in a container: its newer
// msg_id vouches for the time of theirs.
// See https://core.telegram.org/mtproto/description#message-identifier-msg-id.
func (c *conn) resend(key *authKey, s *session, messages []proto.Message) error {
	for _, m := range messages {
		again := &proto.MessageContainer{Messages: []proto.Message{m}}
		if err := c.send(key, s, proto.MessageFromServer, false, again); err != nil {
			return err
		}
	}
	return nil
}
