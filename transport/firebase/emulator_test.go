package firebase_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/internal/emulator"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// These tests sign in to Google's own Firebase Auth emulator, and are skipped where
// none runs: transport/firebase/emulator/run.sh starts one.

// claims are what an ID token of the emulator says.
type claims struct {
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	Firebase struct {
		Provider string `json:"sign_in_provider"`
		Second   string `json:"sign_in_second_factor"`
	} `json:"firebase"`
}

func claimsOf(t testing.TB, idToken codes.Secret) (c claims) {
	t.Helper()
	parts := strings.Split(idToken.Reveal(), ".")
	require.Len(t, parts, 3)
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(payload, &c))
	return c
}

func TestEmulatorPhoneCode(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	me, p := e.Phone(), newPerson(t, firebase.Emulator(e.Host))

	state := p.do(flow.Identifier(me))
	require.Equal(t, flow.WaitCode, state.Phase)
	code := e.Code(me)
	require.Len(t, code, state.Sent.Length)
	p.refused(flow.Code(wrong(code)), errors.PhoneCodeInvalid, flow.WaitCode)
	state = p.do(flow.Code(code))
	require.Equal(t, flow.Ready, state.Phase)
	first := state.Account.ID
	require.NotEmpty(t, first)

	tokens := p.tokens()
	require.Equal(t, first, tokens.UserID)
	require.WithinDuration(t, time.Now().Add(time.Hour), tokens.Expires, 10*time.Minute)
	c := claimsOf(t, tokens.ID)
	require.Equal(t, first, c.Subject)
	require.Equal(t, e.Project, c.Audience)
	require.Equal(t, "phone", c.Firebase.Provider)

	require.Equal(t, flow.Ready, p.do(flow.Poll()).Phase)
	require.Equal(t, flow.LoggedOut, p.do(flow.LogOut()).Phase)

	p = newPerson(t, firebase.Emulator(e.Host))
	p.do(flow.Identifier(me))
	require.Equal(t, first, p.do(flow.Code(e.Code(me))).Account.ID, "the same person is somebody else")
}

func TestEmulatorResend(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	me, p := e.Phone(), newPerson(t, firebase.Emulator(e.Host))

	before := p.do(flow.Identifier(me)).Sent
	old := e.Code(me)
	after := p.do(flow.Resend()).Sent
	require.False(t, before.Hash.Equal(after.Hash), "the second code has the hash of the first")
	if code := e.Code(me); code != old { // one time in a million it is the same
		p.refused(flow.Code(old), errors.PhoneCodeInvalid, flow.WaitCode)
	}
	require.Equal(t, flow.Ready, p.do(flow.Code(e.Code(me))).Phase)
}

// A process that has an old copy of the record gives a code that another one has
// used.
func TestEmulatorReplay(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	me, p := e.Phone(), newPerson(t, firebase.Emulator(e.Host))

	p.do(flow.Identifier(me))
	code := e.Code(me)
	record, _, err := p.store.Load(t.Context(), "me")
	require.NoError(t, err)
	require.NoError(t, p.store.Save(t.Context(), "copy", 0, record))

	require.Equal(t, flow.Ready, p.do(flow.Code(code)).Phase)
	state, err := p.try("copy", flow.Code(code))
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.Equal(t, flow.WaitPhoneNumber, state.Phase)
	require.Equal(t, flow.Ready, p.do(flow.Poll()).Phase, "the replay has ended the login")
}

func TestEmulatorRefresh(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	proxy, now := e.Proxy(), time.Now()
	transport := firebase.Emulator(proxy.Host())
	transport.Now = func() time.Time { return now }
	me, p := e.Phone(), newPerson(t, transport)
	p.do(flow.Identifier(me))
	state := p.do(flow.Code(e.Code(me)))

	refreshes := func() (n int) {
		for _, r := range proxy.Requests() {
			if r.Route == emulator.RouteRefresh {
				n++
			}
		}
		return n
	}
	p.do(flow.Poll())
	require.Zero(t, refreshes(), "a token that is good was refreshed")
	now = now.Add(time.Hour)
	after := p.do(flow.Poll())
	require.Equal(t, 1, refreshes())
	require.Equal(t, state.Account, after.Account)
	tokens := p.tokens()
	require.Equal(t, now.Add(time.Hour).Unix(), tokens.Expires.Unix())
	require.Equal(t, state.Account.ID, claimsOf(t, tokens.ID).Subject)
	p.do(flow.Poll())
	require.Equal(t, 1, refreshes(), "the new token was refreshed at once")
}

func TestEmulatorEndsLogin(t *testing.T) {
	t.Parallel()
	emulator.Find(t)
	for _, tt := range []struct {
		name   string
		end    func(*emulator.Emulator, string)
		later  time.Duration
		reason errors.Reason
	}{
		{"disabled", (*emulator.Emulator).Disable, 0, errors.UserDeactivated},
		{"disabled, and the token is over", (*emulator.Emulator).Disable, time.Hour, errors.UserDeactivated},
		{"deleted", (*emulator.Emulator).Delete, 0, errors.AuthKeyUnregistered},
		{"deleted, and the token is over", (*emulator.Emulator).Delete, time.Hour, errors.AuthKeyUnregistered},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := emulator.Find(t)
			me, p := e.Phone(), newPerson(t, firebase.Emulator(e.Host))
			p.do(flow.Identifier(me))
			id := p.do(flow.Code(e.Code(me))).Account.ID
			tt.end(e, id)
			now := time.Now().Add(tt.later)
			p.transport.Now = func() time.Time { return now }
			p.refused(flow.Poll(), tt.reason, flow.LoggedOut)
		})
	}
}

func TestEmulatorDisabledPhone(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	me, p := e.Phone(), newPerson(t, firebase.Emulator(e.Host))
	p.do(flow.Identifier(me))
	e.Disable(p.do(flow.Code(e.Code(me))).Account.ID)

	p = newPerson(t, firebase.Emulator(e.Host))
	p.do(flow.Identifier(me)) // the service says nothing of it yet
	p.refused(flow.Code(e.Code(me)), errors.UserDeactivated, flow.Failed)
}

func TestEmulatorPassword(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	account, p := e.SignUp(), newPerson(t, firebase.Emulator(e.Host))

	require.Equal(t, flow.WaitPassword, p.do(flow.Identifier(account.Email)).Phase)
	p.refused(flow.Password("not "+account.Password), errors.PasswordHashInvalid, flow.WaitPassword)
	state := p.do(flow.Password(account.Password))
	require.Equal(t, flow.Ready, state.Phase)
	require.Equal(t, account.ID, state.Account.ID)
	require.Equal(t, "password", claimsOf(t, p.tokens().ID).Firebase.Provider)
	require.Equal(t, flow.Ready, p.do(flow.Poll()).Phase)
}

func TestEmulatorUnknownAddress(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	p := newPerson(t, firebase.Emulator(e.Host))
	p.do(flow.Identifier(e.Email()))
	p.refused(flow.Password("any password"), errors.AccountNotFound, flow.WaitPhoneNumber)
}

func TestEmulatorDisabledAddress(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	account, p := e.SignUp(), newPerson(t, firebase.Emulator(e.Host))
	e.Disable(account.ID)
	p.do(flow.Identifier(account.Email))
	p.refused(flow.Password(account.Password), errors.UserDeactivated, flow.Failed)
}

// With the project's "improved e-mail privacy" a wrong password and an unknown
// address are the same. The others run when this test has ended: the setting is
// the project's.
func TestEmulatorHidesAddresses(t *testing.T) {
	e := emulator.Find(t)
	account := e.SignUp()
	e.HideAddresses()
	for name, who := range map[string]codes.Identifier{"known": account.Email, "unknown": e.Email()} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, firebase.Emulator(e.Host))
			p.do(flow.Identifier(who))
			p.refused(flow.Password("not "+account.Password), errors.CredentialsInvalid, flow.WaitPassword)
		})
	}
}

func TestEmulatorSecondFactor(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	account, p := e.SignUpWithSecondFactor(), newPerson(t, firebase.Emulator(e.Host))

	p.do(flow.Identifier(account.Email))
	p.refused(flow.Password("not "+account.Password), errors.PasswordHashInvalid, flow.WaitPassword)
	state := p.do(flow.Password(account.Password))
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Equal(t, codes.SecondFactor, state.Sent.Purpose)
	p.refused(flow.Code(wrong(e.Code(account.Phone))), errors.PhoneCodeInvalid, flow.WaitCode)
	before := state.Sent.Hash
	state = p.do(flow.Resend())
	require.Equal(t, flow.WaitCode, state.Phase)
	require.False(t, before.Equal(state.Sent.Hash), "the second code has the hash of the first")
	state = p.do(flow.Code(e.Code(account.Phone)))
	require.Equal(t, flow.Ready, state.Phase)
	require.Equal(t, account.ID, state.Account.ID)

	tokens := p.tokens()
	require.Equal(t, account.ID, tokens.UserID)
	require.WithinDuration(t, time.Now().Add(time.Hour), tokens.Expires, 10*time.Minute)
	require.Equal(t, "phone", claimsOf(t, tokens.ID).Firebase.Second)
	require.Equal(t, flow.Ready, p.do(flow.Poll()).Phase)
}

// Nobody is asked for a password again that was accepted, if it is the SMS after it
// that fails.
func TestEmulatorSecondFactorLost(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	proxy := e.Proxy()
	account, p := e.SignUpWithSecondFactor(), newPerson(t, firebase.Emulator(proxy.Host()))

	p.do(flow.Identifier(account.Email))
	proxy.LoseAfter(emulator.RouteSecondStart)
	state, err := p.try("me", flow.Password(account.Password))
	require.NoError(t, err) // the doubt is settled: the driver has asked who is signed in
	require.Equal(t, flow.WaitCode, state.Phase)
	require.Equal(t, flow.WaitCode, p.do(flow.Resend()).Phase)
	require.Equal(t, flow.Ready, p.do(flow.Code(e.Code(account.Phone))).Phase)
	require.Equal(t, 2, proxy.Examined(), "the password and one code")
}

func TestEmulatorWithoutKey(t *testing.T) {
	t.Parallel()
	e := emulator.Find(t)
	transport := firebase.Emulator(e.Host)
	transport.APIKey = ""
	newPerson(t, transport).refused(flow.Identifier(e.Phone()), errors.Misconfigured, flow.Failed)
}

// A subject is whom the suites sign in, and through what.
type subject struct {
	proxy    *emulator.Proxy
	who      codes.Identifier
	password string
	newest   func() string
	routes   map[flow.CallName]string
}

var subjects = map[string]func(testing.TB) subject{
	"a code": func(t testing.TB) subject {
		e := emulator.Find(t)
		phone := e.Phone()
		return subject{e.Proxy(), phone, "", e.Newest(phone), map[flow.CallName]string{
			flow.CallSendCode: emulator.RouteSendCode, flow.CallSignIn: emulator.RouteCode,
		}}
	},
	"a password and a code": func(t testing.TB) subject {
		e := emulator.Find(t)
		account := e.SignUpWithSecondFactor()
		return subject{e.Proxy(), account.Email, account.Password, e.Newest(account.Phone), map[flow.CallName]string{
			flow.CallCheckPassword: emulator.RoutePassword, flow.CallSignIn: emulator.RouteSecondCode,
		}}
	},
}

func TestEmulatorConformance(t *testing.T) {
	emulator.Find(t)
	for name, start := range subjects {
		t.Run(name, func(t *testing.T) {
			transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
				s := start(t)
				return transporttest.Server{
					Transport:     func() flow.Transport { return firebase.Emulator(s.proxy.Host()) },
					Unreachable:   func() flow.Transport { return firebase.Emulator("127.0.0.1:1") },
					Identifier:    s.who,
					Code:          s.newest,
					Password:      s.password,
					TokenInAnswer: true,
					Examined:      s.proxy.Examined,
					Hang:          func(call flow.CallName) <-chan struct{} { return s.proxy.Hang(s.routes[call]) },
					LoseAnswer:    func(call flow.CallName) { s.proxy.LoseAfter(s.routes[call]) },
				}
			}})
		})
	}
}

func TestEmulatorConformanceHTTP(t *testing.T) {
	emulator.Find(t)
	for name, start := range subjects {
		t.Run(name, func(t *testing.T) {
			transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
				s := start(t)
				return transporttest.HTTPServer{
					Handler: s.proxy.Handler(),
					Transport: func(url string) flow.Transport {
						return &firebase.Transport{
							APIKey: "any", URL: url + emulator.Toolkit, TokenURL: url + emulator.Tokens,
						}
					},
					Identifier: s.who, Code: s.newest, Password: s.password,
				}
			}})
		})
	}
}
