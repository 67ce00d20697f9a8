package fake

import (
	"strings"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
)

// EmailVerification proves that somebody reads an e-mail address
// (core.telegram.org/type/EmailVerification). Exactly one field is set, or none.
type EmailVerification struct {
	Code          string // emailVerificationCode
	Apple, Google string // emailVerificationApple and Google, see IDToken
}

// IDToken makes what stands for a token of Apple or Google in this model: the
// text "<provider>:<address>", where provider is "apple" or "google".
func IDToken(provider, address string) string { return provider + ":" + address }

func (v EmailVerification) field() Field {
	switch {
	case v.Apple != "":
		return Field{"apple_token", v.Apple}
	case v.Google != "":
		return Field{"google_token", v.Google}
	default:
		return Field{"email_code", v.Code}
	}
}

// mail sends a code by e-mail.
func (c *call) mail(a *account, address string, resends int) SentCode {
	sent := c.issue(sentCode{
		account: a, code: c.s.newEmailCode(a.EmailCode), delivery: codes.Mail, resends: resends, address: address,
	})
	c.deliver(address, codes.Mail, sent.code)
	answer := SentCode{
		Hash:     sent.hash,
		Delivery: codes.Mail,
		Length:   len(sent.code),
		Pattern:  pattern(address),
		Next:     c.nextAfter(a, resends),
		Timeout:  a.ResendAfter,
		Apple:    a.AppleSignIn,
		Google:   a.GoogleSignIn,
	}
	switch {
	case a.emailEnd.After(c.now):
		answer.ResetPending = a.emailEnd
	case a.EmailReset:
		answer.ResetAvailable, answer.ResetAfter = true, a.EmailResetPeriod
	}
	return answer
}

// check examines what is to prove that a code by e-mail arrived. The refusals are
// those that public clients know (Telegram for Android has the EMAIL_ ones);
// which mistake meets which is inferred, and so is that a token is not counted as
// a wrong code.
func (v EmailVerification) check(c *call, q Query, sent *sentCode) error {
	token := v.token()
	if token == "" {
		return c.compare(q, sent, v.Code, "CODE_INVALID")
	}
	c.s.log.examine(q, c.key, sent.hash, token)
	address, good := v.address(sent.account)
	switch {
	case c.accept:
		return nil
	case !good:
		return refusal(400, "EMAIL_TOKEN_INVALID")
	case address != sent.address:
		return refusal(400, "EMAIL_ADDRESS_INVALID")
	}
	return nil
}

// token is Apple's or Google's, "" if there is none.
func (v EmailVerification) token() string { return v.Apple + v.Google }

// address is the one that a token proves, if the account allows such tokens.
func (v EmailVerification) address(a *account) (string, bool) {
	provider, allowed := "apple", a.AppleSignIn
	if v.Google != "" {
		provider, allowed = "google", a.GoogleSignIn
	}
	typed, ours := strings.CutPrefix(v.token(), IDToken(provider, ""))
	email, err := codes.Email(typed)
	return email.Reveal(), allowed && ours && err == nil
}

// emailLength is how many digits a code by e-mail has unless the account says
// otherwise, as those of Telegram have.
const emailLength = 6

// newEmailCode is the code that goes by e-mail next.
func (s *Server) newEmailCode(wanted string) string {
	if wanted != "" {
		return wanted
	}
	return s.newDigits(emailLength)
}

// pattern shows as much of an address as its owner needs, such as a***@e***.com.
func pattern(address string) string {
	const stars = "***"
	local, domain, _ := strings.Cut(address, "@")
	end := ""
	if dot := strings.LastIndexByte(domain, '.'); dot > 0 {
		end = domain[dot:]
	}
	return first(local) + stars + "@" + first(domain) + stars + end
}

func first(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}
