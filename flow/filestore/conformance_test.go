package filestore_test

import (
	"path/filepath"
	"testing"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/flow/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, storetest.Config{
		OneID: true,
		Empty: func(t testing.TB) func() flow.Store {
			path := filepath.Join(t.TempDir(), "login")
			return func() flow.Store { return filestore.File{Path: path} }
		},
	})
}
