package flow_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/transport/fake"
)

// The README's first example, as it stands there.
func Example() {
	folder, err := os.MkdirTemp("", "stepin")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()
	server, err := fake.New(fake.Account{Phone: "+9996620002", FirstName: "Ada", Password: "secret"})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, path, transport := context.Background(), filepath.Join(folder, "login.json"), &fake.Transport{Server: server}

	// README begins
	d := &flow.Driver{Transport: transport, Store: filestore.File{Path: path}}

	s, err := d.Do(ctx, "me", flow.PhoneNumber("+999 66 2 0002")) // a code is sent
	fmt.Println(s.Phase, s.Sent.Delivery, err)

	s, err = d.Do(ctx, "me", flow.Code("11111")) // a wrong digit ends nothing
	fmt.Println(s.Phase, errors.Is(err, errors.PhoneCodeInvalid))

	// ... in another process, minutes later ...
	if s, err = d.Do(ctx, "me", flow.Code("2-2-2-2-2")); s.Phase == flow.WaitPassword {
		s, err = d.Do(ctx, "me", flow.Password("secret"))
	}
	fmt.Println(s.Phase, s.Account.FirstName, err)
	// README ends

	// Output:
	// WaitCode app <nil>
	// WaitCode true
	// Ready Ada <nil>
}

// TestReadme holds the README against the code: its example is the one above,
// and its diagram is printed from the tables.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	readme := string(data)

	source, err := os.ReadFile("readme_test.go")
	require.NoError(t, err)
	_, example, ok := strings.Cut(string(source), "\t// README begins\n")
	require.True(t, ok)
	example, _, ok = strings.Cut(example, "\t// README ends\n")
	require.True(t, ok)
	example = strings.TrimPrefix(strings.ReplaceAll(example, "\n\t", "\n"), "\t")
	if *update {
		readme = replaceBlock(t, readme, "go", example)
		readme = replaceBlock(t, readme, "mermaid", flow.Telegram().Diagram())
		require.NoError(t, os.WriteFile("../README.md", []byte(readme), 0o600))
	}
	require.Contains(t, readme, "```go\n"+example+"```\n", "run go test ./flow -run Readme -update")
	require.Contains(t, readme, "```mermaid\n"+flow.Telegram().Diagram()+"```\n", "run go test ./flow -run Readme -update")
}

// replaceBlock replaces the first block of a language.
func replaceBlock(t *testing.T, text, language, block string) string {
	before, rest, ok := strings.Cut(text, "```"+language+"\n")
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	return before + "```" + language + "\n" + block + "```\n" + after
}
