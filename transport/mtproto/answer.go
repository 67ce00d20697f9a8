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
func (d *door) sentCode(answer tg.AuthSentCodeClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthSentCodeSuccess:
		return authorization(a.Authorization, nil)
	case *tg.AuthSentCode:
		return d.codeSent(a), nil
	case *tg.AuthSentCodePaymentRequired:
		return flow.PaymentWanted{
			Sent: codes.Sent{Hash: codes.NewSecret(a.PhoneCodeHash)},
			Payment: flow.PaymentInfo{
				Product: a.StoreProduct, SupportEmail: a.SupportEmailAddress, SupportSubject: a.SupportEmailSubject,
				PremiumDays: max(a.PremiumDays, 0), Currency: a.Currency, Amount: max(a.Amount, 0),
			},
		}, nil
	default:
		return unsupported(answer), nil
	}
}

func (d *door) codeSent(a *tg.AuthSentCode) flow.Answer {
	s := codes.Sent{Hash: codes.NewSecret(a.PhoneCodeHash)}
	var email *flow.EmailInfo
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
		s.Firebase = codes.Firebase{
			Nonce:                codes.NewSecret(string(kind.Nonce)),
			PlayIntegrityProject: kind.PlayIntegrityProjectID,
			PlayIntegrityNonce:   codes.NewSecret(string(kind.PlayIntegrityNonce)),
			Receipt:              codes.NewSecret(kind.Receipt),
			PushTimeout:          time.Duration(max(kind.PushTimeout, 0)) * time.Second,
		}
	case *tg.AuthSentCodeTypeSMSWord:
		s.Delivery, s.Beginning = codes.SMSWord, kind.Beginning
	case *tg.AuthSentCodeTypeSMSPhrase:
		s.Delivery, s.Beginning = codes.SMSPhrase, kind.Beginning
	case *tg.AuthSentCodeTypeEmailCode:
		s.Delivery, s.Length, s.Pattern = codes.Mail, kind.Length, kind.EmailPattern
		// Another e-mail can be asked for whether or not another kind of code is
		// announced. That is TDLib's way (td/telegram/AuthManager.cpp), which asks by
		// account.sendVerifyEmailCode; that auth.resendCode does it is inferred.
		s.Next = codes.Mail
		email = &flow.EmailInfo{Apple: kind.AppleSigninAllowed, Google: kind.GoogleSigninAllowed}
		if period, ok := kind.GetResetAvailablePeriod(); ok {
			email.Resettable, email.ResetAfter = true, time.Duration(max(period, 0))*time.Second
		}
		if kind.ResetPendingDate > 0 {
			email.ResetAt = d.date(kind.ResetPendingDate)
		}
	case *tg.AuthSentCodeTypeSetUpEmailRequired:
		return flow.EmailWanted{Sent: s, Email: flow.EmailInfo{
			Apple: kind.AppleSigninAllowed, Google: kind.GoogleSigninAllowed,
		}}
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
	if s.Delivery == codes.FirebaseSMS && s.Next == codes.NoDelivery {
		s.Next = codes.SMS // as TDLib has it (td/telegram/SendCodeHelper.cpp)
	}
	after := time.Duration(max(a.Timeout, 0)) * time.Second
	if email != nil {
		return flow.EmailCodeSent{Sent: s, ResendAfter: after, Email: *email}
	}
	return flow.CodeSent{Sent: s, ResendAfter: after}
}

// sentEmailCode reads what became of a code to an address that is being set up.
func sentEmailCode(a *tg.AccountSentEmailCode, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	s := codes.Sent{Delivery: codes.Mail, Pattern: a.EmailPattern, Length: a.Length}
	if s.Length < 0 || s.Length > maxLength {
		s.Length = 0
	}
	return flow.EmailCodeSent{Sent: s}, nil
}

// emailVerified reads the code that comes once the address is proved.
func (d *door) emailVerified(answer tg.AccountEmailVerifiedClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	login, ok := answer.(*tg.AccountEmailVerifiedLogin)
	if !ok {
		return unsupported(answer), nil
	}
	return d.sentCode(login.SentCode, nil)
}

// maxLength is the longest announced code that is believed.
const maxLength = 99

func authorization(answer tg.AuthAuthorizationClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	switch a := answer.(type) {
	case *tg.AuthAuthorization:
		in := account(a.User)
		in.FutureToken = codes.NewSecret(string(a.FutureAuthToken))
		in.Account.SetupPasswordRequired = a.SetupPasswordRequired
		in.Account.OtherwiseReloginDays, in.Account.TmpSessions = max(a.OtherwiseReloginDays, 0), max(a.TmpSessions, 0)
		return in, nil
	case *tg.AuthAuthorizationSignUpRequired:
		return flow.RegistrationWanted{Terms: flow.Terms{
			ID: a.TermsOfService.ID.Data, Text: plainText(a.TermsOfService.Text, a.TermsOfService.Entities),
			Popup: a.TermsOfService.Popup, MinAge: max(a.TermsOfService.MinAgeConfirm, 0),
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

func account(user tg.UserClass) flow.Authorized {
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
