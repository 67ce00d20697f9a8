package codes

// A Purpose says what a sent code is good for.
type Purpose uint8

// The purposes.
const (
	// SignIn is a code that signs in, or is the first of several steps to it.
	// Written as "sign_in".
	SignIn Purpose = iota
	// SecondFactor is a code asked for after a password was accepted, as some
	// systems other than Telegram do. Written as "second_factor".
	SecondFactor
)

var purposeNames = [...]string{SignIn: "sign_in", SecondFactor: "second_factor"}

// String returns the purpose's name.
func (p Purpose) String() string { return enumString("Purpose", purposeNames[:], uint8(p)) }

// MarshalText returns the purpose's name, or errors.BadRecord for a value that
// is not one of the constants.
func (p Purpose) MarshalText() ([]byte, error) {
	return enumMarshal("Purpose", purposeNames[:], uint8(p))
}

// UnmarshalText accepts what MarshalText writes and nothing else; the rest is
// errors.BadRecord.
func (p *Purpose) UnmarshalText(text []byte) error {
	return enumUnmarshal("Purpose", purposeNames[:], text, (*uint8)(p))
}
