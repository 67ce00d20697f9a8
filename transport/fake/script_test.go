package fake_test

import (
	"context"
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
// The other lines are what the test does: let time pass (wait 5m), change
// accounts and keys (password, ban, move, revoke, forget), injure the server
// (refuse, loseBefore, loseAfter, accept), start it anew from its snapshot
// (restore), and look at it (signedIn, halfSignedIn, inbox). An empty value is
// written _. Dates are written as 11-21T12:00, which is when each script begins.
//
// The server is Predictable, so hashes are hash1, hash2 and SRP numbers 1, 2.
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
		case strings.HasPrefix(word, "apple:"), strings.HasPrefix(word, "google:"):
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
	var q fake.Query
	switch arg(1) {
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
		q = fake.ResendCode{PhoneNumber: arg(2), PhoneCodeHash: arg(3)}
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
	answer, err := server.Call(t.Context(), caller(t, arg(0)), q)
	leak.Saw(t, err)
	return outcome(answer, err)
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
			"reset", after, "pending", date(a.ResetPending))
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
	return strings.TrimRight(" "+strings.TrimSpace(u.Phone+" "+u.FirstName+" "+u.LastName), " ")
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
