// Package emulator is for tests against the Firebase Auth emulator: it finds the
// one that runs, makes accounts there, reads the codes that it would send, and puts
// a proxy before it that can fail.
//
// The emulator is Google's (https://firebase.google.com/docs/emulator-suite, and
// firebase/firebase-tools, src/emulator/auth). It has no limits, neither codes nor
// tokens are ever too old for it, and its ID tokens are not signed. One is started
// by transport/firebase/emulator/run.sh. Tests share it, with each other and with
// tests of other packages, so each makes its own accounts.
package emulator
