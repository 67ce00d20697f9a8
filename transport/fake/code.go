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
	To       string // phone number ("+" and digits) or e-mail address
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
	case codes.Mail: // for a password, too
		return fmt.Sprintf("Your code is %s. Do not give it to anyone.", m.Code)
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
	held     bool // it is not sent before Firebase's proof has come

	// address is where a code by e-mail went. With setUp it is to become the login
	// e-mail; "" then: nobody has named one, and nothing was sent.
	address string
	setUp   bool

	// With payment something is to be paid, and nothing was sent; settled is the
	// answer once it is paid and something was.
	payment bool
	settled *SentCode
}

// empty reports whether there is no code yet that somebody could know.
func (sent *sentCode) empty() bool { return sent.setUp || sent.payment || sent.held }

func (q SendCode) act(c *call) (any, error) {
	s := c.s
	if err := s.checkApp(q.AppID, q.AppHash); err != nil {
		return nil, err
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
			return nil, refusalFor(420, "FLOOD_WAIT", until.Sub(c.now))
		}
	}
	if a.passwordFlood.After(c.now) {
		return refuse(406, "PHONE_PASSWORD_FLOOD")
	}
	// A new sign-in begins: a half login under this key ends (inferred).
	if c.key.half {
		c.key.leave("")
	}
	if !a.emailEnd.IsZero() && !a.emailEnd.After(c.now) {
		a.Email, a.emailEnd = "", time.Time{}
	}
	known := a.Trusted || c.remembers(a, q.LogoutTokens)
	switch {
	case known && (a.Email != "" || !a.EmailRequired):
		return c.admitWithoutCode(a)
	case a.Payment != nil && !a.paid && !known:
		return c.wantPayment(a), nil
	}
	return c.begin(a), nil
}

// begin asks for what a sign-in begins with.
func (c *call) begin(a *account) SentCode {
	switch {
	case a.Email != "":
		return c.mail(a, a.Email, 0)
	case a.EmailRequired:
		return c.wantEmail(a)
	}
	return c.send(a, a.Delivery, 0)
}

func (q ResendCode) act(c *call) (any, error) {
	old, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	a := old.account
	switch {
	case old.setUp || old.payment || a.Resends > 0 && old.resends >= a.Resends:
	case a.Next != codes.NoDelivery:
		return c.send(a, a.Next, old.resends+1), nil
	case old.delivery == codes.Mail:
		// By e-mail again, though no next_type can say so (inferred).
		return c.mail(a, old.address, old.resends+1), nil
	}
	// The last code stays good: no further way to send one is no harm to it.
	return refuse(406, "SEND_CODE_UNAVAILABLE")
}

func (q CancelCode) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	delete(c.s.codes, sent.hash)
	return Bool(true), nil
}

// issue gives a code its hash. Any earlier one for the same number and under the
// same key is dead from now on (inferred: auth.resendCode returns an
// auth.sentCode of its own, and public clients go on with its hash). Codes sent
// under other keys stay good.
func (c *call) issue(sent sentCode) *sentCode {
	c.kill(func(old *sentCode) bool { return old.account == sent.account && old.key == c.key })
	sent.key, sent.hash, sent.at = c.key, c.s.newName("hash", c.s.log.hashes), c.now
	c.s.codes[sent.hash] = &sent
	return &sent
}

// deliver sends a message.
func (c *call) deliver(to string, delivery codes.Delivery, code string) {
	message := Message{To: to, Delivery: delivery, Code: code, DC: c.key.caller.DC}
	c.s.inbox = append(c.s.inbox, message)
	c.sent = append(c.sent, message)
}

// send sends a code to the number.
func (c *call) send(a *account, delivery codes.Delivery, resends int) SentCode {
	sent := c.issue(sentCode{account: a, code: c.s.newCode(a), delivery: delivery, resends: resends})
	if sent.held = delivery == codes.FirebaseSMS && a.Firebase != nil; !sent.held {
		c.deliver(a.Phone, delivery, sent.code)
	}
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
	if sent.held {
		answer.Firebase = *a.Firebase
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
	no := func(code int, text string) (*sentCode, error) { return nil, refusal(code, text) }
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
	if !sent.setUp && !sent.payment && c.tooOld(sent.at, a.CodeLife) {
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

// compare examines what was typed for a code that was sent. wrong is what a
// wrong one is called.
func (c *call) compare(q Query, sent *sentCode, typed, wrong string) error {
	c.s.log.examine(q, c.key, sent.hash, typed)
	if typed == sent.code || c.accept {
		return nil
	}
	a := sent.account
	sent.wrong++
	if sent.wrong == a.CodeTries {
		delete(c.s.codes, sent.hash)
		a.codeFlood = c.now.Add(a.Flood)
	}
	return refusal(400, wrong)
}

// tooOld reports whether something is over that lives so long; 0 is for ever.
func (c *call) tooOld(since time.Time, life time.Duration) bool {
	return life > 0 && !c.now.Before(since.Add(life))
}

// after is a date in the future, in whole seconds as the wire has it, so that
// who waits for it on the wire has waited long enough.
func (c *call) after(wait time.Duration) time.Time { return c.now.Add(wait).Truncate(time.Second) }

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
