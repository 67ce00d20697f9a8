package kii_test

import (
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
)

// Who can sign in.
var (
	ada = kiitest.Account{
		LoginName: "ada", DisplayName: "Ada L.", Password: "Correct-Horse",
		Email: "ada@example.com", EmailVerified: true, Phone: "+819966620001", PhoneVerified: true,
	}
	bob = kiitest.Account{ // has verified nothing
		LoginName: "bob", Password: "Battery-Staple", Email: "bob@example.com", Phone: "+819966620002",
	}
	eve = kiitest.Account{LoginName: "eve", Password: "Two-Factors", TOTP: "JBSWY3DPEHPK3PXP"}
	zoe = kiitest.Account{LoginName: "zoe", Password: "Nobody-Home", Disabled: true}
)

// A person signs in. Each step is taken by a new process, from the store alone.
type person struct {
	*testing.T
	server    *kiitest.Server
	transport *kii.Transport
	store     flow.MemoryStore
	clock     atomic.Int64 // Unix milliseconds
}

// newPerson starts a server for one.
func newPerson(t *testing.T, c kiitest.Config) *person {
	t.Helper()
	p := &person{T: t}
	p.clock.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).UnixMilli())
	c.Accounts, c.Now = []kiitest.Account{ada, bob, eve, zoe}, p.now
	for _, a := range c.Accounts {
		leak.Secret(leak.Password, a.Password)
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Token, a.TOTP)
	}
	server, err := kiitest.Start(c)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	p.server, p.transport = server, server.Transport()
	return p
}

func (p *person) now() time.Time         { return time.UnixMilli(p.clock.Load()).UTC() }
func (p *person) later(by time.Duration) { p.clock.Add(by.Milliseconds()) }
func (p *person) driver() *flow.Driver {
	return &flow.Driver{Transport: p.transport, Store: &p.store, Now: p.now}
}
func (p *person) watched() *flow.Driver { return leak.Driver(p, p.driver()) }
func (p *person) requests() (log []string) {
	for _, r := range p.server.Requests() {
		log = append(log, r.Route)
	}
	return log
}

// say takes a step.
func (p *person) say(in flow.Input) (flow.State, error) {
	p.Helper()
	state, err := p.watched().Do(p.Context(), "me", in)
	leak.Saw(p, state, err)
	for _, secret := range p.kept() {
		leak.Secret(leak.Token, secret)
	}
	return state, err
}

// goes takes a step that must go well.
func (p *person) goes(in flow.Input, to flow.Phase) flow.State {
	p.Helper()
	state, err := p.say(in)
	require.NoError(p, err)
	require.Equal(p, to, state.Phase)
	return state
}

// refused takes a step that must not, and says where the login stands then.
func (p *person) refused(in flow.Input, why errors.Reason, stays flow.Phase) errors.Error {
	p.Helper()
	state, err := p.say(in)
	refusal, ok := errors.AsType[*errors.Error](err)
	require.True(p, ok, "%v", err)
	require.Equal(p, why, refusal.Reason, "%v", err)
	require.Equal(p, stays, state.Phase)
	return *refusal
}

// signsIn by name and password.
func (p *person) signsIn(a kiitest.Account) {
	p.Helper()
	p.goes(named(p, a.LoginName), flow.WaitPassword)
	p.goes(flow.Password(a.Password), flow.Ready)
}

func (p *person) session() flow.Session {
	p.Helper()
	record, err := p.driver().Load(p.Context(), "me")
	require.NoError(p, err)
	return record.Session
}

// kept is what the session keeps, by name.
func (p *person) kept() map[string]string {
	p.Helper()
	var bytes struct{ Data map[string]any }
	if s := p.session(); s.Fingerprint() != "" {
		require.NoError(p, json.Unmarshal(s.Bytes(), &bytes))
	}
	texts := map[string]string{}
	for name, value := range bytes.Data {
		if text, ok := value.(string); ok && name != "expires" && name != "username" {
			texts[name] = text
		}
	}
	return texts
}

func (p *person) tokens() kii.Tokens {
	p.Helper()
	tokens, err := kii.Token(p.session())
	require.NoError(p, err)
	return tokens
}

func named(t require.TestingT, name string) flow.Input {
	who, err := codes.Name(name)
	require.NoError(t, err)
	return flow.Identifier(who)
}
