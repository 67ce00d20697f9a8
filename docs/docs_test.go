// Package docs_test holds the documentation against the code: what a page shows
// compiles and runs, what it names exists, and where it points there is
// something.
package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

var update = flag.Bool("update", false, "write the code blocks of the pages anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// root is the folder of the module.
const root = ".."

// pages returns the paths of all Markdown files.
func pages(t *testing.T) []string {
	t.Helper()
	var found []string
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"): // neither is ours
			return fs.SkipDir
		case filepath.Ext(path) == ".md":
			found = append(found, path)
		}
		return nil
	}))
	require.NotEmpty(t, found)
	return found
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

var (
	// A block of code says where it is from, in a line that a reader does not
	// see.
	block = regexp.MustCompile("(?ms)^(?:<!-- (\\S+): (\\S+) -->\n)?```(go|python|js)\n(.*?)^```$")
	// fence is a whole block, in any language.
	fence = regexp.MustCompile("(?ms)^```.*?^```$")
)

// TestCode holds every block of Go code, and those in other languages that say
// where they are from, against that file. There it stands between the lines
// "// begin NAME" and "// end NAME", with # in Python.
func TestCode(t *testing.T) {
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			text := read(t, page)
			printed := block.ReplaceAllStringFunc(text, func(found string) string {
				part := block.FindStringSubmatch(found)
				if part[1] == "" {
					require.NotEqual(t, "go", part[3], "where is this from?\n%s", found)
					return found
				}
				code := region(t, filepath.Join(filepath.Dir(page), part[1]), part[2])
				return "<!-- " + part[1] + ": " + part[2] + " -->\n```" + part[3] + "\n" + code + "```"
			})
			if *update && printed != text {
				require.NoError(t, os.WriteFile(page, []byte(printed), 0o600))
				return
			}
			require.Equal(t, printed, text, "run go test ./docs -run Code -update")
		})
	}
}

// region returns a part of a file, without the indentation that it has there.
func region(t *testing.T, path, name string) string {
	t.Helper()
	source := read(t, path)
	quoted := regexp.QuoteMeta(name)
	part := regexp.MustCompile(`(?ms)^([\t ]*)(?://|#) begin ` + quoted + `\n(.*?)^[\t ]*(?://|#) end ` + quoted + `$`).FindStringSubmatch(source)
	require.NotNil(t, part, "%s has no part %q", path, name)
	return strings.TrimSpace(strings.ReplaceAll("\n"+part[2], "\n"+part[1], "\n")) + "\n"
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"`)
	heading = regexp.MustCompile(`(?m)^#+ +(.+)$`)
)

// TestLinks follows every link that does not leave the repository.
func TestLinks(t *testing.T) {
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			for _, found := range link.FindAllStringSubmatch(fence.ReplaceAllString(read(t, page), ""), -1) {
				target := found[1] + found[2]
				if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
					continue
				}
				file, anchor, hasAnchor := strings.Cut(target, "#")
				path := page
				if file != "" {
					path = filepath.Join(filepath.Dir(page), file)
				}
				require.True(t, filepath.IsLocal(strings.TrimPrefix(path, root+string(filepath.Separator))), target)
				_, err := os.Stat(path)
				require.NoError(t, err, target)
				if hasAnchor {
					require.Contains(t, anchors(read(t, path)), anchor, target)
				}
			}
		})
	}
}

// anchors returns what a page's headings are called in links.
func anchors(text string) []string {
	var all []string
	for _, found := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all = append(all, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', 'a' <= r && r <= 'z', '0' <= r && r <= '9':
				return r
			default:
				return -1
			}
		}, strings.ToLower(found[1])))
	}
	return all
}
