package genauthtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
)

// Each field of a password's payload is compared with what it is named after; account
// with all.
func TestFind(t *testing.T) {
	const password, odd = "Correct-Horse", "name@example.com"
	server, err := genauthtest.Start(genauthtest.Config{Accounts: []genauthtest.Account{
		{Username: odd, Password: password},
		{Username: "ada", Email: "ada@example.com", Phone: number, Password: password},
	}})
	require.NoError(t, err)
	defer server.Close()
	for name, test := range map[string]struct {
		parse     func(string) (codes.Identifier, error)
		text      string
		usernames bool
		found     bool
	}{
		"account is a user name":        {codes.Name, odd, false, true},
		"account is an e-mail address":  {codes.Name, "Ada@Example.com", false, true},
		"account is a number":           {codes.Name, "5555550100", false, true},
		"username is a user name":       {codes.Name, odd, true, true},
		"username is an e-mail address": {codes.Name, "ada@example.com", true, false},
		"email is one":                  {codes.Email, "ada@example.com", false, true},
		"email is somebody's user name": {codes.Email, odd, false, false},
		"phone is one":                  {codes.ParsePhone, number, false, true},
		"phone is nobody's":             {codes.ParsePhone, "+15555550199", false, false},
		"account is nobody's":           {codes.Name, "+", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			who, err := test.parse(test.text)
			require.NoError(t, err)
			tr := server.Transport()
			tr.Usernames = test.usernames
			d := &flow.Driver{Transport: tr}
			_, err = d.Do(t.Context(), "me", flow.Identifier(who))
			require.NoError(t, err)
			_, err = d.Do(t.Context(), "me", flow.Password(password))
			if test.found {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, errors.CredentialsInvalid)
			}
		})
	}
}
