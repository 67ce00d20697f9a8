package mtprototest_test

import (
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotdExport asks for a token to show, unless one was accepted.
func gotdExport(except ...int64) *tg.AuthExportLoginTokenRequest {
	return &tg.AuthExportLoginTokenRequest{APIID: 1, APIHash: "any", ExceptIDs: except}
}

// A token is shown until it expires, accepted by another device, and imported
// wherever the server says, which may be in one place after another.
func TestLoginToken(t *testing.T) {
	bob := "+9996620002"
	srv := mtprototest.New(t,
		mtprototest.Account{Phone: ada, ID: 77, QRVia: []int{5}, DC: 4},
		mtprototest.Account{Phone: bob, ID: 78})
	other, device := gotdAPI(t, srv)
	signIn := &tg.AuthSignInRequest{PhoneNumber: bob}
	sent, err := device.AuthSendCode(other, &tg.AuthSendCodeRequest{PhoneNumber: bob, APIID: 1, APIHash: "any"})
	require.NoError(t, err)
	_, signIn.PhoneCodeHash = sentCode[*tg.AuthSentCodeTypeApp](t, sent)
	signIn.SetPhoneCode(code)
	_, err = device.AuthSignIn(other, signIn)
	require.NoError(t, err)

	ctx, api := gotdAPI(t, srv)
	before := time.Now()
	shown, err := api.AuthExportLoginToken(ctx, gotdExport(78, 1<<40))
	require.NoError(t, err)
	require.IsType(t, &tg.AuthLoginToken{}, shown)
	token := shown.(*tg.AuthLoginToken)
	require.WithinRange(t, time.Unix(int64(token.Expires), 0), before.Add(29*time.Second), time.Now().Add(30*time.Second))
	_, err = device.AuthAcceptLoginToken(other, token.Token)
	requireRefused(t, err, "AUTH_TOKEN_EXCEPTION")
	_, err = device.AuthAcceptLoginToken(other, []byte("made up"))
	requireRefused(t, err, "AUTH_TOKEN_INVALID")

	// Who lives elsewhere is sent there, and on.
	scan(t, srv, token.Token)
	next := func() (tg.AuthLoginTokenClass, error) { return api.AuthExportLoginToken(ctx, gotdExport()) }
	for _, dc := range []int{5, 4} {
		moved, err := next()
		require.NoError(t, err)
		require.IsType(t, &tg.AuthLoginTokenMigrateTo{}, moved)
		to := moved.(*tg.AuthLoginTokenMigrateTo)
		require.Equal(t, dc, to.DCID)
		ctx, api, _ = gotdAPIAt(t, srv, dc)
		next = func() (tg.AuthLoginTokenClass, error) { return api.AuthImportLoginToken(ctx, to.Token) }
	}
	in, err := next()
	require.NoError(t, err)
	require.IsType(t, &tg.AuthLoginTokenSuccess{}, in)
	require.EqualValues(t, 77, in.(*tg.AuthLoginTokenSuccess).Authorization.(*tg.AuthAuthorization).User.GetID())
	_, err = next()
	requireRefused(t, err, "AUTH_TOKEN_ALREADY_ACCEPTED")
	require.Equal(t, 4, srv.SignedIn()[1].DC)

	// What the other device is told of the login.
	ctx, api = gotdAPI(t, srv)
	shown, err = api.AuthExportLoginToken(ctx, gotdExport())
	require.NoError(t, err)
	login, err := device.AuthAcceptLoginToken(other, shown.(*tg.AuthLoginToken).Token)
	require.NoError(t, err)
	require.NotZero(t, login.Hash)
	require.Equal(t, 1, login.APIID)
	require.False(t, login.Current)
	require.NotEmpty(t, login.DeviceModel)
	require.WithinRange(t, time.Unix(int64(login.DateCreated), 0), before.Truncate(time.Second), time.Now())

	asked := srv.Requests()
	require.Equal(t, []fake.Field{{Name: "api_id", Value: "1"}, {Name: "api_hash", Value: "any"},
		{Name: "except_ids", Value: "78"}, {Name: "except_ids", Value: "1099511627776"}}, fieldsOf(asked, "auth.exportLoginToken"))
}

// fieldsOf are those of the first request of a method.
func fieldsOf(asked []fake.Request, method string) []fake.Field {
	for _, r := range asked {
		if r.Method == method {
			return r.Fields
		}
	}
	return nil
}

// A token's end is told by the clock of the protocol.
func TestLoginTokenExpires(t *testing.T) {
	model, err := fake.New(mtprototest.Account{Phone: ada})
	require.NoError(t, err)
	model.LoginTokenLife = time.Hour
	now := time.Unix(1_700_000_000, 0)
	model.Now = func() time.Time { return now }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	ctx, api := gotdAPI(t, srv)
	shown, err := api.AuthExportLoginToken(ctx, gotdExport())
	require.NoError(t, err)
	require.Equal(t, 1_700_003_600, shown.(*tg.AuthLoginToken).Expires)
}

// A token that a web page got signs in once.
func TestWebToken(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, ID: 77, WebToken: "a web token"})
	ctx, api := gotdAPI(t, srv)
	q := &tg.AuthImportWebTokenAuthorizationRequest{APIID: 1, APIHash: "any", WebAuthToken: "a web token"}
	in, err := api.AuthImportWebTokenAuthorization(ctx, q)
	require.NoError(t, err)
	require.EqualValues(t, 77, in.(*tg.AuthAuthorization).User.GetID())
	ctx, api = gotdAPI(t, srv)
	_, err = api.AuthImportWebTokenAuthorization(ctx, q)
	requireRefused(t, err, "WEBAUTH_TOKEN_EXPIRED")
}
