package mtprototest

import (
	"strconv"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

// settings lists what a client has set in codeSettings, in the order of the
// schema, for the log, but for logout_tokens, which the model reads itself.
func settings(s tg.CodeSettings) []fake.Field {
	var set []fake.Field
	for _, flag := range []struct {
		name string
		on   bool
	}{
		{"allow_flashcall", s.AllowFlashcall},
		{"current_number", s.CurrentNumber},
		{"allow_app_hash", s.AllowAppHash},
		{"allow_missed_call", s.AllowMissedCall},
		{"allow_firebase", s.AllowFirebase},
		{"unknown_number", s.UnknownNumber},
	} {
		if flag.on {
			set = append(set, fake.Field{Name: flag.name, Value: "true"})
		}
	}
	if token, ok := s.GetToken(); ok { // the same flag has app_sandbox
		set = append(set,
			fake.Field{Name: "token", Value: token},
			fake.Field{Name: "app_sandbox", Value: strconv.FormatBool(s.AppSandbox)})
	}
	return set
}
