package docs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// begin refusals
func TestWrongTurns(t *testing.T) {
	const number, code = "+9996620001", "22222"
	for name, tt := range map[string]struct {
		happens func(*fake.Server)
		code    string
		phase   flow.Phase
		reason  error // nil: all is well in the end
	}{
		"nothing":        {func(*fake.Server) {}, code, flow.Ready, nil},
		"a slip":         {func(*fake.Server) {}, "11111", flow.WaitCode, errors.PhoneCodeInvalid},
		"a digit less":   {func(*fake.Server) {}, "2222", flow.WaitCode, errors.CodeLength},
		"a dead code":    {refuse("auth.signIn", 400, "PHONE_CODE_EXPIRED"), code, flow.WaitPhoneNumber, errors.PhoneCodeExpired},
		"a flood":        {refuse("auth.signIn", 420, "FLOOD_WAIT_42"), code, flow.WaitCode, errors.FloodWait},
		"a new error":    {refuse("auth.signIn", 400, "MADE_UP"), code, flow.WaitCode, errors.Reason("MADE_UP")},
		"an answer lost": {func(s *fake.Server) { s.LoseAfter("auth.signIn") }, code, flow.Ready, nil},
		"a call lost":    {func(s *fake.Server) { s.LoseBefore("auth.signIn") }, code, flow.WaitCode, errors.Unanswered},
	} {
		t.Run(name, func(t *testing.T) {
			server, err := fake.New(fake.Account{Phone: number})
			require.NoError(t, err)
			d := &flow.Driver{Transport: &fake.Transport{Server: server}}
			_, err = d.Do(t.Context(), "me", flow.PhoneNumber(number))
			require.NoError(t, err)
			tt.happens(server)

			s, err := d.Do(t.Context(), "me", flow.Code(tt.code))
			require.Equal(t, tt.phase, s.Phase)
			require.ErrorIs(t, err, tt.reason)
			require.Zero(t, server.Faults(), "the fault has happened")
		})
	}
}

func refuse(method string, code int, text string) func(*fake.Server) {
	return func(s *fake.Server) { s.Refuse(method, code, text) }
}

// end refusals

// begin elsewhere
func TestOtherDevice(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "secret"})
	require.NoError(t, err)
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}

	s, err := d.Do(t.Context(), "me", flow.RequestQRCode())
	require.NoError(t, err)
	require.NoError(t, server.Scan("+9996620001", s.LoginToken.URL()))
	s, err = d.Listen(t.Context(), "me") // hears of it
	require.NoError(t, err)
	require.Equal(t, flow.WaitPassword, s.Phase)
}

func TestPasskey(t *testing.T) {
	device := fake.NewAuthenticator()
	server, err := fake.New(fake.Account{
		Phone: "+9996620001", ID: 1001, Passkeys: []fake.Passkey{device.Credential(2, 1001)},
	})
	require.NoError(t, err)
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}

	s, err := d.Do(t.Context(), "me", flow.RequestPasskey())
	require.NoError(t, err)
	answer, err := device.Assert(s.Passkey.Options)
	require.NoError(t, err)
	s, err = d.Do(t.Context(), "me", flow.Passkey(answer))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
}

func TestChallenged(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	require.NoError(t, err)
	d := &flow.Driver{Transport: &fake.Transport{Server: server}}
	server.Challenge("auth.sendCode", "RECAPTCHA_CHECK_signup__KEY", "a person")

	s, err := d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
	require.ErrorIs(t, err, errors.RecaptchaCheck)
	challenge, ok := s.Challenge()
	require.True(t, ok)
	require.Equal(t, "KEY", challenge.SiteKey)
	s, err = d.Do(t.Context(), "me", flow.Solved("a person", flow.PhoneNumber("+9996620001")))
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, s.Phase)
}

// end elsewhere

// begin clock
func TestFloodEnds(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	require.NoError(t, err)
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	d := &flow.Driver{
		Transport: &fake.Transport{Server: server},
		Now:       func() time.Time { return now },
	}
	server.Refuse("auth.sendCode", 420, "FLOOD_WAIT_42")

	s, err := d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
	require.ErrorIs(t, err, errors.FloodWait)
	require.Equal(t, now.Add(42*time.Second), s.Last.RetryAt)

	now = now.Add(41 * time.Second)
	_, err = d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
	require.ErrorIs(t, err, errors.TooEarly) // refused here: nothing is sent

	now = now.Add(time.Second)
	_, err = d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
	require.NoError(t, err)
	require.Len(t, server.Inbox("+9996620001"), 1)
}

// end clock

// begin wire
func TestOverTheWire(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001", Password: "secret"})
	d := &flow.Driver{Transport: srv.Transport()}

	_, err := d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
	require.NoError(t, err)
	code := srv.Inbox("+9996620001")[0].Code
	_, err = d.Do(t.Context(), "me", flow.Code(code))
	require.NoError(t, err)
	s, err := d.Do(t.Context(), "me", flow.Password("secret"))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)

	require.Equal(t, 1, srv.Calls()["auth.sendCode"], "one message")
	require.Equal(t, 1, srv.Calls()["auth.signIn"], "and its code was given once")
}

// end wire
