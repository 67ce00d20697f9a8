package fake

import "time"

// ResetPassword is account.resetPassword, answered with [ResetPasswordResult].
type ResetPassword struct{}

// DeclinePasswordReset is account.declinePasswordReset, answered with [Bool].
type DeclinePasswordReset struct{}

// Method returns "account.resetPassword".
func (ResetPassword) Method() string { return "account.resetPassword" }

// Method returns "account.declinePasswordReset".
func (DeclinePasswordReset) Method() string { return "account.declinePasswordReset" }

func (ResetPassword) fields(*log) []Field { return nil }

func (DeclinePasswordReset) fields(*log) []Field { return nil }

// act removes a forgotten password, at once or when the announced date has come
// and the client asks again. See core.telegram.org/api/srp#password-reset.
func (ResetPassword) act(c *call) (any, error) {
	a := c.key.user
	switch {
	case a == nil:
		return c.nobody()
	case !a.protected():
		return refuse(400, "PASSWORD_EMPTY")
	case a.passwordKept.After(c.now):
		return ResetPasswordResult{Retry: a.passwordKept}, nil
	case a.passwordEnd.IsZero():
		a.passwordEnd = c.after(a.ResetWait)
	}
	if a.passwordEnd.After(c.now) {
		return ResetPasswordResult{Until: a.passwordEnd}, nil
	}
	a.setPassword("", nil, "")
	a.SecureValues = false
	return ResetPasswordResult{}, nil
}

// act takes a request back. That another one has to wait as long as the first
// would have is inferred, and that a half login is enough.
func (DeclinePasswordReset) act(c *call) (any, error) {
	a := c.key.user
	switch {
	case a == nil:
		return c.nobody()
	case a.passwordEnd.IsZero():
		return refuse(400, "RESET_REQUEST_MISSING")
	}
	a.passwordEnd, a.passwordKept = time.Time{}, c.after(a.ResetWait)
	return Bool(true), nil
}
