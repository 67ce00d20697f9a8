//go:build !race

package mtproto_test

// inEachCall is how many places of each call TestWholeSignIn draws in each
// direction.
const inEachCall = 3
