package telegram_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// nowhere is a door without a key, through which nothing may be asked.
type nowhere struct{ t *testing.T }

func (nowhere) Fingerprint() string                { return "" }
func (nowhere) Connect(context.Context, int) error { return errors.New("no route") }
func (nowhere) DropKey()                           {}
func (nowhere) Challenged() bool                   { return false }
func (n nowhere) Ask(context.Context, string) (flow.Answer, error) {
	n.t.Error("asked without a key")
	return nil, nil
}

// Without a key nothing is asked: nobody is signed in, and the rest cannot be
// sent.
func TestWithoutKey(t *testing.T) {
	for call := flow.CallConnect; call <= flow.CallLogOut; call++ {
		answer, err := telegram.Perform(t.Context(), flow.Call{Name: call}, nowhere{t})
		require.NoError(t, err)
		if call == flow.CallWhoAmI {
			require.Equal(t, flow.Nobody{}, answer)
			continue
		}
		require.IsType(t, flow.NotSent{}, answer, call)
	}
}
