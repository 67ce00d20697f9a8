package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }

func accounts() []mtprototest.Account {
	return []mtprototest.Account{
		{Phone: "+9996620001", FirstName: "Ada", Next: codes.SMS},
		{Phone: "+9996620002", FirstName: "Grace", Password: " pass word", Hint: "pet"},
		{Phone: "+9996620003", Unregistered: true, Terms: "Be kind.", TermsID: "t1", MinAge: 16},
		{Phone: "+9996620009", Unregistered: true, Terms: "Be kind.", TermsID: "t1", TermsPopup: true},
		{Phone: "+9996620004", Unregistered: true},
		{Phone: "+9996620006", FirstName: "Lin", Email: "lin@example.com", EmailCode: "765432", EmailReset: true, EmailResetPeriod: time.Hour},
		{Phone: "+9996620007", FirstName: "Mei", EmailRequired: true, EmailCode: "765432"},
		{Phone: "+9996620010", FirstName: "Pay", Payment: &fake.Payment{Product: "a code"}},
		{Phone: "+9996620008", FirstName: "Kit", Email: "kit@example.com", EmailReset: true},
		{Phone: "+9996620005", Delivery: codes.SMSWord, Code: "walnut", Beginning: "w", Next: codes.SMS, ResendAfter: time.Minute},
	}
}

func newBot(t *testing.T, srv *mtprototest.Server) *Bot {
	leak.Server(t, srv.Server, accounts()...)
	d := &flow.Driver{Transport: srv.Transport(), Store: &flow.MemoryStore{}}
	return &Bot{Driver: leak.Driver(t, d), Log: leak.Logger(t)}
}

// says returns the words of a reply that says why a message was refused.
func says(r errors.Reason) string { return errors.Local(r).Advice() }

// A turn is a message, and what its reply contains.
type turn struct{ message, reply string }

// converse has a conversation in one chat. Every message is answered by another
// Bot, as in another process, that shares the store and nothing else.
func converse(t *testing.T, b *Bot, chat string, turns []turn) {
	t.Helper()
	for i, turn := range turns {
		d := b.Driver
		next := &Bot{Log: b.Log, Driver: &flow.Driver{Transport: d.Transport, Store: d.Store, Now: d.Now, Limits: d.Limits}}
		reply := next.Message(t.Context(), chat, turn.message)
		require.Contains(t, reply, turn.reply, "%d: %s", i, turn.message)
		leak.Saw(t, reply)
	}
}

func TestConversations(t *testing.T) {
	for _, tt := range []struct {
		name     string
		turns    []turn
		signedIn int
	}{
		{"number, code", []turn{
			{"/login", askNumber},
			{"+999 66 2 0001", sayDisguise},
			{"2-2-2-2-2", "You are signed in as Ada"},
			{"thank you", "You are signed in as Ada"},
			{"/login", "You are signed in as Ada"},
		}, 1},
		{"number, code, password", []turn{
			{"/login", askNumber},
			{"+9996620002", "A code is in the Telegram app"},
			{"2 2 2 2 2", "Its hint: pet"},
			{" pass word", sayDelete + "\nYou are signed in as Grace"},
		}, 1},
		{"everything mistyped once", []turn{
			{"hello", askNumber},
			{"+9", says(errors.PhoneNumberInvalid)},
			{"+9996620002", sayDisguise},
			{"1-2", says(errors.CodeLength)},
			{"1-1-1-1-1", says(errors.PhoneCodeInvalid)},
			{"1 1 1 1 1", says(errors.CodeRepeated)},
			{"/unknown", sayDisguise},
			{"2-2-2-2-2", "Send the password"},
			{"pass word", says(errors.PasswordHashInvalid)},
			{"/pass word", sayDelete + "\nSend the password"},
			{" pass word", "You are signed in as Grace"},
		}, 1},
		{"registration with terms", []turn{
			{"+9996620003", sayDisguise},
			{"2-2-2-2-2", "Be kind.\n/accept accepts them and says that you are at least 16 years old."},
			{"Nova Nine", "Be kind."},
			{"/accept", askName},
			{strings.Repeat("x", 65), askName},
			{"Nova van Nine", "You are signed in as Nova van Nine"},
		}, 1},
		{"registration with terms to be seen", []turn{
			{"+9996620009", sayDisguise},
			{"2-2-2-2-2", "Be kind.\n" + sayRead + " /accept accepts them."},
			{"/accept", askName},
			{"Ida", "You are signed in as Ida"},
		}, 1},
		{"what is done elsewhere", []turn{
			{"/delete", sayElsewhere + "\n" + askNumber},
			{"+9996620002", sayDisguise},
			{"2-2-2-2-2", "Send the password"},
			{"/recover", sayElsewhere + "\nSend the password"},
			{"/reset", sayElsewhere + "\nSend the password"},
			{" /delete ", sayElsewhere + "\nSend the password"},
			{"/resend", says(errors.NotAllowed)},
			{"/start", sayHelp},
			{" pass word", "You are signed in as Grace"},
			{"/delete", sayElsewhere + "\nYou are signed in as Grace"},
		}, 1},
		{"something to pay", []turn{
			{"/login", askNumber},
			{"+9996620010", sayPay},
			{"I have paid", sayPay},
			{"/login", askNumber},
			{"+9996620001", sayDisguise},
			{"2-2-2-2-2", "You are signed in as Ada"},
		}, 1},
		{"registration without terms", []turn{
			{"+9996620004", sayDisguise},
			{"2-2-2-2-2", askName},
			{"/accept", askName},
			{"Max", "You are signed in as Max"},
		}, 1},
		{"another code", []turn{
			{"/resend", says(errors.NotAllowed)},
			{"+9996620001", "in the Telegram app"},
			{"/resend", "by SMS"},
			{"2-2-2-2-2", "You are signed in as Ada"},
		}, 1},
		{"a word, too early for another", []turn{
			{"+9996620005", "A word is on its way by SMS. Send it here.\n/resend asks for another one, from "},
			{"/resend", " after 20"},
			{"Peanut", says(errors.CodeBeginning)},
			{"walnut", "You are signed in"},
		}, 1},
		{"a code by e-mail", []turn{
			{"+9996620006", "by e-mail to l***@e***.com. " + sayDisguise},
			{"7-6-5-4-3-3", says(errors.CodeInvalid)},
			{"lin@example.com", says(errors.CodeEmpty)},
			{"/resend", "by e-mail"},
			{"/reset", "/reset signs in without that e-mail, from 20"},
			{"/reset", " after 20"},
			{"7-6-5-4-3-2", "You are signed in as Lin"},
		}, 1},
		{"without that e-mail", []turn{
			{"/reset", askNumber},
			{"+9996620008", "/reset signs in without that e-mail, at once"},
			{"/reset", "A code is in the Telegram app"},
			{"/reset", "A code is in the Telegram app"},
			{"2-2-2-2-2", "You are signed in as Kit"},
		}, 1},
		{"an e-mail address is set up", []turn{
			{"+9996620007", askEmail},
			{"/unknown", askEmail},
			{"mei", says(errors.EmailInvalid)},
			{"me@example.com", "by e-mail to m***@e***.com"},
			{"/resend", "another address has it sent there"},
			{"mei@example.org", "by e-mail to m***@e***.org"},
			{"765432", "A code is in the Telegram app"},
			{"2-2-2-2-2", "You are signed in as Mei"},
		}, 1},
		{"begun again with an e-mail", []turn{
			{"+9996620007", askEmail},
			{"/login", askNumber},
			{"+9996620006", "by e-mail"},
			{"/cancel", sayLogin},
		}, 0},
		{"cancelled", []turn{
			{"/cancel", "Nobody is signed in"},
			{"+9996620001", sayDisguise},
			{"/cancel", sayLogin},
			{"2-2-2-2-2", askNumber},
		}, 0},
		{"begun again", []turn{
			{"+9996620002", sayDisguise},
			{"2-2-2-2-2", "Send the password"},
			{"/login", askNumber},
			{"2-2-2-2-2", askNumber}, // a late code is no number
			{"+9996620001", sayDisguise},
			{"2-2-2-2-2", "You are signed in as Ada"},
		}, 1},
		{"logged out", []turn{
			{"/logout", says(errors.NotAllowed)},
			{"+9996620001", sayDisguise},
			{"2-2-2-2-2", "/logout ends that"},
			{"/cancel", "You are signed in as Ada"},
			{"/logout", "Nobody is signed in"},
			{"/login", askNumber},
		}, 0},
		{"help", []turn{{"/start", sayHelp}, {"/help ", sayHelp}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := mtprototest.New(t, accounts()...)
			converse(t, newBot(t, srv), "chat", tt.turns)
			require.Len(t, srv.SignedIn(), tt.signedIn)
			require.Empty(t, srv.HalfSignedIn())
		})
	}
}

// What is no answer is answered with the question, and nobody else is asked.
func TestSmallTalk(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	b := newBot(t, srv)
	say := func(text string) string { return b.Message(t.Context(), "chat", text) }
	for _, text := range []string{"hello", "", "/unknown", "22222", "2-2-2-2-2", "9996620001"} {
		require.Equal(t, askNumber, say(text), text)
	}
	require.Empty(t, srv.Calls())
	require.Equal(t, say("+9996620001"), say("/unknown"), "the question again, and no more")
	require.Contains(t, say("2-2-2-2-2"), "You are signed in as Ada")
	require.Equal(t, say("hello"), say("/unknown"))
}

// What Telegram cancelled, since it was written in a chat as it is, leads back
// to the number with the reason.
func TestUndisguised(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	srv.Refuse("auth.signIn", 400, "PHONE_CODE_EXPIRED")
	converse(t, newBot(t, srv), "chat", []turn{
		{"+9996620001", sayDisguise},
		{"22222", says(errors.PhoneCodeExpired)},
		{"22222", askNumber},
		{"+9996620001", sayDisguise},
		{"2-2-2-2-2", "You are signed in as Ada"},
	})
	require.Len(t, srv.Inbox("+9996620001"), 2)
}

func TestExpired(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	b := newBot(t, srv)
	now := time.Now()
	b.Driver.Now = func() time.Time { return now }
	converse(t, b, "chat", []turn{{"+9996620001", sayDisguise}})
	now = now.Add(flow.DefaultCodeLife + time.Second)
	converse(t, b, "chat", []turn{
		{"2-2-2-2-2", sayLogin},
		{"/login", askNumber},
		{"+9996620001", sayDisguise},
		{"2-2-2-2-2", "You are signed in as Ada"},
	})
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
}

// When the tries are used up, nobody is asked for another one.
func TestTooManyTries(t *testing.T) {
	b := newBot(t, mtprototest.New(t, mtprototest.Account{Phone: "+9996620001", FirstName: "Ada"}))
	b.Driver.Limits.CodeAttempts = 2
	converse(t, b, "chat", []turn{
		{"+9996620001", sayDisguise},
		{"1-1-1-1-1", sayDisguise},
		{"3-3-3-3-3", sayLogin},
		{"2-2-2-2-2", sayLogin},
		{"/login", askNumber},
		{"+9996620001", sayDisguise},
		{"2-2-2-2-2", "You are signed in as Ada"},
	})
}

// A code whose answer was lost is sent again by the person. It had been
// accepted, and must not be taken for the password.
func TestLostAnswer(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	srv.Inject(fake.Fault{Method: "auth.signIn", LoseAfter: true, Disconnect: true}, fake.Fault{Method: "users.getUsers", Disconnect: true})
	converse(t, newBot(t, srv), "chat", []turn{
		{"+9996620002", sayDisguise},
		{"2-2-2-2-2", saySendAgain},
		{"2-2-2-2-2", "Send the password"},
		{" pass word", "You are signed in as Grace"},
	})
	require.Zero(t, srv.Faults())
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
	require.Equal(t, 1, srv.Calls()["auth.checkPassword"])
}

// A chat is no place for a new password. Where a login waits for one, begun
// elsewhere, the old one will do.
func TestRecoveryIsForElsewhere(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620002", FirstName: "Grace", Password: " pass word", RecoveryEmail: "grace@example.com"})
	b := newBot(t, srv)
	converse(t, b, "chat", []turn{{"+9996620002", sayDisguise}, {"2-2-2-2-2", sayApp}})
	s, err := b.Driver.Do(t.Context(), "chat", flow.RequestPasswordRecovery())
	require.NoError(t, err)
	require.Equal(t, flow.WaitRecoveryCode, s.Phase)
	converse(t, b, "chat", []turn{
		{"pass word", sayApp},
		{" pass word", "You are signed in as Grace"},
	})
}

func TestSessionRevoked(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	b := newBot(t, srv)
	converse(t, b, "chat", []turn{{"+9996620001", sayDisguise}, {"2-2-2-2-2", "You are signed in"}})
	require.True(t, srv.RevokeSession(srv.Key("key1")))
	converse(t, b, "chat", []turn{
		{"/login", says(errors.SessionRevoked)},
		{"/login", askNumber},
	})
}

func TestServerDown(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	srv.Close()
	converse(t, newBot(t, srv), "chat", []turn{{"+9996620001", says(errors.NotSent)}})
}

// Each chat has a login of its own, whatever happens in the others.
func TestManyChats(t *testing.T) {
	const chats = 8
	var people []mtprototest.Account
	for i := range chats {
		people = append(people, mtprototest.Account{
			Phone: fmt.Sprintf("+999662%04d", i), FirstName: fmt.Sprintf("Person%d", i), Password: fmt.Sprintf("password%d", i),
		})
	}
	srv := mtprototest.New(t, people...)
	b := newBot(t, srv)
	replies := make([]string, chats)
	var wg sync.WaitGroup
	for i, p := range people {
		wg.Go(func() {
			for _, message := range []string{"/login", p.Phone, "1-1-1-1-1", "2-2-2-2-2", p.Password} {
				replies[i] = b.Message(t.Context(), fmt.Sprintf("chat%d", i), message)
			}
		})
	}
	wg.Wait()
	for i, reply := range replies {
		require.Contains(t, reply, fmt.Sprintf("You are signed in as Person%d (", i))
	}
	require.Len(t, srv.SignedIn(), chats)
	for what, times := range srv.Examined() {
		require.Equal(t, 1, times, what)
	}
}

// A message that comes while another of its chat is being worked on waits.
func TestOneChatAtOnce(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	arrived, release := make(chan struct{}), make(chan struct{})
	srv.Before = func(method string, _ int) fake.Fault {
		if method != "auth.signIn" {
			return fake.Fault{}
		}
		close(arrived)
		return fake.Fault{DelayBefore: release}
	}
	b := newBot(t, srv)
	converse(t, b, "chat", []turn{{"+9996620002", sayDisguise}})
	first := make(chan string, 1)
	go func() { first <- b.Message(t.Context(), "chat", "2-2-2-2-2") }()
	<-arrived
	require.Equal(t, sayWait, b.Message(t.Context(), "chat", "2-2-2-2-2"))
	require.Equal(t, sayWait, b.Message(t.Context(), "chat", "/login"))
	close(release)
	require.Contains(t, <-first, "Send the password")
	require.Equal(t, 1, srv.Calls()["auth.signIn"])
}

// A failing store is the operator's to know and nobody else's.
func TestStoreFails(t *testing.T) {
	core, logged := observer.New(zap.ErrorLevel)
	b := &Bot{Driver: &flow.Driver{Store: badStore{}}, Log: zap.New(core)}
	require.Equal(t, saySorry, b.Message(t.Context(), "chat", "+9996620001"))
	require.Equal(t, 1, logged.FilterField(zap.Error(errDisk)).Len())
	b.Log = nil
	require.Equal(t, saySorry, b.Message(t.Context(), "chat", "+9996620001"))
}

var errDisk = errors.New("the disk is full")

type badStore struct{}

func (badStore) Load(context.Context, string) ([]byte, uint64, error) { return nil, 0, errDisk }
func (badStore) Save(context.Context, string, uint64, []byte) error   { return errDisk }

func TestTalk(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001", FirstName: "A\x1b[2Jd\u202ea"})
	var out, errs bytes.Buffer
	lines := "ann> +9996620001\n\nno message\n> nobody\nann>2-2-2-2-2\nbob> /login\n"
	require.NoError(t, talk(t.Context(), newBot(t, srv), strings.NewReader(lines), &out, &errs))
	require.Equal(t, 3, strings.Count(errs.String(), "A message is written"))
	said := strings.Split(out.String(), "\n")
	require.Len(t, said, 4)
	require.Equal(t, "ann< A code is in the Telegram app on your devices. "+sayDisguise, said[0])
	require.Contains(t, said[1], "ann< You are signed in as A\ufffd[2Jd\ufffda (id ")
	require.Equal(t, "bob< "+askNumber, said[2])
}

// demonstrated is what the demo shows on purpose: its announcement and its inbox.
var demonstrated = regexp.MustCompile(`(?m)^(  \+999|\[).*\n`)

func TestRun(t *testing.T) {
	var out, errs bytes.Buffer
	lines := "ann> /login\nann> +9996620002\nann> 2-2-2-2-2\nann> secret\nann> /logout\n"
	require.Equal(t, 0, run(t.Context(), strings.NewReader(lines), &out, &errs))
	require.Contains(t, out.String(), "ann< You are signed in as Grace Hopper")
	require.Contains(t, out.String(), "ann< Nobody is signed in")
	require.Contains(t, errs.String(), "Your sign-in code is 22222.")
	leak.Saw(t, out.String(), demonstrated.ReplaceAllString(errs.String(), ""))
}
