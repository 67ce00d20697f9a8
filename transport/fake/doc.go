// Package fake is a sign-in server in memory, for people who test sign-ins
// without Telegram.
//
// A [Server] holds accounts. It is asked in Telegram's own words, one [Query]
// for each RPC, and it answers and refuses as Telegram does:
//
//	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "correct horse"})
//	...
//	key := fake.Caller{DC: 2, Key: "any name"}
//	answer, err := server.Call(ctx, key, fake.SendCode{PhoneNumber: "+9996620001"})
//
// The server knows nothing of sockets, of TL bytes or of keys beyond their
// names. That is the business of a door: something in front of the server that
// turns a client's calls into queries, and answers into what the client
// understands. [Transport] is the door in memory; package mtprototest has one
// that speaks MTProto. The model behind them is the same.
//
// Codes reach a person by [Server.Inbox], which takes a number or an e-mail
// address. A token of Apple or Google is a text that [IDToken] makes, a proof for
// Firebase one that [Attestation] makes. A new password may come as a verifier that
// only the door understands ([NewPassword]).
//
// What people do elsewhere is played by [Server.Scan] (a QR code, with another
// device), [Server.Pay] and an [Authenticator] (with passkeys); an account has the
// tokens and receipts that others would give its owner. What the server says
// unasked is heard by [Server.Subscribe].
//
// # What is documented, and what is inferred
//
// The rules follow core.telegram.org/api/auth, core.telegram.org/api/qr-login,
// core.telegram.org/api/passkeys, core.telegram.org/api/srp,
// core.telegram.org/api/account-deletion, core.telegram.org/api/datacenter and
// core.telegram.org/api/errors where they say something. Telegram documents no
// more than half of what a client meets, so the rest is inferred from how public
// clients react; each such rule says "inferred" beside its code. Do not take an
// inferred rule as a statement about Telegram.
//
// # Faults
//
// A test makes the server fail in one line: [Server.Refuse], [Server.LoseBefore],
// [Server.LoseAfter], or [Server.Inject] for everything else. Faults happen in
// the server, so they mean the same behind each door. [Server.Challenge] asks for a
// proof of the application before it looks at a call.
//
// # Secrets
//
// This is a test server: its log, its inboxes and its counts show codes, tokens
// and passwords on purpose. Never put real ones into it.
package fake
