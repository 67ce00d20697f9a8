package emulator_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/internal/emulator"
)

// An outcome notes how a test ended.
type outcome struct {
	testing.TB
	skipped, failed bool
}

func (o *outcome) Helper() {}

func (o *outcome) Skip(...any) {
	o.skipped = true
	runtime.Goexit()
}

func (o *outcome) Fatal(...any) {
	o.failed = true
	runtime.Goexit()
}

func TestFind(t *testing.T) {
	for name, tt := range map[string]struct {
		host, project   string
		skipped, failed bool
	}{
		"none runs":           {"", "", true, false},
		"none runs, either":   {"", "demo", true, false},
		"IPv4":                {"127.0.0.1:9099", "demo", false, false},
		"IPv6":                {"[::1]:9099", "demo", false, false},
		"a name":              {"localhost:9099", "demo", false, false},
		"no project":          {"127.0.0.1:9099", "", false, true},
		"no port":             {"127.0.0.1", "demo", false, true},
		"no host":             {":9099", "demo", false, true},
		"a URL":               {"http://127.0.0.1:9099", "demo", false, true},
		"all interfaces":      {"0.0.0.0:9099", "demo", false, true},
		"another machine":     {"192.0.2.1:9099", "demo", false, true},
		"a name of a machine": {"example.com:9099", "demo", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("FIREBASE_AUTH_EMULATOR_HOST", tt.host)
			t.Setenv("GCLOUD_PROJECT", tt.project)
			got := &outcome{TB: t}
			var found *emulator.Emulator
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				found = emulator.Find(got)
			}()
			<-ended
			require.Equal(t, tt.skipped, got.skipped)
			require.Equal(t, tt.failed, got.failed)
			if !tt.skipped && !tt.failed {
				require.Equal(t, tt.host, found.Host)
				require.Equal(t, tt.project, found.Project)
			}
		})
	}
}
