package auth_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/internal/leak"
)

// TestMain searches the errors for what was typed.
func TestMain(m *testing.M) {
	leak.Secret(leak.Phone, ada)
	for _, code := range []string{"12345", "11111", "22222"} {
		leak.Secret(leak.Code, code)
	}
	goleak.VerifyTestMain(leak.Suite{M: m})
}
