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

// The README's first example. A test of package docs holds what stands there
// against it.
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

	// begin readme
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
	// end readme

	// Output:
	// WaitCode app <nil>
	// WaitCode true
	// Ready Ada <nil>
}

// TestReadme holds the README's diagram against the tables.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(data), "```mermaid\n")
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	readme := before + "```mermaid\n" + flow.Telegram().Diagram() + "```\n" + after
	if *update {
		require.NoError(t, os.WriteFile("../README.md", []byte(readme), 0o600))
		return
	}
	require.Equal(t, readme, string(data), "run go test ./flow -run Readme -update")
}
