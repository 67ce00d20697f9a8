package layer

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

var updateSentPhoneCode = constructor{{201, tg.UpdateSentPhoneCodeTypeID}}

// UpdateLoginToken writes updateLoginToken in an updateShort of a Unix time.
func (l Layer) UpdateLoginToken(date int) Encoded {
	var b bin.Buffer
	b.PutID(tg.UpdateShortTypeID)
	b.PutID(tg.UpdateLoginTokenTypeID)
	b.PutInt(date)
	return b.Buf
}

// UpdateSentPhoneCode writes updateSentPhoneCode around an auth.SentCode of the
// same layer, in an updateShort of a Unix time. Before layer 201 the error is
// [ErrTooOld].
func (l Layer) UpdateSentPhoneCode(sent Encoded, date int) (Encoded, error) {
	id, ok := updateSentPhoneCode.in(l)
	if !ok {
		return nil, ErrTooOld
	}
	var b bin.Buffer
	b.PutID(tg.UpdateShortTypeID)
	b.PutID(id)
	b.Put(sent)
	b.PutInt(date)
	return b.Buf, nil
}

// Updates writes updates of a Unix time, without users and chats: with a sent code
// of the same layer, or with nothing if that is nil. Before layer 201 there is no
// word for the code, and the error is [ErrTooOld].
func (l Layer) Updates(sent Encoded, date int) (Encoded, error) {
	var b bin.Buffer
	b.PutID(tg.UpdatesTypeID)
	if sent == nil {
		b.PutVectorHeader(0)
	} else {
		id, ok := updateSentPhoneCode.in(l)
		if !ok {
			return nil, ErrTooOld
		}
		b.PutVectorHeader(1)
		b.PutID(id)
		b.Put(sent)
	}
	b.PutVectorHeader(0) // users
	b.PutVectorHeader(0) // chats
	b.PutInt(date)
	b.PutInt(0) // seq: the updates are in no order
	return b.Buf, nil
}
