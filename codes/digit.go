package codes

import "unicode"

// asciiDigit returns the ASCII form of a decimal digit of any script: keyboards
// type Arabic-Indic or Devanagari digits, and pasted text brings full-width
// ones. Superscripts, circled digits and Roman numerals are not decimal digits.
func asciiDigit(r rune) (byte, bool) {
	if r <= unicode.MaxASCII {
		return byte(r), '0' <= r && r <= '9'
	}
	// Unicode keeps the ten digits of a script in a row with zero first
	// (The Unicode Standard, section 4.6), so the place in the range is the
	// value. A range may hold the digits of several scripts or styles.
	for _, in := range unicode.Nd.R16 {
		if r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10), r >= rune(in.Lo)
		}
	}
	for _, in := range unicode.Nd.R32 {
		if r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10), r >= rune(in.Lo)
		}
	}
	return 0, false
}

// onlyDigits returns the digits in s as ASCII, whatever else stands between
// them. It returns s itself, without allocating, if s is nothing but ASCII
// digits.
func onlyDigits(s string) string {
	if isDigits(s) {
		return s
	}
	digits := make([]byte, 0, len(s))
	for _, r := range s {
		if d, ok := asciiDigit(r); ok {
			digits = append(digits, d)
		}
	}
	return string(digits)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
