package exchange

import (
	"fmt"
	"io"
)

// String shows the key's id only.
func (r Result) String() string { return fmt.Sprintf("exchange.Result(key id %016x)", uint64(r.KeyID)) }

// Format prints String whatever the verb, %#v included.
func (r Result) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// MarshalText is String, for encoding/json and log/slog. A Result cannot be read back from it: who stores a
// key takes it out on purpose.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
