package codes

import (
	"strings"

	"github.com/stepin-go/stepin/errors"
)

// maxToken is the longest token, in bytes. Those with signed claims inside (JWT)
// have a few thousand; no web server takes a header of more than this by default.
const maxToken = 64 << 10

// ParseToken returns a token that another system issued, without the white space
// around it: that comes from copying.
//
// A token is valid UTF-8 without control characters, of at most 64 KiB. What is in
// it only who issued it can tell. The error is errors.TokenMissing if nothing was
// given, and errors.TokenInvalid for what cannot be a token.
func ParseToken(given Secret) (Secret, error) {
	text := given.Reveal()
	token := strings.TrimSpace(text)
	switch {
	case token == "":
		return Secret{}, errors.Local(errors.TokenMissing)
	case len(token) > maxToken || strings.ContainsFunc(token, isNotInName):
		return Secret{}, errors.Local(errors.TokenInvalid)
	case token == text:
		return given, nil
	default:
		return NewSecret(token), nil
	}
}
