// Package mtprototest is a Telegram-like sign-in server for tests: it speaks
// real MTProto (key exchange, encryption, SRP) on loopback, and behind it stands
// the account model of package fake.
//
//	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001"})
//	d := &flow.Driver{Transport: srv.Transport()}
//
// The Server is the model too: srv.Refuse, srv.Inbox and srv.Requests are
// [fake.Server]'s.
package mtprototest
