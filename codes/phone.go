package codes

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/stepin-go/stepin/errors"
)

const (
	// minPhoneDigits is below every number that a person has. It leaves room for
	// the five digits of +42777, the number of Telegram's own account for
	// notifications.
	minPhoneDigits = 5
	// maxPhoneDigits is the limit of ITU-T Recommendation E.164, country code
	// included.
	maxPhoneDigits = 15
	// maxPhoneText bounds what is looked at, in bytes. It leaves room for a mark
	// or two around every digit.
	maxPhoneText = 256
)

// ParsePhone reads a phone number in international form, as a person types or
// pastes it. The canonical form, which Reveal returns, is a plus and ASCII
// digits: "+9996620002".
//
//   - The leading plus may be missing or written as 00. It stands before the
//     first digit or nowhere.
//   - Digits may be of any script: "+٩٩٩٦٦٢٠٠٠٢" and "＋９９９６６２０００２" are read.
//   - White space (no-break space included), dashes, dots, slashes and
//     parentheses are dropped, and so are the invisible marks that pasting from
//     a chat or an address book brings, such as U+200E and U+202A.
//   - The zero in parentheses of +49 (0)171... is not dialled with a country
//     code and is dropped. Any other digit counts.
//   - A number has 5 to 15 digits, and no country code begins with 0, so a
//     number in national form (0171...) is refused.
//   - Anything else, letters above all, is refused rather than guessed at: a
//     code sent to a wrong number is worse than a second question.
//
// There is no database of countries. In particular the anonymous numbers of
// fragment.com (+888...) and Telegram's test numbers (+99966XYYYY,
// https://core.telegram.org/api/auth#test-accounts) pass, which the usual phone
// number libraries reject.
//
// The error is errors.PhoneNumberInvalid.
func ParsePhone(typed string) (Identifier, error) {
	number := phoneNumber(typed)
	if n := len(number) - len("+"); n < minPhoneDigits || n > maxPhoneDigits || number[1] == '0' {
		return Identifier{}, errors.Local(errors.PhoneNumberInvalid)
	}
	return Identifier{kind: KindPhone, value: NewSecret(number)}, nil
}

// phoneNumber returns a plus and the digits of a number without the 00 that may
// stand for it, and "" for a text that is no number.
func phoneNumber(typed string) string {
	if len(typed) > maxPhoneText {
		return ""
	}
	const callPrefix = "00"
	var number [len("+") + len(callPrefix) + maxPhoneDigits]byte
	number[0] = '+'
	digits := number[1:1]
	plus := false
	for i, r := range typed {
		switch d, ok := asciiDigit(r); {
		case ok && len(digits) > 0 && strings.HasPrefix(typed[i-1:], "(0)"):
			// A trunk zero. The byte before it exists, as a digit came earlier.
		case ok && len(digits) == cap(digits):
			return ""
		case ok:
			digits = append(digits, d)
		case isPlus(r):
			if plus || len(digits) > 0 {
				return ""
			}
			plus = true
		case !isPhoneMark(r):
			return ""
		}
	}
	if !plus && bytes.HasPrefix(digits, []byte(callPrefix)) {
		digits = digits[:copy(digits, digits[len(callPrefix):])]
	}
	return string(number[:1+len(digits)])
}

func isPlus(r rune) bool {
	return r == '+' || r == '＋' || r == '﹢'
}

// isPhoneMark reports whether r may stand between the digits of a number
// without meaning anything.
func isPhoneMark(r rune) bool {
	switch r {
	case '.', '/', '(', ')', '．', '／', '（', '）', '−':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r)
}
