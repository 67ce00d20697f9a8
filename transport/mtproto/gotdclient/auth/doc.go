// Package auth stands in for github.com/gotd/td/telegram/auth where a program
// signs in with a Flow: change the import, and
//
//	auth.NewFlow(ua, opt).Run(ctx, client.Auth())
//
// is stepin's. The names of gotd's package that such a program uses are here
// too, as the same types and values; of the rest use gotd's own. One thing does
// not compile: IfNecessary takes gotd's Flow and no other. Instead of
// client.Auth().IfNecessary(ctx, f) write
//
//	status, err := client.Auth().Status(ctx)
//	if err == nil && !status.Authorized {
//		err = f.Run(ctx, client.Auth())
//	}
//
// What is different:
//
//   - A code or password that the server calls wrong is asked for again. An
//     authenticator that gives the same one again, as auth.Constant does, ends
//     the flow with that refusal; so does one that hashes passwords itself.
//   - A code that has died (PHONE_CODE_EXPIRED) leads back to Phone, and a new
//     code is sent.
//   - Code may return [ErrResend] to have another code sent, if the client has
//     ResendCode, as client.Auth() has.
//   - Numbers and codes may be typed with spaces and dashes.
//   - A refusal is an error of stepin's package errors, with what the client
//     said inside: tgerr.Is and errors.Is(err, auth.ErrPasswordInvalid) still
//     find it.
//   - What an authenticator cannot answer ends Run with errors.Unsupported,
//     whose Text names it: a code by e-mail (auth.sentCodeTypeEmailCode), a login
//     e-mail to be set up (auth.sentCodeTypeSetUpEmailRequired). gotd asks for an
//     ordinary code and fails later. A [flow.Driver] with a transport of package
//     mtproto does both.
//
// An authenticator that hashes passwords itself ([PasswordHashProvider], as one
// with gotd's srpguard does) is handed to the client, as gotd does it. Such a
// function cannot be a [flow.PasswordHash]: it returns a whole proof, and that one
// the hash that a proof is made of.
//
// The client still owns connection and key, with what follows from that: see
// [mtproto.InvokerTransport]. Where the answer to a call is lost, Run ends with
// an error that is errors.Unanswered.
package auth
