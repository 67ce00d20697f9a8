package mtproto

import (
	"context"
	"crypto/rsa"
	"net"
	"time"

	"github.com/gotd/td/telegram/dcs"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A Transport carries calls to an MTProto server. It is configuration; the zero
// value with AppID and AppHash speaks to Telegram. It keeps nothing between
// calls, and may be used by several goroutines at once for any number of
// logins. Its fields must not be changed after the first use. (The package keeps
// a few hundred proofs of passwords prepared while people type; without them a
// password takes a few milliseconds more.)
//
// Logins that differ, in their proxy or in what the server is told of the
// device, have Transports that differ: copy one, change the copy, and give it a
// [flow.Driver] of its own. The Drivers may share a Store.
type Transport struct {
	// AppID and AppHash are the application's api_id and api_hash
	// (core.telegram.org/api/obtaining_api_id). The hash is a secret of the
	// application's: codes.NewSecret(hash).
	AppID   int
	AppHash codes.Secret

	// Test selects Telegram's test servers, and for any server makes 10000
	// be added to the data centre's number in the key exchange
	// (core.telegram.org/mtproto/auth_key).
	Test bool
	// DCs are the data centres and how to reach them. Nil: Telegram's. With a
	// Resolver, each address must be host:port with a number, or none is used.
	DCs []DataCentre
	// DC is the data centre to begin with. 0: 2.
	DC int
	// PublicKeys are the RSA keys that servers are known by; see
	// [ParsePublicKeys]. Nil: Telegram's.
	PublicKeys []*rsa.PublicKey

	// Dial connects to an address, host:port. A SOCKS proxy goes here. Nil:
	// net.Dialer. The addresses of a data centre are tried in turn, each
	// within its share of the call's time. Dial should return when its context
	// ends. Messages are framed by the intermediate protocol
	// (core.telegram.org/mtproto/mtproto-transports#intermediate).
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Resolver connects instead of Dial: dcs.MTProxy for an MTProxy, dcs.Plain
	// for other framings and for obfuscation, dcs.Websocket. Only its Primary is
	// called, with DCs in gotd's form (see [Transport.Network]), and never for a
	// data centre that is not in DCs. If Dial is set too, nothing is sent, so
	// that no proxy is gone around by mistake: a Resolver's Dial belongs in its
	// own options.
	//
	// What gotd's do: dcs.Plain dials all addresses of a data centre at once.
	// dcs.MTProxy does not tell a proxy that Test is set, and so ends at
	// production servers, where no key is known. dcs.HTTP is of no use here,
	// since it drops what it could not send. dcs.Websocket needs domains, which
	// only Telegram's own DCs have. Printed, dcs.MTProxy's shows the proxy's
	// secret, and so does a Transport that has it.
	Resolver dcs.Resolver

	// Device is what the server, and the person in their list of sessions,
	// is told of this client.
	Device Device
	// CodeSettings are what the server is told when it is asked for a code.
	CodeSettings CodeSettings

	// Linger is how long the connection of SendCode and ResendCode stays open
	// once the answer is there, and so how much longer those calls take; at
	// most half of the time that the call has left. Some have seen no code
	// arrive when a client disconnected at once
	// (github.com/LonamiWebs/Telethon/issues/3954); it is not documented.
	Linger time.Duration
}

// defaultDC is where a client without a history begins, as TDLib does
// (td/telegram/net/NetQueryDispatcher.cpp).
const defaultDC = 2

// Perform implements [flow.Transport].
//
// The answer is flow.NotSent where the server could not be reached or the key
// exchange failed: with [errors.InsecureServer] if the server failed a security
// check, [errors.NoKey] if none of its RSA keys is known, [errors.UnknownDC] if
// the data centre is not in the list, [errors.BadRecord] if the session is none
// of this package's, and else with the network's error. A password that cannot
// be proved safely, because the server's numbers fail a check, is not sent
// either ([errors.InsecureServer]).
//
// A server that has forgotten the auth key is refused as
// [errors.TransportKeyUnknown], and the session that is returned has no key: a
// new one is made only by CallConnect, never silently. A query that the server
// ignored because of a wrong salt or time (bad_server_salt,
// bad_msg_notification) was not examined; it is sent again once, and the
// session keeps what is right.
//
// When ctx ends, the connection is closed and Perform returns; it does not wait
// for the server. Nothing that it has started outlives it, but for a Resolver
// that goes on when ctx has ended: gotd's MTProxy waits for a proxy that
// imitates TLS until that one closes. What it then returns is closed.
func (t *Transport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	d := &door{t: t, call: call}
	if err := d.session.decode(s); err != nil {
		return flow.NotSent{Err: err}, s, nil
	}
	answer, err := telegram.Perform(ctx, call, d)
	if _, sent := answer.(flow.CodeSent); sent && t.Linger > 0 {
		d.linger(ctx)
	}
	d.hangUp()
	return answer, d.session.encode(), err
}
