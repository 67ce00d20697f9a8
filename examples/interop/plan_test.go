package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The page has the table as it is printed if all is well.
func TestTable(t *testing.T) {
	var table strings.Builder
	printHead(&table)
	for _, c := range allClients("", "", "") {
		for _, trial := range c.trials {
			printRow(&table, c, trial, true)
		}
	}
	page, err := os.ReadFile("../../docs/clients.md")
	require.NoError(t, err)
	require.Contains(t, string(page), table.String(), "put what go run ./examples/interop prints into docs/clients.md")
}

// The versions that the runner expects are those that are installed.
func TestPins(t *testing.T) {
	pins := map[string]string{}
	for _, c := range allClients("", "", "") {
		pins[c.name] = c.version
	}
	var npm struct{ Dependencies map[string]string }
	text, err := os.ReadFile("package.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &npm))
	require.Equal(t, map[string]string{"@mtcute/node": pins["mtcute"], "telegram": pins["GramJS"]}, npm.Dependencies)
	lock, err := os.ReadFile("package-lock.json")
	require.NoError(t, err)
	require.NotContains(t, string(lock), `"resolved"`, "where a package comes from is npm's business")

	module, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	require.Contains(t, string(module), "github.com/gotd/td "+pins["gotd"]+"\n")
}
