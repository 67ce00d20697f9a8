package filestore_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/filestore"
)

var _ flow.Store = filestore.File{}

func TestFileKeeps(t *testing.T) {
	ctx := context.Background()
	f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
	data, revision, err := f.Load(ctx, "me")
	require.NoError(t, err)
	require.Empty(t, data)
	require.Zero(t, revision)

	require.NoError(t, f.Save(ctx, "me", 0, []byte("one")))
	require.NoError(t, f.Save(ctx, "me", 1, []byte("two")))
	data, revision, err = filestore.File{Path: f.Path}.Load(ctx, "me")
	require.NoError(t, err)
	require.Equal(t, "two", string(data))
	require.EqualValues(t, 2, revision)

	info, err := os.Stat(f.Path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestFileRefuses(t *testing.T) {
	ctx := context.Background()
	f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
	require.NoError(t, f.Save(ctx, "me", 0, []byte("one")))
	require.ErrorIs(t, f.Save(ctx, "me", 0, []byte("late")), errors.Conflict)
	require.ErrorIs(t, f.Save(ctx, "you", 0, []byte("other")), errors.BadRecord)
	_, _, err := f.Load(ctx, "you")
	require.ErrorIs(t, err, errors.BadRecord)
	data, _, err := f.Load(ctx, "me")
	require.NoError(t, err)
	require.Equal(t, "one", string(data))

	for _, damage := range []string{"", "{", "{}", "something else\n"} {
		require.NoError(t, os.WriteFile(f.Path, []byte(damage), 0o600))
		_, _, err = f.Load(ctx, "me")
		require.ErrorIs(t, err, errors.BadRecord, "%q", damage)
		require.ErrorIs(t, f.Save(ctx, "me", 0, []byte("new")), errors.BadRecord)
		left, err := os.ReadFile(f.Path)
		require.NoError(t, err)
		require.Equal(t, damage, string(left), "what cannot be read is not overwritten")
	}
	none := filestore.File{Path: filepath.Join(t.TempDir(), "no folder", "login")}
	require.Error(t, none.Save(ctx, "me", 0, []byte("one")))
}

// Of many who save at once, one wins each revision.
func TestFileComparesAndSwaps(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "login")
	var won atomic.Int32
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for revision := range uint64(10) {
				err := filestore.File{Path: path}.Save(ctx, "me", revision, fmt.Appendf(nil, "%d", i))
				if err == nil {
					won.Add(1)
				} else if !errors.Is(err, errors.Conflict) {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	_, revision, err := filestore.File{Path: path}.Load(ctx, "me")
	require.NoError(t, err)
	require.EqualValues(t, won.Load(), revision)
	left, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.Len(t, left, 2, "the file and its lock, nothing else: %v", left)
}
