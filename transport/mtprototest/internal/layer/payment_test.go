package layer_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

// Each layer hears of a payment what it has words for.
func TestPaymentRequired(t *testing.T) {
	const name = "auth.sentCodePaymentRequired"
	answer := fake.PaymentRequired{
		Hash: "h", Product: "a product", SupportEmail: "help@example.com", SupportSubject: "a subject",
		PremiumDays: 7, Currency: "USD", Amount: 1 << 40,
	}
	all := tltext.Object{
		"store_product": "a product", "phone_code_hash": "h",
		"support_email_address": "help@example.com", "support_email_subject": "a subject",
		"premium_days": 7, "currency": "USD", "amount": int64(1 << 40),
	}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		sent, err := l.PaymentRequired(answer)
		if !schema.Has(name) {
			require.Less(t, l, layer.Layer(201))
			require.ErrorIs(t, err, layer.ErrTooOld)
			return
		}
		want := tltext.Object{"_": name}
		for field, v := range all {
			if schema.Has(name, field) {
				want[field] = v
			}
		}
		require.Equal(t, want, decode(t, l, schema, "auth.SentCode", sent, err))
	})
}

// paymentPurpose is an inputStorePaymentAuthCode of a layer, and what the model
// makes of it.
func paymentPurpose(schema *tltext.Schema) (tltext.Object, fake.PaymentPurpose) {
	const name = "inputStorePaymentAuthCode"
	o := tltext.Object{
		"_": name, "restore": true, "phone_number": "phone", "phone_code_hash": "hash", "currency": "USD", "amount": int64(1 << 40),
	}
	p := fake.PaymentPurpose{Restore: true, PhoneNumber: "phone", PhoneCodeHash: "hash", Currency: "USD", Amount: 1 << 40}
	if schema.Has(name, "premium_days") {
		o["premium_days"], p.PremiumDays = 7, 7
	}
	return o, p
}

// What is bought for a code is read, what else is bought is only told from it.
func TestReadPurchases(t *testing.T) {
	receipt := tltext.Object{"_": "dataJSON", "data": `{"a":"receipt"}`}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		if !schema.Has("inputStorePaymentAuthCode") {
			return
		}
		purpose, want := paymentPurpose(schema)
		for _, restore := range []bool{true, false} {
			if !restore {
				delete(purpose, "restore")
				want.Restore = false
			}
			can, forCode, err := layer.CanPurchaseStore(encode(t, schema, tltext.Object{"_": "payments.canPurchaseStore", "purpose": purpose}))
			require.NoError(t, err)
			require.True(t, forCode)
			require.Equal(t, fake.CanPurchaseStore{Purpose: want}, can)
			apple, forCode, err := layer.AssignAppStoreTransaction(encode(t, schema, tltext.Object{
				"_": "payments.assignAppStoreTransaction", "receipt": []byte("a receipt\xff"), "purpose": purpose,
			}))
			require.NoError(t, err)
			require.True(t, forCode)
			require.Equal(t, fake.AssignAppStoreTransaction{Receipt: "a receipt\xff", Purpose: want}, apple)
			google, forCode, err := layer.AssignPlayMarketTransaction(encode(t, schema, tltext.Object{
				"_": "payments.assignPlayMarketTransaction", "receipt": receipt, "purpose": purpose,
			}))
			require.NoError(t, err)
			require.True(t, forCode)
			require.Equal(t, fake.AssignPlayMarketTransaction{Receipt: `{"a":"receipt"}`, Purpose: want}, google)
		}

		other := tltext.Object{"_": "inputUserSelf"} // any other constructor
		for _, request := range []tltext.Object{
			{"_": "payments.canPurchaseStore"},
			{"_": "payments.assignAppStoreTransaction", "receipt": []byte("a receipt")},
			{"_": "payments.assignPlayMarketTransaction", "receipt": receipt},
		} {
			request = maps.Clone(request)
			request["purpose"] = other
			body := encode(t, schema, request)
			var forCode bool
			var err error
			switch request["_"] {
			case "payments.canPurchaseStore":
				_, forCode, err = layer.CanPurchaseStore(body)
			case "payments.assignAppStoreTransaction":
				_, forCode, err = layer.AssignAppStoreTransaction(body)
			default:
				_, forCode, err = layer.AssignPlayMarketTransaction(body)
			}
			require.NoError(t, err)
			require.False(t, forCode)
		}
	})
}
