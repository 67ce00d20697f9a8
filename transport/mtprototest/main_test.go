package mtprototest_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/internal/leak"
)

// Close waits for all that a server has started: what is left is a leak.
func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }
