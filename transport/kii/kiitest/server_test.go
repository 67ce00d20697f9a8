package kiitest_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/webtest"
)

var accounts = []kiitest.Account{
	{LoginName: "bob", Password: "Battery-Staple", Phone: "+819966620002"},
	{LoginName: "eve", Password: "Two-Factors", TOTP: "JBSWY3DPEHPK3PXP"},
}

func init() {
	for _, a := range accounts {
		leak.Secret(leak.Password, a.Password)
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Token, a.TOTP)
	}
}

// Each request of all that the transport can do, with one documented field altered,
// is refused.
func TestAltered(t *testing.T) {
	const optional = "it is documented as optional: without it a token lasts as long as it can"
	for name, except := range map[string]map[string]string{
		"application": {"POST /api/apps/test-app/oauth2/token: body expiresAt missing": optional},
		"legacy":      {"POST /api/oauth2/token: body expiresAt missing": optional},
	} {
		t.Run(name, func(t *testing.T) {
			webtest.AlterEach(t, webtest.Altered{
				Play:    func(t testing.TB, carrier http.RoundTripper) { play(t, carrier, name == "legacy") },
				Headers: map[string][]string{"application": {"Authorization", "Content-Type"}, "legacy": {"Authorization", "Content-Type", "X-Kii-AppID", "X-Kii-AppKey"}}[name],
				Refused: func(status int, _ []byte) bool { return status/100 != 2 },
				Except:  except,
			})
		})
	}
}

// play signs bob in, verifies his number and refreshes his token, and signs eve in
// with two factors. It goes on where something is refused.
func play(t testing.TB, carrier http.RoundTripper, legacy bool) {
	var clock atomic.Int64
	clock.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Unix())
	now := func() time.Time { return time.Unix(clock.Load(), 0) }
	server, err := kiitest.Start(kiitest.Config{Accounts: accounts, Refresh: true, Now: now})
	require.NoError(t, err)
	defer server.Close()
	kii := server.Transport()
	kii.HTTP, kii.Legacy, kii.Life = carrier, legacy, time.Hour
	d := &flow.Driver{Transport: kii, Now: now}
	say := func(id string, in flow.Input) { _, _ = d.Do(t.Context(), id, in) }

	say("bob", named(t, "bob"))
	say("bob", flow.Password(accounts[0].Password))
	record, err := d.Load(t.Context(), "bob")
	require.NoError(t, err)
	_ = kii.ResendVerification(t.Context(), record.Session)
	sent := server.Codes(accounts[0].Phone)
	_ = kii.VerifyPhone(t.Context(), record.Session, codes.NewSecret(sent[len(sent)-1]))
	say("bob", flow.Poll())
	clock.Add(3600)
	say("bob", flow.Poll())
	say("eve", named(t, "eve"))
	say("eve", flow.Password(accounts[1].Password))
	say("eve", flow.Code(server.Authenticator("eve")))
}

func named(t testing.TB, name string) flow.Input {
	who, err := codes.Name(name)
	require.NoError(t, err)
	return flow.Identifier(who)
}

// Accounts that cannot be are told.
func TestStart(t *testing.T) {
	good := kiitest.Account{LoginName: "ada", Password: "Correct-Horse", Email: "a@example.com"}
	for name, all := range map[string][]kiitest.Account{
		"no name":            {{Password: "Correct-Horse"}},
		"no password":        {{LoginName: "ada"}},
		"a name twice":       {good, {LoginName: "ada", Password: "x"}},
		"an address twice":   {good, {LoginName: "bob", Password: "x", Email: "a@example.com"}},
		"no authenticator's": {{LoginName: "ada", Password: "x", TOTP: "not base32"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := kiitest.Start(kiitest.Config{Accounts: all})
			require.Error(t, err)
		})
	}
}

// A code is shown as it is sent, and is good for an hour.
func TestOnCode(t *testing.T) {
	shown := map[string]string{}
	server, err := kiitest.Start(kiitest.Config{Accounts: accounts, OnCode: func(phone, code string) { shown[phone] = code }})
	require.NoError(t, err)
	defer server.Close()
	require.Len(t, shown, 1)
	require.True(t, shown[accounts[0].Phone] == server.Codes(accounts[0].Phone)[0])
	require.Empty(t, server.Codes("+1"))
	require.Empty(t, server.Authenticator("bob"))
}

// The bodies that are not the transport's: a form, and the legacy media type.
func TestOtherBodies(t *testing.T) {
	server, err := kiitest.Start(kiitest.Config{Accounts: accounts})
	require.NoError(t, err)
	defer server.Close()
	const app, legacy = "/api/apps/test-app/oauth2/token", "/api/oauth2/token"
	const form, vendor = "application/x-www-form-urlencoded", "application/vnd.kii.OauthTokenRequest+json"
	for name, tt := range map[string]struct {
		path, kind, body string
		status           int
	}{
		"a form":                    {app, form, "grant_type=password&username=bob&password=Battery-Staple", 200},
		"another application":       {"/api/apps/another/oauth2/token", form, "grant_type=password&username=bob&password=Battery-Staple", 404},
		"a form that expires":       {app, form, "grant_type=password&username=bob&password=Battery-Staple&expiresAt=99999999999999", 400},
		"a form with a field twice": {app, form, "grant_type=password&username=bob&username=bob&password=Battery-Staple", 400},
		"a form with another field": {app, form, "grant_type=password&username=bob&password=Battery-Staple&x=y", 400},
		"no form":                   {app, form, "grant_type=%zz", 400},
		"no grant type":             {app, form, "username=bob&password=Battery-Staple", 400},
		"legacy":                    {legacy, vendor, `{"username":"bob","password":"Battery-Staple"}`, 200},
		"legacy with a grant type":  {legacy, vendor, `{"username":"bob","password":"Battery-Staple","grant_type":"password"}`, 200},
		"legacy with another field": {legacy, vendor, `{"username":"bob","password":"Battery-Staple","x":1}`, 400},
		"a legacy form":             {legacy, form, "username=bob&password=Battery-Staple", 400},
		"two grants":                {legacy, vendor, `{"username":"bob","password":"Battery-Staple","refresh_token":"x"}`, 400},
		"a password with a code":    {legacy, vendor, `{"username":"bob","password":"Battery-Staple","totp_code":"1"}`, 400},
		"a code without a token":    {app, form, "grant_type=mfa&totp_code=123456", 403},
		"a grant that there is not": {app, form, "grant_type=client_credentials", 400},
	} {
		t.Run(name, func(t *testing.T) {
			// The application in the headers, which both endpoints take.
			require.Equal(t, tt.status, post(t, server.URL+tt.path, tt.kind, tt.body, ""))
		})
	}
}

func post(t *testing.T, url, kind, body, authorization string) int {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", kind)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	r.Header.Set("X-Kii-AppID", "test-app")
	r.Header.Set("X-Kii-AppKey", "test-key")
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	return answer.StatusCode
}

// The token of a password that wants a second factor is good for nothing else.
func TestPendingToken(t *testing.T) {
	server, err := kiitest.Start(kiitest.Config{Accounts: accounts})
	require.NoError(t, err)
	defer server.Close()
	kii := server.Transport()
	kii.SecondFactor = "" // takes it for a login's
	d := &flow.Driver{Transport: kii}
	for _, in := range []flow.Input{named(t, "eve"), flow.Password(accounts[1].Password)} {
		_, err = d.Do(t.Context(), "me", in)
		require.NoError(t, err)
	}
	record, err := d.Load(t.Context(), "me")
	require.NoError(t, err)
	err = kii.ResendVerification(t.Context(), record.Session)
	require.ErrorIs(t, err, errors.SessionRevoked)
}

// A second factor follows a password only, and not another login.
func TestFactorOfALogin(t *testing.T) {
	server, err := kiitest.Start(kiitest.Config{Accounts: accounts})
	require.NoError(t, err)
	defer server.Close()
	transport := server.Transport()
	d := &flow.Driver{Transport: transport}
	for _, in := range []flow.Input{named(t, "eve"), flow.Password(accounts[1].Password), flow.Code(server.Authenticator("eve"))} {
		_, err = d.Do(t.Context(), "me", in)
		require.NoError(t, err)
	}
	record, err := d.Load(t.Context(), "me")
	require.NoError(t, err)
	tokens, err := kii.Token(record.Session)
	require.NoError(t, err)
	examined := server.Examined()
	status := post(t, server.URL+"/api/apps/test-app/oauth2/token", "application/json",
		`{"grant_type":"mfa","totp_code":"000000"}`, "Bearer "+tokens.Access.Reveal())
	require.Equal(t, http.StatusForbidden, status)
	require.Equal(t, examined, server.Examined())

	// Another code is asked for with an empty body, and by who has a number.
	resend := server.URL + "/api/apps/test-app/users/me/phone-number/resend-verification"
	for body, want := range map[string]int{"{}": http.StatusBadRequest, "": http.StatusNotFound} {
		require.Equal(t, want, post(t, resend, "application/json", body, "Bearer "+tokens.Access.Reveal()))
	}
}
