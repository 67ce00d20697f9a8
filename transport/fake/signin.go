package fake

import "unicode/utf8"

func (q SignIn) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	if q.PhoneCode == "" {
		return refuse(400, "PHONE_CODE_EMPTY")
	}
	c.s.log.examine(q, c.key, q.PhoneCodeHash, q.PhoneCode)
	a := sent.account
	if q.PhoneCode != sent.code && !c.accept {
		sent.wrong++
		if sent.wrong == a.CodeTries {
			delete(c.s.codes, sent.hash)
			a.codeFlood = c.now.Add(a.Flood)
		}
		return refuse(400, "PHONE_CODE_INVALID")
	}
	if a.Unregistered {
		// auth.signUp needs the hash, so here it is not used up.
		sent.right = true
		return SignUpRequired{Terms: a.Terms, TermsID: a.TermsID, MinAge: a.MinAge}, nil
	}
	// A right code is used up even where the password is still wanted (inferred).
	delete(c.s.codes, sent.hash)
	return c.admit(a)
}

func (q SignUp) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	a := sent.account
	switch {
	case !a.Unregistered:
		return refuse(400, "PHONE_NUMBER_OCCUPIED")
	case !sent.right:
		// auth.signUp is listed with this error though it carries no code; that
		// it means a missing auth.signIn is inferred.
		return refuse(400, "PHONE_CODE_EMPTY")
	case q.FirstName == "" || utf8.RuneCountInString(q.FirstName) > nameLimit:
		return refuse(400, "FIRSTNAME_INVALID")
	case utf8.RuneCountInString(q.LastName) > nameLimit:
		return refuse(400, "LASTNAME_INVALID")
	}
	a.Unregistered, a.FirstName, a.LastName = false, q.FirstName, q.LastName
	delete(c.s.codes, sent.hash)
	return c.admit(a)
}

func (GetSelf) act(c *call) (any, error) {
	switch {
	case c.key.user == nil:
		return c.nobody()
	case c.key.half && c.s.HalfLogin != "":
		return refuse(401, c.s.HalfLogin)
	case c.key.half:
		return refuse(401, "SESSION_PASSWORD_NEEDED")
	}
	return c.key.user.public(), nil
}

// act ends half logins too (inferred), so that a client that gives up leaves
// nothing behind.
func (LogOut) act(c *call) (any, error) {
	if c.key.user == nil {
		return c.nobody()
	}
	c.key.leave("")
	return LoggedOut{}, nil
}

// admit lets somebody in under the call's key, as far as the password.
func (c *call) admit(a *account) (any, error) {
	c.key.leave("")
	c.key.user, c.key.half = a, a.Password != ""
	if c.key.half {
		return refuse(401, "SESSION_PASSWORD_NEEDED")
	}
	return Authorization{a.public()}, nil
}

// nobody is the answer where somebody has to be signed in and nobody is.
func (c *call) nobody() (any, error) {
	if c.key.ended != "" {
		return refuse(401, c.key.ended)
	}
	return refuse(401, "AUTH_KEY_UNREGISTERED")
}

// leave ends whatever login the key has. The reason is what later calls are
// told, "" that the key is unregistered.
func (k *authKey) leave(reason string) {
	k.user, k.half, k.ended = nil, false, reason
	k.srpID, k.srpPassword = 0, ""
}

// public is what others may know of the account.
func (a *account) public() User {
	return User{ID: a.ID, Phone: a.Phone, FirstName: a.FirstName, LastName: a.LastName}
}
