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
//	/qr                 sign in with a device that is signed in
//	/bot                sign in as a bot, with its token
//	/passkey            sign in with a passkey that a program has
//	/solve              give the last answer again, with the proof that is asked for
//	/resend             send another code
//	/missing [MNC]      report that no code has come, and by which operator
//	/paid FORM          name the payment form that was paid
//	/can                ask whether what must be paid can be bought
//	/email [ADDRESS]    set another login e-mail address up
//	/apple [TOKEN]      prove the address by a token of Sign in with Apple
//	/google [TOKEN]     prove the address by an ID token of Google's
//	/reset-email        sign in without the login e-mail address
//	/recover            send a code to the password's recovery e-mail address
//	/password           enter the password after all
//	/reset-password     ask for the password to be removed
//	/decline            keep the password that is to be removed
//	/delete             delete the account
//	/number [NUMBER]    sign in with another number, or as somebody else
//	/more               go on reading terms of service
//	/cancel             end this sign-in, and cancel the code
//	/quit               stop here, to carry on later
//	/help               list what can be said now
//
// Only what the server would not refuse at once is listed. What is asked for by
// /apple, /google, /bot, /solve and /password is not shown. Where a command asks for something
// other than a password, a command can be given in its place; an empty line leads
// back. To have a password removed, a person must say yes; to delete the account,
// type [flow.DeleteMyAccount]; the password is not given with it. To reset a
// password and to delete an account on the way in is possible with Telegram alone,
// as are /qr, /bot, /passkey and /missing; they are offered where people are known by
// their phone numbers alone. There /qr and /passkey can be said at any question.
//
// A login token is shown as a QR code where the window has room for it, black on
// white whatever the colours are, and else by its address. While another device is
// waited for, or a payment, something else can be answered; and [flow.Driver.Run]
// ends the question when it has heard something. A new code then takes the place of
// the old one if nothing was written since, and what was being typed stays.
//
// What a passkey is to sign is shown, and the answer of an authenticator is a line of
// JSON: for passkeys are not a terminal's, but may be those of another program. The
// receipt of a store, and a proof for the SMS that Firebase sends, are for programs.
//
// Where the server wants a proof of the program (a challenge), it is said which. With
// /solve the answer that met it is given again, which is kept in memory for that.
//
// A password may begin with a slash, so there the commands are asked for with an
// empty line; so they are at a new password, where the empty line can also stand
// for none. A recovery code is kept in memory until the new password is given.
// Where the question after a refused password is one that shows what is typed, Enter
// is waited for first; so it is where something was being typed as the answer came
// from elsewhere, and what was typed is dropped.
// Ctrl-C and Ctrl-D stop wherever something is asked. The login then
// stays where it is, and the terminal is as it was before.
//
// A console ends where somebody is signed in: what is for later is the program's, by
// [flow.Driver.Do], as is all that takes more than an answer ([flow.Input.Quietly],
// a deletion with the password).
//
// The first question is for a phone number, or for what [Prompt.Accepts] names.
//
// Colours are used if the terminal has them and NO_COLOR (no-color.org) is not
// set.
//
// # Without a terminal
//
// Answers are read one a line, and not a byte further: what follows the last
// answer is the program's. The same commands are understood, at a password after
// an empty line. There are no colours and nothing moves.
//
// Where the answer may come from elsewhere, neither the end of the input nor an empty
// line is an answer: it is waited for then until the context ends, and what follows
// the empty line is for the questions after that, however soon the answer comes. A line
// that was read in part by then answers nothing. Only
// where there is a challenge to answer first is the end of the input the end. The
// address of a login token is written, and so is the code if there is a terminal to
// see it.
//
// # What a server says
//
// Names, hints and terms of service come from a server, and a terminal obeys
// what is written to it. Everything goes through [Show] first.
package console
