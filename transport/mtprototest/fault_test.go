package mtprototest_test

import (
	"context"
	"testing"
	"time"

	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A fault is one line, and means on the wire what it means in the model: a client
// that nobody here wrote hears a refusal, nothing, or the end of its connection.
func TestFaults(t *testing.T) {
	type hears string
	const (
		refusal hears = "a refusal"
		silence hears = "nothing"
		end     hears = "the end of the connection"
	)
	for name, tt := range map[string]struct {
		inject func(*mtprototest.Server)
		acts   bool
		hears  hears
	}{
		"refused":         {func(s *mtprototest.Server) { s.Refuse("auth.sendCode", 500, "AUTH_RESTART") }, false, refusal},
		"lost before":     {func(s *mtprototest.Server) { s.LoseBefore("auth.sendCode") }, false, silence},
		"lost after":      {func(s *mtprototest.Server) { s.LoseAfter("auth.sendCode") }, true, silence},
		"held":            {func(s *mtprototest.Server) { t.Cleanup(s.Hold("auth.sendCode")) }, false, silence},
		"cut before":      {func(s *mtprototest.Server) { s.Inject(fake.Fault{Disconnect: true}) }, false, end},
		"cut after":       {func(s *mtprototest.Server) { s.Inject(fake.Fault{Disconnect: true, LoseAfter: true}) }, true, end},
		"cut at a byte":   {func(s *mtprototest.Server) { s.Cut("auth.sendCode", 20) }, true, end},
		"cut, and a word": {func(s *mtprototest.Server) { s.Inject(fake.Fault{Refuse: errRestart, CutAt: 1}) }, false, end},
	} {
		t.Run(name, func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
			ctx, conn := gotdConn(t, srv, mtproto.Options{})
			tt.inject(srv)
			answered := make(chan error, 1)
			go func() { answered <- sendCode(ctx, conn) }()

			switch tt.hears {
			case refusal:
				require.True(t, tgerr.Is(<-answered, "AUTH_RESTART"))
			case end:
				err := <-answered
				require.Error(t, err)
				require.False(t, tgerr.Is(err, "AUTH_RESTART"), "%v", err)
				requireOpen(t, srv, 0)
			case silence:
				require.Eventually(t, func() bool { return len(srv.Requests()) == 1 }, patience, time.Millisecond)
				if name != "held" {
					require.Eventually(t, func() bool { return srv.Requests()[0].Answer != "" }, patience, time.Millisecond)
				}
				_, err := tg.NewClient(conn).HelpGetNearestDC(ctx)
				require.NoError(t, err, "the connection goes on")
				select {
				case err := <-answered:
					require.Fail(t, "there is an answer", "%v", err)
				default:
				}
			}
			sent := 0
			if tt.acts {
				sent = 1
			}
			require.Len(t, srv.Inbox(ada), sent)
			require.Zero(t, srv.Faults())

			// It happens once.
			ctx, conn = gotdConn(t, srv, mtproto.Options{})
			require.NoError(t, sendCode(ctx, conn))
		})
	}
}

var errRestart = &fake.RPCError{Code: 500, Text: "AUTH_RESTART"}

// What is held goes on when it is let.
func TestHold(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	ctx, conn := gotdConn(t, srv, mtproto.Options{})
	release := srv.Hold("auth.sendCode")
	answered := make(chan error, 1)
	go func() { answered <- sendCode(ctx, conn) }()
	require.Eventually(t, func() bool { return len(srv.Requests()) == 1 }, patience, time.Millisecond)
	require.Empty(t, srv.Inbox(ada))
	release()
	release()
	require.NoError(t, <-answered)
	require.Len(t, srv.Inbox(ada), 1)
}

// sendCode asks for a code, as the first call of a connection.
func sendCode(ctx context.Context, conn *mtproto.Conn) error {
	var sent received
	return conn.Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &tg.InitConnectionRequest{
		APIID: 1, Query: &tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 1, APIHash: "any"},
	}}, &sent)
}
