package wire

import (
	"context"
	"sync"

	"github.com/gotd/td/proto"
)

// A session remembers this much of its latest finished calls, to answer
// repeats. What is older is refused as too old rather than done again, as long as
// the session itself is remembered (see maxSessions).
const (
	maxAnswers     = 256
	maxAnswerBytes = 4 << 20
)

// session is what the server remembers under one session_id of one key. It
// outlives connections.
type session struct {
	id int64

	mu      sync.Mutex
	greeted bool   // new_session_created was sent
	newest  uint64 // of the connections that it was seen on; 0: none
	content int32  // content-related messages sent

	calls    map[int64]*call // by msg_id
	finished []int64         // keys of calls that are done, oldest first
	bytes    int             // length of their answers
	forgot   int64           // highest msg_id that fell out

	unconfirmed unconfirmed

	// A Subscriber's: the connection on which it hears, nil once that is over, and
	// the highest number of one on which it has; 0: the session is none.
	hears *conn
	heard uint64
}

// call is one RPC of a session. answer, failed and forgotten are set before done
// closes and never change afterwards.
type call struct {
	done      chan struct{}
	answer    []byte // rpc_result, or nil when there is none
	failed    bool   // the answer is an rpc_error, or there was none
	forgotten bool   // as if it had never arrived

	// Guarded by session.mu.
	waiting *conn // the connection that waits for the answer, until it is done
	sent    bool  // the answer has been, to whatever connection
	dropped bool  // by rpc_drop_answer
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
		if request, ok := requestOf(body); ok && s.calls[request] != nil {
			s.calls[request].sent = true
		}
		s.unconfirmed.add(proto.Message{ID: msgID, SeqNo: int(seq), Bytes: len(body), Body: body})
	}
	return seq
}

type arrival int

const (
	arrivedNew     arrival = iota // to be done now
	arrivedAgain                  // being done or done; the call says
	arrivedTooLate                // perhaps done long ago
)

// begin registers a call that came on a connection.
func (s *session) begin(msgID int64, on *conn) (*call, arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.calls[msgID]; ok {
		return c, arrivedAgain
	}
	if msgID <= s.forgot {
		return nil, arrivedTooLate
	}
	c := &call{done: make(chan struct{}), waiting: on}
	s.calls[msgID] = c
	return c, arrivedNew
}

// finish stores the answer of a call for repeats, and returns the connection
// that waits for it.
func (s *session) finish(msgID int64, c *call, answer []byte, failed bool) (to *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.answer, c.failed = answer, failed
	s.finished = append(s.finished, msgID)
	s.bytes += len(answer)
	for len(s.finished) > maxAnswers || (s.bytes > maxAnswerBytes && len(s.finished) > 1) {
		oldest := s.finished[0]
		s.finished = s.finished[1:]
		s.bytes -= len(s.calls[oldest].answer)
		delete(s.calls, oldest)
		s.forgot = max(s.forgot, oldest)
	}
	return c.end()
}

// forget makes a call one that never arrived. What was to come after it fails.
func (s *session) forget(msgID int64, c *call) (to *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, msgID)
	c.failed, c.forgotten = true, true
	return c.end()
}

// end marks a call as done. It keeps no connection from then on.
func (c *call) end() (to *conn) {
	to, c.waiting = c.waiting, nil
	close(c.done)
	return to
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
