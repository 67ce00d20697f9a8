package fake

import "time"

// DeleteAccount is account.deleteAccount, answered with [Bool].
type DeleteAccount struct {
	Reason   string
	Password *CheckPassword // nil: without the password
}

// Method returns "account.deleteAccount".
func (DeleteAccount) Method() string { return "account.deleteAccount" }

func (q DeleteAccount) fields(l *log) []Field {
	fields := []Field{{"reason", q.Reason}}
	if q.Password != nil {
		fields = append(fields, q.Password.fields(l)...)
	}
	return fields
}

// act deletes the account of whoever is signed in, wholly or half. Without the
// password that takes the time of 2FA_CONFIRM_WAIT
// (core.telegram.org/api/account-deletion). That it counts from the first request,
// and that somebody has to ask again when it is over, is inferred.
func (q DeleteAccount) act(c *call) (any, error) {
	a := c.key.user
	switch {
	case a == nil:
		return c.nobody()
	case a.bot():
		return refuse(400, "BOT_METHOD_INVALID")
	case q.Password != nil:
		if err := q.Password.check(c, q); err != nil {
			return nil, err
		}
	case a.protected():
		if a.deletionStart.IsZero() {
			a.deletionStart = c.now.Add(a.DeleteWait)
		}
		if a.deletionStart.After(c.now) {
			return nil, refusalFor(420, "2FA_CONFIRM_WAIT", a.deletionStart.Sub(c.now))
		}
	}
	c.delete(a)
	return Bool(true), nil
}

// delete leaves a number without an account. Everybody who is signed in to it is
// told USER_DEACTIVATED; that codes, tokens and passkeys for it are void is inferred.
// The number stays its owner's, and paid for.
func (c *call) delete(a *account) {
	a.Unregistered, a.Trusted, a.FirstName, a.LastName = true, false, "", ""
	a.Email, a.RecoveryEmail, a.SecureValues, a.emailEnd = "", "", false, time.Time{}
	a.WebToken, a.Passkeys = "", nil
	a.setPassword("", nil, "")
	c.forgetLogins(a)
	c.kill(func(sent *sentCode) bool { return sent.account == a })
	for token, of := range c.s.tokens {
		if of == a {
			delete(c.s.tokens, token)
		}
	}
	for _, key := range c.s.keys {
		if key.user == a {
			key.leave("USER_DEACTIVATED")
		}
	}
}
