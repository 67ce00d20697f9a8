package mtprototest

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
)

func TestDCOption(t *testing.T) {
	for addr, want := range map[string]tg.DCOption{
		"127.0.0.1:4000": {IPAddress: "127.0.0.1", Port: 4000},
		"[::1]:4000":     {IPAddress: "::1", Port: 4000, Ipv6: true},
		"0.0.0.0:4000":   {IPAddress: "127.0.0.1", Port: 4000},
		"[::]:4000":      {IPAddress: "127.0.0.1", Port: 4000},
	} {
		want.ID, want.Static, want.ThisPortOnly = 4, true, true
		got, err := dcOption(4, addr)
		require.NoError(t, err)
		require.Equal(t, want, got, addr)
	}
	for _, addr := range []string{"", "127.0.0.1", "127.0.0.1:http"} {
		_, err := dcOption(4, addr)
		require.Error(t, err, addr)
	}
}
