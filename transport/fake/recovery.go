package fake

import (
	"time"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
)

// RequestPasswordRecovery is auth.requestPasswordRecovery, answered with
// [PasswordRecovery].
type RequestPasswordRecovery struct{}

// CheckRecoveryPassword is auth.checkRecoveryPassword, answered with [Bool].
type CheckRecoveryPassword struct {
	Code string
}

// RecoverPassword is auth.recoverPassword, answered with [Authorization].
type RecoverPassword struct {
	Code string
	New  *NewPassword // nil: the password is removed
}

// NewPassword is account.passwordInputSettings, as far as it is a password.
type NewPassword struct {
	// Password is what the person typed. A door that has only a verifier of it
	// leaves it empty and sets Verifier.
	Password string
	// Verifier is any bytes by which the door will know the password; the model
	// gives them back in [Password]. In memory they are the password's
	// srp.HashPassword under this package's salts.
	Verifier []byte
	Hint     string
	// Email is a new recovery address, for the log; the model keeps the one that
	// there is.
	Email string
}

// Method returns "auth.requestPasswordRecovery".
func (RequestPasswordRecovery) Method() string { return "auth.requestPasswordRecovery" }

// Method returns "auth.checkRecoveryPassword".
func (CheckRecoveryPassword) Method() string { return "auth.checkRecoveryPassword" }

// Method returns "auth.recoverPassword".
func (RecoverPassword) Method() string { return "auth.recoverPassword" }

func (RequestPasswordRecovery) fields(*log) []Field { return nil }

func (q CheckRecoveryPassword) fields(*log) []Field { return []Field{{"code", q.Code}} }

func (q RecoverPassword) fields(*log) []Field {
	fields := []Field{{"code", q.Code}}
	if q.New == nil {
		return fields
	}
	password := Field{"new_password_hash", q.New.Password}
	if len(q.New.Verifier) > 0 {
		password.Value = proof
	}
	fields = append(fields, password, Field{"hint", q.New.Hint})
	if q.New.Email != "" {
		fields = append(fields, Field{"email", q.New.Email})
	}
	return fields
}

// passwordLimit is the longest new password, in characters. It is no rule of
// Telegram's: a server that is given verifiers cannot know.
const passwordLimit = 256

// A recovery is the code for a forgotten password that is out; no code: none.
type recovery struct {
	code string
	at   time.Time
}

// act sends a code to the recovery e-mail
// (core.telegram.org/api/srp#password-recovery). That it is good for the account, under
// whatever key, and that the next one voids it is inferred.
func (RequestPasswordRecovery) act(c *call) (any, error) {
	a := c.key.user
	switch {
	case a == nil:
		return c.nobody()
	case !a.protected():
		return refuse(400, "PASSWORD_EMPTY")
	case a.RecoveryEmail == "":
		return refuse(400, "PASSWORD_RECOVERY_NA")
	}
	a.recovery = recovery{code: c.s.newEmailCode(a.RecoveryCode), at: c.now}
	c.deliver(a.RecoveryEmail, codes.Mail, a.recovery.code)
	return PasswordRecovery{Pattern: pattern(a.RecoveryEmail)}, nil
}

func (q CheckRecoveryPassword) act(c *call) (any, error) {
	if c.key.user == nil {
		return c.nobody()
	}
	if err := c.checkRecovery(q, q.Code); err != nil {
		return nil, err
	}
	return Bool(true), nil
}

func (q RecoverPassword) act(c *call) (any, error) {
	a := c.key.user
	if a == nil {
		return c.nobody()
	}
	if err := c.checkRecovery(q, q.Code); err != nil {
		return nil, err
	}
	if q.New == nil {
		a.setPassword("", nil, "")
	} else {
		if !q.New.acceptable() {
			// The code stays good (inferred), so that one can think of another.
			return refuse(400, "NEW_SETTINGS_INVALID")
		}
		a.setPassword(q.New.Password, q.New.Verifier, q.New.Hint)
	}
	a.wrongPasswords, a.SecureValues = 0, false
	c.key.half = false
	return c.authorization(a), nil
}

// checkRecovery examines the code for a forgotten password, for whoever is signed
// in. That wrong ones may be tried without end is inferred, and so are the
// refusals where no code can be out.
func (c *call) checkRecovery(q Query, typed string) error {
	a := c.key.user
	switch {
	case !a.protected():
		return refusal(400, "PASSWORD_EMPTY")
	case a.RecoveryEmail == "":
		return refusal(400, "PASSWORD_RECOVERY_NA")
	case a.recovery.code == "" || c.tooOld(a.recovery.at, a.RecoveryLife):
		return refusal(400, "PASSWORD_RECOVERY_EXPIRED")
	case typed == "":
		return refusal(400, "CODE_EMPTY")
	}
	c.s.log.examine(q, c.key, "", typed)
	if typed != a.recovery.code && !c.accept {
		return refusal(400, "CODE_INVALID")
	}
	return nil
}

// acceptable reports whether the server takes a new password. NEW_SETTINGS_INVALID
// is documented, what brings it about is inferred: a password or a verifier, not
// too long, and not given away by its hint (which nobody sees in a verifier).
func (n NewPassword) acceptable() bool {
	if len(n.Verifier) > 0 {
		return n.Password == ""
	}
	return n.Password != "" && utf8.RuneCountInString(n.Password) <= passwordLimit && n.Password != n.Hint
}
