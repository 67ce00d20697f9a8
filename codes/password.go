package codes

import "github.com/stepin-go/stepin/errors"

// ParsePassword returns a typed password as it is: white space, case and length
// belong to it, and only its owner knows whether they were meant. An empty one
// is errors.PasswordMissing, so that no try is spent on a key pressed too early.
func ParsePassword(typed Secret) (Secret, error) {
	if typed.IsZero() {
		return Secret{}, errors.Local(errors.PasswordMissing)
	}
	return typed, nil
}
