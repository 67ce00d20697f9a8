package wire

import (
	"context"
	"testing"

	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
	"github.com/stretchr/testify/require"
)

func TestDCNumber(t *testing.T) {
	for named, want := range map[int]struct {
		dc   int
		test bool
	}{
		0: {0, false}, 2: {2, false}, -2: {2, false}, 10000: {10000, false},
		10002: {2, true}, -10002: {2, true}, -32768: {22768, true},
	} {
		dc, test := dcNumber(named)
		require.Equal(t, want.dc, dc, named)
		require.Equal(t, want.test, test, named)
	}
}

// A client is told of the data centre that it takes the server for, or it would
// believe its configuration to be another's and ask for it for ever
// (TDLib, td/telegram/ConfigManager.cpp).
func TestClientDC(t *testing.T) {
	type seen struct {
		DC, ClientDC int
		Test         bool
	}
	for name, tc := range map[string]struct {
		named int
		want  seen
	}{
		"ours":          {4, seen{4, 4, false}},
		"ours, test":    {10004, seen{4, 4, true}},
		"another":       {1, seen{4, 1, false}},
		"another, test": {10001, seen{4, 1, true}},
	} {
		for _, pfs := range []bool{false, true} {
			var got seen
			s := &Server{DC: 4, AnyDC: true, Handler: func(ctx context.Context, r Request) Reply {
				got = seen{r.DC, r.ClientDC, r.Test}
				return greet(ctx, r)
			}}
			addr, _ := listen(t, s)
			opt := mtproto.Options{DC: tc.named, EnablePFS: pfs}
			require.NoError(t, withGotd(addr, transport.Intermediate, opt, func(ctx context.Context, api *tg.Client) error {
				_, err := api.HelpGetNearestDC(ctx)
				return err
			}), name)
			require.Equal(t, tc.want, got, name)
		}
	}
}
