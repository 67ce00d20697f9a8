package layer

import (
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

var emailVerifiedLogin = constructor{{145, tg.AccountEmailVerifiedLoginTypeID}}

// EmailVerifiedLogin writes account.emailVerifiedLogin around a sent code of the
// same layer. Before layer 145 the error is [ErrTooOld].
func (l Layer) EmailVerifiedLogin(address string, sent Encoded) (Encoded, error) {
	id, ok := emailVerifiedLogin.in(l)
	if !ok {
		return nil, ErrTooOld
	}
	var b bin.Buffer
	b.PutID(id)
	b.PutString(address)
	b.Put(sent)
	return b.Buf, nil
}

// putEmailCode writes the fields of auth.sentCodeTypeEmailCode. The older form
// has next_phone_login_date, of which the model knows nothing, in the place of
// the reset.
func (l Layer) putEmailCode(b *bin.Buffer, a fake.SentCode) {
	const resetAvailablePeriod, resetPendingDate = 3, 4
	flags := emailFlags(a)
	available := a.ResetAvailable && l >= emailReset
	pending := !a.ResetPending.IsZero() && l >= emailReset
	if available {
		flags.Set(resetAvailablePeriod)
	}
	if pending {
		flags.Set(resetPendingDate)
	}
	b.PutUint32(uint32(flags))
	b.PutString(a.Pattern)
	b.PutInt(a.Length)
	if available {
		b.PutInt(int(a.ResetAfter / time.Second))
	}
	if pending {
		b.PutInt(int(a.ResetPending.Unix()))
	}
}

// emailFlags are the flags that auth.sentCodeTypeEmailCode and
// auth.sentCodeTypeSetUpEmailRequired share.
func emailFlags(a fake.SentCode) (flags bin.Fields) {
	const appleSigninAllowed, googleSigninAllowed = 0, 1
	if a.Apple {
		flags.Set(appleSigninAllowed)
	}
	if a.Google {
		flags.Set(googleSigninAllowed)
	}
	return flags
}

// Verification says what a client brings as a proof of its address.
func Verification(v tg.EmailVerificationClass) fake.EmailVerification {
	switch v := v.(type) {
	case *tg.EmailVerificationCode:
		return fake.EmailVerification{Code: v.Code}
	case *tg.EmailVerificationApple:
		return fake.EmailVerification{Apple: v.Token}
	case *tg.EmailVerificationGoogle:
		return fake.EmailVerification{Google: v.Token}
	}
	return fake.EmailVerification{}
}
