package flow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// A badInput is something that a person says and that cannot be had, and what
// becomes of it.
type badInput struct {
	name string
	// account is changed before the server starts, server before the sign-in
	// begins, and meanwhile is what happens once the sign-in has come to where
	// the bad input is said.
	account   func(*fake.Account)
	server    func(*fake.Server)
	meanwhile func(*testing.T, *fake.Server)
	later     time.Duration // that passes before it is said

	says flow.Input
	sent []string // what the server receives because of it; nil: nothing
	// reason and class are the error's (reason "": no error, it is Ready), phase
	// is where the login stands then.
	reason errors.Reason
	class  errors.Class
	phase  flow.Phase
	wait   time.Duration // that the error tells
	again  errors.Reason // said again at once, without the server; "": not said
	// then is what signs in afterwards, once the wait is over: nothing was lost.
	then []flow.Input
}

const (
	spacedPassword = " a b " // with its spaces
	unoccupied     = "+9996620009"
	banned         = "+9996620008"
)

var (
	rightNumber   = flow.PhoneNumber(phone)
	rightCode     = flow.Code(phoneCode)
	rightPassword = flow.Password(spacedPassword)
	anew          = []flow.Input{rightNumber, rightCode, rightPassword}
)

// TestBadNumber: whatever is wrong with a number, another one can be given.
func TestBadNumber(t *testing.T) {
	local := func(name, typed string) badInput {
		return badInput{
			name: name, says: flow.PhoneNumber(typed),
			reason: errors.PhoneNumberInvalid, class: errors.Reenter,
		}
	}
	asked := []string{"auth.sendCode"}
	rows := []badInput{
		local("empty", ""),
		local("a space", " "),
		local("letters", "letters"),
		local("a number with letters", "+999662abcd"),
		local("40 digits", strings.Repeat("1234567890", 4)),
		local("40 digits after a plus", "+"+strings.Repeat("1234567890", 4)),
		local("one digit", "+9"),
		local("nothing but a plus", "+"),
		local("an emoji", "☎️"),
		local("a megabyte", strings.Repeat("1", 1<<20)),
		local("not text", "+99966\xff20001"),
		{
			name: "nobody", says: flow.Identifier(codes.Identifier{}),
			reason: errors.PhoneNumberInvalid, class: errors.Reenter,
		},
		{
			name: "an e-mail address", says: identifier(codes.Email(sampleEmail)),
			reason: errors.PhoneNumberInvalid, class: errors.Reenter,
		},
		{
			name: "a name", says: identifier(codes.Name("ada")),
			reason: errors.PhoneNumberInvalid, class: errors.Reenter,
		},
		{
			name: "unoccupied", says: flow.PhoneNumber(unoccupied), sent: asked,
			reason: errors.PhoneNumberInvalid, class: errors.Reenter,
		},
		{
			name: "banned", says: flow.PhoneNumber(banned), sent: asked,
			reason: errors.PhoneNumberBanned, class: errors.Terminal,
		},
		{
			name: "FLOOD_WAIT_5", account: func(a *fake.Account) { a.FloodWait = 5 * time.Second }, says: rightNumber, sent: asked,
			reason: errors.FloodWait, class: errors.Wait, wait: 5 * time.Second, again: errors.TooEarly,
		},
		{
			name: "FLOOD_WAIT_86400", account: func(a *fake.Account) { a.FloodWait = 24 * time.Hour }, says: rightNumber, sent: asked,
			reason: errors.FloodWait, class: errors.Wait, wait: 24 * time.Hour, again: errors.TooEarly,
		},
		{
			name: "wrong api_id", server: func(s *fake.Server) { s.AppID = storyAppID + 1 }, says: rightNumber, sent: asked,
			reason: errors.APIIDInvalid, class: errors.Configuration, phase: flow.Failed, again: errors.NotAllowed,
		},
		{
			name: "wrong api_hash", server: func(s *fake.Server) { s.AppHash = "another" }, says: rightNumber, sent: asked,
			reason: errors.APIIDInvalid, class: errors.Configuration, phase: flow.Failed, again: errors.NotAllowed,
		},
		{
			name: "a code", says: rightCode,
			reason: errors.NotAllowed, class: errors.OfferOther,
		},
	}
	for i := range rows {
		if rows[i].phase == (flow.State{}).Phase {
			rows[i].phase = flow.WaitPhoneNumber
		}
		if rows[i].phase != flow.Failed {
			rows[i].then = anew
		}
	}
	playBad(t, nil, rows)
}

// identifier says who signs in; what cannot be an identifier says nobody.
func identifier(who codes.Identifier, _ error) flow.Input { return flow.Identifier(who) }

// TestBadToken: what cannot be a token is refused at once, and what could be one
// where Telegram's are not spoken yet.
func TestBadToken(t *testing.T) {
	var rows []badInput
	for _, tt := range []struct {
		name, token string
		reason      errors.Reason
		class       errors.Class
	}{
		{"empty", "", errors.TokenMissing, errors.Reenter},
		{"white space", " \t\r\n\u00a0", errors.TokenMissing, errors.Reenter},
		{"a megabyte", strings.Repeat("7", 1<<20), errors.TokenInvalid, errors.Reenter},
		{"control characters", "7:AAF\x00\x1b[2J", errors.TokenInvalid, errors.Reenter},
		{"two lines", "7:AAF\r\nHost: example.com", errors.TokenInvalid, errors.Reenter},
		{"not text", "7:AAF\xff", errors.TokenInvalid, errors.Reenter},
		{"of no kind that is known", sampleToken, errors.NotAllowed, errors.OfferOther},
	} {
		rows = append(rows, badInput{
			name: tt.name, says: flow.Token("bot", tt.token), reason: tt.reason, class: tt.class,
			phase: flow.WaitPhoneNumber, again: tt.reason, then: anew,
		})
	}
	playBad(t, nil, rows)
	playBad(t, []flow.Input{rightNumber}, []badInput{{
		name: "while a code is out", says: botToken, reason: errors.NotAllowed, class: errors.OfferOther,
		phase: flow.WaitCode, again: errors.NotAllowed, then: []flow.Input{rightCode, rightPassword},
	}})
}

// TestBadCode: a bad code costs nothing but, at the server, a try.
func TestBadCode(t *testing.T) {
	local := func(name, typed string, reason errors.Reason) badInput {
		return badInput{
			name: name, says: flow.Code(typed), reason: reason, class: errors.Reenter,
			phase: flow.WaitCode, again: reason, then: []flow.Input{rightCode, rightPassword},
		}
	}
	asked := []string{"auth.signIn"}
	playBad(t, []flow.Input{rightNumber}, []badInput{
		local("empty", "", errors.CodeEmpty),
		local("a space", " ", errors.CodeEmpty),
		local("letters", "letters", errors.CodeEmpty),
		local("an emoji", "🐎", errors.CodeEmpty),
		local("short", "2222", errors.CodeLength),
		local("long", "222222", errors.CodeLength),
		local("40 digits", strings.Repeat("1234567890", 4), errors.CodeLength),
		local("a megabyte", strings.Repeat("1", 1<<20), errors.CodeLength),
		{
			name: "wrong", says: flow.Code(wrongCode), sent: asked,
			reason: errors.PhoneCodeInvalid, class: errors.Reenter, phase: flow.WaitCode,
			again: errors.CodeRepeated, then: []flow.Input{rightCode, rightPassword},
		},
		{
			name: "expired at the server", account: func(a *fake.Account) { a.CodeLife = time.Minute }, later: 2 * time.Minute,
			says: rightCode, sent: asked,
			reason: errors.PhoneCodeExpired, class: errors.StartOver, phase: flow.WaitPhoneNumber,
			again: errors.NotAllowed, then: anew,
		},
		{
			name: "expired here", later: flow.DefaultCodeLife + 1, says: rightCode,
			reason: errors.Expired, class: errors.StartOver, phase: flow.WaitCode,
			again: errors.Expired, then: anew,
		},
		{
			name: "used up", account: func(a *fake.Account) { a.CodeTries = 1 }, says: flow.Code(wrongCode), sent: asked,
			reason: errors.PhoneCodeInvalid, class: errors.Reenter, phase: flow.WaitCode,
			again: errors.CodeRepeated, then: anew,
		},
		{
			name: "FLOOD_WAIT_5", meanwhile: refuses("auth.signIn", 420, "FLOOD_WAIT_5"), says: rightCode, sent: asked,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitCode, wait: 5 * time.Second,
			again: errors.TooEarly, then: []flow.Input{rightCode, rightPassword},
		},
		{
			name: "FLOOD_WAIT_86400", meanwhile: refuses("auth.signIn", 420, "FLOOD_WAIT_86400"), says: rightCode, sent: asked,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitCode, wait: 24 * time.Hour,
			again: errors.TooEarly, then: anew, // the code has not lasted that long
		},
		{
			name: "banned meanwhile", meanwhile: func(t *testing.T, s *fake.Server) { require.NoError(t, s.Ban(phone)) },
			says: rightCode, sent: asked,
			reason: errors.PhoneNumberBanned, class: errors.Terminal, phase: flow.WaitPhoneNumber, again: errors.NotAllowed,
			then: []flow.Input{flow.PhoneNumber("+9996620002"), rightCode},
		},
		{
			name: "a password", says: rightPassword,
			reason: errors.NotAllowed, class: errors.OfferOther, phase: flow.WaitCode, then: []flow.Input{rightCode, rightPassword},
		},
	})
}

// TestBadPassword: a password is sent as it was typed, and a refused one leaves
// everything where it was.
func TestBadPassword(t *testing.T) {
	const emoji = "пароль 🐎"
	check, checkAgain := []string{"auth.checkPassword"}, []string{"auth.checkPassword", "account.getPassword", "auth.checkPassword"}
	is := func(p string) func(*fake.Account) { return func(a *fake.Account) { a.Password = p } }
	wrong := func(name, right, typed string) badInput {
		return badInput{
			name: name, account: is(right), says: flow.Password(typed), sent: check,
			reason: errors.PasswordHashInvalid, class: errors.Reenter, phase: flow.WaitPassword,
			then: []flow.Input{flow.Password(right)},
		}
	}
	playBad(t, []flow.Input{rightNumber, rightCode}, []badInput{
		{
			name: "empty", says: flow.Password(""),
			reason: errors.PasswordMissing, class: errors.Reenter, phase: flow.WaitPassword,
			again: errors.PasswordMissing, then: []flow.Input{rightPassword},
		},
		wrong("wrong", spacedPassword, "correct horse"),
		wrong("without its spaces", spacedPassword, "a b"),
		wrong("with spaces that it has not", "a b", spacedPassword),
		wrong("nothing but spaces", spacedPassword, "   "),
		wrong("without its space and emoji", emoji, "пароль"),
		wrong("in other letters", emoji, "Пароль 🐎"),
		wrong("composed otherwise", "caf\u00e9 noir", "cafe\u0301 noir"),
		wrong("the code", spacedPassword, phoneCode),
		wrong("100 KB", spacedPassword, strings.Repeat("a ", 50<<10)),
		{
			name: "spaces", says: rightPassword, sent: check, phase: flow.Ready,
		},
		{
			name: "emoji", account: is(emoji), says: flow.Password(emoji), sent: check, phase: flow.Ready,
		},
		{
			name: "SRP_ID_INVALID", meanwhile: refuses("auth.checkPassword", 400, "SRP_ID_INVALID"),
			says: rightPassword, sent: checkAgain, phase: flow.Ready,
		},
		{
			name:      "changed meanwhile",
			meanwhile: func(t *testing.T, s *fake.Server) { require.NoError(t, s.SetPassword(phone, "new one", "")) },
			says:      rightPassword, sent: check,
			reason: errors.SRPPasswordChanged, class: errors.Reenter, phase: flow.WaitPassword,
			then: []flow.Input{flow.Password("new one")},
		},
		{
			name:      "removed meanwhile",
			meanwhile: func(t *testing.T, s *fake.Server) { require.NoError(t, s.SetPassword(phone, "", "")) },
			says:      rightPassword, sent: check,
			reason: errors.PasswordEmpty, class: errors.StartOver, phase: flow.WaitPhoneNumber,
			again: errors.NotAllowed, then: []flow.Input{rightNumber, rightCode},
		},
		{
			name: "FLOOD_WAIT_5", meanwhile: refuses("auth.checkPassword", 420, "FLOOD_WAIT_5"), says: rightPassword, sent: check,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitPassword, wait: 5 * time.Second,
			again: errors.TooEarly, then: []flow.Input{rightPassword},
		},
		{
			name: "FLOOD_WAIT_86400", meanwhile: refuses("auth.checkPassword", 420, "FLOOD_WAIT_86400"), says: rightPassword, sent: check,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitPassword, wait: 24 * time.Hour,
			again: errors.TooEarly, then: []flow.Input{rightPassword},
		},
		{
			name: "expired", later: flow.DefaultPasswordLife + 1, says: rightPassword,
			reason: errors.Expired, class: errors.StartOver, phase: flow.WaitPassword,
			again: errors.Expired, then: anew,
		},
		{
			name: "a code", says: rightCode,
			reason: errors.NotAllowed, class: errors.OfferOther, phase: flow.WaitPassword, then: []flow.Input{rightPassword},
		},
	})
}

func refuses(method string, code int, text string) func(*testing.T, *fake.Server) {
	return func(_ *testing.T, s *fake.Server) { s.Refuse(method, code, text) }
}

// playBad plays each row, after the inputs that lead there, in memory and over
// MTProto.
func playBad(t *testing.T, before []flow.Input, rows []badInput) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Run("fake", func(t *testing.T) { row.play(t, before, fakeDoor) })
			t.Run("wire", func(t *testing.T) { t.Parallel(); row.play(t, before, wireDoor(t)) })
		})
	}
}

func fakeDoor(srv *fake.Server, l *line) error {
	l.Transport = &fake.Transport{Server: srv, AppID: storyAppID, AppHash: codes.NewSecret(storyAppHash)}
	return nil
}

func (row badInput) play(t *testing.T, before []flow.Input, open door) {
	account := fake.Account{Phone: phone, Password: spacedPassword}
	if row.account != nil {
		row.account(&account)
	}
	srv, err := fake.New(account, fake.Account{Phone: banned, Banned: true}, fake.Account{Phone: "+9996620002"})
	require.NoError(t, err)
	leak.Server(t, srv, account)
	if row.server != nil {
		row.server(srv)
	}
	now := storyTime
	srv.Now = func() time.Time { return now }
	wire := &line{}
	require.NoError(t, open(srv, wire))
	d := leak.Driver(t, &flow.Driver{Transport: wire, Now: srv.Now})

	// received returns what the server has received since it was asked last.
	seen := 0
	received := func() []string {
		var methods []string
		for _, r := range srv.Requests()[seen:] {
			methods = append(methods, r.Method)
			seen++
		}
		return methods
	}
	do(t, d, before...)
	if row.meanwhile != nil {
		row.meanwhile(t, srv)
	}
	now = now.Add(row.later)
	received()

	s, err := d.Do(t.Context(), "login", row.says)
	require.Equal(t, row.sent, received())
	require.Equal(t, row.phase, s.Phase)
	if row.reason == "" {
		require.NoError(t, err)
		require.Equal(t, flow.Ready, s.Phase)
		return
	}
	refusal := requireReason(t, err, row.reason)
	require.Equal(t, row.class.String(), refusal.Class.String())
	require.NotEmpty(t, refusal.Advice())
	var retryAt time.Time
	if row.wait != 0 {
		retryAt = now.Add(row.wait)
	}
	require.True(t, retryAt.Equal(refusal.RetryAt), "try again at %v", refusal.RetryAt)
	if row.again != "" {
		_, err = d.Do(t.Context(), "login", row.says)
		requireReason(t, err, row.again)
		require.Empty(t, received(), "said again")
	}
	if row.then == nil {
		return
	}
	now = now.Add(row.wait)
	require.Equal(t, flow.Ready, do(t, d, row.then...).Phase)
	require.Len(t, srv.SignedIn(), 1)
}
