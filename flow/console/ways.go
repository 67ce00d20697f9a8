package console

import (
	"context"
	"strconv"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// What only Telegram has: ways to sign in without a number, and reports.

// telegram tells whether the system is Telegram, as far as can be known: only there
// are people known by their phone numbers and by nothing else.
func (p *Prompt) telegram() bool { return p.numbersOnly() }

func (p *Prompt) hasWays(*question) bool { return p.telegram() }

// offersQR tells whether a QR code is one of the ways to choose from. It can be asked
// for at any question, as can a passkey.
func (p *Prompt) offersQR(q *question) bool {
	return q.asks == flow.WaitPhoneNumber || q.asks == flow.WaitPasskey || q.asks == flow.WaitPayment
}

func (p *Prompt) offersPasskey(q *question) bool {
	return q.asks == flow.WaitPhoneNumber || q.asks == flow.WaitOtherDevice
}

// takesBot tells whether a bot can sign in in place of a person: at the beginning, and
// where there is nobody yet.
func (p *Prompt) takesBot(q *question) bool {
	begins := q.asks == flow.WaitPhoneNumber && (q.Phase == flow.WaitPhoneNumber || q.Phase == flow.State{}.Phase)
	return p.telegram() && (begins || q.asks == flow.WaitOtherDevice)
}

// enterBotToken takes a bot's token only where it is not seen: it is good for ever.
func enterBotToken(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error) {
	if rest != "" {
		p.say("A bot's token is not taken where it can be seen: say /bot alone, and then the token.")
		return in, false, nil
	}
	return takes("Token of the bot: ", unseen, flow.BotToken)(ctx, p, q, "")
}

func (p *Prompt) awaitsCode(q *question) bool { return p.telegram() && q.asks == flow.WaitCode }

// comesBySMS tells whether a code may be missing because of an operator.
func (p *Prompt) comesBySMS(q *question) bool {
	switch q.Sent.Delivery {
	case codes.SMS, codes.FirebaseSMS, codes.SMSWord, codes.SMSPhrase:
		return true
	default:
		return false
	}
}

func reportMissing(_ context.Context, _ *Prompt, _ *question, mnc string) (in flow.Input, said bool, err error) {
	return flow.ReportMissingCode(mnc), true, nil
}

// paid turns the number of a payment form into an input.
func (p *Prompt) paid(line string) (in flow.Input, said bool, err error) {
	form, notNumber := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	if notNumber != nil || form == 0 {
		p.say("A payment form is named by a number.")
		return in, false, nil
	}
	return flow.Paid(form), true, nil
}

func enterForm(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error) {
	if rest != "" {
		return p.paid(rest)
	}
	return p.askFurther(ctx, q, "Payment form: ", seen, p.paid)
}

// challenged tells whether the last answer can be given again with a proof.
func (p *Prompt) challenged(q *question) bool {
	_, ok := q.Challenge()
	return ok && p.gave.Name() != flow.Input{}.Name()
}

func solve(ctx context.Context, p *Prompt, q *question, rest string) (in flow.Input, said bool, err error) {
	solved := func(token string) flow.Input { return flow.Solved(token, p.gave) }
	return takes("Token: ", unseen, solved)(ctx, p, q, rest)
}

// explainChallenge says what a proof is wanted of.
func (p *Prompt) explainChallenge(q *question) {
	c, ok := q.Challenge()
	if !ok {
		return
	}
	switch c.Kind {
	case errors.RecaptchaCheck:
		p.say("It asks for a token of reCAPTCHA, with the site key %s and the action %s.", Show(c.SiteKey, 100), Show(c.Action, 100))
	case errors.IntegrityCheckClassic:
		p.say("It asks for a token of Google's Play Integrity API, with the project %d and the nonce %s.", c.Project, Show(c.Nonce, 200))
	case errors.APNSVerifyCheck:
		p.say("It asks for what a push message of Apple's brings, with the nonce %s.", Show(c.Nonce, 200))
	}
	switch {
	case !p.challenged(q): // it was met in another process
		p.say("Give your answer again; then /solve takes the proof.")
	case q.hidden():
		p.say("If you can get it, your last answer is given again with it: an empty line, then /solve.")
	default:
		p.say("If you can get it, your last answer is given again with it: /solve.")
	}
}

// maxOptions is how much is shown of what a passkey is to sign.
const maxOptions = 4000

// explainPasskey shows what a passkey is to sign. It is not broken into lines: it is
// to be copied.
func (p *Prompt) explainPasskey(q *question) {
	if q.Passkey.Firebase {
		p.say("Google's Firebase is to verify the number of the SIM card. What it is asked:")
	} else {
		p.say("A passkey is to sign this, the options of navigator.credentials.get:")
	}
	p.print(Show(q.Passkey.Options, maxOptions) + "\n")
	p.say("A terminal has no authenticator. If another program of yours has one, enter its answer here, as JSON in one line.")
}

// explainPayment says what must be bought before a code is sent.
func (p *Prompt) explainPayment(q *question) {
	payment := &q.Payment
	p.say("A code is sent to this number only after a purchase: %s.", Show(payment.Product, 100))
	if payment.PremiumDays > 0 {
		p.say("With it come %d days of Telegram Premium.", payment.PremiumDays)
	}
	if payment.Currency != "" {
		p.say("The price is %d in the smallest units of %s (for EUR and USD, cents).", payment.Amount, Show(payment.Currency, 10))
	}
	if payment.SupportEmail != "" {
		p.say("If it does not work, write to %s, with the subject: %s", Show(payment.SupportEmail, 100), Show(payment.SupportSubject, 200))
	}
	if payment.FormID != 0 {
		p.say("Form %d is said to be paid. The server is asked about it now and then; once it knows, a code comes.", payment.FormID)
	} else {
		p.say("A terminal cannot buy it. Once it was bought elsewhere, a code comes; if that was by a payment form, enter its number.")
	}
}
