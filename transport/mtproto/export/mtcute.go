package export

import (
	"encoding/base64"

	"github.com/gotd/td/bin"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// What MTCute writes.
const (
	mtcuteVersion = 3
	mtcuteSelf    = 1 << 0 // flag: the user's id follows

	mtcuteDCVersion = 2
	mtcuteIPv6      = 1 << 0 // flags of a data centre
	mtcuteTest      = 1 << 2
)

// MTCute returns a session string of mtcute, version 3
// (mtcute/mtcute, packages/core/src/highlevel/utils/string-session.ts, and
// utils/dcs.ts there for the data centre): in URL-safe base64 without padding the
// version (1 byte), and then in TL's encoding
// (core.telegram.org/mtproto/serialize) flags, the data centre as a string of
// bytes, the user's id, whether that is a bot (no: stepin signs in people), and
// the auth key.
//
// No data centre of its own is named for files. mtcute then uses the main one,
// and learns of others from the server.
//
// The error is [errors.BadRecord] if login has no key, and [errors.UnknownDC] if
// no address of its data centre is an IP address, or its number needs more than
// a byte.
func MTCute(login mtproto.Login) (codes.Secret, error) {
	key, addr, err := parts(login)
	if err != nil {
		return codes.Secret{}, err
	}
	var flags byte
	if addr.Addr().Is6() {
		flags |= mtcuteIPv6
	}
	if login.Test {
		flags |= mtcuteTest
	}
	// The three bytes are outside of TL's alignment, which counts from each
	// string's own beginning.
	var dc bin.Buffer
	dc.Put([]byte{mtcuteDCVersion, byte(login.DC), flags})
	dc.PutString(addr.Addr().String())
	dc.PutInt(int(addr.Port()))

	var b bin.Buffer
	b.Put([]byte{mtcuteVersion})
	b.PutInt(mtcuteSelf)
	b.PutBytes(dc.Buf)
	b.PutLong(login.UserID)
	b.PutBool(false)
	b.PutBytes(key)
	return codes.NewSecret(base64.RawURLEncoding.EncodeToString(b.Buf)), nil
}
