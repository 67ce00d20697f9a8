package mtprototest_test

import (
	"context"
	"maps"
	"net"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

// schemas are the layers that Telegram has published.
func schemas(t *testing.T) map[int]*tltext.Schema {
	t.Helper()
	text, err := os.ReadFile("internal/layer/testdata/schema.tl")
	require.NoError(t, err)
	layers, err := tltext.ReadHistory(string(text))
	require.NoError(t, err)
	return layers
}

// A layerClient speaks one layer, of which it knows the text and nothing else.
type layerClient struct {
	t      *testing.T
	conn   *mtproto.Conn
	layer  int
	schema *tltext.Schema
	named  bool // the layer has been named, which a session need not do twice
	heard  hearer
}

// ask makes a call and reads the answer, of which nothing may be left over.
func (c *layerClient) ask(ctx context.Context, method string, fields tltext.Object) (any, error) {
	c.t.Helper()
	request := maps.Clone(fields)
	if request == nil {
		request = tltext.Object{}
	}
	request["_"] = method
	body, err := c.schema.Encode(request)
	require.NoError(c.t, err, "layer %d", c.layer)
	query := bin.Object(raw(body))
	if !c.named {
		c.named = true
		query = &tg.InvokeWithLayerRequest{Layer: c.layer, Query: &tg.InitConnectionRequest{
			APIID: 1, DeviceModel: "test", SystemVersion: "test", AppVersion: "test", SystemLangCode: "en", LangCode: "en",
			Query: query,
		}}
	}
	var answer received
	if err := c.conn.Invoke(ctx, query, &answer); err != nil {
		return nil, err
	}
	v, err := c.schema.Decode(c.schema.Result(method), answer)
	require.NoError(c.t, err, "layer %d, %s", c.layer, method)
	return v, nil
}

// object asks for what must not be refused, and is an object.
func (c *layerClient) object(ctx context.Context, method string, fields tltext.Object) tltext.Object {
	c.t.Helper()
	o, _ := c.value(ctx, method, fields).(tltext.Object)
	return o
}

// value asks for what must not be refused.
func (c *layerClient) value(ctx context.Context, method string, fields tltext.Object) any {
	c.t.Helper()
	v, err := c.ask(ctx, method, fields)
	require.NoError(c.t, err, "layer %d, %s", c.layer, method)
	return v
}

// refused asks for what must be refused with this error.
func (c *layerClient) refused(ctx context.Context, text, method string, fields tltext.Object) {
	c.t.Helper()
	_, err := c.ask(ctx, method, fields)
	require.True(c.t, tgerr.Is(err, text), "layer %d, %s: %v", c.layer, method, err)
}

// sendCode asks for a code and returns the fields of an auth.signIn without it.
func (c *layerClient) sendCode(ctx context.Context, phone string) tltext.Object {
	c.t.Helper()
	sent := c.object(ctx, "auth.sendCode", tltext.Object{
		"phone_number": phone, "api_id": 1, "api_hash": "any", "settings": tltext.Object{"_": "codeSettings"},
	})
	require.Equal(c.t, tltext.Object{"_": "auth.sentCodeTypeApp", "length": 5}, sent["type"])
	return tltext.Object{"phone_number": phone, "phone_code_hash": sent["phone_code_hash"]}
}

// checkPassword gives a password, proved by package srp. (gotd's own proof is
// seen in TestGotdClient; it takes long.)
func (c *layerClient) checkPassword(ctx context.Context, password string) (any, error) {
	c.t.Helper()
	p := c.object(ctx, "account.getPassword", nil)
	require.Equal(c.t, true, p["has_password"])
	algo := p["current_algo"].(tltext.Object)
	proof, err := srp.Prove([]byte(password), srp.Params{
		Salt1: algo["salt1"].([]byte), Salt2: algo["salt2"].([]byte), G: algo["g"].(int), P: algo["p"].([]byte),
		ID: p["srp_id"].(int64), B: p["srp_B"].([]byte),
	}, nil)
	require.NoError(c.t, err)
	return c.ask(ctx, "auth.checkPassword", tltext.Object{"password": tltext.Object{
		"_": "inputCheckPasswordSRP", "srp_id": proof.ID, "A": proof.A, "M1": proof.M1,
	}})
}

// eachLayer calls f with a client of each layer, all over one connection.
func eachLayer(t *testing.T, srv *mtprototest.Server, f func(ctx context.Context, c *layerClient)) {
	t.Helper()
	heard := make(hearer, 1)
	ctx, conn := gotdConn(t, srv, mtproto.Options{Handler: heard})
	layers := schemas(t)
	for _, n := range slices.Sorted(maps.Keys(layers)) {
		f(ctx, &layerClient{t: t, conn: conn, layer: n, schema: layers[n], heard: heard})
		require.Empty(t, heard)
	}
}

// hear waits for the next update.
func (c *layerClient) hear(ctx context.Context) (update any) {
	c.t.Helper()
	select {
	case message := <-c.heard:
		v, err := c.schema.Decode("Updates", message)
		require.NoError(c.t, err, "layer %d", c.layer)
		require.Equal(c.t, "updateShort", name(v.(tltext.Object)))
		return v.(tltext.Object)["update"]
	case <-ctx.Done():
		require.NoError(c.t, ctx.Err())
		return nil
	}
}

var adaInTL = tltext.Object{
	"_": "user", "self": true, "id": int64(1001), "access_hash": int64(1001),
	"first_name": "Ada", "last_name": "Lovelace", "phone": ada[1:],
}

// Every client is answered in its own layer, from the first call to the last.
func TestSignInInEveryLayer(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada", LastName: "Lovelace"})
	self := tltext.Object{"_": "inputUserSelf"}
	byID := tltext.Object{"_": "inputUser", "user_id": int64(1001), "access_hash": int64(1001)}
	stranger := tltext.Object{"_": "inputUser", "user_id": int64(1001), "access_hash": int64(1)}
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		c.refused(ctx, "AUTH_KEY_UNREGISTERED", "users.getUsers", tltext.Object{"id": []any{self}})
		signIn := c.sendCode(ctx, ada)
		signIn["phone_code"] = "11111"
		c.refused(ctx, "PHONE_CODE_INVALID", "auth.signIn", signIn)
		signIn["phone_code"] = code
		require.Equal(t, tltext.Object{"_": "auth.authorization", "user": adaInTL}, c.object(ctx, "auth.signIn", signIn))

		users, err := c.ask(ctx, "users.getUsers", tltext.Object{"id": []any{stranger, self, byID}})
		require.NoError(t, err)
		require.Equal(t, []any{adaInTL}, users, "once, however often it is asked for")
		full := c.object(ctx, "users.getFullUser", tltext.Object{"id": byID})
		require.Equal(t, []any{adaInTL}, full["users"])
		c.refused(ctx, "USER_ID_INVALID", "users.getFullUser", tltext.Object{"id": stranger})
		require.Equal(t, tltext.Object{"_": "auth.loggedOut"}, c.object(ctx, "auth.logOut", nil))
	})
	for _, r := range srv.Requests() {
		require.NotContains(t, r.Method, "0x", "the log knows methods by name")
	}
}

// The password is wanted in every form that account.password had.
func TestPasswordInLayers(t *testing.T) {
	const password = "correct horse"
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Password: password, Hint: "of course"})
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		if !slices.Contains([]int{144, 145, 198, tg.Layer}, c.layer) {
			return // a proof takes long
		}
		signIn := c.sendCode(ctx, ada)
		signIn["phone_code"] = code
		c.refused(ctx, "SESSION_PASSWORD_NEEDED", "auth.signIn", signIn)
		c.refused(ctx, "SESSION_PASSWORD_NEEDED", "updates.getState", nil)
		if c.layer == 144 {
			_, err := c.checkPassword(ctx, "wrong")
			require.True(t, tgerr.Is(err, "PASSWORD_HASH_INVALID"), "%v", err)
		}
		signedIn, err := c.checkPassword(ctx, password)
		require.NoError(t, err)
		require.Equal(t, "auth.authorization", signedIn.(tltext.Object)["_"])
		c.object(ctx, "auth.logOut", nil)
	})
	require.Equal(t, 5, srv.Calls()["auth.checkPassword"])
}

func TestSignUpInEveryLayer(t *testing.T) {
	var accounts []mtprototest.Account
	layers := slices.Sorted(maps.Keys(schemas(t)))
	for _, n := range layers {
		accounts = append(accounts, mtprototest.Account{
			Phone: phoneOf(n), Unregistered: true, Terms: "Be kind.", TermsID: "terms", MinAge: 16, Next: codes.SMS,
		})
	}
	srv := mtprototest.New(t, accounts...)
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		sent := c.sendCode(ctx, phoneOf(c.layer))
		resent := c.object(ctx, "auth.resendCode", sent)
		require.Equal(t, tltext.Object{"_": "auth.sentCodeTypeSms", "length": 5}, resent["type"])
		sent["phone_code_hash"] = resent["phone_code_hash"]
		signIn := maps.Clone(sent)
		signIn["phone_code"] = code
		require.Equal(t, tltext.Object{"_": "auth.authorizationSignUpRequired", "terms_of_service": tltext.Object{
			"_": "help.termsOfService", "id": tltext.Object{"_": "dataJSON", "data": "terms"},
			"text": "Be kind.", "entities": []any{}, "min_age_confirm": 16,
		}}, c.object(ctx, "auth.signIn", signIn))
		signUp := maps.Clone(sent)
		signUp["first_name"], signUp["last_name"] = "Bob", "L"
		user := c.object(ctx, "auth.signUp", signUp)["user"].(tltext.Object)
		require.Equal(t, "Bob", user["first_name"])
		c.object(ctx, "auth.logOut", nil)
	})
}

func phoneOf(n int) string {
	return "+9996621" + string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

// A login e-mail is asked for, set up and proved in every layer that knows of it.
func TestEmailInEveryLayer(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range schemas(t) {
		accounts = append(accounts, mtprototest.Account{
			Phone: phoneOf(n), EmailRequired: true, EmailCode: "333333", GoogleSignIn: true, EmailReset: true,
		})
	}
	srv := mtprototest.New(t, accounts...)
	sentCode := func(kind, hash any) tltext.Object {
		return tltext.Object{"_": "auth.sentCode", "type": kind, "phone_code_hash": hash}
	}
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		phone := phoneOf(c.layer)
		sendCode := tltext.Object{
			"phone_number": phone, "api_id": 1, "api_hash": "any", "settings": tltext.Object{"_": "codeSettings"},
		}
		if !c.schema.Has("emailVerifyPurposeLoginSetup") {
			require.Equal(t, 144, c.layer)
			c.refused(ctx, "UPDATE_APP_TO_LOGIN", "auth.sendCode", sendCode)
			// These were Telegram Passport's only.
			c.refused(ctx, "METHOD_INVALID", "account.sendVerifyEmailCode", tltext.Object{"email": mailbox})
			c.refused(ctx, "METHOD_INVALID", "account.verifyEmail", tltext.Object{"email": mailbox, "code": "333333"})
			return
		}
		sent := c.object(ctx, "auth.sendCode", sendCode)
		hash := sent["phone_code_hash"]
		require.Equal(t, sentCode(tltext.Object{
			"_": "auth.sentCodeTypeSetUpEmailRequired", "google_signin_allowed": true,
		}, hash), sent)
		purpose := tltext.Object{"_": "emailVerifyPurposeLoginSetup", "phone_number": phone, "phone_code_hash": hash}
		byCode := tltext.Object{"_": "emailVerificationCode", "code": "333333"}
		byGoogle := tltext.Object{"_": "emailVerificationGoogle", "token": fake.IDToken("google", mailbox)}
		require.Equal(t, tltext.Object{"_": "account.sentEmailCode", "email_pattern": "a***@e***.com", "length": 6},
			c.object(ctx, "account.sendVerifyEmailCode", tltext.Object{"purpose": purpose, "email": mailbox}))
		verified := c.object(ctx, "account.verifyEmail", tltext.Object{"purpose": purpose, "verification": byCode})
		next := verified["sent_code"].(tltext.Object)
		require.Equal(t, tltext.Object{
			"_": "account.emailVerifiedLogin", "email": mailbox,
			"sent_code": sentCode(tltext.Object{"_": "auth.sentCodeTypeApp", "length": 5}, next["phone_code_hash"]),
		}, verified)

		kind := tltext.Object{
			"_": "auth.sentCodeTypeEmailCode", "google_signin_allowed": true, "email_pattern": "a***@e***.com", "length": 6,
		}
		if c.schema.Has("auth.resetLoginEmail") {
			kind["reset_available_period"] = 0
		}
		for _, proof := range []tltext.Object{byCode, byGoogle} {
			sent = c.object(ctx, "auth.sendCode", sendCode)
			hash = sent["phone_code_hash"]
			require.Equal(t, sentCode(kind, hash), sent)
			signIn := tltext.Object{"phone_number": phone, "phone_code_hash": hash, "email_verification": proof}
			require.Equal(t, "auth.authorization", name(c.object(ctx, "auth.signIn", signIn)))
			c.object(ctx, "auth.logOut", nil)
		}
		if c.schema.Has("auth.resetLoginEmail") {
			sent = c.object(ctx, "auth.sendCode", sendCode)
			sent = c.object(ctx, "auth.resetLoginEmail", tltext.Object{"phone_number": phone, "phone_code_hash": sent["phone_code_hash"]})
			require.Equal(t, tltext.Object{"_": "auth.sentCodeTypeApp", "length": 5}, sent["type"])
		}
	})
}

// A lost password is no dead end in any layer.
func TestLostPasswordInEveryLayer(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range schemas(t) {
		account := forgetful
		account.Phone, account.ResetWait, account.FutureTokens = phoneOf(n), time.Hour, true
		accounts = append(accounts, account)
	}
	srv := mtprototest.New(t, accounts...)
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		signIn := c.sendCode(ctx, phoneOf(c.layer))
		signIn["phone_code"] = code
		c.refused(ctx, "SESSION_PASSWORD_NEEDED", "auth.signIn", signIn)
		require.Equal(t, "account.resetPasswordRequestedWait", name(c.object(ctx, "account.resetPassword", nil)))
		p := c.object(ctx, "account.getPassword", nil)
		require.Equal(t, true, p["has_recovery"])
		require.Equal(t, true, p["has_secure_values"])
		require.Positive(t, p["pending_reset_date"])
		require.Equal(t, true, c.value(ctx, "account.declinePasswordReset", nil))
		require.Equal(t, "account.resetPasswordFailedWait", name(c.object(ctx, "account.resetPassword", nil)))

		require.Equal(t, tltext.Object{"_": "auth.passwordRecovery", "email_pattern": "a***@e***.com"},
			c.object(ctx, "auth.requestPasswordRecovery", nil))
		recovery := tltext.Object{"code": forgetful.RecoveryCode}
		require.Equal(t, true, c.value(ctx, "auth.checkRecoveryPassword", recovery))
		unknown := maps.Clone(recovery)
		unknown["new_settings"] = tltext.Object{
			"_": "account.passwordInputSettings", "new_algo": tltext.Object{"_": "passwordKdfAlgoUnknown"},
			"new_password_hash": []byte{1}, "hint": "",
		}
		c.refused(ctx, "NEW_SETTINGS_INVALID", "auth.recoverPassword", unknown)
		signedIn := c.object(ctx, "auth.recoverPassword", recovery)
		token, hasToken := signedIn["future_auth_token"]
		require.Equal(t, c.schema.Has("auth.sentCodeSuccess"), hasToken)

		out := c.object(ctx, "auth.logOut", nil)
		require.NotEmpty(t, out["future_auth_token"])
		if hasToken {
			again := c.object(ctx, "auth.sendCode", tltext.Object{
				"phone_number": phoneOf(c.layer), "api_id": 1, "api_hash": "any",
				"settings": tltext.Object{"_": "codeSettings", "logout_tokens": []any{[]byte{1}, token}},
			})
			require.Equal(t, "auth.sentCodeSuccess", name(again))
			require.Equal(t, true, c.value(ctx, "account.deleteAccount", tltext.Object{"reason": "why not"}))
			c.refused(ctx, "USER_DEACTIVATED", "account.getPassword", nil)
		}
	})
}

// A QR code signs in in every layer, and that it was scanned is heard.
func TestLoginTokenInEveryLayer(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada", LastName: "Lovelace"})
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		export := tltext.Object{"api_id": 1, "api_hash": "any", "except_ids": []any{int64(78)}}
		shown := c.object(ctx, "auth.exportLoginToken", export)
		require.Equal(t, "auth.loginToken", name(shown))
		scan(t, srv, shown["token"].([]byte))
		require.Equal(t, tltext.Object{"_": "updateLoginToken"}, c.hear(ctx))
		c.refused(ctx, "AUTH_TOKEN_ALREADY_ACCEPTED", "auth.importLoginToken", tltext.Object{"token": shown["token"]})
		require.Equal(t, tltext.Object{
			"_": "auth.loginTokenSuccess", "authorization": tltext.Object{"_": "auth.authorization", "user": adaInTL},
		}, c.object(ctx, "auth.exportLoginToken", export))
		c.object(ctx, "auth.logOut", nil)
	})
}

// So does a bot's token.
func TestBotInEveryLayer(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{ID: 77, BotToken: "77:a token", FirstName: "Eve"})
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		in := c.object(ctx, "auth.importBotAuthorization", tltext.Object{
			"flags": 0, "api_id": 1, "api_hash": "any", "bot_auth_token": "77:a token",
		})
		require.Equal(t, tltext.Object{
			"_": "user", "self": true, "bot": true, "bot_info_version": 0,
			"id": int64(77), "access_hash": int64(77), "first_name": "Eve",
		}, in["user"])
		c.object(ctx, "auth.logOut", nil)
	})
}

// A code is paid for in every layer that has words for it.
func TestPaymentInEveryLayer(t *testing.T) {
	var accounts []mtprototest.Account
	for n, schema := range schemas(t) {
		payment := due
		if !schema.Has("inputStorePaymentAuthCode", "premium_days") {
			payment.PremiumDays = 0
		}
		accounts = append(accounts, mtprototest.Account{Phone: phoneOf(n), Payment: &payment})
	}
	srv := mtprototest.New(t, accounts...)
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		phone := phoneOf(c.layer)
		sendCode := tltext.Object{
			"phone_number": phone, "api_id": 1, "api_hash": "any", "settings": tltext.Object{"_": "codeSettings"},
		}
		if !c.schema.Has("auth.sentCodePaymentRequired") {
			c.refused(ctx, "UPDATE_APP_TO_LOGIN", "auth.sendCode", sendCode)
			return
		}
		required := c.object(ctx, "auth.sendCode", sendCode)
		require.Equal(t, "auth.sentCodePaymentRequired", name(required))
		require.Equal(t, "a product", required["store_product"])
		hash := required["phone_code_hash"]
		purpose := tltext.Object{
			"_": "inputStorePaymentAuthCode", "phone_number": phone, "phone_code_hash": hash, "currency": "USD", "amount": int64(1 << 40),
		}
		if c.schema.Has("inputStorePaymentAuthCode", "premium_days") {
			purpose["premium_days"] = 7
		}
		require.Equal(t, true, c.value(ctx, "payments.canPurchaseStore", tltext.Object{"purpose": purpose}))
		checkPaid := tltext.Object{"phone_number": phone, "phone_code_hash": hash, "form_id": int64(1 << 41)}
		if c.schema.Has("auth.checkPaidAuth") {
			require.Equal(t, required, c.object(ctx, "auth.checkPaidAuth", checkPaid))
		}
		var update any
		switch c.layer % 3 {
		case 0:
			require.NoError(t, srv.Pay(phone))
			update = c.hear(ctx)
		case 1:
			updates := c.object(ctx, "payments.assignAppStoreTransaction", tltext.Object{"receipt": []byte("a receipt"), "purpose": purpose})
			require.Len(t, updates["updates"], 1)
			update = updates["updates"].([]any)[0]
		default:
			updates := c.object(ctx, "payments.assignPlayMarketTransaction", tltext.Object{
				"receipt": tltext.Object{"_": "dataJSON", "data": "a receipt"}, "purpose": purpose,
			})
			require.Len(t, updates["updates"], 1)
			update = updates["updates"].([]any)[0]
		}
		require.Equal(t, "updateSentPhoneCode", name(update.(tltext.Object)))
		sent := update.(tltext.Object)["sent_code"].(tltext.Object)
		require.Equal(t, tltext.Object{"_": "auth.sentCodeTypeApp", "length": 5}, sent["type"])
		if c.schema.Has("auth.checkPaidAuth") {
			require.Equal(t, sent, c.object(ctx, "auth.checkPaidAuth", checkPaid))
		}
		require.Equal(t, "auth.authorization", name(c.object(ctx, "auth.signIn", tltext.Object{
			"phone_number": phone, "phone_code_hash": sent["phone_code_hash"], "phone_code": code,
		})))
		c.object(ctx, "auth.logOut", nil)
	})
}

// A device proves itself for an SMS in every layer that has words for it.
func TestFirebaseInEveryLayer(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{
		Phone: ada, Delivery: codes.FirebaseSMS, Next: codes.SMS, Firebase: &fake.Firebase{Nonce: "n", PlayIntegrityNonce: "p", Receipt: "r"},
	})
	sendCode := tltext.Object{"phone_number": ada, "api_id": 1, "api_hash": "any", "settings": tltext.Object{"_": "codeSettings"}}
	const kind = "auth.sentCodeTypeFirebaseSms"
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		if !c.schema.Has(kind) {
			c.refused(ctx, "UPDATE_APP_TO_LOGIN", "auth.sendCode", sendCode)
			return
		}
		sent := c.object(ctx, "auth.sendCode", sendCode)
		want := tltext.Object{"_": kind, "nonce": []byte("n"), "receipt": "r", "push_timeout": 0, "length": 5}
		if c.schema.Has(kind, "play_integrity_nonce") {
			want["play_integrity_nonce"] = []byte("p")
		}
		if c.schema.Has(kind, "play_integrity_project_id") {
			want["play_integrity_project_id"] = int64(0)
		}
		require.Equal(t, want, sent["type"])
		of := tltext.Object{"phone_number": ada, "phone_code_hash": sent["phone_code_hash"]}
		proof := maps.Clone(of)
		if c.schema.Has("auth.requestFirebaseSms", "play_integrity_token") {
			proof["play_integrity_token"] = fake.Attestation("p")
		} else {
			proof["ios_push_secret"] = fake.Attestation("r")
		}
		require.Equal(t, true, c.value(ctx, "auth.requestFirebaseSms", proof))
		if c.schema.Has("auth.reportMissingCode") {
			report := maps.Clone(of)
			report["mnc"] = "01"
			require.Equal(t, true, c.value(ctx, "auth.reportMissingCode", report))
		}
		if c.schema.Has("auth.resendCode", "reason") {
			resend := maps.Clone(of)
			resend["reason"] = "it did not come"
			of["phone_code_hash"] = c.object(ctx, "auth.resendCode", resend)["phone_code_hash"]
		}
		of["phone_code"] = code
		require.Equal(t, "auth.authorization", name(c.object(ctx, "auth.signIn", of)))
		c.object(ctx, "auth.logOut", nil)
	})
	for _, r := range srv.Requests() {
		require.NotContains(t, r.Method, "0x", "the log knows methods by name")
	}
}

// What a client's layer cannot say is refused as to a client that is too old.
func TestTooOld(t *testing.T) {
	word := "+9996620002"
	srv := mtprototest.New(t,
		mtprototest.Account{Phone: ada, Trusted: true},
		mtprototest.Account{Phone: word, Delivery: codes.SMSWord, Code: "horse"})
	sendCode := tltext.Object{"phone_number": word, "api_id": 1, "api_hash": "any", "settings": tltext.Object{"_": "codeSettings"}}
	trusted := maps.Clone(sendCode)
	trusted["phone_number"] = ada
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		if c.layer < 179 {
			c.refused(ctx, "UPDATE_APP_TO_LOGIN", "auth.sendCode", sendCode)
		} else {
			require.Equal(t, tltext.Object{"_": "auth.sentCodeTypeSmsWord"}, c.object(ctx, "auth.sendCode", sendCode)["type"])
		}
		if c.layer < 152 {
			c.refused(ctx, "UPDATE_APP_TO_LOGIN", "auth.sendCode", trusted)
		} else {
			require.Equal(t, "auth.sentCodeSuccess", c.object(ctx, "auth.sendCode", trusted)["_"])
		}
	})
}

// pointsNowhereElse requires that help.getConfig, which tells clients what to
// dial and to resolve, names nothing but where the server listens.
func pointsNowhereElse(t *testing.T, srv *mtprototest.Server, config tltext.Object) {
	t.Helper()
	var want []any
	for _, dc := range srv.DCs() {
		host, port, err := net.SplitHostPort(dc.Addrs[0])
		require.NoError(t, err)
		n, err := strconv.Atoi(port)
		require.NoError(t, err)
		want = append(want, tltext.Object{
			"_": "dcOption", "id": dc.ID, "ip_address": host, "port": n, "static": true, "this_port_only": true,
		})
	}
	require.Equal(t, want, config["dc_options"])
	for field, v := range config {
		if text, ok := v.(string); ok && field != "_" {
			require.Empty(t, text, field)
		}
	}
	require.Equal(t, 2, config["this_dc"])
	require.Equal(t, false, config["test_mode"])
	require.Greater(t, config["expires"], config["date"])
}

// What clients ask around a sign-in has an answer in every layer: to anybody, or
// to users only.
func TestAroundASignIn(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	type call struct {
		fields tltext.Object
		answer string
	}
	open := map[string]call{
		"help.getNearestDc":      {nil, "nearestDc"},
		"help.getCountriesList":  {tltext.Object{"lang_code": "en", "hash": 0}, "help.countriesList"},
		"langpack.getLangPack":   {tltext.Object{"lang_pack": "", "lang_code": "en"}, "langPackDifference"},
		"langpack.getDifference": {tltext.Object{"lang_pack": "", "lang_code": "en", "from_version": 3}, "langPackDifference"},
		"langpack.getStrings":    {tltext.Object{"lang_pack": "", "lang_code": "en", "keys": []any{"a"}}, ""},
		"langpack.getLanguages":  {tltext.Object{"lang_pack": ""}, ""},
		"langpack.getLanguage":   {tltext.Object{"lang_pack": "", "lang_code": "en"}, "langPackLanguage"},
	}
	closed := map[string]call{
		"updates.getState":             {nil, "updates.state"},
		"updates.getDifference":        {tltext.Object{"pts": 1, "date": 1, "qts": 0}, "updates.differenceEmpty"},
		"account.updateStatus":         {tltext.Object{"offline": true}, ""},
		"help.getTermsOfServiceUpdate": {nil, "help.termsOfServiceUpdateEmpty"},
		"help.getPromoData":            {nil, "help.promoDataEmpty"},
		"contacts.getContacts":         {tltext.Object{"hash": int64(0)}, "contacts.contacts"},
		"messages.getDialogs": {tltext.Object{
			"offset_date": 0, "offset_id": 0, "offset_peer": tltext.Object{"_": "inputPeerEmpty"}, "limit": 1, "hash": int64(0),
		}, "messages.dialogs"},
	}
	eachLayer(t, srv, func(ctx context.Context, c *layerClient) {
		for method, tt := range open {
			v, err := c.ask(ctx, method, tt.fields)
			require.NoError(t, err, "layer %d, %s", c.layer, method)
			o, _ := v.(tltext.Object)
			require.Equal(t, tt.answer, name(o), method)
		}
		pointsNowhereElse(t, srv, c.object(ctx, "help.getConfig", nil))
		appConfig := tltext.Object{}
		want := tltext.Object{"_": "jsonObject", "value": []any{}}
		if c.schema.Has("help.getAppConfig", "hash") {
			appConfig["hash"] = 0
			want = tltext.Object{"_": "help.appConfig", "hash": 0, "config": want}
		}
		require.Equal(t, want, c.object(ctx, "help.getAppConfig", appConfig))

		for method, tt := range closed {
			c.refused(ctx, "AUTH_KEY_UNREGISTERED", method, tt.fields)
		}
		signIn := c.sendCode(ctx, ada)
		signIn["phone_code"] = code
		c.object(ctx, "auth.signIn", signIn)
		for method, tt := range closed {
			require.Equal(t, tt.answer, name(c.object(ctx, method, tt.fields)), method)
		}
		c.object(ctx, "auth.logOut", nil)
	})
	for _, r := range srv.Requests() {
		require.NotContains(t, r.Method, "0x", "the log knows methods by name")
		if _, ok := closed[r.Method]; ok && r.Answer != "401 AUTH_KEY_UNREGISTERED" {
			require.Equal(t, "answered", r.Answer)
			require.Empty(t, r.Fields, r.Method)
		}
	}
}

// name is the constructor's, or "" of a vector or a Bool.
func name(o tltext.Object) string {
	name, _ := o["_"].(string)
	return name
}
