// Package export writes a signed-in login as the session string of a client in
// another language: [Telethon], [Pyrogram] and [MTCute].
//
//	record, err := driver.Load(ctx, "me")
//	login, err := transport.HandOver(record)
//	session, err := export.Telethon(login)
//	os.WriteFile("session", []byte(session.Reveal()), 0o600)
//
// A session string is the account: who reads it needs neither code nor password.
// It is a codes.Secret for that reason.
//
// It has the login's one auth key, so of stepin, the other client and every
// other copy of the string only one may be connected at a time: see
// [mtproto.Transport.HandOver]. To log out in any of them ends the login in all.
//
// The formats are not specified anywhere; each function names the source that
// reads it.
package export
