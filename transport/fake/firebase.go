package fake

import (
	"time"

	"github.com/stepin-go/stepin/codes"
)

// RequestFirebaseSMS is auth.requestFirebaseSms, answered with [Bool]. One of the
// last three is set.
type RequestFirebaseSMS struct {
	PhoneNumber   string
	PhoneCodeHash string

	SafetyNetToken     string
	PlayIntegrityToken string
	IOSPushSecret      string
}

// ReportMissingCode is auth.reportMissingCode, answered with [Bool].
type ReportMissingCode struct {
	PhoneNumber   string
	PhoneCodeHash string
	MNC           string // of the mobile network; for the log
}

// Firebase is what auth.sentCodeTypeFirebaseSms says: what an official application
// has to prove before the SMS is sent. Nonce is for SafetyNet, the two of Play
// Integrity for that, and Receipt for iOS, where a push message brings it within
// PushTimeout (whole seconds).
type Firebase struct {
	Nonce                string // bytes
	PlayIntegrityProject int64
	PlayIntegrityNonce   string // bytes
	Receipt              string
	PushTimeout          time.Duration
}

// Attestation makes what stands in this model for the proof of a nonce or receipt
// that Google or Apple gives an official application: the text
// "attested:<announced>".
func Attestation(announced string) string { return "attested:" + announced }

// Method returns "auth.requestFirebaseSms".
func (RequestFirebaseSMS) Method() string { return "auth.requestFirebaseSms" }

// Method returns "auth.reportMissingCode".
func (ReportMissingCode) Method() string { return "auth.reportMissingCode" }

func (q RequestFirebaseSMS) fields(l *log) []Field {
	fields := []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}}
	for _, f := range []Field{
		{"safety_net_token", q.SafetyNetToken},
		{"play_integrity_token", q.PlayIntegrityToken},
		{"ios_push_secret", q.IOSPushSecret},
	} {
		if f.Value != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

func (q ReportMissingCode) fields(l *log) []Field {
	return []Field{{"phone_number", q.PhoneNumber}, {"phone_code_hash", l.hash(q.PhoneCodeHash)}, {"mnc", q.MNC}}
}

// act has the SMS sent. What a wrong proof is called, and that a second right one
// sends nothing more, is inferred.
func (q RequestFirebaseSMS) act(c *call) (any, error) {
	sent, err := c.find(q.PhoneNumber, q.PhoneCodeHash)
	if err != nil {
		return nil, err
	}
	a := sent.account
	if sent.delivery != codes.FirebaseSMS || a.Firebase == nil {
		return refuse(400, "FIREBASE_TOKEN_INVALID")
	}
	proof := q.SafetyNetToken + q.PlayIntegrityToken + q.IOSPushSecret
	c.s.log.examine(q, c.key, sent.hash, proof)
	if !q.fits(*a.Firebase) && !c.accept {
		return refuse(400, "FIREBASE_TOKEN_INVALID")
	}
	if sent.held {
		sent.held = false
		c.deliver(a.Phone, sent.delivery, sent.code)
	}
	return Bool(true), nil
}

// fits reports whether a query proves one of the things that were announced.
func (q RequestFirebaseSMS) fits(f Firebase) bool {
	for _, p := range []struct{ announced, proof string }{
		{f.Nonce, q.SafetyNetToken},
		{f.PlayIntegrityNonce, q.PlayIntegrityToken},
		{f.Receipt, q.IOSPushSecret},
	} {
		if p.announced != "" && p.proof == Attestation(p.announced) {
			return true
		}
	}
	return false
}

// act changes nothing (inferred): it is a report, and clients ignore what it answers
// (TDLib, td/telegram/AuthManager.cpp).
func (q ReportMissingCode) act(c *call) (any, error) {
	if _, err := c.find(q.PhoneNumber, q.PhoneCodeHash); err != nil {
		return nil, err
	}
	return Bool(true), nil
}
