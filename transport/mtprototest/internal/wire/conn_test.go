package wire

import (
	"bytes"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/stretchr/testify/require"
)

// Padding is 12 to 1024 bytes.
// See https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector.
func TestDecryptChecksPadding(t *testing.T) {
	s := &Server{Key: testRSA()}
	require.NoError(t, s.prepare())
	key := &authKey{AuthKey: crypto.Key{1}.WithID()}
	// Without randomness gotd pads 32 bytes of header and a body of 4 with 12.
	cipher := crypto.NewClientCipher(bytes.NewReader(make([]byte, 4096)))
	for name, tc := range map[string]struct {
		body   int // bytes before gotd's own padding
		length int // what the message says
		ok     bool
	}{
		"12":          {4, 4, true},
		"8":           {4, 8, false},
		"none":        {4, 16, false},
		"less":        {4, 20, false},
		"1020":        {4 + 1008, 4, true},
		"1036":        {4 + 1024, 4, false},
		"not aligned": {4, 3, false},
		"negative":    {4, -4, false},
	} {
		t.Run(name, func(t *testing.T) {
			var packet bin.Buffer
			require.NoError(t, cipher.Encrypt(key.AuthKey, crypto.EncryptedMessageData{
				MessageDataLen: int32(tc.length), MessageDataWithPadding: make([]byte, tc.body),
			}, &packet))
			data, err := s.decrypt(key, packet.Buf)
			if !tc.ok {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			require.Len(t, data.Data(), tc.length)
		})
	}
}
