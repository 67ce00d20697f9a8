package codes

import (
	"strings"
	"unicode"

	"github.com/stepin-go/stepin/errors"
)

// maxNameBytes bounds a name. No system that stepin knows of comes near it.
const maxNameBytes = 254

// Name reads the name of an account, for systems that know people by one.
// Telegram does not sign in by name. White space around the name and invisible
// marks anywhere in it are dropped; the rest is kept as typed.
//
// A name is not empty and has no control characters, valid UTF-8 and at most
// 254 bytes. The error is an *errors.Error of class errors.Reenter with the
// reason errors.NameInvalid.
func Name(typed string) (Identifier, error) {
	name := trim(typed)
	if name == "" || len(name) > maxNameBytes || strings.ContainsFunc(name, isNotInName) {
		return Identifier{}, errors.Local(errors.NameInvalid)
	}
	return Identifier{kind: KindName, value: NewSecret(name)}, nil
}

func isNotInName(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar
}
