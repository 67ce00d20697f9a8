package console

import (
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
)

// delivery says where to look for a code.
func delivery(s codes.Sent) string {
	var text string
	switch s.Delivery {
	case codes.App:
		text = "A code is waiting in the Telegram app on your other devices"
	case codes.SMS:
		text = "A code is on its way by SMS"
	case codes.FirebaseSMS:
		return "A code is sent by SMS once an official app has proved to be one, and this program is none."
	case codes.Call:
		text = "A code will be told in a call"
	case codes.FlashCall:
		text = fmt.Sprintf("You will be called from a number like %s; that number is the code", Show(s.Pattern, 40))
	case codes.MissedCall:
		text = fmt.Sprintf("You will miss a call from %s...; its last digits are the code", Show(s.Prefix, 40))
	case codes.FragmentSMS:
		text = fmt.Sprintf("The code is at %s", Show(s.URL.Reveal(), 200))
	case codes.SMSWord:
		text = "A word is on its way by SMS"
	case codes.SMSPhrase:
		text = "A phrase is on its way by SMS"
	case codes.Mail:
		text = "A code is on its way by e-mail"
		if s.Pattern != "" {
			text += " to " + Show(s.Pattern, 100)
		}
	case codes.Authenticator:
		text = "The code is in your authenticator app"
	case codes.NoDelivery:
		if unsent(s) {
			return "No code has been sent yet."
		}
		text = "A code is on its way"
	}
	if s.Length > 0 {
		text += fmt.Sprintf(" (%d digits)", s.Length)
	}
	if s.Beginning != "" {
		text += fmt.Sprintf(", beginning with %q", Show(s.Beginning, 40))
	}
	return text + "."
}

// unsent tells whether a code can be had, and none is out yet: its sending failed.
func unsent(s codes.Sent) bool {
	return s.Delivery == codes.NoDelivery && s.Next != codes.NoDelivery
}

// another names the code that /resend brings.
func another(s codes.Sent) string {
	if unsent(s) {
		return "One"
	}
	return "Another one"
}

// resend says how another code can be had and when.
func resend(s codes.Sent, now time.Time) string {
	text := another(s) + ", by " + way(s.Next) + ", can be asked for "
	switch left := untilResend(s, now); {
	case left <= 0:
		return text + "now: /resend."
	case left < 60:
		return fmt.Sprintf("%sin %d s.", text, left)
	default:
		return fmt.Sprintf("%sin %d min %d s.", text, left/60, left%60)
	}
}

// untilResend returns how many seconds are left until another code can be asked
// for. They are rounded up: who waits that long is not told to wait on.
func untilResend(s codes.Sent, now time.Time) int {
	return int((s.ResendAt.Sub(now) + time.Second - 1) / time.Second)
}

// way names a delivery in the middle of a sentence.
func way(d codes.Delivery) string {
	switch d {
	case codes.SMS, codes.FirebaseSMS:
		return "SMS"
	case codes.SMSWord:
		return "SMS, a word"
	case codes.SMSPhrase:
		return "SMS, a phrase"
	case codes.App:
		return "Telegram"
	case codes.FragmentSMS:
		return "fragment.com"
	case codes.Mail:
		return "e-mail"
	case codes.Authenticator:
		return "authenticator app"
	default:
		return strings.ReplaceAll(d.String(), "_", " ")
	}
}
