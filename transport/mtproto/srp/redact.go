package srp

import (
	"fmt"
	"io"
	"log/slog"
)

const hidden = "srp(redacted)"

// redacted gives the type that embeds it methods that show nothing.
type redacted struct{}

// String shows nothing.
func (redacted) String() string { return hidden }

// GoString shows nothing.
func (redacted) GoString() string { return hidden }

// Format shows nothing, whatever the verb.
func (redacted) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue shows nothing in log/slog.
func (redacted) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText shows nothing in JSON.
func (redacted) MarshalText() ([]byte, error) { return []byte(hidden), nil }
