package wire

import (
	"bytes"
	"crypto/rand"
	"io"
	"testing"
	"testing/iotest"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto/codec"
	"github.com/stretchr/testify/require"
)

// Our framing and gotd's understand each other, at every length that matters.
func TestFramesAgreeWithGotd(t *testing.T) {
	for name, tc := range map[string]struct {
		ours  func() framing
		gotds func() codec.Codec
	}{
		"abridged":     {func() framing { return abridged{} }, func() codec.Codec { return codec.Abridged{} }},
		"intermediate": {func() framing { return intermediate{} }, func() codec.Codec { return codec.Intermediate{} }},
		"padded":       {func() framing { return paddedIntermediate{} }, func() codec.Codec { return codec.PaddedIntermediate{} }},
		"full":         {func() framing { return &full{} }, func() codec.Codec { return &codec.Full{} }},
	} {
		t.Run(name, func(t *testing.T) {
			ours, gotds := tc.ours(), tc.gotds()
			for _, n := range []int{24 + 48, 24 + 64, 24 + 16*30, 24 + 16*31, 24 + 16*70_000 - 16*5000} {
				packet := make([]byte, n)
				_, err := rand.Read(packet)
				require.NoError(t, err)

				var wire bytes.Buffer
				require.NoError(t, ours.write(&wire, packet))
				var got bin.Buffer
				require.NoError(t, gotds.Read(&wire, &got))
				require.True(t, bytes.Equal(packet, got.Buf), "%d bytes, from us", n)

				require.NoError(t, gotds.Write(&wire, &bin.Buffer{Buf: bytes.Clone(packet)}))
				back, err := ours.read(iotest.OneByteReader(&wire))
				require.NoError(t, err)
				require.True(t, bytes.Equal(packet, trimPadding(back)), "%d bytes, to us", n)
				require.Zero(t, wire.Len())
			}
		})
	}
}

// The abridged length changes its form at 127 words.
func TestAbridgedLength(t *testing.T) {
	for _, n := range []int{8, 4 * 126, 4 * 127, 4 * 128} {
		var wire bytes.Buffer
		require.NoError(t, abridged{}.write(&wire, make([]byte, n)))
		var got bin.Buffer
		require.NoError(t, codec.Abridged{}.Read(&wire, &got))
		require.Equal(t, n, got.Len())
	}
}

func TestTrimPadding(t *testing.T) {
	packet := bytes.Repeat([]byte{7}, 24+48)
	for n := range 16 {
		require.Equal(t, packet, trimPadding(append(bytes.Clone(packet), make([]byte, n)...)))
	}
	require.Len(t, trimPadding(packet[:23]), 23)
	require.Len(t, trimPadding(packet[:30]), 24)
}

// The bit that asks for a quick ack is not part of the length.
func TestQuickAckBit(t *testing.T) {
	for name, tc := range map[string]struct {
		framing framing
		head    []byte
	}{
		"abridged":       {abridged{}, []byte{0x81}},
		"abridged, long": {abridged{}, []byte{0xff, 1, 0, 0}},
		"intermediate":   {intermediate{}, []byte{4, 0, 0, 0x80}},
		"padded":         {paddedIntermediate{}, []byte{4, 0, 0, 0x80}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tc.framing.read(bytes.NewReader(append(tc.head, "body"...)))
			require.NoError(t, err)
			require.Equal(t, "body", string(got))
		})
	}
}

// Full frames are numbered; one out of turn is refused.
func TestFullNumbers(t *testing.T) {
	var wire bytes.Buffer
	sender := &full{}
	require.NoError(t, sender.write(&wire, []byte("one.")))
	replay := bytes.Clone(wire.Bytes())
	require.NoError(t, sender.write(&wire, []byte("two.")))
	receiver := &full{}
	for _, want := range []string{"one.", "two."} {
		got, err := receiver.read(&wire)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
	_, err := receiver.read(bytes.NewReader(replay))
	require.ErrorContains(t, err, "frame number 0 instead of 2")
	replay[9]++
	_, err = (&full{}).read(bytes.NewReader(replay))
	require.ErrorContains(t, err, "CRC32")
}

// A length prefix alone costs no memory: we ask for a little at a time.
func TestPromisedLengthIsNotAllocated(t *testing.T) {
	r := &greedMeter{r: bytes.NewReader([]byte{0, 0, 0x10, 0, 1, 2, 3})} // 1 MiB to come
	_, err := intermediate{}.read(r)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.LessOrEqual(t, r.most, 64<<10)
}

// greedMeter notes the largest buffer that it was asked to fill.
type greedMeter struct {
	r    io.Reader
	most int
}

func (g *greedMeter) Read(p []byte) (int, error) {
	g.most = max(g.most, len(p))
	return g.r.Read(p)
}
