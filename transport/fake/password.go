package fake

// GetPassword and CheckPassword are answered to whoever is signed in, wholly or
// half; anybody else gets a 401, which tells a client that its sign-in is gone.
// See core.telegram.org/api/srp.

func (GetPassword) act(c *call) (any, error) {
	key := c.key
	if key.user == nil {
		return c.nobody()
	}
	a := key.user
	if a.Password == "" {
		return Password{}, nil
	}
	key.srpID, key.srpPassword = c.s.newSRPID(), a.Password
	return Password{HasPassword: true, Hint: a.Hint, SRPID: key.srpID, Plain: a.Password}, nil
}

func (q CheckPassword) act(c *call) (any, error) {
	key := c.key
	if key.user == nil {
		return c.nobody()
	}
	a := key.user
	switch {
	case a.Password == "":
		return refuse(400, "PASSWORD_EMPTY")
	case a.passwordFlood.After(c.now):
		return refuseFor(420, "FLOOD_WAIT", a.passwordFlood.Sub(c.now))
	case q.SRPID == 0 || q.SRPID != key.srpID:
		return refuse(400, "SRP_ID_INVALID")
	}
	// The number is spent, whatever comes (inferred; TDLib asks for a new one
	// before each check).
	issuedFor := key.srpPassword
	key.srpID, key.srpPassword = 0, ""
	if issuedFor != a.Password {
		return refuse(400, "SRP_PASSWORD_CHANGED")
	}
	if !q.verify(c, a.Password) && !c.accept {
		a.wrongPasswords++
		if a.wrongPasswords == a.PasswordTries {
			a.wrongPasswords = 0
			a.passwordFlood = c.now.Add(a.Flood)
		}
		return refuse(400, "PASSWORD_HASH_INVALID")
	}
	a.wrongPasswords = 0
	key.half = false
	return Authorization{a.public()}, nil
}

// verify examines the password, and counts that.
func (q CheckPassword) verify(c *call, password string) bool {
	typed, right := q.Password, q.Password == password
	if q.Verify != nil {
		// A proof does not show what was typed, unless it fits.
		typed, right = proof, q.Verify(password)
		if right {
			typed = password
		}
	}
	c.s.log.examine(q, c.key, "", typed)
	return right
}
