package errors_test

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
)

// A row of testdata/errors.tsv.
type row struct {
	line   string // file:line, for messages
	method string
	codes  []int
	text   string
	reason string
	class  errors.Class
}

// table reads testdata/errors.tsv.
func table(t testing.TB) []row {
	t.Helper()
	const file = "../testdata/errors.tsv"
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var rows []row
	header := true
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		at := file + ":" + strconv.Itoa(i+1)
		f := strings.Split(line, "\t")
		require.Len(t, f, 5, at)
		if header {
			require.Equal(t, []string{"method", "code", "error", "reason", "class"}, f)
			header = false
			continue
		}
		r := row{line: at, method: f[0], text: f[2], reason: f[3]}
		require.NoError(t, r.class.UnmarshalText([]byte(f[4])), at)
		for code := range strings.SplitSeq(f[1], "|") {
			if code == "?" {
				code = "400"
			}
			n, err := strconv.Atoi(code)
			require.NoError(t, err, at)
			r.codes = append(r.codes, n)
		}
		rows = append(rows, r)
	}
	return rows
}

// texts returns what the row's error may look like, each with its number, or -1
// if it has none.
func (r row) texts() map[string]int {
	switch r.text {
	case "-":
		return map[string]int{"": -1, "transport error": -1, "code 429": -1}
	case "*":
		return map[string]int{"": -1, "NOBODY_LISTED_THIS": -1, "SESSION_PASSWORD_NEEDED_2": -1, "An odd sentence.": -1}
	}
	text := strings.NewReplacer(
		"<action>", "signup", "<sitekey>", "6LdcRsEq_AAAA-x",
		"<project>", "760348033671", "<nonce>", "bm9uY2U_x-",
	).Replace(r.text)
	fields := strings.Split(text, "_")
	at := -1
	for i, f := range fields {
		if f == "X" {
			at = i
		}
	}
	if at < 0 {
		return map[string]int{text: -1}
	}
	texts := map[string]int{}
	for _, n := range []int{1, 4, 30, 86400, 604800} {
		if r.class == errors.ChangeDC && n > math.MaxInt16 {
			continue
		}
		fields[at] = strconv.Itoa(n)
		texts[strings.Join(fields, "_")] = n
	}
	return texts
}

func TestFromRPC_table(t *testing.T) {
	rows := table(t)
	require.Greater(t, len(rows), 300)
	for _, r := range rows {
		method := r.method
		if method == "*" {
			method = "auth.signIn"
		}
		for _, code := range r.codes {
			for text, n := range r.texts() {
				if r.class != errors.SessionLost && text == "SESSION_PASSWORD_NEEDED_2" {
					continue // a name that is known is no sample of an unknown one
				}
				e := errors.FromRPC(method, code, text)
				at := r.line + ": " + text
				if r.reason != "*" {
					require.Equal(t, errors.Reason(r.reason), e.Reason, at)
					require.ErrorIs(t, e, errors.Reason(r.reason), at)
				}
				require.Equal(t, r.class, e.Class, at)
				require.Equal(t, method, e.Method, at)
				require.Equal(t, code, e.Code, at)
				require.Equal(t, text, e.Text, at)
				require.True(t, e.RetryAt.IsZero(), at)
				var wait time.Duration
				if r.class == errors.Wait && n > 0 {
					wait = time.Duration(n) * time.Second
				}
				require.Equal(t, wait, e.Wait, at)
				dc := 0
				if r.class == errors.ChangeDC {
					dc = n
				}
				require.Equal(t, dc, e.DC(), at)
				if r.class != errors.Challenge { // a site key keeps its letters
					lower := errors.FromRPC(method, code, strings.ToLower(text))
					require.Equal(t, e.Reason, lower.Reason, at)
					require.Equal(t, e.Class, lower.Class, at)
					require.Equal(t, e.Wait, lower.Wait, at)
				}
			}
		}
	}
}

// Names, sentences and rubbish that stand in no list.
func TestFromRPC_unlisted(t *testing.T) {
	const s = time.Second
	long := strings.Repeat("9", 400)
	for _, tt := range []struct {
		method string
		code   int
		text   string
		reason errors.Reason
		class  errors.Class
		wait   time.Duration
	}{
		// Waits.
		{"m", 420, "FLOOD_WAIT_0", errors.FloodWait, errors.Wait, s},
		{"m", 420, "flood_wait_7", errors.FloodWait, errors.Wait, 7 * s},
		{"m", 420, "FLOOD_WAIT_007", errors.FloodWait, errors.Wait, 7 * s},
		{"m", 420, "FLOOD_WAIT", errors.FloodWait, errors.Wait, 0},
		{"m", 420, "FLOOD_WAIT_30_OR_STARS_10", errors.FloodWait, errors.Wait, 30 * s},
		{"m", 420, "FLOOD_WAIT_30_10", errors.FloodWait, errors.Wait, 30 * s},
		{"m", 420, "FLOOD_WAIT_" + long, errors.FloodWait, errors.Wait, math.MaxInt32 * s},
		{"m", 420, "FLOOD_WAIT_2147483648", errors.FloodWait, errors.Wait, math.MaxInt32 * s},
		{"m", 420, "FLOOD_WAIT_2147483647", errors.FloodWait, errors.Wait, math.MaxInt32 * s},
		{"m", 500, "FLOOD_WAIT_3", errors.FloodWait, errors.Wait, 3 * s},
		{"m", 420, " FLOOD_WAIT_9\r\n", errors.FloodWait, errors.Wait, 9 * s},
		{"m", 420, "2FA_CONFIRM_WAIT_604800", errors.TwoFAConfirmWait, errors.Wait, 604800 * s},
		{"m", 400, "STORY_SEND_WAIT_60", "STORY_SEND_WAIT", errors.Wait, 60 * s},
		{"m", 400, "EXPORT_DELAY_5", "EXPORT_DELAY", errors.Wait, 5 * s},
		{"m", 400, "EMAIL_TOO_FRESH_5", "EMAIL_TOO_FRESH", errors.Wait, 5 * s},
		{"m", 400, "STORY_SEND_WAIT", "STORY_SEND_WAIT", errors.Unknown, 0},
		{"m", 420, "SLOW_DOWN_5_PLEASE", "SLOW_DOWN_X_PLEASE", errors.Wait, 5 * s},
		{"m", 420, "ADDRESS_INVALID", "ADDRESS_INVALID", errors.Unknown, 0},
		{"m", 420, "ADDRESS2_INVALID", "ADDRESS2_INVALID", errors.Unknown, 0},
		{"m", 400, "GROUP_CREATE_FLOOD", "GROUP_CREATE_FLOOD", errors.Wait, 0},
		{"m", 400, "Too many requests: retry after 12", "TOO_MANY_REQUESTS_RETRY_AFTER", errors.Wait, 12 * s},
		{"m", 400, "Sorry, too many invalid attempts to enter your password. Try again in 5 minutes.", errors.TooManyPasswordTries, errors.Wait, 5 * s},

		// Accounts.
		{"m", 420, "FROZEN_METHOD_INVALID", errors.FrozenMethodInvalid, errors.Terminal, 0},
		{"m", 400, "FROZEN_PARTICIPANT_MISSING", "FROZEN_PARTICIPANT_MISSING", errors.Terminal, 0},
		{"m", 401, "USER_DEACTIVATED_SOMEHOW", "USER_DEACTIVATED_SOMEHOW", errors.Terminal, 0},

		// Data centres.
		{"m", 303, "STATS_MIGRATE_3", "STATS_MIGRATE", errors.ChangeDC, 0},
		{"m", 400, "Stats_Migrate_3", "STATS_MIGRATE", errors.ChangeDC, 0},
		{"m", 303, "SEE_OTHER_2", "SEE_OTHER", errors.ChangeDC, 0},
		{"m", 303, "PHONE_MIGRATE", errors.PhoneMigrate, errors.Unknown, 0},
		{"m", 303, "PHONE_MIGRATE_0", errors.PhoneMigrate, errors.Unknown, 0},
		{"m", 303, "PHONE_MIGRATE_32768", errors.PhoneMigrate, errors.Unknown, 0},
		{"m", 303, "PHONE_MIGRATE_" + long, errors.PhoneMigrate, errors.Unknown, 0},
		{"m", 303, "STATS_MIGRATE", "STATS_MIGRATE", errors.Unknown, 0},
		{"m", 303, "SEE_OTHER", "SEE_OTHER", errors.Unknown, 0},
		{"m", 303, "SEE_OTHER_" + long, "SEE_OTHER", errors.Unknown, 0},

		// Suffixes.
		{"m", 400, "INPUT_METHOD_INVALID_1192227_X", errors.InputMethodInvalid, errors.Bug, 0},
		{"m", 400, "INPUT_METHOD_INVALID_DEADBEEF", errors.InputMethodInvalid, errors.Bug, 0},
		{"m", 500, "INPUT_FETCH_ERROR_LAYER", errors.InputFetchError, errors.Bug, 0},
		{"m", 400, "PHONE_CODE_INVALID_2_TRIES_LEFT", errors.PhoneCodeInvalid, errors.Reenter, 0},
		{"m", 500, "AUTH_RESTART_AGAIN", errors.AuthRestart, errors.Retry, 0},
		{"m", 500, "AUTH_RESTART_5_AGAIN", errors.AuthRestart, errors.Retry, 0},
		{"m", 500, "QR_AUTH_RESTART", "QR_AUTH_RESTART", errors.Retry, 0},
		{"m", 400, "AUTH_TOKEN_INVALIDX", errors.AuthTokenInvalid, errors.Retry, 0},
		{"m", 400, "AUTH_TOKEN_INVALID2", errors.AuthTokenInvalid, errors.Retry, 0},
		{"m", 500, "INTERDC_2_CALL_RICH_ERROR", errors.InterDCCallRichError, errors.Transient, 0},

		// Families, and what is stronger than they are.
		{"m", 400, "CONNECTION_APP_VERSION_EMPTY", "CONNECTION_APP_VERSION_EMPTY", errors.Configuration, 0},
		{"m", 500, "CONNECTION_APP_VERSION_EMPTY", "CONNECTION_APP_VERSION_EMPTY", errors.Transient, 0},
		{"m", 400, "INPUT_SOMETHING", "INPUT_SOMETHING", errors.Bug, 0},
		{"m", -500, "INPUT_SOMETHING", "INPUT_SOMETHING", errors.Transient, 0},
		{"m", 400, "BUSINESS_CONNECTION_ODD", "BUSINESS_CONNECTION_ODD", errors.Bug, 0},
		{"m", 406, "AUTH_KEY_ODD", "AUTH_KEY_ODD", errors.SessionLost, 0},
		{"m", 500, "AUTH_KEY_ODD", "AUTH_KEY_ODD", errors.Transient, 0},
		{"m", 400, "RPC_ODD", "RPC_ODD", errors.Transient, 0},
		{"m", 400, "QR_HASH_EXPIRED", "QR_HASH_EXPIRED", errors.StartOver, 0},

		// Codes.
		{"m", 400, "ODD", "ODD", errors.Unknown, 0},
		{"m", 401, "ODD", "ODD", errors.SessionLost, 0},
		{"m", 403, "ODD", "ODD", errors.Unknown, 0},
		{"m", 404, "ODD", "ODD", errors.Unknown, 0},
		{"m", 406, "ODD", "ODD", errors.Unknown, 0},
		{"m", 499, "ODD", "ODD", errors.Unknown, 0},
		{"m", 500, "ODD", "ODD", errors.Transient, 0},
		{"m", 777, "ODD_5", "ODD", errors.Transient, 0},
		{"m", -1, "ODD", "ODD", errors.Transient, 0},
		{"m", 0, "", errors.Unnamed, errors.Unknown, 0},
		{"m", 500, "", errors.Unnamed, errors.Transient, 0},
		{"m", 401, "", errors.Unnamed, errors.SessionLost, 0},
		{"m", -444, "", errors.TransportWrongDC, errors.Configuration, 0},
		{"m", -429, "FLOOD_WAIT_5", errors.FloodWait, errors.Wait, 5 * s},
		{"m", math.MinInt, "", errors.Unnamed, errors.Transient, 0},
		{"m", math.MaxInt, "", errors.Unnamed, errors.Transient, 0},

		// The name is stronger than the code.
		{"m", 400, "SESSION_PASSWORD_NEEDED", errors.SessionPasswordNeeded, errors.Forward, 0},
		{"m", 500, "PHONE_CODE_INVALID", errors.PhoneCodeInvalid, errors.Reenter, 0},
		{"m", 401, "Phone_Code_Invalid", errors.PhoneCodeInvalid, errors.Reenter, 0},

		// auth.logOut: whoever is not signed in need not sign out.
		{"auth.logOut", 401, "SESSION_PASSWORD_NEEDED", errors.SessionPasswordNeeded, errors.SessionLost, 0},
		{"auth.logOut", 401, "USER_DEACTIVATED", errors.UserDeactivated, errors.SessionLost, 0},
		{"auth.logOut", 401, "AUTH_KEY_PERM_EMPTY", errors.AuthKeyPermEmpty, errors.Retry, 0},
		{"auth.logOut", 400, "SESSION_PASSWORD_NEEDED", errors.SessionPasswordNeeded, errors.Forward, 0},

		// Challenges have a shape.
		{"m", 403, "RECAPTCHA_CHECK_sign_up__6Ldc__x", errors.RecaptchaCheck, errors.Challenge, 0},
		{"m", 403, "recaptcha_check_a__b", errors.RecaptchaCheck, errors.Challenge, 0},
		{"m", 403, "RECAPTCHA_CHECK_signup", "RECAPTCHA_CHECK_SIGNUP", errors.Unknown, 0},
		{"m", 403, "RECAPTCHA_CHECK_signup__", "RECAPTCHA_CHECK_SIGNUP", errors.Unknown, 0},
		{"m", 403, "RECAPTCHA_CHECK___key", "RECAPTCHA_CHECK_KEY", errors.Unknown, 0},
		{"m", 403, "RECAPTCHA_CHECK", errors.RecaptchaCheck, errors.Unknown, 0},
		{"m", 500, "RECAPTCHA_CHECK", errors.RecaptchaCheck, errors.Transient, 0},
		{"m", 403, "RECAPTCHA_CHECKS_a__b", "RECAPTCHA_CHECKS_A_B", errors.Unknown, 0},
		{"m", 403, "RECAPTCHA_CHECK_a b__c", "RECAPTCHA_CHECK_A_B_C", errors.Unknown, 0},
		{"m", 403, "RECAPTCHA_CHECK_a__" + strings.Repeat("k", 300), errors.Reason("RECAPTCHA_CHECK_A_" + strings.Repeat("K", 46)), errors.Unknown, 0},
		{"m", 403, "INTEGRITY_CHECK_CLASSIC_123_", errors.IntegrityCheckClassic, errors.Unknown, 0},

		// Sentences and rubbish.
		{"m", 400, "API_64BIT_LOGIN_APP_OUTDATED_286", errors.UpdateAppToLogin, errors.Configuration, 0},
		{"m", -505, "nothing STORED", errors.NothingStored, errors.Transient, 0},
		{"m", 400, "Don't do that, please.", "DON_T_DO_THAT_PLEASE", errors.Unknown, 0},
		{"m", 400, "__ODD__NAME__", "ODD_NAME", errors.Unknown, 0},
		{"m", 400, "5_ODD", "X_ODD", errors.Unknown, 0},
		{"m", 400, "42", errors.Unnamed, errors.Unknown, 0},
		{"m", 400, "ошибка", errors.Unnamed, errors.Unknown, 0},
		{"m", 400, strings.Repeat("AB_", 100), errors.Reason(strings.Repeat("AB_", 21) + "A"), errors.Unknown, 0},
		{"m", 400, strings.Repeat("ABC_", 100), errors.Reason(strings.Repeat("ABC_", 15) + "ABC"), errors.Unknown, 0},
		{"m", 400, "busy", "BUSY", errors.Unknown, 0},
	} {
		e := errors.FromRPC(tt.method, tt.code, tt.text)
		require.Equal(t, tt.reason, e.Reason, tt.text)
		require.Equal(t, tt.class, e.Class, "%d %s", tt.code, tt.text)
		require.Equal(t, tt.wait, e.Wait, tt.text)
	}
}

func TestFromRPC_text(t *testing.T) {
	for text, want := range map[string]string{
		"FLOOD_WAIT_42":                            "FLOOD_WAIT_42",
		" Timeout\n":                               "Timeout",
		"a\nb\x1b[31m\x00\u202e":                   `a\nb\x1b[31m\x00\u202e`,
		"bad \xff utf-8 \ufffd":                    "bad \\xff utf-8 \ufffd",
		"ошибка “5”":                               "ошибка “5”",
		"line\u2028separator":                      `line\u2028separator`,
		strings.Repeat("é", 256):                   strings.Repeat("é", 256),
		strings.Repeat("é", 257):                   strings.Repeat("é", 255) + "…",
		strings.Repeat("é", 9999):                  strings.Repeat("é", 255) + "…",
		strings.Repeat(" ", 5000) + "FLOOD_WAIT_5": "FLOOD_WAIT_5",
	} {
		require.Equal(t, want, errors.FromRPC("m", 400, text).Text)
	}
}

func TestError_DC(t *testing.T) {
	require.Equal(t, 4, errors.FromRPC("m", 303, "PHONE_MIGRATE_4").DC())
	require.Equal(t, 2, errors.FromRPC("m", 303, "SEE_OTHER_2").DC())
	require.Equal(t, 10002, errors.FromRPC("m", 303, "USER_MIGRATE_10002").DC())
	require.Equal(t, math.MaxInt16, errors.FromRPC("m", 303, "USER_MIGRATE_32767").DC())
	require.Zero(t, errors.FromRPC("m", 500, "INTERDC_5_CALL_ERROR").DC())
	require.Zero(t, errors.FromRPC("m", 420, "FLOOD_WAIT_5").DC())
	require.Zero(t, errors.FromRPC("m", 303, "PHONE_MIGRATE_99999").DC())
	require.Zero(t, errors.Local(errors.Busy).DC())
}

// FromRPC is total, and what it gives is bounded, printable and stable.
func FuzzFromRPC(f *testing.F) {
	for _, r := range table(f) {
		for text := range r.texts() {
			f.Add(r.method, r.codes[0], text)
		}
	}
	f.Add("auth.logOut", 401, "\x1b[2J\n")
	f.Add("m", 420, "FLOOD_WAIT_"+strings.Repeat("9", 300))
	f.Fuzz(func(t *testing.T, method string, code int, text string) {
		e := errors.FromRPC(method, code, text)
		_, err := e.Class.MarshalText()
		require.NoError(t, err)
		require.LessOrEqual(t, utf8.RuneCountInString(e.Text), 256)
		require.NotEmpty(t, e.Reason)
		require.LessOrEqual(t, len(e.Reason), 64)
		var r errors.Reason
		require.NoError(t, r.UnmarshalText([]byte(e.Reason)))
		require.GreaterOrEqual(t, e.Wait, time.Duration(0))
		if e.Wait != 0 {
			require.Equal(t, errors.Wait, e.Class)
			require.GreaterOrEqual(t, e.Wait, time.Second)
			require.LessOrEqual(t, e.Wait, math.MaxInt32*time.Second)
		}
		require.Equal(t, e.Class == errors.ChangeDC, e.DC() > 0)
		require.LessOrEqual(t, e.DC(), math.MaxInt16)
		printable(t, e.Error())
		printable(t, e.Text)
		printable(t, e.Advice())
		require.Equal(t, e, errors.FromRPC(method, code, e.Text))
	})
}

func printable(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		require.True(t, strconv.IsPrint(r), "%q in %q", r, s)
	}
}

func BenchmarkFromRPC(b *testing.B) {
	for _, text := range []string{"PHONE_CODE_INVALID", "FLOOD_WAIT_42", "NOBODY_LISTED_THIS"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = errors.FromRPC("auth.signIn", 400, text)
			}
		})
	}
}
