// Package mtprototest is a Telegram-like sign-in server for tests: it speaks
// real MTProto (key exchange, encryption, SRP) on loopback, and behind it stands
// the account model of package fake.
//
//	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001"})
//	d := &flow.Driver{Transport: srv.Transport()}
//
// The Server is the model too: srv.Refuse, srv.Inbox and srv.Requests are
// [fake.Server]'s. An inbox is a telephone's or a mailbox: srv.Inbox("+9996620001"),
// srv.Inbox("ada@example.com").
//
// What the server says unasked (updates, as when a QR code was scanned by
// srv.Scan) goes to every session that has said who it is and made a call outside
// of invokeWithoutUpdates; without one it waits for the next.
//
// It bears thousands of idle connections, about 5 KB each on 64-bit Linux, keys
// included, as printed by
//
//	go test -run '^$' -bench IdleConnection -benchtime 3x ./transport/mtprototest
package mtprototest
