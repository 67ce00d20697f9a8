package mtproto

import (
	"math"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
)

// A server's date is by its clock, which may be known from the key exchange or
// better from the connection. What may be a message's time on its way is no
// difference.
func TestDate(t *testing.T) {
	const at = 1_700_000_000
	for _, tt := range []struct {
		name       string
		kept, link time.Duration
		linked     bool
		unix       int
		want       int64
	}{
		{"the same clock", 0, 0, false, at, at},
		{"days ahead", 72 * time.Hour, 0, false, at, at - 72*3600},
		{"days behind", -72 * time.Hour, 0, false, at, at + 72*3600},
		{"a little ahead", 30*time.Second - 1, 0, false, at, at},
		{"no more a little ahead", 30 * time.Second, 0, false, at, at - 30},
		{"a little behind", -30*time.Second + 1, 0, false, at, at},
		{"no more a little behind", -30 * time.Second, 0, false, at, at + 30},
		{"the connection knows better", 72 * time.Hour, -time.Hour, true, at, at + 3600},
		{"the connection has found it right", 72 * time.Hour, 0, true, at, at},
		{"at no time", 0, 0, false, 0, 0},
		{"before all dates", time.Hour, 0, false, math.MinInt32, math.MinInt32 - 3600},
		{"far", -time.Hour, 0, false, math.MaxInt32, math.MaxInt32 + 3600},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &door{session: session{offset: tt.kept}}
			if tt.linked {
				d.link = new(link)
				d.link.time.start(tt.link)
			}
			require.Equal(t, time.Unix(tt.want, 0).UTC(), d.date(tt.unix))
		})
	}
}

// Of a token's 30 seconds each counts: it is shown as long as the server means.
func TestLoginTokenExpires(t *testing.T) {
	const at = 1_700_000_030
	for _, tt := range []struct {
		ahead time.Duration
		want  int64
	}{
		{0, at},
		{25 * time.Second, at - 25},
		{-25 * time.Second, at + 25},
		{29 * time.Second, at - 29},
		{-29 * time.Second, at + 29},
		{time.Hour, at - 3600},
		{-time.Hour, at + 3600},
		{300 * time.Millisecond, at},
		{-300 * time.Millisecond, at},
	} {
		t.Run(tt.ahead.String(), func(t *testing.T) {
			d := &door{session: session{offset: tt.ahead}}
			answer, err := d.loginToken(&tg.AuthLoginToken{Expires: at, Token: []byte("token")}, nil)
			require.NoError(t, err)
			require.Equal(t, time.Unix(tt.want, 0).UTC(), answer.(flow.LoginTokenShown).Expires)
		})
	}
}
