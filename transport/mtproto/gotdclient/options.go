package gotdclient

import (
	"net"
	"strconv"
	"time"

	"github.com/gotd/td/clock"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Options returns what telegram.NewClient needs to go on as a login that t has
// handed over: DC and SessionStorage from the login, and from t the data centres,
// the public keys, how to connect and what to say of the device. All other fields
// are zero, and the caller's to set. Addresses and keys that t leaves to
// Telegram's are left to gotd's.
//
// The login's Offset is used as Options.Clock if this machine's clock is so
// wrong that gotd would not understand the server.
//
// An address that is not host:port is [errors.UnknownDC].
func Options(t *mtproto.Transport, login mtproto.Login) (telegram.Options, error) {
	storage, err := NewStorage(login)
	if err != nil {
		return telegram.Options{}, err
	}
	list, err := dcList(t)
	if err != nil {
		return telegram.Options{}, err
	}
	o := telegram.Options{
		DC: login.DC, DCList: list,
		SessionStorage: storage,
		Device: telegram.DeviceConfig{
			DeviceModel:    t.Device.Model,
			SystemVersion:  t.Device.System,
			AppVersion:     t.Device.App,
			SystemLangCode: t.Device.SystemLanguage,
			LangPack:       t.Device.LanguagePack,
			LangCode:       t.Device.Language,
		},
	}
	keys := t.PublicKeys
	if keys == nil && t.Test {
		keys = mtproto.TestKeys()
	}
	for _, key := range keys {
		o.PublicKeys = append(o.PublicKeys, telegram.PublicKey{RSA: key})
	}
	if t.Dial != nil || t.Protocol != nil {
		plain := dcs.PlainOptions{Dial: t.Dial}
		if t.Protocol != nil {
			plain.Protocol = *t.Protocol
		}
		o.Resolver = dcs.Plain(plain)
	}
	if login.Offset.Abs() > tolerance {
		o.Clock = aheadClock{clock.System, login.Offset}
	}
	return o, nil
}

// tolerance is how wrong a clock may be before it is corrected. MTProto bears 30
// seconds (core.telegram.org/mtproto/security_guidelines#checking-msg-id); far
// below that the system's clock, which somebody may set right while the client
// runs, is the better one.
const tolerance = 10 * time.Second

// aheadClock is a clock, moved to the server's time.
type aheadClock struct {
	clock.Clock
	by time.Duration
}

func (c aheadClock) Now() time.Time { return c.Clock.Now().Add(c.by) }

// dcList turns a Transport's data centres into gotd's. The zero list is gotd's
// own, of production.
func dcList(t *mtproto.Transport) (dcs.List, error) {
	switch {
	case t.DCs == nil && t.Test:
		return dcs.Test(), nil
	case t.DCs == nil:
		return dcs.List{}, nil
	}
	list := dcs.List{Test: t.Test}
	for _, dc := range t.DCs {
		for i, addr := range dc.Addrs {
			option, err := dcOption(dc.ID, addr)
			if err != nil {
				return dcs.List{}, err
			}
			option.Static = i == 0 // gotd prefers these, and we the first
			list.Options = append(list.Options, option)
		}
	}
	return list, nil
}

func dcOption(id int, addr string) (tg.DCOption, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return tg.DCOption{}, unknownDC(err)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return tg.DCOption{}, unknownDC(err)
	}
	ip := net.ParseIP(host)
	return tg.DCOption{ID: id, IPAddress: host, Port: int(n), Ipv6: ip != nil && ip.To4() == nil}, nil
}

func unknownDC(cause error) error {
	e := errors.Local(errors.UnknownDC)
	e.Err = cause
	return e
}
