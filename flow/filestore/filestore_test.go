package filestore_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
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

	requireFiles(t, f.Path)
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

	for _, damage := range []string{"", "{", "{}", `{"id":"me"}`, `{"id":"you","revision":1,"data":"AA=="}`, "something else\n"} {
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
	_, revision, err := none.Load(ctx, "me")
	require.NoError(t, err, "no folder, no login")
	require.Zero(t, revision)
}

// A File that is not configured says so, and makes no files.
func TestFileWithoutPath(t *testing.T) {
	t.Chdir(t.TempDir())
	_, _, err := filestore.File{}.Load(t.Context(), "me")
	require.ErrorContains(t, err, "Path")
	require.ErrorContains(t, filestore.File{}.Save(t.Context(), "me", 0, []byte("one")), "Path")
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Empty(t, left)
}

// An id that JSON would change is refused before it locks its owner out.
func TestFileRefusesBrokenID(t *testing.T) {
	f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
	require.Error(t, f.Save(t.Context(), "me\xff", 0, []byte("one")))
	require.NoError(t, f.Save(t.Context(), "me", 0, []byte("one")))
}

// What a crash has left is removed by the next Save, which never writes into a
// file that somebody else has made.
func TestLeftByACrash(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, path, elsewhere string){
		"a file": func(t *testing.T, path, _ string) {
			require.NoError(t, os.WriteFile(path, []byte("half a login, and longer than the next one"), 0o644))
		},
		"a link": func(t *testing.T, path, elsewhere string) {
			if err := os.Symlink(elsewhere, path); err != nil {
				t.Skip(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
			elsewhere := filepath.Join(t.TempDir(), "elsewhere")
			require.NoError(t, os.WriteFile(elsewhere, []byte("not ours"), 0o644))
			leave(t, f.Path+".tmp", elsewhere)
			require.NoError(t, f.Save(t.Context(), "me", 0, []byte("one")))
			data, _, err := f.Load(t.Context(), "me")
			require.NoError(t, err)
			require.Equal(t, "one", string(data))
			requireFiles(t, f.Path)
			left, err := os.ReadFile(elsewhere)
			require.NoError(t, err)
			require.Equal(t, "not ours", string(left))
		})
	}
}

// requireFiles checks that there is the login and its lock and nothing else, both
// for their owner only.
func requireFiles(t *testing.T, path string) {
	t.Helper()
	left, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.ElementsMatch(t, []string{path, path + ".lock"}, left)
	if runtime.GOOS == "windows" { // has no such modes
		return
	}
	for _, file := range left {
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), file)
	}
}
