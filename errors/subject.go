package errors

import (
	"strconv"
	"strings"
)

// A Subject is what a reason is about: the thing that was refused. A call that
// carried the subject of a [Reenter] refusal can be made again with another
// value; a refusal about anything else means that an earlier step has come
// undone.
type Subject uint8

// The subjects.
const (
	AboutNothing   Subject = iota // nothing that a person gives
	AboutNumber                   // the phone number
	AboutCode                     // the code sent to the phone number or app
	AboutHash                     // the handle of a sent code or a pending verification
	AboutEmail                    // the login e-mail address
	AboutEmailCode                // a code from an e-mail (login or recovery), or the Apple or Google token in its place
	AboutPassword                 // the password
	AboutSettings                 // a new password
	AboutName                     // the first or last name at sign-up
	AboutToken                    // a bot's or web token
	AboutPasskey                  // the passkey
)

var subjectNames = [...]string{
	AboutNothing:   "nothing",
	AboutNumber:    "phone number",
	AboutCode:      "code",
	AboutHash:      "hash",
	AboutEmail:     "e-mail address",
	AboutEmailCode: "e-mail code",
	AboutPassword:  "password",
	AboutSettings:  "new password",
	AboutName:      "name",
	AboutToken:     "token",
	AboutPasskey:   "passkey",
}

// String returns a word or two for logs, such as "phone number".
func (s Subject) String() string {
	if int(s) < len(subjectNames) {
		return subjectNames[s]
	}
	return "Subject(" + strconv.Itoa(int(s)) + ")"
}

// subjects is read from the top: a longer beginning stands before a shorter one.
var subjects = []struct {
	beginning string
	about     Subject
}{
	{"PHONE_NUMBER_", AboutNumber},
	{"PHONE_CODE_HASH_", AboutHash},
	{"PHONE_CODE_", AboutCode},
	{"PHONE_HASH_", AboutHash},
	{"CODE_HASH_", AboutHash},
	{"CODE_", AboutEmailCode},
	{"EMAIL_HASH_", AboutHash},
	{"EMAIL_CODE_", AboutEmailCode},
	{"EMAIL_TOKEN_", AboutEmailCode},
	{"EMAIL_VERIFY_", AboutEmailCode},
	{"EMAIL_", AboutEmail},
	{"PASSWORD_HASH_", AboutPassword},
	{"SRP_PASSWORD_", AboutPassword},
	{"NEW_SETTINGS_", AboutSettings},
	{"FIRSTNAME_", AboutName},
	{"LASTNAME_", AboutName},
	{"ACCESS_TOKEN_", AboutToken},
	{"WEBAUTH_TOKEN_", AboutToken},
	{"CREDENTIAL_", AboutPasskey},
}

// Subject returns what the reason is about. It goes by the beginning of the
// name, so that it holds for names that nobody has listed.
func (r Reason) Subject() Subject {
	switch r {
	case CodeEmpty, CodeLength, CodeBeginning, CodeRepeated:
		return AboutCode
	case TokenMissing, TokenInvalid:
		return AboutToken
	case PasswordMissing, CredentialsInvalid:
		return AboutPassword
	case KeyMismatch:
		return AboutHash
	}
	for _, s := range subjects {
		if strings.HasPrefix(string(r), s.beginning) {
			return s.about
		}
	}
	return AboutNothing
}
