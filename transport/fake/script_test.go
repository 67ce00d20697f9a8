package fake_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// A script is a conversation with a server, one line for each thing that
// happens. A line that begins with a capital letter is a call under the auth key
// of that name, in data centre 2 unless another is named, and after => what comes
// of it:
//
//	A sendCode +9996620001             => sentCode hash1 app length=5
//	B@4 signIn +9996620001 hash1 22222 => 400 PHONE_CODE_EXPIRED
//
// The other lines are what the test does: let time pass (wait 5m), play people
// (scan +9996620001 qr1, pay), change accounts and keys (password, ban, move, revoke,
// forget), injure the server (refuse, loseBefore, loseAfter, accept, challenge),
// start it anew from its snapshot (restore), and look at it (signedIn, halfSignedIn,
// inbox, hear). An empty value is written _. Dates are written as 11-21T12:00, which
// is when each script begins.
//
// A call that answers a challenge has the proof in front of it:
//
//	A proved recaptcha _ t0ken sendCode +9996620001 => sentCode hash1 app length=5
//
// The server is Predictable, so hashes are hash1, hash2, login tokens qr1, qr2 and
// SRP numbers 1, 2.
func play(t *testing.T, server *fake.Server, script string) {
	t.Helper()
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	server.Predictable = true
	server.Now = func() time.Time { return now }
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		said, want, _ := strings.Cut(line, "=>")
		words := strings.Fields(said)
		hide(words)
		for i := range words {
			if words[i] == "_" {
				words[i] = ""
			}
		}
		var got string
		if words[0] == "wait" {
			pause, err := time.ParseDuration(words[1])
			require.NoError(t, err, line)
			now = now.Add(pause)
		} else {
			got = perform(t, server, words, line)
		}
		require.Equal(t, strings.TrimSpace(want), got, line)
	}
	require.Zero(t, server.Faults(), "faults that never happened")
}

// hide makes secrets of what a line has of them: what the server refuses must not
// repeat it.
func hide(words []string) {
	for i, word := range words {
		switch {
		case strings.HasPrefix(word, "+"):
			leak.Secret(leak.Phone, word)
		case i == 4 && (words[1] == "signIn" || words[1] == "signInEmail" || words[1] == "verifyEmail"):
			leak.Secret(leak.Code, word)
		case i == 2 && (words[1] == "checkRecovery" || words[1] == "recover"):
			leak.Secret(leak.Code, word)
		case i == 3 && (words[1] == "checkPassword" || words[1] == "recover" || words[1] == "deleteAccount"):
			leak.Secret(leak.Password, word)
		case strings.HasPrefix(word, "apple:"), strings.HasPrefix(word, "google:"), strings.HasPrefix(word, "t0ken"),
			strings.HasPrefix(word, "attested:"):
			leak.Secret(leak.Token, word)
		}
	}
}

// perform does what one line says and returns what comes of it.
func perform(t *testing.T, server *fake.Server, words []string, line string) string {
	t.Helper()
	arg := func(i int) string {
		require.Less(t, i, len(words), "too few words: %s", line)
		return words[i]
	}
	number := func(i int) int {
		n, err := strconv.Atoi(arg(i))
		require.NoError(t, err, line)
		return n
	}
	switch words[0] {
	case "password":
		return outcome(nil, server.SetPassword(arg(1), arg(2), arg(3)))
	case "ban":
		return outcome(nil, server.Ban(arg(1)))
	case "move":
		return outcome(nil, server.Move(arg(1), number(2)))
	case "revoke":
		return strconv.FormatBool(server.RevokeSession(arg(1)))
	case "forget":
		return strconv.FormatBool(server.ForgetKey(arg(1)))
	case "refuse":
		server.Refuse(arg(1), number(2), arg(3))
		return ""
	case "loseBefore":
		server.LoseBefore(arg(1))
		return ""
	case "loseAfter":
		server.LoseAfter(arg(1))
		return ""
	case "accept":
		server.Inject(fake.Fault{Method: arg(1), Accept: true})
		return ""
	case "restore":
		snap, err := server.Snapshot()
		require.NoError(t, err)
		return outcome(nil, server.Restore(snap))
	case "scan":
		return outcome(nil, server.Scan(arg(1), loginAddress(arg(2))))
	case "pay":
		return outcome(nil, server.Pay(arg(1)))
	case "challenge":
		server.Challenge(arg(1), arg(2), arg(3))
		return ""
	case "hear":
		var heard []string
		server.Subscribe(caller(t, arg(1)), func(update any) { heard = append(heard, outcome(update, nil)) })()
		return strings.Join(heard, ", ")
	case "inbox":
		var sent []string
		for _, m := range server.Inbox(arg(1)) {
			sent = append(sent, m.Delivery.String()+":"+m.Code)
		}
		return strings.Join(sent, " ")
	case "signedIn":
		return callers(server.SignedIn())
	case "halfSignedIn":
		return callers(server.HalfSignedIn())
	}
	from := caller(t, arg(0))
	var q fake.Query
	if arg(1) == "proved" {
		proof := fake.Proof{Kind: proofKinds[arg(2)], Nonce: arg(3), Token: arg(4)}
		q = fake.Proved{Proof: proof, Query: query(t, words[4:], line)}
	} else {
		q = query(t, words, line)
	}
	answer, err := server.Call(t.Context(), from, q)
	leak.Saw(t, err)
	return outcome(answer, err)
}

// query reads a call, from its second word on.
func query(t *testing.T, words []string, line string) (q fake.Query) {
	t.Helper()
	arg := func(i int) string {
		require.Less(t, i, len(words), "too few words: %s", line)
		return words[i]
	}
	number := func(i int) int {
		n, err := strconv.Atoi(arg(i))
		require.NoError(t, err, line)
		return n
	}
	purpose := func(from int) fake.PaymentPurpose {
		return fake.PaymentPurpose{
			PhoneNumber: arg(from), PhoneCodeHash: arg(from + 1),
			PremiumDays: number(from + 2), Currency: arg(from + 3), Amount: int64(number(from + 4)),
		}
	}
	switch arg(1) {
	case "exportToken":
		export := fake.ExportLoginToken{AppID: 7, AppHash: "app"}
		for i := range words[2:] {
			export.ExceptIDs = append(export.ExceptIDs, int64(number(2+i)))
		}
		q = export
	case "importToken":
		q = fake.ImportLoginToken{Token: arg(2)}
	case "acceptToken":
		q = fake.AcceptLoginToken{Token: arg(2)}
	case "bot":
		q = fake.ImportBotAuthorization{Token: arg(2)}
	case "web":
		q = fake.ImportWebTokenAuthorization{Token: arg(2)}
	case "initPasskey":
		q = fake.InitPasskeyLogin{}
	case "finishPNVPasskey":
		finish := fake.FinishPasskeyLogin{Credential: fake.PasskeyCredential{PNVToken: arg(2)}}
		if len(words) > 3 {
			from := caller(t, arg(3))
			finish.FromDC, finish.FromKey = from.DC, from.Key
		}
		q = finish
	case "initPNV":
		q = fake.InitFirebasePNVLogin{}
	case "finishPNV":
		q = fake.FinishFirebasePNVLogin{Token: arg(2)}
	case "signUpPNV":
		q = fake.FirebasePNVSignUp{FirstName: arg(2), LastName: arg(3)}
	case "checkPaid":
		q = fake.CheckPaidAuth{PhoneNumber: arg(2), PhoneCodeHash: arg(3), FormID: int64(number(4))}
	case "canPurchase":
		q = fake.CanPurchaseStore{Purpose: purpose(2)}
	case "appStore":
		q = fake.AssignAppStoreTransaction{Receipt: arg(2), Purpose: purpose(3)}
	case "playMarket":
		q = fake.AssignPlayMarketTransaction{Receipt: arg(2), Purpose: purpose(3)}
	case "safetyNet":
		q = fake.RequestFirebaseSMS{PhoneNumber: arg(2), PhoneCodeHash: arg(3), SafetyNetToken: arg(4)}
	case "playIntegrity":
		q = fake.RequestFirebaseSMS{PhoneNumber: arg(2), PhoneCodeHash: arg(3), PlayIntegrityToken: arg(4)}
	case "iosPush":
		q = fake.RequestFirebaseSMS{PhoneNumber: arg(2), PhoneCodeHash: arg(3), IOSPushSecret: arg(4)}
	case "reportMissing":
		q = fake.ReportMissingCode{PhoneNumber: arg(2), PhoneCodeHash: arg(3), MNC: arg(4)}
	case "sendCode":
		q = fake.SendCode{PhoneNumber: arg(2), LogoutTokens: words[3:]}
	case "signInEmail", "signInApple", "signInGoogle":
		q = fake.SignIn{PhoneNumber: arg(2), PhoneCodeHash: arg(3), Email: verification(arg(1), arg(4))}
	case "sendVerify":
		q = fake.SendVerifyEmailCode{PhoneNumber: arg(2), PhoneCodeHash: arg(3), Email: arg(4)}
	case "verifyEmail", "verifyApple", "verifyGoogle":
		q = fake.VerifyEmail{PhoneNumber: arg(2), PhoneCodeHash: arg(3), Email: verification(arg(1), arg(4))}
	case "resetEmail":
		q = fake.ResetLoginEmail{PhoneNumber: arg(2), PhoneCodeHash: arg(3)}
	case "requestRecovery":
		q = fake.RequestPasswordRecovery{}
	case "checkRecovery":
		q = fake.CheckRecoveryPassword{Code: arg(2)}
	case "recover":
		recovery := fake.RecoverPassword{Code: arg(2)}
		if len(words) > 3 {
			recovery.New = &fake.NewPassword{Password: arg(3), Hint: arg(4)}
		}
		q = recovery
	case "resetPassword":
		q = fake.ResetPassword{}
	case "declineReset":
		q = fake.DeclinePasswordReset{}
	case "deleteAccount":
		deletion := fake.DeleteAccount{}
		if len(words) > 2 {
			deletion.Password = &fake.CheckPassword{SRPID: int64(number(2)), Password: arg(3)}
		}
		q = deletion
	case "resendCode":
		q = fake.ResendCode{PhoneNumber: arg(2), PhoneCodeHash: arg(3), Reason: strings.Join(words[4:], " ")}
	case "cancelCode":
		q = fake.CancelCode{PhoneNumber: arg(2), PhoneCodeHash: arg(3)}
	case "signIn":
		q = fake.SignIn{PhoneNumber: arg(2), PhoneCodeHash: arg(3), PhoneCode: arg(4)}
	case "signUp":
		q = fake.SignUp{PhoneNumber: arg(2), PhoneCodeHash: arg(3), FirstName: arg(4), LastName: arg(5)}
	case "getPassword":
		q = fake.GetPassword{}
	case "checkPassword":
		q = fake.CheckPassword{SRPID: int64(number(2)), Password: arg(3)}
	case "getSelf":
		q = fake.GetSelf{}
	case "logOut":
		q = fake.LogOut{}
	case "export":
		q = fake.ExportAuthorization{DC: number(2)}
	case "import":
		q = fake.ImportAuthorization{ID: int64(number(2)), Bytes: arg(3)}
	default:
		q = fake.Other{Name: arg(1)}
	}
	return q
}

var proofKinds = map[string]fake.ProofKind{
	"nothing": 0, "recaptcha": fake.ReCaptcha, "integrity": fake.PlayIntegrity, "apns": fake.APNsSecret,
}

// loginAddress is what a QR code shows.
func loginAddress(token string) string {
	return "tg://login?token=" + base64.RawURLEncoding.EncodeToString([]byte(token))
}

// verification reads the proof that a query carries: its name ends with the kind.
func verification(query, value string) fake.EmailVerification {
	switch {
	case strings.HasSuffix(query, "Apple"):
		return fake.EmailVerification{Apple: value}
	case strings.HasSuffix(query, "Google"):
		return fake.EmailVerification{Google: value}
	}
	return fake.EmailVerification{Code: value}
}

// caller reads the name of a key, such as A or A@4.
func caller(t *testing.T, word string) fake.Caller {
	t.Helper()
	name, dc, elsewhere := strings.Cut(word, "@")
	require.Regexp(t, "^[A-Z]$", name)
	if !elsewhere {
		dc = "2"
	}
	n, err := strconv.Atoi(dc)
	require.NoError(t, err)
	return fake.Caller{DC: n, Key: name}
}

func callers(list []fake.Caller) string {
	var words []string
	for _, c := range list {
		words = append(words, fmt.Sprintf("%s@%d", c.Key, c.DC))
	}
	return strings.Join(words, " ")
}

// outcome writes an answer or refusal in one line, without what is empty in it.
func outcome(answer any, err error) string {
	var refusal *fake.RPCError
	switch {
	case errors.As(err, &refusal):
		return fmt.Sprintf("%d %s", refusal.Code, refusal.Text)
	case errors.Is(err, fake.ErrLost):
		return "lost"
	case errors.Is(err, fake.ErrDisconnect):
		return "disconnected"
	case errors.Is(err, fake.ErrUnknownKey):
		return "unknown key"
	case errors.Is(err, fake.ErrUnknownDC):
		return "unknown data centre"
	case errors.Is(err, fake.ErrNoAccount):
		return "no account"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case err != nil:
		return "error: " + err.Error()
	}
	switch a := answer.(type) {
	case nil:
		return ""
	case fake.SentCode:
		kind := a.Delivery.String()
		if a.SetUpEmail {
			kind = "setUpEmail"
		}
		after := a.ResetAfter.String()
		if a.ResetAvailable && a.ResetAfter == 0 {
			after = "now"
		}
		return words("sentCode "+a.Hash+" "+kind, "length", strconv.Itoa(a.Length),
			"pattern", a.Pattern, "prefix", a.Prefix, "url", a.URL, "beginning", a.Beginning,
			"next", a.Next.String(), "timeout", a.Timeout.String(), "apple", flag(a.Apple), "google", flag(a.Google),
			"reset", after, "pending", date(a.ResetPending),
			"nonce", a.Firebase.Nonce, "project", strconv.FormatInt(a.Firebase.PlayIntegrityProject, 10),
			"integrity", a.Firebase.PlayIntegrityNonce, "receipt", a.Firebase.Receipt, "push", a.Firebase.PushTimeout.String())
	case fake.PaymentRequired:
		return words("paymentRequired "+a.Hash, "product", a.Product, "support", a.SupportEmail, "subject", a.SupportSubject,
			"days", strconv.Itoa(a.PremiumDays), "currency", a.Currency, "amount", strconv.FormatInt(a.Amount, 10))
	case fake.Updates:
		return "updates " + outcome(a.Sent, nil)
	case fake.LoginToken:
		return "loginToken " + a.Token + " until " + a.Expires.Format("15:04:05")
	case fake.LoginTokenMigrateTo:
		return fmt.Sprintf("migrateTo %d %s", a.DC, a.Token)
	case fake.LoginTokenSuccess:
		return "loginTokenSuccess" + authorization(a.Authorization)
	case fake.SessionInfo:
		return fmt.Sprintf("session of app %d", a.AppID)
	case fake.PasskeyLoginOptions:
		return "options"
	case fake.FirebasePNVIntent:
		return "intent"
	case fake.UpdateLoginToken:
		return "updateLoginToken"
	case fake.UpdateSentPhoneCode:
		return "updateSentPhoneCode " + outcome(a.Sent, nil)
	case fake.SentCodeSuccess:
		return "sentCodeSuccess" + authorization(a.Authorization)
	case fake.SentEmailCode:
		return words("sentEmailCode", "pattern", a.Pattern, "length", strconv.Itoa(a.Length))
	case fake.EmailVerifiedLogin:
		return "verified " + a.Email + " " + outcome(a.Sent, nil)
	case fake.Authorization:
		return "authorization" + authorization(a)
	case fake.SignUpRequired:
		return words("signUpRequired", "terms", a.Terms, "id", a.TermsID, "age", strconv.Itoa(a.MinAge), "popup", flag(a.Popup))
	case fake.Password:
		if !a.HasPassword {
			return "no password"
		}
		return words("password", "srp", strconv.FormatInt(a.SRPID, 10), "hint", a.Hint,
			"recovery", flag(a.HasRecovery), "secure", flag(a.HasSecureValues), "pending", date(a.PendingReset))
	case fake.PasswordRecovery:
		return words("passwordRecovery", "pattern", a.Pattern)
	case fake.ResetPasswordResult:
		return words("resetPassword", "until", date(a.Until), "retry", date(a.Retry))
	case fake.User:
		return "user" + user(a)
	case fake.Bool:
		return strconv.FormatBool(bool(a))
	case fake.LoggedOut:
		return words("loggedOut", "token", a.FutureAuthToken)
	case fake.ExportedAuthorization:
		return fmt.Sprintf("exported %d %s", a.ID, a.Bytes)
	}
	return fmt.Sprintf("%v", answer)
}

// words writes what is not empty, by name.
func words(head string, rest ...string) string {
	for i := 0; i < len(rest); i += 2 {
		if value := rest[i+1]; value != "" && value != "0" && value != "0s" {
			head += fmt.Sprintf(" %s=%s", rest[i], value)
		}
	}
	return head
}

func flag(set bool) string {
	if set {
		return "yes"
	}
	return ""
}

func date(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("01-02T15:04")
}

func user(u fake.User) string {
	phone := u.Phone
	if u.Bot {
		phone += "bot"
	}
	return strings.TrimRight(" "+strings.TrimSpace(phone+" "+u.FirstName+" "+u.LastName), " ")
}

func authorization(a fake.Authorization) string {
	return words(user(a.User), "setUp", flag(a.SetupPasswordRequired), "relogin", strconv.Itoa(a.OtherwiseReloginDays),
		"sessions", strconv.Itoa(a.TmpSessions), "token", a.FutureAuthToken)
}

// stories plays each script against a server of its own.
type stories []struct {
	name     string
	accounts []fake.Account
	setUp    func(*fake.Server)
	script   string
}

func (list stories) play(t *testing.T) {
	for _, story := range list {
		t.Run(story.name, func(t *testing.T) {
			server, err := fake.New(story.accounts...)
			require.NoError(t, err)
			if story.setUp != nil {
				story.setUp(server)
			}
			play(t, server, story.script)
		})
	}
}

// people are the accounts that most stories need.
func people(with ...fake.Account) []fake.Account {
	for i := range with {
		if with[i].Phone == "" {
			with[i].Phone = "+9996620001"
		}
	}
	return with
}
