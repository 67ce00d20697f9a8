package flow

// PaymentInfo says what is to be paid before a code is sent
// (core.telegram.org/constructor/auth.sentCodePaymentRequired). The texts come from
// the server: escape them before a terminal shows them.
type PaymentInfo struct {
	// Product is what to buy in an application store.
	Product string `json:"product"`
	// SupportEmail and SupportSubject are whom to write to if it does not work.
	SupportEmail   string `json:"support_email,omitempty"`
	SupportSubject string `json:"support_subject,omitempty"`
	// PremiumDays is how many days of Telegram Premium go with it.
	PremiumDays int `json:"premium_days,omitempty"`
	// Currency is an ISO 4217 code, and Amount the price in its smallest units
	// (core.telegram.org/bots/payments#supported-currencies).
	Currency string `json:"currency,omitempty"`
	Amount   int64  `json:"amount,omitempty"`
	// FormID is the payment form that the person said is paid ([Paid]); 0: none.
	FormID int64 `json:"form_id,omitempty"`
}

// takePayment keeps what is to be paid; the form that was paid stays, for as long
// as it is for the same hash.
func (s *State) takePayment(p PaymentInfo, sameHash bool) {
	p.FormID = 0
	if sameHash {
		p.FormID = s.Payment.FormID
	}
	for _, text := range []*string{&p.Product, &p.SupportEmail, &p.SupportSubject, &p.Currency} {
		*text = bounded(*text, maxWords)
	}
	s.Payment = p
}
