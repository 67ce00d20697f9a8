package mtproto

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"
)

func encodedBytes(t testing.TB, v bin.Encoder) []byte {
	var b bin.Buffer
	require.NoError(t, v.Encode(&b))
	return b.Buf
}

func container(t testing.TB, bodies ...[]byte) []byte {
	c := &proto.MessageContainer{}
	for i, body := range bodies {
		c.Messages = append(c.Messages, proto.Message{ID: int64(i), Bytes: len(body), Body: body})
	}
	return encodedBytes(t, c)
}

func packed(t testing.TB, data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	var b bin.Buffer
	b.PutID(proto.GZIPTypeID)
	b.PutBytes(out.Bytes())
	return b.Buf
}

// A server's message is opened in one step, or two; what would take more never
// reaches the code that opens it.
func TestNesting(t *testing.T) {
	pong := encodedBytes(t, &mt.Pong{MsgID: 1, PingID: 2})
	for name, good := range map[string][]byte{
		"a message":                       pong,
		"too short for one":               {1, 2},
		"nothing":                         nil,
		"packed":                          packed(t, pong),
		"a container":                     container(t, pong, pong),
		"an empty container":              container(t),
		"a packed message in a container": container(t, packed(t, pong), pong),
	} {
		require.NoError(t, checkNesting(good), name)
	}
	for name, bad := range map[string][]byte{
		"a container in a container":        container(t, pong, container(t, pong)),
		"a packed container":                packed(t, container(t, pong)),
		"a packed container in a container": container(t, packed(t, container(t, pong))),
		"packed twice":                      packed(t, packed(t, pong)),
		"packed twice in a container":       container(t, packed(t, packed(t, pong))),
	} {
		require.ErrorIs(t, checkNesting(bad), errNested, name)
	}
	require.Error(t, checkNesting(container(t, pong)[:20]), "cut short")
	require.Error(t, checkNesting(packed(t, pong)[:9]), "cut short")
}

func FuzzNesting(f *testing.F) {
	pong := encodedBytes(f, &mt.Pong{MsgID: 1, PingID: 2})
	f.Add(container(f, pong, packed(f, container(f, pong))))
	f.Add(packed(f, packed(f, pong)))
	f.Fuzz(func(_ *testing.T, data []byte) { _ = checkNesting(data) })
}
