package transporttest

import (
	"testing"
	"time"
)

// Names are the names of the checks.
func Names() []string {
	var names []string
	for _, check := range checks {
		names = append(names, check.name)
	}
	return names
}

// Check runs one.
func Check(t testing.TB, name string, s Server) {
	for _, check := range checks {
		if check.name == name {
			check.run(t, s)
		}
	}
}

// SetPatience lets checks that fail do so sooner, until the test ends.
func SetPatience(t testing.TB, d time.Duration) {
	before := patience
	patience = d
	t.Cleanup(func() { patience = before })
}

// HTTPNames are the names of RunHTTP's checks.
func HTTPNames() []string {
	var names []string
	for _, check := range httpChecks {
		names = append(names, check.name)
	}
	return names
}

// CheckHTTP runs one.
func CheckHTTP(t testing.TB, name string, s HTTPServer) {
	for _, check := range httpChecks {
		if check.name == name {
			check.run(t, newDoor(t, s))
		}
	}
}

// Forms is forms.
var Forms = forms
