package fake

import "slices"

// SetPassword sets, changes or (with "") removes the password of two-step
// verification. A challenge issued before is then refused with
// SRP_PASSWORD_CHANGED, a recovery code is void, and what was asked about the
// old password (its reset, a deletion without it) is forgotten. Who is signed in
// stays so. An unknown number, or one
// that is still unregistered, is [ErrNoAccount].
func (s *Server) SetPassword(phone, password, hint string) error {
	return s.change(phone, func(a *account) error {
		if a.Unregistered {
			return ErrNoAccount
		}
		a.setPassword(password, nil, hint)
		return nil
	})
}

// Ban bans a number: calls with it get PHONE_NUMBER_BANNED, and keys under
// which it is signed in, wholly or half, USER_DEACTIVATED_BAN. An unknown number
// is [ErrNoAccount].
func (s *Server) Ban(phone string) error {
	return s.change(phone, func(a *account) error {
		a.Banned = true
		for _, key := range s.keys {
			if key.user == a {
				key.leave("USER_DEACTIVATED_BAN")
			}
		}
		return nil
	})
}

// Move moves an account to another data centre. Calls with a code that the old
// one sent get PHONE_MIGRATE, too; who is signed in stays so. An unknown number
// is [ErrNoAccount], a data centre that is not among DCs [ErrUnknownDC].
func (s *Server) Move(phone string, dc int) error {
	return s.change(phone, func(a *account) error {
		if !slices.Contains(s.DCs, dc) {
			return ErrUnknownDC
		}
		a.DC = dc
		return nil
	})
}

// aside does something to an account that no client has asked for.
func (s *Server) aside(phone string, do func(*call, *account) error) error {
	c := &call{s: s}
	err := s.change(phone, func(a *account) error {
		c.now = s.now()
		return do(c, a)
	})
	c.tellAll()
	return err
}

func (s *Server) change(phone string, to func(*account) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(phone)
	if a == nil {
		return ErrNoAccount
	}
	return to(a)
}

// RevokeSession ends what is signed in under a key (or the one that the log
// calls so: key1), wholly or half, from another device: from then on the key gets SESSION_REVOKED, until somebody
// signs in under it again. Without a login it changes nothing. It reports
// whether there was one.
func (s *Server) RevokeSession(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.named(key)
	if k == nil || k.user == nil {
		return false
	}
	k.leave("SESSION_REVOKED")
	return true
}

// ForgetKey makes the server forget an auth key (or the one that the log calls
// so: key1), and with it logins and codes:
// from then on it is an [ErrUnknownKey]. It reports whether the key was known.
func (s *Server) ForgetKey(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.named(key)
	if k == nil || k.forgotten {
		return false
	}
	k.forgotten = true
	k.leave("")
	return true
}

// named finds a key by its name or by its alias.
func (s *Server) named(key string) *authKey {
	if k := s.keys[key]; k != nil {
		return k
	}
	for _, k := range s.keys {
		if k.alias == key {
			return k
		}
	}
	return nil
}
