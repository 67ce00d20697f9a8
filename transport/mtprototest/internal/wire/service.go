package wire

import (
	"context"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// destroyAuthKeyTypeID is of destroy_auth_key, which gotd does not have. The
// schema is in TDLib: td/generate/scheme/mtproto_api.tl.
const destroyAuthKeyTypeID = 0xd1435160

type destroyAuthKeyOk struct{}

func (destroyAuthKeyOk) Encode(b *bin.Buffer) error {
	b.PutID(0xf660e1d4)
	return nil
}

// serviceNames names the messages that are no RPCs. gzip_packed and containers
// have been opened before.
// See https://core.telegram.org/mtproto/service_messages.
var serviceNames = map[uint32]string{
	mt.PingRequestTypeID:                "ping",
	mt.PingDelayDisconnectRequestTypeID: "ping_delay_disconnect",
	mt.GetFutureSaltsRequestTypeID:      "get_future_salts",
	mt.MsgsStateReqTypeID:               "msgs_state_req",
	mt.MsgResendReqTypeID:               "msg_resend_req",
	mt.DestroySessionRequestTypeID:      "destroy_session",
	destroyAuthKeyTypeID:                "destroy_auth_key",
	mt.RPCDropAnswerRequestTypeID:       "rpc_drop_answer",
	mt.MsgsAckTypeID:                    "msgs_ack",
	mt.HTTPWaitRequestTypeID:            "http_wait",
	mt.MsgsAllInfoTypeID:                "msgs_all_info",
	mt.MsgsStateInfoTypeID:              "msgs_state_info",
}

// isService reports whether a message is no RPC.
func isService(m message) bool {
	id, _ := (&bin.Buffer{Buf: m.body}).PeekID() // open has seen it
	return serviceNames[id] != ""
}

// dispatch handles one message: a service message here, anything else as an
// RPC. A service message that does not decode is ignored.
func (c *conn) dispatch(ctx context.Context, key *authKey, s *session, m message) error {
	if !isService(m) {
		return c.call(ctx, key, s, m)
	}
	b := &bin.Buffer{Buf: m.body}
	id, _ := b.PeekID()
	c.srv.service(serviceNames[id])
	read := func(d bin.Decoder) bool { return d.Decode(b) == nil }
	answer := func(body bin.Encoder) error {
		return c.send(key, s, proto.MessageServerResponse, false, body)
	}

	switch id {
	case mt.PingRequestTypeID:
		var req mt.PingRequest
		if read(&req) {
			return answer(&mt.Pong{MsgID: m.id, PingID: req.PingID})
		}
	case mt.PingDelayDisconnectRequestTypeID:
		var req mt.PingDelayDisconnectRequest
		if read(&req) {
			if req.DisconnectDelay > 0 {
				c.hangUpAfter(time.Duration(req.DisconnectDelay) * time.Second)
			}
			return answer(&mt.Pong{MsgID: m.id, PingID: req.PingID})
		}
	case mt.GetFutureSaltsRequestTypeID:
		var req mt.GetFutureSaltsRequest
		if read(&req) {
			return answer(c.srv.futureSalts(key, m.id))
		}
	case mt.MsgsStateReqTypeID:
		var req mt.MsgsStateReq
		if read(&req) {
			return c.tellStates(key, s, m.id, req.MsgIDs)
		}
	case mt.MsgResendReqTypeID:
		var req mt.MsgResendReq
		if read(&req) {
			found, all := s.sent(req.MsgIDs)
			if !all {
				if err := answer(s.info(m.id, req.MsgIDs)); err != nil {
					return err
				}
			}
			return c.resend(key, s, found)
		}
	case mt.DestroySessionRequestTypeID:
		var req mt.DestroySessionRequest
		if read(&req) {
			// A session cannot destroy itself.
			if req.SessionID != s.id {
				if other := key.destroy(req.SessionID); other != nil {
					other.deafen()
					return answer(&mt.DestroySessionOk{SessionID: req.SessionID})
				}
			}
			return answer(&mt.DestroySessionNone{SessionID: req.SessionID})
		}
	case destroyAuthKeyTypeID:
		c.srv.keys().forget(key)
		return answer(destroyAuthKeyOk{})
	case mt.RPCDropAnswerRequestTypeID:
		var req mt.RPCDropAnswerRequest
		if read(&req) {
			return c.dropAnswer(key, s, m.id, req.ReqMsgID)
		}
	case mt.MsgsAckTypeID:
		var req mt.MsgsAck
		if read(&req) {
			s.confirm(req.MsgIDs)
		}
	}
	return nil
}

// saltLife is for how long future_salts promises the present salt, in seconds.
const saltLife = 24 * 60 * 60

func (s *Server) futureSalts(key *authKey, reqMsgID int64) bin.Encoder {
	now := int(s.now().Unix())
	return &mt.FutureSalts{ReqMsgID: reqMsgID, Now: now, Salts: []mt.FutureSalt{
		{ValidSince: now, ValidUntil: now + saltLife, Salt: key.currentSalt()},
	}}
}

func (c *conn) dropAnswer(key *authKey, s *session, msgID, dropped int64) error {
	var result bin.Encoder = &mt.RPCAnswerUnknown{}
	if s.drop(dropped) {
		result = &mt.RPCAnswerDroppedRunning{}
	}
	var b bin.Buffer
	if err := b.Encode(result); err != nil {
		return err
	}
	return c.sendResult(key, s, rpcResult(msgID, b.Buf))
}
