package firebase_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase"
)

// A person signs in. Each step is taken by a new Driver, as another process would.
type person struct {
	*testing.T
	store     *flow.MemoryStore
	transport *firebase.Transport
}

func newPerson(t *testing.T, transport *firebase.Transport) *person {
	return &person{t, new(flow.MemoryStore), transport}
}

// do gives an input that must be taken.
func (p *person) do(in flow.Input) flow.State {
	p.Helper()
	state, err := p.try("me", in)
	require.NoError(p, err)
	return state
}

// refused gives an input that must be refused, and says why.
func (p *person) refused(in flow.Input, reason errors.Reason, phase flow.Phase) {
	p.Helper()
	state, err := p.try("me", in)
	require.ErrorIs(p, err, reason)
	require.Equal(p, phase, state.Phase)
}

func (p *person) try(id string, in flow.Input) (flow.State, error) {
	driver := leak.Driver(p, &flow.Driver{Transport: p.transport, Store: p.store})
	return driver.Do(p.Context(), id, in)
}

// tokens returns those of a login that is Ready.
func (p *person) tokens() firebase.Tokens {
	p.Helper()
	tokens, err := p.token()
	require.NoError(p, err)
	leak.Secret(leak.Token, tokens.ID.Reveal())
	leak.Secret(leak.Token, tokens.Refresh.Reveal())
	return tokens
}

// wrong is another code of the same length.
func wrong(code string) string {
	if code == "000000" {
		return "111111"
	}
	return "000000"
}
