package wire

import (
	"encoding/hex"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"
)

const (
	maxSessions  = 64   // remembered for one auth key
	maxTemporary = 1024 // temporary keys of one data centre
)

// KeyStore holds the auth keys of one data centre. Its zero value is empty and
// ready. It is safe for concurrent use.
//
// Temporary keys live in it too, but only a key exchange makes them. See
// https://core.telegram.org/api/pfs.
type KeyStore struct {
	mu        sync.Mutex
	keys      map[[8]byte]*authKey // permanent
	temporary map[[8]byte]*authKey
}

// Add stores a permanent key and its server salt, as if a key exchange had made
// it, and returns the key id that requests will carry. Adding a known key again
// keeps its sessions and changes its salt.
func (k *KeyStore) Add(key crypto.Key, salt int64) (keyID string) {
	return k.add(&madeKey{key: key, salt: salt})
}

func (k *KeyStore) add(made *madeKey) (keyID string) {
	added := made.authKey()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		k.keys = make(map[[8]byte]*authKey)
	}
	if known, ok := k.keys[added.ID]; ok {
		known.setSalt(made.salt)
	} else {
		k.keys[added.ID] = added
	}
	return added.name()
}

// addTemporary stores a key that is unbound and ends with its time. If there are
// too many, the unbound one that would end first makes room, or else the bound
// one: whoever only makes keys pushes out none that is in use.
func (k *KeyStore) addTemporary(made *madeKey, now time.Time) {
	added := made.authKey()
	added.temporary, added.expires = true, now.Add(made.life)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.temporary == nil {
		k.temporary = make(map[[8]byte]*authKey)
	}
	maps.DeleteFunc(k.temporary, func(_ [8]byte, t *authKey) bool { return t.expired(now) })
	if len(k.temporary) >= maxTemporary {
		var first *authKey
		for _, t := range k.temporary {
			if first == nil || t.goesBefore(first) {
				first = t
			}
		}
		delete(k.temporary, first.ID)
	}
	k.temporary[added.ID] = added
}

// Get returns the key and the server salt for the id of a permanent key. ok is
// false for an id that is unknown or not 16 hex digits.
func (k *KeyStore) Get(keyID string) (key crypto.AuthKey, salt int64, ok bool) {
	id, ok := parseKeyID(keyID)
	if !ok {
		return crypto.AuthKey{}, 0, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	found, ok := k.keys[id]
	if !ok {
		return crypto.AuthKey{}, 0, false
	}
	return found.AuthKey, found.currentSalt(), true
}

// Forget removes a key with its sessions, and with the temporary keys that are
// bound to it, and reports whether it was known. The next message under any of
// them is answered with the transport error -404, on open connections too. What
// has been asked before is still answered.
func (k *KeyStore) Forget(keyID string) bool {
	id, ok := parseKeyID(keyID)
	if !ok {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.remove(id)
}

// forget removes a key, and with a temporary one what it is bound to.
func (k *KeyStore) forget(key *authKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.remove(key.ID)
	if key.bound != nil {
		k.remove(key.bound.ID)
	}
}

func (k *KeyStore) remove(id [8]byte) (known bool) {
	_, isPermanent := k.keys[id]
	_, isTemporary := k.temporary[id]
	delete(k.keys, id)
	delete(k.temporary, id)
	maps.DeleteFunc(k.temporary, func(_ [8]byte, t *authKey) bool { return t.bound != nil && t.bound.ID == id })
	return isPermanent || isTemporary
}

// IDs lists the ids of the permanent keys.
func (k *KeyStore) IDs() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	ids := make([]string, 0, len(k.keys))
	for _, key := range k.keys {
		ids = append(ids, key.name())
	}
	return ids
}

// get finds a key of either kind by its id.
func (k *KeyStore) get(id [8]byte, now time.Time) (*authKey, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key, ok := k.keys[id]; ok {
		return key, true
	}
	key, ok := k.temporary[id]
	if ok && key.expired(now) {
		delete(k.temporary, id)
		return nil, false
	}
	return key, ok
}

// permanent returns the permanent key that a key stands for: itself, or what it
// is bound to. ok is false for a temporary key that is unbound.
func (k *KeyStore) permanent(key *authKey) (permanent *authKey, ok bool) {
	if !key.temporary {
		return key, true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return key.bound, key.bound != nil
}

// bind binds a temporary key, which may shorten its life. A permanent key may
// have several: clients use one for each of their sessions.
func (k *KeyStore) bind(key, permanent *authKey, expires time.Time) *mt.RPCError {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.keys[permanent.ID] != permanent: // forgotten meanwhile
		return errBindMessage
	case key.bound != nil && key.bound != permanent:
		return errAlreadyBound
	}
	key.bound = permanent
	if expires.Before(key.expires) {
		key.expires = expires
	}
	return nil
}

// dropTemporary forgets the temporary keys that are bound to a permanent one, but
// for some.
func (k *KeyStore) dropTemporary(permanent *authKey, except []int64) {
	spared := setOf(except)
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.DeleteFunc(k.temporary, func(_ [8]byte, t *authKey) bool {
		return t.bound == permanent && !spared[t.IntID()]
	})
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

	named     int // the data centre that the client named for it, or 0
	temporary bool
	expires   time.Time // of a temporary key, guarded by KeyStore.mu, as is bound
	bound     *authKey  // the permanent key that it stands for, or nil

	mu       sync.Mutex
	salt     int64
	client   clientInfo
	sessions []*session // least recently used first
}

// clientInfo is what wrappers have said of the client.
// See https://core.telegram.org/api/invoking#saving-client-info.
type clientInfo struct {
	layer int
	init  bool // initConnection was seen
	appID int
}

func (m *madeKey) authKey() *authKey {
	return &authKey{AuthKey: m.key.WithID(), named: m.dc, salt: m.salt}
}

func (k *authKey) name() string { return hex.EncodeToString(k.ID[:]) }

func (k *authKey) expired(now time.Time) bool { return !now.Before(k.expires) }

// goesBefore says which of two temporary keys to give up.
func (k *authKey) goesBefore(other *authKey) bool {
	if unbound := k.bound == nil; unbound != (other.bound == nil) {
		return unbound
	}
	return k.expires.Before(other.expires)
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

// learn keeps what the wrappers of a request said, and fills in what is known.
func (k *authKey) learn(q query, r *Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.temporary && q.method == tg.AuthBindTempAuthKeyRequestTypeID {
		k.client = clientInfo{} // is to be said after this
		return
	}
	if q.layer != 0 {
		k.client.layer = q.layer
	}
	if q.init {
		k.client.init, k.client.appID = true, q.appID
	}
	r.Layer, r.Init, r.AppID = k.client.layer, k.client.init, k.client.appID
}

// session returns the session with this id, new if need be. When there are too
// many, the one that was not used for longest is forgotten.
func (k *authKey) session(id int64) *session {
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, s := range k.sessions {
		if s.id == id {
			k.sessions = append(slices.Delete(k.sessions, i, i+1), s)
			return s
		}
	}
	if len(k.sessions) == maxSessions {
		k.sessions = slices.Delete(k.sessions, 0, 1)
	}
	s := newSession(id)
	k.sessions = append(k.sessions, s)
	return s
}

// destroy forgets a session and returns it; nil: there was none.
func (k *authKey) destroy(id int64) *session {
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, s := range k.sessions {
		if s.id == id {
			k.sessions = slices.Delete(k.sessions, i, i+1)
			return s
		}
	}
	return nil
}
