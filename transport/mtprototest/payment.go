package mtprototest

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// paymentQuery reads what is asked where a code costs something
// (core.telegram.org/constructor/auth.sentCodePaymentRequired). nil: it is none.
//
// For what else can be bought in a store, the model has no method.
func paymentQuery(r wire.Request) (fake.Query, error) {
	other := fake.Other{Name: wire.MethodName(r.Method)}
	switch r.Method {
	case tg.AuthCheckPaidAuthRequestTypeID:
		var q tg.AuthCheckPaidAuthRequest
		err := q.Decode(&bin.Buffer{Buf: r.Body})
		return fake.CheckPaidAuth{PhoneNumber: q.PhoneNumber, PhoneCodeHash: q.PhoneCodeHash, FormID: q.FormID}, err
	case tg.PaymentsCanPurchaseStoreRequestTypeID:
		q, forCode, err := layer.CanPurchaseStore(r.Body)
		if !forCode {
			return other, err
		}
		return q, err
	case tg.PaymentsAssignAppStoreTransactionRequestTypeID:
		q, forCode, err := layer.AssignAppStoreTransaction(r.Body)
		if !forCode {
			return other, err
		}
		return q, err
	case tg.PaymentsAssignPlayMarketTransactionRequestTypeID:
		q, forCode, err := layer.AssignPlayMarketTransaction(r.Body)
		if !forCode {
			return other, err
		}
		return q, err
	default:
		return nil, nil
	}
}
