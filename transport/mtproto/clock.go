package mtproto

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/clock"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"

	"github.com/stepin-go/stepin/errors"
)

// serverClock is the system's clock, moved to the server's time.
type serverClock struct {
	clock.Clock
	ahead atomic.Int64 // of the system's clock, in nanoseconds
}

func (c *serverClock) offset() time.Duration { return time.Duration(c.ahead.Load()) }
func (c *serverClock) Now() time.Time        { return c.Clock.Now().Add(c.offset()) }

// timekeeper keeps a link's clock right. The key exchange says how far the
// system's clock is from the server's, but it may be set afterwards; then the
// server ignores what we send (bad_msg_notification), and gotd ignores what
// the server sends, that notification included
// (core.telegram.org/mtproto/description#message-identifier-msg-id).
//
// It is the link's cipher, and so sees each message before gotd judges its
// time. Only messages of the link's own session count. That is as old as the
// call, so nothing old can be replayed to turn the clock back.
type timekeeper struct {
	crypto.Cipher
	clock serverClock

	mu      sync.Mutex
	session int64
	query   int64 // msg_id of the last query
	refused int64 // msg_id of the last one that was ignored
}

// errIgnored says that the server did not look at a query because its msg_id
// showed a wrong time. The time is right now.
var errIgnored = errors.New("the server ignored the query because of its time")

// Codes of bad_msg_notification
// (core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message).
const (
	badMsgIDTooLow  = 16
	badMsgIDTooHigh = 17
)

// How far the time of a server's message may be from ours: what gotd allows
// (mtproto/read.go).
const (
	maxPast   = 300 * time.Second
	maxFuture = 30 * time.Second
)

func (k *timekeeper) start(offset time.Duration) {
	k.Cipher = crypto.NewClientCipher(crypto.DefaultRand())
	k.clock.Clock = clock.System
	k.clock.ahead.Store(int64(offset))
}

// ignored reports whether the server ignored the last query.
func (k *timekeeper) ignored() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.query != 0 && k.refused == k.query
}

// Encrypt implements mtproto.Cipher.
func (k *timekeeper) Encrypt(key crypto.AuthKey, m crypto.EncryptedMessageData, b *bin.Buffer) error {
	k.mu.Lock()
	k.session = m.SessionID
	if m.SeqNo&1 != 0 {
		k.query = m.MessageID
	}
	k.mu.Unlock()
	return k.Cipher.Encrypt(key, m, b)
}

// DecryptFromBuffer implements mtproto.Cipher.
func (k *timekeeper) DecryptFromBuffer(key crypto.AuthKey, b *bin.Buffer) (*crypto.EncryptedMessageData, error) {
	m, err := k.Cipher.DecryptFromBuffer(key, b)
	if err == nil {
		err = checkNesting(m.Data())
	}
	if err != nil {
		return nil, err
	}
	k.look(m)
	return m, nil
}

// look learns the server's time from a message, if ours cannot be right.
func (k *timekeeper) look(m *crypto.EncryptedMessageData) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if m.SessionID != k.session {
		return
	}
	ahead := proto.MessageID(m.MessageID).Time().Sub(k.clock.Now())
	wrong := ahead > maxFuture || ahead < -maxPast
	var bad mt.BadMsgNotification
	if bad.Decode(&bin.Buffer{Buf: m.Data()}) == nil && (bad.ErrorCode == badMsgIDTooLow || bad.ErrorCode == badMsgIDTooHigh) {
		wrong = true
		k.refused = bad.BadMsgID
	}
	if wrong {
		k.clock.ahead.Add(int64(ahead))
	}
}
