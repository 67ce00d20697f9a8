package mtprototest_test

import (
	"context"
	"encoding/hex"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproto"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A hearer keeps what it was sent without asking.
type hearer chan []byte

func (h hearer) OnSession(mtproto.Session) error { return nil }

func (h hearer) OnMessage(b *bin.Buffer) error {
	h <- b.Copy()
	return nil
}

// hear waits for the next update.
func (h hearer) hear(ctx context.Context, t *testing.T) tg.UpdateClass {
	t.Helper()
	select {
	case message := <-h:
		updates, err := tg.DecodeUpdates(&bin.Buffer{Buf: message})
		require.NoError(t, err)
		require.IsType(t, &tg.UpdateShort{}, updates)
		require.NotZero(t, updates.(*tg.UpdateShort).Date)
		return updates.(*tg.UpdateShort).Update
	case <-ctx.Done():
		require.NoError(t, ctx.Err())
		return nil
	}
}

// gotdHearing is a client that hears updates, under a key of its own or one that
// there is.
func gotdHearing(t *testing.T, srv *mtprototest.Server, under *keyOwner) (context.Context, *tg.Client, hearer, keyOwner) {
	t.Helper()
	var owner keyOwner
	if under == nil {
		owner = makeKey(t, srv, dial(t, srv))
	} else {
		owner = under.reconnect(t, srv)
	}
	heard := make(hearer, 10)
	ctx, conn := gotdConnUnder(t, owner, mtproto.Options{Handler: heard})
	nameLayer(ctx, t, conn)
	return ctx, tg.NewClient(conn), heard, owner
}

// Each session of the key hears that its token was accepted, and nobody else.
func TestUpdateLoginToken(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada}, mtprototest.Account{Phone: "+9996620002"})
	ctx, api, heard, owner := gotdHearing(t, srv, nil)
	again, _, too, _ := gotdHearing(t, srv, &owner)
	_, _, nothing, _ := gotdHearing(t, srv, nil)
	shown, err := api.AuthExportLoginToken(ctx, gotdExport())
	require.NoError(t, err)
	scan(t, srv, shown.(*tg.AuthLoginToken).Token)
	require.Equal(t, &tg.UpdateLoginToken{}, heard.hear(ctx, t))
	require.Equal(t, &tg.UpdateLoginToken{}, too.hear(again, t))
	require.Empty(t, nothing)
}

// What nobody is there to hear waits for the next session that wants to.
func TestUpdateWaits(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	owner := makeKey(t, srv, dial(t, srv))
	deaf := make(hearer, 10)
	ctx, conn := gotdConnUnder(t, owner, mtproto.Options{Handler: deaf})
	var shown tg.AuthLoginToken
	require.NoError(t, conn.Invoke(ctx, &tg.InvokeWithLayerRequest{Layer: tg.Layer, Query: &tg.InitConnectionRequest{
		APIID: 1, DeviceModel: "test", SystemVersion: "test", AppVersion: "test", SystemLangCode: "en", LangCode: "en",
		Query: &tg.InvokeWithoutUpdatesRequest{Query: gotdExport()},
	}}, &shown))
	scan(t, srv, shown.Token)
	silent := owner.reconnect(t, srv)
	silent.pings(t)
	require.Empty(t, deaf, "it has asked without updates")

	ctx, _, heard, _ := gotdHearing(t, srv, &owner)
	require.Equal(t, &tg.UpdateLoginToken{}, heard.hear(ctx, t))
	_, _, late, _ := gotdHearing(t, srv, &owner)
	require.Empty(t, late, "it was heard")
}

// Who hears is gone with the server, however many there are.
func TestManyHear(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	const many = 100
	var hearers []hearer
	ctx, api, heard, owner := gotdHearing(t, srv, nil)
	var last struct {
		owner keyOwner
		token []byte
	}
	for n := range many {
		if n%2 == 0 { // under a key of its own
			ctx, api, _, owner := gotdHearing(t, srv, nil)
			shown, err := api.AuthExportLoginToken(ctx, gotdExport())
			require.NoError(t, err)
			last.owner, last.token = owner, shown.(*tg.AuthLoginToken).Token
			continue
		}
		_, _, too, _ := gotdHearing(t, srv, &owner)
		hearers = append(hearers, too)
	}
	shown, err := api.AuthExportLoginToken(ctx, gotdExport())
	require.NoError(t, err)
	requireOpen(t, srv, many+1)
	scan(t, srv, shown.(*tg.AuthLoginToken).Token)
	for _, h := range append(hearers, heard) {
		require.Equal(t, &tg.UpdateLoginToken{}, h.hear(ctx, t))
	}
	srv.Close()
	_, open := srv.Connections()
	require.Zero(t, open)
	// TestMain sees that nothing is left running. Nor does anybody hear: it waits.
	scan(t, srv, last.token)
	var waited []any
	stop := srv.Subscribe(fake.Caller{DC: 2, Key: hex.EncodeToString(last.owner.key.ID[:])}, func(update any) {
		waited = append(waited, update)
	})
	defer stop()
	require.Equal(t, []any{fake.UpdateLoginToken{}}, waited)
}

// scan plays ada's other device.
func scan(t *testing.T, srv *mtprototest.Server, token []byte) {
	t.Helper()
	require.NoError(t, srv.Scan(ada, "tg://login?token="+base64url(token)))
}
