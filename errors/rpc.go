package errors

import "time"

// Error codes that mean something for every name, and the transport's errors.
// See https://core.telegram.org/api/errors and
// https://core.telegram.org/mtproto/mtproto-transports#transport-errors.
const (
	codeSeeOther     = 303
	codeUnauthorized = 401
	codeFlood        = 420
	codeInternal     = 500

	transportKeyUnknown = -404
	transportFlood      = -429
	transportWrongDC    = -444
)

// FromRPC types what a server answered to a call of method. The code and the
// text are those of an rpc_error. A transport error is its negative code, with
// any text or none.
//
// The text decides, in upper case and with its numbers taken out as [Reason]
// says. First come known names, some of them by their beginning; then families
// of names, such as *_MIGRATE_n and *_WAIT_n, and for codes that do not blame the
// server CONNECTION_*, INPUT_* and AUTH_KEY_*. The code is asked only about a
// text that tells nothing: negative ones and those of 500 or more are Transient,
// 401 is SessionLost, 303 and 420 are ChangeDC and Wait if there is a number, all
// others are Unknown.
//
// An answer of 401 to auth.logOut is SessionLost whatever its name: nobody is
// signed in any more. Except AUTH_KEY_PERM_EMPTY, which is about the temporary
// key only.
//
// Wait is the first number of the text if the class is Wait: at least a second,
// because test servers answer FLOOD_WAIT_0, and at most 2147483647 seconds, the
// greatest int of TL. RetryAt stays zero: FromRPC has no clock.
//
// The text is kept in Text, cut and escaped if needed. FromRPC never fails: any
// answer gives an error with a valid class.
func FromRPC(method string, code int, text string) *Error {
	text = clean(text)
	e := &Error{Method: method, Code: code, Text: text}
	n := parse(text)
	e.Reason, e.Class = classify(code, text, n)
	if method == "auth.logOut" && code == codeUnauthorized && e.Reason != AuthKeyPermEmpty {
		e.Class = SessionLost
	}
	if e.Class == Wait && n.numbered && e.Reason != TransportFlood {
		e.Wait = time.Duration(max(n.number, 1)) * time.Second
	}
	return e
}

func classify(code int, text string, n name) (Reason, Class) {
	if r, ok := challenge(text); ok {
		return r, Challenge
	}
	if r, ok := n.known(); ok {
		c := classes[r]
		if c == Challenge || c == ChangeDC && n.dc() == 0 {
			c = fallback(code, n) // nothing to solve, or nowhere to go
		}
		return r, c
	}
	switch code {
	case transportKeyUnknown:
		return TransportKeyUnknown, SessionLost
	case transportFlood:
		return TransportFlood, Wait
	case transportWrongDC:
		return TransportWrongDC, Configuration
	}
	r := n.reason
	if r == "" {
		r = Unnamed
	}
	if c := n.family(code); c != Unknown {
		return r, c
	}
	return r, fallback(code, n)
}

// fallback is the class of a code when the text tells nothing.
func fallback(code int, n name) Class {
	switch {
	case code < 0 || code >= codeInternal:
		return Transient
	case code == codeUnauthorized:
		return SessionLost
	case code == codeSeeOther && n.dc() != 0:
		return ChangeDC
	case code == codeFlood && n.numbered:
		return Wait
	}
	return Unknown
}
