package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/stepin-go/stepin/internal/leak"
)

// TestMain searches all that the console writes. At a terminal that includes what
// is typed, so what is seen there is searched beside package flow/console.
func TestMain(m *testing.M) {
	for _, number := range []string{"+15555550100", "+15555550101"} {
		leak.Secret(leak.Phone, number)
	}
	for _, a := range demoAccounts {
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Token, a.BotToken)
	}
	for _, code := range []string{"22222", "11111", "2-2-2-2-2", "123456", "654321", "111111", demoMail} {
		leak.Secret(leak.Code, code)
	}
	leak.Secret(leak.Password, "secret")
	testscript.Main(leak.Suite{M: m}, map[string]func(){"console": main})
}

// TestTerminal runs the program itself, with a terminal to type at. What is seen
// there is tested beside package flow/console.
func TestTerminal(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireUniqueNames: true})
}
