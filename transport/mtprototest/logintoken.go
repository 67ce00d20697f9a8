package mtprototest

import (
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// tokenQuery reads the sign-ins by a token: a QR code's
// (core.telegram.org/api/qr-login), a bot's, and a web page's. nil: it is none.
func tokenQuery(r wire.Request) (fake.Query, error) {
	b := &bin.Buffer{Buf: r.Body}
	switch r.Method {
	case tg.AuthExportLoginTokenRequestTypeID:
		var q tg.AuthExportLoginTokenRequest
		err := q.Decode(b)
		return fake.ExportLoginToken{AppID: q.APIID, AppHash: q.APIHash, ExceptIDs: q.ExceptIDs}, err
	case tg.AuthImportLoginTokenRequestTypeID:
		var q tg.AuthImportLoginTokenRequest
		err := q.Decode(b)
		return fake.ImportLoginToken{Token: string(q.Token)}, err
	case tg.AuthAcceptLoginTokenRequestTypeID:
		var q tg.AuthAcceptLoginTokenRequest
		err := q.Decode(b)
		return fake.AcceptLoginToken{Token: string(q.Token)}, err
	case tg.AuthImportBotAuthorizationRequestTypeID:
		var q tg.AuthImportBotAuthorizationRequest
		err := q.Decode(b)
		return fake.ImportBotAuthorization{AppID: q.APIID, AppHash: q.APIHash, Token: q.BotAuthToken}, err
	case tg.AuthImportWebTokenAuthorizationRequestTypeID:
		var q tg.AuthImportWebTokenAuthorizationRequest
		err := q.Decode(b)
		return fake.ImportWebTokenAuthorization{AppID: q.APIID, AppHash: q.APIHash, Token: q.WebAuthToken}, err
	default:
		return nil, nil
	}
}

// loginToken is the same in all layers.
func (s *Server) loginToken(a fake.LoginToken) bin.Encoder {
	return &tg.AuthLoginToken{Expires: s.date(a.Expires), Token: []byte(a.Token)}
}

// loginTokenMigrateTo is the same in all layers.
func loginTokenMigrateTo(a fake.LoginTokenMigrateTo) bin.Encoder {
	return &tg.AuthLoginTokenMigrateTo{DCID: a.DC, Token: []byte(a.Token)}
}

// sessionInfo is the same in all layers. Of the device the model knows nothing.
func (s *Server) sessionInfo(a fake.SessionInfo) bin.Encoder {
	now := int(s.now().Truncate(time.Second).Unix())
	return &tg.Authorization{
		Hash: a.Hash, APIID: a.AppID, AppName: "test", AppVersion: "1",
		DeviceModel: "test", Platform: "test", SystemVersion: "1",
		DateCreated: now, DateActive: now, IP: "127.0.0.1",
	}
}
