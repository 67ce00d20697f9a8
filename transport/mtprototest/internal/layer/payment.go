package layer

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

// The layers from which auth.sentCodePaymentRequired has told whom to ask for
// help, and what a code costs; the last one is inputStorePaymentAuthCode's, too.
const (
	paymentSupport     Layer = 214
	paymentPrice       Layer = 216
	paymentPremiumDays Layer = 225
)

var sentCodePaymentRequired = constructor{
	{201, 0xd7cef980},
	{paymentSupport, 0xd7a2fcf9},
	{paymentPrice, 0xe0955a3c},
	{paymentPremiumDays, tg.AuthSentCodePaymentRequiredTypeID},
}

// oldPaymentAuthCode is inputStorePaymentAuthCode up to layer 224.
const oldPaymentAuthCode = 0x9bb2636d

// PaymentRequired writes auth.sentCodePaymentRequired, in older layers without
// what they have no fields for. Before layer 201 the error is [ErrTooOld].
func (l Layer) PaymentRequired(a fake.PaymentRequired) (Encoded, error) {
	id, ok := sentCodePaymentRequired.in(l)
	if !ok {
		return nil, ErrTooOld
	}
	var b bin.Buffer
	b.PutID(id)
	b.PutString(a.Product)
	b.PutString(a.Hash)
	if l >= paymentSupport {
		b.PutString(a.SupportEmail)
		b.PutString(a.SupportSubject)
	}
	if l >= paymentPremiumDays {
		b.PutInt(a.PremiumDays)
	}
	if l >= paymentPrice {
		b.PutString(a.Currency)
		b.PutLong(a.Amount)
	}
	return b.Buf, nil
}

// The methods below carry an InputStorePaymentPurpose. forCode is false if that is
// none of a sign-in: then the rest of the request is not read.

// CanPurchaseStore reads payments.canPurchaseStore.
func CanPurchaseStore(body []byte) (q fake.CanPurchaseStore, forCode bool, err error) {
	r := read(body)
	q.Purpose, forCode = r.purpose()
	return q, forCode, r.err
}

// AssignAppStoreTransaction reads payments.assignAppStoreTransaction.
func AssignAppStoreTransaction(body []byte) (q fake.AssignAppStoreTransaction, forCode bool, err error) {
	r := read(body)
	q.Receipt = string(next(r, r.b.Bytes))
	q.Purpose, forCode = r.purpose()
	return q, forCode, r.err
}

// AssignPlayMarketTransaction reads payments.assignPlayMarketTransaction.
func AssignPlayMarketTransaction(body []byte) (q fake.AssignPlayMarketTransaction, forCode bool, err error) {
	r := read(body)
	if r.err == nil {
		r.err = r.b.ConsumeID(tg.DataJSONTypeID)
	}
	q.Receipt = r.string()
	q.Purpose, forCode = r.purpose()
	return q, forCode, r.err
}

// purpose reads an inputStorePaymentAuthCode of any layer.
func (r *reader) purpose() (p fake.PaymentPurpose, forCode bool) {
	const restore = 0
	id := r.id()
	if id != oldPaymentAuthCode && id != tg.InputStorePaymentAuthCodeTypeID {
		return p, false
	}
	p.Restore = r.flags().Has(restore)
	p.PhoneNumber, p.PhoneCodeHash = r.string(), r.string()
	if id != oldPaymentAuthCode {
		p.PremiumDays = r.int()
	}
	p.Currency, p.Amount = r.string(), r.long()
	return p, true
}
