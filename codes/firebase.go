package codes

import "time"

// Firebase is what the server says of an SMS that Google's Firebase will send once
// the device has proved that an official application asks for it
// (https://core.telegram.org/constructor/auth.sentCodeTypeFirebaseSms). On Android
// it has a nonce, on iOS a receipt. What was not said is zero.
type Firebase struct {
	// Nonce is for SafetyNet, as bytes.
	Nonce Secret `json:"nonce,omitzero"`
	// PlayIntegrityProject and PlayIntegrityNonce are for the Play Integrity API:
	// the number of a Google Cloud project, and bytes.
	PlayIntegrityProject int64  `json:"play_integrity_project,omitempty"`
	PlayIntegrityNonce   Secret `json:"play_integrity_nonce,omitzero"`
	// Receipt is to be compared with the one that a push message to the device
	// brings, which must come within PushTimeout.
	Receipt     Secret        `json:"receipt,omitzero"`
	PushTimeout time.Duration `json:"push_timeout_ns,omitempty"`
}

// IsZero reports whether nothing was said.
func (f Firebase) IsZero() bool { return f.equal(Firebase{}) }

func (f Firebase) equal(other Firebase) bool {
	return f.Nonce.Equal(other.Nonce) &&
		f.PlayIntegrityProject == other.PlayIntegrityProject &&
		f.PlayIntegrityNonce.Equal(other.PlayIntegrityNonce) &&
		f.Receipt.Equal(other.Receipt) &&
		f.PushTimeout == other.PushTimeout
}
