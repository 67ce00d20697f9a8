package mtprototest

import (
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// configLife is how long a client may keep what help.getConfig said.
const configLife = time.Hour

// config lists the addresses where the server listens. Clients dial and resolve
// what it says, so it names no other address, no domain and no bot.
//
// A client that takes the server for another data centre (see AnyDC) is told that
// it is this one, beside those that there are: TDLib asks again at once for a
// configuration of another (td/telegram/ConfigManager.cpp).
func (s *Server) config(r wire.Request) (*tg.Config, error) {
	now := s.now()
	c := &tg.Config{
		Date: int(now.Unix()), Expires: int(now.Add(configLife).Unix()), TestMode: r.Test, ThisDC: r.ClientDC,
		ChatSizeMax: 200, MegagroupSizeMax: 200000, ForwardedCountMax: 100,
		OnlineUpdatePeriodMs: 210000, OfflineBlurTimeoutMs: 5000, OfflineIdleTimeoutMs: 30000,
		OnlineCloudTimeoutMs: 300000, NotifyCloudDelayMs: 30000, NotifyDefaultDelayMs: 1500,
		PushChatPeriodMs: 60000, PushChatLimit: 2, EditTimeLimit: 172800,
		RevokeTimeLimit: 172800, RevokePmTimeLimit: 172800, RatingEDecay: 2419200,
		StickersRecentLimit: 200, ChannelsReadMediaPeriod: 604800, CallReceiveTimeoutMs: 20000,
		CallRingTimeoutMs: 90000, CallConnectTimeoutMs: 30000, CallPacketTimeoutMs: 10000,
		CaptionLengthMax: 1024, MessageLengthMax: 4096, WebfileDCID: r.ClientDC,
	}
	known := slices.Clone(s.dcs)
	if !slices.ContainsFunc(known, func(d *dataCentre) bool { return d.id == r.ClientDC }) {
		here := slices.IndexFunc(known, func(d *dataCentre) bool { return d.id == r.DC })
		known = append(known, &dataCentre{id: r.ClientDC, addr: known[here].addr})
	}
	for _, d := range known {
		option, err := dcOption(d.id, d.addr)
		if err != nil {
			return nil, err
		}
		c.DCOptions = append(c.DCOptions, option)
	}
	return c, nil
}

// dcOption tells where a data centre is. One that listens on all interfaces is
// on loopback: this server is for tests.
func dcOption(id int, addr string) (tg.DCOption, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return tg.DCOption{}, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return tg.DCOption{}, err
	}
	ip := net.ParseIP(host)
	if ip.IsUnspecified() {
		ip = net.IPv4(127, 0, 0, 1)
		host = ip.String()
	}
	return tg.DCOption{
		ID: id, IPAddress: host, Port: n, Ipv6: ip != nil && ip.To4() == nil,
		Static: true, ThisPortOnly: true,
	}, nil
}
