package fake

import (
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
)

// Codes have five digits unless the account says otherwise, as
// core.telegram.org/api/auth#test-accounts describes; maxLength is no rule of
// Telegram's, it only keeps a slip of the pen small.
const (
	usualLength = 5
	maxLength   = 64
)

// A Message is a code on its way to a person.
type Message struct {
	To       string // phone number, "+" and digits
	Delivery codes.Delivery
	Code     string
	DC       int // the data centre that sent it
}

// Text is what the person reads or hears. It shows the code.
func (m Message) Text() string {
	switch m.Delivery {
	case codes.FlashCall:
		return fmt.Sprintf("Missed call from %s.", m.Code)
	case codes.MissedCall:
		return fmt.Sprintf("Missed call from a number that ends in %s.", m.Code)
	default:
		return fmt.Sprintf("Your sign-in code is %s. Do not give it to anyone.", m.Code)
	}
}

// A sentCode is one code that is still good.
type sentCode struct {
	account  *account
	key      *authKey
	hash     string
	code     string
	delivery codes.Delivery
	at       time.Time
	resends  int  // how many were sent before it
	wrong    int  // wrong codes under this hash
	right    bool // the right code has come, the name has not
}

func (q SendCode) act(c *call) (any, error) {
	s := c.s
	if s.AppID != 0 && q.AppID != s.AppID || s.AppHash != "" && q.AppHash != s.AppHash {
		return refuse(400, "API_ID_INVALID")
	}
	a := s.account(q.PhoneNumber)
	if a == nil {
		return refuse(400, "PHONE_NUMBER_INVALID")
	}
	// Only the home data centre can say anything about the account, so the move
	// comes first (core.telegram.org/api/datacenter).
	if home := s.home(a); home != c.key.caller.DC {
		return refuse(303, fmt.Sprintf("PHONE_MIGRATE_%d", home))
	}
	if a.Banned {
		return refuse(400, "PHONE_NUMBER_BANNED")
	}
	if a.FloodWait > 0 && a.waitUntil.IsZero() {
		a.waitUntil = c.now.Add(a.FloodWait)
	}
	for _, until := range []time.Time{a.waitUntil, a.codeFlood} {
		if until.After(c.now) {
			return refuseFor(420, "FLOOD_WAIT", until.Sub(c.now))
		}
	}
	if a.passwordFlood.After(c.now) {
		return refuse(406, "PHONE_PASSWORD_FLOOD")
	}
	// A new sign-in begins: a half login under this key ends (inferred).
	if c.key.half {
		c.key.leave("")
	}
	// "Without sending any authorization code": core.telegram.org/api/auth on
	// future auth tokens, which with a password set lead to a 401 instead.
	if a.Trusted {
		answer, err := c.admit(a)
		if authorization, ok := answer.(Authorization); ok {
			return SentCodeSuccess{authorization}, nil
		}
		return nil, err
	}
	return c.send(a, a.Delivery, 0), nil
}

func (q ResendCode) act(c *call) (any, error) {
	old, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	if c.nextAfter(old.account, old.resends) == codes.NoDelivery {
		// The last code stays good: no further way to send one is no harm to it.
		return refuse(406, "SEND_CODE_UNAVAILABLE")
	}
	return c.send(old.account, old.account.Next, old.resends+1), nil
}

func (q CancelCode) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	delete(c.s.codes, sent.hash)
	return Bool(true), nil
}

// send sends a code. Any earlier one to the same number and under the same key
// is dead from now on (inferred: auth.resendCode returns an auth.sentCode of its
// own, and public clients go on with its hash). Codes sent under other keys stay
// good.
func (c *call) send(a *account, delivery codes.Delivery, resends int) SentCode {
	c.kill(func(sent *sentCode) bool { return sent.account == a && sent.key == c.key })
	sent := &sentCode{
		account:  a,
		key:      c.key,
		hash:     c.s.newName("hash", c.s.log.hashes),
		code:     c.s.newCode(a),
		delivery: delivery,
		at:       c.now,
		resends:  resends,
	}
	c.s.codes[sent.hash] = sent
	message := Message{To: a.Phone, Delivery: delivery, Code: sent.code, DC: c.key.caller.DC}
	c.s.inbox = append(c.s.inbox, message)
	c.sent = append(c.sent, message)
	answer := SentCode{
		Hash:     sent.hash,
		Delivery: delivery,
		Length:   a.Length,
		Next:     c.nextAfter(a, resends),
		Timeout:  a.ResendAfter,
	}
	if answer.Length == 0 {
		answer.Length = len(sent.code)
	}
	// Each auth.SentCodeType has fields of its own.
	switch delivery {
	case codes.FlashCall:
		answer.Length, answer.Pattern = 0, a.Pattern
	case codes.MissedCall:
		answer.Prefix = a.Prefix
	case codes.FragmentSMS:
		answer.URL = a.URL
	case codes.SMSWord, codes.SMSPhrase:
		answer.Length, answer.Beginning = 0, a.Beginning
	default: // a length is all there is
	}
	return answer
}

// nextAfter is how the code after so many resends can be sent once more.
func (c *call) nextAfter(a *account, resends int) codes.Delivery {
	if a.Resends > 0 && resends >= a.Resends {
		return codes.NoDelivery
	}
	return a.Next
}

// find returns the live code that a hash stands for, or says why there is none.
// A hash works only under the key and for the number that it was sent for;
// under another key Telegram calls it expired (gramjs#655, Telethon#799).
func (c *call) find(phone, hash string) (*sentCode, error) {
	no := func(code int, text string) (*sentCode, error) {
		return nil, &RPCError{Code: code, Text: text}
	}
	a := c.s.account(phone)
	if a == nil {
		return no(400, "PHONE_NUMBER_INVALID")
	}
	if hash == "" {
		return no(400, "PHONE_CODE_HASH_EMPTY")
	}
	sent := c.s.codes[hash]
	if sent == nil || sent.account != a || sent.key != c.key {
		return no(400, "PHONE_CODE_EXPIRED")
	}
	if a.CodeLife > 0 && !c.now.Before(sent.at.Add(a.CodeLife)) {
		return no(400, "PHONE_CODE_EXPIRED")
	}
	if a.Banned {
		return no(400, "PHONE_NUMBER_BANNED")
	}
	if home := c.s.home(a); home != c.key.caller.DC {
		return no(303, fmt.Sprintf("PHONE_MIGRATE_%d", home))
	}
	return sent, nil
}

// kill makes codes useless.
func (c *call) kill(these func(*sentCode) bool) {
	for hash, sent := range c.s.codes {
		if these(sent) {
			delete(c.s.codes, hash)
		}
	}
}

// newCode is the code that the account gets next.
func (s *Server) newCode(a *account) string {
	length := a.Length
	if length == 0 {
		length = usualLength
	}
	digits, test := strings.CutPrefix(a.Phone, "+99966")
	switch {
	case a.Code != "":
		return a.Code
	case test && len(digits) == 5: // X and YYYY
		return strings.Repeat(digits[:1], length)
	}
	return s.newDigits(length)
}
