//go:build !windows

package console

import "os"

// escapes reports whether a terminal understands escape sequences.
func escapes(int) bool {
	kind := os.Getenv("TERM")
	return kind != "" && kind != "dumb"
}
