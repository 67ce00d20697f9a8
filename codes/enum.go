package codes

import (
	"slices"
	"strconv"

	"github.com/stepin-go/stepin/errors"
)

// enumString names a value that may be out of range, for people to read.
func enumString(typ string, names []string, v uint8) string {
	if int(v) < len(names) {
		return names[v]
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

func enumMarshal(typ string, names []string, v uint8) ([]byte, error) {
	if int(v) >= len(names) {
		return nil, badRecord("codes: no such " + typ)
	}
	return []byte(names[v]), nil
}

func enumUnmarshal(typ string, names []string, text []byte, v *uint8) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return badRecord("codes: no such " + typ)
	}
	*v = uint8(i)
	return nil
}

// badRecord reports bytes that this package did not write. The text says what
// was wanted, never what was found: that may be a secret in the wrong place.
func badRecord(text string) error {
	err := errors.Local(errors.BadRecord)
	err.Err = errors.New(text)
	return err
}

func errRedacted() error { return badRecord("codes: a redacted value cannot be read back") }
