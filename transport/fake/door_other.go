package fake

import (
	"context"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// proofKinds are the proofs that a challenge asks for.
var proofKinds = map[errors.Reason]ProofKind{
	errors.RecaptchaCheck:        ReCaptcha,
	errors.IntegrityCheckClassic: PlayIntegrity,
	errors.APNSVerifyCheck:       APNsSecret,
}

// otherQuery is query for the ways to sign in without a code: tokens, another
// device, passkeys; and for what is told of a code before it comes.
func (d *door) otherQuery(rpc string) Query {
	id, appHash, token := d.t.AppID, d.t.AppHash.Reveal(), d.call.Token.Reveal()
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.ImportBot:
		return ImportBotAuthorization{AppID: id, AppHash: appHash, Token: token}
	case telegram.ImportWebToken:
		return ImportWebTokenAuthorization{AppID: id, AppHash: appHash, Token: token}
	case telegram.ExportLoginToken:
		return ExportLoginToken{AppID: id, AppHash: appHash, ExceptIDs: d.call.Except}
	case telegram.ImportLoginToken:
		return ImportLoginToken{Token: token}
	case telegram.InitPasskey:
		return InitPasskeyLogin{AppID: id, AppHash: appHash}
	case telegram.FinishPasskey:
		return d.finishPasskey()
	case telegram.InitFirebasePNV:
		return InitFirebasePNVLogin{AppID: id, AppHash: appHash}
	case telegram.FinishFirebasePNV:
		return FinishFirebasePNVLogin{Token: token}
	case telegram.FirebasePNVSignUp:
		return FirebasePNVSignUp{FirstName: d.call.FirstName, LastName: d.call.LastName, NoJoinedNotifications: d.call.Quiet}
	case telegram.RequestFirebaseSMS:
		q := RequestFirebaseSMS{PhoneNumber: number, PhoneCodeHash: hash}
		switch d.call.TokenKind {
		case flow.PlayIntegrityProof:
			q.PlayIntegrityToken = token
		case flow.SafetyNetProof:
			q.SafetyNetToken = token
		case flow.IOSPushProof:
			q.IOSPushSecret = token
		}
		return q
	case telegram.ReportMissingCode:
		return ReportMissingCode{PhoneNumber: number, PhoneCodeHash: hash, MNC: d.call.MNC.Reveal()}
	case telegram.CheckPaidAuth:
		return CheckPaidAuth{PhoneNumber: number, PhoneCodeHash: hash, FormID: d.call.Payment.FormID}
	case telegram.CanPurchaseStore:
		return CanPurchaseStore{Purpose: d.paymentPurpose()}
	case telegram.AssignAppStore:
		return AssignAppStoreTransaction{Receipt: token, Purpose: d.paymentPurpose()}
	case telegram.AssignPlayMarket:
		return AssignPlayMarketTransaction{Receipt: token, Purpose: d.paymentPurpose()}
	default:
		return Other{Name: rpc}
	}
}

// finishPasskey names the key that the passkey's challenge came under, if that is
// not this one.
func (d *door) finishPasskey() FinishPasskeyLogin {
	c := &d.call.Passkey
	q := FinishPasskeyLogin{Credential: PasskeyCredential{
		ID: c.ID.Reveal(), RawID: c.RawID.Reveal(), ClientData: c.ClientData.Reveal(),
		AuthenticatorData: []byte(c.AuthenticatorData.Reveal()), Signature: []byte(c.Signature.Reveal()),
		UserHandle: c.UserHandle.Reveal(), PNVToken: d.call.Token.Reveal(),
	}}
	if d.call.From != d.session.Key {
		q.FromKey = d.call.From
		q.FromDC = d.t.Server.dcOf(q.FromKey)
	}
	return q
}

// dcOf is the data centre of a key; 0 if the server has not seen it.
func (s *Server) dcOf(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.keys[key]; k != nil {
		return k.caller.DC
	}
	return 0
}

func (d *door) paymentPurpose() PaymentPurpose {
	p := &d.call.Payment
	return PaymentPurpose{
		PhoneNumber: d.call.Sent.To.Reveal(), PhoneCodeHash: d.call.Sent.Hash.Reveal(),
		PremiumDays: p.PremiumDays, Currency: p.Currency, Amount: p.Amount,
	}
}

// Listen implements [flow.Listener]. As on the wire, help.getNearestDc is asked
// first, and of both updates the code is said. The error is that call's, or ctx's.
func (t *Transport) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	d := door{t: t}
	if err := d.session.decode(s); err != nil {
		return nil, s, err
	}
	if d.Fingerprint() == "" {
		return nil, s, errors.Local(errors.NotAllowed)
	}
	from := Caller{DC: d.session.DC, Key: d.session.Key}
	if _, err := t.Server.Call(ctx, from, Other{Name: telegram.GetNearestDC, Answer: Bool(true)}); err != nil {
		return nil, s, err
	}
	inbox := telegram.NewInbox()
	stop := t.Server.Subscribe(from, func(update any) {
		if _, ok := update.(UpdateSentPhoneCode); ok {
			inbox.Put(update, nil)
		} else {
			inbox.Put(nil, update)
		}
	})
	select {
	case <-inbox.Came():
	case <-ctx.Done():
	}
	stop()
	if update := inbox.Take(); update != nil {
		return d.answer("", update), s, nil
	}
	return nil, s, ctx.Err()
}
