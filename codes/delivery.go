package codes

// A Delivery is a way in which a code reaches a person. Each up to SMSPhrase
// is a constructor of https://core.telegram.org/type/auth.SentCodeType; the other
// two are auth.sentCodeTypeEmailCode, which is Mail, and
// auth.sentCodeTypeSetUpEmailRequired, where nothing is sent yet.
type Delivery uint8

// The deliveries, with the name that each is written as and the
// auth.SentCodeType that it stands for.
const (
	// NoDelivery is no delivery at all, or one that a server did not name. It
	// is written as "".
	NoDelivery Delivery = iota
	// App is a message in the person's other Telegram apps. Written as "app";
	// auth.sentCodeTypeApp.
	App
	// SMS is a text message with digits. Written as "sms"; auth.sentCodeTypeSms.
	SMS
	// Call is a phone call in which a voice says the digits. Written as "call";
	// auth.sentCodeTypeCall.
	Call
	// FlashCall is a call that ends at once: the whole number that called is
	// the code. Written as "flash_call"; auth.sentCodeTypeFlashCall.
	FlashCall
	// MissedCall is a call that ends at once: the last digits of the number
	// that called are the code. Written as "missed_call";
	// auth.sentCodeTypeMissedCall.
	MissedCall
	// FragmentSMS is a code shown on fragment.com to the owner of an anonymous
	// number (+888). Written as "fragment_sms"; auth.sentCodeTypeFragmentSms.
	FragmentSMS
	// FirebaseSMS is a text message that is sent once an official mobile app
	// has proved itself to Firebase. Written as "firebase_sms";
	// auth.sentCodeTypeFirebaseSms.
	FirebaseSMS
	// SMSWord is a text message with a secret word. Written as "sms_word";
	// auth.sentCodeTypeSmsWord.
	SMSWord
	// SMSPhrase is a text message with a secret phrase. Written as
	// "sms_phrase"; auth.sentCodeTypeSmsPhrase.
	SMSPhrase
	// Mail is a message to an e-mail address. Written as "mail";
	// auth.sentCodeTypeEmailCode.
	Mail
	// Authenticator is no message: an app on the person's device shows the code
	// (TOTP, RFC 6238). Telegram has none. Written as "authenticator".
	Authenticator
)

var deliveryNames = [...]string{
	NoDelivery:    "",
	App:           "app",
	SMS:           "sms",
	Call:          "call",
	FlashCall:     "flash_call",
	MissedCall:    "missed_call",
	FragmentSMS:   "fragment_sms",
	FirebaseSMS:   "firebase_sms",
	SMSWord:       "sms_word",
	SMSPhrase:     "sms_phrase",
	Mail:          "mail",
	Authenticator: "authenticator",
}

// String returns the delivery's name.
func (d Delivery) String() string { return enumString("Delivery", deliveryNames[:], uint8(d)) }

// MarshalText returns the delivery's name, or errors.BadRecord for a value that
// is not one of the constants.
func (d Delivery) MarshalText() ([]byte, error) {
	return enumMarshal("Delivery", deliveryNames[:], uint8(d))
}

// UnmarshalText accepts what MarshalText writes and nothing else; the rest is
// errors.BadRecord.
func (d *Delivery) UnmarshalText(text []byte) error {
	return enumUnmarshal("Delivery", deliveryNames[:], text, (*uint8)(d))
}
