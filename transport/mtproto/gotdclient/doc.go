// Package gotdclient makes a signed-in login a working client of
// github.com/gotd/td: what telegram.NewClient needs to go on as the account.
//
//	record, err := driver.Load(ctx, "me")
//	login, err := transport.HandOver(record)
//	options, err := gotdclient.Options(transport, login)
//	client := telegram.NewClient(transport.AppID, transport.AppHash.Reveal(), options)
//
// The record stays what it is, and the next start begins with it again; what
// gotd saves (a newer salt, the server's configuration) is a convenience and may
// be lost. A program that keeps gotd's own session files uses [Save] once.
//
// While the client runs, nothing else may use the login: see
// [mtproto.Transport.HandOver].
//
// To sign in a gotd client that already runs there are
// [mtproto.InvokerTransport] and, for programs that use gotd's auth.Flow, the
// package auth below this one.
//
// The package is one of its own because it links all of gotd's client, which
// who only signs in does not need.
package gotdclient
