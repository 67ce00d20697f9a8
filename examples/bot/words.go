package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// What the bot says.
const (
	sayHelp = `/login signs in, or begins again
/resend asks for another code
/cancel ends a sign-in
/logout ends a session`
	sayLogin     = "Send /login to begin."
	sayWait      = "One moment, please: your last message is still being worked on."
	saySendAgain = "Send the same message again when you like: what was accepted is not used twice."
	saySorry     = "Something went wrong here, and not by your doing. Please try again later."

	askNumber = "Send your phone number in international form, such as +44 20 7946 0000."
	askEmail  = "The account must have an e-mail address first, for its codes. Send one."
	askName   = "There is no account with this number yet. Send your first and last name to create one."

	// sayDisguise: Telegram cancels a login code that it finds in a chat, this
	// bot's included, since whoever asks for one there is a thief as a rule.
	// The person then gets PHONE_CODE_EXPIRED for the right code. Digits that
	// are kept apart are not found, and codes.ParseCode puts them together.
	sayDisguise = "Send it here, but not as it is, or Telegram cancels it: put dashes between the digits, as in 1-2-3-4-5."

	// sayDelete: the chat's history is on all of the person's devices and on
	// the server. (In a private chat a bot can do it itself: deleteMessage,
	// core.telegram.org/bots/api#deletemessage.)
	sayDelete = "Now delete your message with the password: a chat keeps what it is sent."

	// sayApp: a new password, or a word that deletes an account, is nothing for a
	// chat.
	sayApp       = "If you have forgotten it, recover it in a Telegram app and come back."
	sayElsewhere = "That is not done in this chat: a password is recovered or removed, and an account deleted, in a Telegram app."

	// sayPay: what an application store sells is bought in an application.
	sayPay = "A code is sent to this number only after a purchase, which is made in a Telegram app. After it, send /login to begin again."

	// sayRead is for terms that the server wants everybody to see.
	sayRead = "Please read them before you go on."
)

// question says where a login stands and asks for what it waits for.
func question(s flow.State) string {
	switch s.Phase {
	case flow.WaitCode:
		return askCode(s.Sent)
	case flow.WaitEmailAddress:
		return askEmail
	case flow.WaitEmailCode:
		return askEmailCode(s)
	case flow.WaitPassword, flow.WaitRecoveryCode:
		text := "Send the password of the account. " + sayApp
		if s.Password.Hint != "" {
			text += "\nIts hint: " + s.Password.Hint
		}
		return text
	case flow.WaitPayment:
		return sayPay
	case flow.WaitRegistration:
		if mustAccept(s) {
			return askTerms(s.Terms)
		}
		return askName
	case flow.Ready:
		name := strings.TrimSpace(s.Account.FirstName + " " + s.Account.LastName)
		return fmt.Sprintf("You are signed in as %s (id %s). /logout ends that.", name, s.Account.ID)
	case flow.LoggedOut, flow.Failed:
		return "Nobody is signed in. " + sayLogin
	default:
		return askNumber
	}
}

// mustAccept reports whether terms of service are to be accepted first.
func mustAccept(s flow.State) bool { return s.Terms != (flow.Terms{}) && !s.TermsAccepted }

func askCode(sent codes.Sent) string {
	text := delivery(sent)
	switch sent.Delivery {
	case codes.SMSWord, codes.SMSPhrase:
		text += " Send it here."
	default:
		text += " " + sayDisguise
	}
	if sent.Next == codes.NoDelivery {
		return text
	}
	text += "\n/resend asks for another one"
	if !sent.ResendAt.IsZero() {
		text += ", from " + sent.ResendAt.UTC().Format(time.TimeOnly) + " UTC on"
	}
	return text + "."
}

// askEmailCode also says what else can be done about the e-mail. Whether Telegram
// cancels such a code in a chat, too, is not known; the dashes do no harm.
func askEmailCode(s flow.State) string {
	text := askCode(s.Sent)
	switch {
	case s.Email.SetUp:
		text += "\n/resend sends it again; another address has it sent there."
	case !s.Email.ResetAt.IsZero():
		text += "\n/reset signs in without that e-mail, from " + s.Email.ResetAt.UTC().Format(time.DateTime) + " UTC on."
	case s.Email.Resettable:
		text += "\n/reset signs in without that e-mail, at once or after some days."
	}
	return text
}

// askTerms shows all of the terms: nobody can accept what was cut off. A
// messenger's limit (4096 characters at Telegram) is for the sender to keep, by
// sending several messages.
func askTerms(terms flow.Terms) string {
	text := "There is no account with this number yet. Terms of service:\n" + terms.Text + "\n"
	if terms.Popup {
		text += sayRead + " "
	}
	text += "/accept accepts them"
	if terms.MinAge > 0 {
		text += fmt.Sprintf(" and says that you are at least %d years old", terms.MinAge)
	}
	return text + "."
}

// delivery says where to look for a code.
func delivery(sent codes.Sent) string {
	switch sent.Delivery {
	case codes.App:
		return "A code is in the Telegram app on your devices."
	case codes.SMS:
		return "A code is on its way by SMS."
	case codes.FirebaseSMS:
		return "A code comes by SMS once an official app has asked for it, and this bot is none."
	case codes.Call:
		return "A phone call will tell you a code."
	case codes.FlashCall:
		return "A number like " + sent.Pattern + " will call you; all of that number is the code."
	case codes.MissedCall:
		return "You will miss a call from a number that begins with " + sent.Prefix + "; its last digits are the code."
	case codes.FragmentSMS:
		return "A code is at " + sent.URL.Reveal() + "."
	case codes.SMSWord:
		return "A word is on its way by SMS."
	case codes.SMSPhrase:
		return "A phrase is on its way by SMS."
	case codes.Mail:
		if sent.Pattern == "" {
			return "A code is on its way by e-mail."
		}
		return "A code is on its way by e-mail to " + sent.Pattern + "."
	case codes.Authenticator:
		return "The code is in your authenticator app."
	default:
		return "A code is on its way."
	}
}
