package exchange

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/binary"
	"io"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

// script is a connection that plays answers, whatever is asked.
type script struct {
	answers [][]byte
	sent    int
}

func (s *script) Send(context.Context, *bin.Buffer) error { s.sent++; return nil }
func (s *script) Close() error                            { return nil }
func (s *script) Recv(_ context.Context, b *bin.Buffer) error {
	if len(s.answers) == 0 {
		return io.EOF
	}
	b.ResetTo(s.answers[0])
	s.answers = s.answers[1:]
	return nil
}

// zeroNonces returns a client whose nonces are all zeros, so that the fuzzer
// gets past the checks of nonces.
func zeroNonces(answers ...[]byte) *client {
	opt := options(&chosen{Reader: replay(6), values: map[int][]byte{16: make([]byte, 16)}})
	opt.Now = time.Now
	return &client{
		Options: opt,
		conn:    &script{answers: answers},
		ids:     proto.NewMessageIDGen(time.Now),
	}
}

// unencrypted returns a message as it comes from a server.
func unencrypted(message bin.Encoder) []byte {
	var data, b bin.Buffer
	if err := message.Encode(&data); err != nil {
		panic(err)
	}
	if err := (proto.UnencryptedMessage{MessageID: 1, MessageData: data.Buf}).Encode(&b); err != nil {
		panic(err)
	}
	return b.Buf
}

// FuzzAnswers plays three arbitrary answers. Nothing may panic, and no key may
// come of them.
func FuzzAnswers(f *testing.F) {
	fingerprint := crypto.RSAFingerprint(&serverKey().PublicKey)
	f.Add(unencrypted(&mt.ResPQ{Pq: randomPQ(replay(7)), ServerPublicKeyFingerprints: []int64{fingerprint}}),
		unencrypted(&mt.ServerDHParamsOk{EncryptedAnswer: make([]byte, 592)}),
		unencrypted(&mt.DhGenOk{}))
	f.Add(unencrypted(&mt.ResPQ{Pq: []byte{15}, ServerPublicKeyFingerprints: []int64{fingerprint}}),
		unencrypted(&mt.ServerDHParamsFail{}),
		unencrypted(&mt.DhGenRetry{}))
	f.Add([]byte{}, []byte{1}, make([]byte, 20))
	f.Fuzz(func(t *testing.T, first, second, third []byte) {
		// The key differs from run to run: let every answer name it.
		if first = bytes.Clone(first); len(first) > 8 {
			binary.LittleEndian.PutUint64(first[len(first)-8:], uint64(fingerprint))
		}
		c := zeroNonces(first, second, third)
		_, err := c.run(t.Context())
		require.Error(t, err)
		require.LessOrEqual(t, c.Work.Messages, 6)
	})
}

// FuzzInnerData signs and encrypts arbitrary bytes as server_DH_inner_data.
func FuzzInnerData(f *testing.F) {
	for _, ga := range [][]byte{{1}, dhgrouptest.FFDHE2048(), dhgrouptest.Composite()} {
		var b bin.Buffer
		if err := (&mt.ServerDHInnerData{G: 3, DhPrime: dhgrouptest.Telegram(), GA: ga}).Encode(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Buf)
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		c := zeroNonces()
		sum := sha1.Sum(data)
		plain := append(sum[:], data...)
		plain = append(plain, make([]byte, (16-len(plain)%16)%16)...)
		offer, err := c.open((&server{}).encrypt(plain))
		if err == nil {
			require.NotNil(t, offer.group)
			require.True(t, offer.group.InRange(offer.group.Number(offer.ga)))
			return
		}
		var failed *Error
		require.ErrorAs(t, err, &failed)
	})
}
