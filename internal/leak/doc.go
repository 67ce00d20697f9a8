// Package leak finds secrets where none may be seen. It is for this module's
// own tests.
//
// [Matrix] puts one value into every position of a Go value and through
// everything that commonly prints one.
//
// The rest watches whole packages: their tests tell it which secrets are used
// ([Secret]) and give it all that is logged ([Logger]), returned and printed
// ([Saw], [Driver]). When they have run, [Suite] searches all of that for all of
// the secrets, in every usual spelling, and fails the package if it finds one.
// What it reports names the kind of the secret and the place, and shows no
// secret.
//
// Not shown to it are, on purpose: the bytes of a record, the log and inboxes of
// the test servers and what examples print of them, and what a terminal echoes
// of a number or code while it is typed.
package leak
