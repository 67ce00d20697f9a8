package export

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Pyrogram returns a session string of Pyrogram 2
// (pyrogram/pyrogram, pyrogram/storage/storage.py, SESSION_STRING_FORMAT): in
// URL-safe base64 without padding the data centre (1 byte), api_id (4 bytes, big
// endian), whether it is a test server (1 byte), the auth key, the user's id (8
// bytes, big endian), and whether that is a bot (1 byte, 0: stepin signs in
// people).
//
// Pyrogram has addresses of its own, so the string works with Telegram's servers
// only.
//
// The error is [errors.BadRecord] if login has no key, or no api_id that fits, and
// [errors.UnknownDC] if the number of its data centre needs more than a byte.
func Pyrogram(login mtproto.Login) (codes.Secret, error) {
	key, err := keyOf(login)
	if err != nil {
		return codes.Secret{}, err
	}
	if uint64(login.AppID) > math.MaxUint32 { // or negative
		return codes.Secret{}, errors.Local(errors.BadRecord)
	}
	b := []byte{byte(login.DC)}
	b = binary.BigEndian.AppendUint32(b, uint32(login.AppID))
	b = append(b, boolean(login.Test))
	b = append(b, key...)
	b = binary.BigEndian.AppendUint64(b, uint64(login.UserID))
	b = append(b, boolean(false))
	return codes.NewSecret(base64.RawURLEncoding.EncodeToString(b)), nil
}

func boolean(v bool) byte {
	if v {
		return 1
	}
	return 0
}
