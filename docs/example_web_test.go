package docs_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/qr"
	"github.com/stepin-go/stepin/transport/fake"
)

// begin handler
func handler(d *flow.Driver) http.Handler {
	mux := http.NewServeMux()
	for path, input := range map[string]func(form url.Values) flow.Input{
		"/number":   func(f url.Values) flow.Input { return flow.PhoneNumber(f.Get("number")) },
		"/code":     func(f url.Values) flow.Input { return flow.Code(f.Get("code")) },
		"/resend":   func(url.Values) flow.Input { return flow.Resend() },
		"/password": func(f url.Values) flow.Input { return flow.Password(f.Get("password")) },
		"/qr":       func(url.Values) flow.Input { return flow.RequestQRCode() },
		"/cancel":   func(url.Values) flow.Input { return flow.Cancel() },
	} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			// A browser that goes away does not take back what it has sent.
			ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), time.Minute)
			defer cancel()
			id := loginID(w, r)
			if err := r.ParseForm(); err != nil {
				http.Error(w, "This form cannot be read.", http.StatusBadRequest)
				return
			}
			state, err := d.Do(ctx, id, input(r.PostForm))
			if state.Over() {
				_ = d.Forget(ctx, id) // makes room for another login; what was wrong is in err
			}
			respond(w, state, err)
		})
	}
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		state, err := d.Resume(r.Context(), loginID(w, r)) // settles what was left open
		respond(w, state, err)
	})
	mux.HandleFunc("GET /qr.png", picture(d))
	mux.HandleFunc("POST /wait", wait(d))
	return http.NewCrossOriginProtection().Handler(http.MaxBytesHandler(mux, 16<<10))
}

// end handler

func respond(w http.ResponseWriter, state flow.State, err error) {
	refusal, isRefusal := errors.AsType[*errors.Error](err)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	switch {
	case err == nil:
	case !isRefusal: // the store's trouble, or our own: log it
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	case errors.Is(err, errors.Busy), errors.Is(err, errors.Conflict):
		w.WriteHeader(http.StatusConflict) // another request was there first
	case refusal.Class == errors.Wait:
		if !refusal.RetryAt.IsZero() {
			w.Header().Set("Retry-After", refusal.RetryAt.UTC().Format(http.TimeFormat))
		}
		w.WriteHeader(http.StatusTooManyRequests)
	default:
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	view := struct {
		State  flow.State `json:"state"` // as flow.View: masked, no hash, no key
		Advice string     `json:"advice,omitempty"`
	}{State: state}
	if isRefusal {
		view.Advice = refusal.Advice()
	}
	_ = json.NewEncoder(w).Encode(view)
}

// begin login-id
// loginID returns the id of the browser's login. The cookie is its key; ids are
// in logs and in the store, so the id is a digest of it.
func loginID(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie("login")
	if err != nil || cookie.Value == "" {
		cookie = &http.Cookie{
			Name: "login", Value: rand.Text(), Path: "/",
			HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
		}
		http.SetCookie(w, cookie)
	}
	sum := sha256.Sum256([]byte(cookie.Value))
	return hex.EncodeToString(sum[:])
}

// end login-id

// begin qr
// picture is the QR code that another device is to scan.
func picture(d *flow.Driver) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		state, err := d.Look(r.Context(), loginID(w, r))
		url := state.LoginToken.URL()
		if err != nil || url == "" {
			http.NotFound(w, r)
			return
		}
		drawn, err := qr.PNG(url, 6)
		if err != nil {
			http.Error(w, "There is no picture of this.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(drawn)
	}
}

// wait answers once something has happened, and after 25 seconds in any case.
func wait(d *flow.Driver) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 25*time.Second)
		defer cancel()
		id := loginID(w, r)
		state, err := d.Listen(ctx, id)
		if errors.Is(err, context.DeadlineExceeded) {
			// Nothing was heard; but another tab may have taken a step meanwhile.
			state, err = d.Resume(r.Context(), id)
		}
		respond(w, state, err)
	}
}

// end qr

// A page shows the code, and learns that it was scanned.
func Example_qr() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada"})
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	site := httptest.NewTLSServer(handler(d))
	defer site.Close()
	browser := site.Client()
	if browser.Jar, err = cookiejar.New(nil); err != nil {
		panic(err)
	}
	show := func(method, path string) {
		ask, err := http.NewRequest(method, site.URL+path, nil)
		if err != nil {
			panic(err)
		}
		r, err := browser.Do(ask)
		if err != nil {
			panic(err)
		}
		defer func() { _ = r.Body.Close() }()
		if kind := r.Header.Get("Content-Type"); kind != "application/json" {
			drawn, err := png.DecodeConfig(r.Body)
			fmt.Println(r.StatusCode, kind, drawn.Width > 100, err)
			return
		}
		var got struct{ State struct{ Phase flow.Phase } }
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			panic(err)
		}
		fmt.Println(r.StatusCode, got.State.Phase)
	}
	show(http.MethodPost, "/qr")
	show(http.MethodGet, "/qr.png")

	// The other device reads the picture; here the test looks behind it.
	address, err := url.Parse(site.URL)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256([]byte(browser.Jar.Cookies(address)[0].Value))
	state, err := d.Look(context.Background(), hex.EncodeToString(sum[:]))
	if err != nil {
		panic(err)
	}
	if err := server.Scan("+9996620001", state.LoginToken.URL()); err != nil {
		panic(err)
	}
	show(http.MethodPost, "/wait")
	// Output:
	// 200 WaitOtherDevice
	// 200 image/png true <nil>
	// 200 Ready
}

// What another tab has done meanwhile is shown by a wait that heard nothing.
func TestWaitAfterAnotherTab(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, err := fake.New(fake.Account{Phone: "+9996620001"})
		require.NoError(t, err)
		d := &flow.Driver{Transport: &fake.Transport{Server: server}}
		ask := httptest.NewRequest(http.MethodPost, "/wait", nil)
		ask.AddCookie(&http.Cookie{Name: "login", Value: "a browser's"})
		id := loginID(nil, ask)
		_, err = d.Do(t.Context(), id, flow.RequestQRCode())
		require.NoError(t, err)
		shown := httptest.NewRecorder()
		answered := make(chan struct{})
		go func() {
			defer close(answered)
			wait(d)(shown, ask)
		}()
		synctest.Wait() // until it listens
		_, err = d.Do(t.Context(), id, flow.PhoneNumber("+9996620001"))
		require.NoError(t, err)
		<-answered
		require.Contains(t, shown.Body.String(), `"WaitCode"`)
	})
}

func Example_web() {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FirstName: "Ada", Password: "secret", Hint: "pet"})
	if err != nil {
		panic(err)
	}
	site := httptest.NewTLSServer(handler(&flow.Driver{Transport: &fake.Transport{Server: server}}))
	defer site.Close()
	browser := site.Client()
	if browser.Jar, err = cookiejar.New(nil); err != nil {
		panic(err)
	}
	post := func(path string, form url.Values) {
		r, err := browser.PostForm(site.URL+path, form)
		if err != nil {
			panic(err)
		}
		defer func() { _ = r.Body.Close() }()
		var got struct {
			State  flow.View
			Advice string
		}
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			panic(err)
		}
		fmt.Println(strings.TrimSpace(fmt.Sprintln(r.StatusCode, got.State.Phase, got.State.Identifier, got.Advice)))
	}

	post("/number", url.Values{"number": {"+999 662 0001"}})
	post("/code", url.Values{"code": {"11111"}})
	post("/code", url.Values{"code": {"22222"}})
	post("/password", url.Values{"password": {"secret"}})
	// Output:
	// 200 WaitCode +999•••0001
	// 422 WaitCode +999•••0001 The code is wrong. Check it and enter it again.
	// 200 WaitPassword +999•••0001
	// 200 Ready +999•••0001
}

// begin bot
// message answers one message of a chat, which must be a private one.
func message(ctx context.Context, d *flow.Driver, chat, text string) string {
	state, err := d.Look(ctx, chat) // what the person was last asked, and answers now
	if err == nil && state.Over() { // room for another login, once this one is settled
		if state, err = d.Resume(ctx, chat); err == nil {
			state, err = flow.State{}, d.Forget(ctx, chat)
		}
	}
	if err != nil {
		return say(state, err)
	}
	asked := state.Question(time.Now()) // the number, once the code has expired
	var in flow.Input
	switch {
	case text == "/resend":
		in = flow.Resend()
	case text == "/cancel":
		in = flow.Cancel()
	case asked == flow.WaitCode:
		in = flow.Code(text)
	case asked == flow.WaitEmailCode:
		in = flow.EmailCode(text)
	case asked == flow.WaitEmailAddress:
		in = flow.EmailAddress(text)
	case asked == flow.WaitPassword, asked == flow.WaitRecoveryCode: // a new one is set elsewhere
		in = flow.Password(text)
	case strings.HasPrefix(text, "+"):
		in = flow.PhoneNumber(text)
	case asked == flow.WaitPhoneNumber:
		return "Send me your phone number, beginning with a plus."
	default: // WaitRegistration, Ready
		return say(state, nil)
	}
	state, err = d.Do(ctx, chat, in)
	return say(state, err)
}

// end bot

// say is the bot's wording.
func say(state flow.State, err error) string {
	refusal, ok := errors.AsType[*errors.Error](err)
	switch {
	case ok:
		return refusal.Advice()
	case err != nil:
		return "Sorry, something is broken here."
	case state.Phase == flow.WaitCode, state.Phase == flow.WaitEmailCode:
		return "Send me the code with dashes in it, such as 1-2-3-4-5."
	case state.Phase == flow.WaitPassword, state.Phase == flow.WaitRecoveryCode:
		return "Send me the password, and delete the message afterwards."
	case state.Phase == flow.WaitEmailAddress:
		return "Send me an e-mail address: the account must have one."
	case state.Phase == flow.WaitPayment:
		return "This number must pay for its code. Do that in a Telegram app, or send me another number."
	case state.Phase == flow.WaitRegistration:
		return "This number has no account yet. Create one in a Telegram app, or send me another number."
	default:
		return state.String()
	}
}

func Example_bot() {
	server, err := fake.New(
		fake.Account{Phone: "+9996620001", FirstName: "Ada", Password: "secret"},
		fake.Account{Phone: "+9996620002", Email: "grace@example.com", EmailCode: "765432"},
		fake.Account{Phone: "+9996620003", EmailRequired: true, EmailCode: "765432"},
		fake.Account{Phone: "+9996620004", Unregistered: true},
	)
	if err != nil {
		panic(err)
	}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	for _, text := range []string{"hello", "+999 662 0001", "1-1-1-1-1", "/cancel", "+9996620001", "2-2-2-2-2", "secret"} {
		fmt.Println(message(context.Background(), d, "chat 7", text))
	}
	for _, text := range []string{"+9996620002", "7-6-5-4-3-2", "thank you"} {
		fmt.Println(message(context.Background(), d, "chat 8", text))
	}
	for _, text := range []string{"+9996620004", "2-2-2-2-2", "Nova", "+9996620003", "mei@example.com"} {
		fmt.Println(message(context.Background(), d, "chat 9", text))
	}
	// Output:
	// Send me your phone number, beginning with a plus.
	// Send me the code with dashes in it, such as 1-2-3-4-5.
	// The code is wrong. Check it and enter it again.
	// LoggedOut
	// Send me the code with dashes in it, such as 1-2-3-4-5.
	// Send me the password, and delete the message afterwards.
	// Ready
	// Send me the code with dashes in it, such as 1-2-3-4-5.
	// Ready
	// Ready
	// Send me the code with dashes in it, such as 1-2-3-4-5.
	// This number has no account yet. Create one in a Telegram app, or send me another number.
	// This number has no account yet. Create one in a Telegram app, or send me another number.
	// Send me an e-mail address: the account must have one.
	// Send me the code with dashes in it, such as 1-2-3-4-5.
}

// Whoever comes back when the code has expired is asked for the number, and it is
// taken for one.
func TestBotAfterExpiry(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	require.NoError(t, err)
	d := &flow.Driver{Transport: &fake.Transport{Server: server}, Limits: flow.Limits{CodeLife: time.Nanosecond}}
	for range 2 {
		require.Contains(t, message(t.Context(), d, "chat 7", "+999 662 0001"), "Send me the code")
		require.Contains(t, message(t.Context(), d, "chat 7", "2-2-2-2-2"), "Send me your phone number")
	}
	require.Len(t, server.Inbox("+9996620001"), 2)
}
