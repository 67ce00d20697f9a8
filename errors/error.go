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
	// Method is the call that was refused, such as auth.signIn. It is empty if
	// there was none.
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
// as "auth.sendCode: FLOOD_WAIT (420), wait 42s". Text follows where the reason
// alone does not say it, which is where the reason is one of stepin's own words,
// and then Err. Nothing that was sent is in it.
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
	if e.Text != "" && e.Reason.own() {
		b.WriteString(": ")
		b.WriteString(clean(e.Text))
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(escape(e.Err.Error()))
	}
	return b.String()
}

// Unwrap returns the reason and the cause, so that [Is] and [AsType] find both.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
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
