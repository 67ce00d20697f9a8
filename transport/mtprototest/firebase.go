package mtprototest

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// deviceQuery reads what a device says of itself to get its SMS
// (core.telegram.org/api/auth#firebase-sms-verification), and that it got none.
// nil: it is neither.
func deviceQuery(r wire.Request) (fake.Query, error) {
	switch r.Method {
	case tg.AuthRequestFirebaseSMSRequestTypeID, layer.OldRequestFirebaseSMS:
		return layer.RequestFirebaseSMS(r.Body)
	case tg.AuthReportMissingCodeRequestTypeID:
		var q tg.AuthReportMissingCodeRequest
		err := q.Decode(&bin.Buffer{Buf: r.Body})
		return fake.ReportMissingCode{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash, MNC: q.Mnc}, err
	default:
		return nil, nil
	}
}

// proofKinds are the wrappers that answer a challenge.
var proofKinds = map[uint32]fake.ProofKind{
	tg.InvokeWithReCaptchaRequestTypeID:           fake.ReCaptcha,
	tg.InvokeWithGooglePlayIntegrityRequestTypeID: fake.PlayIntegrity,
	tg.InvokeWithApnsSecretRequestTypeID:          fake.APNsSecret,
}

// proved is a query with the proof that came around it, if one did.
func proved(r wire.Request, q fake.Query) fake.Query {
	if r.Proof == nil {
		return q
	}
	return fake.Proved{
		Proof: fake.Proof{Kind: proofKinds[r.Proof.Wrapper], Nonce: r.Proof.Nonce, Token: r.Proof.Token},
		Query: q,
	}
}
