package mtproto_test

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// shifted is a clock that runs ahead of the system's.
type shifted struct{ by atomic.Int64 }

func (s *shifted) set(by time.Duration) { s.by.Store(int64(by)) }
func (s *shifted) now() time.Time       { return time.Now().Add(time.Duration(s.by.Load())) }

// Whose clock is wrong can sign in: the key exchange says how wrong it is, and
// so the server never has to.
func TestClockWrongFromTheStart(t *testing.T) {
	for _, by := range []time.Duration{10 * time.Minute, -10 * time.Minute, 24 * 365 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			var clock shifted
			clock.set(by)
			srv := serve(t, mtprototest.Config{Now: clock.now})
			c := clientAt(t, srv, flow.CallSendCode)
			require.InDelta(t, by.Seconds(), c.open().Offset.Seconds(), 20)
			var conns []*recorded
			c.tr.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := new(net.Dialer).DialContext(ctx, network, address)
				conns = append(conns, &recorded{Conn: conn})
				return conns[len(conns)-1], err
			}
			c.sendCode(bea)
			c.signIn(beaCode)
			require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
			require.Len(t, conns, 3, "nothing was sent again")
			for _, conn := range conns {
				received := received(t, conn, c.open().Key)
				require.Contains(t, received, uint32(proto.ResultTypeID))
				require.NotContains(t, received, uint32(mt.BadMsgNotificationTypeID))
				require.NotContains(t, received, uint32(mt.BadServerSaltTypeID))
			}
		})
	}
}

// received returns the constructors of all messages that the server has sent on
// an intermediate connection, but for one that was cut off.
func received(t *testing.T, conn *recorded, key crypto.AuthKey) []uint32 {
	t.Helper()
	var all []uint32
	for frames := conn.received; len(frames) > 4; {
		n := 4 + int(binary.LittleEndian.Uint32(frames))
		if n > len(frames) {
			break
		}
		m, err := crypto.NewClientCipher(rand.Reader).DecryptFromBuffer(key, &bin.Buffer{Buf: frames[4:n]})
		require.NoError(t, err)
		frames = frames[n:]
		id := binary.LittleEndian.Uint32(m.Data())
		require.NotContains(t, []uint32{proto.MessageContainerTypeID, proto.GZIPTypeID}, id, "look inside, too")
		all = append(all, id)
	}
	return all
}

// Whose clock is set between two calls can go on: the first query is ignored,
// and sent again with the right time; the server acts once.
func TestClockSetAfterwards(t *testing.T) {
	for _, by := range []time.Duration{ // that the server is ahead of what we believe
		10 * time.Minute, -10 * time.Minute, // neither side takes the other's messages
		2 * time.Minute,  // the server takes ours, and gotd none of its
		-2 * time.Minute, // gotd takes the server's, and it none of ours
		10 * time.Second, // nobody minds
	} {
		t.Run(by.String(), func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := clientAt(t, srv, flow.CallCheckPassword)
			s := c.open()
			s.Offset -= by
			c.session = s.Close()
			require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
			require.Equal(t, 1, srv.Calls()["auth.checkPassword"])
			require.Equal(t, 1, srv.Keys())
			connections, _ := srv.Connections()
			if by.Abs() < time.Minute {
				require.Equal(t, s.Offset, c.open().Offset, "network delays are not taken for clocks")
			} else {
				require.InDelta(t, 0, c.open().Offset.Seconds(), 20)
			}
			require.IsType(t, flow.Authorized{}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
			again, _ := srv.Connections()
			require.Equal(t, connections+1, again, "the right time is kept")
		})
	}
}

// A server that calls every time wrong is not asked for ever.
func TestClockNeverRight(t *testing.T) {
	var clock shifted
	srv := serve(t, mtprototest.Config{Now: func() time.Time {
		// Each look at this clock finds it an hour later.
		return time.Now().Add(time.Duration(clock.by.Add(int64(time.Hour))))
	}})
	c := &client{t: t, tr: srv.Transport()}
	c.connect()
	notSent(t, c.sendCode(ada))
	require.Empty(t, srv.Calls())
}
