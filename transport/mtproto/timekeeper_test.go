package mtproto

import (
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/stretchr/testify/require"
)

// What the server's messages do to the clock, and what not.
func TestTimekeeper(t *testing.T) {
	const session, query = 7, 4096
	bad := func(id int64, code int) bin.Encoder { return &mt.BadMsgNotification{BadMsgID: id, ErrorCode: code} }
	pong := &mt.Pong{}
	for _, tt := range []struct {
		name    string
		session int64
		by      time.Duration // the message's time, seen from ours
		body    bin.Encoder
		moves   bool
		ignored bool
	}{
		{"an answer in time", session, 0, pong, false, false},
		{"a late one", session, -290 * time.Second, pong, false, false},
		{"a little early", session, 29 * time.Second, pong, false, false},
		{"too early to be true", session, 31 * time.Second, pong, true, false},
		{"too late to be true", session, -310 * time.Second, pong, true, false},
		{"too low", session, 200 * time.Second, bad(query, 16), true, true},
		{"too high", session, -200 * time.Second, bad(query, 17), true, true},
		{"about another message", session, -200 * time.Second, bad(query+4, 17), true, false},
		{"about something else", session, -200 * time.Second, bad(query, 33), false, false},
		{"replayed from another session", session + 1, -24 * time.Hour, pong, false, false},
		{"a notification from another session", session + 1, -24 * time.Hour, bad(query, 17), false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const offset = 42 * time.Second
			var k timekeeper
			k.start(offset)
			key := crypto.Key{1}.WithID()
			var b bin.Buffer
			require.NoError(t, k.Encrypt(key, crypto.EncryptedMessageData{SessionID: session, MessageID: query, SeqNo: 1}, &b))
			// Service messages are sent after it, and are no queries.
			require.NoError(t, k.Encrypt(key, crypto.EncryptedMessageData{SessionID: session, MessageID: query + 4, SeqNo: 2}, &b))
			require.False(t, k.ignored())

			var body bin.Buffer
			require.NoError(t, tt.body.Encode(&body))
			k.look(&crypto.EncryptedMessageData{
				SessionID:              tt.session,
				MessageID:              int64(proto.NewMessageID(time.Now().Add(offset+tt.by), proto.MessageFromServer)),
				MessageDataLen:         int32(body.Len()),
				MessageDataWithPadding: body.Buf,
			})
			want := offset
			if tt.moves {
				want += tt.by
			}
			require.InDelta(t, want.Seconds(), k.clock.offset().Seconds(), 0.9)
			require.Equal(t, tt.ignored, k.ignored())
		})
	}
}
