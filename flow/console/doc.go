// Package console asks a person at a terminal what a sign-in needs to know.
//
// For who wants nothing more, it is one line:
//
//	s, err := d.Run(ctx, "me", new(console.Prompt).Ask)
//
// With a message at the end, and a sign of life while the server works, it is
// three:
//
//	p := &console.Prompt{}
//	d := &flow.Driver{Transport: transport, Observe: p.Observe}
//	s, err := d.Run(ctx, "me", p.Ask)
//	p.Farewell(s, err)
//
// # At a terminal
//
// Each question says what a person must know first: who signs in (masked), how
// the code was sent and how long it is, when another one can be asked for (the
// time is counted down while they type), the hint of the password. After a
// refusal it says why, and only that. A password is not shown, unless it is typed
// before it is asked for. Lines end between words, and a page of a
// long text fits in the window. Instead of an answer a person can give a command:
//
//	/resend           send another code
//	/number [NUMBER]  sign in with another number, or as somebody else
//	/more             go on reading terms of service
//	/cancel           end this sign-in, and cancel the code
//	/quit             stop here, to carry on later
//	/help             list what can be said now
//
// A password may begin with a slash, so there the commands are asked for with an
// empty line. Ctrl-C and Ctrl-D stop wherever something is asked. The login then
// stays where it is, and the terminal is as it was before.
//
// The first question is for a phone number, or for what [Prompt.Accepts] names.
//
// Colours are used if the terminal has them and NO_COLOR (no-color.org) is not
// set.
//
// # Without a terminal
//
// Answers are read one a line, and not a byte further: what follows the last
// answer is the program's. The same commands are understood, except at the
// password. There are no colours and nothing moves.
//
// # What a server says
//
// Names, hints and terms of service come from a server, and a terminal obeys
// what is written to it. Everything goes through [Show] first.
package console
