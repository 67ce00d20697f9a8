// Package wire serves MTProto 2.0 to test clients: transports, key exchange,
// encryption, sessions and service messages. It knows nothing of accounts: it
// unwraps each RPC and gives its bytes to a [Handler].
//
// It follows https://core.telegram.org/mtproto and answers as Telegram does
// where a client can tell: salts must be right, message ids must be of our
// time, a message that arrives twice acts once, and a key made at one data
// centre is unknown to another.
//
// A temporary key stands for the permanent one that auth.bindTempAuthKey has
// bound it to: the handler sees the permanent key's id. Until then nothing but
// that method works under it.
//
// What a client did not ask for goes to each [Subscriber] of its key.
//
// It is a server for tests. Left out: quick acks, HTTP and WebSocket transports,
// salts that change, msg_detailed_info, and the rules on msg_seqno but one: that of
// an RPC is odd.
package wire
