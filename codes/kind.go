package codes

// A Kind says what sort of Identifier one is.
type Kind uint8

// The kinds. They are written as "phone", "email" and "name"; NoKind, which
// the zero Identifier has, as "".
const (
	NoKind Kind = iota
	KindPhone
	KindEmail
	KindName
)

var kindNames = [...]string{NoKind: "", KindPhone: "phone", KindEmail: "email", KindName: "name"}

// String returns the kind's name.
func (k Kind) String() string { return enumString("Kind", kindNames[:], uint8(k)) }

// MarshalText returns the kind's name, or errors.BadRecord for a value that is
// not one of the constants.
func (k Kind) MarshalText() ([]byte, error) { return enumMarshal("Kind", kindNames[:], uint8(k)) }

// UnmarshalText accepts what MarshalText writes and nothing else; the rest is
// errors.BadRecord.
func (k *Kind) UnmarshalText(text []byte) error {
	return enumUnmarshal("Kind", kindNames[:], text, (*uint8)(k))
}
