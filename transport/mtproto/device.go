package mtproto

import (
	"cmp"
	"time"

	"github.com/gotd/td/tg"
)

// A Device describes a client (initConnection,
// core.telegram.org/method/initConnection). For empty fields the server is told
// what [Device.WithDefaults] has.
type Device struct {
	// Model, System and App are the device's model, the operating system's
	// version and the application's version.
	Model, System, App string
	// Language and SystemLanguage are ISO 639-1 codes.
	Language, SystemLanguage string
	// LanguagePack is the name of a language pack; third-party applications
	// leave it empty.
	LanguagePack string
	// TimeZone is where the person is, told as its present offset from UTC in
	// seconds (tz_offset). Nil is not told.
	TimeZone *time.Location
}

// WithDefaults returns the device as the server is told of it: with plain words
// in the place of empty fields. LanguagePack and TimeZone have no default.
func (d Device) WithDefaults() Device {
	d.Model = cmp.Or(d.Model, "Computer")
	d.System = cmp.Or(d.System, "Unknown")
	d.App = cmp.Or(d.App, "stepin")
	d.Language = cmp.Or(d.Language, "en")
	d.SystemLanguage = cmp.Or(d.SystemLanguage, "en")
	return d
}

func (t *Transport) initConnection() tg.InitConnectionRequest {
	d := t.Device.WithDefaults()
	r := tg.InitConnectionRequest{
		APIID:          t.AppID,
		DeviceModel:    d.Model,
		SystemVersion:  d.System,
		AppVersion:     d.App,
		SystemLangCode: d.SystemLanguage,
		LangPack:       d.LanguagePack,
		LangCode:       d.Language,
	}
	if d.TimeZone != nil {
		_, offset := time.Now().In(d.TimeZone).Zone()
		r.SetParams(&tg.JSONObject{Value: []tg.JSONObjectValue{
			{Key: "tz_offset", Value: &tg.JSONNumber{Value: float64(offset)}},
		}})
	}
	return r
}
