package mtproto_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// ready is the record of a signed-in login.
func ready() flow.Record {
	return flow.Record{
		State:   flow.State{Phase: flow.Ready, Account: flow.Account{ID: "5000801609"}},
		Session: fullSession().Close(),
	}
}

func TestHandOver(t *testing.T) {
	addrs := []string{"192.0.2.1:443", "192.0.2.2:443"}
	tr := &mtproto.Transport{AppID: 7, Test: true, DCs: []mtproto.DataCentre{{ID: 2, Addrs: addrs}}}
	login, err := tr.HandOver(ready())
	require.NoError(t, err)
	full := fullSession()
	require.Equal(t, string(full.Key.Value[:]), login.Key.Reveal())
	require.Equal(t, []any{7, 2, true, addrs, full.Salt, full.Offset, int64(5000801609)},
		[]any{login.AppID, login.DC, login.Test, login.Addrs, login.Salt, login.Offset, login.UserID})

	login.Addrs[0] = "mine"
	require.Equal(t, "192.0.2.1:443", addrs[0], "the addresses are a copy")
}

// Without a list the addresses are Telegram's.
func TestHandOverAddresses(t *testing.T) {
	for _, test := range []bool{false, true} {
		login, err := (&mtproto.Transport{Test: test}).HandOver(ready())
		require.NoError(t, err)
		want := mtproto.ProductionDCs()
		if test {
			want = mtproto.TestDCs()
		}
		require.Equal(t, want[1].Addrs, login.Addrs)
	}
}

func TestHandOverRefusals(t *testing.T) {
	until := time.Unix(1e9, 0)
	session := func(s mtproto.Session) func(*flow.Record) {
		return func(r *flow.Record) { r.Session = s.Close() }
	}
	for _, tt := range []struct {
		name   string
		change func(*flow.Record)
		reason errors.Reason
	}{
		{"nothing", func(r *flow.Record) { *r = flow.Record{} }, errors.NotAllowed},
		{"pending", func(r *flow.Record) { r.State.Pending = flow.Pending{Call: flow.CallWhoAmI, Number: 1, Until: until} }, errors.Busy},
		{"in doubt", func(r *flow.Record) { r.State.Doubt = flow.CallLogOut }, errors.InDoubt},
		{"no session", func(r *flow.Record) { r.Session = flow.Session{} }, errors.BadRecord},
		{"somebody else's session", func(r *flow.Record) { r.Session = flow.NewSession("x", []byte("{}")) }, errors.BadRecord},
		{"no key", session(mtproto.Session{DC: 2}), errors.BadRecord},
		{"no user", func(r *flow.Record) { r.State.Account.ID = "" }, errors.BadRecord},
		{"not a user's id", func(r *flow.Record) { r.State.Account.ID = "ada" }, errors.BadRecord},
		{"unknown data centre", session(mtproto.Session{DC: 9, Key: testKey(1)}), errors.UnknownDC},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := ready()
			tt.change(&r)
			login, err := new(mtproto.Transport).HandOver(r)
			require.ErrorIs(t, err, tt.reason)
			require.Equal(t, mtproto.Login{}, login)
			refusal, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok)
			if tt.reason == errors.Busy {
				require.Equal(t, until, refusal.RetryAt)
			}
		})
	}
}

// Only Ready is signed in; in WaitPassword there is a key, too, and half a login
// is none.
func TestHandOverPhases(t *testing.T) {
	for _, phase := range []flow.Phase{
		flow.WaitPhoneNumber, flow.WaitCode, flow.WaitPassword, flow.WaitRegistration, flow.LoggedOut, flow.Failed,
	} {
		r := ready()
		r.State.Phase = phase
		_, err := new(mtproto.Transport).HandOver(r)
		require.ErrorIs(t, err, errors.NotAllowed, phase)
	}
}
