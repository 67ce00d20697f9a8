package fake

import (
	"bytes"
	"time"

	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// GetPassword and CheckPassword are answered to whoever is signed in, wholly or
// half; anybody else gets a 401, which tells a client that its sign-in is gone.
// See core.telegram.org/api/srp.

// A secret is a password, or a verifier of one; neither: there is none.
type secret struct{ plain, verifier string }

// salt1 and salt2 are those of a verifier that no door has made with its own: in
// memory there is no challenge to name them.
var salt1, salt2 = []byte("transport/fake: the first salt"), []byte("transport/fake: the second salt")

func (a *account) secret() secret { return secret{a.Password, string(a.verifier)} }

// protected reports whether the account has a password.
func (a *account) protected() bool { return a.secret() != secret{} }

// setPassword sets, changes or (with neither password nor verifier) removes the
// password. What was asked about the old one is void.
func (a *account) setPassword(password string, verifier []byte, hint string) {
	a.Password, a.verifier, a.Hint = password, nil, hint
	if len(verifier) > 0 {
		a.verifier = bytes.Clone(verifier)
	}
	a.recovery = recovery{}
	a.passwordEnd, a.passwordKept, a.deletionStart = time.Time{}, time.Time{}, time.Time{}
}

// fits reports whether this is the account's password.
func (a *account) fits(typed string) bool {
	if a.verifier == nil {
		return typed == a.Password
	}
	x, err := srp.HashPassword([]byte(typed), salt1, salt2)
	return err == nil && bytes.Equal(x, a.verifier)
}

func (GetPassword) act(c *call) (any, error) {
	key := c.key
	if key.user == nil {
		return c.nobody()
	}
	a := key.user
	if !a.protected() {
		return Password{}, nil
	}
	key.srpID, key.srpFor = c.s.newSRPID(), a.secret()
	return Password{
		HasPassword:     true,
		Hint:            a.Hint,
		SRPID:           key.srpID,
		HasRecovery:     a.RecoveryEmail != "",
		HasSecureValues: a.SecureValues,
		PendingReset:    a.passwordEnd,
		Plain:           a.Password,
		Verifier:        bytes.Clone(a.verifier),
	}, nil
}

func (q CheckPassword) act(c *call) (any, error) {
	if c.key.user == nil {
		return c.nobody()
	}
	if err := q.check(c, q); err != nil {
		return nil, err
	}
	c.key.half = false
	return c.authorization(c.key.user), nil
}

// check examines a password that came with a query, for whoever is signed in.
func (q CheckPassword) check(c *call, with Query) error {
	key := c.key
	a := key.user
	switch {
	case !a.protected():
		return refusal(400, "PASSWORD_EMPTY")
	case a.passwordFlood.After(c.now):
		return refusalFor(420, "FLOOD_WAIT", a.passwordFlood.Sub(c.now))
	case q.SRPID == 0 || q.SRPID != key.srpID:
		return refusal(400, "SRP_ID_INVALID")
	}
	// The number is spent, whatever comes (inferred; TDLib asks for a new one
	// before each check).
	issuedFor := key.srpFor
	key.srpID, key.srpFor = 0, secret{}
	if issuedFor != a.secret() {
		return refusal(400, "SRP_PASSWORD_CHANGED")
	}
	if !q.verify(c, with) && !c.accept {
		a.wrongPasswords++
		if a.wrongPasswords == a.PasswordTries {
			a.wrongPasswords = 0
			a.passwordFlood = c.now.Add(a.Flood)
		}
		return refusal(400, "PASSWORD_HASH_INVALID")
	}
	a.wrongPasswords = 0
	return nil
}

// verify compares the password, and counts that.
func (q CheckPassword) verify(c *call, with Query) bool {
	a := c.key.user
	typed, right := q.Password, false
	if q.Verify == nil {
		right = a.fits(typed)
	} else {
		// A proof does not show what was typed, unless it fits.
		typed, right = proof, q.Verify(Password{Plain: a.Password, Verifier: bytes.Clone(a.verifier)})
		if right && a.verifier == nil {
			typed = a.Password
		}
	}
	c.s.log.examine(with, c.key, "", typed)
	return right
}
