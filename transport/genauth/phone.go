package genauth

import (
	"strings"

	"github.com/stepin-go/stepin/codes"
)

// A receiver is where a code goes, in the fields that the API has for it.
type receiver struct {
	Country string `json:"country,omitempty"` // as "+86"; "" is that
	Phone   string `json:"phone,omitempty"`   // without it
	Email   string `json:"email,omitempty"`
}

// receiverOf returns none for a name.
func receiverOf(who codes.Identifier) receiver {
	switch who.Kind() {
	case codes.KindEmail:
		return receiver{Email: who.Reveal()}
	case codes.KindPhone:
		country, phone := split(who.Reveal())
		return receiver{Country: country, Phone: phone}
	default:
		return receiver{}
	}
}

// fields are those of a request, where a number is called by either of two names.
func (r receiver) fields(number string) map[string]string {
	switch {
	case r.Email != "":
		return map[string]string{"email": r.Email}
	case r.Country != "":
		return map[string]string{number: r.Phone, "phoneCountryCode": r.Country}
	default:
		return map[string]string{number: r.Phone}
	}
}

// twoDigits are the country codes of two digits (ITU-T E.164, list of assigned codes).
// Of the others 1 and 7 have one and all else three: none begins another.
const twoDigits = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 " +
	"60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"

// split takes the country code, with its plus, off a number as codes.ParsePhone
// returns it, which has at least five digits.
func split(e164 string) (country, number string) {
	n := min(len("+123"), len(e164))
	switch {
	case strings.HasPrefix(e164, "+1"), strings.HasPrefix(e164, "+7"):
		n = len("+1")
	case n > len("+12") && strings.Contains(twoDigits, e164[1:len("+12")]):
		n = len("+12")
	}
	return e164[:n], e164[n:]
}

func (r receiver) delivery() codes.Delivery {
	if r.Email != "" {
		return codes.Mail
	}
	return codes.SMS
}
