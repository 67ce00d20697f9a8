package mtprototest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// What comes with an authorisation arrives, and a token that came with it, or with
// its end, takes the place of a code the next time.
func TestFutureTokens(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FutureTokens: true, OtherwiseReloginDays: 7, TmpSessions: 2})
	ctx, api := gotdAPI(t, srv)
	_, hash := sentCode[*tg.AuthSentCodeTypeApp](t, gotdSendCode(ctx, t, api, []byte("made up"), []byte{0xff, 0}))
	signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: hash}
	signIn.SetPhoneCode(code)
	signedIn, err := api.AuthSignIn(ctx, signIn)
	require.NoError(t, err)
	require.IsType(t, &tg.AuthAuthorization{}, signedIn)
	a := signedIn.(*tg.AuthAuthorization)
	days, _ := a.GetOtherwiseReloginDays()
	require.Equal(t, 7, days)
	require.True(t, a.SetupPasswordRequired)
	sessions, _ := a.GetTmpSessions()
	require.Equal(t, 2, sessions)
	with, ok := a.GetFutureAuthToken()
	require.True(t, ok)

	out, err := api.AuthLogOut(ctx)
	require.NoError(t, err)
	after, ok := out.GetFutureAuthToken()
	require.True(t, ok)

	for _, token := range [][]byte{with, after} {
		ctx, api := gotdAPI(t, srv)
		sent := gotdSendCode(ctx, t, api, []byte("made up"), token)
		require.IsType(t, &tg.AuthSentCodeSuccess{}, sent)
		a, ok := sent.(*tg.AuthSentCodeSuccess).Authorization.(*tg.AuthAuthorization)
		require.True(t, ok)
		require.True(t, a.SetupPasswordRequired)
		_, ok = a.GetFutureAuthToken()
		require.True(t, ok)
	}
}

// Without any of it the fields are absent.
func TestNoFutureTokens(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Trusted: true})
	ctx, api := gotdAPI(t, srv)
	a := gotdSendCode(ctx, t, api).(*tg.AuthSentCodeSuccess).Authorization.(*tg.AuthAuthorization)
	require.Zero(t, a.Flags)
	out, err := api.AuthLogOut(ctx)
	require.NoError(t, err)
	require.Zero(t, out.Flags)
}

// The terms can be meant for a window of their own.
func TestTermsPopup(t *testing.T) {
	for _, popup := range []bool{false, true} {
		srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Unregistered: true, Terms: "Be kind.", TermsPopup: popup})
		ctx, api := gotdAPI(t, srv)
		_, hash := sentCode[*tg.AuthSentCodeTypeApp](t, gotdSendCode(ctx, t, api))
		signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: hash}
		signIn.SetPhoneCode(code)
		required, err := api.AuthSignIn(ctx, signIn)
		require.NoError(t, err)
		require.IsType(t, &tg.AuthAuthorizationSignUpRequired{}, required)
		terms, ok := required.(*tg.AuthAuthorizationSignUpRequired).GetTermsOfService()
		require.True(t, ok)
		require.Equal(t, popup, terms.Popup)
	}
}
