package mtprototest

import (
	"context"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// handle answers one RPC: it turns TL into a query to the model, and the
// model's answer back into TL.
func (s *Server) handle(ctx context.Context, r wire.Request) wire.Reply {
	query, err := s.query(r)
	if err != nil {
		return refuse(400, "INPUT_FETCH_ERROR")
	}
	answer, err := s.Server.Call(ctx, fake.Caller{DC: r.DC, Key: r.KeyID}, query)
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
	result, err := s.result(answer)
	if err != nil {
		return refuse(500, "INTERNAL")
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
		var q tg.AuthSendCodeRequest
		err := q.Decode(b)
		return fake.SendCode{
			PhoneNumber: q.PhoneNumber, AppID: q.APIID, AppHash: q.APIHash, Settings: settings(q.Settings),
		}, err
	case tg.AuthResendCodeRequestTypeID:
		var q tg.AuthResendCodeRequest
		err := q.Decode(b)
		return fake.ResendCode{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash}, err
	case tg.AuthCancelCodeRequestTypeID:
		var q tg.AuthCancelCodeRequest
		err := q.Decode(b)
		return fake.CancelCode{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash}, err
	case tg.AuthSignInRequestTypeID:
		var q tg.AuthSignInRequest
		err := q.Decode(b)
		return fake.SignIn{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash, PhoneCode: q.PhoneCode}, err
	case tg.AuthSignUpRequestTypeID:
		var q tg.AuthSignUpRequest
		err := q.Decode(b)
		return fake.SignUp{
			PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash,
			FirstName: q.FirstName, LastName: q.LastName, NoJoinedNotifications: q.NoJoinedNotifications,
		}, err
	case tg.AccountGetPasswordRequestTypeID:
		return fake.GetPassword{}, nil
	case tg.AuthCheckPasswordRequestTypeID:
		var q tg.AuthCheckPasswordRequest
		err := q.Decode(b)
		return s.srp.query(q.Password), err
	case tg.UsersGetUsersRequestTypeID:
		var q tg.UsersGetUsersRequest
		err := q.Decode(b)
		if len(q.ID) != 1 || q.ID[0].TypeID() != tg.InputUserSelfTypeID {
			return fake.Other{Name: "users.getUsers", Answer: &tg.UserClassVector{}}, err
		}
		return fake.GetSelf{}, err
	case tg.AuthLogOutRequestTypeID:
		return fake.LogOut{}, nil
	case tg.HelpGetConfigRequestTypeID:
		config, err := s.config(r.DC)
		return fake.Other{Name: "help.getConfig", Answer: config}, err
	default:
		return fake.Other{Name: wire.MethodName(r.Method)}, nil
	}
}
