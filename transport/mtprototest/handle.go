package mtprototest

import (
	"context"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// handle answers one RPC: it turns TL into a query to the model, and the
// model's answer back into TL of the client's layer.
func (s *Server) handle(ctx context.Context, r wire.Request) wire.Reply {
	query, err := s.query(r)
	if err != nil {
		return refuse(400, "INPUT_FETCH_ERROR")
	}
	answer, err := s.Server.Call(ctx, fake.Caller{DC: r.DC, Key: r.KeyID}, proved(r, query))
	if lost, ok := errors.AsType[*fake.LostError](err); ok {
		answer, err := lost.Answer()
		reply := s.reply(r, query, answer, err)
		reply.Drop, reply.Close = errors.Is(lost, fake.ErrLost), errors.Is(lost, fake.ErrDisconnect)
		reply.CutAt = lost.CutAt
		return reply
	}
	return s.reply(r, query, answer, err)
}

// reply says what a client gets of what the model said.
func (s *Server) reply(r wire.Request, query fake.Query, answer any, err error) wire.Reply {
	var result bin.Encoder
	if err == nil {
		result, err = s.result(r, query, answer)
	}
	if refusal, ok := errors.AsType[*fake.RPCError](err); ok {
		return refuse(refusal.Code, refusal.Text)
	}
	switch {
	case errors.Is(err, fake.ErrLost):
		return wire.Reply{Drop: true}
	case errors.Is(err, fake.ErrUnknownKey):
		// Only the model was told to forget the key.
		return wire.Reply{NoKey: true}
	case err != nil:
		return wire.Reply{Close: true}
	}
	return wire.Reply{Result: result}
}

func refuse(code int, text string) wire.Reply {
	return wire.Reply{Err: &mt.RPCError{ErrorCode: code, ErrorMessage: text}}
}

// query reads a query. What the model does not know, and this server has no
// answer for, is refused by the model with METHOD_INVALID.
func (s *Server) query(r wire.Request) (fake.Query, error) {
	b := &bin.Buffer{Buf: r.Body}
	switch r.Method {
	case tg.AuthSendCodeRequestTypeID:
		q, set, err := layer.SendCode(r.Body)
		q.Settings = settings(set)
		return q, err
	case tg.AuthResendCodeRequestTypeID, layer.OldResendCode:
		return layer.ResendCode(r.Body)
	case tg.AuthCancelCodeRequestTypeID:
		var q tg.AuthCancelCodeRequest
		err := q.Decode(b)
		return fake.CancelCode{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash}, err
	case tg.AuthSignInRequestTypeID, layer.OldSignIn:
		return layer.SignIn(r.Body)
	case tg.AuthSignUpRequestTypeID, layer.OldSignUp:
		return layer.SignUp(r.Body)
	case tg.AccountSendVerifyEmailCodeRequestTypeID:
		return sendVerifyEmailCode(b)
	case tg.AccountVerifyEmailRequestTypeID:
		return verifyEmail(b)
	case tg.AuthResetLoginEmailRequestTypeID:
		var q tg.AuthResetLoginEmailRequest
		err := q.Decode(b)
		return fake.ResetLoginEmail{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash}, err
	case tg.AccountGetPasswordRequestTypeID:
		return fake.GetPassword{}, nil
	case tg.AuthCheckPasswordRequestTypeID:
		var q tg.AuthCheckPasswordRequest
		err := q.Decode(b)
		return s.srp.check(r.KeyID, q.Password), err
	case tg.AuthRequestPasswordRecoveryRequestTypeID:
		return fake.RequestPasswordRecovery{}, nil
	case tg.AuthCheckRecoveryPasswordRequestTypeID:
		var q tg.AuthCheckRecoveryPasswordRequest
		err := q.Decode(b)
		return fake.CheckRecoveryPassword{Code: q.Code}, err
	case tg.AuthRecoverPasswordRequestTypeID:
		var q tg.AuthRecoverPasswordRequest
		err := q.Decode(b)
		return s.srp.recover(r.KeyID, q), err
	case tg.AccountResetPasswordRequestTypeID:
		return fake.ResetPassword{}, nil
	case tg.AccountDeclinePasswordResetRequestTypeID:
		return fake.DeclinePasswordReset{}, nil
	case tg.AccountDeleteAccountRequestTypeID:
		var q tg.AccountDeleteAccountRequest
		err := q.Decode(b)
		query := fake.DeleteAccount{Reason: q.Reason}
		if password, ok := q.GetPassword(); ok {
			proof := s.srp.check(r.KeyID, password)
			query.Password = &proof
		}
		return query, err
	case tg.UsersGetUsersRequestTypeID:
		whom, err := layer.GetUsers(r.Body)
		return getUsers{whom: whom}, err
	case tg.UsersGetFullUserRequestTypeID:
		whom, err := layer.GetFullUser(r.Body)
		return getFullUser{whom: whom}, err
	case tg.AuthLogOutRequestTypeID:
		return fake.LogOut{}, nil
	case tg.AuthExportAuthorizationRequestTypeID:
		var q tg.AuthExportAuthorizationRequest
		err := q.Decode(b)
		return fake.ExportAuthorization{DC: q.DCID}, err
	case tg.AuthImportAuthorizationRequestTypeID:
		var q tg.AuthImportAuthorizationRequest
		err := q.Decode(b)
		return fake.ImportAuthorization{ID: q.ID, Bytes: string(q.Bytes)}, err
	}
	for _, read := range []func(wire.Request) (fake.Query, error){tokenQuery, passkeyQuery, paymentQuery, deviceQuery} {
		if q, err := read(r); q != nil || err != nil {
			return q, err
		}
	}
	name := wire.MethodName(r.Method)
	if answer, err := s.open(r); answer != nil || err != nil {
		return fake.Other{Name: name, Answer: answer}, err
	}
	return fake.Other{Name: name, Answer: s.closed(r), Login: true}, nil
}
