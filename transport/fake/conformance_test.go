package fake_test

import (
	"testing"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/internal/conformance"
	"github.com/stepin-go/stepin/transport/transporttest"
)

func TestConformance(t *testing.T) {
	for name, dc := range map[string]int{"at home": 0, "elsewhere": 4} {
		t.Run(name, func(t *testing.T) {
			transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
				model, s := conformance.Model(t, dc)
				s.Transport = func() flow.Transport { return &fake.Transport{Server: model} }
				s.Unreachable = func() flow.Transport { return &fake.Transport{Server: new(fake.Server)} }
				return s
			}})
		})
	}
}
