package wire

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"go.uber.org/zap"
)

// pack encodes a reply as rpc_result. A result that does not encode is
// answered as an error of the server.
func (s *Server) pack(r Request, reply Reply) (answer []byte, failed bool) {
	refuse := func(e *mt.RPCError) ([]byte, bool) { return packRefusal(r.MsgID, e), true }
	defer s.contain(r, func() { answer, failed = refuse(errServer) })
	switch {
	case reply.Err != nil:
		return refuse(reply.Err)
	case reply.Result == nil:
		s.log().Error("empty reply", zap.String("method", MethodName(r.Method)))
		return refuse(errServer)
	}
	answer, err := s.packResult(r, reply.Result)
	if err != nil {
		s.log().Error("result does not encode", zap.String("method", MethodName(r.Method)), zap.Error(err))
		return refuse(errServer)
	}
	return answer, false
}

// encoded is TL that is ready to be sent.
type encoded []byte

func (e encoded) Encode(b *bin.Buffer) error {
	b.Put(e)
	return nil
}

// packResult wraps the result of an RPC into rpc_result.
//
// That of auth.bindTempAuthKey is never compressed: mtcute reads it apart, and
// Telegram has no reason to compress a Bool.
func (s *Server) packResult(r Request, result bin.Encoder) ([]byte, error) {
	var b bin.Buffer
	if err := b.Encode(result); err != nil {
		return nil, err
	}
	if r.Method == tg.AuthBindTempAuthKeyRequestTypeID {
		return rpcResult(r.MsgID, b.Buf), nil
	}
	packed, err := s.Compress.pack(b.Buf)
	return rpcResult(r.MsgID, packed), err
}

// rpcResult wraps TL bytes into rpc_result.
func rpcResult(reqMsgID int64, result []byte) []byte {
	var b bin.Buffer
	b.PutID(proto.ResultTypeID)
	b.PutLong(reqMsgID)
	b.Put(result)
	return b.Buf
}

// packRefusal wraps an rpc_error into rpc_result.
func packRefusal(reqMsgID int64, e *mt.RPCError) []byte {
	var b bin.Buffer
	_ = e.Encode(&b) // fails on nil only
	return rpcResult(reqMsgID, b.Buf)
}
