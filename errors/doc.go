// Package errors types everything that can go wrong in a sign-in by what to do
// next. It is also a drop-in superset of the standard package of that name:
// [New], [Is], [As], [AsType], [Join], [Unwrap] and [ErrUnsupported] are the
// standard ones, so that one import is enough.
//
// An [*Error] is one refusal, and answers three questions.
//
// Why? Its [Reason] is the server's own name for the error, or one of stepin's. A
// reason is an error itself, so that Is finds it in whatever wraps it:
//
//	if errors.Is(err, errors.PhoneCodeExpired) { ... }
//
// What now? Its [Class] is one of fourteen next steps. Almost every program can
// decide by the class alone:
//
//	switch errors.ClassOf(err) {
//	case errors.Reenter: // ask for the same thing again
//	case errors.Wait: // not before RetryAt
//	case errors.StartOver: // back to the phone number
//	}
//
// What does the person get to read? [Error.Advice] is a sentence or two.
//
// # Where reasons come from
//
// [FromRPC] reads what a Telegram server said. Its names, codes and meanings are
// those of https://core.telegram.org/api/errors and of the method pages there
// (such as https://core.telegram.org/method/auth.signIn), completed by what
// public clients handle. testdata/errors.tsv in the module's root lists every
// pair of a sign-in method and an error name that is known. No list of errors is
// ever complete, so FromRPC works by rules, and an error that nobody has seen
// before still gets a sensible class and keeps its text.
//
// [Local] makes the refusals of stepin itself; nearly all of them mean that
// nothing was sent to any server. Their reasons, and the few that FromRPC gives
// to answers which have no name, are in lower case. The names of servers are
// normalised to upper case, so no server can pretend to be stepin.
//
// # What an error never holds
//
// stepin puts nothing into an Error that a person typed, no hash and no key. (The
// text of a cause in Err is that of whoever made it.) What a server says
// is cut to a bounded length and its control characters are escaped: no answer
// can break a terminal or forge a line of a log.
package errors
