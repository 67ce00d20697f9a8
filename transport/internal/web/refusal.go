package web

import (
	"cmp"
	"encoding/json"
	"html"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// Refused makes the refusal that an answer is. said is the server's name for the
// error, or what it says in words; reasons tells what its names mean here. A name
// that is not in it keeps its text and gets a class by the status, which is never
// SessionLost: who puts a page with a 401 in the way knows nothing of the login. If
// it is a name of Telegram's, it does not get Telegram's meaning.
func (r *Reply) Refused(said string, reasons map[string]errors.Reason) *errors.Error {
	e := errors.FromRPC(r.request.Name, r.Status, hide(said, r.request.Secrets))
	e.Wait = 0 // a number in a name is one in Telegram's only
	if reason, known := reasons[said]; known {
		e.Reason, e.Class = reason, errors.ClassOf(reason)
	} else {
		e.Class = classOf(r.Status)
		switch {
		case e.Class == errors.Wait:
			e.Reason = errors.FloodWait
		case errors.ClassOf(e.Reason) != errors.Unknown:
			e.Reason = errors.Unnamed
		}
	}
	if e.Class == errors.Wait {
		e.Wait = r.retryAfter()
	}
	return e
}

// No is the error of an answer that is no yes: a refusal, as Refused makes it, if it
// is said to be one. Without a name it was made by something that stands before the
// server and says nothing of the login, except by 429 that the server has not seen
// the request.
func (r *Reply) No(said string, reasons map[string]errors.Reason) error {
	if said == "" && r.Status != http.StatusTooManyRequests {
		return r.Senseless()
	}
	return r.Refused(said, reasons)
}

// Refusal returns the refusal that an error is, or nil. A request that was not sent
// was not refused, whatever kept it back.
func Refusal(err error) *errors.Error {
	if _, unsent := errors.AsType[*UnsentError](err); unsent {
		return nil
	}
	refusal, _ := errors.AsType[*errors.Error](err)
	return refusal
}

// IsLost reports whether an error is a refusal that says that the login is over.
func IsLost(err error) bool {
	refusal := Refusal(err)
	return refusal != nil && refusal.Class == errors.SessionLost
}

// IsPassing reports whether a refusal passes: the same can be asked for later.
func IsPassing(refusal *errors.Error) bool {
	return refusal != nil && (refusal.Class == errors.Wait || refusal.Class == errors.Transient)
}

// Reasons makes a table for Refused of the names that have each reason, separated by
// spaces.
func Reasons(names map[errors.Reason]string) map[string]errors.Reason {
	reasons := map[string]errors.Reason{}
	for reason, all := range names {
		for name := range strings.FieldsSeq(all) {
			reasons[name] = reason
		}
	}
	return reasons
}

// classOf is the class of an error that only its status tells something of.
func classOf(status int) errors.Class {
	switch {
	case status == http.StatusTooManyRequests:
		return errors.Wait
	case status >= http.StatusInternalServerError:
		return errors.Transient
	default:
		return errors.Unknown
	}
}

// maxWait bounds a wait that a server demands: a slip of its must not lock a person
// out for ever.
const maxWait = 7 * 24 * time.Hour

// retryAfter reads Retry-After (RFC 9110, section 10.2.3), in seconds or as a
// date, which is compared with the server's own. 0: it does not say.
func (r *Reply) retryAfter() time.Duration {
	text := r.Header.Get("Retry-After")
	n, err := strconv.ParseInt(text, 10, 32)
	if err == nil || errors.Is(err, strconv.ErrRange) { // then n is the greatest there is
		return min(max(time.Duration(n)*time.Second, 0), maxWait)
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		return 0
	}
	return min(max(until.Sub(now), 0), maxWait)
}

// Secrets are what a person typed for a call, and what else no error may show.
func Secrets(call flow.Call, others ...string) []codes.Secret {
	all := []codes.Secret{call.Code, call.Password, call.Token, call.Sent.Hash}
	for _, text := range append(others, call.To.Reveal(), call.Sent.To.Reveal()) {
		all = append(all, codes.NewSecret(text))
	}
	return all
}

// hide puts three dots in the place of what a person typed and a server repeats, in
// capitals or not, and in any form of forms.
func hide(text string, secrets []codes.Secret) string {
	values := map[string]bool{}
	for _, s := range secrets {
		for _, form := range forms(s.Reveal()) {
			values[fold(form)] = form != ""
		}
	}
	// The longest first: one may be a part of another.
	sorted := slices.SortedFunc(maps.Keys(values), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	folded := fold(text)
	for _, value := range sorted {
		if values[value] && strings.Contains(folded, value) {
			text = cover(text, folded, value)
			folded = fold(text)
		}
	}
	return text
}

// forms are how a server may repeat a text: without the space around it, a phone
// number without its plus, in HTML, or in a string of JSON.
func forms(text string) []string {
	trimmed := strings.TrimSpace(text)
	var all []string
	for _, plain := range []string{text, trimmed, strings.TrimPrefix(trimmed, "+")} {
		inHTML, quoted := html.EscapeString(plain), strconv.Quote(plain)
		inJSON, _ := json.Marshal(plain) // of a string there is no error
		all = append(all, plain, inHTML, strings.ReplaceAll(inHTML, "&#34;", "&quot;"),
			quoted[1:len(quoted)-1], string(inJSON[1:len(inJSON)-1]))
	}
	return all
}

// fold makes all letters small. It keeps their number, and so the place of each.
func fold(text string) string {
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, text)
}

// cover puts three dots in each place of a text where its folded form has value.
func cover(text, folded, value string) string {
	runes, size := []rune(text), utf8.RuneCountInString(value)
	var b strings.Builder
	for i, between := range strings.Split(folded, value) {
		if i > 0 {
			b.WriteString("...")
			runes = runes[size:]
		}
		n := utf8.RuneCountInString(between)
		b.WriteString(string(runes[:n]))
		runes = runes[n:]
	}
	return b.String()
}
