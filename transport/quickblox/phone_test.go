package quickblox_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/transporttest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// The routes of Firebase.
const (
	sendRoute    = "POST /v1/accounts:sendVerificationCode"
	codeRoute    = "POST /v1/accounts:signInWithPhoneNumber"
	refreshRoute = "POST /v1/token"
)

const phone = "+15555550100"

// A phoneLogin is one with a phone number: at Firebase, then at QuickBlox.
type phoneLogin struct {
	*login
	firebase *firebasetest.Server
}

func startPhone(t *testing.T) *phoneLogin {
	l := startWith(t, quickbloxtest.Config{Firebase: "demo-x"})
	server, err := firebasetest.Start(firebasetest.Config{
		Accounts: []firebasetest.Account{{Phone: phone}}, Project: "demo-x", Now: l.Now,
	})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	leak.Secret(leak.Phone, phone)
	l.transport.Firebase = server.Transport()
	return &phoneLogin{l, server}
}

// code is the newest that was sent.
func (l *phoneLogin) code() string {
	l.Helper()
	all := l.firebase.Codes(phone)
	require.NotEmpty(l, all)
	code := all[len(all)-1]
	leak.Secret(leak.Code, code)
	return code
}

// count tells how often a route was asked for.
func (l *phoneLogin) count(route string) (n int) {
	for _, r := range slices.Concat(l.firebase.Requests(), l.server.Requests()) {
		if r.Route == route {
			n++
		}
	}
	return n
}

// waitsForCode is a login whose code is out.
func waitsForCode(t *testing.T) *phoneLogin {
	l := startPhone(t)
	l.gets(flow.PhoneNumber(phone), flow.WaitCode)
	return l
}

func wrong(code string) string {
	if code == "000000" {
		return "111111"
	}
	return "000000"
}

func TestPhone(t *testing.T) {
	l := startPhone(t)
	state := l.gets(flow.PhoneNumber(phone), flow.WaitCode)
	require.Equal(t, codes.SMS, state.Sent.Delivery)
	require.Equal(t, l.session().Fingerprint(), state.Sent.Key)
	l.fails(flow.Code(wrong(l.code())), flow.WaitCode, errors.PhoneCodeInvalid)
	l.gets(flow.Resend(), flow.WaitCode)
	require.Len(t, l.firebase.Codes(phone), 2)

	id := l.gets(flow.Code(l.code()), flow.Ready).Account.ID
	tokens, err := l.tokens()
	require.NoError(t, err)
	require.Equal(t, map[string]string{tokens.Token.Reveal(): id}, l.server.SignedIn())
	require.NotContains(t, string(l.session().Bytes()), "firebase", "its tokens are of no more use")
	l.gets(flow.Poll(), flow.Ready)
	l.gets(flow.LogOut(), flow.LoggedOut)
	require.Empty(t, l.server.SignedIn())

	require.NoError(t, l.driver().Forget(t.Context(), "me"))
	l.gets(flow.PhoneNumber(phone), flow.WaitCode)
	require.Equal(t, id, l.gets(flow.Code(l.code()), flow.Ready).Account.ID)
}

// What Firebase says of a number and a code is said.
func TestPhoneRefused(t *testing.T) {
	t.Run("a code that is over", func(t *testing.T) {
		l := waitsForCode(t)
		l.firebase.Answer(codeRoute, answer(400, `{"error":{"code":400,"message":"SESSION_EXPIRED"}}`))
		refusal := l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.PhoneCodeExpired)
		require.Equal(t, "SESSION_EXPIRED", refusal.Text)
		l.gets(flow.PhoneNumber(phone), flow.WaitCode)
		l.gets(flow.Code(l.code()), flow.Ready)
	})
	t.Run("too many codes", func(t *testing.T) {
		l := startPhone(t)
		l.firebase.Answer(sendRoute, answer(400, `{"error":{"code":400,"message":"TOO_MANY_ATTEMPTS_TRY_LATER"}}`))
		l.fails(flow.PhoneNumber(phone), flow.WaitPhoneNumber, errors.FloodWait)
	})
	t.Run("a disabled account", func(t *testing.T) {
		l := waitsForCode(t)
		require.True(t, l.firebase.Disable(phone))
		l.fails(flow.Code(l.code()), flow.Failed, errors.UserDeactivated)
	})
	t.Run("no project", func(t *testing.T) {
		l := startPhone(t)
		l.transport.ProjectID = ""
		l.fails(flow.PhoneNumber(phone), flow.WaitPhoneNumber, errors.Misconfigured)
	})
	t.Run("another session's code", func(t *testing.T) {
		l := waitsForCode(t)
		call := flow.Call{Name: flow.CallSignIn, Code: codes.NewSecret(l.code())}
		call.Sent = l.gets(flow.Resend(), flow.WaitCode).Sent
		call.Sent.Key = "another"
		answer, _, err := l.transport.Perform(t.Context(), call, l.session())
		require.NoError(t, err)
		refused, ok := answer.(flow.Refused)
		require.True(t, ok)
		require.Equal(t, errors.KeyMismatch, refused.Err.Reason)
	})
}

// QuickBlox does not take a token: the code is used up, and another one is needed.
func TestPhoneTokenRefused(t *testing.T) {
	for status, reason := range map[int]errors.Reason{401: errors.TokenInvalid, 404: "NOT_FOUND", 422: "NOT_FOUND"} {
		l := waitsForCode(t)
		l.server.Answer(logInRoute, answer(status, `{"errors":["Not found"]}`))
		state, err := l.do(flow.Code(l.code()))
		require.ErrorIs(t, err, reason)
		require.Equal(t, flow.WaitPhoneNumber, state.Phase, "%d", status)
		require.Equal(t, "Not found", state.Last.Text)
		l.gets(flow.PhoneNumber(phone), flow.WaitCode)
		require.Len(t, l.firebase.Codes(phone), 2)
		l.gets(flow.Code(l.code()), flow.Ready)
	}
}

// What is neither yes nor a refusal, and can be no yes, leaves nobody in doubt for
// ever. If the server is not heard at all, the code is kept.
func TestPhoneSenselessNo(t *testing.T) {
	for what, said := range map[string]webtest.Response{
		"somebody else's JSON": answer(404, `{"code":404,"message":"Not Found"}`),
		"a page":               answer(403, `<html>Forbidden</html>`),
	} {
		t.Run(what, func(t *testing.T) {
			l := waitsForCode(t)
			l.server.Answer(logInRoute, said)
			l.server.Answer(logInRoute, said)
			before := len(l.server.Requests())
			_, err := l.do(flow.Code(l.code()))
			refusal, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, errors.StartOver, refusal.Class)
			require.Equal(t, said.Status, refusal.Code)
			require.Equal(t, []string{logInRoute, showRoute, logInRoute}, l.asked(before))
			state := l.gets(flow.PhoneNumber(phone), flow.WaitCode)
			require.Equal(t, flow.NoCall, state.Doubt)
			require.Len(t, l.firebase.Codes(phone), 2)
			l.gets(flow.Code(l.code()), flow.Ready)
		})
	}
	for what, tt := range map[string]struct {
		said   webtest.Response
		second string // the route that is answered so again
	}{
		"a wall before everything": {answer(403, `<html>Who are you?</html>`), showRoute},
		"a timeout":                {answer(408, ``), logInRoute},
	} {
		t.Run(what, func(t *testing.T) {
			l := waitsForCode(t)
			l.server.Answer(logInRoute, tt.said)
			l.server.Answer(tt.second, tt.said)
			l.fails(flow.Code(l.code()), flow.WaitCode, errors.Unanswered)
			l.gets(flow.Poll(), flow.Ready)
			require.Len(t, l.firebase.Codes(phone), 1)
		})
	}
}

// A number that QuickBlox repeats is not shown, with its plus or without.
func TestPhoneRepeated(t *testing.T) {
	l := waitsForCode(t)
	l.server.Answer(logInRoute, answer(401, `{"errors":["`+phone+` and `+phone[1:]+`"]}`))
	refusal := l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.TokenInvalid)
	require.Equal(t, "... and ...", refusal.Text)
}

// A token of another project is refused by who checks it.
func TestPhoneOfAnotherProject(t *testing.T) {
	l := waitsForCode(t)
	l.transport.ProjectID = "demo-y"
	l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.TokenInvalid)
	require.Empty(t, l.server.SignedIn())
}

// Once Firebase has accepted the code, whatever goes wrong at QuickBlox costs the
// person no other one.
func TestPhoneGoesOn(t *testing.T) {
	twice := func(said webtest.Response) func(*phoneLogin) {
		return func(l *phoneLogin) { l.server.Answer(logInRoute, said); l.server.Answer(logInRoute, said) }
	}
	for what, tt := range map[string]struct {
		spoil func(*phoneLogin)
		then  flow.Input // what the person says next, if it is not over
	}{
		"session gone": {spoil: func(l *phoneLogin) { l.server.Forget() }},
		"answer lost":  {spoil: func(l *phoneLogin) { l.server.LoseAfter(logInRoute) }},
		"lost before":  {spoil: func(l *phoneLogin) { l.server.LoseBefore(logInRoute) }},
		"lost before, and the session with it": {spoil: func(l *phoneLogin) {
			l.server.LoseBefore(logInRoute)
			l.server.Answer(showRoute, answer(401, `{"errors":{"base":["Required session does not exist"]}}`))
		}},
		"a page in the way": {spoil: func(l *phoneLogin) { l.server.Answer(logInRoute, answer(502, `<html>`)) }},
		"trouble":           {spoil: func(l *phoneLogin) { l.server.Answer(logInRoute, answer(503, `{"errors":["Busy"]}`)) }},
		"answer lost, and the question": {
			spoil: func(l *phoneLogin) { l.server.LoseAfter(logInRoute); l.server.LoseBefore(showRoute) },
			then:  flow.Poll(),
		},
		"trouble twice":                      {spoil: twice(answer(503, `{"errors":["Busy"]}`)), then: flow.Poll()},
		"too often":                          {spoil: func(l *phoneLogin) { l.server.Answer(logInRoute, answer(429, ``)) }},
		"too often twice, and another code":  {spoil: twice(answer(429, ``)), then: flow.Resend()},
		"too often twice, and the same code": {spoil: twice(answer(429, ``)), then: flow.Code("123456")},
		"session gone, and no other": {
			spoil: func(l *phoneLogin) { l.server.Forget(); l.server.LoseBefore(openRoute) },
		},
		"session gone, no other, and nobody to ask": {
			spoil: func(l *phoneLogin) {
				l.server.Forget()
				l.server.LoseBefore(openRoute)
				l.server.LoseBefore(openRoute)
			},
			then: flow.Poll(),
		},
		"session gone, and its successor": {
			spoil: func(l *phoneLogin) {
				l.server.Forget()
				l.server.Answer(logInRoute, answer(401, `{"errors":{"base":["Required session does not exist"]}}`))
				l.server.Answer(logInRoute, answer(401, `{"errors":{"base":["Required session does not exist"]}}`))
			},
		},
	} {
		t.Run(what, func(t *testing.T) {
			l := waitsForCode(t)
			tt.spoil(l)
			state, err := l.do(flow.Code(l.code()))
			if tt.then.Name() != (flow.Input{}).Name() {
				require.Error(t, err)
				require.Equal(t, flow.CallSignIn, state.Doubt, "nobody is asked for the code again")
				state, err = l.do(tt.then)
			}
			require.NoError(t, err)
			require.Equal(t, flow.Ready, state.Phase)
			require.Len(t, l.firebase.Codes(phone), 1, "nobody is asked for another code")
			require.Equal(t, 1, l.count(codeRoute), "the code is given once")
			require.Len(t, l.server.SignedIn(), 1)
			require.NotContains(t, string(l.session().Bytes()), "firebase")
			tokens, err := l.tokens()
			require.NoError(t, err)
			require.Equal(t, state.Account.ID, tokens.UserID)
			l.gets(flow.LogOut(), flow.LoggedOut)
			require.Empty(t, l.server.SignedIn())
		})
	}
}

// A process dies after each answer of a sign-in whose session is gone, and another
// one goes on.
func TestPhoneGoesOnInAnotherProcess(t *testing.T) {
	for die := 1; ; die++ {
		l := waitsForCode(t)
		l.server.Forget()
		d := l.driver()
		d.Transport = &dying{d.Transport, die}
		done := func() (done bool) {
			defer func() { done = recover() == nil }()
			_, _ = d.Do(t.Context(), "me", flow.Code(l.code()))
			return
		}()
		if done {
			require.Greater(t, die, 2, "nobody died")
			return
		}
		l.pass(flow.DefaultLease)
		state, err := l.driver().Resume(t.Context(), "me")
		require.NoError(t, err)
		if die == 1 { // Firebase's answer was lost, and with it the code
			require.Equal(t, flow.WaitCode, state.Phase)
			l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.PhoneCodeExpired)
			l.gets(flow.PhoneNumber(phone), flow.WaitCode)
			state = l.gets(flow.Code(l.code()), flow.Ready)
		} else {
			require.Len(t, l.firebase.Codes(phone), 1)
		}
		require.Equal(t, flow.Ready, state.Phase)
		require.Len(t, l.server.SignedIn(), 1)
	}
}

// accepted is a login whose code Firebase has accepted, and QuickBlox has not heard
// of it.
func accepted(t *testing.T) *phoneLogin {
	l := waitsForCode(t)
	l.server.LoseBefore(logInRoute)
	l.server.LoseBefore(showRoute)
	_, err := l.do(flow.Code(l.code()))
	require.ErrorIs(t, err, errors.Unanswered)
	return l
}

// That no session can be opened says nothing of the code.
func TestPhoneGoesOnInAnotherSession(t *testing.T) {
	l := accepted(t)
	l.server.Forget()
	l.server.Answer(openRoute, answer(403, `{"errors":["Access denied"]}`))
	_, err := l.do(flow.Poll())
	require.ErrorIs(t, err, errors.Misconfigured)
	l.gets(flow.Poll(), flow.Ready)
	require.Len(t, l.firebase.Codes(phone), 1)
}

// QuickBlox does not take the token when it is asked at last: that is said, and the
// next question is the number.
func TestPhoneTokenRefusedInDoubt(t *testing.T) {
	l := accepted(t)
	l.server.Answer(logInRoute, answer(404, `{"errors":["Not found"]}`))
	_, err := l.do(flow.Poll())
	require.ErrorIs(t, err, errors.Reason("NOT_FOUND"))
	l.gets(flow.PhoneNumber(phone), flow.WaitCode)
	require.Len(t, l.firebase.Codes(phone), 2)
	l.gets(flow.Code(l.code()), flow.Ready)
}

// An accepted code is good for its number only.
func TestAnotherNumberAfterAcceptedCode(t *testing.T) {
	const other = "+15555550101"
	leak.Secret(leak.Phone, other)
	l := accepted(t)
	for _, tt := range []struct {
		who  codes.Identifier
		want flow.Answer
	}{
		{must(codes.ParsePhone(other)), flow.CodeSent{}},
		{must(codes.Name(ada.Login)), flow.PasswordWanted{}},
		{must(codes.ParsePhone(phone)), flow.Authorized{}},
	} {
		answer, _, err := l.transport.Perform(t.Context(), flow.Call{Name: flow.CallSendCode, To: tt.who}, l.session())
		require.NoError(t, err)
		require.IsType(t, tt.want, answer)
	}
	require.Len(t, l.firebase.Codes(other), 1)
	require.Len(t, l.firebase.Codes(phone), 1)
}

// An ID token that is over by the time it is needed is refreshed.
func TestPhoneTokenOver(t *testing.T) {
	over := func(t *testing.T) *phoneLogin {
		l := accepted(t)
		l.pass(59*time.Minute + time.Second)
		return l
	}
	t.Run("refreshed", func(t *testing.T) {
		l := over(t)
		l.gets(flow.Poll(), flow.Ready)
		require.Equal(t, 1, l.count(refreshRoute))
		require.Len(t, l.firebase.Codes(phone), 1)
	})
	t.Run("dead", func(t *testing.T) {
		l := over(t)
		require.True(t, l.firebase.Revoke(phone))
		l.gets(flow.PhoneNumber(phone), flow.WaitCode)
		require.Len(t, l.firebase.Codes(phone), 2)
		l.gets(flow.Code(l.code()), flow.Ready)
	})
	t.Run("refused, and nobody knows why", func(t *testing.T) {
		l := over(t)
		l.firebase.Answer(refreshRoute, answer(400, `{"error":{"code":400,"message":"A_NEW_NAME"}}`))
		_, err := l.do(flow.Poll())
		require.ErrorIs(t, err, errors.Reason("A_NEW_NAME"))
		l.gets(flow.PhoneNumber(phone), flow.WaitCode)
		require.Len(t, l.firebase.Codes(phone), 2)
		l.gets(flow.Code(l.code()), flow.Ready)
	})
	t.Run("not refreshed now", func(t *testing.T) {
		l := over(t)
		l.firebase.LoseBefore(refreshRoute)
		_, err := l.do(flow.Poll())
		require.ErrorIs(t, err, errors.Unanswered)
		l.gets(flow.Poll(), flow.Ready)
		require.Len(t, l.firebase.Codes(phone), 1)
	})
}

// Firebase's answer to the right code is lost, and with it the code. Nobody is
// stuck.
func TestPhoneCodeLost(t *testing.T) {
	l := waitsForCode(t)
	l.firebase.LoseAfter(codeRoute)
	l.fails(flow.Code(l.code()), flow.WaitCode, errors.Unanswered)
	l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.PhoneCodeExpired)
	l.gets(flow.PhoneNumber(phone), flow.WaitCode)
	l.gets(flow.Code(l.code()), flow.Ready)
}

// A used code is not taken again from who has an old copy of the record.
func TestPhoneReplay(t *testing.T) {
	l := waitsForCode(t)
	old, _, err := l.store.Load(t.Context(), "me")
	require.NoError(t, err)
	l.gets(flow.Code(l.code()), flow.Ready)
	l.gets(flow.LogOut(), flow.LoggedOut)
	l.store = new(flow.MemoryStore)
	require.NoError(t, l.store.Save(t.Context(), "me", 0, old))
	l.fails(flow.Code(l.code()), flow.WaitPhoneNumber, errors.PhoneCodeExpired)
	require.Empty(t, l.server.SignedIn())
}

func TestPhoneCancel(t *testing.T) {
	t.Run("a code is out", func(t *testing.T) {
		l := waitsForCode(t)
		l.gets(flow.Cancel(), flow.LoggedOut)
	})
	t.Run("a sign-in in doubt", func(t *testing.T) {
		l := waitsForCode(t)
		l.server.LoseAfter(logInRoute)
		l.server.LoseBefore(showRoute)
		_, err := l.do(flow.Code(l.code()))
		require.ErrorIs(t, err, errors.Unanswered)
		l.gets(flow.Cancel(), flow.LoggedOut)
		require.Empty(t, l.server.SignedIn())
		require.NotContains(t, string(l.session().Bytes()), "firebase")
	})
	t.Run("in doubt, and the log-out lost", func(t *testing.T) {
		l := waitsForCode(t)
		for range 2 {
			l.server.LoseBefore(logInRoute)
			l.server.LoseBefore(showRoute)
		}
		_, err := l.do(flow.Code(l.code()))
		require.ErrorIs(t, err, errors.Unanswered)
		_, _ = l.do(flow.Cancel())
		before := l.count(logInRoute)
		state, _ := l.do(flow.Poll())
		require.Equal(t, flow.LoggedOut, state.Phase)
		require.Equal(t, before, l.count(logInRoute), "who has left is not signed in")
		require.Empty(t, l.server.SignedIn())
	})
}

// givenCode is the code that is always sent to the phone of the conformance tests,
// where several logins are under way.
const givenCode = "424242"

func servePhone(t testing.TB) (*quickbloxtest.Server, *firebasetest.Server) {
	server, err := quickbloxtest.Start(quickbloxtest.Config{Firebase: "demo-x"})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	google, err := firebasetest.Start(firebasetest.Config{
		Project: "demo-x", Accounts: []firebasetest.Account{{Phone: phone, Code: givenCode}},
	})
	require.NoError(t, err)
	t.Cleanup(google.Close)
	return server, google
}

func TestConformancePhone(t *testing.T) {
	transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
		server, google := servePhone(t)
		// What is heard and not answered is a code, at Firebase; what is lost is what
		// QuickBlox says to the token that came of one.
		hang := map[flow.CallName]func() <-chan struct{}{
			flow.CallSendCode: func() <-chan struct{} { return google.Hang(sendRoute) },
			flow.CallSignIn:   func() <-chan struct{} { return google.Hang(codeRoute) },
			flow.CallLogOut:   func() <-chan struct{} { return server.Hang(logOutRoute) },
		}
		lose := map[flow.CallName]func(){
			flow.CallSendCode: func() { google.LoseAfter(sendRoute) },
			flow.CallSignIn:   func() { server.LoseAfter(logInRoute) },
			flow.CallLogOut:   func() { server.LoseAfter(logOutRoute) },
		}
		return transporttest.Server{
			Transport: func() flow.Transport {
				tr := server.Transport()
				tr.Firebase = google.Transport()
				return tr
			},
			Unreachable: func() flow.Transport { return bothAt(server, google, nowhere) },
			Identifier:  must(codes.ParsePhone(phone)),
			Code:        func() string { return givenCode },
			Examined:    google.Examined,
			Hang:        func(call flow.CallName) <-chan struct{} { return hang[call]() },
			LoseAnswer:  func(call flow.CallName) { lose[call]() },
		}
	}})
}

// bothAt is a Transport to a QuickBlox and a Firebase at one address.
func bothAt(server *quickbloxtest.Server, google *firebasetest.Server, url string) flow.Transport {
	tr := server.Transport()
	tr.Firebase = google.Transport()
	tr.URL, tr.Firebase.URL, tr.Firebase.TokenURL = url, url, url
	return tr
}

func TestConformanceHTTPPhone(t *testing.T) {
	except := map[string]string{
		"an answer that repeats what was typed": "of two servers, and the one is not told what the other is",
	}
	transporttest.RunHTTP(t, transporttest.HTTPConfig{Except: except, Serve: func(t testing.TB) transporttest.HTTPServer {
		server, google := servePhone(t)
		both := http.NewServeMux()
		both.Handle("/", server.Handler())
		both.Handle("/v1/", google.Handler())
		return transporttest.HTTPServer{
			Handler:    both,
			Transport:  func(url string) flow.Transport { return bothAt(server, google, url) },
			Identifier: must(codes.ParsePhone(phone)),
			Code:       func() string { return givenCode },
		}
	}})
}
