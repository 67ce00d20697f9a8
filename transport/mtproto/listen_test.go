package mtproto_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A payment that somebody makes elsewhere brings the code without a question.
func TestListenForAPayment(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada, Delivery: codes.SMS, Payment: &fake.Payment{Product: "code", Amount: 99, Currency: "EUR"}})
	d := leak.Driver(t, &flow.Driver{Transport: srv.Transport()})
	s, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	require.Equal(t, flow.WaitPayment, s.Phase)
	require.Equal(t, flow.PaymentInfo{Product: "code", Amount: 99, Currency: "EUR"}, s.Payment)
	require.NoError(t, srv.Pay(ada))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err = d.Listen(ctx, "me")
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, s.Phase)
	require.Equal(t, codes.SMS, s.Sent.Delivery)
	inbox := srv.Inbox(ada)
	s, err = d.Do(ctx, "me", flow.Code(inbox[len(inbox)-1].Code))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
}

// A server that cannot be heard any more is an error, and so is one that will not
// say anything.
func TestListenFails(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
	c := clientAt(t, srv, flow.CallSendCode)
	listener := srv.Transport()

	srv.Refuse("help.getNearestDc", 420, "FLOOD_WAIT_5")
	answer, session, err := listener.Listen(t.Context(), c.session)
	require.ErrorContains(t, err, "FLOOD_WAIT")
	require.Nil(t, answer)
	require.Equal(t, c.session.Fingerprint(), session.Fingerprint())
	leak.Saw(t, err, session)

	ended := make(chan error, 1)
	go func() {
		_, _, err := listener.Listen(t.Context(), c.session)
		ended <- err
	}()
	require.Eventually(t, func() bool { _, open := srv.Connections(); return open > 0 }, time.Minute, time.Millisecond)
	srv.Close()
	require.Error(t, <-ended)
}

// What a server pushes besides, and what nobody can read, is passed over.
func FuzzOnMessage(f *testing.F) {
	for _, pushed := range []tg.UpdatesClass{
		&tg.UpdatesTooLong{},
		&tg.UpdateShort{Update: &tg.UpdateLoginToken{}},
		&tg.UpdateShort{Update: &tg.UpdateSentPhoneCode{SentCode: &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}, PhoneCodeHash: "hash"}}},
		&tg.Updates{Updates: []tg.UpdateClass{&tg.UpdateConfig{}, &tg.UpdateLoginToken{}}},
	} {
		var b bin.Buffer
		require.NoError(f, pushed.Encode(&b))
		f.Add(b.Buf)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, answer := range mtproto.Pushed(data) {
			switch answer.(type) {
			case flow.LoginTokenAccepted, flow.CodeSent, flow.EmailWanted, flow.EmailCodeSent, flow.PaymentWanted, flow.Authorized,
				flow.RegistrationWanted, flow.Unsupported:
			default:
				t.Fatalf("%T", answer)
			}
		}
	})
}

// Of what is pushed the last of each kind is kept, the code comes first, and what
// does not matter takes nobody's place.
func TestPushed(t *testing.T) {
	sent := func(hash string) tg.UpdateClass {
		return &tg.UpdateSentPhoneCode{SentCode: &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}, PhoneCodeHash: hash}}
	}
	many := &tg.Updates{Updates: []tg.UpdateClass{sent("old")}}
	for range 1000 {
		many.Updates = append(many.Updates, &tg.UpdateLoginToken{}, &tg.UpdateConfig{})
	}
	many.Updates = append(many.Updates, sent("new"))
	var b bin.Buffer
	require.NoError(t, many.Encode(&b))
	heard := mtproto.Pushed(b.Buf)
	require.Len(t, heard, 2)
	require.Equal(t, "new", heard[0].(flow.CodeSent).Sent.Hash.Reveal())
	require.Equal(t, flow.LoginTokenAccepted{}, heard[1])
}

// Whose clock was set after the key was made hears all the same.
func TestListenWithAWrongClock(t *testing.T) {
	for _, by := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		t.Run(by.String(), func(t *testing.T) {
			srv := mtprototest.New(t, mtprototest.Account{Phone: ada})
			c := clientAt(t, srv, flow.CallSendCode)
			shown := c.ask(flow.Call{Name: flow.CallExportLoginToken}).(flow.LoginTokenShown)
			require.NoError(t, srv.Scan(ada, flow.LoginToken{Token: shown.Token}.URL()))
			s := c.open()
			s.Offset -= by
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			answer, session, err := c.tr.Listen(ctx, s.Close())
			require.NoError(t, err)
			require.Equal(t, flow.LoginTokenAccepted{}, answer)
			c.session = session
			require.InDelta(t, 0, c.open().Offset.Seconds(), 20, "the right time is kept")
			require.Equal(t, 1, srv.Calls()["help.getNearestDc"])
		})
	}
}

func TestListenWithoutAKey(t *testing.T) {
	_, _, err := new(mtproto.Transport).Listen(t.Context(), flow.Session{})
	require.ErrorIs(t, err, errors.NotAllowed)
	_, _, err = new(mtproto.Transport).Listen(t.Context(), flow.NewSession("x", []byte("{}")))
	require.ErrorIs(t, err, errors.BadRecord)
}

func TestParseFingerprint(t *testing.T) {
	session := mtproto.Session{DC: 4, Key: testKey(1)}
	dc, key, ok := mtproto.ParseFingerprint(session.Close().Fingerprint())
	require.True(t, ok)
	require.Equal(t, 4, dc)
	require.Equal(t, session.Key.IntID(), key)
	for _, text := range []string{"", "client", "dc4", "dc4-", "dc4-00", "dcx-0102030405060708", "dc4-010203040506070809"} {
		_, _, ok := mtproto.ParseFingerprint(text)
		require.False(t, ok, text)
	}
}
