package mtproto

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// otherRequest is request for the ways to sign in without a code: tokens, another
// device, passkeys; and for what is told of a code before it comes.
func (d *door) otherRequest(rpc string) (request, flow.Answer) {
	id, appHash, token := d.t.AppID, d.t.AppHash.Reveal(), d.call.Token.Reveal()
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.ImportBot:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthImportBotAuthorization(ctx, &tg.AuthImportBotAuthorizationRequest{
				APIID: id, APIHash: appHash, BotAuthToken: token,
			}))
		}, nil
	case telegram.ImportWebToken:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthImportWebTokenAuthorization(ctx, &tg.AuthImportWebTokenAuthorizationRequest{
				APIID: id, APIHash: appHash, WebAuthToken: token,
			}))
		}, nil
	case telegram.ExportLoginToken:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.loginToken(api.AuthExportLoginToken(ctx, &tg.AuthExportLoginTokenRequest{
				APIID: id, APIHash: appHash, ExceptIDs: d.call.Except,
			}))
		}, nil
	case telegram.ImportLoginToken:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.loginToken(api.AuthImportLoginToken(ctx, []byte(token)))
		}, nil
	case telegram.InitPasskey:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			a, err := api.AuthInitPasskeyLogin(ctx, &tg.AuthInitPasskeyLoginRequest{APIID: id, APIHash: appHash})
			if err != nil {
				return nil, err
			}
			return flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: a.Options.Data}}, nil
		}, nil
	case telegram.FinishPasskey:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthFinishPasskeyLogin(ctx, d.finishPasskey()))
		}, nil
	case telegram.InitFirebasePNV:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			a, err := api.AuthInitFirebasePnvLogin(ctx, &tg.AuthInitFirebasePnvLoginRequest{APIID: id, APIHash: appHash})
			if err != nil {
				return nil, err
			}
			return flow.PasskeyOptions{Passkey: flow.PasskeyInfo{
				Firebase: true, Options: a.DigitalCredentialPayload, Nonce: a.Nonce,
			}}, nil
		}, nil
	case telegram.FinishFirebasePNV:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthFinishFirebasePnvLogin(ctx, token))
		}, nil
	case telegram.FirebasePNVSignUp:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthFirebasePnvSignUp(ctx, &tg.AuthFirebasePnvSignUpRequest{
				NoJoinedNotifications: d.call.Quiet, FirstName: d.call.FirstName, LastName: d.call.LastName,
			}))
		}, nil
	case telegram.RequestFirebaseSMS:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			req := &tg.AuthRequestFirebaseSMSRequest{PhoneNumber: number, PhoneCodeHash: hash}
			switch d.call.TokenKind {
			case flow.PlayIntegrityProof:
				req.SetPlayIntegrityToken(token)
			case flow.SafetyNetProof:
				req.SetSafetyNetToken(token)
			case flow.IOSPushProof:
				req.SetIosPushSecret(token)
			}
			return done(rpc)(api.AuthRequestFirebaseSMS(ctx, req))
		}, nil
	case telegram.ReportMissingCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return done(rpc)(api.AuthReportMissingCode(ctx, &tg.AuthReportMissingCodeRequest{
				PhoneNumber: number, PhoneCodeHash: hash, Mnc: d.call.MNC.Reveal(),
			}))
		}, nil
	case telegram.CheckPaidAuth:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.sentCode(api.AuthCheckPaidAuth(ctx, &tg.AuthCheckPaidAuthRequest{
				PhoneNumber: number, PhoneCodeHash: hash, FormID: d.call.Payment.FormID,
			}))
		}, nil
	case telegram.CanPurchaseStore:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return done(rpc)(api.PaymentsCanPurchaseStore(ctx, d.paymentPurpose()))
		}, nil
	case telegram.AssignAppStore:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.assigned(api.PaymentsAssignAppStoreTransaction(ctx, &tg.PaymentsAssignAppStoreTransactionRequest{
				Receipt: []byte(token), Purpose: d.paymentPurpose(),
			}))
		}, nil
	case telegram.AssignPlayMarket:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return d.assigned(api.PaymentsAssignPlayMarketTransaction(ctx, &tg.PaymentsAssignPlayMarketTransactionRequest{
				Receipt: tg.DataJSON{Data: token}, Purpose: d.paymentPurpose(),
			}))
		}, nil
	default:
		return nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}
	}
}

// finishPasskey names the key that the passkey's challenge came under, if that is
// not this one (core.telegram.org/method/auth.finishPasskeyLogin).
func (d *door) finishPasskey() *tg.AuthFinishPasskeyLoginRequest {
	req := new(tg.AuthFinishPasskeyLoginRequest)
	if dc, key, ok := parseFingerprint(d.call.From); ok && d.call.From != d.Fingerprint() {
		req.SetFromDCID(dc)
		req.SetFromAuthKeyID(key)
	}
	if !d.call.Token.IsZero() {
		req.Credential = &tg.InputPasskeyCredentialFirebasePNV{PnvToken: d.call.Token.Reveal()}
		return req
	}
	c := &d.call.Passkey
	req.Credential = &tg.InputPasskeyCredentialPublicKey{
		ID: c.ID.Reveal(), RawID: c.RawID.Reveal(),
		Response: &tg.InputPasskeyResponseLogin{
			ClientData:        tg.DataJSON{Data: c.ClientData.Reveal()},
			AuthenticatorData: []byte(c.AuthenticatorData.Reveal()),
			Signature:         []byte(c.Signature.Reveal()),
			UserHandle:        c.UserHandle.Reveal(),
		},
	}
	return req
}

// parseFingerprint is the reverse of session.fingerprint: data centre and
// auth_key_id.
func parseFingerprint(text string) (dc int, key int64, ok bool) {
	number, id, _ := strings.Cut(strings.TrimPrefix(text, "dc"), "-")
	dc, wrong := strconv.Atoi(number)
	bytes, err := hex.DecodeString(id)
	if wrong != nil || err != nil || len(bytes) != 8 {
		return 0, 0, false
	}
	return dc, int64(binary.LittleEndian.Uint64(bytes)), true
}

// paymentPurpose says what is bought: a code for this number.
func (d *door) paymentPurpose() tg.InputStorePaymentPurposeClass {
	p := &d.call.Payment
	return &tg.InputStorePaymentAuthCode{
		PhoneNumber: d.call.Sent.To.Reveal(), PhoneCodeHash: d.call.Sent.Hash.Reveal(),
		PremiumDays: p.PremiumDays, Currency: p.Currency, Amount: p.Amount,
	}
}

// assigned reads the updates that come with a store's receipt: the code may be
// among them.
func (d *door) assigned(updates tg.UpdatesClass, err error) (flow.Answer, error) {
	if err != nil {
		return nil, err
	}
	for _, u := range updatesIn(updates) {
		if sent, ok := u.(*tg.UpdateSentPhoneCode); ok {
			return d.sentCode(sent.SentCode, nil)
		}
	}
	return flow.Done{}, nil
}
