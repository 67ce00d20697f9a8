package mtproto

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// sentCode is the one way for every auth.SentCode, whatever was asked.
func sentCode(answer tg.AuthSentCodeClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthSentCodeSuccess:
		return authorization(a.Authorization, nil)
	case *tg.AuthSentCode:
		return codeSent(a), nil
	default:
		return unsupported(answer), nil
	}
}

func codeSent(a *tg.AuthSentCode) flow.Answer {
	s := codes.Sent{Hash: codes.NewSecret(a.PhoneCodeHash)}
	switch kind := a.Type.(type) {
	case *tg.AuthSentCodeTypeApp:
		s.Delivery, s.Length = codes.App, kind.Length
	case *tg.AuthSentCodeTypeSMS:
		s.Delivery, s.Length = codes.SMS, kind.Length
	case *tg.AuthSentCodeTypeCall:
		s.Delivery, s.Length = codes.Call, kind.Length
	case *tg.AuthSentCodeTypeFlashCall:
		s.Delivery, s.Pattern = codes.FlashCall, kind.Pattern
	case *tg.AuthSentCodeTypeMissedCall:
		s.Delivery, s.Length, s.Prefix = codes.MissedCall, kind.Length, kind.Prefix
	case *tg.AuthSentCodeTypeFragmentSMS:
		s.Delivery, s.Length, s.URL = codes.FragmentSMS, kind.Length, codes.NewSecret(kind.URL)
	case *tg.AuthSentCodeTypeFirebaseSMS:
		s.Delivery, s.Length = codes.FirebaseSMS, kind.Length
	case *tg.AuthSentCodeTypeSMSWord:
		s.Delivery, s.Beginning = codes.SMSWord, kind.Beginning
	case *tg.AuthSentCodeTypeSMSPhrase:
		s.Delivery, s.Beginning = codes.SMSPhrase, kind.Beginning
	default:
		return unsupported(kind)
	}
	if s.Length < 0 || s.Length > maxLength {
		s.Length = 0 // unknown, rather than a length that no code can have
	}
	switch a.NextType.(type) {
	case *tg.AuthCodeTypeSMS:
		s.Next = codes.SMS
	case *tg.AuthCodeTypeCall:
		s.Next = codes.Call
	case *tg.AuthCodeTypeFlashCall:
		s.Next = codes.FlashCall
	case *tg.AuthCodeTypeMissedCall:
		s.Next = codes.MissedCall
	case *tg.AuthCodeTypeFragmentSMS:
		s.Next = codes.FragmentSMS
	}
	return flow.CodeSent{Sent: s, ResendAfter: time.Duration(max(a.Timeout, 0)) * time.Second}
}

// maxLength is the longest announced code that is believed.
const maxLength = 99

func authorization(answer tg.AuthAuthorizationClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthAuthorization:
		return account(a.User), nil
	case *tg.AuthAuthorizationSignUpRequired:
		return flow.RegistrationWanted{Terms: flow.Terms{
			ID: a.TermsOfService.ID.Data, Text: a.TermsOfService.Text,
			Popup: a.TermsOfService.Popup, MinAge: a.TermsOfService.MinAgeConfirm,
		}}, nil
	default:
		return unsupported(answer), nil
	}
}

// self reads the answer to a users.getUsers that asked for inputUserSelf.
func self(users []tg.UserClass, err error) (flow.Answer, error) {
	switch {
	case err != nil:
		return nil, err
	case len(users) == 0:
		return flow.Nobody{}, nil
	default:
		return account(users[0]), nil
	}
}

func account(user tg.UserClass) flow.Answer {
	a := flow.Account{ID: strconv.FormatInt(user.GetID(), 10)}
	if u, ok := user.AsNotEmpty(); ok {
		a.FirstName, a.LastName, a.Username = u.FirstName, u.LastName, u.Username
	}
	return flow.Authorized{Account: a}
}

// unsupported names what the server wants by its TL constructor.
func unsupported(v any) flow.Answer {
	name := strings.TrimPrefix(fmt.Sprintf("%T", v), "*tg.")
	if named, ok := v.(interface{ TypeName() string }); ok {
		name = named.TypeName()
	}
	return flow.Unsupported{Wanted: name}
}
