package telegram_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A code comes first, and of each kind the last.
func TestInboxTake(t *testing.T) {
	inbox := telegram.NewInbox()
	require.Nil(t, inbox.Take())
	inbox.Put(nil, "token")
	inbox.Put("old code", nil)
	inbox.Put("code", "newer token")
	inbox.Put(nil, nil)
	for _, want := range []any{"code", "newer token", nil} {
		require.Equal(t, want, inbox.Take())
	}
}

// What had come is not lost when the wait ends at the same time.
func TestInboxWaitEnds(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	hungUp := make(chan struct{})
	close(hungUp)
	for range 100 { // select chooses at random
		inbox := telegram.NewInbox()
		inbox.Put(nil, "token")
		require.Equal(t, "token", inbox.Wait(ended, hungUp))
		require.Nil(t, inbox.Wait(ended, nil))
		require.Nil(t, inbox.Wait(t.Context(), hungUp))
	}
}

// Two updates are two waits, whoever comes first.
func TestInboxWait(t *testing.T) {
	inbox := telegram.NewInbox()
	var all sync.WaitGroup
	all.Go(func() { inbox.Put("code", "token") })
	require.Equal(t, "code", inbox.Wait(t.Context(), nil))
	require.Equal(t, "token", inbox.Wait(t.Context(), nil))
	all.Go(func() { inbox.Put(nil, "another") })
	require.Equal(t, "another", inbox.Wait(t.Context(), nil))
	all.Wait()
}
