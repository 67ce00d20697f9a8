package kii_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/internal/leak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }
