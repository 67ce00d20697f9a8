package mtproto

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDataCentres(t *testing.T) {
	seen := map[netip.AddrPort]bool{}
	for _, list := range []struct {
		dcs  []DataCentre
		want int
	}{{ProductionDCs(), 5}, {TestDCs(), 3}} {
		require.Len(t, list.dcs, list.want)
		for i, dc := range list.dcs {
			require.Equal(t, i+1, dc.ID)
			var v4, v6 bool
			for _, addr := range dc.Addrs {
				parsed, err := netip.ParseAddrPort(addr)
				require.NoError(t, err)
				require.Equal(t, addr, parsed.String(), "in the usual form")
				require.False(t, seen[parsed], "%s is listed twice", addr)
				seen[parsed] = true
				v4 = v4 || parsed.Addr().Is4()
				v6 = v6 || parsed.Addr().Is6()
			}
			require.True(t, v4 && v6, "data centre %d can be reached both ways", dc.ID)
		}
	}

	ProductionDCs()[0].Addrs[0] = ""
	require.NotEmpty(t, ProductionDCs()[0].Addrs[0], "the slices are the caller's")
}
