// Package genauthtest is a GenAuth (Authing, API v3) on loopback, for tests of
// sign-ins by package genauth.
//
// It really checks: the app and how it proves itself, every field, passwords that it
// decrypts with its own key, codes and how often they are sent, tokens and when they
// end. A field that it does not know is refused. Where the vendor documents nothing it
// does what is marked as our choice, which says nothing about the real service; the
// whole second factor is such (see package genauth).
package genauthtest
