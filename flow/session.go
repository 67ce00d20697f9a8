package flow

import "github.com/stepin-go/stepin/codes"

// A Session is whatever a transport must keep between calls: for MTProto an
// auth key, its salt and its data centre. To everybody else it is opaque, and
// it is the account, once signed in: printed, it shows its fingerprint only.
// The zero Session is none.
type Session struct {
	fingerprint string
	data        codes.Secret
}

// NewSession returns a session with a printable fingerprint, which must be the
// same for as long as a phone_code_hash works and differ when it does not
// (core.telegram.org/api/auth: a sign-in belongs to its auth key). A session
// without a fingerprint may keep something (the home data centre), but nothing
// that could carry a call: CallConnect comes first.
func NewSession(fingerprint string, data []byte) Session {
	return Session{fingerprint: fingerprint, data: codes.NewSecret(string(data))}
}

// Fingerprint returns the printable fingerprint.
func (s Session) Fingerprint() string { return s.fingerprint }

// Bytes returns the transport's data. It is a secret.
func (s Session) Bytes() []byte { return []byte(s.data.Reveal()) }

func (s Session) isZero() bool { return s.fingerprint == "" && s.data.IsZero() }

// String returns the fingerprint.
func (s Session) String() string { return "session " + s.fingerprint }

// GoString returns the fingerprint.
func (s Session) GoString() string { return s.String() }
