package flow

import "context"

// A Transport performs calls on a server; what a person types and what a
// server answers pass through it, and nothing else. It keeps nothing between
// calls that it could not do without: all that it needs comes in with the
// session.
//
// Perform asks the server and returns its answer and the session to keep from
// now on; the zero Session means the one that was given (a key that is of no use
// any more is dropped by returning a session with data and without a
// fingerprint). The session counts even when there is an error. A refusal is an
// answer ([Refused]); an error means that nobody knows whether the call was
// executed; a call that certainly was not is the answer [NotSent]. Perform
// never repeats a call that spends something, never signs in under a session
// that it has not been given, and returns soon after ctx has ended.
//
// Without a session's fingerprint nobody is signed in: CallWhoAmI is answered
// with [Nobody], and no other call but CallConnect is sent. A session that the
// Transport did not make must not be taken for such a one: the call is NotSent
// with [errors.BadRecord], and the session stays as it is.
//
// A Transport is used by several goroutines at once. Package
// transport/transporttest checks one.
type Transport interface {
	Perform(ctx context.Context, call Call, session Session) (Answer, Session, error)
}
