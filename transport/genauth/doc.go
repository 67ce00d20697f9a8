// Package genauth signs in to GenAuth and Authing, which are one API (v3) under two
// names: with a password, or with a code sent by SMS or e-mail.
//
// "Documented" is what the vendor's OpenAPI file says (repository
// Authing/authing-docs-factory, authentication-openapi.json; docs.genauth.ai says the
// same). It says that this sign-in has no second factor, and lists its demand among
// the errors. So the second factor is derived from the vendor's own sign-in page
// (repository Authing/Guard) and has not been seen to work with the real service.
//
// # What is not promised
//
// The answer that brings the tokens brings them once. If it is lost, a login exists
// at the server that nobody has the tokens of, and the password or a new code must be
// given again. If the answer to a refresh is lost, and the server takes a refresh
// token only once, the login is over.
//
// Logging out revokes one token, the refresh token or else the access token. The other
// one is good until its end, unless the server ends both together.
package genauth
