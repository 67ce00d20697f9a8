package exchange

import (
	"context"
	"crypto/rsa"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"
)

// readSample reads lines of the form "name = hexadecimal".
func readSample(t *testing.T) map[string][]byte {
	text, err := os.ReadFile("testdata/sample.txt")
	require.NoError(t, err)
	sample := map[string][]byte{}
	for line := range strings.Lines(string(text)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok {
			continue
		}
		sample[name], err = hex.DecodeString(value)
		require.NoError(t, err, name)
	}
	return sample
}

// recorder keeps what is sent.
type recorder struct {
	script
	frames [][]byte
}

func (r *recorder) Send(ctx context.Context, b *bin.Buffer) error {
	r.frames = append(r.frames, b.Copy())
	return r.script.Send(ctx, b)
}

func (r *recorder) message(t *testing.T, i int, message bin.Decoder) {
	var envelope proto.UnencryptedMessage
	require.NoError(t, envelope.Decode(&bin.Buffer{Buf: r.frames[i]}))
	require.NoError(t, message.Decode(&bin.Buffer{Buf: envelope.MessageData}))
}

// Telegram's documentation has a whole exchange with a production server. Given
// the same random numbers, the client must do the same.
func TestTelegramsSample(t *testing.T) {
	sample := readSample(t)
	// padded restores the padding that message_length counts.
	padded := func(payload []byte) []byte {
		whole := make([]byte, 20+binary.LittleEndian.Uint32(payload[16:]))
		require.Greater(t, len(whole), len(payload), "Telegram's servers pad")
		copy(whole, payload)
		return whole
	}
	conn := &recorder{script: script{answers: [][]byte{
		padded(sample["resPQ"]),
		padded(append(sample["server_DH_params_ok_header"], sample["encrypted_answer"]...)),
		padded(sample["dh_gen_ok"]),
	}}}
	// All but RSA_PAD's temp_key, which the page does not tell.
	random := &chosen{Reader: replay(8), values: map[int][]byte{
		16:  sample["nonce"],
		32:  sample["new_nonce"],
		92:  sample["random_padding_bytes"],
		256: sample["b"],
		12:  sample["padding"],
	}}
	work := new(Work)
	result, err := Run(t.Context(), conn, Options{
		DC:     2,
		Keys:   []*rsa.PublicKey{{N: new(big.Int).SetBytes(sample["rsa_n"]), E: 65537}},
		Random: random,
		Now:    func() time.Time { return time.Unix(1705754876, 0) },
		Work:   work,
	})
	require.NoError(t, err)
	require.Empty(t, random.values)
	require.Equal(t, sample["auth_key"], result.Key[:])
	require.Equal(t, time.Unix(1705754877, 0), result.ServerTime)
	require.Equal(t, time.Second, result.Offset)
	require.Equal(t, 2, work.ModExps)

	var first mt.ReqPqMultiRequest
	conn.message(t, 0, &first)
	require.Equal(t, sample["nonce"], first.Nonce[:])
	var second mt.ReqDHParamsRequest
	conn.message(t, 1, &second)
	require.Equal(t, sample["p"], second.P)
	require.Equal(t, sample["q"], second.Q)
	require.Len(t, second.EncryptedData, 256)
	var third mt.SetClientDHParamsRequest
	conn.message(t, 2, &third)
	require.Equal(t, sample["encrypted_data"], third.EncryptedData)
}
