package codes

import "time"

// Sent is one code that a server sent: everything that a user interface needs
// to ask the person for it, and what has to go back to the server with it. It
// is what auth.sentCode says (https://core.telegram.org/constructor/auth.sentCode),
// with times made absolute. Texts that the server did not give are empty.
//
// Its JSON form is a view for a browser or a log, with the number masked, hash and
// URL redacted; it cannot be read back. The other fields are no secrets and
// show as they are.
type Sent struct {
	// To is whom the code was sent to.
	To Identifier `json:"to"`

	// Hash is the server's handle for this code, phone_code_hash. It is sent
	// back together with the code.
	Hash Secret `json:"hash"`

	// Key is a printable fingerprint of the session (with MTProto, of its auth
	// key) that Hash works under. Under another one the server calls the code
	// expired.
	Key string `json:"key,omitempty"`

	// Delivery is the way in which the code was sent.
	Delivery Delivery `json:"delivery"`

	// Length is the number of digits in the code, 0 if unknown. Words and
	// phrases have none.
	Length int `json:"length,omitempty"`

	// Pattern is, for a flash call, what the number that calls looks like, with
	// * for each digit that is not told: "+7 912 ***". A single * is any number.
	// https://core.telegram.org/api/pattern
	Pattern string `json:"pattern,omitempty"`

	// Prefix is, for a missed call, the beginning of the number that calls.
	Prefix string `json:"prefix,omitempty"`

	// URL is, for fragment.com, where the owner of the number can read the code.
	// The number is part of it.
	URL Secret `json:"url,omitzero"`

	// Beginning is, for a word, its first letter, and for a phrase, its first
	// word.
	Beginning string `json:"beginning,omitempty"`

	// Firebase is, for an SMS that Firebase sends, what an official application
	// must prove before it does.
	Firebase Firebase `json:"firebase,omitzero"`

	// Next is how auth.resendCode would send the next code. NoDelivery means
	// that the server announced none.
	Next Delivery `json:"next,omitempty"`

	// ResendAt is the time from which the next code may be asked for. The zero
	// time means that the server named none.
	ResendAt time.Time `json:"resend_at,omitzero"`

	// Purpose is what the code is good for.
	Purpose Purpose `json:"purpose"`
}

// IsZero reports whether nothing is set.
func (s Sent) IsZero() bool { return s.Equal(Sent{}) }

// Equal reports whether two sent codes are the same in every field. Times are
// compared as instants.
func (s Sent) Equal(other Sent) bool {
	return s.To.Equal(other.To) &&
		s.Hash.Equal(other.Hash) &&
		s.Key == other.Key &&
		s.Delivery == other.Delivery &&
		s.Length == other.Length &&
		s.Pattern == other.Pattern &&
		s.Prefix == other.Prefix &&
		s.URL.Equal(other.URL) &&
		s.Beginning == other.Beginning &&
		s.Firebase.equal(other.Firebase) &&
		s.Next == other.Next &&
		s.ResendAt.Equal(other.ResendAt) &&
		s.Purpose == other.Purpose
}
