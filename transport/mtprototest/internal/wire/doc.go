// Package wire serves MTProto 2.0 to test clients: transports, key exchange,
// encryption, sessions and service messages. It knows nothing of accounts: it
// unwraps each RPC and gives its bytes to a [Handler].
//
// It follows https://core.telegram.org/mtproto and answers as Telegram does
// where a client can tell: salts must be right, message ids must be of our
// time, a message that arrives twice acts once, and a key made at one data
// centre is unknown to another.
//
// It is a server for tests. Left out: temporary keys are made but not bound to
// permanent ones, quick acks, HTTP and WebSocket transports, pushed updates,
// and msg_resend_req.
package wire
