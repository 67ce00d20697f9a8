package fake

import (
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
)

func (q SignIn) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	if err := q.check(c, sent); err != nil {
		return nil, err
	}
	a := sent.account
	if a.Unregistered {
		// auth.signUp needs the hash, so here it is not used up.
		sent.right = true
		return a.signUpRequired(), nil
	}
	// A right code is used up even where the password is still wanted (inferred).
	delete(c.s.codes, sent.hash)
	return c.admit(a)
}

// check examines what is to prove that the code arrived. Which refusal a proof of
// the wrong kind meets is inferred; it is not examined.
func (q SignIn) check(c *call, sent *sentCode) error {
	byEmail := q.Email != (EmailVerification{})
	switch {
	case q.PhoneCode == "" && !byEmail && sent.delivery == codes.Mail:
		return refusal(400, "CODE_EMPTY")
	case q.PhoneCode == "" && !byEmail:
		return refusal(400, "PHONE_CODE_EMPTY")
	case sent.empty(): // nothing was sent that it could be
		return refusal(400, "PHONE_CODE_INVALID")
	case sent.delivery == codes.Mail && byEmail:
		return q.Email.check(c, q, sent)
	case sent.delivery == codes.Mail:
		return refusal(400, "PHONE_CODE_INVALID")
	case byEmail:
		return refusal(400, "CODE_INVALID")
	}
	return c.compare(q, sent, q.PhoneCode, "PHONE_CODE_INVALID")
}

func (q SignUp) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	if sent.account.Unregistered && !sent.right {
		// auth.signUp is listed with this error though it carries no code; that
		// it means a missing auth.signIn is inferred.
		return refuse(400, "PHONE_CODE_EMPTY")
	}
	answer, err := c.signUp(sent.account, q.FirstName, q.LastName)
	if err == nil {
		delete(c.s.codes, sent.hash)
	}
	return answer, err
}

// signUp makes an account and lets its owner in.
func (c *call) signUp(a *account, firstName, lastName string) (any, error) {
	switch {
	case !a.Unregistered:
		return refuse(400, "PHONE_NUMBER_OCCUPIED")
	case firstName == "" || utf8.RuneCountInString(firstName) > nameLimit:
		return refuse(400, "FIRSTNAME_INVALID")
	case utf8.RuneCountInString(lastName) > nameLimit:
		return refuse(400, "LASTNAME_INVALID")
	}
	a.Unregistered, a.FirstName, a.LastName = false, firstName, lastName
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
	var out LoggedOut
	if !c.key.half {
		out.FutureAuthToken = c.futureToken(c.key.user)
	}
	c.key.leave("")
	return out, nil
}

// admit lets somebody in under the call's key, as far as the password.
func (c *call) admit(a *account) (any, error) {
	c.key.leave("")
	c.key.user, c.key.half = a, a.protected()
	if c.key.half {
		return refuse(401, "SESSION_PASSWORD_NEEDED")
	}
	return c.authorization(a), nil
}

// admitWithoutCode lets somebody in "without sending any authorization code":
// core.telegram.org/api/auth on future auth tokens, which with a password set
// lead to a 401 instead.
func (c *call) admitWithoutCode(a *account) (any, error) {
	answer, err := c.admit(a)
	if authorization, ok := answer.(Authorization); ok {
		return SentCodeSuccess{authorization}, nil
	}
	return nil, err
}

// authorization says that somebody is signed in.
func (c *call) authorization(a *account) Authorization {
	return Authorization{
		User:                  a.public(),
		SetupPasswordRequired: a.OtherwiseReloginDays > 0,
		OtherwiseReloginDays:  a.OtherwiseReloginDays,
		TmpSessions:           a.TmpSessions,
		FutureAuthToken:       c.futureToken(a),
	}
}

// nobody is the answer where somebody has to be signed in and nobody is.
func (c *call) nobody() (any, error) {
	if c.key.ended != "" {
		return refuse(401, c.key.ended)
	}
	return refuse(401, "AUTH_KEY_UNREGISTERED")
}

// leave ends whatever login the key has, and whatever other one was on its way
// without a number. The reason is what later calls are told, "" that the key is
// unregistered.
func (k *authKey) leave(reason string) {
	k.user, k.half, k.ended = nil, false, reason
	k.srpID, k.srpFor = 0, secret{}
	k.accepted, k.challenge, k.nonce, k.verified = nil, "", "", nil
}
