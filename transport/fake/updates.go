package fake

import (
	"reflect"
	"slices"
)

// UpdateLoginToken is updateLoginToken: a token that was shown under this key has
// been accepted, and auth.exportLoginToken says what comes of it
// (core.telegram.org/api/qr-login).
type UpdateLoginToken struct{}

// UpdateSentPhoneCode is updateSentPhoneCode: what was to be paid is paid, and this
// is what auth.sendCode would have said.
type UpdateSentPhoneCode struct {
	Sent any // SentCode
}

// A listener hears what a key is told.
type listener struct {
	hear func(update any)
}

// Subscribe has f called with every update for an auth key, until stop is called:
// [UpdateLoginToken] and [UpdateSentPhoneCode]. What nobody hears is kept, the last
// of each kind, until somebody subscribes. That is inferred: no source says that
// Telegram keeps updates for a key that nobody is signed in under, so nothing must
// rest on it.
//
// f is called without the server's lock, so it may call the server, and for each
// key with one update at a time. It holds up whoever caused the update, so it must
// not wait for anything. It may be called before Subscribe returns, and for the
// last time a moment after stop. With a key that cannot be known (see
// [ErrUnknownKey]) nothing is ever heard.
func (s *Server) Subscribe(from Caller, f func(update any)) (stop func()) {
	s.mu.Lock()
	key, err := s.authKey(from)
	if err != nil {
		s.mu.Unlock()
		return func() {}
	}
	l := &listener{f}
	key.listeners = append(key.listeners, l)
	s.mu.Unlock()
	s.hand(key)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		key.listeners = slices.DeleteFunc(key.listeners, func(other *listener) bool { return other == l })
	}
}

// tell has a key told something once the server is unlocked.
func (c *call) tell(key *authKey, update any) {
	kind := reflect.TypeOf(update)
	key.updates = append(slices.DeleteFunc(key.updates, func(old any) bool { return reflect.TypeOf(old) == kind }), update)
	c.told = append(c.told, key)
}

// hand gives the listeners of a key what they have to hear. Somebody who does so
// already goes on with it, so that it comes in order.
func (s *Server) hand(key *authKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if key.handing {
		return
	}
	key.handing = true
	defer func() { key.handing = false }()
	for len(key.updates) > 0 && len(key.listeners) > 0 {
		update := key.updates[0]
		key.updates = key.updates[1:]
		listeners := slices.Clone(key.listeners)
		s.unlocked(func() {
			for _, l := range listeners {
				l.hear(update)
			}
		})
	}
}

// unlocked does something without the server's lock, which the caller has.
func (s *Server) unlocked(do func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	do()
}
