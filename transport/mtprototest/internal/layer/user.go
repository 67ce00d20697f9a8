package layer

import (
	"strings"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

var (
	user = constructor{
		{144, 0x3ff6ecb0},
		{145, 0x5d99adee},
		{148, 0x8f97c628},
		{160, 0xabb5f120},
		{166, 0xeb602f25},
		{167, 0x215c4438},
		{185, 0x83314fca},
		{196, 0x4b46c37e},
		{200, 0x020b1422},
		{217, 0x31774388},
		{228, tg.UserTypeID},
	}
	userFull = constructor{
		{144, 0xc4b1fc3f},
		{151, 0xf8d32aed},
		{158, 0x93eadb53},
		{160, 0x4fe1cc86},
		{164, 0xb9b12c6c},
		{176, 0x22ff3e85},
		{177, 0xcc997720},
		{189, 0x1f58e369},
		{195, 0x979d2376},
		{196, 0x4d975bbc},
		{200, 0xd2234ea0},
		{201, 0x99e78045},
		{210, 0x29de80be},
		{211, 0x7e63ce1f},
		{213, 0x3fd81e28},
		{214, 0xc577b5ad},
		{216, 0xa02bc13e},
		{224, tg.UserFullTypeID},
	}
	peerSettings = constructor{
		{144, 0xa518110d},
		{177, 0xacd66c5e},
		{200, tg.PeerSettingsTypeID},
	}
	peerNotifySettings = constructor{
		{144, 0xa83b0426},
		{160, tg.PeerNotifySettingsTypeID},
	}
	authorization = constructor{
		{144, 0x33fb7bb8},
		{futureAuthToken, tg.AuthAuthorizationTypeID},
	}
	sentCodeSuccess = constructor{{futureAuthToken, tg.AuthSentCodeSuccessTypeID}}
)

// futureAuthToken is the layer in which auth.authorization got that field.
const futureAuthToken Layer = 152

// The layers in which user and userFull got a second word of flags.
const (
	userFlags2     Layer = 148
	userFullFlags2 Layer = 176
)

// AccessHash returns the access_hash under which a user is known to itself. It
// is no secret here: nobody else is told of any user.
func AccessHash(u fake.User) int64 { return u.ID }

// putUser writes user. The fields before and after those of the model differ
// from layer to layer; the ones here have had their places and flags in all.
func (l Layer) putUser(b *bin.Buffer, u fake.User) {
	const accessHash, firstName, lastName, phone, self, bot = 0, 1, 2, 4, 10, 14
	var flags bin.Fields
	for _, flag := range []int{accessHash, firstName, self} {
		flags.Set(flag)
	}
	if u.LastName != "" {
		flags.Set(lastName)
	}
	if u.Phone != "" {
		flags.Set(phone)
	}
	if u.Bot {
		flags.Set(bot)
	}
	user.put(b, l)
	b.PutUint32(uint32(flags))
	if l >= userFlags2 {
		b.PutUint32(0)
	}
	b.PutLong(u.ID)
	b.PutLong(AccessHash(u))
	b.PutString(u.FirstName)
	if u.LastName != "" {
		b.PutString(u.LastName)
	}
	if u.Phone != "" {
		b.PutString(strings.TrimPrefix(u.Phone, "+"))
	}
	if u.Bot {
		b.PutInt(0) // bot_info_version
	}
}

// Users writes Vector<User>, the answer to users.getUsers.
func (l Layer) Users(users ...fake.User) Encoded {
	var b bin.Buffer
	b.PutVectorHeader(len(users))
	for _, u := range users {
		l.putUser(&b, u)
	}
	return b.Buf
}

// FullUser writes users.userFull, the answer to users.getFullUser, with nothing
// but what it must have.
func (l Layer) FullUser(u fake.User) Encoded {
	var b bin.Buffer
	b.PutID(tg.UsersUserFullTypeID)
	userFull.put(&b, l)
	b.PutUint32(0) // flags
	if l >= userFullFlags2 {
		b.PutUint32(0)
	}
	b.PutLong(u.ID)
	peerSettings.put(&b, l)
	b.PutUint32(0)
	peerNotifySettings.put(&b, l)
	b.PutUint32(0)
	b.PutInt(0) // common_chats_count
	b.PutVectorHeader(0)
	b.Put(l.Users(u)) // after the chats, of which there are none
	return b.Buf
}

func (l Layer) putAuthorization(b *bin.Buffer, a fake.Authorization) {
	const tmpSessions, setupPasswordRequired, token = 0, 1, 2
	hasToken := a.FutureAuthToken != "" && l >= futureAuthToken
	var flags bin.Fields
	if a.SetupPasswordRequired {
		flags.Set(setupPasswordRequired)
	}
	if a.TmpSessions != 0 {
		flags.Set(tmpSessions)
	}
	if hasToken {
		flags.Set(token)
	}
	authorization.put(b, l)
	b.PutUint32(uint32(flags))
	if a.SetupPasswordRequired {
		b.PutInt(a.OtherwiseReloginDays)
	}
	if a.TmpSessions != 0 {
		b.PutInt(a.TmpSessions)
	}
	if hasToken {
		b.PutBytes([]byte(a.FutureAuthToken))
	}
	l.putUser(b, a.User)
}

// Authorization writes auth.authorization, before layer 152 without a future
// auth token.
func (l Layer) Authorization(a fake.Authorization) Encoded {
	var b bin.Buffer
	l.putAuthorization(&b, a)
	return b.Buf
}

// SentCodeSuccess writes auth.sentCodeSuccess. Before layer 152 the error is
// [ErrTooOld].
func (l Layer) SentCodeSuccess(a fake.SentCodeSuccess) (Encoded, error) {
	id, ok := sentCodeSuccess.in(l)
	if !ok {
		return nil, ErrTooOld
	}
	var b bin.Buffer
	b.PutID(id)
	l.putAuthorization(&b, a.Authorization)
	return b.Buf, nil
}
