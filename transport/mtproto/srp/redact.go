package srp

import (
	"fmt"
	"io"
)

const hidden = "srp(redacted)"

// redacted gives the type that embeds it methods that show nothing.
type redacted struct{}

// Format shows nothing, whatever the verb, %#v included.
func (redacted) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText shows nothing in encoding/json and log/slog.
func (redacted) MarshalText() ([]byte, error) { return []byte(hidden), nil }
