package quickblox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/internal/emulator"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// These tests sign in with codes and ID tokens of Google's own Firebase Auth
// emulator, and are skipped where none runs: transport/firebase/emulator/run.sh
// starts one. QuickBlox is quickbloxtest, which checks the tokens.

// A withEmulator is a person who has a phone, at a QuickBlox that takes the
// emulator's tokens.
type withEmulator struct {
	*login
	*emulator.Emulator
	proxy *emulator.Proxy // Firebase as the transport knows it
	phone codes.Identifier
}

func startWithEmulator(t *testing.T) *withEmulator {
	e := emulator.Find(t)
	p := &withEmulator{startWith(t, quickbloxtest.Config{Firebase: e.Project}), e, e.Proxy(), e.Phone()}
	p.transport.Firebase = firebase.Emulator(p.proxy.Host())
	return p
}

// sent returns how many codes Firebase was asked to send.
func (p *withEmulator) sent() (n int) {
	for _, r := range p.proxy.Requests() {
		if r.Route == emulator.RouteSendCode {
			n++
		}
	}
	return n
}

func TestEmulatorPhoneCode(t *testing.T) {
	t.Parallel()
	p := startWithEmulator(t)
	p.gets(flow.Identifier(p.phone), flow.WaitCode)
	code := p.Code(p.phone)
	wrong := "000000"
	if code == wrong {
		wrong = "111111"
	}
	_ = p.fails(flow.Code(wrong), flow.WaitCode, errors.PhoneCodeInvalid)
	require.Zero(t, p.server.Examined(), "QuickBlox was given something")
	first := p.gets(flow.Code(code), flow.Ready).Account.ID
	require.NotEmpty(t, first)
	require.Contains(t, p.server.SignedIn(), token(p.login))
	p.gets(flow.Poll(), flow.Ready)
	p.gets(flow.LogOut(), flow.LoggedOut)
	require.Empty(t, p.server.SignedIn())

	p.store = new(flow.MemoryStore) // the same person with another program
	p.gets(flow.Identifier(p.phone), flow.WaitCode)
	require.Equal(t, first, p.gets(flow.Code(p.Code(p.phone)), flow.Ready).Account.ID)
}

// token is that of a login that is Ready.
func token(l *login) string {
	l.Helper()
	tokens, err := l.tokens()
	require.NoError(l, err)
	leak.Secret(leak.Token, tokens.Token.Reveal())
	return tokens.Token.Reveal()
}

// What is accepted is not any token: one of another project is refused, and one
// that is over.
func TestEmulatorTokenIsChecked(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*withEmulator){
		"another project": func(p *withEmulator) {
			p.login = startWith(p.T, quickbloxtest.Config{Firebase: p.Project + "-other"})
			p.transport.Firebase = firebase.Emulator(p.Host)
		},
		"over": func(p *withEmulator) {
			p.now.Store(time.Now().Add(2 * time.Hour).Unix())
			p.transport.Firebase.Now = p.Now // so that the transport takes it for a fresh one
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startWithEmulator(t)
			spoil(p)
			p.gets(flow.Identifier(p.phone), flow.WaitCode)
			_ = p.fails(flow.Code(p.Code(p.phone)), flow.WaitPhoneNumber, errors.TokenInvalid)
			require.Empty(t, p.server.SignedIn())
		})
	}
}

// QuickBlox forgets the session while the person reads the code: nobody is sent
// another one.
func TestEmulatorSessionIsLost(t *testing.T) {
	t.Parallel()
	p := startWithEmulator(t)
	p.gets(flow.Identifier(p.phone), flow.WaitCode)
	p.server.Forget()
	p.gets(flow.Code(p.Code(p.phone)), flow.Ready)
	require.Equal(t, 1, p.sent())
}

// QuickBlox acts on the sign-in, and its answer is lost: the same session tells.
func TestEmulatorAnswerIsLost(t *testing.T) {
	t.Parallel()
	p := startWithEmulator(t)
	p.gets(flow.Identifier(p.phone), flow.WaitCode)
	p.server.LoseAfter(logInRoute)
	_, _ = p.do(flow.Code(p.Code(p.phone)))
	p.gets(flow.Poll(), flow.Ready)
	require.Equal(t, 1, p.sent())
	require.Len(t, p.server.SignedIn(), 1)
}

func TestEmulatorReplay(t *testing.T) {
	t.Parallel()
	p := startWithEmulator(t)
	p.gets(flow.Identifier(p.phone), flow.WaitCode)
	code := p.Code(p.phone)
	record, _, err := p.store.Load(t.Context(), "me")
	require.NoError(t, err)
	p.gets(flow.Code(code), flow.Ready)

	p.store = new(flow.MemoryStore) // a process that has an old copy of the record
	require.NoError(t, p.store.Save(t.Context(), "me", 0, record))
	p.server.Forget()
	_ = p.fails(flow.Code(code), flow.WaitPhoneNumber, errors.PhoneCodeExpired)
	require.Empty(t, p.server.SignedIn())
}

func TestEmulatorConformance(t *testing.T) {
	emulator.Find(t)
	transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
		e := emulator.Find(t)
		proxy, phone := e.Proxy(), e.Phone()
		server, err := quickbloxtest.Start(quickbloxtest.Config{Firebase: e.Project})
		require.NoError(t, err)
		t.Cleanup(server.Close)
		// A sign-in asks Firebase, and then QuickBlox: the first does not answer, the
		// answer of the second is lost.
		hang := map[flow.CallName]func() <-chan struct{}{
			flow.CallSendCode: func() <-chan struct{} { return proxy.Hang(emulator.RouteSendCode) },
			flow.CallSignIn:   func() <-chan struct{} { return proxy.Hang(emulator.RouteCode) },
			flow.CallLogOut:   func() <-chan struct{} { return server.Hang(logOutRoute) },
		}
		lose := map[flow.CallName]func(){
			flow.CallSendCode: func() { proxy.LoseAfter(emulator.RouteSendCode) },
			flow.CallSignIn:   func() { server.LoseAfter(logInRoute) },
			flow.CallLogOut:   func() { server.LoseAfter(logOutRoute) },
		}
		return transporttest.Server{
			Transport: func() flow.Transport {
				tr := server.Transport()
				tr.Firebase = firebase.Emulator(proxy.Host())
				return tr
			},
			Unreachable: func() flow.Transport {
				tr := server.Transport()
				tr.URL, tr.Firebase = nowhere, firebase.Emulator(strings.TrimPrefix(nowhere, "http://"))
				return tr
			},
			Identifier: phone,
			Code:       e.Newest(phone),
			Examined:   proxy.Examined,
			Hang:       func(call flow.CallName) <-chan struct{} { return hang[call]() },
			LoseAnswer: func(call flow.CallName) { lose[call]() },
		}
	}})
}
