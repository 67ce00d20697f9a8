package fake

import (
	"slices"
	"strconv"
)

// CheckPaidAuth is auth.checkPaidAuth, answered with [PaymentRequired] or
// [SentCode].
type CheckPaidAuth struct {
	PhoneNumber   string
	PhoneCodeHash string
	FormID        int64
}

// CanPurchaseStore is payments.canPurchaseStore, answered with [Bool].
type CanPurchaseStore struct {
	Purpose PaymentPurpose
}

// AssignAppStoreTransaction is payments.assignAppStoreTransaction, answered with
// [Updates].
type AssignAppStoreTransaction struct {
	Receipt string // bytes
	Purpose PaymentPurpose
}

// AssignPlayMarketTransaction is payments.assignPlayMarketTransaction, answered with
// [Updates].
type AssignPlayMarketTransaction struct {
	Receipt string // JSON
	Purpose PaymentPurpose
}

// PaymentPurpose is inputStorePaymentAuthCode.
type PaymentPurpose struct {
	Restore       bool // for the log
	PhoneNumber   string
	PhoneCodeHash string
	PremiumDays   int
	Currency      string
	Amount        int64
}

// PaymentRequired is auth.sentCodePaymentRequired: a code is sent once something is
// paid.
type PaymentRequired struct {
	Hash                         string // phone_code_hash
	Product                      string // store_product
	SupportEmail, SupportSubject string
	PremiumDays                  int
	Currency                     string
	Amount                       int64
}

// Updates is what payments.assignAppStoreTransaction and its like answer.
type Updates struct {
	Sent any // updateSentPhoneCode's SentCode; nil: there are no updates
}

// A Payment is what an account has to pay before it gets a code.
type Payment struct {
	Product                      string
	SupportEmail, SupportSubject string
	PremiumDays                  int
	Currency                     string
	Amount                       int64

	// FormID is the form by which it is paid outside a store. A client learns it
	// from payments.getPaymentForm, which the model does not know.
	FormID int64

	// Receipt is what a store gives whoever has paid.
	Receipt string

	// Unavailable says that the stores do not sell it now.
	Unavailable bool
}

// Method returns "auth.checkPaidAuth".
func (CheckPaidAuth) Method() string { return "auth.checkPaidAuth" }

// Method returns "payments.canPurchaseStore".
func (CanPurchaseStore) Method() string { return "payments.canPurchaseStore" }

// Method returns "payments.assignAppStoreTransaction".
func (AssignAppStoreTransaction) Method() string { return "payments.assignAppStoreTransaction" }

// Method returns "payments.assignPlayMarketTransaction".
func (AssignPlayMarketTransaction) Method() string { return "payments.assignPlayMarketTransaction" }

func (q CheckPaidAuth) fields(l *log) []Field {
	return []Field{
		{"phone_number", q.PhoneNumber},
		{"phone_code_hash", l.hash(q.PhoneCodeHash)},
		{"form_id", strconv.FormatInt(q.FormID, 10)},
	}
}

func (q CanPurchaseStore) fields(l *log) []Field { return q.Purpose.fields(l) }

func (q AssignAppStoreTransaction) fields(l *log) []Field {
	return append([]Field{{"receipt", q.Receipt}}, q.Purpose.fields(l)...)
}

func (q AssignPlayMarketTransaction) fields(l *log) []Field {
	return append([]Field{{"receipt", q.Receipt}}, q.Purpose.fields(l)...)
}

func (p PaymentPurpose) fields(l *log) []Field {
	fields := []Field{
		{"phone_number", p.PhoneNumber},
		{"phone_code_hash", l.hash(p.PhoneCodeHash)},
		{"premium_days", strconv.Itoa(p.PremiumDays)},
		{"currency", p.Currency},
		{"amount", strconv.FormatInt(p.Amount, 10)},
	}
	if p.Restore {
		return slices.Insert(fields, 0, Field{"restore", "true"})
	}
	return fields
}

// wantPayment sends nothing yet. That the hash lasts as long as paying takes is
// inferred.
func (c *call) wantPayment(a *account) PaymentRequired {
	return c.issue(sentCode{account: a, payment: true}).paymentRequired()
}

func (sent *sentCode) paymentRequired() PaymentRequired {
	p := sent.account.Payment
	return PaymentRequired{
		Hash: sent.hash, Product: p.Product, SupportEmail: p.SupportEmail, SupportSubject: p.SupportSubject,
		PremiumDays: p.PremiumDays, Currency: p.Currency, Amount: p.Amount,
	}
}

// findPayment returns the payment that a hash stands for, or says why there is none.
// What the hash of a code meets is inferred.
func (c *call) findPayment(phone, hash string) (*sentCode, error) {
	sent, err := c.find(phone, hash)
	if err == nil && !sent.payment || err == nil && sent.settled != nil && c.s.codes[sent.settled.Hash] == nil {
		return nil, refusal(400, "PHONE_CODE_EXPIRED")
	}
	return sent, err
}

// act asks whether it is paid. The refusal of another form is inferred.
func (q CheckPaidAuth) act(c *call) (any, error) {
	sent, err := c.findPayment(q.PhoneNumber, q.PhoneCodeHash)
	switch {
	case err != nil:
		return nil, err
	case q.FormID != sent.account.Payment.FormID:
		return refuse(400, "FORM_ID_INVALID")
	case !sent.account.paid:
		return sent.paymentRequired(), nil
	}
	return c.settle(sent), nil
}

func (q CanPurchaseStore) act(c *call) (any, error) {
	sent, err := q.Purpose.find(c)
	switch {
	case err != nil:
		return nil, err
	case sent.account.Payment.Unavailable:
		return refuse(406, "PREMIUM_CURRENTLY_UNAVAILABLE")
	}
	return Bool(true), nil
}

func (q AssignAppStoreTransaction) act(c *call) (any, error) {
	return c.assign(q, q.Receipt, q.Purpose)
}

func (q AssignPlayMarketTransaction) act(c *call) (any, error) {
	return c.assign(q, q.Receipt, q.Purpose)
}

// find returns the payment that a purpose is for.
func (p PaymentPurpose) find(c *call) (*sentCode, error) {
	sent, err := c.findPayment(p.PhoneNumber, p.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	due := sent.account.Payment
	if p.PremiumDays != due.PremiumDays || p.Currency != due.Currency || p.Amount != due.Amount {
		return nil, refusal(400, "INPUT_PURPOSE_INVALID")
	}
	return sent, nil
}

// assign takes a receipt of a store. That the updates in its answer have the code is
// how clients go on (TDLib, td/telegram/AuthManager.cpp); what a wrong receipt is
// called is inferred.
func (c *call) assign(q Query, receipt string, purpose PaymentPurpose) (any, error) {
	sent, err := purpose.find(c)
	if err != nil {
		return nil, err
	}
	if receipt == "" {
		return refuse(400, "RECEIPT_EMPTY")
	}
	c.s.log.examine(q, c.key, sent.hash, receipt)
	if receipt != sent.account.Payment.Receipt && !c.accept {
		return refuse(400, "INPUT_PURPOSE_INVALID")
	}
	answer := Updates{Sent: c.settle(sent)}
	c.pay(sent.account, sent)
	return answer, nil
}

// Pay plays a person who pays what the account's Payment asks for, outside a store.
// Everybody who waits for a code is sent one ([UpdateSentPhoneCode]). That it is
// paid for good is inferred. An unknown number is [ErrNoAccount]; one that has
// nothing to pay, or has paid, stays as it is.
func (s *Server) Pay(phone string) error {
	return s.aside(phone, func(c *call, a *account) error {
		c.pay(a, nil)
		return nil
	})
}

// pay notes that an account has paid, and tells everybody but one who waits for that.
func (c *call) pay(a *account, except *sentCode) {
	if a.paid {
		return
	}
	a.paid = true
	var waiting []*sentCode
	for _, sent := range c.s.codes {
		if sent.account == a && sent.payment && sent != except && !sent.key.forgotten {
			waiting = append(waiting, sent)
		}
	}
	slices.SortFunc(waiting, func(a, b *sentCode) int {
		return number(c.s.log.hash(a.hash)) - number(c.s.log.hash(b.hash))
	})
	for _, sent := range waiting {
		c.tell(sent.key, UpdateSentPhoneCode{Sent: c.settle(sent)})
	}
}

// settle sends the code that was paid for, once. That auth.checkPaidAuth says the
// same again under the old hash, whose first answer or update may have been lost, is
// inferred.
func (c *call) settle(sent *sentCode) SentCode {
	if sent.settled == nil {
		asker := c.key
		c.key = sent.key
		code := c.begin(sent.account)
		c.key = asker
		sent.settled = &code
		c.s.codes[sent.hash] = sent // which another code ended
	}
	return *sent.settled
}
