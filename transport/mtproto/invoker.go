package mtproto

import (
	"context"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// An InvokerTransport carries calls over a client that already runs: gotd's
// telegram.Client, or whatever else is a tg.Invoker. A sign-in through it signs
// that client in, and there is nothing to hand over afterwards. For a sign-in
// on its own, use [Transport].
//
//	client.Run(ctx, func(ctx context.Context) error {
//		d := &flow.Driver{Transport: &mtproto.InvokerTransport{
//			Invoker: client, AppID: appID, AppHash: codes.NewSecret(appHash),
//		}}
//		_, err := d.Run(ctx, "me", ask)
//		return err
//	})
//
// The calls are the same as Transport's, and so is all that the Driver does:
// typed refusals, resends, waits, codes that are not given twice, the state that
// is saved before each call, the question who is signed in after a lost answer.
// The connection, the auth key and the session are the client's, and what depends
// on them is lost:
//
//   - The record holds no key. It can be carried on only while the client, or a
//     later one with the same stored session, has the key that the code was sent
//     to. Nobody checks that; where it is not so, the server answers
//     PHONE_CODE_EXPIRED. Name tells apart clients, not keys.
//   - gotd moves to another data centre by itself, with a new key
//     (PHONE_MIGRATE_X, USER_MIGRATE_X): the Driver does not see [flow.Moved].
//     For SendCode that is harmless, since the code comes under the new key. A
//     SignIn that is moved gives its code under another key than the code was
//     sent to. With an Invoker that does not move, a call that must move counts
//     as not sent ([errors.UnknownDC]); the server examined nothing.
//   - If the server has forgotten the key, gotd makes a new one and says
//     nothing. Who was signed in is so no more, and a hash is dead.
//   - It is no [flow.Listener]: what the server pushes goes to the client's own
//     update handler. One that sees tg.UpdateLoginToken has the Driver Poll.
//   - A passkey is given in the data centre that the client is in, wherever the
//     account lives, and without saying where its challenge came from: the server
//     may refuse it (auth.finishPasskeyLogin).
//   - A QR code that an account of another data centre has accepted cannot be
//     followed there: the call counts as not sent ([errors.UnknownDC]), and the
//     account's list of sessions may show the login.
//   - gotd saves the key when it likes, not before a call that could sign in. If
//     the process dies between, an authorisation without a key may be left
//     behind; the account's list of sessions shows it.
//   - If a connection breaks before the server has acknowledged a query, gotd
//     sends that query again on the next one. A code or password may so be
//     examined twice.
//   - When ctx ends, Perform returns, and the Invoker is left to end the query
//     by itself, in a goroutine. gotd tells the server (rpc_drop_answer) and
//     waits for that, 15 seconds if the server is silent. Until then the server
//     may still execute the query; who is signed in is asked again later, as
//     after any lost answer.
//
// Every error that is not a server's refusal is returned as such: whether the
// call was executed is not known, even if the client knows. An InvokerTransport
// is configuration; it keeps nothing between calls, may be used by several
// goroutines at once if the Invoker may, and its fields must not be changed
// after the first use.
type InvokerTransport struct {
	// Invoker performs the queries. It must be connected, or wait until it is.
	Invoker tg.Invoker
	// AppID and AppHash are the application's api_id and api_hash, the same
	// that the client was made with.
	AppID   int
	AppHash codes.Secret
	// CodeSettings are what the server is told when it is asked for a code.
	// What it is told of the device is the client's business.
	CodeSettings CodeSettings
	// Name tells this client's session from others, if records of several
	// clients are in one store. A record begun through a client of another
	// name, or through a Transport, is not carried on: the calls are not sent
	// ([errors.KeyMismatch]). The name is stored and printed.
	Name string
}

// Perform implements [flow.Transport].
func (t *InvokerTransport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if t.Invoker == nil {
		return flow.NotSent{Err: errors.New("mtproto: InvokerTransport has no Invoker")}, s, nil
	}
	if key := s.Fingerprint(); key != "" && key != t.fingerprint() {
		return flow.NotSent{Err: errors.Local(errors.KeyMismatch)}, s, nil
	}
	d := &invokerDoor{
		over: t, kept: s,
		door: door{t: &Transport{AppID: t.AppID, AppHash: t.AppHash, CodeSettings: t.CodeSettings}, call: call},
	}
	answer, err := telegram.Perform(ctx, call, d)
	return answer, d.kept, err
}

// prompt is an Invoker whose queries end when their context does.
type prompt struct{ tg.Invoker }

// Invoke implements tg.Invoker. When it has returned ctx's error, out may still
// be written, and must not be read.
func (p prompt) Invoke(ctx context.Context, in bin.Encoder, out bin.Decoder) error {
	done := make(chan error, 1)
	go func() { done <- p.Invoker.Invoke(ctx, in, out) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fingerprint stands for the client's auth key, which an Invoker does not tell.
func (t *InvokerTransport) fingerprint() string {
	if t.Name == "" {
		return "client"
	}
	return "client-" + t.Name
}

// invokerDoor is the telegram.Door over a client. Of the door on the wire it
// has what makes the queries; that one's session stays empty but for the numbers
// of the password's proof, which are asked for anew in each call.
type invokerDoor struct {
	door
	over *InvokerTransport
	kept flow.Session
}

func (d *invokerDoor) Fingerprint() string { return d.kept.Fingerprint() }
func (d *invokerDoor) DC() int             { return 0 } // the client's own business
func (d *invokerDoor) DropKey()            { d.kept = flow.Session{} }

// Connect notes that there is a client. To move is its own business.
func (d *invokerDoor) Connect(_ context.Context, dc int) error {
	if dc != 0 {
		return errors.Local(errors.UnknownDC)
	}
	d.kept = flow.NewSession(d.over.fingerprint(), nil)
	return nil
}

func (d *invokerDoor) Ask(ctx context.Context, rpc string) (flow.Answer, error) {
	if err := ctx.Err(); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	ask, refused := d.request(rpc)
	if refused != nil {
		return refused, nil
	}
	answer, err := ask(ctx, tg.NewClient(d.proved(prompt{d.over.Invoker}, rpc)))
	if err == nil {
		return answer, nil
	}
	if e, ok := tgerr.As(err); ok {
		return flow.Refused{Err: errors.FromRPC(rpc, e.Code, e.Message)}, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, fmt.Errorf("%s: %w", rpc, err)
}
