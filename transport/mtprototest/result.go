package mtprototest

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

// result turns an answer of the model into TL.
func (s *Server) result(answer any) (bin.Encoder, error) {
	switch a := answer.(type) {
	case fake.SentCode:
		return sentCode(a)
	case fake.SentCodeSuccess:
		return &tg.AuthSentCodeSuccess{Authorization: authorization(a.Authorization)}, nil
	case fake.Authorization:
		return authorization(a), nil
	case fake.SignUpRequired:
		required := &tg.AuthAuthorizationSignUpRequired{}
		if a.Terms != "" {
			terms := tg.HelpTermsOfService{ID: tg.DataJSON{Data: a.TermsID}, Text: a.Terms}
			if a.MinAge != 0 {
				terms.SetMinAgeConfirm(a.MinAge)
			}
			required.SetTermsOfService(terms)
		}
		return required, nil
	case fake.Password:
		return s.srp.password(a)
	case fake.User:
		return &tg.UserClassVector{Elems: []tg.UserClass{user(a)}}, nil
	case fake.LoggedOut:
		return &tg.AuthLoggedOut{}, nil
	case fake.Bool:
		if a {
			return &tg.BoolTrue{}, nil
		}
		return &tg.BoolFalse{}, nil
	case bin.Encoder:
		return a, nil
	default:
		return nil, fmt.Errorf("mtprototest: no TL for %T", answer)
	}
}

func sentCode(a fake.SentCode) (bin.Encoder, error) {
	sent := &tg.AuthSentCode{PhoneCodeHash: a.Hash}
	switch a.Delivery {
	case codes.App:
		sent.Type = &tg.AuthSentCodeTypeApp{Length: a.Length}
	case codes.SMS:
		sent.Type = &tg.AuthSentCodeTypeSMS{Length: a.Length}
	case codes.Call:
		sent.Type = &tg.AuthSentCodeTypeCall{Length: a.Length}
	case codes.FlashCall:
		sent.Type = &tg.AuthSentCodeTypeFlashCall{Pattern: a.Pattern}
	case codes.MissedCall:
		sent.Type = &tg.AuthSentCodeTypeMissedCall{Prefix: a.Prefix, Length: a.Length}
	case codes.FragmentSMS:
		sent.Type = &tg.AuthSentCodeTypeFragmentSMS{URL: a.URL, Length: a.Length}
	case codes.FirebaseSMS:
		sent.Type = &tg.AuthSentCodeTypeFirebaseSMS{Length: a.Length}
	case codes.SMSWord:
		word := &tg.AuthSentCodeTypeSMSWord{}
		if a.Beginning != "" {
			word.SetBeginning(a.Beginning)
		}
		sent.Type = word
	case codes.SMSPhrase:
		phrase := &tg.AuthSentCodeTypeSMSPhrase{}
		if a.Beginning != "" {
			phrase.SetBeginning(a.Beginning)
		}
		sent.Type = phrase
	default:
		return nil, fmt.Errorf("mtprototest: no TL for delivery %q", a.Delivery)
	}
	switch a.Next {
	case codes.SMS:
		sent.SetNextType(&tg.AuthCodeTypeSMS{})
	case codes.Call:
		sent.SetNextType(&tg.AuthCodeTypeCall{})
	case codes.FlashCall:
		sent.SetNextType(&tg.AuthCodeTypeFlashCall{})
	case codes.MissedCall:
		sent.SetNextType(&tg.AuthCodeTypeMissedCall{})
	case codes.FragmentSMS:
		sent.SetNextType(&tg.AuthCodeTypeFragmentSMS{})
	case codes.NoDelivery:
	default:
		return nil, fmt.Errorf("mtprototest: auth.CodeType has no %q", a.Next)
	}
	if a.Timeout > 0 {
		sent.SetTimeout(int(a.Timeout / time.Second))
	}
	return sent, nil
}

func authorization(a fake.Authorization) *tg.AuthAuthorization {
	return &tg.AuthAuthorization{User: user(a.User)}
}

func user(u fake.User) *tg.User {
	out := &tg.User{ID: u.ID, Self: true}
	out.SetAccessHash(u.ID)
	out.SetFirstName(u.FirstName)
	if u.LastName != "" {
		out.SetLastName(u.LastName)
	}
	out.SetPhone(strings.TrimPrefix(u.Phone, "+"))
	return out
}

// config lists the addresses where the server listens and no others: clients
// dial what it says.
func (s *Server) config(dc int) (*tg.Config, error) {
	now := time.Now()
	c := &tg.Config{
		Date: int(now.Unix()), Expires: int(now.Add(time.Hour).Unix()), ThisDC: dc,
		ChatSizeMax: 200, MegagroupSizeMax: 200000, ForwardedCountMax: 100,
		OnlineUpdatePeriodMs: 210000, OfflineBlurTimeoutMs: 5000, OfflineIdleTimeoutMs: 30000,
		OnlineCloudTimeoutMs: 300000, NotifyCloudDelayMs: 30000, NotifyDefaultDelayMs: 1500,
		PushChatPeriodMs: 60000, PushChatLimit: 2, EditTimeLimit: 172800,
		RevokeTimeLimit: 172800, RevokePmTimeLimit: 172800, RatingEDecay: 2419200,
		StickersRecentLimit: 200, ChannelsReadMediaPeriod: 604800, CallReceiveTimeoutMs: 20000,
		CallRingTimeoutMs: 90000, CallConnectTimeoutMs: 30000, CallPacketTimeoutMs: 10000,
		MeURLPrefix: "https://t.me/", CaptionLengthMax: 1024, MessageLengthMax: 4096,
		WebfileDCID: dc,
	}
	for _, d := range s.dcs {
		host, port, err := net.SplitHostPort(d.addr)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(port)
		if err != nil {
			return nil, err
		}
		c.DCOptions = append(c.DCOptions, tg.DCOption{ID: d.id, IPAddress: host, Port: n, Static: true})
	}
	return c, nil
}
