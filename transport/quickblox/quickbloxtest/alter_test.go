package quickbloxtest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

// Each request in which one thing was changed is refused.
func TestAltered(t *testing.T) {
	name, err := codes.Name("ada")
	require.NoError(t, err)
	email, err := codes.Email("ada@example.com")
	require.NoError(t, err)
	for what, inputs := range map[string][]flow.Input{
		"login":          {flow.Identifier(name), flow.Password("secret")},
		"e-mail address": {flow.Identifier(email), flow.Password("secret")},
		"Facebook":       {flow.Token(quickblox.Facebook, "EAAB0")},
		"phone":          {flow.PhoneNumber("+15555550100"), flow.Code("424242")},
	} {
		t.Run(what, func(t *testing.T) {
			webtest.AlterEach(t, webtest.Altered{
				Play: func(t testing.TB, carrier http.RoundTripper) {
					server, err := quickbloxtest.Start(quickbloxtest.Config{Firebase: "demo-x", Accounts: []quickbloxtest.Account{
						{Login: "ada", Email: "ada@example.com", Password: "secret", Facebook: "EAAB0"},
					}})
					require.NoError(t, err)
					defer server.Close()
					google, err := firebasetest.Start(firebasetest.Config{
						Project: "demo-x", Accounts: []firebasetest.Account{{Phone: "+15555550100", Code: "424242"}},
					})
					require.NoError(t, err)
					defer google.Close()
					tr := server.Transport()
					tr.HTTP, tr.Firebase = carrier, google.Transport()
					d := &flow.Driver{Transport: tr}
					for _, in := range append(inputs, flow.Poll(), flow.LogOut()) {
						if _, err := d.Do(t.Context(), "me", in); err != nil {
							return
						}
					}
				},
				Headers: []string{"QB-Token", "Content-Type"},
				Refused: func(status int, _ []byte) bool { return status >= http.StatusBadRequest },
			})
		})
	}
}
