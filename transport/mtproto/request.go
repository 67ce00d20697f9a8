package mtproto

import (
	"context"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A request is a query that is ready to be sent.
type request = func(context.Context, *tg.Client) (flow.Answer, error)

// request makes the request of an RPC from the call; or it says why that must
// not be sent.
func (d *door) request(rpc string) (request, flow.Answer) {
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.SendCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.sentCode(api.AuthSendCode(ctx, &tg.AuthSendCodeRequest{
				PhoneNumber: d.call.To.Reveal(), APIID: d.t.AppID, APIHash: d.t.AppHash.Reveal(),
				Settings: d.t.CodeSettings.tl(d.call.Tokens),
			}))
		}, nil
	case telegram.ResendCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			req := &tg.AuthResendCodeRequest{PhoneNumber: number, PhoneCodeHash: hash}
			if !d.call.Reason.IsZero() {
				req.SetReason(d.call.Reason.Reveal())
			}
			return d.sentCode(api.AuthResendCode(ctx, req))
		}, nil
	case telegram.CancelCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			_, err := api.AuthCancelCode(ctx, &tg.AuthCancelCodeRequest{PhoneNumber: number, PhoneCodeHash: hash})
			return flow.Done{}, err
		}, nil
	case telegram.SignIn:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			req := &tg.AuthSignInRequest{PhoneNumber: number, PhoneCodeHash: hash}
			if d.call.Name == flow.CallSignInEmail {
				req.SetEmailVerification(d.emailVerification())
			} else {
				req.SetPhoneCode(d.call.Code.Reveal())
			}
			return authorization(api.AuthSignIn(ctx, req))
		}, nil
	case telegram.SendVerifyEmailCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return sentEmailCode(api.AccountSendVerifyEmailCode(ctx, &tg.AccountSendVerifyEmailCodeRequest{
				Purpose: &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: number, PhoneCodeHash: hash},
				Email:   d.call.Email.Reveal(),
			}))
		}, nil
	case telegram.VerifyEmail:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.emailVerified(api.AccountVerifyEmail(ctx, &tg.AccountVerifyEmailRequest{
				Purpose:      &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: number, PhoneCodeHash: hash},
				Verification: d.emailVerification(),
			}))
		}, nil
	case telegram.ResetLoginEmail:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.sentCode(api.AuthResetLoginEmail(ctx, &tg.AuthResetLoginEmailRequest{PhoneNumber: number, PhoneCodeHash: hash}))
		}, nil
	case telegram.SignUp:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthSignUp(ctx, &tg.AuthSignUpRequest{
				NoJoinedNotifications: d.call.Quiet,
				PhoneNumber:           number, PhoneCodeHash: hash,
				FirstName: d.call.FirstName, LastName: d.call.LastName,
			}))
		}, nil
	case telegram.GetPassword:
		return d.getPassword, nil
	case telegram.CheckPassword:
		return d.checkPassword()
	case telegram.RequestRecovery:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			sent, err := api.AuthRequestPasswordRecovery(ctx)
			if err != nil {
				return nil, err
			}
			return flow.RecoverySent{Pattern: sent.EmailPattern}, nil
		}, nil
	case telegram.CheckRecovery:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			right, err := api.AuthCheckRecoveryPassword(ctx, d.call.Code.Reveal())
			if err == nil && !right {
				// As TDLib reads it (td/telegram/AuthManager.cpp).
				return flow.Refused{Err: errors.FromRPC(rpc, 400, string(errors.CodeInvalid))}, nil
			}
			return flow.Done{}, err
		}, nil
	case telegram.RecoverPassword:
		return d.recoverPassword()
	case telegram.ResetPassword:
		return d.resetPassword, nil
	case telegram.DeclinePasswordReset:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return done(rpc)(api.AccountDeclinePasswordReset(ctx))
		}, nil
	case telegram.DeleteAccount:
		return d.deleteAccount()
	case telegram.GetSelf:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return self(api.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserSelf{}}))
		}, nil
	case telegram.LogOut:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			out, err := api.AuthLogOut(ctx)
			if err != nil {
				return nil, err
			}
			return flow.Done{FutureToken: codes.NewSecret(string(out.FutureAuthToken))}, nil
		}, nil
	default:
		return d.otherRequest(rpc)
	}
}

// done reads the answer to an RPC that was done, if it is true. What it means if
// it is not, is not documented; it has not been seen. (TDLib takes any answer to
// account.deleteAccount for done. To say so of an account that is still there
// would be worse than the contrary.)
func done(rpc string) func(bool, error) (flow.Answer, error) {
	return func(yes bool, err error) (flow.Answer, error) {
		switch {
		case err != nil:
			return nil, err
		case !yes:
			return flow.Refused{Err: errors.FromRPC(rpc, 400, "BOOL_FALSE")}, nil
		default:
			return flow.Done{}, nil
		}
	}
}

// emailVerification is what proves an e-mail address.
func (d *door) emailVerification() tg.EmailVerificationClass {
	switch d.call.TokenKind {
	case flow.AppleTokenKind:
		return &tg.EmailVerificationApple{Token: d.call.Token.Reveal()}
	case flow.GoogleTokenKind:
		return &tg.EmailVerificationGoogle{Token: d.call.Token.Reveal()}
	default:
		return &tg.EmailVerificationCode{Code: d.call.Code.Reveal()}
	}
}
