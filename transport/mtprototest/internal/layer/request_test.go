package layer_test

import (
	"slices"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

// encode writes a request as the layer does, without the fields that it lacks.
func encode(t testing.TB, schema *tltext.Schema, request tltext.Object, maybe ...string) []byte {
	t.Helper()
	name, _ := request["_"].(string)
	for _, field := range maybe {
		if !schema.Has(name, field) {
			delete(request, field)
		}
	}
	body, err := schema.Encode(request)
	require.NoError(t, err)
	return body
}

func TestReadSendCode(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		set := tltext.Object{
			"_": "codeSettings", "current_number": true, "allow_missed_call": true, "allow_firebase": true,
			"unknown_number": true, "logout_tokens": []any{[]byte{1}, []byte{2, 3}}, "token": "a token", "app_sandbox": true,
		}
		want := tg.CodeSettings{CurrentNumber: true, AllowMissedCall: true}
		want.SetLogoutTokens([][]byte{{1}, {2, 3}})
		if schema.Has("codeSettings", "token") {
			want.SetAllowFirebase(true)
			want.SetToken("a token")
			want.SetAppSandbox(true)
		}
		want.SetUnknownNumber(schema.Has("codeSettings", "unknown_number"))
		want.SetFlags()
		for _, newer := range []string{"allow_firebase", "unknown_number", "token", "app_sandbox"} {
			if !schema.Has("codeSettings", newer) {
				delete(set, newer)
			}
		}
		q, settings, err := layer.SendCode(encode(t, schema, tltext.Object{
			"_": "auth.sendCode", "phone_number": "+9996620001", "api_id": 17349, "api_hash": "hash", "settings": set,
		}))
		require.NoError(t, err)
		require.Equal(t, fake.SendCode{
			PhoneNumber: "+9996620001", AppID: 17349, AppHash: "hash", LogoutTokens: []string{"\x01", "\x02\x03"},
		}, q)
		require.Equal(t, want, settings)
	})
}

func TestReadResendCode(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		q, err := layer.ResendCode(encode(t, schema, tltext.Object{
			"_": "auth.resendCode", "phone_number": "phone", "phone_code_hash": "hash", "reason": "why",
		}, "reason"))
		require.NoError(t, err)
		want := fake.ResendCode{PhoneNumber: "phone", PhoneCodeHash: "hash"}
		if schema.Has("auth.resendCode", "reason") {
			want.Reason = "why"
		}
		require.Equal(t, want, q)

		q, err = layer.ResendCode(encode(t, schema, tltext.Object{
			"_": "auth.resendCode", "phone_number": "phone", "phone_code_hash": "hash",
		}))
		require.NoError(t, err)
		require.Equal(t, fake.ResendCode{PhoneNumber: "phone", PhoneCodeHash: "hash"}, q)
	})
}

func TestReadSignIn(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		want := fake.SignIn{PhoneNumber: "phone", PhoneCodeHash: "hash", PhoneCode: "22222"}
		request := tltext.Object{"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash", "phone_code": "22222"}
		q, err := layer.SignIn(encode(t, schema, request))
		require.NoError(t, err)
		require.Equal(t, want, q)
		if schema.Has("auth.signIn", "flags") {
			delete(request, "phone_code")
			want.PhoneCode = ""
			q, err = layer.SignIn(encode(t, schema, request))
			require.NoError(t, err)
			require.Equal(t, want, q)
		}
	})
}

// What proves an e-mail address stands in the place of a code.
func TestReadSignInByEmail(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		if !schema.Has("auth.signIn", "email_verification") {
			require.Less(t, l, layer.Layer(145))
			return
		}
		for _, tt := range verifications {
			q, err := layer.SignIn(encode(t, schema, tltext.Object{
				"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash", "email_verification": tt.sent,
			}))
			require.NoError(t, err)
			require.Equal(t, fake.SignIn{PhoneNumber: "phone", PhoneCodeHash: "hash", Email: tt.want}, q)
		}
		_, err := layer.SignIn(encode(t, schema, tltext.Object{
			"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash",
			"email_verification": tltext.Object{"_": "inputUserSelf"},
		}))
		require.ErrorContains(t, err, "EmailVerification")
	})
}

var verifications = []struct {
	sent tltext.Object
	want fake.EmailVerification
}{
	{tltext.Object{"_": "emailVerificationCode", "code": "333333"}, fake.EmailVerification{Code: "333333"}},
	{tltext.Object{"_": "emailVerificationApple", "token": "from Apple"}, fake.EmailVerification{Apple: "from Apple"}},
	{tltext.Object{"_": "emailVerificationGoogle", "token": "from Google"}, fake.EmailVerification{Google: "from Google"}},
}

func TestReadSignUp(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		q, err := layer.SignUp(encode(t, schema, tltext.Object{
			"_": "auth.signUp", "phone_number": "phone", "phone_code_hash": "hash", "first_name": "Ada", "last_name": "L",
			"no_joined_notifications": true,
		}, "no_joined_notifications"))
		require.NoError(t, err)
		require.Equal(t, fake.SignUp{
			PhoneNumber: "phone", PhoneCodeHash: "hash", FirstName: "Ada", LastName: "L",
			NoJoinedNotifications: schema.Has("auth.signUp", "no_joined_notifications"),
		}, q)
	})
}

func TestReadUsers(t *testing.T) {
	self := tltext.Object{"_": "inputUserSelf"}
	known := tltext.Object{"_": "inputUser", "user_id": ada.ID, "access_hash": layer.AccessHash(ada)}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		users, err := layer.GetUsers(encode(t, schema, tltext.Object{
			"_": "users.getUsers", "id": []any{self, known, tltext.Object{"_": "inputUserEmpty"}},
		}))
		require.NoError(t, err)
		require.Equal(t, []layer.InputUser{{Self: true}, {ID: ada.ID, AccessHash: layer.AccessHash(ada)}, {}}, users)

		user, err := layer.GetFullUser(encode(t, schema, tltext.Object{"_": "users.getFullUser", "id": known}))
		require.NoError(t, err)
		require.Equal(t, users[1], user)
	})
}

func TestInputUserIs(t *testing.T) {
	for _, tt := range []struct {
		asked layer.InputUser
		is    bool
	}{
		{layer.InputUser{Self: true}, true},
		{layer.InputUser{ID: ada.ID, AccessHash: layer.AccessHash(ada)}, true},
		{layer.InputUser{ID: ada.ID}, false},
		{layer.InputUser{ID: bob.ID, AccessHash: layer.AccessHash(bob)}, false},
		{layer.InputUser{}, false},
	} {
		require.Equal(t, tt.is, tt.asked.Is(ada), "%+v", tt.asked)
	}
}

// What is cut off anywhere is an error.
func TestReadRefusesTheRest(t *testing.T) {
	schema := schemas(t)[tg.Layer]
	byEmail := tltext.Object{"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash"}
	byEmail["email_verification"] = verifications[0].sent
	withReason := tltext.Object{"_": "auth.resendCode", "phone_number": "phone", "phone_code_hash": "hash", "reason": "why"}
	for _, request := range append(slices.Concat(requests, newRequests(schema)), byEmail, withReason) {
		body := encode(t, schema, request)
		read := readers[request["_"].(string)]
		require.NoError(t, read(body))
		for end := range len(body) {
			require.Error(t, read(body[:end]), "%s[:%d]", request["_"], end)
		}
	}
}

// After an error nothing is read any more, even if it could be.
func TestReadStops(t *testing.T) {
	var b bin.Buffer
	b.PutID(tg.AuthSendCodeRequestTypeID)
	b.PutInt(200) // a phone number of 200 bytes, or an api_id
	b.PutString("hash")
	b.PutID(tg.CodeSettingsTypeID)
	b.PutInt(0)
	_, _, err := layer.SendCode(b.Buf)
	require.Error(t, err)
}

// A user that is named by a message is none that the server could know.
func TestReadRefusesMessages(t *testing.T) {
	var b bin.Buffer
	require.NoError(t, (&tg.UsersGetFullUserRequest{
		ID: &tg.InputUserFromMessage{Peer: &tg.InputPeerSelf{}, MsgID: 1, UserID: 2},
	}).Encode(&b))
	_, err := layer.GetFullUser(b.Buf)
	require.ErrorContains(t, err, "InputUser 0x1da448e2")
}

var readers = map[string]func([]byte) error{
	"auth.sendCode":     func(b []byte) error { _, _, err := layer.SendCode(b); return err },
	"auth.resendCode":   func(b []byte) error { _, err := layer.ResendCode(b); return err },
	"auth.signIn":       func(b []byte) error { _, err := layer.SignIn(b); return err },
	"auth.signUp":       func(b []byte) error { _, err := layer.SignUp(b); return err },
	"users.getUsers":    func(b []byte) error { _, err := layer.GetUsers(b); return err },
	"users.getFullUser": func(b []byte) error { _, err := layer.GetFullUser(b); return err },

	"auth.requestFirebaseSms":              func(b []byte) error { _, err := layer.RequestFirebaseSMS(b); return err },
	"payments.canPurchaseStore":            func(b []byte) error { _, _, err := layer.CanPurchaseStore(b); return err },
	"payments.assignAppStoreTransaction":   func(b []byte) error { _, _, err := layer.AssignAppStoreTransaction(b); return err },
	"payments.assignPlayMarketTransaction": func(b []byte) error { _, _, err := layer.AssignPlayMarketTransaction(b); return err },
}

// newRequests are those that older layers do not have.
func newRequests(schema *tltext.Schema) []tltext.Object {
	purpose, _ := paymentPurpose(schema)
	return []tltext.Object{
		{
			"_": "auth.requestFirebaseSms", "phone_number": "phone", "phone_code_hash": "hash",
			"safety_net_token": "safe", "play_integrity_token": "play", "ios_push_secret": "push",
		},
		{"_": "payments.canPurchaseStore", "purpose": purpose},
		{"_": "payments.assignAppStoreTransaction", "receipt": []byte("a receipt"), "purpose": purpose},
		{
			"_": "payments.assignPlayMarketTransaction", "purpose": purpose,
			"receipt": tltext.Object{"_": "dataJSON", "data": "{}"},
		},
	}
}

// requests fit all layers.
var requests = []tltext.Object{
	{
		"_": "auth.sendCode", "phone_number": "phone", "api_id": 1, "api_hash": "hash",
		"settings": tltext.Object{"_": "codeSettings", "logout_tokens": []any{[]byte{1}}},
	},
	{"_": "auth.resendCode", "phone_number": "phone", "phone_code_hash": "hash"},
	{"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash", "phone_code": "22222"},
	{"_": "auth.signUp", "phone_number": "phone", "phone_code_hash": "hash", "first_name": "Ada", "last_name": "L"},
	{"_": "users.getUsers", "id": []any{tltext.Object{"_": "inputUserSelf"}, tltext.Object{"_": "inputUserEmpty"}}},
	{"_": "users.getFullUser", "id": tltext.Object{"_": "inputUser", "user_id": int64(1), "access_hash": int64(2)}},
}

// No request makes a reader panic, or remember more than came; and what gotd's
// generated code reads, too, is read alike.
func FuzzRequests(f *testing.F) {
	layers := schemas(f)
	for _, n := range []int{144, 172, 179, tg.Layer} {
		for _, request := range requests {
			f.Add(encode(f, layers[n], request))
		}
	}
	for _, request := range newRequests(layers[tg.Layer]) {
		f.Add(encode(f, layers[tg.Layer], request))
	}
	for _, tt := range verifications {
		f.Add(encode(f, layers[tg.Layer], tltext.Object{
			"_": "auth.signIn", "phone_number": "phone", "phone_code_hash": "hash", "email_verification": tt.sent,
		}))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, read := range readers {
			_ = read(body)
		}
		var signIn tg.AuthSignInRequest
		if signIn.Decode(&bin.Buffer{Buf: body}) == nil {
			q, err := layer.SignIn(body)
			require.NoError(t, err)
			require.Equal(t, fake.SignIn{
				PhoneNumber: signIn.PhoneNumber, PhoneCodeHash: signIn.PhoneCodeHash, PhoneCode: signIn.PhoneCode,
				Email: layer.Verification(signIn.EmailVerification),
			}, q)
		}
		users, err := layer.GetUsers(body)
		require.LessOrEqual(t, 4*len(users), len(body))
		id, _ := (&bin.Buffer{Buf: body}).PeekID()
		if err == nil && id == tg.UsersGetUsersRequestTypeID {
			var getUsers tg.UsersGetUsersRequest
			require.NoError(t, getUsers.Decode(&bin.Buffer{Buf: body}))
			require.Len(t, users, len(getUsers.ID))
		}
	})
}
