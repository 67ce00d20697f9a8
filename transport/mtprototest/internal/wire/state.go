package wire

import (
	"maps"
	"slices"

	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// States of a message, for msgs_state_info.
// See https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages.
const (
	stateUnknown  = 1
	stateReceived = 4
	stateRPC      = 32 // being processed or done
	stateAnswered = 64
)

// tellStates answers msgs_state_req. Answers that the client may lack follow.
//
// TDLib (td/telegram/net/Session.cpp) asks this of what it sent on a connection
// that broke. Once it knows that a request has arrived, it only waits.
func (c *conn) tellStates(key *authKey, s *session, reqMsgID int64, ids []int64) error {
	info, sent, unsent := s.asked(reqMsgID, ids, c)
	if err := c.send(key, s, proto.MessageServerResponse, false, info); err != nil {
		return err
	}
	if err := c.resend(key, s, sent); err != nil {
		return err
	}
	for _, done := range unsent {
		c.deliver(key, s, done, 0)
	}
	return nil
}

// catchUp sends the answers and updates that a session may lack when it goes on
// over a newer connection. TDLib does not ask for those of requests that were
// confirmed: it waits for them (td/telegram/net/Session.cpp, on_closed).
func (c *conn) catchUp(key *authKey, s *session) error {
	sent, unsent := s.reopened(c)
	if err := c.resend(key, s, sent); err != nil {
		return err
	}
	for _, done := range unsent {
		c.deliver(key, s, done, 0)
	}
	return nil
}

// reopened finds what asked does, of all requests, and the updates that were not
// confirmed, once for each connection that is newer than those before.
func (s *session) reopened(on *conn) (sent []proto.Message, unsent []*call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if on.nth <= s.newest {
		return nil, nil
	}
	first := s.newest == 0
	s.newest = on.nth
	if first {
		return nil, nil
	}
	sent, unsent = s.lacking(slices.Sorted(maps.Keys(s.calls)), on)
	return append(sent, s.unconfirmed.updates()...), unsent
}

// asked finds what to tell of requests: their states, those answers that have been
// sent and are not confirmed, and those that have never been. Answers of requests
// that still run will go to the connection on which the client asks.
func (s *session) asked(reqMsgID int64, ids []int64, on *conn) (info *mt.MsgsStateInfo, sent []proto.Message, unsent []*call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent, unsent = s.lacking(slices.Sorted(maps.Keys(setOf(ids))), on)
	return s.states(reqMsgID, ids), sent, unsent
}

// lacking finds the answers of requests that the client may lack, and has those
// that are not there yet sent to a connection.
func (s *session) lacking(ids []int64, on *conn) (sent []proto.Message, unsent []*call) {
	for _, id := range ids {
		switch c, ok := s.calls[id]; {
		case !ok:
		case !c.isDone():
			c.waiting = on
		case !c.sent:
			unsent = append(unsent, c)
		}
	}
	return s.unconfirmed.answers(ids), unsent
}

// info tells the states of messages.
func (s *session) info(reqMsgID int64, ids []int64) *mt.MsgsStateInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states(reqMsgID, ids)
}

func (s *session) states(reqMsgID int64, ids []int64) *mt.MsgsStateInfo {
	states := make([]byte, 0, len(ids))
	for _, id := range ids {
		states = append(states, s.state(id))
	}
	return &mt.MsgsStateInfo{ReqMsgID: reqMsgID, Info: states}
}

func (s *session) state(msgID int64) byte {
	c, ok := s.calls[msgID]
	switch {
	case !ok && (msgID > s.forgot || msgID&3 != 0): // odd ids are the server's own
		return stateUnknown
	case !ok:
		return stateReceived
	case c.isDone():
		return stateReceived | stateRPC | stateAnswered
	default:
		return stateReceived | stateRPC
	}
}
