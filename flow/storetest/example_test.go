package storetest_test

import (
	"path/filepath"
	"testing"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/flow/storetest"
)

// A file keeps one login, and any number of Stores may use it.
func ExampleRun() {
	testStore := func(t *testing.T) { // in a test file: func TestStore(t *testing.T)
		storetest.Run(t, storetest.Config{
			OneID: true,
			Empty: func(t testing.TB) func() flow.Store {
				path := filepath.Join(t.TempDir(), "login.json")
				return func() flow.Store { return filestore.File{Path: path} }
			},
		})
	}
	_ = testStore
}
