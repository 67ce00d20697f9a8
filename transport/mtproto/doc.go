// Package mtproto is the real transport: it speaks MTProto 2.0 to Telegram, or
// to any server that does, and carries a login's calls.
//
// It makes auth keys itself (package exchange) and proves passwords itself
// (package srp); what lies between, encryption and RPC, is
// github.com/gotd/td/mtproto. It does not use gotd's telegram.Client, which
// moves between data centres, repeats calls and saves sessions on its own: a
// sign-in that can be stored and resumed must see each of these.
//
// Every call has a connection of its own, which costs about as much as four
// RPCs and leaves nothing running while a person looks for the phone. Only
// [Transport.Listen] keeps one, to hear that a QR code was scanned or a payment
// seen. [Transport.AcceptLoginToken] is the other end of a QR code, for a login
// that is Ready.
package mtproto
