package layer

import (
	"time"

	"github.com/gotd/td/bin"

	"github.com/stepin-go/stepin/transport/fake"
)

// OldRequestFirebaseSMS is auth.requestFirebaseSms of the layers 152 to 179.
const OldRequestFirebaseSMS = 0x89464b50

// The layers from which auth.sentCodeTypeFirebaseSms has told what Play Integrity
// wants: a nonce, and for which project.
const (
	playIntegrityNonce   Layer = 180
	playIntegrityProject Layer = 183
)

// putFirebaseSMS writes the fields of auth.sentCodeTypeFirebaseSms.
func (l Layer) putFirebaseSMS(b *bin.Buffer, a fake.SentCode) {
	const nonce, receipt, playIntegrity = 0, 1, 2
	integrity := a.Firebase.PlayIntegrityNonce != "" && l >= playIntegrityNonce
	var flags bin.Fields
	if a.Firebase.Nonce != "" {
		flags.Set(nonce)
	}
	if a.Firebase.Receipt != "" {
		flags.Set(receipt)
	}
	if integrity {
		flags.Set(playIntegrity)
	}
	b.PutUint32(uint32(flags))
	if a.Firebase.Nonce != "" {
		b.PutBytes([]byte(a.Firebase.Nonce))
	}
	if integrity && l >= playIntegrityProject {
		b.PutLong(a.Firebase.PlayIntegrityProject)
	}
	if integrity {
		b.PutBytes([]byte(a.Firebase.PlayIntegrityNonce))
	}
	if a.Firebase.Receipt != "" {
		b.PutString(a.Firebase.Receipt)
		b.PutInt(int(a.Firebase.PushTimeout / time.Second))
	}
	b.PutInt(a.Length)
}

// RequestFirebaseSMS reads auth.requestFirebaseSms of any layer.
func RequestFirebaseSMS(body []byte) (fake.RequestFirebaseSMS, error) {
	const safetyNetToken, iosPushSecret, playIntegrityToken = 0, 1, 2
	r := read(body)
	flags := r.flags()
	q := fake.RequestFirebaseSMS{PhoneNumber: r.string(), PhoneCodeHash: r.string()}
	if flags.Has(safetyNetToken) {
		q.SafetyNetToken = r.string()
	}
	if flags.Has(playIntegrityToken) && r.method != OldRequestFirebaseSMS {
		q.PlayIntegrityToken = r.string()
	}
	if flags.Has(iosPushSecret) {
		q.IOSPushSecret = r.string()
	}
	return q, r.err
}
