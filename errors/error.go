package errors

import (
	"strconv"
	"strings"
	"time"
)

// An Error is a refusal: by a server ([FromRPC]) or by stepin itself ([Local]).
//
// Its JSON form is stable and safe to store and to show: it has the fields below
// under the names in their tags, the wait in nanoseconds, and no Err, whose text
// nobody vouches for. Reading it back gives the same Error without Err.
type Error struct {
	// Reason says why.
	Reason Reason `json:"reason"`
	// Class says what to do next.
	Class Class `json:"class"`
	// Method is what was refused, in the server's word, such as auth.signIn; or,
	// where no server spoke, the call that was made, such as SignIn. It is empty if
	// nothing was asked.
	Method string `json:"method,omitempty"`
	// Code is the server's number for the kind of error, 0 if no server spoke.
	Code int `json:"code,omitempty"`
	// Text is what the server said, in its own letters and with its numbers, cut
	// to 256 runes and with control characters escaped. For a refusal by stepin
	// it is a detail, if there is one.
	Text string `json:"text,omitempty"`
	// Wait is how long to wait as the server said it, counted from its answer; 0
	// if it did not.
	Wait time.Duration `json:"wait_ns,omitempty"`
	// RetryAt is the time before which a repeat is refused; zero if there is
	// none.
	RetryAt time.Time `json:"retry_at,omitzero"`
	// Err is the cause, such as the error of a connection, or nil.
	Err error `json:"-"`
}

// Local makes a refusal by stepin itself: nothing was sent. The class is that of
// the reason, which may also be a server's, such as PhoneNumberInvalid for a
// number that need not be sent to be known wrong. It is Unknown for a reason that
// is not known.
func Local(r Reason) *Error { return &Error{Reason: r, Class: classes[r]} }

// badRecord is the refusal of stored bytes; text says what is wrong with them.
func badRecord(text string) *Error {
	e := Local(BadRecord)
	e.Text = clean(text)
	return e
}

// Error returns the method, the reason, the code and the wait in one line, such
// as "auth.sendCode: FLOOD_WAIT (420), wait 42s". Text follows where the reason does
// not say it: where that is one of stepin's own words, or Telegram's name for what
// another system calls Text, as in "accounts:signInWithPhoneNumber:
// PHONE_CODE_INVALID (400): INVALID_CODE". Then comes Err. Nothing that was sent is
// in it.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Method != "" {
		b.WriteString(clean(e.Method))
		b.WriteString(": ")
	}
	b.WriteString(clean(string(e.Reason)))
	if e.Code != 0 {
		b.WriteString(" (")
		b.WriteString(strconv.Itoa(e.Code))
		b.WriteString(")")
	}
	switch {
	case !e.RetryAt.IsZero():
		b.WriteString(", retry at ")
		b.WriteString(e.RetryAt.UTC().Format(time.RFC3339))
	case e.Wait > 0:
		b.WriteString(", wait ")
		b.WriteString(e.Wait.String())
	}
	if e.Text != "" && e.Reason.own() || e.foreign() {
		b.WriteString(": ")
		b.WriteString(clean(e.Text))
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(escape(e.Err.Error()))
	}
	return b.String()
}

// foreign reports whether Text is not the reason as Telegram's servers write it,
// with its numbers: another system has said it.
func (e *Error) foreign() bool {
	text := clean(e.Text)
	r, _ := classify(e.Code, text, parse(text))
	return text != "" && r != e.Reason
}

// Unwrap returns the reason and the cause, so that [Is] and [AsType] find both. A nil
// Error has neither: errors.Is(state.Last, errors.PhoneCodeInvalid) needs no check
// before it.
func (e *Error) Unwrap() []error {
	switch {
	case e == nil:
		return nil
	case e.Err == nil:
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// DC returns the data centre that the server names, or 0 if the class is not
// [ChangeDC]. It is read from Text.
func (e *Error) DC() int {
	if e.Class != ChangeDC {
		return 0
	}
	return parse(clean(e.Text)).dc()
}
