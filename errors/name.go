package errors

import (
	"math"
	"strings"
)

// A name is a server's text in parts.
type name struct {
	reason   Reason // the normal form, as Reason describes it; may be empty
	head     Reason // what stands before the first number
	number   int64  // the first number, at most math.MaxInt32
	numbered bool   // there is a number
}

// parse takes a text apart. A number is a whole field of digits, so that the 2 of
// 2FA_CONFIRM_WAIT_604800 is none.
func parse(text string) name {
	var (
		n       name
		buf     [maxReason]byte
		out     = buf[:0]
		numbers int // fields that became X if another word follows
	)
	write := func(field string) {
		if len(out) > 0 && len(out) < maxReason {
			out = append(out, '_')
		}
		for i := 0; i < len(field) && len(out) < maxReason; i++ {
			c := field[i]
			if c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			out = append(out, c)
		}
	}
	for i := 0; i < len(text); {
		if !isAlnum(text[i]) {
			i++
			continue
		}
		start, digits := i, true
		for ; i < len(text) && isAlnum(text[i]); i++ {
			digits = digits && text[i] <= '9'
		}
		field := text[start:i]
		if !digits {
			for ; numbers > 0; numbers-- {
				write("X")
			}
			write(field)
			continue
		}
		if !n.numbered {
			n.head, n.number, n.numbered = Reason(out), atoi(field), true
		}
		numbers++
	}
	// A cut may leave an underscore at the end.
	n.reason = Reason(strings.TrimSuffix(string(out), "_"))
	if !n.numbered {
		n.head = n.reason
	}
	return n
}

// atoi reads digits. More than math.MaxInt32 is math.MaxInt32.
func atoi(digits string) int64 {
	var n int64
	for i := range len(digits) {
		if n = n*10 + int64(digits[i]-'0'); n > math.MaxInt32 {
			return math.MaxInt32
		}
	}
	return n
}

// beginnings are names that may be followed by more. Public clients disagree on
// how AUTH_TOKEN_INVALID ends, so nothing separates it from what follows.
var beginnings = []struct {
	text   string
	reason Reason
}{
	{"AUTH_RESTART_", AuthRestart},
	{"AUTH_TOKEN_INVALID", AuthTokenInvalid},
	{"INPUT_CONSTRUCTOR_INVALID_", InputConstructorInvalid},
	{"INPUT_FETCH_ERROR_", InputFetchError},
	{"INPUT_FETCH_FAIL_", InputFetchFail},
	{"INPUT_METHOD_INVALID_", InputMethodInvalid},
	{"SORRY_TOO_MANY_INVALID_ATTEMPTS_TO_ENTER_YOUR_PASSWORD", TooManyPasswordTries},
}

// known finds the reason in the table of classes.
func (n name) known() (Reason, bool) {
	if _, ok := classes[n.reason]; ok {
		return n.reason, true
	}
	// More may follow a number: FLOOD_WAIT_30_OR_STARS_10 offers to pay instead.
	if _, ok := classes[n.head]; ok {
		return n.head, true
	}
	for _, b := range beginnings {
		if strings.HasPrefix(string(n.reason), b.text) {
			return b.reason, true
		}
	}
	// A sentence, and API_64BIT_LOGIN_APP_OUTDATED_n.
	if n.has("OUTDATED_APP") || n.has("APP_OUTDATED") {
		return UpdateAppToLogin, true
	}
	return "", false
}

// family classes a name that is not in the table by the family that it belongs
// to. It is Unknown for one without a family.
func (n name) family(code int) Class {
	switch {
	case strings.HasSuffix(string(n.head), "_MIGRATE") && n.dc() != 0:
		return ChangeDC
	case n.numbered && (n.ends("_WAIT") || n.ends("_DELAY") || n.ends("_TOO_FRESH")):
		return Wait
	case n.has("TOO_MANY") || n.ends("_FLOOD"):
		return Wait
	case n.begins("FROZEN_") || n.begins("USER_DEACTIVATED_"):
		return Terminal
	case n.ends("_AUTH_RESTART"):
		return Retry
	case n.begins("RPC_") || n.begins("INTERDC_"):
		return Transient
	case code < 0 || code >= codeInternal:
		return Unknown // weaker than the code: what follows is about requests
	case n.begins("AUTH_KEY_"):
		return SessionLost
	case n.begins("CONNECTION_"):
		return Configuration
	case n.begins("INPUT_") || n.begins("BUSINESS_CONNECTION_"):
		return Bug
	case n.ends("_HASH_EXPIRED"):
		return StartOver
	}
	return Unknown
}

func (n name) begins(s string) bool { return strings.HasPrefix(string(n.reason), s) }
func (n name) has(s string) bool    { return strings.Contains(string(n.reason), s) }

// ends looks at the part before the first number.
func (n name) ends(s string) bool { return strings.HasSuffix(string(n.head), s) }

// maxDC is the greatest number of a data centre: a signed 16-bit integer on the
// wire. See https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation.
const maxDC = math.MaxInt16

// dc returns the first number if it can be a data centre's, or else 0.
func (n name) dc() int {
	if n.number > maxDC {
		return 0
	}
	return int(n.number)
}
