package main

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A site signs people in. It keeps nothing between two requests: the browser
// has a cookie, the Driver's Store has the login, and each request is one step.
// It must not be copied.
type site struct {
	driver *flow.Driver
	// behindTLS says that browsers come by HTTPS although this server does not
	// see it, because a proxy before it does the TLS.
	behindTLS bool
	// log is told of what the site's operator must know. Nil is silent.
	log *zap.Logger
	// waiting are the ids of the logins that a request waits for now; see wait.
	waiting sync.Map
}

const (
	// maxForm is more than any honest form has, in bytes.
	maxForm = 16 << 10
	// stepTime bounds a step. Each of its calls is bounded by its lease.
	stepTime = time.Minute
	// listenTime is how long a request waits for what happens elsewhere. Proxies
	// hang up on those that are silent for a minute.
	listenTime = 25 * time.Second
)

// answers are the forms' paths, and the input that each form is.
var answers = map[string]func(form url.Values) flow.Input{
	"/number":   func(f url.Values) flow.Input { return flow.PhoneNumber(f.Get("number")) },
	"/code":     func(f url.Values) flow.Input { return flow.Code(f.Get("code")) },
	"/resend":   func(url.Values) flow.Input { return flow.Resend() },
	"/password": func(f url.Values) flow.Input { return flow.Password(f.Get("password")) },
	"/terms":    func(f url.Values) flow.Input { return flow.AcceptTerms(f.Get("terms")) },
	"/register": func(f url.Values) flow.Input { return flow.Register(f.Get("first"), f.Get("last")) },
	"/qr":       func(url.Values) flow.Input { return flow.RequestQRCode() },
	"/cancel":   func(url.Values) flow.Input { return flow.Cancel() },
	"/logout":   func(url.Values) flow.Input { return flow.LogOut() },

	"/passkey-options": func(url.Values) flow.Input { return flow.RequestPasskey() },
	"/passkey":         func(f url.Values) flow.Input { return flow.Passkey(f.Get("response")) },

	"/email":          func(f url.Values) flow.Input { return flow.EmailAddress(f.Get("email")) },
	"/email-code":     func(f url.Values) flow.Input { return flow.EmailCode(f.Get("code")) },
	"/email-reset":    func(url.Values) flow.Input { return flow.ResetLoginEmail() },
	"/recover":        func(url.Values) flow.Input { return flow.RequestPasswordRecovery() },
	"/new-password":   newPassword,
	"/no-password":    func(f url.Values) flow.Input { return flow.RemovePassword(f.Get("code")) },
	"/password-reset": func(url.Values) flow.Input { return flow.ResetPassword() },
	"/password-keep":  func(url.Values) flow.Input { return flow.DeclinePasswordReset() },
	"/delete": func(f url.Values) flow.Input {
		return flow.DeleteAccount(f.Get("confirm"), "", f.Get("password"))
	},
}

// newPassword has the recovery code checked, and no more, where there is no new
// password beside it.
func newPassword(f url.Values) flow.Input {
	code, password := f.Get("code"), f.Get("password")
	if password == "" {
		return flow.RecoveryCode(code)
	}
	return flow.RecoverPassword(code, password, f.Get("hint"))
}

// handler returns the whole site. Forms that another origin posts are refused.
func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.show)
	for path := range answers {
		mux.HandleFunc("POST "+path, s.step(path))
		// The page of a refused form is found under the form's path.
		mux.Handle("GET "+path, http.RedirectHandler("/", http.StatusSeeOther))
	}
	mux.HandleFunc("GET /wait", s.wait)
	mux.HandleFunc("GET /style.css", file("text/css; charset=utf-8", styleCSS))
	mux.HandleFunc("GET /passkey.js", file("text/javascript; charset=utf-8", passkeyJS))
	return secureHeaders(http.NewCrossOriginProtection().Handler(http.MaxBytesHandler(mux, maxForm)))
}

func file(contentType string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write(data)
	}
}

func secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// detach makes a context for a step. A browser that goes away, or that sends the
// form a second time because somebody clicked twice, does not take back what it
// has sent: given up, the call would leave a doubt, and a second click could
// cost a second SMS.
func detach(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), stepTime)
}

// show shows where the login is.
func (s *site) show(w http.ResponseWriter, r *http.Request) {
	id := s.loginID(r)
	if id == "" {
		s.newLogin(w, r)
		s.write(w, http.StatusOK, flow.State{}, "", nil)
		return
	}
	ctx, cancel := detach(r)
	defer cancel()
	// A step may have lost its answer, or its whole process: that is settled
	// before anybody is asked for what may have been accepted.
	state, err := s.driver.Resume(ctx, id)
	status := http.StatusOK
	switch {
	case s.failed(err):
		status = http.StatusInternalServerError
	case err == nil && state.Last != nil:
		err = state.Last // why the last form was refused, for who reloads
	}
	if r.URL.Query().Has("number") && waits(state.Phase) {
		state.Phase = flow.WaitPhoneNumber // for who would rather enter a number
	}
	s.write(w, status, state, s.told(w, r), err)
}

// waits tells whether something that happens elsewhere is waited for.
func waits(phase flow.Phase) bool { return phase == flow.WaitOtherDevice || phase == flow.WaitPayment }

// wait waits, with the page in view, until there is another one to show: a code was
// scanned or is over, or a payment was seen. It begins again after a while, so that
// nobody waits at a connection that is dead. If the browser goes away in the middle of
// the step that follows, nothing is lost: the next one finds out. One request waits for
// a login, since each has a connection to Telegram, under the same key: another tab is
// shown where the login is, and comes back.
func (s *site) wait(w http.ResponseWriter, r *http.Request) {
	if id := s.loginID(r); id != "" {
		s.listen(r.Context(), id)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// listen waits unless another request does already.
func (s *site) listen(ctx context.Context, id string) {
	if _, others := s.waiting.LoadOrStore(id, true); others {
		return
	}
	defer s.waiting.Delete(id)
	ctx, cancel := context.WithTimeout(ctx, listenTime)
	defer cancel()
	if _, err := s.driver.Listen(ctx, id); ctx.Err() == nil {
		s.failed(err) // the page tells the rest
	}
}

// step gives a form's input to the browser's login. If it did what it is for,
// the browser goes back to the beginning, to be shown what comes next there, so
// that a reload sends nothing twice. If not, it is told why.
func (s *site) step(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
				http.Error(w, "This form is too large.", http.StatusRequestEntityTooLarge)
				return
			}
			http.Error(w, "This form cannot be read.", http.StatusBadRequest)
			return
		}
		id := s.loginID(r)
		if id == "" {
			s.newLogin(w, r)
			s.write(w, http.StatusConflict, flow.State{}, "", errNoCookie)
			return
		}
		ctx, cancel := detach(r)
		defer cancel()
		// PostForm is the body alone: what is in a URL is in logs, too.
		state, err := s.do(ctx, id, path, r.PostForm)
		if err != nil {
			if path == "/number" && waits(state.Phase) {
				state.Phase = flow.WaitPhoneNumber // as in show: that is the form to correct
			}
			s.write(w, s.refusal(w, err), state, "", err)
			return
		}
		if word := done(path, state); word != "" {
			s.tell(w, r, word)
		}
		if state.Over() {
			// The browser keeps its cookie: the record has future auth tokens yet,
			// with which the same person may sign in without a code. Where the next
			// person at a browser is another one, give it a new cookie here, and
			// drop the record from the store.
			if err := s.driver.Forget(ctx, id); err != nil {
				s.failed(err)
			}
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

// begins tells whether an input begins another login where one has ended.
func begins(in flow.InputName) bool {
	return in == flow.InputPhoneNumber || in == flow.InputRequestQRCode || in == flow.InputRequestPasskey
}

// do takes the step of a form. A way to sign in that is chosen where a login has ended
// begins another.
func (s *site) do(ctx context.Context, id, path string, form url.Values) (flow.State, error) {
	if path == "/new-password" && form.Get("password") != form.Get("again") {
		state, err := s.driver.Look(ctx, id)
		if err == nil {
			err = errTwoPasswords
		}
		return state, err
	}
	in := answers[path](form)
	state, err := s.driver.Do(ctx, id, in)
	if !begins(in.Name()) || !state.Over() || !errors.Is(err, errors.NotAllowed) {
		return state, err
	}
	if err := s.driver.Forget(ctx, id); err != nil {
		return state, err
	}
	return s.driver.Do(ctx, id, in)
}

// done returns the word for what a form that was not refused has done, "" where
// the state shows it.
func done(path string, state flow.State) string {
	switch {
	case path == "/delete":
		return "deleted"
	case path == "/no-password", path == "/password-reset" && state.Password.ResetAt.IsZero():
		return "no-password"
	default:
		return ""
	}
}

// failed reports whether an error is the site's own trouble, such as its
// store's, and no refusal; the log is told.
func (s *site) failed(err error) bool {
	if err == nil {
		return false
	}
	switch errors.ClassOf(err) {
	case errors.Configuration, errors.Bug:
	default:
		if _, isRefusal := errors.AsType[*errors.Error](err); isRefusal {
			return false
		}
	}
	if s.log != nil {
		s.log.Error("step", zap.Error(err))
	}
	return true
}

// refusal returns the HTTP status for an input that was refused.
func (s *site) refusal(w http.ResponseWriter, err error) int {
	if errors.Is(err, errTwoPasswords) {
		return http.StatusUnprocessableEntity
	}
	if s.failed(err) {
		return http.StatusInternalServerError
	}
	for _, conflict := range []errors.Reason{errors.Busy, errors.Conflict, errors.NotAllowed, errors.InDoubt} {
		if errors.Is(err, conflict) { // another request was there first
			return http.StatusConflict
		}
	}
	switch e, _ := errors.AsType[*errors.Error](err); e.Class {
	case errors.Wait:
		if !e.RetryAt.IsZero() {
			w.Header().Set("Retry-After", e.RetryAt.UTC().Format(http.TimeFormat))
		}
		return http.StatusTooManyRequests
	case errors.Transient:
		return http.StatusBadGateway
	default:
		return http.StatusUnprocessableEntity
	}
}
