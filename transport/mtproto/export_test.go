package mtproto

import (
	"time"

	"github.com/gotd/td/crypto"

	"github.com/stepin-go/stepin/flow"
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
