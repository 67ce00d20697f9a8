package fake

import (
	"time"

	"github.com/stepin-go/stepin/codes"
)

// SendVerifyEmailCode is account.sendVerifyEmailCode with
// emailVerifyPurposeLoginSetup, answered with [SentEmailCode].
type SendVerifyEmailCode struct {
	PhoneNumber   string
	PhoneCodeHash string
	Email         string
}

// VerifyEmail is account.verifyEmail with emailVerifyPurposeLoginSetup, answered
// with [EmailVerifiedLogin].
type VerifyEmail struct {
	PhoneNumber   string
	PhoneCodeHash string
	Email         EmailVerification
}

// Method returns "account.sendVerifyEmailCode".
func (SendVerifyEmailCode) Method() string { return "account.sendVerifyEmailCode" }

// Method returns "account.verifyEmail".
func (VerifyEmail) Method() string { return "account.verifyEmail" }

func (q SendVerifyEmailCode) fields(l *log) []Field {
	return []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}, {"email", q.Email}}
}

func (q VerifyEmail) fields(l *log) []Field {
	return []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}, q.Email.field()}
}

// wantEmail asks for a login e-mail. Nothing is sent yet.
func (c *call) wantEmail(a *account) SentCode {
	sent := c.issue(sentCode{account: a, setUp: true})
	return SentCode{Hash: sent.hash, SetUpEmail: true, Apple: a.AppleSignIn, Google: a.GoogleSignIn}
}

// findSetUp returns the set-up that a hash stands for, or says why there is none.
// What the hash of a code meets is inferred.
func (c *call) findSetUp(phone, hash string) (*sentCode, error) {
	sent, err := c.find(phone, hash)
	if err == nil && !sent.setUp {
		return nil, refusal(400, "PHONE_CODE_EXPIRED")
	}
	return sent, err
}

func (q SendVerifyEmailCode) act(c *call) (any, error) {
	sent, err := c.findSetUp(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	email, err := codes.Email(q.Email)
	if err != nil {
		return refuse(400, "EMAIL_INVALID")
	}
	// The hash stays, and its tries are not given anew (inferred).
	sent.address, sent.code, sent.at = email.Reveal(), c.s.newEmailCode(sent.account.EmailCode), c.now
	c.deliver(sent.address, codes.Mail, sent.code)
	return SentEmailCode{Pattern: pattern(sent.address), Length: len(sent.code)}, nil
}

// act sets the login e-mail and lets the sign-in go on with an auth.sentCode of
// its own (core.telegram.org/api/auth#email-verification). That this one goes to
// the number is inferred: the person has just shown to have the address.
func (q VerifyEmail) act(c *call) (any, error) {
	sent, err := c.findSetUp(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	a, address := sent.account, sent.address
	switch token := q.Email.token(); {
	case token != "":
		c.s.log.examine(q, c.key, sent.hash, token)
		var good bool
		if address, good = q.Email.address(a); !good {
			return refuse(400, "EMAIL_TOKEN_INVALID")
		}
	case address == "" || c.tooOld(sent.at, a.CodeLife):
		return refuse(400, "EMAIL_VERIFY_EXPIRED")
	case q.Email.Code == "":
		return refuse(400, "CODE_EMPTY")
	default:
		if err := c.compare(q, sent, q.Email.Code, "CODE_INVALID"); err != nil {
			return nil, err
		}
	}
	a.Email, a.emailEnd = address, time.Time{}
	delete(c.s.codes, sent.hash)
	// A password would make this a refusal of what has been done; with a code it
	// is asked for at its usual place.
	if a.Trusted && !a.protected() {
		success, err := c.admitWithoutCode(a)
		return EmailVerifiedLogin{Email: address, Sent: success}, err
	}
	return EmailVerifiedLogin{Email: address, Sent: c.send(a, a.Delivery, 0)}, nil
}
