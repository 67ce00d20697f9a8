// Package web is what transports of systems with an HTTP API have in common: one
// request, made once, whose answer is bounded and never followed elsewhere; what
// is known of a request that failed; refusals; what a token may look like and when it
// is over; and the session's bytes.
//
// It knows no system. What a field or an error means is the transport's.
package web
