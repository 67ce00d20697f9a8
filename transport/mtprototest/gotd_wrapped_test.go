package mtprototest_test

import (
	"crypto/rand"
	"sync"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A query is answered whatever stands around it, in whatever order, if what it
// shall come after has been answered (core.telegram.org/api/invoking).
func TestGotdWrapped(t *testing.T) {
	ids := &contentIDs{Cipher: crypto.NewClientCipher(rand.Reader)}
	layer := func(q bin.Object) bin.Object { return &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: q} }
	begin := func(q bin.Object) bin.Object { return &tg.InitConnectionRequest{APIID: 1, Query: q} }
	quiet := func(q bin.Object) bin.Object { return &tg.InvokeWithoutUpdatesRequest{Query: q} }
	after := func(n int, q bin.Object) bin.Object { return &tg.InvokeAfterMsgRequest{MsgID: ids.sent(n), Query: q} }
	afterAll := func(n, m int, q bin.Object) bin.Object {
		return &tg.InvokeAfterMsgsRequest{MsgIDs: []int64{ids.sent(n), ids.sent(m)}, Query: q}
	}
	ask := &tg.HelpGetConfigRequest{}

	srv := start(t, mtprototest.Config{})
	ctx, conn := gotdConn(t, srv, mtproto.Options{Cipher: ids})
	for i, tt := range []struct {
		query   func() bin.Object
		refusal string
	}{
		0:  {func() bin.Object { return ask }, "CONNECTION_NOT_INITED"},
		1:  {func() bin.Object { return layer(quiet(ask)) }, "CONNECTION_NOT_INITED"},
		2:  {func() bin.Object { return quiet(begin(layer(ask))) }, ""},
		3:  {func() bin.Object { return layer(begin(quiet(ask))) }, ""},
		4:  {func() bin.Object { return ask }, ""},
		5:  {func() bin.Object { return after(4, ask) }, ""},
		6:  {func() bin.Object { return layer(after(3, quiet(ask))) }, ""},
		7:  {func() bin.Object { return after(3, after(4, ask)) }, ""},
		8:  {func() bin.Object { return quiet(afterAll(2, 4, layer(ask))) }, ""},
		9:  {func() bin.Object { return after(0, ask) }, "MSG_WAIT_FAILED"},
		10: {func() bin.Object { return afterAll(4, 1, ask) }, "MSG_WAIT_FAILED"},
	} {
		var config tg.Config
		err := conn.Invoke(ctx, tt.query(), &config)
		if tt.refusal != "" {
			require.True(t, tgerr.Is(err, tt.refusal), "query %d: %v", i, err)
			continue
		}
		require.NoError(t, err, "query %d", i)
		require.Equal(t, 2, config.ThisDC, "query %d", i)
	}
	require.NoError(t, conn.Ping(ctx))
}

// contentIDs is gotd's own cipher, and keeps the numbers of the messages that
// are RPCs.
type contentIDs struct {
	crypto.Cipher
	mu  sync.Mutex
	ids []int64
}

func (c *contentIDs) Encrypt(key crypto.AuthKey, data crypto.EncryptedMessageData, b *bin.Buffer) error {
	const contentRelated = 1 // in the seqno
	if data.SeqNo&contentRelated != 0 {
		c.mu.Lock()
		c.ids = append(c.ids, data.MessageID)
		c.mu.Unlock()
	}
	return c.Cipher.Encrypt(key, data, b)
}

// sent is the number of the n-th RPC.
func (c *contentIDs) sent(n int) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ids[n]
}
