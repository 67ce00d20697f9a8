package wire

import (
	"context"
	"sync"

	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// A session remembers this much of its latest finished calls, to answer
// repeats. What is older is refused as too old rather than done again.
const (
	maxAnswers     = 256
	maxAnswerBytes = 4 << 20
)

// session is what the server remembers under one session_id of one key. It
// outlives connections.
type session struct {
	id int64

	mu      sync.Mutex
	greeted bool  // new_session_created was sent
	content int32 // content-related messages sent
	layer   int
	init    bool
	appID   int

	calls    map[int64]*call // by msg_id
	finished []int64         // keys of calls that are done, oldest first
	bytes    int             // length of their answers
	forgot   int64           // highest msg_id that fell out

	unconfirmed unconfirmed
}

// call is one RPC of a session. answer and failed are set before done closes
// and never change afterwards.
type call struct {
	done   chan struct{}
	answer []byte // rpc_result, or nil when there is none
	failed bool   // the answer is an rpc_error

	dropped bool // by rpc_drop_answer; guarded by session.mu
}

func newSession(id int64) *session {
	return &session{id: id, calls: make(map[int64]*call)}
}

// greet reports true once.
func (s *session) greet() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := !s.greeted
	s.greeted = true
	return first
}

// number gives an outgoing message its msg_seqno, and keeps it for the client to
// ask again if it is content-related.
// See https://core.telegram.org/mtproto/description#message-sequence-number-msg-seqno.
func (s *session) number(msgID int64, content bool, body []byte) (seq int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seq = s.content * 2
	if content {
		seq++
		s.content++
		s.unconfirmed.add(proto.Message{ID: msgID, SeqNo: int(seq), Bytes: len(body), Body: body})
	}
	return seq
}

// learn keeps what wrappers said and fills it into a request.
func (s *session) learn(q query, r *Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q.layer != 0 {
		s.layer = q.layer
	}
	if q.init {
		s.init, s.appID = true, q.appID
	}
	r.Layer, r.Init, r.AppID = s.layer, s.init, s.appID
}

type arrival int

const (
	arrivedNew     arrival = iota // to be done now
	arrivedAgain                  // being done or done; the call says
	arrivedTooLate                // perhaps done long ago
)

// begin registers a call.
func (s *session) begin(msgID int64) (*call, arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.calls[msgID]; ok {
		return c, arrivedAgain
	}
	if msgID <= s.forgot {
		return nil, arrivedTooLate
	}
	c := &call{done: make(chan struct{})}
	s.calls[msgID] = c
	return c, arrivedNew
}

// finish stores the answer of a call for repeats.
func (s *session) finish(msgID int64, c *call, answer []byte, failed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.answer, c.failed = answer, failed
	close(c.done)
	s.finished = append(s.finished, msgID)
	s.bytes += len(answer)
	for len(s.finished) > maxAnswers || (s.bytes > maxAnswerBytes && len(s.finished) > 1) {
		oldest := s.finished[0]
		s.finished = s.finished[1:]
		s.bytes -= len(s.calls[oldest].answer)
		delete(s.calls, oldest)
		s.forgot = max(s.forgot, oldest)
	}
}

// forget makes a call one that never arrived.
func (s *session) forget(msgID int64, c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, msgID)
	close(c.done)
}

// wanted reports whether the client still waits for the answer.
func (s *session) wanted(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !c.dropped
}

// drop gives up the answer of a call and reports whether it was running.
func (s *session) drop(msgID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.calls[msgID]
	if !ok || c.isDone() {
		return false
	}
	c.dropped = true
	return true
}

func (c *call) isDone() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// States of a message, for msgs_state_info.
// See https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages.
const (
	stateUnknown  = 1
	stateReceived = 4
	stateRPC      = 32 // being processed or done
	stateAnswered = 64
)

// info is the answer to msgs_state_req.
func (s *session) info(reqMsgID int64, ids []int64) *mt.MsgsStateInfo {
	states := make([]byte, 0, len(ids))
	for _, id := range ids {
		states = append(states, s.state(id))
	}
	return &mt.MsgsStateInfo{ReqMsgID: reqMsgID, Info: states}
}

func (s *session) state(msgID int64) byte {
	s.mu.Lock()
	defer s.mu.Unlock()
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

// await waits for earlier calls of the session and reports whether all that are
// still known succeeded. Later msg_ids are passed over, so that no two calls
// wait for each other.
func (s *session) await(ctx context.Context, msgID int64, earlier []int64) bool {
	for _, id := range earlier {
		s.mu.Lock()
		c, ok := s.calls[id]
		s.mu.Unlock()
		if !ok || id >= msgID {
			continue
		}
		select {
		case <-c.done:
		case <-ctx.Done():
			return false
		}
		if c.failed {
			return false
		}
	}
	return true
}
