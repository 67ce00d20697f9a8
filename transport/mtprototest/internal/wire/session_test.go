package wire

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

// start serves s and connects a client with a registered key.
func start(t *testing.T, s *Server) (c *client, addr string) {
	t.Helper()
	addr, _ = listen(t, s)
	return dial(t, addr, transport.Intermediate, register(t, s, testSalt)), addr
}

func TestFirstMessage(t *testing.T) {
	c, _ := start(t, &Server{Handler: greet})
	id := c.send(ask)

	var created mt.NewSessionCreated
	first, err := c.next()
	require.NoError(t, err)
	first.decode(t, &created)
	require.Equal(t, id, created.FirstMsgID, "a later id makes clients send everything again")
	require.EqualValues(t, testSalt, created.ServerSalt)
	require.Equal(t, 1, first.seq, "content-related, the first")

	var ack mt.MsgsAck
	second, err := c.next()
	require.NoError(t, err)
	second.decode(t, &ack)
	require.Equal(t, []int64{id}, ack.MsgIDs)
	require.Equal(t, 2, second.seq, "not content-related, after one that was")

	third, err := c.next()
	require.NoError(t, err)
	require.Equal(t, uint32(proto.ResultTypeID), third.typ)
	require.Equal(t, 3, third.seq, "content-related, the second")

	require.Equal(t, proto.MessageFromServer, proto.MessageID(first.id).Type())
	require.Equal(t, proto.MessageServerResponse, proto.MessageID(third.id).Type())
	require.Less(t, first.id, second.id)
	require.Less(t, second.id, third.id)
}

func TestRequest(t *testing.T) {
	got := make(chan Request, 2)
	s := &Server{DC: 3, Handler: func(ctx context.Context, r Request) Reply {
		got <- r
		return greet(ctx, r)
	}}
	c, addr := start(t, s)
	id := c.send(raw(t, &tg.InvokeWithLayerRequest{Layer: 144, Query: &tg.InitConnectionRequest{APIID: 17, Query: ask}}))
	c.result(id)
	want := Request{
		DC: 3, KeyID: fmt.Sprintf("%x", c.key.ID), Session: c.session, MsgID: id,
		ClientDC: 3, // the key was not made here, so it says nothing else
		Layer:    144, Init: true, AppID: 17,
		Method: tg.HelpGetNearestDCRequestTypeID, Body: raw(t, ask),
	}
	require.Equal(t, want, <-got)

	// The key remembers layer and app, for its other sessions too.
	want.MsgID = c.send(ask)
	c.result(want.MsgID)
	require.Equal(t, want, <-got)
	c = dial(t, addr, transport.Intermediate, c.key)
	want.Session, want.MsgID = c.session, c.send(ask)
	c.result(want.MsgID)
	require.Equal(t, want, <-got)

	// What is said later counts from then on, and each by itself.
	want.Layer, want.Body = 200, raw(t, ask)
	for _, body := range []encoded{raw(t, &tg.InvokeWithLayerRequest{Layer: 200, Query: ask}), raw(t, ask)} {
		want.MsgID = c.send(body)
		c.result(want.MsgID)
		require.Equal(t, want, <-got)
	}
	want.AppID = 18
	for _, body := range []encoded{raw(t, &tg.InitConnectionRequest{APIID: 18, Query: ask}), raw(t, ask)} {
		want.MsgID = c.send(body)
		c.result(want.MsgID)
		require.Equal(t, want, <-got)
	}
}

func TestReplies(t *testing.T) {
	refusal := &mt.RPCError{ErrorCode: 400, ErrorMessage: "PHONE_CODE_INVALID"}
	internal := raw(t, errServer)
	for name, tc := range map[string]struct {
		handler Handler
		want    encoded
	}{
		"result":          {func(context.Context, Request) Reply { return Reply{Result: &tg.BoolTrue{}} }, raw(t, &tg.BoolTrue{})},
		"refusal":         {func(context.Context, Request) Reply { return Reply{Err: refusal} }, raw(t, refusal)},
		"neither":         {func(context.Context, Request) Reply { return Reply{} }, internal},
		"panic":           {func(context.Context, Request) Reply { panic("on purpose") }, internal},
		"does not encode": {func(context.Context, Request) Reply { return Reply{Result: (*tg.BoolTrue)(nil)} }, internal},
		"encoder panics":  {func(context.Context, Request) Reply { return Reply{Result: panicking{}} }, internal},
		"no handler":      {nil, raw(t, &mt.RPCError{ErrorCode: 400, ErrorMessage: "METHOD_INVALID"})},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := start(t, &Server{Handler: tc.handler})
			for range 2 { // the connection lives on
				require.Equal(t, []byte(tc.want), c.result(c.send(ask)).Buf)
			}
		})
	}
}

type panicking struct{}

func (panicking) Encode(*bin.Buffer) error { panic("on purpose") }

// Methods are counted by name, old ones too, but not one by one those that no
// schema has: there is no end of them.
func TestCountsMethods(t *testing.T) {
	s := &Server{}
	for id, name := range map[uint32]string{
		tg.HelpGetNearestDCRequestTypeID: "help.getNearestDc",
		0xbcd51581:                       "auth.signIn",
		0x00000001:                       "0x00000001",
	} {
		require.Equal(t, name, MethodName(id))
		s.countMethod(id)
	}
	s.countMethod(0x00000002)
	require.Equal(t, map[string]int{"help.getNearestDc": 1, "auth.signIn": 1, "unknown": 2}, s.Counts().Methods)
}

func TestRequireInit(t *testing.T) {
	c, addr := start(t, &Server{Handler: greet, RequireInit: true})
	require.Equal(t, []byte(raw(t, errNotInit)), c.result(c.send(ask)).Buf)
	var dc tg.NearestDC
	require.NoError(t, dc.Decode(c.result(c.send(raw(t, &tg.InitConnectionRequest{APIID: 1, Query: ask})))))
	require.NoError(t, dc.Decode(c.result(c.send(ask))))

	// Telethon and GramJS open a new session when they reconnect, and say nothing
	// of themselves.
	again := dial(t, addr, transport.Intermediate, c.key)
	require.NoError(t, dc.Decode(again.result(again.send(ask))))
}

func TestSalt(t *testing.T) {
	s := &Server{Handler: greet}
	c, _ := start(t, s)
	for _, wrong := range []int64{0, testSalt + 1} {
		c.salt = wrong
		id := c.send(ask)
		only, err := c.next()
		require.NoError(t, err)
		var bad mt.BadServerSalt
		only.decode(t, &bad)
		require.Equal(t, mt.BadServerSalt{BadMsgID: id, BadMsgSeqno: 1, ErrorCode: 48, NewServerSalt: testSalt}, bad)
		c.salt = bad.NewServerSalt
		require.Empty(t, s.Counts().Methods, "a message with a wrong salt does nothing")
	}
	c.result(c.send(ask))

	// A salt that changes later is told in the same way.
	s.keys().Add(c.key.Value, 99)
	c.send(ask)
	var bad mt.BadServerSalt
	c.until(mt.BadServerSaltTypeID).decode(t, &bad)
	require.EqualValues(t, 99, bad.NewServerSalt)
}

func TestBadMessages(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	at := func(d time.Duration) int64 { return int64(proto.NewMessageID(now.Add(d), proto.MessageFromClient)) }
	container := func(id int64, inner encoded) encoded {
		return raw(t, &proto.MessageContainer{Messages: []proto.Message{{ID: id, SeqNo: 1, Bytes: len(inner), Body: inner}}})
	}
	for name, tc := range map[string]struct {
		id   int64
		seq  int
		body encoded
		want int
	}{
		"old":                    {at(-301 * time.Second), 1, raw(t, ask), 16},
		"just in time":           {at(-300 * time.Second), 1, raw(t, ask), 0},
		"ahead":                  {at(31 * time.Second), 1, raw(t, ask), 17},
		"just ahead":             {at(30 * time.Second), 1, raw(t, ask), 0},
		"low bits":               {at(0) | 1, 1, raw(t, ask), 18},
		"even seqno":             {at(0), 2, raw(t, ask), 35},
		"empty":                  {at(0), 1, nil, 64},
		"container":              {at(0), 0, container(at(-time.Second), raw(t, ask)), 0},
		"container, later id":    {at(0), 0, container(at(time.Second), raw(t, ask)), 64},
		"container, same id":     {at(0), 0, container(at(0), raw(t, ask)), 64},
		"container, low bits":    {at(0), 0, container(at(-time.Second)|2, raw(t, ask)), 64},
		"container in container": {at(0), 0, container(at(-time.Second), container(at(-2*time.Second), raw(t, ask))), 64},
		"container, cut":         {at(0), 0, container(at(-time.Second), raw(t, ask))[:20], 64},
		"container, none":        {at(0), 0, raw(t, &proto.MessageContainer{}), 64},
		"container, empty one":   {at(0), 0, container(at(-time.Second), nil), 64},
		"gzip, garbage":          {at(0), 1, gzipped(t, []byte("neither gzip nor zlib")), 64},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Server{Handler: greet, Now: func() time.Time { return now }}
			c, _ := start(t, s)
			c.sendAs(tc.id, tc.seq, tc.body)
			if tc.want == 0 {
				c.until(proto.ResultTypeID)
				return
			}
			var bad mt.BadMsgNotification
			c.until(mt.BadMsgNotificationTypeID).decode(t, &bad)
			require.Equal(t, mt.BadMsgNotification{BadMsgID: tc.id, BadMsgSeqno: tc.seq, ErrorCode: tc.want}, bad)
			require.Empty(t, s.Counts().Methods)
		})
	}
}

func TestRepeat(t *testing.T) {
	var acted atomic.Int32
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		return Reply{Result: &tg.NearestDC{ThisDC: int(acted.Add(1))}}
	}}
	c, addr := start(t, s)
	id := c.send(ask)
	first := c.result(id).Buf
	c.sendAs(id, 1, ask)
	require.Equal(t, first, c.result(id).Buf, "answered again")

	again := c.reconnect(addr)
	again.sendAs(id, 1, ask)
	require.Equal(t, first, again.result(id).Buf, "answered on another connection of the session")
	require.EqualValues(t, 1, acted.Load(), "acted once")
	require.Equal(t, 2, s.Counts().Repeats)
	require.Equal(t, 1, s.Counts().Methods["help.getNearestDc"])

	// The same msg_id in another session is another message.
	other := dial(t, addr, transport.Intermediate, c.key)
	other.sendAs(id, 1, ask)
	require.NotEqual(t, first, other.result(id).Buf)
}

// A client that lost its connection while a call ran asks again on the next.
func TestRepeatWhileRunning(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		entered <- struct{}{}
		<-release
		return greet(ctx, r)
	}}
	c, addr := start(t, s)
	id := c.send(ask)
	<-entered
	require.NoError(t, c.conn.Close())

	again := c.reconnect(addr)
	again.sendAs(id, 1, ask)
	require.NotContains(t, types(again.fence()), uint32(proto.ResultTypeID))
	close(release)
	again.result(id)
	require.Equal(t, 1, s.Counts().Methods["help.getNearestDc"])
}

func TestRepeatTooLate(t *testing.T) {
	s := &Server{Handler: greet}
	c, _ := start(t, s)
	first := c.send(ask)
	c.result(first)
	for range maxAnswers {
		c.result(c.send(ask))
	}
	c.sendAs(first, 1, ask)
	var bad mt.BadMsgNotification
	c.until(mt.BadMsgNotificationTypeID).decode(t, &bad)
	require.Equal(t, mt.BadMsgNotification{BadMsgID: first, BadMsgSeqno: 1, ErrorCode: 20}, bad)
	require.Equal(t, maxAnswers+1, s.Counts().Methods["help.getNearestDc"])
	c.sendAs(c.newID(), 0, &mt.MsgsStateReq{MsgIDs: []int64{first, first | 1}})
	var info mt.MsgsStateInfo
	c.until(mt.MsgsStateInfoTypeID).decode(t, &info)
	require.Equal(t, []byte{stateReceived, stateUnknown}, info.Info)
}

func TestRememberedAnswersAreBounded(t *testing.T) {
	s := newSession(1)
	const size = maxAnswerBytes / 4
	for id := int64(1); id <= 10; id++ {
		c, _ := s.begin(id, nil)
		s.finish(id, c, make([]byte, size), false)
		require.LessOrEqual(t, s.bytes, maxAnswerBytes)
		require.Len(t, s.finished, min(int(id), 4))
	}
	// One answer that is too long by itself is kept while it is the latest.
	c, _ := s.begin(11, nil)
	s.finish(11, c, make([]byte, maxAnswerBytes+1), false)
	_, how := s.begin(11, nil)
	require.Equal(t, arrivedAgain, how)
	require.Len(t, s.calls, 1)
	_, how = s.begin(10, nil)
	require.Equal(t, arrivedTooLate, how)
}

// What is lost, and what a repeat of the request then gets, or a question after it.
func TestLostAnswers(t *testing.T) {
	const done = stateReceived | stateRPC | stateAnswered
	yes := &tg.BoolTrue{}
	for name, tc := range map[string]struct {
		reply Reply
		state byte // what msgs_state_info says then
		acted int  // times that the handler was called, repeat included
	}{
		"dropped before acting": {Reply{Drop: true}, stateUnknown, 2},
		"dropped after acting":  {Reply{Drop: true, Result: yes}, done, 1},
		"dropped refusal":       {Reply{Drop: true, Err: errServer}, done, 1},
		"cut off before acting": {Reply{Close: true}, stateUnknown, 2},
		"cut off after acting":  {Reply{Close: true, Result: yes}, done, 1},
	} {
		// lose has a request answered with the reply, and returns a connection of
		// the same session when that is over.
		lose := func(t *testing.T, acted *atomic.Int32) (c *client, id int64) {
			replies := make(chan Reply, 2)
			replies <- tc.reply
			replies <- Reply{Result: yes}
			s := &Server{Handler: func(context.Context, Request) Reply {
				acted.Add(1)
				return <-replies
			}}
			c, addr := start(t, s)
			id = c.send(ask)
			require.Eventually(t, func() bool { return acted.Load() == 1 && c.state(s, id) == tc.state },
				patience, time.Millisecond)
			var got []received
			if tc.reply.Close {
				got, _ = c.ended()
				c = c.reconnect(addr)
			} else {
				got = c.fence()
			}
			require.NotContains(t, types(got), uint32(proto.ResultTypeID), "answered")
			return c, id
		}
		t.Run(name+", repeated", func(t *testing.T) {
			var acted atomic.Int32
			c, id := lose(t, &acted)
			c.sendAs(id, 1, ask)
			c.result(id)
			require.EqualValues(t, tc.acted, acted.Load())
		})
		t.Run(name+", asked after", func(t *testing.T) {
			var acted atomic.Int32
			c, id := lose(t, &acted)
			if tc.state != done {
				require.Equal(t, tc.state, c.askState(id))
				require.Empty(t, c.fence())
				return
			}
			var result received
			if tc.reply.Close {
				got := c.fence()
				require.Len(t, got, 1, "on a new connection it comes unasked")
				result = got[0]
			} else {
				require.Equal(t, tc.state, c.askState(id))
				result = c.until(proto.ResultTypeID)
			}
			require.Equal(t, done, int(c.askState(id)))
			require.Equal(t, asMessage(result), c.again(), "it has been sent now")
			c.sendAs(c.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{result.id}})
			c.askState(id)
			require.Empty(t, c.fence(), "confirmed")
			require.EqualValues(t, 1, acted.Load())
		})
	}
}

// askState asks for the state of a message, and for that alone. The answer comes
// next.
func (c *client) askState(id int64) byte {
	c.t.Helper()
	c.sendAs(c.newID(), 0, &mt.MsgsStateReq{MsgIDs: []int64{id, id}})
	var info mt.MsgsStateInfo
	c.until(mt.MsgsStateInfoTypeID).decode(c.t, &info)
	require.Len(c.t, info.Info, 2)
	return info.Info[0]
}

// A client that asks after a request which still runs gets the answer where it has
// asked last, and once. So it does if the answer is to be lost, as far as that
// shows.
func TestStateWhileRunning(t *testing.T) {
	yes := &tg.BoolTrue{}
	for name, tc := range map[string]struct {
		reply    Reply
		answered bool
		cut      bool
	}{
		"answered":              {Reply{Result: yes}, true, false},
		"dropped":               {Reply{Result: yes, Drop: true}, false, false},
		"cut off after acting":  {Reply{Result: yes, Close: true}, false, true},
		"cut off before acting": {Reply{Close: true}, false, true},
		"cut within":            {Reply{Result: yes, CutAt: 5}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			s := &Server{Handler: func(context.Context, Request) Reply {
				<-release
				return tc.reply
			}}
			first, addr := start(t, s)
			id := first.send(ask)
			first.fence()
			last := first
			for range 2 {
				last = first.reconnect(addr)
				require.EqualValues(t, stateReceived|stateRPC, last.askState(id))
			}
			close(release)
			if tc.cut {
				got, _ := last.ended()
				require.Empty(t, got)
			} else {
				require.Eventually(t, func() bool { return last.state(s, id)&stateAnswered != 0 }, patience, time.Millisecond)
			}
			if tc.answered {
				last.result(id)
			}
			if !tc.cut {
				require.Empty(t, last.fence())
			}
			require.Empty(t, first.fence())
		})
	}
}

// A session that goes on over a newer connection gets what it lacks there, once and
// unasked: TDLib waits for it.
func TestReopenedSession(t *testing.T) {
	release := make(chan struct{})
	s := &Server{Handler: func(_ context.Context, r Request) Reply {
		if r.Method == tg.HelpGetConfigRequestTypeID {
			<-release
		}
		return Reply{Result: &tg.BoolTrue{}}
	}}
	first, addr := start(t, s)
	confirmed, unconfirmed := first.send(ask), first.send(ask)
	results := map[int64]received{}
	for len(results) < 2 {
		r := first.until(proto.ResultTypeID)
		id, _ := requestOf(r.body)
		results[id] = r
	}
	first.sendAs(first.newID(), 0, &mt.MsgsAck{MsgIDs: []int64{results[confirmed].id}})
	running := first.send(&tg.HelpGetConfigRequest{})
	first.fence()

	second := first.reconnect(addr)
	second.sendAs(second.newID(), 0, &mt.MsgsAck{}) // anything
	require.Equal(t, asMessage(results[unconfirmed]), second.again())
	require.Empty(t, second.fence(), "nothing else")
	require.Empty(t, first.fence(), "an older connection is not a new one")
	require.Empty(t, second.fence(), "once")

	close(release)
	second.result(running)
	require.Empty(t, first.fence())
}

// A request that is lost before it was acted on makes its repeat the first one,
// even if that has come before. What was to come after it fails.
func TestRepeatOfForgotten(t *testing.T) {
	var acted atomic.Int32
	release := make(chan struct{})
	s := &Server{Handler: func(_ context.Context, r Request) Reply {
		switch acted.Add(1) {
		case 1:
			<-release
			return Reply{Drop: true}
		case 2:
			return Reply{Drop: true}
		}
		return Reply{Result: &tg.NearestDC{ThisDC: r.Layer}}
	}}
	c, addr := start(t, s)
	query := &tg.InvokeWithLayerRequest{Layer: 144, Query: ask}
	id := c.send(query)
	c.fence()
	other := c.reconnect(addr)
	after := other.send(&tg.InvokeAfterMsgRequest{MsgID: id, Query: ask})
	for range 3 {
		other.sendAs(id, 1, query)
	}
	require.NotContains(t, types(other.fence()), uint32(proto.ResultTypeID))
	close(release)
	answers := make(map[int64][][]byte)
	for range 3 { // two of three repeats: one was lost, too
		var res proto.Result
		other.until(proto.ResultTypeID).decode(t, &res)
		answers[res.RequestMessageID] = append(answers[res.RequestMessageID], res.Result)
	}
	dc := raw(t, &tg.NearestDC{ThisDC: 144})
	require.Equal(t, map[int64][][]byte{id: {dc, dc}, after: {raw(t, errWait)}}, answers)
	require.EqualValues(t, 3, acted.Load())
	require.Equal(t, 3, s.Counts().Repeats)
}

// A call that takes its time delays nothing else on the connection.
func TestSlowCall(t *testing.T) {
	release := make(chan struct{})
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		if r.Method == tg.HelpGetConfigRequestTypeID {
			select {
			case <-release:
			case <-ctx.Done():
			}
		}
		return greet(ctx, r)
	}}
	c, _ := start(t, s)
	slow := c.send(&tg.HelpGetConfigRequest{})
	c.fence()
	c.result(c.send(ask))
	close(release)
	c.result(slow)
}

func TestTooManyCalls(t *testing.T) {
	s := &Server{Handler: func(ctx context.Context, r Request) Reply {
		<-ctx.Done()
		return Reply{Drop: true}
	}}
	c, _ := start(t, s)
	for range maxInFlight + 1 {
		c.send(ask)
	}
	for {
		if _, err := c.next(); err != nil {
			requireTransportError(t, err, 429)
			return
		}
	}
}

// invokeAfterMsg waits for the earlier call and fails with it.
func TestInvokeAfter(t *testing.T) {
	for name, tc := range map[string]struct {
		earlier Reply
		want    encoded
	}{
		"success": {Reply{Result: &tg.BoolTrue{}}, raw(t, &tg.BoolFalse{})},
		"refusal": {Reply{Err: errServer}, raw(t, errWait)},
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			s := &Server{Handler: func(ctx context.Context, r Request) Reply {
				if r.Method == tg.HelpGetConfigRequestTypeID {
					<-release
					return tc.earlier
				}
				return Reply{Result: &tg.BoolFalse{}}
			}}
			c, _ := start(t, s)
			earlier := c.send(&tg.HelpGetConfigRequest{})
			// Unknown, later and own ids are not waited for.
			later := c.newID()
			c.sendAs(later, 1, &tg.InvokeAfterMsgsRequest{MsgIDs: []int64{4, earlier, later, later + 4}, Query: ask})
			require.NotContains(t, types(c.fence()), uint32(proto.ResultTypeID))
			close(release)
			answers := make(map[int64][]byte)
			for range 2 {
				var res proto.Result
				c.until(proto.ResultTypeID).decode(t, &res)
				answers[res.RequestMessageID] = res.Result
			}
			require.Contains(t, answers, earlier)
			require.Equal(t, []byte(tc.want), answers[later])
		})
	}
}
