package mtprototest

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// What clients ask around a sign-in without being interested in accounts. The
// answers are as empty as they may be, and the same in all layers unless said
// otherwise.

// open answers what anybody may ask, nil to the rest. TDLib asks each of these
// without a login (create_unauth).
func (s *Server) open(r wire.Request) (bin.Encoder, error) {
	b := &bin.Buffer{Buf: r.Body}
	switch r.Method {
	case tg.HelpGetConfigRequestTypeID:
		config, err := s.config(r)
		if err != nil {
			return nil, err
		}
		return layer.Of(r.Layer).Config(config)
	case tg.HelpGetNearestDCRequestTypeID:
		return &tg.NearestDC{ThisDC: r.ClientDC, NearestDC: r.ClientDC}, nil
	case layer.OldGetAppConfig:
		return &tg.JSONObject{}, nil
	case tg.HelpGetAppConfigRequestTypeID:
		return &tg.HelpAppConfig{Config: &tg.JSONObject{}}, nil
	case tg.HelpGetCountriesListRequestTypeID:
		return &tg.HelpCountriesList{}, nil
	case tg.LangpackGetLangPackRequestTypeID:
		var q tg.LangpackGetLangPackRequest
		err := q.Decode(b)
		return &tg.LangPackDifference{LangCode: q.LangCode}, err
	case tg.LangpackGetDifferenceRequestTypeID:
		var q tg.LangpackGetDifferenceRequest
		err := q.Decode(b)
		return &tg.LangPackDifference{LangCode: q.LangCode, FromVersion: q.FromVersion, Version: q.FromVersion}, err
	case tg.LangpackGetStringsRequestTypeID:
		return &tg.LangPackStringClassVector{}, nil
	case tg.LangpackGetLanguagesRequestTypeID:
		return &tg.LangPackLanguageVector{}, nil
	case tg.LangpackGetLanguageRequestTypeID:
		var q tg.LangpackGetLanguageRequest
		err := q.Decode(b)
		return &tg.LangPackLanguage{
			Name: q.LangCode, NativeName: q.LangCode, LangCode: q.LangCode, PluralCode: q.LangCode,
		}, err
	default:
		return nil, nil
	}
}

// closed answers what only users may ask, nil to the rest.
func (s *Server) closed(r wire.Request) bin.Encoder {
	now := int(s.now().Unix())
	const pts, seq = 1, 1 // of an account where nothing has ever happened
	switch r.Method {
	case tg.UpdatesGetStateRequestTypeID:
		return &tg.UpdatesState{Pts: pts, Date: now, Seq: seq}
	case tg.UpdatesGetDifferenceRequestTypeID, layer.OldGetDifference:
		return &tg.UpdatesDifferenceEmpty{Date: now, Seq: seq}
	case tg.AccountUpdateStatusRequestTypeID:
		return boolean(true)
	case tg.HelpGetTermsOfServiceUpdateRequestTypeID:
		return &tg.HelpTermsOfServiceUpdateEmpty{Expires: now + int(configLife.Seconds())}
	case tg.HelpGetPromoDataRequestTypeID:
		return &tg.HelpPromoDataEmpty{Expires: now + int(configLife.Seconds())}
	case tg.ContactsGetContactsRequestTypeID:
		return &tg.ContactsContacts{}
	case tg.MessagesGetDialogsRequestTypeID:
		return &tg.MessagesDialogs{}
	default:
		return nil
	}
}
