package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
)

func nameOf(a flow.Answer) string {
	switch a.(type) {
	case nil:
		return ""
	case flow.NotSent:
		return "NotSent"
	case flow.Nobody:
		return "Nobody"
	case flow.Refused:
		return "Refused"
	default:
		return "another"
	}
}

func TestBefore(t *testing.T) {
	here := flow.NewSession("here", []byte("x"))
	sent := codes.Sent{Hash: codes.NewSecret("hash"), Key: "here"}
	elsewhere := codes.Sent{Hash: codes.NewSecret("hash"), Key: "elsewhere"}
	for name, tt := range map[string]struct {
		call    flow.Call
		session flow.Session
		err     error
		want    string
		reason  errors.Reason
	}{
		"unreadable":                {flow.Call{Name: flow.CallConnect}, here, errors.Local(errors.BadRecord), "NotSent", errors.BadRecord},
		"connect":                   {flow.Call{Name: flow.CallConnect}, flow.Session{}, nil, "", ""},
		"connect again":             {flow.Call{Name: flow.CallConnect}, here, nil, "", ""},
		"who, nowhere":              {flow.Call{Name: flow.CallWhoAmI}, flow.Session{}, nil, "Nobody", ""},
		"who":                       {flow.Call{Name: flow.CallWhoAmI}, here, nil, "", ""},
		"nowhere":                   {flow.Call{Name: flow.CallLogOut}, flow.Session{}, nil, "NotSent", errors.NotAllowed},
		"with a code":               {flow.Call{Name: flow.CallSignIn, Sent: sent}, here, nil, "", ""},
		"with the code of another":  {flow.Call{Name: flow.CallSignIn, Sent: elsewhere}, here, nil, "Refused", errors.KeyMismatch},
		"cancels another's code":    {flow.Call{Name: flow.CallCancelCode, Sent: elsewhere}, here, nil, "Refused", errors.KeyMismatch},
		"nowhere, with such a code": {flow.Call{Name: flow.CallSignIn, Sent: elsewhere}, flow.Session{}, nil, "NotSent", errors.NotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			answer := Before(tt.call, tt.session, tt.err)
			require.Equal(t, tt.want, nameOf(answer))
			switch a := answer.(type) {
			case flow.NotSent:
				require.ErrorIs(t, a.Err, tt.reason)
			case flow.Refused:
				require.ErrorIs(t, a.Err, tt.reason)
			default:
				require.Empty(t, tt.reason)
			}
		})
	}
}

func TestMisconfigured(t *testing.T) {
	err := Misconfigured("there is no URL")
	require.ErrorIs(t, err, errors.Misconfigured)
	require.True(t, unsentIn(err))
	e, _ := errors.AsType[*errors.Error](err)
	require.Equal(t, "there is no URL", e.Text)
}

func TestRefused(t *testing.T) {
	reasons := map[string]errors.Reason{"WRONG": errors.PhoneCodeInvalid, "SLOW_DOWN": errors.FloodWait, "GONE": errors.SessionRevoked, "FLOOD_WAIT_7": errors.PhoneCodeInvalid}
	for name, tt := range map[string]struct {
		status int
		said   string
		header http.Header
		reason errors.Reason
		class  errors.Class
		wait   time.Duration
	}{
		"known":            {400, "WRONG", nil, errors.PhoneCodeInvalid, errors.Reenter, 0},
		"known, by a 500":  {500, "WRONG", nil, errors.PhoneCodeInvalid, errors.Reenter, 0},
		"known, and lost":  {401, "GONE", nil, errors.SessionRevoked, errors.SessionLost, 0},
		"unknown":          {400, "NEW_ERROR", nil, "NEW_ERROR", errors.Unknown, 0},
		"unknown, 401":     {401, "NEW_ERROR", nil, "NEW_ERROR", errors.Unknown, 0},
		"Telegram's":       {400, "SESSION_PASSWORD_NEEDED", nil, errors.Unnamed, errors.Unknown, 0},
		"Telegram's wait":  {400, "FLOOD_WAIT_86400", nil, errors.Unnamed, errors.Unknown, 0},
		"Telegram's, 500":  {500, "AUTH_RESTART", nil, errors.Unnamed, errors.Transient, 0},
		"Telegram's, 429":  {429, "FLOOD_WAIT_86400", http.Header{"Retry-After": {"7"}}, errors.FloodWait, errors.Wait, 7 * time.Second},
		"known, a number":  {400, "FLOOD_WAIT_7", nil, errors.PhoneCodeInvalid, errors.Reenter, 0},
		"nothing, 401":     {401, "", nil, errors.Unnamed, errors.Unknown, 0},
		"nothing, 503":     {503, "", nil, errors.Unnamed, errors.Transient, 0},
		"unknown, 500":     {500, "NEW_ERROR", nil, "NEW_ERROR", errors.Transient, 0},
		"too often":        {429, "", nil, errors.FloodWait, errors.Wait, 0},
		"too often, named": {400, "SLOW_DOWN", http.Header{"Retry-After": {"7"}}, errors.FloodWait, errors.Wait, 7 * time.Second},
		"too often, until": {429, "", http.Header{
			"Date": {"Sun, 06 Nov 1994 08:49:37 GMT"}, "Retry-After": {"Sun, 06 Nov 1994 08:50:37 GMT"},
		}, errors.FloodWait, errors.Wait, time.Minute},
		"not too often": {400, "WRONG", http.Header{"Retry-After": {"7"}}, errors.PhoneCodeInvalid, errors.Reenter, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := Reply{Status: tt.status, Header: tt.header, request: &Request{Name: "test"}}
			e := r.Refused(tt.said, reasons)
			require.Equal(t, tt.reason, e.Reason)
			require.Equal(t, tt.class, e.Class)
			require.Equal(t, tt.wait, e.Wait)
			require.Equal(t, tt.said, e.Text)
			require.Equal(t, tt.status, e.Code)
			require.Equal(t, "test", e.Method)
		})
	}
}

// One rule for who is not heard: a name refuses, and a 429 does without.
func TestNo(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		said   string
		reason errors.Reason // "": none
	}{
		"a name":             {400, "WRONG", errors.PhoneCodeInvalid},
		"a page":             {401, "", ""},
		"too often, a page":  {429, "", errors.FloodWait},
		"too often, by name": {429, "NEW", errors.FloodWait},
		"a gateway":          {502, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := Reply{Status: tt.status, request: &Request{Name: "test"}}
			err := r.No(tt.said, Reasons(map[errors.Reason]string{errors.PhoneCodeInvalid: "OTHER WRONG"}))
			refusal := Refusal(err)
			require.Equal(t, tt.reason != "", refusal != nil)
			if refusal != nil {
				require.Equal(t, tt.reason, refusal.Reason)
			}
			require.Equal(t, tt.status == 429, IsPassing(refusal))
		})
	}
	require.False(t, IsPassing(nil))
}

func TestFailed(t *testing.T) {
	refused := func(reason errors.Reason) error { return errors.Local(reason) }
	lost := errors.New("lost")
	for name, tt := range map[string]struct {
		err  error
		want flow.Answer
		lost bool
	}{
		"refused":       {refused(errors.PhoneCodeInvalid), flow.Refused{Err: errors.Local(errors.PhoneCodeInvalid)}, false},
		"over":          {refused(errors.SessionRevoked), flow.Refused{Err: errors.Local(errors.SessionRevoked)}, true},
		"no phase":      {&errors.Error{Reason: errors.Unsupported, Text: "STEP"}, flow.Unsupported{Wanted: "STEP"}, false},
		"not sent":      {&UnsentError{lost}, flow.NotSent{Err: &UnsentError{lost}}, false},
		"misconfigured": {Misconfigured("no URL"), flow.NotSent{Err: Misconfigured("no URL")}, false},
		"nobody knows":  {lost, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := Failed(tt.err)
			require.Equal(t, tt.want, answer)
			require.Equal(t, tt.want == nil, err != nil)
			require.Equal(t, tt.lost, IsLost(tt.err))
		})
	}
	require.False(t, IsLost(&UnsentError{errors.Local(errors.SessionRevoked)}), "it was not refused")
}

func TestStanding(t *testing.T) {
	ada := flow.Account{ID: "1"}
	lost := errors.New("lost")
	for name, tt := range map[string]struct {
		err   error
		want  flow.Answer
		stays bool
	}{
		"it stands":    {nil, flow.Authorized{Account: ada}, true},
		"it is over":   {errors.Local(errors.SessionRevoked), flow.Nobody{}, false},
		"refused":      {errors.Local(errors.FloodWait), flow.Refused{Err: errors.Local(errors.FloodWait)}, true},
		"nobody knows": {lost, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			data := kept{Token: "t"}
			answer, err := Standing(&data, ada, tt.err)
			require.Equal(t, tt.want, answer)
			require.Equal(t, tt.want == nil, err != nil)
			require.Equal(t, tt.stays, data.Token != "")
		})
	}
}

func TestPerform(t *testing.T) {
	perform := func(call flow.CallName, s flow.Session, answer flow.Answer, data string) (flow.Answer, flow.Session) {
		answer, s, err := Perform("test", flow.Call{Name: call}, s, func(d *kept) (flow.Answer, error) {
			d.Token += data
			return answer, nil
		})
		require.NoError(t, err)
		return answer, s
	}
	token := func(s flow.Session) string {
		data, err := Open[kept]("test", s)
		require.NoError(t, err)
		return data.Token
	}
	answer, s := perform(flow.CallSendCode, flow.Session{}, flow.Done{}, "x")
	require.Equal(t, NotAllowed(), answer)
	require.Empty(t, s.Fingerprint())
	_, s = perform(flow.CallConnect, s, NotAllowed(), "x")
	require.Empty(t, s.Fingerprint(), "nothing was opened")
	_, first := perform(flow.CallConnect, s, flow.Connected{}, "a")
	require.Equal(t, "a", token(first))
	_, second := perform(flow.CallSendCode, first, flow.Done{}, "b")
	require.Equal(t, "ab", token(second))
	require.Equal(t, first.Fingerprint(), second.Fingerprint())
	answer, same := perform(flow.CallConnect, second, NotAllowed(), "c")
	require.Equal(t, flow.Connected{}, answer, "there is a session, and nobody is asked for another")
	require.Equal(t, second.Bytes(), same.Bytes())
	require.Equal(t, second.Fingerprint(), same.Fingerprint())
}

// What a person can give in a call is a secret in its errors.
func TestSecrets(t *testing.T) {
	given := map[string]codes.Secret{}
	for _, name := range []string{"code", "password", "token", "hash"} {
		given[name] = codes.NewSecret("the " + name)
	}
	who, err := codes.Name("who")
	require.NoError(t, err)
	earlier, err := codes.Name("earlier")
	require.NoError(t, err)
	all := Secrets(flow.Call{
		Code: given["code"], Password: given["password"], Token: given["token"],
		To: who, Sent: codes.Sent{Hash: given["hash"], To: earlier},
	}, "other")
	text := "the code, the password, the token, the hash, who, earlier, other"
	require.Equal(t, "..., ..., ..., ..., ..., ..., ...", hide(text, all))
}

func TestRetryAfter(t *testing.T) {
	const now = "Sun, 06 Nov 1994 08:49:37 GMT"
	for text, want := range map[string]time.Duration{
		"":                               0,
		"0":                              0,
		"-1":                             0,
		"120":                            2 * time.Minute,
		"2147483647":                     maxWait,
		"2147483648":                     maxWait,
		"99999999999999999999":           maxWait,
		"-99999999999999999999":          0,
		"1.5":                            0,
		"soon":                           0,
		now:                              0,
		"Sun, 06 Nov 1994 08:49:36 GMT":  0,
		"Sun, 06 Nov 1994 08:49:38 GMT":  time.Second,
		"Sunday, 06-Nov-94 08:50:37 GMT": time.Minute, // RFC 850
		"Sun Nov  6 08:50:37 1994":       time.Minute, // ANSI C's asctime
		"Fri, 06 Nov 2094 08:49:37 GMT":  maxWait,
	} {
		r := Reply{Header: http.Header{"Retry-After": {text}, "Date": {now}}}
		require.Equal(t, want, r.retryAfter(), "%q", text)
	}
	undated := Reply{Header: http.Header{"Retry-After": {"Sun, 06 Nov 1994 08:50:37 GMT"}}}
	require.Zero(t, undated.retryAfter(), "compared with a clock of ours, it could be anything")
}

func TestRefusalsShowNoSecret(t *testing.T) {
	const short, long, number = "Horse", "Horse-Battery", "+9996620001"
	leak.Secret(leak.Password, short)
	leak.Secret(leak.Token, long)
	leak.Secret(leak.Phone, number)
	r := Reply{Status: 400, request: &Request{Name: "test", Secrets: []codes.Secret{
		{}, codes.NewSecret(short), codes.NewSecret(long), codes.NewSecret(number),
	}}}
	for said, want := range map[string]string{
		"NO_USER Horse":                      "NO_USER ...",
		"bad token Horse-Battery":            "bad token ...",
		"9996620001 is blocked":              "... is blocked",
		"+9996620001 is blocked":             "... is blocked",
		"Horse Horse-Battery +9996620001":    "... ... ...",
		"nothing":                            "nothing",
		"9996620001HorseHorse-BatteryHorse-": "............-",
		"HORSE, horse-battery":               "..., ...",
	} {
		e := r.Refused(said, nil)
		leak.Saw(t, e)
		require.Equal(t, want, e.Text)
	}
}

// However a server writes what was typed.
func TestHide(t *testing.T) {
	for name, tt := range map[string]struct{ secret, text, want string }{
		"without its space":           {" Horse ", "'Horse' is bad", "'...' is bad"},
		"a number, without both":      {" +9996620001", "9996620001", "..."},
		"a number, without its space": {" +9996620001", "+9996620001", "..."},
		"in HTML":                     {`a&"<b>'`, "is a&amp;&#34;&lt;b&gt;&#39; right?", "is ... right?"},
		"in HTML, by others":          {`a&"b`, "is a&amp;&quot;b right?", "is ... right?"},
		"in JSON":                     {"a\"b\\", `is "a\"b\\" right?`, `is "..." right?`},
		"in JSON, as Go has it":       {"<b>", `is "\u003cb\u003e" right?`, `is "..." right?`},
		"in capitals":                 {"ada.lovelace", "ADA.Lovelace and Ada", "... and Ada"},
		"in long capitals":            {"K\u0130m", "K\u0130m, \u212aim", "..., ..."},
		"after what grows":            {"horse", "\u0130\u1e9eHORSE\u0130 \u212a", "\u0130\u1e9e...\u0130 \u212a"},
		"no UTF-8, in the secret":     {"a\xffb", "a\ufffdb", "..."},
		"no UTF-8, in the text":       {"horse", "\xff\xfeHorse", "\ufffd\ufffd..."},
		"its own dots":                {".", "a.b", "a...b"},
		"in quotes":                   {`"b"`, `is \"b\" right?`, "is ... right?"},
		"nothing":                     {"", "a b", "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, hide(tt.text, []codes.Secret{codes.NewSecret(tt.secret)}))
		})
	}
	const as = 1 << 18
	require.Equal(t, strings.Repeat("...", as), hide(strings.Repeat("A", as), []codes.Secret{codes.NewSecret("a")}))
}

func FuzzHide(f *testing.F) {
	f.Add("Horse's \xff\u0130 HORSE", "horse", " \u212a")
	f.Fuzz(func(t *testing.T, text, first, second string) {
		hidden := hide(text, []codes.Secret{codes.NewSecret(first), codes.NewSecret(second)})
		for _, value := range []string{first, second} {
			if value = fold(strings.TrimSpace(value)); value != "" && !strings.Contains(value, ".") {
				left := strings.ReplaceAll(fold(hidden), "...", ".")
				require.NotContains(t, left, value)
			}
		}
	})
}
