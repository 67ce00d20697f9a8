package mtproto_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// signedIn is the record of a login to an account that wants no password.
func signedIn(t *testing.T, srv *mtprototest.Server, number string) flow.Record {
	t.Helper()
	d := leak.Driver(t, &flow.Driver{Transport: srv.Transport()})
	for _, in := range []func() flow.Input{
		func() flow.Input { return flow.PhoneNumber(number) },
		func() flow.Input { inbox := srv.Inbox(number); return flow.Code(inbox[len(inbox)-1].Code) },
	} {
		_, err := d.Do(t.Context(), "phone", in())
		require.NoError(t, err)
	}
	record, err := d.Load(t.Context(), "phone")
	require.NoError(t, err)
	require.Equal(t, flow.Ready, record.State.Phase)
	return record
}

// Two logins of stepin's own: the one that is signed in accepts the code that the
// other one shows and hears of.
func TestAcceptLoginToken(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, FirstName: "Ada"})
	phone := signedIn(t, srv, ada)
	screen := leak.Driver(t, &flow.Driver{Transport: srv.Transport()})
	s, err := screen.Do(t.Context(), "screen", flow.RequestQRCode())
	require.NoError(t, err)
	require.Equal(t, flow.WaitOtherDevice, s.Phase)

	type heard struct {
		flow.State
		err error
	}
	listening := make(chan heard, 1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go func() {
		s, err := screen.Listen(ctx, "screen")
		listening <- heard{s, err}
	}()

	tr := srv.Transport()
	device, err := tr.AcceptLoginToken(ctx, phone, s.LoginToken.URL())
	require.NoError(t, err)
	require.Equal(t, tr.AppID, device.APIID)
	got := <-listening
	require.NoError(t, got.err)
	require.Equal(t, flow.Ready, got.Phase)
	require.Equal(t, "Ada", got.Account.FirstName)

	_, err = tr.AcceptLoginToken(ctx, phone, s.LoginToken.URL())
	require.ErrorIs(t, err, errors.AuthTokenAlreadyAccepted)
}

func TestAcceptLoginTokenRefusals(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	phone := signedIn(t, srv, ada)
	address := flow.LoginToken{Token: codes.NewSecret("never shown")}.URL()
	tr := srv.Transport()
	for _, tt := range []struct {
		name    string
		tr      *mtproto.Transport
		record  flow.Record
		address string
		reason  errors.Reason
	}{
		{"no address of a token", tr, phone, "tg://resolve?domain=ada", errors.AuthTokenInvalid},
		{"a token that nobody showed", tr, phone, address, errors.AuthTokenInvalid},
		{"nobody is signed in", tr, flow.Record{}, address, errors.NotAllowed},
		{"nobody answers", &mtproto.Transport{DCs: []mtproto.DataCentre{{ID: 2, Addrs: []string{"127.0.0.1:1"}}}}, phone, address, errors.NotSent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			device, err := tt.tr.AcceptLoginToken(t.Context(), tt.record, tt.address)
			require.ErrorIs(t, err, tt.reason)
			var typed *errors.Error
			require.ErrorAs(t, err, &typed)
			require.Nil(t, device)
			leak.Saw(t, err)
		})
	}
}

// A server whose clock is not ours shows a token for as long as any other does.
func TestLoginTokenOfAnotherClock(t *testing.T) {
	for _, by := range []time.Duration{25 * time.Second, -25 * time.Second, 29 * time.Second, -29 * time.Second} {
		t.Run(by.String(), func(t *testing.T) {
			var clock shifted
			clock.set(by)
			c := clientAt(t, serve(t, mtprototest.Config{Now: clock.now}), flow.CallSendCode)
			before := time.Now()
			shown := c.ask(flow.Call{Name: flow.CallExportLoginToken}).(flow.LoginTokenShown)
			require.WithinDuration(t, before.Add(30*time.Second), shown.Expires, 10*time.Second)
		})
	}
}

// A token that is refused by a challenge, a flood or a lost connection is not said
// to be accepted.
func TestAcceptLoginTokenNotHeard(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	phone := signedIn(t, srv, ada)
	address := flow.LoginToken{Token: codes.NewSecret("never shown")}.URL()
	srv.LoseAfter("auth.acceptLoginToken")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	device, err := srv.Transport().AcceptLoginToken(ctx, phone, address)
	require.Error(t, err)
	require.NotErrorIs(t, err, errors.NotSent)
	require.Nil(t, device)
}
