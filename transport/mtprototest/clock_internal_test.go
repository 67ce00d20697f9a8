package mtprototest

import (
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

// Clients are told times by the clock by which they know the server, if that is
// another than the model's.
func TestDates(t *testing.T) {
	at := func(seconds int64) func() time.Time {
		return func() time.Time { return time.Unix(seconds, 0) }
	}
	late := func() time.Time { return time.Now().Add(time.Hour) }
	for _, tt := range []struct {
		name        string
		wire, model func() time.Time
		shift       int
	}{
		{"neither is set", nil, nil, 0},
		{"the model's is set", nil, at(1000), 0},
		{"both are the same", at(1000), at(1000), 0},
		{"the protocol is ahead", at(1060), at(1000), 60},
		{"the protocol is behind", at(940), at(1000), -60},
		{"the protocol's is set", late, nil, 3600},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := door(t)
			s.dcs[0].wire.Now, s.Server.Now = tt.wire, tt.model
			require.Equal(t, 2000+tt.shift, s.date(time.Unix(2000, 0)))
			require.True(t, s.inProtocol(time.Time{}).IsZero())
		})
	}
}

// The date of a reset is such a time, too.
func TestResetPendingDate(t *testing.T) {
	s := door(t, Account{Phone: "+9996620001", Email: "ada@example.com", EmailReset: true, EmailResetPeriod: time.Hour})
	s.Server.Now = func() time.Time { return time.Unix(1000, 0) }
	s.dcs[0].wire.Now = func() time.Time { return time.Unix(1060, 0) }
	sent := func(q bin.Object) tg.AuthSentCode {
		var b bin.Buffer
		require.NoError(t, b.Encode(ask(t, s, "A", q).Result))
		var sent tg.AuthSentCode
		require.NoError(t, sent.Decode(&b))
		return sent
	}
	first := sent(&tg.AuthSendCodeRequest{PhoneNumber: "+9996620001", APIID: 1})
	second := sent(&tg.AuthResetLoginEmailRequest{PhoneNumber: "+9996620001", PhoneCodeHash: first.PhoneCodeHash})
	require.Equal(t, 1060+3600, second.Type.(*tg.AuthSentCodeTypeEmailCode).ResetPendingDate)
}
