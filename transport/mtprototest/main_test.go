package mtprototest_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Close waits for all that a server has started: what is left is a leak.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
