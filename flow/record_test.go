package flow_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
)

const (
	sampleHash    = "0123456789abcdef\xff" // not even text
	sampleSession = "auth key \x00\xff"
	sampleCode    = "27182"
	sampleMail    = "ada.lovelace@example.org"
	sampleFuture  = "future \x00\xfe"

	sampleLoginToken = "login token \x00\xfd"
	sampleNonce      = "nonce of Firebase's \x00\xfc"
	sampleIntegrity  = "nonce of Google's \x00\xfb"
	sampleReceipt    = "receipt of Apple's \x00\xfa"
)

// richRecord is a record in which everything is set, whether or not it goes
// together.
func richRecord(t testing.TB) flow.Record {
	number, err := codes.ParsePhone(phone)
	require.NoError(t, err)
	mail, err := codes.Email(sampleMail)
	require.NoError(t, err)
	last := errors.FromRPC("auth.signIn", 420, "FLOOD_WAIT_42")
	last.RetryAt = storyTime.Add(42 * time.Second)
	return flow.Record{
		Realm: "telegram/17349/test",
		Login: "RANDOM",
		State: flow.State{
			Phase:   flow.WaitCode,
			Pending: flow.Pending{Call: flow.CallSignIn, Number: 6, Until: storyTime.Add(30 * time.Second)},
			Doubt:   flow.CallResendCode,
			Calls:   7, Repeats: 1, Chain: 2,
			Key:        "key1",
			Identifier: number,
			Sent: codes.Sent{
				To: mail, Hash: codes.NewSecret(sampleHash), Key: "key0",
				Delivery: codes.MissedCall, Length: 5, Pattern: "+7*", Prefix: "+79", URL: codes.NewSecret("https://fragment.com/number/1"),
				Beginning: "a",
				Firebase: codes.Firebase{
					Nonce: codes.NewSecret(sampleNonce), PlayIntegrityProject: 123, PlayIntegrityNonce: codes.NewSecret(sampleIntegrity),
					Receipt: codes.NewSecret(sampleReceipt), PushTimeout: time.Minute,
				},
				Next: codes.SMS, ResendAt: storyTime.Add(time.Minute + 1), Purpose: codes.SecondFactor,
			},
			Rejected: []flow.Digest{{1, 2, 3, 4, 5, 6, 7, 8}, {255}}, Attempts: 3,
			Email: flow.EmailInfo{
				SetUp: true, Address: mail, Apple: true, Google: true,
				Resettable: true, ResetAfter: time.Hour, ResetAt: storyTime.Add(time.Hour),
			},
			Password: flow.PasswordInfo{
				Hint: "a <b> & \"c\"", HasRecovery: true, HasSecureValues: true, ResetAt: storyTime.Add(7 * 24 * time.Hour),
				RecoveryPattern: "a***@e***.org", RecoveryChecked: true,
			},
			PasswordAttempts: 4, Exhausted: true,
			Terms:         flow.Terms{ID: "terms-1", Text: "Be good.\n", Popup: true, MinAge: 16},
			TermsAccepted: true,
			LoginToken: flow.LoginToken{
				Token: codes.NewSecret(sampleLoginToken), Expires: storyTime.Add(30 * time.Second), Except: []int64{1001, -1},
			},
			Passkey: flow.PasskeyInfo{Options: `{"publicKey":{"rpId":"<telegram.org>"}}`, Firebase: true, Nonce: "nonce", Key: "key2"},
			Payment: flow.PaymentInfo{
				Product: "org.telegram.auth", SupportEmail: "sms@example.org", SupportSubject: "It did not work",
				PremiumDays: 7, Currency: "EUR", Amount: 99, FormID: 1 << 60,
			},
			Account: flow.Account{
				ID: "1", FirstName: "Ada", LastName: "Lovelace", Username: "ada",
				SetupPasswordRequired: true, OtherwiseReloginDays: 7, TmpSessions: 2,
			},
			FutureTokens: []codes.Secret{codes.NewSecret(sampleFuture)},
			Expires:      storyTime.Add(5 * time.Minute),
			Waits:        []flow.Wait{{Call: flow.CallSendCode, About: flow.Digest{9}, Until: storyTime.Add(time.Hour)}},
			Last:         last,
		},
		Session: flow.NewSession("key1", []byte(sampleSession)),
	}
}

// TestRecordKeepsEverything fails when State gets a field that the record does
// not keep, or that richRecord does not set.
func TestRecordKeepsEverything(t *testing.T) {
	rich := richRecord(t)
	requireSet(t, "Record", reflect.ValueOf(rich))
	data, err := rich.MarshalBinary()
	require.NoError(t, err)
	var got flow.Record
	require.NoError(t, got.UnmarshalBinary(data))
	requireSame(t, "Record", reflect.ValueOf(rich), reflect.ValueOf(got))
	again, err := got.MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, string(data), string(again))
}

// withinErrors are the fields of an error that need not be set, or are not kept.
var withinErrors = map[string]bool{"Record.State.Last.Err": true}

func requireSet(t *testing.T, path string, v reflect.Value) {
	if withinErrors[path] {
		return
	}
	require.False(t, v.IsZero(), "richRecord does not set %s", path)
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				requireSet(t, path+"."+f.Name, v.Field(i))
			}
		}
	case v.Kind() == reflect.Pointer:
		requireSet(t, path, v.Elem())
	case v.Kind() == reflect.Slice:
		requireSet(t, path, v.Index(0))
	}
}

// requireSame compares what can be seen of two values, secrets included.
func requireSame(t *testing.T, path string, want, got reflect.Value) {
	if withinErrors[path] {
		return
	}
	switch want := want.Interface().(type) {
	case codes.Secret:
		require.True(t, want.Equal(got.Interface().(codes.Secret)), path)
		return
	case codes.Identifier:
		require.True(t, want.Equal(got.Interface().(codes.Identifier)), path)
		return
	case flow.Session:
		require.Equal(t, want.Fingerprint(), got.Interface().(flow.Session).Fingerprint(), path)
		require.True(t, bytes.Equal(want.Bytes(), got.Interface().(flow.Session).Bytes()), path)
		return
	case time.Time:
		require.True(t, want.Equal(got.Interface().(time.Time)), path)
		return
	}
	switch want.Kind() {
	case reflect.Struct:
		for i := range want.NumField() {
			f := want.Type().Field(i)
			require.True(t, f.IsExported(), "%s.%s cannot be compared", path, f.Name)
			requireSame(t, path+"."+f.Name, want.Field(i), got.Field(i))
		}
	case reflect.Pointer:
		require.False(t, got.IsNil(), path)
		requireSame(t, path, want.Elem(), got.Elem())
	case reflect.Slice:
		require.Equal(t, want.Len(), got.Len(), path)
		for i := range want.Len() {
			requireSame(t, path, want.Index(i), got.Index(i))
		}
	default:
		require.Equal(t, want.Interface(), got.Interface(), path)
	}
}

// TestRecordOfOtherSystems: a record keeps what Telegram has no use for.
func TestRecordOfOtherSystems(t *testing.T) {
	for _, who := range []func() (codes.Identifier, error){
		func() (codes.Identifier, error) { return codes.Name(" Ada / 1 ") },
		func() (codes.Identifier, error) { return codes.Email("Ada@Example.com") },
		func() (codes.Identifier, error) { return codes.ParsePhone(phone) },
	} {
		for _, delivery := range []codes.Delivery{codes.Mail, codes.Authenticator} {
			id, err := who()
			require.NoError(t, err)
			s := flow.State{
				Phase: flow.WaitCode, Calls: 1, Identifier: id, Doubt: flow.CallImportToken,
				Sent: codes.Sent{To: id, Hash: codes.NewSecret("h"), Delivery: delivery, Next: delivery, Purpose: codes.SecondFactor},
			}
			again := reloaded(t, s)
			require.True(t, sameState(&s, &again), "%s %s", id.Kind(), delivery)
		}
	}
}

// TestRecordOfNothing: the zero Record is a login that has not begun.
func TestRecordOfNothing(t *testing.T) {
	data, err := flow.Record{}.MarshalBinary()
	require.NoError(t, err)
	require.JSONEq(t, `{"v":1,"phase":"WaitPhoneNumber"}`, string(data))
	var got flow.Record
	require.NoError(t, got.UnmarshalBinary(data))
	require.Equal(t, flow.WaitPhoneNumber, got.State.Phase)
	require.Empty(t, got.Session.Bytes())
}

// TestRecordForm compares the stored form with a file. The form is not frozen
// before v1 of the module: until then -update may rewrite it, and after that it
// must never change.
func TestRecordForm(t *testing.T) {
	file := filepath.Join("testdata", "record.json")
	data, err := richRecord(t).MarshalBinary()
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, json.Indent(&text, data, "", "  "))
	text.WriteByte('\n')
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o750))
		require.NoError(t, os.WriteFile(file, text.Bytes(), 0o600))
	}
	golden, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(golden), text.String())
	var got flow.Record
	require.NoError(t, got.UnmarshalBinary(golden))
	requireSame(t, "Record", reflect.ValueOf(richRecord(t)), reflect.ValueOf(got))
}

func TestBadRecords(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":                  ``,
		"no JSON":                  `login`,
		"cut off":                  `{"v":1,"phase":"Ready"`,
		"null":                     `null`,
		"a list":                   `[]`,
		"no version":               `{"phase":"Ready"}`,
		"later version":            `{"v":2,"phase":"Ready"}`,
		"version in words":         `{"v":"1","phase":"Ready"}`,
		"no phase":                 `{"v":1}`,
		"phase null":               `{"v":1,"phase":null}`,
		"phase None":               `{"v":1,"phase":"None"}`,
		"unknown phase":            `{"v":1,"phase":"WaitGodot"}`,
		"phase as number":          `{"v":1,"phase":1}`,
		"unknown field":            `{"v":1,"phase":"Ready","mood":"good"}`,
		"unknown field within":     `{"v":1,"phase":"Ready","sent":{"mood":"good"}}`,
		"two values":               `{"v":1,"phase":"Ready"}{}`,
		"trailing word":            `{"v":1,"phase":"Ready"}x`,
		"trailing bracket":         `{"v":1,"phase":"Ready"}]`,
		"trailing zero":            "{\"v\":1,\"phase\":\"Ready\"}\x00",
		"unknown call":             `{"v":1,"phase":"Ready","doubt":"Dance"}`,
		"pending nothing":          `{"v":1,"phase":"Ready","calls":1,"pending":{"call":"None","number":1,"until":"2026-01-02T03:04:05Z"}}`,
		"pending number 0":         `{"v":1,"phase":"Ready","calls":1,"pending":{"call":"SignIn","number":0,"until":"2026-01-02T03:04:05Z"}}`,
		"pending not yet counted":  `{"v":1,"phase":"Ready","calls":1,"pending":{"call":"SignIn","number":2,"until":"2026-01-02T03:04:05Z"}}`,
		"negative calls":           `{"v":1,"phase":"Ready","calls":-1}`,
		"negative repeats":         `{"v":1,"phase":"Ready","repeats":-1}`,
		"negative chain":           `{"v":1,"phase":"Ready","chain":-1}`,
		"negative attempts":        `{"v":1,"phase":"Ready","attempts":-1}`,
		"negative password tries":  `{"v":1,"phase":"Ready","password_attempts":-1}`,
		"unknown kind":             `{"v":1,"phase":"Ready","kind":"badge","identifier":"1"}`,
		"no number":                `{"v":1,"phase":"Ready","kind":"phone","identifier":"ada"}`,
		"no number that was sent":  `{"v":1,"phase":"Ready","sent":{"kind":"phone","to":"ada"}}`,
		"no address":               `{"v":1,"phase":"Ready","kind":"email","identifier":"ada"}`,
		"hash without an encoding": `{"v":1,"phase":"Ready","sent":{"hash":"???"}}`,
		"unknown delivery":         `{"v":1,"phase":"Ready","sent":{"delivery":"pigeon"}}`,
		"short digest":             `{"v":1,"phase":"Ready","rejected":["0102"]}`,
		"digest of what":           `{"v":1,"phase":"Ready","rejected":["0102030405060708","010203040506070x"]}`,
		"wait without a whom":      `{"v":1,"phase":"Ready","waits":[{"call":"SignIn","about":"","until":"2026-01-02T03:04:05Z"}]}`,
		"login token of what":      `{"v":1,"phase":"WaitOtherDevice","login_token":{"token":"???"}}`,
		"login token for ever":     `{"v":1,"phase":"WaitOtherDevice","login_token":{"token":"AA==","expires":"never"}}`,
		"except nobody":            `{"v":1,"phase":"WaitOtherDevice","login_token":{"token":"AA==","except":["ada"]}}`,
		"passkey as text":          `{"v":1,"phase":"WaitPasskey","passkey":"{}"}`,
		"price in words":           `{"v":1,"phase":"WaitPayment","payment":{"product":"p","amount":"much"}}`,
		"nonce without encoding":   `{"v":1,"phase":"WaitCode","sent":{"kind":"phone","to":"","hash":"AA==","firebase":{"nonce":"???"}}}`,
		"unknown class":            `{"v":1,"phase":"Ready","last":{"reason":"x","class":"Odd"}}`,
		"time in words":            `{"v":1,"phase":"Ready","expires":"soon"}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := richRecord(t)
			err := r.UnmarshalBinary([]byte(data))
			requireReason(t, err, errors.BadRecord)
			requireSame(t, "Record", reflect.ValueOf(richRecord(t)), reflect.ValueOf(r))
		})
	}
}

// TestBadRecordTellsNothing: what is wrong with a record is said without its
// secrets.
func TestBadRecordTellsNothing(t *testing.T) {
	data, err := richRecord(t).MarshalBinary()
	require.NoError(t, err)
	for n := range len(data) {
		var r flow.Record
		damaged := bytes.Clone(data)
		damaged[n] ^= 0x15
		for _, bytes := range [][]byte{data[:n], damaged} {
			if err := r.UnmarshalBinary(bytes); err != nil {
				requireReason(t, err, errors.BadRecord)
				require.False(t, leak.In(err.Error(), strings.TrimPrefix(phone, "+"), sampleHash, sampleSession, sampleLoginToken, sampleNonce, sampleIntegrity, sampleReceipt), err)
			}
		}
	}
}

func FuzzRecord(f *testing.F) {
	rich, err := richRecord(f).MarshalBinary()
	require.NoError(f, err)
	f.Add(rich)
	f.Add([]byte(`{"v":1,"phase":"Ready"}`))
	f.Add([]byte(`{"v":1,"phase":"WaitCode","kind":"email","identifier":" A@b.C ","sent":{"kind":"name","to":"Ada","hash":"AA=="},"last":{"reason":"","class":"Unknown"}}`))
	f.Add([]byte(`{"v":1,"phase":"WaitPayment","login_token":{"except":[1]},"passkey":{"options":"{}"},"payment":{"product":""},"sent":{"kind":"phone","to":"","hash":"","key":"","delivery":"sms","firebase":{}}}`))
	f.Add([]byte(`{"v":1,"phase":"Failed","rejected":["0102030405060708"],"waits":[{"call":"None"}],"session":"AA==","terms":{},"account":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r flow.Record
		if err := r.UnmarshalBinary(data); err != nil {
			requireReason(t, err, errors.BadRecord)
			return
		}
		first, err := r.MarshalBinary()
		require.NoError(t, err)
		var again flow.Record
		require.NoError(t, again.UnmarshalBinary(first))
		second, err := again.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, string(first), string(second))
	})
}
