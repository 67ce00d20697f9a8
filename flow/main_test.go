package flow_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/internal/leak"
)

// TestMain searches all that the machine, the driver and both transports say in
// the stories, the plays of the oracle and the tests of the driver.
func TestMain(m *testing.M) {
	leak.Secret(leak.AppHash, storyAppHash)
	leak.Secret(leak.Token, "srp_id") // the inside of a session of package fake
	leak.Secret(leak.Token, sampleToken)
	goleak.VerifyTestMain(leak.Suite{M: m})
}
