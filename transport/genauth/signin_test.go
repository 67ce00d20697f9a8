package genauth_test

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/genauth/sm2"
	"github.com/stepin-go/stepin/transport/genauth/sm2/sm2test"
	"github.com/stepin-go/stepin/transport/webtest"
)

var account = flow.Account{ID: "user-1", Username: "ada", FirstName: "Ada Lovelace"}

// step takes a step in a new process.
func step(t *testing.T, tr *genauth.Transport, store flow.Store, in flow.Input, want flow.Phase) flow.State {
	t.Helper()
	s, err := driver(t, tr, store).Do(t.Context(), "me", in)
	require.NoError(t, err)
	require.Equal(t, want, s.Phase)
	return s
}

// session is what the record of a login has.
func session(t *testing.T, tr *genauth.Transport, store flow.Store) flow.Session {
	t.Helper()
	r, err := driver(t, tr, store).Load(t.Context(), "me")
	require.NoError(t, err)
	return r.Session
}

func routes(s *genauthtest.Server) (all []string) {
	for _, r := range s.Requests() {
		all = append(all, r.Route)
	}
	return all
}

func TestPassword(t *testing.T) {
	for _, test := range []struct {
		name      string
		who       func(testing.TB) codes.Identifier
		usernames bool
		field     string
		value     string
	}{
		{"a name", user, false, "account", "ada"},
		{"a user name", user, true, "username", "ada"},
		{"an e-mail address", email, false, "email", "ada@example.com"},
		{"a phone number, without its country code", phone, true, "phone", "5555550100"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			tr.Usernames = test.usernames
			step(t, tr, store, flow.Identifier(test.who(t)), flow.WaitPassword)
			require.Empty(t, routes(server))
			_, err := genauth.Token(session(t, tr, store))
			require.ErrorIs(t, err, errors.AuthKeyUnregistered)

			s := step(t, tr, store, flow.Password(password), flow.Ready)
			require.Equal(t, account, s.Account)
			require.Equal(t, []string{"POST /api/v3/signin", "GET /api/v3/get-profile"}, routes(server))
			fields := server.Requests()[0].Fields()
			require.Equal(t, test.value, fields["passwordPayload."+test.field])
			require.Equal(t, map[string]string{
				"connection": "PASSWORD", "passwordPayload.password": password, "options.passwordEncryptType": "none",
				"options.scope": "openid profile offline_access", "passwordPayload." + test.field: test.value,
			}, fields)

			tokens, err := genauth.Token(session(t, tr, store))
			require.NoError(t, err)
			leak.Saw(t, tokens)
			require.Equal(t, "user-1", tokens.UserID)
			require.Equal(t, begin.Add(2*time.Hour), tokens.Expires)
			require.False(t, tokens.Access.IsZero() || tokens.Refresh.IsZero() || tokens.ID.IsZero())

			step(t, tr, store, flow.Poll(), flow.Ready)
			step(t, tr, store, flow.LogOut(), flow.LoggedOut)
			require.Equal(t, tokens.Refresh.Reveal(), server.Requests()[3].Fields()["token"])
			_, err = genauth.Token(session(t, tr, store))
			require.ErrorIs(t, err, errors.AuthKeyUnregistered)
		})
	}
}

func TestTokenOfAnotherSystem(t *testing.T) {
	_, err := genauth.Token(flow.NewSession("x", []byte(`{"system":"kii","fingerprint":"x","data":{}}`)))
	require.ErrorIs(t, err, errors.BadRecord)
	_, err = genauth.Token(flow.Session{})
	require.ErrorIs(t, err, errors.AuthKeyUnregistered)
}

func TestClientAuth(t *testing.T) {
	for name, method := range map[string]genauth.ClientAuth{"none": genauth.None, "post": genauth.Post, "basic": genauth.Basic} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}, ClientAuth: method})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			step(t, tr, store, flow.Password(password), flow.Ready)
			at.add(3 * time.Hour)
			step(t, tr, store, flow.Poll(), flow.Ready) // refreshes
			step(t, tr, store, flow.LogOut(), flow.LoggedOut)
			require.Contains(t, routes(server), "POST /oidc/token")

			tr.ClientAuth = (method + 1) % 3 // not the app's
			other := new(flow.MemoryStore)
			step(t, tr, other, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, other).Do(t.Context(), "me", flow.Password(password))
			require.ErrorIs(t, err, errors.Misconfigured)
			require.Equal(t, flow.Failed, s.Phase)
		})
	}
}

// Settings that cannot work are said to be so, and nobody is asked.
func TestSettings(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	for name, change := range map[string]func(*genauth.Transport){
		"no app":                 func(tr *genauth.Transport) { tr.AppID = "" },
		"no address":             func(tr *genauth.Transport) { tr.URL = "" },
		"no method":              func(tr *genauth.Transport) { tr.ClientAuth = 7 },
		"a method and no secret": func(tr *genauth.Transport) { tr.ClientAuth, tr.Secret = genauth.Basic, codes.Secret{} },
		"in the clear":           func(tr *genauth.Transport) { tr.URL = "http://example.com" },
	} {
		t.Run(name, func(t *testing.T) {
			tr, store := server.Transport(), new(flow.MemoryStore)
			change(tr)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Identifier(user(t)))
			if name == "in the clear" { // it takes a request to find out
				require.NoError(t, err)
				s, err = driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			}
			require.ErrorIs(t, err, errors.Misconfigured)
			require.ErrorIs(t, err, errors.NotSent)
			require.Equal(t, name == "in the clear", s.Phase == flow.WaitPassword)
		})
	}
	require.Empty(t, routes(server))
}

func TestCodes(t *testing.T) {
	for _, test := range []struct {
		name     string
		who      func(testing.TB) codes.Identifier
		delivery codes.Delivery
		route    string
		sent     map[string]string
		given    map[string]string
	}{
		{"SMS", phone, codes.SMS, "POST /api/v3/send-sms",
			map[string]string{"phoneNumber": "5555550100", "phoneCountryCode": "+1", "channel": "CHANNEL_LOGIN"},
			map[string]string{"passCodePayload.phone": "5555550100", "passCodePayload.phoneCountryCode": "+1"}},
		{"e-mail", email, codes.Mail, "POST /api/v3/send-email",
			map[string]string{"email": "ada@example.com", "channel": "CHANNEL_LOGIN"},
			map[string]string{"passCodePayload.email": "ada@example.com"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store, who := server.Transport(), new(flow.MemoryStore), test.who(t)
			tr.Codes = true
			s := step(t, tr, store, flow.Identifier(who), flow.WaitCode)
			require.Equal(t, test.delivery, s.Sent.Delivery)
			require.Equal(t, test.delivery, s.Sent.Next)
			require.Equal(t, at.now.Add(time.Minute), s.Sent.ResendAt)
			require.Equal(t, codes.SignIn, s.Sent.Purpose)
			first := s.Sent.Hash

			_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Resend())
			require.ErrorIs(t, err, errors.TooEarly)
			at.add(time.Minute)
			s = step(t, tr, store, flow.Resend(), flow.WaitCode)
			require.False(t, s.Sent.Hash.Equal(first))
			require.Equal(t, test.sent, server.Requests()[1].Fields())
			require.Equal(t, test.route, server.Requests()[1].Route)

			sent := server.Codes(who.Reveal())
			require.Len(t, sent, 2)
			s = step(t, tr, store, flow.Code(sent[1]), flow.Ready)
			require.Equal(t, account, s.Account)
			fields := server.Requests()[2].Fields()
			test.given["connection"], test.given["options.scope"] = "PASSCODE", "openid profile offline_access"
			test.given["passCodePayload.passCode"] = sent[1]
			require.Equal(t, test.given, fields)
		})
	}
}

// A name has no code sent to it.
func TestCodesAndAName(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr := server.Transport()
	tr.Codes = true
	step(t, tr, new(flow.MemoryStore), flow.Identifier(user(t)), flow.WaitPassword)
}

func TestCiphers(t *testing.T) {
	key, err := sm2test.Key()
	require.NoError(t, err)
	for _, cipher := range []genauth.Cipher{genauth.RSA{}, sm2.Cipher{}} {
		for _, envelope := range []bool{false, true} {
			t.Run(cipher.Name(), func(t *testing.T) {
				server, _ := start(t, genauthtest.Config{
					Accounts: []genauthtest.Account{ada}, Envelope: envelope, SM2: key, TextCodes: envelope,
				})
				tr, store := server.Transport(), new(flow.MemoryStore)
				tr.Cipher = cipher
				step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
				_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password("wrong one"))
				require.ErrorIs(t, err, errors.CredentialsInvalid)
				step(t, tr, store, flow.Password(password), flow.Ready)
				require.Equal(t, []string{
					"GET /api/v3/system", "POST /api/v3/signin",
					"GET /api/v3/system", "POST /api/v3/signin", "GET /api/v3/get-profile",
				}, routes(server))
				fields := server.Requests()[3].Fields()
				require.Equal(t, cipher.Name(), fields["options.passwordEncryptType"])
				require.NotContains(t, fields["passwordPayload.password"], password)
			})
		}
	}
}

// Without a key the password is not sent in another way, and nothing was sent.
func TestNoKey(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	const system = "GET /api/v3/system"
	for name, answer := range map[string]*webtest.Response{
		"a server without it": nil,
		"a page":              {Status: 200, Body: "<html>"},
		"gone":                {Status: 404, Body: "{}"},
		"no key":              {Status: 200, Body: `{"sm2":{"publicKey":"04zz"}}`},
		"no point":            {Status: 200, Body: `{"sm2":{"publicKey":"0400"}}`},
		"no keys in data":     {Status: 200, Body: `{"statusCode":200,"data":{}}`},
	} {
		t.Run(name, func(t *testing.T) {
			if answer != nil {
				server.Answer(system, *answer)
			}
			tr, store := server.Transport(), new(flow.MemoryStore)
			tr.Cipher = sm2.Cipher{}
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.ErrorIs(t, err, errors.NotSent)
			require.Equal(t, answer == nil || strings.Contains(name, "no "), errors.Is(err, errors.Misconfigured))
			require.Equal(t, flow.WaitPassword, s.Phase)
		})
	}
	server.LoseBefore(system)
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.Cipher = genauth.RSA{}
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
	require.ErrorIs(t, err, errors.NotSent)
	require.NotContains(t, routes(server), "POST /api/v3/signin")
	require.Zero(t, server.Examined())
}

// What the server refuses instead of its keys is what it means elsewhere, but for a
// password, which it has not seen.
func TestKeysRefused(t *testing.T) {
	hint := genauthtest.TooManyRequests()
	hint.Header = map[string][]string{"Retry-After": {"7"}}
	for name, test := range map[string]struct {
		answer webtest.Response
		reason errors.Reason
		phase  flow.Phase
	}{
		"too many requests": {hint, errors.FloodWait, flow.WaitPassword},
		"a page":            {webtest.Response{Status: 429, Body: "<html>"}, errors.FloodWait, flow.WaitPassword},
		"no such app":       {says(200, `{"statusCode":404,"apiCode":2011}`), errors.Misconfigured, flow.Failed},
		"not signed in":     {says(200, `{"statusCode":401}`), errors.Misconfigured, flow.Failed},
		"a wrong password":  {says(200, `{"statusCode":403,"apiCode":2333}`), errors.Unnamed, flow.WaitPassword},
		"out of order":      {says(200, `{"statusCode":503}`), "STATUSCODE", flow.WaitPassword},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			tr.Cipher = genauth.RSA{}
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			server.Answer("GET /api/v3/system", test.answer)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.ErrorIs(t, err, test.reason)
			require.Equal(t, test.phase, s.Phase)
			require.Zero(t, server.Examined())
			if test.answer.Header != nil {
				require.Equal(t, at.now.Add(7*time.Second), s.Last.RetryAt)
			}
		})
	}
}

// A password that the key has no room for is told from one that is wrong.
func TestLongPassword(t *testing.T) {
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.Cipher = genauth.RSA{}
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(strings.Repeat("a", 118)))
	require.ErrorIs(t, err, errors.PasswordHashInvalid)
	require.ErrorContains(t, err, "too long")
	require.Equal(t, flow.WaitPassword, s.Phase)
	require.Zero(t, server.Examined())
	step(t, tr, store, flow.Password(password), flow.Ready)
}

// The access token is renewed in the minute before it ends, later, and when the
// server, whose clock is another one, calls it dead.
func TestRefresh(t *testing.T) {
	for name, test := range map[string]struct {
		later  time.Duration // on both clocks
		behind time.Duration // our clock is
		want   []string
	}{
		"in time":           {119*time.Minute - time.Second, 0, []string{"GET /api/v3/get-profile"}},
		"about to end":      {119*time.Minute + time.Second, 0, []string{"POST /oidc/token", "GET /api/v3/get-profile"}},
		"over":              {48 * time.Hour, 0, []string{"POST /oidc/token", "GET /api/v3/get-profile"}},
		"our clock is slow": {3 * time.Hour, 3 * time.Hour, []string{"GET /api/v3/get-profile", "POST /oidc/token", "GET /api/v3/get-profile"}},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := signedIn(t, server)
			before, err := genauth.Token(session(t, tr, store))
			require.NoError(t, err)
			asked := len(routes(server))

			at.add(test.later)
			tr.Now = func() time.Time { return at.now.Add(-test.behind) }
			s := step(t, tr, store, flow.Poll(), flow.Ready)
			require.Equal(t, account, s.Account)
			require.Equal(t, test.want, routes(server)[asked:])
			after, err := genauth.Token(session(t, tr, store))
			require.NoError(t, err)
			renewed := slices.Contains(test.want, "POST /oidc/token")
			require.Equal(t, renewed, !after.Access.Equal(before.Access))
			require.Equal(t, renewed, !after.Refresh.Equal(before.Refresh))
		})
	}
}

// Without a refresh token nothing is refreshed, whatever our clock says, and the
// access token is what is revoked.
func TestNoRefreshToken(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.Scope = "openid"
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	step(t, tr, store, flow.Password(password), flow.Ready)
	tokens, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	tr.Now = func() time.Time { return at.now.Add(3 * time.Hour) } // the server's stands still
	step(t, tr, store, flow.Poll(), flow.Ready)
	step(t, tr, store, flow.LogOut(), flow.LoggedOut)
	require.Equal(t, []string{signIn, getProfile, getProfile, revocation}, routes(server))
	require.Equal(t, tokens.Access.Reveal(), server.Requests()[3].Fields()["token"])
}

// What a refresh does not bring stays, and a token whose end nobody named is not
// refreshed for that.
func TestRefreshOfLess(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := signedIn(t, server)
	before, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	at.add(3 * time.Hour)
	server.Answer(oidcToken, says(200, `{"access_token":"fresh"}`))
	for range 2 {
		server.Answer(getProfile, ok(`{"userId":"user-1"}`))
		step(t, tr, store, flow.Poll(), flow.Ready)
	}
	after, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	require.Equal(t, "fresh", after.Access.Reveal())
	require.True(t, after.Refresh.Equal(before.Refresh) && after.ID.Equal(before.ID))
	require.True(t, after.Expires.IsZero())
	require.Equal(t, 1, strings.Count(strings.Join(routes(server), " "), oidcToken))
}

func signedIn(t *testing.T, server *genauthtest.Server) (*genauth.Transport, *flow.MemoryStore) {
	t.Helper()
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	step(t, tr, store, flow.Password(password), flow.Ready)
	return tr, store
}

// A login that its system ended is over, with and without a refresh token.
func TestEndedElsewhere(t *testing.T) {
	for name, scope := range map[string]string{"with": "", "without": "openid"} {
		for _, later := range []time.Duration{0, 3 * time.Hour} {
			t.Run(name+" a refresh token, "+later.String(), func(t *testing.T) {
				server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
				tr, store := server.Transport(), new(flow.MemoryStore)
				tr.Scope = scope
				step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
				step(t, tr, store, flow.Password(password), flow.Ready)
				tokens, err := genauth.Token(session(t, tr, store))
				require.NoError(t, err)
				require.Equal(t, scope != "", tokens.Refresh.IsZero())
				server.Revoke()
				at.add(later)
				s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
				require.ErrorIs(t, err, errors.AuthKeyUnregistered)
				require.Equal(t, flow.LoggedOut, s.Phase)
				_, err = genauth.Token(session(t, tr, store))
				require.ErrorIs(t, err, errors.AuthKeyUnregistered)
			})
		}
	}
}

// A refresh whose profile is lost keeps the new tokens: the old ones are dead.
func TestRefreshAndLoss(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := signedIn(t, server)
	at.add(3 * time.Hour)
	server.LoseAfter("GET /api/v3/get-profile")
	_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
	require.ErrorIs(t, err, errors.Unanswered)
	step(t, tr, store, flow.Poll(), flow.Ready)
	require.Equal(t, 1, strings.Count(strings.Join(routes(server), " "), "/oidc/token"))
}

// Tokens that came are kept if it does not come out whose they are.
func TestSignInAndLoss(t *testing.T) {
	for name, fault := range map[string]func(*genauthtest.Server){
		"lost": func(s *genauthtest.Server) { s.LoseBefore("GET /api/v3/get-profile") },
		"nonsense": func(s *genauthtest.Server) {
			s.Answer("GET /api/v3/get-profile", webtest.Response{Status: 200, Body: "{}"})
		},
		"nobody":            func(s *genauthtest.Server) { s.Answer("GET /api/v3/get-profile", ok(`{"userId":""}`)) },
		"too many requests": func(s *genauthtest.Server) { s.Answer("GET /api/v3/get-profile", genauthtest.TooManyRequests()) },
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			fault(server)
			s := step(t, tr, store, flow.Password(password), flow.Ready)
			require.Equal(t, account, s.Account)
			require.Equal(t, 1, server.Examined())
		})
	}
}

func ok(data string) webtest.Response {
	return webtest.Response{Status: 200, Body: map[string]any{"statusCode": 200, "data": json.RawMessage(data)}}
}

// Whose the tokens are the server may refuse to say, once and for all: they sign in
// all the same.
func TestProfileRefused(t *testing.T) {
	const never = `{"statusCode":403,"message":"no such scope"}`
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	server.Answer(getProfile, says(200, never))
	s := step(t, tr, store, flow.Password(password), flow.Ready)
	require.Equal(t, flow.Account{ID: account.ID}, s.Account, "as the ID token says")
	tokens, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	require.Equal(t, account.ID, tokens.UserID)
	server.Answer(getProfile, says(200, never))
	require.Equal(t, flow.Account{ID: account.ID}, step(t, tr, store, flow.Poll(), flow.Ready).Account)
	require.Equal(t, account, step(t, tr, store, flow.Poll(), flow.Ready).Account, "it says so now")
	server.Answer(getProfile, says(200, never))
	require.Equal(t, account, step(t, tr, store, flow.Poll(), flow.Ready).Account, "and what is known stays")
	server.Answer(getProfile, genauthtest.TooManyRequests())
	_, err = driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
	require.ErrorIs(t, err, errors.FloodWait)
	server.Answer(getProfile, says(200, `{"statusCode":403,"apiCode":2120008}`))
	s, err = driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
	require.ErrorIs(t, err, errors.UserDeactivated)
	require.Equal(t, flow.LoggedOut, s.Phase)

	// Where no ID token says it either, nobody knows who has signed in.
	for name, id := range map[string]string{
		"none": "", "no JWT": "x", "no base64": "x.!.x", "no JSON": "x.eA.x", "nobody": "x.e30.x",
		"a number": "x.eyJzdWIiOjF9.x", "nobody by name": "x.eyJzdWIiOiIifQ.x",
		"too long": "x." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"`+strings.Repeat("a", 300)+`"}`)) + ".x",
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			server.Answer(signIn, ok(`{"access_token":"a","id_token":"`+id+`"}`))
			server.Answer(getProfile, says(200, never))
			server.Answer(getProfile, says(200, never))
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.Error(t, err)
			require.NotEqual(t, flow.Ready, s.Phase)
		})
	}
}

// The server takes the login for another's: that makes no sense, and nobody is signed
// in as somebody else.
func TestProfileOfAnother(t *testing.T) {
	server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada, {Username: "eve", Password: "Battery-Staple"}}})
	tr, store := signedIn(t, server)
	server.Answer(getProfile, ok(`{"userId":"mallory"}`))
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, account, s.Account)
	step(t, tr, store, flow.Poll(), flow.Ready)

	// A refresh that brings another's tokens has brought none.
	eve := new(flow.MemoryStore)
	name, err := codes.Name("eve")
	require.NoError(t, err)
	step(t, tr, eve, flow.Identifier(name), flow.WaitPassword)
	at.add(119*time.Minute + 30*time.Second)
	step(t, tr, eve, flow.Password("Battery-Staple"), flow.Ready)
	others, err := genauth.Token(session(t, tr, eve))
	require.NoError(t, err)
	before, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	server.Answer(oidcToken, says(200, `{"access_token":"`+others.Access.Reveal()+`","expires_in":7200}`))
	s, err = driver(t, tr, store).Do(t.Context(), "me", flow.Poll())
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, account, s.Account)
	after, err := genauth.Token(session(t, tr, store))
	require.NoError(t, err)
	require.True(t, before.Access.Equal(after.Access) && before.Refresh.Equal(after.Refresh))
	require.Equal(t, account, step(t, tr, store, flow.Poll(), flow.Ready).Account)
}

// What the server says of a token's life is not trusted, and either name will do.
func TestLifetime(t *testing.T) {
	for name, test := range map[string]struct {
		says string
		want time.Duration // less than 0: not known
	}{
		"documented":         {`"expire_in":7200`, 2 * time.Hour},
		"OpenID Connect":     {`"expires_in":7200`, 2 * time.Hour},
		"both":               {`"expires_in":60,"expire_in":7200`, time.Minute},
		"a text":             {`"expires_in":"60"`, time.Minute},
		"a fraction":         {`"expires_in":60.9`, time.Minute},
		"neither":            {`"token_type":"bearer"`, -1},
		"below zero":         {`"expires_in":-5`, 0},
		"too great":          {`"expires_in":9223372036854775807`, 100 * 365 * 24 * time.Hour},
		"too great for JSON": {`"expires_in":1e999`, 100 * 365 * 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, genauthtest.Config{Accounts: []genauthtest.Account{ada}})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			server.Answer("POST /api/v3/signin", ok(`{"access_token":"a",`+test.says+`}`))
			server.Answer("GET /api/v3/get-profile", ok(`{"userId":"7"}`))
			step(t, tr, store, flow.Password(password), flow.Ready)
			tokens, err := genauth.Token(session(t, tr, store))
			require.NoError(t, err)
			want := time.Time{}
			if test.want >= 0 {
				want = at.now.Add(test.want)
			}
			require.Equal(t, want, tokens.Expires)
		})
	}
}
