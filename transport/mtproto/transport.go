package mtproto

import (
	"context"
	"crypto/rsa"
	"net"
	"time"

	"github.com/gotd/td/transport"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A Transport carries calls to an MTProto server. It is configuration; the zero
// value with AppID and AppHash speaks to Telegram. It keeps nothing between
// calls, and may be used by several goroutines at once for any number of
// logins. Its fields must not be changed after the first use.
type Transport struct {
	// AppID and AppHash are the application's api_id and api_hash
	// (core.telegram.org/api/obtaining_api_id).
	AppID   int
	AppHash string

	// Test selects Telegram's test servers, and for any server makes 10000
	// be added to the data centre's number in the key exchange
	// (core.telegram.org/mtproto/auth_key).
	Test bool
	// DCs are the data centres and how to reach them. Nil: Telegram's.
	DCs []DataCentre
	// DC is the data centre to begin with. 0: 2.
	DC int
	// PublicKeys are the RSA keys that servers are known by; see
	// [ParsePublicKeys]. Nil: Telegram's.
	PublicKeys []*rsa.PublicKey

	// Dial connects to an address. Nil: net.Dialer. A proxy goes here. It
	// should return when its context ends.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Protocol is how messages are framed. The zero value is
	// transport.Intermediate.
	Protocol *transport.Protocol
	// Device is what the server, and the person in their list of sessions,
	// is told of this client.
	Device Device

	// Linger is how long the connection of SendCode and ResendCode stays open
	// once the answer is there, and so how much longer those calls take; at
	// most half of the time that the call has left. Some
	// have seen no code arrive when a client disconnected at once
	// (github.com/LonamiWebs/Telethon/issues/3954); it is not documented.
	Linger time.Duration
}

// Device describes a client (initConnection,
// core.telegram.org/method/initConnection). Empty fields get plain defaults.
type Device struct {
	// Model, System and App are the device's model, the operating system's
	// version and the application's version.
	Model, System, App string
	// Language and SystemLanguage are ISO 639-1 codes.
	Language, SystemLanguage string
	// LanguagePack is the name of a language pack; third-party applications
	// leave it empty.
	LanguagePack string
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
// for the server. Nothing that it has started outlives it.
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
