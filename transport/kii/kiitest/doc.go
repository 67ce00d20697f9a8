// Package kiitest is a Kii Cloud to sign in to in tests, on loopback. It checks what
// the real one is documented to check: the application, in both forms; content types
// and fields; passwords; that a phone number or e-mail address signs in once it has
// been verified; when tokens end, and that a refresh token works once; the codes that
// verify a phone number.
//
// What the documentation leaves open is this package's choice, among it: the refusal
// of another AppKey than the one it was given (Kii takes any; a slip in a header
// should show), of unknown fields and of an expiresAt that is past or later than the
// longest life of a token; which error is given for each of these; that a second
// factor is demanded by the scope "mfa" and is a TOTP of RFC 6238 (SHA-1, 30 seconds,
// 6 digits, one step early or late, each once), and a wrong one an invalid_grant; how
// long verification codes are good; and that a disabled account says so to who has
// its password only.
package kiitest
