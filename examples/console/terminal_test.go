package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"console": main})
}

// TestTerminal runs the program itself, with a terminal to type at. What is seen
// there is tested beside package flow/console.
func TestTerminal(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireUniqueNames: true})
}
