package fake

import (
	"time"

	"github.com/stepin-go/stepin/codes"
)

// ResetLoginEmail is auth.resetLoginEmail, answered with [SentCode].
type ResetLoginEmail struct {
	PhoneNumber   string
	PhoneCodeHash string
}

// Method returns "auth.resetLoginEmail".
func (ResetLoginEmail) Method() string { return "auth.resetLoginEmail" }

func (q ResetLoginEmail) fields(l *log) []Field {
	return []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}}
}

// act removes the login e-mail, at once or when the announced period is over; the
// code then goes to the number. The documentation has the period, the date and
// TASK_ALREADY_EXISTS (core.telegram.org/api/auth#email-verification). Inferred
// are the refusal where there is nothing to reset; that the first call, which only
// notes the date, sends another code by e-mail; and that the date alone, without
// a second call, removes the address for the next auth.sendCode.
func (q ResetLoginEmail) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	a := sent.account
	switch {
	case sent.delivery != codes.Mail || !a.EmailReset:
		return refuse(400, "EMAIL_INSTALL_MISSING")
	case a.emailEnd.After(c.now):
		return refuse(400, "TASK_ALREADY_EXISTS")
	case a.Email != "" && a.emailEnd.IsZero() && a.EmailResetPeriod > 0:
		a.emailEnd = c.after(a.EmailResetPeriod)
		return c.mail(a, sent.address, sent.resends), nil
	}
	a.Email, a.emailEnd = "", time.Time{}
	return c.send(a, a.Delivery, 0), nil
}
