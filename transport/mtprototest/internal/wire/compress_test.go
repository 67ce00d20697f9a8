package wire

import (
	"context"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

func TestCompress(t *testing.T) {
	result := &tg.NearestDC{Country: strings.Repeat("stepin ", 1000)}
	for name, tc := range map[string]struct {
		how  Compression
		head []byte // of the packed data
	}{
		"gzip": {Gzip, []byte{0x1f, 0x8b}},
		"zlib": {Zlib, []byte{0x78}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Compress: tc.how, Handler: func(_ context.Context, r Request) Reply {
				if r.Method != tg.HelpGetNearestDCRequestTypeID {
					return Reply{Err: errServer}
				}
				return Reply{Result: result}
			}}
			c, _ := start(t, s)
			id := c.send(ask)
			body := c.result(id)
			var packed mt.GzipPacked
			require.NoError(t, packed.Decode(&bin.Buffer{Buf: body.Buf}))
			require.Equal(t, tc.head, packed.PackedData[:len(tc.head)])
			require.Less(t, len(body.Buf), 1000)
			plain, err := newRoom().inflate(body)
			require.NoError(t, err)
			require.Equal(t, []byte(raw(t, result)), plain)

			c.sendAs(id, 1, ask) // a repeat is answered alike
			again, err := newRoom().inflate(c.result(id))
			require.NoError(t, err)
			require.Equal(t, plain, again)

			require.Equal(t, []byte(raw(t, errServer)), c.result(c.send(&tg.HelpGetConfigRequest{})).Buf, "refusals are not packed")
			drop := c.send(&mt.RPCDropAnswerRequest{ReqMsgID: 4})
			require.Equal(t, []byte(raw(t, &mt.RPCAnswerUnknown{})), c.result(drop).Buf, "nor are answers to service messages")
		})
	}
	// gotd inflates gzip only.
	s := &Server{Compress: Gzip, Handler: greet}
	addr, _ := listen(t, s)
	require.NoError(t, withGotd(addr, transport.Intermediate, mtproto.Options{Key: register(t, s, testSalt), Salt: testSalt},
		func(ctx context.Context, api *tg.Client) error {
			_, err := api.HelpGetNearestDC(ctx)
			return err
		}))
}

// pack packs bytes as a client might, inside out.
func pack(t testing.TB, body encoded, framings ...string) encoded {
	for _, framing := range framings {
		body = compress(t, framing, body)
	}
	return body
}

// contain puts requests into a container, each with an id of its own.
func contain(c *client, bodies ...encoded) encoded {
	var all proto.MessageContainer
	for _, body := range bodies {
		all.Messages = append(all.Messages, proto.Message{ID: c.newID(), SeqNo: 1, Bytes: len(body), Body: body})
	}
	return raw(c.t, &all)
}

// gzip_packed in both framings, wherever it may stand.
func TestInflateAnywhere(t *testing.T) {
	query := raw(t, ask)
	for name, body := range map[string]func(c *client) encoded{
		"gzip":                      func(*client) encoded { return pack(t, query, "gzip") },
		"zlib in gzip":              func(*client) encoded { return pack(t, query, "zlib", "gzip") },
		"three times":               func(*client) encoded { return pack(t, query, "gzip", "gzip", "zlib") },
		"container in gzip":         func(c *client) encoded { return pack(t, contain(c, query), "gzip") },
		"container in zlib in gzip": func(c *client) encoded { return pack(t, contain(c, query), "zlib", "gzip") },
		"gzip in container":         func(c *client) encoded { return contain(c, pack(t, query, "gzip")) },
		"zlib in gzip in container": func(c *client) encoded { return contain(c, pack(t, query, "zlib", "gzip")) },
		"gzip in container in zlib": func(c *client) encoded { return pack(t, contain(c, pack(t, query, "gzip")), "zlib") },
		"gzip in invokeWithLayer":   func(*client) encoded { return raw(t, withLayer, pack(t, query, "gzip")) },
		"twice in invokeWithLayer":  func(*client) encoded { return raw(t, withLayer, pack(t, query, "gzip", "zlib")) },
		"everywhere": func(c *client) encoded {
			inner := pack(t, raw(t, withLayer, pack(t, raw(t, initHead(0), pack(t, query, "zlib")), "gzip")), "zlib")
			return pack(t, contain(c, inner), "gzip", "zlib")
		},
		"a ping, packed twice": func(*client) encoded { return pack(t, raw(t, &mt.PingRequest{}), "zlib", "gzip") },
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Handler: greet}
			c, _ := start(t, s)
			c.send(body(c))
			want := uint32(proto.ResultTypeID)
			if strings.Contains(name, "ping") {
				want = mt.PongTypeID
			}
			for {
				r, err := c.next()
				require.NoError(t, err)
				require.NotEqual(t, uint32(mt.BadMsgNotificationTypeID), r.typ)
				if r.typ == want {
					return
				}
			}
		})
	}
}

// All that a packet unpacks to is bounded together, and so is how often.
func TestInflateIsBounded(t *testing.T) {
	half := make(encoded, maxFrame/2)
	copy(half, raw(t, ask))
	packed := pack(t, half, "gzip")

	c, _ := start(t, &Server{Handler: greet})
	c.send(contain(c, packed, packed))
	c.until(proto.ResultTypeID)
	c.until(proto.ResultTypeID)

	refused := func(body encoded) {
		id := c.send(body)
		var bad mt.BadMsgNotification
		c.until(mt.BadMsgNotificationTypeID).decode(t, &bad)
		require.Equal(t, mt.BadMsgNotification{BadMsgID: id, BadMsgSeqno: 1, ErrorCode: 64}, bad)
	}
	refused(contain(c, packed, packed, pack(t, raw(t, ask), "gzip")))
	var often []string
	for range maxWrappers {
		often = append(often, "gzip")
	}
	refused(pack(t, raw(t, ask), often...))
	c.result(c.send(pack(t, raw(t, ask), often[1:]...)))

	// Inside a wrapper it is the request that is refused.
	second := raw(t, withLayer, packed)
	third := raw(t, withLayer, pack(t, raw(t, ask), "gzip"))
	c.send(contain(c, packed, second, third))
	refusals := 0
	for range 3 {
		var res proto.Result
		c.until(proto.ResultTypeID).decode(t, &res)
		if string(res.Result) == string(raw(t, errFetch)) {
			refusals++
		}
	}
	require.Equal(t, 1, refusals)
}
