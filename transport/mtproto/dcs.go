package mtproto

// DataCentre is where a data centre can be reached.
type DataCentre struct {
	// ID is the data centre's number, such as the 4 of PHONE_MIGRATE_4.
	ID int
	// Addrs are TCP addresses, host:port with IPv6 hosts in brackets, in the
	// order in which to try them.
	Addrs []string
}

// The lists below are the ones that TDLib starts with
// (td/telegram/net/ConnectionCreator.cpp, get_default_dc_options), at port 443;
// help.getConfig returns the addresses of the day in dc_options. gotd's list
// (telegram/dcs, Prod) is another: it has servers for files, too, and names some
// twice, since a client that dials all at once does not mind.

// ProductionDCs returns Telegram's production data centres. The slices are the
// caller's.
func ProductionDCs() []DataCentre {
	return []DataCentre{
		{ID: 1, Addrs: []string{"149.154.175.50:443", "[2001:b28:f23d:f001::a]:443"}},
		{ID: 2, Addrs: []string{"149.154.167.51:443", "95.161.76.100:443", "[2001:67c:4e8:f002::a]:443"}},
		{ID: 3, Addrs: []string{"149.154.175.100:443", "[2001:b28:f23d:f003::a]:443"}},
		{ID: 4, Addrs: []string{"149.154.167.91:443", "[2001:67c:4e8:f004::a]:443"}},
		{ID: 5, Addrs: []string{"149.154.171.5:443", "[2001:b28:f23f:f005::a]:443"}},
	}
}

// TestDCs returns Telegram's test data centres. In the key exchange their
// numbers have 10000 added. The slices are the caller's.
func TestDCs() []DataCentre {
	return []DataCentre{
		{ID: 1, Addrs: []string{"149.154.175.10:443", "[2001:b28:f23d:f001::e]:443"}},
		{ID: 2, Addrs: []string{"149.154.167.40:443", "[2001:67c:4e8:f002::e]:443"}},
		{ID: 3, Addrs: []string{"149.154.175.117:443", "[2001:b28:f23d:f003::e]:443"}},
	}
}
