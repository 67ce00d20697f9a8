package errors

// A Reason says why something was refused. It is an error, so that
// errors.Is(err, errors.PhoneCodeExpired) works on whatever wraps it, and a
// string, so that it can be the key of a translation or the label of a metric.
//
// A server's reason is its name for the error in upper case: letters, digits and
// single underscores, at most 64 bytes. A field of the name that is a number is
// no part of the reason. At the end it is dropped (FLOOD_WAIT_42 is FLOOD_WAIT),
// before another field it becomes X (INTERDC_5_CALL_ERROR is
// INTERDC_X_CALL_ERROR). A sentence is treated the same way, with an underscore
// for everything that is no letter or digit. Letters are those of ASCII.
//
// A reason of stepin's own is in lower case.
type Reason string

// maxReason is the length of the longest reason in bytes. The longest name that
// a server is known to use has 36; what is longer is a sentence.
const maxReason = 64

// Error returns the reason itself.
func (r Reason) Error() string { return string(r) }

// Valid reports whether the reason is one that stepin could have written: 1 to
// 64 ASCII letters, digits and underscores.
func (r Reason) Valid() bool {
	for i := range len(r) {
		if r[i] != '_' && !isAlnum(r[i]) {
			return false
		}
	}
	return r != "" && len(r) <= maxReason
}

// UnmarshalText reads a reason from a stored record. One that is neither valid
// nor empty is refused with [BadRecord].
func (r *Reason) UnmarshalText(text []byte) error {
	if read := Reason(text); read != "" && !read.Valid() {
		return badRecord("not a reason: " + string(text))
	}
	*r = Reason(text)
	return nil
}

// own reports whether the reason is one of stepin's, which are in lower case.
func (r Reason) own() bool { return r != "" && r[0] >= 'a' && r[0] <= 'z' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
