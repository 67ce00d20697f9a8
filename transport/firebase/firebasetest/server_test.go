package firebasetest_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/webtest"
)

const (
	ada        = "+15555550100"
	grace      = "grace@example.com"
	gracePhone = "+15555550111"
	password   = "battery staple"
	key        = "a key of a project"
)

func start(t testing.TB, c firebasetest.Config) *firebasetest.Server {
	t.Helper()
	for _, a := range c.Accounts {
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Phone, a.SecondFactor)
		leak.Secret(leak.Password, a.Password)
	}
	s, err := firebasetest.Start(c)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// clock is one that a test moves.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

// code returns the newest code of whoever is asked for one.
func code(s *firebasetest.Server) string {
	for _, phone := range []string{ada, gracePhone} {
		if all := s.Codes(phone); len(all) > 0 {
			return all[len(all)-1]
		}
	}
	return ""
}

// Every request in which one documented field was altered is refused.
func TestAlterEach(t *testing.T) {
	proof := firebase.Proof{}
	for _, name := range []string{
		"recaptchaToken", "iosReceipt", "iosSecret", "safetyNetToken", "playIntegrityToken",
		"captchaResponse", "clientType", "recaptchaVersion",
	} {
		proof[name] = codes.NewSecret("proof of " + name)
	}
	for name, who := range map[string]struct {
		account firebasetest.Account
		later   time.Duration // between sign-in and asking who that is
		except  map[string]string
	}{
		"phone": {
			account: firebasetest.Account{Phone: ada},
			except: map[string]string{
				"POST /v1/accounts:sendVerificationCode: body phoneNumber changed": "everybody's number is as good",
			},
		},
		"second factor": {account: firebasetest.Account{Email: grace, Password: password, SecondFactor: gracePhone}},
		"refresh":       {account: firebasetest.Account{Email: grace, Password: password}, later: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			webtest.AlterEach(t, webtest.Altered{
				Play: func(t testing.TB, carrier http.RoundTripper) {
					clock := newClock()
					s, err := firebasetest.Start(firebasetest.Config{
						Accounts: []firebasetest.Account{who.account}, Proof: proof, Tenant: "tenant", Now: clock.read,
					})
					require.NoError(t, err)
					defer s.Close()
					transport := s.Transport()
					transport.HTTP = carrier
					driver := &flow.Driver{Transport: transport, Store: new(flow.MemoryStore)}
					in := flow.PhoneNumber(ada)
					if who.account.Email != "" {
						address, err := codes.Email(grace)
						require.NoError(t, err)
						in = flow.Identifier(address)
					}
					for range 4 {
						state, err := driver.Do(t.Context(), "me", in)
						if err != nil {
							return
						}
						switch state.Phase {
						case flow.WaitPassword:
							in = flow.Password(password)
						case flow.WaitCode:
							in = flow.Code(code(s))
						default:
							clock.now = clock.now.Add(who.later)
							in = flow.Poll()
						}
					}
				},
				Headers: []string{"X-Goog-Api-Key", "Content-Type"},
				Refused: func(status int, _ []byte) bool { return status != http.StatusOK },
				Except:  who.except,
			})
		})
	}
}

// post makes a request as the documentation has it, and returns the status and the
// body.
func post(t *testing.T, s *firebasetest.Server, path string, body any) (int, map[string]any) {
	t.Helper()
	data, err := json.Marshal(body)
	require.NoError(t, err)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, bytes.NewReader(data))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Goog-Api-Key", key)
	carrier := &http.Transport{DisableKeepAlives: true}
	answer, err := carrier.RoundTrip(r)
	require.NoError(t, err)
	defer func() { require.NoError(t, answer.Body.Close()) }()
	var out map[string]any
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&out))
	return answer.StatusCode, out
}

type object map[string]any

// refused makes a request that must be refused, and returns the name of the error.
func refused(t *testing.T, s *firebasetest.Server, path string, body any) string {
	t.Helper()
	status, out := post(t, s, path, body)
	require.Equal(t, http.StatusBadRequest, status)
	e, ok := out["error"].(map[string]any)
	require.True(t, ok)
	require.InEpsilon(t, http.StatusBadRequest, e["code"], 0)
	message, ok := e["message"].(string)
	require.True(t, ok)
	name, _, _ := strings.Cut(message, " : ")
	return name
}

func TestPhone(t *testing.T) {
	clock := newClock()
	var told []string
	s := start(t, firebasetest.Config{APIKey: key, Now: clock.read, OnCode: func(phone, code string) { told = append(told, phone, code) }})
	sign := func() map[string]any {
		_, sent := post(t, s, "/v1/accounts:sendVerificationCode", object{"phoneNumber": ada})
		_, in := post(t, s, "/v1/accounts:signInWithPhoneNumber", object{"sessionInfo": sent["sessionInfo"], "code": code(s)})
		return in
	}
	first, second := sign(), sign()
	require.Equal(t, []any{true, false}, []any{first["isNewUser"], second["isNewUser"]})
	require.Equal(t, first["localId"], second["localId"])
	require.Equal(t, ada, first["phoneNumber"])
	require.Equal(t, "3600", first["expiresIn"], "a text, as the documentation has it")
	require.Equal(t, []string{ada, s.Codes(ada)[0], ada, s.Codes(ada)[1]}, told)
	require.Equal(t, 2, s.Examined())
	require.Len(t, s.SignedIn(), 2)

	idToken, ok := first["idToken"].(string)
	require.True(t, ok)
	parts := strings.Split(idToken, ".")
	require.Len(t, parts, 3)
	require.Empty(t, parts[2], "the token is signed")
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, json.Unmarshal(payload, &claims))
	now := float64(clock.now.Unix())
	require.Equal(t, map[string]any{
		"iss": "https://securetoken.google.com/" + s.Project(), "aud": s.Project(),
		"sub": first["localId"], "user_id": first["localId"], "phone_number": ada,
		"auth_time": now, "iat": now, "exp": now + 3600,
		"firebase": map[string]any{"sign_in_provider": "phone", "identities": map[string]any{"phone": []any{ada}}},
	}, claims)
}

func TestCodes(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{APIKey: key, Now: clock.read, Gap: time.Minute})
	const send, in = "/v1/accounts:sendVerificationCode", "/v1/accounts:signInWithPhoneNumber"
	_, sent := post(t, s, send, object{"phoneNumber": ada})
	require.Equal(t, "TOO_MANY_ATTEMPTS_TRY_LATER", refused(t, s, send, object{"phoneNumber": ada}))
	wrong := strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code(s))
	for range 5 {
		require.Equal(t, "INVALID_CODE", refused(t, s, in, object{"sessionInfo": sent["sessionInfo"], "code": wrong}))
	}
	require.Equal(t, "SESSION_EXPIRED", refused(t, s, in, object{"sessionInfo": sent["sessionInfo"], "code": code(s)}))
	require.Equal(t, "MISSING_CODE", refused(t, s, in, object{"sessionInfo": sent["sessionInfo"]}))
	require.Equal(t, "MISSING_SESSION_INFO", refused(t, s, in, object{"code": "123456"}))
	require.Equal(t, "INVALID_SESSION_INFO", refused(t, s, in, object{"sessionInfo": "x", "code": "123456"}))

	clock.now = clock.now.Add(time.Minute)
	_, sent = post(t, s, send, object{"phoneNumber": ada})
	right := object{"sessionInfo": sent["sessionInfo"], "code": code(s)}
	status, _ := post(t, s, in, right)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "INVALID_SESSION_INFO", refused(t, s, in, right), "a code is good once")

	clock.now = clock.now.Add(time.Minute)
	_, sent = post(t, s, send, object{"phoneNumber": ada})
	clock.now = clock.now.Add(10 * time.Minute)
	require.Equal(t, "SESSION_EXPIRED", refused(t, s, in, object{"sessionInfo": sent["sessionInfo"], "code": code(s)}))
	for given, name := range map[string]string{"": "MISSING_PHONE_NUMBER", "15555550100": "INVALID_PHONE_NUMBER", "ada": "INVALID_PHONE_NUMBER"} {
		require.Equal(t, name, refused(t, s, send, object{"phoneNumber": given}))
	}
}

func TestFictionalNumber(t *testing.T) {
	s := start(t, firebasetest.Config{APIKey: key, Accounts: []firebasetest.Account{{Phone: ada, Code: "123456"}}})
	for range 2 {
		post(t, s, "/v1/accounts:sendVerificationCode", object{"phoneNumber": ada})
	}
	require.Equal(t, []string{"123456", "123456"}, s.Codes(ada))
}

// Ten wrong passwords in a row lock an address for ten minutes.
func TestLocked(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{APIKey: key, Now: clock.read, Accounts: []firebasetest.Account{{Email: grace, Password: password}}})
	give := func(password string) object {
		return object{"email": grace, "password": password, "returnSecureToken": true}
	}
	const path = "/v1/accounts:signInWithPassword"
	for range 10 {
		require.Equal(t, "INVALID_PASSWORD", refused(t, s, path, give("wrong")))
	}
	require.Equal(t, "TOO_MANY_ATTEMPTS_TRY_LATER", refused(t, s, path, give(password)))
	clock.now = clock.now.Add(10 * time.Minute)
	status, _ := post(t, s, path, give(password))
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 11, s.Examined())
}

// A code is for one half login, a half login for one sign-in and an hour.
func TestSecondFactor(t *testing.T) {
	clock := newClock()
	s := start(t, firebasetest.Config{APIKey: key, Now: clock.read, Accounts: []firebasetest.Account{{
		Email: grace, Password: password, SecondFactor: gracePhone,
	}}})
	const begin, finish = "/v2/accounts/mfaSignIn:start", "/v2/accounts/mfaSignIn:finalize"
	half := func() (credential any, handle any) {
		_, in := post(t, s, "/v1/accounts:signInWithPassword", object{"email": grace, "password": password, "returnSecureToken": true})
		require.NotContains(t, slices.Collect(maps.Keys(in)), "idToken")
		factors, ok := in["mfaInfo"].([]any)
		require.True(t, ok)
		factor, ok := factors[0].(map[string]any)
		require.True(t, ok)
		require.Equal(t, "+*******0111", factor["phoneInfo"])
		_, sent := post(t, s, begin, object{
			"mfaPendingCredential": in["mfaPendingCredential"], "mfaEnrollmentId": factor["mfaEnrollmentId"], "phoneSignInInfo": object{},
		})
		info, ok := sent["phoneResponseInfo"].(map[string]any)
		require.True(t, ok)
		return in["mfaPendingCredential"], info["sessionInfo"]
	}
	give := func(credential, handle any) object {
		return object{"mfaPendingCredential": credential, "phoneVerificationInfo": object{"sessionInfo": handle, "code": code(s)}}
	}
	first, firstHandle := half()
	second, secondHandle := half()
	require.Equal(t, "INVALID_SESSION_INFO", refused(t, s, finish, give(second, firstHandle)))
	_, sent := post(t, s, "/v1/accounts:sendVerificationCode", object{"phoneNumber": gracePhone})
	require.Equal(t, "INVALID_SESSION_INFO", refused(t, s, finish, give(second, sent["sessionInfo"])))
	status, in := post(t, s, finish, give(second, sentHandle(t, s, second)))
	require.Equal(t, http.StatusOK, status)
	require.ElementsMatch(t, []string{"idToken", "refreshToken"}, slices.Collect(maps.Keys(in)))
	require.Equal(t, "INVALID_MFA_PENDING_CREDENTIAL", refused(t, s, finish, give(second, secondHandle)))
	clock.now = clock.now.Add(time.Hour)
	require.Equal(t, "INVALID_MFA_PENDING_CREDENTIAL", refused(t, s, finish, give(first, firstHandle)))
	require.Equal(t, "MFA_ENROLLMENT_NOT_FOUND", func() string {
		credential, _ := half()
		return refused(t, s, begin, object{"mfaPendingCredential": credential, "mfaEnrollmentId": "another", "phoneSignInInfo": object{}})
	}())
}

// sentHandle has another code sent for a half login.
func sentHandle(t *testing.T, s *firebasetest.Server, credential any) any {
	t.Helper()
	_, sent := post(t, s, "/v2/accounts/mfaSignIn:start", object{
		"mfaPendingCredential": credential, "mfaEnrollmentId": "factor-phone", "phoneSignInInfo": object{},
	})
	info, ok := sent["phoneResponseInfo"].(map[string]any)
	require.True(t, ok)
	return info["sessionInfo"]
}

func TestUnknownField(t *testing.T) {
	s := start(t, firebasetest.Config{APIKey: key})
	status, _ := post(t, s, "/v1/accounts:sendVerificationCode", object{"phoneNumber": ada, "phone": ada})
	require.Equal(t, http.StatusBadRequest, status)
	require.Empty(t, s.Codes(ada))
}

func TestLoginsEnd(t *testing.T) {
	for name, end := range map[string]func(*firebasetest.Server, string) bool{
		"revoked": (*firebasetest.Server).Revoke, "disabled": (*firebasetest.Server).Disable, "deleted": (*firebasetest.Server).Delete,
	} {
		s := start(t, firebasetest.Config{APIKey: key, Accounts: []firebasetest.Account{{Email: grace, Password: password}}})
		post(t, s, "/v1/accounts:signInWithPassword", object{"email": grace, "password": password, "returnSecureToken": true})
		require.Len(t, s.SignedIn(), 1)
		require.True(t, end(s, grace))
		require.Empty(t, s.SignedIn(), name)
	}
}

func TestNobody(t *testing.T) {
	s := start(t, firebasetest.Config{})
	require.False(t, s.Disable(ada))
	require.False(t, s.Revoke(grace))
	require.False(t, s.Delete(""))
	require.Empty(t, s.SignedIn())
}

func TestStartRefuses(t *testing.T) {
	for name, accounts := range map[string][]firebasetest.Account{
		"nothing":             {{}},
		"a number":            {{Phone: "5550100"}},
		"a second factor":     {{Email: grace, Password: password, SecondFactor: "phone"}},
		"an address":          {{Email: "grace", Password: password}},
		"no password":         {{Email: grace}},
		"a code of words":     {{Phone: ada, Code: "secret"}},
		"two with a number":   {{Phone: ada}, {Phone: ada}},
		"two with an address": {{Email: grace, Password: password}, {Email: grace, Password: "another"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := firebasetest.Start(firebasetest.Config{Accounts: accounts})
			require.Error(t, err)
		})
	}
}
