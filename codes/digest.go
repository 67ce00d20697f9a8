package codes

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Digest returns a fingerprint of a code, by which a code that the server
// called wrong is recognised when it is typed again. It is the first eight
// bytes of HMAC-SHA-256 with the salt as its key. The salt is the revealed hash
// of the sent code (Sent.Hash), so that the same code has another digest when
// it is sent again. Digest wants the code as ParseCode returns it.
//
// A digest keeps a wrong code out of plain sight in a stored record. It does not
// protect it from somebody who has the record: the salt is there too, and the
// hundred thousand codes of five digits are tried in no time. Nor need it, as
// what it hides is not the code. Two codes share a digest once in 2^64.
func Digest(code Secret, salt string) [8]byte {
	mac := hmac.New(sha256.New, []byte(salt))
	mac.Write([]byte(code.Reveal()))
	return [8]byte(mac.Sum(nil))
}
