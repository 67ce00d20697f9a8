package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	// cell is what stepin does: a word that links to the story that shows it.
	cell = regexp.MustCompile(`\[[^]]+\]\(testdata/stories/([a-z-]+\.story)\)`)
	// version is the head of another library's column: what was read, and where.
	version = regexp.MustCompile(`^\[\w+ \d+\.\d+\.\d+\]\(https://github\.com/[\w-]+/[\w-]+/tree/(?:v[\d.]+|[0-9a-f]{40})\)$`)
)

// TestFeatures holds the README's table of features to its word: whatever stepin
// is said to do, a story shows, one that is played against servers too; and of
// every other library it is said which version was read.
func TestFeatures(t *testing.T) {
	_, rest, found := strings.Cut(read(t, filepath.Join(root, "README.md")), "\n## Beside other libraries\n")
	require.True(t, found)
	section, _, found := strings.Cut(rest, "\n## ")
	require.True(t, found)
	var rows [][]string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "|") {
			row := strings.Split(strings.Trim(line, "|\n"), "|")
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
			rows = append(rows, row)
		}
	}
	require.Greater(t, len(rows), 2)
	head := rows[0]
	require.Equal(t, "stepin", head[1])
	for _, library := range head[2:] {
		require.Regexp(t, version, library)
	}
	for _, row := range rows[2:] {
		t.Run(row[0], func(t *testing.T) {
			require.Len(t, row, len(head))
			require.NotContains(t, row, "")
			shown := cell.FindAllStringSubmatch(row[1], -1)
			require.Len(t, shown, strings.Count(row[0], ";")+1, "a story for each thing")
			for _, story := range shown {
				text := read(t, filepath.Join(root, "testdata/stories", story[1]))
				require.NotRegexp(t, `(?m)^only `, text, "%s is not played against every server", story[1])
			}
		})
	}
}
