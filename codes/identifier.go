package codes

import (
	"fmt"
	"io"
	"log/slog"
)

// An Identifier says who signs in: a phone number, an e-mail address or a name.
// The zero Identifier is nobody. It prints, logs and marshals masked, as
// +999•••0002 or a•••@example.com; only Reveal gives all of it.
//
// An Identifier cannot be compared with ==; use Equal.
type Identifier struct {
	kind  Kind
	value Secret
}

// Kind says what the identifier is, NoKind for nobody.
func (i Identifier) Kind() Kind { return i.kind }

// IsZero reports whether i is nobody.
func (i Identifier) IsZero() bool { return i.kind == NoKind }

// Reveal returns the identifier in full and in its canonical form, "" for
// nobody.
func (i Identifier) Reveal() string { return i.value.Reveal() }

// Equal reports whether two identifiers are of one kind and the same.
func (i Identifier) Equal(other Identifier) bool {
	return i.kind == other.kind && i.value.Equal(other.value)
}

// String returns the identifier masked, "" for nobody.
func (i Identifier) String() string { return mask(i) }

// GoString returns what String returns.
func (i Identifier) GoString() string { return i.String() }

// Format writes what String returns, whatever the verb and flags.
func (i Identifier) Format(f fmt.State, _ rune) { io.WriteString(f, i.String()) }

// LogValue gives package slog what String returns.
func (i Identifier) LogValue() slog.Value { return slog.StringValue(i.String()) }

// MarshalText returns what String returns. It never fails; reading that back
// does.
func (i Identifier) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText always fails with errors.BadRecord: what was written is masked,
// and a careless round trip must not pass for the identifier. A store that
// keeps identifiers keeps Kind and Reveal, and parses again.
func (i *Identifier) UnmarshalText([]byte) error { return errRedacted() }
