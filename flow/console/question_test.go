package console

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/term"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

func TestDelivery(t *testing.T) {
	for _, tt := range []struct {
		sent codes.Sent
		want string
	}{
		{codes.Sent{}, "A code is on its way."},
		{codes.Sent{Delivery: codes.App, Length: 5}, "A code is waiting in the Telegram app on your other devices (5 digits)."},
		{codes.Sent{Delivery: codes.SMS, Length: 6}, "A code is on its way by SMS (6 digits)."},
		{codes.Sent{Delivery: codes.FirebaseSMS, Length: 6}, "A code is sent by SMS once an official app has proved to be one, and this program is none."},
		{codes.Sent{Delivery: codes.Call}, "A code will be told in a call."},
		{codes.Sent{Delivery: codes.FlashCall, Pattern: "+7 912 ***"}, "You will be called from a number like +7 912 ***; that number is the code."},
		{codes.Sent{Delivery: codes.MissedCall, Prefix: "+7912", Length: 6}, "You will miss a call from +7912...; its last digits are the code (6 digits)."},
		{codes.Sent{Delivery: codes.FragmentSMS, URL: codes.NewSecret("https://fragment.com/x\x1b[m")}, `The code is at https://fragment.com/x\x1b[m.`},
		{codes.Sent{Delivery: codes.SMSWord, Beginning: "s\u202e"}, `A word is on its way by SMS, beginning with "s\\u202e".`},
		{codes.Sent{Delivery: codes.Mail, Length: 6}, "A code is on its way by e-mail (6 digits)."},
		{codes.Sent{Delivery: codes.Authenticator, Length: 6}, "The code is in your authenticator app (6 digits)."},
		{codes.Sent{Next: codes.SMS, Length: 6}, "No code has been sent yet."},
		{codes.Sent{Delivery: codes.SMSPhrase, Beginning: "the"}, `A phrase is on its way by SMS, beginning with "the".`},
	} {
		require.Equal(t, tt.want, delivery(tt.sent))
	}
	for d := codes.NoDelivery; d.String() != codes.Delivery(255).String(); d++ {
		sent := codes.Sent{Delivery: d, Pattern: nasty, Prefix: nasty, URL: codes.NewSecret(nasty), Beginning: nasty}
		requireHarmless(t, delivery(sent))
		require.Less(t, len(delivery(sent)), 500)
	}
}

// nasty is what a server should not be able to do to a terminal.
var nasty = "\x1b[2J\u202e\a\n" + strings.Repeat("x", 100<<10)

func TestResend(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		next  codes.Delivery
		after time.Duration
		want  string
	}{
		{codes.SMS, time.Minute, "Another one, by SMS, can be asked for in 1 min 0 s."},
		{codes.SMS, 58*time.Second + 1, "Another one, by SMS, can be asked for in 59 s."},
		{codes.Call, 1, "Another one, by call, can be asked for in 1 s."},
		{codes.MissedCall, 0, "Another one, by missed call, can be asked for now: /resend."},
		{codes.Mail, 0, "Another one, by e-mail, can be asked for now: /resend."},
		{codes.Authenticator, 0, "Another one, by authenticator app, can be asked for now: /resend."},
		{codes.App, -time.Hour, "Another one, by Telegram, can be asked for now: /resend."},
	} {
		require.Equal(t, tt.want, resend(codes.Sent{Delivery: codes.App, Next: tt.next, ResendAt: now.Add(tt.after)}, now))
	}
	require.Equal(t, "Another one, by SMS, can be asked for now: /resend.", resend(codes.Sent{Delivery: codes.App, Next: codes.SMS}, now), "no time named")
}

// The time in the prompt is there only while it runs, and where it can be seen.
func TestPromptCountsDown(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		edits bool
		next  codes.Delivery
		after time.Duration
		want  string
	}{
		{true, codes.SMS, 125 * time.Second, "Code (/resend in 2:05): "},
		{true, codes.SMS, 8*time.Second + 1, "Code (/resend in 0:09): "},
		{true, codes.SMS, 1, "Code (/resend in 0:01): "},
		{true, codes.SMS, 0, "Code (or /resend): "},
		{true, codes.NoDelivery, time.Minute, "Code: "},
		{false, codes.SMS, time.Minute, "Code: "},
	} {
		p := &Prompt{Now: func() time.Time { return now }, edits: tt.edits}
		sent := codes.Sent{Next: tt.next, ResendAt: now.Add(tt.after)}
		require.Equal(t, tt.want, p.prompt(&question{State: flow.State{Sent: sent}, asks: flow.WaitCode}))
	}
}

// What is answered at the very moment that the time goes on is left alone.
func TestNoTimeAfterTheAnswer(t *testing.T) {
	var screen bytes.Buffer
	p := &Prompt{edits: true, outFD: -1}
	p.editor = term.NewTerminal(&screen, "Phone number: ")
	q := &question{State: flow.State{Sent: codes.Sent{Next: codes.SMS, ResendAt: time.Now().Add(time.Hour)}}, asks: flow.WaitCode}
	answered := make(chan struct{})
	p.showTime(q, answered)
	_, _ = p.editor.Write([]byte("open\n"))
	require.NotEmpty(t, screen.String())
	screen.Reset()
	close(answered)
	p.showTime(q, answered)
	require.Empty(t, screen.String())
}

func TestWho(t *testing.T) {
	require.Equal(t, "Ada Lovelace (id 7)", who(flow.Account{ID: "7", FirstName: "Ada", LastName: "Lovelace"}))
	require.Equal(t, "Ada (id 7)", who(flow.Account{ID: "7", FirstName: "Ada"}))
	require.Equal(t, "user (id 7)", who(flow.Account{ID: "7"}))
	requireHarmless(t, who(flow.Account{ID: nasty, FirstName: nasty, LastName: nasty}))
	require.Less(t, len(who(flow.Account{ID: nasty, FirstName: nasty, LastName: nasty})), 250)
}
