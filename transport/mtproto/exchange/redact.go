package exchange

import (
	"fmt"
	"io"
	"log/slog"
)

// String shows the key's id only.
func (r Result) String() string { return fmt.Sprintf("exchange.Result(key id %016x)", uint64(r.KeyID)) }

// GoString is String.
func (r Result) GoString() string { return r.String() }

// Format prints String whatever the verb.
func (r Result) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue is String, for log/slog.
func (r Result) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText is String. A Result cannot be read back from it: who stores a
// key takes it out on purpose.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
