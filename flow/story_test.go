package flow_test

import (
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// A story is one sign-in, told in a file of testdata/stories; the README there
// explains the language.
type story struct {
	file      string   // within storyFolder
	accounts  []string // "key=value key=value"
	server    map[string]string
	transport map[string]string // settings, of a system with an HTTP API
	limits    flow.Limits
	only      string // the only level it is told at; "": all
	lines     []string
	steps     []step
}

// A step is what happened since the last thing a person said, what they said
// now, and all that came of it.
type step struct {
	line     int
	happened []string
	input    string
	late     string   // instead of an input: the late answer to an earlier call
	answers  []string // "SignIn: Refused 400 PHONE_CODE_INVALID"
	received []string // "dc2 key1 auth.signIn phone_number=..."
	state    string
}

// storyTime is when every story begins.
var storyTime = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const (
	storyAppID   = 17349
	storyAppHash = "story-app-hash"
	storyFolder  = "../testdata/stories"
)

// stories are those of Telegram.
func stories(t testing.TB) []*story { return storiesIn(t, "") }

// storiesIn are those of a folder: "" is Telegram's, others are named after the
// system that they are about.
func storiesIn(t testing.TB, folder string) []*story {
	files, err := filepath.Glob(filepath.Join(storyFolder, folder, "*.story"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []*story
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		s, err := parseStory(filepath.Join(folder, filepath.Base(f)), string(data))
		require.NoError(t, err)
		all = append(all, s)
	}
	return all
}

func parseStory(file, text string) (*story, error) {
	s := &story{
		file: file, server: map[string]string{}, transport: map[string]string{},
		lines: strings.Split(strings.TrimRight(text, "\n"), "\n"),
	}
	var happened []string
	for i, line := range s.lines {
		fail := func(err error) (*story, error) { return nil, fmt.Errorf("%s:%d: %w", file, i+1, err) }
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.TrimSpace(rest)
		var now *step
		if len(s.steps) > 0 {
			now = &s.steps[len(s.steps)-1]
		}
		switch {
		case word == "" || strings.HasPrefix(word, "#"):
		case word == "account":
			s.accounts = append(s.accounts, rest)
		case word == "server":
			maps.Copy(s.server, pairs(rest))
		case word == "transport":
			maps.Copy(s.transport, pairs(rest))
		case word == "only":
			s.only = rest
		case word == "limits":
			for k, v := range pairs(rest) {
				n, err := strconv.Atoi(v)
				if err != nil {
					return fail(err)
				}
				switch k {
				case "code_attempts":
					s.limits.CodeAttempts = n
				case "password_attempts":
					s.limits.PasswordAttempts = n
				default:
					return fail(fmt.Errorf("no limit %q", k))
				}
			}
		case word == "!":
			happened = append(happened, rest)
		case word == ">":
			s.steps = append(s.steps, step{line: i + 1, happened: happened, input: rest})
			happened = nil
		case word == "~":
			s.steps = append(s.steps, step{line: i + 1, happened: happened, late: rest})
			happened = nil
		case now == nil:
			return fail(fmt.Errorf("nobody has said anything yet: %q", line))
		case word == "<":
			now.received = append(now.received, rest)
		case word == "=":
			now.state = rest
		default:
			now.answers = append(now.answers, strings.TrimSpace(line))
		}
	}
	return s, nil
}

// fields splits a line at spaces; a field or its value may be quoted, and "" is an
// empty one.
func fields(line string) []string {
	var out []string
	var b strings.Builder
	quoted, empty := false, false
	for _, r := range line + " " {
		switch {
		case r == '"':
			quoted, empty = !quoted, true
		case r == ' ' && !quoted:
			if b.Len() > 0 || empty {
				out = append(out, b.String())
			}
			b.Reset()
			empty = false
		default:
			b.WriteRune(r)
		}
	}
	return out
}

// pairs reads "key=value key=value".
func pairs(line string) map[string]string {
	m := map[string]string{}
	for _, f := range fields(line) {
		k, v, _ := strings.Cut(f, "=")
		m[k] = v
	}
	return m
}

func parseAccount(line string) (a fake.Account, err error) {
	var passkey bool
	var pay fake.Payment
	var firebase fake.Firebase
	known := map[string]any{
		"phone": &a.Phone, "dc": &a.DC, "first_name": &a.FirstName, "last_name": &a.LastName,
		"unregistered": &a.Unregistered, "banned": &a.Banned, "trusted": &a.Trusted,
		"terms": &a.Terms, "terms_popup": &a.TermsPopup, "min_age": &a.MinAge,
		"code": &a.Code, "code_life": &a.CodeLife, "code_tries": &a.CodeTries,
		"delivery": &a.Delivery, "next": &a.Next, "resends": &a.Resends, "resend_after": &a.ResendAfter,
		"length": &a.Length, "pattern": &a.Pattern, "prefix": &a.Prefix, "url": &a.URL, "beginning": &a.Beginning,
		"email": &a.Email, "email_required": &a.EmailRequired, "email_code": &a.EmailCode,
		"apple": &a.AppleSignIn, "google": &a.GoogleSignIn,
		"email_reset": &a.EmailReset, "email_reset_period": &a.EmailResetPeriod,
		"password": &a.Password, "hint": &a.Hint, "password_tries": &a.PasswordTries,
		"recovery_email": &a.RecoveryEmail, "recovery_code": &a.RecoveryCode, "recovery_life": &a.RecoveryLife,
		"secure_values": &a.SecureValues, "reset_wait": &a.ResetWait, "delete_wait": &a.DeleteWait,
		"future_tokens": &a.FutureTokens, "relogin_days": &a.OtherwiseReloginDays, "tmp_sessions": &a.TmpSessions,
		"flood": &a.Flood, "flood_wait": &a.FloodWait,
		"qr_via": &a.QRVia, "bot": &a.BotToken, "bot_expired": &a.BotTokenExpired, "web": &a.WebToken, "pnv": &a.PNVToken,
		"passkey": &passkey, "product": &pay.Product, "support": &pay.SupportEmail, "subject": &pay.SupportSubject,
		"premium_days": &pay.PremiumDays, "currency": &pay.Currency, "amount": &pay.Amount, "form": &pay.FormID,
		"receipt": &pay.Receipt, "not_for_sale": &pay.Unavailable,
		"safety_net": &firebase.Nonce, "play_integrity": &firebase.PlayIntegrityProject, "play_nonce": &firebase.PlayIntegrityNonce,
		"push_receipt": &firebase.Receipt, "push_timeout": &firebase.PushTimeout,
	}
	for k, v := range pairs(line) {
		switch field := known[k].(type) {
		case *string:
			*field = v
		case *bool:
			*field = true
		case *int:
			*field, err = strconv.Atoi(v)
		case *int64:
			*field, err = strconv.ParseInt(v, 10, 64)
		case *[]int:
			err = json.Unmarshal([]byte("["+v+"]"), field)
		case *time.Duration:
			*field, err = time.ParseDuration(v)
		case *codes.Delivery:
			err = field.UnmarshalText([]byte(v))
		default:
			err = fmt.Errorf("an account has no %q", k)
		}
		if err != nil {
			return a, err
		}
	}
	if a.Terms != "" {
		a.TermsID = "terms-1"
	}
	if pay != (fake.Payment{}) {
		a.Payment = &pay
	}
	if firebase != (fake.Firebase{}) {
		a.Firebase = &firebase
	}
	if passkey { // it names both
		a.ID, a.DC = cmp.Or(a.ID, 1001), cmp.Or(a.DC, 2)
	}
	return a, nil
}

// What people say, by what they type with it: one text, or nothing.
var (
	textInputs = map[string]func(string) flow.Input{
		"PhoneNumber": flow.PhoneNumber, "Code": flow.Code, "AcceptTerms": flow.AcceptTerms,
		"EmailAddress": flow.EmailAddress, "EmailCode": flow.EmailCode,
		"AppleToken": flow.AppleToken, "GoogleToken": flow.GoogleToken,
		"Password": flow.Password, "RecoveryCode": flow.RecoveryCode, "RemovePassword": flow.RemovePassword,
		"BotToken": flow.BotToken, "Passkey": flow.Passkey, "FirebasePNVToken": flow.FirebasePNVToken,
		"ReportMissingCode": flow.ReportMissingCode,
	}
	bareInputs = map[string]func() flow.Input{
		"Resend": flow.Resend, "ResetLoginEmail": flow.ResetLoginEmail,
		"RequestPasskey": flow.RequestPasskey, "RequestFirebasePNV": flow.RequestFirebasePNV,
		"CanPurchase":             flow.CanPurchase,
		"RequestPasswordRecovery": flow.RequestPasswordRecovery,
		"ResetPassword":           flow.ResetPassword, "DeclinePasswordReset": flow.DeclinePasswordReset,
		"Poll": flow.Poll, "Cancel": flow.Cancel, "LogOut": flow.LogOut,
	}
)

func parseInput(line string) (flow.Input, error) {
	name, rest, _ := strings.Cut(line, " ")
	rest, hashed := strings.CutSuffix(rest, " hashed")
	words := append(fields(rest), "", "", "")
	if typed, err := strconv.Unquote(rest); err == nil {
		rest = typed
	}
	var in flow.Input
	var err error
	password := rest
	switch name {
	case "Identifier", "Email", "Name":
		kind, text := strings.ToLower(name), rest
		if name == "Identifier" {
			kind, text, _ = strings.Cut(rest, " ")
		}
		var who codes.Identifier
		who, err = map[string]func(string) (codes.Identifier, error){
			"phone": codes.ParsePhone, "email": codes.Email, "name": codes.Name,
		}[kind](text)
		in = flow.Identifier(who)
	case "Token":
		kind, text, _ := strings.Cut(rest, " ")
		in = flow.Token(kind, text)
	case "Solved":
		_, again, _ := strings.Cut(rest, " ")
		in, err = parseInput(again)
		in = flow.Solved(words[0], in)
	case "WebToken":
		dc, _ := strconv.Atoi(words[1])
		in = flow.WebToken(words[0], dc)
	case "RequestQRCode":
		var others []int64
		for _, f := range fields(rest) {
			id, wrong := strconv.ParseInt(f, 10, 64)
			others, err = append(others, id), cmp.Or(err, wrong)
		}
		in = flow.RequestQRCode(others...)
	case "Paid":
		var form int64
		form, err = strconv.ParseInt(rest, 10, 64)
		in = flow.Paid(form)
	case "Purchased":
		in = flow.Purchased(words[0], words[1])
	case "FirebaseProof":
		in = flow.FirebaseProof(words[0], words[1])
	case "RecoverPassword":
		password = words[1]
		in = flow.RecoverPassword(words[0], password, words[2])
	case "DeleteAccount":
		password = words[2]
		in = flow.DeleteAccount(words[0], words[1], password)
	case "Register":
		in = flow.Register(words[0], words[1])
		if words[2] == "quietly" {
			in = in.Quietly()
		}
	default:
		switch {
		case textInputs[name] != nil:
			in = textInputs[name](rest)
		case bareInputs[name] != nil:
			in = bareInputs[name]()
		default:
			err = fmt.Errorf("nobody can say %q", line)
		}
		if name == "Resend" && rest != "" {
			in = in.Because(rest)
		}
	}
	if hashed {
		in = in.HashedBy(func(salt1, salt2 []byte) ([]byte, error) {
			return srp.HashPassword([]byte(password), salt1, salt2)
		})
	}
	return in, err
}

// listens is said by a program, and not by a person: it waits for what is pushed.
const listens = "Listen"

// signed puts what an authenticator returns in the place of whose it is.
func signed(input string, sign func(phone string) string) string {
	if phone, ok := strings.CutPrefix(input, "Passkey +"); ok {
		return "Passkey " + sign("+"+phone)
	}
	return input
}

// keyLost marks an answer after which there is no key any more.
const keyLost = " (key lost)"

// noDelivery is the way of a code that has not been sent yet.
const noDelivery = "none"

// renderAnswer is how a story tells an answer that comes when it begins.
func renderAnswer(a flow.Answer) string { return renderAnswerAt(a, storyTime) }

// renderAnswerAt is how a story tells an answer: times are told from now on.
func renderAnswerAt(a flow.Answer, now time.Time) string {
	t := &telling{now: now}
	switch a := a.(type) {
	case flow.Connected:
		t.WriteString("Connected")
	case flow.Done:
		t.WriteString("Done")
		t.add("future_token", a.FutureToken.Reveal())
	case flow.Nobody:
		t.WriteString("Nobody")
	case flow.NotSent:
		t.WriteString("NotSent")
		if known, ok := errors.AsType[*errors.Error](a.Err); ok {
			t.WriteString(" " + string(known.Reason))
		}
	case flow.Unanswered:
		t.WriteString("Unanswered")
	case flow.LoginTokenShown:
		t.WriteString("LoginTokenShown")
		t.date("expires", a.Expires)
	case flow.LoginTokenMoved:
		t.WriteString("LoginTokenMoved " + strconv.Itoa(a.DC))
	case flow.LoginTokenAccepted:
		t.WriteString("LoginTokenAccepted")
	case flow.PasskeyOptions:
		t.WriteString("PasskeyOptions")
		t.flag("firebase", a.Passkey.Firebase)
	case flow.PaymentWanted:
		t.WriteString("PaymentWanted")
		t.payment(a.Payment)
		t.add("hash", a.Sent.Hash.Reveal()) // the same one says that it is the same payment
	case flow.Moved:
		t.WriteString("Moved")
		if a.DC != 0 { // else another session, and the same server
			t.WriteString(" " + strconv.Itoa(a.DC))
		}
	case flow.Unsupported:
		t.WriteString("Unsupported " + a.Wanted)
	case flow.Refused:
		return renderRefusal(a.Err, now)
	case flow.PasswordWanted:
		t.WriteString("PasswordWanted")
		t.add("hint", a.Password.Hint)
		t.flag("recovery", a.Password.HasRecovery)
		t.flag("secure_values", a.Password.HasSecureValues)
		t.date("reset_in", a.Password.ResetAt)
	case flow.RecoverySent:
		t.WriteString("RecoverySent")
		t.add("pattern", a.Pattern)
	case flow.ResetPending:
		t.WriteString("ResetPending")
		t.date("reset_in", a.Until)
	case flow.RegistrationWanted:
		t.WriteString("RegistrationWanted")
		t.add("terms", a.Terms.ID)
		t.add("text", a.Terms.Text)
		t.number("min_age", a.Terms.MinAge)
		t.flag("popup", a.Terms.Popup)
	case flow.Authorized:
		t.WriteString("Authorized")
		t.add("id", a.Account.ID)
		t.add("username", a.Account.Username)
		t.add("first_name", a.Account.FirstName)
		t.add("last_name", a.Account.LastName)
		t.flag("setup_password_required", a.Account.SetupPasswordRequired)
		t.number("relogin_days", a.Account.OtherwiseReloginDays)
		t.number("tmp_sessions", a.Account.TmpSessions)
		t.add("future_token", a.FutureToken.Reveal())
	case flow.CodeSent:
		t.WriteString("CodeSent " + cmp.Or(a.Sent.Delivery.String(), noDelivery))
		t.sent(a.Sent, a.ResendAfter)
	case flow.EmailWanted:
		t.WriteString("EmailWanted")
		t.email(a.Email)
	case flow.EmailCodeSent:
		t.WriteString("EmailCodeSent")
		t.sent(a.Sent, a.ResendAfter)
		t.email(a.Email)
		if a.Sent.Hash.IsZero() {
			t.add("hash", hashKept)
		}
	}
	return t.String()
}

// hashKept is the hash of a code that comes under the one that there is.
const hashKept = "kept"

// heard is told in the place of a call where the server has said something unasked.
const heard = "heard"

// nameOfCall is how a story tells what was asked.
func nameOfCall(c flow.CallName) string {
	if c == flow.NoCall {
		return heard
	}
	return c.String()
}

// A telling is an answer on its way into a line of a story.
type telling struct {
	strings.Builder
	now time.Time
}

func (t *telling) add(k, v string) {
	if v == "" {
		return
	}
	if strings.ContainsAny(v, " \"") {
		v = strconv.Quote(v)
	}
	t.WriteString(" " + k + "=" + v)
}

func (t *telling) flag(k string, is bool) {
	if is {
		t.WriteString(" " + k)
	}
}

func (t *telling) number(k string, n int) {
	if n != 0 {
		t.add(k, strconv.Itoa(n))
	}
}

func (t *telling) date(k string, at time.Time) {
	if !at.IsZero() {
		t.add(k, at.Sub(t.now).String())
	}
}

func (t *telling) sent(s codes.Sent, resendAfter time.Duration) {
	t.number("length", s.Length)
	t.add("pattern", s.Pattern)
	t.add("prefix", s.Prefix)
	t.add("url", s.URL.Reveal())
	t.add("beginning", s.Beginning)
	t.add("next", s.Next.String())
	if resendAfter != 0 {
		t.add("resend_after", resendAfter.String())
	}
	if s.Purpose != codes.SignIn {
		t.add("purpose", s.Purpose.String())
	}
	t.flag("safety_net", !s.Firebase.Nonce.IsZero())
	t.number("play_integrity", int(s.Firebase.PlayIntegrityProject))
	t.flag("receipt", !s.Firebase.Receipt.IsZero())
	if s.Firebase.PushTimeout != 0 {
		t.add("push_timeout", s.Firebase.PushTimeout.String())
	}
}

func (t *telling) payment(p flow.PaymentInfo) {
	t.add("product", p.Product)
	t.add("support", p.SupportEmail)
	t.add("subject", p.SupportSubject)
	t.number("premium_days", p.PremiumDays)
	t.add("currency", p.Currency)
	t.number("amount", int(p.Amount))
}

func (t *telling) email(e flow.EmailInfo) {
	t.flag("apple", e.Apple)
	t.flag("google", e.Google)
	if e.Resettable {
		t.add("reset_after", e.ResetAfter.String())
	}
	t.date("reset_in", e.ResetAt)
}

// renderRefusal is how a story tells a refusal: as Telegram's servers say it, and
// where that alone does not make the same of it, with the reason, what the server
// called it, and what else there is to know. A time that it names is told from now
// on.
func renderRefusal(e *errors.Error, now time.Time) string {
	switch {
	case e.Code == 0 && e.RetryAt.IsZero():
		return "Refused locally " + string(e.Reason)
	case e.Code == 0:
		return "Refused " + string(e.Reason) + " retry=" + e.RetryAt.Sub(now).String()
	}
	if same := errors.FromRPC(e.Method, e.Code, e.Text); same.Reason == e.Reason && same.Class == e.Class && same.Wait == e.Wait {
		return strings.TrimSpace(fmt.Sprintf("Refused %d %s", e.Code, e.Text))
	}
	said := e.Text
	if said == "" || strings.ContainsAny(said, " \"") {
		said = strconv.Quote(said)
	}
	text := fmt.Sprintf("Refused %d %s said=%s", e.Code, e.Reason, said)
	if e.Class != errors.ClassOf(e.Reason) {
		text += " class=" + e.Class.String()
	}
	if e.Wait != 0 {
		text += " wait=" + e.Wait.String()
	}
	return text
}

// parseRefusal reads what renderRefusal writes.
func parseRefusal(method, text string, now time.Time) (*errors.Error, error) {
	if reason, retry, told := strings.Cut(text, " retry="); told {
		d, err := time.ParseDuration(retry)
		e := errors.Local(errors.Reason(reason))
		e.Method, e.RetryAt = method, now.Add(d)
		return e, err
	}
	status, text, _ := strings.Cut(text, " ")
	if status == "locally" {
		return errors.Local(errors.Reason(text)), nil
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return nil, err
	}
	reason, more, foreign := strings.Cut(text, " said=")
	if !foreign {
		return errors.FromRPC(method, code, text), nil
	}
	p := pairs("said=" + more)
	e := &errors.Error{Method: method, Code: code, Text: p["said"], Reason: errors.Reason(reason)}
	e.Class = errors.ClassOf(e.Reason)
	if class, told := p["class"]; told {
		err = e.Class.UnmarshalText([]byte(class))
	}
	if wait, told := p["wait"]; told && err == nil {
		e.Wait, err = time.ParseDuration(wait)
	}
	return e, err
}

// parseAnswer reads what renderAnswerAt writes. Hashes are made up: hash1, hash2.
func parseAnswer(text, method string, hash func() string, now time.Time) (flow.Answer, error) {
	text = strings.TrimSuffix(text, keyLost)
	name, rest, _ := strings.Cut(text, " ")
	t := &told{pairs: pairs(rest), now: now}
	var a flow.Answer
	switch name {
	case "Connected":
		a = flow.Connected{}
	case "Done":
		a = flow.Done{FutureToken: t.secret("future_token")}
	case "Nobody":
		a = flow.Nobody{}
	case "NotSent":
		a = flow.NotSent{Err: errors.New("server down")}
		if rest != "" {
			a = flow.NotSent{Err: errors.Local(errors.Reason(rest))}
		}
	case "Unanswered":
		a = flow.Unanswered{Err: errors.New("connection cut")}
	case "Moved":
		t.pairs["dc"] = rest
		a = flow.Moved{DC: t.number("dc")}
	case "LoginTokenShown":
		a = flow.LoginTokenShown{Token: codes.NewSecret(sampleLoginToken), Expires: t.date("expires")}
	case "LoginTokenMoved":
		t.pairs["dc"] = rest
		a = flow.LoginTokenMoved{DC: t.number("dc"), Token: codes.NewSecret(sampleLoginToken)}
	case "LoginTokenAccepted":
		a = flow.LoginTokenAccepted{}
	case "PasskeyOptions":
		a = flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: "{}", Firebase: t.flag("firebase")}}
	case "PaymentWanted":
		hash() // the next one is another
		a = flow.PaymentWanted{Sent: t.sent(hash), Payment: flow.PaymentInfo{
			Product: t.pairs["product"], SupportEmail: t.pairs["support"], SupportSubject: t.pairs["subject"],
			PremiumDays: t.number("premium_days"), Currency: t.pairs["currency"], Amount: int64(t.number("amount")),
		}}
	case "Unsupported":
		a = flow.Unsupported{Wanted: rest}
	case "Refused":
		var refusal *errors.Error
		refusal, t.err = parseRefusal(method, rest, now)
		a = flow.Refused{Err: refusal}
	case "PasswordWanted":
		a = flow.PasswordWanted{Password: flow.PasswordInfo{
			Hint: t.pairs["hint"], HasRecovery: t.flag("recovery"), HasSecureValues: t.flag("secure_values"),
			ResetAt: t.date("reset_in"),
		}}
	case "RecoverySent":
		a = flow.RecoverySent{Pattern: t.pairs["pattern"]}
	case "ResetPending":
		a = flow.ResetPending{Until: t.date("reset_in")}
	case "RegistrationWanted":
		a = flow.RegistrationWanted{Terms: flow.Terms{
			ID: t.pairs["terms"], Text: t.pairs["text"], MinAge: t.number("min_age"), Popup: t.flag("popup"),
		}}
	case "Authorized":
		a = flow.Authorized{
			Account: flow.Account{
				ID: t.pairs["id"], Username: t.pairs["username"], FirstName: t.pairs["first_name"], LastName: t.pairs["last_name"],
				SetupPasswordRequired: t.flag("setup_password_required"),
				OtherwiseReloginDays:  t.number("relogin_days"), TmpSessions: t.number("tmp_sessions"),
			},
			FutureToken: t.secret("future_token"),
		}
	case "CodeSent":
		sent := t.sent(hash)
		if delivery, _, _ := strings.Cut(rest, " "); delivery != noDelivery {
			t.text(&sent.Delivery, delivery)
		}
		a = flow.CodeSent{Sent: sent, ResendAfter: t.duration("resend_after")}
	case "EmailWanted":
		a = flow.EmailWanted{Sent: t.sent(hash), Email: t.email()}
	case "EmailCodeSent":
		sent := t.sent(hash)
		sent.Delivery = codes.Mail
		a = flow.EmailCodeSent{Sent: sent, ResendAfter: t.duration("resend_after"), Email: t.email()}
	default:
		t.err = fmt.Errorf("no answer %q", text)
	}
	return a, t.err
}

// told are the words of an answer, read back; err is the first that makes no
// sense.
type told struct {
	pairs map[string]string
	now   time.Time
	err   error
}

func (t *told) flag(k string) bool {
	_, is := t.pairs[k]
	return is
}

func (t *told) secret(k string) codes.Secret { return codes.NewSecret(t.pairs[k]) }

func (t *told) number(k string) int {
	var n int
	if v := t.pairs[k]; v != "" && t.err == nil {
		n, t.err = strconv.Atoi(v)
	}
	return n
}

func (t *told) duration(k string) time.Duration {
	var d time.Duration
	if v := t.pairs[k]; v != "" && t.err == nil {
		d, t.err = time.ParseDuration(v)
	}
	return d
}

func (t *told) date(k string) time.Time {
	if !t.flag(k) {
		return time.Time{}
	}
	return t.now.Add(t.duration(k))
}

func (t *told) text(into encoding.TextUnmarshaler, v string) {
	if v != "" && t.err == nil {
		t.err = into.UnmarshalText([]byte(v))
	}
}

func (t *told) sent(hash func() string) codes.Sent {
	s := codes.Sent{
		Length: t.number("length"), Pattern: t.pairs["pattern"], Prefix: t.pairs["prefix"],
		URL: t.secret("url"), Beginning: t.pairs["beginning"],
	}
	switch t.pairs["hash"] {
	case "":
		s.Hash = codes.NewSecret(hash())
	case hashKept:
	default:
		s.Hash = t.secret("hash")
	}
	t.text(&s.Next, t.pairs["next"])
	t.text(&s.Purpose, t.pairs["purpose"])
	s.Firebase = codes.Firebase{PlayIntegrityProject: int64(t.number("play_integrity")), PushTimeout: t.duration("push_timeout")}
	if t.flag("safety_net") {
		s.Firebase.Nonce = codes.NewSecret(sampleNonce)
	}
	if t.flag("receipt") {
		s.Firebase.Receipt = codes.NewSecret(sampleNonce)
	}
	return s
}

func (t *told) email() flow.EmailInfo {
	return flow.EmailInfo{
		Apple: t.flag("apple"), Google: t.flag("google"),
		Resettable: t.flag("reset_after"), ResetAfter: t.duration("reset_after"), ResetAt: t.date("reset_in"),
	}
}

// renderState is how a story tells where a login stands, and why an input was
// refused.
func renderState(s flow.State, err error, now time.Time) string {
	text := s.View().Phase.String()
	if s.Pending.Call != flow.NoCall {
		text += " asking=" + s.Pending.Call.String()
	}
	if s.Doubt != flow.NoCall {
		text += " doubt=" + s.Doubt.String()
	}
	if e, ok := errors.AsType[*errors.Error](err); ok {
		text += " refused=" + string(e.Reason)
		if !e.RetryAt.IsZero() {
			text += " retry=" + e.RetryAt.Sub(now).Round(time.Second).String()
		}
	} else if err != nil {
		text += " error=" + err.Error()
	}
	return text
}

// rewrite puts what was seen in place of what a story tells.
func (s *story) rewrite(t testing.TB, seen []step) {
	var out []string
	next := 0
	for _, line := range s.lines {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		indented := strings.HasPrefix(line, " ")
		switch {
		case word == "=" || indented && word != "":
		case word == ">" || word == "~":
			out = append(out, line)
			for _, a := range seen[next].answers {
				out = append(out, "    "+a)
			}
			for _, r := range seen[next].received {
				out = append(out, "    < "+r)
			}
			out = append(out, "= "+seen[next].state)
			next++
		default:
			out = append(out, line)
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(storyFolder, s.file), []byte(strings.Join(out, "\n")+"\n"), 0o600))
}

// told is what a story tells of a step, at a level that sees the server or not.
func (st *step) told(withServer bool) string {
	lines := slices.Clone(st.answers)
	if withServer {
		for _, r := range st.received {
			lines = append(lines, "< "+r)
		}
	}
	return strings.Join(append(lines, "= "+st.state), "\n")
}
