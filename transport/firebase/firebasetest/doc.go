// Package firebasetest is a Firebase Authentication to test against: a small server
// on loopback that answers what package firebase asks, and really checks it. It
// knows phone codes, addresses with passwords, a second factor by SMS, refreshes, and
// what each of them can be refused for.
//
// Fields, answers and names of errors are those that Identity Platform documents
// (cloud.google.com/identity-platform/docs/reference/rest) and that the Firebase Auth
// emulator gives. Of the limits of the real service little is documented, so some
// are a choice of this server, and marked so: a code lives for 10 minutes and for 5
// tries, an address is locked for 10 minutes after 10 wrong passwords in a row, half
// logins live for an hour. Fields that are not documented, and requests without an
// API key in the header, are refused, in which this server is stricter than either.
package firebasetest
