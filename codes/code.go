package codes

import (
	"path"
	"strings"

	"github.com/stepin-go/stepin/errors"
)

const (
	// maxCodeDigits is the longest code, and the longest announced length that
	// is believed. TDLib draws the same line (td/telegram/SentEmailCode.cpp).
	maxCodeDigits = 99
	// maxCodeText bounds what is looked at, in bytes: a phrase, or 99 digits
	// well disguised.
	maxCodeText = 1024
)

// ParseCode reads a code as a person types it, given what the server said of
// the code that it sent, and returns it as the server wants it.
//
// A code of digits may be disguised in any way that leaves the digits and their
// order alone: "1 2 3 4 5", "1-2-3-4-5", "a12345b". People need that, because
// Telegram invalidates a code that is sent through a Telegram chat, to a bot
// for example (https://core.telegram.org/api/auth). Digits may be of any
// script.
//
//   - App, SMS, Call, FragmentSMS, FirebaseSMS, Mail, Authenticator, and where the
//     delivery is not known: the digits, as many as Length says. With Length 0,
//     any number of them up to 99.
//   - FlashCall: the digits of the whole number that called. They must match
//     Pattern if that consists of digits and asterisks.
//   - MissedCall: the last Length digits of the number that called. Who types
//     the whole number, beginning with Prefix, is understood.
//   - SMSWord and SMSPhrase: the text without white space around it, with single
//     spaces inside and otherwise as typed. It must start with Beginning, where
//     upper and lower case are the same.
//
// The server examines only a few tries, so what it would surely refuse is
// refused here. The error is
//
//   - errors.CodeEmpty if nothing was typed that could be the code,
//   - errors.CodeLength if it is too long or too short,
//   - errors.CodeBeginning if it does not look like what the server announced:
//     Beginning, Prefix or Pattern.
//
// ParseCode of its own result gives it back unchanged. A text that is in its
// final form already comes back as the same Secret.
func ParseCode(typed Secret, sent Sent) (Secret, error) {
	text := typed.Reveal()
	if len(text) > maxCodeText {
		return Secret{}, errors.Local(errors.CodeLength)
	}
	var code string
	var err error
	switch sent.Delivery {
	case SMSWord, SMSPhrase:
		code, err = parseWords(text, sent.Beginning)
	case FlashCall:
		code, err = parseCaller(text, sent)
	case MissedCall:
		code, err = parseCallerEnd(text, sent)
	default:
		code, err = parseDigits(text, sent.Length)
	}
	switch {
	case err != nil:
		return Secret{}, err
	case code == text:
		return typed, nil
	default:
		return NewSecret(code), nil
	}
}

func parseDigits(text string, length int) (string, error) {
	digits := onlyDigits(text)
	if err := checkLength(digits, length); err != nil {
		return "", err
	}
	return digits, nil
}

// checkLength takes a length that no code has for unknown, so that a server's
// slip does not lock the person out.
func checkLength(digits string, length int) error {
	switch n := len(digits); {
	case n == 0:
		return errors.Local(errors.CodeEmpty)
	case n > maxCodeDigits, 0 < length && length <= maxCodeDigits && n != length:
		return errors.Local(errors.CodeLength)
	}
	return nil
}

// parseCaller reads the number behind a flash call.
func parseCaller(text string, sent Sent) (string, error) {
	digits, err := parseDigits(text, sent.Length)
	if err != nil {
		return "", err
	}
	glob := callerGlob(sent.Pattern)
	if glob == "" {
		return digits, nil
	}
	open := strings.Count(glob, "*")
	if n := len(glob) - open; len(digits) < n || open == 0 && len(digits) > n {
		return "", errors.Local(errors.CodeLength)
	}
	// Of digits, ? and * alone no glob is malformed.
	if ok, _ := path.Match(glob, digits); !ok {
		return "", errors.Local(errors.CodeBeginning)
	}
	return digits, nil
}

// callerGlob turns the pattern of a flash call into a glob over digits, and a
// pattern that makes no sense into "".
//
// By https://core.telegram.org/api/pattern a pattern is as long as the number,
// each * is one digit, and a pattern of a single * matches everything. Telegram
// for Android, which that page names as its example, lets every * be any number
// of digits. So several in a row are counted here and a single one is not:
// refusing the right number would leave the person no way to sign in, accepting
// a wrong one costs a try.
func callerGlob(pattern string) string {
	if len(pattern) > maxPhoneText {
		return ""
	}
	var glob strings.Builder
	for _, r := range pattern {
		switch d, ok := asciiDigit(r); {
		case ok:
			glob.WriteByte(d)
		case r == '*':
			glob.WriteByte('*')
		case !isPlus(r) && !isPhoneMark(r):
			return ""
		}
	}
	return countStars(glob.String())
}

// countStars writes each run of two stars or more as so many question marks.
func countStars(glob string) string {
	b := []byte(glob)
	for i := range b {
		if b[i] == '*' && (i > 0 && glob[i-1] == '*' || i+1 < len(b) && glob[i+1] == '*') {
			b[i] = '?'
		}
	}
	return string(b)
}

// parseCallerEnd reads the last digits of the number behind a missed call.
func parseCallerEnd(text string, sent Sent) (string, error) {
	digits := onlyDigits(text)
	prefix := onlyDigits(sent.Prefix)
	n := sent.Length
	if 0 < n && n < len(digits) && prefix != "" {
		if !strings.HasPrefix(digits, prefix) {
			return "", errors.Local(errors.CodeBeginning)
		}
		// One digit too many is a slip and no whole number.
		if len(digits) >= len(prefix)+n && len(digits) <= maxPhoneDigits {
			digits = digits[len(digits)-n:]
		}
	}
	if err := checkLength(digits, n); err != nil {
		return "", err
	}
	return digits, nil
}

// parseWords reads a word or a phrase.
func parseWords(text, beginning string) (string, error) {
	words := tidy(text)
	switch {
	case words == "":
		return "", errors.Local(errors.CodeEmpty)
	case len(beginning) <= maxCodeText && !hasPrefixFold(words, tidy(beginning)):
		return "", errors.Local(errors.CodeBeginning)
	}
	return words, nil
}
