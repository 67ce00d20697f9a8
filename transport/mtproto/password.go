package mtproto

import (
	"bytes"
	"context"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// kdf is the only algorithm that a password has had so far
// (core.telegram.org/api/srp).
type kdf = tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow

// unknownKDF is the answer to a server that wants another one.
var unknownKDF = flow.Unsupported{Wanted: "passwordKdfAlgoUnknown"}

func (d *door) getPassword(ctx context.Context, api *tg.Client) (flow.Answer, error) {
	p, err := api.AccountGetPassword(ctx)
	if err != nil {
		return nil, err
	}
	if !p.HasPassword {
		return flow.Refused{Err: errors.FromRPC(telegram.GetPassword, 400, string(errors.PasswordEmpty))}, nil
	}
	d.newAlgo = p.NewAlgo
	if d.call.Name != flow.CallRecoverPassword { // which forgets the present password
		algo, ok := p.CurrentAlgo.(*kdf)
		if !ok {
			return unknownKDF, nil
		}
		d.session.srp = &srp.Params{
			ID: p.SRPID, Salt1: algo.Salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P, B: p.SRPB,
		}
		prepared.prepare(*d.session.srp)
	}
	info := flow.PasswordInfo{Hint: p.Hint, HasRecovery: p.HasRecovery, HasSecureValues: p.HasSecureValues}
	if p.PendingResetDate > 0 {
		info.ResetAt = d.date(p.PendingResetDate)
	}
	return flow.PasswordWanted{Password: info}, nil
}

// checkPassword makes the request that gives the password.
func (d *door) checkPassword() (request, flow.Answer) {
	proof, refused := d.prove()
	if refused != nil {
		return nil, refused
	}
	return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		return authorization(api.AuthCheckPassword(ctx, proof))
	}, nil
}

// deleteAccount makes the request that deletes the account, with the password if
// one was given.
func (d *door) deleteAccount() (request, flow.Answer) {
	req := &tg.AccountDeleteAccountRequest{Reason: d.call.Reason.Reveal()}
	if d.call.HasPassword() {
		proof, refused := d.prove()
		if refused != nil {
			return nil, refused
		}
		req.SetPassword(proof)
	}
	return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		return done(telegram.DeleteAccount)(api.AccountDeleteAccount(ctx, req))
	}, nil
}

// prove proves the password before anything is sent: the numbers that it is
// proved with are good for one try.
func (d *door) prove() (*tg.InputCheckPasswordSRP, flow.Answer) {
	params := d.session.srp
	d.session.srp = nil
	if params == nil {
		return nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}
	}
	ready, err := prepared.take(*params)
	if err != nil {
		return nil, unproved(err)
	}
	x, refused := d.hash(params.Salt1, params.Salt2)
	if refused != nil {
		return nil, refused
	}
	defer clear(x)
	proof, err := ready.ProveHash(x)
	if err != nil {
		return nil, unproved(err)
	}
	return &tg.InputCheckPasswordSRP{SRPID: proof.ID, A: proof.A, M1: proof.M1}, nil
}

// hash computes x from the password, or has the caller compute it.
func (d *door) hash(salt1, salt2 []byte) ([]byte, flow.Answer) {
	var x []byte
	var err error
	if d.call.Hash != nil {
		if x, err = d.call.Hash(bytes.Clone(salt1), bytes.Clone(salt2)); err != nil {
			err = noPassword(err)
		}
	} else {
		x, err = srp.HashPassword([]byte(d.call.Password.Reveal()), salt1, salt2)
	}
	if err != nil {
		return nil, flow.NotSent{Err: err}
	}
	return x, nil
}

// unproved is the answer where there is no proof, or no new password: because of
// the server, if its numbers fail a check, and else of what computes here, such as
// a hash that is none.
func unproved(cause error) flow.Answer {
	if _, ok := errors.AsType[*srp.Error](cause); !ok {
		return flow.NotSent{Err: noPassword(cause)}
	}
	e := errors.Local(errors.InsecureServer)
	e.Err = cause
	return flow.NotSent{Err: e}
}

// noPassword says that nothing was sent because there is no password, or no hash
// of one.
func noPassword(cause error) error {
	e := errors.Local(errors.PasswordMissing)
	e.Err = cause
	return e
}

// recoverPassword makes the request that gives the recovery code, and a new
// password if there is one: core.telegram.org/api/srp#setting-a-new-2fa-password.
func (d *door) recoverPassword() (request, flow.Answer) {
	d.session.srp = nil // of the password that is forgotten
	req := &tg.AuthRecoverPasswordRequest{Code: d.call.Code.Reveal()}
	if d.call.HasPassword() {
		settings, refused := d.newSettings()
		if refused != nil {
			return nil, refused
		}
		req.SetNewSettings(*settings)
	}
	return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		return authorization(api.AuthRecoverPassword(ctx, req))
	}, nil
}

// newSettings makes a new password of the call's, with the algorithm that the
// server has just named.
func (d *door) newSettings() (*tg.AccountPasswordInputSettings, flow.Answer) {
	algo, ok := d.newAlgo.(*kdf)
	if !ok {
		// Nothing is lost: the password itself can still be given.
		e := errors.Local(errors.Unsupported)
		e.Method, e.Text = telegram.RecoverPassword, unknownKDF.Wanted
		return nil, flow.NotSent{Err: e}
	}
	salt1, err := srp.NewSalt1(algo.Salt1, nil)
	if err != nil {
		return nil, flow.NotSent{Err: err}
	}
	x, refused := d.hash(salt1, algo.Salt2)
	if refused != nil {
		return nil, refused
	}
	defer clear(x)
	verifier, err := srp.NewVerifierFromHash(x, srp.Params{Salt1: salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P})
	if err != nil {
		return nil, unproved(err)
	}
	settings := &tg.AccountPasswordInputSettings{}
	settings.SetNewAlgo(&kdf{Salt1: salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P})
	settings.SetNewPasswordHash(verifier.Hash())
	settings.SetHint(d.call.Hint.Reveal())
	return settings, nil
}

// resetPassword asks for the password to be removed.
func (d *door) resetPassword(ctx context.Context, api *tg.Client) (flow.Answer, error) {
	answer, err := api.AccountResetPassword(ctx)
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AccountResetPasswordOk:
		return flow.Done{}, nil
	case *tg.AccountResetPasswordRequestedWait:
		return flow.ResetPending{Until: d.date(a.UntilDate)}, nil
	case *tg.AccountResetPasswordFailedWait:
		e := errors.Local(errors.ResetFailedWait)
		e.Method = telegram.ResetPassword
		if a.RetryDate > 0 {
			e.RetryAt = d.date(a.RetryDate)
		}
		return flow.Refused{Err: e}, nil
	default:
		return unsupported(answer), nil
	}
}
