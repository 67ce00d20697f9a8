package flow_test

import (
	"context"
	"encoding/binary"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

func TestMemoryStore(t *testing.T) {
	testStore(t, func(*testing.T) flow.Store { return &flow.MemoryStore{} })
}

// testStore checks what flow.Store promises. Each call of empty makes a new
// Store that keeps nothing.
func testStore(t *testing.T, empty func(t *testing.T) flow.Store) {
	const id = "login/1 é\n"
	load := func(t *testing.T, s flow.Store, id string) (string, uint64) {
		t.Helper()
		data, rev, err := s.Load(t.Context(), id)
		require.NoError(t, err)
		return string(data), rev
	}

	t.Run("nothing kept", func(t *testing.T) {
		data, rev, err := empty(t).Load(t.Context(), id)
		require.NoError(t, err)
		require.Nil(t, data)
		require.Zero(t, rev)
	})

	t.Run("kept to the byte", func(t *testing.T) {
		s := empty(t)
		all := make([]byte, 1<<16)
		for i := range all {
			all[i] = byte(i)
		}
		require.NoError(t, s.Save(t.Context(), id, 0, all))
		data, rev := load(t, s, id)
		require.Equal(t, string(all), data)
		require.Equal(t, uint64(1), rev)
		require.NoError(t, s.Save(t.Context(), id, 1, []byte("x")))
		data, rev = load(t, s, id)
		require.Equal(t, "x", data)
		require.Equal(t, uint64(2), rev)
	})

	t.Run("who comes second is told", func(t *testing.T) {
		s := empty(t)
		require.ErrorIs(t, s.Save(t.Context(), id, 1, []byte("x")), errors.Conflict)
		require.NoError(t, s.Save(t.Context(), id, 0, []byte("first")))
		for _, rev := range []uint64{0, 2, 1 << 63} {
			require.ErrorIs(t, s.Save(t.Context(), id, rev, []byte("second")), errors.Conflict)
			require.ErrorIs(t, s.Save(t.Context(), id, rev, nil), errors.Conflict)
		}
		data, rev := load(t, s, id)
		require.Equal(t, "first", data)
		require.Equal(t, uint64(1), rev)
	})

	t.Run("the data are the store's own", func(t *testing.T) {
		s := empty(t)
		given := []byte("given")
		require.NoError(t, s.Save(t.Context(), id, 0, given))
		clear(given)
		got, _, err := s.Load(t.Context(), id)
		require.NoError(t, err)
		require.Equal(t, "given", string(got))
		clear(got)
		data, _ := load(t, s, id)
		require.Equal(t, "given", data)
	})

	t.Run("contexts are honoured", func(t *testing.T) {
		s := empty(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _, err := s.Load(ctx, id)
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, s.Save(ctx, id, 0, []byte("x")), context.Canceled)
		data, _ := load(t, s, id)
		require.Empty(t, data)
	})

	t.Run("of many at once each counts once", func(t *testing.T) {
		const workers, each = 8, 50
		s := empty(t)
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				for done := 0; done < each; {
					data, rev, err := s.Load(t.Context(), id)
					if err != nil {
						t.Error(err)
						return
					}
					var n uint64
					if len(data) > 0 {
						n = binary.BigEndian.Uint64(data)
					}
					switch err := s.Save(t.Context(), id, rev, binary.BigEndian.AppendUint64(nil, n+1)); {
					case err == nil:
						done++
					case !errors.Is(err, errors.Conflict):
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		data, rev := load(t, s, id)
		require.Equal(t, uint64(workers*each), binary.BigEndian.Uint64([]byte(data)))
		require.Equal(t, uint64(workers*each), rev)
	})
}

// TestStoresKeepIDsApart is not part of testStore: a file keeps one login.
func TestStoresKeepIDsApart(t *testing.T) {
	s := &flow.MemoryStore{}
	require.NoError(t, s.Save(t.Context(), "a", 0, []byte("A")))
	data, rev, err := s.Load(t.Context(), "b")
	require.NoError(t, err)
	require.Empty(t, data)
	require.Zero(t, rev)
}
