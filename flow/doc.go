// Package flow makes a sign-in an explicit state machine.
//
// A login is a value, [State]: a phase (where the person stands) and at most one
// pending call. [Step] takes a state and what happened, and returns the next
// state and the call to make. It is pure. Five small tables, [Tables], decide
// where it goes, and nothing else does.
//
// Most programs use a [Driver], which is the loop with the I/O around Step:
//
//	d := &flow.Driver{Transport: transport, Store: store}
//	s, err := d.Do(ctx, id, flow.PhoneNumber("+999 66 2 0002"))
//
// Do takes one step; a web handler or a bot calls it once a request. Run asks a
// person until it is over; a console calls it once.
//
// # What a person is asked
//
// State.Question is the phase whose question to put, and the inputs that answer
// it are functions of this package: [PhoneNumber] in WaitPhoneNumber (or
// [BotToken] or [WebToken]; for systems other than Telegram, [Identifier] or
// [Token]), [Code] (and [Resend], [ReportMissingCode]) in WaitCode, [Password] in
// WaitPassword, [AcceptTerms] and [Register] in WaitRegistration. Another
// [PhoneNumber] and [Cancel] are allowed in all of these, and so are
// [RequestQRCode], [RequestPasskey] and [RequestFirebasePNV], which lead to the
// phases of the next section. Ready takes [Poll] and [LogOut]. LoggedOut and Failed
// are the end; [Driver.Forget] makes room for a new login under the same id.
//
// Fewer people meet the e-mails: [EmailAddress] in WaitEmailAddress, [EmailCode]
// (and [Resend], [ResetLoginEmail]) in WaitEmailCode; and, where a password is
// forgotten, [RequestPasswordRecovery] in WaitPassword, then [RecoverPassword] in
// WaitRecoveryCode. [ResetPassword] and [DeleteAccount] are the last ways out.
//
// # What happens elsewhere
//
// In WaitOtherDevice a person scans State.LoginToken, shown as a QR code, with
// another device. In WaitPasskey an authenticator answers State.Passkey: [Passkey]
// or [FirebasePNVToken]. In WaitPayment they pay what State.Payment says: [Paid],
// or [CanPurchase] and [Purchased]. In WaitCode with codes.FirebaseSMS an official
// application proves itself first: [FirebaseProof].
//
// What another device or a payment leads to, the server says unasked.
// [Driver.Listen] waits for that, where the Transport is a [Listener], and renews
// the token when it is over; [Driver.Run] does so while it asks. It need not be heard
// at that moment: [Poll] asks the same, in WaitPayment once a form was named.
//
// In any phase the server may want a proof of the program before it looks at what
// was given: a reCAPTCHA, Google's Play Integrity or a push message of Apple's.
// Then the error's class is errors.Challenge, [State.Challenge] says what is asked
// for, and the same input is given once more in [Solved].
//
// # Errors
//
// What is refused is an [*errors.Error]: its Reason says why, its Class what to
// do now, its RetryAt when. Three questions are worth asking of it:
//
//   - Was anything sent? Not if Step refused the input (the login then stands
//     where it stood, with the same State.Calls), and not if
//     errors.Is(err, errors.NotSent). errors.Unanswered means: perhaps;
//     State.Doubt tells whether that has still to be settled, and the next
//     step settles it first.
//   - Has the server examined what was typed? It has if it refused it by name,
//     and may have if the answer was lost; no other refusal uses up a try. What
//     it called wrong is never sent to it again for the same hash.
//   - Is the login over? State.Over tells. Nothing else ends it: a wrong code,
//     a wait or a lost connection leave it where a person can go on.
//
// # One's own loop
//
// Who does without a Driver must do what it does, in this order:
//
//  1. Step. If the call that comes out is NoCall, save the state and wait for
//     the person.
//  2. Save the state and the session together, and only then make the call.
//  3. Give what came of the call to Step as an [Answered] that carries the
//     call; with the session's fingerprint after the call. Keep that session,
//     also if there was an error. Go on at 1. What a Listener has heard is an
//     Answered without a call.
//  4. A pending call that is found when a state is loaded belongs to somebody
//     else until its lease ends ([State.Lapsed]); then it is [Unanswered].
//
// # Transports and stores
//
// A [Transport] is one method. Package transport/mtproto is Telegram's,
// transport/fake is a server in memory, and the other folders of transport are
// other systems. A refusal is an answer; an error means
// that nobody knows. A [Store] is two methods with compare-and-swap;
// [MemoryStore] and package flow/filestore are two. What it keeps are the bytes
// of a [Record]: phone number, hash and session. They are the account once
// signed in, so protect them like it.
//
// # Concurrency and zero values
//
// State, Call, Input, the answers and Tables are values: once made, nobody
// changes them. Machine and Driver may be used by several goroutines at once;
// for one login, one call is under way at a time and others are told
// [errors.Busy]. The zero State is a login that has not begun, the zero Machine
// executes Telegram's tables, and a Driver needs a Transport and nothing else.
package flow
