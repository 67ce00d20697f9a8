package flow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// The last 20 future auth tokens are kept, each once, and all of them are offered.
func TestFutureTokens(t *testing.T) {
	s := flow.State{Phase: flow.Ready, Key: "key"}
	give := func(token string) {
		next, call, err := flow.Step(s, flow.Poll(), storyTime)
		require.NoError(t, err)
		s, _, err = flow.Step(next, flow.Answered{
			Call: call, Key: "key",
			Answer: flow.Authorized{Account: flow.Account{ID: "1"}, FutureToken: codes.NewSecret(token)},
		}, storyTime)
		require.NoError(t, err)
	}
	kept := func(tokens []codes.Secret) (texts []string) {
		for _, token := range tokens {
			texts = append(texts, token.Reveal())
		}
		return texts
	}
	var want []string
	for i := range flow.MaxFutureTokens + 2 {
		give(fmt.Sprint("token ", i))
		want = append(want, fmt.Sprint("token ", i))
	}
	want = want[2:] // the oldest are gone
	require.Len(t, want, 20)
	require.Equal(t, want, kept(s.FutureTokens))

	give(want[0])
	want = append(want[1:], want[0]) // it is the newest now
	give("")
	require.Equal(t, want, kept(s.FutureTokens))

	next := flow.State{Phase: flow.WaitPhoneNumber, Key: "key", FutureTokens: s.FutureTokens}
	_, call, err := flow.Step(next, flow.PhoneNumber(phone), storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.CallSendCode, call.Name)
	require.Equal(t, want, kept(call.Tokens))
}
