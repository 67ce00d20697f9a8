package layer

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

var config = constructor{
	{144, 0x330b4067},
	{145, 0x232566ac},
	{154, tg.ConfigTypeID},
}

// Config writes config. Before layer 154 there were four limits more; optional
// fields are left out there.
func (l Layer) Config(c *tg.Config) (bin.Encoder, error) {
	id, _ := config.in(l)
	if id == tg.ConfigTypeID {
		return c, nil
	}
	var b bin.Buffer
	putInts := func(ints ...int) {
		for _, n := range ints {
			b.PutInt(n)
		}
	}
	b.PutID(id)
	b.PutUint32(0) // flags
	putInts(c.Date, c.Expires)
	b.PutBool(c.TestMode)
	putInts(c.ThisDC)
	b.PutVectorHeader(len(c.DCOptions))
	for _, option := range c.DCOptions {
		if err := option.Encode(&b); err != nil {
			return nil, err
		}
	}
	b.PutString(c.DCTxtDomainName)
	putInts(c.ChatSizeMax, c.MegagroupSizeMax, c.ForwardedCountMax,
		c.OnlineUpdatePeriodMs, c.OfflineBlurTimeoutMs, c.OfflineIdleTimeoutMs, c.OnlineCloudTimeoutMs,
		c.NotifyCloudDelayMs, c.NotifyDefaultDelayMs, c.PushChatPeriodMs, c.PushChatLimit,
		200, // saved_gifs_limit
		c.EditTimeLimit, c.RevokeTimeLimit, c.RevokePmTimeLimit, c.RatingEDecay, c.StickersRecentLimit,
		5, // stickers_faved_limit
		c.ChannelsReadMediaPeriod,
		5,   // pinned_dialogs_count_max
		100, // pinned_infolder_count_max
		c.CallReceiveTimeoutMs, c.CallRingTimeoutMs, c.CallConnectTimeoutMs, c.CallPacketTimeoutMs)
	b.PutString(c.MeURLPrefix)
	putInts(c.CaptionLengthMax, c.MessageLengthMax, c.WebfileDCID)
	return Encoded(b.Buf), nil
}
