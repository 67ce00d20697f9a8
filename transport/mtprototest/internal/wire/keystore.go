package wire

import (
	"encoding/hex"
	"sync"

	"github.com/gotd/td/crypto"
)

// maxSessions bounds the sessions remembered for one auth key.
const maxSessions = 64

// KeyStore holds the auth keys of one data centre. Its zero value is empty and
// ready. It is safe for concurrent use.
type KeyStore struct {
	mu   sync.Mutex
	keys map[[8]byte]*authKey
}

// Add stores a key and its server salt, as if a key exchange had made it, and
// returns the key id that requests will carry. Adding a known key again keeps
// its sessions and changes its salt.
func (k *KeyStore) Add(key crypto.Key, salt int64) (keyID string) {
	withID := key.WithID()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		k.keys = make(map[[8]byte]*authKey)
	}
	if known, ok := k.keys[withID.ID]; ok {
		known.setSalt(salt)
	} else {
		k.keys[withID.ID] = &authKey{AuthKey: withID, salt: salt}
	}
	return hex.EncodeToString(withID.ID[:])
}

// Get returns the key and the server salt for a key id. ok is false for an id
// that is unknown or not 16 hex digits.
func (k *KeyStore) Get(keyID string) (key crypto.AuthKey, salt int64, ok bool) {
	id, ok := parseKeyID(keyID)
	if !ok {
		return crypto.AuthKey{}, 0, false
	}
	found, ok := k.get(id)
	if !ok {
		return crypto.AuthKey{}, 0, false
	}
	return found.AuthKey, found.currentSalt(), true
}

// Forget removes a key with its sessions and reports whether it was known. The
// next message under it is answered with the transport error -404, on open
// connections too.
func (k *KeyStore) Forget(keyID string) bool {
	id, ok := parseKeyID(keyID)
	if !ok {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	_, ok = k.keys[id]
	delete(k.keys, id)
	return ok
}

func (k *KeyStore) get(id [8]byte) (*authKey, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key, ok := k.keys[id]
	return key, ok
}

func parseKeyID(s string) (id [8]byte, ok bool) {
	if len(s) != hex.EncodedLen(len(id)) {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(s))
	return id, err == nil
}

// authKey is a key with what the server remembers for it. Sessions belong to
// the key and not to a connection, so a client may reconnect and go on.
type authKey struct {
	crypto.AuthKey

	mu       sync.Mutex
	salt     int64
	sessions []*session // oldest first
}

func (k *authKey) currentSalt() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.salt
}

func (k *authKey) setSalt(salt int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.salt = salt
}

// session returns the session with this id, new if need be. When there are too
// many, the oldest is forgotten.
func (k *authKey) session(id int64) *session {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, s := range k.sessions {
		if s.id == id {
			return s
		}
	}
	if len(k.sessions) == maxSessions {
		k.sessions = append(k.sessions[:0], k.sessions[1:]...)
	}
	s := newSession(id)
	k.sessions = append(k.sessions, s)
	return s
}

// destroy forgets a session and reports whether there was one.
func (k *authKey) destroy(id int64) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, s := range k.sessions {
		if s.id == id {
			k.sessions = append(k.sessions[:i], k.sessions[i+1:]...)
			return true
		}
	}
	return false
}

// IDs lists the key ids.
func (k *KeyStore) IDs() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	ids := make([]string, 0, len(k.keys))
	for id := range k.keys {
		ids = append(ids, hex.EncodeToString(id[:]))
	}
	return ids
}
