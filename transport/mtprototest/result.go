package mtprototest

import (
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// result turns the answer to a query into TL. The error is a refusal.
//
// An answer that the client's layer cannot say is refused with the error by which
// Telegram tells a client that it is too old
// (core.telegram.org/method/auth.signIn). The model has acted by then.
func (s *Server) result(r wire.Request, query fake.Query, answer any) (bin.Encoder, error) {
	result, err := s.encode(r, query, answer)
	if _, refused := errors.AsType[*fake.RPCError](err); err == nil || refused {
		return result, err
	}
	if errors.Is(err, layer.ErrTooOld) {
		return nil, &fake.RPCError{Code: 406, Text: "UPDATE_APP_TO_LOGIN"}
	}
	return nil, &fake.RPCError{Code: 500, Text: "INTERNAL"}
}

func (s *Server) encode(r wire.Request, query fake.Query, answer any) (bin.Encoder, error) {
	l := layer.Of(r.Layer)
	switch a := answer.(type) {
	case fake.SentCode, fake.SentCodeSuccess, fake.PaymentRequired:
		return s.sentCode(l, a)
	case fake.Updates:
		return s.updates(l, a)
	case fake.SentEmailCode:
		return &tg.AccountSentEmailCode{EmailPattern: a.Pattern, Length: a.Length}, nil
	case fake.EmailVerifiedLogin:
		sent, err := s.sentCode(l, a.Sent)
		if err != nil {
			return nil, err
		}
		return l.EmailVerifiedLogin(a.Email, sent)
	case fake.Authorization:
		return l.Authorization(a), nil
	case fake.SignUpRequired:
		return signUpRequired(a), nil
	case fake.LoginToken:
		return s.loginToken(a), nil
	case fake.LoginTokenMigrateTo:
		return loginTokenMigrateTo(a), nil
	case fake.LoginTokenSuccess:
		return l.LoginTokenSuccess(a), nil
	case fake.SessionInfo:
		return s.sessionInfo(a), nil
	case fake.PasskeyLoginOptions:
		return &tg.AuthPasskeyLoginOptions{Options: tg.DataJSON{Data: a.Options}}, nil
	case fake.FirebasePNVIntent:
		return &tg.AuthFirebasePnvIntent{Nonce: a.Nonce, DigitalCredentialPayload: a.Payload}, nil
	case fake.Password:
		p, err := s.srp.password(r.KeyID, a)
		if err != nil {
			return nil, err
		}
		if !a.PendingReset.IsZero() {
			p.SetPendingResetDate(s.date(a.PendingReset))
		}
		return l.Password(p)
	case fake.PasswordRecovery:
		return &tg.AuthPasswordRecovery{EmailPattern: a.Pattern}, nil
	case fake.ResetPasswordResult:
		return s.resetPassword(a), nil
	case fake.User:
		switch q := query.(type) {
		case getFullUser:
			return q.result(l, a)
		case getUsers:
			return q.result(l, a), nil
		}
	case fake.LoggedOut:
		out := &tg.AuthLoggedOut{}
		if a.FutureAuthToken != "" {
			out.SetFutureAuthToken([]byte(a.FutureAuthToken))
		}
		return out, nil
	case fake.ExportedAuthorization:
		return &tg.AuthExportedAuthorization{ID: a.ID, Bytes: []byte(a.Bytes)}, nil
	case fake.Bool:
		return boolean(bool(a)), nil
	case bin.Encoder:
		return a, nil
	}
	return nil, fmt.Errorf("mtprototest: no TL for %T", answer)
}

// sentCode writes any auth.SentCode.
func (s *Server) sentCode(l layer.Layer, answer any) (layer.Encoded, error) {
	switch a := answer.(type) {
	case fake.SentCode:
		a.ResetPending = s.inProtocol(a.ResetPending)
		return l.SentCode(a)
	case fake.SentCodeSuccess:
		return l.SentCodeSuccess(a)
	case fake.PaymentRequired:
		return l.PaymentRequired(a)
	}
	return nil, fmt.Errorf("mtprototest: %T is no auth.SentCode", answer)
}

// resetPassword is the same in all layers.
func (s *Server) resetPassword(a fake.ResetPasswordResult) bin.Encoder {
	switch {
	case !a.Until.IsZero():
		return &tg.AccountResetPasswordRequestedWait{UntilDate: s.date(a.Until)}
	case !a.Retry.IsZero():
		return &tg.AccountResetPasswordFailedWait{RetryDate: s.date(a.Retry)}
	default:
		return &tg.AccountResetPasswordOk{}
	}
}

// signUpRequired is the same in all layers.
func signUpRequired(a fake.SignUpRequired) bin.Encoder {
	required := &tg.AuthAuthorizationSignUpRequired{}
	if a.Terms != "" {
		terms := tg.HelpTermsOfService{Popup: a.Popup, ID: tg.DataJSON{Data: a.TermsID}, Text: a.Terms}
		if a.MinAge != 0 {
			terms.SetMinAgeConfirm(a.MinAge)
		}
		required.SetTermsOfService(terms)
	}
	return required
}

func boolean(b bool) bin.Encoder {
	if b {
		return &tg.BoolTrue{}
	}
	return &tg.BoolFalse{}
}
