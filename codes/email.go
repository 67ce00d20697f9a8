package codes

import (
	"strings"
	"unicode"

	"github.com/stepin-go/stepin/errors"
)

// maxEmailBytes is the longest address that fits into a mail command (RFC 5321,
// section 4.5.3.1.3, less the angle brackets).
const maxEmailBytes = 254

// Email reads an e-mail address. White space around it and invisible marks
// anywhere in it are dropped; the rest is kept as typed, case included, since
// what is before the @ belongs to the mail server alone.
//
// An address has one @ with something on both sides, no white space or control
// characters, valid UTF-8 and at most 254 bytes. Whether it exists only a
// message to it can tell.
//
// The error is errors.EmailInvalid.
func Email(typed string) (Identifier, error) {
	address := trim(typed)
	local, domain, _ := strings.Cut(address, "@")
	if len(address) > maxEmailBytes || local == "" || domain == "" ||
		strings.Contains(domain, "@") || strings.ContainsFunc(address, isNotInAddress) {
		return Identifier{}, errors.Local(errors.EmailInvalid)
	}
	return Identifier{kind: KindEmail, value: NewSecret(address)}, nil
}

func isNotInAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
}
