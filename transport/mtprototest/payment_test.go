package mtprototest_test

import (
	"context"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// due is what ada pays for a code.
var due = fake.Payment{
	Product: "a product", SupportEmail: "help@example.com", SupportSubject: "a subject",
	PremiumDays: 7, Currency: "USD", Amount: 1 << 40, FormID: 1 << 41, Receipt: "a receipt",
}

// gotdMustPay requires that it costs something.
func gotdMustPay(t *testing.T, sent tg.AuthSentCodeClass) (hash string) {
	t.Helper()
	require.IsType(t, &tg.AuthSentCodePaymentRequired{}, sent)
	required := *sent.(*tg.AuthSentCodePaymentRequired)
	hash, required.PhoneCodeHash = required.PhoneCodeHash, ""
	require.NotEmpty(t, hash)
	require.Equal(t, tg.AuthSentCodePaymentRequired{
		StoreProduct: "a product", SupportEmailAddress: "help@example.com", SupportEmailSubject: "a subject",
		PremiumDays: 7, Currency: "USD", Amount: 1 << 40,
	}, required)
	return hash
}

// requireCodeIsGood gives ada's code, and requires that it signs in.
func requireCodeIsGood(ctx context.Context, t *testing.T, srv *mtprototest.Server, api *tg.Client, hash string) {
	t.Helper()
	require.Len(t, srv.Inbox(ada), 1)
	signIn := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: hash}
	signIn.SetPhoneCode(code)
	in, err := api.AuthSignIn(ctx, signIn)
	require.NoError(t, err)
	require.IsType(t, &tg.AuthAuthorization{}, in)
}

// A code that was paid for comes unasked, and to whoever asks whether it is paid.
func TestPayment(t *testing.T) {
	payment := due
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Payment: &payment})
	ctx, api, heard, _ := gotdHearing(t, srv, nil)
	hash := gotdMustPay(t, gotdSendCode(ctx, t, api))
	check := &tg.AuthCheckPaidAuthRequest{PhoneNumber: ada, PhoneCodeHash: hash, FormID: 1 << 41}
	sent, err := api.AuthCheckPaidAuth(ctx, check)
	require.NoError(t, err)
	require.Equal(t, hash, gotdMustPay(t, sent))
	_, err = api.AuthCheckPaidAuth(ctx, &tg.AuthCheckPaidAuthRequest{PhoneNumber: ada, PhoneCodeHash: hash, FormID: 1})
	requireRefused(t, err, "FORM_ID_INVALID")

	require.NoError(t, srv.Pay(ada))
	update := heard.hear(ctx, t)
	require.IsType(t, &tg.UpdateSentPhoneCode{}, update)
	_, fresh := sentCode[*tg.AuthSentCodeTypeApp](t, update.(*tg.UpdateSentPhoneCode).SentCode)
	require.NotEqual(t, hash, fresh)
	sent, err = api.AuthCheckPaidAuth(ctx, check)
	require.NoError(t, err)
	_, asked := sentCode[*tg.AuthSentCodeTypeApp](t, sent)
	require.Equal(t, fresh, asked)
	requireCodeIsGood(ctx, t, srv, api, fresh)
}

// A store's receipt brings the code with the answer.
func TestPaymentInStore(t *testing.T) {
	for _, store := range []string{"App Store", "Google Play"} {
		t.Run(store, func(t *testing.T) {
			payment := due
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Payment: &payment})
			ctx, api := gotdAPI(t, srv)
			purpose := &tg.InputStorePaymentAuthCode{
				PhoneNumber: ada, PhoneCodeHash: gotdMustPay(t, gotdSendCode(ctx, t, api)), PremiumDays: 7, Currency: "USD", Amount: 1 << 40,
			}
			purpose.SetRestore(true)
			assign := func(receipt string, purpose tg.InputStorePaymentPurposeClass) (tg.UpdatesClass, error) {
				if store == "App Store" {
					return api.PaymentsAssignAppStoreTransaction(ctx, &tg.PaymentsAssignAppStoreTransactionRequest{
						Receipt: []byte(receipt), Purpose: purpose,
					})
				}
				return api.PaymentsAssignPlayMarketTransaction(ctx, &tg.PaymentsAssignPlayMarketTransactionRequest{
					Receipt: tg.DataJSON{Data: receipt}, Purpose: purpose,
				})
			}
			can, err := api.PaymentsCanPurchaseStore(ctx, purpose)
			require.NoError(t, err)
			require.True(t, can)
			_, err = assign("another", purpose)
			requireRefused(t, err, "INPUT_PURPOSE_INVALID")
			_, err = assign("a receipt", &tg.InputStorePaymentPremiumSubscription{})
			requireRefused(t, err, "METHOD_INVALID")
			_, err = api.PaymentsCanPurchaseStore(ctx, &tg.InputStorePaymentPremiumSubscription{})
			requireRefused(t, err, "METHOD_INVALID")

			answer, err := assign("a receipt", purpose)
			require.NoError(t, err)
			require.IsType(t, &tg.Updates{}, answer)
			updates := answer.(*tg.Updates)
			require.Len(t, updates.Updates, 1)
			require.NotZero(t, updates.Date)
			require.IsType(t, &tg.UpdateSentPhoneCode{}, updates.Updates[0])
			_, hash := sentCode[*tg.AuthSentCodeTypeApp](t, updates.Updates[0].(*tg.UpdateSentPhoneCode).SentCode)
			requireCodeIsGood(ctx, t, srv, api, hash)
			require.Contains(t, fieldsOf(srv.Requests(), "payments.canPurchaseStore"), fake.Field{Name: "restore", Value: "true"})
		})
	}
	payment := due
	payment.Unavailable = true
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Payment: &payment})
	ctx, api := gotdAPI(t, srv)
	_, err := api.PaymentsCanPurchaseStore(ctx, &tg.InputStorePaymentAuthCode{
		PhoneNumber: ada, PhoneCodeHash: gotdMustPay(t, gotdSendCode(ctx, t, api)), PremiumDays: 7, Currency: "USD", Amount: 1 << 40,
	})
	requireRefused(t, err, "PREMIUM_CURRENTLY_UNAVAILABLE")
}
