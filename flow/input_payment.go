package flow

import "github.com/stepin-go/stepin/codes"

// Paid says that a payment form was paid, in WaitPayment (auth.checkPaidAuth); its
// id comes from payments.getPaymentForm, which is the program's own business. If
// the server has seen the payment it sends the code. A [Poll] asks the same again.
func Paid(formID int64) Input { return Input{name: InputPaid, number: formID} }

// CanPurchase asks whether the product can be bought, in WaitPayment, before a
// store is told to sell it (payments.canPurchaseStore). No error means that it can.
func CanPurchase() Input { return Input{name: InputCanPurchase} }

// The stores of [Purchased].
const (
	AppStore   = "app_store"
	PlayMarket = "play_market"
)

// Purchased gives the receipt of a store, in WaitPayment: bytes of the App Store's
// (payments.assignAppStoreTransaction), or JSON of Google Play's
// (payments.assignPlayMarketTransaction). The code comes with the answer, or is
// pushed later: see [Driver.Listen]. Another store is [errors.NotAllowed], an empty
// receipt [errors.TokenMissing], one of over 256 KiB [errors.TokenInvalid].
func Purchased(store, receipt string) Input {
	return Input{name: InputPurchased, text: codes.NewSecret(receipt), kind: store}
}
