package mtprototest

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
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

// A client that takes the server for another data centre is told that it is that
// one, at the address which it came to.
func TestConfigOfAnotherDC(t *testing.T) {
	two := &dataCentre{id: 2, addr: "127.0.0.1:4000", wire: new(wire.Server)}
	four := &dataCentre{id: 4, addr: "127.0.0.1:4001", wire: new(wire.Server)}
	s := &Server{dcs: []*dataCentre{two, four}}
	for _, test := range []struct {
		request wire.Request
		this    int
		listed  map[int]int // ports by data centre
	}{
		{wire.Request{DC: 4, ClientDC: 4}, 4, map[int]int{2: 4000, 4: 4001}},
		{wire.Request{DC: 4, ClientDC: 1}, 1, map[int]int{2: 4000, 4: 4001, 1: 4001}},
		{wire.Request{DC: 2, ClientDC: 1, Test: true}, 1, map[int]int{2: 4000, 4: 4001, 1: 4000}},
	} {
		c, err := s.config(test.request)
		require.NoError(t, err)
		require.Equal(t, test.this, c.ThisDC)
		require.Equal(t, test.request.Test, c.TestMode)
		listed := map[int]int{}
		for _, option := range c.DCOptions {
			listed[option.ID] = option.Port
		}
		require.Equal(t, test.listed, listed)
		require.Len(t, c.DCOptions, len(test.listed), "each once")
	}
	require.Len(t, s.dcs, 2)
}
