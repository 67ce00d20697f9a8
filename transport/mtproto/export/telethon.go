package export

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Telethon returns a StringSession of Telethon 1
// (LonamiWebs/Telethon, telethon/sessions/string.py): the character 1, then in
// padded URL-safe base64 the data centre (1 byte), its IP address (4 or 16
// bytes), port (2 bytes, big endian) and the auth key.
//
// It is read as well by gotd's session.TelethonSession and by GramJS
// (gram-js/gramjs, gramjs/sessions/StringSession.ts). It does not say whether
// the server is a test server; the address does.
//
// The error is [errors.BadRecord] if login has no key, and [errors.UnknownDC] if
// no address of its data centre is an IP address, or its number needs more than
// a byte.
func Telethon(login mtproto.Login) (codes.Secret, error) {
	key, addr, err := parts(login)
	if err != nil {
		return codes.Secret{}, err
	}
	b := []byte{byte(login.DC)}
	b = append(b, addr.Addr().AsSlice()...)
	b = binary.BigEndian.AppendUint16(b, addr.Port())
	b = append(b, key...)
	return codes.NewSecret("1" + base64.URLEncoding.EncodeToString(b)), nil
}
