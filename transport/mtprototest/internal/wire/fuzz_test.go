package wire

import (
	"context"
	"crypto/rand"
	"io"
	"math/big"
	"net"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
)

func FuzzUnwrap(f *testing.F) {
	f.Add([]byte(raw(f, withLayer, initHead(2, &tg.JSONNull{}), ask)))
	f.Add([]byte(raw(f, initHead(1, &tg.InputClientProxy{}), afterMsgs, afterMsg, noUpdates, ask)))
	f.Add([]byte(compress(f, "gzip", raw(f, ask))))
	f.Add([]byte(compress(f, "zlib", raw(f, withLayer, ask))))
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := unwrap(body, newRoom())
		if err == nil && len(q.body) < 4 {
			t.Fatalf("a query of %d bytes", len(q.body))
		}
	})
}

// Any message at any stage of a key exchange.
func FuzzExchange(f *testing.F) {
	f.Add([]byte(raw(f, &mt.ReqPqMultiRequest{})), byte(0))
	f.Add([]byte(raw(f, &mt.ReqDHParamsRequest{P: []byte{3}, Q: []byte{5}, EncryptedData: make([]byte, 256)})), byte(1))
	f.Add([]byte(raw(f, &mt.SetClientDHParamsRequest{EncryptedData: make([]byte, 64)})), byte(2))
	f.Fuzz(func(t *testing.T, body []byte, stage byte) {
		x := newHandshake()
		x.stage = exchangeStage(stage % 3)
		x.p, x.q, x.a = big.NewInt(3), big.NewInt(5), big.NewInt(7)
		answer, made, err := x.step(body)
		if (answer == nil) == (err == nil) || (made != nil && err != nil) {
			t.Fatalf("answer %v, key made %v, error %v", answer != nil, made != nil, err)
		}
	})
}

// What stands in the encrypted part of req_DH_params.
func FuzzInnerData(f *testing.F) {
	f.Add([]byte(raw(f, &mt.PQInnerDataDC{DC: 2})))
	f.Add([]byte(raw(f, &mt.PQInnerDataTempDC{DC: 2, ExpiresIn: 60})))
	f.Add(append([]byte{0xd4, 0x84, 0x6a, 0x3c}, append(raw(f, &mt.PQInnerData{})[4:], 60, 0, 0, 0)...))
	f.Fuzz(func(t *testing.T, plain []byte) {
		inner, err := decodeInner(plain)
		if err == nil && (inner.PQInnerDataClass == nil || inner.life < 0) {
			t.Fatalf("life %v", inner.life)
		}
	})
}

// What stands inside a rightly encrypted packet.
func FuzzPacket(f *testing.F) {
	s := &Server{Key: testRSA(), Handler: greet}
	if err := s.prepare(); err != nil {
		f.Fatal(err)
	}
	for _, m := range []bin.Encoder{
		ask, &mt.PingRequest{}, &mt.PingDelayDisconnectRequest{}, &mt.GetFutureSaltsRequest{},
		&mt.MsgsStateReq{MsgIDs: []int64{1, 2}}, &mt.DestroySessionRequest{}, &mt.RPCDropAnswerRequest{},
		&mt.MsgsAck{MsgIDs: []int64{1}}, &mt.MsgResendReq{MsgIDs: []int64{1}}, &tg.AuthBindTempAuthKeyRequest{},
		encoded{0x60, 0x51, 0x43, 0xd1}, // destroy_auth_key
		&proto.MessageContainer{Messages: []proto.Message{{ID: 4, SeqNo: 1, Bytes: 4, Body: []byte("body")}}},
		compress(f, "gzip", raw(f, withLayer, ask)),
	} {
		f.Add([]byte(raw(f, m)), int32(1))
	}
	f.Fuzz(func(t *testing.T, body []byte, seq int32) {
		key := &authKey{AuthKey: crypto.Key{1}.WithID(), salt: testSalt}
		c := &conn{srv: s, raw: new(net.TCPConn), link: link{framing: intermediate{}, w: io.Discard}, run: &run{}}
		defer c.stay()
		err := c.receiveData(context.Background(), key, &crypto.EncryptedMessageData{
			Salt: testSalt, SessionID: 1, MessageID: s.ids.New(proto.MessageFromClient), SeqNo: seq,
			MessageDataLen: int32(len(body)), MessageDataWithPadding: body,
		})
		c.run.wg.Wait()
		if err != nil {
			t.Fatalf("the connection ends: %v", err)
		}
	})
}

// Packets under a known key that were not encrypted with it, or were cut.
func FuzzDecrypt(f *testing.F) {
	s := &Server{Key: testRSA()}
	if err := s.prepare(); err != nil {
		f.Fatal(err)
	}
	key := &authKey{AuthKey: crypto.Key{1}.WithID()}
	var good bin.Buffer
	if err := crypto.NewClientCipher(rand.Reader).Encrypt(key.AuthKey, crypto.EncryptedMessageData{Message: ask}, &good); err != nil {
		f.Fatal(err)
	}
	f.Add(good.Buf)
	f.Add(good.Buf[:24])
	f.Add(good.Buf[:8])
	f.Fuzz(func(t *testing.T, packet []byte) {
		data, err := s.decrypt(key, packet)
		if err == nil {
			data.Data()
		}
	})
}
