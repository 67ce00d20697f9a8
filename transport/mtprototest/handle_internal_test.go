package mtprototest

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// door is a server that does not listen.
func door(t *testing.T, accounts ...Account) *Server {
	t.Helper()
	model, err := fake.New(accounts...)
	require.NoError(t, err)
	return &Server{Server: model, dcs: []*dataCentre{{id: 2, addr: "127.0.0.1:4000", wire: new(wire.Server)}}}
}

// ask hands an RPC to the server.
func ask(t *testing.T, s *Server, key string, q bin.Object) wire.Reply {
	t.Helper()
	var b bin.Buffer
	require.NoError(t, q.Encode(&b))
	id, err := b.PeekID()
	require.NoError(t, err)
	return s.handle(t.Context(), wire.Request{DC: 2, ClientDC: 2, KeyID: key, Method: id, Body: b.Buf})
}

// An answer that is lost is known to the wire all the same: a client that sends
// its message again, under the same number, gets it, and nothing is done twice.
func TestLostAnswerIsKept(t *testing.T) {
	send := &tg.AuthSendCodeRequest{PhoneNumber: "+9996620001", APIID: 1, APIHash: "any"}
	for name, tt := range map[string]struct {
		fault fake.Fault
		want  wire.Reply // but for the result
		kept  bool
	}{
		"lost before": {fake.Fault{LoseBefore: true}, wire.Reply{Drop: true}, false},
		"lost after":  {fake.Fault{LoseAfter: true}, wire.Reply{Drop: true}, true},
		"cut before":  {fake.Fault{Disconnect: true}, wire.Reply{Close: true}, false},
		"cut after":   {fake.Fault{Disconnect: true, LoseAfter: true}, wire.Reply{Close: true}, true},
		"cut within":  {fake.Fault{CutAt: 7}, wire.Reply{Close: true, CutAt: 7}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := door(t, Account{Phone: "+9996620001"})
			s.Inject(tt.fault)
			got := ask(t, s, "key", send)
			require.Equal(t, tt.kept, got.Result != nil)
			got.Result = nil
			require.Equal(t, tt.want, got)

			s.Refuse("auth.sendCode", 500, "AUTH_RESTART")
			s.Inject(fake.Fault{Method: "auth.sendCode"}) // the second
			require.Equal(t, "AUTH_RESTART", ask(t, s, "key", send).Err.ErrorMessage)
		})
	}
	s := door(t, Account{Phone: "+9996620001"})
	s.Inject(fake.Fault{LoseAfter: true, Refuse: &fake.RPCError{Code: 500, Text: "AUTH_RESTART"}})
	got := ask(t, s, "key", send)
	require.True(t, got.Drop)
	require.Equal(t, "AUTH_RESTART", got.Err.ErrorMessage)
}

// Each key has its own challenge, and only a proof for it uses it up.
func TestChallenges(t *testing.T) {
	s := door(t, Account{Phone: "+9996620001", Password: "secret", Trusted: true})
	challenge := func(key string) srp.Params {
		require.Equal(t, "SESSION_PASSWORD_NEEDED", ask(t, s, key, &tg.AuthSendCodeRequest{PhoneNumber: "+9996620001", APIID: 1}).Err.ErrorMessage)
		var b bin.Buffer
		require.NoError(t, b.Encode(ask(t, s, key, &tg.AccountGetPasswordRequest{}).Result))
		var p tg.AccountPassword
		require.NoError(t, p.Decode(&b))
		algo := p.CurrentAlgo.(*tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)
		return srp.Params{ID: p.SRPID, B: p.SRPB, Salt1: algo.Salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P}
	}
	check := func(key string, id int64, proof srp.Proof) wire.Reply {
		return ask(t, s, key, &tg.AuthCheckPasswordRequest{Password: &tg.InputCheckPasswordSRP{SRPID: id, A: proof.A, M1: proof.M1}})
	}
	ofA, ofB := challenge("A"), challenge("B")
	proof, err := srp.Prove([]byte("secret"), ofA, nil)
	require.NoError(t, err)
	require.Equal(t, "SRP_ID_INVALID", check("A", ofA.ID+1, proof).Err.ErrorMessage)
	require.Equal(t, "SRP_ID_INVALID", check("A", ofB.ID, proof).Err.ErrorMessage)
	require.Equal(t, "SRP_ID_INVALID", check("B", ofA.ID, proof).Err.ErrorMessage, "another key's")
	require.NotNil(t, check("A", ofA.ID, proof).Result)
	require.Equal(t, "SRP_ID_INVALID", check("A", ofA.ID, proof).Err.ErrorMessage, "used up")
}

// An update that a client's layer has no word for is not sent, nor one that nobody
// knows.
func TestUpdateWithoutWords(t *testing.T) {
	s := door(t)
	update := fake.UpdateSentPhoneCode{Sent: fake.SentCode{Hash: "h", Delivery: codes.SMS, Length: 5}}
	_, err := s.update(layer.Newest, update)
	require.NoError(t, err)
	_, err = s.update(200, update)
	require.ErrorIs(t, err, layer.ErrTooOld)
	update.Sent = fake.SentCode{Hash: "h", Delivery: codes.Mail}
	_, err = s.update(layer.Oldest, update)
	require.ErrorIs(t, err, layer.ErrTooOld)
	_, err = s.update(layer.Newest, fake.UpdateSentPhoneCode{})
	require.Error(t, err)
	_, err = s.update(layer.Newest, "news")
	require.ErrorContains(t, err, "string")
}

// A code may cost something after an address was set up, too.
func TestPaymentAfterEmail(t *testing.T) {
	s := door(t)
	answer, err := s.encode(wire.Request{}, nil, fake.EmailVerifiedLogin{
		Email: "ada@example.com", Sent: fake.PaymentRequired{Hash: "h", Product: "a product"},
	})
	require.NoError(t, err)
	var b bin.Buffer
	require.NoError(t, b.Encode(answer))
	var verified tg.AccountEmailVerifiedLogin
	require.NoError(t, verified.Decode(&b))
	require.Equal(t, &tg.AuthSentCodePaymentRequired{PhoneCodeHash: "h", StoreProduct: "a product"}, verified.SentCode)
}

// A transaction may bring no updates.
func TestNoUpdates(t *testing.T) {
	s := door(t)
	var b bin.Buffer
	answer, err := s.updates(layer.Newest, fake.Updates{})
	require.NoError(t, err)
	require.NoError(t, b.Encode(answer))
	var updates tg.Updates
	require.NoError(t, updates.Decode(&b))
	require.Empty(t, updates.Updates)
}

// A request of a few bytes gets no answer of many, however often it asks for the
// same.
func TestGetUsersOnce(t *testing.T) {
	s := door(t, Account{Phone: "+9996620001", FirstName: "Ada", Trusted: true})
	require.NotNil(t, ask(t, s, "A", &tg.AuthSendCodeRequest{PhoneNumber: "+9996620001", APIID: 1}).Result)
	q := &tg.UsersGetUsersRequest{}
	for range 1000 {
		q.ID = append(q.ID, &tg.InputUserSelf{})
	}
	var b bin.Buffer
	require.NoError(t, b.Encode(ask(t, s, "A", q).Result))
	var users tg.UserClassVector
	require.NoError(t, users.Decode(&b))
	require.Len(t, users.Elems, 1)
}

// Whatever a client asks, in whatever layer, the answer is no longer than a
// reasonable one would be: it may repeat what was asked a few times.
func FuzzHandle(f *testing.F) {
	recoverPassword := &tg.AuthRecoverPasswordRequest{Code: "1"}
	var settings tg.AccountPasswordInputSettings
	settings.SetNewAlgo(&kdf{Salt1: []byte{1}, Salt2: []byte{2}, G: 3, P: []byte{4}})
	settings.SetNewPasswordHash([]byte{5})
	settings.SetHint("a hint")
	recoverPassword.SetNewSettings(settings)
	for _, q := range []bin.Object{
		&tg.HelpGetConfigRequest{}, &tg.UsersGetUsersRequest{ID: []tg.InputUserClass{&tg.InputUserSelf{}}},
		&tg.UsersGetFullUserRequest{ID: &tg.InputUserSelf{}}, &tg.AccountGetPasswordRequest{},
		&tg.LangpackGetLanguageRequest{LangCode: "de"}, &tg.UpdatesGetStateRequest{}, &tg.AuthLogOutRequest{},
		&tg.AuthSendCodeRequest{PhoneNumber: "+9996620001"}, &tg.AuthSignInRequest{PhoneNumber: "+9996620001"},
		&tg.AuthCheckPasswordRequest{Password: &tg.InputCheckPasswordSRP{SRPID: 1}}, &tg.AuthExportAuthorizationRequest{DCID: 2},
		&tg.AuthImportAuthorizationRequest{ID: 1}, &tg.AuthSignUpRequest{FirstName: "Ada"},
		&tg.AccountSendVerifyEmailCodeRequest{Purpose: &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: "+9996620001"}, Email: "a@b.c"},
		&tg.AccountVerifyEmailRequest{
			Purpose: &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: "+9996620001"}, Verification: &tg.EmailVerificationCode{Code: "1"},
		},
		&tg.AuthResetLoginEmailRequest{PhoneNumber: "+9996620001"}, &tg.AuthRequestPasswordRecoveryRequest{},
		&tg.AuthCheckRecoveryPasswordRequest{Code: "1"}, recoverPassword, &tg.AuthRecoverPasswordRequest{Code: "1"},
		&tg.AccountResetPasswordRequest{}, &tg.AccountDeclinePasswordResetRequest{},
		&tg.AccountDeleteAccountRequest{Reason: "why"},
		&tg.AuthExportLoginTokenRequest{APIID: 1, ExceptIDs: []int64{1}}, &tg.AuthImportLoginTokenRequest{Token: []byte{1}},
		&tg.AuthAcceptLoginTokenRequest{Token: []byte{1}}, &tg.AuthImportBotAuthorizationRequest{BotAuthToken: "77:bot"},
		&tg.AuthImportWebTokenAuthorizationRequest{WebAuthToken: "web"}, &tg.AuthInitPasskeyLoginRequest{APIID: 1},
		&tg.AuthFinishPasskeyLoginRequest{Credential: &tg.InputPasskeyCredentialPublicKey{ID: "1", Response: &tg.InputPasskeyResponseLogin{}}},
		&tg.AuthFinishPasskeyLoginRequest{Credential: &tg.InputPasskeyCredentialFirebasePNV{PnvToken: "pnv"}},
		&tg.AuthInitFirebasePnvLoginRequest{APIID: 1}, &tg.AuthFinishFirebasePnvLoginRequest{GoogleToken: "pnv"},
		&tg.AuthFirebasePnvSignUpRequest{FirstName: "Ada"}, &tg.AuthCheckPaidAuthRequest{PhoneNumber: "+9996620001"},
		&tg.PaymentsCanPurchaseStoreRequest{Purpose: &tg.InputStorePaymentAuthCode{PhoneNumber: "+9996620001"}},
		&tg.PaymentsAssignAppStoreTransactionRequest{Purpose: &tg.InputStorePaymentAuthCode{PhoneNumber: "+9996620001"}},
		&tg.PaymentsAssignPlayMarketTransactionRequest{Purpose: &tg.InputStorePaymentAuthCode{PhoneNumber: "+9996620001"}},
		&tg.AuthRequestFirebaseSMSRequest{PhoneNumber: "+9996620001"}, &tg.AuthReportMissingCodeRequest{PhoneNumber: "+9996620001"},
	} {
		var b bin.Buffer
		if err := q.Encode(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Buf, 0)
		f.Add(b.Buf, 144)
	}
	f.Fuzz(func(t *testing.T, body []byte, layer int) {
		s := door(t, Account{Phone: "+9996620001", FirstName: "Ada", Trusted: true})
		ask(t, s, "A", &tg.AuthSendCodeRequest{PhoneNumber: "+9996620001"})
		method, err := (&bin.Buffer{Buf: body}).PeekID()
		if err != nil {
			return
		}
		reply := s.handle(t.Context(), wire.Request{DC: 2, ClientDC: 2, KeyID: "A", Layer: layer, Method: method, Body: body})
		require.True(t, (reply.Result == nil) != (reply.Err == nil), "%+v", reply)
		if reply.Result == nil {
			return
		}
		var b bin.Buffer
		require.NoError(t, reply.Result.Encode(&b))
		require.LessOrEqual(t, b.Len(), 4<<10+4*len(body))
	})
}
