package gotdclient

import (
	"time"

	"github.com/gotd/td/clock"
	"github.com/gotd/td/telegram"

	"github.com/stepin-go/stepin/transport/mtproto"
)

// Options returns what telegram.NewClient needs to go on as a login that t has
// handed over: DC and SessionStorage from the login, and from t the data centres,
// the public keys, how to connect, proxy included, and what to say of the device,
// which is what was said while signing in. All other fields are zero, and the
// caller's to set. Addresses and keys that t leaves to Telegram's are left to
// gotd's.
//
// The login's Offset is used as Options.Clock if this machine's clock is so
// wrong that gotd would not understand the server.
//
// The error is [errors.BadRecord] if the login has no key, or that of
// [mtproto.Transport.Network].
func Options(t *mtproto.Transport, login mtproto.Login) (telegram.Options, error) {
	storage, err := NewStorage(login)
	if err != nil {
		return telegram.Options{}, err
	}
	resolver, list, err := t.Network()
	if err != nil {
		return telegram.Options{}, err
	}
	device := t.Device.WithDefaults() // gotd's are others: the person would see two devices
	o := telegram.Options{
		DC: login.DC, DCList: list, Resolver: resolver,
		SessionStorage: storage,
		Device: telegram.DeviceConfig{
			DeviceModel:    device.Model,
			SystemVersion:  device.System,
			AppVersion:     device.App,
			SystemLangCode: device.SystemLanguage,
			LangPack:       device.LanguagePack,
			LangCode:       device.Language,
		},
	}
	keys := t.PublicKeys
	if keys == nil && t.Test {
		keys = mtproto.TestKeys()
	}
	for _, key := range keys {
		o.PublicKeys = append(o.PublicKeys, telegram.PublicKey{RSA: key})
	}
	if device.TimeZone != nil {
		o.Device.Params = telegram.TimezoneParams(device.TimeZone)
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
