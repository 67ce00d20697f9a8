package mtproto

import (
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// Session is a session laid open.
type Session struct {
	DC     int
	Key    crypto.AuthKey
	Salt   int64
	Offset time.Duration
	SRP    *srp.Params
}

// OpenSession reads a session.
func OpenSession(from flow.Session) (Session, error) {
	var s session
	err := s.decode(from)
	return Session{s.dc, s.key, s.salt, s.offset, s.srp}, err
}

// Close writes it again.
func (s Session) Close() flow.Session {
	return (&session{s.DC, s.Key, s.Salt, s.Offset, s.SRP}).encode()
}

// Prepared returns how many proofs are prepared.
func Prepared() int {
	prepared.mu.Lock()
	defer prepared.mu.Unlock()
	return len(prepared.kept)
}

// ForgetPrepared is another process.
func ForgetPrepared() {
	prepared.mu.Lock()
	defer prepared.mu.Unlock()
	prepared.kept = nil
}

// Pushed returns what is heard of a message that a server pushed before the
// connection ended.
func Pushed(data []byte) []flow.Answer {
	inbox := telegram.NewInbox()
	_ = (&link{inbox: inbox}).OnMessage(&bin.Buffer{Buf: data})
	d := &door{inbox: inbox}
	var answers []flow.Answer
	for {
		answer, err := d.heard(errEnded)
		if errors.Is(err, errEnded) {
			return answers
		}
		answers = append(answers, answer)
	}
}

// ParseFingerprint takes a session's fingerprint apart.
func ParseFingerprint(text string) (dc int, key int64, ok bool) { return parseFingerprint(text) }
