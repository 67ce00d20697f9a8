package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	flagDefined = regexp.MustCompile(`\.(?:\w+Var\(&[\w.]+, |Func\()"([\w-]+)"`)
	flagTold    = regexp.MustCompile("`-([a-z][\\w-]*)")
)

// TestFlags holds the console's page against its command line: it tells of all
// flags, and of no others.
func TestFlags(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "examples/console/*.go"))
	require.NoError(t, err)
	var defined, told []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, found := range flagDefined.FindAllSubmatch(source, -1) {
			defined = append(defined, string(found[1]))
		}
	}
	for _, found := range flagTold.FindAllStringSubmatch(read(t, "console.md"), -1) {
		told = append(told, found[1])
	}
	require.Subset(t, told, defined)
	require.Subset(t, defined, told)
}
