package mtproto

import (
	"slices"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A Login is a signed-in login laid open: all that another MTProto client needs
// to go on as the account. Packages gotdclient and export turn it into what
// gotd and clients in other languages read. Printed, it shows no key.
type Login struct {
	// AppID is the api_id that the login was made with.
	AppID int
	// DC is the data centre that the key belongs to, Test whether it is one
	// of Telegram's test servers.
	DC   int
	Test bool
	// Addrs are the data centre's TCP addresses, host:port, the preferred one
	// first. There is at least one.
	Addrs []string
	// Key is the auth key, 256 bytes (core.telegram.org/mtproto/auth_key). It
	// is the account: who has it needs neither code nor password.
	Key codes.Secret
	// Salt is the last server salt that was seen. An old one costs a client
	// one more round trip (bad_server_salt).
	Salt int64
	// Offset is how far the server's clock is ahead of this machine's.
	Offset time.Duration
	// UserID is the account's.
	UserID int64
}

// HandOver lays a signed-in login open, for another client to go on with. The
// record comes from [flow.Driver.Load].
//
// A login has one auth key, and two clients must not use it at once: Telegram
// may answer AUTH_KEY_DUPLICATED and forget the key, and with it the account's
// authorisation (core.telegram.org/api/errors). A Transport closes its
// connection before Perform returns, so after the last Do or Run, if no
// Driver.Listen is under way, nothing of stepin is connected, and HandOver itself
// opens nothing. From then on leave the login alone while the other client runs:
// Poll and LogOut connect again.
//
// It returns, as *errors.Error,
//
//   - [errors.NotAllowed] if nobody is signed in (the phase is not Ready);
//   - [errors.Busy] if a call is pending, and so perhaps still connected; RetryAt
//     is the time when it counts as lost (then see [flow.Driver.Resume]);
//   - [errors.InDoubt] if it is not known whether somebody still is signed in;
//     Resume asks;
//   - [errors.BadRecord] if the session is none of this package's or has no key;
//   - [errors.UnknownDC] if the Transport knows no address for its data centre.
func (t *Transport) HandOver(r flow.Record) (Login, error) {
	switch state := r.State; {
	case state.Phase != flow.Ready:
		return Login{}, errors.Local(errors.NotAllowed)
	case state.Pending.Call != flow.NoCall:
		busy := errors.Local(errors.Busy)
		busy.RetryAt = state.Pending.Until
		return Login{}, busy
	case state.Doubt != flow.NoCall:
		return Login{}, errors.Local(errors.InDoubt)
	}
	var s session
	if err := s.decode(r.Session); err != nil {
		return Login{}, err
	}
	user, err := strconv.ParseInt(r.State.Account.ID, 10, 64)
	if err != nil || s.key.Zero() {
		return Login{}, errors.Local(errors.BadRecord)
	}
	addrs := t.addrs(s.dc)
	if len(addrs) == 0 {
		return Login{}, errors.Local(errors.UnknownDC)
	}
	return Login{
		AppID: t.AppID,
		DC:    s.dc, Test: t.Test, Addrs: slices.Clone(addrs),
		Key: codes.NewSecret(string(s.key.Value[:])), Salt: s.salt, Offset: s.offset,
		UserID: user,
	}, nil
}
