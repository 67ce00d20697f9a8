package main

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// delivery says where to look for a code.
func delivery(s codes.Sent) string {
	var text string
	switch s.Delivery {
	case codes.App:
		text = "A code is waiting in the Telegram app on your other devices"
	case codes.SMS, codes.FirebaseSMS:
		text = "A code is on its way by SMS"
	case codes.Call:
		text = "A code will be told in a call"
	case codes.FlashCall:
		text = fmt.Sprintf("You will be called from a number like %s; that number is the code", show(s.Pattern, 40))
	case codes.MissedCall:
		text = fmt.Sprintf("You will miss a call from %s...; its last digits are the code", show(s.Prefix, 40))
	case codes.FragmentSMS:
		text = fmt.Sprintf("The code is at %s", show(s.URL, 200))
	case codes.SMSWord:
		text = "A word is on its way by SMS"
	case codes.SMSPhrase:
		text = "A phrase is on its way by SMS"
	case codes.NoDelivery:
		text = "A code is on its way"
	}
	if s.Length > 0 {
		text += fmt.Sprintf(" (%d digits)", s.Length)
	}
	if s.Beginning != "" {
		text += fmt.Sprintf(", beginning with %q", show(s.Beginning, 40))
	}
	if s.Next != codes.NoDelivery {
		text += fmt.Sprintf(". /resend sends another by %s", strings.ReplaceAll(s.Next.String(), "_", " "))
		if wait := time.Until(s.ResendAt); wait > 0 {
			text += fmt.Sprintf(" in %s", wait.Round(time.Second))
		}
	}
	return text + "."
}

func who(a flow.Account) string {
	name := strings.TrimSpace(show(a.FirstName, 64) + " " + show(a.LastName, 64))
	if name == "" {
		name = "user"
	}
	return fmt.Sprintf("%s (id %s)", name, show(a.ID, 40))
}

// show makes a server's text fit for a terminal: bounded, and without control
// characters and marks that turn the direction of writing.
func show(text string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > limit {
			b.WriteString("...")
			break
		}
		if r == '\n' && limit > 1000 || unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteRune(utf8.RuneError)
		}
	}
	return b.String()
}
