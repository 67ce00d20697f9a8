// Package quickbloxtest is a QuickBlox to sign in to in tests, on loopback. It
// checks what the real one is documented to check: the application's credentials
// and signature, the clock, the token of every request, passwords, the tokens of
// Facebook and of Firebase, and that a session ends two hours after its last
// request.
//
// What the documentation leaves open is this package's choice: the bodies of
// errors (those of package quickblox' documentation), the refusal of unknown JSON
// fields, of a used pair of timestamp and nonce and of anything malformed, that a
// number's first sign-in makes a user, that logging out an application's session
// is refused, and that POST /session.json opens an application's session only.
//
// The signature of a Firebase ID token is not checked: those of the Firebase Auth
// emulator have none. Its payload is.
package quickbloxtest
