package filestore

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A login that could not be put in its place is not left beside it.
func TestReplaceCleansUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "login")
	require.NoError(t, os.Mkdir(path, 0o700)) // a file cannot take its place
	require.Error(t, replace(path, []byte("a login")))
	left, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.Equal(t, []string{path}, left)
}
