package wire

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

// head is a wrapper that is written by hand, without its query.
type head func(b *bin.Buffer)

func (h head) Encode(b *bin.Buffer) error { h(b); return nil }

var (
	withLayer = head(func(b *bin.Buffer) { b.PutID(tg.InvokeWithLayerRequestTypeID); b.PutInt(214) })
	noUpdates = head(func(b *bin.Buffer) { b.PutID(tg.InvokeWithoutUpdatesRequestTypeID) })
	afterMsg  = head(func(b *bin.Buffer) { b.PutID(tg.InvokeAfterMsgRequestTypeID); b.PutLong(8) })
	captcha   = head(func(b *bin.Buffer) { b.PutID(tg.InvokeWithReCaptchaRequestTypeID); b.PutString("token") })
	integrity = proofHead(tg.InvokeWithGooglePlayIntegrityRequestTypeID)
	push      = proofHead(tg.InvokeWithApnsSecretRequestTypeID)
	afterMsgs = head(func(b *bin.Buffer) {
		b.PutID(tg.InvokeAfterMsgsRequestTypeID)
		b.PutVectorHeader(2)
		b.PutLong(12)
		b.PutLong(16)
	})
)

// proofHead answers a challenge that had a nonce.
func proofHead(id uint32) head {
	return func(b *bin.Buffer) {
		b.PutID(id)
		b.PutString("nonce")
		b.PutString("token")
	}
}

// initHead is initConnection with the given flags and what they announce.
func initHead(flags uint32, optional ...bin.Encoder) head {
	return initHeadOf(tg.InitConnectionRequestTypeID, flags, optional...)
}

func initHeadOf(id, flags uint32, optional ...bin.Encoder) head {
	return func(b *bin.Buffer) {
		b.PutID(id)
		b.PutUint32(flags)
		b.PutInt(17)
		for _, s := range []string{"model", "system", strings.Repeat("version ", 40), "en", "", "de"} {
			b.PutString(s)
		}
		for _, o := range optional {
			_ = o.Encode(b)
		}
	}
}

func TestUnwrap(t *testing.T) {
	params := &tg.JSONObject{Value: []tg.JSONObjectValue{
		{Key: "tz_offset", Value: &tg.JSONNumber{Value: 3600}},
		{Key: "list", Value: &tg.JSONArray{Value: []tg.JSONValueClass{
			&tg.JSONNull{}, &tg.JSONBool{Value: true}, &tg.JSONString{Value: "text"},
		}}},
	}}
	proxy := &tg.InputClientProxy{Address: "127.0.0.1", Port: 443}
	signIn := raw(t, &tg.AuthSignInRequest{PhoneNumber: "+9996620001", PhoneCodeHash: "hash", PhoneCode: "22222"})
	unknown := encoded{1, 2, 3, 4, 5, 6, 7, 8}

	for name, tc := range map[string]struct {
		in   encoded
		want query
	}{
		"nothing around": {signIn, query{}},
		"layer":          {raw(t, withLayer, signIn), query{layer: 214, wrappers: []string{"invokeWithLayer"}}},
		"init":           {raw(t, initHead(0), signIn), query{init: true, appID: 17, wrappers: []string{"initConnection"}}},
		"init of older TDLib": {raw(t, initHeadOf(0x785188b8, 3, proxy, params), signIn),
			query{init: true, appID: 17, wrappers: []string{"initConnection"}}},
		"init with proxy and params": {raw(t, initHead(3, proxy, params), signIn),
			query{init: true, appID: 17, wrappers: []string{"initConnection"}}},
		"after": {raw(t, afterMsg, afterMsgs, signIn),
			query{after: []int64{8, 12, 16}, wrappers: []string{"invokeAfterMsg", "invokeAfterMsgs"}}},
		"captcha": {raw(t, withLayer, captcha, signIn),
			query{layer: 214, proof: &Proof{Wrapper: 0xadbb0f94, Token: "token"}, wrappers: []string{"invokeWithLayer", "invokeWithReCaptcha"}}},
		"integrity": {raw(t, integrity, signIn),
			query{proof: &Proof{Wrapper: 0x1df92984, Nonce: "nonce", Token: "token"}, wrappers: []string{"invokeWithGooglePlayIntegrity"}}},
		"push": {raw(t, push, noUpdates, signIn),
			query{proof: &Proof{Wrapper: 0x0dae54f8, Nonce: "nonce", Token: "token"}, withoutUpdates: true,
				wrappers: []string{"invokeWithApnsSecret", "invokeWithoutUpdates"}}},
		"usual order": {raw(t, withLayer, initHead(2, params), signIn),
			query{layer: 214, init: true, appID: 17, wrappers: []string{"invokeWithLayer", "initConnection"}}},
		"unusual order": {raw(t, afterMsg, initHead(0), noUpdates, withLayer, signIn),
			query{layer: 214, init: true, appID: 17, after: []int64{8}, withoutUpdates: true,
				wrappers: []string{"invokeAfterMsg", "initConnection", "invokeWithoutUpdates", "invokeWithLayer"}}},
		"gzip within": {raw(t, withLayer, compress(t, "gzip", raw(t, initHead(0), compress(t, "zlib", signIn)))),
			query{layer: 214, init: true, appID: 17,
				wrappers: []string{"invokeWithLayer", "gzip_packed", "initConnection", "gzip_packed"}}},
	} {
		for query, body := range map[string]encoded{"known": signIn, "unknown": unknown} {
			if query == "unknown" && strings.Contains(name, "gzip") {
				continue // the known one is packed inside
			}
			t.Run(name+", "+query, func(t *testing.T) {
				in := append(bytes.Clone(bytes.TrimSuffix(tc.in, signIn)), body...)
				if strings.Contains(name, "gzip") {
					in = tc.in
				}
				want := tc.want
				want.body = body
				want.method, _ = (&bin.Buffer{Buf: body}).PeekID()
				got, err := unwrap(in, newRoom())
				require.NoError(t, err)
				require.Equal(t, want, got)
			})
		}
	}
}

func TestUnwrapRefuses(t *testing.T) {
	deep := head(func(b *bin.Buffer) {
		for range 100_000 {
			b.PutID(tg.JSONArrayTypeID)
			b.PutVectorHeader(1)
		}
	})
	query := raw(t, ask)
	id := func(id uint32) head { return func(b *bin.Buffer) { b.PutID(id) } }
	one := head(func(b *bin.Buffer) { b.PutVectorHeader(1) })
	for name, in := range map[string]encoded{
		"nothing":         nil,
		"half an id":      {1, 2},
		"no query":        raw(t, withLayer),
		"no layer":        raw(t, withLayer)[:6],
		"no flags":        raw(t, initHead(0))[:4],
		"no app id":       raw(t, initHead(0))[:8],
		"half a string":   raw(t, initHead(0))[:20],
		"no proxy":        raw(t, initHead(1), query),
		"no params":       raw(t, initHead(2), query),
		"params, none":    raw(t, initHead(2)),
		"params, number":  raw(t, initHead(2, id(tg.JSONNumberTypeID), encoded{1, 2, 3, 4})),
		"params, array":   raw(t, initHead(2, id(tg.JSONArrayTypeID))),
		"params, no item": raw(t, initHead(2, id(tg.JSONArrayTypeID), one)),
		"params, no pair": raw(t, initHead(2, id(tg.JSONObjectTypeID), one, id(tg.JSONNullTypeID))),
		"params, no key":  raw(t, initHead(2, id(tg.JSONObjectTypeID), one, id(tg.JSONObjectValueTypeID))),
		"no msg_id":       raw(t, afterMsg)[:8],
		"too few msg_ids": raw(t, afterMsgs)[:20],
		"no vector":       raw(t, afterMsgs)[:4],
		"no token":        raw(t, captcha)[:5],
		"no nonce":        raw(t, integrity)[:5],
		"nonce, no token": raw(t, push)[:12],
		"two proofs":      raw(t, captcha, push, query),
		"gzip, cut":       compress(t, "gzip", query)[:20],
		"gzip, no stream": gzipped(t, []byte{0x1f, 0x8b}),
		"zlib, no stream": gzipped(t, []byte{0x78}),
		"gzip, empty":     gzipped(t, nil),
		"gzip, wrong sum": spoilLast(compress(t, "gzip", query)),
		"gzip, bomb":      compress(t, "gzip", make([]byte, maxFrame+1)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := unwrap(in, newRoom())
			require.Error(t, err)
		})
	}
	// Recursion, memory and work are bounded, whatever comes after the bound.
	for name, tc := range map[string]struct {
		in   encoded
		want string
	}{
		"deep params":      {raw(t, initHead(2, deep), query), errTooDeep.Error()},
		"endless wrappers": {append(bytes.Repeat(raw(t, noUpdates), maxWrappers), query...), errTooDeep.Error()},
		"gzip, bomb":       {spoilLast(compress(t, "gzip", make([]byte, 2*maxFrame))), "holds more than"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := unwrap(tc.in, newRoom())
			require.ErrorContains(t, err, tc.want)
		})
	}
	_, err := unwrap(append(bytes.Repeat(raw(t, noUpdates), maxWrappers-1), query...), newRoom())
	require.NoError(t, err)
	_, err = unwrap(compress(t, "zlib", append(query, make([]byte, maxFrame-len(query))...)), newRoom())
	require.NoError(t, err, "the longest that is allowed")
}

// spoilLast changes the last byte of a gzip stream inside gzip_packed.
func spoilLast(packed encoded) encoded {
	b := &bin.Buffer{Buf: packed[4:]}
	data, _ := b.Bytes()
	data[len(data)-5]++ // the CRC32; the length is the last 4 bytes
	var out bin.Buffer
	out.PutID(0x3072cfa1)
	out.PutBytes(data)
	return out.Buf
}

// An RPC whose wrappers make no sense is refused, and the connection stays.
func TestUnwrapFailureIsAnswered(t *testing.T) {
	c, _ := start(t, &Server{Handler: greet})
	require.Equal(t, []byte(raw(t, errFetch)), c.result(c.send(raw(t, withLayer))).Buf)
	c.result(c.send(ask))
}
