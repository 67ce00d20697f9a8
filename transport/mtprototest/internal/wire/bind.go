package wire

import (
	"crypto/aes"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"
)

// Refusals of auth.bindTempAuthKey, and of what a temporary key may not do
// before it.
// See https://core.telegram.org/method/auth.bindTempAuthKey#possible-errors.
var (
	errBindMessage  = &mt.RPCError{ErrorCode: 400, ErrorMessage: "ENCRYPTED_MESSAGE_INVALID"}
	errAlreadyBound = &mt.RPCError{ErrorCode: 400, ErrorMessage: "TEMP_AUTH_KEY_ALREADY_BOUND"}
	errNotTemporary = &mt.RPCError{ErrorCode: 400, ErrorMessage: "TEMP_AUTH_KEY_EMPTY"}
	errExpiresAt    = &mt.RPCError{ErrorCode: 400, ErrorMessage: "EXPIRES_AT_INVALID"}
	errUnbound      = &mt.RPCError{ErrorCode: 401, ErrorMessage: "AUTH_KEY_PERM_EMPTY"}
)

// bind answers auth.bindTempAuthKey, which came under key. An unknown permanent
// key is refused like a message that does not fit: TDLib (td/telegram/net/Session.cpp)
// then finds out whether it still has one.
func (s *Server) bind(key *authKey, r Request) Reply {
	var req tg.AuthBindTempAuthKeyRequest
	if err := req.Decode(&bin.Buffer{Buf: r.Body}); err != nil {
		return Reply{Err: errFetch}
	}
	if !key.temporary {
		return Reply{Err: errNotTemporary}
	}
	now := s.now()
	var permanentID [8]byte
	binary.LittleEndian.PutUint64(permanentID[:], uint64(req.PermAuthKeyID))
	permanent, ok := s.keys().get(permanentID, now)
	if !ok || permanent.temporary {
		return Reply{Err: errBindMessage}
	}
	msgID, inner, err := openBindMessage(permanent.AuthKey, req.EncryptedMessage)
	if err != nil || msgID != r.MsgID || inner != (crypto.BindAuthKeyInner{
		Nonce:         req.Nonce,
		TempAuthKeyID: key.IntID(),
		PermAuthKeyID: req.PermAuthKeyID,
		TempSessionID: r.Session,
		ExpiresAt:     req.ExpiresAt,
	}) {
		return Reply{Err: errBindMessage}
	}
	// A time after the end of the key is fine: the clocks of clients differ.
	expires := time.Unix(int64(req.ExpiresAt), 0)
	if !now.Before(expires) {
		return Reply{Err: errExpiresAt}
	}
	if err := s.keys().bind(key, permanent, expires); err != nil {
		return Reply{Err: err}
	}
	return Reply{Result: &tg.BoolTrue{}}
}

// dropTemporary answers auth.dropTempAuthKeys.
// See https://core.telegram.org/method/auth.dropTempAuthKeys.
func (s *Server) dropTemporary(permanent *authKey, r Request) Reply {
	var req tg.AuthDropTempAuthKeysRequest
	if err := req.Decode(&bin.Buffer{Buf: r.Body}); err != nil {
		return Reply{Err: errFetch}
	}
	s.keys().dropTemporary(permanent, req.ExceptAuthKeys)
	return Reply{Result: &tg.BoolTrue{}}
}

// openBindMessage decrypts the encrypted_message of auth.bindTempAuthKey: the
// key's id, msg_key, and under MTProto 1.0 the rest, which begins with 16 random
// bytes where salt and session_id would be.
// See https://core.telegram.org/method/auth.bindTempAuthKey#generating-encrypted-message.
func openBindMessage(key crypto.AuthKey, data []byte) (msgID int64, inner crypto.BindAuthKeyInner, err error) {
	const (
		random  = 16
		body    = 4 + 4*8 + 4               // bind_auth_key_inner
		message = random + 8 + 4 + 4 + body // msg_id, seqno, length
		padded  = (message + aes.BlockSize - 1) / aes.BlockSize * aes.BlockSize
	)
	var m crypto.EncryptedMessage
	if err := m.Decode(&bin.Buffer{Buf: data}); err != nil {
		return 0, inner, err
	}
	if m.AuthKeyID != key.ID || len(m.EncryptedData) != padded {
		return 0, inner, errors.New("another key or another length")
	}
	aesKey, iv := crypto.KeysV1(key.Value, m.MsgKey)
	block, err := aes.NewCipher(aesKey[:])
	if err != nil {
		return 0, inner, err
	}
	var plain [padded]byte
	ige.DecryptBlocks(block, iv[:], plain[:], m.EncryptedData)
	msgKey := crypto.MessageKeyV1(plain[:message])
	if subtle.ConstantTimeCompare(msgKey[:], m.MsgKey[:]) != 1 {
		return 0, inner, errors.New("wrong msg_key")
	}

	envelope := plain[random:message]
	msgID = int64(binary.LittleEndian.Uint64(envelope))
	// seqno comes next and means nothing here.
	if length := binary.LittleEndian.Uint32(envelope[8+4:]); length != body {
		return 0, inner, fmt.Errorf("message of %d bytes", length)
	}
	return msgID, inner, inner.Decode(&bin.Buffer{Buf: envelope[8+4+4:]})
}
