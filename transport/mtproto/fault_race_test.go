//go:build race

package mtproto_test

// inEachCall is how many places of each call TestWholeSignIn draws in each
// direction: fewer here, where key exchange and SRP take many times as long.
const inEachCall = 1
