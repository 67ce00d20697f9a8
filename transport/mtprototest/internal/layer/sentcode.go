package layer

import (
	"fmt"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

// sentCodeTypes are the constructors of auth.SentCodeType.
var sentCodeTypes = map[codes.Delivery]constructor{
	codes.App:         {{144, tg.AuthSentCodeTypeAppTypeID}},
	codes.SMS:         {{144, tg.AuthSentCodeTypeSMSTypeID}},
	codes.Call:        {{144, tg.AuthSentCodeTypeCallTypeID}},
	codes.FlashCall:   {{144, tg.AuthSentCodeTypeFlashCallTypeID}},
	codes.MissedCall:  {{144, tg.AuthSentCodeTypeMissedCallTypeID}},
	codes.FragmentSMS: {{150, tg.AuthSentCodeTypeFragmentSMSTypeID}},
	codes.FirebaseSMS: {{152, 0xe57b1432}, {180, 0x13c90f17}, {183, tg.AuthSentCodeTypeFirebaseSMSTypeID}},
	codes.SMSWord:     {{179, tg.AuthSentCodeTypeSMSWordTypeID}},
	codes.SMSPhrase:   {{179, tg.AuthSentCodeTypeSMSPhraseTypeID}},
	codes.Mail:        {{145, 0x5a159841}, {emailReset, tg.AuthSentCodeTypeEmailCodeTypeID}},
}

var setUpEmailRequired = constructor{{145, tg.AuthSentCodeTypeSetUpEmailRequiredTypeID}}

// emailReset is the layer in which auth.sentCodeTypeEmailCode began to tell when
// the address can be reset, and from which there is auth.resetLoginEmail.
const emailReset Layer = 156

// codeTypes are the constructors of auth.CodeType, by which next_type is named.
var codeTypes = map[codes.Delivery]constructor{
	codes.SMS:         {{144, tg.AuthCodeTypeSMSTypeID}},
	codes.Call:        {{144, tg.AuthCodeTypeCallTypeID}},
	codes.FlashCall:   {{144, tg.AuthCodeTypeFlashCallTypeID}},
	codes.MissedCall:  {{144, tg.AuthCodeTypeMissedCallTypeID}},
	codes.FragmentSMS: {{150, tg.AuthCodeTypeFragmentSMSTypeID}},
}

// SentCode writes auth.sentCode. If the layer does not know yet the way in which
// the code was sent, or that an address has to be set up, the error is
// [ErrTooOld]; if it does not know the next way, none is announced, nor is the
// reset of an address.
func (l Layer) SentCode(a fake.SentCode) (Encoded, error) {
	forms, known := sentCodeTypes[a.Delivery]
	if a.SetUpEmail {
		forms, known = setUpEmailRequired, true
	}
	if !known {
		return nil, fmt.Errorf("layer: auth.SentCodeType has no %q", a.Delivery)
	}
	kind, ok := forms.in(l)
	if !ok {
		return nil, ErrTooOld
	}
	forms, known = codeTypes[a.Next]
	if !known && a.Next != codes.NoDelivery {
		return nil, fmt.Errorf("layer: auth.CodeType has no %q", a.Next)
	}
	next, hasNext := forms.in(l)

	const nextType, timeout = 1, 2
	var flags bin.Fields
	if hasNext {
		flags.Set(nextType)
	}
	if a.Timeout > 0 {
		flags.Set(timeout)
	}
	var b bin.Buffer
	b.PutID(tg.AuthSentCodeTypeID)
	b.PutUint32(uint32(flags))
	b.PutID(kind)
	l.putSentCodeType(&b, a)
	b.PutString(a.Hash)
	if hasNext {
		b.PutID(next)
	}
	if a.Timeout > 0 {
		b.PutInt(int(a.Timeout / time.Second))
	}
	return b.Buf, nil
}

// putSentCodeType writes the fields of a constructor of auth.SentCodeType.
func (l Layer) putSentCodeType(b *bin.Buffer, a fake.SentCode) {
	if a.SetUpEmail {
		b.PutUint32(uint32(emailFlags(a)))
		return
	}
	switch a.Delivery {
	case codes.FlashCall:
		b.PutString(a.Pattern)
	case codes.MissedCall:
		b.PutString(a.Prefix)
		b.PutInt(a.Length)
	case codes.FragmentSMS:
		b.PutString(a.URL)
		b.PutInt(a.Length)
	case codes.FirebaseSMS:
		l.putFirebaseSMS(b, a)
	case codes.SMSWord, codes.SMSPhrase:
		const beginning = 0
		var flags bin.Fields
		if a.Beginning != "" {
			flags.Set(beginning)
		}
		b.PutUint32(uint32(flags))
		if a.Beginning != "" {
			b.PutString(a.Beginning)
		}
	case codes.Mail:
		l.putEmailCode(b, a)
	default: // the app, an SMS, a call
		b.PutInt(a.Length)
	}
}
