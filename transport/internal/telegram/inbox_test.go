package telegram_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A code comes first, and of each kind the last.
func TestInbox(t *testing.T) {
	inbox := telegram.NewInbox()
	inbox.Put(nil, nil)
	require.Nil(t, inbox.Take())
	select {
	case <-inbox.Came():
		t.Fatal("nothing has come")
	default:
	}
	inbox.Put(nil, "token")
	<-inbox.Came()
	inbox.Put("old code", nil)
	inbox.Put("code", "newer token")
	for _, want := range []any{"code", "newer token", nil} {
		require.Equal(t, want, inbox.Take())
	}
	<-inbox.Came()
}

// For the race detector.
func TestInboxAtOnce(t *testing.T) {
	inbox := telegram.NewInbox()
	var all sync.WaitGroup
	all.Go(func() { inbox.Put("code", nil) })
	all.Go(func() { inbox.Put(nil, "token") })
	<-inbox.Came()
	require.NotNil(t, inbox.Take())
	all.Wait()
}
