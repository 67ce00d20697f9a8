package gotdclient_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/gotdclient"
)

// Whoever logs a Storage, or the Options that hold one, does not log the account.
func TestNothingLeaks(t *testing.T) {
	key := login().Key.Reveal()
	storage, err := gotdclient.NewStorage(login())
	require.NoError(t, err)
	stored, err := storage.LoadSession(t.Context())
	require.NoError(t, err)
	leak.Matrix(t, "Storage", storage, key, string(stored))
	leak.Matrix(t, "Options", options(t, &mtproto.Transport{}, login()), key, string(stored))
}
