package genauthtest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/genauth/sm2"
	"github.com/stepin-go/stepin/transport/genauth/sm2/sm2test"
	"github.com/stepin-go/stepin/transport/webtest"
)

const number = "+15555550100"

// A play is a whole sign-in, with a refresh and a log-out.
type play struct {
	config genauthtest.Config
	change func(*genauth.Transport)
	inputs func(*genauthtest.Server) []func() flow.Input
}

func (p play) run(t testing.TB, carrier http.RoundTripper) {
	t.Helper()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	p.config.Now = func() time.Time { return now }
	server, err := genauthtest.Start(p.config)
	require.NoError(t, err)
	defer server.Close()
	tr := server.Transport()
	tr.HTTP = carrier
	p.change(tr)
	d := &flow.Driver{Transport: tr, Now: p.config.Now}
	for _, in := range p.inputs(server) {
		_, _ = d.Do(t.Context(), "me", in())
	}
	now = now.Add(3 * time.Hour)
	_, _ = d.Do(t.Context(), "me", flow.Poll())
	_, _ = d.Do(t.Context(), "me", flow.LogOut())
}

func newest(all []string) string {
	if len(all) == 0 {
		return "000000"
	}
	return all[len(all)-1]
}

// refused reads an answer as the documentation says: the demand for a second factor is
// none.
func refused(status int, body []byte) bool {
	var said struct{ StatusCode, APICode int }
	_ = json.Unmarshal(body, &said)
	yes := said.StatusCode == 0 || said.StatusCode == 200 || said.APICode == 1636
	return status != http.StatusOK || !yes
}

// Every request in which one thing is altered is refused.
func TestAltered(t *testing.T) {
	key, err := sm2test.Key()
	require.NoError(t, err)
	ada := genauthtest.Account{Username: "ada", Email: "ada@example.com", Phone: number, Password: "Correct-Horse"}
	who := func(parse func(string) (codes.Identifier, error), text string) func() flow.Input {
		id, err := parse(text)
		require.NoError(t, err)
		return func() flow.Input { return flow.Identifier(id) }
	}
	name, mail, phone := who(codes.Name, ada.Username), who(codes.Email, ada.Email), who(codes.ParsePhone, number)
	password := func() flow.Input { return flow.Password(ada.Password) }
	config := func(factor string, auth genauth.ClientAuth) genauthtest.Config {
		a := ada
		a.SecondFactor = factor
		return genauthtest.Config{Accounts: []genauthtest.Account{a}, ClientAuth: auth, SM2: key}
	}
	steps := func(all ...func() flow.Input) func(*genauthtest.Server) []func() flow.Input {
		return func(*genauthtest.Server) []func() flow.Input { return all }
	}
	code := func(first func() flow.Input, to string) func(*genauthtest.Server) []func() flow.Input {
		return func(s *genauthtest.Server) []func() flow.Input {
			return []func() flow.Input{first, func() flow.Input { return flow.Code(newest(s.Codes(to))) }}
		}
	}
	second := func(code func(*genauthtest.Server) string) func(*genauthtest.Server) []func() flow.Input {
		return func(s *genauthtest.Server) []func() flow.Input {
			return []func() flow.Input{name, password, func() flow.Input { return flow.Code(code(s)) }}
		}
	}
	byCode := func(tr *genauth.Transport) { tr.Codes = true }
	plain := func(*genauth.Transport) {}
	const (
		rfc7009   = "RFC 7009, 2.2: a token that is worth nothing is no error"
		byDefault = "documented: none is the default"
	)
	revoked := map[string]string{"POST /oidc/token/revocation: body token changed": rfc7009}
	noCipher := map[string]string{
		"POST /oidc/token/revocation: body token changed":               rfc7009,
		"POST /api/v3/signin: body options.passwordEncryptType missing": byDefault,
	}
	for title, test := range map[string]struct {
		play
		except map[string]string
	}{
		"account":  {play{config("", genauth.None), plain, steps(name, password)}, noCipher},
		"username": {play{config("", genauth.Post), func(tr *genauth.Transport) { tr.Usernames = true }, steps(name, password)}, noCipher},
		"email":    {play{config("", genauth.Basic), plain, steps(mail, password)}, noCipher},
		"phone":    {play{config("", genauth.None), plain, steps(phone, password)}, noCipher},
		"RSA":      {play{config("", genauth.None), func(tr *genauth.Transport) { tr.Cipher = genauth.RSA{} }, steps(name, password)}, revoked},
		"SM2":      {play{config("", genauth.None), func(tr *genauth.Transport) { tr.Cipher = sm2.Cipher{} }, steps(name, password)}, revoked},
		"SMS":      {play{config("", genauth.Post), byCode, code(phone, number)}, revoked},
		"e-mail":   {play{config("", genauth.None), byCode, code(mail, ada.Email)}, revoked},
		"a second factor by SMS": {play{config("SMS", genauth.None), plain,
			second(func(s *genauthtest.Server) string { return newest(s.Codes(number)) })}, noCipher},
		"a second factor by e-mail": {play{config("EMAIL", genauth.None), plain,
			second(func(s *genauthtest.Server) string { return newest(s.Codes(ada.Email)) })}, noCipher},
		"an authenticator": {play{config("OTP", genauth.None), plain,
			second(func(s *genauthtest.Server) string { return s.Authenticator("ada") })}, noCipher},
	} {
		t.Run(title, func(t *testing.T) {
			webtest.AlterEach(t, webtest.Altered{
				Play: test.run, Refused: refused, Except: test.except,
				Headers: []string{"X-Authing-App-Id", "Authorization", "Content-Type"},
			})
		})
	}
}

func TestStart(t *testing.T) {
	_, err := genauthtest.Start(genauthtest.Config{Accounts: []genauthtest.Account{{Password: "x"}}})
	require.Error(t, err)
	s, err := genauthtest.Start(genauthtest.Config{})
	require.NoError(t, err)
	defer s.Close()
	require.Empty(t, s.Authenticator("nobody"))
	require.Empty(t, s.Codes("nobody"))
	who, err := codes.Name("nobody")
	require.NoError(t, err)
	d := &flow.Driver{Transport: s.Transport()}
	_, err = d.Do(t.Context(), "me", flow.Identifier(who))
	require.NoError(t, err)
	_, err = d.Do(t.Context(), "me", flow.Password("x"))
	require.ErrorIs(t, err, errors.CredentialsInvalid)
}
