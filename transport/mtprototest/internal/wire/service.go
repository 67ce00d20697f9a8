package wire

import (
	"context"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
)

// saltLife is for how long future_salts promises the present salt, in seconds.
const saltLife = 24 * 60 * 60

// dispatch handles one message: a service message here, anything else as an
// RPC. A service message that does not decode is ignored.
// See https://core.telegram.org/mtproto/service_messages.
func (c *conn) dispatch(ctx context.Context, key *authKey, s *session, m message) error {
	b := &bin.Buffer{Buf: m.body}
	id, _ := b.PeekID() // open has seen it
	note := func(name string, d bin.Decoder) bool {
		c.srv.service(name)
		return d.Decode(b) == nil
	}
	answer := func(body bin.Encoder) error {
		return c.send(key, s, proto.MessageServerResponse, false, body)
	}

	switch id {
	case mt.PingRequestTypeID:
		var req mt.PingRequest
		if note("ping", &req) {
			return answer(&mt.Pong{MsgID: m.id, PingID: req.PingID})
		}
	case mt.PingDelayDisconnectRequestTypeID:
		var req mt.PingDelayDisconnectRequest
		if note("ping_delay_disconnect", &req) {
			return answer(&mt.Pong{MsgID: m.id, PingID: req.PingID})
		}
	case mt.GetFutureSaltsRequestTypeID:
		var req mt.GetFutureSaltsRequest
		if note("get_future_salts", &req) {
			now := int(c.srv.now().Unix())
			return answer(&mt.FutureSalts{ReqMsgID: m.id, Now: now, Salts: []mt.FutureSalt{
				{ValidSince: now, ValidUntil: now + saltLife, Salt: key.currentSalt()},
			}})
		}
	case mt.MsgsStateReqTypeID:
		var req mt.MsgsStateReq
		if note("msgs_state_req", &req) {
			info := make([]byte, 0, len(req.MsgIDs))
			for _, id := range req.MsgIDs {
				info = append(info, s.state(id))
			}
			return answer(&mt.MsgsStateInfo{ReqMsgID: m.id, Info: info})
		}
	case mt.DestroySessionRequestTypeID:
		var req mt.DestroySessionRequest
		if note("destroy_session", &req) {
			// A session cannot destroy itself.
			if req.SessionID != s.id && key.destroy(req.SessionID) {
				return answer(&mt.DestroySessionOk{SessionID: req.SessionID})
			}
			return answer(&mt.DestroySessionNone{SessionID: req.SessionID})
		}
	case mt.RPCDropAnswerRequestTypeID:
		var req mt.RPCDropAnswerRequest
		if note("rpc_drop_answer", &req) {
			var result bin.Encoder = &mt.RPCAnswerUnknown{}
			if s.drop(req.ReqMsgID) {
				result = &mt.RPCAnswerDroppedRunning{}
			}
			packed, err := packResult(m.id, result)
			if err != nil {
				return err
			}
			return c.sendResult(key, s, packed)
		}
	case mt.MsgsAckTypeID:
		c.srv.service("msgs_ack")
	case mt.HTTPWaitRequestTypeID:
		c.srv.service("http_wait")
	case mt.MsgResendReqTypeID:
		c.srv.service("msg_resend_req")
	case mt.MsgsAllInfoTypeID:
		c.srv.service("msgs_all_info")
	case mt.MsgsStateInfoTypeID:
		c.srv.service("msgs_state_info")
	default:
		return c.call(ctx, key, s, m)
	}
	return nil
}
