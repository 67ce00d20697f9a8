package mtproto

import (
	"context"
	"time"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// loginToken reads what became of a QR code.
func (d *door) loginToken(answer tg.AuthLoginTokenClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthLoginToken:
		// A token lives for some 30 seconds, of which every one counts; less is not known
		// of the server's clock.
		expires := unix(a.Expires).Add(-d.ahead().Truncate(time.Second))
		return flow.LoginTokenShown{Token: codes.NewSecret(string(a.Token)), Expires: expires}, nil
	case *tg.AuthLoginTokenMigrateTo:
		return flow.LoginTokenMoved{DC: a.DCID, Token: codes.NewSecret(string(a.Token))}, nil
	case *tg.AuthLoginTokenSuccess:
		return authorization(a.Authorization, nil)
	default:
		return unsupported(answer), nil
	}
}

// acceptLoginToken is the RPC of the device that accepts.
const acceptLoginToken = "auth.acceptLoginToken"

// AcceptLoginToken signs another device in, as the account of a record that is
// Ready: address is what its QR code shows, tg://login?token=... (auth.acceptLoginToken,
// core.telegram.org/api/qr-login). Ask the person first: whoever shows the code gets
// the account. It returns what the account's list of sessions shows of the device.
//
// The errors are those of HandOver; [errors.AuthTokenInvalid],
// [errors.AuthTokenExpired], [errors.AuthTokenAlreadyAccepted] and what else the
// server refuses with; [errors.NotSent] if it could not be reached; and anything
// else if it was not heard, and may have accepted. The record does not change.
func (t *Transport) AcceptLoginToken(ctx context.Context, r flow.Record, address string) (*tg.Authorization, error) {
	token, err := flow.ParseLoginToken(address)
	if err != nil {
		return nil, err
	}
	if _, err := t.HandOver(r); err != nil {
		return nil, err
	}
	d := &door{t: t}
	if err := d.session.decode(r.Session); err != nil {
		return nil, err
	}
	defer d.hangUp()
	var accepted *tg.Authorization
	answer, err := d.send(ctx, acceptLoginToken, func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		var err error
		accepted, err = api.AuthAcceptLoginToken(ctx, []byte(token.Reveal()))
		return flow.Done{}, err
	})
	switch a := answer.(type) {
	case flow.Refused:
		return nil, a.Err
	case flow.NotSent:
		e := errors.Local(errors.NotSent)
		e.Method, e.Err = acceptLoginToken, a.Err
		return nil, e
	default:
		return accepted, err
	}
}
