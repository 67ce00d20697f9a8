package quickbloxtest_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

// A fixture is a server, at a time that can be set, and an application's session.
type fixture struct {
	*testing.T
	*quickbloxtest.Server
	now   time.Time
	token string
}

func start(t *testing.T) *fixture {
	f := &fixture{T: t, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	var err error
	f.Server, err = quickbloxtest.Start(quickbloxtest.Config{
		Accounts: []quickbloxtest.Account{
			{Login: "ada", Email: "ada@example.com", Password: "secret", Facebook: "EAAB0", Phone: "+15555550100"},
		},
		Firebase: "demo-x", Now: func() time.Time { return f.now },
	})
	require.NoError(t, err)
	t.Cleanup(f.Close)
	f.connect()
	return f
}

// connect opens an application's session, with the Transport.
func (f *fixture) connect() {
	f.Helper()
	tr := f.Transport()
	_, s, err := tr.Perform(f.Context(), flow.Call{Name: flow.CallConnect}, flow.Session{})
	require.NoError(f, err)
	require.NotEmpty(f, s.Fingerprint())
	var kept struct {
		Data struct{ Token string }
	}
	require.NoError(f, json.Unmarshal(s.Bytes(), &kept))
	f.token = kept.Data.Token
}

// ask makes a request with the session's token.
func (f *fixture) ask(method, path, body string) (status int, answer string, header http.Header) {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, f.URL+path, strings.NewReader(body))
	require.NoError(f, err)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("QB-Token", f.token)
	out, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	require.NoError(f, err)
	data, err := io.ReadAll(out.Body)
	require.NoError(f, err)
	require.NoError(f, out.Body.Close())
	return out.StatusCode, string(bytes.TrimSpace(data)), out.Header
}

// idToken is an unsigned one, as the Firebase Auth emulator issues it.
func idToken(payload map[string]any) string {
	data, _ := json.Marshal(payload)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(data) + "."
}

// Of an ID token all is checked that can be without Google's keys.
func TestIDToken(t *testing.T) {
	f := start(t)
	good := map[string]any{
		"iss": "https://securetoken.google.com/demo-x", "aud": "demo-x", "exp": f.now.Unix() + 1,
		"phone_number": "+15555550100", "firebase": map[string]any{"sign_in_provider": "phone"},
	}
	with := func(name string, value any) string {
		changed := maps.Clone(good)
		changed[name] = value
		return idToken(changed)
	}
	// One bit differs that base64 has no use for: a signature would not hold.
	data, err := json.Marshal(good)
	require.NoError(t, err)
	for len(data)%3 == 0 {
		data = append(data, ' ')
	}
	spare := []byte(base64.RawURLEncoding.EncodeToString(data))
	spare[len(spare)-1]++
	for what, tt := range map[string]struct {
		token  string
		status int
	}{
		"a spare bit":      {"x." + string(spare) + ".", 401},
		"good":             {idToken(good), 202},
		"another number":   {with("phone_number", "+15555550199"), 202},
		"another issuer":   {with("iss", "https://securetoken.google.com/demo-y"), 401},
		"another audience": {with("aud", "demo-y"), 401},
		"over":             {with("exp", f.now.Unix()), 401},
		"no number":        {with("phone_number", ""), 401},
		"by password":      {with("firebase", map[string]any{"sign_in_provider": "password"}), 401},
		"no JSON":          {"x." + base64.RawURLEncoding.EncodeToString([]byte("{")) + ".", 401},
		"no base64":        {"x.*.", 401},
		"two parts":        {"x.y", 401},
	} {
		body, _ := json.Marshal(map[string]any{
			"provider": "firebase_phone", "firebase_phone": map[string]any{"project_id": "demo-x", "access_token": tt.token},
		})
		status, _, _ := f.ask("POST", "/login.json", string(body))
		require.Equal(t, tt.status, status, what)
	}
	require.Zero(t, f.Examined())
}

// Each body that is none of the documented forms.
func TestForms(t *testing.T) {
	for body, status := range map[string]int{
		`{"login":"ada","password":"secret"}`:                           202,
		`{"email":"ada@example.com","password":"secret"}`:               202,
		`{"provider":"facebook","keys":{"token":"EAAB0","secret":"x"}}`: 202,
		`{"login":"ada","password":"wrong"}`:                            401,
		`{"login":"ada@example.com","password":"secret"}`:               401,
		`{"provider":"facebook","keys":{"token":"EAAB1"}}`:              401,
		`{"login":"ada","email":"ada@example.com","password":"secret"}`: 422,
		`{"login":"ada"}`:                                                                               422,
		`{"password":"secret"}`:                                                                         422,
		`{"provider":"facebook"}`:                                                                       422,
		`{"provider":"facebook","keys":{"token":""}}`:                                                   422,
		`{"provider":"twitter","keys":{"token":"EAAB0"}}`:                                               422,
		`{"provider":"facebook","keys":{"token":"EAAB0"},"password":"secret"}`:                          422,
		`{"login":"ada","password":"secret","keys":{"token":"EAAB0"}}`:                                  422,
		`{"provider":"firebase_phone","firebase_phone":{"project_id":"demo-x","access_token":""}}`:      422,
		`{"provider":"firebase_phone","firebase_phone":{"project_id":"demo-y","access_token":"x.y.z"}}`: 401,
		`{"login":"ada","password":"secret","remember":true}`:                                           400,
		`{"login":"ada","password":"secret"}{}`:                                                         400,
		`{"login":7}`:                                                                                   400,
		``:                                                                                              400,
	} {
		f := start(t)
		got, answer, _ := f.ask("POST", "/login.json", body)
		require.Equal(t, status, got, "%s: %s", body, answer)
		require.Equal(t, status == 202, len(f.SignedIn()) == 1, body)
		require.Equal(t, slices.Contains([]int{202, 401}, status) && !strings.Contains(body, "firebase"), f.Examined() == 1, body)
	}
}

func TestSessions(t *testing.T) {
	f := start(t)
	status, answer, header := f.ask("GET", "/session.json", "")
	require.Equal(t, 200, status)
	require.Contains(t, answer, `"user_id":0`)
	require.Equal(t, "2026-03-01 14:00:00 UTC", header.Get("QB-Token-ExpirationDate"))

	status, _, _ = f.ask("DELETE", "/login.json", "")
	require.Equal(t, 403, status, "nobody can be logged out")
	status, _, _ = f.ask("POST", "/login.json", `{"login":"ada","password":"secret"}`)
	require.Equal(t, 202, status)
	require.Equal(t, map[string]string{f.token: "1001"}, f.SignedIn())

	for range 2 {
		f.now = f.now.Add(2 * time.Hour)
		_, answer, _ = f.ask("GET", "/session.json", "")
		require.Contains(t, answer, `"user_id":1001`, "a request prolongs it")
	}
	f.now = f.now.Add(2*time.Hour + time.Second)
	require.Empty(t, f.SignedIn())
	status, answer, _ = f.ask("GET", "/session.json", "")
	require.Equal(t, 401, status)
	require.JSONEq(t, `{"errors":{"base":["Required session does not exist"]}}`, answer)

	f.connect()
	status, _, _ = f.ask("POST", "/login.json", `{"login":"ada","password":"secret"}`)
	require.Equal(t, 202, status)
	status, answer, _ = f.ask("DELETE", "/login.json", "")
	require.Equal(t, 200, status)
	require.Empty(t, answer)
	require.Empty(t, f.SignedIn())

	f.Forget()
	status, _, _ = f.ask("GET", "/session.json", "")
	require.Equal(t, 401, status)
	f.token = ""
	status, answer, _ = f.ask("GET", "/session.json", "")
	require.Equal(t, 401, status)
	require.Contains(t, answer, "Token is required")
}

// What was sent once is not taken again, nor what was signed too long ago or too far
// ahead.
func TestSignedOnce(t *testing.T) {
	f := start(t)
	again := string(f.Requests()[0].Body)
	status, answer, _ := f.ask("POST", "/session.json", again)
	require.Equal(t, 422, status)
	require.JSONEq(t, `{"errors":{"base":["Unexpected signature"]}}`, answer)

	for ahead, ok := range map[time.Duration]bool{
		59 * time.Minute: true, -59 * time.Minute: true, 61 * time.Minute: false, -61 * time.Minute: false,
	} {
		tr := f.Transport()
		tr.Now = func() time.Time { return f.now.Add(ahead) }
		answer, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallConnect}, flow.Session{})
		if err == nil && !ok {
			refused, is := answer.(flow.Refused)
			require.True(t, is, "%T", answer)
			require.Equal(t, errors.Misconfigured, refused.Err.Reason)
			continue
		}
		require.Equal(t, flow.Connected{}, answer)
	}
}

func TestConfig(t *testing.T) {
	for _, u := range []quickbloxtest.Account{{Login: "ada"}, {Email: "ada@example.com"}, {Password: "secret"}} {
		_, err := quickbloxtest.Start(quickbloxtest.Config{Accounts: []quickbloxtest.Account{u}})
		require.Error(t, err)
	}
	server, err := quickbloxtest.Start(quickbloxtest.Config{
		ApplicationID: "1", AuthKey: "k", AuthSecret: "s", SHA256: true, Firebase: "demo-x",
	})
	require.NoError(t, err)
	defer server.Close()
	tr := server.Transport()
	require.Equal(t, "1", tr.ApplicationID)
	require.Equal(t, "k", tr.AuthKey)
	require.True(t, tr.AuthSecret.Equal(codes.NewSecret("s")))
	require.True(t, tr.SHA256)
	require.Equal(t, "demo-x", tr.ProjectID)
}
