package main

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }

const (
	ada   = "+9996620001" // a code signs in
	grace = "+9996620002" // a password, too
	nova  = "+9996620003" // no account yet
	lin   = "+9996620004" // a code by e-mail
	mei   = "+9996620005" // an e-mail address is to be set up first
	tam   = "+9996620006" // a code by e-mail, and none without it for a week
	kit   = "+9996620007" // a password that is removed at once
	pay   = "+9996620008" // something to be paid first
)

func accounts() []mtprototest.Account {
	return []mtprototest.Account{
		{Phone: ada, FirstName: "Ada", Next: codes.SMS, ResendAfter: time.Minute, FutureTokens: true},
		{
			Phone: grace, FirstName: "Grace", Password: "pass word", Hint: "<b>pet",
			RecoveryEmail: "grace@example.com", RecoveryCode: "765432", ResetWait: time.Hour, DeleteWait: time.Hour,
		},
		{Phone: nova, Unregistered: true, Terms: "Be kind.", TermsID: "t1", MinAge: 16, TermsPopup: true},
		{Phone: lin, FirstName: "Lin", Email: "lin@example.com", EmailCode: "765432", EmailReset: true},
		{Phone: mei, FirstName: "Mei", EmailRequired: true, EmailCode: "765432", OtherwiseReloginDays: 3},
		{Phone: tam, FirstName: "Tam", Email: "tam@example.com", EmailCode: "765432", EmailReset: true, EmailResetPeriod: week + time.Hour},
		{Phone: kit, FirstName: "Kit", Password: "pass word"},
		{Phone: pay, FirstName: "Pay", Payment: &fake.Payment{Product: "<b>code", Currency: "EUR", Amount: 199, SupportEmail: "help@example.com", SupportSubject: "<i>"}},
	}
}

// serveSite serves a site that signs in to srv.
func serveSite(t *testing.T, srv *mtprototest.Server) (*site, *httptest.Server) {
	t.Helper()
	leak.Server(t, srv.Server, accounts()...)
	s := &site{
		driver: leak.Driver(t, &flow.Driver{Transport: srv.Transport(), Store: &flow.MemoryStore{}}),
		log:    leak.Logger(t),
	}
	ts := httptest.NewServer(s.handler())
	t.Cleanup(ts.Close)
	return s, ts
}

// shownToken is where a page shows a login token on purpose.
var shownToken = regexp.MustCompile(`tg://login\?token=[\w-]+`)

// A browser keeps cookies and follows redirects.
type browser struct {
	t   *testing.T
	url string
	http.Client
}

func open(t *testing.T, ts *httptest.Server) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	b := &browser{t, ts.URL, *ts.Client()}
	b.Jar = jar
	status, body := b.get()
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, `action="/number"`)
	return b
}

// do returns the status and the body of the page that the browser ends on.
func (b *browser) do(r *http.Request) (int, string) {
	resp, err := b.Do(r)
	if err != nil {
		b.t.Error(err)
		return 0, ""
	}
	body, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		b.t.Error(err)
	}
	leak.Saw(b.t, shownToken.ReplaceAllString(string(body), ""))
	return resp.StatusCode, string(body)
}

func (b *browser) get() (int, string) {
	r, _ := http.NewRequest(http.MethodGet, b.url+"/", nil)
	return b.do(r)
}

// post sends a form, given as in "code=22222", as the site's own page does.
func (b *browser) post(path, form string) (int, string) {
	return b.postFrom("same-origin", path, form)
}

func (b *browser) postFrom(site, path, form string) (int, string) {
	r, _ := http.NewRequest(http.MethodPost, b.url+path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", site)
	return b.do(r)
}

// cookie returns the value of the browser's only cookie.
func (b *browser) cookie() string {
	u, _ := url.Parse(b.url)
	cookies := b.Jar.Cookies(u)
	require.Len(b.t, cookies, 1)
	return cookies[0].Value
}

func form(name, value string) string { return url.Values{name: {value}}.Encode() }

// says returns the words of a page that says why an input was refused.
func says(r errors.Reason) string {
	var b strings.Builder
	_ = template.Must(template.New("").Parse("{{.}}")).Execute(&b, errors.Local(r).Advice())
	return b.String()
}

// A visit is what a person sends and what they see then.
type visit struct {
	path, form string
	status     int
	sees       string
}

// visits sends forms one after the other from one browser.
func visits(b *browser, all []visit) {
	b.t.Helper()
	for i, v := range all {
		status, body := b.post(v.path, v.form)
		what := fmt.Sprintf("%d: %s\n%s", i, v.path, body)
		require.Equal(b.t, v.status, status, what)
		require.Contains(b.t, body, v.sees, what)
	}
}

func TestSignIn(t *testing.T) {
	for _, tt := range []struct {
		name     string
		visits   []visit
		signedIn int
	}{
		{"number, code", []visit{
			{"/number", form("number", "+999 66 2 0001"), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Signed in as <bdi>Ada"},
		}, 1},
		{"number, code, password", []visit{
			{"/number", form("number", grace), 200, "It has 5 digits"},
			{"/code", form("code", "22222"), 200, "Hint: <bdi>&lt;b&gt;pet</bdi>"},
			{"/password", form("password", "pass word"), 200, "Signed in as <bdi>Grace"},
		}, 1},
		{"everything mistyped once", []visit{
			{"/number", form("number", "nonsense"), 422, says(errors.PhoneNumberInvalid)},
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "123"), 422, says(errors.CodeLength)},
			{"/code", form("code", "11111"), 422, says(errors.PhoneCodeInvalid)},
			{"/code", form("code", "11111"), 422, says(errors.CodeRepeated)},
			{"/code", form("code", "22222"), 200, `action="/password"`},
			{"/password", form("password", "password"), 422, says(errors.PasswordHashInvalid)},
			{"/password", form("password", "pass word"), 200, "Signed in as <bdi>Grace"},
		}, 1},
		{"registration", []visit{
			{"/number", form("number", nova), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Please read these terms of service"},
			{"/terms", form("terms", ""), 422, "Be kind."},
			{"/register", "first=Nova&last=Nine", 422, says(errors.TermsNotAccepted)},
			{"/terms", form("terms", "t0"), 422, "I am at least 16 years old"},
			{"/terms", form("terms", "t1"), 200, `action="/register"`},
			{"/register", "first=+&last=Nine", 422, `action="/register"`},
			{"/register", "first=Nova&last=Nine", 200, "Signed in as <bdi>Nova Nine"},
		}, 1},
		{"code by e-mail", []visit{
			{"/number", form("number", lin), 200, "It goes to <bdi>l***@e***.com</bdi>. It has 6 digits."},
			{"/email-code", form("code", "765433"), 422, says(errors.CodeInvalid)},
			{"/resend", "", 200, `action="/email-code"`},
			{"/email-code", form("code", "765432"), 200, "Signed in as <bdi>Lin"},
		}, 1},
		{"without the login e-mail", []visit{
			{"/number", form("number", lin), 200, "Sign in without this e-mail"},
			{"/email-reset", "", 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Signed in as <bdi>Lin"},
		}, 1},
		{"without the login e-mail, later", []visit{
			{"/number", form("number", tam), 200, "That takes 7 days 1 hour: come back then."},
			{"/email-reset", "", 200, `you can sign in without this e-mail`},
			{"/email-code", form("code", "765432"), 200, "Signed in as <bdi>Tam"},
		}, 1},
		{"login e-mail set up", []visit{
			{"/number", form("number", mei), 200, `action="/email"`},
			{"/email", form("email", "mei"), 422, says(errors.EmailInvalid)},
			{"/email", form("email", "me@example.com"), 200, "<bdi>m***@e***.com</bdi>"},
			{"/email", form("email", "mei@example.org"), 200, "<bdi>m***@e***.org</bdi>"},
			{"/email-reset", "", 409, `action="/email-code"`},
			{"/email-code", form("code", "765432"), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "only after 3 days"},
		}, 1},
		{"password recovered", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/recover"`},
			{"/recover", "", 200, "<bdi>g***@e***.com</bdi>"},
			{"/recover", "", 200, `action="/new-password"`},
			{"/new-password", "code=765433&password=another&again=another&hint=none", 422, says(errors.CodeInvalid)},
			{"/new-password", "code=765432&password=", 200, "It was right"},
			{"/new-password", "code=765432&password=another&again=anotter", 422, adviceTwice},
			{"/new-password", "code=765432&password=another", 422, `action="/new-password"`},
			{"/new-password", "code=765432&password=another&again=another&hint=another", 422, says(errors.NewSettingsInvalid)},
			{"/new-password", "code=765432&password=another&again=another&hint=none", 200, "Signed in as <bdi>Grace"},
			{"/logout", "", 200, `action="/number"`},
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Hint: <bdi>none"},
			{"/password", form("password", "another"), 200, "Signed in"},
		}, 1},
		{"password given up", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/recover"`},
			{"/recover", "", 200, "left without a password"},
			{"/no-password", form("code", "765433"), 422, says(errors.CodeInvalid)},
			{"/no-password", form("code", "765432"), 200, notices["no-password"]},
			{"/logout", "", 200, `action="/number"`},
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Signed in as <bdi>Grace"},
		}, 1},
		{"password removed at once", []visit{
			{"/number", form("number", kit), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/password-reset"`},
			{"/password-reset", "", 200, notices["no-password"]},
			{"/number", form("number", kit), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Signed in as <bdi>Kit"},
		}, 1},
		{"password removed at once, while signed in", []visit{
			{"/number", form("number", kit), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/password"`},
			{"/password", form("password", "pass word"), 200, "This is for an account with a password."},
			{"/password-reset", "", 200, notices["no-password"]},
		}, 1},
		{"password remembered", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/recover"`},
			{"/recover", "", 200, `action="/new-password"`},
			{"/password", form("password", "pass word"), 200, "Signed in"},
		}, 1},
		{"password to be removed, and kept", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/password-reset"`},
			{"/password-reset", "", 200, `The password can be removed from <time datetime="20`},
			{"/password-reset", "", 429, `action="/password-keep"`},
			{"/password-keep", "", 200, `action="/password-reset"`},
			{"/password", form("password", "pass word"), 200, "Signed in"},
		}, 1},
		{"password to be removed, while signed in", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/password"`},
			{"/password", form("password", "pass word"), 200, `action="/password-reset"`},
			{"/password-reset", "", 200, `The password can be removed from <time datetime="20`},
			{"/password-keep", "", 200, "Signed in as <bdi>Grace"},
		}, 1},
		{"deleted", []visit{
			{"/number", form("number", ada), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Type “DELETE MY ACCOUNT”"},
			{"/delete", form("confirm", "yes"), 422, says(errors.NotConfirmed)},
			{"/delete", form("confirm", flow.DeleteMyAccount), 200, notices["deleted"]},
			{"/number", form("number", ada), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "has no account yet"},
		}, 0},
		{"deleted with the password only", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/delete"`},
			{"/delete", form("confirm", flow.DeleteMyAccount), 429, `action="/password"`},
			{"/delete", form("confirm", flow.DeleteMyAccount) + "&password=wrong", 422, says(errors.PasswordHashInvalid)},
			{"/delete", form("confirm", flow.DeleteMyAccount) + "&password=pass+word", 200, notices["deleted"]},
		}, 0},
		{"to be deleted, and signed in for now", []visit{
			{"/number", form("number", grace), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, `action="/delete"`},
			{"/delete", form("confirm", flow.DeleteMyAccount), 429, `It can be done from <time datetime="20`},
			{"/password", form("password", "pass word"), 200, `It can be done from <time datetime="20`},
		}, 1},
		{"another code, too early", []visit{
			{"/number", form("number", ada), 200, `<time datetime="20`},
			{"/resend", "", 429, " after 20"},
			{"/code", form("code", "22222"), 200, "Signed in as <bdi>Ada"},
		}, 1},
		{"what does not belong here", []visit{
			{"/code", form("code", "22222"), 409, says(errors.NotAllowed)},
			{"/logout", "", 409, `action="/number"`},
			{"/number", form("number", ada), 200, `action="/code"`},
			{"/password", form("password", "pass word"), 409, `action="/code"`},
		}, 0},
		{"cancelled and begun again", []visit{
			{"/number", form("number", ada), 200, `action="/cancel"`},
			{"/cancel", "", 200, `action="/number"`},
			{"/number", form("number", grace), 200, `action="/code"`},
		}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, accounts()...)
			_, ts := serveSite(t, srv)
			visits(open(t, ts), tt.visits)
			require.Len(t, srv.SignedIn(), tt.signedIn)
		})
	}
}

// What the server called expired leads back to the number; so does a code that
// nobody has entered for too long.
func TestExpired(t *testing.T) {
	t.Run("by the server", func(t *testing.T) {
		srv := mtprototest.New(t, accounts()...)
		_, ts := serveSite(t, srv)
		b := open(t, ts)
		srv.Refuse("auth.signIn", 400, "PHONE_CODE_EXPIRED")
		visits(b, []visit{
			{"/number", form("number", ada), 200, `action="/code"`},
			{"/code", form("code", "22222"), 422, says(errors.PhoneCodeExpired)},
		})
		_, body := b.get()
		require.Contains(t, body, says(errors.PhoneCodeExpired), "a reload says so, too")
		require.Contains(t, body, `action="/number"`)
	})
	t.Run("by the clock", func(t *testing.T) {
		srv := mtprototest.New(t, accounts()...)
		s, ts := serveSite(t, srv)
		var clock sync.Mutex
		now := time.Now()
		s.driver.Now = func() time.Time { clock.Lock(); defer clock.Unlock(); return now }
		b := open(t, ts)
		visits(b, []visit{{"/number", form("number", ada), 200, `action="/code"`}})
		clock.Lock()
		now = now.Add(flow.DefaultCodeLife + time.Second)
		clock.Unlock()
		_, body := b.get()
		require.Contains(t, body, `action="/number"`)
		visits(b, []visit{
			{"/code", form("code", "22222"), 422, says(errors.Expired)},
			{"/number", form("number", ada), 200, `action="/code"`},
			{"/code", form("code", "22222"), 200, "Signed in"},
		})
	})
}

func TestFlood(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FloodWait: time.Hour})
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	for range 2 { // by the server, then by stepin
		before := time.Now().Add(-time.Minute)
		resp, err := b.PostForm(ts.URL+"/number", url.Values{"number": {ada}})
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
		at, err := http.ParseTime(resp.Header.Get("Retry-After"))
		require.NoError(t, err)
		require.True(t, at.After(before.Add(time.Hour)))
	}
	require.Equal(t, 1, srv.Calls()["auth.sendCode"])
}

// idOf returns the id of a browser's login.
func (s *site) idOf(b *browser) string {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(&http.Cookie{Name: plainCookie, Value: b.cookie()})
	return s.loginID(r)
}

// While the code of one tab is being examined, another tab's is refused.
func TestTwoTabsOneWaits(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	arrived, release := make(chan struct{}), make(chan struct{})
	srv.Before = func(method string, _ int) fake.Fault {
		if method != "auth.signIn" {
			return fake.Fault{}
		}
		close(arrived)
		return fake.Fault{DelayBefore: release}
	}
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/number", form("number", grace), 200, `action="/code"`}})

	first := make(chan int, 1)
	go func() {
		status, _ := b.post("/code", form("code", "22222"))
		first <- status
	}()
	<-arrived
	status, body := b.post("/code", form("code", "22222"))
	require.Equal(t, http.StatusConflict, status)
	require.Contains(t, body, adviceWait)
	require.NotContains(t, body, "<form", "nobody is asked for what may be accepted")
	resp, err := b.Get(ts.URL + "/")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, "2; url=/", resp.Header.Get("Refresh"), "the browser looks again")
	close(release)
	require.Equal(t, http.StatusOK, <-first)

	_, body = b.get()
	require.Contains(t, body, `action="/password"`)
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
}

// Of many tabs that send the same code at the same time, one gets through.
func TestManyTabs(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/number", form("number", grace), 200, `action="/code"`}})

	const tabs = 8
	statuses := make(chan int, tabs)
	var wg sync.WaitGroup
	for range tabs {
		wg.Go(func() {
			status, _ := b.post("/code", form("code", "22222"))
			statuses <- status
		})
	}
	wg.Wait()
	close(statuses)
	count := map[int]int{}
	for status := range statuses {
		count[status]++
	}
	require.Equal(t, map[int]int{http.StatusOK: 1, http.StatusConflict: tabs - 1}, count)
	for what, times := range srv.Examined() {
		require.Equal(t, 1, times, what)
	}
	visits(b, []visit{{"/password", form("password", "pass word"), 200, "Signed in"}})
}

// A browser that goes away while a code is being sent does not cost a second
// one.
func TestBrowserGoesAway(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	ctx, cancel := context.WithCancel(t.Context())
	srv.Before = func(method string, _ int) fake.Fault {
		if method == "auth.sendCode" {
			cancel()
		}
		return fake.Fault{}
	}
	s, ts := serveSite(t, srv)
	b := open(t, ts)
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/number", strings.NewReader(form("number", ada)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: plainCookie, Value: b.cookie()})
	s.handler().ServeHTTP(httptest.NewRecorder(), r)
	require.Error(t, ctx.Err())

	_, body := b.get()
	require.Contains(t, body, `action="/code"`)
	require.Len(t, srv.Inbox(ada), 1)
	require.Equal(t, 1, srv.Calls()["auth.sendCode"])
}

// An answer that was lost is found out about before anybody is asked again.
func TestLostAnswer(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	srv.Inject(fake.Fault{Method: "auth.signIn", LoseAfter: true, Disconnect: true}, fake.Fault{Method: "users.getUsers", Disconnect: true})
	visits(b, []visit{{"/number", form("number", grace), 200, `action="/code"`}})
	status, body := b.post("/code", form("code", "22222"))
	require.Equal(t, http.StatusBadGateway, status, body)
	require.Contains(t, body, says(errors.Unanswered))
	require.NotContains(t, body, "<form")
	_, body = b.get()
	require.Contains(t, body, `action="/password"`)
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
	require.Zero(t, srv.Faults())
}

func TestServerDown(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	srv.Close()
	visits(open(t, ts), []visit{{"/number", form("number", ada), 502, says(errors.NotSent)}})
}

func TestCrossOrigin(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	for path := range answers {
		for _, from := range []string{"cross-site", "same-site"} {
			status, _ := b.postFrom(from, path, form("number", ada))
			require.Equal(t, http.StatusForbidden, status, path)
		}
		r, _ := http.NewRequest(http.MethodPost, ts.URL+path, strings.NewReader(form("number", ada)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://elsewhere.example") // a browser without Sec-Fetch-Site
		status, _ := b.do(r)
		require.Equal(t, http.StatusForbidden, status, path)
	}
	require.Empty(t, srv.Calls())
}

// Another browser has another login; and knowing a login's id, which is in the
// log and in the store, is not having its cookie.
func TestAnotherBrowser(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	s, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/number", form("number", grace), 200, `action="/code"`}})

	u, _ := url.Parse(ts.URL)
	for _, cookie := range []string{"", s.idOf(b), strings.ToLower(b.cookie())} {
		other := open(t, ts)
		require.NotEqual(t, b.cookie(), other.cookie())
		if cookie != "" {
			other.Jar.SetCookies(u, []*http.Cookie{{Name: plainCookie, Value: cookie, Path: "/"}})
		}
		_, body := other.get()
		require.Contains(t, body, `action="/number"`)
		require.NotContains(t, body, "0002")
		visits(other, []visit{
			{"/code", form("code", "22222"), 409, `action="/number"`},
			{"/cancel", "", 200, `action="/number"`},
		})
	}
	require.Empty(t, srv.Examined())
	visits(b, []visit{{"/code", form("code", "22222"), 200, `action="/password"`}})
}

func TestWithoutCookie(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	b.Jar = nil
	visits(b, []visit{{"/number", form("number", ada), 409, "Allow cookies"}})
	require.Empty(t, srv.Calls())
}

func TestLogOut(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	s, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{
		{"/number", form("number", ada), 200, `action="/code"`},
		{"/code", form("code", "22222"), 200, `action="/logout"`},
		{"/number", form("number", grace), 409, "Signed in as <bdi>Ada"},
	})
	visits(b, []visit{{"/logout", "", 200, `action="/number"`}})
	require.Empty(t, srv.SignedIn())
	kept, err := s.driver.Load(t.Context(), s.idOf(b))
	require.NoError(t, err)
	require.Equal(t, flow.WaitPhoneNumber, kept.State.Phase, "it is forgotten")
	require.True(t, kept.State.Identifier.IsZero())
	require.Empty(t, kept.Session.Bytes())
	require.NotEmpty(t, kept.State.FutureTokens, "but for these")
	visits(b, []visit{{"/number", form("number", ada), 200, "Signed in as <bdi>Ada"}})
}

// What a form has done is said once, in words of the site's own.
func TestDone(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{
		{"/number", form("number", ada), 200, `action="/code"`},
		{"/code", form("code", "22222"), 200, `action="/delete"`},
		{"/delete", form("confirm", flow.DeleteMyAccount), 200, notices["deleted"]},
	})
	_, body := b.get()
	require.NotContains(t, body, `role="status"`)
	u, _ := url.Parse(ts.URL)
	b.Jar.SetCookies(u, []*http.Cookie{{Name: plainCookie + doneSuffix, Value: "planted", Path: "/"}})
	_, body = b.get()
	require.NotContains(t, body, "planted")
	require.NotContains(t, body, `role="status"`)
}

func TestPeriod(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"7 days":                    week,
		"1 day 1 hour":              25 * time.Hour,
		"2 days":                    48*time.Hour - time.Second,
		"2 hours":                   2 * time.Hour,
		"1 minute":                  time.Second,
		"3 days 2 hours 20 minutes": 74*time.Hour + 20*time.Minute,
	} {
		require.Equal(t, want, period(d))
	}
}

// A session that was ended elsewhere is told of, and a number begins anew.
func TestRevoked(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{
		{"/number", form("number", ada), 200, `action="/code"`},
		{"/code", form("code", "22222"), 200, `action="/logout"`},
	})
	require.True(t, srv.RevokeSession(srv.Key("key1")))
	visits(b, []visit{
		{"/logout", "", 200, `action="/number"`},
		{"/number", form("number", grace), 200, `action="/code"`},
	})
}

func TestFailedBeginsAnew(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	s, ts := serveSite(t, srv)
	core, logged := observer.New(zap.ErrorLevel)
	s.log = zap.New(core)
	b := open(t, ts)
	srv.Refuse("auth.sendCode", 400, "API_ID_INVALID")
	visits(b, []visit{{"/number", form("number", ada), 500, says(errors.APIIDInvalid)}})
	require.Equal(t, 1, logged.Len(), "the operator must know")
	_, body := b.get()
	require.Contains(t, body, `action="/number"`)
	visits(b, []visit{
		{"/number", form("number", ada), 200, `action="/code"`},
		{"/code", form("code", "22222"), 200, "Signed in"},
	})
}

// A failing store is the operator's to know and nobody else's.
func TestStoreFails(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	s, ts := serveSite(t, srv)
	core, logged := observer.New(zap.ErrorLevel)
	s.log = zap.New(core)
	b := open(t, ts)
	s.driver.Store = badStore{}
	visits(b, []visit{{"/number", form("number", ada), 500, adviceOurs}})
	status, body := b.get()
	require.Equal(t, http.StatusInternalServerError, status)
	require.NotContains(t, body, "disk")
	require.Equal(t, 2, logged.FilterField(zap.Error(errDisk)).Len())
}

var errDisk = errors.New("the disk is full")

type badStore struct{}

func (badStore) Load(context.Context, string) ([]byte, uint64, error) { return nil, 0, errDisk }
func (badStore) Save(context.Context, string, uint64, []byte) error   { return errDisk }

// A step that another request has taken meanwhile is a conflict, and no more the
// operator's business than what a person mistyped is.
func TestRefusal(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
	}{
		{errors.Local(errors.Busy), http.StatusConflict},
		{errors.Local(errors.Conflict), http.StatusConflict},
		{errors.Local(errors.InDoubt), http.StatusConflict},
		{errors.Local(errors.TooEarly), http.StatusTooManyRequests},
		{errors.Local(errors.CodeEmpty), http.StatusUnprocessableEntity},
		{errors.Local(errors.Unanswered), http.StatusBadGateway},
		{errors.Local(errors.BadRecord), http.StatusInternalServerError},
		{context.Canceled, http.StatusInternalServerError},
	} {
		require.Equal(t, tt.status, new(site).refusal(httptest.NewRecorder(), tt.err), tt.err)
	}
}

func TestRequests(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	status, _ := b.post("/number", form("number", strings.Repeat("1", maxForm)))
	require.Equal(t, http.StatusRequestEntityTooLarge, status)
	status, _ = b.post("/number", "number=%zz")
	require.Equal(t, http.StatusBadRequest, status)
	status, _ = b.post("/number?"+form("number", ada), "")
	require.Equal(t, http.StatusUnprocessableEntity, status, "what is in the URL is not read")
	status, _ = b.post("/", "")
	require.Equal(t, http.StatusMethodNotAllowed, status)
	require.Empty(t, srv.Calls())

	for path := range answers {
		resp, err := b.Get(ts.URL + path)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, "/", resp.Request.URL.Path, path)
		require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
		require.Contains(t, resp.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
	}
}

// The page's style is the site's own, and a browser may use it.
func TestStyle(t *testing.T) {
	_, ts := serveSite(t, mtprototest.New(t, accounts()...))
	b := open(t, ts)
	_, body := b.get()
	require.Contains(t, body, `<link rel="stylesheet" href="/style.css">`)
	resp, err := b.Get(ts.URL + "/style.css")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, "text/css; charset=utf-8", resp.Header.Get("Content-Type"))
	require.Contains(t, resp.Header.Get("Content-Security-Policy"), "style-src 'self'")
}

func TestCookie(t *testing.T) {
	for _, tt := range []struct {
		name   string
		serve  func(http.Handler) *httptest.Server
		proxy  bool
		cookie string
	}{
		{"http", httptest.NewServer, false, plainCookie},
		{"https", httptest.NewTLSServer, false, hostCookie},
		{"https at a proxy", httptest.NewServer, true, hostCookie},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &site{driver: &flow.Driver{}, behindTLS: tt.proxy}
			ts := tt.serve(s.handler())
			t.Cleanup(ts.Close)
			values := map[string]bool{}
			for range 2 {
				resp, err := ts.Client().Get(ts.URL)
				require.NoError(t, err)
				require.NoError(t, resp.Body.Close())
				require.Len(t, resp.Cookies(), 1)
				c := resp.Cookies()[0]
				require.Equal(t, tt.cookie, c.Name)
				require.Equal(t, tt.cookie == hostCookie, c.Secure)
				require.True(t, c.HttpOnly)
				require.Equal(t, http.SameSiteLaxMode, c.SameSite)
				require.Equal(t, "/", c.Path)
				require.Empty(t, c.Domain)
				require.GreaterOrEqual(t, len(c.Value), 26)
				values[c.Value] = true
			}
			require.Len(t, values, 2)
		})
	}
}

// No URL holds what was typed or the cookie. Pages and log are searched for all of
// that in every test.
func TestSecrets(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	leak.Secret(leak.Token, b.cookie())
	var urls []string
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		urls = append(urls, r.URL.String())
		return nil
	}
	visits(b, []visit{
		{"/number", form("number", grace), 200, ""},
		{"/code", form("code", "11111"), 422, ""},
		{"/code", form("code", "22222"), 200, ""},
		{"/password", form("password", "wrong one"), 422, ""},
		{"/password", form("password", "pass word"), 200, "Signed in"},
	})
	require.NotEmpty(t, urls)
	leak.Saw(t, strings.Join(urls, "\n"))
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.Equal(t, 0, run(t.Context(), []string{"-h"}, &out))
	require.Equal(t, 2, run(t.Context(), []string{"extra"}, &out))
	require.Equal(t, 1, run(t.Context(), []string{"-port", "65536"}, &out))

	ctx, stop := context.WithCancel(t.Context())
	said, stderr := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"-port", "0"}, stderr)
		_ = stderr.Close()
	}()
	var text strings.Builder
	for !strings.Contains(text.String(), "in a browser") {
		chunk := make([]byte, 1024)
		n, err := said.Read(chunk)
		require.NoError(t, err, text.String())
		text.Write(chunk[:n])
	}
	_, rest, _ := strings.Cut(text.String(), "Open ")
	site, _, _ := strings.Cut(rest, " ")
	require.True(t, strings.HasPrefix(site, "http://127.0.0.1:"), site)
	go func() { _, _ = io.Copy(io.Discard, said) }()
	resp, err := http.Get(site)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	http.DefaultClient.CloseIdleConnections()
	require.Equal(t, http.StatusOK, resp.StatusCode)
	stop()
	require.Equal(t, 0, <-status)
}
