// Package codes holds what a person types to sign in and what a server says
// about the code that it sent: identifiers, codes, passwords and sent codes.
//
// The parsers take the typed text as it comes, with the spaces, dashes and
// foreign digits that people and keyboards put into it, and return it as a
// server wants it. What a server is sure to refuse they refuse themselves, with
// an error of package errors, so that no try is spent on it:
//
//	who, err := codes.ParsePhone(" +999 66-2 0002 ")          // +9996620002
//	code, err := codes.ParseCode(codes.NewSecret("2 2 2 2 2"), sent) // 22222
//
// They do no more than that. There is no database of countries and no check
// that a number or an address exists: only the server knows.
//
// Secrets redact themselves. A Secret prints as REDACTED and an Identifier
// masked (+999•••0002), whatever prints or marshals them and however deep in a
// struct they are; Reveal is the one way to the text. No error of this package
// contains anything that was typed.
package codes
