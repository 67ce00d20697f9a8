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

// endlessProof is longer than any receipt or proof.
var endlessProof = strings.Repeat("r", 256<<10+1)

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

// TestBadToken: what cannot be a token is refused at once, and so is one of a kind that
// there is not; what could be one is for the server to say.
func TestBadToken(t *testing.T) {
	var rows []badInput
	for _, tt := range []struct {
		name, kind, token string
		reason            errors.Reason
		class             errors.Class
	}{
		{"empty", flow.BotTokenKind, "", errors.TokenMissing, errors.Reenter},
		{"white space", flow.BotTokenKind, " \t\r\n\u00a0", errors.TokenMissing, errors.Reenter},
		{"a megabyte", flow.BotTokenKind, strings.Repeat("7", 1<<20), errors.TokenInvalid, errors.Reenter},
		{"control characters", flow.BotTokenKind, "7:AAF\x00\x1b[2J", errors.TokenInvalid, errors.Reenter},
		{"two lines", flow.BotTokenKind, "7:AAF\r\nHost: example.com", errors.TokenInvalid, errors.Reenter},
		{"not text", flow.BotTokenKind, "7:AAF\xff", errors.TokenInvalid, errors.Reenter},
		{"of the web, empty", flow.WebTokenKind, "", errors.TokenMissing, errors.Reenter},
		{"of no kind", "", sampleToken, errors.NotAllowed, errors.OfferOther},
		{"of no kind that is known", "social", sampleToken, errors.NotAllowed, errors.OfferOther},
	} {
		rows = append(rows, badInput{
			name: tt.name, says: flow.Token(tt.kind, tt.token), reason: tt.reason, class: tt.class,
			phase: flow.WaitPhoneNumber, again: tt.reason, then: anew,
		})
	}
	bot := []string{"auth.importBotAuthorization"}
	playBad(t, nil, append(rows, []badInput{
		{
			name: "of no bot", says: botToken, sent: bot,
			reason: errors.AccessTokenInvalid, class: errors.Reenter, phase: flow.WaitPhoneNumber, then: anew,
		},
		{
			name: "of no client", says: flow.WebToken(sampleToken, 0), sent: []string{"auth.importWebTokenAuthorization"},
			reason: errors.WebauthTokenExpired, class: errors.OfferOther, phase: flow.WaitPhoneNumber, then: anew,
		},
		{
			name: "of a data centre that is not", says: flow.WebToken(sampleToken, 77),
			reason: errors.UnknownDC, class: errors.Configuration, phase: flow.WaitPhoneNumber, again: errors.UnknownDC, then: anew,
		},
		{
			name: "FLOOD_WAIT_5", meanwhile: refuses("auth.importBotAuthorization", 420, "FLOOD_WAIT_5"), says: botToken, sent: bot,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitPhoneNumber, wait: 5 * time.Second,
			again: errors.TooEarly, then: anew,
		},
	}...))
	playBad(t, []flow.Input{rightNumber}, []badInput{{
		name: "while a code is out", says: botToken, reason: errors.NotAllowed, class: errors.OfferOther,
		phase: flow.WaitCode, again: errors.NotAllowed, then: []flow.Input{rightCode, rightPassword},
	}})
}

// TestBadOtherDevice: where a token is shown there is nothing to type but who signs in
// otherwise, and the token stays.
func TestBadOtherDevice(t *testing.T) {
	var rows []badInput
	for name, in := range map[string]flow.Input{
		"a code": rightCode, "a password": rightPassword, "a passkey": flow.Passkey(samplePasskey),
		"a token of Firebase's": flow.FirebasePNVToken(sampleToken), "a payment": flow.Paid(7), "a receipt": flow.Purchased(flow.AppStore, "r"),
		"a proof": flow.FirebaseProof(flow.SafetyNetProof, sampleProof), "a report": flow.ReportMissingCode("01"),
		"an answer to no challenge": flow.Solved(sampleProof, flow.Poll()), "another code": flow.Resend(), "a log out": flow.LogOut(),
	} {
		rows = append(rows, badInput{
			name: name, says: in, reason: errors.NotAllowed, class: errors.OfferOther,
			phase: flow.WaitOtherDevice, again: errors.NotAllowed, then: anew,
		})
	}
	asked := []string{"auth.exportLoginToken"}
	playBad(t, []flow.Input{flow.RequestQRCode()}, append(rows, []badInput{
		{
			name: "FLOOD_WAIT_5", meanwhile: refuses("auth.exportLoginToken", 420, "FLOOD_WAIT_5"), says: flow.Poll(), sent: asked,
			reason: errors.FloodWait, class: errors.Wait, phase: flow.WaitOtherDevice, wait: 5 * time.Second,
			again: errors.TooEarly, then: anew,
		},
		{
			name: "a server's fault", meanwhile: refuses("auth.exportLoginToken", 400, "STRANGE"), says: flow.Poll(), sent: asked,
			reason: "STRANGE", class: errors.Unknown, phase: flow.WaitOtherDevice, then: anew,
		},
	}...))
}

// TestBadPasskeyText: what is no answer of an authenticator's is not sent.
func TestBadPasskeyText(t *testing.T) {
	local := func(name string, in flow.Input, reason errors.Reason) badInput {
		return badInput{
			name: name, says: in, reason: reason, class: errors.ClassOf(reason),
			phase: flow.WaitPasskey, again: reason, then: anew,
		}
	}
	playBad(t, []flow.Input{flow.RequestPasskey()}, []badInput{
		local("empty", flow.Passkey(""), errors.CredentialInvalid),
		local("a word", flow.Passkey("passkey"), errors.CredentialInvalid),
		local("an object", flow.Passkey("{}"), errors.CredentialInvalid),
		local("a megabyte", flow.Passkey(strings.Repeat("{", 1<<20)), errors.CredentialInvalid),
		local("an endless id", flow.Passkey(passkeyJSON(map[string]any{"id": strings.Repeat("a", 64<<10)})), errors.CredentialInvalid),
		local("an empty token", flow.FirebasePNVToken(" "), errors.TokenMissing),
		local("a token of two lines", flow.FirebasePNVToken("a\nb"), errors.TokenInvalid),
		local("a code", rightCode, errors.NotAllowed),
		local("nothing to ask", flow.Poll(), errors.NotAllowed),
		{
			name: "late", later: flow.DefaultCodeLife + 1, says: flow.Passkey(samplePasskey),
			reason: errors.Expired, class: errors.StartOver, phase: flow.WaitPasskey, again: errors.Expired, then: anew,
		},
	})
	playBad(t, []flow.Input{flow.RequestFirebasePNV()}, []badInput{
		local("a passkey", flow.Passkey(samplePasskey), errors.NotAllowed),
	})
}

// TestBadPayment: what does not pay leaves all else to be tried.
func TestBadPayment(t *testing.T) {
	paid := []flow.Input{flow.Purchased(flow.PlayMarket, "receipt"), rightCode, rightPassword}
	row := func(name string, in flow.Input, reason errors.Reason, sent ...string) badInput {
		r := badInput{
			name: name, account: func(a *fake.Account) {
				a.Payment = &fake.Payment{Product: "sms", Currency: "EUR", Amount: 99, FormID: 7, Receipt: "receipt", Unavailable: true}
			},
			says: in, sent: sent, reason: reason, class: errors.ClassOf(reason), phase: flow.WaitPayment, then: paid,
		}
		if sent == nil {
			r.again = reason
		}
		return r
	}
	playBad(t, []flow.Input{rightNumber}, []badInput{
		row("a code", rightCode, errors.NotAllowed),
		row("nothing to ask about", flow.Poll(), errors.NotAllowed),
		row("a form of another", flow.Paid(8), "FORM_ID_INVALID", "auth.checkPaidAuth"),
		row("no form", flow.Paid(0), "FORM_ID_INVALID", "auth.checkPaidAuth"),
		row("nothing can be bought", flow.CanPurchase(), errors.PremiumCurrentlyUnavailable, "payments.canPurchaseStore"),
		row("another shop", flow.Purchased("corner_shop", "receipt"), errors.NotAllowed),
		row("no shop", flow.Purchased("", "receipt"), errors.NotAllowed),
		row("no receipt", flow.Purchased(flow.AppStore, ""), errors.TokenMissing),
		row("an endless receipt", flow.Purchased(flow.AppStore, endlessProof), errors.TokenInvalid),
		row("another receipt", flow.Purchased(flow.AppStore, "another"), errors.InputPurposeInvalid, "payments.assignAppStoreTransaction"),
	})
}

// TestBadProof: Firebase sends nothing for what proves nothing, and the code that
// comes another way is as good.
func TestBadProof(t *testing.T) {
	row := func(name string, in flow.Input, reason errors.Reason, sent ...string) badInput {
		r := badInput{
			name: name, account: func(a *fake.Account) {
				a.Delivery, a.Next, a.Firebase = codes.FirebaseSMS, codes.SMS, &fake.Firebase{Nonce: "announced"}
			},
			says: in, sent: sent, reason: reason, class: errors.ClassOf(reason), phase: flow.WaitCode,
			then: []flow.Input{flow.Resend().Because("it did not work"), rightCode, rightPassword},
		}
		if sent == nil {
			r.again = reason
		}
		return r
	}
	playBad(t, []flow.Input{rightNumber}, []badInput{
		row("of no kind", flow.FirebaseProof("", sampleProof), errors.NotAllowed),
		row("of another kind", flow.FirebaseProof("notary", sampleProof), errors.NotAllowed),
		row("of nothing", flow.FirebaseProof(flow.PlayIntegrityProof, ""), errors.TokenMissing),
		row("without end", flow.FirebaseProof(flow.PlayIntegrityProof, endlessProof), errors.TokenInvalid),
		row("wrong", flow.FirebaseProof(flow.SafetyNetProof, sampleProof), "FIREBASE_TOKEN_INVALID", "auth.requestFirebaseSms"),
		row("of what was not announced", flow.FirebaseProof(flow.IOSPushProof, fake.Attestation("announced")),
			"FIREBASE_TOKEN_INVALID", "auth.requestFirebaseSms"),
	})
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
