package flow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/storetest"
)

func TestMemoryStore(t *testing.T) {
	storetest.Run(t, storetest.Config{Empty: func(testing.TB) func() flow.Store {
		s := new(flow.MemoryStore)
		return func() flow.Store { return s }
	}})
}

// TestMemoryStoresAreApart: two of them share nothing.
func TestMemoryStoresAreApart(t *testing.T) {
	one, other := new(flow.MemoryStore), new(flow.MemoryStore)
	require.NoError(t, one.Save(t.Context(), "me", 0, []byte("mine")))
	data, revision, err := other.Load(t.Context(), "me")
	require.NoError(t, err)
	require.Nil(t, data)
	require.Zero(t, revision)
}
