package codes

import (
	"crypto/sha256"
	"encoding/binary"
)

// Digest returns a fingerprint of a code, by which a code that the server
// called wrong is recognised when it is typed again. It is the first eight
// bytes of SHA-256 over the salt's length (64 bits, big-endian), the salt and
// the code. The salt is the revealed hash of the sent code (Sent.Hash), so that
// the same code has another digest when it is sent again. Digest wants the code
// as ParseCode returns it.
//
// A digest keeps a wrong code out of plain sight in a stored record. It does not
// protect it from somebody who has the record: the salt is there too, and the
// hundred thousand codes of five digits are tried in no time. Nor need it, as
// what it hides is not the code. Two codes share a digest once in 2^64.
func Digest(code Secret, salt string) [8]byte {
	var room [96]byte // for a phone_code_hash and a code; more costs an allocation
	text := binary.BigEndian.AppendUint64(room[:0], uint64(len(salt)))
	text = append(append(text, salt...), code.Reveal()...)
	sum := sha256.Sum256(text)
	return [8]byte(sum[:8])
}
