package codes

import (
	"strings"
	"unicode"

	"github.com/stepin-go/stepin/errors"
)

const (
	// maxNameBytes bounds a name. No system that stepin knows of comes near it.
	maxNameBytes = 254

	// nameInvalid is written like stepin's other reasons. Package errors has none
	// for the name of an account, as Telegram does not sign in by name.
	nameInvalid errors.Reason = "name_invalid"
)

// Name reads the name of an account, for systems that know people by one.
// Telegram does not sign in by name. White space around the name and invisible
// marks anywhere in it are dropped; the rest is kept as typed.
//
// A name is not empty and has no control characters, valid UTF-8 and at most
// 254 bytes. The error is an *errors.Error of class errors.Reenter with the
// reason "name_invalid".
func Name(typed string) (Identifier, error) {
	name := trim(typed)
	if name == "" || len(name) > maxNameBytes || strings.ContainsFunc(name, isNotInName) {
		return Identifier{}, &errors.Error{Reason: nameInvalid, Class: errors.Reenter}
	}
	return Identifier{kind: KindName, value: NewSecret(name)}, nil
}

func isNotInName(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar
}
