package codes

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// redacted is what a Secret shows instead of its value.
const redacted = "REDACTED"

// A Secret is a text that must not be seen by accident: a typed code, a
// password, a phone_code_hash. Whatever prints, logs or marshals it gets the
// word REDACTED, or nothing at all for the zero Secret; only Reveal gives the
// text. The zero Secret is the empty text.
//
// A Secret cannot be compared with ==; use Equal.
type Secret struct {
	// A function and not a string or a pointer to one: fmt cannot call methods
	// on the unexported fields of somebody's struct and falls back to
	// reflection there, and testify's dump follows pointers by package unsafe.
	// Of a function both print the address only.
	reveal func() string
}

// NewSecret hides s. The empty text gives the zero Secret.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{reveal: func() string { return s }}
}

// Reveal returns the hidden text, "" for the zero Secret. The result is an
// ordinary string, so call it only where the text leaves for the server or for
// the store.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether s hides nothing.
func (s Secret) IsZero() bool { return s.reveal == nil }

// Equal reports whether two secrets hide the same text. The time it takes
// depends on the lengths, not on what the texts have in common.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// String returns REDACTED, or "" for the zero Secret.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// GoString returns what String returns.
func (s Secret) GoString() string { return s.String() }

// Format writes what String returns, whatever the verb and flags.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue gives package slog what String returns.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText returns what String returns. It never fails, so that a struct
// with a Secret can be shown as JSON; reading that back does fail.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON returns what String returns, quoted.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// UnmarshalText always fails with errors.BadRecord: what was written is not the
// secret, and a careless round trip must not pass for one.
func (s *Secret) UnmarshalText([]byte) error { return errRedacted() }

// UnmarshalJSON always fails with errors.BadRecord, as UnmarshalText does.
func (s *Secret) UnmarshalJSON([]byte) error { return errRedacted() }
