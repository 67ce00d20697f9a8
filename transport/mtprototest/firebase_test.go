package mtprototest_test

import (
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// An application that proves what it is gets an SMS, by whatever it proves it.
func TestFirebaseSMS(t *testing.T) {
	announced := fake.Firebase{
		Nonce: "n\xff", PlayIntegrityNonce: "p\xff", PlayIntegrityProject: 1 << 40, Receipt: "r", PushTimeout: 30 * time.Second,
	}
	for name, prove := range map[string]func(*tg.AuthRequestFirebaseSMSRequest){
		"SafetyNet":      func(q *tg.AuthRequestFirebaseSMSRequest) { q.SetSafetyNetToken(fake.Attestation("n\xff")) },
		"Play Integrity": func(q *tg.AuthRequestFirebaseSMSRequest) { q.SetPlayIntegrityToken(fake.Attestation("p\xff")) },
		"iOS":            func(q *tg.AuthRequestFirebaseSMSRequest) { q.SetIosPushSecret(fake.Attestation("r")) },
	} {
		t.Run(name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Delivery: codes.FirebaseSMS, Firebase: &announced})
			ctx, api := gotdAPI(t, srv)
			kind, hash := sentCode[*tg.AuthSentCodeTypeFirebaseSMS](t, gotdSendCode(ctx, t, api))
			want := &tg.AuthSentCodeTypeFirebaseSMS{Length: 5}
			want.SetNonce([]byte("n\xff"))
			want.SetPlayIntegrityNonce([]byte("p\xff"))
			want.SetPlayIntegrityProjectID(1 << 40)
			want.SetReceipt("r")
			want.SetPushTimeout(30)
			want.SetFlags()
			require.Equal(t, want, kind)
			require.Empty(t, srv.Inbox(ada))

			q := &tg.AuthRequestFirebaseSMSRequest{PhoneNumber: ada, PhoneCodeHash: hash}
			_, err := api.AuthRequestFirebaseSMS(ctx, q)
			requireRefused(t, err, "FIREBASE_TOKEN_INVALID")
			prove(q)
			done, err := api.AuthRequestFirebaseSMS(ctx, q)
			require.NoError(t, err)
			require.True(t, done)
			requireCodeIsGood(ctx, t, srv, api, hash)
		})
	}
}

// A code that did not come is reported, and why another is wanted is told.
func TestMissingCode(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Next: codes.SMS})
	ctx, api := gotdAPI(t, srv)
	_, hash := sentCode[*tg.AuthSentCodeTypeApp](t, gotdSendCode(ctx, t, api))
	done, err := api.AuthReportMissingCode(ctx, &tg.AuthReportMissingCodeRequest{PhoneNumber: ada, PhoneCodeHash: hash, Mnc: "01"})
	require.NoError(t, err)
	require.True(t, done)
	resend := &tg.AuthResendCodeRequest{PhoneNumber: ada, PhoneCodeHash: hash}
	resend.SetReason("it did not come")
	_, err = api.AuthResendCode(ctx, resend)
	require.NoError(t, err)
	_, err = api.AuthReportMissingCode(ctx, &tg.AuthReportMissingCodeRequest{PhoneNumber: ada, PhoneCodeHash: "made up"})
	requireRefused(t, err, "PHONE_CODE_EXPIRED")
	require.Contains(t, fieldsOf(srv.Requests(), "auth.reportMissingCode"), fake.Field{Name: "mnc", Value: "01"})
	require.Contains(t, fieldsOf(srv.Requests(), "auth.resendCode"), fake.Field{Name: "reason", Value: "it did not come"})
}
