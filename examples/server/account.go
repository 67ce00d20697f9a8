package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
)

// A key is one word of an account on the command line.
type key struct {
	name  string
	value string // what stands behind "=" in the help; "": the word stands alone
	help  string
	field string // what it sets in fake.Account; names are separated by a space
	set   func(value string) error
}

// keys are the words by which an account is told.
func keys(a *fake.Account) []key {
	payment := func() *fake.Payment {
		if a.Payment == nil {
			a.Payment = new(fake.Payment)
		}
		return a.Payment
	}
	return []key{
		{"phone", "NUMBER", "the one that every account needs but a bot's", "Phone", text(&a.Phone)},
		{"code", "CODE", "else a test number (99966XYYYY) has five X, any other a new one each time", "Code", text(&a.Code)},
		{"password", "TEXT", "two-step verification", "Password", text(&a.Password)},
		{"hint", "TEXT", "shown with the question for the password", "Hint", text(&a.Hint)},
		{"name", "FIRST LAST", "the user's name", "FirstName LastName", func(value string) error {
			a.FirstName, a.LastName, _ = strings.Cut(value, " ")
			return nil
		}},
		{"id", "N", "the user's id", "ID", long(&a.ID)},
		{"dc", "N", "the data centre where it lives, else the first: PHONE_MIGRATE_N at others", "DC", number(&a.DC)},
		{"unregistered", "", "there is no account yet: auth.signUp makes it", "Unregistered", word(&a.Unregistered)},
		{"terms", "TEXT", "terms of service, shown before auth.signUp", "Terms", text(&a.Terms)},
		{"min_age", "N", "the age that the terms ask for", "MinAge", number(&a.MinAge)},
		{"terms_popup", "", "the terms are to be shown prominently", "TermsPopup", word(&a.TermsPopup)},
		{"delivery", "KIND", "how the code is sent: " + kinds(codes.App, codes.SMSPhrase), "Delivery", delivery(&a.Delivery, codes.App, codes.SMSPhrase)},
		{"next", "KIND", "how auth.resendCode sends it: " + kinds(codes.SMS, codes.FragmentSMS), "Next", delivery(&a.Next, codes.SMS, codes.FragmentSMS)},
		{"resend_after", "SECONDS", "timeout, as announced", "ResendAfter", seconds(&a.ResendAfter)},
		{"resends", "N", "after so many SEND_CODE_UNAVAILABLE", "Resends", number(&a.Resends)},
		{"length", "N", "digits of the code, as announced", "Length", number(&a.Length)},
		{"pattern", "TEXT", "announced with a flash_call", "Pattern", text(&a.Pattern)},
		{"prefix", "TEXT", "announced with a missed_call", "Prefix", text(&a.Prefix)},
		{"url", "TEXT", "announced with a fragment_sms", "URL", text(&a.URL)},
		{"beginning", "TEXT", "announced with a sms_word or sms_phrase", "Beginning", text(&a.Beginning)},
		{"code_life", "SECONDS", "after it PHONE_CODE_EXPIRED", "CodeLife", seconds(&a.CodeLife)},
		{"code_tries", "N", "wrong codes that kill a code", "CodeTries", number(&a.CodeTries)},
		{"password_tries", "N", "wrong passwords that lock the account; needs lockout", "PasswordTries", number(&a.PasswordTries)},
		{"lockout", "SECONDS", "FLOOD_WAIT_N after these tries", "Flood", seconds(&a.Flood)},
		{"flood", "SECONDS", "FLOOD_WAIT_N from the first auth.sendCode on", "FloodWait", seconds(&a.FloodWait)},
		{"banned", "", "PHONE_NUMBER_BANNED", "Banned", word(&a.Banned)},
		{"trusted", "", "auth.sendCode signs in, without a code", "Trusted", word(&a.Trusted)},
		{"email", "ADDRESS", "login e-mail: codes go there", "Email", text(&a.Email)},
		{"email_required", "", "a login e-mail must be set up before a code is sent", "EmailRequired", word(&a.EmailRequired)},
		{"email_code", "CODE", "what is sent to the login e-mail, else six digits, new ones each time", "EmailCode", text(&a.EmailCode)},
		{"apple", "", "the token apple:ADDRESS proves a login e-mail", "AppleSignIn", word(&a.AppleSignIn)},
		{"google", "", "the token google:ADDRESS proves a login e-mail", "GoogleSignIn", word(&a.GoogleSignIn)},
		{"email_reset", "", "auth.resetLoginEmail is offered", "EmailReset", word(&a.EmailReset)},
		{"email_reset_period", "SECONDS", "what it takes, else it is done at once; needs email_reset", "EmailResetPeriod", seconds(&a.EmailResetPeriod)},
		{"recovery_email", "ADDRESS", "where auth.requestPasswordRecovery sends a code", "RecoveryEmail", text(&a.RecoveryEmail)},
		{"recovery_code", "CODE", "that code, else six digits, new ones each time", "RecoveryCode", text(&a.RecoveryCode)},
		{"recovery_life", "SECONDS", "after it PASSWORD_RECOVERY_EXPIRED", "RecoveryLife", seconds(&a.RecoveryLife)},
		{"secure_values", "", "there is Telegram Passport data, which goes with the password", "SecureValues", word(&a.SecureValues)},
		{"reset_wait", "SECONDS", "what account.resetPassword takes, else it is done at once", "ResetWait", seconds(&a.ResetWait)},
		{"delete_wait", "SECONDS", "2FA_CONFIRM_WAIT_N for account.deleteAccount without the password", "DeleteWait", seconds(&a.DeleteWait)},
		{"future_tokens", "", "sign-ins and log-outs give a token that signs in later, without a code", "FutureTokens", word(&a.FutureTokens)},
		{"relogin_days", "N", "setup_password_required, with otherwise_relogin_days", "OtherwiseReloginDays", number(&a.OtherwiseReloginDays)},
		{"tmp_sessions", "N", "tmp_sessions", "TmpSessions", number(&a.TmpSessions)},
		{"qr_via", "N+N", "data centres through which a client is sent that has shown a QR code, and then home", "QRVia", numbers(&a.QRVia)},
		{"bot_token", "TEXT", "a bot, which has no phone: auth.importBotAuthorization signs it in", "BotToken", text(&a.BotToken)},
		{"bot_token_expired", "", "ACCESS_TOKEN_EXPIRED", "BotTokenExpired", word(&a.BotTokenExpired)},
		{"web_token", "TEXT", "auth.importWebTokenAuthorization signs in with it, once", "WebToken", text(&a.WebToken)},
		{"pnv_token", "TEXT", "what Firebase verifies the number with: auth.finishFirebasePnvLogin", "PNVToken", text(&a.PNVToken)},
		{"firebase", "TEXT", "the SafetyNet nonce that a firebase_sms announces; auth.requestFirebaseSms wants attested:TEXT", "Firebase", func(value string) error {
			a.Firebase = &fake.Firebase{Nonce: value}
			return nil
		}},
		{"payment", "TEXT", "the product to pay before a code is sent", "Payment", func(value string) error { return text(&payment().Product)(value) }},
		{"premium_days", "N", "how many days of Premium go with it", "Payment", func(value string) error { return number(&payment().PremiumDays)(value) }},
		{"currency", "CODE", "of its price", "Payment", func(value string) error { return text(&payment().Currency)(value) }},
		{"amount", "N", "its price, in the smallest units", "Payment", func(value string) error { return long(&payment().Amount)(value) }},
		{"receipt", "TEXT", "what a store gives whoever has paid", "Payment", func(value string) error { return text(&payment().Receipt)(value) }},
	}
}

// accountHelp is what -h says of -account.
func accountHelp() string {
	var b strings.Builder
	b.WriteString("an account, as in 'phone=+9996620001,code=22222,banned'; may be repeated. Values have no commas. The `words`:")
	for _, k := range keys(new(fake.Account)) {
		fmt.Fprintf(&b, "\n%s: %s", k.usage(), k.help)
	}
	return b.String()
}

func (k key) usage() string {
	if k.value == "" {
		return k.name
	}
	return k.name + "=" + k.value
}

// parseAccount reads "key=value,word,key=value". Its errors show no value, nor
// what may be the rest of one that had a comma in it.
func parseAccount(line string) (fake.Account, error) {
	var a fake.Account
	known, given := keys(&a), map[string]bool{}
	for n, part := range strings.Split(line, ",") {
		name, value, valued := strings.Cut(part, "=")
		i := slices.IndexFunc(known, func(k key) bool { return k.name == name })
		switch {
		case strings.TrimSpace(name) != name, strings.TrimSpace(value) != value:
			return a, fmt.Errorf("word %d: no spaces after commas, nor at the ends of a value", n+1)
		case i < 0 && valued:
			return a, fmt.Errorf("there is no %q: -h tells what there is", name)
		case i < 0:
			return a, fmt.Errorf("word %d is unknown; values have no commas", n+1)
		case given[name]:
			return a, fmt.Errorf("%s is given twice", name)
		case valued != (known[i].value != ""), valued && value == "":
			return a, fmt.Errorf("it is written %s", known[i].usage())
		}
		if err := known[i].set(value); err != nil {
			return a, fmt.Errorf("%s %w", name, err)
		}
		given[name] = true
	}
	return a, nil
}

// checkAccounts asks the model whether the accounts make sense, and says so in
// the words of the command line.
func checkAccounts(accounts []fake.Account) error {
	_, err := fake.New(accounts...)
	wrong, ok := errors.AsType[*fake.AccountError](err)
	if !ok {
		return err
	}
	name := wrong.Field
	for _, k := range keys(new(fake.Account)) {
		if slices.Contains(strings.Fields(k.field), wrong.Field) {
			name = k.name
		}
	}
	return fmt.Errorf("-account %d: %s: %w", wrong.Position+1, name, wrong.Err)
}

func text(to *string) func(string) error {
	return func(value string) error {
		*to = value
		return nil
	}
}

func word(to *bool) func(string) error {
	return func(string) error {
		*to = true
		return nil
	}
}

func number(to *int) func(string) error {
	return func(value string) error {
		n, err := parseNumber(value, math.MaxInt32)
		*to = int(n)
		return err
	}
}

func long(to *int64) func(string) error {
	return func(value string) error {
		n, err := parseNumber(value, math.MaxInt64)
		*to = n
		return err
	}
}

// numbers reads a list, whose values no comma can part.
func numbers(to *[]int) func(string) error {
	return func(value string) error {
		for one := range strings.SplitSeq(value, "+") {
			var n int
			if err := number(&n)(one); err != nil {
				return err
			}
			*to = append(*to, n)
		}
		return nil
	}
}

func seconds(to *time.Duration) func(string) error {
	return func(value string) error {
		n, err := parseNumber(value, math.MaxInt32)
		*to = time.Duration(n) * time.Second
		return err
	}
}

// parseNumber reads a number from 1 to what TL can say where it goes.
func parseNumber(value string, most int64) (int64, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < 1 || n > most || value[0] == '+' {
		return 0, fmt.Errorf("is a whole number from 1 to %d", most)
	}
	return n, nil
}

func delivery(to *codes.Delivery, first, last codes.Delivery) func(string) error {
	return func(value string) error {
		if err := to.UnmarshalText([]byte(value)); err != nil || *to < first || *to > last {
			return errors.New("is one of " + kinds(first, last))
		}
		return nil
	}
}

// kinds lists deliveries, from one to another.
func kinds(first, last codes.Delivery) string {
	var names []string
	for d := first; d <= last; d++ {
		names = append(names, d.String())
	}
	return strings.Join(names, ", ")
}
